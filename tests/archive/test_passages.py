"""Passages hold their spans, and words stay whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.archive.passages import cut_passages

TEXT = "The two sides agreed on a joint committee. Nothing else was said in public that day."


@pytest.mark.parametrize(
    ("spans", "margin", "passages"),
    [
        pytest.param([(14, 20)], 9, ["sides agreed on a"], id="whole_words"),
        pytest.param([(14, 20)], 0, ["agreed"], id="no_margin"),
        pytest.param([(15, 18)], 1, ["agre"], id="border_of_a_word"),
        pytest.param([(0, 3), (80, 83)], 4, ["The two", "day."], id="far_apart"),
        pytest.param([(14, 20), (26, 31)], 4, ["agreed on a joint"], id="near"),
        pytest.param([(14, 20)], 500, [TEXT], id="all"),
        pytest.param([], 10, [], id="none"),
    ],
)
def test_cut_passages(spans: list[tuple[int, int]], margin: int, passages: list[str]) -> None:
    assert [p.text for p in cut_passages(TEXT, spans, margin=margin)] == passages


@given(text=st.text(min_size=1), data=st.data(), margin=st.integers(0, 50))
def test_cut_passages_keep_every_span(text: str, data: st.DataObject, margin: int) -> None:
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place).map(lambda p: (min(p), max(p)))))
    passages = cut_passages(text, spans, margin=margin)
    shown = [(p.start + start, p.start + end) for p in passages for start, end in p.marks]
    assert shown == sorted(set(spans))
    assert all(text[p.start : p.end] == p.text for p in passages)
    assert all(0 <= start <= end <= len(p.text) for p in passages for start, end in p.marks)
    assert all(left.end <= right.start for left, right in pairwise(passages))
