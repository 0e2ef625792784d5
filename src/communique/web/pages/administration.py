"""What administrators keep: users, groups, collections; and the log of all changes."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.accounts import Role
from communique.accounts.passwords import SHORTEST
from communique.accounts.roles import read_role
from communique.archive.scoping import EVERYONE
from communique.web.access import AdministratorsSessionNeeded
from communique.web.desk import Open, TeamAccounts
from communique.web.rendering import render

router = APIRouter(prefix="/administration", include_in_schema=False)

_Word = Annotated[str, Form(max_length=200)]
_Password = Annotated[str, Form(max_length=1000)]
#: So many entries of the log stand on a page.
_ENTRIES = 100


@router.get("")
def show_administration(
    request: Request, desk: Open, who: AdministratorsSessionNeeded, accounts: TeamAccounts
) -> HTMLResponse:
    """Show users, groups and collections."""
    return render(
        request,
        "administration.html.j2",
        users=accounts.users(),
        groups=accounts.groups(),
        collections=desk.collections(),
        everyone=EVERYONE,
        roles=[role.word for role in Role],
        shortest=SHORTEST,
    )


@router.post("/users")
def add_user(
    who: AdministratorsSessionNeeded,
    accounts: TeamAccounts,
    name: _Word = "",
    role: _Word = "reader",
    password: _Password = "",
) -> Response:
    """Add a user."""
    accounts.add_user(name, read_role(role), password, by=who.name)
    return _back("users")


@router.post("/users/{name}/role")
def change_role(
    who: AdministratorsSessionNeeded, accounts: TeamAccounts, name: str, role: _Word = ""
) -> Response:
    """Give a user another role."""
    accounts.set_role(name, read_role(role), by=who.name)
    return _back("users")


@router.post("/users/{name}/password")
def reset_password(
    who: AdministratorsSessionNeeded, accounts: TeamAccounts, name: str, password: _Password = ""
) -> Response:
    """Give a user another password; the user's sessions end."""
    accounts.set_password(name, password, by=who.name)
    return _back("users")


@router.post("/users/{name}/disable")
def disable_user(who: AdministratorsSessionNeeded, accounts: TeamAccounts, name: str) -> Response:
    """Let a user come in no longer."""
    accounts.set_disabled(name, True, by=who.name)
    return _back("users")


@router.post("/users/{name}/enable")
def enable_user(who: AdministratorsSessionNeeded, accounts: TeamAccounts, name: str) -> Response:
    """Let a user come in again."""
    accounts.set_disabled(name, False, by=who.name)
    return _back("users")


@router.post("/groups")
def add_group(
    who: AdministratorsSessionNeeded, accounts: TeamAccounts, name: _Word = ""
) -> Response:
    """Add a group."""
    accounts.add_group(name, by=who.name)
    return _back("groups")


@router.post("/groups/{key}")
def change_group(
    who: AdministratorsSessionNeeded,
    accounts: TeamAccounts,
    key: int,
    members: Annotated[list[str] | None, Form()] = None,
    collections: Annotated[list[int] | None, Form()] = None,
) -> Response:
    """Say who is in a group, and what it sees."""
    name = _name_group(accounts, key)
    accounts.set_group(name, members or (), collections or (), by=who.name)
    return _back("groups")


@router.post("/groups/{key}/remove")
def remove_group(who: AdministratorsSessionNeeded, accounts: TeamAccounts, key: int) -> Response:
    """Remove a group."""
    accounts.remove_group(_name_group(accounts, key), by=who.name)
    return _back("groups")


@router.post("/collections")
def add_collection(desk: Open, who: AdministratorsSessionNeeded, name: _Word = "") -> Response:
    """Make a collection."""
    desk.make_collection(name)
    return _back("collections")


@router.post("/collections/{key}/remove")
def remove_collection(desk: Open, who: AdministratorsSessionNeeded, key: int) -> Response:
    """Remove a collection without documents."""
    desk.remove_collection(key)
    return _back("collections")


@router.post("/documents")
def move_document(
    desk: Open,
    who: AdministratorsSessionNeeded,
    document: _Word = "",
    collection: Annotated[int, Form()] = EVERYONE,
) -> Response:
    """Put a document, with all versions of its page, into a collection."""
    # The address of its page does as well as its id.
    desk.move_to(document.strip().rpartition("/")[2], collection)
    return _back("collections")


@router.get("/log")
def show_log(
    request: Request,
    who: AdministratorsSessionNeeded,
    accounts: TeamAccounts,
    before: Annotated[int | None, Query(ge=0, lt=2**62)] = None,
    user: Annotated[str, Query(max_length=64)] = "",
) -> HTMLResponse:
    """Show who changed what, newest first."""
    entries = accounts.audit(limit=_ENTRIES, before=before, who=user or None)
    older = entries[-1].key if len(entries) == _ENTRIES else None
    return render(request, "log.html.j2", entries=entries, older=older, user=user)


def _name_group(accounts: TeamAccounts, key: int) -> str:
    for group in accounts.groups():
        if group.key == key:
            return group.name
    raise HTTPException(404, "there is no such group")


def _back(place: str) -> Response:
    return RedirectResponse(f"/administration#{place}", status_code=303)
