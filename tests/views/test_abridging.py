"""A page made short keeps its evidence and counts what it leaves out."""

from datetime import date

import pytest

from communique.records import DateRange
from communique.views.abridging import MOST_NOTES, abridge
from communique.views.findings import SourceDocument
from communique.views.footnotes import Footnote, Quote
from communique.views.page import Group, Line, Page, Section
from communique.views.render import to_html, to_markdown


def page_of(lines: int) -> Page:
    documents = [
        SourceDocument(
            id=f"d{n}", name=f"page{n}.txt", published=DateRange.on(date(2024, 5, 1 + n % 28))
        )
        for n in range(lines)
    ]
    return Page(
        title="Chad – Mali",
        subtitle="many sources",
        sections=(
            Section(
                id="engagements",
                title="Engagements",
                groups=(
                    Group(
                        lines=tuple(Line(text=f"line {n}", notes=(n + 1,)) for n in range(lines))
                    ),
                ),
            ),
        ),
        footnotes=tuple(
            Footnote(number=n + 1, document=d, quotes=(Quote(start=0, end=2, text="ok"),))
            for n, d in enumerate(documents)
        ),
        sources=tuple(documents),
    )


@pytest.mark.parametrize(
    ("lines", "kept", "more"),
    [
        pytest.param(3, 3, 0, id="short_enough"),
        pytest.param(4, 4, 0, id="one_more_takes_no_more_room"),
        pytest.param(9, 3, 6, id="too_long"),
    ],
)
def test_abridge_counts_what_it_leaves_out(lines: int, kept: int, more: int) -> None:
    page = abridge(page_of(lines), 3)
    (group,) = page.sections[0].groups
    assert (len(group.lines), group.more) == (kept, more)
    assert [note.number for note in page.footnotes] == list(range(1, kept + 1))
    assert (len(page.sources), page.more_sources) == (kept, more)


def test_abridge_keeps_every_footnote_with_its_line() -> None:
    whole = page_of(9)
    group = whole.sections[0].groups[0]
    turned = group.model_copy(update={"lines": group.lines[::-1]})
    section = whole.sections[0].model_copy(update={"groups": (turned,)})
    page = abridge(whole.model_copy(update={"sections": (section,)}), 3)
    cited = {
        line.text: page.footnotes[line.notes[0] - 1].document.name
        for line in page.sections[0].groups[0].lines
    }
    assert cited == {f"line {n}": f"page{n}.txt" for n in (8, 7, 6)}


def test_abridge_keeps_the_first_notes_of_a_line_that_many_tell() -> None:
    whole = page_of(9)
    line = Line(text="told by all", notes=tuple(range(1, 10)))
    section = whole.sections[0].model_copy(update={"groups": (Group(lines=(line,)),)})
    page = abridge(whole.model_copy(update={"sections": (section,)}), 3)
    assert page.sections[0].groups[0].lines[0].notes == tuple(range(1, MOST_NOTES + 1))


@pytest.mark.parametrize("render", [to_markdown, to_html], ids=["markdown", "html"])
def test_render_says_how_many_lines_are_left_out(render: object) -> None:
    assert callable(render)
    assert "… and 6 more" in render(abridge(page_of(9), 3))
    assert "more" not in render(page_of(9))
