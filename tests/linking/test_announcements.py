"""Announcements: what was held as announced, and what merely looks like it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builders_encounters import (
    BEIJING,
    LAMMY,
    LONDON,
    STARMER,
    WANG,
    XI,
    account,
    between,
    on,
)

import communique
from communique.archive.types import Stored
from communique.linking.announcements import EXPECTED_WITHIN
from communique.linking.encounters import join_encounters
from communique.linking.types import Encounter, Judgement, Judgements
from communique.records import DateRange, Official, Place
from communique.views import open_archive

REEVES = Official(name="Rachel Reeves", office="Chancellor of the Exchequer", party="GBR")
DIALOGUE = "Economic and Financial Dialogue"
YEAR_2025 = between("2025-01-01", "2025-12-31", "year")


def only(found: tuple[Encounter, ...], status: str) -> list[Encounter]:
    return [one for one in found if (one.status == "held") is (status == "held")]


def plan(published: str | None = "2024-12-01", **fields: Any) -> Stored:
    return account("before", published, **({"status": "scheduled"} | fields))


def held(published: str = "2025-01-11", **fields: Any) -> Stored:
    return account("after", published, **({"date": on("2025-01-11")} | fields))


SESSION: dict[str, Any] = {"form": "session", "mechanism": DIALOGUE}
NAMED: dict[str, Any] = {"people": (LAMMY, WANG)}
PLANS = [
    pytest.param(SESSION | {"date": YEAR_2025}, SESSION, True, id="round_in_the_year_told"),
    pytest.param(SESSION, SESSION, True, id="round_without_a_date"),
    pytest.param(SESSION, {"form": "talks", "mechanism": DIALOGUE}, True, id="in_other_words"),
    pytest.param(
        SESSION | {"date": between("2024-01-01", "2024-12-31", "year")},
        SESSION,
        False,
        id="another_year",
    ),
    pytest.param(SESSION, SESSION | {"mechanism": "Strategic Dialogue"}, False, id="another_round"),
    pytest.param(SESSION, {"form": "meeting"} | NAMED, False, id="a_meeting_is_no_round"),
    pytest.param(SESSION, SESSION | {"form": "visit"}, False, id="another_form"),
    pytest.param(SESSION, SESSION | {"parties": ("CHN", "KEN")}, False, id="other_parties"),
    pytest.param(SESSION | {"status": "cancelled"}, SESSION, False, id="called_off"),
    pytest.param(SESSION | {"published": None}, SESSION, False, id="nothing_tells_its_time"),
    pytest.param(NAMED, NAMED, True, id="both_sides_named"),
    pytest.param(NAMED, {"people": (STARMER, XI)}, False, id="others_met"),
    pytest.param({"people": (LAMMY,)}, NAMED, False, id="one_side_named"),
    pytest.param(
        {"people": (LAMMY,), "date": between("2025-01-01", "2025-01-31", "month")},
        NAMED,
        True,
        id="one_side_named_and_the_month",
    ),
    pytest.param(
        NAMED | {"place": LONDON}, NAMED | {"place": BEIJING}, False, id="in_another_country"
    ),
    pytest.param({}, {}, False, id="nothing_but_parties"),
    pytest.param(
        {"form": "summit", "date": YEAR_2025}, {"form": "summit"}, True, id="the_summit_of_a_year"
    ),
    pytest.param(
        {"form": "meeting", "date": YEAR_2025}, {"form": "meeting"}, False, id="a_meeting_some_day"
    ),
    pytest.param(NAMED | {"published": "2024-07-01"}, NAMED, False, id="over_half_a_year_before"),
    pytest.param(NAMED | {"published": "2025-01-12"}, NAMED, False, id="the_next_one"),
]


@pytest.mark.parametrize(("planned", "done", "expected"), PLANS)
def test_join_plans_finds_what_became_of_a_plan(
    planned: dict[str, Any], done: dict[str, Any], expected: bool
) -> None:
    found = join_encounters([plan(**planned), held(**done)])
    assert (len(found) == 1) is expected
    assert [one.came_about for one in found] == [None] * len(found)
    if expected:
        assert (found[0].status, found[0].date) == ("held", on("2025-01-11"))


VISIT: dict[str, Any] = {"form": "visit", "host": "CHN", "people": (REEVES,)}
RECEIVED: dict[str, Any] = SESSION | {"people": (REEVES,), "place": BEIJING}
VISITS = [
    pytest.param({}, {}, True, id="received_by_the_host"),
    pytest.param({}, {"people": (LAMMY,)}, False, id="another_came"),
    pytest.param({}, {"place": LONDON}, False, id="at_home"),
    pytest.param({}, {"place": None}, False, id="nobody_tells_where"),
    pytest.param({}, {"form": "call", "place": None, "host": "CHN"}, False, id="by_telephone"),
    pytest.param({}, {"date": on("2026-01-11")}, False, id="a_year_later"),
    pytest.param({}, {"date": on("2024-11-11")}, False, id="before_the_announcement"),
    pytest.param({"date": YEAR_2025}, {}, True, id="in_the_year_told"),
    pytest.param({"date": on("2025-01-12")}, {}, True, id="on_the_day_before"),
    pytest.param({"date": on("2025-01-14")}, {}, False, id="days_before"),
    pytest.param({"status": "cancelled"}, {}, False, id="called_off"),
    pytest.param({"people": ()}, {}, False, id="nobody_named"),
]


@pytest.mark.parametrize(("change", "done", "expected"), VISITS)
def test_mark_received_finds_the_contact_on_which_a_visitor_was_received(
    change: dict[str, Any], done: dict[str, Any], expected: bool
) -> None:
    found = join_encounters([plan(**(VISIT | change)), held(**(RECEIVED | done))])
    [planned], [contact] = only(found, "planned"), only(found, "held")
    assert planned.came_about == (contact.id if expected else None)
    assert contact.came_about is None


def test_mark_received_takes_the_contact_with_most_of_the_visitors_then_the_first() -> None:
    team = (REEVES, Official(name="Andrew Bailey", party="GBR"))
    found = join_encounters(
        [
            plan(**(VISIT | {"people": team})),
            held(**RECEIVED),
            account("b", "2025-01-13", people=team, place=BEIJING, date=on("2025-01-12")),
            account("c", "2025-01-13", people=team, place=BEIJING, date=on("2025-01-13")),
        ]
    )
    [planned] = only(found, "planned")
    [contact] = [one for one in found if one.id == planned.came_about]
    assert contact.date == on("2025-01-12")


def test_join_plans_makes_a_visit_of_its_plan_where_the_visit_is_on_record() -> None:
    visit = held(**(VISIT | {"place": Place(country="CHN")}))
    found = join_encounters([plan(**VISIT), visit, account("x", "2025-01-11", **RECEIVED)])
    assert sorted(one.form for one in found) == ["session", "visit"]
    assert only(found, "planned") == []


def test_join_plans_joins_none_of_two_that_fit_equally_well() -> None:
    month = between("2025-01-01", "2025-01-31", "month")
    two = [held(date=on(f"2025-01-{day}"), published=f"2025-01-{day}") for day in (11, 12)]
    found = join_encounters([plan(date=month), *two])
    assert len(found) == 3
    assert len(join_encounters([plan(date=month), two[0]])) == 1


def test_join_plans_takes_the_first_of_several_rounds() -> None:
    rounds = [account(day, day, date=on(day), **SESSION) for day in ("2025-01-11", "2025-03-02")]
    found = join_encounters([plan(**SESSION), *rounds])
    assert [len(one.accounts) for one in found] == [2, 1]


def test_join_plans_obeys_judgements() -> None:
    before, after = plan(**SESSION), held(**SESSION)
    at = before.document.added_at
    parted = Judgement(
        kind="encounter", verdict="different", left=before.id, right=after.id, at=at, by="a"
    )
    assert len(join_encounters([before, after])) == 1
    assert len(join_encounters([before, after], judgements=Judgements([parted]))) == 2


DAYS = st.dates(on("2024-06-01").start, on("2025-06-01").start)  # type: ignore[arg-type]
MONTHS = DAYS.map(
    lambda day: DateRange(
        start=day, end=day + timedelta(days=30), precision="month", basis="explicit"
    )
)


@st.composite
def told(draw: st.DrawFn, number: int) -> Stored:
    status = draw(st.sampled_from(["held", "scheduled", "proposed", "cancelled"]))
    published = draw(DAYS)
    day = DateRange.on(published)
    return account(
        f"page{number}",
        published.isoformat(),
        status=status,
        date=day if status == "held" else draw(st.sampled_from([DateRange()]) | MONTHS),
        form=draw(st.sampled_from(["visit", "meeting", "session"])),
        people=draw(st.sampled_from([(), (LAMMY, WANG), (LAMMY,), (STARMER, XI)])),
        mechanism=draw(st.sampled_from([None, DIALOGUE])),
        place=draw(st.sampled_from([None, BEIJING, LONDON])),
        host=draw(st.sampled_from([None, "CHN"])),
    )


ARCHIVES = st.integers(0, 12).flatmap(lambda n: st.tuples(*(told(i) for i in range(n))))


@settings(max_examples=150, deadline=None)
@given(ARCHIVES, st.randoms(use_true_random=False))
def test_announcements_depend_on_the_set_alone(stored: tuple[Stored, ...], random: Any) -> None:
    found = join_encounters(stored)
    shuffled = list(stored)
    random.shuffle(shuffled)
    assert join_encounters(shuffled) == found
    by_id = {one.id: one for one in found}
    records = {one.id: one.record for one in stored}
    for one in found:
        statuses = [records[a.record].status for a in one.accounts]  # type: ignore[union-attr]
        if one.came_about is not None:
            assert one.form == "visit"
            assert "held" not in statuses
            assert by_id[one.came_about].status == "held"
            assert by_id[one.came_about].parties == one.parties


@settings(max_examples=100, deadline=None)
@given(ARCHIVES)
def test_plans_bring_no_two_held_contacts_together(stored: tuple[Stored, ...]) -> None:
    def group_held(listed: list[Stored]) -> set[frozenset[str]]:
        known = {one.id for one in stored if one.record.status == "held"}  # type: ignore[union-attr]
        groups = ({a.record for a in e.accounts} & known for e in join_encounters(listed))
        return {frozenset(group) for group in groups if group}

    alone = [one for one in stored if one.record.status == "held"]  # type: ignore[union-attr]
    assert group_held(list(stored)) == group_held(alone)


def test_what_was_expected_is_half_a_year() -> None:
    assert timedelta(days=150) < EXPECTED_WITHIN < timedelta(days=200)


PAGES = {
    "2025-02-14": "China's Foreign Ministry said on 14 February 2025 that British Energy Secretary "
    "Ed Miliband will visit China.",
    "2025-03-17": "British Energy Secretary Ed Miliband met Chinese Vice Premier Ding Xuexiang in "
    "Beijing on 17 March 2025.",
}


def test_a_visit_announced_on_one_page_came_about_on_another(tmp_path: Path) -> None:
    with open_archive(tmp_path / "desk.db") as desk:
        for day, text in PAGES.items():
            document = communique.read_text(text, date=day)
            desk.add(document, communique.extract(document))
        found = desk.recall("CHN", "GBR").encounters
        held, planned = only(found, "held"), only(found, "planned")
        timeline = desk.timeline("CHN", "GBR")
    assert [one.form for one in planned] == ["visit"]
    assert [one.came_about for one in planned] == [one.id for one in held]
    [entry] = timeline.entries
    assert len(entry.announced) == 1
