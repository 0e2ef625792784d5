"""Every route for every role, on what the team may see and on what it may not: who gets what.

A route without a row here fails, so that nobody adds one without saying whom it is for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from tests.web.team.world import NAMES, SECRETS, Thing, World

from communique.web.access import Role, list_routes, role_needed
from communique.web.pages import ROUTERS

PATHS = {
    f"{method} {route.path}": route
    for route in list_routes(ROUTERS)
    for method in sorted(route.methods)
}

NONE: Callable[[Thing], Mapping[str, Any]] = lambda _thing: {}  # noqa: E731


@dataclass(frozen=True)
class Row:
    """Who may call a route (None for everybody), and what comes of it.

    `own` is the answer on what the team sees, `other` on what it doesn't; administrators see
    both. `path`, `query` and `form` make the request of what is on one side.
    """

    role: Role | None
    own: int = 200
    other: int | None = None
    path: Callable[[Thing], Mapping[str, Any]] = NONE
    query: Callable[[Thing], Mapping[str, Any]] = NONE
    form: Callable[[Thing], Mapping[str, Any]] = NONE


def of(**names: str) -> Callable[[Thing], Mapping[str, Any]]:
    """Return what takes parts of a path from a thing's fields of these names."""
    return lambda thing: {name: getattr(thing, given) for name, given in names.items()}


def always(**values: Any) -> Callable[[Thing], Mapping[str, Any]]:
    return lambda _thing: values


def pair(left: str, right: str) -> Callable[[Thing], Mapping[str, Any]]:
    return lambda thing: {left: thing.pair[0], right: thing.pair[1]}


ADMIN = Role.ADMINISTRATOR
NEW = "quite another password"

TABLE: Mapping[str, Row] = {
    "GET /": Row(Role.READER),
    "GET /open": Row(None, 403, query=always(token="x")),
    "GET /sign-in": Row(None, 401),
    "POST /sign-in": Row(None, 403),
    "POST /sign-out": Row(Role.READER, 303),
    "GET /health": Row(None),
    "GET /ready": Row(None),
    "GET /metrics": Row(ADMIN),
    "GET /pairs": Row(Role.READER, 303, query=pair("a", "b")),
    # States and issues are known to all; what passed between them is not.
    "GET /pairs/{left}/{right}": Row(Role.READER, path=pair("left", "right")),
    "GET /parties/{key}": Row(Role.READER, path=lambda thing: {"key": thing.pair[1]}),
    "GET /issues/{key}": Row(Role.READER, path=always(key="climate")),
    "GET /documents/{key}": Row(
        Role.READER, other=404, path=of(key="document"), query=always(words="0-20")
    ),
    "GET /records/{key}": Row(Role.READER, other=404, path=of(key="record")),
    # It leads on by the letter of the id, whatever there is.
    "GET /things/{key}": Row(Role.READER, 303, path=of(key="encounter")),
    "GET /people/{key}": Row(Role.READER, other=404, path=of(key="person")),
    "GET /mechanisms/{key}": Row(Role.READER, other=404, path=of(key="mechanism")),
    "GET /pairs/{left}/{right}/changes": Row(
        Role.READER, path=pair("left", "right"), query=always(since="2024-01-01")
    ),
    "GET /documents": Row(Role.READER),
    "GET /documents/{key}/versions": Row(Role.READER, other=404, path=of(key="document")),
    **{
        f"GET /{name}": Row(Role.READER)
        for name in (
            "encounters",
            "commitments",
            "requests",
            "targets",
            "positions",
            "mechanisms",
            "people",
            "calendar",
            "checks",
            "search",
            "quotes",
            "parties",
            "issues",
        )
    },
    "GET /encounters/{key}": Row(Role.READER, other=404, path=of(key="encounter")),
    "GET /add": Row(Role.EDITOR),
    "POST /add/files": Row(Role.EDITOR, 400),
    "POST /add/text": Row(Role.EDITOR, 422),
    "POST /add/address": Row(Role.EDITOR, 400),
    "GET /runs": Row(Role.EDITOR),
    "GET /runs/{number}": Row(Role.EDITOR, 404, path=always(number=1)),
    "GET /review": Row(Role.ANALYST),
    "GET /review/next": Row(Role.ANALYST, 303),
    "GET /review/records/{key}": Row(Role.ANALYST, other=404, path=of(key="record")),
    "GET /review/records/{key}/words": Row(Role.ANALYST, other=404, path=of(key="record")),
    "GET /review/records/{key}/links": Row(Role.ANALYST, other=404, path=of(key="record")),
    "POST /review/records/{key}": Row(Role.ANALYST, 422, 404, path=of(key="record")),
    "POST /review/mentions": Row(Role.ANALYST, 422),
    "POST /review/undo": Row(Role.ANALYST, 422),
    "GET /review/gold.zip": Row(Role.ANALYST),
    "GET /account": Row(Role.READER),
    "POST /account/password": Row(
        Role.READER, 303, form=always(old="a long enough password", new=NEW)
    ),
    "POST /account/tokens": Row(Role.READER, form=always(name="x", role="reader", days=1)),
    "POST /account/tokens/{key}/revoke": Row(Role.READER, 404, path=always(key=1)),
    "GET /administration": Row(ADMIN),
    "GET /administration/log": Row(ADMIN),
    "POST /administration/users": Row(
        ADMIN, 303, form=always(name="new", role="reader", password=NEW)
    ),
    "POST /administration/users/{name}/role": Row(
        ADMIN, 303, path=always(name="reader"), form=always(role="editor")
    ),
    "POST /administration/users/{name}/password": Row(
        ADMIN, 303, path=always(name="reader"), form=always(password=NEW)
    ),
    "POST /administration/users/{name}/disable": Row(ADMIN, 303, path=always(name="reader")),
    "POST /administration/users/{name}/enable": Row(ADMIN, 303, path=always(name="reader")),
    "POST /administration/groups": Row(ADMIN, 303, form=always(name="another")),
    "POST /administration/groups/{key}": Row(
        ADMIN, 303, path=always(key=1), form=lambda t: {"collections": [t.collection]}
    ),
    "POST /administration/groups/{key}/remove": Row(ADMIN, 303, path=always(key=1)),
    "POST /administration/collections": Row(ADMIN, 303, form=always(name="third")),
    # They have documents.
    "POST /administration/collections/{key}/remove": Row(ADMIN, 404, path=of(key="collection")),
    "POST /administration/documents": Row(
        ADMIN, 303, form=lambda thing: {"document": thing.document, "collection": 1}
    ),
}


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert set(TABLE) == set(PATHS)


@pytest.mark.parametrize("name", PATHS)
def test_a_route_asks_for_the_role_that_its_row_tells(name: str) -> None:
    assert role_needed(PATHS[name]) is TABLE[name].role


@pytest.mark.parametrize("side", ["own", "other"])
@pytest.mark.parametrize("role", ["stranger", *NAMES])
@pytest.mark.parametrize("name", PATHS)
def test_who_gets_what(world: World, name: str, role: str, side: str) -> None:
    row, thing = TABLE[name], getattr(world, side)
    world.enter(role)
    status = _status(row, role, side)
    method, _, template = name.partition(" ")
    form = {**row.form(thing), "form_token": world.form_token()} if method != "GET" else None
    answer = world.client.request(
        method, template.format(**row.path(thing)), params=row.query(thing), data=form
    )
    assert answer.status_code == status, answer.text
    if role == "stranger" and row.role is not None:
        assert answer.headers["location"].startswith("/sign-in")
    if role != "administrator":
        asked = f"{row.path(thing)}{row.form(thing)}"
        shown = f"{answer.text}{answer.headers}"
        assert [s for s in SECRETS if s in shown and s not in asked] == []


@pytest.mark.parametrize("name", PATHS)
def test_a_token_gets_no_more_than_its_role(world: World, name: str) -> None:
    """A token that reads changes nothing; one of a reader gets what readers get."""
    row = TABLE[name]
    token = world.accounts.make_token("administrator", "x", role=Role.READER, writes=False, days=1)
    method, _, template = name.partition(" ")
    headers = {"Authorization": f"Bearer {token}"}
    for side in ("own", "other"):
        thing = getattr(world, side)
        answer = world.client.request(
            method,
            template.format(**row.path(thing)),
            params=row.query(thing),
            data=row.form(thing) if method != "GET" else None,
            headers=headers,
        )
        if row.role is None:
            continue
        # An administrator's token for less isn't in the group's sight by the administrator's role.
        refused = method != "GET" or row.role > Role.READER or "/account" in name
        assert answer.status_code == (403 if refused else _status(row, "reader", side))
        asked = f"{row.path(thing)}{row.form(thing)}"
        assert [s for s in SECRETS if s in answer.text and s not in asked] == []


def _status(row: Row, role: str, side: str) -> int:
    if row.role is None:
        return row.own
    if role == "stranger":
        return 303
    if NAMES[role] < row.role:
        return 403
    if side == "other" and row.other is not None and role != "administrator":
        return row.other
    return row.own
