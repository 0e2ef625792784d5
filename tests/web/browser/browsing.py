"""A browser that is watched: where it asks, and what its console says."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request
from tests.web.browser.desks import PASSWORD

CHROMIUM = "/usr/bin/chromium"
WIDE, NARROW = 1280, 380
_STATUS = re.compile(r"^Failed to load resource: .*\b(\d{3})\b")


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium; in a container, root can't have its sandbox."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


class Watch:
    """What a browser's windows did beside showing pages of their own server.

    `expected` are the statuses of pages that are meant to fail, which the console tells of.
    """

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.expected: set[int] = set()
        self.strayed: list[str] = []
        self.said: list[str] = []
        self._address = address
        context.on("request", self._note)
        context.on("console", lambda message: self._hear(message.text))
        context.on("weberror", lambda error: self._hear(str(error.error)))

    def _note(self, request: Request) -> None:
        if not request.url.startswith((f"{self._address}/", "data:", "blob:")):
            self.strayed.append(request.url)

    def _hear(self, text: str) -> None:
        status = _STATUS.match(text)
        if status is None or int(status[1]) not in self.expected:
            self.said.append(text)


@contextmanager
def browse(
    browser: Browser, address: str, *expected: int, width: int = WIDE, dark: bool = False
) -> Iterator[Page]:
    """Open a window of its own session; what it says and where it strays must be nothing.

    A violation of the content security policy stands in the console, as any error does.
    """
    options: dict[str, Any] = {"color_scheme": "dark" if dark else "light"}
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, **options
    )
    watch = Watch(context, address)
    watch.expected |= {*expected}
    try:
        yield context.new_page()
        assert (watch.strayed, watch.said) == ([], [])
    finally:
        context.close()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Sign in to a team's server; the form's own answer is a 401, as it asks for a sign-in."""
    page.goto("/sign-in")
    page.fill("#name", name)
    page.fill("#password", password)
    page.click("main button")
