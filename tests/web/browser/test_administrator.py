"""An administrator's way: users and groups, what only one group sees, tokens, the log."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.browser.browsing import browse, sign_in
from tests.web.browser.desks import PASSWORD, Served, serving

from communique.accounts import Accounts, Role
from communique.views import open_archive


@pytest.fixture(scope="module")
def served(few: Path) -> Iterator[Served]:
    with open_archive(few, create=False) as desk:
        Accounts(desk).add_user("administrator", Role.ADMINISTRATOR, PASSWORD, by="test")
    with serving(few, "--team") as served:
        yield served


@pytest.fixture
def windows(chromium: Browser, served: Served) -> Iterator[dict[str, Page]]:
    """Return a window for each of three people, nobody signed in."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(browse(chromium, served.address, 401, 404, 429))
            for name in ("administrator", "inside", "outside")
        }


def add_user(page: Page, name: str) -> None:
    page.goto("/administration")
    page.locator("#user-name").fill(name)
    page.locator("#user-role").select_option("reader")
    page.locator("#user-password").fill(PASSWORD)
    page.get_by_role("button", name="Add user").click()
    expect(page.get_by_label(f"Role of {name}")).to_have_value("reader")


def ask(served: Served, token: str) -> int:
    """Return what the API answers to a program with a token."""
    request = urllib.request.Request(
        f"{served.address}/api/v1/documents", headers={"Authorization": f"Bearer {token}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            json.load(answer)
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_what_only_one_group_may_see(windows: dict[str, Page]) -> None:
    page = windows["administrator"]
    sign_in(page, "administrator")
    for name in ("inside", "outside"):
        add_user(page, name)
    page.locator("#collection-name").fill("Drafts")
    page.get_by_role("button", name="Make collection").click()
    page.locator("#group-name").fill("East Asia")
    page.get_by_role("button", name="Add group").click()
    group = page.locator("form.card", has=page.get_by_role("heading", name="East Asia"))
    group.get_by_label("inside").check()
    group.get_by_label("Drafts").check()
    group.get_by_role("button", name="Save East Asia").click()
    page.goto("/documents")
    link = page.get_by_role("link", name=re.compile("Starmer")).first
    title, address = link.inner_text(), link.get_attribute("href")
    assert address is not None
    page.goto("/administration")
    page.locator("#document").fill(address)
    page.locator("#collection").select_option("Drafts")
    page.get_by_role("button", name="Move", exact=True).click()

    for name, sees in (("inside", True), ("outside", False)):
        window = windows[name]
        sign_in(window, name)
        answer = window.goto(address)
        assert answer is not None and answer.status == (200 if sees else 404)
        for listing in ("/", "/documents", "/search?q=Starmer", "/pairs/CHN/GBR"):
            window.goto(listing)
            assert (title in window.inner_text("main")) is sees, (name, listing)
        # What readers may not do isn't offered.
        assert window.locator(".top .work").count() == 0


def test_a_token_is_made_used_and_revoked(windows: dict[str, Page], served: Served) -> None:
    page = windows["administrator"]
    sign_in(page, "administrator")
    page.goto("/account")
    page.get_by_label("What it is for").fill("nightly")
    page.get_by_role("button", name="Make a token").click()
    token = page.locator(".secret").inner_text()
    assert ask(served, token) == 200
    page.goto("/account")
    assert token not in page.content()
    page.get_by_role("button", name="Revoke nightly").click()
    expect(page.locator("tr", has_text="nightly")).to_contain_text("revoked")
    assert ask(served, token) == 401
    page.goto("/administration/log")
    told = page.locator("tbody").inner_text()
    assert "make token" in told and "revoke token" in told


def test_who_guesses_is_locked_out_and_the_log_tells(windows: dict[str, Page]) -> None:
    page, guesser, _ = windows.values()
    sign_in(page, "administrator")
    add_user(page, "guessed")
    for _ in range(12):
        sign_in(guesser, "guessed", "not the right password")
        told = guesser.get_by_role("alert").inner_text()
        if "too many attempts" in told:
            break
    else:
        pytest.fail("nobody was locked out")
    # The right password is no use for a while, either.
    sign_in(guesser, "guessed")
    expect(guesser.get_by_role("alert")).to_contain_text("too many attempts")
    page.goto("/administration/log")
    told = page.locator("tbody").inner_text()
    assert "guessed" in told
    page.goto("/administration")
    page.get_by_role("button", name="Disable guessed").click()
    expect(page.get_by_role("button", name="Enable guessed")).to_be_visible()
