"""Web pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.builders import PAGE

from communique.document import Document
from communique.errors import UnreadableInput
from communique.reading import Limits, read
from communique.reading.baretext import extract_bare_text
from communique.reading.html import measure

SENTENCE = "The ministers of Kenya and India met in Nairobi on Monday and agreed on trade."


def read_page(page: str, **options: Limits) -> Document:
    return read(page.encode(), name="page.html", **options)


def test_read_html_takes_the_main_text_with_its_structure() -> None:
    document = read_page(PAGE)
    blocks = [(b.kind, document.text[b.start : b.end]) for b in document.articles[0].blocks]
    assert blocks[0] == ("headline", "Minister meets envoy of Kenya")
    assert ("headline", "Trade") in blocks
    assert ("list-item", "by rail") in blocks
    assert ("quotation", "We are partners and we remain partners.") in blocks
    assert "All rights reserved" not in document.text
    assert document.media_type == "text/html"
    [table] = [b for b in document.articles[0].blocks if b.kind == "table"]
    assert ("2020", "Trade") in [(c.row_header, c.column_header) for c in table.cells]


def test_read_html_takes_metadata_from_markup() -> None:
    found = read_page(PAGE).metadata
    assert found.title == "Minister meets envoy of Kenya"
    assert found.publisher == "Ministry of Examples"
    assert found.url == "https://example.org/news/42"
    assert found.published is not None
    assert (str(found.published.date.start), found.published.found) == ("2024-05-06", "markup")
    assert found.updated is not None
    assert str(found.updated.date.start) == "2024-05-07"


def test_read_html_takes_no_day_from_prose() -> None:
    page = f"<html><body><article><p>{SENTENCE} On March 3, 2021, they had met.</p></article>"
    assert read_page(page).metadata.published is None


def test_read_html_knows_a_page_without_its_suffix() -> None:
    assert read(PAGE.encode(), name="page").media_type == "text/html"


def test_read_html_puts_a_title_on_top_that_the_text_lacks() -> None:
    page = f"<html><head><title>Talks in Nairobi</title></head><body><p>{SENTENCE}</p>"
    assert read_page(page).text.startswith("# Talks in Nairobi\n\n")


NESTED = [
    pytest.param("<div>" * 10_000 + SENTENCE + "</div>" * 10_000, id="ten_thousand_deep"),
    pytest.param("<div>" * 50_000 + SENTENCE, id="never_closed"),
    pytest.param("<table><tr><td>" * 5_000 + SENTENCE, id="tables_in_tables"),
    pytest.param("<p>" * 50_000 + SENTENCE, id="many_elements"),
    pytest.param('<a href="' * 5_000 + SENTENCE + '">' + SENTENCE, id="open_quotes"),
]


@pytest.mark.parametrize("body", NESTED)
def test_read_html_reads_hostile_nesting(body: str) -> None:
    assert SENTENCE in read_page(f"<html><body>{body}</body></html>").text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        pytest.param("<html><body></body></html>", "no text", id="nothing"),
        pytest.param("<html><script>let a = 1;</script></html>", "no text", id="script_only"),
        pytest.param("<html>" + "<!--" * 1000, "no text", id="open_comments"),
    ],
)
def test_read_html_refuses_pages_without_text(page: str, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason):
        read_page(page)


def test_read_html_refuses_pages_above_the_limit() -> None:
    with pytest.raises(UnreadableInput, match="the limit is 100"):
        read_page(PAGE, limits=Limits(max_html_bytes=100))


def test_measure_counts_depth_and_elements() -> None:
    assert measure("<div><p>a<p>b<br><div/></div><div>c</div>") == (1, 6)


def test_extract_bare_text_parts_blocks() -> None:
    page = "<h1>A &amp; B</h1><script>x < y</script><p>one\ntwo <b>three</b></p><!-- no -->"
    assert extract_bare_text(page) == "A & B\n\none two three"


@given(st.text(alphabet=st.sampled_from("<>/!-abp \n\"'=&;sctyle"), max_size=200))
def test_extract_bare_text_takes_any_markup(source: str) -> None:
    assert isinstance(extract_bare_text(source), str)
