"""Documents: those of the archive, each with its text and blocks, its records and its versions."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from communique.archive.types import DocumentSummary
from communique.web.api.answering import answer_json
from communique.web.api.callers import reader
from communique.web.api.cursors import cut, read_cursor
from communique.web.api.errors import LISTING, READING
from communique.web.api.fresh import fresh
from communique.web.api.models import Difference, Part, StoredDocument, StoredRecord
from communique.web.api.parameters import (
    Cursor,
    Id,
    Limit,
    OnDays,
    Parties,
    SomeDay,
    SomeName,
)
from communique.web.api.place import PREFIX
from communique.web.desk import Open

router = APIRouter(prefix=PREFIX, tags=["documents"], dependencies=[reader, fresh])


@router.get("/documents", responses=LISTING, response_model=Part[DocumentSummary])
def list_documents(
    request: Request,
    desk: Open,
    days: OnDays,
    parties: Parties,
    since: SomeDay = None,
    until: SomeDay = None,
    publisher: SomeName = None,
    order: Annotated[Literal["newest", "oldest"], Query()] = "newest",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List documents by their day of publication; those without one come last.

    `since` and `until` bound that day and leave out the undated. All versions of a page are
    documents; `superseded_by` tells older ones from the newest.
    """
    found = list(
        desk.documents(
            parties=parties,
            since=since,
            until=until,
            publisher=publisher,
            order=order,
            limit=limit + 1,
            after=read_cursor(request, cursor),
            **days.bounds,
        )
    )
    items, following = cut(request, found, limit, lambda one: one.id)
    return answer_json(request, Part(items=tuple(items), next=following))


@router.get("/documents/{document}", responses=READING, response_model=StoredDocument)
def read_document(request: Request, desk: Open, days: OnDays, document: Id) -> Response:
    """Give a document: its text exactly as it was handed in, its articles and blocks."""
    versions = desk.versions(document, known_at=days.known_at)
    summary = next(one for one in versions if one.id == document)
    return answer_json(request, StoredDocument.of(desk.document(document), summary))


@router.get("/documents/{document}/records", responses=LISTING, response_model=Part[StoredRecord])
def list_records_of(
    request: Request,
    desk: Open,
    days: OnDays,
    document: Id,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Response:
    """List a document's records as they are shown, in reading order."""
    desk.text(document)
    found = list(
        desk.records(
            document=document,
            order="document",
            limit=limit + 1,
            after=read_cursor(request, cursor),
            **days.bounds,
        )
    )
    part, following = cut(request, found, limit, lambda one: one.id)
    return answer_json(request, Part(items=tuple(map(StoredRecord.of, part)), next=following))


@router.get(
    "/documents/{document}/versions", responses=READING, response_model=Part[DocumentSummary]
)
def list_versions(request: Request, desk: Open, days: OnDays, document: Id) -> Response:
    """List the versions of the page that a document is of, oldest first."""
    found = desk.versions(document, known_at=days.known_at)
    return answer_json(request, Part(items=tuple(found)))


@router.get(
    "/documents/{document}/difference/{other}", responses=READING, response_model=Part[Difference]
)
def tell_difference(request: Request, desk: Open, document: Id, other: Id) -> Response:
    """List the stretches in which the texts of two documents differ, in reading order."""
    found = desk.difference(document, other)
    return answer_json(request, Part(items=tuple(map(Difference.model_validate, found))))
