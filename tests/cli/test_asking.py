import csv
import io
import json
from pathlib import Path

import docx
import pytest
from tests.cli.conftest import Run
from tests.views.conftest import BRITISH_SIDE

from communique.views import Desk, open_archive
from communique.views.ledgers import Timeline

COMMANDS = [
    pytest.param(["search", "railway"], "railway", id="search"),
    pytest.param(["brief", "China", "Britain"], "# China – United Kingdom", id="brief"),
    pytest.param(["timeline", "CHN", "GBR"], "18 October 2024", id="timeline"),
    pytest.param(["commitments"], "build a railway in", id="commitments"),
    pytest.param(["positions", "China"], "one-China principle", id="positions"),
    pytest.param(["mechanisms", "GBR"], "Economic and Financial Dialogue", id="mechanisms"),
]


@pytest.mark.parametrize(("arguments", "expected"), COMMANDS)
def test_commands_answer_from_the_archive(
    run: Run, archive: str, arguments: list[str], expected: str
) -> None:
    result = run(*arguments, "--archive", archive)
    assert result.exit_code == 0
    assert expected in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(("arguments", "expected"), COMMANDS)
def test_commands_take_the_archive_of_the_environment(
    run: Run, archive: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: str
) -> None:
    monkeypatch.setenv("COMMUNIQUE_ARCHIVE", archive)
    assert expected in run(*arguments).stdout


@pytest.mark.parametrize(("arguments", "expected"), COMMANDS)
def test_commands_fail_without_an_archive(run: Run, arguments: list[str], expected: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("communique: archive communique.db")
    assert not Path("communique.db").exists()


NOTHING = [
    pytest.param(["search", "submarine"], "nothing found", id="search"),
    pytest.param(
        ["brief", "France", "Germany"],
        "no document of the archive names both France and Germany",
        id="brief",
    ),
    pytest.param(["timeline", "France", "Germany"], "nothing on record", id="timeline"),
    pytest.param(["commitments", "France"], "nothing on record", id="commitments"),
]


@pytest.mark.parametrize(("arguments", "expected"), NOTHING)
def test_commands_say_that_there_is_nothing(
    run: Run, archive: str, arguments: list[str], expected: str
) -> None:
    result = run(*arguments, "--archive", archive)
    assert result.exit_code == 0
    assert result.stderr.strip() == expected


WRONG = [
    pytest.param(["brief", "China"], "Missing argument", id="one_party"),
    pytest.param(["brief", "China", "PRC"], "named twice", id="one_party_twice"),
    pytest.param(["brief", "China", "Kenia"], "did you mean Kenya", id="unknown_party"),
    pytest.param(["commitments", "CHN", "GBR", "USA"], "two parties at most", id="three_parties"),
    pytest.param(["commitments", "--open", "--overdue"], "take one", id="open_and_overdue"),
    pytest.param(["commitments", "--due-before", "soon"], "YYYY-MM-DD", id="no_day"),
    pytest.param(["positions", "China", "--issue", "weather"], "no issue", id="unknown_issue"),
    pytest.param(["timeline", "CHN", "GBR", "--format", "xml"], "xml", id="unknown_format"),
    pytest.param(["search"], "Missing argument", id="no_words"),
    pytest.param(["negotiate"], "negotiate", id="unknown_command"),
]


@pytest.mark.parametrize(("arguments", "expected"), WRONG)
def test_commands_refuse_wrong_usage(run: Run, arguments: list[str], expected: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert expected in result.stderr


LEDGERS = [
    pytest.param(["timeline", "CHN", "GBR"], "engagement", 1, id="timeline"),
    pytest.param(["commitments", "CHN"], "commitment", 4, id="commitments"),
    pytest.param(["positions", "CHN"], "position", 2, id="positions"),
    pytest.param(["mechanisms"], "mechanism", 1, id="mechanisms"),
]


@pytest.mark.parametrize(("arguments", "kind", "count"), LEDGERS)
def test_ledgers_print_json_lines(
    run: Run, archive: str, arguments: list[str], kind: str, count: int
) -> None:
    result = run(*arguments, "--format", "jsonl", "--archive", archive)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["kind"] for row in rows] == [kind] * count
    assert all(row["sources"] and row["sources"][0]["quotes"] for row in rows)


@pytest.mark.parametrize(("arguments", "kind", "count"), LEDGERS)
def test_ledgers_print_csv_with_the_same_columns_in_every_row(
    run: Run, archive: str, arguments: list[str], kind: str, count: int
) -> None:
    result = run(*arguments, "--format", "csv", "--archive", archive)
    header, *rows = csv.reader(io.StringIO(result.stdout))
    assert len(set(header)) == len(header)
    assert [row[header.index("kind")] for row in rows] == [kind] * count
    assert {len(row) for row in rows} == {len(header)}


def test_mechanisms_tell_the_state_in_a_column(run: Run, archive: str) -> None:
    result = run("mechanisms", "CHN", "GBR", "--archive", archive)
    [line] = [
        line for line in result.stdout.splitlines() if "CHN, GBR" in line or "GBR, CHN" in line
    ]
    assert line.split("│")[2].strip() == "resumed"


def test_commitments_overdue_is_measured_against_as_of(run: Run, archive: str) -> None:
    asked = ("commitments", "CHN", "GBR", "--overdue", "--format", "jsonl", "--archive", archive)
    assert run(*asked).stdout == ""
    [row] = run(*asked, "--as-of", "2026-01-01").stdout.splitlines()
    assert json.loads(row)["state"] == "overdue"


def test_timeline_row_leads_to_every_source(run: Run, archive: str) -> None:
    result = run("timeline", "CHN", "GBR", "--format", "jsonl", "--archive", archive)
    sources = json.loads(result.stdout)["sources"]
    british = next(s for s in sources if s["document"] == "british-side.txt")
    [[start, end]] = british["spans"]
    assert BRITISH_SIDE[start:end] == british["quotes"][0]
    assert len(sources) == 2


FORMATS = [
    pytest.param("brief.md", [], "# China", id="markdown"),
    pytest.param("brief.html", [], "<!DOCTYPE html>", id="html_by_its_name"),
    pytest.param("brief.txt", ["--format", "html"], "<!DOCTYPE html>", id="html_by_option"),
]


@pytest.mark.parametrize(("name", "options", "start"), FORMATS)
def test_brief_writes_a_file(
    run: Run, archive: str, name: str, options: list[str], start: str
) -> None:
    result = run("brief", "CHN", "GBR", "--output", name, *options, "--archive", archive)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert Path(name).read_text(encoding="utf-8").startswith(start)


def test_brief_writes_a_word_file(run: Run, archive: str) -> None:
    result = run("brief", "CHN", "GBR", "--output", "brief.docx", "--archive", archive)
    assert result.exit_code == 0
    assert docx.Document("brief.docx").paragraphs[0].text == "China – United Kingdom"


def test_brief_does_not_print_a_word_file(run: Run, archive: str) -> None:
    result = run("brief", "CHN", "GBR", "--format", "docx", "--archive", archive)
    assert result.exit_code == 2
    assert "--output" in result.stderr


def test_brief_reports_a_file_that_can_not_be_written(run: Run, archive: str) -> None:
    result = run("brief", "CHN", "GBR", "--output", "no/such/place.md", "--archive", archive)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "no/such/place.md" in result.stderr


def test_search_prints_json_lines_with_the_place(run: Run, archive: str) -> None:
    result = run("search", "dual-use goods", "--format", "jsonl", "--archive", archive)
    [row] = [json.loads(line) for line in result.stdout.splitlines()]
    assert row["document"] == "british-side.txt"
    assert BRITISH_SIDE[row["start"] :].startswith(row["snippet"])


def test_tables_stay_within_120_columns_off_a_terminal(run: Run, archive: str) -> None:
    lines = run("commitments", "--archive", archive).stdout.splitlines()
    assert max(map(len, lines)) <= 120


def test_open_archive_gives_the_same_as_the_command(run: Run, archive: str) -> None:
    with open_archive(archive) as desk:
        assert isinstance(desk, Desk)
        timeline = desk.timeline("CHN", "GBR")
        text = desk.dossier("CHN", "GBR").to_markdown()
    assert isinstance(timeline, Timeline)
    assert run("brief", "CHN", "GBR", "--archive", archive).stdout == text
