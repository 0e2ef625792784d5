from datetime import date
from typing import Any

import pytest
from tests.views.conftest import TALKS_DAY, YEAR_2025, Page

from communique.records import Commitment, DateRange, Engagement, Figure, Mechanism, Official, Place
from communique.views.findings import of_type
from communique.views.footnotes import Footnotes
from communique.views.listing import (
    list_commitments,
    list_engagements,
    list_figures,
    list_mechanisms,
)

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


def test_list_commitments_leaves_out_what_only_points() -> None:
    page = Page("First. Second.")
    for words, action in (("First", "the following points"), ("Second", "open an office")):
        page.write(Commitment, words, parties=("CHN",), force="agreed", action=action)
    entries = list_commitments(of_type(page.findings(), Commitment), Footnotes(), None)
    assert [entry.record.action for entry in entries] == ["open an office"]


VISITOR = Official(name="Ed Miliband", party="GBR")
RECEIVED = [
    pytest.param({}, True, id="received_by_the_host"),
    pytest.param({"people": (Official(name="Rachel Reeves", party="GBR"),)}, False, id="another"),
    pytest.param({"place": Place(country="GBR")}, False, id="at_home"),
    pytest.param({"date": DateRange.on(date(2026, 3, 17))}, False, id="a_year_later"),
    pytest.param({"date": DateRange.on(date(2025, 1, 17))}, False, id="before_the_announcement"),
]


@pytest.mark.parametrize(("change", "expected"), RECEIVED)
def test_list_engagements_finds_the_visit_on_which_they_met(
    change: dict[str, Any], expected: bool
) -> None:
    before = Page(WORDS, name="before.txt", day=date(2025, 2, 14))
    after = Page(f"{WORDS} ", name="after.txt", day=date(2025, 3, 17))
    visit = {"form": "visit", "status": "scheduled", "host": "CHN", "people": (VISITOR,)}
    before.write(Engagement, WORDS, parties=("CHN", "GBR"), **visit)
    held = HELD | {"people": (VISITOR,), "place": Place(city="Beijing", country="CHN")}
    after.write(Engagement, WORDS, **(held | {"date": DateRange.on(date(2025, 3, 17))} | change))
    findings = [f for page in (before, after) for f in of_type(page.findings(), Engagement)]
    _, planned = list_engagements(findings, Footnotes(), None)
    assert (planned == ()) is expected


def test_list_engagements_leaves_out_what_says_nothing() -> None:
    page = Page("They met. They spoke.", day=TALKS_DAY.end)
    page.write(Engagement, "They met", **HELD)
    page.write(Engagement, "They spoke", form="call", status="held", parties=("CHN", "GBR"))
    held, _ = list_engagements(of_type(page.findings(), Engagement), Footnotes(), None)
    assert [entry.record.form for entry in held] == ["session"]


def test_list_mechanisms_tells_its_states_in_the_order_of_time() -> None:
    told = (("2019-05-01", "suspended"), ("2025-01-11", "resumed"), ("2025-04-03", "existing"))
    findings = []
    for day, state in reversed(told):
        page = Page(WORDS, name=day, day=date.fromisoformat(day))
        page.write(
            Mechanism, WORDS, name="Dialogue", parties=("CHN", "GBR"), type="dialogue", state=state
        )
        findings += of_type(page.findings(), Mechanism)
    [entry] = list_mechanisms(findings, Footnotes())
    states = [(s.state, s.first, s.last) for s in entry.states]
    assert states == [
        ("suspended", date(2019, 5, 1), date(2019, 5, 1)),
        ("resumed", date(2025, 1, 11), date(2025, 4, 3)),
    ]


def test_list_figures_leaves_out_sums_of_nothing_told() -> None:
    page = Page("They spoke of money.")
    for label in ("amount", "aid"):
        page.write(Figure, "money", label=label, value=4e7, unit="USD", sense="statistic")
    entries = list_figures(of_type(page.findings(), Figure), Footnotes())
    assert [entry.record.label for entry in entries] == ["aid"]
