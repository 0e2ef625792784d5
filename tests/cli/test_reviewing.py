"""Reviews and new readings by command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.archive.edited_pages import LOAN, SCHOOL, edit_text, make_version
from tests.archive.edited_pages import find as find_record
from tests.cli.conftest import Run
from tests.views.conftest import PAGES, fill

from communique.evaluation.gold import load_gold
from communique.records import RecordBase
from communique.views import open_archive

EDITED = LOAN.replace("three", "four")

TEXT = (
    "NAIROBI, 3 May 2024 - Kenya and Japan held talks in Nairobi on Thursday. The two sides "
    "agreed to set up a joint committee on climate by 2030, the Foreign Ministry of Kenya said. "
    "Japan urged Kenya to open its market for steel."
)


@pytest.fixture
def find(run: Run) -> Callable[[str], RecordBase]:
    """An archive in the working folder, and the first of its records of a kind."""
    with open_archive("communique.db") as desk:
        fill(desk, *PAGES)

    def first(kind: str) -> RecordBase:
        with open_archive("communique.db") as desk:
            return next(desk.records(kind=kind, order="document")).record

    return first


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_reviews_are_given_listed_and_taken_back(run: Run, find: Callable[..., Any]) -> None:
    request, commitment = find("request"), find("commitment")
    assert run("review", "accept", request.id, "--by", "amina", "--why", "as told").exit_code == 0
    result = run(
        "review", "correct", commitment.id, "--by", "ben",
        "--set", "force=pledged", "--set", 'parties=["GBR"]', "--set", "due=2025-06-30",
    )  # fmt: skip
    assert (result.exit_code, "the corrected record is" in result.stderr) == (0, True)
    assert run("review", "reject", request.id).exit_code == 0
    assert run("review", "undo", "3", "--by", "amina").exit_code == 0
    listed = rows(run("review", "list", "--format", "jsonl").stdout)
    assert [row["verdict"] for row in listed] == ["accept", "correct", "reject", "undo"]
    assert (listed[0]["by"], listed[0]["why"], listed[2]["undone_by"]) == ("amina", "as told", 4)
    assert listed[1]["changes"] == {"force": "pledged", "parties": ["GBR"], "due": "2025-06-30"}
    assert listed[2]["by"]
    table = run("review", "list")
    assert "reject (taken back)" in table.stdout
    assert run("review", "list", "--known-at", "2001-01-01", "--format", "jsonl").stdout == ""
    with open_archive("communique.db") as desk:
        made = desk.at(listed[1]["made"]).stored
        assert (made.review, made.record.due.end.year) == ("corrected", 2025)  # type: ignore[attr-defined]
        assert desk.check() == []


def test_correct_marks_words_anew(run: Run, find: Callable[..., Any]) -> None:
    position = find("position")
    start, end = position.evidence[0].start, position.evidence[0].end
    result = run("review", "correct", position.id, "--span", f"{start}:{end - 1}")
    assert result.exit_code == 0
    with open_archive("communique.db") as desk:
        [review] = desk.reviews()
        made = desk.at(review.made or "").stored.record
    assert [(e.start, e.end) for e in made.evidence] == [(start, end - 1)]


def test_mentions_are_joined_and_split(run: Run, find: Callable[..., Any]) -> None:
    with open_archive("communique.db") as desk:
        left, right = [stored.id for stored in desk.records(kind="engagement")][:2]
    for verdict in ("join", "split", "unsure"):
        assert run("review", verdict, "encounter", left, right, "--by", "amina").exit_code == 0
    person = [f"{one}/David Lammy" for one in (left, right)]
    assert run("review", "join", "person", *person).exit_code in (0, 1)
    listed = rows(run("review", "list", "--format", "jsonl").stdout)
    assert [row["verdict"] for row in listed][:3] == ["join", "split", "unsure"]


WRONG = [
    pytest.param(["accept", "nowhere"], 1, "has no record", id="unknown_record"),
    pytest.param(["undo", "7"], 1, "has no review 7", id="unknown_review"),
    pytest.param(["correct", "RECORD"], 2, "--set", id="no_change"),
    pytest.param(["correct", "RECORD", "--set", "force"], 2, "FIELD=VALUE", id="no_value"),
    pytest.param(["correct", "RECORD", "--span", "here"], 2, "START:END", id="no_span"),
    pytest.param(["correct", "RECORD", "--set", "force=x"], 1, "can't be corrected", id="value"),
    pytest.param(["accept", "RECORD", "--by", ""], 1, "needs a name", id="nobody"),
    pytest.param(["join", "planet", "RECORD", "x"], 1, "nothing to join", id="kind"),
    pytest.param(["list", "--known-at", "soon"], 2, "YYYY-MM-DD", id="no_day"),
]


@pytest.mark.parametrize(("arguments", "status", "message"), WRONG)
def test_review_refuses(
    run: Run, find: Callable[..., Any], arguments: list[str], status: int, message: str
) -> None:
    record = find("commitment").id
    result = run("review", *(record if word == "RECORD" else word for word in arguments))
    assert result.exit_code == status
    assert message in result.stderr.replace("\n", " ")
    if status == 1:
        assert result.stderr.count("\n") == 1


def test_export_writes_reviewed_documents_as_gold(run: Run, find: Callable[..., Any]) -> None:
    run("review", "reject", find("request").id)
    result = run("review", "export", "--out", "gold")
    assert "wrote 1 gold file to gold" in result.stderr
    [gold] = load_gold(Path("gold"))
    assert gold.name == "british-side.txt"
    assert "request" not in {row["kind"] for row in gold.records}
    Path("taken").write_text("x", encoding="utf-8")
    assert run("review", "export", "--out", "taken").exit_code == 1


def test_reread_keeps_reviews_and_lists_what_changed(run: Run) -> None:
    Path("note.txt").write_text(TEXT, encoding="utf-8")
    assert run("add", "note.txt", "--date", "2024-05-03").exit_code == 0
    with open_archive("communique.db") as desk:
        request = next(desk.records(kind="request"))
        [document] = desk.documents()
        read = list(desk.records_of(document.id))
        # An earlier version read one record less, and marked another otherwise.
        span = request.record.evidence[0]
        shorter = span.model_copy(update={"end": span.end - 6, "text": span.text[:-6]})
        earlier = request.record.model_copy(update={"evidence": (shorter,)})
        missed = next(record for record in read if record.kind == "engagement")
        kept = [record for record in read if record not in (request.record, missed)]
        desk.replace(document.id, [*kept, earlier], extractor="0.0.1")
        desk.reject(earlier.id, by="amina")
    result = run("reread", "--format", "jsonl")
    assert result.exit_code == 0
    [row] = rows(result.stdout)
    assert (row["document"], row["kept"], row["ended"]) == ("note.txt", len(kept), 0)
    assert "read 1 of 1 documents anew; 1 changed" in result.stderr
    with open_archive("communique.db") as desk:
        shown = {stored.id for stored in desk.records()}
        assert shown == {record.id for record in read} - {request.id}
        assert desk.check() == []
    assert "read 0 of 0 documents anew" in run("reread").stderr
    again = run("reread", "--all", "--format", "jsonl")
    assert (again.stdout, "read 1 of 1 documents anew; 0 changed" in again.stderr) == ("", True)


def test_reviews_of_edited_words_are_listed_to_look_at_again(run: Run) -> None:
    first, second = make_version(1, edit_text()), make_version(2, edit_text([(LOAN, EDITED)]))
    with open_archive("communique.db") as desk:
        desk.add(*first)
        desk.accept(find_record(first[1], LOAN).id, by="amina")
        desk.accept(find_record(first[1], SCHOOL).id, by="amina")
        desk.add(*second)
    assert "words edited" in run("review", "again").stdout
    (told,) = rows(run("review", "again", "--format", "jsonl").stdout)
    assert (told["review"], told["outcome"], told["name"]) == (1, "edited", "note.html")
    assert told["beside"] == [find_record(second[1], EDITED).id]
    held = rows(run("review", "again", "--all", "--format", "jsonl").stdout)
    assert [one["outcome"] for one in held] == ["edited", "held"]
    assert run("review", "again", "--known-at", "2001-01-01").stderr == (
        "nothing to look at again\n"
    )
    assert run("review", "accept", told["beside"][0], "--by", "ben").exit_code == 0
    assert run("review", "again").stderr == "nothing to look at again\n"
