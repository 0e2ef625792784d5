"""An archive as tidy tables: one for each kind of record, for what is linked, and for evidence.

Columns are made from the models, so that a new field is a new column. A date is three columns
(`_start`, `_end`, `_precision`), a place three (`_city`, `_venue`, `_country`); several names stand
in one cell with "; " between; what has a shape of its own is JSON. What is unknown is None.
"""

import json
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from communique.archive.types import DocumentSummary, Stored
from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.memory import Memory
from communique.linking.types import Encounter, Known, Person, Promise
from communique.records import RECORD_TYPES, DateRange, Place, RecordBase
from communique.reference.tables import read_rows

ColumnType = Literal["string", "integer", "number", "boolean", "date"]
Cell = str | int | float | bool | date | None

_PLAIN: Mapping[Any, ColumnType] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    date: "date",
}
#: Fields that stand in tables of their own, or in a column of another name.
_APART = frozenset({"evidence", "document_id", "kind", "id", "known_as", "accounts", "steps"})


@dataclass(frozen=True)
class Column:
    """A column; `refers` is the table whose `id` it holds, None for others."""

    name: str
    type: ColumnType
    meaning: str
    refers: str | None = None


@dataclass(frozen=True)
class Table:
    """A table with its rows, which are made anew each time they are asked for.

    The first column of tables whose `key` is true tells the rows apart.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[tuple[Cell, ...]]]
    key: bool = True


def make_tables(
    documents: Callable[[], Iterable[DocumentSummary]],
    records: Callable[[], Iterable[Stored]],
    memory: Callable[[], Memory],
    is_chosen: Callable[[str], bool] = lambda _: True,
) -> tuple[Table, ...]:
    """Return all tables; each of the first three is asked anew for each table that needs it.

    `is_chosen` tells by its id whether a document is in the tables: what is linked is in them if
    one of these tells of it, with what these tell.
    """

    def encounters() -> Iterator[Encounter]:
        for one in memory().encounters:
            if any(is_chosen(account.document) for account in one.accounts):
                yield one

    def promises() -> Iterator[Promise]:
        for one in memory().promises:
            if any(is_chosen(step.source.document) for step in one.steps):
                yield one

    def mechanisms() -> Iterator[LinkedMechanism]:
        for one in memory().mechanisms:
            if any(is_chosen(source.document) for source in one.sources):
                yield one

    def people() -> Iterator[Person]:
        for one in memory().people:
            if any(is_chosen(source.document) for source in one.sources):
                yield one

    return (
        _documents(documents),
        *(_kind(kind, model, records) for kind, model in RECORD_TYPES.items()),
        _record_parties(records),
        _evidence(records),
        _linked("encounters", Encounter, encounters),
        _encounter_parties(encounters),
        _accounts(encounters, is_chosen),
        _linked("promises", Promise, promises),
        _steps(promises, is_chosen),
        _linked("mechanisms_linked", LinkedMechanism, mechanisms),
        _linked("people", Person, people),
        _offices(people),
    )


def _documents(documents: Callable[[], Iterable[DocumentSummary]]) -> Table:
    texts = ("name", "media_type", "title", "publisher", "agency", "language", "url", "extractor")
    columns = (
        Column("id", "string", "hash of the text and what was handed over with it"),
        *(Column(name, "string", _meaning(name, "documents")) for name in texts),
        *_dates("published", "day of publication"),
        Column("added_at", "string", "when it was added, ISO 8601, UTC"),
        Column("superseded_by", "string", "newer version of the page", "documents"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in documents():
            own = (getattr(one, name) for name in texts)
            added = one.added_at.isoformat()
            yield (one.id, *own, *_day_cells(one.published), added, one.superseded_by)

    return Table("documents", "documents, oldest first", columns, rows)


def _kind(kind: str, model: type[RecordBase], records: Callable[[], Iterable[Stored]]) -> Table:
    fields = _fields(model)
    columns = (
        Column("id", "string", "hash of the record's content"),
        Column("document", "string", "where it was read", "documents"),
        Column("text", "string", "the words it rests on"),
        *(column for made, _ in fields for column in made),
        Column("review", "string", "accepted or corrected by a reviewer; empty for neither"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for stored in records():
            if stored.record.kind == kind:
                words = " … ".join(e.text for e in stored.record.evidence)
                cells = (cell for _, read in fields for cell in read(stored.record))
                yield (stored.id, stored.document.id, words, *cells, stored.review)

    return Table(_plural(kind), _first_line(model), columns, rows)


def _evidence(records: Callable[[], Iterable[Stored]]) -> Table:
    columns = (
        Column("record", "string", "id of the record, in the table of its kind"),
        Column("kind", "string", "kind of the record"),
        Column("position", "integer", "place among the record's stretches, from 1"),
        Column("document", "string", "where it stands", "documents"),
        Column("start", "integer", "first code point of the document's text"),
        Column("end", "integer", "code point behind the last"),
        Column("text", "string", "the words"),
        Column("rule", "string", "what read them"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for stored in records():
            for number, e in enumerate(stored.record.evidence, 1):
                own = (stored.id, stored.record.kind, number, stored.document.id)
                yield (*own, e.start, e.end, e.text, e.rule)

    return Table("evidence", "the words that records rest on", columns, rows, key=False)


def _linked(name: str, model: type[Known], things: Callable[[], Iterable[Known]]) -> Table:
    fields = _fields(model)
    columns = (
        Column("id", "string", "hash of its first mention"),
        *(column for made, _ in fields for column in made),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for thing in things():
            yield (thing.id, *(cell for _, read in fields for cell in read(thing)))

    return Table(name, _first_line(model), columns, rows)


def _record_parties(records: Callable[[], Iterable[Stored]]) -> Table:
    columns = (
        Column("record", "string", "id of the record, in the table of its kind"),
        Column("kind", "string", "kind of the record"),
        Column("party", "string", "code of one of its parties"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for stored in records():
            for party in getattr(stored.record, "parties", ()):
                yield stored.id, stored.record.kind, party

    return Table("record_parties", "records by each of their parties", columns, rows, key=False)


def _encounter_parties(encounters: Callable[[], Iterable[Encounter]]) -> Table:
    columns = (
        Column("encounter", "string", "id among encounters", "encounters"),
        Column("party", "string", "code of one of its parties"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for encounter in encounters():
            yield from ((encounter.id, party) for party in encounter.parties)

    meaning = "encounters by each of their parties"
    return Table("encounter_parties", meaning, columns, rows, key=False)


def _accounts(
    encounters: Callable[[], Iterable[Encounter]], is_chosen: Callable[[str], bool]
) -> Table:
    columns = (
        Column("encounter", "string", "id among encounters", "encounters"),
        Column("position", "integer", "place among its accounts, from 0, as `told` counts them"),
        Column("record", "string", "id of a record that reports it"),
        Column("document", "string", "where it was read", "documents"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for encounter in encounters():
            for position, account in enumerate(encounter.accounts):
                if is_chosen(account.document):
                    yield encounter.id, position, account.record, account.document

    meaning = "which records report which encounter"
    return Table("encounter_accounts", meaning, columns, rows, key=False)


def _steps(promises: Callable[[], Iterable[Promise]], is_chosen: Callable[[str], bool]) -> Table:
    columns = (
        Column("promise", "string", "id among promises", "promises"),
        Column("number", "integer", "place among its steps, from 1"),
        Column("kind", "string", "made, repeated, modified, done, dropped…"),
        Column("day", "date", "day of the document that tells it"),
        Column("record", "string", "id of the record; empty where no record holds the words"),
        Column("document", "string", "where it was read", "documents"),
        Column("why", "string", "what the step was concluded from"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for promise in promises():
            for number, step in enumerate(promise.steps, 1):
                source = step.source
                if not is_chosen(source.document):
                    continue
                own = (promise.id, number, step.kind, step.day)
                yield (*own, source.record or None, source.document, step.why)

    return Table("promise_steps", "what became of promises", columns, rows, key=False)


def _offices(people: Callable[[], Iterable[Person]]) -> Table:
    texts = ("office", "rank", "party", "citation")
    days = ("first", "last", "since", "until")
    columns = (
        Column("person", "string", "id among people", "people"),
        *(Column(name, "string", _meaning(name, "offices_held")) for name in texts),
        *(Column(name, "date", _meaning(name, "offices_held")) for name in days),
        Column("former", "boolean", "whether the text calls it a former office"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for person in people():
            for held in person.offices:
                own = (getattr(held, name) for name in (*texts, *days))
                yield (person.id, *own, held.former)

    return Table("offices_held", "offices in which people were seen", columns, rows, key=False)


_Field = tuple[tuple[Column, ...], Callable[[Any], tuple[Cell, ...]]]


def _fields(model: type[BaseModel]) -> list[_Field]:
    """Return for each field of a model its columns, and what fills them."""
    found: list[_Field] = []
    for name, field in model.model_fields.items():
        if name not in _APART:
            meaning = field.description or _meaning(name, model.__name__.lower())
            found.append(_field(name, field.annotation, meaning))
    return found


def _meaning(field: str, of: str) -> str:
    """Return what a field says, of this kind of thing if it says another of others."""
    told = _load_meanings()
    return told.get((field, of)) or told[field, ""]


@cache
def _load_meanings() -> Mapping[tuple[str, str], str]:
    rows = read_rows("columns.csv", ("field", "of", "meaning"))
    return {(row["field"], row["of"]): row["meaning"] for _, row in rows}


def _field(name: str, annotation: Any, meaning: str) -> _Field:
    kind = _bare(annotation)
    if kind is DateRange:
        return _dates(name, meaning), lambda one: _day_cells(getattr(one, name))
    if kind is Place:
        parts = tuple(Place.model_fields)
        columns = tuple(
            Column(f"{name}_{part}", "string", f"{part} of the place") for part in parts
        )
        return columns, lambda one: tuple(getattr(getattr(one, name), p, None) for p in parts)
    if kind in _PLAIN or get_origin(kind) is Literal:
        column = Column(name, _PLAIN.get(kind, "string"), meaning)
        return (column,), lambda one: (getattr(one, name),)
    if get_origin(kind) is tuple and _bare(get_args(kind)[0]) is str:
        column = Column(name, "string", f"{meaning}, with “; ” between")
        return (column,), lambda one: ("; ".join(getattr(one, name)) or None,)
    column = Column(name, "string", f"{meaning}, as JSON")
    return (column,), lambda one: (_json(getattr(one, name)),)


def _bare(annotation: Any) -> Any:
    """Return a type without `None`, `Annotated` and aliases of literals."""
    if get_origin(annotation) in {Union, types.UnionType}:
        inner = [one for one in get_args(annotation) if one is not type(None)]
        return _bare(inner[0]) if len(inner) == 1 else annotation
    return annotation


def _json(value: Any) -> str | None:
    if value is None or value == ():
        return None
    plain = [v.model_dump(mode="json") if isinstance(v, BaseModel) else v for v in _several(value)]
    return json.dumps(plain if isinstance(value, tuple) else plain[0], ensure_ascii=False)


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, tuple) else (value,)


def _dates(name: str, meaning: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_start", "date", f"{meaning}: first day that it may mean"),
        Column(f"{name}_end", "date", f"{meaning}: last day"),
        Column(f"{name}_precision", "string", f"{meaning}: day, month … unknown"),
    )


def _day_cells(value: DateRange | None) -> tuple[Cell, ...]:
    return (None, None, None) if value is None else (value.start, value.end, value.precision)


def _plural(kind: str) -> str:
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().split("\n")[0]
