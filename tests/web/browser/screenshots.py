"""Pictures of every page, light and dark, wide and narrow: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from tests.web.browser.browsing import NARROW, WIDE, browse, launch, sign_in
from tests.web.browser.desks import fill, furnish, sample_pages, serving
from tests.web.browser.sights import find_sights


def main(folder: Path, wanted: list[str]) -> None:
    """Write the pictures of the pages whose names begin as wanted, of all for none."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        archive = Path(work) / "desk.db"
        fill(archive, sample_pages())
        furnish(archive)
        named = {
            name: address
            for addresses in find_sights(archive).values()
            for name, address in addresses.items()
            if not wanted or name.startswith(tuple(wanted))
        }
        with serving(archive, "--team") as served, sync_playwright() as playwright:
            browser = launch(playwright)
            for width in (WIDE, NARROW):
                for dark in (False, True):
                    look = f"{'dark' if dark else 'light'}-{width}"
                    with browse(browser, served.address, 401, width=width, dark=dark) as page:
                        _take(page, named, folder, look)
            browser.close()


def _take(page: Page, named: dict[str, str], folder: Path, look: str) -> None:
    page.goto(named.get("sign-in", "/sign-in"))
    page.screenshot(path=folder / f"sign-in-{look}.png", full_page=True)
    sign_in(page, "administrator")
    for name, address in named.items():
        if name != "sign-in":
            page.goto(address)
            page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
            if name == "pair" and look == "light-1280":
                page.pdf(path=folder / "pair.pdf", format="A4")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
