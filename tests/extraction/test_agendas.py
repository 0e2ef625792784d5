"""Agendas: counted and enumerated frameworks, each item at its words."""

import pytest
from tests.language.builders import analysis_of

from communique.extraction import agendas
from communique.records import Agenda


def read(text: str, **given: str) -> list[Agenda]:
    analysis = analysis_of(text, **given)
    found = list(agendas.extract(analysis))
    for record in found:
        for item in record.items:
            start, end = item.span
            assert " ".join(analysis.document.text[start:end].split()) == item.text
    return found


CASES = [
    pytest.param(
        "Kenya's policy rests on three pillars: peace, trade and the protection of forests.",
        [("three pillars", "KEN", ["peace", "trade", "the protection of forests"])],
        id="colon",
    ),
    pytest.param(
        "Kenya announced four principles, namely, respect, keeping the peace, opening markets and "
        "protecting forests.",
        [
            (
                "four principles",
                "KEN",
                ["respect", "keeping the peace", "opening markets", "protecting forests"],
            )
        ],
        id="namely",
    ),
    pytest.param(
        "Kenya put forward a three-point proposal on Sudan: a ceasefire, aid and talks.",
        [("three-point proposal", "KEN", ["a ceasefire", "aid", "talks"])],
        id="pointed",
    ),
    pytest.param("Kenya announced three principles.", [], id="not_listed"),
    pytest.param("Kenya announced three principles: respect and peace.", [], id="too_few_listed"),
    pytest.param(
        "Kenyan President William Ruto outlined three priorities. First, building roads. "
        "Second, opening ports. Third, planting trees.",
        [("three priorities", "KEN", ["building roads", "opening ports", "planting trees"])],
        id="first_second_third",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_extract_reads_frameworks(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    found = [(r.title, r.holder, [item.text for item in r.items]) for r in read(text)]
    assert found == expected
    assert all(record.count == len(record.items) for record in read(text))


def test_extract_reads_bullets_after_a_colon() -> None:
    text = "Kenya set three goals:\n\n- building roads;\n- opening ports; and\n- planting trees.\n"
    (record,) = read(text)
    assert [item.text for item in record.items] == [
        "building roads",
        "opening ports",
        "planting trees",
    ]


def test_extract_takes_no_string_of_remarks_for_a_framework() -> None:
    text = (
        'Kenyan President William Ruto said: "Thank you all. First, I greet my guests. '
        'Second, I had a long flight. Third, the food was good."'
    )
    assert read(text) == []
