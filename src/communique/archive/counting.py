"""Counting what an archive holds."""

from datetime import date

from sqlalchemy import Connection, and_, case, func, not_, select

from communique.archive.queries import overlap
from communique.archive.tables import ARTICLES, RECORD_PARTIES, RECORDS
from communique.archive.types import Pair, Stats
from communique.records import RECORD_TYPES


def count_pairs(
    connection: Connection, *, kind: str | None, since: date | None, until: date | None
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
        .where(*overlap(RECORDS.c.filed_start, RECORDS.c.filed_end, since, until))
        .group_by(together.c.left, together.c.right)
        .order_by(records.desc(), together.c.left, together.c.right)
    )
    if kind is not None:
        statement = statement.where(RECORDS.c.kind == kind)
    return [Pair(*row) for row in connection.execute(statement)]


def count(connection: Connection) -> Stats:
    """Return the counts of the archive."""
    kinds = select(RECORDS.c.kind, func.count()).group_by(RECORDS.c.kind)
    counted: dict[str, int] = {kind: number for kind, number in connection.execute(kinds)}
    naming = func.count(RECORD_PARTIES.c.record_key.distinct())
    parties = (
        select(RECORD_PARTIES.c.party, naming)
        .group_by(RECORD_PARTIES.c.party)
        .order_by(naming.desc(), RECORD_PARTIES.c.party)
    )
    dates = select(
        func.count(),
        func.count(ARTICLES.c.published_end),
        func.min(ARTICLES.c.published_start),
        func.max(ARTICLES.c.published_end),
    ).where(ARTICLES.c.ordinal == 0)
    documents, dated, first, last = connection.execute(dates).one()
    undated = select(func.count()).where(RECORDS.c.filed_end.is_(None))
    return Stats(
        documents=documents,
        records=sum(counted.values()),
        kinds={kind: counted.get(kind, 0) for kind in RECORD_TYPES},
        parties={party: number for party, number in connection.execute(parties)},
        undated_documents=documents - dated,
        undated_records=connection.execute(undated).scalar_one(),
        first_published=first,
        last_published=last,
    )
