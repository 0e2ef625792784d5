"""Linked things as they are listed: encounters, officials, commitments, positions and so on."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic.json_schema import SkipJsonSchema
from starlette.responses import Response

from communique.linking.types import PromiseState
from communique.views import linked_listings, listings
from communique.views.listings import Listing
from communique.views.sorting import sort_rows
from communique.web.api.answering import answer_json
from communique.web.api.callers import reader
from communique.web.api.cursors import go_on
from communique.web.api.errors import LISTING
from communique.web.api.fresh import fresh
from communique.web.api.models import Part
from communique.web.api.parameters import (
    Cursor,
    Limit,
    OnDays,
    Parties,
    SomeDay,
    SomeName,
    resolve,
)
from communique.web.api.place import PREFIX
from communique.web.api.rows import (
    CommitmentRow,
    EncounterRow,
    FindingRow,
    MechanismRow,
    OfficialRow,
    PositionRow,
    RequestRow,
    TargetRow,
)
from communique.web.desk import Bounds, Open

router = APIRouter(prefix=PREFIX, tags=["linked"], dependencies=[reader, fresh])

#: By what one can sort each; a minus turns the order around.
Way = Query(description="`-` before it: the greatest or latest first; what lacks it comes last.")
EncounterWay = Literal["date", "-date", "independent_sources", "-independent_sources", "form"]
CommitmentWay = Literal["due", "-due", "state", "force", "action", "steps", "-steps"]
PositionWay = Literal["holder", "issue", "first", "-first", "last", "-last", "uses", "-uses"]
MechanismWay = Literal["name", "last", "-last", "gap_days", "-gap_days", "rounds", "-rounds"]
RequestWay = Literal["by", "answer", "due", "-due"]
TargetWay = Literal["due", "-due", "label", "state"]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every listing is asked with: of which archive and days, and which part of it."""

    request: Request
    desk: Open
    days: OnDays
    limit: Limit = 50
    cursor: Cursor = None

    @property
    def bounds(self) -> Bounds:
        """The days, by the names that views take."""
        return self.days.bounds

    def answer(self, listing: Listing, sort: str | None) -> Response:
        """Return a part of a listing: its rows are plain data of the form that the types tell."""
        rows: Any = listing.rows if sort is None else sort_rows(listing.rows, sort)
        part, following = go_on(self.request, rows, self.cursor, self.limit)
        return answer_json(self.request, {"items": part, "next": following})


Asked = Annotated[_Asked, Depends()]


@router.get("/encounters", responses=LISTING, response_model=Part[EncounterRow])
def list_encounters(
    asked: Asked,
    parties: Parties,
    sort: Annotated[EncounterWay | SkipJsonSchema[None], Way] = None,
) -> Response:
    """List who met whom, one item for each contact however many documents report it."""
    listing = linked_listings.list_encounters(asked.desk, *parties, form="rows", **asked.bounds)
    return asked.answer(listing, sort)


@router.get("/officials", responses=LISTING, response_model=Part[OfficialRow])
def list_officials(
    asked: Asked,
    parties: Parties,
    sort: Annotated[Literal["name", "party"] | SkipJsonSchema[None], Way] = None,
) -> Response:
    """List people of any of the parties, with the offices in which they were seen."""
    listing = linked_listings.list_officials(asked.desk, *parties, form="rows", **asked.bounds)
    return asked.answer(listing, sort)


@router.get("/commitments", responses=LISTING, response_model=Part[CommitmentRow])
def list_commitments(
    asked: Asked,
    parties: Parties,
    state: Annotated[tuple[PromiseState, ...], Query(max_length=6)] = (),
    due_before: SomeDay = None,
    sort: Annotated[CommitmentWay | SkipJsonSchema[None], Way] = None,
) -> Response:
    """List the commitments of all, of one party, or of two to each other, and what became of them.

    Unless sorted otherwise, what is not settled comes first, and of that what is due next.
    """
    listing = listings.list_commitments(
        asked.desk, *parties, form="rows", states=state, due_before=due_before, **asked.bounds
    )
    return asked.answer(listing, sort)


@router.get("/positions", responses=LISTING, response_model=Part[PositionRow])
def list_positions(
    asked: Asked,
    holder: SomeName = None,
    issue: SomeName = None,
    sort: Annotated[PositionWay | SkipJsonSchema[None], Way] = None,
) -> Response:
    """List how a party, or each, worded its positions: by holder and issue."""
    named = resolve(holder) if holder is not None else None
    listing = listings.list_positions(asked.desk, named, form="rows", issue=issue, **asked.bounds)
    return asked.answer(listing, sort)


@router.get("/mechanisms", responses=LISTING, response_model=Part[MechanismRow])
def list_mechanisms(
    asked: Asked,
    parties: Parties,
    sort: Annotated[MechanismWay | SkipJsonSchema[None], Way] = None,
) -> Response:
    """List the mechanisms in which all the parties take part, those seen last first."""
    listing = listings.list_mechanisms(asked.desk, *parties, form="rows", **asked.bounds)
    return asked.answer(listing, sort)


@router.get("/requests", responses=LISTING, response_model=Part[RequestRow])
def list_requests(
    asked: Asked,
    parties: Parties,
    sort: Annotated[RequestWay | SkipJsonSchema[None], Way] = None,
) -> Response:
    """List what was asked for between all the parties, the oldest first, with the answers."""
    listing = linked_listings.list_requests(asked.desk, *parties, form="rows", **asked.bounds)
    return asked.answer(listing, sort)


@router.get("/targets", responses=LISTING, response_model=Part[TargetRow])
def list_targets(
    asked: Asked,
    parties: Parties,
    sort: Annotated[TargetWay | SkipJsonSchema[None], Way] = None,
) -> Response:
    """List the numbers aimed at by all the parties, those due first in front."""
    listing = linked_listings.list_targets(asked.desk, *parties, form="rows", **asked.bounds)
    return asked.answer(listing, sort)


@router.get("/findings", responses=LISTING, response_model=Part[FindingRow])
def list_findings(
    asked: Asked,
    party: SomeName = None,
    sort: Annotated[Literal["check"] | SkipJsonSchema[None], Way] = None,
) -> Response:
    """List what doesn't fit together: dates, offices, figures, totals; each with its words."""
    named = resolve(party) if party is not None else None
    listing = linked_listings.list_findings(asked.desk, named, form="rows", **asked.bounds)
    return asked.answer(listing, sort)
