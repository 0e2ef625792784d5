"""Storing records: what is refused, and how the rest gets in."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, select

from communique.archive.inserting import insert_all, next_key
from communique.archive.projection import (
    Row,
    Rows,
    derive_record_rows,
    derive_rows,
    place_evidence,
)
from communique.archive.rows import RECORD
from communique.archive.tables import RECORDS
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import Agenda, RecordBase

SURROGATE = re.compile("[\ud800-\udfff]")


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
    with refusing_unwritable(document):
        kept = merge_equal(document, records)
        rows = derive_rows(document, kept, added_at=added_at, extractor=extractor)
    for record, row in zip(kept.values(), rows["records"], strict=True):
        refuse_lossy(document, record, row["payload"])
    return rows


def prepare_records(document: Document, records: Iterable[RecordBase]) -> Rows:
    """Return the rows of `records` of a document that is stored already, equal ones merged.

    Raises `ArchiveError` as `prepare` does.
    """
    with refusing_unwritable(document):
        kept = merge_equal(document, records)
        rows = derive_record_rows(document, kept)
    for record, row in zip(kept.values(), rows["records"], strict=True):
        refuse_lossy(document, record, row["payload"])
    return rows


@contextmanager
def refusing_unwritable(document: Document) -> Iterator[None]:
    """Turn a failure to write a record or document as JSON into an `ArchiveError`."""
    try:
        yield
    except PydanticSerializationError as error:
        raise ArchiveError(
            f"document {document.name!r}: can't be written down, {first_line(error)}; "
            "replace what is no character"
        ) from error


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


def add_records(connection: Connection, rows: Rows) -> dict[str, int]:
    """Insert the records of a stored document that aren't there yet; return the keys of all.

    What is new is not shown until the document is settled.
    """
    ids = [row["id"] for row in rows["records"]]
    known = select(RECORDS.c.id, RECORDS.c.key).where(RECORDS.c.id.in_(ids))
    keys: dict[str, int] = {id_: key for id_, key in connection.execute(known)}
    fresh = {row["key"] for row in rows["records"] if row["id"] not in keys}
    first = next_key(connection, RECORDS.c.key)
    state = {"yielded": False, "standing": False, "since": None, "begun_by": None}
    for table, values in rows.items():
        column = "key" if table == "records" else "record_key"
        added = [row for row in values if row[column] in fresh]
        if table == "records":
            added = [{**row, **state} for row in added]
        if added:
            insert_all(connection, table, shift_keys(added, first))
    for row in rows["records"]:
        keys.setdefault(row["id"], row["key"] + first)
    return keys


def shift_keys(rows: list[Row], first: int) -> list[Row]:
    """Return `rows` with the numbers of records counted from `first` on."""
    column = next((name for name in ("key", "record_key") if name in rows[0]), None)
    if column is None:
        return rows
    return [{**row, column: row[column] + first} for row in rows]
