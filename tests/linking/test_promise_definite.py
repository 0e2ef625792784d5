"""Which promises can be followed, and what doesn't tell what became of them."""

import pytest
from tests.linking.builders_promises import read_pages

from communique.linking.promise_definite import is_definite
from communique.linking.promise_tellings import read_tellings
from communique.linking.promise_words import read_deed
from communique.linking.promises import follow_promises

DEFINITE = [
    ("establish a joint committee on energy", ("BRA", "ARG")),
    ("open an embassy in Tirana", ("IND",)),
    ("visit Argentina", ("BRA",)),
    ("sign an aviation agreement", ("CHL", "MYS")),
    ("provide 500,000 vaccine doses", ("JPN",)),
    ("establish a joint airline", ("ZMB", "MWI")),
    ("hold the Joint Commission of Cooperation", ("NAM", "AGO")),
]
INDEFINITE = [
    ("transform America", ("USA",)),
    ("keep the commitment", ("USA",)),
    ("start", ("USA",)),
    ("work on this together", ("USA",)),
    ("do our part", ("USA",)),
    ("continue to meet regularly", ("JPN", "USA")),
    ("meet at least once a year", ("JPN", "USA")),
    ("strengthen cooperation in agriculture", ("DEU", "GHA")),
    ("increase competition", ("USA",)),
]


@pytest.mark.parametrize(("action", "bound"), DEFINITE)
def test_a_named_or_well_told_thing_makes_a_deed_definite(
    action: str, bound: tuple[str, ...]
) -> None:
    assert is_definite(read_deed(action), frozenset(bound))


@pytest.mark.parametrize(("action", "bound"), INDEFINITE)
def test_generic_deeds_are_indefinite(action: str, bound: tuple[str, ...]) -> None:
    assert not is_definite(read_deed(action), frozenset(bound))


@pytest.mark.parametrize(
    "text",
    [
        "The countries of the region are not chess pieces, and the embassy is new.",
        "There has never been a challenge like it for the embassy",
        "The importance of extended deterrence to both sides.",
    ],
)
def test_negations_and_participles_of_other_words_tell_nothing(text: str) -> None:
    assert not [t for t in read_tellings(text) if t.aspect in ("failed", "dropped", "done")]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("The consulate in Mombasa had not yet been opened.", "failed"),
        ("Japan will not open the consulate.", "dropped"),
        ("The two sides decided not to build the port.", "dropped"),
        ("The plan to build the port was\nabandoned.", "dropped"),
    ],
)
def test_a_negation_is_of_the_verb_behind_it(text: str, aspect: str) -> None:
    assert [t.aspect for t in read_tellings(text)] == [aspect]


def test_words_of_another_deed_to_the_same_things_are_no_outcome() -> None:
    lead = "The foreign ministers of Japan and Kenya held talks in Nairobi on Monday. "
    pages = (
        ("2021-03-01", lead + "Japan and Kenya agreed to launch a dialogue on maritime security."),
        ("2021-12-06", lead + "The dialogue on maritime security was not on the agenda."),
        ("2022-03-07", lead + "The two sides welcomed the start of a study on maritime security."),
    )
    for promise in follow_promises(read_pages(pages)):
        assert {step.kind for step in promise.steps} <= {"made", "repeated"}


def test_a_deed_is_done_once() -> None:
    lead = "The foreign ministers of Brazil and Argentina held talks in Brasilia on Monday. "
    done = lead + "The ministers welcomed the establishment of the joint energy committee."
    pages = (
        ("2022-05-02", lead + "The two sides agreed to establish a joint committee on energy."),
        ("2023-05-08", done),
        ("2024-05-06", done),
    )
    [promise] = follow_promises(read_pages(pages))
    assert [step.kind for step in promise.steps] == ["made", "done"]
