"""Linked things as entries: what is listed, in which order, and with what cited."""

from datetime import date
from typing import Any

import pytest
from tests.views.conftest import TALKS_DAY, YEAR_2025, Page, remember

from communique.linking.memory import Memory
from communique.records import (
    UNKNOWN_DATE,
    Commitment,
    DateRange,
    Engagement,
    Mechanism,
    Official,
    Place,
    RecordBase,
    Tenure,
)
from communique.views.entries import CommitmentEntry, EngagementEntry, TenureEntry
from communique.views.footnotes import Footnotes
from communique.views.linked import Linked, says_little, sort_promises
from communique.views.phrases import phrase_engagement, phrase_mechanism, phrase_tenure

WORDS = "The two sides will meet."
PAIR = ("CHN", "GBR")
HELD: dict[str, Any] = {
    "form": "session",
    "status": "held",
    "parties": PAIR,
    "date": DateRange.on(date(2025, 1, 11)),
    "mechanism": "Economic and Financial Dialogue",
}
PLANNED = HELD | {"status": "scheduled", "date": YEAR_2025}


def list_engagements(
    memory: Memory,
) -> tuple[tuple[EngagementEntry, ...], tuple[EngagementEntry, ...]]:
    return Linked(memory, Footnotes()).list_engagements(memory.encounters)


def list_commitments(memory: Memory) -> tuple[CommitmentEntry, ...]:
    return Linked(memory, Footnotes()).list_commitments(sort_promises(memory.promises))


def list_tenures(*pages: Page, parties: tuple[str, ...] = PAIR) -> tuple[TenureEntry, ...]:
    memory = remember(*pages)
    return Linked(memory, Footnotes()).list_tenures(memory.people, parties)


def write(kind: type[RecordBase], *told: dict[str, Any], day: str | None = None) -> list[Page]:
    """Return a page for each record."""
    published = date.fromisoformat(day) if day else None
    pages = [
        Page(f"{WORDS}{' ' * number}", name=f"{number}.txt", day=published)
        for number in range(len(told))
    ]
    for page, fields in zip(pages, told, strict=True):
        page.write(kind, WORDS, **fields)
    return pages


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
    pytest.param({"date": DateRange()}, False, id="nothing_tells_when"),
    pytest.param(
        {"status": "cancelled", "mechanism": "Strategic Dialogue"}, False, id="called_off"
    ),
]


@pytest.mark.parametrize(("change", "expected"), PLANS)
def test_list_engagements_finds_what_became_of_a_plan(
    change: dict[str, Any], expected: bool
) -> None:
    pages = write(Engagement, PLANNED | change, HELD)
    held, planned = list_engagements(remember(*pages))
    assert len(held) == 1
    assert bool(held[0].announced) is expected
    assert (planned == ()) is expected


def test_list_engagements_tells_what_one_calls_held_and_another_called_off() -> None:
    pages = write(Engagement, PLANNED | {"status": "cancelled"}, HELD)
    [entry], planned = list_engagements(remember(*pages))
    assert (planned, entry.announced) == ((), ())
    assert len(entry.called_off) == 1
    assert set(entry.called_off) < set(entry.notes)
    assert "elsewhere told as called off" in phrase_engagement(entry).remarks


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
    before.write(Engagement, WORDS, parties=PAIR, **visit)
    met = {"people": (VISITOR,), "place": Place(city="Beijing", country="CHN")}
    day = DateRange.on(date(2025, 3, 17))
    after.write(Engagement, WORDS, **(HELD | met | {"date": day} | change))
    held, planned = list_engagements(remember(before, after))
    assert (planned == ()) is expected
    assert [len(entry.announced) for entry in held] == [int(expected)]
    assert {d.name for d in held[0].documents} == (
        {"before.txt", "after.txt"} if expected else {"after.txt"}
    )


def test_list_engagements_lists_a_plan_where_what_became_of_it_is_not_shown() -> None:
    before = Page(WORDS, name="before.txt", day=date(2025, 2, 14))
    after = Page(f"{WORDS} ", name="after.txt", day=date(2025, 3, 17))
    visit = {"form": "visit", "status": "scheduled", "host": "CHN", "date": YEAR_2025}
    before.write(Engagement, WORDS, parties=PAIR, people=(VISITOR,), **visit)
    met = {"people": (VISITOR,), "place": Place(city="Beijing", country="CHN")}
    after.write(Engagement, WORDS, **(HELD | met | {"date": DateRange.on(date(2025, 3, 17))}))
    memory = remember(before, after, as_of=date(2026, 1, 1))
    plans = [e for e in memory.encounters if e.status != "held"]
    held, [entry] = Linked(memory, Footnotes()).list_engagements(plans)
    assert held == ()
    assert not entry.unreported


TIMES = [
    pytest.param(date(2025, 3, 17), False, id="the_visit_goes_on"),
    pytest.param(date(2025, 3, 18), False, id="its_last_day"),
    pytest.param(date(2025, 3, 19), True, id="it_is_over"),
]


@pytest.mark.parametrize(("as_of", "over"), TIMES)
def test_list_engagements_lists_a_visit_until_it_is_over(as_of: date, over: bool) -> None:
    day = date(2025, 3, 17)
    page = Page("They met. He will travel on.", day=day)
    met = {"people": (VISITOR,), "place": Place(city="Beijing", country="CHN")}
    page.write(Engagement, "They met", **(HELD | met | {"date": DateRange.on(day)}))
    visit = {"form": "visit", "status": "scheduled", "host": "CHN", "people": (VISITOR,)}
    tomorrow = DateRange.on(date(2025, 3, 18))
    page.write(Engagement, "He will travel on", parties=PAIR, date=tomorrow, **visit)
    held, planned = list_engagements(remember(page, as_of=as_of))
    assert (planned == ()) is over
    assert [bool(entry.announced) for entry in held] == [over]
    assert not any(entry.unreported for entry in planned)


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
    pages = write(Engagement, PLANNED | {"status": status})
    _, [entry] = list_engagements(remember(*pages, as_of=as_of))
    assert entry.unreported is expected


def test_list_engagements_sorts_the_undated_by_their_documents() -> None:
    pages = [
        Page("First.", name="a", day=date(2020, 1, 1)),
        Page("Second.", name="b", day=date(2024, 1, 1)),
        Page("Third.", name="c", day=date(2025, 1, 1)),
    ]
    for page, fields in zip(pages, ({}, {"date": DateRange()}, {"date": TALKS_DAY}), strict=True):
        page.write(Engagement, page.document.text, **(HELD | fields))
    held, _ = list_engagements(remember(*pages))
    assert [e.documents[0].name for e in held] == ["a", "c", "b"]


def test_list_engagements_leaves_out_what_says_nothing() -> None:
    page = Page("They met. They spoke.", day=TALKS_DAY.end)
    page.write(Engagement, "They met", **HELD)
    page.write(Engagement, "They spoke", form="call", status="held", parties=PAIR)
    held, _ = list_engagements(remember(page))
    assert [entry.record.form for entry in held] == ["session"]


BARE = [
    pytest.param({}, True, id="form_and_parties"),
    pytest.param({"date": TALKS_DAY}, False, id="a_date"),
    pytest.param({"people": (VISITOR,)}, False, id="a_person"),
    pytest.param({"mechanism": "Strategic Dialogue"}, False, id="a_mechanism"),
    pytest.param({"place": Place(city="Beijing")}, False, id="a_city"),
    pytest.param({"place": Place(country="CHN")}, True, id="a_country"),
    pytest.param({"form": "visit", "host": "CHN"}, False, id="a_visit_to_somebody"),
]


@pytest.mark.parametrize(("change", "expected"), BARE)
def test_says_little_of_nothing_but_form_and_parties(
    change: dict[str, Any], expected: bool
) -> None:
    page = Page(WORDS)
    told = {"form": "meeting", "status": "held", "parties": PAIR, "date": UNKNOWN_DATE}
    record = page.write(Engagement, WORDS, **(told | change))
    assert isinstance(record, Engagement)
    assert says_little(record) is expected


DUE = [
    pytest.param(YEAR_2025, date(2026, 1, 1), "overdue", id="the_day_after"),
    pytest.param(YEAR_2025, date(2025, 12, 31), "open", id="the_last_day"),
    pytest.param(None, date(2026, 1, 1), "open", id="no_due_date"),
    pytest.param(YEAR_2025, None, "open", id="no_day_to_measure_against"),
]
PLEDGE: dict[str, Any] = {"parties": PAIR, "force": "agreed", "action": "open an office in Leeds"}


@pytest.mark.parametrize(("due", "as_of", "expected"), DUE)
def test_list_commitments_tells_what_is_overdue(
    due: DateRange | None, as_of: date | None, expected: str
) -> None:
    pages = write(Commitment, PLEDGE | {"due": due})
    [entry] = list_commitments(remember(*pages, as_of=as_of))
    assert entry.state == expected


def test_list_commitments_puts_the_nearest_due_date_first() -> None:
    page = Page("First. Second. Third.")
    for words, action, due, force in (
        ("First", "train nurses", None, "willing"),
        ("Second", "open an office", None, "agreed"),
        ("Third", "build a railway", YEAR_2025, "willing"),
    ):
        page.write(Commitment, words, parties=("CHN",), force=force, action=action, due=due)
    entries = list_commitments(remember(page))
    told = [entry.record.action for entry in entries]
    assert told == ["build a railway", "open an office", "train nurses"]


def test_list_commitments_leaves_out_what_only_points() -> None:
    page = Page("First. Second.")
    for words, action in (("First", "the following points"), ("Second", "open an office")):
        page.write(Commitment, words, parties=("CHN",), force="agreed", action=action)
    entries = list_commitments(remember(page))
    assert [entry.record.action for entry in entries] == ["open an office"]


def test_list_mechanisms_tells_its_states_in_the_order_of_time() -> None:
    told = (("2019-05-01", "suspended"), ("2025-01-11", "resumed"), ("2025-04-03", "existing"))
    pages = []
    for day, state in reversed(told):
        name = "Energy Dialogue"
        page = Page(name, name=day, day=date.fromisoformat(day))
        page.write(Mechanism, name, name=name, parties=PAIR, type="dialogue", state=state)
        pages.append(page)
    memory = remember(*pages)
    [entry] = Linked(memory, Footnotes()).list_mechanisms(memory.mechanisms)
    states = [(s.state, s.first, s.last) for s in entry.mechanism.states]
    assert states == [
        ("suspended", date(2019, 5, 1), date(2019, 5, 1)),
        ("resumed", date(2025, 1, 11), date(2025, 1, 11)),
    ]
    assert phrase_mechanism(entry, pair=PAIR).remarks == (
        "suspended as of 1 May 2019",
        "resumed as of 11 January 2025",
        "still named 3 April 2025",
    )
    assert len(entry.notes) == 3


def tenure(person: str, day: str, **fields: Any) -> dict[str, Any]:
    return {
        "person": person,
        "office": "Foreign Secretary",
        "rank": "foreign-minister",
        "party": "GBR",
        "as_of": DateRange.on(date.fromisoformat(day)),
    } | fields


def seen(*tenures: dict[str, Any]) -> tuple[TenureEntry, ...]:
    """Return who is listed where each tenure is told on the day of its `as_of`."""
    pages = []
    for number, fields in enumerate(tenures):
        page = Page(f"{WORDS}{' ' * number}", name=f"{number}.txt", day=fields["as_of"].end)
        page.write(Tenure, WORDS, **fields)
        pages.append(page)
    return list_tenures(*pages)


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
        [("David Lammy", "2024-10-18")],
        id="in_office_and_out_of_it",
    ),
    pytest.param(
        [
            tenure("David Cameron", "2024-10-18", former=True),
            tenure("Ed Miliband", "2024-10-18", rank="minister", office="Energy Secretary"),
        ],
        [("Ed Miliband", "2024-10-18"), ("David Cameron", None)],
        id="who_is_in_office_first",
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
    tenures: list[dict[str, Any]], expected: list[tuple[str, str | None]]
) -> None:
    found = [(e.record.person, e.record.as_of.end) for e in seen(*tenures)]
    assert found == [(who, date.fromisoformat(day) if day else None) for who, day in expected]


def test_list_tenures_keeps_the_earlier_offices() -> None:
    deputy = tenure("David Lammy", "2025-09-10", office="Deputy Prime Minister", rank="deputy-head")
    [entry] = seen(deputy, tenure("David Lammy", "2024-10-18", office="UK Foreign Secretary"))
    assert entry.record.office == "Deputy Prime Minister"
    assert [t.office for t in entry.earlier] == ["Foreign Secretary"]


PHRASES = [
    pytest.param(
        [tenure("David Lammy", "2024-10-18", office="British Foreign Secretary")],
        ("Foreign Secretary", ("as of 18 October 2024",)),
        id="without_the_party",
    ),
    pytest.param(
        [tenure("Boris Johnson", "2017-05-01"), tenure("David Lammy", "2024-10-18")],
        ("former Foreign Secretary", ("in office 1 May 2017", "later David Lammy")),
        id="followed_by_another",
    ),
    pytest.param(
        [
            tenure("Boris Johnson", "2017-05-01"),
            tenure("Boris Johnson", "2025-09-10", former=True),
        ],
        ("former Foreign Secretary", ("in office 1 May 2017",)),
        id="seen_in_it_long_ago",
    ),
    pytest.param(
        [tenure("Boris Johnson", "2025-09-10", former=True)],
        ("former Foreign Secretary", ("as of 10 September 2025",)),
        id="called_former_of_late",
    ),
]


@pytest.mark.parametrize(("tenures", "expected"), PHRASES)
def test_phrase_tenure_tells_when_it_was_held(
    tenures: list[dict[str, Any]], expected: tuple[str, tuple[str, ...]]
) -> None:
    line = phrase_tenure(seen(*tenures)[-1])
    assert (line.text, line.remarks) == expected


def test_list_tenures_knows_one_leader_by_several_names() -> None:
    kenya = {"office": "President", "rank": "head-of-state", "party": "KEN"}
    names = ("William Ruto", "William Samoei Ruto", "Ruto")
    page = Page(WORDS, day=date(2024, 5, 23))
    for name in names:
        page.write(Tenure, WORDS, person=name, as_of=DateRange.on(date(2024, 5, 23)), **kenya)
    [entry] = list_tenures(page, parties=("KEN",))
    assert entry.record.person == "William Samoei Ruto"
