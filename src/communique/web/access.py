"""What each route asks of who calls it; a route that asks nothing is refused at start."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from communique.web.roles import Identity, Role
from communique.web.sessions import COOKIE, Sessions, is_form_token

#: Methods of requests that change something.
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Asks:
    """What dependencies that ask for a role have in common."""

    def __init__(self, role: Role) -> None:
        self.role = role


class Needs(Asks):
    """A dependency: the caller is signed in with a role, and changes come from our own pages."""

    async def __call__(self, request: Request) -> Identity:
        """Return who asks; raise 401 for strangers, 403 for those who may not."""
        secret = request.cookies.get(COOKIE)
        sessions: Sessions = request.app.state.sessions
        found = sessions.find(secret) if secret is not None else None
        if secret is None or found is None:
            raise HTTPException(401, "sign in first")
        if found.role < self.role:
            raise HTTPException(403, f"this is for the role {self.role.name.lower()}")
        if request.method in CHANGING:
            form = await request.form()
            if not is_form_token(str(form.get("form_token", "")), secret):
                raise HTTPException(403, "this form is not of your session; load the page again")
        request.state.identity = found
        request.state.secret = secret
        return found


class Public:
    """A dependency that says: this route is for everybody, and meant to be."""

    def __call__(self) -> None:
        """Ask nothing."""


ReaderNeeded = Annotated[Identity, Depends(Needs(Role.READER))]
AnalystNeeded = Annotated[Identity, Depends(Needs(Role.ANALYST))]
EditorNeeded = Annotated[Identity, Depends(Needs(Role.EDITOR))]
AdministratorNeeded = Annotated[Identity, Depends(Needs(Role.ADMINISTRATOR))]
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
