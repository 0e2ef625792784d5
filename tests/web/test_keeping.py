"""A page sent again is the one that would be written now, and everybody's own parts are theirs."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.web.conftest import form_token_of
from tests.web.test_reviewing import decide, one_record, open_as, someone

from communique.views import Desk, lately, open_archive, recall
from communique.web.keeping import KeptPages
from communique.web.roles import Role

PAGES = ("/", "/pairs/KEN/JPN", "/commitments", "/search?q=climate", "/parties/KEN", "/people")


def test_a_page_is_written_once_while_the_archive_holds_the_same(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [open_as(browser, page) for page in PAGES]

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked again")

    for name in ("brief", "register", "find", "subject", "overview"):
        monkeypatch.setattr(Desk, name, refuse)
    assert [open_as(browser, page) for page in PAGES] == first
    with pytest.raises(AssertionError):
        open_as(browser, "/search?q=harbour")


def test_a_page_tells_what_was_decided_since(browser: TestClient, archive: Path) -> None:
    record = one_record(archive)
    address = f"/documents/{record.document.id}"
    shown = open_as(browser, address)
    assert record.id in shown
    page = open_as(browser, f"/review/records/{record.id}")
    assert decide(browser, record.id, page, "accept")[0] == 303
    accepted = open_as(browser, address)
    assert accepted != shown
    page = open_as(browser, f"/review/records/{record.id}")
    assert decide(browser, record.id, page, "reject")[0] == 303
    assert record.id not in open_as(browser, address)
    with open_archive(archive) as desk:
        for review in list(desk.reviews())[::-1]:
            desk.undo(review.id, by="Ann")
    assert open_as(browser, address) == shown


def test_names_tokens_and_what_a_role_may_do_are_everybody_s_own(browser: TestClient) -> None:
    analyst, other = someone(browser, "Ann <i>"), someone(browser, "Ben")
    reader = someone(browser, "Cy", Role.READER)
    pages = [open_as(browser, "/pairs/KEN/JPN", who) for who in (analyst, other, reader)]
    for page, name in zip(pages, ("Ann &lt;i&gt;", "Ben", "Cy"), strict=True):
        assert f">{name}<" in page
    assert len({form_token_of(page) for page in pages}) == 3
    assert "Watch this" in pages[0] and "Watch this" in pages[1]
    assert "Watch this" not in pages[2]
    marks = browser.app.state.pages.marks  # type: ignore[attr-defined]
    assert not any(mark in page for page in pages for mark in (marks.name, marks.token))
    # The token is the one that the session's own forms are taken by.
    browser.cookies.clear()
    browser.cookies.update(other)
    sent = dict(
        re.findall(r'<input type="hidden" name="(kind|question)" value="([^"]*)"', pages[1])
    )
    sent = {name: html.unescape(value) for name, value in sent.items()} | {"name": "Mine"}
    answer = browser.post("/watches", data={**sent, "form_token": form_token_of(pages[1])})
    assert answer.status_code == 303


def test_what_is_not_found_has_a_form_of_its_reader(browser: TestClient) -> None:
    answer = browser.get("/people/nobody-of-this-name")
    assert answer.status_code == 404
    marks = browser.app.state.pages.marks  # type: ignore[attr-defined]
    assert marks.token not in answer.text and marks.name not in answer.text
    assert re.fullmatch(r"[0-9a-f]{64}", form_token_of(answer.text))


def test_where_a_record_is_used_is_looked_up_when_asked_for_in_a_large_archive(
    browser: TestClient, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recall, "WHOLE", 0)
    address = f"/records/{one_record(archive).id}"
    shown = open_as(browser, address)
    assert 'href="?uses=1"' in shown and 'class="thing"' not in shown
    asked = open_as(browser, f"{address}?uses=1")
    assert 'class="thing"' in asked
    # What was linked for it is at hand from then on.
    assert 'class="thing"' in open_as(browser, address)
    # Once something has changed it is looked up again, rather than told as it was for good.
    monkeypatch.setattr(lately, "LONG_SECONDS", 0.0)
    page = open_as(browser, f"/review{address}")
    assert decide(browser, address.rpartition("/")[2], page, "accept")[0] == 303
    assert 'href="?uses=1"' in open_as(browser, address)


@given(st.lists(st.tuples(st.integers(0, 9), st.binary(max_size=60)), max_size=40))
def test_what_is_kept_stays_within_its_bounds(asked: list[tuple[int, bytes]]) -> None:
    pages, last = KeptPages(100), dict[int, bytes]()
    for key, page in asked:
        pages.keep((key,), page)
        last[key] = page
    found = {key: pages.find((key,)) for key in last}
    held = {key: page for key, page in found.items() if page is not None}
    assert sum(map(len, held.values())) <= 100
    assert all(last[key] == page for key, page in held.items())
    if asked:
        assert held[asked[-1][0]] == asked[-1][1]
