"""One's own account on a team's server: password, and tokens for programs."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.accounts import Accounts, Identity, Role, SignInLocked, SignInRefused
from communique.accounts.passwords import SHORTEST
from communique.accounts.roles import read_role
from communique.accounts.tokens import MOST_DAYS
from communique.archive.moments import to_utc
from communique.web.access import OwnSessionNeeded
from communique.web.desk import TeamAccounts
from communique.web.pages.entry import address_of, give_session
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)

_Password = Annotated[str, Form(max_length=1000)]


@router.get("/account")
def show_account(request: Request, who: OwnSessionNeeded, accounts: TeamAccounts) -> HTMLResponse:
    """Show who one is, and one's tokens without their secrets."""
    return _show(request, accounts, who)


@router.post("/account/password")
def change_password(
    request: Request,
    who: OwnSessionNeeded,
    accounts: TeamAccounts,
    old: _Password = "",
    new: _Password = "",
) -> Response:
    """Change the own password; all sessions but this browser's new one end."""
    age = timedelta(seconds=request.app.state.settings.session_age)
    try:
        secret = accounts.change_own_password(
            who.name, old, new, address=address_of(request), age=age
        )
    except SignInRefused as error:
        raise HTTPException(400, "the old password is another; try again") from error
    except SignInLocked as error:
        raise HTTPException(429, str(error), {"Retry-After": str(error.seconds)}) from error
    answer = RedirectResponse("/account", status_code=303)
    give_session(request, answer, secret)
    return answer


@router.post("/account/tokens")
def make_token(
    request: Request,
    who: OwnSessionNeeded,
    accounts: TeamAccounts,
    name: Annotated[str, Form(max_length=200)] = "",
    role: Annotated[str, Form(max_length=20)] = "reader",
    days: Annotated[int, Form()] = 90,
    writes: Annotated[bool, Form()] = False,
) -> HTMLResponse:
    """Make a token and show it, which is the only time it can be seen."""
    made = accounts.make_token(who.name, name, role=read_role(role), writes=writes, days=days)
    return _show(request, accounts, who, made=made)


@router.post("/account/tokens/{key}/revoke")
def revoke_token(who: OwnSessionNeeded, accounts: TeamAccounts, key: int) -> Response:
    """Let one of one's tokens hold no longer."""
    accounts.revoke_token(who.name, key)
    return RedirectResponse("/account", status_code=303)


def _show(
    request: Request, accounts: Accounts, who: Identity, *, made: str | None = None
) -> HTMLResponse:
    answer = render(
        request,
        "account.html.j2",
        tokens=accounts.tokens(who.name),
        now=to_utc(request.app.state.clock()),
        made=made,
        roles=[role.word for role in Role if role <= who.role],
        most_days=MOST_DAYS,
        shortest=SHORTEST,
    )
    if made is not None:
        answer.headers["Cache-Control"] = "no-store"
    return answer
