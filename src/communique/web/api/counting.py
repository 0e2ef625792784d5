"""Counts: of the archive, and of its pairs."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic.json_schema import SkipJsonSchema
from starlette.responses import Response

from communique.web.api.answering import answer_json
from communique.web.api.callers import reader
from communique.web.api.cursors import go_on
from communique.web.api.errors import LISTING, READING
from communique.web.api.fresh import fresh
from communique.web.api.models import Counts, PairCount, Part
from communique.web.api.parameters import Cursor, Limit, OnDays, SomeDay
from communique.web.api.place import PREFIX
from communique.web.api.records import Kind
from communique.web.desk import Open

router = APIRouter(prefix=PREFIX, tags=["counts"], dependencies=[reader, fresh])


@router.get("/stats", responses=READING, response_model=Counts)
def count(request: Request, desk: Open, days: OnDays) -> Response:
    """Count what the archive holds: documents, records by kind and by party."""
    return answer_json(request, Counts.model_validate(desk.stats(**days.bounds)))


@router.get("/pairs", responses=LISTING, response_model=Part[PairCount])
def list_pairs(
    request: Request,
    desk: Open,
    days: OnDays,
    kind: Annotated[Kind | SkipJsonSchema[None], Query()] = None,
    since: SomeDay = None,
    until: SomeDay = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the pairs that records name together, those with most records first."""
    found = desk.pairs(kind=kind, since=since, until=until, **days.bounds)
    rows = [{"id": f"{pair.left} {pair.right}", "pair": pair} for pair in found]
    part, following = go_on(request, rows, cursor, limit)
    items = tuple(PairCount.of(row["pair"]) for row in part)
    return answer_json(request, Part(items=items, next=following))
