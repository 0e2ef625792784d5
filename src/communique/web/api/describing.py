"""The OpenAPI document: what the API is, for programs and those who write them."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.responses import JSONResponse

from communique.web.access import public
from communique.web.api.examples import RECORD
from communique.web.api.models import StoredRecord
from communique.web.api.place import PREFIX

router = APIRouter(prefix=PREFIX, include_in_schema=False)

_ABOUT = """Everything that the pages of the desk show, with the evidence it rests on.

Listings come in parts: `next` is the cursor of what is behind, and stays good when documents are
added. Answers have an `ETag`; send it back in `If-None-Match`, and 304 says that nothing changed.
What goes wrong is told in one line: `{"error": "…"}`. `as_of` and `known_at` give everything as
it was on a day, or as the archive knew it then."""


@router.get("/openapi.json", dependencies=[public])
def describe(request: Request) -> JSONResponse:
    """Give the OpenAPI document; it tells nothing of what the archive holds."""
    state = request.app.state
    if not hasattr(state, "openapi"):
        state.openapi = describe_api()
    return JSONResponse(state.openapi)


def describe_api() -> dict[str, Any]:
    """Return the OpenAPI document of all routes of the API."""
    from communique.web.api import ROUTERS

    routes = [r for router in ROUTERS for r in router.routes if isinstance(r, APIRoute)]
    document = get_openapi(
        title="Communiqué", version="1", summary=_ABOUT.splitlines()[0],
        description=_ABOUT, routes=routes,
    )  # fmt: skip
    # FastAPI drops what is null, also from an example, whose fields are required.
    document["components"]["schemas"][StoredRecord.__name__]["examples"] = [RECORD]
    return document
