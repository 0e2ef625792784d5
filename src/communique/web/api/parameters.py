"""What callers send, as types: each is checked, and described in the OpenAPI document."""

import re
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Path, Query
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from communique.reference.parties import load_parties
from communique.web.desk import Days

#: A day of the years 1000 to 2999: reckoning around it stays within the calendar.
_DAY = r"^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


def _read_day(value: Any) -> date:
    if not (isinstance(value, str) and re.match(_DAY, value)):
        raise ValueError("write a day as YYYY-MM-DD, of the years 1000 to 2999")
    return date.fromisoformat(value)


Day = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY}),
]

#: No text has a NUL: some stores can't even ask for one.
_TEXT = r"^[^\x00]*$"
Words = Annotated[str, Field(min_length=1, max_length=1000, pattern=_TEXT)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=_TEXT)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]

SomeDay = Annotated[Day | SkipJsonSchema[None], Query()]
SomeWords = Annotated[Words | SkipJsonSchema[None], Query()]
SomeName = Annotated[Name | SkipJsonSchema[None], Query()]
SomeId = Annotated[Id | SkipJsonSchema[None], Query()]

Limit = Annotated[int, Query(ge=1, le=500, description="How many items at most.")]
Cursor = Annotated[
    Annotated[str, Field(max_length=400, pattern=r"^[A-Za-z0-9_-]+$")] | SkipJsonSchema[None],
    Query(description="`next` of the part before; it goes with the same question only."),
]
Party = Annotated[Name, Path(description="A state or organisation: any name, code or id.")]


def _days(
    as_of: Annotated[
        Day | SkipJsonSchema[None],
        Query(
            description="Only what had been published by then, and what was so on that day.",
            examples=["2024-12-31"],
        ),
    ] = None,
    known_at: Annotated[
        Day | SkipJsonSchema[None],
        Query(description="As the archive knew it at the end of that day (UTC)."),
    ] = None,
) -> Days:
    return Days(as_of, known_at)


def _parties(
    party: Annotated[
        tuple[Name, ...],
        Query(
            max_length=8,
            description="A state or organisation: any name, code or id. Several: all of them.",
            examples=[["GBR"]],
        ),
    ] = (),
) -> tuple[str, ...]:
    # Each once: who asks for China and the PRC asks for one.
    return tuple(dict.fromkeys(map(load_parties().resolve, party)))


def resolve(party: str) -> str:
    """Return the id of a party by any of its names; raise `UnknownParty`."""
    return load_parties().resolve(party)


OnDays = Annotated[Days, Depends(_days)]
Parties = Annotated[tuple[str, ...], Depends(_parties)]
