"""The first page, and the dossier of a pair."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.reference.parties import load_parties
from communique.views.abridging import BRIEF_LINES
from communique.web.access import ReaderNeeded
from communique.web.desk import OnDays, Open
from communique.web.keeping import kept
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)

#: So many documents stand on the first page.
_FIRST = 12
#: More lines than a dossier in full has in any group.
_ALL = 1_000_000


@router.get("/")
@kept
def show_home(request: Request, desk: Open, who: ReaderNeeded) -> HTMLResponse:
    """Show what the archive holds: the busiest pairs, the newest documents."""
    return render(
        request,
        "home.html.j2",
        stats=desk.overview(),
        documents=list(desk.documents(limit=_FIRST)),
    )


@router.get("/pairs")
def find_pair(request: Request, desk: Open, who: ReaderNeeded, a: str, b: str) -> Response:
    """Lead to the dossier of two parties by any of their names."""
    one, other = (load_parties().resolve(name) for name in (a, b))
    return RedirectResponse(f"/pairs/{one}/{other}", status_code=303)


@router.get("/pairs/{left}/{right}")
@kept
def show_pair(
    request: Request,
    desk: Open,
    who: ReaderNeeded,
    left: str,
    right: str,
    days: OnDays,
    full: bool = False,
) -> HTMLResponse:
    """Show the dossier of two parties: in one page, or in full."""
    page = desk.brief(
        left,
        right,
        as_of=days.as_of,
        known_at=days.known_at,
        most=_ALL if full else BRIEF_LINES,
    )
    pair = tuple(load_parties().resolve(name) for name in (left, right))
    return render(
        request,
        "pair.html.j2",
        among=pair if desk.takes_long() else (),
        page=page,
        days=days,
        full=full,
        pair=pair,
        drawings=desk.drawings(*pair, as_of=days.as_of, known_at=days.known_at),
    )


@router.get("/pairs/{left}/{right}/changes")
@kept
def show_changes(
    request: Request,
    desk: Open,
    who: ReaderNeeded,
    left: str,
    right: str,
    days: OnDays,
    since: Annotated[date, Query(description="What was learnt after the end of this day.")],
) -> HTMLResponse:
    """Show what the archive learnt of two parties after a day."""
    page = desk.changes(left, right, since, known_at=days.known_at)
    pair = tuple(load_parties().resolve(name) for name in (left, right))
    return render(
        request,
        "changes.html.j2",
        among=pair if desk.takes_long() else (),
        page=page,
        days=days,
        pair=pair,
        since=since,
    )
