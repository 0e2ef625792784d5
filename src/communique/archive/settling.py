"""Bringing what the archive shows of a document in step with what holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from communique.archive.indexing import index_again
from communique.archive.standing import Decision, decide
from communique.archive.tables import DOCUMENTS, RECORD_PERIODS, RECORDS, REVIEWS, SUCCESSIONS
from communique.archive.types import ReviewState

#: Why a period of being shown began or ended.
BY_ADDING = "add"
BY_READING = "reread"


def by_review(review: int) -> str:
    """Return the reason of a period that a review began or ended."""
    return f"review:{review}"


def by_version(document_id: str) -> str:
    """Return the reason of a period that a version of the page began or ended."""
    return f"version:{document_id}"


def settle(connection: Connection, document_id: str, *, at: datetime, by: str) -> None:
    """Begin and end the periods of a document's records so that what holds is what is shown.

    `at` is the moment in UTC without a zone and `by` the reason that new beginnings and ends
    get. Changes nothing where all is in step.
    """
    holding = find_holding(connection, document_id)
    newest = is_newest(connection, document_id)
    for row in connection.execute(select_state(document_id)).mappings():
        stands = row["key"] in holding
        shown = stands and newest
        review = holding.get(row["key"])
        values: dict[str, Any] = {"standing": stands, "review": review}
        goes_on = shown and row["since"] is not None and row["review"] == review
        if row["since"] is not None and not goes_on:
            connection.execute(insert(RECORD_PERIODS).values(end_period(row, at=at, by=by)))
        if not goes_on:
            # A clock that was set back must not begin a period before the one before ended.
            since = max(at, row["since"] or at) if shown else None
            values |= {"since": since, "begun_by": by if shown else None}
        if any(row[name] != value for name, value in values.items()):
            connection.execute(update(RECORDS).where(RECORDS.c.key == row["key"]).values(values))
    index_again(connection, document_id)


def end_period(row: RowMapping, *, at: datetime, by: str) -> dict[str, Any]:
    """Return the row of the period that a record was shown in until now."""
    return {
        "record_key": row["key"],
        "since": row["since"],
        "until": max(at, row["since"]),
        "review": row["review"],
        "begun_by": row["begun_by"],
        "ended_by": by,
    }


def select_state(document_id: str) -> Any:
    """Return a query of where each record of a document stands."""
    columns = (
        RECORDS.c.key,
        RECORDS.c.id,
        RECORDS.c.yielded,
        RECORDS.c.standing,
        RECORDS.c.review,
        RECORDS.c.since,
        RECORDS.c.begun_by,
    )
    return select(*columns).where(RECORDS.c.document_id == document_id).order_by(RECORDS.c.key)


def find_holding(connection: Connection, document_id: str) -> Mapping[int, ReviewState | None]:
    """Return the keys of a document's records that hold; see `standing.decide`."""
    mine = select(RECORDS.c.key).where(RECORDS.c.document_id == document_id)
    yielded = set(connection.execute(mine.where(RECORDS.c.yielded)).scalars())
    undone = select(REVIEWS.c.undoes).where(REVIEWS.c.undoes.is_not(None))
    decisions = (
        select(REVIEWS.c.id, REVIEWS.c.verdict, REVIEWS.c.target_key, REVIEWS.c.made_key)
        .where(REVIEWS.c.verdict.in_(("accept", "correct", "reject")))
        .where(REVIEWS.c.target_key.in_(mine), REVIEWS.c.id.not_in(undone))
    )
    successions = select(SUCCESSIONS.c.old_key, SUCCESSIONS.c.new_key).where(
        SUCCESSIONS.c.old_key.in_(mine)
    )
    return decide(
        yielded,
        [(old, new) for old, new in connection.execute(successions)],
        [Decision(*row) for row in connection.execute(decisions)],
    )


def is_newest(connection: Connection, document_id: str) -> bool:
    """Return whether a document is the newest version of its page."""
    statement = select(DOCUMENTS.c.superseded_by).where(DOCUMENTS.c.id == document_id)
    return connection.execute(statement).scalar_one() is None
