from datetime import date
from typing import Any

import pytest
from tests.views.conftest import TALKS_DAY, YEAR_2025, Page

from communique.records import Commitment, DateRange, Engagement, Tenure
from communique.views.findings import of_type
from communique.views.footnotes import Footnotes
from communique.views.listing import list_commitments, list_engagements, list_tenures

WORDS = "The two sides will meet."
HELD: dict[str, Any] = {
    "form": "session",
    "status": "held",
    "parties": ("CHN", "GBR"),
    "date": DateRange.on(date(2025, 1, 11)),
    "mechanism": "Economic and Financial Dialogue",
}
PLANNED = HELD | {"status": "scheduled", "date": YEAR_2025}

PLANS = [
    pytest.param({}, True, id="fell_into_the_announced_time"),
    pytest.param(
        {"date": DateRange(start=date(2024, 1, 1), end=date(2024, 12, 31), precision="year")},
        False,
        id="another_time",
    ),
    pytest.param({"mechanism": "Strategic Dialogue"}, False, id="another_mechanism"),
    pytest.param({"form": "visit"}, False, id="another_form"),
    pytest.param({"parties": ("CHN", "KEN")}, False, id="other_parties"),
    pytest.param({"date": DateRange()}, False, id="announced_without_a_date"),
    pytest.param({"status": "cancelled"}, False, id="called_off"),
]


@pytest.mark.parametrize(("change", "expected"), PLANS)
def test_list_engagements_finds_what_became_of_a_plan(
    change: dict[str, Any], expected: bool
) -> None:
    pages = [Page(WORDS, name="before.txt"), Page(f"{WORDS} ", name="after.txt")]
    pages[0].write(Engagement, WORDS, **(PLANNED | change))
    pages[1].write(Engagement, WORDS, **HELD)
    findings = [f for page in pages for f in of_type(page.findings(), Engagement)]
    held, planned = list_engagements(findings, Footnotes(), None)
    assert len(held) == 1
    assert bool(held[0].announced) is expected
    assert (planned == ()) is expected


UNREPORTED = [
    pytest.param("scheduled", date(2026, 1, 1), True, id="its_time_has_passed"),
    pytest.param("scheduled", date(2025, 6, 1), False, id="its_time_is_not_over"),
    pytest.param("proposed", date(2026, 1, 1), True, id="a_proposal_too"),
    pytest.param("cancelled", date(2026, 1, 1), False, id="nobody_waits_for_it"),
    pytest.param("scheduled", None, False, id="no_day_to_measure_against"),
]


@pytest.mark.parametrize(("status", "as_of", "expected"), UNREPORTED)
def test_list_engagements_flags_plans_without_a_report(
    status: str, as_of: date | None, expected: bool
) -> None:
    page = Page(WORDS)
    page.write(Engagement, WORDS, **(PLANNED | {"status": status}))
    _, [entry] = list_engagements(of_type(page.findings(), Engagement), Footnotes(), as_of)
    assert entry.unreported is expected


def test_list_engagements_sorts_the_undated_by_their_documents() -> None:
    pages = [
        Page("First.", name="a", day=date(2020, 1, 1)),
        Page("Second.", name="b", day=date(2024, 1, 1)),
        Page("Third.", name="c", day=date(2025, 1, 1)),
    ]
    for page, fields in zip(pages, ({}, {"date": DateRange()}, {"date": TALKS_DAY}), strict=True):
        page.write(Engagement, page.document.text, **(HELD | fields))
    findings = [f for page in pages for f in of_type(page.findings(), Engagement)]
    held, _ = list_engagements(findings, Footnotes(), None)
    assert [e.documents[0].name for e in held] == ["a", "c", "b"]


DUE = [
    pytest.param(YEAR_2025, date(2026, 1, 1), "overdue", id="the_day_after"),
    pytest.param(YEAR_2025, date(2025, 12, 31), "open", id="the_last_day"),
    pytest.param(None, date(2026, 1, 1), "open", id="no_due_date"),
    pytest.param(YEAR_2025, None, "open", id="no_day_to_measure_against"),
]


@pytest.mark.parametrize(("due", "as_of", "expected"), DUE)
def test_list_commitments_tells_what_is_overdue(
    due: DateRange | None, as_of: date | None, expected: str
) -> None:
    page = Page(WORDS)
    page.write(Commitment, WORDS, parties=("CHN", "GBR"), force="agreed", action="meet", due=due)
    [entry] = list_commitments(of_type(page.findings(), Commitment), Footnotes(), as_of)
    assert entry.state == expected


def test_list_commitments_puts_the_nearest_due_date_first() -> None:
    page = Page("First. Second. Third.")
    for words, due, force in (
        ("First", None, "willing"),
        ("Second", None, "agreed"),
        ("Third", YEAR_2025, "willing"),
    ):
        page.write(Commitment, words, parties=("CHN",), force=force, action=words, due=due)
    entries = list_commitments(of_type(page.findings(), Commitment), Footnotes(), None)
    assert [entry.record.action for entry in entries] == ["Third", "Second", "First"]


def tenure(person: str, day: str, **fields: Any) -> dict[str, Any]:
    return {
        "person": person,
        "office": "Foreign Secretary",
        "rank": "foreign-minister",
        "party": "GBR",
        "as_of": DateRange.on(date.fromisoformat(day)),
    } | fields


TENURES = [
    pytest.param(
        [tenure("David Lammy", "2024-10-18"), tenure("Lammy", "2025-02-13")],
        [("David Lammy", "2025-02-13")],
        id="latest_day_and_fullest_name",
    ),
    pytest.param(
        [tenure("David Cameron", "2024-05-01"), tenure("David Lammy", "2024-10-18")],
        [("David Lammy", "2024-10-18"), ("David Cameron", "2024-05-01")],
        id="two_people_in_one_office",
    ),
    pytest.param(
        [tenure("David Lammy", "2024-10-18"), tenure("David Lammy", "2025-10-01", former=True)],
        [("David Lammy", "2025-10-01"), ("David Lammy", "2024-10-18")],
        id="in_office_and_out_of_it",
    ),
    pytest.param(
        [
            tenure("David Lammy", "2024-10-18"),
            tenure("Keir Starmer", "2024-10-18", rank="head-of-government"),
            tenure("Wang Yi", "2024-10-18", party="CHN"),
        ],
        [("Wang Yi", "2024-10-18"), ("Keir Starmer", "2024-10-18"), ("David Lammy", "2024-10-18")],
        id="parties_in_order_then_protocol",
    ),
]


@pytest.mark.parametrize(("tenures", "expected"), TENURES)
def test_list_tenures_shows_each_holder_once(
    tenures: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    page = Page(WORDS)
    for fields in tenures:
        page.write(Tenure, WORDS, **fields)
    entries = list_tenures(of_type(page.findings(), Tenure), ("CHN", "GBR"), Footnotes())
    found = [(e.record.person, e.record.as_of.end) for e in entries]
    assert found == [(person, date.fromisoformat(day)) for person, day in expected]
