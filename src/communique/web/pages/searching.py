"""Search with facets, and whether somebody said some words."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from communique.linking.quoting import QuoteFinding
from communique.reference.issues import load_issues
from communique.views.finding_records import Question
from communique.views.phrases import to_stretches
from communique.views.summaries import summarise
from communique.views.watched import asks_something
from communique.web.access import ReaderNeeded
from communique.web.desk import OfParties, OnDays, Open
from communique.web.keeping import kept
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)

_DAY = r"^(\d{4}-\d{2}-\d{2})?$"
_LEAST = r"^(0(\.\d+)?|1(\.0)?)?$"


@router.get("/search")
@kept
def search(
    request: Request,
    desk: Open,
    who: ReaderNeeded,
    of: OfParties,
    days: OnDays,
    q: str = "",
    kind: str = "",
    person: str = "",
    issue: str = "",
    publisher: str = "",
    since: Annotated[str, Query(pattern=_DAY)] = "",
    until: Annotated[str, Query(pattern=_DAY)] = "",
    confidence: Annotated[str, Query(pattern=_LEAST)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """Find records by words and facets, and documents by words."""
    question = Question(
        words=q,
        kind=kind or None,
        parties=of,
        person=person or None,
        issue=issue or None,
        publisher=publisher or None,
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
        confidence=float(confidence) if confidence else None,
        as_of=days.as_of,
        known_at=days.known_at,
        page=page,
    )
    found = desk.find(question)
    return render(
        request,
        "search.html.j2",
        question=question,
        days=days,
        found=found,
        records=[(one, summarise(one.record)) for one in found.records],
        issues=load_issues().issues,
        watchable=asks_something(question),
    )


@router.get("/quotes")
@kept
def look_up_words(
    request: Request,
    desk: Open,
    who: ReaderNeeded,
    days: OnDays,
    words: str = "",
    by: str = "",
    since: Annotated[str, Query(pattern=_DAY)] = "",
    until: Annotated[str, Query(pattern=_DAY)] = "",
) -> HTMLResponse:
    """Look up whether somebody said some words: verbatim, altered, paraphrased, not found."""
    finding: QuoteFinding | None = None
    if any(character.isalnum() for character in words):
        finding = desk.quote(
            words,
            by=by.strip() or None,
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(until) if until else None,
            as_of=days.as_of,
            known_at=days.known_at,
        )
    return render(
        request, "quotes.html.j2", words=words, by=by, finding=finding, days=days,
        stretches=to_stretches,
    )  # fmt: skip
