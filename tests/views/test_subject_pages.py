"""The dossiers of a person, a party, an issue and a mechanism, over extracted pages."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.views.stories import write_story

from communique.archive.types import PackRow
from communique.errors import NotOnRecord
from communique.linking.memory import Memory
from communique.views import Desk
from communique.views.choosing import choose_encounter, choose_mechanism, choose_person
from communique.views.issue_page import lay_out_issue
from communique.views.mechanism_page import lay_out_mechanism
from communique.views.page import Line, Page, Section
from communique.views.party_page import lay_out_party
from communique.views.person_page import lay_out_person
from communique.views.render import to_html, to_markdown
from communique.views.word import to_docx


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with write_story(tmp_path_factory.mktemp("subjects") / "desk.db") as desk:
        yield desk


@pytest.fixture(scope="module")
def memory(desk: Desk) -> Memory:
    return desk.recall()


def section(page: Page, key: str) -> Section:
    (found,) = (one for one in page.sections if one.id == key)
    return found


def lines(page: Page, key: str, title: str | None = "any") -> list[Line]:
    groups = section(page, key).groups
    return [line for g in groups if title in ("any", g.title) for line in g.lines]


def pages(memory: Memory) -> list[Page]:
    return [
        lay_out_person(memory, choose_person(memory, "Kishida")),
        lay_out_person(memory, choose_person(memory, "S. Jaishankar")),
        lay_out_party(memory, "JPN"),
        lay_out_party(memory, "IND"),
        lay_out_issue(memory, "indo-pacific"),
        lay_out_issue(memory, "trade"),
        lay_out_mechanism(memory, choose_mechanism(memory, "fisheries dialogue")),
    ]


def test_every_line_leads_to_words_of_a_document(desk: Desk, memory: Memory) -> None:
    for page in pages(memory):
        notes = {note.number: note for note in page.footnotes}
        told = [line for part in page.sections for g in part.groups for line in g.lines]
        assert told
        assert all(line.notes and set(line.notes) <= set(notes) for line in told)
        for note in page.footnotes:
            text = desk.document(note.document.id).text
            assert all(text[q.start : q.end] == q.text for q in note.quotes)


def test_pages_render_in_every_format(memory: Memory) -> None:
    for page in pages(memory):
        assert to_markdown(page).startswith(f"# {page.title}")
        assert page.title in to_html(page)
        assert to_docx(page)[:2] == b"PK"


def test_a_person_s_page_tells_offices_encounters_company_and_words(memory: Memory) -> None:
    page = lay_out_person(memory, choose_person(memory, "kishida"))
    (office,) = lines(page, "offices")
    assert (office.text, "seen 20 March 2023" in office.remarks) == ("Prime Minister", True)
    assert [line.lead for line in lines(page, "encounters")] == ["20 March 2023"]
    (other,) = lines(page, "company")
    assert other.text == "Narendra Modi (Prime Minister)"
    assert other.remarks == ("India", "1 time", "last 20 March 2023")
    (own,) = lines(page, "words", "In quotation marks")
    assert own.text.startswith("We will deepen our cooperation")
    assert own.quoted
    assert not any(line.quoted for line in lines(page, "words", "As reported"))


def test_company_is_counted_over_all_encounters(memory: Memory) -> None:
    page = lay_out_person(memory, choose_person(memory, "Jaishankar"))
    met = {line.text.partition(" (")[0] for line in lines(page, "company")}
    assert met == {"Hayashi Yoshimasa", "Kamikawa Yoko"}


def test_a_party_s_page_tells_promises_by_state_and_wordings_by_issue(memory: Memory) -> None:
    page = lay_out_party(memory, "JPN")
    assert {line.lead for line in page.glance} >= {"Open commitments", "Done"}
    assert any("second round" in line.text for line in lines(page, "commitments", "Open"))
    assert not any("launch" in line.text for line in lines(page, "commitments"))
    (stance,) = lines(page, "positions", "Indo-Pacific")
    assert (stance.lead, stance.quoted) == ("strengthened", True)
    assert {line.lead for line in lines(page, "offices")} >= {"Kishida Fumio", "Kamikawa Yoko"}
    assert len(lines(page, "encounters", "India")) == 4


def test_an_overdue_promise_is_told_as_past_due(desk: Desk) -> None:
    page = lay_out_party(desk.recall("IND", as_of=date(2024, 2, 1)), "IND")
    (overdue,) = lines(page, "commitments", "Past due, no report here")
    assert "consulate" in overdue.text


def test_an_issue_s_page_tells_where_parties_stand_and_what_changed(memory: Memory) -> None:
    page = lay_out_issue(memory, "indo-pacific")
    (stand,) = lines(page, "stands")
    assert stand.lead == "Japan"
    assert "resolutely" in stand.text
    assert any(remark.startswith("strengthened 15 June 2023") for remark in stand.remarks)
    assert [line.lead for line in lines(page, "uses")] == ["15 June 2023", "20 March 2023"]
    assert [line.lead for line in lines(page, "statements")] == ["Japan"]


def test_an_issue_s_page_tells_requests_with_their_answers(memory: Memory) -> None:
    (asked,) = lines(lay_out_issue(memory, "trade"), "requests")
    assert (asked.lead, asked.text) == ("Urged", "lift the tariff on steel")
    assert asked.flag == "no answer here"
    assert "by Japan of India" in asked.remarks


def test_a_mechanism_s_page_tells_states_rounds_and_promises(memory: Memory) -> None:
    page = lay_out_mechanism(memory, choose_mechanism(memory, "Fisheries Dialogue"))
    assert [line.text for line in lines(page, "states")][:1] == ["Agreed"]
    (held,) = lines(page, "rounds")
    assert (held.lead, held.text, held.remarks) == ("14 June 2023", "Round 1", ("Tokyo",))
    assert len(lines(page, "commitments", "Naming it")) == 2
    assert any(line.lead == "Next promised" and line.notes for line in page.glance)


def test_a_pack_of_the_archive_dates_an_office(tmp_path: Path) -> None:
    row = PackRow("Subrahmanyam Jaishankar", "Minister of External Affairs", "foreign-minister",
                  "IND", "2019-05-30", "", "mea.gov.in", ("S. Jaishankar",))  # fmt: skip
    with write_story(tmp_path / "desk.db") as desk:
        desk.import_pack("mea.csv", [row])
        for known_at, told in ((None, True), (date(2023, 9, 30), False)):
            memory = desk.recall(known_at=known_at)
            page = lay_out_person(memory, choose_person(memory, "Jaishankar"))
            (office,) = lines(page, "offices")
            assert ("in office from 30 May 2019 by mea.gov.in" in office.remarks) is told


def test_names_are_found_by_words_accents_and_ids(memory: Memory) -> None:
    modi = choose_person(memory, "NARENDRA modi")
    assert choose_person(memory, modi.id) == choose_person(memory, modi.id[:8]) == modi
    met = memory.encounters[0]
    assert choose_encounter(memory, met.id[:10]) == met


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Foreign Nobody", "no person", id="none"),
        pytest.param("…", "no person", id="no_word"),
        pytest.param("p", "no person", id="a_letter_is_no_id"),
    ],
)
def test_an_unknown_name_is_refused(memory: Memory, name: str, expected: str) -> None:
    with pytest.raises(NotOnRecord, match=expected):
        choose_person(memory, name)


def test_an_ambiguous_name_lists_who_may_be_meant(memory: Memory) -> None:
    twins = [
        memory.people[0].model_copy(
            update={"id": f"p{n}", "name": f"Li {n}", "names": (f"Li {n}",)}
        )
        for n in ("Keqiang", "Qiang")
    ]
    several = Memory(())
    several.__dict__["people"] = tuple(twins)
    with pytest.raises(NotOnRecord, match=r"several .*Li Keqiang.*; Li Qiang") as caught:
        choose_person(several, "Li")
    assert "\n" not in str(caught.value)
