"""Keeping the versions of a page in order: which document is the newest, and from which day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update

from communique.archive.account_tables import DOCUMENT_COLLECTIONS
from communique.archive.inserting import insert_all
from communique.archive.scoping import EVERYONE
from communique.archive.tables import DOCUMENTS, PAGE_MARKS
from communique.archive.versions import Sketch, is_version, marks

_ORDERED = (
    DOCUMENTS.c.key,
    DOCUMENTS.c.id,
    DOCUMENTS.c.version_day,
    DOCUMENTS.c.added_at,
    DOCUMENTS.c.superseded_by,
    DOCUMENTS.c.stands_from,
    DOCUMENTS.c.stands_until,
)


def place_version(connection: Connection, key: int, collection: int | None = None) -> list[str]:
    """Put the document with this key among the versions of its page in its collection.

    What is in another collection is no version: neither may change what is shown of the other.
    Without one, as before there were any, the archive is looked through as a whole.
    Returns the ids of the documents that were the newest version and no longer are; that may
    be this one. None for a page seen for the first time.
    """
    columns = (DOCUMENTS.c.page, DOCUMENTS.c.sketch, DOCUMENTS.c.shingles, DOCUMENTS.c.page_group)
    own = connection.execute(select(*columns).where(DOCUMENTS.c.key == key)).mappings().one()
    sketch = _read_sketch(own)
    mine = marks(own["page"], sketch)
    alike = select(PAGE_MARKS.c.document_key).where(PAGE_MARKS.c.mark.in_(mine))
    others = select(*columns).where(
        DOCUMENTS.c.key.in_(alike), DOCUMENTS.c.page == own["page"], DOCUMENTS.c.key != key
    )
    if collection is not None:
        placed = DOCUMENT_COLLECTIONS
        others = others.join_from(
            DOCUMENTS, placed, placed.c.document_key == DOCUMENTS.c.key, isouter=True
        ).where(func.coalesce(placed.c.collection_key, EVERYONE) == collection)
    insert_all(connection, "page_marks", [{"mark": m, "document_key": key} for m in mine])
    groups = {
        row["page_group"]
        for row in connection.execute(others).mappings()
        if is_version(own["page"], sketch, _read_sketch(row))
    }
    if not groups:
        return []
    # A version may be the link between two that have too little in common themselves.
    group = min(groups)
    merged = update(DOCUMENTS).where(
        (DOCUMENTS.c.key == key) | DOCUMENTS.c.page_group.in_(groups - {group})
    )
    connection.execute(merged.values(page_group=group))
    return order_group(connection, group)


def order_group(connection: Connection, group: int) -> list[str]:
    """Write down the order of a page's versions; return the ids of those whose being the newest
    changed.
    """
    rows = read_group(connection, group)
    changed = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        values = {
            "superseded_by": following["id"] if following else None,
            # The first version stands for all the time before the others.
            "stands_from": row["version_day"] if row is not rows[0] else None,
            "stands_until": following["version_day"] if following else None,
        }
        if any(row[name] != value for name, value in values.items()):
            connection.execute(
                update(DOCUMENTS).where(DOCUMENTS.c.key == row["key"]).values(values)
            )
        if (row["superseded_by"] is None) != (following is None):
            changed.append(row["id"])
    return changed


def read_group(connection: Connection, group: int) -> Sequence[RowMapping]:
    """Return the versions of a page, oldest first."""
    rows = connection.execute(select(*_ORDERED).where(DOCUMENTS.c.page_group == group)).mappings()
    return sorted(rows, key=_order)


def find_group(connection: Connection, document_id: str) -> int:
    """Return the number of the page that a document is a version of."""
    statement = select(DOCUMENTS.c.page_group).where(DOCUMENTS.c.id == document_id)
    return int(connection.execute(statement).scalar_one())


def list_versions(connection: Connection, document_id: str) -> list[str]:
    """Return the ids of the versions of a document's page, oldest first."""
    return [row["id"] for row in read_group(connection, find_group(connection, document_id))]


def list_known(connection: Connection, group: int, known_at: datetime | None) -> list[list[str]]:
    """Return the versions of a page, oldest first, as they were known at a moment: that may be
    several pages, which a later version joined.
    """
    rows = read_group(connection, group)
    if known_at is None:
        return [[row["id"] for row in rows]]
    columns = (DOCUMENTS.c.id, DOCUMENTS.c.page, DOCUMENTS.c.sketch, DOCUMENTS.c.shingles)
    of_group = select(*columns).where(DOCUMENTS.c.page_group == group)
    described = {row["id"]: row for row in connection.execute(of_group).mappings()}
    pages: list[list[str]] = []
    for one in (row["id"] for row in rows if row["added_at"] <= known_at):
        sketch, page = _read_sketch(described[one]), described[one]["page"]
        joined = [
            some
            for some in pages
            if any(is_version(page, sketch, _read_sketch(described[id_])) for id_ in some)
        ]
        pages = [some for some in pages if some not in joined]
        pages.append([*(id_ for some in joined for id_ in some), one])
    order = [row["id"] for row in rows]
    return [sorted(some, key=order.index) for some in pages]


def _order(row: RowMapping) -> tuple[Any, ...]:
    # By the day that the version tells itself; the order of adding decides only where that
    # leaves it open, and the id where not even that does.
    return (row["version_day"] or date.min, row["added_at"], row["id"])


def _read_sketch(row: RowMapping) -> Sketch:
    return Sketch.from_bytes(row["sketch"], row["shingles"])
