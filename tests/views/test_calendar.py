"""The calendar: what another program reads back is what was put in."""

from datetime import date

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from communique.linking.types import Cited, Encounter, Promise, Step
from communique.records import DateRange, Place
from communique.views.calendar import Appointment, note_encounter, note_promise, to_ics

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
