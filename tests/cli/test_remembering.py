"""The commands that list and write what is linked."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from tests.cli.conftest import Run


def test_encounters_are_listed_once_however_many_report_them(run: Run, archive: str) -> None:
    result = run("encounters", "CHN", "GBR", "--format", "jsonl", "--archive", archive)
    [row] = [json.loads(line) for line in result.stdout.splitlines()]
    assert row["status"] == "held"
    assert row["documents"] == ["british-side.txt", "chinese-side.txt"]
    assert row["independent_sources"] == 2
    assert row["came_about"] is None


def test_encounters_have_the_same_columns_in_csv(run: Run, archive: str) -> None:
    listed = run("encounters", "--format", "jsonl", "--archive", archive).stdout.splitlines()
    result = run("encounters", "--format", "csv", "--archive", archive)
    header, *rows = csv.reader(io.StringIO(result.stdout))
    assert len(rows) == len(listed) == 2
    assert set(header) == set(json.loads(listed[0]))


def test_officials_are_listed_with_their_offices(run: Run, archive: str) -> None:
    result = run("officials", "GBR", "--format", "jsonl", "--archive", archive)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    lammy = next(row for row in rows if row["name"] == "David Lammy")
    assert [office["office"] for office in lammy["offices"]] == ["Foreign Secretary"]


def test_timeline_is_drawn_into_a_file(run: Run, archive: str) -> None:
    result = run("timeline", "China", "Britain", "--output", "pair.svg", "--archive", archive)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "wrote pair.svg" in result.stderr
    drawing = ElementTree.parse("pair.svg").getroot()
    assert drawing.tag.endswith("svg")
    told = " ".join(drawing.itertext())
    assert "18 October 2024" in told
    assert "David Lammy" in told


def test_timeline_without_engagements_says_so(run: Run, archive: str) -> None:
    result = run("timeline", "France", "Germany", "-o", "pair.svg", "--archive", archive)
    assert result.exit_code == 0
    assert "nothing on record" in result.stderr


CALENDARS = [
    pytest.param([], ["Due: resume the Economic and Financial Dialogue"], id="ahead"),
    pytest.param(["CHN", "GBR"], ["Due: resume the Economic and Financial Dialogue"], id="pair"),
    pytest.param(["CHN", "KEN"], [], id="nothing_ahead"),
    pytest.param(["--all"], ["Due: resume", "Talks: "], id="all"),
    pytest.param(["CHN", "KEN", "--all"], ["Talks: China and Kenya"], id="all_of_a_pair"),
]


@pytest.mark.parametrize(("arguments", "expected"), CALENDARS)
def test_calendar_writes_what_lies_ahead(
    run: Run, archive: str, arguments: list[str], expected: list[str]
) -> None:
    result = run("calendar", *arguments, "--output", "desk.ics", "--archive", archive)
    assert (result.exit_code, result.stdout) == (0, "")
    read = icalendar.Calendar.from_ical(Path("desk.ics").read_bytes())
    titles = [str(event["summary"]) for event in read.walk("VEVENT")]
    assert all(any(title.startswith(start) for title in titles) for start in expected)
    assert bool(titles) == bool(expected)
    assert ("nothing with a date" in result.stderr) is not bool(expected)


def test_calendar_goes_to_standard_output_without_a_file(run: Run, archive: str) -> None:
    result = run("calendar", "CHN", "GBR", "--archive", archive)
    assert result.exit_code == 0
    assert result.stdout.startswith("BEGIN:VCALENDAR")
    assert result.stdout.rstrip().endswith("END:VCALENDAR")


@pytest.mark.parametrize(
    "arguments", [("timeline", "CHN", "GBR", "-o"), ("calendar", "-o")], ids=["svg", "ics"]
)
def test_a_file_that_can_not_be_written_is_told_on_one_line(
    run: Run, archive: str, arguments: tuple[str, ...]
) -> None:
    result = run(*arguments, "no/such/place", "--archive", archive)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "no/such/place" in result.stderr
