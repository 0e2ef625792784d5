"""Reference packs: who held which office, out of CSV or FollowTheMoney entities.

A CSV has the columns person, office, rank, party, since, until, citation, and may have aliases
(several with `|` between). `rank` may be empty where the table of offices knows the title;
`party` is an id or a name; `since` and `until` are a year, a month or a day, or empty.

FollowTheMoney comes as JSON lines: a Person, a Position and the Occupancy that joins them
(followthemoney.tech, schemata Person, Position, Occupancy). The party is the position's
country, else its organisation; the citation its source, else the data set.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from communique.archive.types import PackRow
from communique.errors import PackError, UnknownParty
from communique.linking.people_known import KnownTenure, span_of
from communique.records import UNKNOWN_DATE, DateRange, Rank
from communique.reference.offices import load_offices
from communique.reference.parties import load_parties

COLUMNS = ("person", "office", "rank", "party", "since", "until", "citation")
_RANKS = frozenset(get_args(Rank))

Entity = Mapping[str, Any]


def read_pack(path: Path, faults: list[PackError] | None = None) -> tuple[KnownTenure, ...]:
    """Return the tenures of a pack's file, in file order: `.csv`, else JSON lines.

    Raises `PackError`, naming file and row (a line of JSON lines), for what can't be used; what
    is wrong with a single row of CSV is put into `faults` instead, where they are wanted.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            if path.suffix.lower() == ".csv":
                return tuple(parse_csv(lines, path.name, faults))
            return tuple(parse_entities(lines, path.name))
    except OSError as error:
        raise PackError(path.name, 0, f"can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PackError(path.name, 0, "is not in UTF-8") from error


def to_pack_row(tenure: KnownTenure) -> PackRow:
    """Return the tenure as an archive keeps it."""
    return PackRow(
        person=tenure.person,
        office=tenure.office,
        rank=tenure.rank,
        party=tenure.party,
        since=_write_span(tenure.since),
        until=_write_span(tenure.until),
        citation=tenure.citation,
        aliases=tenure.aliases,
    )


def from_pack_row(row: PackRow) -> KnownTenure:
    """Return the tenure that a row of an archive's pack tells."""
    return KnownTenure(
        person=row.person,
        office=row.office,
        rank=row.rank,
        party=row.party,
        since=span_of(row.since) if row.since else UNKNOWN_DATE,
        until=span_of(row.until) if row.until else UNKNOWN_DATE,
        citation=row.citation,
        aliases=row.aliases,
    )


def _write_span(span: DateRange) -> str:
    """Return a year, a month or a day in ISO 8601; the empty string for an unknown date."""
    length = {"year": 4, "month": 7}.get(span.precision, 10)
    return span.start.isoformat()[:length] if span.start is not None else ""


def parse_csv(
    lines: Iterable[str], name: str, faults: list[PackError] | None = None
) -> Iterator[KnownTenure]:
    """Yield the tenures of CSV lines, a header first; `name` is the file's, for errors.

    Rows are counted as a spreadsheet does, the header being row 1; empty ones are skipped. What is
    wrong with a row is raised, or put into `faults` where they are wanted.
    """
    try:
        rows = list(csv.reader(lines, strict=True))
    except csv.Error as error:
        raise PackError(name, 0, f"is no CSV: {error}") from error
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if missing := [column for column in COLUMNS if column not in header]:
        raise PackError(name, 1, f"has no column {', '.join(missing)}")
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            yield _read_row(header, row, name, number)
        except PackError as error:
            if faults is None:
                raise
            faults.append(error)


def _read_row(header: list[str], row: list[str], name: str, number: int) -> KnownTenure:
    if len(row) != len(header):
        raise PackError(name, number, f"has {len(row)} fields, not {len(header)}")
    cells = dict(zip(header, (cell.strip() for cell in row), strict=True))
    party = _party(cells["party"], name, number)
    return KnownTenure(
        person=_need(cells, "person", name, number),
        office=_need(cells, "office", name, number),
        rank=_rank(cells["rank"], cells["office"], party, name, number),
        party=party,
        since=_span(cells["since"], "since", name, number),
        until=_span(cells["until"], "until", name, number),
        citation=_need(cells, "citation", name, number),
        aliases=tuple(a.strip() for a in cells.get("aliases", "").split("|") if a.strip()),
    )


def parse_entities(lines: Iterable[str], name: str) -> Iterator[KnownTenure]:
    """Yield the tenures of FollowTheMoney JSON lines, one an occupancy, in its order.

    Entities of other schemata are left alone. Raises `PackError` for a line that is no entity,
    an occupancy whose person or position is not in the pack, or a post of no known rank.
    """
    entities: dict[str, Entity] = {}
    occupancies: list[tuple[int, Entity]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise PackError(name, number, "is no JSON") from error
        if not (
            isinstance(entity, dict)
            and isinstance(entity.get("id"), str)
            and isinstance(entity.get("schema"), str)
            and isinstance(entity.get("properties"), dict)
        ):
            raise PackError(name, number, "is no entity: id, schema and properties are needed")
        if entity["schema"] == "Occupancy":
            occupancies.append((number, entity))
        else:
            entities[entity["id"]] = entity
    for number, occupancy in occupancies:
        yield from _read_occupancy(occupancy, entities, name, number)


def _read_occupancy(
    occupancy: Entity, entities: Mapping[str, Entity], name: str, number: int
) -> Iterator[KnownTenure]:
    post = _linked(occupancy, "post", entities, name, number)
    holder = _linked(occupancy, "holder", entities, name, number)
    names = [*_values(holder, "name"), *_values(holder, "alias"), *_values(holder, "weakAlias")]
    titles = _values(post, "name")
    if not names or not titles:
        raise PackError(name, number, f"has {'a post' if names else 'a holder'} without a name")
    party = _party_of(post, entities, name, number)
    yield KnownTenure(
        person=names[0],
        office=titles[0],
        rank=_rank("", titles[0], party, name, number),
        party=party,
        since=_span(_first(occupancy, "startDate", "periodStart"), "startDate", name, number),
        until=_span(_first(occupancy, "endDate", "periodEnd"), "endDate", name, number),
        citation=_citation(occupancy, post, holder, name),
        aliases=tuple(dict.fromkeys(alias for alias in names[1:] if alias != names[0])),
    )


def _linked(
    entity: Entity, key: str, entities: Mapping[str, Entity], name: str, number: int
) -> Entity:
    """Return the entity that a property points to, or holds within itself."""
    values = entity["properties"].get(key)
    first = values[0] if isinstance(values, list) and values else values
    if isinstance(first, dict) and isinstance(first.get("properties"), dict):
        return first
    if not isinstance(first, str):
        raise PackError(name, number, f"has no {key}")
    if first not in entities:
        raise PackError(name, number, f"has a {key} that is not in the pack: {first!r}")
    return entities[first]


def _values(entity: Entity, key: str) -> list[str]:
    values = entity["properties"].get(key, [])
    listed = values if isinstance(values, list) else [values]
    return [" ".join(value.split()) for value in listed if isinstance(value, str) and value.strip()]


def _first(entity: Entity, *keys: str) -> str:
    return next((value for key in keys for value in _values(entity, key)), "")


def _party_of(post: Entity, entities: Mapping[str, Entity], name: str, number: int) -> str:
    """Return the organisation whose post it is, else the state."""
    for value in _values(post, "organization"):
        body = entities.get(value)
        for label in _values(body, "name") if body is not None else [value]:
            try:
                return load_parties().resolve(label)
            except UnknownParty:
                continue
    for code in (*_values(post, "country"), *_values(post, "jurisdiction")):
        if (state := _by_alpha2().get(code.lower())) is not None:
            return state
    for code in _values(post, "country"):
        return _party(code, name, number)
    raise PackError(name, number, "has a post of no country and no known organisation")


@lru_cache(maxsize=1)
def _by_alpha2() -> Mapping[str, str]:
    codes = {state.alpha2.lower(): state.code for state in load_parties().states.values()}
    # FollowTheMoney writes the European Union as a country.
    return codes | {"eu": "eu"}


def _citation(occupancy: Entity, post: Entity, holder: Entity, name: str) -> str:
    for entity in (occupancy, post, holder):
        if found := _first(entity, "sourceUrl", "publisherUrl", "publisher"):
            return found
    for entity in (occupancy, post, holder):
        sets = entity.get("datasets")
        if isinstance(sets, list) and sets:
            return ", ".join(str(one) for one in sets)
    return name


def _need(cells: Mapping[str, str], column: str, name: str, number: int) -> str:
    if not cells[column]:
        raise PackError(name, number, f"has no {column}")
    return " ".join(cells[column].split())


def _party(text: str, name: str, number: int) -> str:
    try:
        return load_parties().resolve(text)
    except UnknownParty as error:
        raise PackError(name, number, str(error)) from error


def _rank(text: str, office: str, party: str, name: str, number: int) -> Rank:
    if text in _RANKS:
        return text  # type: ignore[return-value]
    if text:
        raise PackError(
            name, number, f"has an unknown rank {text!r}; have {', '.join(sorted(_RANKS))}"
        )
    found = load_offices().rank(office, party)
    if found is None:
        raise PackError(name, number, f"has no rank, and no office is known as {office!r}")
    return found


def _span(text: str, column: str, name: str, number: int) -> DateRange:
    try:
        return span_of(text.strip()) if text.strip() else UNKNOWN_DATE
    except ValueError as error:
        raise PackError(
            name, number, f"has {text!r} for {column}; a year, a month or a day is needed"
        ) from error
