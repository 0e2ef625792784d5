"""Questions to the parse."""

import pytest
from tests.language.builders import parse, word

from communique.language.syntax import (
    ancestors_in_sentence,
    chain_end,
    coordinated,
    has_subject,
    is_negated,
    is_subordinate,
    left_edge,
    modal_of,
    possessor_of,
    subject_of,
    trim,
)

SUBJECTS = [
    pytest.param("Peru built a port.", "built", "Peru", id="own"),
    pytest.param("Peru built a port and signed a treaty.", "signed", "Peru", id="coordination"),
    pytest.param("Peru agreed to build a port.", "build", "Peru", id="control"),
    pytest.param("Peru urged Chile to build a port.", "build", "Chile", id="object_control"),
    pytest.param("Peru called on Chile to build a port.", "build", "Chile", id="called_on"),
    pytest.param("A port was built.", "built", "port", id="passive"),
    pytest.param("Noting the delay, Peru left.", "Noting", "Peru", id="participle"),
    pytest.param("Chile, which built the port, left.", "built", "Chile", id="relative"),
    pytest.param("Peru is willing to build a port.", "build", "Peru", id="adjective"),
    pytest.param("Chile's promise to build a port failed.", "build", "Chile", id="noun"),
]


@pytest.mark.parametrize(("text", "verb", "expected"), SUBJECTS)
def test_subject_of_finds_who_acts(text: str, verb: str, expected: str) -> None:
    subject = subject_of(word(parse(text), verb))
    assert subject is not None
    assert subject.text == expected


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        pytest.param("Build the port!", "Build", id="imperative"),
        pytest.param("To build a port takes years.", "build", id="nobody_named"),
    ],
)
def test_subject_of_nobody_is_none(text: str, verb: str) -> None:
    assert subject_of(word(parse(text), verb)) is None


@pytest.mark.parametrize(
    ("text", "noun", "owner"),
    [
        pytest.param("Chile's port is full.", "port", "Chile", id="genitive"),
        pytest.param("The port of Chile is full.", "port", "Chile", id="of"),
        pytest.param("Their port is full.", "port", "Their", id="pronoun"),
    ],
)
def test_possessor_of_finds_the_owner(text: str, noun: str, owner: str) -> None:
    found = possessor_of(word(parse(text), noun))
    assert found is not None
    assert found.text == owner


def test_possessor_of_a_thing_nobody_owns_is_none() -> None:
    assert possessor_of(word(parse("The new port is full."), "port")) is None


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        pytest.param(
            "Peru built a port and signed a treaty.", "built", ["built", "signed"], id="two"
        ),
        pytest.param(
            "Peru built a port and Chile trained pilots.", "built", ["built"], id="another_subject"
        ),
        pytest.param("Peru built a port.", "built", ["built"], id="one"),
    ],
)
def test_coordinated_shares_a_subject(text: str, verb: str, expected: list[str]) -> None:
    assert [t.text for t in coordinated(word(parse(text), verb))] == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        pytest.param("Peru did not agree.", "agree", True, id="not"),
        pytest.param("Peru never agreed.", "agreed", True, id="never"),
        pytest.param("Peru failed to agree.", "agree", True, id="failed_to"),
        pytest.param("Peru refused to agree.", "agree", True, id="refused_to"),
        pytest.param("Peru didn't agree.", "agree", True, id="contraction"),
        pytest.param("Peru agreed.", "agreed", False, id="plain"),
        pytest.param("Peru agreed not to leave.", "agreed", False, id="the_action_is_negated"),
    ],
)
def test_is_negated(text: str, verb: str, expected: bool) -> None:
    assert is_negated(word(parse(text), verb)) is expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        pytest.param("Peru will build a port.", "build", "will", id="will"),
        pytest.param("We'll build a port.", "build", "will", id="short_will"),
        pytest.param("Peru won't build a port.", "build", "will", id="short_will_not"),
        pytest.param("Peru will build a port and sign a treaty.", "sign", "will", id="shared"),
        pytest.param("Peru must act.", "act", "must", id="must"),
        pytest.param("Peru built a port.", "built", None, id="none"),
    ],
)
def test_modal_of(text: str, verb: str, expected: str | None) -> None:
    assert modal_of(word(parse(text), verb)) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        pytest.param("If Peru builds a port, ships will come.", "builds", True, id="condition"),
        pytest.param("Ships come when Peru builds a port.", "builds", True, id="time"),
        pytest.param("The port which Peru builds is large.", "builds", True, id="relative"),
        pytest.param("Peru builds a port.", "builds", False, id="main"),
        pytest.param("Chile said that Peru builds a port.", "builds", False, id="reported"),
    ],
)
def test_is_subordinate(text: str, verb: str, expected: bool) -> None:
    assert is_subordinate(word(parse(text), verb)) is expected


def test_has_subject_asks_for_one_of_its_own() -> None:
    doc = parse("Peru built a port and signed a treaty.")
    assert has_subject(word(doc, "built"))
    assert not has_subject(word(doc, "signed"))


def test_left_edge_takes_adverbs_but_no_subject() -> None:
    doc = parse("Peru built a port and jointly signed a treaty.")
    assert doc[left_edge(word(doc, "signed"))].text == "jointly"
    assert doc[left_edge(word(doc, "built"))].text == "built"


def test_trim_drops_punctuation_and_conjunctions_at_the_ends() -> None:
    doc = parse("Peru came, and Chile left.")
    sentence = next(iter(doc.sents))
    first, last = trim(sentence, word(doc, ",").i, len(doc) - 1)
    assert doc[first : last + 1].text == "Chile left"


def test_trim_stays_within_the_sentence() -> None:
    doc = parse("Peru came. Chile left.")
    sentence = list(doc.sents)[1]
    first, last = trim(sentence, 0, len(doc) - 1)
    assert doc[first : last + 1].text == "Chile left"


def test_chain_end_stops_before_a_clause_with_its_own_subject() -> None:
    doc = parse("Peru built a port in Callao, and Chile signed a treaty")
    assert word(doc, "Callao").i <= chain_end(word(doc, "built")) < word(doc, "Chile").i


def test_ancestors_in_sentence_lead_to_the_root() -> None:
    doc = parse("Peru built a large port.")
    assert [t.text for t in ancestors_in_sentence(word(doc, "large"))] == ["port", "built"]
    assert list(ancestors_in_sentence(word(doc, "built"))) == []
