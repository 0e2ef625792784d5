"""Documents: the list, the page of one with the words of every record marked, its versions."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from communique.views.summaries import summarise
from communique.web.access import ReaderNeeded
from communique.web.desk import OfParties, OnDays, Open
from communique.web.keeping import kept
from communique.web.marking import Span, mark_blocks
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_DAY = r"^(\d{4}-\d{2}-\d{2})?$"
#: Documents on one page of the list.
_PAGE = 50


@router.get("/documents")
@kept
def list_documents(
    request: Request,
    desk: Open,
    who: ReaderNeeded,
    of: OfParties,
    days: OnDays,
    publisher: str = "",
    since: Annotated[str, Query(pattern=_DAY)] = "",
    until: Annotated[str, Query(pattern=_DAY)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """List the documents, newest first."""
    last = date.fromisoformat(until) if until else None
    if days.as_of is not None:
        last = min(last, days.as_of) if last else days.as_of
    # One more than is shown tells whether there is a next page.
    found = list(
        desk.documents(
            parties=of,
            publisher=publisher or None,
            since=date.fromisoformat(since) if since else None,
            until=last,
            known_at=days.known_at,
            limit=_PAGE + 1,
            offset=(page - 1) * _PAGE,
        )
    )
    narrowed = bool(of or publisher or since or last or days.known_at)
    return render(
        request,
        "documents.html.j2",
        documents=found[:_PAGE],
        more=len(found) > _PAGE,
        number=page,
        first=(page - 1) * _PAGE + 1,
        total=None if narrowed else desk.count_documents(),
        parties=of,
        days=days,
    )


@router.get("/documents/{key}")
@kept
def show_document(
    request: Request, desk: Open, who: ReaderNeeded, key: str, words: str = ""
) -> HTMLResponse:
    """Show a document; `words` are stretches to point out, as `start-end,start-end`."""
    document = desk.document(key)
    stored = list(desk.records(document=key, order="document"))
    versions = desk.versions(key)
    records = [(one, summarise(one.record)) for one in stored]
    return render(
        request,
        "document.html.j2",
        document=document,
        summary=next(version for version in versions if version.id == key),
        versions=versions,
        blocks=mark_blocks(document, stored, _read_spans(words)),
        records=records,
        told={one.id: f"{told.kind}: {told.who}: {told.what}"[:300] for one, told in records},
    )


@router.get("/documents/{key}/versions")
@kept
def show_versions(
    request: Request, desk: Open, who: ReaderNeeded, days: OnDays, key: str
) -> HTMLResponse:
    """Show the versions of a document's page, with what differs from each to the next."""
    editions = desk.editions(key, as_of=days.as_of, known_at=days.known_at)
    return render(request, "versions.html.j2", editions=editions, key=key, days=days)


def _read_spans(words: str) -> Iterator[Span]:
    for match in _SPAN.finditer(words):
        start, end = int(match[1]), int(match[2])
        if start < end:
            yield start, end
