"""Dossiers of a pair, pages of one thing, and ledgers."""

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from communique.reference.issues import load_issues
from communique.views.abridging import BRIEF_LINES
from communique.views.dossier import Dossier
from communique.views.ledgers import CommitmentLedger, MechanismLedger, PositionLedger, Timeline
from communique.views.page import Page
from communique.views.subject_answers import SubjectKind, show_id, show_subject
from communique.views.whole_answers import tell_dossier, tell_ledger
from communique.web.api.answering import answer_json
from communique.web.api.callers import reader
from communique.web.api.errors import READING
from communique.web.api.fresh import fresh
from communique.web.api.parameters import (
    Id,
    Name,
    OnDays,
    Parties,
    Party,
    SomeDay,
    SomeName,
    resolve,
)
from communique.web.api.place import PREFIX
from communique.web.desk import Open

router = APIRouter(prefix=PREFIX, tags=["dossiers"], dependencies=[reader, fresh])


@router.get("/pairs/{left}/{right}", responses=READING, response_model=Dossier)
def read_dossier(
    request: Request, desk: Open, days: OnDays, left: Party, right: Party, since: SomeDay = None
) -> Response:
    """Give the dossier of two parties as data: every entry with its footnotes."""
    pair = _resolve_two(left, right)
    return answer_json(request, tell_dossier(desk, *pair, since=since, **days.bounds))


@router.get("/pairs/{left}/{right}/page", responses=READING, response_model=Page)
def read_brief(
    request: Request,
    desk: Open,
    days: OnDays,
    left: Party,
    right: Party,
    most: Annotated[int, Query(ge=1, le=10_000, description="Lines in a group.")] = BRIEF_LINES,
) -> Response:
    """Give the dossier of two parties as it is laid out: sections, lines, footnotes."""
    one, other = _resolve_two(left, right)
    return answer_json(request, desk.brief(one, other, most=most, **days.bounds))


@router.get("/pairs/{left}/{right}/timeline", responses=READING, response_model=Timeline)
def read_timeline(
    request: Request, desk: Open, days: OnDays, left: Party, right: Party
) -> Response:
    """Give the engagements of two parties, newest first, with their footnotes."""
    pair = _resolve_two(left, right)
    return answer_json(request, tell_ledger(desk, "timeline", *pair, **days.bounds))


@router.get("/ledgers/commitments", responses=READING, response_model=CommitmentLedger)
def read_commitments(request: Request, desk: Open, days: OnDays, parties: Parties) -> Response:
    """Give the commitments of all, of one party, or of two to each other, with footnotes."""
    return answer_json(request, tell_ledger(desk, "commitments", *parties, **days.bounds))


@router.get("/ledgers/positions", responses=READING, response_model=PositionLedger)
def read_positions(
    request: Request,
    desk: Open,
    days: OnDays,
    holder: SomeName = None,
    issue: SomeName = None,
) -> Response:
    """Give how a party, or each, worded its positions, by issue, with footnotes."""
    named = (resolve(holder),) if holder is not None else ()
    told = tell_ledger(desk, "positions", *named, issue=issue, **days.bounds)
    return answer_json(request, told)


@router.get("/ledgers/mechanisms", responses=READING, response_model=MechanismLedger)
def read_mechanisms(request: Request, desk: Open, days: OnDays, parties: Parties) -> Response:
    """Give the mechanisms in which all the parties take part, with footnotes."""
    return answer_json(request, tell_ledger(desk, "mechanisms", *parties, **days.bounds))


@router.get("/subjects/{kind}", responses=READING, response_model=Page)
def read_subject(
    request: Request,
    desk: Open,
    days: OnDays,
    kind: Literal["person", "organisation", "state", "issue", "mechanism"],
    name: Annotated[Name, Query(description="Its name, some words of it, or its id.")],
) -> Response:
    """Give the dossier of one person, organisation, state, issue or mechanism, laid out."""
    asked: SubjectKind = kind
    if kind in ("organisation", "state"):
        name = resolve(name)
    elif kind == "issue" and name not in load_issues().issues:
        raise HTTPException(404, f"no issue is called {name!r}")
    return answer_json(request, show_subject(desk, asked, name, **days.bounds))


@router.get("/things/{thing}", responses=READING, response_model=Page)
def read_thing(request: Request, desk: Open, days: OnDays, thing: Id) -> Response:
    """Give the page of a record or a linked thing by its id: each account in its words."""
    return answer_json(request, show_id(desk, thing, **days.bounds))


def _resolve_two(left: str, right: str) -> tuple[str, str]:
    one, other = resolve(left), resolve(right)
    if one == other:
        raise HTTPException(400, f"{left!r} and {right!r} are one party; name two")
    return one, other
