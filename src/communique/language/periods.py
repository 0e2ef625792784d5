"""Arithmetic on calendar periods: each function returns a `DateRange`."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from communique.records import UNKNOWN_DATE, Basis, DateRange, Precision

Unit = str


def day(year: int, month: int, number: int, basis: Basis = "explicit") -> DateRange | None:
    """Return one day, None if the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= number <= monthrange(year, month)[1]:
        return None
    return DateRange.on(date(year, month, number), basis)


def week_of(when: date, basis: Basis = "relative") -> DateRange:
    """Return Monday to Sunday of the week that holds `when`."""
    monday = shift(when, -when.weekday(), "day")
    return DateRange(start=monday, end=shift(monday, 6, "day"), precision="day", basis=basis)


def weekend_of(when: date, basis: Basis = "relative") -> DateRange:
    """Return Saturday and Sunday of the week that holds `when`."""
    saturday = shift(when, 5 - when.weekday(), "day")
    return DateRange(start=saturday, end=shift(saturday, 1, "day"), precision="day", basis=basis)


def months(
    year: int, first: int, last: int, precision: Precision = "month", basis: Basis = "explicit"
) -> DateRange:
    """Return the months `first` to `last` of `year`."""
    end = date(year, last, monthrange(year, last)[1])
    return DateRange(start=date(year, first, 1), end=end, precision=precision, basis=basis)


def quarter(year: int, number: int, basis: Basis = "explicit") -> DateRange:
    """Return the quarter `number`, 1 to 4, of `year`."""
    return months(year, 3 * number - 2, 3 * number, "quarter", basis)


def half(year: int, number: int, basis: Basis = "explicit") -> DateRange:
    """Return the half `number`, 1 or 2, of `year`."""
    return months(year, 6 * number - 5, 6 * number, "half", basis)


def years(first: int, last: int, basis: Basis = "explicit") -> DateRange:
    """Return the years `first` to `last`."""
    return DateRange(start=date(first, 1, 1), end=date(last, 12, 31), precision="year", basis=basis)


def decade(year: int, basis: Basis = "explicit") -> DateRange:
    """Return the decade that holds `year`."""
    first = year - year % 10
    return years(first, first + 9, basis).model_copy(update={"precision": "decade"})


def calendar_unit(when: date, unit: Unit, basis: Basis = "relative") -> DateRange:
    """Return the calendar day, week, month, quarter, half, year or decade that holds `when`.

    Other units (hours, centuries) give an unknown date.
    """
    if unit == "day":
        return DateRange.on(when, basis)
    if unit in ("week", "fortnight"):
        return week_of(when, basis)
    if unit == "month":
        return months(when.year, when.month, when.month, "month", basis)
    if unit == "quarter":
        return quarter(when.year, (when.month + 2) // 3, basis)
    if unit == "half":
        return half(when.year, 1 + (when.month > 6), basis)
    if unit == "year":
        return years(when.year, when.year, basis)
    if unit == "decade":
        return decade(when.year, basis)
    return UNKNOWN_DATE


_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def shift(when: date, number: int, unit: Unit) -> date:
    """Return the day `number` units after `when` (before it, if negative).

    The last day of a shorter month stands for a day it lacks; the calendar's first
    and last day for what lies beyond them.
    """
    try:
        if unit == "hour":
            # A deadline of 36 hours may fall on the second day.
            return when + timedelta(days=-(-number // 24))
        if unit in _DAYS:
            return when + timedelta(days=number * _DAYS[unit])
        total = when.year * 12 + when.month - 1 + number * _MONTHS[unit]
        year, month = total // 12, total % 12 + 1
        return date(year, month, min(when.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return date.max if number > 0 else date.min


def precision_of(unit: Unit) -> Precision:
    """Return how precise a stretch is that is counted in `unit`."""
    return _PRECISIONS.get(unit, "day")


_PRECISIONS: Mapping[Unit, Precision] = {
    "month": "month", "quarter": "quarter", "half": "half", "year": "year", "decade": "decade",
    "century": "decade",
}  # fmt: skip


def rolling(anchor: date, number: int, unit: Unit) -> DateRange:
    """Return the stretch from `anchor` over `number` units, backwards if negative."""
    other = shift(anchor, number, unit)
    return DateRange(
        start=min(anchor, other),
        end=max(anchor, other),
        precision=precision_of(unit),
        basis="relative",
    )
