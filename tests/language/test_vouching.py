"""Names without an office that the table of leaders vouches for."""

import pytest
from tests.language.builders import passage_of

from communique.language.mentions import party_finder
from communique.language.titles import title_grammar
from communique.language.vouching import Vouching, find_others, find_vouched_names
from communique.reference import load_reference


def vouched(text: str, year: int) -> list[tuple[str, str]]:
    reference = load_reference()
    passage = passage_of(text)
    mentions = party_finder(reference.parties).find(passage)
    grammar = title_grammar(reference.offices)
    vouching = Vouching(reference.leaders, year, frozenset(m.party for m in mentions))
    vouching.others |= find_others(passage, mentions, grammar, vouching)
    found = find_vouched_names(passage, mentions, grammar, [], [], vouching)
    return [(name.name, name.party) for name in found]


CASES = [
    pytest.param(
        "Italy's Meloni flew to Berlin to see Scholz.",
        [("Meloni", "ITA"), ("Scholz", "DEU")],
        id="family_names",
    ),
    pytest.param("Canberra awaits A. Albanese.", [("A. Albanese", "AUS")], id="initial"),
    pytest.param("ALBANESE Anthony is not read so.", [], id="order_of_other_states"),
    pytest.param("Tokyo sent KISHIDA Fumio.", [("KISHIDA Fumio", "JPN")], id="family_name_first"),
    pytest.param(
        "The Albanese-Meloni call pleased Italy and Australia.",
        [("Albanese", "AUS"), ("Meloni", "ITA")],
        id="pair",
    ),
    pytest.param("Germany: the Scholz government met.", [], id="government"),
    pytest.param("Maria Scholz of Berlin greeted Scholz in Germany.", [], id="somebody_else"),
    pytest.param("Wong was seen in a park.", [], id="state_not_named"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find_vouched_names_reads_leaders(text: str, expected: list[tuple[str, str]]) -> None:
    assert vouched(text, 2023) == expected


def test_find_vouched_names_asks_for_the_year() -> None:
    assert vouched("Germany's Scholz arrived.", 2010) == []
