"""Finding out whether an archive is whole."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Table, select
from sqlalchemy.exc import DatabaseError

from communique.archive.engine import reading, writing_to
from communique.archive.projection import Row, derive_rows, place_evidence
from communique.archive.rows import RECORD, read_document
from communique.archive.tables import (
    ARTICLES,
    DOCUMENTS,
    METADATA,
    RECORDS,
)
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import RecordBase

INDEXES = ("documents_search", "evidence_search")


def check(engine: Engine, path: Path) -> list[str]:
    """Return what is wrong with the archive, file first, then documents by id, then index."""
    problems: list[str] = []
    try:
        with reading(engine, path) as connection:
            problems += check_file(connection)
            problems += check_documents(connection)
        with writing_to(engine, path) as connection:
            problems += check_index(connection)
    except ArchiveError as error:
        # A file damaged badly enough ends the reading itself.
        problems.append(str(error))
    return problems


def check_file(connection: Connection) -> Iterator[str]:
    """Yield what SQLite finds wrong with the file and with its foreign keys."""
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield f"file: {line}"
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"file: row {row} of {table} has no {parent}"


def check_documents(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the documents, their records and what is derived from them."""
    for row in connection.execute(select(DOCUMENTS).order_by(DOCUMENTS.c.id)).mappings():
        try:
            document = read_document(row)
        except ValidationError:
            yield f"document {row['id']}: its structure can't be read"
            continue
        if document.id != row["id"]:
            yield f"document {row['id']}: its text or title is not the one it was stored with"
            continue
        yield from check_document(connection, row, document)


def check_document(connection: Connection, row: RowMapping, document: Document) -> Iterator[str]:
    """Yield what is wrong with the records of one document."""
    statement = select(RECORDS.c.key, RECORDS.c.id, RECORDS.c.payload)
    statement = statement.where(RECORDS.c.document_id == row["id"]).order_by(RECORDS.c.key)
    keys: list[int] = []
    records: dict[str, RecordBase] = {}
    for key, record_id, payload in connection.execute(statement):
        try:
            record = RECORD.validate_json(payload)
        except ValidationError:
            yield f"record {record_id}: its payload can't be read"
            continue
        if record.id != record_id:
            yield f"record {record_id}: its payload is not the one it was stored with"
        yield from check_spans(record_id, record, document)
        keys.append(key)
        records[record_id] = record
    derived = derive_rows(document, records, added_at=row["added_at"], extractor=row["extractor"])
    for name, expected in derived.items():
        yield from check_rows(connection, METADATA.tables[name], row["id"], expected, keys)


def check_spans(record_id: str, record: RecordBase, document: Document) -> Iterator[str]:
    """Yield the spans of a record that aren't what the document's text has there."""
    for role, ordinal, span in place_evidence(record):
        if document.text[span.start : span.end] != span.text:
            yield f"record {record_id}: {role} {ordinal} is not the text at its place"


def check_rows(
    connection: Connection,
    table: Table,
    document_id: str,
    expected: list[Row],
    keys: list[int],
) -> Iterator[str]:
    """Yield the rows of a document in `table` that miss or differ from those derived anew.

    `keys` has the keys of the records in the order in which these were numbered.
    """
    columns = [column for column in table.columns if column.name != "key"]
    names = [column.name for column in columns]
    statement = select(*columns).where(belongs(table, document_id))
    found = Counter(tuple(values) for values in connection.execute(statement))
    wanted = Counter(
        tuple(keys[row[name]] if name == "record_key" else row[name] for name in names)
        for row in expected
    )
    for word, rows in (("lacks a", wanted - found), ("has an alien", found - wanted)):
        for values in sorted(rows, key=repr):
            yield f"document {document_id}: {word} row of {table.name}, {describe(names, values)}"


def describe(names: list[str], values: tuple[Any, ...]) -> str:
    """Return the first columns of a row, enough to find it by."""
    return ", ".join(
        f"{name} {value!r}" for name, value in list(zip(names, values, strict=True))[:3]
    )


def belongs(table: Table, document_id: str) -> ColumnElement[bool]:
    """Return the condition that a row of `table` is of this document."""
    if table is DOCUMENTS:
        return DOCUMENTS.c.id == document_id
    if table in (ARTICLES, RECORDS):
        return table.c.document_id == document_id
    records = select(RECORDS.c.key).where(RECORDS.c.document_id == document_id)
    return table.c.record_key.in_(records)


def check_index(connection: Connection) -> Iterator[str]:
    """Yield the full-text indexes that don't agree with their tables."""
    for name in INDEXES:
        # Rank 1 has the index compared with the tables, not only with itself.
        statement = f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"
        try:
            connection.exec_driver_sql(statement)
        except DatabaseError as error:
            code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if code & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            yield f"search: {name} does not agree with its table; rebuild the search index"
