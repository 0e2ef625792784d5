"""Anything by its id: words in context, accounts, steps, reasons."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views.stories import write_story

from communique.archive.passages import cut_passages
from communique.errors import NotOnRecord
from communique.views import Desk
from communique.views.page import Page
from communique.views.showing import find_thing, lay_out_record, lay_out_thing, mark_words


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with write_story(tmp_path_factory.mktemp("showing") / "desk.db") as desk:
        yield desk


def show(desk: Desk, key: str) -> Page:
    memory = desk.recall()
    return lay_out_thing(memory, find_thing(memory, key), lambda d: desk.document(d).text)


def test_every_linked_thing_is_found_and_shown_in_its_words(desk: Desk) -> None:
    memory = desk.recall()
    things = [
        *memory.encounters,
        *memory.people,
        *memory.promises,
        *memory.requests,
        *memory.mechanisms,
        *memory.formulas("JPN"),
    ]
    assert {thing.id[0] for thing in things} == set("epCRmf")
    for thing in things:
        page = show(desk, thing.id)
        accounts = page.sections[0].groups[0].lines
        assert accounts
        for line in accounts:
            assert line.notes
            assert "«" in line.text
        assert any(line.text == thing.id for line in page.glance)


def test_a_commitment_shows_each_step_with_why(desk: Desk) -> None:
    (promise,) = (p for p in desk.recall().promises if p.action.startswith("launch"))
    made, done = show(desk, promise.id).sections[0].groups[0].lines
    assert made.lead == "made 20 March 2023"
    assert "«Japan and India agreed to launch the Japan-India Fisheries Dialogue" in made.text
    assert done.lead == "done 14 June 2023"
    assert "a session of Japan-India Fisheries Dialogue was held" in done.remarks[0]


def test_an_encounter_shows_which_account_tells_what(desk: Desk) -> None:
    (met,) = (e for e in desk.recall().encounters if e.form == "session" and e.status == "held")
    page = show(desk, met.id[:9])
    (told,) = (part for part in page.sections if part.id == "told")
    values = {(line.lead, line.text): line.notes for line in told.groups[0].lines}
    assert len(values["Form", "session"]) == 2
    assert len(values["City", "Tokyo"]) == 1


def test_a_record_shows_its_words_and_fields(desk: Desk) -> None:
    stored = next(iter(desk.records(kind="request")))
    page = lay_out_record(desk.at(stored.id))
    words, fields = page.sections
    (line,) = words.groups[0].lines
    assert "«Japan urged India to lift the tariff on steel»" in line.text
    assert line.notes == (1,)
    assert {(f.lead, f.text) for f in fields.groups[0].lines} >= {("by", "JPN"), ("to", "IND")}


@pytest.mark.parametrize("key", ["", "x", "e", "p00000000", "C"])
def test_an_unknown_id_is_refused(desk: Desk, key: str) -> None:
    with pytest.raises(NotOnRecord, match="no record or linked thing"):
        find_thing(desk.recall(), key)


@given(st.text("ab «»\n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9))))
def test_marks_surround_the_words_whatever_overlaps(
    text: str, places: list[tuple[int, int]]
) -> None:
    plain = text.replace("«", "").replace("»", "")
    spans = [(a, min(a + n, len(plain))) for a, n in places if a < len(plain)]
    for passage in cut_passages(plain, spans, margin=5):
        marked = mark_words(passage)
        assert marked.count("«") == marked.count("»") >= 1
        stripped = "".join(marked.replace("«", "").replace("»", "").split())
        assert stripped == "".join(passage.text.split())
