"""Moments as the archive stores them: in UTC, without a zone."""

from datetime import UTC, date, datetime, time

#: When something was known: at a moment, or by the end of a day in UTC.
Known = datetime | date


def to_utc(moment: datetime) -> datetime:
    """Return `moment` in UTC without its zone, as it is stored."""
    if moment.tzinfo is None:
        raise ValueError("the clock of an archive must tell its time zone")
    return moment.astimezone(UTC).replace(tzinfo=None)


def end_of(known: Known | None) -> datetime | None:
    """Return the last moment that is meant, as it is stored; None for None."""
    if known is None or isinstance(known, datetime):
        return None if known is None else to_utc(known)
    return datetime.combine(known, time.max)
