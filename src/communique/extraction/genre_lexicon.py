"""The lexicon of genres: `reference/lexicons/*/genres.toml`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from communique.reference.tables import read_lexicon


@dataclass(frozen=True)
class GenreLexicon:
    """The words of each subject as one pattern, and those of voices.

    `beginnings` finds where a word of any subject begins.
    """

    subjects: dict[str, re.Pattern[str]]
    beginnings: re.Pattern[str]
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

    def subject_words(self, text: str) -> dict[str, list[str]]:
        """Return the words of each subject in the text, in lower case and in order.

        One pass finds where there may be any; the subjects are told apart at these few places.
        """
        lowered = text.lower()
        places = [match.start() for match in self.beginnings.finditer(lowered)]
        return {
            subject: list(_words_at(places, pattern, lowered))
            for subject, pattern in self.subjects.items()
        }


def _words_at(places: list[int], pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Yield what the pattern matches at the places; they are in order, and words don't overlap."""
    end = 0
    for place in places:
        match = pattern.match(text, place) if place >= end else None
        if match is not None:
            yield match.group()
            end = match.end()


@lru_cache(maxsize=2)
def genre_lexicon(language: str = "en") -> GenreLexicon:
    """Return the lexicon of the language."""
    table = read_lexicon(language, "genres")
    subjects: dict[str, list[str]] = table["subjects"]
    every = [word for words in subjects.values() for word in words]
    voices = {name: frozenset(words) for name, words in table["voices"].items()}
    return GenreLexicon(
        subjects={name: re.compile(_pattern(words)) for name, words in subjects.items()},
        beginnings=re.compile(rf"(?={_pattern(every)})"),
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


def _pattern(words: list[str]) -> str:
    """Return what finds the longest of the words; by their first characters, to fail early."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    forms = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
    return rf"\b(?:{forms})(?:s|es)?\b"
