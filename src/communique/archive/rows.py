"""From database rows to what the archive hands out."""

from datetime import UTC, date
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, Select, select

from communique.archive.tables import ARTICLES, DOCUMENTS, RECORDS
from communique.archive.types import DocumentSummary, Stored
from communique.document import Article, Document
from communique.records import Basis, DateRange, Precision, Record, RecordBase

#: A row as the database gives it, or one with some columns replaced.
AnyRow = RowMapping | dict[str, Any]

RECORD: TypeAdapter[RecordBase] = TypeAdapter(Record)
ARTICLE_LIST: TypeAdapter[tuple[Article, ...]] = TypeAdapter(tuple[Article, ...])

DOCUMENT_COLUMNS = (
    DOCUMENTS.c.id.label("document_id"),
    DOCUMENTS.c.name,
    DOCUMENTS.c.sha256,
    DOCUMENTS.c.media_type,
    DOCUMENTS.c.added_at,
    DOCUMENTS.c.extractor,
    DOCUMENTS.c.superseded_by,
    ARTICLES.c.ordinal,
    ARTICLES.c.title,
    ARTICLES.c.publisher,
    ARTICLES.c.agency,
    ARTICLES.c.language,
    ARTICLES.c.url,
    ARTICLES.c.published_start,
    ARTICLES.c.published_end,
    ARTICLES.c.published_precision,
    ARTICLES.c.published_basis,
)

RECORD_COLUMNS = (
    RECORDS.c.id.label("record_id"),
    RECORDS.c.payload,
    RECORDS.c.filed_start,
    RECORDS.c.filed_end,
    RECORDS.c.filed_precision,
    RECORDS.c.filed_basis,
    RECORDS.c.review,
    RECORDS.c.since,
)


def select_documents() -> Select[Any]:
    """Return a query of all documents, each with its first article."""
    return (
        select(*DOCUMENT_COLUMNS)
        .join_from(DOCUMENTS, ARTICLES, ARTICLES.c.document_id == DOCUMENTS.c.id)
        .where(ARTICLES.c.ordinal == 0)
    )


def select_records() -> Select[Any]:
    """Return a query of all records, each with its document and article."""
    return (
        select(*RECORD_COLUMNS, *DOCUMENT_COLUMNS)
        .join_from(RECORDS, DOCUMENTS, RECORDS.c.document_id == DOCUMENTS.c.id)
        .join(
            ARTICLES,
            (ARTICLES.c.document_id == RECORDS.c.document_id)
            & (ARTICLES.c.ordinal == RECORDS.c.article),
        )
    )


def read_summary(row: AnyRow) -> DocumentSummary:
    """Return the document that a row of `DOCUMENT_COLUMNS` stands for."""
    return DocumentSummary(
        id=row["document_id"],
        name=row["name"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        article=row["ordinal"],
        title=row["title"],
        publisher=row["publisher"],
        agency=row["agency"],
        language=row["language"],
        url=row["url"],
        published=join_date("published", row),
        added_at=row["added_at"].replace(tzinfo=UTC),
        extractor=row["extractor"],
        superseded_by=row["superseded_by"],
    )


def read_stored(
    row: AnyRow, summaries: dict[tuple[str, int], DocumentSummary] | None = None
) -> Stored:
    """Return the record that a row of `RECORD_COLUMNS` and `DOCUMENT_COLUMNS` stands for.

    `summaries` are those of rows before, for the records of an article to share one.
    """
    place = (row["document_id"], row["ordinal"])
    summary = summaries.get(place) if summaries is not None else None
    if summary is None:
        summary = read_summary(row)
        if summaries is not None:
            summaries[place] = summary
    return Stored(
        id=row["record_id"],
        record=RECORD.validate_json(row["payload"]),
        document=summary,
        filed=join_date("filed", row),
        review=row["review"],
        since=row["since"].replace(tzinfo=UTC) if row["since"] is not None else None,
    )


def read_document(row: AnyRow) -> Document:
    """Return the document that a row of the documents' table holds."""
    return Document(
        name=row["name"],
        text=row["text"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        articles=ARTICLE_LIST.validate_json(row["structure"]),
    )


def join_date(prefix: str, row: AnyRow) -> DateRange | None:
    """Return the date in the four columns of `prefix`, None if they are empty."""
    start = row[f"{prefix}_start"]
    if start is None:
        return None
    return _make_date(
        start, row[f"{prefix}_end"], row[f"{prefix}_precision"], row[f"{prefix}_basis"]
    )


# Most records of an archive share their days with others; validating takes longer.
@lru_cache(maxsize=10_000)
def _make_date(start: date, end: date, precision: Precision, basis: Basis) -> DateRange:
    return DateRange(start=start, end=end, precision=precision, basis=basis)
