"""A text as a reader sees it, and the way back into its source."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import CHARACTERS

from communique.reading import read_text
from communique.reading.sight import see

SEEN = [
    pytest.param("Kenya and Mali", "Kenya and Mali", id="plain"),
    pytest.param("“Kenya” – Mali’s", "“Kenya” – Mali’s", id="marks_stay"),
    pytest.param("co\u00adoper\u200bate", "cooperate", id="hidden_inside_a_word"),
    pytest.param("\u202bKenya\u202c \u2068Mali\u2069", "Kenya Mali", id="direction"),
    pytest.param("Ke\x00nya\x1b", "Kenya", id="controls"),
    pytest.param("a\n\tb\r\n\x0cc\u2028d", "a\n\tb\r\n\x0cc\u2028d", id="breaks_stay"),
    pytest.param("a\u2009b\u3000c", "a b c", id="wide_and_thin_spaces"),
    pytest.param("a\u202fb\u00a0c", "a\u00a0b\u00a0c", id="spaces_that_hold_together"),
    pytest.param("cafe\u0301", "café", id="accent_apart"),
    pytest.param("\u0301a", "\u0301a", id="accent_of_nothing"),
    pytest.param("ﬁnal", "final", id="ligature"),
    pytest.param("Done. 🤝", "Done. ", id="picture_at_the_end"),
    pytest.param("Done.🇰🇪They", "Done. They", id="picture_parts_words"),
    pytest.param("1️⃣ Trade", "1 Trade", id="keycap"),
    pytest.param("✔️ Trade → ✔", " Trade → ✔", id="signs_and_pictures"),
    pytest.param("会谈 مباحثات", "会谈 مباحثات", id="other_scripts"),
    pytest.param("", "", id="empty"),
    pytest.param("\u200b\ufeff", "", id="nothing_to_see"),
]


@pytest.mark.parametrize(("source", "expected"), SEEN)
def test_see(source: str, expected: str) -> None:
    assert see(source).text == expected


@given(st.text(CHARACTERS | st.sampled_from("e\u0301\u00ad\u200dﬁ🤝\ufe0f \n"), max_size=40))
def test_see_leads_every_character_back_in_order(source: str) -> None:
    sight = see(source)
    spans = [sight.span_of(i, i + 1) for i in range(len(sight.text))]
    assert all(0 <= start < end <= len(source) for start, end in spans)
    assert all(a <= c and b <= d for (a, b), (c, d) in itertools.pairwise(spans))
    if sight.is_source:
        assert (sight.text, spans) == (source, [*ranges(len(source))])
    assert see(sight.text).text == sight.text or "\u0301" in sight.text


def ranges(length: int) -> list[tuple[int, int]]:
    return [(at, at + 1) for at in range(length)]


def test_span_of_holds_the_accents_of_its_last_letter_and_no_hidden_sign_before() -> None:
    source = "\u00adcafe\u0301\u00ad!"
    assert source[slice(*see(source).span_of(0, 4))] == "cafe\u0301"


def test_span_of_nothing_lies_where_it_is_asked() -> None:
    assert see("a\u00adb").span_of(1, 1) == (2, 2)
    assert see("ab\u00ad").span_of(2, 2) == (3, 3)


PAGE = (
    "\ufeffTalks in Lima\n\nLI\u00adMA, Ju\u00adly\u2009\u200b3, 2024 — Peru and Chile met "
    "to talk about copper. 🤝\n\n"
    "| Year | Tra\u00adde |\n|---|---|\n| 20\u00ad23 | 4\u200b.1 |\n\u200b"
)


def test_read_text_finds_blocks_in_what_is_seen_and_leads_them_back() -> None:
    (article,) = read_text(PAGE).articles
    assert [(b.kind, PAGE[b.start : b.end]) for b in article.blocks] == [
        ("headline", "Talks in Lima"),
        ("dateline", "LI\u00adMA, Ju\u00adly\u2009\u200b3, 2024"),
        ("paragraph", "Peru and Chile met to talk about copper."),
        ("table", PAGE[PAGE.index("|") : PAGE.rindex("|") + 1]),
    ]
    cells = article.blocks[-1].cells
    assert [PAGE[c.start : c.end] for c in cells] == [
        "Year",
        "Tra\u00adde",
        "20\u00ad23",
        "4\u200b.1",
    ]
    assert cells[-1].column_header == "Trade"
    assert (article.start, article.end) == (0, len(PAGE))


def test_read_text_leads_the_date_of_a_dateline_back() -> None:
    published = read_text(PAGE).metadata.published
    assert published is not None
    assert published.span is not None
    assert PAGE[slice(*published.span)] == "Ju\u00adly\u2009\u200b3, 2024"
    assert str(published.date.start) == "2024-07-03"


def test_articles_of_one_text_cover_it_with_all_that_is_hidden() -> None:
    head = "LIMA, July 3, 2024 — Peru and Chile met for talks on trade.\n\n"
    second = "SANTIAGO, July 4, 2024 — Chile and Mali met for talks on copper.\n\u200b\n"
    text = f"\u200b# First\n\n{head}They will meet again.\n\n\u200b# Second\n\n{second}"
    document = read_text(text)
    borders = [(article.start, article.end) for article in document.articles]
    assert borders[0][0] == 0
    assert borders[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(borders))
