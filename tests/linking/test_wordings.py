"""Wordings: which count as the same, and which say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.linking.wordings import (
    alike,
    content_words,
    handles,
    name_words,
    normalise,
    says_something,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Establish a “Committee”.", "establish committee", id="signs"),
        pytest.param("ﬁve  per\u00a0cent", "five per cent", id="ligature_and_hard_space"),
        pytest.param("5% of GDP", "5% of gdp", id="percent_stays"),
    ],
)
def test_normalise_keeps_the_words(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("open an office in Chengdu", True, id="an_action"),
        pytest.param("stay in touch", True, id="a_short_action"),
        pytest.param("the following points", False, id="pointing_ahead"),
        pytest.param("do so", False, id="pointing_back"),
        pytest.param("explore it", False, id="without_its_object"),
    ],
)
def test_says_something_tells_content_from_pointing(text: str, expected: bool) -> None:
    assert says_something(text) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("Kenya-Japan Ports Dialogue", "Japan-Kenya Ports Dialogue", True, id="order"),
        pytest.param("Joint Trade Committee", "the Trade Committee", True, id="joint"),
        pytest.param("Sri Lanka-Japan Dialogue", "Dialogue", True, id="name_of_two_words"),
        pytest.param("Ports Dialogue", "Energy Dialogue", False, id="subject"),
    ],
)
def test_name_words_tell_mechanisms_apart(left: str, right: str, expected: bool) -> None:
    assert (name_words(left) == name_words(right)) is expected


def test_alike_never_joins_what_says_nothing() -> None:
    assert not alike(content_words("of the"), content_words("open an office"))


@given(st.frozensets(st.text("abcdef", min_size=1, max_size=4), max_size=12), st.data())
def test_handles_are_shared_by_all_that_are_alike(
    words: frozenset[str], data: st.DataObject
) -> None:
    """Comparing only what shares a handle loses nothing."""
    other = frozenset(w for w in sorted(words) if data.draw(st.integers(0, 9)))
    if alike(words, other):
        assert set(handles(words)) & set(handles(other))
