"""What the last runs set aside, and why; whoever keeps runs gives them to the server."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from communique.web.access import ReaderNeeded
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)

#: So many runs stand on the page.
_LAST = 20


@dataclass(frozen=True, slots=True)
class Refused:
    """Input that couldn't be read: what it is called, and the reason on one line."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """One adding of documents; counts are of documents, `ended` is None while it goes on."""

    began: datetime
    by: str
    added: int
    known: int
    ended: datetime | None = None
    refused: Sequence[Refused] = field(default=())


class Runs(Protocol):
    """What keeps runs."""

    def last(self, most: int) -> Sequence[Run]:
        """Return the last runs, newest first."""
        ...


@router.get("/set-aside")
def show_set_aside(request: Request, who: ReaderNeeded) -> HTMLResponse:
    """Show what the last runs took in, and what they set aside with its reasons."""
    runs: Runs | None = getattr(request.app.state, "runs", None)
    return render(request, "set-aside.html.j2", runs=runs.last(_LAST) if runs else None)
