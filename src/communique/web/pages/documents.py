"""The page of a document: its text with the words of every record marked, and the records."""

import re
from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from communique.views.summaries import summarise
from communique.web.access import ReaderNeeded
from communique.web.desk import Open
from communique.web.marking import Span, mark_blocks
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


@router.get("/documents/{key}")
def show_document(
    request: Request, desk: Open, who: ReaderNeeded, key: str, words: str = ""
) -> HTMLResponse:
    """Show a document; `words` are stretches to point out, as `start-end,start-end`."""
    document = desk.document(key)
    stored = list(desk.records(document=key, order="document"))
    versions = desk.versions(key)
    return render(
        request,
        "document.html.j2",
        document=document,
        summary=next(version for version in versions if version.id == key),
        versions=versions,
        blocks=mark_blocks(document, stored, _read_spans(words)),
        records=[(one, summarise(one.record)) for one in stored],
    )


def _read_spans(words: str) -> Iterator[Span]:
    for match in _SPAN.finditer(words):
        start, end = int(match[1]), int(match[2])
        if start < end:
            yield start, end
