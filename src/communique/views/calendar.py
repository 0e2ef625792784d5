"""What is to come, as a calendar that other programs read: iCalendar, RFC 5545."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from communique.linking.types import Cited
from communique.plain import strip_controls
from communique.views.appointments import Appointment

PRODUCT = "-//Communique//Communique//EN"


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


def _cite(source: Cited) -> str:
    spans = ", ".join(f"{start}–{end}" for start, end in source.spans)
    return strip_controls(f"{source.name} {spans}")
