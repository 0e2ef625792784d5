"""Comparisons as pages: what is told alike, differently, by one only, and what is claimed."""

import pytest
from tests.linking.test_comparison import JAPANESE, KENYAN

import communique as cq
from communique.archive import open_archive
from communique.linking.comparison import compare_readouts
from communique.linking.sharing import share_encounter
from communique.views.comparison_page import lay_out_comparison
from communique.views.page import Page
from communique.views.render import to_html, to_markdown


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    with open_archive(tmp_path_factory.mktemp("page") / "desk.db") as archive:
        for name, text, day in (
            ("japan.txt", JAPANESE, "2024-03-12"),
            ("kenya.txt", KENYAN, "2024-03-13"),
        ):
            document = cq.read_text(text, date=day, name=name)
            archive.add(document, cq.extract(document))
        stored = list(archive.records())
        texts = {s.document.id: archive.document(s.document.id) for s in stored}
    found = compare_readouts(share_encounter(stored, list(texts)), stored, texts)
    page = lay_out_comparison(found, texts)
    for note in page.footnotes:
        text = texts[note.document.id].text
        assert all(text[q.start : q.end] == q.text for q in note.quotes)
    return page


def test_what_differs_stands_side_by_side_with_the_words_marked(page: Page) -> None:
    (differs,) = (one for one in page.sections if one.id == "differs")
    assert differs.rows
    for row in differs.rows:
        assert [cell.title for cell in row.cells] == [s.title or s.name for s in page.sources]
        assert all(line.notes for cell in row.cells for line in cell.lines if line.quoted)
    assert any(
        remark.startswith("beside the first: ") and "[-" in remark
        for row in differs.rows
        for cell in row.cells
        for line in cell.lines
        for remark in line.remarks
    )


def test_what_one_alone_tells_stands_under_its_name(page: Page) -> None:
    (only,) = (one for one in page.sections if one.id == "only")
    assert len([group for group in only.groups if group.lines]) == 2
    assert all(line.notes for group in only.groups for line in group.lines)


def test_claims_tell_whether_they_are_borne_out(page: Page) -> None:
    (claims,) = (one for one in page.sections if one.id == "claims")
    told = [line.remarks[0] for group in claims.groups for line in group.lines]
    assert "not in its own words" in told
    assert any(
        remark.startswith("searched ")
        for group in claims.groups
        for line in group.lines
        for remark in line.remarks
    )


def test_sides_tell_for_whom_they_speak_and_what_was_searched(page: Page) -> None:
    assert {line.text for line in page.glance} == {"for Japan", "for Kenya"}
    assert all("words of text" in line.remarks[0] for line in page.glance)


def test_page_renders(page: Page) -> None:
    assert "## Told differently" in to_markdown(page)
    assert "Told by one only" in to_html(page)
