"""The notation of the table, and what it refuses."""

import pytest

from communique.coding.patterns import load_lexicon, parse_pattern

CLASSES = {"troops": ["soldier", "tank"]}


def test_a_verb_with_object_and_preposition() -> None:
    pattern = parse_pattern("send {@troops|joint+unit} to _ = troops", "MOBILIZE", CLASSES)
    assert (pattern.head, pattern.slot, pattern.mode) == ("send", "to", "troops")
    assert pattern.object == {("", "soldier"), ("", "tank"), ("joint", "unit")}


def test_complements_words_and_marks() -> None:
    assert parse_pattern("agree to+", "AGREE", CLASSES).complement == "to"
    assert parse_pattern("be+ready to+", "AGREE", CLASSES).copular
    assert parse_pattern("die in {soldier} !", "ASSAULT", CLASSES).inverted
    assert parse_pattern("sign * with _", "SUPPORT", CLASSES).transitive
    assert parse_pattern("shoot down _", "ASSAULT", CLASSES).slot == "down"


@pytest.mark.parametrize("line", ["send {@ships}", "send TO _", "send _ 2"])
def test_a_line_that_is_no_pattern_is_refused(line: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        parse_pattern(line, "AID", CLASSES)


def test_the_more_particular_pattern_comes_first() -> None:
    for found in load_lexicon().verbs.values():
        weights = [pattern.weight for pattern in found]
        assert weights == sorted(weights, reverse=True)
