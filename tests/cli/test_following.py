"""What is followed through time: requests, targets, versions; and judgements by listed ids."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run

PAGES = {
    "2021.txt": "Brazil and Kenya speak on trade\n\n3 May 2021\n\nForeign Minister Carlos França "
    "of Brazil spoke with Foreign Minister Raychelle Omamo of Kenya by telephone on Monday. "
    "Brazil urged Kenya to lift the ban on imports of Brazilian coffee. The two sides agreed to "
    "raise bilateral trade to 500 million dollars by 2023.\n",
    "2022.txt": "Kenya and Brazil hold talks\n\n6 June 2022\n\nForeign Minister Raychelle Omamo of "
    "Kenya met Foreign Minister Carlos França of Brazil in Nairobi on Monday. Kenya agreed to lift "
    "the ban on imports of Brazilian coffee.\n",
}


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> str:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("add", *PAGES, "--archive", "desk.db").exit_code == 0
    return "desk.db"


def rows(run: Run, *arguments: str) -> list[dict[str, Any]]:
    result = run(*arguments, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_requests_tell_the_answer_with_its_words(run: Run, desk: str) -> None:
    [row] = rows(run, "requests", "Brazil", "Kenya", "--archive", desk)
    assert (row["by"], row["to"], row["answer"]) == ("BRA", ["KEN"], "accepted")
    answer = next(step for step in row["steps"] if step["kind"] == "accepted")
    [start, end] = answer["source"]["spans"][0]
    assert "lift the ban" in PAGES[answer["source"]["name"]][start:end]
    [before] = rows(run, "requests", "--as-of", "2021-12-31", "--archive", desk)
    assert before["answer"] == "unanswered"


def test_targets_stand_beside_what_is_known(run: Run, desk: str) -> None:
    [row] = rows(run, "targets", "--archive", desk)
    assert (row["value"], row["unit"], row["state"]) == (5e8, "USD", "unknown")
    assert "500 million" in run("targets", "--archive", desk).stdout


def test_versions_tell_what_was_edited(run: Run, desk: str, tmp_path: Path) -> None:
    edited = PAGES["2022.txt"].replace("6 June 2022", "6 June 2022\nUpdated: 8 June 2022")
    (tmp_path / "2022.txt").write_text(edited.replace("in Nairobi", "in Mombasa"), "utf-8")
    assert run("versions", "2022.txt", "--archive", desk).stderr == "there is one version\n"
    assert run("add", "2022.txt", "--archive", desk).exit_code == 0
    new = next(s for s in rows(run, "encounters", "--archive", desk) if s["form"] == "meeting")
    assert new["place"]["city"] == "Mombasa"
    document = new["accounts"][0]["document"]
    changes = rows(run, "versions", document, "--archive", desk)
    assert ("Nairobi", "Mombasa") in {(c["old_text"], c["new_text"]) for c in changes}


def test_things_are_joined_by_the_ids_they_are_listed_with(run: Run, desk: str) -> None:
    found = [row["id"] for row in rows(run, "encounters", "--archive", desk)]
    assert len(found) == 2
    done = run("review", "join", "encounter", *found, "--by", "tester", "--archive", desk)
    assert done.exit_code == 0, done.stderr
    [joined] = rows(run, "encounters", "--archive", desk)
    assert joined["documents"] == ["2021.txt", "2022.txt"]
    assert run("review", "undo", "1", "--by", "tester", "--archive", desk).exit_code == 0
    assert [row["id"] for row in rows(run, "encounters", "--archive", desk)] == found


def test_compare_says_where_documents_tell_of_different_encounters(run: Run, desk: str) -> None:
    result = run("compare", *PAGES, "--archive", desk)
    assert result.exit_code == 0
    assert "report no encounter together" in result.stderr


def test_lists_without_a_line_print_no_table(run: Run, desk: str) -> None:
    for command in ("encounters", "officials", "requests", "targets"):
        result = run(command, "Chad", "--archive", desk)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.endswith("on record\n")
