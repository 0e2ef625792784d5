"""Which of several a noun names: numbered sessions, one more, talks by their place or month.

The sentences are written for these tests; office holders are named in their known offices.
"""

import pytest
from tests.language.builders import read_by

from communique.extraction import engagements
from communique.records import Engagement

EIDE = "Norwegian Foreign Minister Espen Barth Eide"
MUDAVADI = "Kenyan Foreign Minister Musalia Mudavadi"
BOTH = ("KEN", "NOR")
LEAD = f"{MUDAVADI} met {EIDE} in Nairobi on Tuesday."


def read(text: str) -> list[Engagement]:
    return read_by(engagements.extract, text, date="2025-04-16")


PLANS = [
    pytest.param("A second round will be held in Oslo in May.", id="numbered"),
    pytest.param("A further meeting is foreseen for May in Oslo.", id="one_more"),
    pytest.param("The ministers agreed on another round in Oslo in May.", id="agreed_on"),
    pytest.param("Oslo will be the venue of the next round, in May.", id="venue"),
    pytest.param("Signature is planned for May in Oslo.", id="signature"),
]


@pytest.mark.parametrize("text", PLANS)
def test_one_more_of_a_series_has_the_sides_told_before(text: str) -> None:
    held, planned = read(f"{LEAD} {text}")
    assert (held.status, planned.status) == ("held", "scheduled")
    assert planned.parties == BOTH
    assert planned.date.start is not None
    assert planned.date.start.isoformat() == "2025-05-01"


LOOKING_BACK = [
    pytest.param("The first was in Oslo in March 2024.", "2024-03-01", id="number_alone"),
    pytest.param("The second round was held in Oslo in March 2024.", "2024-03-01", id="numbered"),
    pytest.param("The March round in Oslo had ended without a text.", "2025-03-01", id="month"),
]


@pytest.mark.parametrize(("text", "start"), LOOKING_BACK)
def test_an_earlier_one_of_a_series_is_another(text: str, start: str) -> None:
    found = read(f"{MUDAVADI} and {EIDE} held the third round of talks in Nairobi today. {text}")
    earlier = next(r for r in found if r.place is not None and r.place.city == "Oslo")
    assert earlier.parties == BOTH
    assert earlier.date.start is not None and earlier.date.start.isoformat() == start


def test_talks_go_by_their_town() -> None:
    found = read(f"{LEAD} They praised the Oslo talks.")
    assert {r.place.city for r in found if r.place} == {"Nairobi", "Oslo"}
    assert all(r.parties == BOTH for r in found)


NONE = [
    pytest.param("Further talks are any.", id="plural"),
    pytest.param("Oslo has new rounds of ammunition.", id="other_sense"),
    pytest.param("The fifth meeting of heads of agencies will be held in May.", id="of_others"),
    pytest.param("A second round would be held in Oslo in May if both agreed.", id="conditional"),
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_further_one_of_the_series(text: str) -> None:
    assert len(read(f"{LEAD} {text}")) == 1


def test_a_numbered_session_that_did_not_take_place_is_cancelled() -> None:
    held, missed = read(f"{LEAD} There was no third round on Wednesday.")
    assert (held.status, missed.status) == ("held", "cancelled")
    assert missed.parties == BOTH


def test_a_city_that_hosts_is_the_place() -> None:
    (record,) = read("Nairobi hosted the third Kenya–Norway Political Dialogue on Tuesday.")
    assert record.place is not None and record.place.city == "Nairobi"
