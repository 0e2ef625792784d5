"""The command that writes an archive for other tools."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import communique as cq
from communique.export import FORMATS

PAGES = (
    ("2024-02-01", "Peru's foreign minister met his Chilean counterpart in Lima."),
    ("2024-05-07", "Kenya and Fiji agreed to open a trade office by 2030."),
    ("2025-01-09", "Kenya and Fiji signed an agreement on fisheries in Suva."),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli") / "a.db"
    with cq.open_archive(str(place)) as desk:
        for day, text in PAGES:
            document = cq.read_text(text, name=f"page of {day}", date=day)
            desk.add(document, cq.extract(document))
    return place


def run(archive: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "communique", "export", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "COMMUNIQUE_ARCHIVE": str(archive)},
    )


def names(done: subprocess.CompletedProcess[str]) -> set[str]:
    assert done.returncode == 0, done.stderr
    return {json.loads(line)["name"] for line in done.stdout.splitlines()}


def test_all_formats_are_listed(archive: Path) -> None:
    listed = run(archive, "--list").stdout
    assert all(one.name in listed for one in FORMATS)


def test_every_format_is_written(archive: Path, tmp_path: Path) -> None:
    for one in FORMATS:
        place = tmp_path / f"{one.name}{one.suffix}"
        done = run(archive, one.name, "--out", str(place))
        assert done.returncode == 0, (one.name, done.stderr)
        assert place.is_dir() == one.is_folder
        assert one.is_folder or place.stat().st_size > 0


def test_an_unknown_format_is_one_line(archive: Path) -> None:
    done = run(archive, "punchcards")
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert "'punchcards'" in line and "jsonl" in line


def test_several_files_need_a_folder(archive: Path) -> None:
    done = run(archive, "csv")
    assert done.returncode == 2
    assert "name a folder" in " ".join(done.stderr.split())


def test_what_is_written_can_be_narrowed(archive: Path) -> None:
    every = {f"page of {day}" for day, _ in PAGES}
    assert names(run(archive, "jsonl")) == every
    assert names(run(archive, "jsonl", "--party", "Kenya")) == every - {"page of 2024-02-01"}
    assert names(run(archive, "jsonl", "--since", "2024-05-01")) == every - {"page of 2024-02-01"}
    assert names(run(archive, "jsonl", "--until", "2024-03-01")) == {"page of 2024-02-01"}
    assert names(run(archive, "jsonl", "--as-of", "2024-06-01")) == every - {"page of 2025-01-09"}


def test_the_schema_is_printed(archive: Path) -> None:
    assert json.loads(run(archive, "--schema").stdout)["title"] == "Record"
