"""Texts at hand made into documents."""

import hashlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import UnreadableInput
from communique.reading import read_text

LEAD = "The foreign minister of Kenya met his Indian counterpart in Nairobi on Monday."


@given(st.text(max_size=400))
def test_read_text_keeps_the_text_and_covers_it_with_articles(text: str) -> None:
    document = read_text(text)
    assert document.text == text
    assert document.articles[0].start == 0
    assert document.articles[-1].end == len(text)
    for left, right in zip(document.articles, document.articles[1:], strict=False):
        assert left.end == right.start
    assert read_text(text) == document


def test_read_text_hashes_utf8() -> None:
    assert read_text("Élysée").sha256 == hashlib.sha256("Élysée".encode()).hexdigest()


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("2024-03-06", id="iso"),
        pytest.param("2024-03-06T10:00:00+03:00", id="iso_time"),
        pytest.param(date(2024, 3, 6), id="date"),
        pytest.param(datetime(2024, 3, 6, 10), id="datetime"),
    ],
)
def test_read_text_takes_the_day_given(value: str | date) -> None:
    published = read_text(LEAD, date=value).metadata.published
    assert published is not None
    assert (published.date.start, published.found, published.span) == (
        date(2024, 3, 6), "given", None,
    )  # fmt: skip


def test_read_text_refuses_a_day_that_is_none() -> None:
    with pytest.raises(UnreadableInput, match="is no day; write YYYY-MM-DD"):
        read_text(LEAD, date="last Tuesday")


def test_read_text_refuses_halves_of_characters() -> None:
    with pytest.raises(UnreadableInput, match="lone surrogate"):
        read_text("a \ud800 b")


def test_read_text_gives_title_and_publisher_handed_over() -> None:
    metadata = read_text(LEAD, title="Talks", publisher="Example Post").metadata
    assert (metadata.title, metadata.publisher) == ("Talks", "Example Post")
