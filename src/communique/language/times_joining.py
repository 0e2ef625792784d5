"""Expressions that lean on their neighbours: lists, ranges, "two days before", "the next day".

Shapes are matched one by one; here they take from each other what they leave out. Each
function returns the expressions anew, in reading order.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from communique.language import periods
from communique.language.lexing import Tokens, compile_shape
from communique.language.times_grammar import (
    ALONE,
    AMOUNT,
    CARDINAL,
    DAY,
    TO,
    Grammar,
    Role,
    load_grammar,
)
from communique.language.times_match import Hit, Match
from communique.language.times_periods import follow
from communique.records import UNKNOWN_DATE, DateRange, Precision

Ground = Callable[[str, Match], DateRange | None]
ReadRole = Callable[[int], tuple[int, Role]]

_DAYS = {"day", "day_pair", "day_span", "day_of_month", "weekday", "weekday_pair"}
_MONTHS = {"month", "month_span"}
_PARTS = {"part_of_year"}
#: What may stand between two expressions that share a year.
_BETWEEN = {
    ",",
    "and",
    "or",
    "&",
    "to",
    "until",
    "through",
    "-",
    "–",
    "—",
    "in",
    "on",
    "from",
    "the",
}
_FINE: tuple[Precision, ...] = ("day", "month", "quarter", "half", "year", "decade")
_REACH = 14


@dataclass(frozen=True)
class _Shapes:
    """The compiled shapes of what stands beside an expression."""

    list_before: re.Pattern[str]
    list_after: re.Pattern[str]
    offset: re.Pattern[str]
    neighbour: re.Pattern[str]
    week_of: re.Pattern[str]
    to: re.Pattern[str]
    ellipsis: re.Pattern[str]
    running_to: re.Pattern[str]


@lru_cache(maxsize=1)
def _shapes() -> _Shapes:
    letters = load_grammar().letters
    shapes = {
        "list_before": f"(?:{DAY}<comma>)*{DAY}(?:<comma>?<and|or>|<comma>)",
        "list_after": f"(?P<days>(?:<comma>{DAY})*<comma>?<and|or>{DAY})"
        f"(?:<comma>?(?P<y><year>))?{ALONE}",
        "offset": f"{CARDINAL}{AMOUNT}(?P<way><before|after|from|of|discourse>)",
        "neighbour": "<the>(?P<u><unit|year_unit|quarter>)(?P<way><before|after>)",
        "week_of": "<the>?(?P<u><unit|weekend>)(?P<way><of|starting|commencing|edge>)<on>?<the>?",
        "running_to": f"<the>(?:{CARDINAL})?<fiscal>?{AMOUNT}"
        "(?P<way><to|commencing>)<in|on>?<the>?",
        "to": f"<comma>?{TO}",
        "ellipsis": "<or|and>(?:<the>?<edge><of>|<early><in>?)<next>"
        "(?!<other_low|other_cap|unit|year_unit|quarter|month|weekday|season>)",
    }
    return _Shapes(**{name: compile_shape(shape, letters) for name, shape in shapes.items()})


def join_neighbours(
    tokens: Tokens, grammar: Grammar, hits: Sequence[Hit], ground: Ground, role: ReadRole
) -> list[Hit]:
    """Return the expressions with all that their neighbours give them."""
    found = _share_years(tokens, hits, ground)
    found = sorted(_expand_lists(tokens, grammar, found, ground), key=lambda hit: hit.core)
    found = _count_from(tokens, grammar, found, role)
    found = _join_ranges(tokens, found)
    return _resolve(found)


def _share_years(tokens: Tokens, hits: Sequence[Hit], ground: Ground) -> list[Hit]:
    """Give a day or month the year that the next one in its list names: "May and June 2023"."""
    found = list(hits)
    for index in range(len(found) - 2, -1, -1):
        one, next_one = found[index], found[index + 1]
        family = next((f for f in (_DAYS, _MONTHS, _PARTS) if one.shape in f), None)
        if family is None or next_one.shape not in family or _has_year(one):
            continue
        year = next_one.match.own_year() or next_one.match.year_given
        gap = [tokens.word(i) for i in range(one.end, next_one.core)]
        if year is None or not 1 <= len(gap) <= 3 or not _BETWEEN.issuperset(gap):
            continue
        for given in (year, year - 1):
            match = one.match.in_year(given)
            date = ground(one.shape, match)
            if date and date.start and next_one.date.end and date.start <= next_one.date.end:
                found[index] = replace(one, match=match, date=date)
                break
    return found


def _has_year(hit: Hit) -> bool:
    match = hit.match
    return bool(match.own_year() or match.word("rel") or match.word("rel_month")) or (
        hit.shape.startswith("week")
    )


def _expand_lists(
    tokens: Tokens, grammar: Grammar, hits: Sequence[Hit], ground: Ground
) -> Iterator[Hit]:
    """Yield the expressions, and the days that share their month: "3, 5 and 9 May"."""
    days = grammar.letters["day"] + grammar.letters["day_ordinal"]
    taken = 0
    for hit in hits:
        if hit.shape in ("day", "day_pair") and hit.match.word("m"):
            first, last = hit.match.at("d"), hit.match.at("m")
            if 0 <= first < last and hit.core >= first - 1:
                yield from _days_before(tokens, days, hit, taken, first)
            elif first > last and tokens.classes[hit.end - 1] in days:
                after = _shapes().list_after.match(tokens.classes, hit.end)
                if after:
                    if after["y"]:
                        match = hit.match.in_year(int(tokens.word(after.start("y"))))
                        hit = replace(hit, match=match, date=ground(hit.shape, match) or hit.date)
                    yield from _days_of(tokens, days, hit, *after.span("days"))
        yield hit
        taken = hit.end


def _days_before(tokens: Tokens, days: str, hit: Hit, taken: int, first: int) -> Iterator[Hit]:
    start = _start_before(_shapes().list_before, tokens, max(taken, first - _REACH), first)
    if start is None:
        return
    conjunction = tokens.word(first - 1)
    # "On page 3, 5 May" is no list; "24, 25 and 26 June" is.
    if conjunction != "," or hit.shape == "day_pair":
        yield from _days_of(tokens, days, hit, start, first)


def _days_of(tokens: Tokens, days: str, hit: Hit, start: int, end: int) -> Iterator[Hit]:
    """Yield a hit for each number in the tokens `[start, end)` that is a day of `hit`'s month."""
    for index in range(start, end):
        if tokens.classes[index] not in days:
            continue
        number = int(re.match(r"\d+", tokens.words[index])[0])  # type: ignore[index]
        date: DateRange | None = UNKNOWN_DATE
        if hit.date.start is not None:
            date = periods.day(hit.date.start.year, hit.date.start.month, number, hit.date.basis)
        if date is not None:
            yield Hit("day", index, index, index + 1, hit.role, date, hit.match)


def _start_before(shape: re.Pattern[str], tokens: Tokens, first: int, end: int) -> int | None:
    """Return where the longest match of `shape` begins that ends right at token `end`."""
    for start in range(max(first, 0), end):
        if shape.fullmatch(tokens.classes, start, end):
            return start
    return None


# -- counted from a neighbour ----------------------------------------------------------------


def _count_from(tokens: Tokens, grammar: Grammar, hits: Sequence[Hit], role: ReadRole) -> list[Hit]:
    """Reckon "two days before 5 May", "the day after Christmas", "the week of 9 June"."""
    found: list[Hit] = []
    for hit in hits:
        counted = _counted(tokens, grammar, hit, role) if hit.date.known else None
        if counted is not None:
            while found and found[-1].end > counted.core:
                found.pop()
        found.append(counted or hit)
    return found


def _counted(tokens: Tokens, grammar: Grammar, hit: Hit, role: ReadRole) -> Hit | None:
    if tokens.classes[hit.core - 1 : hit.core] == "" or hit.core == 0:
        return None
    low = hit.core - _REACH
    for shape, reckon in (
        (_shapes().offset, _offset),
        (_shapes().neighbour, _neighbour),
        (_shapes().week_of, _week_of),
        (_shapes().running_to, _running_to),
    ):
        start = _start_before(shape, tokens, low, hit.core)
        if start is None:
            continue
        groups = shape.fullmatch(tokens.classes, start, hit.core)
        if groups is None:
            continue
        match = replace(hit.match, groups=groups, tokens=tokens, grammar=grammar)
        within = tokens.word(start - 1) == "within"
        date = reckon(match, hit.date, within, tokens.word(start - 1))
        if date is not None:
            begin, bound = role(start)
            return Hit("offset", begin, start, hit.end, bound, date, hit.match)
    return None


#: Before these words "two days from Monday" is a stretch that begins on Monday.
_LASTING = ("for", "lasting", "lasts", "lasted", "last", "of", "over")


def _offset(match: Match, told: DateRange, within: bool, before: str) -> DateRange | None:
    amount, way = match.amount(), match.word("way")
    if amount is None or told.start is None or told.end is None or not _fits(amount[1], told):
        return None
    number, unit = amount
    if within and way != "before":
        last = periods.shift(told.start, number, unit)
        return told.model_copy(update={"end": last, "precision": periods.precision_of(unit)})
    if way == "of" or (way in match.grammar.discourses and way != "following"):
        return None
    if way == "from" and before in _LASTING:
        return None
    return _moved(told, -number if way == "before" else number, unit)


def _neighbour(match: Match, told: DateRange, within: bool, before: str) -> DateRange | None:
    unit = match.unit()
    if not _fits(unit, told):
        return None
    moved = _moved(told, -1 if match.word("way") == "before" else 1, unit)
    if unit == "week" and moved is not None and moved.start is not None:
        return periods.week_of(moved.start, told.basis)
    return moved


def _week_of(match: Match, told: DateRange, within: bool, before: str) -> DateRange | None:
    if told.start is None or told.start != told.end:
        return None
    way = match.word("way")
    if match.word("u") in ("weekend", "weekends"):
        return periods.weekend_of(told.start, told.basis) if way == "of" else None
    if match.unit() != "week":
        return None
    if way == "of":
        return periods.week_of(told.start, told.basis)
    other = periods.shift(told.start, -6 if way in ("ending", "ended", "end") else 6, "day")
    first, last = sorted((told.start, other))
    return told.model_copy(update={"start": first, "end": last})


def _running_to(match: Match, told: DateRange, within: bool, before: str) -> DateRange | None:
    """Return "the year to March 2025", "the three months ending 30 June"."""
    if match.word("way") == "commencing" or told.end is None:
        return None
    number, unit = match.amount() or (1, match.unit())
    months = number * {"month": 1, "quarter": 3, "year": 12}.get(unit, 0)
    if not 0 < months <= 120 or told.precision not in ("day", "month"):
        return None
    after = periods.shift(told.end, 1, "day")
    precision = _LENGTHS.get(months, "year" if unit == "year" else "month")
    start = periods.shift(after, -months, "month")
    return told.model_copy(update={"start": start, "precision": precision})


_LENGTHS: Mapping[int, Precision] = {3: "quarter", 6: "half", 12: "year"}


def _fits(unit: str, told: DateRange) -> bool:
    """Whether `unit` may be counted from `told`: days from a day, years from a year too."""
    if unit in ("hour", "day", "week", "fortnight"):
        return told.precision == "day" and told.start == told.end
    if unit in ("month", "quarter"):
        return told.precision in ("day", "month")
    return unit in ("half", "year", "decade") and told.precision in ("day", "month", "year")


def _moved(told: DateRange, number: int, unit: str) -> DateRange | None:
    assert told.start is not None
    moved = periods.shift(told.start, number, unit)
    if unit in ("hour", "day", "week", "fortnight"):
        return DateRange.on(moved, told.basis)
    return periods.calendar_unit(moved, unit, told.basis)


# -- ranges ------------------------------------------------------------------------------------


def _join_ranges(tokens: Tokens, hits: Sequence[Hit]) -> list[Hit]:
    """Join "from late May to early June", "5, 6 and 7 May", "late 2024 or early 2025"."""
    found: list[Hit] = []
    for hit in hits:
        if found and (apposed := _apposed(tokens, found[-1], hit)) is not None:
            found[-1] = apposed
        elif found and (echo := _echoed(found[-1], hit)) is not None:
            found[-1] = echo
        elif found and (_is_range(tokens, found[-1], hit) or _is_sequence(tokens, found[-1], hit)):
            found[-1] = _joined(found[-1], hit)
        else:
            found.append(hit)
    return [_complete(tokens, hit) for hit in found]


def _is_range(tokens: Tokens, one: Hit, other: Hit) -> bool:
    """Whether "to", a dash, or "and" after "between" stands between the two."""
    if not _in_order(one, other) or "rolling" in (one.shape, other.shape):
        return False
    gap = tokens.classes[one.end : other.core]
    if gap and _shapes().to.fullmatch(gap):
        return one.role == "since" or one.shape == other.shape
    between = "between" in (tokens.word(one.core - 1), tokens.word(one.begin))
    return between and tokens.word(one.end) == "and" and len(gap) == 1


def _is_sequence(tokens: Tokens, one: Hit, other: Hit) -> bool:
    """Whether the two follow each other without a gap in the text or the calendar."""
    gap = {tokens.word(index) for index in range(one.end, other.core)}
    if not gap or not gap <= {",", "and", "or", "&"} or not _in_order(one, other):
        return False
    if one.date.end is None or periods.shift(one.date.end, 1, "day") != other.date.start:
        return False
    if one.shape in _DAYS and other.shape in _DAYS:
        return True
    listed = gap != {","} or (one.match.year_given and other.match.year_given)
    if one.shape == other.shape == "month" and listed:
        return True
    if gap == {","}:
        return False
    return one.date.precision == other.date.precision and _is_late(one) and _is_early(other)


def _apposed(tokens: Tokens, one: Hit, other: Hit) -> Hit | None:
    """Return the day that two expressions name beside each other: "May 4 (Saturday)"."""
    gap = [tokens.word(index) for index in range(one.end, other.core)]
    plain, dated = sorted((one, other), key=lambda hit: hit.shape in _CALENDAR_DAYS)
    if gap not in ([","], ["("]) or plain.shape not in _NAMED_DAYS or plain.match.word("rel"):
        return None
    if dated.shape not in _CALENDAR_DAYS or not (plain.date.start and dated.date.start):
        return None
    apart = (plain.date.start - dated.date.start).days
    if apart % 7 if plain.shape.startswith("weekday") else apart:
        return None
    end = other.end + (gap == ["("] and tokens.word(other.end) == ")")
    return replace(dated, begin=one.begin, core=one.core, end=end, role=one.role)


_CALENDAR_DAYS = {"day", "day_pair", "day_span", "iso", "numeric"}
_NAMED_DAYS = {"weekday", "weekday_pair", "weekday_span", "day_word"}


def _echoed(one: Hit, other: Hit) -> Hit | None:
    """Return "fifty years ago today" as one day, None for other pairs."""
    amount = one.match.amount() if one.shape == "ago" else None
    if amount is None or one.end != other.core or other.shape not in _NEAR:
        return None
    number, unit = amount
    if other.date.start is None or unit not in ("week", "year", "decade", "month"):
        return None
    back = -number if one.match.word("way") == "ago" else number
    named = {"day_word": "day"}.get(other.shape) or other.match.unit() or "day"
    date = periods.calendar_unit(periods.shift(other.date.start, back, unit), named)
    return replace(other, begin=one.begin, core=one.core, date=date)


#: What "two years ago" may be said of: today, this month, on Monday.
_NEAR = ("day_word", "period")


def _in_order(one: Hit, other: Hit) -> bool:
    first, last = one.date.start, other.date.end
    return first is not None and last is not None and first <= last and one.end <= other.core


def _is_late(hit: Hit) -> bool:
    return bool({"late", "end", "close"} & set(hit.match.words("mods")))


def _is_early(hit: Hit) -> bool:
    return bool({"early", "start", "beginning"} & set(hit.match.words("mods")))


def _joined(one: Hit, other: Hit) -> Hit:
    precision = max(one.date.precision, other.date.precision, key=_FINE.index)
    basis = "relative" if "relative" in (one.date.basis, other.date.basis) else one.date.basis
    date = DateRange(start=one.date.start, end=other.date.end, precision=precision, basis=basis)
    shape = one.shape if one.shape == other.shape else "span"
    keep = one.role in ("by", "within", "before", "until")
    begin, role = (one.begin, one.role) if keep else (one.core, "during")
    return Hit(shape, begin, one.core, other.end, role, date, one.match)


def _complete(tokens: Tokens, hit: Hit) -> Hit:
    """Add the other half of "late this year or early next"."""
    if hit.shape != "period" or hit.match.unit() != "year" or not _is_late(hit):
        return hit
    match = _shapes().ellipsis.match(tokens.classes, hit.end)
    if match is None or hit.date.end is None:
        return hit
    end = periods.years(hit.date.end.year + 1, hit.date.end.year + 1).end
    return replace(hit, end=match.end(), date=hit.date.model_copy(update={"end": end}))


# -- what was told before ------------------------------------------------------------------------


def _resolve(hits: Sequence[Hit]) -> list[Hit]:
    """Ground "the following day" on the expression that was told last."""
    found: list[Hit] = []
    told = UNKNOWN_DATE
    for hit in hits:
        if hit.shape == "discourse":
            date = follow(hit.match, told)
            hit = replace(hit, date=date) if date is not None else hit
        if hit.date.known and hit.shape not in ("rolling", "year_label"):
            told = hit.date
        found.append(hit)
    return found
