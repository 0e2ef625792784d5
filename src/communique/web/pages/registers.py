"""Registers: encounters, commitments, requests, targets, positions, mechanisms, people, dates."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse

from communique.views import Desk
from communique.views.registers import RegisterPage, Sort, Wanted
from communique.web.access import ReaderNeeded
from communique.web.desk import OfParties, OnDays, Open
from communique.web.keeping import kept
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every register is asked with: of which parties and days, and which lines."""

    of: OfParties
    days: OnDays
    wanted: Annotated[Wanted, Depends(_read_wanted)]

    def show(
        self,
        request: Request,
        desk: Desk,
        kind: str,
        *,
        most: int | None = None,
        register: str | None = None,
        draw: bool = False,
    ) -> HTMLResponse:
        """Show a register of the first `most` parties that were named; `draw` its sessions."""
        parties = self.of[:most]
        named: dict[str, Any] = {
            "kind": kind,
            "shown": KINDS[kind],
            "parties": parties,
            "days": self.days,
            "wanted": self.wanted,
        }
        asks_for_all = "all" in request.query_params
        # Linking a million records for a page that nobody reads to its end helps nobody.
        if desk.takes_long(*parties) and kind != "findings" and not asks_for_all:
            busiest = [party for party, _ in desk.overview().parties[:60]]
            return render(request, "register-choice.html.j2", most=busiest, **named)
        on = self.days.bounds
        page: RegisterPage = desk.register(register or kind, *parties, wanted=self.wanted, **on)
        return render(
            request,
            "register.html.j2",
            among=parties if desk.takes_long() else (),
            page=page,
            chart=desk.rounds(*parties, **on) if draw else None,
            **named,
        )


Asked = Annotated[_Asked, Depends()]


@router.get("/encounters")
@kept
def list_encounters(request: Request, desk: Open, who: ReaderNeeded, asked: Asked) -> HTMLResponse:
    """List who met whom, each contact once."""
    return asked.show(request, desk, "encounters")


@router.get("/commitments")
@kept
def list_commitments(request: Request, desk: Open, who: ReaderNeeded, asked: Asked) -> HTMLResponse:
    """List what was promised, what became of it, the overdue first."""
    return asked.show(request, desk, "commitments")


@router.get("/requests")
@kept
def list_requests(request: Request, desk: Open, who: ReaderNeeded, asked: Asked) -> HTMLResponse:
    """List what was asked for, with the answers."""
    return asked.show(request, desk, "requests")


@router.get("/targets")
@kept
def list_targets(request: Request, desk: Open, who: ReaderNeeded, asked: Asked) -> HTMLResponse:
    """List numbers aimed at, beside what later statistics say."""
    return asked.show(request, desk, "targets")


@router.get("/positions")
@kept
def list_positions(request: Request, desk: Open, who: ReaderNeeded, asked: Asked) -> HTMLResponse:
    """List how positions were worded, with the changes marked word by word."""
    return asked.show(request, desk, "positions", most=1)


@router.get("/mechanisms")
@kept
def list_mechanisms(request: Request, desk: Open, who: ReaderNeeded, asked: Asked) -> HTMLResponse:
    """List standing arrangements, and draw their sessions on one axis."""
    return asked.show(request, desk, "mechanisms", draw=True)


@router.get("/people")
@kept
def list_people(request: Request, desk: Open, who: ReaderNeeded, asked: Asked) -> HTMLResponse:
    """List persons with the offices in which they were seen."""
    return asked.show(request, desk, "people")


@router.get("/calendar")
@kept
def list_dates(
    request: Request, desk: Open, who: ReaderNeeded, asked: Asked, past: bool = False
) -> HTMLResponse:
    """List what lies ahead: encounters, due dates, promised sessions; with `past` all dates."""
    register = "calendar-all" if past else "calendar"
    return asked.show(request, desk, "calendar", register=register)


@router.get("/checks")
@kept
def list_findings(request: Request, desk: Open, who: ReaderNeeded, asked: Asked) -> HTMLResponse:
    """List what can't all be true: dates, offices, figures, totals."""
    return asked.show(request, desk, "findings", most=0)
