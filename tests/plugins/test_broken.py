"""A plug-in that fails costs one line and its own work, never a run."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.plugins.conftest import announce, run_with

PAGE = (
    "Japan and Kenya meet\n\nThe foreign ministers of Japan and Kenya met in Nairobi on Monday.\n\n"
    "Japan and Kenya agreed to open a trade office.\n"
)
UNSOUND = """
from communique.records import Commitment, Evidence

def extract(analysis):
    words = "Japan sold its fleet"
    yield Commitment(
        document_id=analysis.document_id,
        evidence=(Evidence(document_id=analysis.document_id, start=0, end=len(words), text=words,
                           rule="x"),),
        parties=("JPN",), force="pledged", action="sell its fleet",
    )
"""
BROKEN = {
    "missing": ("nowhere:extract", ""),
    "syntax": ("syntax:extract", "def extract(:"),
    "exits": ("exits:extract", "import sys; sys.exit(7)"),
    "raises": ("raises:extract", "def extract(analysis):\n    raise KeyError('a\\nb')\n"),
    "numbers": ("numbers:extract", "def extract(analysis):\n    return [1, 2]\n"),
    "unsound": ("unsound:extract", UNSOUND),
    "nothing": ("nothing:extract", "extract = None"),
    "no_list": ("no_list:extract", "def extract(analysis):\n    return 7\n"),
}


def extract_twice(target: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Extract the records of two pages beside what is installed in `target`."""
    for file in ("one.txt", "two.txt"):
        (folder / file).write_text(PAGE, encoding="utf-8")
    return run_with(
        target, folder, "-m", "communique", "extract", "one.txt", "two.txt", "--format", "jsonl"
    )


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is extracted where nothing is installed."""
    folder = tmp_path_factory.mktemp("bare")
    return extract_twice(folder / "nothing", folder).stdout


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_extractor_is_told_in_one_line(name: str, bare: str, tmp_path: Path) -> None:
    entry, text = BROKEN[name]
    target = tmp_path / "installed"
    announce(
        target, f"pack-{name}", {"communique.extractors": f"{name} = plug_{entry}"},
        {f"plug_{name}": text},
    )  # fmt: skip
    run = extract_twice(target, tmp_path)
    assert run.returncode == 0 and bare and run.stdout == bare
    [line] = run.stderr.splitlines()
    assert line.startswith(f"communique: plug-in {name} (pack-{name}): ")
    assert line.endswith("; it is set aside")


def test_a_broken_one_is_listed_with_its_reason_and_the_others_are_ready(tmp_path: Path) -> None:
    target = tmp_path / "installed"
    announce(target, "bad", {"communique.extractors": "bad = nowhere:extract"}, {})
    announce(target, "good", {"communique.extractors": "good = fine:extract"},
             {"fine": "def extract(analysis):\n    return ()\n"})  # fmt: skip
    announce(target, "rival", {"communique.extractors": "good = fine:extract"}, {})
    listed = run_with(target, tmp_path, "-m", "communique", "plugins", "--format", "jsonl")
    assert listed.returncode == 0 and not listed.stderr
    states = [(row["package"], row["state"]) for row in map(json.loads, listed.stdout.splitlines())]
    assert dict(states)["good"] == "ready"
    assert "nowhere" in dict(states)["bad"]
    assert dict(states)["rival"].endswith("good has a plug-in of that name")


READER = """
class Reader:
    suffixes = ('.xyz',)
    media_type = 'text/x-xyz'

    def read(self, data, name):
        {body}
"""


@pytest.mark.parametrize(
    "body", ["raise ZeroDivisionError", "return 'text alone'", "return None", "return (b'x',) * 9"]
)
def test_a_reader_that_fails_sets_its_file_aside(body: str, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    module = READER.format(body=body)
    announce(target, "xyz", {"communique.readers": "xyz = xyz:Reader"}, {"xyz": module})
    (tmp_path / "a.xyz").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PAGE, encoding="utf-8")
    added = run_with(target, tmp_path, "-m", "communique", "add", "a.xyz", "b.txt")
    assert "added 1 document" in added.stderr and "a.xyz: plug-in xyz" in added.stderr
    assert "Traceback" not in added.stderr


def test_what_claims_no_suffix_is_no_reader(tmp_path: Path) -> None:
    target = tmp_path / "installed"
    announce(target, "xyz", {"communique.readers": "xyz = xyz:Reader"},
             {"xyz": "class Reader:\n    suffixes = ('XYZ',)\n"})  # fmt: skip
    (tmp_path / "a.xyz").write_text(PAGE, encoding="utf-8")
    read = run_with(target, tmp_path, "-m", "communique", "read", "a.xyz", "--format", "jsonl")
    assert read.returncode == 0 and json.loads(read.stdout)["media_type"] == "text/plain"
    assert "needs suffixes" in read.stderr


def test_a_plug_in_takes_no_format_of_ours(tmp_path: Path) -> None:
    """Neither by suffix nor where the bytes themselves say what they are."""
    target = tmp_path / "installed"
    module = READER.replace("'.xyz',", "'.txt', '.md', '.html', '.xyz'").format(
        body="raise OSError"
    )
    announce(target, "xyz", {"communique.readers": "xyz = xyz:Reader"}, {"xyz": module})
    for name in ("a.txt", "a.md", "a.html"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    read = run_with(target, tmp_path, "-m", "communique", "read", "a.txt", "a.md", "a.html")
    assert read.returncode == 0 and "plug-in" not in read.stderr


def test_help_imports_no_plug_in(tmp_path: Path) -> None:
    target = tmp_path / "installed"
    groups = ("readers", "extractors", "exporters", "reference")
    announce(target, "loud", {f"communique.{g}": "loud = loud:x" for g in groups},
             {"loud": "raise SystemExit('imported')"})  # fmt: skip
    run = run_with(target, tmp_path, "-m", "communique", "--help")
    assert run.returncode == 0 and not run.stderr


def test_a_pack_without_tables_is_set_aside(tmp_path: Path) -> None:
    target = tmp_path / "installed"
    announce(target, "pack", {"communique.reference": "empty = pack:FOLDER"},
             {"pack": "FOLDER = '/nowhere'"})  # fmt: skip
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    run = run_with(target, tmp_path, "-m", "communique", "extract", "a.txt")
    assert (run.returncode == 0 and "agreed" in run.stdout) or "open a trade office" in run.stdout
    assert "plug-in empty (pack): /nowhere: is no folder with any of issues.csv" in run.stderr
