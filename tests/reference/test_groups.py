"""Armed groups, movements and peoples without a state."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reference.groups import load_groups
from communique.reference.parties import load_parties


def test_every_country_is_a_state_of_the_table() -> None:
    states = load_parties().states
    for name, group in load_groups().named.items():
        assert group.country is None or group.country in states, name
        assert group.sector is None or re.fullmatch("[A-Z]{3}", group.sector), name


@pytest.mark.parametrize(
    ("text", "country"),
    [("the Taliban", "AFG"), ("Kurdistan Workers’ Party fighters", "TUR"), ("Al-Shabaab", "SOM")],
)
def test_names_are_found_as_they_are_written(text: str, country: str) -> None:
    assert [group.country for group in load_groups().find(text)] == [country]


def test_words_that_only_look_like_names_are_none() -> None:
    assert load_groups().find("an amal of plo and fsb, NPAs") == ()


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    found = load_groups().find(text)
    assert len(found) == len(set(found))
