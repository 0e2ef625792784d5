"""The words of engagements, as sets: `reference/lexicons/*/engagement.toml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communique.reference.tables import read_lexicon


@dataclass(frozen=True)
class EngagementLexicon:
    """The lexicon of one language, ready to be asked."""

    verbs: dict[str, frozenset[str]]
    forms: dict[str, str]
    nouns: dict[str, frozenset[str]]
    status: dict[str, frozenset[str]]
    excluded: frozenset[str]
    unsigned: frozenset[str]
    signed: frozenset[str]
    links: frozenset[str]
    sides: frozenset[str]
    owners: frozenset[str]
    objects: dict[str, frozenset[str]]
    honours: frozenset[str]
    listing: frozenset[str]
    reporters: frozenset[str]
    parliaments: frozenset[str]
    people: frozenset[str]
    travellers: frozenset[str]
    there: frozenset[str]
    guests: frozenset[str]
    counted: tuple[str, ...]
    allies: frozenset[str]
    strained: frozenset[str]
    singular_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    separate: frozenset[str]
    heads: frozenset[str]
    places: dict[str, frozenset[str]]
    placeable: frozenset[str]
    worldwide: frozenset[str]
    phone: frozenset[str]
    virtual: frozenset[str]
    doorsteps: frozenset[str]
    title_openers: tuple[str, ...]
    titles_met: tuple[str, ...]


#: The tables under `[nouns]` that are forms of engagement.
FORMS = (
    "talks", "meeting", "call", "visit", "summit", "conference", "message", "signing", "session",
    "other",
)  # fmt: skip


@lru_cache(maxsize=2)
def engagement_lexicon(language: str = "en") -> EngagementLexicon:
    """Return the engagement lexicon of the language."""
    table: dict[str, Any] = read_lexicon(language, "engagement")
    nouns, cast = table["nouns"], table["cast"]
    people, offices = read_lexicon(language, "people"), read_lexicon(language, "offices")
    worldwide = read_lexicon(language, "mechanism")["modifiers"]["worldwide"]
    return EngagementLexicon(
        verbs=_sets(table["verbs"]),
        forms={noun: form for form in FORMS for noun in nouns[form]},
        nouns=_sets({k: v for k, v in nouns.items() if isinstance(v, list)})
        | _sets({f"{k}_words": v for k, v in nouns["compound"].items()}),
        status=_sets(table["status"]),
        excluded=frozenset(table["excluded"]["modifiers"]),
        unsigned=frozenset(table["excluded"]["unsigned"]),
        signed=frozenset(table["signed"]["nouns"]),
        links=frozenset(cast["links"]),
        sides=frozenset(cast["sides"]),
        owners=frozenset(cast["owners"]),
        objects=_sets(cast["objects"]),
        honours=frozenset(cast["honours"]),
        listing=frozenset(cast["listing"]),
        reporters=frozenset(cast["reporters"]),
        parliaments=frozenset(cast["parliaments"]),
        allies=frozenset(cast["allies"]),
        strained=frozenset(cast["strained"]),
        travellers=frozenset(cast["travellers"]),
        there=frozenset(cast["there"]),
        guests=frozenset(cast["guests"]),
        counted=tuple(cast["counted"]),
        people=frozenset([*people["stand_ins"], *offices["heads"], *cast["people"]]),
        singular_pronouns=frozenset(cast["singular_pronouns"]),
        plural_pronouns=frozenset(cast["plural_pronouns"]),
        separate=frozenset(cast["separate"]),
        heads=frozenset(cast["heads"]),
        places=_sets(table["places"]),
        placeable=frozenset(
            [
                *table["placeable"]["nouns"],
                *cast["reporters"],
                *people["stand_ins"],
                *offices["heads"],
            ]
            + [noun for form in FORMS for noun in nouns[form]]
            + nouns["held_bodies"]
            + table["signed"]["nouns"]
        ),
        worldwide=frozenset(worldwide),
        phone=frozenset(table["remote"]["phone"]),
        virtual=frozenset(table["remote"]["virtual"]),
        doorsteps=frozenset(table["titles"]["doorsteps"]),
        title_openers=tuple(table["titles"]["transcripts"]),
        titles_met=tuple(table["titles"]["met"]),
    )


def _sets(table: dict[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in table.items()}
