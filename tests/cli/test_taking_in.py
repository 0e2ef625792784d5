import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

import communique as cq

READOUT = (
    "Talks in Nairobi\n\n"
    "2 May 2024\n\n"
    "The foreign ministers of Kenya and Japan met in Nairobi on Thursday. "
    "The two sides agreed to set up a joint committee on climate by 2030.\n"
)
FRENCH = (
    "Le ministre des affaires étrangères a reçu son homologue à Paris. Les deux ministres ont "
    "salué la qualité de la coopération entre les deux pays et sont convenus de la renforcer.\n"
)


@pytest.fixture
def folder(run: Run) -> Path:
    """A folder with a readable page, a page in French, and two broken inputs."""
    folder = Path("pages")
    folder.mkdir()
    (folder / "a.txt").write_text(READOUT, encoding="utf-8")
    (folder / "b.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 this is no PDF")
    (folder / "d.txt").write_bytes(b"")
    return folder


def test_read_prints_documents_as_they_are(run: Run) -> None:
    Path("a.txt").write_text(READOUT, encoding="utf-8")
    result = run("read", "a.txt", "--format", "jsonl")
    assert result.exit_code == 0
    assert cq.Document.model_validate_json(result.stdout) == cq.read(Path("a.txt"))


def test_read_shows_metadata_and_blocks(run: Run) -> None:
    Path("a.txt").write_text(READOUT, encoding="utf-8")
    result = run("read", "a.txt")
    assert "a.txt: text/plain" in result.stdout
    assert "2 May 2024" in result.stdout
    assert "paragraph" in result.stdout


def test_read_prints_csv_of_blocks(run: Run) -> None:
    Path("a.txt").write_text(READOUT, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run("read", "a.txt", "--format", "csv").stdout)))
    assert rows
    assert all(READOUT[int(r["start"]) : int(r["end"])] == r["text"] for r in rows)


def test_read_takes_standard_input(run: Run) -> None:
    result = run("read", "-", "--format", "jsonl", text=READOUT)
    assert json.loads(result.stdout)["text"] == READOUT


def test_read_reads_the_rest_when_inputs_are_broken(run: Run, folder: Path) -> None:
    result = run("read", "pages", "missing.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["name"] for line in result.stdout.splitlines()] == ["a.txt", "b.txt"]
    assert "set aside: 3" in result.stderr
    assert "missing.txt: no such file" in result.stderr


def test_extract_prints_the_records_of_the_library(run: Run) -> None:
    Path("a.txt").write_text(READOUT, encoding="utf-8")
    result = run("extract", "a.txt", "--format", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    document = cq.read(Path("a.txt"))
    assert rows == [
        json.loads(json.dumps(r.to_row("a.txt"), default=str)) for r in cq.extract(document)
    ]
    assert rows


def test_extract_keeps_only_the_kinds_asked_for(run: Run) -> None:
    Path("a.txt").write_text(READOUT, encoding="utf-8")
    result = run("extract", "a.txt", "--format", "jsonl", "--kind", "commitment")
    assert {json.loads(line)["kind"] for line in result.stdout.splitlines()} == {"commitment"}


def test_extract_prints_csv_with_the_fields_of_the_kinds(run: Run) -> None:
    Path("a.txt").write_text(READOUT, encoding="utf-8")
    result = run("extract", "a.txt", "--format", "csv", "--kind", "commitment")
    [row] = csv.DictReader(io.StringIO(result.stdout))
    assert row["force"] == "agreed"
    assert json.loads(row["parties"]) == ["JPN", "KEN"]
    assert "wording" not in row


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["--date", "2024-05-03"], "2025-12-31", id="given"),
        pytest.param([], None, id="not_given"),
    ],
)
def test_extract_grounds_relative_dates_on_the_date_given(
    run: Run, arguments: list[str], expected: str | None
) -> None:
    Path("a.txt").write_text("Kenya and Japan agreed to open a joint office next year.\n")
    result = run("extract", "a.txt", "--format", "jsonl", "--kind", "commitment", *arguments)
    due = json.loads(result.stdout)["due"]
    assert (due and due["end"]) == expected


@pytest.mark.parametrize(
    ("arguments", "status", "expected"),
    [
        pytest.param(["--kind", "treaty"], 2, "treaty", id="unknown_kind"),
        pytest.param(["--date", "May 2"], 2, "YYYY-MM-DD", id="no_day"),
        pytest.param(["--model", "no_such_model"], 1, "no_such_model", id="unknown_model"),
    ],
)
def test_extract_refuses_what_it_can_not_do(
    run: Run, arguments: list[str], status: int, expected: str
) -> None:
    Path("a.txt").write_text(READOUT, encoding="utf-8")
    result = run("extract", "a.txt", *arguments)
    assert result.exit_code == status
    assert expected in result.stderr
    assert result.stdout == ""


def test_add_stores_what_can_be_read_and_lists_the_rest(run: Run, folder: Path) -> None:
    result = run("add", "pages")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "added 2 documents" in result.stderr
    assert "no records from 1 in language fr, which has no lexicon" in result.stderr
    assert "set aside: 2" in result.stderr
    with cq.open_archive("communique.db") as desk:
        assert {summary.name for summary in desk.documents()} == {"a.txt", "b.txt"}
        assert {s.document.name for s in desk.records()} == {"a.txt"}


def test_add_again_adds_nothing(run: Run) -> None:
    Path("a.txt").write_text(READOUT, encoding="utf-8")
    first, second = run("add", "a.txt"), run("add", "a.txt")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "added 1 document with" in first.stderr
    assert "added 0 documents with 0 records" in second.stderr
    assert "already known: 1" in second.stderr


def test_add_counts_a_copy_under_another_name_as_known(run: Run) -> None:
    for name in ("a.txt", "copy.txt"):
        Path(name).write_text(READOUT, encoding="utf-8")
    result = run("add", "a.txt", "copy.txt")
    assert "added 1 document with" in result.stderr
    assert "already known: 1" in result.stderr
