"""What people decide on records: it holds, can be taken back, and outlives new readings."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.archive.conftest import MOMENT, find_words, make_document, read_readout
from tests.servers import NewPlace

from communique.archive import Archive, open_archive
from communique.document import Document
from communique.errors import ArchiveError
from communique.evaluation.gold import load_gold
from communique.records import Commitment, DateRange, Evidence, Position, RecordBase, Statement

Read = tuple[Document, list[RecordBase]]


def shown(archive: Archive) -> dict[str, str | None]:
    """Return the ids of the records shown with what reviewers made of them."""
    return {stored.id: stored.review for stored in archive.records()}


def of_kind(records: list[RecordBase], kind: str) -> RecordBase:
    return next(record for record in records if record.kind == kind)


@pytest.fixture
def read(archive: Archive) -> Read:
    document, records = read_readout()
    archive.add(document, records)
    return document, records


def test_accept_marks_a_record(archive: Archive, read: Read) -> None:
    figure = of_kind(read[1], "figure")
    review = archive.accept(figure.id, by="amina", why="as in the annex")
    assert (review.verdict, review.by, review.why) == ("accept", "amina", "as in the annex")
    assert (review.at, review.targets) == (MOMENT, (figure.id,))
    assert shown(archive)[figure.id] == "accepted"
    assert len(shown(archive)) == len(read[1])


def test_reject_hides_a_record_everywhere_but_by_its_id(archive: Archive, read: Read) -> None:
    document, records = read
    request = of_kind(records, "request")
    archive.reject(request.id, by="amina")
    assert request.id not in shown(archive)
    assert list(archive.records(parties=["FRA"])) == []
    assert list(archive.documents(parties=["FRA"])) == []
    assert request not in archive.records_of(document.id)
    assert [hit.records for hit in archive.search("open their markets")] == [()]
    assert not any("FRA" in (pair.left, pair.right) for pair in archive.pairs())
    stats = archive.stats()
    assert (stats.records, stats.kinds["request"]) == (len(records) - 1, 0)
    assert "FRA" not in stats.parties
    assert not any('"kind":"request"' in line for line in archive.dump())
    assert archive.add(document, records).records == len(records) - 1
    located = archive.at(request.id)
    assert (located.stored.record, located.stored.since) == (request, None)
    assert archive.check() == []


CORRECTIONS: list[Any] = [
    pytest.param("commitment", {"force": "pledged"}, {"force": "pledged"}, id="plain"),
    pytest.param(
        "commitment",
        {"due": "2029-12-31"},
        {"due": DateRange.on(date(2029, 12, 31))},
        id="day_for_an_interval",
    ),
    pytest.param(
        "engagement",
        {"date": {"start": None, "end": None, "precision": "unknown", "basis": "unknown"}},
        {"date": DateRange()},
        id="interval",
    ),
    pytest.param("request", {"to": ["JPN"], "topics": []}, {"to": ("JPN",)}, id="two_fields"),
    pytest.param("figure", {"value": 2.5e8}, {"value": 2.5e8}, id="number"),
]


@pytest.mark.parametrize(("kind", "changes", "expected"), CORRECTIONS)
def test_correct_shows_the_corrected_record_instead(
    archive: Archive, read: Read, kind: str, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    record = of_kind(read[1], kind)
    review = archive.correct(record.id, "amina", changes, why="the communiqué says so")
    [stored] = archive.records(kind=kind)
    assert (stored.id, stored.review) == (review.made, "corrected")
    assert {name: getattr(stored.record, name) for name in expected} == expected
    assert stored.record.confidence == 1.0
    assert archive.at(record.id).stored.record == record
    assert review.changes == changes
    assert archive.check() == []


def test_correct_marks_spans_anew(archive: Archive, read: Read) -> None:
    document, records = read
    statement = of_kind(records, "statement")
    words = "Japan would lend 200 million dollars"
    start = document.text.index(words)
    span = [start, start + len(words)]
    archive.correct(statement.id, "amina", {"spans": [span], "content": [span]})
    [stored] = archive.records(kind="statement")
    assert isinstance(stored.record, Statement)
    assert [e.text for e in (*stored.record.evidence, *stored.record.content)] == [words, words]
    assert [s.id for s in archive.records(text='"japan would lend"', kind="statement")] == [
        stored.id
    ]


IMPOSSIBLE: list[Any] = [
    pytest.param({"force": "perhaps"}, "can't be corrected so, .*force", id="no_such_value"),
    pytest.param({"colour": "red"}, "has no field 'colour'", id="no_such_field"),
    pytest.param({"kind": "request"}, "has no field 'kind'", id="kind"),
    pytest.param({"spans": [[5, 3]]}, "must be pairs", id="span_backwards"),
    pytest.param({"spans": [[0, 10**6]]}, "must be pairs", id="span_beyond_the_text"),
    pytest.param({"spans": "here"}, "must be pairs", id="no_span"),
    pytest.param({"spans": []}, "can't be corrected so", id="no_evidence_left"),
    pytest.param({"force": "agreed"}, "changes nothing", id="same_value"),
    pytest.param({}, "changes nothing", id="no_change"),
    pytest.param({"parties": ["\ud83e"]}, "can't be", id="no_character"),
    pytest.param({"due": "soon"}, "can't be corrected so, .*due", id="no_day"),
]


@pytest.mark.parametrize(("changes", "message"), IMPOSSIBLE)
def test_correct_refuses(
    archive: Archive, read: Read, changes: dict[str, Any], message: str
) -> None:
    before = shown(archive)
    with pytest.raises(ArchiveError, match=message) as caught:
        archive.correct(of_kind(read[1], "commitment").id, "amina", changes)
    assert "\n" not in str(caught.value)
    assert shown(archive) == before
    assert list(archive.reviews()) == []


def test_undo_restores_what_was(archive: Archive, read: Read) -> None:
    ids = [record.id for record in read[1]]
    before = shown(archive)
    given = [
        archive.accept(ids[0], by="amina"),
        archive.reject(ids[0], by="ben"),
        archive.reject(ids[1], by="ben"),
        archive.correct(ids[2], "ben", {"force": "pledged"}),
    ]
    for review in reversed(given):
        archive.undo(review.id, by="amina", why="mistaken")
    assert shown(archive) == before
    log = list(archive.reviews())
    assert [r.undoes for r in log] == [None] * 4 + [4, 3, 2, 1]
    assert [r.undone_by for r in log] == [8, 7, 6, 5] + [None] * 4
    assert archive.check() == []


def test_undo_of_the_earlier_leaves_the_later(archive: Archive, read: Read) -> None:
    figure = of_kind(read[1], "figure")
    rejected = archive.reject(figure.id, by="amina")
    archive.accept(figure.id, by="ben")
    archive.undo(rejected.id, by="amina")
    assert shown(archive)[figure.id] == "accepted"


def test_corrected_records_are_reviewed_like_others(archive: Archive, read: Read) -> None:
    commitment = of_kind(read[1], "commitment")
    first = archive.correct(commitment.id, "amina", {"force": "pledged"})
    assert first.made is not None
    second = archive.correct(first.made, "ben", {"force": "willing"})
    assert [s.record.force for s in archive.records(kind="commitment")] == ["willing"]  # type: ignore[attr-defined]
    with pytest.raises(ArchiveError, match=f"review {second.id} is about; take that one back"):
        archive.undo(first.id, by="amina")
    back = archive.correct(second.made or "", "ben", {"force": "agreed"})
    assert [s.record.force for s in archive.records(kind="commitment")] == ["agreed"]  # type: ignore[attr-defined]
    for review in (back, second, first):
        archive.undo(review.id, by="amina")
    assert shown(archive)[commitment.id] is None
    assert len(shown(archive)) == len(read[1])
    assert archive.check() == []


REFUSED: list[Any] = [
    pytest.param(lambda a, r: a.accept("nowhere", "amina"), "no record 'nowhere'", id="record"),
    pytest.param(lambda a, r: a.accept(r[0].id, " "), "needs a name", id="nobody"),
    pytest.param(lambda a, r: a.undo(9, "amina"), "no review 9", id="review"),
    pytest.param(
        lambda a, r: a.join("encounter", r[0].id, r[0].id, "amina"), "given twice", id="itself"
    ),
    pytest.param(
        lambda a, r: a.join("encounter", r[0].id, r[1].id, "amina"), "of kind", id="other_kind"
    ),
    pytest.param(
        lambda a, r: a.split("person", r[0].id, r[1].id, "amina"), "RECORD/NAME", id="no_name"
    ),
    pytest.param(
        lambda a, r: a.split("person", f"{r[0].id}/Wang Yi", f"{r[1].id}/Yoko Kamikawa", "amina"),
        "names no 'Wang Yi'; it names Musalia Mudavadi, Yoko Kamikawa",
        id="other_name",
    ),
    pytest.param(lambda a, r: a.join("planet", "x", "y", "amina"), "nothing to join", id="kind"),
    pytest.param(lambda a, r: a.replace("nowhere", []), "no document", id="document"),
]


@pytest.mark.parametrize(("do", "message"), REFUSED)
def test_refuses(
    archive: Archive,
    read: Read,
    do: Callable[[Archive, list[RecordBase]], object],
    message: str,
) -> None:
    with pytest.raises(ArchiveError, match=message) as caught:
        do(archive, read[1])
    assert "\n" not in str(caught.value)
    assert list(archive.reviews()) == []


def test_undo_refuses_a_second_time(archive: Archive, read: Read) -> None:
    review = archive.accept(read[1][0].id, by="amina")
    taken_back = archive.undo(review.id, by="amina")
    with pytest.raises(ArchiveError, match=f"taken back already, by review {taken_back.id}"):
        archive.undo(review.id, by="ben")
    with pytest.raises(ArchiveError, match="takes another back itself"):
        archive.undo(taken_back.id, by="ben")


def test_mentions_are_joined_and_split(archive: Archive, read: Read) -> None:
    _, records = read
    left = f"{of_kind(records, 'engagement').id}/Yoko Kamikawa"
    right = f"{of_kind(records, 'statement').id}/Yoko Kamikawa"
    archive.join("person", left, right, by="amina", why="one name")
    archive.split("person", right, left, by="ben")
    archive.unsure("person", left, right, by="amina")
    found = [(r.verdict, r.kind, r.targets) for r in archive.reviews()]
    assert found == [
        ("join", "person", (left, right)),
        ("split", "person", (right, left)),
        ("unsure", "person", (left, right)),
    ]
    assert len(shown(archive)) == len(records)


def test_what_was_known_is_known_later(new_place: NewPlace) -> None:
    hours = iter(range(100))
    start = datetime(2024, 5, 1, 0, 30, tzinfo=UTC)
    document, records = read_readout()
    ids = {record.id for record in records}
    figure, commitment = of_kind(records, "figure"), of_kind(records, "commitment")
    with open_archive(new_place(), clock=lambda: start + timedelta(hours=next(hours))) as archive:
        archive.add(document, records)
        archive.reject(figure.id, by="amina")
        made = archive.correct(commitment.id, "amina", {"force": "pledged"}).made
        archive.undo(1, by="amina")
        archive.accept(figure.id, by="amina")

        def known(hour: float) -> dict[str, str | None]:
            moment = start + timedelta(hours=hour)
            return {stored.id: stored.review for stored in archive.records(known_at=moment)}

        assert known(-0.1) == {}
        assert known(0) == dict.fromkeys(ids)
        assert known(1.5) == dict.fromkeys(ids - {figure.id})
        corrected = dict.fromkeys(ids - {commitment.id}) | {made: "corrected"}
        assert known(3.5) == corrected
        assert known(4) == corrected | {figure.id: "accepted"} == shown(archive)
        assert {s.id for s in archive.records(known_at=date(2024, 4, 30))} == set()
        assert {s.id: s.review for s in archive.records(known_at=date(2024, 5, 1))} == known(9)
        assert [d.id for d in archive.documents(known_at=date(2024, 4, 30))] == []
        assert len(list(archive.reviews(known_at=start + timedelta(hours=2)))) == 2
        [first] = archive.reviews(known_at=start + timedelta(hours=1))
        assert first.undone_by is None
        assert archive.at(figure.id, known_at=start).stored.review is None
        with pytest.raises(ArchiveError, match=r"has no record .* on 2024-05-01"):
            archive.at(figure.id, known_at=start + timedelta(hours=1))
        assert archive.check() == []


def move(record: RecordBase, document: Document, words: str, **changes: object) -> RecordBase:
    return record.model_copy(update={"evidence": (find_words(document, words),), **changes})


def read_anew(read: Read) -> list[RecordBase]:
    """Return the records as a later version reads them: other spans, a field more or less."""
    document, records = read
    commitment = of_kind(records, "commitment")
    words = "agreed to set up a joint committee on climate"
    later = move(commitment, document, words, action="set up a committee", due=None)
    position = of_kind(records, "position")
    return [r for r in records if r not in (commitment, position)] + [
        later,
        move(position, document, "supports a reform of the Security Council"),
    ]


@pytest.mark.parametrize("verdict", ["accept", "reject", "correct", None])
def test_replace_keeps_what_was_decided(archive: Archive, read: Read, verdict: str | None) -> None:
    document, records = read
    old = of_kind(records, "commitment")
    if verdict == "correct":
        made = archive.correct(old.id, "amina", {"force": "pledged"}).made
    elif verdict is not None:
        getattr(archive, verdict)(old.id, by="amina")
    again = read_anew(read)
    new = of_kind(again, "commitment")
    done = archive.replace(document.id, again, extractor="0.3.0")
    assert (old.id, new.id) in done.succeeded
    assert len(done.kept) == len(records) - 2
    assert (done.added, done.ended) == ((), ())
    expected = {
        "accept": {new.id: "accepted"},
        "reject": {},
        "correct": {made: "corrected"} if verdict == "correct" else {},
        None: {new.id: None},
    }[verdict]
    assert {s.id: s.review for s in archive.records(kind="commitment")} == expected
    assert [d.extractor for d in archive.documents()] == ["0.3.0"]
    assert archive.check() == []
    # And back again: what a person decided holds for what is read as at first, too.
    archive.replace(document.id, records)
    expected = {old.id if id_ == new.id else id_: state for id_, state in expected.items()}
    assert {s.id: s.review for s in archive.records(kind="commitment")} == expected
    assert len(list(archive.records())) == len(records) - (verdict == "reject")
    assert archive.check() == []


def test_replace_keeps_accepted_records_that_are_missed(archive: Archive, read: Read) -> None:
    document, records = read
    position, figure, request = (of_kind(records, k) for k in ("position", "figure", "request"))
    archive.accept(position.id, by="amina")
    made = archive.correct(figure.id, "amina", {"value": 3e8}).made
    archive.reject(request.id, by="amina")
    done = archive.replace(document.id, [])
    assert len(done.ended) == len(records)
    assert shown(archive) == {position.id: "accepted", made: "corrected"}
    archive.undo(1, by="amina")
    archive.replace(document.id, records)
    assert shown(archive) == dict.fromkeys({r.id for r in records} - {figure.id, request.id}) | {
        made: "corrected"
    }
    assert archive.check() == []


def test_replace_matches_best_overlap_one_to_one(archive: Archive) -> None:
    document = make_document("Kenya will build a port, and Kenya will build a port and a road.")

    def promise(start: int, end: int) -> Commitment:
        span = Evidence(
            document_id=document.id,
            start=start,
            end=end,
            text=document.text[start:end],
            rule="test",
        )
        return Commitment(
            document_id=document.id,
            evidence=(span,),
            parties=("KEN",),
            force="pledged",
            action=span.text,
        )

    old = [promise(0, 23), promise(29, 63)]
    new = [promise(0, 24), promise(29, 52), promise(53, 63)]
    archive.add(document, old)
    archive.reject(old[1].id, by="amina")
    done = archive.replace(document.id, new)
    assert set(done.succeeded) == {(old[0].id, new[0].id), (old[1].id, new[1].id)}
    assert done.added == (new[2].id,)
    assert set(shown(archive)) == {new[0].id, new[2].id}


def test_a_reading_that_has_learnt_the_correction_shows_it_once(
    archive: Archive, read: Read
) -> None:
    document, records = read
    position = of_kind(records, "position")
    assert isinstance(position, Position)
    review = archive.correct(position.id, "amina", {"stance": "reaffirm"})
    learnt = position.model_copy(update={"stance": "reaffirm", "confidence": 0.7})
    assert learnt.id == review.made
    archive.replace(document.id, [r for r in records if r != position] + [learnt])
    assert [s.id for s in archive.records(kind="position")] == [learnt.id]
    archive.undo(review.id, by="amina")
    assert [(s.id, s.review) for s in archive.records(kind="position")] == [(learnt.id, None)]
    assert archive.check() == []


def test_successions_tell_whose_place_was_taken(archive: Archive, read: Read) -> None:
    document, records = read
    figure = of_kind(records, "figure")
    correction = archive.correct(figure.id, "amina", {"value": 3e8})
    undone = archive.correct(of_kind(records, "request").id, "amina", {"to": []})
    archive.undo(undone.id, by="amina")
    again = read_anew(read)
    done = archive.replace(document.id, again)
    pairs = {(one.old, one.new) for one in archive.successions()}
    assert pairs == {(figure.id, correction.made), *done.succeeded}
    assert {r.id for r in archive.reviews(document=document.id)} == {1, 2, 3}
    assert list(archive.reviews(document="nowhere")) == []


def test_export_gold_reads_as_gold(archive: Archive, read: Read, tmp_path: Path) -> None:
    document, records = read
    archive.reject(of_kind(records, "figure").id, by="amina")
    archive.correct(of_kind(records, "commitment").id, "amina", {"due": None})
    gold = archive.export_gold(document.id)
    (tmp_path / "readout.json").write_text(json.dumps(gold), encoding="utf-8")
    [loaded] = load_gold(tmp_path)
    assert (loaded.name, gold["date"]) == ("readout.txt", "2024-05-03")
    assert gold["publisher"] == "Ministry of Foreign Affairs"
    assert len(loaded.records) == len(records) - 1
    [commitment] = [row for row in loaded.records if row["kind"] == "commitment"]
    assert commitment["due"] is None
    assert all(document.text[start:end] for row in loaded.records for start, end in row["spans"])
