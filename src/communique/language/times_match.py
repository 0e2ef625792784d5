"""A shape of a time expression as it was matched: its words, and what they are reckoned from."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from communique.language.lexing import Tokens
from communique.language.periods import Unit
from communique.language.times_grammar import Grammar, Role
from communique.records import UNKNOWN_DATE, Basis, DateRange

#: Which year beside the document's a word means.
OFFSETS: Mapping[str, int] = {"last": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1,
                              "forthcoming": 1}  # fmt: skip

#: Years written with two digits lie at most so far ahead of the document, else of 2000.
_SHORT_YEARS_AHEAD = 30


@dataclass(frozen=True, slots=True)
class Setting:
    """What expressions are reckoned from, beside their own words.

    `anchor` is the document's date. `future` tells of an offset whether the verb around it
    looks ahead, None where it doesn't tell. `writer` is the state whose habit dates in
    figures follow; `owner` names the state whose fiscal year stands at an offset.
    """

    anchor: DateRange = UNKNOWN_DATE
    future: Callable[[int], bool | None] = lambda offset: None
    writer: str | None = None
    owner: Callable[[int], str | None] = lambda offset: None


@dataclass(frozen=True, slots=True)
class Match:
    """One matched shape: its words, the document's date, and the tense around it.

    `future` is None where nothing tells the tense; `told` is what the verb alone says of
    it. `year_given` is a year that a later expression gives to this one: "May and June 2023".
    """

    groups: re.Match[str]
    tokens: Tokens
    grammar: Grammar
    setting: Setting
    future: bool | None
    told: bool | None
    year_given: int | None = None

    def in_year(self, year: int) -> "Match":
        """Return the match with `year` for the one that its words leave out."""
        return replace(self, year_given=year)

    @property
    def anchor(self) -> DateRange:
        """The document's date."""
        return self.setting.anchor

    def word(self, group: str) -> str | None:
        """Return the first word of `group` in lower case, None if it's absent."""
        index = self.at(group)
        return self.tokens.word(index) if index >= 0 else None

    def words(self, group: str) -> tuple[str, ...]:
        """Return the words of `group` in lower case; empty if it's absent."""
        if self.word(group) is None:
            return ()
        return tuple(map(self.tokens.word, range(*self.groups.span(group))))

    def at(self, group: str) -> int:
        """Return the index of the first word of `group`, -1 if it's absent."""
        return self.groups.start(group) if group in self.groups.re.groupindex else -1

    def integer(self, group: str) -> int | None:
        """Return the digits that the first word of `group` begins with, None if absent."""
        word = self.word(group)
        digits = re.match(r"\d+", word) if word else None
        return int(digits[0]) if digits else None

    def ordinal(self, group: str = "o") -> int:
        """Return the value of "third", "twenty-first" or "3rd", -1 for "last"; 0 if absent."""
        words = self.words(group)
        if not words:
            return 0
        number = self.integer(group)
        if number is not None:
            return number
        tens = self.grammar.numbers.get(words[0], 0) if len(words) > 1 else 0
        return tens + self.grammar.ordinals.get(words[-1], 0)

    def amount(self) -> tuple[int, Unit] | None:
        """Return number and unit of groups `n`, `n2`, `u`; None if absent, uncounted or absurd.

        Of a range the larger number; halves in the unit below: "half a century" is 50 years.
        """
        unit = self.unit()
        words = [*self.words("n"), *self.words("plus")]
        if not words or not unit:
            return None
        whole = _count(words, self.grammar.numbers)
        upper = _count(self.words("n2"), self.grammar.numbers)
        total = max(whole, upper)
        if "half" in words:
            per, smaller = {"year": (12, "month"), "decade": (10, "year"),
                            "century": (100, "year")}.get(unit, (0, ""))  # fmt: skip
            if not per:
                return None
            if unit == "year" and not whole:
                return 1, "half"
            total, unit = total * per + per // 2, smaller
        return (total, unit) if 0 < total < 10_000 else None

    @property
    def ranges(self) -> bool:
        """Whether the number is a range: "two to three years"."""
        return bool(self.words("n2"))

    def unit(self, group: str = "u") -> Unit:
        """Return the unit of `group`: day, week, month, quarter, year, decade; "" if absent."""
        return self.grammar.units.get(self.word(group) or "", "")

    @property
    def day(self) -> date | None:
        """The document's day, None if it isn't known to the day."""
        return self.anchor.start if self.anchor.start == self.anchor.end else None

    @property
    def year(self) -> int | None:
        """The document's year, None if unknown."""
        start, end = self.anchor.start, self.anchor.end
        return start.year if start and end and start.year == end.year else None

    @property
    def basis(self) -> Basis:
        """What the date rests on: the text, unless "last year" or the like makes it relative."""
        return "relative" if self.word("rel") else "explicit"

    def is_short_year(self, group: str) -> bool:
        """Whether `group` is two digits right after their apostrophe: '22."""
        index = self.groups.start(group)
        return len(self.tokens.words[index]) == 2 and self.tokens.adjoins(index)

    def full_year(self, digits: int) -> int:
        """Return the year that two digits stand for, the latest that isn't far ahead."""
        latest = (self.year or 2000) + _SHORT_YEARS_AHEAD
        return latest - (latest - digits) % 100

    def own_year(self) -> int | None:
        """Return the year that the words themselves give, None if they don't."""
        short = self.integer("yy")
        if short is not None:
            return self.full_year(short)
        return self.integer("y") or self.integer("y3")

    def named_year(self) -> tuple[int, bool] | None:
        """Return the year of the expression and whether the text gives it.

        Else it's the document's, or one beside it ("of last year"); None if unknown.
        """
        given = self.own_year() or self.year_given
        if given is not None:
            return given, True
        if self.year is None:
            return None
        return self.year + OFFSETS.get(self.word("rel") or "", 0), False


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression over the tokens `[core, end)`, its preposition at `begin`."""

    shape: str
    begin: int
    core: int
    end: int
    role: Role
    date: DateRange
    match: Match


def _count(words: tuple[str, ...] | list[str], numbers: Mapping[str, int]) -> int:
    """Return the value of number words; the article counts one, unless a half follows it."""
    total = 0
    counted = words[: words.index("and")] if "and" in words else words
    if counted and counted[0] == "half":
        return 0
    for word in counted:
        value = int(word[:6]) if word.isdecimal() else numbers.get(word, 0)
        total = total * value if word == "hundred" and total else total + value
    return total
