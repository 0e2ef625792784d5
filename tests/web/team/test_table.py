"""Every route for every role, on what the team may see and on what it may not: who gets what.

A route without a row here fails, so that nobody adds one without saying whom it is for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from httpx import Response
from tests.web.team.world import NAMES, SECRETS, Thing, World

from communique.web.access import Role, list_routes, role_needed
from communique.web.api import PREFIX
from communique.web.api import ROUTERS as API
from communique.web.pages import ROUTERS

PATHS = {
    f"{method} {route.path}": route
    for route in list_routes([*ROUTERS, *API])
    for method in sorted(route.methods)
}

NONE: Callable[[Thing], Mapping[str, Any]] = lambda _thing: {}  # noqa: E731


@dataclass(frozen=True)
class Row:
    """Who may call a route (None for everybody), and what comes of it.

    `own` is the answer on what the team sees, `other` on what it doesn't; administrators see
    both. `path`, `query` and `form` make the request of what is on one side; a program sends
    what a form has as JSON.
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
#: What stands for being led to where one signs in.
SENT_AWAY = -1

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
    # (The form doesn't say what it was made from.)
    "POST /review/records/{key}": Row(
        Role.ANALYST, 409, 404, path=of(key="record"), form=always(verdict="accept")
    ),
    "POST /review/mentions": Row(Role.ANALYST, 422),
    "POST /review/undo": Row(Role.ANALYST, 422),
    "GET /review/gold.zip": Row(Role.ANALYST),
    # Nobody watches anything here; `test_watches.py` tells who sees whose.
    "GET /watches": Row(Role.ANALYST),
    "POST /watches": Row(
        Role.ANALYST, 303, form=always(name="x", kind="search", question="party=KEN")
    ),
    "GET /watches/digest.md": Row(Role.ANALYST),
    "POST /watches/{key}/remove": Row(Role.ANALYST, 404, path=always(key=1)),
    "POST /watches/{key}/address": Row(Role.ANALYST, 404, path=always(key=1)),
    "POST /watches/{key}/address/revoke": Row(Role.ANALYST, 404, path=always(key=1)),
    "GET /watches/{key}/feed.atom": Row(Role.READER, 404, path=always(key=1)),
    "GET /watches/{key}/calendar.ics": Row(Role.READER, 404, path=always(key=1)),
    "GET /watches/{key}/digest.md": Row(Role.READER, 404, path=always(key=1)),
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
    # What programs ask for.
    **{
        f"GET {PREFIX}/{name}": Row(Role.READER)
        for name in (
            "documents",
            "records",
            "stats",
            "pairs",
            "encounters",
            "officials",
            "commitments",
            "positions",
            "mechanisms",
            "requests",
            "targets",
            "findings",
            "ledgers/commitments",
            "ledgers/positions",
            "ledgers/mechanisms",
            "reviews",
            "export.jsonl",
        )
    },
    f"GET {PREFIX}/search": Row(Role.READER, query=lambda thing: {"q": thing.words}),
    f"GET {PREFIX}/quote": Row(Role.READER, query=lambda thing: {"words": thing.words}),
    f"GET {PREFIX}/documents/{{document}}": Row(
        Role.READER, other=404, path=of(document="document")
    ),
    **{
        f"GET {PREFIX}/documents/{{document}}/{part}": Row(
            Role.READER, other=404, path=of(document="document")
        )
        for part in ("records", "versions")
    },
    f"GET {PREFIX}/documents/{{document}}/difference/{{other}}": Row(
        Role.READER, other=404, path=of(document="document", other="document")
    ),
    f"GET {PREFIX}/records/{{record}}": Row(Role.READER, other=404, path=of(record="record")),
    # One account alone isn't compared with any.
    f"GET {PREFIX}/comparison": Row(
        Role.READER, 400, 404, query=lambda thing: {"encounter": thing.encounter}
    ),
    **{
        f"GET {PREFIX}/pairs/{{left}}/{{right}}{part}": Row(Role.READER, path=pair("left", "right"))
        for part in ("", "/page", "/timeline")
    },
    f"GET {PREFIX}/subjects/{{kind}}": Row(
        Role.READER, other=404, path=always(kind="person"), query=lambda t: {"name": t.person}
    ),
    f"GET {PREFIX}/things/{{thing}}": Row(Role.READER, other=404, path=of(thing="encounter")),
    f"POST {PREFIX}/reviews": Row(
        Role.ANALYST, 201, 404, form=lambda t: {"verdict": "accept", "record": t.record}
    ),
    f"GET {PREFIX}/openapi.json": Row(None),
}


def _request(
    world: World, name: str, thing: Thing, headers: Mapping[str, str] | None = None
) -> Response:
    """Send what a route's row asks for, as a page of ours or as a program does."""
    row = TABLE[name]
    method, _, template = name.partition(" ")
    given: dict[str, Any] = {"headers": dict(headers or {})}
    if method != "GET":
        token = world.form_token()
        if template.startswith(PREFIX):
            given |= {"json": row.form(thing)}
            given["headers"]["X-Form-Token"] = token
        else:
            given |= {"data": {**row.form(thing), "form_token": token}}
    path = template.format(**row.path(thing))
    return world.client.request(method, path, params=row.query(thing), **given)


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert set(TABLE) == set(PATHS)


@pytest.mark.parametrize("name", PATHS)
def test_a_route_asks_for_the_role_that_its_row_tells(name: str) -> None:
    assert role_needed(PATHS[name]) is TABLE[name].role


@pytest.fixture
def asked(name: str, status: int, request: pytest.FixtureRequest) -> World:
    """Return a server to ask: one of one's own where something is going to change."""
    stays = name.startswith("GET") or status >= 400 or status == SENT_AWAY
    made: World = request.getfixturevalue("settled_world" if stays else "world")
    return made


@pytest.fixture
def status(name: str, request: pytest.FixtureRequest) -> int:
    """Return what a request is answered with; without a role, that a token gets that reads."""
    given = request.node.callspec.params
    role, side = given.get("role"), given.get("side", "own")
    if role is None:
        return 403
    if role == "stranger" and TABLE[name].role is not None:
        return 401 if PREFIX in name else SENT_AWAY
    return _status(TABLE[name], role, side)


@pytest.mark.parametrize("side", ["own", "other"])
@pytest.mark.parametrize("role", ["stranger", *NAMES])
@pytest.mark.parametrize("name", PATHS)
def test_who_gets_what(asked: World, status: int, name: str, role: str, side: str) -> None:
    row, thing = TABLE[name], getattr(asked, side)
    asked.enter(role)
    answer = _request(asked, name, thing)
    if status == SENT_AWAY:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
    else:
        assert answer.status_code == status, answer.text
    if role != "administrator":
        assert _leaked(row, thing, f"{answer.text}{answer.headers}") == []


@pytest.mark.parametrize("name", PATHS)
def test_a_token_gets_no_more_than_its_role(asked: World, name: str) -> None:
    """A token that reads changes nothing; one of a reader gets what readers get."""
    row = TABLE[name]
    token = asked.accounts.make_token("administrator", "x", role=Role.READER, writes=False, days=1)
    for side in ("own", "other"):
        thing = getattr(asked, side)
        answer = _request(asked, name, thing, {"Authorization": f"Bearer {token}"})
        if row.role is None:
            continue
        # An administrator's token for less isn't in the group's sight by the administrator's role.
        refused = not name.startswith("GET") or row.role > Role.READER or "/account" in name
        assert answer.status_code == (403 if refused else _status(row, "reader", side))
        assert _leaked(row, thing, answer.text) == []
    for made in asked.accounts.tokens("administrator"):
        asked.accounts.revoke_token("administrator", made.key)


@pytest.mark.parametrize("store", ["postgresql"])
def test_a_server_s_archive_hides_as_much(server_world: World) -> None:
    """What a reader sees, and doesn't, is the same in the other store."""
    server_world.enter("reader")
    wrong = []
    for name in (name for name in TABLE if name.startswith("GET")):
        for side in ("own", "other"):
            row, thing = TABLE[name], getattr(server_world, side)
            answer = _request(server_world, name, thing)
            leaked = _leaked(row, thing, f"{answer.text}{answer.headers}")
            if answer.status_code != _status(row, "reader", side) or leaked:
                wrong.append((name, side, answer.status_code, leaked))
    assert wrong == []


def _leaked(row: Row, thing: Thing, shown: str) -> list[str]:
    """Return what is told of the hidden document but for what the question itself said."""
    said = f"{row.path(thing)}{row.query(thing)}{row.form(thing)}"
    return [secret for secret in SECRETS if secret in shown and secret not in said]


def _status(row: Row, role: str, side: str) -> int:
    if row.role is None:
        return row.own
    if NAMES[role] < row.role:
        return 403
    if side == "other" and row.other is not None and role != "administrator":
        return row.other
    return row.own
