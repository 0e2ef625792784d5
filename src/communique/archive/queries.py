"""Reading documents and records back, filtered and in a settled order."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    func,
    select,
)

from communique.archive.going_on import SortKey, behind
from communique.archive.indexing import select_indexed
from communique.archive.pages import list_known
from communique.archive.passages import cut_passages
from communique.archive.places import Place
from communique.archive.projection import fold, place_evidence
from communique.archive.rows import (
    read_document,
    read_summary,
    select_documents,
    select_records,
)
from communique.archive.searching import (
    holding,
    is_common,
    select_matching,
)
from communique.archive.showing import (
    add_known,
    add_newer,
    forget_newer,
    overlap,
    published_by,
    recall_stored,
    shown,
    was_shown,
)
from communique.archive.stores import streaming
from communique.archive.tables import (
    ARTICLES,
    DOCUMENTS,
    RECORD_PARTIES,
    RECORD_PEOPLE,
    RECORD_TOPICS,
    RECORDS,
)
from communique.archive.terms import index_of, parse_terms
from communique.archive.types import DocumentSummary, Located, Order, Stored
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import RECORD_TYPES

#: Documents that are kept at hand for the records that follow.
SUMMARIES = 1000


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """The conditions of `Archive.records`; None or empty sets none."""

    kinds: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    all_parties: bool = True
    roles: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    due_since: date | None = None
    due_until: date | None = None
    as_of: date | None = None
    issue: str | None = None
    person: str | None = None
    text: str | None = None
    document: str | None = None
    documents_naming: tuple[str, ...] = ()
    known_at: datetime | None = None
    confidence: float | None = None
    publisher: str | None = None


def find_records(
    connection: Connection,
    wanted: RecordFilter,
    *,
    limit: int | None,
    order: Order,
    offset: int = 0,
    after: str | None = None,
) -> Iterator[Stored]:
    """Yield the records that meet all conditions of `wanted`, read as they are asked for."""
    common = order != "document" and asks_for_common(connection, wanted, limit, offset)
    statement = select_records().where(*conditions(wanted, one_by_one=common))
    if after is not None:
        keys = record_keys(order)
        seen = select(*(key.value for key in keys)).where(RECORDS.c.id == after)
        statement = statement.where(behind(keys, _find_place(connection, seen, "record", after)))
    if wanted.known_at is not None:
        statement = add_known(statement, wanted.known_at)
    statement = statement.order_by(*order_records(order)).limit(limit)
    if offset:
        statement = statement.offset(offset)
    summaries: dict[tuple[str, int], DocumentSummary] = {}
    with streaming(connection, statement) as rows:
        for row in rows:
            if len(summaries) > SUMMARIES:
                # A listing of all there is takes no more memory than a short one.
                summaries.clear()
            yield recall_stored(row, wanted.known_at, summaries)


def load_records(
    connection: Connection, keys: Sequence[int], *, known_at: datetime | None
) -> list[Stored]:
    """Return the records with these keys, in this order."""
    statement = select_records().add_columns(RECORDS.c.key).where(RECORDS.c.key.in_(keys))
    if known_at is not None:
        statement = add_known(statement, known_at)
    rows = {row["key"]: row for row in connection.execute(statement).mappings()}
    return [recall_stored(rows[key], known_at) for key in keys]


def _find_place(connection: Connection, seen: Select[Any], kind: str, key: str) -> Sequence[Any]:
    """Return the values that what was seen last is sorted by; it need not be shown any more."""
    place = connection.execute(seen).first()
    if place is None:
        raise ArchiveError(f"there is no {kind} {key!r} to go on behind; begin the listing again")
    return tuple(place)


def asks_for_common(
    connection: Connection, wanted: RecordFilter, limit: int | None, offset: int = 0
) -> bool:
    """Return whether the first records of `wanted` by their days are found sooner by asking each
    record than by gathering all that meet the one condition which an index of its own finds.
    """
    # Two that are common by themselves may be met together by few.
    terms = parse_terms(wanted.text) if wanted.text else ()
    index = index_of(connection.dialect.name)
    asked: list[Select[Any]] = [index.select_keys("evidence_search", terms)] if terms else []
    asked += [_select_about(wanted.issue)] if wanted.issue else []
    asked += [_select_named((party,), wanted.roles) for party in wanted.parties]
    others = (
        wanted.person
        or wanted.document
        or wanted.documents_naming
        or wanted.publisher
        or wanted.as_of
        or wanted.known_at
        or (wanted.text and not terms)
    )
    if others or limit is None or len(asked) != 1:
        return False
    return is_common(connection, asked[0], limit=offset + limit)


def _select_about(issue: str) -> Select[Any]:
    return select(RECORD_TOPICS.c.record_key).where(RECORD_TOPICS.c.issue == issue)


def _select_named(parties: Collection[str], roles: Collection[str]) -> Select[Any]:
    naming = select(RECORD_PARTIES.c.record_key).where(RECORD_PARTIES.c.party.in_(parties))
    return naming.where(RECORD_PARTIES.c.role.in_(roles)) if roles else naming


def conditions(wanted: RecordFilter, *, one_by_one: bool = False) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of `wanted`; with `one_by_one` each record is asked for its words,
    issues and parties.
    """

    def among(matching: Select[Any]) -> ColumnElement[bool]:
        if not one_by_one:
            return RECORDS.c.key.in_(matching)
        (key,) = matching.selected_columns
        return matching.where(key == RECORDS.c.key).exists()

    unknown = [kind for kind in wanted.kinds if kind not in RECORD_TYPES]
    if unknown:
        raise ArchiveError(
            f"no records are of kind {unknown[0]!r}; the kinds are {', '.join(RECORD_TYPES)}"
        )
    if wanted.kinds:
        yield RECORDS.c.kind.in_(wanted.kinds)
    # Semi-joins: SQLite runs each through the index on the party. Plain joins of the same
    # rows it ran as a loop inside a loop, and a party in two roles came out twice.
    groups = [(party,) for party in wanted.parties] if wanted.all_parties else [wanted.parties]
    for parties in groups if wanted.parties else ():
        yield among(_select_named(parties, wanted.roles))
    yield from overlap(RECORDS.c.filed_start, RECORDS.c.filed_end, wanted.since, wanted.until)
    yield from overlap(RECORDS.c.date_start, RECORDS.c.date_end, wanted.due_since, wanted.due_until)
    yield from shown(as_of=wanted.as_of, known_at=wanted.known_at)
    if wanted.issue is not None:
        yield among(_select_about(wanted.issue))
    if wanted.person is not None:
        yield RECORDS.c.key.in_(select_naming(wanted.person))
    if wanted.text is not None:
        terms = parse_terms(wanted.text)
        if one_by_one and terms:
            yield holding(terms)
        else:
            # Asking for no word at all is not asking for everything.
            yield RECORDS.c.key.in_(select_matching(terms) if terms else [])
    if wanted.document is not None:
        yield RECORDS.c.document_id == wanted.document
    if wanted.confidence is not None:
        yield RECORDS.c.confidence >= wanted.confidence
    if wanted.publisher is not None:
        own = ARTICLES.alias()
        yield (
            select(own.c.ordinal)
            .where(
                own.c.document_id == RECORDS.c.document_id,
                own.c.ordinal == RECORDS.c.article,
                is_publisher(wanted.publisher, own),
            )
            .exists()
        )
    if wanted.documents_naming:
        naming = select_documents_naming(
            wanted.documents_naming, as_of=wanted.as_of, known_at=wanted.known_at
        )
        yield RECORDS.c.document_id.in_(naming)


def is_publisher(name: str, articles: FromClause = ARTICLES) -> ColumnElement[bool]:
    """Return the condition that an article was published, or else issued, by a house."""
    house = func.coalesce(articles.c.publisher, articles.c.agency)
    return func.lower(house) == name.lower()


def select_documents_naming(
    parties: Collection[str], *, as_of: date | None = None, known_at: datetime | None = None
) -> Select[Any]:
    """Return a query of the ids of the documents of which records name all of some parties.

    Records that are shown, for `as_of` such that hold, for `known_at` such that were shown.
    """
    indexed = select_indexed(parties, as_of=as_of, known_at=known_at)
    found = select(DOCUMENTS.c.id).where(DOCUMENTS.c.key.in_(indexed))
    if known_at is None:
        return found
    then = RECORDS.alias()
    for party in parties:
        naming = select(RECORD_PARTIES.c.record_key).where(RECORD_PARTIES.c.party == party)
        named = select(then.c.key).where(
            then.c.document_id == DOCUMENTS.c.id,
            then.c.key.in_(naming),
            was_shown(known_at, then),
        )
        found = found.where(named.exists())
    return found


def select_naming(person: str) -> Select[Any]:
    """Return a query of the keys of the records that name a person with these words."""
    naming = select(RECORD_PEOPLE.c.record_key)
    words = fold(person).split()
    if not words:
        return naming.where(RECORD_PEOPLE.c.name == person)
    padded = " " + RECORD_PEOPLE.c.folded + " "
    return naming.where(*(padded.contains(f" {word} ", autoescape=True) for word in words))


def order_records(order: Order) -> list[ColumnElement[Any]]:
    """Return what records are sorted by."""
    return [key.order() for key in record_keys(order)]


def record_keys(order: Order) -> list[SortKey]:
    """Return what records are sorted by; ids come last, so that no order is left to chance."""
    columns = (RECORDS.c.document_id, RECORDS.c.span_start, RECORDS.c.kind, RECORDS.c.id)
    place = [SortKey(column) for column in columns]
    start, end = RECORDS.c.filed_start, RECORDS.c.filed_end
    match order:
        case "newest" | "oldest":
            return [*_day_keys(start, end, order), *place]
        case "document":
            # All articles of a document stay together, by the date of the first.
            first = ARTICLES.alias()
            published = (
                select(first.c.published_start)
                .where(first.c.document_id == RECORDS.c.document_id, first.c.ordinal == 0)
                .scalar_subquery()
            )
            return [SortKey(published, unknown_last=True), *place]


def document_keys(order: Order) -> list[SortKey]:
    """Return what documents are sorted by; `document` is the order of the oldest first."""
    start, end = ARTICLES.c.published_start, ARTICLES.c.published_end
    return [*_day_keys(start, end, order), SortKey(DOCUMENTS.c.id)]


def _day_keys(
    start: ColumnElement[Any], end: ColumnElement[Any], order: Order
) -> tuple[SortKey, SortKey]:
    # An interval lacks both ends or none.
    if order == "newest":
        return SortKey(end, falling=True, unknown_last=True), SortKey(start, falling=True)
    return SortKey(start, unknown_last=True), SortKey(end)


def find_documents(
    connection: Connection,
    *,
    parties: Collection[str],
    since: date | None,
    until: date | None,
    publisher: str | None,
    limit: int | None,
    order: Order,
    known_at: datetime | None,
    offset: int = 0,
    as_of: date | None = None,
    after: str | None = None,
) -> Iterator[DocumentSummary]:
    """Yield the documents that meet all conditions; see `Archive.documents`."""
    statement = select_documents()
    if offset:
        statement = statement.offset(offset)
    if parties:
        naming = select_documents_naming(parties, known_at=known_at)
        statement = statement.where(DOCUMENTS.c.id.in_(naming))
    statement = statement.where(
        *overlap(ARTICLES.c.published_start, ARTICLES.c.published_end, since, until)
    )
    if publisher is not None:
        statement = statement.where(func.lower(ARTICLES.c.publisher) == publisher.lower())
    if known_at is not None:
        statement = add_newer(statement).where(DOCUMENTS.c.added_at <= known_at)
    if as_of is not None:
        statement = statement.where(published_by(as_of))
    keys = document_keys(order)
    if after is not None:
        first = (ARTICLES.c.document_id == DOCUMENTS.c.id) & (ARTICLES.c.ordinal == 0)
        seen = (
            select(*(key.value for key in keys))
            .join_from(DOCUMENTS, ARTICLES, first)
            .where(DOCUMENTS.c.id == after)
        )
        statement = statement.where(behind(keys, _find_place(connection, seen, "document", after)))
    statement = statement.order_by(*(key.order() for key in keys)).limit(limit)
    with streaming(connection, statement) as rows:
        for row in rows:
            yield read_summary(row if known_at is None else forget_newer(row, known_at))


def find_versions(
    connection: Connection, document_id: str, path: Place, *, known_at: datetime | None
) -> list[DocumentSummary]:
    """Return the versions of a document's page, oldest first; see `Archive.versions`."""
    mine = select(DOCUMENTS.c.page_group).where(DOCUMENTS.c.id == document_id)
    group = connection.execute(mine).scalar()
    pages = list_known(connection, group, known_at) if group is not None else []
    page = next((some for some in pages if document_id in some), None)
    if page is None:
        then = "" if known_at is None else f" on {known_at:%Y-%m-%d}"
        raise ArchiveError(
            f"archive {path}: has no document {document_id!r}{then}; list its documents"
        )
    of_page = select_documents().where(DOCUMENTS.c.id.in_(page))
    found = {
        row["document_id"]: read_summary(row) for row in connection.execute(of_page).mappings()
    }
    newer = [*page[1:], None]
    # Which was the newest then is told by these alone.
    return [
        replace(found[id_], superseded_by=after) for id_, after in zip(page, newer, strict=True)
    ]


def load_document(connection: Connection, document_id: str, path: Place) -> Document:
    """Return the document with this id; raise `ArchiveError` if there is none."""
    statement = select(DOCUMENTS).where(DOCUMENTS.c.id == document_id)
    row = connection.execute(statement).mappings().first()
    if row is None:
        raise ArchiveError(f"archive {path}: has no document {document_id!r}; list its documents")
    return read_document(row)


def load_text(connection: Connection, document_id: str, path: Place) -> str:
    """Return the text of the document with this id; raise `ArchiveError` if there is none."""
    statement = select(DOCUMENTS.c.text).where(DOCUMENTS.c.id == document_id)
    found: str | None = connection.execute(statement).scalar()
    if found is None:
        raise ArchiveError(f"archive {path}: has no document {document_id!r}; list its documents")
    return found


def load_texts(connection: Connection, document_ids: Collection[str]) -> dict[str, str]:
    """Return the texts of those of the documents that there are, by their ids."""
    statement = select(DOCUMENTS.c.id, DOCUMENTS.c.text).where(DOCUMENTS.c.id.in_(document_ids))
    return {row.id: row.text for row in connection.execute(statement)}


def locate(
    connection: Connection,
    record_id: str,
    path: Place,
    *,
    margin: int,
    known_at: datetime | None,
) -> Located:
    """Return the record with this id among its text; raise `ArchiveError` if there is none."""
    statement = select_records().add_columns(DOCUMENTS.c.text).where(RECORDS.c.id == record_id)
    if known_at is not None:
        statement = add_known(statement, known_at).where(was_shown(known_at))
    row = connection.execute(statement).mappings().first()
    if row is None:
        then = "" if known_at is None else f" on {known_at:%Y-%m-%d}"
        raise ArchiveError(f"archive {path}: has no record {record_id!r}{then}; list its records")
    stored = recall_stored(row, known_at)
    spans = [(span.start, span.end) for _, _, span in place_evidence(stored.record)]
    return Located(stored=stored, context=cut_passages(row["text"], spans, margin=margin))


def dump(connection: Connection) -> Iterator[str]:
    """Yield each document by id and after it the records shown of it by place, one JSON object
    a line.
    """
    with streaming(connection, select(DOCUMENTS).order_by(DOCUMENTS.c.id)) as rows:
        for row in rows:
            document = read_document(row).model_dump(mode="json")
            yield json.dumps({"document_id": row["id"], **document}, ensure_ascii=False)
            payloads = (
                select(RECORDS.c.payload)
                .where(RECORDS.c.document_id == row["id"], RECORDS.c.since.is_not(None))
                .order_by(RECORDS.c.span_start, RECORDS.c.kind, RECORDS.c.id)
            )
            yield from connection.execute(payloads).scalars()
