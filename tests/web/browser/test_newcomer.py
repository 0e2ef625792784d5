"""A newcomer's way: start, drop pages, watch, read a dossier down to its words, correct, undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.browser.browsing import browse
from tests.web.browser.desks import FEW, sample_pages, serving

DROP = """(files) => {
  const given = new DataTransfer();
  for (const [name, text] of files) given.items.add(new File([text], name));
  const drop = new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true });
  document.querySelector("[data-drop]").dispatchEvent(drop);
}"""
OTHERWISE = "open a joint seaweed office"


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """Return a window that came in by the one-time link of a server over an empty archive."""
    with (
        serving(tmp_path / "desk.db") as served,
        browse(chromium, served.address) as page,
    ):
        page.goto(served.link)
        yield page


def open_pair(page: Page) -> str:
    """Open the dossier by the form of the first page; return its promises."""
    page.goto("/")
    page.get_by_label("One side").fill("China")
    page.get_by_label("The other").fill("Britain")
    page.get_by_role("button", name="Brief").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("China – United Kingdom")
    page.get_by_label("In full").check()
    page.get_by_role("button", name="Show").click()
    return page.inner_text("main")


def test_from_an_empty_archive_to_a_corrected_dossier(page: Page) -> None:
    expect(page.locator("main")).to_contain_text("Nothing is in it yet")
    page.get_by_role("link", name="Add documents").click()
    given = [(one.name, one.read_text(encoding="utf-8")) for one in sample_pages(FEW)]
    # Who drops files sees the page; its script is there by then.
    page.wait_for_load_state("load")
    page.evaluate(DROP, given)
    expect(page.locator("#give-files-named li")).to_have_count(len(given))
    page.get_by_role("button", name="Add files").click()
    # It is watched without a word of the page being loaded anew by hand.
    expect(page.get_by_role("status")).to_contain_text("done", timeout=90_000)
    expect(page.get_by_role("status")).to_contain_text(f"{len(given)} added")
    expect(page.locator("#added + ul li")).to_have_count(len(given))

    before = open_pair(page)
    assert OTHERWISE not in before
    promises = page.locator("section", has=page.get_by_role("heading", name="Commitments"))
    note = promises.locator("sup a").first
    told = note.get_attribute("title")
    note.click()
    page.wait_for_url("**/documents/*#words")
    sought = page.locator(".sought").first
    expect(sought).to_be_in_viewport()
    assert told is not None and told.startswith(sought.inner_text()[:60])

    record = page.locator(".record.commitment", has=page.get_by_role("link", name="review")).first
    key = record.get_attribute("data-record")
    record.get_by_role("link", name="review").click()
    page.wait_for_url(f"**/review/records/{key}")
    page.keyboard.press("c")
    page.get_by_label("action").fill(OTHERWISE)
    page.get_by_role("button", name="Save the correction").click()
    page.get_by_role("status").get_by_role("button", name="Undo").wait_for()
    corrected = page.url

    assert OTHERWISE in open_pair(page)
    page.goto(corrected)
    page.keyboard.press("u")
    page.wait_for_url(f"**/review/records/{key}")
    after = open_pair(page)
    assert after == before


def test_what_can_not_be_read_is_told(page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n" + bytes(200))
    page.goto("/add")
    page.set_input_files("#give-files", picture)
    page.get_by_role("button", name="Add files").click()
    expect(page.locator("#failed + ul")).to_contain_text("a PNG image", timeout=60_000)
