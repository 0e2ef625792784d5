"""Quick components: they set what the components of the model set that they stand for."""

from importlib import import_module
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from tests.strategies import CHARACTERS

from communique.language import encoder, parsing, pipes
from communique.language.model import PACKAGES
from communique.language.pipes import quicken

ODD = [
    "Let's talk. Y'all gonna meet, ain't that so?",
    "There is hope. There's no doubt that it was said. Is there?",
    "They did so, but they do it anyway, as the minister had it.",
    " \n Peru   met\tChile .  ",
    "",
    "Peru",
]


def build(*, quick: bool) -> Language:
    pipeline: Language = import_module(PACKAGES["en_core_web_sm"]).load(exclude=["ner"])
    if quick:
        quicken(pipeline)
    return pipeline


@pytest.fixture(scope="module")
def stock() -> Language:
    return build(quick=False)


@pytest.fixture(scope="module")
def quick() -> Language:
    return build(quick=True)


def sample() -> list[str]:
    pages = files("communique.sample") / "pages"
    return [page.read_text(encoding="utf-8") for page in pages.iterdir()][:6]


def what_is_set(doc: Doc) -> list[tuple[Any, ...]]:
    return [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.is_sent_start) for t in doc]


def check_same(stock: Language, quick: Language, texts: list[str]) -> None:
    for theirs, ours in zip(stock.pipe(texts), quick.pipe(texts), strict=True):
        assert what_is_set(ours) == what_is_set(theirs)


def test_quicken_replaces_components(quick: Language) -> None:
    assert "lemmatizer" not in quick.pipe_names
    assert isinstance(quick.get_pipe("attribute_ruler"), pipes.WordTable)
    assert isinstance(quick.get_pipe("parser"), pipes.SteppingParser)
    assert isinstance(quick.get_pipe("tok2vec"), encoder.Encoder)


def test_quicken_changes_no_result(stock: Language, quick: Language) -> None:
    check_same(stock, quick, [*sample(), *ODD])


def test_quicken_changes_no_result_of_a_second_reading(stock: Language, quick: Language) -> None:
    for _ in range(2):
        check_same(stock, quick, ODD)


def test_quicken_changes_no_result_for_one_text(stock: Language, quick: Language) -> None:
    for text in ODD:
        assert what_is_set(quick(text)) == what_is_set(stock(text))


@pytest.mark.parametrize("most", [1, 30])
def test_quicken_changes_no_result_with_little_memory(
    stock: Language, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "_MOST", most)
    monkeypatch.setattr(pipes, "_MOST", most)
    check_same(stock, build(quick=True), [*ODD, *sample(), *ODD])


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(CHARACTERS, max_size=60), max_size=4))
def test_quicken_changes_no_result_for_any_text(
    stock: Language, quick: Language, texts: list[str]
) -> None:
    check_same(stock, quick, texts)


@pytest.mark.parametrize("words", [1, 3, 100])
def test_batched_keeps_the_order(stock: Language, words: int) -> None:
    docs = [stock.make_doc(text) for text in ("a", "b c d e", "", "f", "g h")]
    batches = list(parsing.batched(docs, words))
    assert [doc for batch in batches for doc in batch] == docs
    assert all(len(batch) == 1 or sum(map(len, batch)) <= words for batch in batches)
