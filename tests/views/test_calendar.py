"""The calendar: what another program reads back is what was put in."""

from datetime import date
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views.conftest import Page, remember, write_british_side

from communique.linking.mechanism_types import Expected, LinkedMechanism
from communique.linking.types import Cited, Encounter, Promise, Step
from communique.records import DateRange, Engagement, Mechanism, Place
from communique.views.appointments import (
    Appointment,
    list_appointments,
    note_encounter,
    note_mechanism,
    note_promise,
)
from communique.views.calendar import to_ics

SOURCE = Cited(record="r1", document="d1", name="page.txt", spans=((3, 9),))
DAYS = DateRange(start=date(2024, 11, 18), end=date(2024, 11, 19), precision="day")
SUMMIT = Encounter(
    id="e1",
    form="summit",
    status="scheduled",
    parties=("g20", "BRA"),
    date=DAYS,
    place=Place(city="Rio de Janeiro", country="BRA"),
    accounts=(SOURCE,),
)
PROMISE = Promise(
    id="p1",
    parties=("CHN", "GBR"),
    force="agreed",
    action="resume the dialogue; soon",
    due=DateRange(start=date(2025, 1, 1), end=date(2025, 12, 31), precision="year"),
    state="open",
    steps=(Step(kind="made", source=SOURCE),),
)


def read(data: bytes) -> list[icalendar.Event]:
    return [c for c in icalendar.Calendar.from_ical(data).walk("VEVENT")]


def test_an_encounter_takes_its_days_place_and_status_along() -> None:
    one = note_encounter(SUMMIT)
    assert one is not None
    [event] = read(to_ics([one], title="Brazil", as_of=date(2024, 11, 1)))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        date(2024, 11, 18),
        date(2024, 11, 20),
    )
    assert str(event["summary"]) == "Summit: Group of 20 and Brazil"
    assert str(event["location"]) == "Rio de Janeiro"
    assert str(event["status"]) == "CONFIRMED"
    assert str(event["description"]) == "page.txt 3–9"


def test_a_promise_stands_on_the_last_day_of_its_period() -> None:
    one = note_promise(PROMISE)
    assert one is not None
    [event] = read(to_ics([one], title="China – UK", as_of=date(2025, 1, 1)))
    assert event.decoded("dtstart") == date(2025, 12, 31)
    assert str(event["summary"]).startswith("Due: resume the dialogue; soon")


def test_what_has_no_days_has_no_appointment() -> None:
    assert note_encounter(SUMMIT.model_copy(update={"date": DateRange()})) is None
    assert note_promise(PROMISE.model_copy(update={"due": None})) is None


DIALOGUE = LinkedMechanism(
    id="m1",
    name="Energy Dialogue",
    parties=("CHN", "GBR"),
    next=Expected(words="in 2026", due=PROMISE.due, sources=(SOURCE,)),
    sources=(SOURCE,),
)


def test_the_next_session_of_a_mechanism_stands_on_the_last_day_it_was_promised_for() -> None:
    one = note_mechanism(DIALOGUE)
    assert one is not None
    assert (one.start, one.end) == (date(2025, 12, 31), date(2025, 12, 31))
    assert one.title == "Next session due: Energy Dialogue (China and United Kingdom)"
    undated = Expected(words="soon", sources=(SOURCE,))
    assert note_mechanism(DIALOGUE.model_copy(update={"next": undated})) is None
    assert note_mechanism(DIALOGUE.model_copy(update={"next": None})) is None


AHEAD = [
    pytest.param(date(2024, 10, 20), (), 1, id="the_promise"),
    pytest.param(date(2024, 10, 18), ("CHN", "GBR"), 2, id="the_talks_of_the_day"),
    pytest.param(date(2024, 10, 18), ("GBR",), 2, id="of_one_party"),
    pytest.param(date(2024, 10, 18), ("GBR", "KEN"), 0, id="of_another_pair"),
    pytest.param(date(2026, 1, 1), (), 0, id="all_past"),
]


@pytest.mark.parametrize(("as_of", "parties", "expected"), AHEAD)
def test_list_appointments_looks_ahead(
    as_of: date, parties: tuple[str, ...], expected: int
) -> None:
    memory = remember(write_british_side(), as_of=as_of)
    assert len(list_appointments(memory, parties)) == expected
    if expected:
        assert len(list_appointments(memory, parties, everything=True)) == 2


def test_list_appointments_has_one_entry_for_a_session_told_as_planned_and_as_next() -> None:
    words = "The next Energy Dialogue will be held on 3 March 2026"
    page = Page(words, day=date(2025, 3, 17))
    told: dict[str, Any] = {"parties": ("CHN", "GBR"), "type": "dialogue", "state": "existing"}
    page.write(Mechanism, "Energy Dialogue", name="Energy Dialogue", **told)
    page.write(
        Engagement,
        words,
        form="session",
        status="scheduled",
        parties=("CHN", "GBR"),
        mechanism="Energy Dialogue",
        date=DateRange.on(date(2026, 3, 3)),
    )
    memory = remember(page, as_of=date(2025, 3, 17))
    [one] = list_appointments(memory, ("CHN", "GBR"))
    assert one.start == date(2026, 3, 3)


APPOINTMENTS = st.builds(
    Appointment,
    id=st.uuids().map(str),
    title=st.text(min_size=1),
    where=st.text(),
    start=st.dates(date(1950, 1, 1), date(2050, 1, 1)),
    end=st.dates(date(2050, 1, 2), date(2060, 1, 1)),
    sources=st.just((SOURCE,)),
)


@given(st.lists(APPOINTMENTS, max_size=5).flatmap(st.permutations))
def test_any_text_in_any_order_reads_back(appointments: list[Appointment]) -> None:
    data = to_ics(appointments, title="x", as_of=date(2024, 1, 1))
    assert {str(e["uid"]) for e in read(data)} == {f"{a.id}@communique" for a in appointments}
    assert data == to_ics(reversed(appointments), title="x", as_of=date(2024, 1, 1))
