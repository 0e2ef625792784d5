import re
from pathlib import Path

import lxml.html
import pytest
from tests.views.conftest import Page, fill

from communique.records import Position
from communique.views import Desk, dossier, open_archive
from communique.views.render import web_address

NASTY = (
    "China and Britain differ. Britain <script>alert(1)</script> supports [free](x) *trade*.\n"
    "China \x1b[31mopposes\x1b[0m ‘walls’."
)

REFERENCE = re.compile(r"\[\^(\d+)\](?!:)")
DEFINITION = re.compile(r"^\[\^(\d+)\]:", re.MULTILINE)


def write_nasty() -> Page:
    page = Page(NASTY, title="<b>Talks</b> & *more*", publisher="A | B", url="javascript:alert(1)")
    for holder, words in (
        ("GBR", "Britain <script>alert(1)</script> supports [free](x) *trade*"),
        ("CHN", "China \x1b[31mopposes\x1b[0m ‘walls’"),
    ):
        page.write(Position, words, holder=holder, issue="trade", stance="other", wording=words)
    return page


@pytest.fixture
def nasty(tmp_path: Path) -> Desk:
    desk = open_archive(tmp_path / "nasty.db")
    fill(desk, write_nasty)
    return desk


def test_to_markdown_defines_each_footnote_once_and_in_order(desk: Desk) -> None:
    text = dossier(desk, "CHN", "GBR").to_markdown()
    defined = DEFINITION.findall(text)
    assert defined == [str(n) for n in range(1, len(defined) + 1)]
    assert set(REFERENCE.findall(text)) == set(defined)


def test_to_markdown_names_document_publisher_date_span_and_words(desk: Desk) -> None:
    text = dossier(desk, "CHN", "GBR").to_markdown()
    assert (
        "[^3]: Foreign Secretary's visit to China, Foreign Office, 18 October 2024: "
        "0–29 “Foreign Secretary David Lammy”\n"
    ) in text


def test_to_markdown_escapes_what_strangers_wrote(nasty: Desk) -> None:
    text = dossier(nasty, "CHN", "GBR").to_markdown()
    assert "<script>" not in text.replace(r"\<", "")
    assert "\x1b" not in text
    assert r"\[free\](x) \*trade\*" in text
    assert "javascript:" not in text


def test_to_html_escapes_what_strangers_wrote(nasty: Desk) -> None:
    page = dossier(nasty, "CHN", "GBR").to_html()
    tree = lxml.html.fromstring(page)
    assert tree.xpath("//script | //b[text()='Talks']") == []
    assert "<script>alert(1)</script>" in tree.text_content()
    assert "javascript:" not in page


def test_to_html_asks_nothing_of_the_network(desk: Desk) -> None:
    tree = lxml.html.fromstring(dossier(desk, "CHN", "GBR").to_html())
    assert tree.xpath("//@src | //link | //script | //img | //iframe | //object") == []
    outward = [link for link in tree.xpath("//a/@href") if not link.startswith("#")]
    assert outward == ["https://www.gov.uk/page"]
    assert "url(" not in tree.findtext(".//style")


def test_to_html_links_every_note_to_its_words(desk: Desk) -> None:
    made = dossier(desk, "CHN", "GBR")
    tree = lxml.html.fromstring(made.to_html())
    targets = {link.removeprefix("#") for link in tree.xpath("//sup/a/@href")}
    assert targets == {f"note-{note.number}" for note in made.footnotes}
    for note in made.footnotes:
        [item] = tree.xpath(f"//li[@id='note-{note.number}']")
        quotes = [element.text for element in item.xpath(".//q")]
        assert quotes == [quote.text for quote in note.quotes]


def test_to_html_sets_positions_side_by_side(desk: Desk) -> None:
    tree = lxml.html.fromstring(dossier(desk, "CHN", "GBR").to_html())
    rows = tree.xpath("//div[@class='row']")
    assert rows
    assert all(
        [h.text for h in row.xpath("./div/h4")] == ["China", "United Kingdom"] for row in rows
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://www.gov.uk/page", "https://www.gov.uk/page", id="web"),
        pytest.param("javascript:alert(1)", None, id="script"),
        pytest.param("data:text/html,hello", None, id="data"),
        pytest.param("https://", None, id="no_host"),
        pytest.param("http://[half", None, id="broken"),
        pytest.param(None, None, id="none"),
    ],
)
def test_web_address_lets_only_the_web_pass(url: str | None, expected: str | None) -> None:
    assert web_address(url) == expected
