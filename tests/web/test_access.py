"""Who gets what: every route says whom it is for, and strangers get nothing else."""

import re

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.testclient import TestClient
from tests.web.conftest import TOKEN, form_token_of

from communique.web.access import list_routes, role_needed
from communique.web.pages import ROUTERS

ROUTES = list_routes(ROUTERS)
NAMES = [f"{sorted(r.methods)[0]} {r.path}" for r in ROUTES]

#: What strangers may call.
PUBLIC = {"/open", "/sign-in", "/health", "/ready"}


@pytest.mark.parametrize("route", ROUTES, ids=NAMES)
def test_strangers_are_sent_to_sign_in_from_all_but_public_routes(
    route: APIRoute, stranger: TestClient
) -> None:
    path = route.path.format(**dict.fromkeys(route.param_convertors, "1"))
    answer = stranger.request(sorted(route.methods)[0], path)
    if route.path in PUBLIC:
        assert role_needed(route) is None
    else:
        assert role_needed(route) is not None
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")


def test_a_route_that_does_not_say_whom_it_is_for_is_refused() -> None:
    router = APIRouter()
    router.get("/left-open")(lambda: "all of it")
    with pytest.raises(LookupError, match="/left-open"):
        list_routes([router])


def test_the_link_works_once(stranger: TestClient) -> None:
    assert stranger.get("/open", params={"token": "guessed"}).status_code == 403
    assert stranger.get("/open", params={"token": TOKEN}).status_code == 303
    assert stranger.get("/").status_code == 200
    stranger.cookies.clear()
    assert stranger.get("/open", params={"token": TOKEN}).status_code == 403


def test_a_change_needs_the_token_of_the_form(browser: TestClient) -> None:
    page = browser.get("/").text
    assert browser.post("/sign-out").status_code == 403
    assert browser.post("/sign-out", data={"form_token": "0" * 64}).status_code == 403
    assert browser.get("/").status_code == 200
    done = browser.post("/sign-out", data={"form_token": form_token_of(page)})
    assert done.status_code == 303
    assert browser.get("/").status_code == 303


def test_pages_load_and_run_nothing_from_elsewhere(browser: TestClient) -> None:
    answer = browser.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_pages_load_is_kept_until_it_is_another(browser: TestClient) -> None:
    page = browser.get("/").text
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(named) >= 3
    for address in named:
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        # Another version, or none, may be another tomorrow.
        for other in (address.partition("?")[0], f"{address}0"):
            assert "immutable" not in browser.get(other).headers["cache-control"]
