"""What is to come, as a calendar that other programs read: iCalendar, RFC 5545."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from communique.linking.types import Cited
from communique.plain import strip_controls
from communique.views.appointments import Appointment
from communique.views.links import link_words

PRODUCT = "-//Communique//Communique//EN"


def to_ics(
    appointments: Iterable[Appointment], *, title: str, as_of: date, base: str | None = None
) -> bytes:
    """Return the appointments by their days as an iCalendar file.

    The same appointments give the same bytes: `as_of` is their time stamp, not the clock.
    `base` is the address of the desk, without a slash at its end, where each leads to its words.
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
        event.add("description", "\n".join(_cite(source, base) for source in one.sources))
        if base is not None and one.sources:
            first = one.sources[0]
            event.add("url", f"{base}{link_words(first.document, first.spans)}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _cite(source: Cited, base: str | None) -> str:
    spans = ", ".join(f"{start}–{end}" for start, end in source.spans)
    told = strip_controls(f"{source.name} {spans}")
    return told if base is None else f"{told} {base}{link_words(source.document, source.spans)}"
