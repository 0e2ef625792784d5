"""For who keeps the server: whether it runs, whether it answers, and its numbers."""

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from communique.errors import ArchiveError
from communique.web.access import MeasuresNeeded, public

router = APIRouter(include_in_schema=False)

_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/health", dependencies=[public])
def tell_health() -> PlainTextResponse:
    """Say that the server runs."""
    return PlainTextResponse("ok\n")


@router.get("/ready", dependencies=[public])
def tell_ready(request: Request) -> PlainTextResponse:
    """Say whether the archive can be read and is of this version; 503 if not."""
    try:
        ready = request.app.state.whole.is_current()
    except ArchiveError:
        return PlainTextResponse("the archive can't be read\n", 503)
    if not ready:
        return PlainTextResponse("the archive is of another version\n", 503)
    return PlainTextResponse("ready\n")


@router.get("/metrics")
def tell_measures(request: Request, who: MeasuresNeeded) -> Response:
    """Give the numbers in the text format of Prometheus."""
    return Response(request.app.state.measures.write(), media_type=_TYPE)
