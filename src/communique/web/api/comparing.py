"""Accounts of one encounter side by side."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from communique.views.choosing import choose_document
from communique.views.compared import compare_documents, compare_encounter
from communique.web.api.answering import answer_json
from communique.web.api.callers import reader
from communique.web.api.errors import READING
from communique.web.api.fresh import fresh
from communique.web.api.models import Comparison
from communique.web.api.parameters import Name, OnDays, SomeId
from communique.web.api.place import PREFIX
from communique.web.desk import Open

router = APIRouter(prefix=PREFIX, tags=["comparison"], dependencies=[reader, fresh])


@router.get("/comparison", responses=READING, response_model=Comparison)
def compare(
    request: Request,
    desk: Open,
    days: OnDays,
    encounter: SomeId = None,
    document: Annotated[
        tuple[Name, ...],
        Query(max_length=8, description="Ids or names of two documents or more."),
    ] = (),
) -> Response:
    """Lay accounts of one encounter side by side: what both report, and what only one does.

    Give an encounter by its id, or two documents or more.
    """
    if (encounter is None) == (not document) or len(set(document)) == 1:
        raise HTTPException(400, "name an encounter, or two documents or more")
    if encounter is not None:
        found = compare_encounter(desk, encounter, **days.bounds)
    else:
        named = {s.id: s for s in (choose_document(desk, d, **days.bounds) for d in document)}
        if len(named) < 2:
            raise HTTPException(400, "name two documents or more, none twice")
        found = compare_documents(desk, list(named.values()), **days.bounds)
    return answer_json(request, Comparison(readouts=found.readouts, remarks=found.remarks))
