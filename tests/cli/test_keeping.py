import json
import sqlite3
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.servers import STORES
from tests.views.conftest import PAGES, fill

from communique.views import open_archive

TEXT = "China is willing to expand trade with Kenya."
GOLD = {
    "document": "page.txt",
    "date": "2024-10-18",
    "records": [
        {
            "kind": "commitment",
            "spans": [[0, 43]],
            "parties": ["CHN"],
            "force": "willing",
            "action": "expand trade with Kenya",
            "due": None,
        }
    ],
}


@pytest.fixture
def gold(run: Run) -> Path:
    """A gold folder of one record, its text, and predictions that say the same."""
    Path("gold").mkdir()
    Path("gold/page.json").write_text(json.dumps(GOLD), encoding="utf-8")
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    row = GOLD["records"][0] | {"document": "page.txt"}  # type: ignore[operator, index]
    Path("predicted.jsonl").write_text(json.dumps(row), encoding="utf-8")
    return Path("gold")


def test_check_finds_a_whole_archive_whole(run: Run, archive: str) -> None:
    result = run("check", "--archive", archive)
    assert result.exit_code == 0
    assert "3 documents" in result.stderr


def test_check_lists_what_is_wrong(run: Run) -> None:
    with open_archive("broken.db") as desk:
        fill(desk, *PAGES)
    with sqlite3.connect("broken.db") as connection:
        connection.execute("UPDATE evidence SET text = 'never said' WHERE span_start = 0")
    connection.close()
    result = run("check", "--archive", "broken.db")
    assert result.exit_code == 1
    assert result.stdout.strip()


@pytest.mark.parametrize("store", STORES)
def test_copy_tells_what_came_over(run: Run, archive: str, place: str) -> None:
    result = run("copy", archive, place, "--format", "jsonl")
    assert result.exit_code == 0
    told = {row["table"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert told["documents"]["rows"] == 3
    assert len(told["records"]["sha256"]) == 64
    assert run("check", "--archive", place).exit_code == 0
    again = run("copy", archive, place)
    assert again.exit_code == 1
    assert "is not empty" in again.stderr
    assert again.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--predictions", "predicted.jsonl"], id="predictions"),
        pytest.param(["page.txt"], id="texts"),
        pytest.param(["--texts", "page.txt"], id="texts_by_option"),
    ],
)
def test_evaluate_scores_by_kind(run: Run, gold: Path, arguments: list[str]) -> None:
    result = run("evaluate", str(gold), *arguments)
    assert result.exit_code == 0
    assert "commitment" in result.stdout
    assert "micro" in result.stdout


def test_evaluate_prints_json(run: Run, gold: Path) -> None:
    result = run("evaluate", str(gold), "--predictions", "predicted.jsonl", "--format", "json")
    report = json.loads(result.stdout)
    assert report["documents"] == 1
    assert {row["name"]: row["exact"]["f1"] for row in report["rows"]} == {
        "commitment": 1.0,
        "micro": 1.0,
    }


def test_evaluate_leaves_documents_out(run: Run, gold: Path) -> None:
    again = json.dumps(GOLD | {"document": "other.txt"})
    (gold / "other.json").write_text(again, encoding="utf-8")
    arguments = ("--predictions", "predicted.jsonl", "--format", "json")
    result = run("evaluate", str(gold), *arguments, "--without", "other.txt")
    assert json.loads(result.stdout)["documents"] == 1


def test_evaluate_needs_texts_or_predictions(run: Run, gold: Path) -> None:
    result = run("evaluate", str(gold))
    assert result.exit_code == 2
    assert "--texts" in result.stderr


def test_evaluate_fails_for_a_folder_without_gold(run: Run) -> None:
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    result = run("evaluate", "nowhere", "page.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith("communique: ")


def test_demo_reads_the_sample_and_briefs_with_evidence(run: Run) -> None:
    result = run("demo", "--folder", "shown")
    assert result.exit_code == 0
    assert "## At a glance" in result.stdout
    assert "[^1]:" in result.stdout
    assert "communique commitments" in result.stdout
    assert Path("shown/brief.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with open_archive("shown/demo.db", create=False) as desk:
        assert desk.check() == []
        assert desk.stats().documents > 30
