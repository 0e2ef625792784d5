"""Answers are kept while their stamp holds, within bounds, and are missed by nobody."""

import random

import pytest
from tests.archive.conftest import edit_page
from tests.servers import NewPlace

from communique.archive import Archive, answering, open_archive
from communique.archive.engine import writing_to
from communique.document import Document
from communique.records import RecordBase

Read = tuple[Document, list[RecordBase]]


def test_an_answer_is_found_by_its_question_and_stamp(archive: Archive) -> None:
    assert archive.keep_answer("who?", "1", b"nobody")
    assert archive.find_answer("who?", "1") == b"nobody"
    assert archive.find_answer("who?", "2") is None
    assert archive.find_answer("why?", "1") is None
    assert archive.keep_answer("who?", "2", b"somebody")
    assert archive.find_answer("who?", "1") is None
    assert archive.find_answer("who?", "2") == b"somebody"


def test_the_oldest_answers_are_dropped(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "MOST_ANSWERS", 3)
    for number in range(5):
        archive.keep_answer(str(number), "1", b"x")
    found = [archive.find_answer(str(number), "1") for number in range(5)]
    assert found == [None, None, b"x", b"x", b"x"]


def test_answers_take_no_more_room_than_they_may(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "MOST_BYTES", 4000)
    noise = random.Random(1).randbytes(950)
    for number in range(6):
        assert archive.keep_answer(str(number), "1", noise)
    found = [archive.find_answer(str(number), "1") is not None for number in range(6)]
    assert found == [False, False, True, True, True, True]
    archive.keep_answer("too long", "1", random.Random(2).randbytes(2000))
    assert archive.find_answer("too long", "1") is None


def test_a_writer_at_work_is_not_waited_for(new_place: NewPlace) -> None:
    path = new_place()
    with open_archive(path) as archive, open_archive(path) as other:
        with writing_to(other._engine, path):
            assert not archive.keep_answer("who?", "1", b"nobody")
        assert archive.find_answer("who?", "1") is None
        assert archive.keep_answer("who?", "1", b"nobody")


def test_stamp_tells_changes_of_what_is_shown(archive: Archive, readout: Read) -> None:
    archive.add(*readout)
    record = readout[1][0]
    stamps = [archive.stamp(("KEN", "JPN"))]

    def changed() -> bool:
        stamps.append(archive.stamp(("JPN", "KEN")))
        return stamps[-1] not in stamps[:-1]

    review = archive.reject(record.id, by="amina")
    assert changed()
    archive.undo(review.id, by="amina")
    assert changed()
    archive.replace(readout[0].id, readout[1][1:])
    assert changed()
    archive.add(*readout)
    assert not changed()
    assert archive.stamp(("KEN", "BRA")) == archive.stamp(("BRA",)) == "0/0/0/0"


def test_stamp_tells_new_versions_and_judgements(archive: Archive, readout: Read) -> None:
    archive.add(*readout)
    stamps = []
    for number in (2, 1, 3):
        document, records = edit_page(number)
        archive.add(document, records)
        stamps.append(archive.stamp())
    met, agreed = (
        next(r.id for r in readout[1] if r.kind == kind) for kind in ("engagement", "commitment")
    )
    review = archive.unsure("mechanism", met, agreed, by="amina")
    stamps.append(archive.stamp())
    archive.undo(review.id, by="amina")
    stamps.append(archive.stamp())
    assert len(set(stamps)) == len(stamps)
