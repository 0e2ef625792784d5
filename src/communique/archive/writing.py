"""Storing documents and records: what is refused, and how the rest gets in."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, bindparam, func, select

from communique.archive.indexing import index_new, touch_versions
from communique.archive.inserting import insert_all, next_key
from communique.archive.pages import place_version
from communique.archive.projection import (
    Row,
    Rows,
    derive_record_rows,
    derive_rows,
    place_evidence,
)
from communique.archive.rows import RECORD
from communique.archive.settling import BY_ADDING, by_version, settle
from communique.archive.tables import DOCUMENTS, RECORDS
from communique.archive.types import Added
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import Agenda, RecordBase

_KNOWN = select(DOCUMENTS.c.key).where(DOCUMENTS.c.id == bindparam("id"))

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


def insert_rows(connection: Connection, rows: Rows) -> Added:
    """Insert `rows` unless their document is there; return what was done.

    The document takes its place among the versions of its page.
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
    key = next_key(connection, "documents")
    insert_all(connection, "documents", [{**document, "key": key, "page_group": key}])
    changed = place_version(connection, key)
    newest = document_id not in changed
    state = {
        "yielded": True,
        "standing": True,
        "since": at if newest else None,
        "begun_by": BY_ADDING if newest else None,
    }
    first = next_key(connection, "records")
    for table, values in rows.items():
        if values and table != "documents":
            added = [{**row, **state} for row in values] if table == "records" else values
            insert_all(connection, table, shift_keys(added, first))
    named = (row["party"] for row in rows["record_parties"])
    index_new(connection, key, named, shown=newest)
    for other in changed:
        if other != document_id:
            settle(connection, other, at=at, by=by_version(document_id))
    if changed:
        touch_versions(connection, key)
    return Added(added=True, document_id=document_id, records=len(rows["records"]))


def add_records(connection: Connection, rows: Rows) -> dict[str, int]:
    """Insert the records of a stored document that aren't there yet; return the keys of all.

    What is new is not shown until the document is settled.
    """
    ids = [row["id"] for row in rows["records"]]
    known = select(RECORDS.c.id, RECORDS.c.key).where(RECORDS.c.id.in_(ids))
    keys: dict[str, int] = {id_: key for id_, key in connection.execute(known)}
    fresh = {row["key"] for row in rows["records"] if row["id"] not in keys}
    first = next_key(connection, "records")
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
