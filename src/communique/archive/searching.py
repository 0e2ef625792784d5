"""Full-text search: from what people type to documents, passages and records."""

import re
from collections.abc import Collection
from datetime import date, datetime
from math import isqrt
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, column, func, select, table, text

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
from communique.archive.types import Hit, Passage, Stored

DOCUMENTS_SEARCH = table("documents_search", column("rowid"), column("rank"))
EVIDENCE_SEARCH = table("evidence_search", column("rowid"))

#: Signs that mark matches in a text: code points that Unicode keeps for such inner use.
OPEN, CLOSE = "\ufdd0", "\ufdd1"

#: Words in quotation marks of any usual kind, or one word.
TERM = re.compile(r'"([^"]*)"?|“([^”]*)”?|«([^»]*)»?|([^\s"“«]+)')

MARGIN = 100

#: So many times as many documents are ranked as are asked for.
RANKED = 4

#: More values than this are no list for a query.
MOST_KEYS = 10_000
MARKS_SHOWN = 3

#: To look a matching span's record up takes so many times as long as to go past a record.
_LOOK_UP = 6
#: Fewer matches than this are looked up whatever there is.
_LEAST_COMMON = 1000


def parse_terms(query: str) -> str | None:
    """Return `query` as an FTS5 expression that asks for every term; None if it has none.

    Every term is quoted, so that nothing in it is taken for an operator.
    """
    terms = []
    for match in TERM.finditer(query):
        phrase = next(group for group in match.groups() if group is not None)
        # FTS5 reads a query up to the first NUL, and lone surrogates can't be encoded.
        words = "".join(c if c.isprintable() else " " for c in phrase)
        if any(character.isalnum() for character in words):
            quoted = words.replace('"', '""').rstrip("*")
            prefix = "*" if match[4] and words.endswith("*") else ""
            terms.append(f'"{quoted}"{prefix}')
    return " AND ".join(terms) or None


def select_matching(expression: str) -> Select[Any]:
    """Return a query of the keys of the records with one span that matches `expression`."""
    return (
        select(EVIDENCE.c.record_key)
        .join_from(EVIDENCE, EVIDENCE_SEARCH, EVIDENCE_SEARCH.c.rowid == EVIDENCE.c.key)
        .where(text("evidence_search MATCH :expression").bindparams(expression=expression))
    )


def holding(expression: str) -> ColumnElement[bool]:
    """Return the condition that a record has a span that matches `expression`, asked of one record
    after the other: what is sorted by an index is then found without looking at the rest.
    """
    mine = select(EVIDENCE.c.key).where(EVIDENCE.c.record_key == RECORDS.c.key)
    return mine.where(EVIDENCE.c.key.in_(select_spans(expression))).exists()


def select_spans(expression: str) -> Select[Any]:
    """Return a query of the keys of the spans that match `expression`."""
    return select(EVIDENCE_SEARCH.c.rowid).where(
        text("evidence_search MATCH :expression").bindparams(expression=expression)
    )


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
    expression = parse_terms(query)
    if expression is None:
        return []
    ranks = rank(connection, expression, limit, as_of=as_of, known_at=known_at)
    marked = select_marked(expression, ranks)
    rows = sorted(
        connection.execute(marked if known_at is None else add_newer(marked)).mappings(),
        key=lambda row: (ranks[row["rowid"]], row["document_id"]),
    )
    ids = [row["document_id"] for row in rows]
    records: dict[str, list[Stored]] = {}
    if with_records:
        records = find_matching(connection, expression, ids, as_of=as_of, known_at=known_at)
    return [
        Hit(
            document=read_summary(row if known_at is None else forget_newer(row, known_at)),
            score=-ranks[row["rowid"]],
            snippet=cut_snippet(row["text"], row["marked"]),
            records=tuple(records.get(row["document_id"], ())),
        )
        for row in rows
    ]


def rank(
    connection: Connection,
    expression: str,
    limit: int,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> dict[int, float]:
    """Return the keys of the best documents with their ranks, the best first, equals by id."""
    if limit < 1:
        return {}
    matching = text("documents_search MATCH :expression").bindparams(expression=expression)
    # Sorted by nothing but rank, the index does it by itself in half the time. More are asked
    # for than wanted, to see whether the last of them has equals that come before it by id.
    some = (
        select(DOCUMENTS_SEARCH.c.rowid, DOCUMENTS_SEARCH.c.rank)
        .where(matching)
        .order_by(DOCUMENTS_SEARCH.c.rank)
        .limit(limit * RANKED)
    )
    past = as_of is not None or known_at is not None
    found: list[tuple[int, float]] = (
        [] if past else [(key, value) for key, value in connection.execute(some)]
    )
    if past or (len(found) == limit * RANKED and found[limit - 1][1] == found[-1][1]):
        every = (
            select(DOCUMENTS.c.key, DOCUMENTS_SEARCH.c.rank)
            .join_from(DOCUMENTS_SEARCH, DOCUMENTS, DOCUMENTS_SEARCH.c.rowid == DOCUMENTS.c.key)
            .where(matching)
            .order_by(DOCUMENTS_SEARCH.c.rank, DOCUMENTS.c.id)
            .limit(limit)
        )
        if known_at is not None:
            every = every.where(DOCUMENTS.c.added_at <= known_at)
        if as_of is not None:
            first = ARTICLES.c.document_id == DOCUMENTS.c.id
            every = every.join(ARTICLES, first & (ARTICLES.c.ordinal == 0))
            every = every.where(published_by(as_of))
        return {key: value for key, value in connection.execute(every)}
    worst = found[:limit][-1][1] if found else 0.0
    found = [one for one in found if one[1] <= worst]
    named = select(DOCUMENTS.c.key, DOCUMENTS.c.id).where(
        DOCUMENTS.c.key.in_([key for key, _ in found])
    )
    ids: dict[int, str] = {key: id_ for key, id_ in connection.execute(named)}
    found.sort(key=lambda one: (one[1], ids[one[0]]))
    return dict(found[:limit])


def select_marked(expression: str, keys: Collection[int]) -> Select[Any]:
    """Return a query of the documents with these keys and their texts with matches marked."""
    marked = func.highlight(text("documents_search"), 1, OPEN, CLOSE).label("marked")
    return (
        select(*DOCUMENT_COLUMNS, DOCUMENTS_SEARCH.c.rowid, DOCUMENTS.c.text, marked)
        .join_from(DOCUMENTS_SEARCH, DOCUMENTS, DOCUMENTS_SEARCH.c.rowid == DOCUMENTS.c.key)
        .join(ARTICLES, ARTICLES.c.document_id == DOCUMENTS.c.id)
        .where(
            ARTICLES.c.ordinal == 0,
            DOCUMENTS_SEARCH.c.rowid.in_(keys),
            text("documents_search MATCH :expression").bindparams(expression=expression),
        )
    )


def find_matching(
    connection: Connection,
    expression: str,
    document_ids: Collection[str],
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> dict[str, list[Stored]]:
    """Return the records that match `expression` by document, in reading order."""
    of_documents = RECORDS.c.document_id.in_(document_ids)
    spans = (
        select(EVIDENCE.c.key, EVIDENCE.c.record_key)
        .join_from(RECORDS, EVIDENCE, EVIDENCE.c.record_key == RECORDS.c.key)
        .where(of_documents)
    )
    records: dict[int, int] = {span: record for span, record in connection.execute(spans)}
    # The index tells all matches sooner than it looks for each span of a few documents.
    matching = (
        select(EVIDENCE_SEARCH.c.rowid)
        .where(text("evidence_search MATCH :expression").bindparams(expression=expression))
        .where(EVIDENCE_SEARCH.c.rowid.between(min(records, default=0), max(records, default=0)))
    )
    keys = {records[s] for s in connection.execute(matching).scalars() if s in records}
    named = RECORDS.c.key.in_(keys if len(keys) <= MOST_KEYS else select_matching(expression))
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


def cut_snippet(text_: str, marked: str) -> Passage | None:
    """Return the passage of the text around its first matches, None if it has none.

    `marked` is the text with `OPEN` and `CLOSE` about each match.
    """
    spans = read_marks(text_, marked)[:MARKS_SHOWN]
    passages = cut_passages(text_, spans, margin=MARGIN)
    return passages[0] if passages else None


def read_marks(text_: str, marked: str) -> list[tuple[int, int]]:
    """Return the spans marked, as offsets into the text; none if they can't be told.

    That is so where the text itself holds the marks, or a NUL, at which SQLite stops.
    """
    if marked.replace(OPEN, "").replace(CLOSE, "") != text_:
        return []
    spans = []
    start = offset = 0
    for piece in re.split(f"([{OPEN}{CLOSE}])", marked):
        if piece == OPEN:
            start = offset
        elif piece == CLOSE:
            spans.append((start, offset))
        else:
            offset += len(piece)
    return spans


def rebuild(connection: Connection) -> None:
    """Make the full-text index anew."""
    for name in ("documents_search", "evidence_search"):
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
