"""Adding documents: their rows, and their places among the versions of their pages."""

from sqlalchemy import Connection, bindparam, func, select

from communique.archive.indexing import index_new, touch_versions
from communique.archive.inserting import insert_all, next_key
from communique.archive.pages import list_versions, place_version
from communique.archive.placing import place
from communique.archive.projection import Rows
from communique.archive.scoping import EVERYONE
from communique.archive.settling import BY_ADDING, by_version, has_reviews, settle
from communique.archive.tables import DOCUMENTS, RECORDS
from communique.archive.types import Added
from communique.archive.writing import shift_keys

_KNOWN = select(DOCUMENTS.c.key).where(DOCUMENTS.c.id == bindparam("id"))


def insert_rows(connection: Connection, rows: Rows, collection: int = EVERYONE) -> Added:
    """Insert `rows` unless their document is there; return what was done.

    The document takes its place among the versions of its page in its collection; one that is
    there stays in the collection that it is in.
    """
    document = rows["documents"][0]
    document_id, at = document["id"], document["added_at"]
    if connection.execute(_KNOWN, {"id": document_id}).first():
        count = select(func.count()).where(
            RECORDS.c.document_id == document_id, RECORDS.c.since.is_not(None)
        )
        return Added(
            added=False,
            document_id=document_id,
            records=connection.execute(count).scalar_one(),
        )
    key = next_key(connection, DOCUMENTS.c.key)
    insert_all(connection, "documents", [{**document, "key": key, "page_group": key}])
    if collection != EVERYONE:
        place(connection, document_id, key, collection)
    changed = place_version(connection, key, collection)
    # What was decided on other versions may hold for this one; then it is settled below.
    decided = bool(changed) and has_reviews(connection, document_id)
    shown = document_id not in changed and not decided
    state = {
        "yielded": True,
        "standing": True,
        "since": at if shown else None,
        "begun_by": BY_ADDING if shown else None,
    }
    first = next_key(connection, RECORDS.c.key)
    for table, values in rows.items():
        if values and table != "documents":
            added = [{**row, **state} for row in values] if table == "records" else values
            insert_all(connection, table, shift_keys(added, first))
    named = (row["party"] for row in rows["record_parties"])
    index_new(connection, key, named, shown=shown)
    if decided:
        settle(connection, document_id, at=at, by=BY_ADDING)
    others = list_versions(connection, document_id) if decided else changed
    for other in others:
        if other != document_id:
            settle(connection, other, at=at, by=by_version(document_id))
    if changed:
        touch_versions(connection, key)
    return Added(added=True, document_id=document_id, records=len(rows["records"]))
