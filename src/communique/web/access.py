"""What each route asks of who calls it; a route that asks nothing is refused at start."""

import hmac
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from communique.web.identifying import identify
from communique.web.roles import Identity, Role
from communique.web.sessions import is_form_token

#: Methods of requests that change something.
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Asks:
    """What dependencies that ask for a role have in common."""

    def __init__(self, role: Role) -> None:
        self.role = role


class Needs(Asks):
    """A dependency: the caller is signed in with a role, and changes come from our own pages.

    A browser sends its cookie whoever made it ask, so that a change needs the token of a form.
    An API token is sent by who means it; with `by_session`, it is not enough.
    """

    def __init__(self, role: Role, *, by_session: bool = False) -> None:
        super().__init__(role)
        self.by_session = by_session

    async def __call__(self, request: Request) -> Identity:
        """Return who asks; raise 401 for strangers, 403 for those who may not."""
        found = await run_in_threadpool(identify, request)
        if found is None:
            raise HTTPException(401, "sign in first", {"WWW-Authenticate": "Bearer"})
        if found.role < self.role:
            raise HTTPException(403, f"this is for the role {self.role.name.lower()}")
        if self.by_session and found.session is None:
            raise HTTPException(403, "this is done in a browser, not by a token")
        if request.method in CHANGING:
            if not found.writes:
                raise HTTPException(403, "this token may only read")
            if found.session is not None:
                await _require_own_form(request)
        return found


async def _require_own_form(request: Request) -> None:
    form = await request.form()
    if not is_form_token(str(form.get("form_token", "")), request.state.secret):
        # Its files are on our disk by now.
        await form.close()
        raise HTTPException(403, "this form is not of your session; load the page again")


class NeedsForMeasures(Needs):
    """As `Needs` for administrators; also by the token that the server was told for this alone."""

    def __init__(self) -> None:
        super().__init__(Role.ADMINISTRATOR)

    async def __call__(self, request: Request) -> Identity | None:  # type: ignore[override]
        """Return who asks, None for who has that token."""
        expected: str | None = request.app.state.settings.metrics_token
        sent = request.headers.get("authorization", "")
        if expected is not None and hmac.compare_digest(
            sent.encode(), f"Bearer {expected}".encode()
        ):
            return None
        return await super().__call__(request)


class Public:
    """A dependency that says: this route is for everybody, and meant to be."""

    def __call__(self) -> None:
        """Ask nothing."""


ReaderNeeded = Annotated[Identity, Depends(Needs(Role.READER))]
AnalystNeeded = Annotated[Identity, Depends(Needs(Role.ANALYST))]
EditorNeeded = Annotated[Identity, Depends(Needs(Role.EDITOR))]
AdministratorNeeded = Annotated[Identity, Depends(Needs(Role.ADMINISTRATOR))]
MeasuresNeeded = Annotated[Identity | None, Depends(NeedsForMeasures())]
#: Anybody, and administrators, but not by an API token: no token makes another, or an account.
OwnSessionNeeded = Annotated[Identity, Depends(Needs(Role.READER, by_session=True))]
AdministratorsSessionNeeded = Annotated[
    Identity, Depends(Needs(Role.ADMINISTRATOR, by_session=True))
]
public = Depends(Public())


def role_needed(route: APIRoute) -> Role | None:
    """Return the role that a route asks for, None where it is for everybody.

    Raises `LookupError` for a route that says nothing of it.
    """
    asked = [d.call for d in _all_of(route.dependant) if isinstance(d.call, Asks | Public)]
    if not asked:
        raise LookupError(f"the route {route.path} doesn't say whom it is for")
    return max((a.role for a in asked if isinstance(a, Asks)), default=None)


def list_routes(routers: Iterable[APIRouter]) -> list[APIRoute]:
    """Return all routes; raise `LookupError` if one doesn't say whom it is for."""
    found = [r for router in routers for r in router.routes if isinstance(r, APIRoute)]
    for route in found:
        role_needed(route)
    return found


def _all_of(dependant: Dependant) -> Iterator[Any]:
    yield dependant
    for inner in dependant.dependencies:
        yield from _all_of(inner)
