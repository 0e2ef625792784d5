"""A record as a form: what isn't touched stays, what is changed is read."""

from datetime import date

import pytest

from communique.errors import CommuniqueError
from communique.records import (
    Agenda,
    AgendaItem,
    Commitment,
    DateRange,
    Engagement,
    Evidence,
    Figure,
    Official,
    Place,
    RecordBase,
    Statement,
    Tenure,
)
from communique.views.correcting import list_fields, read_changes

WORDS = (Evidence(document_id="d", start=3, end=8, text="words", rule="test"),)
SHARED = {"document_id": "d", "evidence": WORDS}
MEETING = Engagement(
    form="meeting",
    status="held",
    parties=("KEN", "JPN"),
    people=(Official(name="William Ruto", office="President", party="KEN"), Official(name="Abe")),
    date=DateRange.on(date(2024, 2, 8)),
    place=Place(city="Tokyo", country="JPN"),
    **SHARED,
)
ITEM = AgendaItem(text="a", span=(1, 2))
RECORDS: list[RecordBase] = [
    MEETING,
    Commitment(parties=("KEN",), force="agreed", action="buy grain", **SHARED),
    Figure(label="trade", value=0.1 + 0.2, unit="USD", sense="target", **SHARED),
    Tenure(person="Abe", office="Prime Minister", rank="head-of-government", **SHARED),
    Statement(speaker="Abe", mode="direct", content=WORDS, **SHARED),
    Agenda(
        title="Plan", holder=None, count=1, items=(AgendaItem(text="a", span=(1, 2)),), **SHARED
    ),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_a_form_sent_back_as_it_was_changes_nothing(record: RecordBase) -> None:
    sent = {one.name: one.value.replace("\n", "\r\n") for one in list_fields(record)}
    assert read_changes(record, sent) == {}
    assert read_changes(record, {}) == {}


@pytest.mark.parametrize(
    ("sent", "changes"),
    [
        ({"status": "cancelled"}, {"status": "cancelled"}),
        ({"parties": "KEN\r\n\r\nFRA\r\n"}, {"parties": ["KEN", "FRA"]}),
        ({"host": "JPN"}, {"host": "JPN"}),
        ({"spans": "1-5, 7–9"}, {"spans": [[1, 5], [7, 9]]}),
        (
            {"people": "Abe | Prime Minister | JPN"},
            {"people": [{"name": "Abe", "office": "Prime Minister", "party": "JPN"}]},
        ),
        ({"place.city": ""}, {"place": {"city": None, "venue": None, "country": "JPN"}}),
        ({"place.city": "", "place.country": ""}, {"place": None}),
        (
            {"date.start": "2024-02-09", "date.end": "2024-02-09"},
            {
                "date": {
                    "start": "2024-02-09",
                    "end": "2024-02-09",
                    "precision": "day",
                    "basis": "explicit",
                }
            },
        ),
        (
            {"date.start": "", "date.end": "", "date.precision": "unknown"},
            {"date": {"start": None, "end": None, "precision": "unknown", "basis": "unknown"}},
        ),
    ],
)
def test_read_changes(sent: dict[str, str], changes: dict[str, object]) -> None:
    assert read_changes(MEETING, sent) == changes


@pytest.mark.parametrize(
    ("sent", "told"),
    [({"spans": "now"}, "no span"), ({"people": "a | b | c | d"}, "more parts")],
)
def test_what_is_no_value_is_told(sent: dict[str, str], told: str) -> None:
    with pytest.raises(CommuniqueError, match=told):
        read_changes(MEETING, sent)
