"""How states write and count days: the order of figures, fiscal years, feasts."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from communique.errors import TableError
from communique.records import Value
from communique.reference.tables import FOLDER, read_rows

DATE_ORDERS = "date_orders.csv"
FISCAL_YEARS = "fiscal_years.csv"
FEASTS = "feasts.csv"

DateOrder = Literal["day", "month", "mixed"]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FIXED = re.compile(r"(\d\d)-(\d\d)")
_NTH = re.compile(rf"(\d\d)-({'|'.join(_WEEKDAYS)})-(-?\d)")
_MOVABLE = re.compile(r"(orthodox-)?easter([+-]\d{1,2})")


class FiscalYear(Value):
    """When a government's fiscal year begins, and which calendar year its number names."""

    month: int
    day: int
    named: Literal["start", "end"]


class Feast(Value):
    """A named day; an empty `rule` moves with a calendar that isn't reckoned here."""

    names: tuple[str, ...]
    rule: str
    states: tuple[str, ...] = ()

    def day_in(self, year: int) -> date | None:
        """Return the feast's day in `year`, None if its rule doesn't tell.

        >>> Feast(names=("Good Friday",), rule="easter-2").day_in(2024)
        datetime.date(2024, 3, 29)
        """
        if match := _FIXED.fullmatch(self.rule):
            return date(year, int(match[1]), int(match[2]))
        if match := _MOVABLE.fullmatch(self.rule):
            sunday = orthodox_easter(year) if match[1] else western_easter(year)
            return sunday + timedelta(days=int(match[2]))
        if match := _NTH.fullmatch(self.rule):
            return nth_weekday(year, int(match[1]), _WEEKDAYS.index(match[2]), int(match[3]))
        return None


def western_easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian computus (Meeus, Astronomical Algorithms, 1991).

    >>> western_easter(2024)
    datetime.date(2024, 3, 31)
    """
    century, golden = year // 100, year % 19
    epact = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=epact - weekday)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the Julian computus as a Gregorian day.

    >>> orthodox_easter(2024)
    datetime.date(2024, 5, 5)
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (year + year // 4 + moon) % 7
    behind = year // 100 - year // 400 - 2  # days that the Julian calendar is behind
    return date(year, 3, 28) + timedelta(days=moon - weekday + behind)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """Return the weekday (Monday 0) of that number in the month, -1 the last; None without it."""
    if number < 0:
        last = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        found = last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (number + 1))
    else:
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return found if found.month == month else None


@lru_cache(maxsize=1)
def _orders() -> dict[str, DateOrder]:
    return {
        row["code"]: row["order"]  # type: ignore[misc]
        for _, row in read_rows(DATE_ORDERS, ("code", "order", "citation"))
    }


def date_order(state: str) -> DateOrder:
    """Return what stands first in a date all in figures; `mixed` where that isn't settled.

    >>> date_order("USA"), date_order("GBR")
    ('month', 'day')
    """
    return _orders().get(state, "day")


@lru_cache(maxsize=1)
def _fiscal_years() -> dict[str, FiscalYear]:
    return {
        row["code"]: FiscalYear(
            month=int(row["month"]),
            day=int(row["day"]),
            named="end" if row["named"] == "end" else "start",
        )
        for _, row in read_rows(FISCAL_YEARS, ("code", "month", "day", "named", "citation"))
    }


def fiscal_year_of(state: str) -> FiscalYear:
    """Return the fiscal year of a state; the calendar year unless the table says otherwise."""
    return _fiscal_years().get(state, FiscalYear(month=1, day=1, named="start"))


@lru_cache(maxsize=1)
def load_feasts() -> tuple[Feast, ...]:
    """Return the feasts in table order; raise `TableError` for a rule that can't be read."""
    feasts = []
    for line, row in read_rows(FEASTS, ("name", "aliases", "rule", "states", "citation")):
        rule = row["rule"]
        if rule and not any(form.fullmatch(rule) for form in (_FIXED, _NTH, _MOVABLE)):
            raise TableError(FOLDER / FEASTS, line, f"has no rule of a feast: {rule!r}")
        feasts.append(
            Feast(
                names=(row["name"], *filter(None, row["aliases"].split("|"))),
                rule=rule,
                states=tuple(filter(None, row["states"].split("|"))),
            )
        )
    return tuple(feasts)
