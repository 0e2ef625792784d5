"""Finding out whether an archive is whole."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Table, select

from communique.archive.engine import reading, writing_to
from communique.archive.indexing import find_named
from communique.archive.pages import read_group
from communique.archive.places import Place
from communique.archive.projection import Row, derive_rows, place_evidence
from communique.archive.rows import RECORD, read_document
from communique.archive.settling import find_holding, select_state
from communique.archive.stores import store_of, streaming
from communique.archive.tables import (
    ARTICLES,
    DOCUMENT_PARTIES,
    DOCUMENT_REVISIONS,
    DOCUMENTS,
    METADATA,
    PAGE_MARKS,
    RECORD_PERIODS,
    RECORDS,
    REVIEWS,
)
from communique.archive.terms import index_of
from communique.archive.versions import Sketch, marks
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import RecordBase

#: The columns that depend on other documents, on readings and reviews.
NOT_DERIVED = {
    "documents": ("key", "page_group", "superseded_by", "stands_from", "stands_until"),
    "records": ("key", "yielded", "standing", "review", "since", "begun_by"),
}

SOME_REVIEWS = select(
    REVIEWS.c.id,
    REVIEWS.c.verdict,
    REVIEWS.c.target_key,
    REVIEWS.c.other_key,
    REVIEWS.c.made_key,
    REVIEWS.c.undoes,
).order_by(REVIEWS.c.id)


def check(engine: Engine, path: Place) -> list[str]:
    """Return what is wrong with the archive: file, documents by id, reviews, periods, index."""
    problems: list[str] = []
    try:
        with reading(engine, path) as connection:
            problems += store_of(connection).check(connection)
            problems += check_documents(connection)
            problems += check_reviews(connection)
            problems += check_periods(connection)
        with writing_to(engine, path) as connection:
            problems += index_of(connection.dialect.name).check(connection)
    except ArchiveError as error:
        # A file damaged badly enough ends the reading itself.
        problems.append(str(error))
    return problems


def check_documents(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the documents, their records and what is derived from them."""
    with streaming(connection, select(DOCUMENTS).order_by(DOCUMENTS.c.id)) as rows:
        for row in rows:
            yield from check_one(connection, row)


def check_one(connection: Connection, row: RowMapping) -> Iterator[str]:
    """Yield what is wrong with one document, and with all that belongs to it."""
    try:
        document = read_document(row)
    except ValidationError:
        yield f"document {row['id']}: its structure can't be read"
        return
    if document.id != row["id"]:
        yield f"document {row['id']}: its text or title is not the one it was stored with"
        return
    yield from check_document(connection, row, document)
    yield from check_versions(connection, row)
    yield from check_indexed(connection, row)


def check_indexed(connection: Connection, row: RowMapping) -> Iterator[str]:
    """Yield whether the parties that a document is found by are not those that it names."""
    named = find_named(row["id"])
    indexed = select(
        DOCUMENT_PARTIES.c.party, DOCUMENT_PARTIES.c.standing, DOCUMENT_PARTIES.c.shown
    ).where(DOCUMENT_PARTIES.c.document_key == row["key"])
    expected, found = ({tuple(one) for one in connection.execute(q)} for q in (named, indexed))
    if found != expected:
        yield f"document {row['id']}: is not found by the parties that it names"
    revision = select(DOCUMENT_REVISIONS.c.revision).where(
        DOCUMENT_REVISIONS.c.document_key == row["key"]
    )
    if connection.execute(revision).first() is None:
        yield f"document {row['id']}: has no revision to tell changes by"


def check_reviews(connection: Connection) -> Iterator[str]:
    """Yield the reviews that say nothing, or take back what can't be."""
    verdicts = {row["id"]: row["verdict"] for row in connection.execute(SOME_REVIEWS).mappings()}
    for row in connection.execute(SOME_REVIEWS).mappings():
        undoes, targets = row["undoes"], (row["target_key"], row["other_key"])
        match row["verdict"]:
            case "undo":
                whole = undoes in verdicts and undoes < row["id"] and verdicts[undoes] != "undo"
            case "join" | "split" | "unsure":
                whole = None not in targets
            case "correct":
                whole = targets[0] is not None and row["made_key"] is not None
            case "accept" | "reject":
                whole = targets[0] is not None
            case _:
                whole = False
        if not whole:
            yield f"review {row['id']}: is not one that can be given"


def check_periods(connection: Connection) -> Iterator[str]:
    """Yield the records with periods that end before they begin, or overlap."""
    columns = (RECORDS.c.id, RECORDS.c.since, RECORD_PERIODS.c.since, RECORD_PERIODS.c.until)
    statement = (
        select(*columns)
        .join_from(RECORD_PERIODS, RECORDS, RECORDS.c.key == RECORD_PERIODS.c.record_key)
        .order_by(RECORD_PERIODS.c.record_key, RECORD_PERIODS.c.since, RECORD_PERIODS.c.key)
    )
    last: tuple[str, datetime] | None = None
    wrong = set()
    for record_id, now_since, since, until in connection.execute(statement):
        overlaps = last is not None and last[0] == record_id and last[1] > since
        if since > until or overlaps or (now_since is not None and now_since < until):
            wrong.add(record_id)
        last = (record_id, until)
    for record_id in sorted(wrong):
        yield f"record {record_id}: the periods in which it was shown overlap"


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
    yield from check_shown(connection, row)


def check_shown(connection: Connection, row: RowMapping) -> Iterator[str]:
    """Yield the records of a document that are shown and don't hold, or the other way round."""
    holding = find_holding(connection, row["id"])
    newest = row["superseded_by"] is None
    for record in connection.execute(select_state(row["id"])).mappings():
        stands = record["key"] in holding
        if record["standing"] != stands or (record["since"] is not None) != (stands and newest):
            word = "is not shown" if stands and newest else "is shown or stands"
            yield f"record {record['id']}: {word}, against its readings and reviews"
        elif record["review"] != holding.get(record["key"]):
            yield f"record {record['id']}: its reviews are not what it is marked with"


def check_versions(connection: Connection, row: RowMapping) -> Iterator[str]:
    """Yield whether a document's place among the versions of its page is wrong."""
    marked = select(PAGE_MARKS.c.mark).where(PAGE_MARKS.c.document_key == row["key"])
    sketch = Sketch.from_bytes(row["sketch"], row["shingles"])
    if sorted(connection.execute(marked).scalars()) != marks(row["page"], sketch):
        yield f"document {row['id']}: its versions can't be found by its marks"
    rows = read_group(connection, row["page_group"])
    place = [one["id"] for one in rows].index(row["id"])
    newer = rows[place + 1] if place + 1 < len(rows) else None
    expected = (
        newer["id"] if newer else None,
        row["version_day"] if place else None,
        newer["version_day"] if newer else None,
    )
    if (row["superseded_by"], row["stands_from"], row["stands_until"]) != expected:
        yield f"document {row['id']}: is out of order among the versions of its page"


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
    # What isn't derived from the document alone is checked against what it follows from.
    own = NOT_DERIVED.get(table.name, ("key",))
    columns = [column for column in table.columns if column.name not in own]
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
