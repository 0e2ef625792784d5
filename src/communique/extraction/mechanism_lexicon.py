"""The lexicon of mechanisms, ready for look-ups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from communique.reference.tables import read_lexicon

Kind = Literal[
    "dialogue", "committee", "consultation", "visits", "agreement", "organization", "other"
]
Test = Literal[
    "compound", "modified", "joint", "named", "paired", "pending", "series", "visits", "track"
]  # fmt: skip
Level = Literal[
    "heads-of-state", "heads-of-government", "ministerial", "vice-ministerial", "working", "none"
]
Event = Literal["create", "begin", "resume", "suspend"]


@dataclass(frozen=True)
class Head:
    """The words in which a name ends, and what must hold before them to be one."""

    words: tuple[str, ...]
    kind: Kind
    test: Test
    level: Level | None


@dataclass(frozen=True)
class MechanismLexicon:
    """What `mechanism.toml` says. `heads` is keyed by the last word, longest phrases first."""

    heads: Mapping[str, tuple[Head, ...]]
    generic: frozenset[str]
    between: frozenset[str]
    labels: frozenset[str]
    series: frozenset[str]
    single: frozenset[str]
    yearly: frozenset[str]
    paired: frozenset[str]
    made: frozenset[str]
    kinds: frozenset[str]
    recur: frozenset[str]
    leading: frozenset[str]
    joint: frozenset[str]
    worldwide: frozenset[str]
    joint_named: frozenset[str]
    into: frozenset[str]
    into_committee: frozenset[str]
    into_capital: frozenset[str]
    domestic: frozenset[str]
    unnamed: frozenset[str]
    compounds: frozenset[str]
    groupings: frozenset[str]
    members: frozenset[str]
    summits: frozenset[str]
    organs: frozenset[str]
    no_organs: frozenset[str]
    own: Mapping[str, str]
    events: Mapping[str, Event]
    announce: frozenset[str]
    first: frozenset[str]
    rounds: frozenset[str]
    hold: frozenset[str]
    agreed: frozenset[str]
    willing: frozenset[str]
    proposed: frozenset[str]
    proposing_modals: frozenset[str]
    welcome: frozenset[str]
    negotiate: tuple[str, ...]
    conclude: tuple[str, ...]
    amend: tuple[str, ...]
    plain: frozenset[tuple[str, ...]]
    substance: frozenset[str]
    levels: Mapping[Level, tuple[str, ...]]


@lru_cache(maxsize=2)
def mechanism_lexicon(language: str) -> MechanismLexicon:
    """Return the lexicon of the language."""
    table = read_lexicon(language, "mechanism")
    modifiers, excluded, pending = table["modifiers"], table["excluded"], table["pending"]
    events: dict[str, Event] = {
        word: event for event in ("create", "begin", "resume", "suspend")
        for word in table["events"][event]
    }  # fmt: skip
    heads: dict[str, list[Head]] = {}
    for entry in table["heads"]:
        for phrase in entry["words"]:
            for form in _forms(phrase, table["visits"]["how"]):
                words = tuple(form.split())
                head = Head(words, entry["type"], entry["test"], entry.get("level"))
                heads.setdefault(words[-1], []).append(head)
    return MechanismLexicon(
        heads={w: tuple(sorted(h, key=lambda x: -len(x.words))) for w, h in heads.items()},
        generic=frozenset(modifiers["generic"]),
        between=frozenset(modifiers["between"]),
        labels=frozenset(modifiers["labels"]),
        series=frozenset(modifiers["series"]),
        single=frozenset(modifiers["single"]),
        yearly=frozenset(modifiers["yearly"]),
        paired=frozenset(modifiers["paired"]),
        made=frozenset(modifiers["made"]),
        kinds=frozenset(modifiers["kinds"]),
        recur=frozenset(table["visits"]["recur"]),
        leading=frozenset(modifiers["leading"]),
        joint=frozenset(modifiers["joint"]),
        worldwide=frozenset(modifiers["worldwide"]),
        joint_named=frozenset(modifiers["joint_named"]),
        into=frozenset(modifiers["into_name"]["always"]),
        into_committee=frozenset(modifiers["into_name"]["committee"]),
        into_capital=frozenset(modifiers["into_name"]["capital"]),
        domestic=frozenset(excluded["domestic"]),
        unnamed=frozenset(excluded["named"]),
        compounds=frozenset(excluded["compounds"]),
        groupings=frozenset(table["groupings"]["ids"]),
        members=frozenset(table["groupings"]["members"]),
        summits=frozenset(table["groupings"]["summits"]),
        organs=frozenset(table["organs"]["heads"]),
        no_organs=frozenset(table["organs"]["never"]),
        own=table["organs"]["own"],
        events=events,
        announce=frozenset(table["events"]["announce"]),
        first=frozenset(table["events"]["first"]),
        rounds=frozenset(table["events"]["rounds"]),
        hold=frozenset(table["events"]["hold"]),
        agreed=frozenset(table["modality"]["agreed"]),
        willing=frozenset(table["modality"]["willing"]),
        proposed=frozenset(table["modality"]["proposed"]),
        proposing_modals=frozenset(table["modality"]["proposing_modals"]),
        welcome=frozenset(table["modality"]["welcome"]),
        negotiate=tuple(pending["negotiate"]),
        conclude=tuple(pending["conclude"]),
        amend=tuple(pending["amend"]),
        plain=frozenset(
            tuple(form.split()) for phrase in pending["plain"] for form in _forms(phrase, ())
        ),
        substance=frozenset(pending["substance"]),
        levels={level: tuple(words) for level, words in table["levels"].items()},
    )


def _forms(phrase: str, how: Iterable[str]) -> tuple[str, ...]:
    """Return the phrase and its plural; hyphens are words of their own, as the parser has them."""
    if "{how}" in phrase:
        return tuple(_spaced(phrase.replace("{how}", word)) for word in ("", *how))
    spaced = _spaced(phrase)
    if spaced.endswith("s") or " of " in spaced:
        return (spaced,)
    if spaced.endswith("y") and spaced[-2] not in "aeiou":
        return spaced, spaced[:-1] + "ies"
    return spaced, spaced + "s"


def _spaced(phrase: str) -> str:
    return " ".join(phrase.replace("-", " - ").replace("'", " ' ").split())
