"""Records: those that meet some conditions, and one by its id."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema
from starlette.responses import Response

from communique.archive.types import Order
from communique.records import RECORD_TYPES
from communique.web.api.answering import answer_json
from communique.web.api.callers import reader
from communique.web.api.cursors import cut, read_cursor
from communique.web.api.errors import LISTING, READING
from communique.web.api.fresh import fresh
from communique.web.api.models import LocatedRecord, Part, StoredRecord
from communique.web.api.parameters import (
    Cursor,
    Id,
    Limit,
    OnDays,
    Parties,
    SomeDay,
    SomeId,
    SomeName,
    SomeWords,
)
from communique.web.api.place import PREFIX
from communique.web.desk import Open

router = APIRouter(prefix=PREFIX, tags=["records"], dependencies=[reader, fresh])

_KINDS = "|".join(RECORD_TYPES)
Kind = Annotated[str, Field(pattern=f"^({_KINDS})$")]


@dataclass(frozen=True, slots=True)
class Conditions:
    """What records are to meet, by the names that `Archive.records` takes."""

    kind: tuple[str, ...]
    parties: tuple[str, ...]
    all_parties: bool
    since: date | None
    until: date | None
    due_since: date | None
    due_until: date | None
    issue: str | None
    person: str | None
    text: str | None
    document: str | None
    publisher: str | None
    confidence: float | None
    as_of: date | None
    known_at: date | None

    @property
    def given(self) -> dict[str, Any]:
        """All of them by name."""
        return {name: getattr(self, name) for name in self.__slots__}


def _read_conditions(
    days: OnDays,
    parties: Parties,
    kind: Annotated[tuple[Kind, ...], Query(max_length=len(RECORD_TYPES))] = (),
    match: Annotated[
        Annotated[str, Field(pattern="^(all|any)$")],
        Query(description="Whether a record must name all of the parties, or any."),
    ] = "all",
    since: SomeDay = None,
    until: SomeDay = None,
    due_since: SomeDay = None,
    due_until: SomeDay = None,
    issue: SomeName = None,
    person: SomeName = None,
    text: SomeWords = None,
    document: SomeId = None,
    publisher: SomeName = None,
    confidence: Annotated[
        Annotated[float, Field(ge=0, le=1)] | SkipJsonSchema[None],
        Query(description="At least so likely right."),
    ] = None,
) -> Conditions:
    return Conditions(
        kind=kind,
        parties=parties,
        all_parties=match == "all",
        since=since,
        until=until,
        due_since=due_since,
        due_until=due_until,
        issue=issue,
        person=person,
        text=text,
        document=document,
        publisher=publisher,
        confidence=confidence,
        as_of=days.as_of,
        known_at=days.known_at,
    )


Wanted = Annotated[Conditions, Depends(_read_conditions)]


@router.get("/records", responses=LISTING, response_model=Part[StoredRecord])
def list_records(
    request: Request,
    desk: Open,
    wanted: Wanted,
    order: Annotated[Order, Query()] = "newest",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the records that meet every condition, each with its evidence.

    `since` and `until` bound the day that a record is filed under, `due_since` and `due_until`
    its own date. `text` are words that its evidence holds together, `person` a name or some of
    its words. The order `document` gives documents oldest first, each in reading order.
    """
    found = list(
        desk.records(
            **wanted.given, order=order, limit=limit + 1, after=read_cursor(request, cursor)
        )
    )
    part, following = cut(request, found, limit, lambda one: one.id)
    return answer_json(request, Part(items=tuple(map(StoredRecord.of, part)), next=following))


@router.get("/records/{record}", responses=READING, response_model=LocatedRecord)
def read_record(
    request: Request,
    desk: Open,
    days: OnDays,
    record: Id,
    margin: Annotated[int, Query(ge=0, le=2000, description="Characters of text around.")] = 200,
) -> Response:
    """Give a record among its text; also one that is no longer shown, say because corrected."""
    found = desk.at(record, margin=margin, known_at=days.known_at)
    return answer_json(request, LocatedRecord.of(found, desk.state_of(record)))
