"""A record as the fields of a form, and what somebody changed in them.

All values are texts, as forms have them: a list has an item a line, a person or place is told in
parts, a span is two offsets.
"""

import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from communique.errors import CommuniqueError
from communique.records import AgendaItem, DateRange, Evidence, Precision, RecordBase

Form = Literal["text", "lines", "choice", "date", "number", "spans"]

_FIXED = frozenset({"kind", "document_id", "evidence", "confidence"})
_SPAN = re.compile(r"\s*(\d{1,9})\s*[-–:]\s*(\d{1,9})\s*")
_PARTS = " | "


@dataclass(frozen=True, slots=True)
class Field:
    """One input of the form: `name` is that of the record's field, with a point before a part.

    `choices` are the values that it may have, empty where it is free.
    """

    name: str
    label: str
    form: Form
    value: str
    choices: tuple[str, ...] = ()
    hint: str = ""


def list_fields(record: RecordBase) -> tuple[Field, ...]:
    """Return the inputs by which a record may be corrected: its spans first."""
    spans = _write_spans([(e.start, e.end) for e in record.evidence])
    first = Field("spans", "Words", "spans", spans, hint="start-end, several with commas")
    return (first, *(one for name in _names(record) for one in _inputs(record, name)))


def read_changes(record: RecordBase, sent: Mapping[str, str]) -> dict[str, Any]:
    """Return what a form changes, in the form of `Archive.correct`; empty if nothing.

    A field that wasn't sent is as it is. Raises `CommuniqueError` for what is no value.
    """
    changes: dict[str, Any] = {}
    inputs = list_fields(record)
    for name in ("spans", *_names(record)):
        mine = [one for one in inputs if one.name.partition(".")[0] == name]
        told = {one.name: _tidy(sent.get(one.name, one.value)) for one in mine}
        if all(told[one.name] == _tidy(one.value) for one in mine):
            continue
        changes[name] = _read(record, name, told)
    return changes


def _names(record: RecordBase) -> list[str]:
    return [name for name in type(record).model_fields if name not in _FIXED]


def _inputs(record: RecordBase, name: str) -> Iterator[Field]:
    inner, optional = _type_of(record, name)
    value = getattr(record, name)
    label = name.replace("_", " ").capitalize()
    match _shape(inner):
        case "date":
            known = value or DateRange()
            for end in ("start", "end"):
                day = getattr(known, end)
                told = day.isoformat() if day else ""
                yield Field(f"{name}.{end}", f"{label}: {end}", "date", told)
            precisions = get_args(Precision)
            yield Field(
                f"{name}.precision", f"{label}: precision", "choice", known.precision, precisions
            )
        case "parts":
            for part in inner.model_fields:
                told = getattr(value, part) if value is not None else None
                written = "" if told is None else str(told)
                yield Field(f"{name}.{part}", f"{label}: {part.replace('_', ' ')}", "text", written)
        case "spans":
            found = [
                one.span if isinstance(one, AgendaItem) else (one.start, one.end) for one in value
            ]
            yield Field(name, label, "spans", _write_spans(found), hint="start-end, with commas")
        case "rows":
            model = get_args(inner)[0]
            hint = f"one a line: {_PARTS.join(model.model_fields)}"
            yield Field(name, label, "lines", "\n".join(map(_write_row, value)), hint=hint)
        case "list":
            yield Field(name, label, "lines", "\n".join(value), hint="one a line")
        case "choice":
            choices = tuple(str(one) for one in get_args(inner))
            yield Field(name, label, "choice", value or "", ("", *choices) if optional else choices)
        case "flag":
            yield Field(name, label, "choice", "yes" if value else "no", ("yes", "no"))
        case "number":
            written = "" if value is None else _write_number(value)
            yield Field(name, label, "number", written)
        case _:
            yield Field(name, label, "text", value or "")


def _read(record: RecordBase, name: str, told: Mapping[str, str]) -> Any:
    if name == "spans":
        return _read_spans(told[name])
    inner, optional = _type_of(record, name)
    written = told.get(name, "")
    match _shape(inner):
        case "date":
            parts = {part: told[f"{name}.{part}"] or None for part in ("start", "end")}
            if not any(parts.values()):
                return None if optional else DateRange().model_dump(mode="json")
            basis = (getattr(record, name) or DateRange()).basis
            basis = "explicit" if basis == "unknown" else basis
            # One day may be given for both.
            both = {part: day or parts["start"] or parts["end"] for part, day in parts.items()}
            precision = told[f"{name}.precision"]
            if precision == "unknown" and both["start"] == both["end"]:
                precision = "day"
            return {**both, "precision": precision, "basis": basis}
        case "parts":
            made = {part: told[f"{name}.{part}"] or None for part in inner.model_fields}
            return made if any(made.values()) else None
        case "spans":
            return _read_spans(written)
        case "rows":
            return [_read_row(get_args(inner)[0], line) for line in written.split("\n") if line]
        case "list":
            return [line for line in written.split("\n") if line]
        case "flag":
            return written == "yes"
        case "number":
            try:
                return float(written) if written else None
            except ValueError as error:
                raise CommuniqueError(f"{name}: {written[:40]!r} is no number") from error
        case _:
            return written or (None if optional else "")


def _type_of(record: RecordBase, name: str) -> tuple[Any, bool]:
    """Return the type of a field without its None, and whether it may be None."""
    annotation: Any = type(record).model_fields[name].annotation
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [one for one in get_args(annotation) if one is not type(None)]
        return inner[0], True
    return annotation, False


def _shape(inner: Any) -> str:
    if inner is DateRange:
        return "date"
    if get_origin(inner) is tuple:
        item = get_args(inner)[0]
        if item in (Evidence, AgendaItem):
            return "spans"
        return "rows" if isinstance(item, type) and issubclass(item, BaseModel) else "list"
    if get_origin(inner) is Literal:
        return "choice"
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return "parts"
    return {bool: "flag", int: "number", float: "number"}.get(inner, "text")


def _write_number(value: float) -> str:
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def _write_row(one: BaseModel) -> str:
    values = [getattr(one, part) or "" for part in type(one).model_fields]
    return _PARTS.join(values).rstrip(" |")


def _read_row(model: Any, line: str) -> dict[str, Any]:
    values = [value.strip() or None for value in line.split("|")]
    if len(values) > len(model.model_fields):
        raise CommuniqueError(
            f"{line[:60]!r} has more parts than {_PARTS.join(model.model_fields)}"
        )
    return dict(zip(model.model_fields, values, strict=False))


def _write_spans(spans: list[tuple[int, int]]) -> str:
    return ", ".join(f"{start}-{end}" for start, end in spans)


def _read_spans(written: str) -> list[list[int]]:
    found = []
    for one in filter(str.strip, written.split(",")):
        match = _SPAN.fullmatch(one)
        if match is None:
            raise CommuniqueError(f"{one.strip()[:40]!r} is no span; write START-END")
        found.append([int(match[1]), int(match[2])])
    return found


def _tidy(text: str) -> str:
    """Return a text as people mean it: browsers change ends of lines and add space."""
    return "\n".join(line.strip() for line in text.replace("\r", "").strip().split("\n"))
