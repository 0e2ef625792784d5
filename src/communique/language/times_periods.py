"""What the expressions that name more than a day mean: months, quarters, years, "two years ago".

One function a shape name, like those of `times_days`.
"""

from collections.abc import Callable, Mapping
from datetime import date

from communique.language import periods
from communique.language.times_days import is_in_address, join, month_number
from communique.language.times_match import OFFSETS, Match
from communique.records import UNKNOWN_DATE, Basis, DateRange
from communique.reference.calendars import FiscalYear, fiscal_year_of, nth_weekday

# -- months, and parts of months and years -------------------------------------------------


def _month(match: Match) -> DateRange | None:
    month = month_number(match, "m")
    year = match.named_year()
    if year is None:
        return UNKNOWN_DATE
    if year[1] or match.word("rel"):
        return periods.months(year[0], month, month, basis=match.basis)
    when = match.anchor.start
    if when is None:
        return UNKNOWN_DATE
    rel = match.word("rel_month")
    if rel is None and match.future is None:
        return periods.months(when.year, month, month)
    basis: Basis = "relative" if rel else "explicit"
    if rel in ("this", "current"):
        return periods.months(when.year, month, month, basis="relative")
    ahead = bool(match.future) if rel is None else OFFSETS.get(rel, 0) > 0
    if ahead:
        late = month < when.month or (rel == "next" and month == when.month)
        return periods.months(when.year + late, month, month, basis=basis)
    early = month > when.month or (rel == "last" and month == when.month)
    return periods.months(when.year - early, month, month, basis=basis)


def _month_span(match: Match) -> DateRange | None:
    first, last = month_number(match, "m"), month_number(match, "m2")
    year = match.named_year()
    if year is None:
        return UNKNOWN_DATE
    start_year = match.integer("y1") or year[0] - (last < first)
    return join(
        periods.months(start_year, first, first, basis=match.basis),
        periods.months(year[0], last, last, basis=match.basis),
    )


def _month_numeric(match: Match) -> DateRange | None:
    """Return 05/2024."""
    month, year = match.word("d") or "", match.integer("y")
    start, end = match.groups.span()
    solid = all(match.tokens.adjoins(index) for index in range(start + 1, end))
    if not solid or year is None or len(month) != 2 or not 1 <= int(month) <= 12:
        return None
    return periods.months(year, int(month), int(month))


def _part_of_year(match: Match) -> DateRange | None:
    code = match.word("q")
    joint = match.word("y") if match.word("y") and not (match.word("y") or "").isdecimal() else None
    if joint:
        code = joint[4:]
    if code is not None:
        size = "quarter" if "q" in code else "half"
        number = int(code.strip("qh"))
    elif match.word("h") is None:
        return _months_of_year(match)
    else:
        size, number = match.unit("h") or "half", match.ordinal()
    limit = {"quarter": 4, "half": 2}[size]
    number = limit if number == -1 else number
    if not 1 <= number <= limit:
        return None
    if match.word("fy") or match.word("fy2"):
        return _part_of_fiscal_year(match, size, number)
    year = match.named_year()
    if year is None:
        return UNKNOWN_DATE
    part = periods.quarter if size == "quarter" else periods.half
    basis: Basis = "explicit" if year[1] else "relative"
    last = match.ordinal("o2") or int((match.word("q2") or "").strip("qh") or number)
    if not number <= last <= limit:
        return None
    return join(part(year[0], number, basis), part(year[0], last, basis))


def _months_of_year(match: Match) -> DateRange | None:
    """Return "the first nine months of 2024"."""
    year, edge, count = match.named_year(), match.ordinal(), match.integer("n")
    if count is None:
        count = match.grammar.numbers.get(match.word("n") or "", 0)
    if match.unit() != "month" or not 0 < count <= 12 or edge not in (1, -1):
        return None
    if year is None:
        return UNKNOWN_DATE
    first, last = (1, count) if edge == 1 else (13 - count, 12)
    found = periods.months(year[0], first, last, basis="explicit" if year[1] else "relative")
    names = {3: "quarter", 6: "half", 12: "year"}
    return found.model_copy(update={"precision": names.get(count, "month")})


def _nth(match: Match) -> DateRange | None:
    """Return "the first Monday of May", "the last week of this month", "the first ten days"."""
    whole = _whole_of(match)
    number = match.ordinal()
    count = match.integer("n") or match.grammar.numbers.get(match.word("n") or "", 1)
    if whole is None or not number:
        return None
    if whole.start is None or whole.end is None:
        return UNKNOWN_DATE
    weekday = match.grammar.weekdays.get(match.word("k") or "")
    if (
        weekday is not None
        or match.tokens.classes[match.groups.start("k")] == (match.grammar.letters["weekend"])
    ):
        if whole.precision not in ("month", "year") or count != 1:
            return None
        month = whole.start.month if number > 0 else whole.end.month
        day = nth_weekday(whole.start.year, month, 5 if weekday is None else weekday, number)
        if day is None:
            return None
        return (
            DateRange.on(day, whole.basis)
            if weekday is not None
            else (periods.weekend_of(day, whole.basis))
        )
    unit = match.unit("k")
    if match.word("n") is None and (match.word("k") or "").endswith("s"):
        return whole  # "in the last days of May" doesn't narrow May
    if unit == "month" and whole.precision == "year" and number in range(-1, 13) and count == 1:
        month = 12 if number == -1 else number
        return periods.months(whole.start.year, month, month, basis=whole.basis)
    length = {"day": 1, "week": 7}.get(unit, 0) * count
    if not length or whole.precision not in ("day", "month", "year"):
        return None
    if number == -1:
        first = periods.shift(whole.end, 1 - length, "day")
    else:
        first = periods.shift(whole.start, (number - 1) * length, "day")
    last = min(periods.shift(first, length - 1, "day"), whole.end)
    if first < whole.start or first > whole.end:
        return None
    return DateRange(start=first, end=last, precision="day", basis=whole.basis)


def _whole_of(match: Match) -> DateRange | None:
    """Return the month or year that "the first Monday of" is taken from."""
    if match.word("m"):
        return _month(match)
    year = match.named_year()
    unit = match.unit()
    if match.own_year() is not None and year is not None:
        return periods.years(year[0], year[0])
    if unit not in ("week", "month", "quarter", "year"):
        return None
    if match.day is None:
        return UNKNOWN_DATE
    offset = OFFSETS.get(match.word("rel") or "", 0)
    return periods.calendar_unit(periods.shift(match.day, offset, unit), unit)


# -- years ---------------------------------------------------------------------------------


def years_between(match: Match, first: int, last: str | None) -> DateRange | None:
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
    if len(last) == 2 and 1 <= int(last) <= min(12, first % 100):
        # 2024-05 can't be a span of years: it is the month of ISO 8601.
        if match.tokens.word(index - 1) != "-" or is_in_address(match):
            return None
        return periods.months(first, int(last), int(last))
    return years_between(match, first, last)


def _new_year(match: Match) -> DateRange | None:
    when = match.anchor.start
    if when is None or match.year is None:
        return UNKNOWN_DATE
    year = when.year if when.month == 1 else when.year + 1
    return periods.years(year, year, "relative")


def _decade(match: Match) -> DateRange | None:
    first = match.integer("decade")
    if first is not None:
        return periods.decade(first)
    word = match.word("ds") or ""
    if word and match.tokens.word(match.groups.start() - 1) in _AGES:
        return None
    if word in match.grammar.decades:
        return periods.decade(match.grammar.decades[word])
    tens = match.integer("ds") or 0
    # "The 20s" may be of either century, "the 10s" are hardly ever of the last one.
    return periods.decade(1900 + tens) if tens >= 30 else UNKNOWN_DATE


#: "In his mid-90s" tells an age.
_AGES = ("his", "her", "their", "my", "our", "your", "its")


def _year(match: Match) -> DateRange | None:
    given = match.own_year()
    return None if given is None else periods.years(given, given)


#: Before these a number in front of a noun is the year of it: "Ukraine's 2023 priorities".
_OWNERS = ("the", "coming", "upcoming", "this", "'s", "\N{RIGHT SINGLE QUOTATION MARK}s")


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


#: The months of the seasons where most of the world's chanceries are; a winter has two years.
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}


def _season(match: Match) -> DateRange | None:
    """Return the year of a season, which is all that holds on both hemispheres."""
    when = match.day
    rel = match.word("rel_season")
    if rel is None:
        if match.own_year() is None and match.word("rel") is None:
            return UNKNOWN_DATE
        year = match.named_year()
        if year is None:
            return UNKNOWN_DATE
        if match.word("y2"):  # a winter has two years
            return years_between(match, year[0], match.word("y2"))
        return periods.years(year[0], year[0], "explicit" if year[1] else "relative")
    months = _SEASONS.get(match.word("s") or "")
    if when is None or months is None:
        return UNKNOWN_DATE
    first, last = months
    if rel in ("this", "current"):
        offset = 0
    elif rel == "past":
        offset = 0 if when.month > last else -1
    elif rel == "last":
        if when.month > last:
            return UNKNOWN_DATE  # in October, "last summer" may be this year's or last year's
        offset = -1
    elif rel == "next":
        if when.month < first:
            return UNKNOWN_DATE  # in January, "next summer" may be this year's or next year's
        offset = 1
    else:
        offset = 0 if when.month < first else 1
    return periods.years(when.year + offset, when.year + offset, "relative")


# -- fiscal years --------------------------------------------------------------------------


def _fiscal_calendar(match: Match) -> FiscalYear | None:
    """Return whose fiscal year it is: that of a state named before it, else the writer's."""
    state = match.setting.owner(match.tokens.starts[match.groups.start()]) or match.setting.writer
    return fiscal_year_of(state) if state else None


def _fiscal_from(calendar: FiscalYear | None, year: int) -> DateRange:
    """Return the fiscal year that begins in `year`; the calendar year where nobody's is known."""
    if calendar is None:
        return periods.years(year, year)
    start = date(year, calendar.month, calendar.day)
    end = periods.shift(periods.shift(start, 1, "year"), -1, "day")
    return DateRange(start=start, end=end, precision="year", basis="explicit")


def _fiscal_start(calendar: FiscalYear | None, named: int) -> int:
    """Return the year in which the fiscal year called `named` begins."""
    starts_before = calendar is not None and calendar.named == "end" and calendar.month > 1
    return named - starts_before


def _fiscal_number(match: Match, group: str) -> int | None:
    number = match.integer(group)
    if number is None:
        return None
    return number if number > 99 else 2000 + number


def _fiscal_year(match: Match) -> DateRange | None:
    calendar = _fiscal_calendar(match)
    first, last = _fiscal_number(match, "y"), _fiscal_number(match, "y2")
    if first is None or len(match.word("y") or "") not in (2, 4):
        return None
    if last is None:
        return _fiscal_from(calendar, _fiscal_start(calendar, first))
    if not first < last <= first + 50 or len(match.word("y2") or "") not in (2, 4):
        return None
    sign = match.word("sep") or ""
    if calendar is not None and last == first + 1 and not sign.isalpha() and sign != "&":
        return _fiscal_from(calendar, first)  # "2024-25" is one year
    if calendar is None:
        return periods.years(first, last)
    return join(
        _fiscal_from(calendar, _fiscal_start(calendar, first)),
        _fiscal_from(calendar, _fiscal_start(calendar, last)),
    )


def _fiscal_near(match: Match, offset: int) -> DateRange:
    """Return the fiscal year around the document's day, or one beside it."""
    when, calendar = match.day, _fiscal_calendar(match)
    if when is None or calendar is None:
        if match.year is None:
            return UNKNOWN_DATE
        return periods.years(match.year + offset, match.year + offset, "relative")
    begun = (when.month, when.day) >= (calendar.month, calendar.day)
    found = _fiscal_from(calendar, when.year - (not begun) + offset)
    return found.model_copy(update={"basis": "relative"})


def _part_of_fiscal_year(match: Match, size: str, number: int) -> DateRange | None:
    calendar, given = _fiscal_calendar(match), _fiscal_number(match, "y")
    if given is not None and match.word("y2"):
        whole = _fiscal_from(calendar, given)
    elif given is not None:
        whole = _fiscal_from(calendar, _fiscal_start(calendar, given))
    else:
        whole = _fiscal_near(match, OFFSETS.get(match.word("rel") or "", 0))
    if whole.start is None or calendar is None:
        return UNKNOWN_DATE  # a quarter of nobody's fiscal year
    length = 3 if size == "quarter" else 6
    first = periods.shift(whole.start, (number - 1) * length, "month")
    last = periods.shift(periods.shift(first, length, "month"), -1, "day")
    return whole.model_copy(update={"start": first, "end": last, "precision": size})


# -- counted from the document, or from what was told before --------------------------------


def _ago(match: Match) -> DateRange | None:
    if match.word("n") is None or match.day is None:
        return UNKNOWN_DATE
    amount = match.amount()
    if amount is None:
        return None
    number, unit = amount
    back = match.word("way") == "ago"
    if match.ranges or number * {"century": 100, "decade": 10}.get(unit, 1) > 1500:
        return UNKNOWN_DATE
    if unit == "hour":
        number, unit = (number + 11) // 24, "day"
    return periods.calendar_unit(periods.shift(match.day, -number if back else number, unit), unit)


#: Within so many words before "in ten years" a superlative makes it look back, and a count
#: makes it a duration: "the largest in ten years", "three capitals in five days".
_BEFORE_HENCE = 6


def _hence(match: Match) -> DateRange | None:
    """Return "in two weeks", where the verb looks ahead."""
    core = match.groups.start()
    if match.tokens.word(core - 1) != "in":
        return None
    before = [
        match.tokens.word(index) for index in range(max(0, core - 1 - _BEFORE_HENCE), core - 1)
    ]
    if not (match.future or (match.told is None and not before)):
        return None
    numbers = match.grammar.numbers
    if any(w.endswith("est") or w in _LOOKING_BACK for w in before):
        return None
    if any(w[:1].isdigit() or numbers.get(w, 0) > 1 for w in before[-4:]):
        return None
    follower = match.groups.end()
    if match.tokens.word(follower) in ("when", "that", "which", "where", "until"):
        return None
    return _ago(match)


_LOOKING_BACK = (
    "first",
    "only",
    "most",
    "least",
    "second",
    "third",
    "best",
    "worst",
    "once",
    "twice",
)

#: Words after "within 90 days" that hang it on an event instead of the document.
_EVENT_CUES = ("of", "after", "from", "following", "before", "prior")


def _rolling(match: Match) -> DateRange | None:
    way, unit = match.word("way"), match.unit()
    back = way in ("past", "last")
    last_word = match.tokens.word(match.groups.end("u") - 1) if match.word("u") else ""
    plural = last_word.endswith("s")
    follower = match.tokens.word(match.groups.end())
    if back and follower == "of":
        return None  # "the last two years of the war"
    if way == "recent" or match.word("vague"):
        return UNKNOWN_DATE
    if match.word("plus2"):  # "the next year and a half"
        number, unit = 18, "month"
    elif match.word("n") is None:
        if plural:
            return UNKNOWN_DATE
        if unit in ("day", "hour", "century") and (back or way == "ahead"):
            return None  # "the last day of the visit"
        number = 1
    else:
        amount = match.amount()
        if amount is None:
            return UNKNOWN_DATE
        number, unit = amount
    if not unit or match.day is None:
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
    if (
        rel == "last"
        and match.tokens.word(match.groups.end()) == "of"
        and "the"
        in (match.tokens.word(match.groups.start()), match.tokens.word(match.groups.start() - 1))
    ):
        return None  # "the last year of the war"
    if match.word("fy"):
        return _fiscal_near(match, OFFSETS.get(rel or "", 0)) if unit == "year" else None
    if unit in ("hour", "century") or (unit == "day" and "end" not in mods):
        return UNKNOWN_DATE if mods else None
    when = match.day
    if when is None:
        if unit == "year" and match.year is not None:
            year = match.year + OFFSETS.get(rel or "", 0)
            return periods.years(year, year, "relative")
        return UNKNOWN_DATE
    if unit == "day" and rel:
        return None
    found = periods.calendar_unit(periods.shift(when, OFFSETS.get(rel or "", 0), unit), unit)
    ahead = match.future or not _ENDS.isdisjoint(mods)
    if unit in ("week", "fortnight") and rel in ("this", "current") and not ahead:
        # What happened this week had happened by the day it was written.
        return found.model_copy(update={"end": when})
    return found


_ENDS = {"end", "close", "rest", "remainder"}


def _beside(match: Match) -> DateRange | None:
    """Return "the week after next", "the year before last"."""
    if match.day is None:
        return UNKNOWN_DATE
    number = -2 if match.word("way") else 2
    weekday = match.grammar.weekdays.get(match.word("w") or "")
    if weekday is not None:
        monday = periods.shift(match.day, -match.day.weekday(), "day")
        return DateRange.on(periods.shift(monday, weekday + 7 * number, "day"), "relative")
    unit = match.unit() or "week"
    if unit in ("hour", "day", "century"):
        return None
    moved = periods.shift(match.day, number, unit)
    return periods.calendar_unit(moved, unit) if match.unit() else periods.weekend_of(moved)


def _discourse(match: Match) -> DateRange | None:
    # "The following day" hangs on what was told before, not on the document's date.
    if match.word("dw") == "next" and match.unit("k") != "day":
        return None
    return UNKNOWN_DATE


def follow(match: Match, told: DateRange) -> DateRange | None:
    """Return what "the following day" or "two years later" means after `told`; None if untold.

    A day needs a day before it, a year only a year.
    """
    if told.start is None or told.end is None:
        return None
    if _is_bound(match):
        return None
    if match.word("dw"):
        unit = match.unit("k")
        weekday = match.grammar.weekdays.get(match.word("k") or "")
        if weekday is not None:
            return _weekday_beside(told, weekday, _STEPS.get(match.word("dw") or "", 1))
        if not unit and match.word("k") in match.grammar.parts:
            unit = "day"
        number = _STEPS.get(match.word("dw") or "", 1)
    else:
        amount = match.amount()
        if amount is None:
            return None
        number, unit = amount
        number = -number if match.word("way") == "earlier" else number
    if _FINENESS.get(told.precision, 9) > _FINENESS.get(unit, -1):
        return None
    if unit in ("day", "week") and told.start != told.end:
        return None
    found = periods.calendar_unit(periods.shift(told.start, number, unit), unit)
    return found.model_copy(update={"basis": "inferred"}) if found.known else None


def _weekday_beside(told: DateRange, weekday: int, step: int) -> DateRange | None:
    """Return the first such weekday after `told`, before it if `step` is negative."""
    if told.start is None or told.end is None or told.precision != "day" or not step:
        return None
    if step > 0:
        day = periods.shift(told.end, 1 + (weekday - told.end.weekday() - 1) % 7, "day")
    else:
        day = periods.shift(told.start, -1 - (told.start.weekday() - weekday - 1) % 7, "day")
    return DateRange.on(day, "inferred")


def _is_bound(match: Match) -> bool:
    """Whether another thing is named that it counts from: "the day before the summit"."""
    end = match.groups.end()
    follower = match.tokens.words[end] if end < len(match.tokens) else ""
    if match.word("dw") in ("before", "after"):
        return follower[:1].isalnum() and follower not in (
            "and",
            "or",
            "but",
            "in",
            "at",
            "on",
            "by",
        )
    return follower in ("as", "of", "that", "when", "after", "before")


_STEPS: Mapping[str, int] = {"previous": -1, "preceding": -1, "before": -1, "same": 0, "that": 0}
_FINENESS: Mapping[str, int] = {
    "day": 0, "week": 0, "month": 1, "quarter": 2, "half": 3, "year": 4, "decade": 5,
}  # fmt: skip


def _unfixed(match: Match) -> DateRange | None:
    if match.word("century") and match.unit("century") != "century":
        return None
    return UNKNOWN_DATE


def _other_calendar(match: Match) -> DateRange | None:
    # "15 May 2567": what is no year of ours, and counts nothing, is one of another calendar.
    return None if len(match.word("other_year") or "year") != 4 else UNKNOWN_DATE


PERIODS: Mapping[str, Callable[[Match], DateRange | None]] = {
    "month": _month,
    "month_span": _month_span,
    "month_numeric": _month_numeric,
    "part_of_year": _part_of_year,
    "nth": _nth,
    "fiscal_year": _fiscal_year,
    "new_year": _new_year,
    "year_span": _year_span,
    "decade": _decade,
    "season": _season,
    "year": _year,
    "year_more": _year,
    "year_label": _year_label,
    "ago": _ago,
    "hence": _hence,
    "rolling": _rolling,
    "period": _period,
    "beside": _beside,
    "discourse": _discourse,
    "unfixed": _unfixed,
    "other_calendar": _other_calendar,
}
