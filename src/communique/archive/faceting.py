"""How the records of a question divide by their kinds, parties, people, issues, sources, days."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, case, extract, func, select

from communique.archive.queries import RecordFilter, conditions, order_records
from communique.archive.tables import (
    ARTICLES,
    DOCUMENTS,
    RECORD_PARTIES,
    RECORD_PEOPLE,
    RECORD_TOPICS,
    RECORDS,
)
from communique.archive.types import Facets

#: Lower bounds of the bands in which confidence is counted.
BANDS = (0.9, 0.7, 0.5, 0.0)
#: So many values of a facet are told: nobody chooses from more.
_MOST_VALUES = 200


def count_facets(connection: Connection, wanted: RecordFilter, *, most: int) -> Facets:
    """Return how the records that meet `wanted` divide; see `Archive.facets`."""
    found = _select_found(wanted, most + 1)
    keys: list[int] = list(connection.execute(select(found.c.key)).scalars())
    partial = len(keys) > most
    chosen = _select_found(wanted, most)
    year = extract("year", RECORDS.c.filed_end)
    mine = select(RECORDS.c.key).select_from(chosen).join(RECORDS, RECORDS.c.key == chosen.c.key)

    def tally(value: ColumnElement[Any], statement: Select[Any]) -> dict[Any, int]:
        counted = func.count(RECORDS.c.key.distinct())
        asked = (
            statement.with_only_columns(value.label("value"), counted.label("counted"))
            .where(value.is_not(None))
            .group_by(value)
            .order_by(counted.desc(), value)
            .limit(_MOST_VALUES)
        )
        return {row.value: row.counted for row in connection.execute(asked)}

    topics = mine.join(RECORD_TOPICS, RECORD_TOPICS.c.record_key == RECORDS.c.key)
    of_article = (ARTICLES.c.document_id == RECORDS.c.document_id) & (
        ARTICLES.c.ordinal == RECORDS.c.article
    )
    return Facets(
        records=min(len(keys), most),
        partial=partial,
        kinds=tally(RECORDS.c.kind, mine),
        parties=tally(
            RECORD_PARTIES.c.party,
            mine.join(RECORD_PARTIES, RECORD_PARTIES.c.record_key == RECORDS.c.key),
        ),
        people=tally(
            RECORD_PEOPLE.c.name,
            mine.join(RECORD_PEOPLE, RECORD_PEOPLE.c.record_key == RECORDS.c.key),
        ),
        issues=tally(RECORD_TOPICS.c.issue, topics),
        publishers=tally(
            func.coalesce(ARTICLES.c.publisher, ARTICLES.c.agency), mine.join(ARTICLES, of_article)
        ),
        years=dict(sorted((int(y), n) for y, n in tally(year, mine).items())),
        confidence=_sort_bands(tally(_band(), mine)),
        issues_by_year=_cross(connection, topics, year),
    )


def _select_found(wanted: RecordFilter, most: int) -> Subquery:
    """Return the keys of the newest records that meet the conditions, as a table."""
    statement = select(RECORDS.c.key).where(*conditions(wanted))
    if wanted.as_of is not None:
        statement = statement.join(DOCUMENTS, DOCUMENTS.c.id == RECORDS.c.document_id).join(
            ARTICLES,
            (ARTICLES.c.document_id == RECORDS.c.document_id)
            & (ARTICLES.c.ordinal == RECORDS.c.article),
        )
    return statement.order_by(*order_records("newest")[:2]).limit(most).subquery()


def _band() -> ColumnElement[float]:
    return case(*((RECORDS.c.confidence >= bound, bound) for bound in BANDS[:-1]), else_=BANDS[-1])


def _sort_bands(counted: Mapping[float, int]) -> dict[float, int]:
    return {float(bound): counted[bound] for bound in sorted(counted, reverse=True)}


def _cross(
    connection: Connection, topics: Select[Any], year: ColumnElement[int]
) -> dict[tuple[int, str], int]:
    counted = func.count(RECORDS.c.key.distinct())
    asked = (
        topics.with_only_columns(
            year.label("year"), RECORD_TOPICS.c.issue.label("issue"), counted.label("counted")
        )
        .where(year.is_not(None))
        .group_by(year, RECORD_TOPICS.c.issue)
    )
    return {(int(row.year), row.issue): row.counted for row in connection.execute(asked)}
