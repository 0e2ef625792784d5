"""The commands that ask many documents at once, over an archive of extracted pages."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.linking.test_comparison import JAPANESE, KENYAN

import communique as cq

REPORT = "The call took place on Monday, 5 March 2024. Japan and Kenya discussed trade."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("recalling") / "desk.db"
    with cq.open_archive(path) as archive:
        for name, text, day in (
            ("japan.txt", JAPANESE, "2024-03-12"),
            ("kenya.txt", KENYAN, "2024-03-13"),
            ("report.txt", REPORT, "2024-03-06"),
        ):
            document = cq.read_text(text, date=day, name=name)
            archive.add(document, cq.extract(document))
    return str(path)


def test_quote_prints_who_said_it(run: Run, desk: str) -> None:
    result = run("quote", "Kenya would send 200 students to Japan", "--archive", desk)
    assert result.exit_code == 0
    assert "verbatim" in result.stdout
    assert "Alder Example" in result.stdout


def test_quote_marks_what_was_altered(run: Run, desk: str) -> None:
    result = run("quote", "Kenya would send 250 students to Japan", "--archive", desk)
    assert "[-250-] [+200+]" in " ".join(result.stdout.split())


def test_quote_tells_where_it_was_not_found(run: Run, desk: str) -> None:
    result = run("quote", "nationalise every railway", "--archive", desk)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("not found in 3 document(s) from 2024-03-06 to 2024-03-13")
    assert "Ministry of Foreign Affairs of Japan" in result.stderr


def test_quote_prints_json_lines(run: Run, desk: str) -> None:
    arguments = ["--since", "2024-03-13", "--by", "Japan", "--format", "jsonl", "--archive", desk]
    (line,) = run("quote", "port of Mombasa", *arguments).stdout.splitlines()
    row = json.loads(line)
    assert row["verdict"] == "verbatim"
    assert row["scope"]["documents"] == 1
    assert [m["source"]["name"] for m in row["matches"]] == ["kenya.txt"]


def test_findings_list_what_does_not_fit(run: Run, desk: str) -> None:
    result = run("findings", "--format", "jsonl", "--archive", desk)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["check"] for row in rows} == {"weekday", "figure"}
    assert all(row["sources"] and row["id"] for row in rows)
    assert "weekday" in run("findings", "--archive", desk).stdout


def test_findings_of_one_party(run: Run, desk: str) -> None:
    result = run("findings", "--party", "Kenya", "--format", "jsonl", "--archive", desk)
    assert {json.loads(line)["check"] for line in result.stdout.splitlines()} == {"figure"}
    assert run("findings", "--party", "Peru", "--archive", desk).stderr == "nothing found\n"


def test_compare_lays_two_documents_side_by_side(run: Run, desk: str) -> None:
    result = run("compare", "japan.txt", "kenya.txt", "--archive", desk)
    assert result.exit_code == 0
    assert "not in its own words" in " ".join(result.stdout.replace("│", " ").split())
    rows = run("compare", "japan.txt", "kenya.txt", "--format", "jsonl", "--archive", desk).stdout
    kinds = {json.loads(line)["kind"] for line in rows.splitlines()}
    assert {"commitment", "topic", "claim"} <= kinds


WRONG = [
    pytest.param(["quote", "…"], 2, "no word", id="no_word"),
    pytest.param(["compare", "japan.txt"], 2, "two documents", id="one_document"),
    pytest.param(["compare", "japan.txt", "x.txt"], 1, "no document", id="unknown_document"),
    pytest.param(["compare", "japan.txt", "report.txt"], 1, "no engagement", id="none_shared"),
    pytest.param(["findings", "--party", "Kenia"], 2, "did you mean", id="unknown_party"),
    pytest.param(["quote", "a b", "--since", "soon"], 2, "YYYY-MM-DD", id="no_day"),
]


@pytest.mark.parametrize(("arguments", "status", "expected"), WRONG)
def test_commands_refuse_in_one_line(
    run: Run, desk: str, arguments: list[str], status: int, expected: str
) -> None:
    result = run(*arguments, "--archive", desk)
    assert result.exit_code == status
    assert result.stdout == ""
    assert expected in " ".join(result.stderr.split())


@pytest.mark.parametrize("arguments", [["quote", "a"], ["findings"], ["compare", "a", "b"]])
def test_commands_fail_without_an_archive(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("communique: archive communique.db")


def test_compare_says_what_was_searched(run: Run, desk: str) -> None:
    result = run("compare", "japan.txt", "kenya.txt", "--archive", desk)
    assert "searched japan.txt: " in result.stderr
    assert "words of text" in result.stderr


def test_compare_of_one_encounter_told_once_helps(run: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "alone.db")
    with cq.open_archive(path) as archive:
        document = cq.read_text(JAPANESE, date="2024-03-12", name="japan.txt")
        archive.add(document, cq.extract(document))
    (alone, *_) = run("encounters", "--format", "jsonl", "--archive", path).stdout.splitlines()
    result = run("compare", "--encounter", json.loads(alone)["id"], "--archive", path)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "japan.txt alone reports the" in result.stderr
    assert "name two documents" in result.stderr


@pytest.mark.parametrize(
    ("command", "found"),
    [
        (["quote", "200 students"], "not found in 0 document(s)"),
        (["findings"], "nothing found"),
        (["compare", "japan.txt", "kenya.txt"], "no document of the archive is called"),
        (["search", "students"], "nothing found"),
        (["timeline", "Japan", "Kenya"], "nothing on record"),
        (["pairs"], "nothing on record"),
        (["versions", "japan.txt"], "no document of the archive is called"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
@pytest.mark.parametrize("option", ["--as-of", "--known-at"])
def test_commands_answer_as_of_and_as_known(
    run: Run, desk: str, command: list[str], found: str, option: str
) -> None:
    assert found in run(*command, option, "2001-01-01", "--archive", desk).stderr
    late = run(*command, option, "2100-01-01", "--archive", desk)
    assert late.exit_code == 0
    if command[0] != "versions":
        assert late.stdout


@pytest.mark.parametrize("option", ["--as-of", "--known-at"])
def test_stats_count_as_of_and_as_known(run: Run, desk: str, option: str) -> None:
    def count(day: str) -> int:
        result = run("stats", option, day, "--format", "jsonl", "--archive", desk)
        return int(json.loads(result.stdout)["records"])

    assert count("2001-01-01") == 0 < count("2100-01-01")
    assert "records" in run("stats", "--archive", desk).stdout


@pytest.mark.parametrize("option", ["--as-of", "--known-at"])
def test_show_knows_no_record_of_later(run: Run, desk: str, option: str) -> None:
    with cq.open_archive(desk) as archive:
        record = next(iter(archive.records())).id
    assert run("show", record, "--archive", desk).exit_code == 0
    assert run("show", record, option, "2001-01-01", "--archive", desk).exit_code == 1


def test_every_view_takes_both_days(run: Run) -> None:
    """Whatever lists or shows what the archive holds answers for any day."""
    views = (
        "search brief timeline commitments positions mechanisms requests targets encounters "
        "officials calendar dossier show versions quote findings compare pairs stats"
    )
    for view in views.split():
        told = run(view, "--help").stdout
        assert "--known-at" in told, view
        assert "--as-of" in told, view
