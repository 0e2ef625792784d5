"""What a model may say of a record: its kind, quotes of the page, and values of closed classes.

All of it follows from the record types. Only acts are asked for: names of arrangements, offices,
memberships and numbers are read by tables, which a model adds nothing to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from communique.records import (
    Commitment,
    DateRange,
    Engagement,
    Evidence,
    Position,
    RecordBase,
    Request,
    Statement,
)

KINDS: Mapping[str, type[RecordBase]] = MappingProxyType(
    {
        "engagement": Engagement,
        "statement": Statement,
        "commitment": Commitment,
        "request": Request,
        "position": Position,
    }
)

#: Fields that the program finds itself in the words that were quoted, or leaves empty.
OWN = frozenset(
    {
        "addressee", "cue", "host", "issue", "mechanism", "mode", "note", "people", "place",
        "speaker_party", "speakers", "stops",
    }
)  # fmt: skip

#: The sentence, and in it the words that state the act; every kind has them.
SENTENCE, ACT = "sentence", "act"

#: So long a quote may be, and so many parties one record may have.
MOST_CHARS, MOST_QUOTES = 2_000, 30

Shape = Literal["quote", "quotes", "class"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field as a model fills it: a quote, several quotes, or one of `values`."""

    name: str
    shape: Shape
    values: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """One record as a model told it, of the right form; nothing of it is believed yet."""

    kind: str
    sentence: str
    act: str
    quotes: Mapping[str, tuple[str, ...]]
    values: Mapping[str, str]

    def quote(self, name: str) -> str | None:
        """Return the one quote of a field; None where it was left empty."""
        found = self.quotes[name]
        return found[0] if found else None


@lru_cache(maxsize=len(KINDS))
def fields_of(kind: str) -> tuple[Field, ...]:
    """Return the fields of a kind that a model fills, sentence and act first."""
    shared = (Field(SENTENCE, "quote"), Field(ACT, "quote"))
    return shared + tuple(_own_fields(KINDS[kind]))


def _own_fields(type_: type[RecordBase]) -> Iterator[Field]:
    for name, info in type_.model_fields.items():
        if name in RecordBase.model_fields or name in OWN:
            continue
        told = info.annotation
        if get_origin(told) is Literal:
            yield Field(name, "class", get_args(told))
        elif told == tuple[str, ...]:
            yield Field(name, "quotes", required=info.is_required())
        elif told is DateRange or DateRange in get_args(told):
            yield Field(name, "quote", required=False)
        elif told is str or told == tuple[Evidence, ...]:
            yield Field(name, "quote")
        else:
            raise TypeError(f"{type_.__name__}.{name}: a model has no way to say {told}")


def answer_schema() -> dict[str, Any]:
    """Return the JSON schema of an answer, within what servers take as a strict one."""
    kinds = [_kind_schema(kind) for kind in KINDS]
    return _object({"records": {"type": "array", "items": {"anyOf": kinds}}})


def _kind_schema(kind: str) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": {"type": "string", "enum": [kind]}}
    for field in fields_of(kind):
        match field.shape:
            case "class":
                told[field.name] = {"type": "string", "enum": list(field.values)}
            case "quotes":
                told[field.name] = {"type": "array", "items": {"type": "string"}}
            case "quote":
                told[field.name] = {"type": "string" if field.required else ["string", "null"]}
    return _object(told)


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def read_proposal(told: object) -> Proposal | None:
    """Return an item of an answer as a proposal; None if it isn't of the form.

    What may be empty may also be missing. Anything that the form doesn't know makes it none.
    """
    if not isinstance(told, dict) or not isinstance(kind := told.get("kind"), str):
        return None
    if kind not in KINDS:
        return None
    fields = fields_of(kind)
    if told.keys() - {"kind", *(field.name for field in fields)}:
        return None
    quotes: dict[str, tuple[str, ...]] = {}
    values: dict[str, str] = {}
    for field in fields:
        value = told.get(field.name)
        if field.shape == "class":
            if value not in field.values:
                return None
            values[field.name] = value
        else:
            found = _read_quotes(value, field)
            if found is None or (field.required and not found):
                return None
            quotes[field.name] = found
    return Proposal(kind, quotes[SENTENCE][0], quotes[ACT][0], quotes, values)


def _read_quotes(value: object, field: Field) -> tuple[str, ...] | None:
    """Return the quotes of a field, () for none; None where it holds something else."""
    if value is None or value == "" or value == []:
        return ()
    listed = value if isinstance(value, list) and field.shape == "quotes" else [value]
    if len(listed) > MOST_QUOTES:
        return None
    if not all(isinstance(one, str) and one.strip() and len(one) <= MOST_CHARS for one in listed):
        return None
    return tuple(listed)
