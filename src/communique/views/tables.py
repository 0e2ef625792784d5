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
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from communique.archive.types import DocumentSummary, Stored
from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.memory import Memory
from communique.linking.types import Encounter, Known, Person, Promise
from communique.records import RECORD_TYPES, DateRange, Place, RecordBase

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
) -> tuple[Table, ...]:
    """Return all tables; each of the three is asked anew for each table that needs it."""
    return (
        _documents(documents),
        *(_kind(kind, model, records) for kind, model in RECORD_TYPES.items()),
        _evidence(records),
        _linked("encounters", Encounter, lambda: memory().encounters),
        _links("encounter_accounts", "encounters", lambda: memory().encounters),
        _linked("promises", Promise, lambda: memory().promises),
        _steps(lambda: memory().promises),
        _linked("mechanisms_linked", LinkedMechanism, lambda: memory().mechanisms),
        _linked("people", Person, lambda: memory().people),
        _offices(lambda: memory().people),
    )


def _documents(documents: Callable[[], Iterable[DocumentSummary]]) -> Table:
    texts = ("name", "media_type", "title", "publisher", "agency", "language", "url", "extractor")
    columns = (
        Column("id", "string", "hash of the text and what was handed over with it"),
        *(Column(name, "string", f"{name} of the document".replace("_", " ")) for name in texts),
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


def _links(name: str, of: str, things: Callable[[], Iterable[Encounter]]) -> Table:
    columns = (
        Column(of[:-1], "string", f"id among {of}", of),
        Column("record", "string", "id of a record that reports it"),
        Column("document", "string", "where it was read"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for thing in things():
            yield from ((thing.id, one.record, one.document) for one in thing.accounts)

    return Table(name, "which records report which encounter", columns, rows, key=False)


def _steps(promises: Callable[[], Iterable[Promise]]) -> Table:
    columns = (
        Column("promise", "string", "id among promises", "promises"),
        Column("number", "integer", "place among its steps, from 1"),
        Column("kind", "string", "made, repeated, modified, done, dropped…"),
        Column("day", "date", "day of the document that tells it"),
        Column("record", "string", "id of the record; empty where no record holds the words"),
        Column("document", "string", "where it was read"),
        Column("why", "string", "what the step was concluded from"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for promise in promises():
            for number, step in enumerate(promise.steps, 1):
                source = step.source
                own = (promise.id, number, step.kind, step.day)
                yield (*own, source.record or None, source.document, step.why)

    return Table("promise_steps", "what became of promises", columns, rows, key=False)


def _offices(people: Callable[[], Iterable[Person]]) -> Table:
    texts = ("office", "rank", "party", "citation")
    days = ("first", "last", "since", "until")
    columns = (
        Column("person", "string", "id among people", "people"),
        *(Column(name, "string", name) for name in texts),
        *(Column(name, "date", f"{name}: seen, or known from a pack") for name in days),
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
            found.append(_field(name, field.annotation, field.description or name))
    return found


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
