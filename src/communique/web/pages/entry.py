"""Coming in and going out: the one-time link of a local server, signing out, being alive."""

import hmac
from datetime import timedelta

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from communique.web.access import ReaderNeeded, public
from communique.web.names import own_name
from communique.web.rendering import render
from communique.web.roles import Role
from communique.web.sessions import COOKIE

router = APIRouter(include_in_schema=False)


@router.get("/open", dependencies=[public])
def open_with_token(request: Request, token: str) -> Response:
    """Sign in by the link that the program printed; it works once."""
    app = request.app
    expected: str | None = app.state.token
    if expected is None or not hmac.compare_digest(token.encode(), expected.encode()):
        raise HTTPException(403, "this link was used already; start `communique serve` again")
    app.state.token = None
    answer = RedirectResponse("/", status_code=303)
    let_in(request, answer, own_name(), Role.ADMINISTRATOR)
    return answer


@router.get("/sign-in", dependencies=[public])
def sign_in(request: Request) -> HTMLResponse:
    """Say how one comes in."""
    return render(request, "sign-in.html.j2", status=401, mode=request.app.state.settings.mode)


@router.post("/sign-out")
def sign_out(request: Request, who: ReaderNeeded) -> Response:
    """End the session."""
    request.app.state.sessions.close(request.state.secret)
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/health", dependencies=[public])
def tell_health() -> PlainTextResponse:
    """Say that the server runs."""
    return PlainTextResponse("ok\n")


@router.get("/ready", dependencies=[public])
def tell_ready(request: Request) -> PlainTextResponse:
    """Say whether the archive answers."""
    request.app.state.desk.holds_more_than(0)
    return PlainTextResponse("ready\n")


def let_in(request: Request, answer: Response, name: str, role: Role) -> None:
    """Begin a session, whose secret the answer gives to the browser."""
    settings = request.app.state.settings
    answer.set_cookie(
        COOKIE,
        request.app.state.sessions.open(name, role),
        max_age=int(timedelta(seconds=settings.session_age).total_seconds()),
        httponly=True,
        samesite="lax",
        secure=settings.secure,
    )
