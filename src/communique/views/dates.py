"""Dates as people write them."""

import calendar
from datetime import date, timedelta

from communique.records import DateRange

UNKNOWN = "date not given"

#: Days, on average.
_YEAR, _MONTH = 365.25, 30.44
#: So many months apart is yearly: each year on another date.
_ABOUT_A_YEAR = range(10, 15)
#: From so many months on people count years.
_MANY_MONTHS = 30
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth")


def describe_day(day: date) -> str:
    """Return the day in words.

    >>> describe_day(date(2021, 4, 3))
    '3 April 2021'
    """
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def describe_date(interval: DateRange | None) -> str:
    """Return the interval as the shortest phrase that names exactly its days.

    The phrase follows the days, not the stated precision: an interval that is no whole
    quarter is never called one. An unknown date is said to be unknown.

    >>> describe_date(DateRange(start=date(2021, 1, 1), end=date(2021, 6, 30), precision="half"))
    'first half of 2021'
    """
    if interval is None or (interval.start is None and interval.end is None):
        return UNKNOWN
    if interval.start is None or interval.end is None:
        return _describe_open(interval)
    start, end = interval.start, interval.end
    if start == end:
        return describe_day(start)
    return _describe_years(start, end) or _describe_months(start, end) or _describe_days(start, end)


def describe_due(interval: DateRange | None) -> str | None:
    """Return a deadline in words ("by 30 June 2021", "in 2030"); None where there is none.

    A period with a name is named, of any other only the end counts.
    """
    if interval is None or interval.end is None:
        return None
    start, end = interval.start, interval.end
    phrase = None
    if start is not None:
        phrase = _describe_years(start, end) or _describe_months(start, end)
    if phrase is None:
        return f"by {describe_day(end)}"
    return f"in the {phrase}" if phrase.startswith(_ORDINALS) else f"in {phrase}"


def describe_cadence(days: int) -> str:
    """Return how often something is that comes about every so many days.

    >>> describe_cadence(380)
    'about yearly'
    >>> describe_cadence(180)
    'about every six months'
    """
    months = round(days / _MONTH)
    if months in _ABOUT_A_YEAR:
        return "about yearly"
    if months > _ABOUT_A_YEAR.stop:
        years = round(days / _YEAR)
        if years > 1 and (months >= _MANY_MONTHS or abs(months - 12 * years) <= 1):
            return f"about every {_count(years)} years"
    if months > 1:
        return f"about every {_count(months)} months"
    weeks = round(days / 7)
    if months == 1 and weeks > 3:
        return "about monthly"
    if weeks > 1:
        return f"about every {_count(weeks)} weeks"
    return "about weekly" if weeks == 1 else "every few days"


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _describe_open(interval: DateRange) -> str:
    if interval.start is not None:
        return f"from {describe_day(interval.start)}"
    return f"until {describe_day(interval.end)}" if interval.end is not None else UNKNOWN


def _describe_years(start: date, end: date) -> str | None:
    """Return a phrase for whole years, None for anything else."""
    if (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return None
    if start.year == end.year:
        return str(start.year)
    if start.year % 10 == 0 and end.year == start.year + 9:
        return f"the {start.year}s"
    return f"{start.year}\u2013{end.year}"


def _describe_months(start: date, end: date) -> str | None:
    """Return a phrase for whole months, quarters and halves, None for anything else."""
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return None
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months == 1:
        return f"{calendar.month_name[start.month]} {start.year}"
    if months in (3, 6) and (start.month - 1) % months == 0:
        part = "quarter" if months == 3 else "half"
        return f"{_ORDINALS[(start.month - 1) // months]} {part} of {start.year}"
    first, last = calendar.month_name[start.month], calendar.month_name[end.month]
    if start.year == end.year:
        return f"{first}\u2013{last} {end.year}"
    return f"{first} {start.year} \u2013 {last} {end.year}"


def _describe_days(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}\u2013{describe_day(end)}"
    if start.year == end.year:
        return f"{start.day} {calendar.month_name[start.month]} \u2013 {describe_day(end)}"
    return f"{describe_day(start)} \u2013 {describe_day(end)}"


def iso_end(published: DateRange | None) -> str | None:
    """Return the last day of a date as an ISO string; None where it is unknown."""
    return published.end.isoformat() if published is not None and published.end else None
