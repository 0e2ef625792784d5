"""Which records were shown on a day, and how: now, as of a day, or as known at a moment."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, RowMapping, Select, and_, case, select

from communique.archive.rows import read_stored
from communique.archive.tables import ARTICLES, DOCUMENTS, RECORD_PERIODS, RECORDS
from communique.archive.types import DocumentSummary, Stored


def shown(*, as_of: date | None, known_at: datetime | None) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that a record is shown; see `Archive.records`.

    `as_of` needs the record's document and article in the query.
    """
    if as_of is not None:
        yield published_by(as_of)
    if known_at is not None:
        yield was_shown(known_at)
    elif as_of is not None:
        yield from stood(as_of)
    else:
        yield RECORDS.c.since.is_not(None)


def published_by(day: date) -> ColumnElement[bool]:
    """Return the condition that an article had been published by a day, or shows no date."""
    # Of what shows no date nothing tells that it is later.
    return ARTICLES.c.published_start.is_(None) | (ARTICLES.c.published_start <= day)


def add_newer(statement: Select[Any]) -> Select[Any]:
    """Return the query of documents with when the newer version of each came, if one did."""
    newer = DOCUMENTS.alias()
    came = select(newer.c.added_at).where(newer.c.id == DOCUMENTS.c.superseded_by)
    return statement.add_columns(came.scalar_subquery().label("newer_at"))


def overlap(
    start: ColumnElement[date | None],
    end: ColumnElement[date | None],
    since: date | None,
    until: date | None,
) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that `[start, end]` has a day in `[since, until]`."""
    if since is not None:
        yield end >= since
    if until is not None:
        yield start <= until


def stood(day: date) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that a record holds and its document was the newest version of its
    page on a day, as far as the versions tell their days.
    """
    yield RECORDS.c.standing.is_(True)
    yield DOCUMENTS.c.superseded_by.is_(None) | (DOCUMENTS.c.stands_until > day)
    yield DOCUMENTS.c.stands_from.is_(None) | (DOCUMENTS.c.stands_from <= day)


def was_shown(moment: datetime, records: FromClause = RECORDS) -> ColumnElement[bool]:
    """Return the condition that a record was shown at a moment, in UTC without a zone."""
    ended = select(RECORD_PERIODS.c.key).where(period_at(moment, records)).exists()
    return (records.c.since <= moment) | ended


def period_at(moment: datetime, records: FromClause = RECORDS) -> ColumnElement[bool]:
    """Return the condition that a period that ended is of a record and held at a moment."""
    return and_(
        RECORD_PERIODS.c.record_key == records.c.key,
        RECORD_PERIODS.c.since <= moment,
        RECORD_PERIODS.c.until > moment,
    )


def add_known(statement: Select[Any], moment: datetime) -> Select[Any]:
    """Return the query of records with how each was shown at a moment, if it was."""
    goes_on = RECORDS.c.since <= moment
    columns = [
        case((goes_on, column), else_=earlier.scalar_subquery()).label(f"known_{column.name}")
        for column, earlier in (
            (RECORDS.c.since, select(RECORD_PERIODS.c.since).where(period_at(moment)).limit(1)),
            (RECORDS.c.review, select(RECORD_PERIODS.c.review).where(period_at(moment)).limit(1)),
        )
    ]
    # The newer version of a page counts only if it was there by then.
    return add_newer(statement.add_columns(*columns))


def recall_stored(
    row: RowMapping,
    moment: datetime | None,
    summaries: dict[tuple[str, int], DocumentSummary] | None = None,
) -> Stored:
    """Return the record of a row, with how it was shown at a moment if one is given."""
    if moment is None:
        return read_stored(row, summaries)
    known = {"since": row["known_since"], "review": row["known_review"]}
    return read_stored({**forget_newer(row, moment), **known}, summaries)


def forget_newer(row: RowMapping, moment: datetime) -> dict[str, Any]:
    """Return a row without the newer version of its page, if that came after `moment`."""
    known = {str(name): value for name, value in row.items()}
    if row["newer_at"] is not None and row["newer_at"] > moment:
        known["superseded_by"] = None
    return known
