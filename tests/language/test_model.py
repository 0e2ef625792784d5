"""The pipelines: one of each a process, with the lemmas mended that records depend on."""

import pytest
from spacy.language import Language
from tests.language.builders import parse, word

from communique.errors import CommuniqueError
from communique.language.model import DEFAULT_MODEL, UnknownModel, load_model


def test_load_model_gives_one_pipeline_a_process(model: Language) -> None:
    assert load_model() is model
    assert load_model(DEFAULT_MODEL) is load_model(DEFAULT_MODEL)


def test_load_model_leaves_name_recognition_off(model: Language) -> None:
    assert "ner" not in model.pipe_names
    assert "parser" in model.pipe_names


def test_load_model_refuses_an_unknown_name() -> None:
    with pytest.raises(UnknownModel, match="en_core_web_sm") as raised:
        load_model("en_core_web_huge")
    assert isinstance(raised.value, CommuniqueError)
    assert "en_core_web_huge" in str(raised.value)


def test_load_model_names_the_package_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        __import__("communique.language.model", fromlist=["PACKAGES"]).PACKAGES,
        "en_absent",
        "package_that_nobody_has",
    )
    with pytest.raises(UnknownModel, match="package_that_nobody_has"):
        load_model("en_absent")


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        pytest.param("Peru hopes that Chile will agree.", "hopes", "hope", id="hopes"),
        pytest.param("Peru agreed to the plan.", "agreed", "agree", id="regular"),
        pytest.param("Peru said so.", "said", "say", id="irregular"),
    ],
)
def test_load_model_mends_lemmas(text: str, form: str, lemma: str) -> None:
    assert word(parse(text), form).lemma_ == lemma


@pytest.mark.parametrize(
    "text",
    [
        "Peru agreed to build a port; train its pilots; and lower the fees.",
        "Peru named three aims: build a port, train pilots, lower the fees.",
    ],
)
def test_load_model_keeps_a_list_of_aims_in_one_sentence(text: str) -> None:
    assert len(list(parse(text).sents)) == 1


def test_load_model_parts_sentences() -> None:
    assert [s.text for s in parse("Peru met Chile. Togo met Mali.").sents] == [
        "Peru met Chile.",
        "Togo met Mali.",
    ]


@pytest.mark.parametrize(
    ("text", "form", "governor"),
    [
        ("Peru backed efforts to end the war and called for aid.", "called", "backed"),
        ("Peru urged Chile to sign the treaty and ratify it.", "ratify", "sign"),
        ("Peru said it hoped to win and called for aid.", "called", "hoped"),
    ],
)
def test_load_model_joins_a_finite_verb_with_a_finite_verb(
    text: str, form: str, governor: str
) -> None:
    assert word(parse(text), form).head.text == governor
