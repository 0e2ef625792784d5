"""Taking in what a newer version reads in a document that is there already."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from communique.archive.matching import match_records
from communique.archive.queries import load_document
from communique.archive.rows import RECORD
from communique.archive.settling import BY_READING, settle
from communique.archive.tables import DOCUMENTS, RECORDS, SUCCESSIONS
from communique.archive.types import Replaced
from communique.archive.writing import add_records, prepare_records
from communique.records import RecordBase


def replace(
    connection: Connection,
    document_id: str,
    records: Iterable[RecordBase],
    *,
    extractor: str | None,
    at: datetime,
    path: Path,
) -> Replaced:
    """Make `records` the latest reading of a document; see `Archive.replace`."""
    document = load_document(connection, document_id, path)
    rows = prepare_records(document, records)
    read = {row["id"] for row in rows["records"]}
    columns = (RECORDS.c.key, RECORDS.c.id, RECORDS.c.payload, RECORDS.c.yielded)
    mine = select(*columns).where(RECORDS.c.document_id == document_id)
    known = list(connection.execute(mine).mappings())
    ids = {row["key"]: row["id"] for row in known}

    keys = add_records(connection, rows)
    fresh = {keys[id_]: id_ for id_ in read - set(ids.values())}
    # A record that somebody's place was taken by before speaks for it; the earlier ones don't
    # compete, and neither does what is read again.
    succeeded = select(SUCCESSIONS.c.old_key).where(SUCCESSIONS.c.old_key.in_(list(ids)))
    gone = {r["key"]: r for r in known if r["id"] not in read}
    for key in connection.execute(succeeded).scalars():
        gone.pop(key, None)
    payloads = {row["id"]: row["payload"] for row in rows["records"]}
    pairs = match_records(
        {key: RECORD.validate_json(row["payload"]) for key, row in gone.items()},
        {key: RECORD.validate_json(payloads[id_]) for key, id_ in fresh.items()},
    )
    if pairs:
        connection.execute(
            insert(SUCCESSIONS),
            [{"old_key": old, "new_key": new, "at": at} for old, new in pairs],
        )
    of_document = RECORDS.c.document_id == document_id
    is_read = RECORDS.c.id.in_(sorted(read))
    connection.execute(update(RECORDS).where(of_document).values(yielded=is_read))
    connection.execute(
        update(DOCUMENTS).where(DOCUMENTS.c.id == document_id).values(extractor=extractor)
    )
    settle(connection, document_id, at=at, by=BY_READING)
    followed = {old: new for old, new in pairs}
    was_read = {row["key"]: row["id"] for row in known if row["yielded"]}
    return Replaced(
        document_id=document_id,
        kept=tuple(sorted(read & set(was_read.values()))),
        succeeded=tuple(sorted((ids[old], fresh[new]) for old, new in pairs)),
        added=tuple(
            sorted(
                id_ for id_ in read - set(was_read.values()) if keys[id_] not in followed.values()
            )
        ),
        ended=tuple(
            sorted(id_ for key, id_ in was_read.items() if id_ not in read and key not in followed)
        ),
    )
