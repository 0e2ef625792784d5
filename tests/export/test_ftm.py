import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import communique as cq
from communique.export import Selection, find_format
from communique.export.ftm.entity import (
    Entity,
    clean_address,
    clean_media_type,
    clean_url,
    language_of,
)
from communique.export.ftm.parties import PartyList
from communique.reading.languages import LANGUAGES
from communique.records import (
    DateRange,
    Engagement,
    Evidence,
    Membership,
    Official,
    Place,
    Tenure,
)
from communique.reference.parties import load_parties

write = find_format("ftm").load()

ROOT = Path(__file__).parent.parent.parent
CHECK = Path(__file__).parent / "followthemoney_check.py"
Row = dict[str, Any]


def _check(lines: Iterable[str]) -> dict[str, Any]:
    """Return what the followthemoney library says of entities; skip where it isn't there."""
    ours = ROOT / ".venv" / "followthemoney" / "bin" / "python"
    python = Path(os.environ.get("COMMUNIQUE_FTM_PYTHON", ours))
    if not python.is_file():
        pytest.skip(f"no followthemoney: {python} is missing")
    # Without the paths of this one: the library needs other versions of what it has.
    told = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    run = subprocess.run(
        [str(python), str(CHECK)],
        input="".join(lines).encode(),
        capture_output=True,
        check=False,
        env={**told, "PYTHONUTF8": "1"},
    )
    assert run.returncode == 0, run.stderr.decode()
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def _rows(selection: Selection) -> dict[str, Row]:
    rows = [json.loads(line) for line in write(selection)]
    return {row["id"]: row for row in rows}


def _of(rows: dict[str, Row], schema: str) -> list[dict[str, list[str]]]:
    return [row["properties"] for row in rows.values() if row["schema"] == schema]


def test_the_library_accepts_every_entity(selection: Selection) -> None:
    found = _check(write(selection))
    assert found["problems"] == []
    assert found["schemata"] == Counter(row["schema"] for row in _rows(selection).values())


def test_the_library_accepts_what_a_part_of_the_archive_gives(selection: Selection) -> None:
    for narrow in (
        Selection(selection.desk, since=date(2024, 1, 1), until=date(2024, 12, 31)),
        Selection(selection.desk, parties=("BRA", "DEU")),
        Selection(selection.desk, as_of=date(2023, 6, 1)),
        Selection(selection.desk, since=date(2100, 1, 1)),
    ):
        assert _check(write(narrow))["problems"] == []
        assert len(_of(_rows(narrow), "Document")) <= len(narrow.summaries)


def test_who_took_part_is_there_though_only_another_document_names_them(
    selection: Selection,
) -> None:
    day = date(2025, 2, 14)
    narrow = Selection(selection.desk, since=day, until=day)
    named = {
        person.name: person.id
        for person in selection.memory.people
        if not any(narrow.is_chosen(source.document) for source in person.sources)
    }
    rows = _rows(narrow)
    assert any(f"cq-person-{named['Jeremy Hunt']}" in one["involved"] for one in _of(rows, "Event"))
    hunt = rows[f"cq-person-{named['Jeremy Hunt']}"]["properties"]
    assert hunt["name"] == ["Jeremy Hunt"] and "position" not in hunt
    assert _check(write(narrow))["problems"] == []


@pytest.mark.parametrize(
    ("schema", "properties", "problem"),
    [
        ("Rumour", {}, "no such schema"),
        ("Person", {}, "name"),
        ("Person", {"name": ["Jane Doe"], "rank": ["minister"]}, "no such property rank"),
        ("Person", {"name": ["Jane Doe"], "country": ["Ruritania"]}, "'Ruritania' would be None"),
        ("Event", {"name": ["Talks"], "date": ["last week"]}, "'last week' would be None"),
        ("Event", {"name": ["Talks"], "involved": ["cq-person-x"]}, "no entity cq-person-x"),
        ("Event", {"name": ["Talks"], "proof": ["made"]}, "made is no Document"),
    ],
)
def test_the_check_finds_what_is_wrong(
    schema: str, properties: dict[str, list[str]], problem: str
) -> None:
    line = json.dumps({"id": "made", "schema": schema, "properties": properties})
    assert any(problem in one for one in _check([line])["problems"])


def test_every_document_and_what_it_tells_of_itself(selection: Selection) -> None:
    rows = _rows(selection)
    assert len(_of(rows, "Document") + _of(rows, "Article")) == len(selection.summaries)
    for summary in selection.summaries:
        told = rows[f"cq-document-{summary.id}"]["properties"]
        assert told["fileName"] == [summary.name]
        assert told.get("publisher", []) == ([summary.publisher] if summary.publisher else [])
        assert ("date" in told) == (summary.published is not None)
        if summary.published is not None and summary.published.precision == "day":
            assert told["date"] == [str(summary.published.start)]


def test_every_person_is_there_under_all_names(selection: Selection) -> None:
    rows = _rows(selection)
    people = selection.memory.people
    assert len(_of(rows, "Person")) == len(people)
    for person in people:
        told = rows[f"cq-person-{person.id}"]["properties"]
        assert told["name"] == [person.name]
        assert {*told["name"], *told.get("alias", [])} == set(person.names)


def test_offices_have_the_days_on_which_they_were_seen(selection: Selection) -> None:
    rows = _rows(selection)
    held = {
        (one["holder"][0], rows[one["post"][0]]["properties"]["name"][0].casefold()): one
        for one in _of(rows, "Occupancy")
    }
    dated = 0
    for person in selection.memory.people:
        for office in person.offices:
            if office.former:
                continue
            one = held[f"cq-person-{person.id}", office.office.casefold()]
            # A day on which somebody was seen in an office is not the one on which it began.
            assert "startDate" not in one and "endDate" not in one
            dated += office.first is not None
            assert office.first is None or str(office.first) in one["date"]
    assert dated > 20
    former = [one for one in held.values() if one.get("status") == ["ended"]]
    assert former and all("date" not in one for one in former)


def test_every_encounter_is_an_event_of_those_who_took_part(selection: Selection) -> None:
    rows = _rows(selection)
    encounters = selection.memory.encounters
    assert len(_of(rows, "Event")) == len(encounters)
    for encounter in encounters:
        told = rows[f"cq-event-{encounter.id}"]["properties"]
        involved = {f"cq-party-{party}" for party in encounter.parties}
        involved |= {f"cq-person-{p.person}" for p in encounter.people if p.person}
        assert set(told.get("involved", [])) == involved
        assert told.get("organizer", []) == (
            [f"cq-party-{encounter.host}"] if encounter.host else []
        )
        assert (encounter.status == "held") != told["name"][0].endswith(f"({encounter.status})")
        days = {*told.get("date", []), *told.get("startDate", []), *told.get("endDate", [])}
        assert bool(days) == (encounter.date.known and encounter.date.precision != "decade")
        if encounter.date.known:
            ends = (str(encounter.date.start), str(encounter.date.end))
            assert all(any(end.startswith(day) for end in ends) for day in days)


def test_documents_lead_to_what_they_tell_of(selection: Selection) -> None:
    rows = _rows(selection)
    linked = {(one["document"][0], one["entity"][0]) for one in _of(rows, "Documentation")}
    for encounter in selection.memory.encounters:
        for account in encounter.accounts:
            assert (f"cq-document-{account.document}", f"cq-event-{encounter.id}") in linked
    for person in selection.memory.people:
        for source in person.sources:
            assert (f"cq-document-{source.document}", f"cq-person-{person.id}") in linked
    texts = {f"cq-document-{s.id}": document.text for s, document in selection.documents()}
    mentions = _of(rows, "Mention")
    assert len(mentions) > 50
    for one in mentions:
        # A text may have put a title between the parts of a name.
        assert all(part in texts[one["document"][0]] for part in one["name"][0].split())


def test_parties_are_those_referred_to_and_no_others(selection: Selection) -> None:
    rows = _rows(selection)
    parties = {key for key in rows if key.startswith("cq-party-")}
    referred = {
        value
        for row in rows.values()
        for values in row["properties"].values()
        for value in values
        if value.startswith("cq-party-")
    }
    assert parties == referred
    china = rows["cq-party-CHN"]
    assert china["schema"] == "PublicBody"
    assert china["properties"]["name"] == ["China"]
    assert china["properties"]["country"] == ["cn"]
    assert rows["cq-party-g20"]["schema"] == "Organization"


def test_candidates_are_no_members(selection: Selection) -> None:
    rows = _rows(selection)
    members = {
        (o["member"][0], o["organization"][0], o["role"][0]) for o in _of(rows, "Membership")
    }
    others = {(o["subject"][0], o["object"][0], o["role"][0]) for o in _of(rows, "UnknownLink")}
    assert ("cq-party-CHN", "cq-party-unsc", "permanent-member") in members
    assert ("cq-party-BRA", "cq-party-unsc", "candidate") in others
    told = [s.record for s in selection.records() if isinstance(s.record, Membership)]
    assert len(members | others) == len({(r.member, r.organization, r.role) for r in told})


def test_the_library_knows_every_party_of_the_tables() -> None:
    parties = PartyList()
    tables = load_parties()
    for code in [*tables.states, *tables.organisations]:
        parties.refer(code)
    made = list(parties.entities())
    assert _check(one.to_line() for one in made)["problems"] == []
    rows = [json.loads(one.to_line()) for one in made]
    states = [row["properties"] for row in rows if row["schema"] == "PublicBody"]
    assert len(states) == len(tables.states) and all(one["country"] for one in states)


def test_values_are_spelt_as_the_library_spells_them() -> None:
    entity = Entity("Document", "made")
    entity.add("fileName", "a\x00b \u202e c\n")
    entity.add_names("name", ["“Quoted”", "'Quoted'", "Cafe\u0301"])
    urls = ["HTTPS://Example.org", "http://example.org/a b?q=ü#x", "https://example.org/?"]
    entity.add("sourceUrl", *map(clean_url, urls))
    entity.add("address", *map(clean_address, ["10 Street; London", "Hall ,, Paris;;", "A, ; B"]))
    entity.add("mimeType", *map(clean_media_type, ["text/HTML; charset=utf-8", "application/pdf"]))
    entity.add("language", *filter(None, map(language_of, sorted(LANGUAGES))))
    assert _check([entity.to_line()])["problems"] == []
    assert clean_url("file:///etc/hosts") is clean_url("a name") is clean_url("http://[") is None
    assert clean_media_type("application/octet-stream") is None
    assert language_of("xx") is None


def test_what_is_odd_or_unknown_stays_so(tmp_path: Path) -> None:
    text = "Talks were held."
    document = cq.read_text(text)
    whole = Evidence(document_id=document.id, start=0, end=len(text), text=text, rule="test")
    shared = {"document_id": document.id, "evidence": (whole,)}
    decade = DateRange(start=date(2020, 1, 1), end=date(2029, 12, 31), precision="decade")
    quarter = DateRange(start=date(2024, 7, 1), end=date(2024, 9, 30), precision="quarter")
    records = cq.Records(
        [
            Engagement(
                form="talks",
                status="proposed",
                parties=("CHN", "odd \x01<party>"),
                people=(Official(name='"Jane\x0b Doe"', office="President"),),
                date=decade,
                place=Place(city="Here; there"),
                **shared,
            ),
            Engagement(form="call", status="held", parties=("CHN",), date=quarter, **shared),
            Tenure(person='"Jane\x0b Doe"', office="President", rank="head-of-state", **shared),
            Membership(organization="eu", member="eu", role="member", **shared),
        ]
    )
    with cq.open_archive(str(tmp_path / "odd.db")) as desk:
        desk.add(document, records)
        lines = list(write(Selection(desk)))
    rows = {row["id"]: row for row in map(json.loads, lines)}
    (document_row,) = _of(rows, "Document")
    assert document_row.keys() <= {"fileName", "mimeType", "language"}
    talks, call = sorted(_of(rows, "Event"), key=lambda one: one["name"], reverse=True)
    assert not {"date", "startDate", "endDate", "country", "organizer"} & talks.keys()
    assert call["date"] == ["2024"]
    assert not _of(rows, "Membership")
    (person,) = _of(rows, "Person")
    assert "country" not in person
    (post,) = _of(rows, "Position")
    assert "organization" not in post
    assert _check(lines)["problems"] == []


def test_the_same_archive_gives_the_same_bytes(selection: Selection) -> None:
    assert list(write(selection)) == list(write(Selection(selection.desk)))
