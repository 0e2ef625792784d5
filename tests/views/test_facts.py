from datetime import date
from typing import Any

import pytest
from tests.views.conftest import LAMMY, WANG, YEAR_2025, Page

from communique.records import (
    UNKNOWN_DATE,
    Commitment,
    DateRange,
    Engagement,
    Figure,
    Official,
    Place,
    Position,
    RecordBase,
)
from communique.views.facts import detail, merge, normalise

WORDS = "The two sides met and agreed."
BEIJING = Place(city="Beijing")
SEVENTH = DateRange.on(date(2024, 10, 7))
EIGHTH = DateRange.on(date(2024, 10, 8))
MEETING: dict[str, Any] = {
    "form": "meeting",
    "status": "held",
    "parties": ("CHN", "GBR"),
    "date": SEVENTH,
}
PLEDGE: dict[str, Any] = {"parties": ("CHN", "GBR"), "force": "agreed", "action": "open an office"}
STANCE: dict[str, Any] = {
    "holder": "GBR",
    "issue": "trade",
    "stance": "support",
    "wording": "supports free trade",
}
TARGET: dict[str, Any] = {
    "label": "trade target",
    "value": 6e10,
    "unit": "USD",
    "sense": "target",
    "period": YEAR_2025,
}
OTHER_TEAM = (Official(name="Rachel Reeves", party="GBR"), Official(name="He Lifeng", party="CHN"))

CASES = [
    pytest.param(Engagement, MEETING, {"form": "talks"}, 1, id="talks_are_a_meeting"),
    pytest.param(Engagement, MEETING, {"form": "call"}, 2, id="a_call_is_no_meeting"),
    pytest.param(Engagement, MEETING, {"parties": ("GBR", "CHN")}, 1, id="order_of_parties"),
    pytest.param(Engagement, MEETING, {"parties": ("GBR", "CHN", "USA")}, 2, id="a_third_party"),
    pytest.param(Engagement, MEETING, {"date": EIGHTH}, 2, id="another_day"),
    pytest.param(Engagement, MEETING, {"status": "scheduled"}, 2, id="held_and_scheduled"),
    pytest.param(
        Engagement,
        MEETING | {"place": BEIJING},
        {"place": Place(city="beijing")},
        1,
        id="one_city",
    ),
    pytest.param(
        Engagement,
        MEETING | {"place": BEIJING},
        {"place": Place(city="London")},
        2,
        id="two_cities_disagree",
    ),
    pytest.param(
        Engagement,
        MEETING | {"people": (LAMMY, WANG)},
        {"people": (Official(name="Lammy", party="GBR"),)},
        1,
        id="surname_of_the_same_person",
    ),
    pytest.param(
        Engagement, MEETING | {"people": (LAMMY, WANG)}, {"people": OTHER_TEAM}, 2, id="two_teams"
    ),
    pytest.param(
        Engagement,
        MEETING | {"people": (LAMMY,)},
        {"people": (WANG,)},
        1,
        id="each_side_names_its_own",
    ),
    pytest.param(
        Engagement, MEETING | {"date": UNKNOWN_DATE}, {}, 1, id="no_date_but_the_same_words"
    ),
    pytest.param(
        Commitment, PLEDGE, {"action": "Open “an office”."}, 1, id="signs_and_articles_of_an_action"
    ),
    pytest.param(Commitment, PLEDGE, {"action": "close an office"}, 2, id="another_action"),
    pytest.param(Commitment, PLEDGE, {"due": YEAR_2025}, 1, id="only_one_names_the_due_date"),
    pytest.param(
        Commitment, PLEDGE | {"due": YEAR_2025}, {"due": SEVENTH}, 2, id="due_dates_disagree"
    ),
    pytest.param(Commitment, PLEDGE, {"force": "willing"}, 2, id="another_force"),
    pytest.param(Position, STANCE, {}, 1, id="the_same_formula"),
    pytest.param(Position, STANCE, {"claimed_by": "CHN"}, 2, id="said_and_claimed_stay_two"),
    pytest.param(Figure, TARGET, {"value": 7e10}, 2, id="another_value"),
    pytest.param(Figure, TARGET, {"label": "Trade Target"}, 1, id="case_of_a_label"),
]


@pytest.mark.parametrize(("kind", "fields", "change", "expected"), CASES)
def test_merge_joins_what_two_documents_tell_alike(
    kind: type[RecordBase], fields: dict[str, Any], change: dict[str, Any], expected: int
) -> None:
    pages = [Page(WORDS, name="one.txt"), Page(f"{WORDS} ", name="other.txt")]
    pages[0].write(kind, WORDS, **fields)
    pages[1].write(kind, WORDS, **(fields | change))
    facts = merge(finding for page in pages for finding in page.findings())
    assert len(facts) == expected
    assert sum(len(fact.findings) for fact in facts) == 2


def test_merge_keeps_two_undated_meetings_told_in_other_words_apart() -> None:
    pages = [Page(WORDS, name="one.txt"), Page("They met again.", name="other.txt")]
    for page in pages:
        page.write(Engagement, page.document.text, **(MEETING | {"date": UNKNOWN_DATE}))
    assert len(merge(finding for page in pages for finding in page.findings())) == 2


def test_merge_keeps_two_contacts_of_one_document_apart() -> None:
    page = Page(WORDS)
    page.write(Engagement, "The two sides met", **MEETING)
    page.write(Engagement, "met and agreed", **MEETING)
    assert len(merge(page.findings())) == 2


def test_merge_represents_a_fact_by_what_says_most() -> None:
    pages = [Page(WORDS, name="one.txt"), Page(f"{WORDS} ", name="other.txt")]
    pages[0].write(Engagement, WORDS, **MEETING)
    full = pages[1].write(Engagement, WORDS, **(MEETING | {"people": (LAMMY, WANG)}))
    [fact] = merge((f for page in pages for f in page.findings()), detail)  # type: ignore[type-var]
    assert fact.record == full


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Establish a “Committee”.", "establish committee", id="signs"),
        pytest.param("ﬁve  per\u00a0cent", "five per cent", id="ligature_and_hard_space"),
        pytest.param("5% of GDP", "5% of gdp", id="percent_stays"),
    ],
)
def test_normalise_keeps_the_words(text: str, expected: str) -> None:
    assert normalise(text) == expected
