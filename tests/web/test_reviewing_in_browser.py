"""A reviewer's way in a real browser: drop a page, watch it, mark words by hand, use the keys."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page, sync_playwright
from tests.web.conftest import TOKEN

from communique.web import Settings, create_app

CHROMIUM = "/usr/bin/chromium"
TEXT = (
    "LONDON, 6 May 2025. Chinese Foreign Minister Wang Yi met British Foreign Secretary David "
    "Lammy in London on Tuesday \U0001f600. They agreed to open a trade office."
)
DROP = """([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  const drop = new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
  document.querySelector("[data-drop]").dispatchEvent(drop);
}"""
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

pytestmark = pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="no browser is installed")


@pytest.fixture
def address(archive: Path) -> Iterator[str]:
    """Return the address of a real server."""
    app = create_app(Settings(archive=archive, token=TOKEN))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(30)


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """Return a page of a browser that came in; what its console says must be nothing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(base_url=address)
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"/open?token={TOKEN}")
        yield page
        assert said == []
        browser.close()


def test_a_reviewers_way(page: Page) -> None:
    page.goto("/add")
    page.evaluate(DROP, ["dropped.txt", TEXT])
    assert "dropped.txt" in page.inner_text("#give-files-named")
    page.click("text=Add files")
    page.wait_for_selector("text=done: 1 added", timeout=60_000)
    page.click("#added + ul a")
    page.locator('.record.engagement a[href^="/review/records/"]').first.click()
    page.wait_for_url("**/review/records/*")
    # By a key, and back from a field by none.
    page.keyboard.press("c")
    page.keyboard.type("a")
    assert "/review/records/" in page.url and page.locator("#correct[open]").count() == 1
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("m")
    page.wait_for_url("**/words")
    page.evaluate(SELECT, "agreed to open")
    page.wait_for_function("document.getElementById('chosen').textContent === 'agreed to open'")
    page.click("text=Save these words")
    page.wait_for_selector("mark")
    assert page.locator("mark").all_inner_texts() == ["agreed to open"]
    page.keyboard.press("u")
    page.wait_for_selector("text=took review 1 back")
    page.goto("/review")
    page.keyboard.press("n")
    page.wait_for_url("**/review/records/*")
    first = page.url
    # Enter in a field decides nothing.
    page.fill("form#decide input[name=why]", "as in the text")
    page.press("form#decide input[name=why]", "Enter")
    page.wait_for_timeout(200)
    assert page.url == first
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("a")
    page.wait_for_selector("text=as in the text")
    assert page.url.partition("?")[0] != first.partition("?")[0]
    # Who types instead of pointing may switch the keys off.
    page.uncheck("#keys")
    before = page.url
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("r")
    page.wait_for_timeout(200)
    assert page.url == before
