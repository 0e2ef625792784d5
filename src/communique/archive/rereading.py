"""Taking in what a newer version reads in a document that is there already."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select, union, update

from communique.archive.matching import match_records
from communique.archive.places import Place
from communique.archive.queries import load_document
from communique.archive.rows import RECORD
from communique.archive.settling import BY_READING, settle_onward
from communique.archive.standing import join_lines
from communique.archive.tables import CARRIED, DOCUMENTS, RECORDS, REVIEWS, SUCCESSIONS
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
    path: Place,
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
    # Of a line of successions only the last record competes, and nothing that is read again.
    succeeded = select(SUCCESSIONS.c.old_key).where(SUCCESSIONS.c.old_key.in_(list(ids)))
    heads = {row["key"]: row for row in known if row["id"] not in read}
    for key in connection.execute(succeeded).scalars():
        heads.pop(key, None)
    # What corrections made stands or falls with them; the reading has the place of what they
    # corrected.
    for key in _find_made(connection, document_id):
        if key in heads and not heads[key]["yielded"]:
            del heads[key]
    payloads = {row["id"]: row["payload"] for row in rows["records"]}
    pairs = match_records(
        {key: RECORD.validate_json(row["payload"]) for key, row in heads.items()},
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
    settle_onward(connection, document_id, at=at, by=BY_READING)
    was_read = {row["key"]: row["id"] for row in known if row["yielded"]}
    now_read = {key: id_ for id_, key in keys.items()}
    matched_old, matched_new = {old for old, _ in pairs}, {new for _, new in pairs}
    gone = was_read.keys() - now_read.keys() - matched_old
    come = now_read.keys() - was_read.keys() - matched_new
    returned = find_returned(connection, document_id, gone, come)
    of = {**ids, **now_read}
    return Replaced(
        document_id=document_id,
        kept=tuple(sorted(of[key] for key in was_read.keys() & now_read.keys())),
        succeeded=tuple(sorted((of[old], of[new]) for old, new in (*pairs, *returned))),
        added=tuple(sorted(of[key] for key in come - {new for _, new in returned})),
        ended=tuple(sorted(of[key] for key in gone - {old for old, _ in returned})),
    )


def _find_made(connection: Connection, document_id: str) -> list[int]:
    """Return the records of a document that corrections made, and no reading found before."""
    mine = select(RECORDS.c.key).where(RECORDS.c.document_id == document_id)
    made = union(
        select(REVIEWS.c.made_key).where(REVIEWS.c.made_key.in_(mine)),
        select(CARRIED.c.record_key).where(CARRIED.c.record_key.in_(mine)),
    )
    succeeding = select(SUCCESSIONS.c.new_key).where(SUCCESSIONS.c.new_key.in_(mine))
    read_before = set(connection.execute(succeeding).scalars())
    return [key for key in connection.execute(made).scalars() if key not in read_before]


def find_returned(
    connection: Connection, document_id: str, gone: Collection[int], come: Collection[int]
) -> list[tuple[int, int]]:
    """Return which records that are no longer read gave their places back to ones that are read
    again: those of one line of successions.
    """
    mine = select(RECORDS.c.key).where(RECORDS.c.document_id == document_id)
    successions = select(SUCCESSIONS.c.old_key, SUCCESSIONS.c.new_key).where(
        SUCCESSIONS.c.old_key.in_(mine)
    )
    lines = join_lines([(old, new) for old, new in connection.execute(successions)], ())
    return [
        pair
        for line in lines
        for pair in zip(sorted(line & set(gone)), sorted(line & set(come)), strict=False)
    ]
