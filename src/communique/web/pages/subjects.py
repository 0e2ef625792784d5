"""Pages of one thing: a person, a state or organisation, an issue, a mechanism, anything linked."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.errors import NotOnRecord
from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.types import Person
from communique.reference.issues import load_issues
from communique.reference.parties import load_parties
from communique.views.choosing import choose_mechanism, choose_person
from communique.views.issue_page import lay_out_issue
from communique.views.mechanism_page import lay_out_mechanism
from communique.views.page import Page
from communique.views.party_page import lay_out_party
from communique.views.person_page import lay_out_person
from communique.views.showing import find_thing, lay_out_record, lay_out_thing
from communique.web.access import ReaderNeeded
from communique.web.desk import Days, OnDays, Open
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/people/{key}")
def show_person(
    request: Request, desk: Open, who: ReaderNeeded, days: OnDays, key: str
) -> HTMLResponse:
    """Show the dossier of a person, by id or name."""
    memory = desk.recall(as_of=days.as_of, known_at=days.known_at)
    return _show(request, lay_out_person(memory, choose_person(memory, key)), days)


@router.get("/mechanisms/{key}")
def show_mechanism(
    request: Request, desk: Open, who: ReaderNeeded, days: OnDays, key: str
) -> HTMLResponse:
    """Show the dossier of a mechanism, by id or name."""
    memory = desk.recall(as_of=days.as_of, known_at=days.known_at)
    return _show(request, lay_out_mechanism(memory, choose_mechanism(memory, key)), days)


@router.get("/parties/{key}")
def show_party(
    request: Request, desk: Open, who: ReaderNeeded, days: OnDays, key: str
) -> HTMLResponse:
    """Show the dossier of a state or an organisation, by id or any name."""
    party = load_parties().resolve(key)
    memory = desk.recall(party, as_of=days.as_of, known_at=days.known_at)
    return _show(request, lay_out_party(memory, party), days)


@router.get("/issues/{key}")
def show_issue(
    request: Request, desk: Open, who: ReaderNeeded, days: OnDays, key: str
) -> HTMLResponse:
    """Show the dossier of an issue."""
    if key not in load_issues().issues:
        raise NotOnRecord("issue", key)
    memory = desk.recall(as_of=days.as_of, known_at=days.known_at)
    return _show(request, lay_out_issue(memory, key), days)


@router.get("/things/{key}")
def show_thing(request: Request, desk: Open, who: ReaderNeeded, days: OnDays, key: str) -> Response:
    """Show what is linked under an id: each account in its words, and why it counts."""
    memory = desk.recall(as_of=days.as_of, known_at=days.known_at)
    thing = find_thing(memory, key)
    if isinstance(thing, Person | LinkedMechanism):
        folder = "people" if isinstance(thing, Person) else "mechanisms"
        return RedirectResponse(f"/{folder}/{thing.id}", status_code=303)
    return _show(request, lay_out_thing(memory, thing, desk.text), days)


@router.get("/records/{key}")
def show_record(
    request: Request, desk: Open, who: ReaderNeeded, days: OnDays, key: str
) -> HTMLResponse:
    """Show one record: its words in their text, and what was read there."""
    return _show(request, lay_out_record(desk.at(key, known_at=days.known_at)), days)


def _show(request: Request, page: Page, days: Days) -> HTMLResponse:
    return render(request, "page.html.j2", page=page, days=days, full=None)
