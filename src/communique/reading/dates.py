"""Calendar dates as pages print them about themselves: in headers, datelines, addresses."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from communique.reference.calendars import date_order
from communique.reference.tables import read_rows

MONTHS_TABLE = "months.csv"

_YEARS = range(1945, 2100)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DIGIT = re.compile(r"\d")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
#: Figures joined to more are no date: a number, an address, the name of a file.
_APART = r"(?<![\d./_-])"
_ENDED = r"(?!\d|[-/.]\d|[-_]\w|\.[a-z]{2,5}\b)"
_ORDERED = re.compile(
    rf"{_APART}(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){_ENDED}"
)
_EAST_ASIAN = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]"
)
_FIGURES = re.compile(
    rf"{_APART}(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s)(?P<y>(?:19|20)\d\d){_ENDED}"
)
_IN_PATH = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/_-]?(?P<m>0[1-9]|1[0-2]|(?<=[/_-])[1-9])[/_-]?"
    r"(?P<d>0[1-9]|[12]\d|3[01]|(?<=[/_-])[1-9])(?!\d)(?=[/_.\-]|$|[a-z])"
)  # fmt: skip


class WrittenDate(NamedTuple):
    """A day as written; `start` and `end` count in the text searched."""

    day: date
    start: int
    end: int


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {
        form: month
        for _, row in read_rows(MONTHS_TABLE, ("language", *map(str, range(1, 13))))
        for month in range(1, 13)
        for form in row[str(month)].split("/")
    }


@lru_cache(maxsize=1)
def _worded() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    month = rf"(?P<m>{names})\b\.?"
    day = r"(?<![\d.,])(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
    year = r"(?P<y>(?:19|20)\d\d)(?!\d)"
    return (
        re.compile(
            rf"{day}[\s-]+(?:de\s+|of\s+)?{month}[\s,-]+(?:de[l]?\s+)?{year}", re.IGNORECASE
        ),
        re.compile(rf"\b{month}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{year}", re.IGNORECASE),
    )


@lru_cache(maxsize=1)
def _dayless() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return (
        re.compile(rf"\b(?P<m>{names})\b\.?\s+(?P<d>\d{{1,2}})(?!\d)", re.IGNORECASE),
        re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{names})\b", re.IGNORECASE),
    )


def _day(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_dates(text: str, *, country: str | None = None) -> list[WrittenDate]:
    """Return the days written out in `text`, in order; days that don't exist are left out.

    `03/06/2012` is read by the habit of `country` (ISO 3166-1 alpha-3); without one only
    where one order alone makes a day.
    """
    found = list(_find_dates(text, country))
    found.sort(key=lambda written: (written.start, -written.end))
    kept: list[WrittenDate] = []
    for written in found:
        if not kept or written.start >= kept[-1].end:
            kept.append(written)
    return kept


def _find_dates(text: str, country: str | None) -> Iterator[WrittenDate]:
    if not _DIGIT.search(text):
        return
    for pattern in (_ORDERED, _EAST_ASIAN):
        for match in pattern.finditer(text):
            if day := _day(int(match["y"]), int(match["m"]), int(match["d"])):
                yield WrittenDate(day, match.start(), match.end())
    for pattern in _worded():
        for match in pattern.finditer(text):
            if day := _day(
                int(match["y"]), _months().get(match["m"].casefold(), 0), int(match["d"])
            ):
                yield WrittenDate(day, match.start(), match.end())
    for match in _FIGURES.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        if day := _resolve(int(match["y"]), first, second, country, match["s"]):
            yield WrittenDate(day, match.start(), match.end())


def _resolve(year: int, first: int, second: int, country: str | None, sign: str) -> date | None:
    month_first, day_first = _day(year, first, second), _day(year, second, first)
    if month_first is None or day_first is None or month_first == day_first:
        return month_first or day_first
    # Points stand between day and month everywhere.
    if sign == ".":
        return day_first
    order = date_order(country) if country is not None else "mixed"
    return {"day": day_first, "month": month_first}.get(order)


def find_day_of_year(text: str, year: int) -> WrittenDate | None:
    """Return the first day and month written in `text`, taken to be of `year`; None without one."""
    for pattern in _dayless():
        for match in pattern.finditer(text):
            if day := _day(year, _months().get(match["m"].casefold(), 0), int(match["d"])):
                return WrittenDate(day, match.start(), match.end())
    return None


def find_date_in_url(url: str) -> date | None:
    """Return the day in the path of an address: `/2021/01/21/`, `/20210121/`, `/2021-01/21/`."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url.split("?")[0].split("#")[0])
    for match in _IN_PATH.finditer(path):
        if day := _day(int(match["y"]), int(match["m"]), int(match["d"])):
            return day
    return None


def find_weekday(text: str) -> int | None:
    """Return the first day of the week named in `text`, Monday 0; None where none is."""
    found = _WEEKDAY.search(text)
    return _WEEKDAYS.index(found.group(1).lower()) if found else None
