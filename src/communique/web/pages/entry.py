"""Coming in and going out: the one-time link of a local server, passwords of a team's."""

import hmac
import secrets
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.accounts import SignInLocked, SignInRefused
from communique.web.access import ReaderNeeded, public
from communique.web.desk import TeamAccounts
from communique.web.names import own_name
from communique.web.rendering import render
from communique.web.roles import Role
from communique.web.sessions import COOKIE, ENTRY_COOKIE, is_form_token
from communique.web.sessions import form_token as form_token_of

router = APIRouter(include_in_schema=False)

#: So many seconds the form to sign in may be looked at.
_ENTRY_AGE = 3600


@router.get("/open", dependencies=[public])
def open_with_token(request: Request, token: str) -> Response:
    """Sign in by the link that the program printed; it works once."""
    app = request.app
    expected: str | None = app.state.token
    if expected is None or not hmac.compare_digest(token.encode(), expected.encode()):
        raise HTTPException(403, "this link was used already; start `communique serve` again")
    app.state.token = None
    answer = RedirectResponse("/", status_code=303)
    secret = app.state.sessions.open(own_name(), Role.ADMINISTRATOR)
    give_session(request, answer, secret)
    return answer


@router.get("/sign-in", dependencies=[public])
def sign_in(request: Request, to: str = "/") -> HTMLResponse:
    """Ask for name and password, or say how one comes in."""
    # An entry's own secret: until there is a session, it tells that the form is ours.
    secret = request.cookies.get(ENTRY_COOKIE) or secrets.token_urlsafe(32)
    return _ask(request, secret, to, status=401)


@router.post("/sign-in", dependencies=[public])
def sign_in_by_password(
    request: Request,
    accounts: TeamAccounts,
    name: Annotated[str, Form(max_length=1000)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    form_token: Annotated[str, Form(max_length=100)] = "",
    to: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Begin a session by name and password; whatever session the browser had ends."""
    entry = request.cookies.get(ENTRY_COOKIE)
    if entry is None or not is_form_token(form_token, entry):
        raise HTTPException(403, "this form is not ours or too old; load the page again")
    age = timedelta(seconds=request.app.state.settings.session_age)
    try:
        secret = accounts.sign_in(name, password, address=address_of(request), age=age)
    except SignInLocked as error:
        answer = _ask(request, entry, to, status=429, told=str(error), name=name)
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    except SignInRefused as error:
        return _ask(request, entry, to, status=401, told=str(error), name=name)
    before = request.cookies.get(COOKIE)
    if before is not None:
        accounts.close_session(before)
    away = RedirectResponse(_own_place(to), status_code=303)
    away.delete_cookie(ENTRY_COOKIE)
    give_session(request, away, secret)
    return away


@router.post("/sign-out")
def sign_out(request: Request, who: ReaderNeeded) -> Response:
    """End the session."""
    if request.state.secret is not None:
        request.app.state.sessions.close_session(request.state.secret)
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


def give_session(request: Request, answer: Response, secret: str) -> None:
    """Give a session's secret to the browser."""
    settings = request.app.state.settings
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=int(timedelta(seconds=settings.session_age).total_seconds()),
        httponly=True,
        samesite="lax",
        secure=settings.secure,
    )


def address_of(request: Request) -> str:
    """Return the address that a request came from; no header of it is believed here."""
    return request.client.host if request.client is not None else ""


def _ask(
    request: Request, entry: str, to: str, *, status: int, told: str = "", name: str = ""
) -> HTMLResponse:
    mode, token = request.app.state.settings.mode, form_token_of(entry)
    values = {"mode": mode, "to": _own_place(to), "told": told, "name": name, "entry_token": token}
    answer = render(request, "sign-in.html.j2", status=status, **values)
    secure = request.app.state.settings.secure
    answer.set_cookie(
        ENTRY_COOKIE, entry, max_age=_ENTRY_AGE, httponly=True, samesite="strict", secure=secure
    )
    return answer


def _own_place(to: str) -> str:
    """Return an address of ours, the first page for any other."""
    plain = to.startswith("/") and not to.startswith("//")
    return to if plain and to.isascii() and to.isprintable() and "\\" not in to else "/"
