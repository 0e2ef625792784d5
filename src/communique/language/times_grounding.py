"""What each shape of time expression means on the calendar, given the document's date.

One function a shape name, found in `GROUNDINGS`. A function returns the period, an
unknown one where the words name no date or the document has none to count from, and
None where the words are no time expression after all.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from communique.language import periods
from communique.language.lexing import POSSESSIVES, Tokens
from communique.language.times_grammar import Grammar
from communique.records import UNKNOWN_DATE, DateRange

#: A date this many days on the wrong side of the document's belongs to the year beside it.
_TURN_OF_YEAR_DAYS = 274


@dataclass(frozen=True, slots=True)
class Match:
    """One matched shape: its words, the document's date, and the tense around it.

    `future` is None where nothing tells the tense.
    """

    groups: re.Match[str]
    tokens: Tokens
    grammar: Grammar
    anchor: DateRange
    future: bool | None

    def word(self, group: str) -> str | None:
        """Return the first word of `group` in lower case, None if it's absent."""
        if group not in self.groups.re.groupindex or self.groups.start(group) < 0:
            return None
        return self.tokens.word(self.groups.start(group))

    def words(self, group: str) -> tuple[str, ...]:
        """Return the words of `group` in lower case; empty if it's absent."""
        if self.word(group) is None:
            return ()
        return tuple(map(self.tokens.word, range(*self.groups.span(group))))

    def integer(self, group: str) -> int | None:
        """Return the digits that the first word of `group` begins with, None if absent."""
        word = self.word(group)
        digits = re.match(r"\d+", word) if word else None
        return int(digits[0]) if digits else None

    def cardinal(self) -> int | None:
        """Return the value of the number words in group `n`, None if absent or absurd."""
        if self.word("n") is None:
            return None
        total = 0
        for word in self.words("n"):
            value = int(word[:6]) if word.isdecimal() else self.grammar.numbers.get(word, 0)
            total = total * value if word == "hundred" and total else total + value
        return total if 0 < total < 10_000 else None

    def unit(self, group: str = "u") -> str:
        """Return the unit of `group`: day, week, month, quarter, year, decade."""
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

    def named_year(self) -> tuple[int, bool] | None:
        """Return the year of the expression and whether the text gives it.

        Else it's the document's, or one beside it ("of last year"); None if unknown.
        """
        given = self.integer("y")
        if given is not None:
            return given, True
        if self.year is None:
            return None
        return self.year + _OFFSETS.get(self.word("rel") or "", 0), False


_OFFSETS: Mapping[str, int] = {"last": -1, "past": -1, "next": 1, "coming": 1}


def _is_in_address(match: Match) -> bool:
    """Whether the digits are a part of a path: files/2024/03/14/readout."""
    start, end = match.groups.span()
    before, after = match.tokens.word(start - 1), match.tokens.word(end)
    return (match.tokens.adjoins(start) and before in _ADDRESS_SIGNS) or (
        match.tokens.adjoins(end) and after in _ADDRESS_SIGNS
    )


_ADDRESS_SIGNS = ("/", "_", "=", "&", "%", "?", "\\", "~")


def _iso(match: Match) -> DateRange | None:
    if _is_in_address(match):
        return None
    parts = re.split(r"[-/.]", match.tokens.word(match.groups.start()))
    if len(parts[0]) == 4:
        return periods.day(int(parts[0]), int(parts[1]), int(parts[2]))
    return periods.day(int(parts[2]), match.grammar.months[parts[1]], int(parts[0]))


def _numeric(match: Match) -> DateRange | None:
    if _is_in_address(match):
        return None
    word = match.tokens.word(match.groups.start())
    first, second, year = (int(part) for part in re.split(r"[-/.]", word))
    if not 1 <= first <= 31 or not 1 <= second <= 31 or not 1500 <= year <= 2199:
        return None
    if "." in word or first > 12 or first == second:  # only day-first countries write full stops
        return periods.day(year, second, first)
    if second > 12:
        return periods.day(year, first, second)
    return UNKNOWN_DATE


def _dated(match: Match, month: int, number: int) -> DateRange | None:
    """Return a day of the named year, else of the document's."""
    year = match.named_year()
    if year is None:
        return UNKNOWN_DATE
    found = periods.day(year[0], month, number)
    if found is None or found.start is None or year[1] or match.word("rel") or not match.day:
        return found
    # In January's documents "on December 22" is last year's, in December's "on January 9"
    # next year's, if the tense agrees.
    distance = (found.start - match.day).days
    if match.future is False and distance > _TURN_OF_YEAR_DAYS:
        return periods.day(year[0] - 1, month, number)
    if match.future and distance < -_TURN_OF_YEAR_DAYS:
        return periods.day(year[0] + 1, month, number)
    return found


def _month_number(match: Match, group: str) -> int:
    return match.grammar.months[match.word(group) or ""]


def _day(match: Match) -> DateRange | None:
    number = match.integer("d")
    if number is None:
        number = match.grammar.ordinals[match.word("o") or ""]
    return _dated(match, _month_number(match, "m"), number)


def _join(first: DateRange | None, last: DateRange | None) -> DateRange | None:
    """Return the stretch from `first` to `last`; None if one isn't, or they are reversed."""
    if first is None or last is None:
        return None
    if first.start is None or last.end is None:
        return UNKNOWN_DATE
    if first.start > last.end:
        return None
    return first.model_copy(update={"end": last.end})


def _day_span(match: Match) -> DateRange | None:
    month = _month_number(match, "m")
    last_month = _month_number(match, "m2") if match.word("m2") else month
    first, last = match.integer("d"), match.integer("d2")
    if first is None or last is None:
        return None
    end = _dated(match, last_month, last)
    if end is None or end.start is None:
        return end
    year = match.integer("y1") or end.start.year - (last_month < month)
    return _join(periods.day(year, month, first), end)


def _day_pair(match: Match) -> DateRange | None:
    first, last = match.integer("d"), match.integer("d2")
    # "March 3 and 17" are two dates, and no period.
    return _day_span(match) if first and last == first + 1 else None


def _month(match: Match) -> DateRange | None:
    month = _month_number(match, "m")
    year = match.named_year()
    if year is None:
        return UNKNOWN_DATE
    if year[1] or match.word("rel"):
        return periods.months(year[0], month, month)
    when = match.anchor.start
    if when is None:
        return UNKNOWN_DATE
    rel = match.word("rel_month")
    ahead = bool(match.future) if rel is None else rel in ("next", "coming", "upcoming")
    if rel in ("this", "current"):
        return periods.months(when.year, month, month)
    if ahead:
        late = month < when.month or (rel == "next" and month == when.month)
        return periods.months(when.year + late, month, month)
    early = month > when.month or (rel == "last" and month == when.month)
    return periods.months(when.year - early, month, month)


def _month_span(match: Match) -> DateRange | None:
    first, last = _month_number(match, "m"), _month_number(match, "m2")
    year = match.named_year()
    if year is None:
        return UNKNOWN_DATE
    start_year = match.integer("y1") or year[0] - (last < first)
    return _join(periods.months(start_year, first, first), periods.months(year[0], last, last))


def _weekday_near(match: Match, weekday: int, rel: str | None) -> DateRange:
    """Return the day of that name meant beside the document's day."""
    day = match.day
    if day is None:
        return UNKNOWN_DATE
    back = (day.weekday() - weekday) % 7
    forth = (weekday - day.weekday()) % 7
    if rel == "next":
        number = weekday - day.weekday() + 7
    elif rel in ("last", "past"):
        number = -(back or 7)
    elif rel in ("coming", "upcoming", "forthcoming"):
        number = forth or 7
    elif rel is not None:  # this Thursday
        number = weekday - day.weekday()
        number += 7 if match.future and number < 0 else 0
    else:
        number = forth if match.future else -back
    return DateRange.on(periods.shift(day, number, "day"), "relative")


def _weekday(match: Match) -> DateRange | None:
    weekday = match.grammar.weekdays[match.word("w") or ""]
    if match.word("rel2") is None:
        return _weekday_near(match, weekday, match.word("rel"))
    if match.unit() != "week" or match.day is None:
        return UNKNOWN_DATE
    weeks = _OFFSETS.get(match.word("rel2") or "", 0)
    monday = periods.week_of(match.day).start or match.day
    return DateRange.on(periods.shift(monday, 7 * weeks + weekday, "day"), "relative")


def _weekday_span(match: Match) -> DateRange | None:
    first = match.grammar.weekdays[match.word("w") or ""]
    last = match.grammar.weekdays[match.word("w2") or ""]
    end = _weekday_near(match, last, None)
    if end.start is None:
        return UNKNOWN_DATE
    start = periods.shift(end.start, -((last - first) % 7), "day")
    return _join(DateRange.on(start, "relative"), end)


def _weekday_pair(match: Match) -> DateRange | None:
    first = match.grammar.weekdays[match.word("w") or ""]
    last = match.grammar.weekdays[match.word("w2") or ""]
    return _weekday_span(match) if (last - first) % 7 == 1 else None


def _part_of_year(match: Match) -> DateRange | None:
    year = match.named_year()
    code = match.word("q")
    if code is not None:
        size, number = ("quarter" if code[0] == "q" else "half"), int(code[1])
    elif match.word("h") is None:
        size, number = "months", 1
    else:
        size, number = match.unit("h") or "half", match.grammar.ordinals[match.word("o") or ""]
    limit = {"quarter": 4, "half": 2, "months": 1}[size]
    number = limit if number == -1 else number
    if not 1 <= number <= limit:
        return None
    if year is None:
        return UNKNOWN_DATE
    basis = "explicit" if year[1] else "relative"
    if size == "months":
        count = match.cardinal()
        if match.unit() != "month" or count is None or count > 12:
            return None
        names = {3: "quarter", 6: "half", 12: "year"}
        found = periods.months(year[0], 1, count, basis="explicit" if year[1] else "relative")
        return found.model_copy(update={"precision": names.get(count, "month")})
    part = periods.quarter if size == "quarter" else periods.half
    return part(year[0], number, "explicit" if basis == "explicit" else "relative")


def _fiscal_year(match: Match) -> DateRange | None:
    # Fiscal years begin in different months: the calendar year they are named after stands.
    first = match.integer("y")
    return None if first is None else _years(first, match.word("y2"))


def _years(first: int, last: str | None) -> DateRange | None:
    """Return the years `first` to `last`, which may be short ("2021-25")."""
    if last is None:
        return periods.years(first, first)
    if not last.isdecimal() or len(last) not in (2, 4):
        return None
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return periods.years(first, end) if first <= end <= first + 200 else None


def _year_span(match: Match) -> DateRange | None:
    first, last = match.integer("y"), match.word("y2")
    index = match.groups.start("y2")
    if first is None or last is None:
        return None
    if len(last) < 4 and not (len(last) == 2 and match.tokens.adjoins(index)):
        return None
    return _years(first, last)


def _new_year(match: Match) -> DateRange | None:
    when = match.anchor.start
    if when is None or match.year is None:
        return UNKNOWN_DATE
    year = when.year if when.month == 1 else when.year + 1
    return periods.years(year, year, "relative")


def _decade(match: Match) -> DateRange | None:
    first = match.integer("decade")
    return None if first is None else periods.decade(first)


def _year(match: Match) -> DateRange | None:
    given = match.integer("y")
    return None if given is None else periods.years(given, given)


#: Before these a number in front of a noun is the year of it: "Ukraine's 2023 priorities".
_OWNERS = ("the", "coming", "upcoming", "this", *POSSESSIVES)


def _year_label(match: Match) -> DateRange | None:
    """Return the year in a name or noun phrase, None before other words.

    "2024 Summer Olympics", "the 2015 agreement"; but "2022 people".
    """
    before = match.tokens.word(match.groups.start() - 1)
    after = match.groups.end()
    follower = match.tokens.words[after] if after < len(match.tokens) else ""
    if follower[:1].isupper() or (before in _OWNERS and follower[:1].isalpha()):
        return _year(match)
    return None


def _season(match: Match) -> DateRange | None:
    if match.word("y") is None and match.word("rel") is None:
        return UNKNOWN_DATE
    year = match.named_year()
    if year is None:
        return UNKNOWN_DATE
    return periods.years(year[0], year[0], "explicit" if year[1] else "relative")


def _day_word(match: Match) -> DateRange | None:
    if match.day is None:
        return UNKNOWN_DATE
    if match.word("before"):
        towards = match.grammar.day_words[match.word("t") or ""]
        return (
            DateRange.on(periods.shift(match.day, 2 * towards, "day"), "relative")
            if match.unit() == "day" and towards
            else None
        )
    if match.word("rel"):
        number = -1 if match.word("rel") == "last" else 0
    else:
        number = match.grammar.day_words[match.word("t") or ""]
    return DateRange.on(periods.shift(match.day, number, "day"), "relative")


def _discourse(match: Match) -> DateRange | None:
    # "The following day" hangs on what was told before, not on the document's date.
    if match.word("day") and match.grammar.units.get(match.word("day") or "") != "day":
        return None
    return UNKNOWN_DATE


def _ago(match: Match) -> DateRange | None:
    if match.word("n") is None or match.day is None:
        return UNKNOWN_DATE
    number, unit = match.cardinal(), match.unit()
    if number is None or unit == "":
        return None
    back = match.word("way") == "ago"
    if number * {"century": 100, "decade": 10}.get(unit, 1) > 1500:
        return UNKNOWN_DATE
    return periods.calendar_unit(periods.shift(match.day, -number if back else number, unit), unit)


#: Words after "within 90 days" that hang it on an event instead of the document.
_EVENT_CUES = ("of", "after", "from", "following", "before", "prior")


def _rolling(match: Match) -> DateRange | None:
    way, unit = match.word("way"), match.unit()
    back = way in ("past", "last")
    last_word = match.tokens.word(match.groups.end() - 1)
    plural = last_word.endswith("s")
    follower = match.tokens.word(match.groups.end())
    if way == "recent" or match.word("vague"):
        return UNKNOWN_DATE
    if back and follower == "of" and match.word("n"):
        return None  # "the last two years of the war"
    if match.word("n") is None:
        if plural:
            return UNKNOWN_DATE
        if unit in ("day", "hour", "century") and back:
            return None  # "the last day of the visit"
        number: int | None = 1
    else:
        number = match.cardinal()
    if number is None or match.day is None:
        return UNKNOWN_DATE
    if way is None and follower in _EVENT_CUES:
        return UNKNOWN_DATE
    if unit == "quarter" and way in ("last", "next") and match.word("n") is None:
        return periods.calendar_unit(periods.shift(match.day, -1 if back else 1, unit), unit)
    return periods.rolling(match.day, -number if back else number, unit)


def _period(match: Match) -> DateRange | None:
    rel, unit = match.word("rel"), match.unit()
    mods = match.words("mods")
    if match.tokens.word(match.groups.end("u") - 1).endswith("s") or not unit:
        return None  # "these last years", "the last hours"
    if unit in ("hour", "century") or (unit == "day" and "end" not in mods):
        return UNKNOWN_DATE if mods else None
    when = match.day
    if when is None:
        if unit == "year" and match.year is not None:
            year = match.year + _OFFSETS.get(rel or "", 0)
            return periods.years(year, year, "relative")
        return UNKNOWN_DATE
    if unit == "day" and rel:
        return None
    found = periods.calendar_unit(periods.shift(when, _OFFSETS.get(rel or "", 0), unit), unit)
    ahead = match.future or not {"end", "close", "rest", "remainder"}.isdisjoint(mods)
    if unit in ("week", "fortnight") and rel in ("this", "current") and not ahead:
        # What happened this week had happened by the day it was written.
        return found.model_copy(update={"end": when})
    return found


GROUNDINGS: Mapping[str, Callable[[Match], DateRange | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "day": _day,
    "day_span": _day_span,
    "day_pair": _day_pair,
    "month": _month,
    "month_span": _month_span,
    "weekday": _weekday,
    "weekday_span": _weekday_span,
    "weekday_pair": _weekday_pair,
    "part_of_year": _part_of_year,
    "fiscal_year": _fiscal_year,
    "new_year": _new_year,
    "year_span": _year_span,
    "decade": _decade,
    "season": _season,
    "day_word": _day_word,
    "discourse": _discourse,
    "ago": _ago,
    "rolling": _rolling,
    "period": _period,
    "year": _year,
    "year_more": _year,
    "year_label": _year_label,
}
