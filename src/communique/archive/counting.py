"""Counting what an archive holds."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, not_, select

from communique.archive.showing import overlap, published_by, shown
from communique.archive.tables import ARTICLES, DOCUMENTS, RECORD_PARTIES, RECORDS
from communique.archive.types import Pair, Stats
from communique.records import RECORD_TYPES


def count_pairs(
    connection: Connection,
    *,
    kind: str | None,
    since: date | None,
    until: date | None,
    as_of: date | None,
    known_at: datetime | None,
) -> list[Pair]:
    """Return the dyads that records name together, most records first, then by name."""
    left, right = RECORD_PARTIES.alias(), RECORD_PARTIES.alias()
    # Both sides may stand in one record in several roles; the record counts once.
    together = (
        select(left.c.party.label("left"), right.c.party.label("right"), left.c.record_key)
        .join(right, and_(left.c.record_key == right.c.record_key, left.c.party < right.c.party))
        .where(not_(and_(left.c.role == "to", right.c.role == "to")))
        .distinct()
        .subquery()
    )
    records = func.count().label("records")
    statement = (
        select(
            together.c.left,
            together.c.right,
            records,
            func.sum(case((RECORDS.c.kind == "engagement", 1), else_=0)).label("engagements"),
            func.max(RECORDS.c.filed_end).label("last"),
        )
        .join_from(together, RECORDS, RECORDS.c.key == together.c.record_key)
        .where(*shown(as_of=as_of, known_at=known_at))
        .where(*overlap(RECORDS.c.filed_start, RECORDS.c.filed_end, since, until))
        .group_by(together.c.left, together.c.right)
        .order_by(records.desc(), together.c.left, together.c.right)
    )
    if as_of is not None:
        statement = _with_documents(statement)
    if kind is not None:
        statement = statement.where(RECORDS.c.kind == kind)
    return [Pair(*row) for row in connection.execute(statement)]


def count(
    connection: Connection, *, as_of: date | None = None, known_at: datetime | None = None
) -> Stats:
    """Return the counts of the archive, as of a day, or as it was known at a moment."""

    def where(statement: Select[Any]) -> Select[Any]:
        found = statement.where(*shown(as_of=as_of, known_at=known_at))
        return found if as_of is None else _with_documents(found)

    kinds = where(select(RECORDS.c.kind, func.count()).select_from(RECORDS))
    counted: dict[str, int] = {
        kind: number for kind, number in connection.execute(kinds.group_by(RECORDS.c.kind))
    }
    dates = select(
        func.count(),
        func.count(ARTICLES.c.published_end),
        func.min(ARTICLES.c.published_start),
        func.max(ARTICLES.c.published_end),
    ).where(ARTICLES.c.ordinal == 0)
    if as_of is not None:
        dates = dates.where(published_by(as_of))
    if known_at is not None:
        dates = dates.join_from(ARTICLES, DOCUMENTS, DOCUMENTS.c.id == ARTICLES.c.document_id)
        dates = dates.where(DOCUMENTS.c.added_at <= known_at)
    documents, dated, first, last = connection.execute(dates).one()
    undated = where(select(func.count()).select_from(RECORDS)).where(RECORDS.c.filed_end.is_(None))
    if as_of is None and known_at is None:
        parties = count_parties(connection)
    else:
        naming = func.count(RECORD_PARTIES.c.record_key.distinct())
        some = select(RECORD_PARTIES.c.party, naming).select_from(RECORDS)
        some = some.join(RECORD_PARTIES, RECORD_PARTIES.c.record_key == RECORDS.c.key)
        rows = connection.execute(where(some).group_by(RECORD_PARTIES.c.party))
        parties = _sort_counts({party: number for party, number in rows})
    return Stats(
        documents=documents,
        records=sum(counted.values()),
        kinds={kind: counted.get(kind, 0) for kind in RECORD_TYPES},
        parties=parties,
        undated_documents=documents - dated,
        undated_records=connection.execute(undated).scalar_one(),
        first_published=first,
        last_published=last,
    )


def _with_documents(statement: Select[Any]) -> Select[Any]:
    """Return the query of records with the document and the article of each."""
    return statement.join(DOCUMENTS, DOCUMENTS.c.id == RECORDS.c.document_id).join(
        ARTICLES,
        (ARTICLES.c.document_id == RECORDS.c.document_id)
        & (ARTICLES.c.ordinal == RECORDS.c.article),
    )


def find_last_published(connection: Connection, known_at: datetime | None) -> date | None:
    """Return the latest day on which a document was published; see `Archive.last_published`."""
    latest = (
        select(ARTICLES.c.published_end)
        .where(ARTICLES.c.ordinal == 0, ARTICLES.c.published_end.is_not(None))
        .order_by(ARTICLES.c.published_end.desc())
        .limit(1)
    )
    if known_at is not None:
        latest = latest.join_from(ARTICLES, DOCUMENTS, DOCUMENTS.c.id == ARTICLES.c.document_id)
        latest = latest.where(DOCUMENTS.c.added_at <= known_at)
    day: date | None = connection.execute(latest).scalar()
    return day


def count_parties(connection: Connection) -> dict[str, int]:
    """Return how many of the records shown name each party, most first, then by name."""
    naming = func.count(RECORD_PARTIES.c.record_key.distinct())
    every = select(RECORD_PARTIES.c.party, naming).group_by(RECORD_PARTIES.c.party)
    counted: Counter[str] = Counter({p: n for p, n in connection.execute(every)})
    # Counting all needs the index on parties alone; the few that aren't shown come off it.
    hidden = every.join(RECORDS, RECORDS.c.key == RECORD_PARTIES.c.record_key).where(
        RECORDS.c.key.in_(select(RECORDS.c.key).where(RECORDS.c.since.is_(None)))
    )
    counted.subtract({p: n for p, n in connection.execute(hidden)})
    return _sort_counts(+counted)


def _sort_counts(counted: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def count_documents(connection: Connection) -> int:
    """Return how many documents there are, all versions of pages."""
    counted: int = connection.execute(select(func.count()).select_from(DOCUMENTS)).scalar_one()
    return counted


def has_more_than(connection: Connection, number: int) -> bool:
    """Return whether more than so many records are shown, without counting those beyond."""
    some = select(RECORDS.c.kind).where(RECORDS.c.since.is_not(None)).limit(number + 1).subquery()
    counted: int = connection.execute(select(func.count()).select_from(some)).scalar_one()
    return counted > number
