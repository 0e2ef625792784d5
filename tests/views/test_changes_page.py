"""What changed since the last brief, and what was told since a day."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views.stories import write_story

from communique.views import Desk
from communique.views.changes import match
from communique.views.changes_page import lay_out_changes
from communique.views.dossier_page import lay_out_dossier
from communique.views.page import Line, Page

LAST_BRIEF = date(2023, 4, 2)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with write_story(tmp_path_factory.mktemp("changes") / "desk.db") as desk:
        yield desk


@pytest.fixture(scope="module")
def page(desk: Desk) -> Page:
    return lay_out_changes(desk, "JPN", "IND", LAST_BRIEF)


def lines(page: Page, key: str) -> dict[str | None, list[Line]]:
    (found,) = (one for one in page.sections if one.id == key)
    return {group.title: list(group.lines) for group in found.groups}


def test_new_encounters_stand_apart_from_those_that_came_about(page: Page) -> None:
    told = lines(page, "encounters")
    assert [line.lead for line in told["New"]] == ["22 September 2023", "2024"]
    (turned,) = told["What became of those known before"]
    assert turned.lead == "14 June 2023"
    assert "scheduled → held" in turned.remarks


def test_commitments_tell_their_states_before_and_after(page: Page) -> None:
    told = lines(page, "commitments")
    assert ["second round" in line.text for line in told["New"]] == [True]
    (turned,) = told["What became of those known before"]
    assert turned.lead == "open → done"
    assert any(remark.startswith("done 14 June 2023: ") for remark in turned.remarks)


def test_a_wording_that_changed_is_marked(page: Page) -> None:
    (line,) = lines(page, "wordings")["Worded otherwise"]
    assert (line.lead, line.quoted) == ("strengthened", False)
    assert "[-firmly-] [+resolutely+]" in line.text


def test_rounds_and_states_of_mechanisms_are_told(page: Page) -> None:
    told = lines(page, "mechanisms")
    assert told["New"] == []
    assert [line.text for line in told["Rounds held"]] == [
        "Japan-India Fisheries Dialogue: Round 1"
    ]
    assert [line.lead for line in told["In another state"]] == ["agreed → held"]


def test_only_people_new_in_office_are_told(page: Page) -> None:
    assert [line.lead for line in lines(page, "offices")[None]] == ["Kamikawa Yoko"]


def test_every_change_leads_to_its_words(desk: Desk, page: Page) -> None:
    told = [line for part in page.sections for group in part.groups for line in group.lines]
    assert all(line.notes for line in told)
    for note in page.footnotes:
        text = desk.document(note.document.id).text
        assert all(text[q.start : q.end] == q.text for q in note.quotes)


def test_nothing_changed_since_the_last_document_came_in(desk: Desk) -> None:
    page = lay_out_changes(desk, "JPN", "IND", date(2023, 10, 1))
    assert [line.text for line in page.glance] == ["none"]


def test_everything_is_new_to_whom_nothing_was_known(desk: Desk) -> None:
    page = lay_out_changes(desk, "JPN", "IND", date(2023, 1, 1), known_at=date(2023, 4, 2))
    told = lines(page, "encounters")
    assert len(told["New"]) == 4
    assert told["What became of those known before"] == []


def test_reviews_are_told_and_a_correction_makes_nothing_new(tmp_path: Path) -> None:
    with write_story(tmp_path / "desk.db") as desk:
        promise = next(s for s in desk.records(kind="commitment", text="consulate"))
        desk.correct(promise.id, "desk", {"force": "agreed"}, "both agreed")
        request = next(iter(desk.records(kind="request")))
        desk.reject(request.id, "desk")
        page = lay_out_changes(desk, "JPN", "IND", LAST_BRIEF)
    reviewed = lines(page, "reviews")[None]
    assert [line.remarks[0] for line in reviewed] == [
        "commitment: correct by desk",
        "request: reject by desk",
    ]
    assert all(line.notes for line in reviewed)
    commitments = [line.text for group in lines(page, "commitments").values() for line in group]
    assert not any("consulate" in text for text in commitments)


def test_brief_since_keeps_what_later_documents_tell(desk: Desk) -> None:
    dossier = desk.dossier("Japan", "India", since=date(2023, 5, 1))
    assert {source.name for source in dossier.sources} == {
        "dialogue.txt",
        "kamikawa.txt",
        "tokyo.txt",  # made there: the promise that was kept since
    }
    assert {entry.state for entry in dossier.joint_commitments} == {"open", "done"}
    assert [entry.record.person for entry in dossier.tenures] == ["Kamikawa Yoko", "S. Jaishankar"]
    assert dossier.left_requests == ()
    assert "told since 1 May 2023" in lay_out_dossier(dossier).subtitle


def test_brief_since_a_day_after_all_is_empty(desk: Desk) -> None:
    dossier = desk.dossier("Japan", "India", since=date(2030, 1, 1))
    assert (dossier.sources, dossier.held, dossier.commitments) == ((), (), ())


@given(st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), max_size=6))
def test_match_finds_each_thing_in_itself(things: list[frozenset[str]]) -> None:
    for was, thing in match(things, things, lambda keys: keys):
        assert was is not None
        assert was & thing
    assert all(was is None for was, _ in match([], things, lambda keys: keys))
