"""Which documents name a party, and when what is shown of them last changed.

Both could be read off the records; at a million of them that takes too long for a question.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, insert, select

from communique.archive.stores import store_of
from communique.archive.tables import (
    DOCUMENT_PARTIES,
    DOCUMENT_REVISIONS,
    DOCUMENTS,
    KNOWN_TENURES,
    RECORD_PARTIES,
    RECORDS,
    REVIEWS,
)

_INDEX_NEW = insert(DOCUMENT_PARTIES)


def _any(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether a condition is true of one row of a group or more."""
    return func.max(case((condition, 1), else_=0)) == 1


# Everything is computed anew from the records: there are twenty or so.
_NAMED = (
    select(
        RECORD_PARTIES.c.party,
        DOCUMENTS.c.key,
        _any(RECORDS.c.standing.is_(True)).label("standing"),
        _any(RECORDS.c.since.is_not(None)).label("shown"),
    )
    .join_from(DOCUMENTS, RECORDS, RECORDS.c.document_id == DOCUMENTS.c.id)
    .join(RECORD_PARTIES, RECORD_PARTIES.c.record_key == RECORDS.c.key)
    .where(DOCUMENTS.c.id == bindparam("document"))
    .group_by(RECORD_PARTIES.c.party, DOCUMENTS.c.key)
)
_INDEXED = ["party", "document_key", "standing", "shown"]
_NEXT = select(func.coalesce(func.max(DOCUMENT_REVISIONS.c.revision), 0) + 1)


def index_new(connection: Connection, key: int, parties: Iterable[str], *, shown: bool) -> None:
    """Index a document that was added just now, whose records all stand."""
    rows = [
        {"party": party, "document_key": key, "standing": True, "shown": shown}
        for party in sorted(set(parties))
    ]
    if rows:
        connection.execute(_INDEX_NEW, rows)
    touch(connection, key)


def index_again(connection: Connection, document_id: str) -> None:
    """Index a document whose records may stand otherwise than before."""
    named = store_of(connection).insert(DOCUMENT_PARTIES).from_select(_INDEXED, _NAMED)
    known = named.on_conflict_do_update(
        index_elements=["party", "document_key"],
        set_={"standing": named.excluded.standing, "shown": named.excluded.shown},
    )
    connection.execute(known, {"document": document_id})
    key = select(DOCUMENTS.c.key).where(DOCUMENTS.c.id == document_id)
    touch(connection, connection.execute(key).scalar_one())


def touch(connection: Connection, key: int) -> None:
    """Give a document the next revision: what is shown of it, or on which days, changed."""
    following = connection.execute(_NEXT).scalar_one()
    revised = store_of(connection).insert(DOCUMENT_REVISIONS)
    connection.execute(
        revised.values(document_key=key, revision=following).on_conflict_do_update(
            index_elements=["document_key"], set_={"revision": revised.excluded.revision}
        )
    )


def touch_versions(connection: Connection, key: int) -> None:
    """Give all versions of a document's page new revisions."""
    group = select(DOCUMENTS.c.page_group).where(DOCUMENTS.c.key == key).scalar_subquery()
    mine = select(DOCUMENTS.c.key).where(DOCUMENTS.c.page_group == group)
    for one in connection.execute(mine.order_by(DOCUMENTS.c.key)).scalars().all():
        touch(connection, one)


def select_indexed(
    parties: Collection[str], *, as_of: date | None = None, known_at: datetime | None = None
) -> Select[Any]:
    """Return a query of the keys of the documents that name all of at least one party.

    In a record shown now, or for `as_of` in one that holds, whatever version of the page it is
    of. For `known_at` these are all that may have named them then.
    """
    first, *others = parties
    table = DOCUMENT_PARTIES.alias()
    found = select(table.c.document_key).where(table.c.party == first)
    tables = [table]
    for party in others:
        other = DOCUMENT_PARTIES.alias()
        same = (other.c.document_key == table.c.document_key) & (other.c.party == party)
        found = found.join(other, same)
        tables.append(other)
    if known_at is None:
        for one in tables:
            found = found.where(one.c.shown if as_of is None else one.c.standing)
    return found


def find_named(document_id: str) -> Select[Any]:
    """Return a query of the parties that a document's records name, whether in one that holds,
    and whether in one that is shown.
    """
    named = _NAMED.subquery()
    return select(named.c.party, named.c.standing, named.c.shown).params(document=document_id)


def find_stamp(connection: Connection, parties: Collection[str]) -> str:
    """Return what changes whenever the records change that documents naming all `parties`
    show, showed or will show; whenever mentions are judged, wherever they stand; and with each
    change of a reference pack.
    """
    latest = select(func.max(DOCUMENT_REVISIONS.c.revision))
    if parties:
        # Documents that named them once count: how they no longer do is a change, too.
        every = select_indexed(parties, known_at=datetime.max)
        latest = latest.where(DOCUMENT_REVISIONS.c.document_key.in_(every))
    judged = ("join", "split", "unsure")
    undone = REVIEWS.alias()
    reviews = (
        select(func.max(REVIEWS.c.id))
        .join_from(REVIEWS, undone, undone.c.id == REVIEWS.c.undoes, isouter=True)
        .where(REVIEWS.c.verdict.in_(judged) | undone.c.verdict.in_(judged))
    )
    # Rows of packs are added and marked as removed, so both numbers only grow.
    packs = select(func.max(KNOWN_TENURES.c.key)), select(func.count(KNOWN_TENURES.c.removed_at))
    asked = select(*(one.scalar_subquery() for one in (latest, reviews, *packs)))
    return "/".join(str(number or 0) for number in connection.execute(asked).one())
