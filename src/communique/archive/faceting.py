"""How the records of a question divide by their kinds, parties, people, issues, sources, days."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Select,
    case,
    extract,
    func,
    select,
    text,
)

from communique.archive.queries import (
    RecordFilter,
    asks_for_common,
    conditions,
    load_records,
    order_records,
)
from communique.archive.tables import (
    ARTICLES,
    DOCUMENTS,
    RECORD_PARTIES,
    RECORD_PEOPLE,
    RECORD_TOPICS,
    RECORDS,
)
from communique.archive.types import Facets, Stored

#: Lower bounds of the bands in which confidence is counted.
BANDS = (0.9, 0.7, 0.5, 0.0)
#: So many values of a facet are told: nobody chooses from more.
_MOST_VALUES = 200


def count_facets(connection: Connection, wanted: RecordFilter, *, most: int) -> Facets:
    """Return how the records that meet `wanted` divide; see `Archive.facets`."""
    found = find_keys(connection, wanted, most + 1)
    return divide(connection, found[:most], partial=len(found) > most)


def find_keys(connection: Connection, wanted: RecordFilter, most: int) -> list[int]:
    """Return the keys of the newest records that meet the conditions, `most` at most, sorted as
    `Archive.records` sorts them.
    """
    common = asks_for_common(connection, wanted, most)
    return list(connection.execute(_select_found(wanted, most, common)).scalars())


def divide(connection: Connection, keys: list[int], *, partial: bool) -> Facets:
    """Return how the records with these keys divide; `partial` says that there are more."""
    # Named, since a database takes an expression with values in it for another one each time.
    year = extract("year", RECORDS.c.filed_end).label("in_year")
    band = _band().label("in_band")
    house = func.coalesce(ARTICLES.c.publisher, ARTICLES.c.agency).label("in_house")
    # The keys are written into the query: there may be more than a database binds.
    mine = _among(RECORDS.c.key, keys)
    kinds: Counter[str] = Counter()
    years: Counter[int] = Counter()
    bands: Counter[float] = Counter()
    houses: Counter[str] = Counter()
    own = (
        select(RECORDS.c.kind, year, band, house, func.count())
        .join_from(
            RECORDS,
            ARTICLES,
            (ARTICLES.c.document_id == RECORDS.c.document_id)
            & (ARTICLES.c.ordinal == RECORDS.c.article),
        )
        .where(mine)
        .group_by(RECORDS.c.kind, "in_year", "in_band", "in_house")
    )
    for kind, filed, bound, name, count in connection.execute(own):
        kinds[kind] += count
        bands[float(bound)] += count
        if filed is not None:
            years[int(filed)] += count
        if name is not None:
            houses[name] += count
    issues: Counter[str] = Counter()
    crossed: Counter[tuple[int, str]] = Counter()
    topics = (
        select(year, RECORD_TOPICS.c.issue, func.count())
        .join_from(RECORDS, RECORD_TOPICS, RECORD_TOPICS.c.record_key == RECORDS.c.key)
        .where(mine)
        .group_by("in_year", RECORD_TOPICS.c.issue)
    )
    for filed, issue, count in connection.execute(topics):
        issues[issue] += count
        if filed is not None:
            crossed[int(filed), issue] += count
    # A party in two roles of one record is named by one record.
    naming = select(RECORD_PARTIES.c.record_key, RECORD_PARTIES.c.party).distinct()
    named = naming.where(_among(RECORD_PARTIES.c.record_key, keys)).subquery()
    people = _among(RECORD_PEOPLE.c.record_key, keys)
    return Facets(
        records=len(keys),
        partial=partial,
        kinds=_sort(kinds),
        parties=_tally(connection, named.c.party),
        people=_tally(connection, RECORD_PEOPLE.c.name, people),
        issues=_sort(issues),
        publishers=_sort(houses),
        years=dict(sorted(years.items())),
        confidence=dict(sorted(bands.items(), reverse=True)),
        issues_by_year=dict(sorted(crossed.items())),
    )


def find_page(
    connection: Connection, wanted: RecordFilter, *, most: int, size: int, page: int
) -> tuple[Facets, list[Stored], int]:
    """Return facets, a page of the records counted, and its number; see `Archive.find_page`."""
    found = find_keys(connection, wanted, most + 1)
    keys = found[:most]
    page = min(max(1, page), max(1, -(-len(keys) // size)))
    shown = keys[(page - 1) * size : page * size]
    facets = divide(connection, keys, partial=len(found) > most)
    return facets, load_records(connection, shown, known_at=wanted.known_at), page


def _among(column: ColumnElement[int], keys: list[int]) -> ColumnElement[bool]:
    # More than a database binds; numbers written here at once, since each by itself takes longer
    # than they are looked up in.
    listed = ",".join(str(int(key)) for key in keys) or "NULL"
    return column.op("IN", is_comparison=True, return_type=Boolean())(text(f"({listed})"))


def _tally(
    connection: Connection, value: ColumnElement[str], *conditions: ColumnElement[bool]
) -> dict[str, int]:
    counted = func.count()
    asked = select(value, counted).where(*conditions).group_by(value)
    asked = asked.order_by(counted.desc(), value).limit(_MOST_VALUES)
    return {name: count for name, count in connection.execute(asked)}


def _sort(counted: Mapping[str, int]) -> dict[str, int]:
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ranked[:_MOST_VALUES])


def _select_found(wanted: RecordFilter, most: int, common: bool) -> Select[Any]:
    statement = select(RECORDS.c.key).where(*conditions(wanted, one_by_one=common))
    if wanted.as_of is not None:
        statement = statement.join(DOCUMENTS, DOCUMENTS.c.id == RECORDS.c.document_id).join(
            ARTICLES,
            (ARTICLES.c.document_id == RECORDS.c.document_id)
            & (ARTICLES.c.ordinal == RECORDS.c.article),
        )
    return statement.order_by(*order_records("newest")).limit(most)


def _band() -> ColumnElement[float]:
    return case(*((RECORDS.c.confidence >= bound, bound) for bound in BANDS[:-1]), else_=BANDS[-1])
