"""Names are compared by parts and spellings, whichever way they are written."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linking.builders_people import saying

from communique.linking.names import (
    at_odds,
    is_role,
    parse_name,
    part_title,
    shortens,
    turned,
    whole_keys,
)
from communique.linking.people import resolve_people

with (Path(__file__).parent / "people_pairs.csv").open(encoding="utf-8") as lines:
    PAIRS = list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p['left']}|{p['right']}")
def test_resolve_people_joins_two_names_of_one_person_only(pair: dict[str, str]) -> None:
    day = date(2012, 5, 1)
    records = [
        saying("one", pair["left"], pair["party"], day),
        saying("two", pair["right"], pair["party"], day),
    ]
    people = resolve_people(records)
    assert (len(people) == 1) == (pair["same"] == "yes"), [p.names for p in people]


def test_pairs_are_many_and_of_both_kinds() -> None:
    kinds = [pair["same"] for pair in PAIRS]
    assert len(kinds) >= 150 and kinds.count("no") >= 40


@pytest.mark.parametrize(
    ("text", "party", "office", "name"),
    [
        pytest.param("Foreign Minister Yang", "CHN", "Foreign Minister", "Yang", id="office"),
        pytest.param("Mr. Yang", "CHN", None, "Yang", id="honorific"),
        pytest.param("Sultan Al Jaber", "ARE", None, "Sultan Al Jaber", id="given-title"),
        pytest.param("Amir Khan Muttaqi", "AFG", None, "Amir Khan Muttaqi", id="given-amir"),
        pytest.param("King Salman", "SAU", "King", "Salman", id="king"),
        pytest.param("Sheikh Hasina", "BGD", None, "Sheikh Hasina", id="given-honorific"),
        pytest.param("He Lifeng", "CHN", None, "He Lifeng", id="family-name-he"),
    ],
)
def test_part_title_leaves_the_name(text: str, party: str, office: str | None, name: str) -> None:
    assert part_title(text, party) == (office, name)


@pytest.mark.parametrize(
    ("text", "role"),
    [("Foreign Ministry spokesperson", True), ("the minister", True), ("Wang Yi", False),
     ("Amir Khan Muttaqi", False), ("Yang", False)],
)  # fmt: skip
def test_is_role_tells_offices_from_names(text: str, role: bool) -> None:
    assert is_role(text) is role


def test_shortens_takes_no_father_for_the_son() -> None:
    son = parse_name("Tamim bin Hamad bin Khalifa Al Thani", "QAT")
    assert not shortens(parse_name("Hamad bin Khalifa Al Thani", "QAT"), son)
    assert shortens(parse_name("Tamim bin Hamad Al Thani", "QAT"), son)


def test_shortens_takes_no_syllable_off_a_given_name() -> None:
    long = parse_name("Kim Yong Nam", "PRK")
    assert not shortens(parse_name("Kim Yong", "PRK"), long)


def test_at_odds_sees_initials_and_suffixes() -> None:
    assert at_odds(parse_name("George W. Bush"), parse_name("George H. W. Bush"))
    assert not at_odds(parse_name("George Bush"), parse_name("George W. Bush"))
    assert at_odds(parse_name("John Smith Jr."), parse_name("John Smith Sr."))


@given(st.text(max_size=40), st.sampled_from([None, "CHN", "KOR", "QAT", "USA", "un", "xyz"]))
def test_parse_name_takes_any_text(text: str, party: str | None) -> None:
    name = parse_name(text, party)
    assert all(part for part in name.parts)
    assert isinstance(whole_keys(name), frozenset)
    part_title(text, party)
    is_role(text, party)
    shortens(name, name)


@given(st.text("abc", max_size=8), st.integers(0, 8))
def test_turned_is_the_same_for_every_turn(text: str, by: int) -> None:
    assert turned(text) == turned(text[by:] + text[:by])
