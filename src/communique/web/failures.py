"""What goes wrong, as a page or as JSON: one line that says what, and what to do."""

from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from communique.errors import (
    ArchiveError,
    CommuniqueError,
    NotOnRecord,
    ReviewConflict,
    UnknownParty,
)
from communique.intake.worker import QueueFull
from communique.web.rendering import render

#: Where programs ask; they get JSON, people get pages.
API = "/api/"


def register(app: FastAPI) -> None:
    """Let a server answer errors so."""
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(CommuniqueError, _answer_known)


def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 401 and not request.url.path.startswith(API):
        where = urlencode({"to": request.url.path}, safe="/")
        return RedirectResponse(f"/sign-in?{where}", status_code=303)
    return _answer(request, error.status_code, str(error.detail), error.headers)


def _answer_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    return _answer(request, 422, f"{where}: {first['msg']}")


def _answer_known(request: Request, error: Exception) -> Response:
    if isinstance(error, QueueFull):
        return _answer(request, 503, str(error), {"Retry-After": "60"})
    if isinstance(error, ReviewConflict):
        return _answer(request, 409, str(error))
    missing = isinstance(error, UnknownParty | NotOnRecord | ArchiveError)
    return _answer(request, 404 if missing else 400, str(error))


def _answer(request: Request, status: int, message: str, headers: object = None) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse({"error": message}, status, headers=dict(headers or {}))  # type: ignore[call-overload]
    return render(request, "failure.html.j2", status=status, code=status, message=message)
