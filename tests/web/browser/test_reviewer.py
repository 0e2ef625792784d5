"""A reviewer's way: every decision by a key of its own, beside others who decide, too."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.browser.browsing import browse, sign_in
from tests.web.browser.desks import Served, serving

from communique.views import open_archive

SELECT = """(words) => {
  for (const piece of document.querySelectorAll("#text [data-start]")) {
    const at = piece.textContent.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(piece.firstChild, at);
    range.setEnd(piece.firstChild, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return;
  }
}"""


@pytest.fixture(scope="module")
def served(team_archive: Path) -> Iterator[Served]:
    with serving(team_archive, "--team") as served:
        yield served


@pytest.fixture
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    """Return a window of a reviewer's."""
    with browse(chromium, served.address, 401, 409) as page:
        sign_in(page, "first")
        yield page


def press(page: Page, key: str, then: str) -> None:
    page.evaluate("document.activeElement.blur()")
    with page.expect_navigation(url=then):
        page.keyboard.press(key)


def begin(page: Page) -> str:
    """Begin with the queue; return the address of its first record."""
    page.goto("/review")
    press(page, "n", "**/review/records/*")
    return page.url


def state(archive: Path, address: str) -> str | None:
    """Return what was decided last on the record of a page, and holds."""
    key = address.rpartition("/")[2].partition("?")[0]
    with open_archive(archive, create=False) as desk:
        held = [
            one.verdict
            for one in desk.reviews()
            if key in one.targets and one.verdict != "undo" and one.undone_by is None
        ]
    return held[-1] if held else None


def test_accept_reject_and_skip_by_a_key(page: Page, team_archive: Path) -> None:
    first = begin(page)
    # Enter in a field decides nothing, and letters in it are letters.
    page.fill("#decide input[name=why]", "as in the tex")
    page.keyboard.press("t")
    page.keyboard.press("Enter")
    assert (page.url, state(team_archive, first)) == (first, None)
    press(page, "a", "**/review/records/*done=*")
    assert state(team_archive, first) == "accept"
    expect(page.get_by_role("status")).to_contain_text("as in the text")
    second = page.url.partition("?")[0]
    press(page, "s", "**/review/records/*")
    third = page.url.partition("?")[0]
    assert len({first, second, third}) == 3
    press(page, "r", "**/review/records/*done=*")
    assert (state(team_archive, second), state(team_archive, third)) == (None, "reject")
    press(page, "u", third)
    assert state(team_archive, third) is None
    # Who dictates instead of typing may switch the keys off.
    page.uncheck("#keys")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("a")
    page.reload()
    assert (page.url, state(team_archive, third)) == (third, None)


def test_correct_and_mark_words_by_a_key(page: Page, team_archive: Path) -> None:
    with open_archive(team_archive, create=False) as desk:
        record = list(desk.records(kind="commitment"))[-1]
        words = " ".join(record.record.evidence[0].text.split()[:3])
    page.goto(f"/review/records/{record.id}")
    page.keyboard.press("c")
    expect(page.locator("#correct input, #correct select, #correct textarea").first).to_be_focused()
    page.get_by_label("action").fill("build a pier")
    page.get_by_role("button", name="Save the correction").click()
    page.wait_for_url("**/review/records/*done=*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("build a pier")
    press(page, "m", "**/words")
    page.evaluate(SELECT, words)
    expect(page.locator("#chosen")).to_have_text(words)
    page.get_by_role("button", name="Save these words").click()
    page.wait_for_url("**/review/records/*done=*")
    expect(page.locator("mark")).to_have_text([words])
    press(page, "u", "**/review/records/*")
    expect(page.locator("mark")).not_to_have_text([words])


def test_split_and_join_by_a_key(page: Page, team_archive: Path) -> None:
    with open_archive(team_archive, create=False) as desk:
        told = max(desk.recall("CHN", "GBR").encounters, key=lambda one: len(one.accounts))
        key = told.accounts[0].record
    page.goto(f"/review/records/{key}")
    press(page, "j", "**/links")
    split = page.get_by_role("button", name="Split off")
    together = split.count()
    press(page, "1", "**/links?done=*")
    expect(page.get_by_role("status")).to_contain_text("split")
    # What was told together with it only goes with it.
    assert 0 <= split.count() < together
    press(page, "u", "**/links")
    expect(split).to_have_count(together)
    number = page.locator("button[data-key]", has_text="Join").first.get_attribute("data-key")
    assert number is not None
    press(page, number, "**/links?done=*")
    expect(page.get_by_role("status")).to_contain_text("join")
    press(page, "u", "**/links")


def test_who_was_quicker_is_told_and_who_differs_is_shown(
    page: Page, chromium: Browser, served: Served, team_archive: Path
) -> None:
    first = begin(page)
    with browse(chromium, served.address, 401) as other:
        sign_in(other, "second")
        other.goto(first)
        press(other, "r", "**/review/records/*done=*")
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_have_text("Your decision was not stored.")
    expect(page.locator("main")).to_contain_text("second rejected")
    assert state(team_archive, first) == "reject"
    page.get_by_role("button", name="Decide so all the same").click()
    page.wait_for_url("**/review/records/*done=*")
    assert state(team_archive, first) == "accept"
    page.goto("/review?show=differ")
    matter = page.locator(
        ".matters > li", has=page.locator(f'a[href$="{first.rpartition("/")[2]}"]')
    )
    expect(matter).to_contain_text("second rejected")
    expect(matter.locator(".holds")).to_contain_text("first accepted")


def test_reviews_are_exported_as_gold(page: Page) -> None:
    page.goto("/review")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Export as gold").click()
    with zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes())) as gold:
        files = [json.loads(gold.read(name)) for name in gold.namelist()]
    assert files and all("records" in one for one in files)
