"""Stretches of a text, and whether others touch them."""

from hypothesis import given
from hypothesis import strategies as st

from communique.language.spans import Spans

PAIRS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(PAIRS, max_size=8), PAIRS)
def test_touch_is_sharing_a_character(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    characters = {at for start, end in spans for at in range(start, end)}
    assert Spans(spans).touch(*asked) == bool(characters & set(range(*asked)))
