"""iCalendar: what has a day, for calendars.

Encounters, due dates and promised sessions, past ones too: `communique calendar` is for those
that lie ahead.
"""

from collections.abc import Iterator
from datetime import date

from communique.export.selection import Selection
from communique.views.appointments import list_appointments
from communique.views.calendar import to_ics


def write(selection: Selection) -> Iterator[str]:
    """Yield the calendar; what has no date of its own is not in it."""
    found = [
        one
        for one in list_appointments(selection.memory, everything=True)
        if any(selection.is_chosen(source.document) for source in one.sources)
    ]
    yield to_ics(found, title="Communiqué", as_of=_stamp(selection)).decode()


def _stamp(selection: Selection) -> date:
    """Return the day on which what is told was known, which no clock may decide."""
    if selection.memory.as_of is not None:
        return selection.memory.as_of
    # Of undated documents it is at least known when the archive got the last of them.
    return max((one.added_at.date() for one in selection.summaries), default=date.min)
