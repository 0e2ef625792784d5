"""Days as prefixes of ISO dates: "2024-07", so that no format has to claim a day or an hour."""

from communique.records import DateRange


def span_of(interval: DateRange) -> tuple[str, str] | None:
    """Return first and last day as ISO 8601 dates, shortened to what is known of both.

    Something in a month begins and ends in "2024-07", in a quarter in "2024"; of a decade, or
    where an end isn't known, there is no such prefix: None.

    >>> from datetime import date
    >>> span_of(DateRange(start=date(2024, 7, 1), end=date(2024, 7, 31), precision="month"))
    ('2024-07', '2024-07')
    """
    if interval.start is None or interval.end is None:
        return None
    start, end = interval.start.isoformat(), interval.end.isoformat()
    if interval.precision == "day":
        return start, end
    # The days between which it lies are no days on which it began or ended.
    for length in (len("2024-07-01"), len("2024-07"), len("2024")):
        if start[:length] == end[:length]:
            return start[:length], end[:length]
    return None
