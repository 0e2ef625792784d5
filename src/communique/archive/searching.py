"""Full-text search: from what people type to documents, passages and records."""

from collections.abc import Collection
from datetime import date, datetime
from math import isqrt
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from communique.archive.passages import cut_passages
from communique.archive.rows import DOCUMENT_COLUMNS, read_summary, select_records
from communique.archive.showing import (
    add_known,
    add_newer,
    forget_newer,
    published_by,
    recall_stored,
    shown,
)
from communique.archive.tables import ARTICLES, DOCUMENTS, EVIDENCE, RECORDS
from communique.archive.terms import Matching, Narrow, Terms, index_of, parse_terms
from communique.archive.types import Hit, Stored

MARGIN = 100

#: More values than this are no list for a query.
MOST_KEYS = 10_000
MARKS_SHOWN = 3

#: To look a matching span's record up takes so many times as long as to go past a record.
_LOOK_UP = 6
#: Fewer matches than this are looked up whatever there is.
_LEAST_COMMON = 1000


def select_matching(terms: Terms) -> Select[Any]:
    """Return a query of the keys of the records with one span that holds all terms."""
    return select(EVIDENCE.c.record_key).where(Matching(EVIDENCE.c.key, "evidence_search", terms))


def holding(terms: Terms) -> ColumnElement[bool]:
    """Return the condition that a record has a span that holds all terms, asked of one record
    after the other: what is sorted by an index is then found without looking at the rest.
    """
    mine = select(EVIDENCE.c.key).where(EVIDENCE.c.record_key == RECORDS.c.key)
    return mine.where(Matching(EVIDENCE.c.key, "evidence_search", terms)).exists()


def is_common(connection: Connection, matching: Select[Any], *, limit: int) -> bool:
    """Return whether a condition that the rows of `matching` meet is so common that the first
    `limit` records are found sooner by going through all in their order than by sorting those.
    """
    records: int = connection.execute(
        select(func.coalesce(func.max(RECORDS.c.key), 0))
    ).scalar_one()
    # The one sees records * limit / matching records, the other looks up all that match.
    bound = max(isqrt(records * limit // _LOOK_UP), _LEAST_COMMON)
    some = matching.limit(bound + 1).subquery()
    counted: int = connection.execute(select(func.count()).select_from(some)).scalar_one()
    return counted > bound


def search(
    connection: Connection,
    query: str,
    *,
    limit: int,
    as_of: date | None = None,
    known_at: datetime | None = None,
    with_records: bool = True,
) -> list[Hit]:
    """Return the documents that match `query`, best first, equally good ones by id.

    As of a day these are such as had been published by then, or show no date; as known at a
    moment such as had been added, each with the records that were shown; with none if
    `with_records` is off.
    """
    terms = parse_terms(query)
    if not terms or limit < 1:
        return []
    index = index_of(connection.dialect.name)
    ranks = index.rank(connection, terms, limit, _narrow(as_of=as_of, known_at=known_at))
    found = select_found(ranks)
    rows = {
        row["key"]: row
        for row in connection.execute(found if known_at is None else add_newer(found)).mappings()
    }
    texts = {key: row["text"] for key, row in rows.items()}
    marks = index.mark(connection, terms, texts, MARKS_SHOWN)
    ids = [row["document_id"] for row in rows.values()]
    records: dict[str, list[Stored]] = {}
    if with_records:
        records = find_matching(connection, terms, ids, as_of=as_of, known_at=known_at)
    hits = []
    for key, score in ranks.items():
        row = rows[key]
        passages = cut_passages(row["text"], marks.get(key, ()), margin=MARGIN)
        hits.append(
            Hit(
                document=read_summary(row if known_at is None else forget_newer(row, known_at)),
                score=score,
                snippet=passages[0] if passages else None,
                records=tuple(records.get(row["document_id"], ())),
            )
        )
    return hits


def _narrow(*, as_of: date | None, known_at: datetime | None) -> Narrow | None:
    """Return what keeps the documents that were there then; None where all are."""
    if as_of is None and known_at is None:
        return None

    def narrow(statement: Select[Any]) -> Select[Any]:
        if known_at is not None:
            statement = statement.where(DOCUMENTS.c.added_at <= known_at)
        return statement if as_of is None else statement.where(published_by(as_of))

    return narrow


def select_found(keys: Collection[int]) -> Select[Any]:
    """Return a query of the documents with these keys and their texts."""
    return (
        select(*DOCUMENT_COLUMNS, DOCUMENTS.c.key, DOCUMENTS.c.text)
        .join_from(DOCUMENTS, ARTICLES, ARTICLES.c.document_id == DOCUMENTS.c.id)
        .where(ARTICLES.c.ordinal == 0, DOCUMENTS.c.key.in_(list(keys)))
    )


def find_matching(
    connection: Connection,
    terms: Terms,
    document_ids: Collection[str],
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> dict[str, list[Stored]]:
    """Return the records that match by document, in reading order."""
    of_documents = RECORDS.c.document_id.in_(document_ids)
    spans = (
        select(EVIDENCE.c.key, EVIDENCE.c.record_key)
        .join_from(RECORDS, EVIDENCE, EVIDENCE.c.record_key == RECORDS.c.key)
        .where(of_documents)
    )
    records: dict[int, int] = {span: record for span, record in connection.execute(spans)}
    matching = index_of(connection.dialect.name).find_evidence(connection, terms, records)
    keys = {records[span] for span in matching}
    named = RECORDS.c.key.in_(keys if len(keys) <= MOST_KEYS else select_matching(terms))
    statement = (
        select_records()
        .where(named, of_documents, *shown(as_of=as_of, known_at=known_at))
        .order_by(RECORDS.c.document_id, RECORDS.c.span_start, RECORDS.c.id)
    )
    if known_at is not None:
        statement = add_known(statement, known_at)
    found: dict[str, list[Stored]] = {}
    for row in connection.execute(statement).mappings():
        found.setdefault(row["document_id"], []).append(recall_stored(row, known_at))
    return found


def rebuild(connection: Connection) -> None:
    """Make the full-text index anew."""
    index_of(connection.dialect.name).rebuild(connection)
