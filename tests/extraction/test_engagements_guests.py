"""Contacts whose sides the page has told before: guests, bodies that sit, stays abroad."""

import pytest
from tests.language.builders import read_by

from communique.extraction import engagements
from communique.records import Engagement

LEAD = "Kenyan President William Ruto met Ghanaian President John Mahama in Nairobi on Monday.\n\n"


def short(record: Engagement) -> tuple[str, str, tuple[str, ...]]:
    return record.form, record.status, record.parties


BOTH = ("GHA", "KEN")
TOLD = [
    pytest.param(
        "Later Prime Cabinet Secretary Musalia Mudavadi received the guest.",
        ("meeting", "held", BOTH),
        id="received_the_guest",
    ),
    pytest.param(
        "The Joint Commission last sat in Accra in March 2023.",
        ("session", "held", BOTH),
        id="the_commission_sat",
    ),
    pytest.param(
        "The Commission meets next in Mombasa.", ("session", "scheduled", BOTH), id="meets_next"
    ),
    pytest.param(
        "An agreement on visas was signed on Tuesday.", ("signing", "held", BOTH), id="was_signed"
    ),
    pytest.param(
        "The talks which President Ruto and the Ghanaian president were to have had in Accra "
        "were called off.",
        ("talks", "cancelled", BOTH),
        id="talks_they_were_to_have",
    ),
    pytest.param(
        "The Ghanaian president was in Kampala in January.",
        ("visit", "held", ("GHA", "UGA")),
        id="was_in",
    ),
    pytest.param(
        "President Mahama is back from Paris.", ("visit", "held", ("FRA", "GHA")), id="is_back_from"
    ),
    pytest.param(
        "President Ruto cancelled his India trip.",
        ("visit", "cancelled", ("IND", "KEN")),
        id="goal_before_the_noun",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_extract_reads_sides_told_before(
    text: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    found = read_by(engagements.extract, LEAD + text)
    assert expected in [short(record) for record in found]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The hotel received guests from many towns.", id="guests_of_a_hotel"),
        pytest.param("An agreement between two banks was signed on Tuesday.", id="of_others"),
        pytest.param("The Kenyan president is in good health.", id="in_no_place"),
    ],
)
def test_extract_reads_no_further_contact(text: str) -> None:
    found = read_by(engagements.extract, LEAD + text)
    assert [short(record) for record in found] == [("meeting", "held", BOTH)]
