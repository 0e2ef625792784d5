"""Wordings word by word."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.linking.aligning import align, compare_words, find_passages, split_words

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "never", "will", "trade"]), max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One-China policy", ["one", "china", "policy"], id="hyphen"),
        pytest.param("“China’s” 1,000 tons", ["china's", "1000", "tons"], id="signs"),
        pytest.param("co\u00adoperation 2.5 %", ["cooperation", "2.5", "%"], id="soft_hyphen"),
        pytest.param("ﬁve per\u00a0cent", ["five", "per", "cent"], id="ligature"),
        pytest.param("— … “”", [], id="nothing"),
    ],
)
def test_split_words_levels_what_readers_do_not_see(text: str, expected: list[str]) -> None:
    assert [token.word for token in split_words(text)] == expected


@given(st.text())
def test_split_words_gives_the_places_of_its_words(text: str) -> None:
    tokens = split_words(text)
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))


@given(WORDS, WORDS)
def test_compare_words_gives_both_wordings_back(left: list[str], right: list[str]) -> None:
    edits = compare_words(" ".join(left), " ".join(right))
    assert " ".join(e.left for e in edits if e.left).split() == left
    assert " ".join(e.right for e in edits if e.right).split() == right
    assert all((e.left == e.right) == (e.kind == "same") for e in edits)


@given(WORDS, WORDS)
def test_align_costs_the_words_that_differ(left: list[str], right: list[str]) -> None:
    whole = align(left, right, whole=True)
    apart = sum(a is None or b is None or left[a] != right[b] for a, b in whole.pairs)
    assert whole.cost == apart
    assert align(left, right).cost <= whole.cost
    assert align(left, left, whole=True).cost == 0


@given(WORDS, WORDS.filter(bool), WORDS)
def test_find_passages_finds_what_stands_in_the_text(
    before: list[str], wanted: list[str], after: list[str]
) -> None:
    found = find_passages(wanted, [*before, *wanted, *after])
    assert found[0].cost == 0
    assert [*before, *wanted, *after][found[0].first : found[0].last] == wanted


def test_find_passages_lets_anything_stand_in_a_gap() -> None:
    text = ["we", "will", "never", "seek", "hegemony", "or", "engage", "in", "expansion"]
    (found,) = find_passages(["we", "will", "never", "engage", "in", "expansion"], text, {3})
    assert found.cost == 0
