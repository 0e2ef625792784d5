"""Every page is judged by axe-core: light and dark, wide and narrow, nothing serious."""

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from tests.web.browser.browsing import NARROW, WIDE, browse, sign_in
from tests.web.browser.desks import serving
from tests.web.browser.sights import PAGES, find_sights

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
#: All rules where the looks differ most; colours alone in the other two.
LOOKS = ((WIDE, False, ()), (NARROW, True, ()), (WIDE, True, ("color-contrast",)))
JUDGE = """(rules) => axe.run(document, {
  resultTypes: ["violations"], preload: false,
  ...(rules.length ? { runOnly: { type: "rule", values: rules } } : {}),
}).then((found) => found.violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .flatMap((one) => one.nodes.map(
    (node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`)))"""

pytestmark = pytest.mark.skipif(
    not AXE.exists(), reason="no axe-core: run `npm ci` in tests/web/browser"
)


@pytest.fixture(scope="module")
def sights(team_archive: Path) -> Mapping[str, Mapping[str, str]]:
    return find_sights(team_archive)


@pytest.fixture(scope="module")
def page(chromium: Browser, team_archive: Path) -> Iterator[Page]:
    """Return a window of an administrator's, in which axe is at hand on every page."""
    with (
        serving(team_archive, "--team") as served,
        browse(chromium, served.address, 401) as page,
    ):
        page.context.add_init_script(path=AXE)
        sign_in(page, "administrator")
        yield page


def test_every_page_is_looked_at(sights: Mapping[str, Mapping[str, str]]) -> None:
    assert sorted(sights) == PAGES


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_nobody_out(
    path: str, page: Page, sights: Mapping[str, Mapping[str, str]]
) -> None:
    found = {}
    for name, address in sights[path].items():
        answer = page.goto(address)
        assert answer is not None and answer.status == (401 if name == "sign-in" else 200), address
        for width, dark, rules in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if dark else "light")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            if told := page.evaluate(JUDGE, list(rules)):
                found[name, width, dark] = told
    assert not found, json.dumps({str(key): told for key, told in found.items()}, indent=1)


def test_a_dossier_prints_with_the_words_of_its_notes(page: Page) -> None:
    page.goto("/pairs/CHN/GBR")
    number = page.locator("main sup a").first.inner_text()
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    told = "\n".join(one.extract_text() for one in printed.pages)
    assert "At a glance" in told and "Sign out" not in told and "As of another day" not in told
    assert number == "1"
    notes = told.partition("\nNotes\n")[2]
    assert page.locator("#notes + ol li").first.text_content().partition("“")[0][:40] in notes  # type: ignore[union-attr]
    assert len(printed.pages) < 15


def test_what_is_wrong_is_found(page: Page) -> None:
    page.goto("/parties")
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.evaluate("document.querySelector('#find').previousElementSibling.remove()")
    page.evaluate("document.querySelector('#find').removeAttribute('placeholder')")
    (told,) = page.evaluate(JUDGE, [])
    assert told.startswith("label: #find")
