"""Browsers, and archives for them to look at."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.web.browser.browsing import CHROMIUM, launch
from tests.web.browser.desks import FEW, fill, furnish, sample_pages


# One for each module: while Playwright's own loop runs in this thread, no other test could use one.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return a browser; skip where there is none."""
    if not os.path.exists(CHROMIUM):
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def few_filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of few sample pages; modules get copies of it."""
    path = tmp_path_factory.mktemp("browser") / "desk.db"
    fill(path, sample_pages(FEW))
    return path


@pytest.fixture(scope="module")
def few(few_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of few sample pages for the tests of one module."""
    return Path(shutil.copy(few_filled, tmp_path_factory.mktemp("module") / "desk.db"))


@pytest.fixture(scope="module")
def team_archive(few: Path) -> Path:
    """Return such an archive of a team, with reviews that disagree."""
    furnish(few)
    return few
