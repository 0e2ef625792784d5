"""Storing and reading back: nothing is lost, nothing doubled, and the order doesn't matter."""

import random
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.conftest import MOMENT, make_document, read_readout
from tests.servers import NewPlace
from tests.strategies import documents, read_documents, records

from communique.archive import Added, Archive, open_archive
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import RECORD_TYPES, RecordBase, Records

Read = tuple[Document, list[RecordBase]]


def merge(found: list[RecordBase]) -> dict[str, float]:
    """Return the highest confidence of each record by its id."""
    merged: dict[str, float] = {}
    for record in found:
        merged[record.id] = max(record.confidence, merged.get(record.id, 0.0))
    return merged


@settings(max_examples=40, deadline=None)
@given(read=read_documents())
def test_add_keeps_everything(read: Read, fresh_archive: Callable[[], Archive]) -> None:
    document, found = read
    with fresh_archive() as archive:
        added = archive.add(document, found)
        stored = {s.id: s.record for s in archive.records(document=document.id)}
        assert archive.document(document.id) == document
        assert archive.check() == []
    expected = merge(found)
    assert added == Added(added=True, document_id=document.id, records=len(expected))
    assert {key: record.confidence for key, record in stored.items()} == expected
    assert all(record in found for record in stored.values())


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_add_keeps_records_of_kind(kind: str, fresh_archive: Callable[[], Archive]) -> None:
    @settings(max_examples=5, deadline=None, database=None)
    @given(data=st.data(), document=documents())
    def keeps(data: st.DataObject, document: Document) -> None:
        record = data.draw(records(document, kinds=(kind,)))
        with fresh_archive() as archive:
            archive.add(document, [record])
            assert archive.records_of(document.id) == Records([record])

    keeps()


@settings(max_examples=15, deadline=None)
@given(reads=st.lists(read_documents(max_records=5), max_size=5), seed=st.randoms())
def test_dump_is_the_same_in_any_order_of_adding(
    reads: list[Read], seed: random.Random, fresh_archive: Callable[[], Archive]
) -> None:
    # One document under two names is the first's: that one order does matter.
    distinct = list({document.id: (document, found) for document, found in reads}.values())
    shuffled = seed.sample(distinct, len(distinct))
    with fresh_archive() as left, fresh_archive() as right:
        for document, found in distinct:
            left.add(document, found)
        for document, found in shuffled:
            right.add(document, reversed(found))
        assert list(left.dump()) == list(right.dump())
        assert [s.id for s in left.records()] == [s.id for s in right.records()]
        assert left.stats() == right.stats()
        assert left.pairs() == right.pairs()


def test_add_twice_adds_nothing(archive: Archive, readout: Read) -> None:
    document, found = readout
    first = archive.add(document, found)
    before = list(archive.dump())
    again = archive.add(document, [])
    assert first == Added(added=True, document_id=document.id, records=len(found))
    assert again == Added(added=False, document_id=document.id, records=len(found))
    assert list(archive.dump()) == before


def test_add_tells_when_and_by_what(archive: Archive, readout: Read) -> None:
    archive.add(*readout, extractor="0.1.0")
    archive.add(make_document("A page of which the reader is not known."), [])
    assert [(d.added_at, d.extractor) for d in archive.documents()] == [
        (MOMENT, "0.1.0"),
        (MOMENT, None),
    ]


def test_add_needs_a_clock_with_a_zone(new_place: NewPlace) -> None:
    with (
        open_archive(new_place(), clock=lambda: datetime(2024, 1, 1)) as archive,
        pytest.raises(ValueError, match="time zone"),
    ):
        archive.add(make_document("Text."), [])


def shift_evidence(record: RecordBase) -> RecordBase:
    span = record.evidence[0]
    moved = span.model_copy(update={"start": span.start + 1, "end": span.end + 1})
    return record.model_copy(update={"evidence": (moved,)})


def shift_content(record: RecordBase) -> RecordBase:
    span = record.content[0]  # type: ignore[attr-defined]  # handed statements only
    return record.model_copy(update={"content": (span.model_copy(update={"text": "x" * 58}),)})


def take_elsewhere(record: RecordBase) -> RecordBase:
    return record.model_copy(update={"document_id": "elsewhere"})


def make_infinite(record: RecordBase) -> RecordBase:
    return record.model_copy(update={"value": float("inf")})


@pytest.mark.parametrize(
    ("kind", "spoil", "message"),
    [
        pytest.param("position", shift_evidence, "is not what stands at", id="moved_evidence"),
        pytest.param("statement", shift_content, "is not what stands at", id="other_content"),
        pytest.param("request", take_elsewhere, "another document", id="other_document"),
        pytest.param("figure", make_infinite, "does not read back", id="infinite_value"),
    ],
)
def test_add_refuses_records_that_do_not_hold(
    archive: Archive,
    readout: Read,
    kind: str,
    spoil: Callable[[RecordBase], RecordBase],
    message: str,
) -> None:
    document, found = readout
    spoilt = [spoil(record) if record.kind == kind else record for record in found]
    with pytest.raises(ArchiveError, match=message) as caught:
        archive.add(document, spoilt)
    assert "\n" not in str(caught.value)
    assert list(archive.dump()) == []


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(make_document("half a pair: \ud83e"), id="text"),
        pytest.param(make_document("Text.", name="\udcff.txt"), id="name"),
        pytest.param(make_document("Text.", title="\ud83e"), id="title"),
    ],
)
def test_add_refuses_what_no_file_can_hold(archive: Archive, document: Document) -> None:
    with pytest.raises(ArchiveError) as caught:
        archive.add(document, [])
    assert "\n" not in str(caught.value)
    assert list(archive.documents()) == []


def test_records_may_be_read_while_others_are_added(archive: Archive, readout: Read) -> None:
    document, found = readout
    archive.add(document, found)
    reading = archive.records()
    first = next(reading)
    archive.add(make_document("Another page."), [])
    assert len([first, *reading]) == len(found)
    assert len(list(archive.documents())) == 2


def test_archive_stays_where_it_is(place: str) -> None:
    document, found = read_readout()
    with open_archive(place) as archive:
        archive.add(document, found)
    with open_archive(place) as again:
        assert again.records_of(document.id) == Records(found)


def test_closed_archive_says_so(archive: Archive) -> None:
    archive.close()
    with pytest.raises(ArchiveError, match="is closed"):
        archive.stats()
