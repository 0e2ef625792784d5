"""Every kind of damage is noticed, and nothing else is."""

import re
import sqlite3
from pathlib import Path

import pytest
from tests.archive.conftest import edit_page, make_document, read_readout

from communique.archive import open_archive

FORGET = (
    "INSERT INTO {table}_search ({table}_search, rowid, {columns}) "
    "SELECT 'delete', key, {columns} FROM {table} LIMIT 1"
)

DAMAGE = [
    pytest.param(
        "UPDATE evidence SET text = 'something else' WHERE role = 'content'",
        ["has an alien row of evidence", "lacks a row of evidence"],
        id="words_of_evidence",
    ),
    pytest.param(
        "UPDATE evidence SET span_start = span_start + 1, span_end = span_end + 1 WHERE key = 1",
        ["has an alien row of evidence", "lacks a row of evidence"],
        id="place_of_evidence",
    ),
    pytest.param("DELETE FROM evidence WHERE key = 1", ["lacks a row of evidence"], id="evidence"),
    pytest.param(
        "DELETE FROM record_parties WHERE party = 'FRA'",
        ["lacks a row of record_parties"],
        id="party",
    ),
    pytest.param(
        "UPDATE records SET filed_end = '2001-01-01' WHERE kind = 'figure'",
        ["has an alien row of records", "lacks a row of records"],
        id="date",
    ),
    pytest.param(
        "UPDATE records SET payload = replace(payload, 'KEN', 'UGA') WHERE kind = 'position'",
        ["its payload is not the one", "row of record"],
        id="payload",
    ),
    pytest.param(
        "UPDATE records SET payload = '{' WHERE kind = 'position'",
        ["its payload can't be read"],
        id="payload_cut",
    ),
    pytest.param(
        "UPDATE documents SET text = replace(text, 'Nairobi', 'Mombasa') WHERE name != 'page.txt'",
        ["its text or title is not the one"],
        id="text_of_a_document",
    ),
    pytest.param(
        "UPDATE documents SET structure = '[]'", ["its structure can't be read"], id="structure"
    ),
    pytest.param(
        "UPDATE articles SET publisher = NULL", ["lacks a row of articles"], id="publisher"
    ),
    pytest.param(
        "DELETE FROM documents WHERE name = 'page.txt'",
        ["file: row .* has no documents"],
        id="document",
    ),
    pytest.param(
        FORGET.format(table="documents", columns="title, text"),
        ["documents_search does not agree with its table; rebuild"],
        id="index_of_documents",
    ),
    pytest.param(
        FORGET.format(table="evidence", columns="text"),
        ["evidence_search does not agree with its table; rebuild"],
        id="index_of_evidence",
    ),
]


REVIEW_DAMAGE = [
    pytest.param(
        "UPDATE records SET since = NULL, begun_by = NULL WHERE kind = 'figure'",
        ["is not shown, against its readings and reviews"],
        id="hidden",
    ),
    pytest.param(
        "UPDATE records SET since = '2024-05-01 12:00:00.000000' WHERE kind = 'request'",
        ["is shown or stands, against"],
        id="rejected_and_shown",
    ),
    pytest.param(
        "UPDATE records SET review = 'accepted' WHERE kind = 'statement'",
        ["its reviews are not what it is marked with"],
        id="marked_without_review",
    ),
    pytest.param(
        "DELETE FROM reviews WHERE verdict = 'reject'",
        ["is not shown, against", "review 3: is not one that can be given"],
        id="review_lost",
    ),
    pytest.param(
        "UPDATE reviews SET verdict = 'undo' WHERE verdict = 'accept'",
        ["review 2: is not one that can be given"],
        id="review_of_nothing",
    ),
    pytest.param(
        "UPDATE record_periods SET until = '2001-01-01 00:00:00.000000'",
        ["the periods in which it was shown overlap"],
        id="period_backwards",
    ),
    pytest.param(
        "UPDATE documents SET superseded_by = NULL WHERE name = 'note.html'",
        ["is out of order among the versions"],
        id="version_order",
    ),
    pytest.param(
        "UPDATE documents SET sketch = X'00000000'", ["lacks a row of documents"], id="sketch"
    ),
    pytest.param(
        "DELETE FROM document_parties WHERE party = 'FRA'",
        ["is not found by the parties that it names"],
        id="party_lost",
    ),
    pytest.param(
        "UPDATE document_parties SET shown = 1 - shown WHERE party = 'JPN'",
        ["is not found by the parties that it names"],
        id="party_hidden",
    ),
    pytest.param(
        "DELETE FROM document_revisions WHERE document_key = 1",
        ["has no revision to tell changes by"],
        id="revision_lost",
    ),
]


@pytest.mark.parametrize(("statement", "expected"), REVIEW_DAMAGE)
def test_check_notices_what_reviews_and_versions_lost(
    path: Path, statement: str, expected: list[str]
) -> None:
    records = {record.kind: record for record in read_readout()[1]}
    with open_archive(path) as archive:
        undone = archive.reject(records["request"].id, by="amina")
        archive.accept(records["figure"].id, by="amina")
        archive.undo(undone.id, by="amina")
        archive.reject(records["request"].id, by="amina")
        for number in (1, 2):
            archive.add(*edit_page(number))
        assert archive.check() == []
    run(path, statement)
    with open_archive(path) as archive:
        problems = archive.check()
    for message in expected:
        assert any(re.search(message, line) for line in problems), problems
    assert all("\n" not in line for line in problems)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    with open_archive(path) as archive:
        archive.add(*read_readout())
        archive.add(make_document("Another page."), [])
        assert archive.check() == []
    return path


def run(path: Path, statement: str) -> None:
    """Run a statement behind the archive's back, foreign keys off."""
    connection = sqlite3.connect(path)
    assert connection.execute(statement).rowcount != 0
    connection.commit()
    connection.close()


@pytest.mark.parametrize(("statement", "expected"), DAMAGE)
def test_check_notices(path: Path, statement: str, expected: list[str]) -> None:
    run(path, statement)
    with open_archive(path) as archive:
        problems = archive.check()
    for message in expected:
        assert any(re.search(message, line) for line in problems), problems
    assert all("\n" not in line for line in problems)


def test_check_notices_a_span_that_is_not_the_text(path: Path) -> None:
    # The payload and what is derived from it agree with each other here, so that only
    # the text itself can tell.
    for statement in (
        'UPDATE records SET payload = replace(payload, \'"text":"Kenya supports\', '
        "'\"text\":\"Kenya disputes') WHERE kind = 'position'",
        "UPDATE evidence SET text = replace(text, 'Kenya supports', 'Kenya disputes')",
    ):
        run(path, statement)
    with open_archive(path) as archive:
        assert any("evidence 0 is not the text at its place" in line for line in archive.check())


def test_check_notices_a_damaged_file(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 12] = bytes(4096 * 10)
    path.write_bytes(content)
    with open_archive(path) as archive:
        assert archive.check() != []


def test_check_leaves_no_trace(path: Path) -> None:
    with open_archive(path) as archive:
        before = list(archive.dump())
        assert archive.check() == []
        assert list(archive.dump()) == before


def test_rebuild_search_mends_the_index(path: Path) -> None:
    run(path, FORGET.format(table="documents", columns="title, text"))
    with open_archive(path) as archive:
        assert archive.check() != []
        archive.rebuild_search()
        assert archive.check() == []
