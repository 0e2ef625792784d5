"""The lexicon of occasions, ready for look-ups, and what their finders yield."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from communique.records import DateRange
from communique.reference.tables import read_lexicon

Kind = Literal["anniversary", "year", "games", "day", "founding"]


@dataclass(frozen=True)
class Candidate:
    """Words that name an occasion, at the characters `[start, end)` of a passage.

    `what` is what an anniversary is of, `number` its number; None for other kinds, and
    where the text gives none.
    """

    passage: int
    start: int
    end: int
    kind: Kind
    name: str
    date: DateRange
    parties: tuple[str, ...]
    rule: str
    number: int | None = None
    what: str | None = None


@dataclass(frozen=True)
class OccasionLexicon:
    """What `occasion.toml` says."""

    anniversaries: frozenset[str]
    numbered: Mapping[str, int]
    marking: frozenset[str]
    beside: frozenset[str]
    idle: frozenset[str]
    founding: frozenset[str]
    ordinals: Mapping[str, int]
    years_of: re.Pattern[str]
    jubilees: re.Pattern[str]
    spans: Mapping[str, int]
    celebrating: frozenset[str]
    celebrated: tuple[str, ...]
    games: re.Pattern[str]
    games_named: re.Pattern[str]
    seasons: frozenset[str]
    hosting: frozenset[str]
    days: re.Pattern[str]
    found_verbs: frozenset[str]
    found_nouns: frozenset[str]
    relations: frozenset[str]
    diplomatic: frozenset[str]


@lru_cache(maxsize=2)
def occasion_lexicon(language: str) -> OccasionLexicon:
    """Return the lexicon of the language."""
    table = read_lexicon(language, "occasion")
    anniversaries, games, foundings = table["anniversaries"], table["games"], table["foundings"]
    seasons = "|".join(games["seasons"])
    spans = _longest(anniversaries["spans"]).replace("\\ ", "[ -]")
    return OccasionLexicon(
        anniversaries=frozenset(anniversaries["words"]),
        numbered=anniversaries["numbered"],
        marking=frozenset(anniversaries["marking"]),
        beside=frozenset(anniversaries["beside"]),
        idle=frozenset(anniversaries["idle"]),
        founding=frozenset(anniversaries["founding"]),
        ordinals=table["ordinals"],
        years_of=re.compile(
            rf"\b(?P<number>\d{{1,3}}|[a-z]+) years of (?:{_longest(anniversaries['relations'])})\b"
        ),
        jubilees=re.compile(
            rf"\b(?P<span>(?P<whole>{spans})"
            r"|(?P<number>\d{1,3}(?:st|nd|rd|th)?|[a-z]+(?:-[a-z]+)?) (?P<unit>years?|decades?))\b"
            r"(?P<link> (?:of|since)\b)?",
            re.IGNORECASE,
        ),
        spans=anniversaries["spans"],
        celebrated=tuple(anniversaries["celebrated"]),
        celebrating=frozenset(anniversaries["celebrating"]),
        games=re.compile(
            rf"\b(?P<before>(?:(?:(?:19|20)\d\d|[A-Z][a-zé]+|{seasons}) ){{0,4}})"
            rf"(?:{_longest(games['names'])})(?: (?:19|20)\d\d)?\b"
        ),
        games_named=re.compile(_longest(games["names"])),
        seasons=frozenset(games["seasons"]),
        hosting=frozenset(games["hosting"]),
        days=re.compile(rf"\b(?:{_longest(table['days']['names'])})\b"),
        found_verbs=frozenset(foundings["verbs"]),
        found_nouns=frozenset(foundings["nouns"]),
        relations=frozenset(foundings["relations"]),
        diplomatic=frozenset(foundings["diplomatic"]),
    )


def _longest(phrases: Iterable[str]) -> str:
    """Return an alternation in which a longer phrase is tried before its beginning."""
    return "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))
