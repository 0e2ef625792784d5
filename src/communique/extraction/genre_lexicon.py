"""The lexicon of genres: `reference/lexicons/*/genres.toml`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from communique.reference.tables import read_lexicon


@dataclass(frozen=True)
class GenreLexicon:
    """The words of each subject as one pattern, and those of voices."""

    subjects: dict[str, re.Pattern[str]]
    opinion: frozenset[str]
    spoken: frozenset[str]
    story: frozenset[str]
    onlookers: frozenset[str]
    idle: frozenset[str]
    openers: frozenset[str]
    musing: frozenset[str]
    judging: frozenset[str]
    diplomacy: frozenset[str]
    essay: frozenset[str]
    days: frozenset[str]


@lru_cache(maxsize=2)
def genre_lexicon(language: str = "en") -> GenreLexicon:
    """Return the lexicon of the language."""
    table = read_lexicon(language, "genres")
    voices = {name: frozenset(words) for name, words in table["voices"].items()}
    return GenreLexicon(
        subjects={name: _pattern(words) for name, words in table["subjects"].items()},
        opinion=voices["opinion"],
        spoken=voices["spoken"],
        story=voices["story"],
        onlookers=voices["onlookers"],
        idle=voices["idle"],
        openers=voices["openers"],
        musing=voices["musing"],
        judging=voices["judging"],
        diplomacy=voices["diplomacy"],
        essay=voices["essay"],
        days=voices["days"],
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Return what finds the longest of the words; by their first characters, to fail early."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    forms = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
    return re.compile(rf"\b(?:{forms})(?:s|es)?\b", re.IGNORECASE)
