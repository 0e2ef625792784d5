"""Bringing what the archive shows of a document in step with what holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from communique.archive.carrying import Page
from communique.archive.indexing import index_again
from communique.archive.page_log import DECIDING, find_reviewed_pages
from communique.archive.pages import find_group, list_versions, read_group
from communique.archive.stores import store_of
from communique.archive.tables import CARRIED, DOCUMENTS, RECORD_PERIODS, RECORDS, REVIEWS
from communique.archive.types import ReviewState
from communique.archive.writing import add_records, prepare_records
from communique.document import Document
from communique.records import RecordBase

#: Why a period of being shown began or ended.
BY_ADDING = "add"
BY_READING = "reread"
BY_UPGRADE = "upgrade"


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
    holding = find_holding(connection, document_id, store=True)
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


def settle_onward(connection: Connection, document_id: str, *, at: datetime, by: str) -> None:
    """Settle a document, and the later versions of its page, for which what was decided on it
    may hold.
    """
    versions = list_versions(connection, document_id)
    later = versions[versions.index(document_id) + 1 :]
    settle(connection, document_id, at=at, by=by)
    if later and has_reviews(connection, document_id):
        for other in later:
            settle(connection, other, at=at, by=by)


def settle_pages(connection: Connection, *, at: datetime) -> None:
    """Settle all documents for which what was decided on other versions may hold."""
    for group in find_reviewed_pages(connection):
        for row in read_group(connection, group):
            settle(connection, row["id"], at=at, by=BY_UPGRADE)


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


def find_holding(
    connection: Connection, document_id: str, *, store: bool = False
) -> Mapping[int, ReviewState | None]:
    """Return the keys of a document's records that hold by its readings and by the reviews of
    its records and of earlier versions'; see `carrying` and `standing.decide`.

    With `store`, what corrections of earlier versions make of it is stored where it isn't yet.
    """

    def find_or_store(document: Document, record: RecordBase, review: int) -> int:
        known = select(RECORDS.c.key).where(RECORDS.c.id == record.id)
        key: int | None = connection.execute(known).scalar()
        made = select(CARRIED.c.record_key).where(CARRIED.c.record_key == key)
        if key is None or connection.execute(made).first():
            key = add_records(connection, prepare_records(document, [record]))[record.id]
            values = {"record_key": key, "review_id": review}
            unless = store_of(connection).insert(CARRIED).on_conflict_do_nothing()
            connection.execute(unless, values)
        return key

    versions = list_versions(connection, document_id)
    page = Page(connection, versions, key_of=find_or_store if store else None)
    return page.holding(document_id)


def has_reviews(connection: Connection, document_id: str) -> bool:
    """Return whether records of any version of a document's page were ever reviewed."""
    page = select(DOCUMENTS.c.id).where(
        DOCUMENTS.c.page_group == find_group(connection, document_id)
    )
    reviewed = (
        select(REVIEWS.c.id)
        .join_from(REVIEWS, RECORDS, RECORDS.c.key == REVIEWS.c.target_key)
        .where(REVIEWS.c.verdict.in_(DECIDING), RECORDS.c.document_id.in_(page))
    )
    return connection.execute(reviewed.limit(1)).first() is not None


def is_newest(connection: Connection, document_id: str) -> bool:
    """Return whether a document is the newest version of its page."""
    statement = select(DOCUMENTS.c.superseded_by).where(DOCUMENTS.c.id == document_id)
    return connection.execute(statement).scalar_one() is None
