"""Pages of one thing: a person, a state or organisation, an issue, a mechanism, anything linked."""

import re
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.errors import ArchiveError, NotOnRecord
from communique.reference.issues import load_issues
from communique.reference.parties import load_parties
from communique.views import Desk
from communique.views.abridging import BRIEF_LINES
from communique.views.summaries import summarise
from communique.web.access import ReaderNeeded
from communique.web.desk import Among, OnDays, Open
from communique.web.keeping import keep_off, kept
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)

#: Linked things that have pages of their own, by the letter that their ids begin with.
_ID = re.compile(r"[a-z][0-9a-f]{19}")
_FOLDERS = {"p": "people", "m": "mechanisms", "e": "encounters"}


@router.get("/people/{key}")
@kept
def show_person(
    request: Request,
    desk: Open,
    who: ReaderNeeded,
    days: OnDays,
    among: Among,
    key: str,
    full: bool = False,
) -> HTMLResponse:
    """Show the dossier of a person, by id or name."""
    on = days.bounds
    page = desk.subject("person", key, among=among, most=_most(full), **on)
    return render(request, "subject.html.j2", among=among, page=page, days=days, full=full)


@router.get("/mechanisms/{key}")
@kept
def show_mechanism(
    request: Request,
    desk: Open,
    who: ReaderNeeded,
    days: OnDays,
    among: Among,
    key: str,
    full: bool = False,
) -> HTMLResponse:
    """Show the dossier of a mechanism, by id or name."""
    on = days.bounds
    page = desk.subject("mechanism", key, among=among, most=_most(full), **on)
    return render(request, "subject.html.j2", among=among, page=page, days=days, full=full)


@router.get("/parties")
@kept
def list_parties(request: Request, desk: Open, who: ReaderNeeded, days: OnDays) -> HTMLResponse:
    """List the states and organisations that records name, most named first."""
    held = desk.overview(as_of=days.as_of, known_at=days.known_at)
    return render(request, "parties.html.j2", parties=dict(held.parties), days=days)


@router.get("/parties/{key}")
@kept
def show_party(
    request: Request, desk: Open, who: ReaderNeeded, days: OnDays, key: str, full: bool = False
) -> HTMLResponse:
    """Show the dossier of a state or an organisation, by id or any name."""
    party = load_parties().resolve(key)
    on = days.bounds
    page = desk.subject("state", party, most=_most(full), **on)
    drawings = desk.drawings(party, **on)
    return render(
        request,
        "party.html.j2",
        among=(party,) if desk.takes_long() else (),
        page=page,
        days=days,
        party=party,
        drawings=drawings,
        full=full,
    )


@router.get("/issues")
@kept
def list_issues(request: Request, desk: Open, who: ReaderNeeded, days: OnDays) -> HTMLResponse:
    """List the issues that records tell of, with how many do, and draw them by year."""
    return render(request, "issues.html.j2", issues=desk.issues(as_of=days.as_of), days=days)


@router.get("/issues/{key}")
@kept
def show_issue(
    request: Request, desk: Open, who: ReaderNeeded, days: OnDays, key: str, full: bool = False
) -> HTMLResponse:
    """Show the dossier of an issue."""
    if key not in load_issues().issues:
        raise NotOnRecord("issue", key)
    on = days.bounds
    page = desk.subject("issue", key, most=_most(full), **on)
    return render(request, "subject.html.j2", page=page, days=days, full=full)


@router.get("/encounters/{key}")
@kept
def show_encounter(
    request: Request, desk: Open, who: ReaderNeeded, days: OnDays, among: Among, key: str
) -> HTMLResponse:
    """Show an encounter: what all its accounts tell, and these side by side."""
    on = days.bounds
    page = desk.show(key, among=among, **on)
    beside = desk.side_by_side(key, among=among, **on)
    return render(
        request, "encounter.html.j2", among=among, page=page, beside=beside, days=days, key=key
    )


@router.get("/things/{key}")
@kept
def show_thing(
    request: Request, desk: Open, who: ReaderNeeded, days: OnDays, among: Among, key: str
) -> Response:
    """Show what is linked under an id: each account in its words, and why it counts."""
    folder = _find_folder(desk, key)
    if folder is not None:
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/{folder}/{quote(key, safe='')}{asked}", status_code=303)
    page = desk.show(key, among=among, as_of=days.as_of, known_at=days.known_at)
    return render(request, "page.html.j2", among=among, page=page, days=days)


def _most(full: bool) -> int | None:
    """Return how many lines of a group are shown."""
    return None if full else BRIEF_LINES


def _find_folder(desk: Desk, key: str) -> str | None:
    """Return where the page of a thing stands if not here."""
    try:
        desk.at(key)
    except ArchiveError:
        # The ids of records are of no letter, and may begin with any of these.
        return _FOLDERS.get(key[:1]) if _ID.fullmatch(key) else None
    return "records"


@router.get("/records/{key}")
@kept
def show_record(
    request: Request,
    desk: Open,
    who: ReaderNeeded,
    days: OnDays,
    key: str,
    uses: bool = False,
) -> HTMLResponse:
    """Show one record: its words in their text, what was read there, and where it is used; what
    must be linked for that, only if `uses` are asked for.
    """
    on = days.bounds
    located = desk.at(key, known_at=days.known_at)
    page = desk.show(key, **on)
    used = desk.uses(key, **on) if uses else desk.uses_at_hand(key, **on)
    found, among = used if used is not None else (None, ())
    if used is None:
        keep_off(request)
    return render(
        request,
        "record.html.j2",
        among=among,
        page=page,
        uses=found,
        told=summarise(located.stored.record),
        document=located.stored.document,
        key=key,
        days=days,
    )
