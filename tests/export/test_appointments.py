from datetime import date, timedelta

import icalendar

from communique.export import Selection, find_format
from communique.views.appointments import note_encounter

write = find_format("ics").load()


def _open(selection: Selection) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical("".join(write(selection)))
    events = calendar.walk("VEVENT")
    by_uid = {str(event["uid"]): event for event in events}
    assert len(by_uid) == len(events)
    return by_uid


def test_each_dated_encounter_stands_on_its_days(selection: Selection) -> None:
    events = _open(selection)
    dated = [e for e in selection.memory.encounters if e.date.known and e.came_about is None]
    assert len(dated) > 30
    for encounter in dated:
        event = events[f"{encounter.id}@communique"]
        assert event.decoded("dtstart") == encounter.date.start
        assert event.decoded("dtend") - timedelta(days=1) == encounter.date.end
        noted = note_encounter(encounter)
        assert noted is not None and str(event["summary"]) == noted.title
        assert encounter.accounts[0].name in str(event["description"])


def test_what_has_no_day_gets_none(selection: Selection) -> None:
    events = _open(selection)
    undated = [e for e in selection.memory.encounters if not e.date.known]
    assert undated
    assert not {f"{e.id}@communique" for e in undated} & events.keys()


def test_due_dates_are_in_it(selection: Selection) -> None:
    events = _open(selection)
    due = [p for p in selection.memory.promises if p.due is not None and p.due.end is not None]
    assert due
    for promise in due:
        assert promise.due is not None
        assert events[f"{promise.id}@communique"].decoded("dtstart") == promise.due.end


def test_only_what_the_chosen_documents_tell(selection: Selection) -> None:
    narrow = Selection(selection.desk, since=date(2024, 1, 1), until=date(2024, 12, 31))
    events = _open(narrow)
    assert 0 < len(events) < len(_open(selection))
    names = {summary.name for summary in narrow.summaries}
    for event in events.values():
        assert any(name in str(event["description"]) for name in names)


def test_the_same_archive_gives_the_same_bytes(selection: Selection) -> None:
    assert list(write(selection)) == list(write(Selection(selection.desk)))
