"""Everything at once: records or documents as JSON Lines, in constant memory."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import StreamingResponse

from communique.views import Desk
from communique.web.api.callers import reader
from communique.web.api.errors import READING
from communique.web.api.models import StoredDocument, StoredRecord
from communique.web.api.place import PREFIX
from communique.web.api.records import Conditions, Wanted
from communique.web.desk import Open

router = APIRouter(prefix=PREFIX, tags=["export"], dependencies=[reader])

_LINES = "application/jsonl"
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "On each line what `/records` lists, or `/documents/{document}` gives.",
        "content": {_LINES: {"schema": {"type": "string"}}},
    }
}


@router.get(
    "/export.jsonl",
    responses={**{k: v for k, v in READING.items() if k != 304}, **_STREAM},
    response_class=StreamingResponse,
)
def export(
    desk: Open,
    wanted: Wanted,
    what: Annotated[Literal["records", "documents"], Query()] = "records",
) -> StreamingResponse:
    """Stream all records that meet the conditions, or all documents that name the parties.

    Documents are chosen by `party`, `since`, `until`, `publisher`, `as_of` and `known_at`
    alone. What breaks off on the way is no whole answer: the connection ends in an error.
    """
    lines = _list_records(desk, wanted) if what == "records" else _list_documents(desk, wanted)
    # What is refused is refused before the answer begins.
    first = next(lines, None)
    return StreamingResponse(_rest(first, lines), media_type=_LINES)


def _rest(first: str | None, lines: Iterator[str]) -> Iterator[str]:
    if first is not None:
        yield first
        yield from lines


def _list_records(desk: Desk, wanted: Conditions) -> Iterator[str]:
    for stored in desk.records(**wanted.given, order="document"):
        yield StoredRecord.of(stored).model_dump_json() + "\n"


def _list_documents(desk: Desk, wanted: Conditions) -> Iterator[str]:
    listed = desk.documents(
        parties=wanted.parties,
        since=wanted.since,
        until=wanted.until,
        publisher=wanted.publisher,
        as_of=wanted.as_of,
        known_at=wanted.known_at,
        order="oldest",
    )
    for summary in listed:
        document = desk.document(summary.id)
        yield StoredDocument.of(document, summary).model_dump_json() + "\n"
