"""Contacts: which accounts tell of one engagement."""

from datetime import date
from typing import Any

import pytest
from tests.views.conftest import LAMMY, WANG, Page

from communique.records import UNKNOWN_DATE, DateRange, Engagement, Official, Place
from communique.views.contacts import merge_contacts, says_little
from communique.views.facts import Fact
from communique.views.findings import of_type

WORDS = "The two sides met and agreed."
BEIJING = Place(city="Beijing")
SEVENTH = DateRange.on(date(2024, 10, 7))
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


def merged(*pages: Page) -> list[Fact[Engagement]]:
    return merge_contacts(f for page in pages for f in of_type(page.findings(), Engagement))


def told_twice(
    fields: dict[str, Any], change: dict[str, Any], *, days: tuple[int, int] = (7, 7)
) -> list[Fact[Engagement]]:
    """Return the facts of two documents, published on these days of October 2024."""
    first, second = (date(2024, 10, day) for day in days)
    pages = [Page(WORDS, name="one.txt", day=first), Page(f"{WORDS} ", name="two.txt", day=second)]
    pages[0].write(Engagement, WORDS, **fields)
    pages[1].write(Engagement, WORDS, **(fields | change))
    return merged(*pages)


CASES = [
    pytest.param(MEETING, {"form": "talks"}, 1, id="talks_are_a_meeting"),
    pytest.param(MEETING, {"form": "call"}, 2, id="a_call_is_no_meeting"),
    pytest.param(MEETING, {"parties": ("GBR", "CHN")}, 1, id="order_of_parties"),
    pytest.param(MEETING, {"parties": ("GBR", "CHN", "USA")}, 2, id="a_third_party"),
    pytest.param(MEETING, {"date": EIGHTH}, 2, id="another_day"),
    pytest.param(MEETING, {"status": "scheduled"}, 2, id="held_and_scheduled"),
    pytest.param(
        MEETING | {"place": BEIJING},
        {"place": Place(city="beijing")},
        1,
        id="one_city",
    ),
    pytest.param(
        MEETING | {"place": BEIJING},
        {"place": Place(city="London")},
        2,
        id="two_cities_disagree",
    ),
    pytest.param(
        MEETING | {"people": (LAMMY, WANG)},
        {"people": (Official(name="Lammy", party="GBR"),)},
        1,
        id="surname_of_the_same_person",
    ),
    pytest.param(MEETING | {"people": (LAMMY, WANG)}, {"people": OTHER_TEAM}, 2, id="two_teams"),
    pytest.param(
        MEETING | {"people": (LAMMY,)},
        {"people": (WANG,)},
        1,
        id="each_side_names_its_own",
    ),
    pytest.param(MEETING | {"date": UNKNOWN_DATE}, {}, 1, id="no_date_but_the_same_words"),
    pytest.param(MEETING, {"form": "summit"}, 1, id="summit_of_two"),
    pytest.param(NAMED, {"date": OCTOBER}, 1, id="month_of_the_day"),
    pytest.param(NAMED, {"date": UNKNOWN_DATE}, 1, id="undated_report_of_the_day"),
]


@pytest.mark.parametrize(("fields", "change", "expected"), CASES)
def test_merge_contacts_joins_what_two_documents_tell(
    fields: dict[str, Any], change: dict[str, Any], expected: int
) -> None:
    facts = told_twice(fields, change)
    assert len(facts) == expected
    assert sum(len(fact.findings) for fact in facts) == 2


NEARNESS = [
    pytest.param((7, 9), 1, id="two_days_later"),
    pytest.param((7, 10), 2, id="three_days_later"),
]


@pytest.mark.parametrize(("days", "expected"), NEARNESS)
def test_merge_contacts_measures_an_undated_account_by_its_document(
    days: tuple[int, int], expected: int
) -> None:
    assert len(told_twice(NAMED, {"date": UNKNOWN_DATE}, days=days)) == expected


APART = [
    pytest.param({"date": UNKNOWN_DATE}, id="undated"),
    pytest.param({"date": OCTOBER}, id="month_of_the_day"),
    pytest.param({"date": UNKNOWN_DATE, "people": OTHER_TEAM}, id="undated_with_others"),
]


@pytest.mark.parametrize("change", APART)
def test_merge_contacts_keeps_apart_what_shares_neither_day_nor_people(
    change: dict[str, Any],
) -> None:
    pages = [Page(WORDS, name="one.txt"), Page("They met again.", name="other.txt")]
    pages[0].write(Engagement, WORDS, **MEETING)
    pages[1].write(Engagement, "They met again", **(MEETING | change))
    assert len(merged(*pages)) == 2


WITHIN = [
    pytest.param(NAMED, NAMED | {"people": OTHER_TEAM}, 2, id="two_teams"),
    pytest.param(NAMED, NAMED | {"date": UNKNOWN_DATE}, 1, id="told_again_without_date"),
    pytest.param(MEETING, NAMED | {"date": UNKNOWN_DATE}, 1, id="date_here_and_people_there"),
    pytest.param(NAMED, NAMED | {"form": "call"}, 2, id="a_call_is_no_meeting"),
]


@pytest.mark.parametrize(("first", "second", "expected"), WITHIN)
def test_merge_contacts_joins_within_a_document(
    first: dict[str, Any], second: dict[str, Any], expected: int
) -> None:
    page = Page(WORDS, day=date(2024, 10, 7))
    page.write(Engagement, "The two sides met", **first)
    page.write(Engagement, "met and agreed", **second)
    assert len(merged(page)) == expected


def test_merge_contacts_completes_the_fullest_account() -> None:
    [fact] = told_twice(NAMED, {"date": OCTOBER, "place": BEIJING, "people": (WANG,)})
    assert fact.record.date == SEVENTH
    assert fact.record.place == BEIJING
    assert set(fact.record.people) == {LAMMY, WANG}


BARE = [
    pytest.param({}, True, id="form_and_parties"),
    pytest.param({"date": SEVENTH}, False, id="a_date"),
    pytest.param({"people": (WANG,)}, False, id="a_person"),
    pytest.param({"mechanism": "Strategic Dialogue"}, False, id="a_mechanism"),
    pytest.param({"place": BEIJING}, False, id="a_city"),
    pytest.param({"place": Place(country="CHN")}, True, id="a_country"),
    pytest.param({"form": "visit", "host": "CHN"}, False, id="a_visit_to_somebody"),
]


@pytest.mark.parametrize(("change", "expected"), BARE)
def test_says_little_of_nothing_but_form_and_parties(
    change: dict[str, Any], expected: bool
) -> None:
    page = Page(WORDS)
    record = page.write(Engagement, WORDS, **(MEETING | {"date": UNKNOWN_DATE} | change))
    assert isinstance(record, Engagement)
    assert says_little(record) is expected
