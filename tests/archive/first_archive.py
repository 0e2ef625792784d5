"""Archives as the first version of the program left them: revision r0002, and r0001 before it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text

from communique.archive.engine import connect, find_place, writing_to
from communique.archive.migrating import upgrade
from communique.archive.moments import to_utc
from communique.archive.projection import Row, derive_rows
from communique.document import Document
from communique.records import RecordBase

#: The columns of that version's tables, in the order in which it filled them.
COLUMNS = {
    "documents": "id name sha256 media_type title text structure added_at extractor",
    "articles": (
        "document_id ordinal title publisher agency language url published_start published_end "
        "published_precision published_basis"
    ),
    "records": (
        "key id document_id article kind payload source claimed_by confidence span_start "
        "date_start date_end date_precision filed_start filed_end filed_precision filed_basis"
    ),
    "record_parties": "record_key party role",
    "record_topics": "record_key issue",
    "record_people": "record_key name folded",
    "evidence": "record_key role ordinal span_start span_end text rule",
}


def write_first_archive(
    url: str | Path,
    reads: Iterable[tuple[Document, list[RecordBase], datetime]],
    *,
    revision: str = "r0002",
) -> None:
    """Write an archive of documents with their records and the moments of their adding."""
    place = find_place(url, create=True)
    engine = connect(place, busy_timeout_seconds=1)
    with writing_to(engine, place) as connection:
        upgrade(connection, revision)
        for document, records, added_at in reads:
            _add(connection, document, records, added_at)
    engine.dispose()


def _add(
    connection: Connection, document: Document, records: list[RecordBase], added_at: datetime
) -> None:
    first = connection.exec_driver_sql("SELECT coalesce(max(key), 0) + 1 FROM records").scalar_one()
    by_id = {record.id: record for record in records}
    rows = derive_rows(document, by_id, added_at=to_utc(added_at), extractor="0.0.1")
    for table, names in COLUMNS.items():
        columns = names.split()
        places = ", ".join(f":{column}" for column in columns)
        statement = text(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})")
        for row in rows[table]:
            connection.execute(statement, {c: _old_value(c, row, first) for c in columns})


def _old_value(column: str, row: Row, first: int) -> object:
    value = row[column]
    if column in ("key", "record_key"):
        return value + first
    if column == "added_at":
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if hasattr(value, "isoformat") else value
