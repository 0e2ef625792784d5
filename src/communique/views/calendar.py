"""What is to come, as a calendar that other programs read: iCalendar, RFC 5545."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from communique.linking.types import Cited, Encounter, Promise
from communique.plain import strip_controls
from communique.records import DateRange, Value
from communique.views.names import name_parties
from communique.views.phrases import describe_place

PRODUCT = "-//Communique//Communique//EN"

_STATUS = {"scheduled": "CONFIRMED", "proposed": "TENTATIVE", "cancelled": "CANCELLED"}


class Appointment(Value):
    """Something with days of its own: `[start, end]`, both included.

    `status` is one of RFC 5545's for events, None where none fits.
    """

    id: str
    title: str
    start: date
    end: date
    where: str = ""
    status: str | None = None
    sources: tuple[Cited, ...]


def note_encounter(encounter: Encounter) -> Appointment | None:
    """Return an encounter as an appointment; None where its days aren't known."""
    form = encounter.form.replace("-", " ").capitalize()
    what = f"{form} of the {encounter.mechanism}" if encounter.mechanism else form
    return _note(
        encounter.id,
        f"{what}: {name_parties(encounter.parties)}",
        encounter.date,
        where=describe_place(encounter.place),
        status=_STATUS.get(encounter.status),
        sources=encounter.accounts,
    )


def note_promise(promise: Promise) -> Appointment | None:
    """Return a promise's due date as an appointment; None where it has none.

    It stands on the last day of a period, which is the day that counts.
    """
    if promise.due is None or promise.due.end is None:
        return None
    last = DateRange.on(promise.due.end)
    title = f"Due: {promise.action} ({name_parties(promise.parties)}; {promise.state})"
    sources = tuple(step.source for step in promise.steps)
    return _note(promise.id, title, last, sources=sources)


def to_ics(appointments: Iterable[Appointment], *, title: str, as_of: date) -> bytes:
    """Return the appointments by their days as an iCalendar file.

    The same appointments give the same bytes: `as_of` is their time stamp, not the clock.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", strip_controls(title))
    stamp = datetime.combine(as_of, time(), tzinfo=UTC)
    for one in sorted(appointments, key=lambda a: (a.start, a.end, a.id)):
        event = icalendar.Event()
        event.add("uid", f"{one.id}@communique")
        event.add("dtstamp", stamp)
        event.add("dtstart", one.start)
        # An event of whole days ends before the day that `dtend` names.
        event.add("dtend", one.end + timedelta(days=1))
        event.add("summary", strip_controls(one.title))
        if one.where:
            event.add("location", strip_controls(one.where))
        if one.status:
            event.add("status", one.status)
        event.add("description", "\n".join(map(_cite, one.sources)))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _note(
    key: str,
    title: str,
    days: DateRange,
    *,
    sources: tuple[Cited, ...],
    where: str = "",
    status: str | None = None,
) -> Appointment | None:
    if days.start is None or days.end is None:
        return None
    return Appointment(
        id=key,
        title=title,
        start=days.start,
        end=days.end,
        where=where,
        status=status,
        sources=sources,
    )


def _cite(source: Cited) -> str:
    spans = ", ".join(f"{start}–{end}" for start, end in source.spans)
    return strip_controls(f"{source.name} {spans}")
