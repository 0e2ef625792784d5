import csv
import io
import json
from datetime import date

import pandas as pd

from communique.export import Selection
from communique.export.event_files import ICEWS, POLECAT, write_icews, write_polecat
from communique.export.events import write


def rows_of(pieces: list[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(pieces)), delimiter="\t"))


def test_events_have_the_words_of_their_documents(selection: Selection) -> None:
    texts = {summary.id: document.text for summary, document in selection.documents()}
    events = [json.loads(line) for line in write(selection)]
    assert len(events) > 50
    for event in events:
        text = texts[event["document"]]
        for told in (event, *event["actors"], *event["recipients"]):
            start, end = told["span"]
            assert text[start:end] == told["text"]


def test_events_that_report_an_encounter_name_it(selection: Selection) -> None:
    known = {encounter.id for encounter in selection.memory.encounters}
    named = [json.loads(line)["encounter"] for line in write(selection)]
    told = [name for name in named if name is not None]
    assert told
    assert set(told) <= known


def test_polecat_has_a_row_for_each_event(selection: Selection) -> None:
    events = [json.loads(line) for line in write(selection)]
    table = pd.read_csv(
        io.StringIO("".join(write_polecat(selection))), sep="\t", dtype=str, keep_default_na=False
    )
    assert tuple(table.columns) == POLECAT
    assert list(table["Event ID"]) == [event["id"] for event in events]
    assert list(table["Event Type"]) == [event["type"] for event in events]
    assert set(table["Quad Code"]) <= {"1", "2", "3", "4"}
    assert not any(table["Intensity"])


def test_icews_has_a_row_for_each_pair_told_as_done(selection: Selection) -> None:
    events = {e["id"]: e for e in map(json.loads, write(selection))}
    rows = rows_of(list(write_icews(selection)))
    assert tuple(rows[0]) == ICEWS
    for row in rows:
        event = events[row["Event ID"].rsplit("-", 1)[0]]
        assert not set(event["auxiliary"]) - {"historical"}
        names = {" ".join(a["text"].split()) for a in (*event["actors"], *event["recipients"])}
        assert row["Source Name"] in names
        assert row["Target Name"] in names | {""}
        if row["Event Date"]:
            date.fromisoformat(row["Event Date"])
            assert event["date"]["precision"] == "day"


def test_a_meeting_of_several_is_one_event_and_pairs_in_both_directions(
    selection: Selection,
) -> None:
    events = [json.loads(line) for line in write(selection)]
    meeting = next(
        e
        for e in events
        if e["type"] == "CONSULT" and not e["recipients"] and not e["auxiliary"]
        and len(e["actors"]) > 1
    )  # fmt: skip
    pairs = [
        row
        for row in rows_of(list(write_icews(selection)))
        if row["Event ID"].startswith(meeting["id"] + "-")
    ]
    several = len(meeting["actors"])
    assert len(pairs) == several * (several - 1)
