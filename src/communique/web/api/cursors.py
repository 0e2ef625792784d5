"""Cursors: where a listing is gone on with, for the question that it was given to alone."""

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from fastapi import HTTPException, Request

T = TypeVar("T")

#: What doesn't change a question: how much of the answer one wants, and from where on.
_PLACES = ("cursor", "limit")


def question_of(request: Request) -> str:
    """Return what tells one question from others."""
    asked = sorted(p for p in request.query_params.multi_items() if p[0] not in _PLACES)
    text = json.dumps([request.url.path, asked])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def write_cursor(request: Request, last: str) -> str:
    """Return the cursor that goes on behind an item of this question's answer."""
    told = json.dumps([question_of(request), last], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read_cursor(request: Request, cursor: str | None) -> str | None:
    """Return the id of the item to go on behind; None for no cursor.

    Raises 400 for what is no cursor, or one of another question.
    """
    if cursor is None:
        return None
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        told = None
    match told:
        case [str(question), str(last)] if question == question_of(request) and "\0" not in last:
            return last
    raise HTTPException(400, "cursor: not one of this question; begin the listing again")


def cut(
    request: Request, items: Sequence[T], limit: int, key: Callable[[T], str]
) -> tuple[Sequence[T], str | None]:
    """Return the first items, and the cursor of what is behind them; None where nothing is."""
    part = items[:limit]
    more = len(items) > limit
    return part, write_cursor(request, key(part[-1])) if more else None


def go_on(
    request: Request, rows: Sequence[Any], cursor: str | None, limit: int
) -> tuple[Sequence[Any], str | None]:
    """Return the part of a whole listing behind a cursor, and the next cursor.

    Raises 409 where the item that the cursor points at is there no more.
    """
    last = read_cursor(request, cursor)
    first = 0
    if last is not None:
        places = [number for number, row in enumerate(rows) if row["id"] == last]
        if not places:
            raise HTTPException(409, "cursor: what it points at has changed; begin again")
        first = places[0] + 1
    return cut(request, rows[first:], limit, lambda row: str(row["id"]))
