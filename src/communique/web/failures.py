"""What goes wrong, as a page or as JSON: one line that says what, and what to do."""

from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from communique.archive.engine import ArchiveLocked
from communique.errors import (
    ArchiveError,
    ArchiveFailed,
    CommuniqueError,
    NotOnRecord,
    ReviewConflict,
    UnknownParty,
)
from communique.intake.worker import QueueFull
from communique.web.rendering import render

#: Where programs ask; they get JSON, people get pages.
API = "/api/"
#: How errors of the archive go on that are about itself.
_VERBS = ("has ", "is ", "can't ", "may ")


def register(app: FastAPI) -> None:
    """Let a server answer errors so."""
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(CommuniqueError, _answer_known)


def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 304:
        return Response(status_code=304, headers=error.headers)
    if error.status_code == 401 and not request.url.path.startswith(API):
        where = urlencode({"to": request.url.path}, safe="/")
        return RedirectResponse(f"/sign-in?{where}", status_code=303)
    return _answer(request, error.status_code, str(error.detail), error.headers)


def _answer_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    # Of how a type is checked the path tells, too; that is nothing for callers.
    where = ".".join(str(part) for part in first["loc"][1:] if "[" not in str(part))
    reason = first["msg"].removeprefix("Value error, ")
    return _answer(request, 422, f"{where}: {reason}" if where else reason)


def _answer_known(request: Request, error: Exception) -> Response:
    told = describe_error(error, request.app.state.desk.path)
    if isinstance(error, ArchiveLocked):
        return _answer(request, 503, told, {"Retry-After": "1"})
    if isinstance(error, ArchiveFailed):
        return _answer(request, 500, told)
    if isinstance(error, QueueFull):
        return _answer(request, 503, told, {"Retry-After": "60"})
    if isinstance(error, ReviewConflict):
        return _answer(request, 409, told)
    missing = isinstance(error, UnknownParty | NotOnRecord | ArchiveError)
    return _answer(request, 404 if missing else 400, told)


def describe_error(error: Exception, path: object) -> str:
    """Return what an error says, without where on this machine the archive lies.

    >>> describe_error(ValueError("archive /srv/desk.db: has no record 'x'"), "/srv/desk.db")
    "the archive has no record 'x'"
    """
    told = str(error)
    place = f"archive {path}: "
    if not told.startswith(place):
        return told
    rest = told.removeprefix(place)
    return f"the archive {rest}" if rest.startswith(_VERBS) else rest


def _answer(request: Request, status: int, message: str, headers: object = None) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse({"error": message}, status, headers=dict(headers or {}))  # type: ignore[call-overload]
    return render(request, "failure.html.j2", status=status, code=status, message=message)
