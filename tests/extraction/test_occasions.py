"""Occasions: what is marked, when it falls, and whose it is."""

from datetime import date

import pytest
from tests.language.builders import read_by

from communique.extraction import occasions
from communique.records import Occasion

LEAD = "Kenya and Japan held talks in Nairobi. "


def read(text: str, **given: str) -> list[Occasion]:
    return read_by(occasions.extract, text, **given)


NAMES = [
    pytest.param(
        "This year is the 60th anniversary of diplomatic relations between both states.",
        ["60th anniversary of the establishment of diplomatic relations between Japan and Kenya"],
        id="anniversary",
    ),
    pytest.param(
        "They will celebrate NATO's 75th anniversary.",
        ["75th anniversary of the founding of NATO"],
        id="owner_before",
    ),
    pytest.param("They marked their wedding anniversary.", [], id="private"),
    pytest.param(
        "They opened the Kenya-Japan Year of Culture.", ["Kenya-Japan Year of Culture"], id="year"
    ),
    pytest.param("It is the Year of the Dragon.", [], id="year_of_an_animal"),
    pytest.param("France hosts the 2024 Summer Olympics.", ["2024 Summer Olympics"], id="games"),
    pytest.param("They spoke of the Olympics.", [], id="games_without_a_name"),
    pytest.param(
        "ASEAN was founded in 1967.",
        ["founding of the Association of Southeast Asian Nations"],
        id="founding",
    ),
    pytest.param(
        "They established diplomatic ties back in 1963.",
        ["establishment of diplomatic relations between Japan and Kenya"],
        id="relations",
    ),
    pytest.param("They will establish diplomatic relations.", [], id="undated_establishment"),
    pytest.param("Kenya held elections in 2022.", [], id="election"),
    pytest.param(
        "They celebrated six decades of diplomatic ties.",
        ["60th anniversary of the establishment of diplomatic ties between Japan and Kenya"],
        id="decades",
    ),
    pytest.param(
        "This year marks forty years since Kenya and Japan established diplomatic relations.",
        ["40th anniversary of the establishment of diplomatic relations between Kenya and Japan"],
        id="years_since",
    ),
    pytest.param(
        "The Golden Jubilee of ties was celebrated.",
        ["50th anniversary of the establishment of ties between Japan and Kenya"],
        id="jubilee",
    ),
    pytest.param(
        "NATO celebrates 75 years this year.",
        ["75th anniversary of the founding of NATO"],
        id="years_of_a_body",
    ),
    pytest.param("They celebrated ten years of growth.", [], id="years_of_growth"),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_extract_names_occasions(text: str, names: list[str]) -> None:
    assert [record.name for record in read(LEAD + text)] == names


def test_extract_computes_the_base_year() -> None:
    (record,) = read(
        LEAD + "This year marks the 30th anniversary of the establishment of diplomatic relations."
    )
    assert record.date.start == date(2024, 1, 1)
    assert record.of is not None
    assert (record.of.number, record.of.base_year) == (30, 1994)
    assert record.parties == ("JPN", "KEN")


BASES = [
    pytest.param(
        "Kenya marked the 75th anniversary of the Convention of 24 October 1949.",
        date(2024, 10, 24),
        1949,
        id="day_of_the_base",
    ),
    pytest.param(
        "They looked forward to the 60th anniversary of the agreement signed in 1965.",
        date(2025, 1, 1),
        1965,
        id="year_of_the_base",
    ),
    pytest.param(
        "Kenya marked the 10th anniversary of the agreement in 2023.",
        date(2023, 1, 1),
        2013,
        id="year_of_the_anniversary",
    ),
]


@pytest.mark.parametrize(("text", "start", "base"), BASES)
def test_extract_tells_an_anniversary_from_its_base(text: str, start: date, base: int) -> None:
    found = [record for record in read(LEAD + text) if record.of is not None]
    assert [(record.date.start, record.of and record.of.base_year) for record in found] == [
        (start, base)
    ]


def test_extract_leaves_an_ungrounded_anniversary_undated() -> None:
    (record,) = read("Kenya congratulated ASEAN on the 50th anniversary of its founding.")
    assert not record.date.known
    assert record.of is not None and record.of.base_year is None


def test_extract_joins_mentions() -> None:
    text = (
        LEAD + "This year is the 60th anniversary of diplomatic relations between both "
        "countries. They will honour the 60th anniversary of the establishment of "
        "diplomatic ties."
    )
    (record,) = read(text)
    assert len(record.evidence) == 2


def test_extract_gives_games_to_their_host() -> None:
    (record,) = read("Kenya supports France in hosting the 2024 Summer Olympics.")
    assert record.parties == ("FRA",)


def test_extract_gives_relations_to_both_sides_whoever_marks_them() -> None:
    (record,) = read(
        "Kenya and Japan held talks. This year Kenya and Japan mark the 60th anniversary "
        "of their diplomatic relations."
    )
    assert record.name == (
        "60th anniversary of the establishment of diplomatic relations between Japan and Kenya"
    )
