"""Storing a document: what is refused, and how the rest gets in."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, func, insert, select

from communique.archive.projection import Row, Rows, derive_rows, place_evidence
from communique.archive.rows import RECORD
from communique.archive.tables import DOCUMENTS, METADATA, RECORDS
from communique.archive.types import Added
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import Agenda, RecordBase

SURROGATE = re.compile("[\ud800-\udfff]")


def to_utc(moment: datetime) -> datetime:
    """Return `moment` in UTC without its zone, as it is stored."""
    if moment.tzinfo is None:
        raise ValueError("the clock of an archive must tell its time zone")
    return moment.astimezone(UTC).replace(tzinfo=None)


def prepare(
    document: Document,
    records: Iterable[RecordBase],
    *,
    added_at: datetime,
    extractor: str | None,
) -> Rows:
    """Return the rows of `document` and its `records`, equal ones merged.

    Raises `ArchiveError` for what could not be read back as it was: see `Archive.add`.
    """
    refuse_unencodable(document)
    try:
        kept = merge_equal(document, records)
        rows = derive_rows(document, kept, added_at=added_at, extractor=extractor)
    except PydanticSerializationError as error:
        raise ArchiveError(
            f"document {document.name!r}: can't be written down, {first_line(error)}; "
            "replace what is no character"
        ) from error
    for record, row in zip(kept.values(), rows["records"], strict=True):
        refuse_lossy(document, record, row["payload"])
    return rows


def merge_equal(document: Document, records: Iterable[RecordBase]) -> dict[str, RecordBase]:
    """Return the records by id, of equal ones the surest; refuse those not in `document`."""
    document_id = document.id
    kept: dict[str, RecordBase] = {}
    for record in records:
        refuse_ungrounded(document, document_id, record)
        record_id = record.id
        if record_id not in kept or kept[record_id].confidence < record.confidence:
            kept[record_id] = record
    return kept


def refuse_unencodable(document: Document) -> None:
    """Raise `ArchiveError` for half of a surrogate pair, which no file can hold as UTF-8."""
    stray = SURROGATE.search(document.text) or SURROGATE.search(document.name)
    if stray:
        raise ArchiveError(
            f"document {document.name!r}: holds a lone surrogate at offset {stray.start()}; "
            "replace it before reading the document"
        )


def refuse_ungrounded(document: Document, document_id: str, record: RecordBase) -> None:
    """Raise `ArchiveError` unless every span of `record` is in `document` word for word."""
    where = f"document {document.name!r}, {record.kind}"
    spans = [span for _, _, span in place_evidence(record)]
    if record.document_id != document_id or any(s.document_id != document_id for s in spans):
        raise ArchiveError(f"{where}: belongs to another document; extract it from this one")
    places = [(span.start, span.end, span.text) for span in spans]
    if isinstance(record, Agenda):
        places += [(*item.span, item.text) for item in record.items]
    for start, end, text in places:
        if document.text[start:end] != text:
            raise ArchiveError(
                f"{where}: {shorten(text)} is not what stands at {start}-{end}; "
                "extract it from this very text"
            )


def refuse_lossy(document: Document, record: RecordBase, payload: str) -> None:
    """Raise `ArchiveError` unless `payload` reads back as `record`."""
    try:
        same = RECORD.validate_json(payload) == record
    except ValidationError:
        same = False
    if not same:
        raise ArchiveError(
            f"document {document.name!r}, {record.kind} at {record.evidence[0].start}: "
            "does not read back as it is written; give it finite numbers and its own fields"
        )


def first_line(error: Exception) -> str:
    """Return the first line of an error's message."""
    return str(error).partition("\n")[0]


def shorten(text: str) -> str:
    """Return `text` quoted on one line, cut to what fits a message."""
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


def insert_rows(connection: Connection, rows: Rows) -> Added:
    """Insert `rows` unless their document is there; return what was done."""
    document_id = rows["documents"][0]["id"]
    known = select(DOCUMENTS.c.key).where(DOCUMENTS.c.id == document_id)
    if connection.execute(known).first():
        count = select(func.count()).where(RECORDS.c.document_id == document_id)
        return Added(
            added=False,
            document_id=document_id,
            records=connection.execute(count).scalar_one(),
        )
    first = connection.execute(select(func.coalesce(func.max(RECORDS.c.key), 0) + 1)).scalar_one()
    for table, values in rows.items():
        if values:
            connection.execute(insert(METADATA.tables[table]), shift_keys(values, first))
    return Added(added=True, document_id=document_id, records=len(rows["records"]))


def shift_keys(rows: list[Row], first: int) -> list[Row]:
    """Return `rows` with the numbers of records counted from `first` on."""
    column = next((name for name in ("key", "record_key") if name in rows[0]), None)
    if column is None:
        return rows
    return [{**row, column: row[column] + first} for row in rows]
