"""What the expressions that name days mean: dates, weekdays, feasts, "tomorrow".

Like `times_periods`: one function a shape name, which returns the days, an unknown date
where the words name none or the document has none to count from, and None where the words
are no time expression after all.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from communique.language import periods
from communique.language.lexing import BREAK
from communique.language.times_match import OFFSETS, Match
from communique.records import UNKNOWN_DATE, DateRange
from communique.reference.calendars import Feast, date_order

#: A day without a year that lies so many days on the wrong side of the document, for the
#: tense around it, belongs to the year beside; most of a year where verb and preposition
#: ("by") disagree.
_WRONG_SIDE_DAYS, _TURN_OF_YEAR_DAYS = 31, 274
#: Years that a date written in figures may have; others count in another calendar.
_FIRST_YEAR, _LAST_YEAR = 1500, 2199


def join(first: DateRange | None, last: DateRange | None) -> DateRange | None:
    """Return the stretch from `first` to `last`; None if one isn't, or they are reversed."""
    if first is None or last is None:
        return None
    if first.start is None or last.end is None:
        return UNKNOWN_DATE
    if first.start > last.end:
        return None
    return first.model_copy(update={"end": last.end})


# -- days of the calendar ------------------------------------------------------------------


def is_in_address(match: Match) -> bool:
    """Return whether the digits are a part of a path: files/2024/03/14/readout."""
    start, end = match.groups.span()
    before, after = match.tokens.word(start - 1), match.tokens.word(end)
    return (match.tokens.adjoins(start) and before in _ADDRESS_SIGNS) or (
        match.tokens.adjoins(end) and after in _ADDRESS_SIGNS
    )


_ADDRESS_SIGNS = ("/", "_", "=", "&", "%", "?", "\\", "~")


def _iso(match: Match) -> DateRange | None:
    if is_in_address(match):
        return None
    parts = re.findall(
        r"\w+", re.sub(r"[年月日년월일]", " ", match.tokens.word(match.groups.start()))
    )
    if len(parts[0]) == 4:
        year, month, number = map(int, parts)
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            return UNKNOWN_DATE if 1 <= month <= 12 and 1 <= number <= 31 else None
        return periods.day(year, month, number)
    year = int(parts[2]) if len(parts[2]) == 4 else match.full_year(int(parts[2]))
    return periods.day(year, match.grammar.months[parts[1]], int(parts[0]))


def _numeric(match: Match) -> DateRange | None:
    if is_in_address(match):
        return None
    word = match.tokens.word(match.groups.start())
    parts = re.split(r"[-/.]", word)
    year = int(parts[2])
    if len(parts[2]) == 2:
        if "/" not in word and {len(part) for part in parts} != {2}:
            return None  # 3.8.10 is a version
        year = match.full_year(year)
    elif not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return _in_figures(match, int(parts[0]), int(parts[1]), year, pointed="." in word)


def _in_figures(
    match: Match, first: int, second: int, year: int, *, pointed: bool
) -> DateRange | None:
    """Return the day that two numbers mean, unknown where both orders make one."""
    order = date_order(match.setting.writer) if match.setting.writer else "mixed"
    day_first = periods.day(year, second, first)
    month_first = periods.day(year, first, second)
    if day_first is None or month_first is None or first == second:
        return day_first or month_first
    if pointed:  # only day-first countries write full stops
        return day_first
    return {"day": day_first, "month": month_first}.get(order, UNKNOWN_DATE)


#: Before these, and at the head of a line, 06/03 is a date and no fraction.
_BEFORE_FIGURES = ("on", "of", "dated", "by", "since", "until", "from", "before", "after", "(")


def _short_numeric(match: Match) -> DateRange | None:
    """Return 06/03 as a day of the document's year, None for a fraction."""
    start, end = match.groups.span()
    tokens = match.tokens
    solid = tokens.adjoins(start + 1) and tokens.adjoins(start + 2)
    heads = start == 0 or tokens.classes[start - 1] == BREAK
    numbers = tokens.words[start], tokens.words[end - 1]
    if not solid or {len(number) for number in numbers} != {2}:
        return None
    if not heads and tokens.word(start - 1) not in _BEFORE_FIGURES:
        return None
    if match.year is None:
        return UNKNOWN_DATE
    return _in_figures(match, int(numbers[0]), int(numbers[1]), match.year, pointed=False)


def _dated(match: Match, month: int, number: int) -> DateRange | None:
    """Return a day of the named year, else of the document's."""
    year = match.named_year()
    if year is None:
        return UNKNOWN_DATE
    found = periods.day(year[0], month, number, match.basis)
    if found is None and not year[1] and (month, number) == (2, 29):
        return UNKNOWN_DATE
    if found is None or found.start is None or year[1] or match.word("rel") or not match.day:
        return found
    # In January's documents "on December 22" is last year's, in December's "on January 9"
    # next year's, if the tense agrees.
    limit = _WRONG_SIDE_DAYS if match.told in (None, match.future) else _TURN_OF_YEAR_DAYS
    distance = (found.start - match.day).days
    if match.future is False and distance > limit:
        return periods.day(year[0] - 1, month, number)
    if match.future and distance < -limit:
        return periods.day(year[0] + 1, month, number)
    return found


def month_number(match: Match, group: str) -> int:
    """Return the number of the month that `group` names."""
    return match.grammar.months[match.word(group) or ""]


def _day(match: Match) -> DateRange | None:
    return _dated(match, month_number(match, "m"), match.integer("d") or match.ordinal())


def _day_span(match: Match) -> DateRange | None:
    month = month_number(match, "m")
    last_month = month_number(match, "m2") if match.word("m2") else month
    first, last = match.integer("d"), match.integer("d2")
    if first is None or last is None:
        return None
    end = _dated(match, last_month, last)
    if end is None or end.start is None:
        return end
    year = match.integer("y1") or end.start.year - (last_month < month)
    return join(periods.day(year, month, first, match.basis), end)


def _day_pair(match: Match) -> DateRange | None:
    first, last = match.integer("d"), match.integer("d2")
    # "March 3 and 17" are two dates, and no period.
    return _day_span(match) if first and last == first + 1 else None


def _day_of_month(match: Match) -> DateRange | None:
    """Return "the 3rd of next month", "Friday, the 15th", "on the 15th"."""
    number, last, when = match.integer("d"), match.integer("d2"), match.day
    if number is None or (match.word("rel") and match.unit() != "month"):
        return None
    if when is None:
        return UNKNOWN_DATE
    found = _near_day(match, when, number)
    if last is None or found is None or found.start is None:
        return found
    return join(found, periods.day(found.start.year, found.start.month, last, "relative"))


def _near_day(match: Match, when: date, number: int) -> DateRange | None:
    """Return the day `number` of the month that the words, or the tense, point to."""
    if match.word("rel"):
        first = periods.shift(when.replace(day=1), OFFSETS.get(match.word("rel") or "", 0), "month")
        return periods.day(first.year, first.month, number, "relative")
    months = (periods.shift(when.replace(day=1), offset, "month") for offset in (0, 1, -1))
    found = [
        day.start for month in months
        if (day := periods.day(month.year, month.month, number)) and day.start
    ]  # fmt: skip
    weekday = match.grammar.weekdays.get(match.word("w") or "")
    if weekday is not None:
        found = [day for day in found if day.weekday() == weekday]
    elif match.future is not None:
        found = [day for day in found if day == when or (day > when) == match.future]
    return DateRange.on(found[0], "relative") if found else UNKNOWN_DATE


# -- weekdays ------------------------------------------------------------------------------


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
    weeks = OFFSETS.get(match.word("rel2") or "", 0)
    monday = periods.week_of(match.day).start or match.day
    return DateRange.on(periods.shift(monday, 7 * weeks + weekday, "day"), "relative")


def _weekday_span(match: Match) -> DateRange | None:
    first = match.grammar.weekdays[match.word("w") or ""]
    last = match.grammar.weekdays[match.word("w2") or ""]
    length = (last - first) % 7
    if match.future:
        start = _weekday_near(match, first, None)
        if start.start is None:
            return UNKNOWN_DATE
        return join(start, DateRange.on(periods.shift(start.start, length, "day"), "relative"))
    end = _weekday_near(match, last, None)
    if end.start is None:
        return UNKNOWN_DATE
    return join(DateRange.on(periods.shift(end.start, -length, "day"), "relative"), end)


def _weekday_pair(match: Match) -> DateRange | None:
    first = match.grammar.weekdays[match.word("w") or ""]
    last = match.grammar.weekdays[match.word("w2") or ""]
    return _weekday_span(match) if (last - first) % 7 == 1 else None


def _weekend(match: Match) -> DateRange | None:
    day, rel = match.day, match.word("rel")
    if day is None:
        return UNKNOWN_DATE
    saturday = 5 - day.weekday()  # of this calendar week
    within = day.weekday() >= 5
    if rel == "next":
        saturday += 7
    elif rel in ("last", "past") or (rel is None and not match.future and not within):
        saturday -= 7
    elif rel in ("coming", "upcoming", "forthcoming") and within:
        saturday += 7
    return periods.weekend_of(periods.shift(day, saturday, "day"))


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
    today = DateRange.on(match.day, "relative")
    if match.word("on"):  # overnight: the night that ended on the document's day
        return join(DateRange.on(periods.shift(match.day, -1, "day"), "relative"), today)
    if match.word("rel"):
        number = -1 if match.word("rel") == "last" else 0
    else:
        number = match.grammar.day_words[match.word("t") or ""]
    return DateRange.on(periods.shift(match.day, number, "day"), "relative")


# -- feasts --------------------------------------------------------------------------------


def _feast(match: Match) -> DateRange | None:
    start = match.groups.start("f")
    end = start + 1
    while match.tokens.classes[end : end + 1] == match.grammar.letters["feast_more"]:
        end += 1
    if _is_in_name(match, end - start):
        return None
    named = match.grammar.named_feasts[tuple(map(match.tokens.word, range(start, end)))]
    writer = match.setting.writer
    fitting = [f for f in named if writer in f.states] or [f for f in named if not f.states]
    given, basis = match.integer("y"), match.basis
    if given is None and match.word("rel2") and match.year is not None:
        given, basis = match.year + OFFSETS.get(match.word("rel2") or "", 0), "relative"
    if not fitting or not fitting[0].rule:
        # The day moves, the year that is told doesn't.
        return periods.years(given, given, basis) if given else UNKNOWN_DATE
    day = fitting[0].day_in(given) if given else _feast_near(match, fitting[0])
    return DateRange.on(day, basis if given else "relative") if day else UNKNOWN_DATE


def _feast_near(match: Match, feast: Feast) -> date | None:
    """Return the feast's day before or after the document's, as words and tense point."""
    when, rel = match.day, match.word("rel")
    if when is None:
        return None
    ahead = match.future if rel in (None, "this", "current") else OFFSETS.get(rel, 0) > 0
    near = feast.day_in(when.year)
    if ahead is None or near is None or (near == when and rel is None):
        return near
    if ahead:
        return near if near > when else feast.day_in(when.year + 1)
    return near if near < when else feast.day_in(when.year - 1)


def _is_in_name(match: Match, length: int) -> bool:
    """Whether a feast is a part of another name: Easter Island, the Christmas message."""
    begin, end = match.groups.span()
    follower = match.tokens.words[end] if end < len(match.tokens) else ""
    if match.word("y") or match.word("rel") or match.word("rel2") or not follower[:1].isalpha():
        return False
    before = match.tokens.word(begin - 1)
    if follower[0].isupper():
        # "On Christmas Eve President X"; but the Good Friday Agreement.
        return (
            length == 1 or "the" in (before, match.tokens.word(begin)) or not _bound(match, before)
        )
    plain = match.tokens.classes[end] == match.grammar.letters["other_low"]
    return plain and not _bound(match, before)


def _bound(match: Match, before: str) -> bool:
    return (before,) in match.grammar.roles


DAYS: Mapping[str, Callable[[Match], DateRange | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "short_numeric": _short_numeric,
    "day": _day,
    "day_span": _day_span,
    "day_pair": _day_pair,
    "day_of_month": _day_of_month,
    "weekday": _weekday,
    "weekday_span": _weekday_span,
    "weekday_pair": _weekday_pair,
    "weekend": _weekend,
    "day_word": _day_word,
    "feast": _feast,
}
