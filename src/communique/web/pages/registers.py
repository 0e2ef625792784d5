"""Registers: encounters, commitments, requests, targets, positions, mechanisms, people, dates."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse

from communique.views import Desk
from communique.views.registers import RegisterPage, Sort, Wanted
from communique.web.access import ReaderNeeded
from communique.web.desk import Days, OfParties, OnDays, Open
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)

_DAY = r"^(\d{4}-\d{2}-\d{2})?$"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a register is shown: its title, and what its lines, details, states, days are called.

    `sorts` are the ways to sort it beside the standard one, which `standard` names.
    """

    title: str
    line: str
    detail: str
    state: str
    day: str
    standard: str
    sorts: tuple[tuple[Sort, str], ...] = (("newest", "newest first"), ("party", "by party"))


_NEWEST: tuple[Sort, str] = ("newest", "newest first")
_PARTY: tuple[Sort, str] = ("party", "by party")

KINDS = {
    "encounters": Kind(
        title="Encounters",
        line="What",
        detail="account",
        state="Status",
        day="Held",
        standard="to come, then newest",
    ),
    "commitments": Kind(
        title="Commitments",
        line="What",
        detail="later step",
        state="State",
        day="Due",
        standard="overdue first",
        sorts=(("day", "due first"), ("newest", "due last"), _PARTY),
    ),
    "requests": Kind(
        title="Requests",
        line="What",
        detail="later step",
        state="Answer",
        day="Asked",
        standard="newest first",
        sorts=(("day", "oldest first"), _PARTY),
    ),
    "targets": Kind(
        title="Targets",
        line="What",
        detail="later figure",
        state="State",
        day="Due",
        standard="due first",
        sorts=(_PARTY,),
    ),
    "positions": Kind(
        title="Positions, word by word",
        line="Wording",
        detail="use",
        state="Change",
        day="Last used",
        standard="by holder and issue",
    ),
    "mechanisms": Kind(
        title="Mechanisms",
        line="Name",
        detail="round",
        state="State",
        day="Last round",
        standard="seen last first",
    ),
    "people": Kind(
        title="People in office",
        line="Name",
        detail="office",
        state="Rank",
        day="Last seen",
        standard="by party and name",
    ),
    "calendar": Kind(
        title="Calendar",
        line="Of what",
        detail="date",
        state="What",
        day="Date",
        standard="soonest first",
        sorts=(_PARTY,),
    ),
    "findings": Kind(
        title="What doesn't fit together",
        line="Finding",
        detail="place",
        state="Check",
        day="Published",
        standard="by check",
    ),
}


def _read_wanted(
    state: str = "",
    issue: str = "",
    about: str = "",
    since: Annotated[str, Query(pattern=_DAY)] = "",
    until: Annotated[str, Query(pattern=_DAY)] = "",
    words: str = "",
    sort: Sort = "standard",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Wanted:
    return Wanted(
        state=state or None,
        issue=issue or None,
        party=about or None,
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
        words=words or None,
        sort=sort,
        page=page,
    )


Lines = Annotated[Wanted, Depends(_read_wanted)]


@router.get("/encounters")
def list_encounters(
    request: Request, desk: Open, who: ReaderNeeded, of: OfParties, days: OnDays, wanted: Lines
) -> HTMLResponse:
    """List who met whom, each contact once."""
    return _show(request, desk, "encounters", of, days, wanted)


@router.get("/commitments")
def list_commitments(
    request: Request, desk: Open, who: ReaderNeeded, of: OfParties, days: OnDays, wanted: Lines
) -> HTMLResponse:
    """List what was promised, what became of it, the overdue first."""
    return _show(request, desk, "commitments", of, days, wanted)


@router.get("/requests")
def list_requests(
    request: Request, desk: Open, who: ReaderNeeded, of: OfParties, days: OnDays, wanted: Lines
) -> HTMLResponse:
    """List what was asked for, with the answers."""
    return _show(request, desk, "requests", of, days, wanted)


@router.get("/targets")
def list_targets(
    request: Request, desk: Open, who: ReaderNeeded, of: OfParties, days: OnDays, wanted: Lines
) -> HTMLResponse:
    """List numbers aimed at, beside what later statistics say."""
    return _show(request, desk, "targets", of, days, wanted)


@router.get("/positions")
def list_positions(
    request: Request, desk: Open, who: ReaderNeeded, of: OfParties, days: OnDays, wanted: Lines
) -> HTMLResponse:
    """List how positions were worded, with the changes marked word by word."""
    return _show(request, desk, "positions", of[:1], days, wanted)


@router.get("/mechanisms")
def list_mechanisms(
    request: Request, desk: Open, who: ReaderNeeded, of: OfParties, days: OnDays, wanted: Lines
) -> HTMLResponse:
    """List standing arrangements, and draw their sessions on one axis."""
    return _show(request, desk, "mechanisms", of, days, wanted, draw=True)


@router.get("/people")
def list_people(
    request: Request, desk: Open, who: ReaderNeeded, of: OfParties, days: OnDays, wanted: Lines
) -> HTMLResponse:
    """List persons with the offices in which they were seen."""
    return _show(request, desk, "people", of, days, wanted)


@router.get("/calendar")
def list_dates(
    request: Request,
    desk: Open,
    who: ReaderNeeded,
    of: OfParties,
    days: OnDays,
    wanted: Lines,
    past: bool = False,
) -> HTMLResponse:
    """List what lies ahead: encounters, due dates, promised sessions; with `past` all dates."""
    register = "calendar-all" if past else "calendar"
    return _show(request, desk, "calendar", of, days, wanted, register=register)


@router.get("/checks")
def list_findings(
    request: Request, desk: Open, who: ReaderNeeded, of: OfParties, days: OnDays, wanted: Lines
) -> HTMLResponse:
    """List what can't all be true: dates, offices, figures, totals."""
    return _show(request, desk, "findings", (), days, wanted)


def _show(
    request: Request,
    desk: Desk,
    kind: str,
    parties: tuple[str, ...],
    days: Days,
    wanted: Wanted,
    *,
    register: str | None = None,
    draw: bool = False,
) -> HTMLResponse:
    named: dict[str, Any] = {
        "kind": kind,
        "shown": KINDS[kind],
        "parties": parties,
        "days": days,
        "wanted": wanted,
    }
    # Linking a million records for a page that nobody reads to its end helps nobody.
    if desk.takes_long(*parties) and kind != "findings" and "all" not in request.query_params:
        most = [party for party, _ in desk.overview().parties[:60]]
        return render(request, "register-choice.html.j2", most=most, **named)
    on = {"as_of": days.as_of, "known_at": days.known_at}
    page: RegisterPage = desk.register(register or kind, *parties, wanted=wanted, **on)
    return render(
        request,
        "register.html.j2",
        among=parties if desk.takes_long() else (),
        page=page,
        chart=desk.rounds(*parties, **on) if draw else None,
        **named,
    )
