"""What records come to when they are linked: which tell of one thing, and which don't."""

from datetime import date
from typing import Any

import pytest
from tests.views.conftest import LAMMY, WANG, YEAR_2025, Page, remember

from communique.linking.types import Encounter
from communique.records import (
    UNKNOWN_DATE,
    Commitment,
    DateRange,
    Engagement,
    Mechanism,
    Official,
    Place,
)

WORDS = "The two sides met and agreed."
BEIJING = Place(city="Beijing")
SEVENTH = DateRange.on(date(2024, 10, 7))
YEAR_2026 = DateRange(start=date(2026, 1, 1), end=date(2026, 12, 31), precision="year")
EIGHTH = DateRange.on(date(2024, 10, 8))
OCTOBER = DateRange(
    start=date(2024, 10, 1), end=date(2024, 10, 31), precision="month", basis="relative"
)
MEETING: dict[str, Any] = {
    "form": "meeting",
    "status": "held",
    "parties": ("CHN", "GBR"),
    "date": SEVENTH,
}
NAMED = MEETING | {"people": (LAMMY, WANG)}
OTHER_TEAM = (Official(name="Rachel Reeves", party="GBR"), Official(name="He Lifeng", party="CHN"))


def write_twice(
    kind: type[Any], fields: dict[str, Any], change: dict[str, Any], days: tuple[int, int] = (7, 7)
) -> tuple[Page, Page]:
    """Return two documents, published on these days of October 2024."""
    first, second = (date(2024, 10, day) for day in days)
    one, other = Page(WORDS, name="one.txt", day=first), Page(f"{WORDS} ", name="2.txt", day=second)
    one.write(kind, WORDS, **fields)
    other.write(kind, WORDS, **(fields | change))
    return one, other


def meet_twice(
    fields: dict[str, Any], change: dict[str, Any], *, days: tuple[int, int] = (7, 7)
) -> tuple[Encounter, ...]:
    return remember(*write_twice(Engagement, fields, change, days)).encounters


CASES = [
    pytest.param(MEETING, {"form": "talks"}, 1, id="talks_are_a_meeting"),
    pytest.param(MEETING, {"form": "call"}, 2, id="a_call_is_no_meeting"),
    pytest.param(MEETING, {"parties": ("GBR", "CHN")}, 1, id="order_of_parties"),
    pytest.param(MEETING, {"parties": ("GBR", "CHN", "USA")}, 2, id="a_third_party"),
    pytest.param(MEETING, {"date": EIGHTH}, 2, id="another_day"),
    pytest.param(MEETING | {"place": BEIJING}, {"place": Place(city="beijing")}, 1, id="one_city"),
    pytest.param(
        MEETING | {"place": BEIJING}, {"place": Place(city="London")}, 2, id="two_cities_disagree"
    ),
    pytest.param(
        NAMED, {"people": (Official(name="Lammy", party="GBR"),)}, 1, id="surname_of_one_of_them"
    ),
    pytest.param(NAMED, {"people": OTHER_TEAM}, 2, id="two_teams"),
    pytest.param(
        MEETING | {"people": (LAMMY,)}, {"people": (WANG,)}, 1, id="each_side_names_its_own"
    ),
    pytest.param(MEETING | {"date": UNKNOWN_DATE}, {}, 1, id="no_date_but_the_same_words"),
    pytest.param(MEETING, {"form": "summit"}, 1, id="summit_of_two"),
    pytest.param(NAMED, {"date": OCTOBER}, 1, id="month_of_the_day"),
    pytest.param(NAMED, {"date": UNKNOWN_DATE}, 1, id="undated_report_of_the_day"),
]


@pytest.mark.parametrize(("fields", "change", "expected"), CASES)
def test_encounters_join_what_two_documents_tell(
    fields: dict[str, Any], change: dict[str, Any], expected: int
) -> None:
    found = meet_twice(fields, change)
    assert len(found) == expected
    assert sum(len(one.accounts) for one in found) == 2


def test_an_encounter_announced_for_a_day_and_held_on_it_is_one_and_held() -> None:
    [found] = meet_twice(MEETING | {"status": "scheduled"}, {"status": "held"})
    assert found.status == "held"


NEARNESS = [
    pytest.param((7, 9), 1, id="two_days_later"),
    pytest.param((7, 10), 2, id="three_days_later"),
]


@pytest.mark.parametrize(("days", "expected"), NEARNESS)
def test_encounters_measure_an_undated_account_by_its_document(
    days: tuple[int, int], expected: int
) -> None:
    assert len(meet_twice(NAMED, {"date": UNKNOWN_DATE}, days=days)) == expected


APART = [
    pytest.param({"date": UNKNOWN_DATE}, id="undated"),
    pytest.param({"date": OCTOBER}, id="month_of_the_day"),
    pytest.param({"date": UNKNOWN_DATE, "people": OTHER_TEAM}, id="undated_with_others"),
]


@pytest.mark.parametrize("change", APART)
def test_encounters_keep_apart_what_shares_neither_day_nor_people(change: dict[str, Any]) -> None:
    pages = [Page(WORDS, name="one.txt"), Page("They met again.", name="other.txt")]
    pages[0].write(Engagement, WORDS, **MEETING)
    pages[1].write(Engagement, "They met again", **(MEETING | change))
    assert len(remember(*pages).encounters) == 2


WITHIN = [
    pytest.param(NAMED, NAMED | {"people": OTHER_TEAM}, 2, id="two_teams"),
    pytest.param(NAMED, NAMED | {"date": UNKNOWN_DATE}, 1, id="told_again_without_date"),
    pytest.param(MEETING, NAMED | {"date": UNKNOWN_DATE}, 2, id="another_with_people_of_its_own"),
    pytest.param(NAMED, NAMED | {"form": "call"}, 1, id="a_meeting_by_video_is_a_call"),
    pytest.param(
        NAMED | {"place": BEIJING}, NAMED | {"form": "call"}, 2, id="a_call_is_no_meeting_in_a_city"
    ),
]


@pytest.mark.parametrize(("first", "second", "expected"), WITHIN)
def test_encounters_join_within_a_document(
    first: dict[str, Any], second: dict[str, Any], expected: int
) -> None:
    page = Page(WORDS, day=date(2024, 10, 7))
    page.write(Engagement, "The two sides met", **first)
    page.write(Engagement, "met and agreed", **second)
    assert len(remember(page).encounters) == expected


def test_an_encounter_says_what_any_of_its_accounts_tells() -> None:
    [found] = meet_twice(NAMED, {"date": OCTOBER, "place": BEIJING, "people": (WANG,)})
    assert found.date == SEVENTH
    assert found.place == BEIJING
    assert {person.name for person in found.people} == {"David Lammy", "Wang Yi"}


PLEDGE: dict[str, Any] = {"parties": ("CHN", "GBR"), "force": "agreed", "action": "open an office"}
PROMISES = [
    pytest.param(PLEDGE, {"action": "Open “an office”."}, 1, id="signs_and_articles"),
    pytest.param(PLEDGE, {"action": "close an office"}, 2, id="another_action"),
    pytest.param(
        PLEDGE | {"action": "open an office for small firms in Chengdu"},
        {"action": "opening offices for small firms in Chengdu"},
        1,
        id="nearly_the_same_words",
    ),
    pytest.param(
        PLEDGE | {"action": "train 500 engineers from coastal provinces"},
        {"action": "train 600 engineers from coastal provinces"},
        2,
        id="another_number",
    ),
    pytest.param(PLEDGE, {"due": YEAR_2025}, 1, id="only_one_names_the_due_date"),
    pytest.param(PLEDGE | {"due": YEAR_2025}, {"due": YEAR_2026}, 2, id="due_dates_disagree"),
    pytest.param(PLEDGE, {"force": "willing", "parties": ("CHN",)}, 2, id="one_side_is_willing_to"),
    pytest.param(PLEDGE, {"force": "willing"}, 1, id="told_less_firmly"),
]


@pytest.mark.parametrize(("fields", "change", "expected"), PROMISES)
def test_promises_join_what_two_documents_tell(
    fields: dict[str, Any], change: dict[str, Any], expected: int
) -> None:
    found = remember(*write_twice(Commitment, fields, change)).promises
    assert len(found) == expected
    assert sum(len(one.steps) for one in found) == 2
    assert {one.due for one in found} >= {fields.get("due"), change.get("due")} - {None}


def test_a_promise_with_a_later_due_date_told_later_is_modified() -> None:
    pages = write_twice(Commitment, PLEDGE | {"due": SEVENTH}, {"due": YEAR_2025}, (1, 20))
    [found] = remember(*pages).promises
    assert (found.state, found.due) == ("modified", YEAR_2025)


BODY: dict[str, Any] = {
    "name": "China-UK Energy Dialogue",
    "parties": ("CHN", "GBR"),
    "type": "dialogue",
    "state": "existing",
}
MECHANISMS = [
    pytest.param(BODY, {"name": "UK-China Energy Dialogue"}, 1, id="order_of_the_pair"),
    pytest.param(BODY, {"name": "the Energy Dialogue"}, 1, id="without_the_pair"),
    pytest.param(BODY, {"name": "Financial Dialogue"}, 2, id="another_dialogue"),
    pytest.param(BODY, {"parties": ("CHN", "KEN")}, 2, id="another_pair"),
    pytest.param(
        BODY | {"name": "Quad"},
        {"name": "the Quad", "parties": ("IND", "JPN")},
        1,
        id="a_grouping_whoever_is_named",
    ),
]


@pytest.mark.parametrize(("fields", "change", "expected"), MECHANISMS)
def test_mechanisms_join_what_two_documents_tell(
    fields: dict[str, Any], change: dict[str, Any], expected: int
) -> None:
    found = remember(*write_twice(Mechanism, fields, change)).mechanisms
    assert len(found) == expected
    assert sum(len(one.members) for one in found) == 2
