"""Who is who in one sentence: the introductions of many governments, without a page around."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.language.builders import analysis_of

from communique.language.components import find, people_rows
from communique.reading import read_text
from communique.reference import load_reference

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8")
)["case"]


def introductions(text: str, date: str) -> set[tuple[str, ...]]:
    """Return person, office, rank and party (and "former") of each mention with an office."""
    rows = find("people", read_text(text, date=date))
    return {
        (r["person"], r["office"], r["rank"], r["party"], *(["former"] if r["former"] else []))
        for r in rows
        if r["office"]
    }


@pytest.mark.parametrize("case", [pytest.param(c, id=c["text"][:60]) for c in CASES])
def test_people_rows_tell_who_is_who(case: dict[str, Any]) -> None:
    expected = {tuple(person) for person in case["people"]}
    assert introductions(case["text"], case["date"]) == expected


def test_introductions_are_of_many_governments() -> None:
    states = {person[3] for case in CASES for person in case["people"] if person[3].isupper()}
    assert len(CASES) >= 120
    assert len(states) >= 40
    assert states <= set(load_reference().parties.states)


def rows(text: str) -> list[tuple[str, str]]:
    """Return the words and the person of each row."""
    analysis = analysis_of(text)
    return [(analysis.document.slice(*row["span"]), row["person"]) for row in people_rows(analysis)]


@pytest.mark.parametrize(
    ("text", "words", "person"),
    [
        pytest.param(
            "Danish Prime Minister Mette Frederiksen came. Then the Prime Minister left.",
            "Prime Minister",
            "Mette Frederiksen",
            id="title_alone",
        ),
        pytest.param(
            "Danish Prime Minister Mette Frederiksen came. Then Frederiksen left.",
            "Frederiksen",
            "Mette Frederiksen",
            id="name_alone",
        ),
        pytest.param(
            "Iraqi Foreign Minister Fuad Hussein met Iranian Foreign Minister Abbas Araghchi. "
            "The two foreign ministers then spoke to the press.",
            "foreign ministers",
            "Abbas Araghchi",
            id="both",
        ),
    ],
)
def test_people_rows_resolve_later_mentions(text: str, words: str, person: str) -> None:
    assert (words, person) in rows(text)


NOBODY = [
    pytest.param("The meeting was in Shanghai (Hongqiao Airport).", id="place_in_brackets"),
    pytest.param("Sales of Acme (chairman of the industry) rose.", id="firm"),
    pytest.param("They were at the Kremlin (President of Russia).", id="seat"),
    pytest.param("He met his Russian counterpart on Friday.", id="counterpart_without_a_name"),
    pytest.param("The counterpart funds were Swiss.", id="counterpart_funds"),
]


@pytest.mark.parametrize("text", NOBODY)
def test_people_rows_name_nobody(text: str) -> None:
    assert introductions(text, "2023-05-10") == set()
