"""Dossiers as Word files: the same lines as in Markdown, every number leads to its words."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import lxml.etree
from tests.views.conftest import Page, fill

from communique.records import Position
from communique.views import Desk, dossier, open_archive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_paragraphs(data: bytes) -> list[str]:
    body = docx.Document(BytesIO(data)).element.body
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p")]


def test_to_docx_has_the_lines_of_the_dossier(desk: Desk) -> None:
    told = "\n".join(read_paragraphs(dossier(desk, "CHN", "GBR").to_docx()))
    for words in (
        "China – United Kingdom",
        "18 October 2024: ",
        "Economic and Financial Dialogue",
        "“The UK stands by Ukraine”",
        "0–29 “Foreign Secretary David Lammy”",
        "https://www.gov.uk/page",
    ):
        assert words in told


def test_every_number_of_a_note_leads_to_a_bookmark(desk: Desk) -> None:
    with zipfile.ZipFile(BytesIO(dossier(desk, "CHN", "GBR").to_docx())) as file:
        root = lxml.etree.fromstring(file.read("word/document.xml"))
    linked = {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")}
    marked = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert linked
    assert linked == set(marked)
    assert len(marked) == len(set(marked))


def test_to_docx_takes_what_xml_does_not(tmp_path: Path) -> None:
    words = "Britain supports \x00\x0b trade\ufffe"

    def write() -> Page:
        page = Page(f"China and Britain. {words}", title="A\x1bB \uffff")
        for holder in ("GBR", "CHN"):
            page.write(
                Position, words, holder=holder, issue="trade", stance="support", wording=words
            )
        return page

    with open_archive(tmp_path / "odd.db") as desk:
        fill(desk, write)
        told = read_paragraphs(dossier(desk, "CHN", "GBR").to_docx())
    assert any(line.split()[:3] == ["supports:", "“Britain", "supports"] for line in told)
