"""Parsing texts of any length: pieces, runs without a space, and what holds them together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.language.builders import parse
from tests.strategies import CHARACTERS

from communique.language.model import load_model
from communique.language.parsing import cut, parse_texts

CUT = [
    pytest.param("Short.", ["Short."], id="short_enough"),
    pytest.param("", [""], id="empty"),
    pytest.param(
        "They met today. They left, though.",
        ["They met today. ", "They left, though."],
        id="behind_a_sentence",
    ),
    pytest.param(
        'He said "we met." They left there.',
        ['He said "we met." ', "They left there."],
        id="behind_a_quotation",
    ),
    pytest.param(
        "they met today; they left, though",
        ["they met today; ", "they left, though"],
        id="behind_a_clause",
    ),
    pytest.param(
        "they met in town and they left it",
        ["they met in town ", "and they left it"],
        id="behind_a_word",
    ),
    pytest.param("x" * 45, ["x" * 20, "x" * 20, "x" * 5], id="nowhere_better"),
]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_cut(text: str, expected: list[str]) -> None:
    assert list(cut(text, longest=20)) == expected


@given(st.text(CHARACTERS | st.sampled_from(". ,;"), max_size=200), st.integers(2, 30))
def test_cut_loses_nothing_and_keeps_its_bound(text: str, longest: int) -> None:
    pieces = list(cut(text, longest=longest))
    assert "".join(pieces) == text
    assert all(len(piece) <= longest for piece in pieces)
    assert all(pieces[:-1])


SENTENCE = (
    "Chinese Foreign Minister Wang Yi met “old friends” of Kenya’s in Nairobi; they can’t stay."
)


def test_a_text_in_pieces_is_parsed_as_its_sentences_are() -> None:
    text = " ".join([SENTENCE] * 700)
    whole, alone = parse_texts([text, SENTENCE], load_model())
    assert whole.text == text
    assert len(whole) == 700 * len(alone)
    last = whole[-len(alone) :]
    assert [(t.text, t.tag_, t.lemma_, t.dep_, t.head.i - last.start) for t in last] == [
        (t.text, t.tag_, t.lemma_, t.dep_, t.head.i) for t in alone
    ]
    assert all(whole.text[t.idx : t.idx + len(t)] == t.text for t in last)


def test_no_sentence_is_longer_than_a_piece() -> None:
    (doc,) = parse_texts(["China and Peru met and " * 4000], load_model())
    assert max(len(sentence.text) for sentence in doc.sents) <= 30_000


def test_a_text_longer_than_the_model_takes_at_once_is_parsed() -> None:
    model = load_model()
    text = ("x" * 5_000 + " ") * (model.max_length // 5_000 + 1)
    (doc,) = parse_texts([text], model)
    assert doc.text == text


@pytest.mark.parametrize("run", ["," * 700, "](" * 400, "_" * 700, "x" * 700, "🤝" * 300])
def test_a_run_without_a_space_keeps_its_characters(run: str) -> None:
    text = f"China met {run} Kenya."
    doc = parse(text)
    assert doc.text == text
    assert [token.text for token in doc[:2]] == ["China", "met"]
    assert [token.text for token in doc[-2:]] == ["Kenya", "."]


def test_an_address_is_one_token() -> None:
    address = "https://example.org/" + "readouts/" * 20
    assert address in [token.text for token in parse(f"See {address} for more.")]
