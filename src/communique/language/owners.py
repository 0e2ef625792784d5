"""Whose an office is by its title alone: who has such an office, and who has none.

Only one state has a taoiseach, only the United Nations under-secretaries-general; a sultan
reigns in few states. The tables are `lexicons/en/holders.toml` and the offices' own rows.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from communique.language.mentions import PartyMention
from communique.language.passages import Passage
from communique.language.referents import Person
from communique.reference.tables import read_lexicon

_PARTS = re.compile(r" and |, | & ")
_FIELD = re.compile(r" (?:of|for|in|on|at) ")


@dataclass(frozen=True)
class _Lexicon:
    """Offices by the parties that have them; `excluded` pairs titles with states without them."""

    own: dict[str, str]
    served: dict[str, str]
    secretariats: frozenset[str]
    excluded: tuple[frozenset[str], frozenset[str]]
    crowned: dict[str, frozenset[str]]


@lru_cache(maxsize=2)
def _lexicon(language: str = "en") -> _Lexicon:
    table = read_lexicon(language, "holders")
    rules = table["foreign_to"]
    return _Lexicon(
        own=dict(table["own"]),
        served=dict(table["served"]),
        secretariats=frozenset(table["organizations"]["secretariats"]),
        excluded=(frozenset(rules["titles_prime_minister"]), frozenset(rules["prime_minister"])),
        crowned={title: frozenset(states) for title, states in table["crowns"].items()},
    )


def owner_by_title(
    person: Person, passages: list[Passage], mentions: list[list[PartyMention]]
) -> str | None:
    """Return the party whose office the person must hold by its title; None where any may be."""
    lexicon = _lexicon()
    if (organ := _presided(person, passages, mentions)) is not None:
        return organ
    for passage, office in person.offices:
        title = office.title.lower()
        served = (party for words, party in lexicon.served.items() if title.startswith(words))
        if party := next(served, None):
            return party
        inside = _named_in_title(passages[passage], mentions[passage], office.start, office.end)
        if inside is not None and office.party is None:
            return inside
    for title in _titles(person):
        if title in lexicon.own:
            return lexicon.own[title]
        if title in lexicon.secretariats:
            return _organisation(person, mentions)
    return None


def has_no_such_office(person: Person, party: str) -> bool:
    """Whether the state has no office of one of the person's titles."""
    lexicon = _lexicon()
    titles, without = lexicon.excluded
    return any(
        (title in titles and party in without) or party not in lexicon.crowned.get(title, {party})
        for title in _titles(person)
    )


def reigning(person: Person, named: list[str]) -> str | None:
    """Return the first of the states named that has the crown the person wears, if he wears one."""
    crowned = _lexicon().crowned
    for title in _titles(person):
        if title in crowned:
            return next((party for party in named if party in crowned[title]), None)
    return None


def _named_in_title(
    passage: Passage, mentions: list[PartyMention], start: int, end: int
) -> str | None:
    """Return the party named inside a title: "Adviser to the President of the X Council"."""
    first, last = passage.token_at(start), passage.token_at(end - 1)
    for mention in mentions[bisect_left(mentions, first, key=attrgetter("first")) :]:
        if mention.first > last:
            break
        if mention.first == first == last:
            continue  # an office of the same letters as a body
        if mention.last <= last and mention.kind not in {"capital", "prefix"}:
            return mention.party
    return None


def _presided(
    person: Person, passages: list[Passage], mentions: list[list[PartyMention]]
) -> str | None:
    """Return the organ that a "Council President" presides over: that called so on the page."""
    presiding = _presiding()
    for _, office in person.offices:
        if office.office.lower() not in presiding:
            continue
        body = office.office.lower().removeprefix("acting ").split()[0]
        counts = Counter(
            m.party
            for passage, found in zip(passages, mentions, strict=True)
            for m in found
            if m.party.islower()
            and body in {token.lower_ for token in passage.doc[m.first : m.last + 1]}
        )
        if counts:
            return counts.most_common(1)[0][0]
    return None


@lru_cache(maxsize=1)
def _presiding() -> frozenset[str]:
    return frozenset(read_lexicon("en", "offices")["presiding"])


def _organisation(person: Person, mentions: list[list[PartyMention]]) -> str:
    """Return the organisation with a secretary-general of which the article speaks most."""
    counts = Counter(m.party for found in mentions for m in found if not m.party.isupper())
    known = [party for party, _ in counts.most_common() if party in _with_secretariat()]
    return known[0] if known else "un"


@lru_cache(maxsize=1)
def _with_secretariat() -> frozenset[str]:
    return frozenset(read_lexicon("en", "holders")["organizations"]["with_secretariat"])


def _titles(person: Person) -> Iterator[str]:
    """Yield the titles of the person in lower case: whole, part by part, without their fields."""
    for _, office in person.offices:
        for part in (office.core, *_PARTS.split(office.core)):
            words = part.lower().split()
            yield " ".join(words)
            yield " ".join(_FIELD.split(part.lower(), maxsplit=1)[0].split())
            if len(words) > 1:
                yield words[-1]
