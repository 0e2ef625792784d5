"""Tables of one's own on the command line: validated, laid over, and not mistaken for packs."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Run

HOLDERS = "person,office,rank,party,since,until,citation\n"
ISSUES = "id,name,kind,parent,citation\n"


def test_validate_tells_each_fault_at_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "issues.csv").write_text(f"{ISSUES}a,A,topic,,x\nb,B,nothing,,x\n")
    (tmp_path / "holders.csv").write_text(
        f"{HOLDERS}A B,president,,Kenya,2020,,x\nC D,president,,Atlantis,2020,,x\n"
        "E F,president,,Kenya,soon,,x\n"
    )
    told = run("reference", "validate", "issues.csv", "holders.csv", "nowhere.csv")
    assert told.exit_code == 1
    first, second, third, last = told.stdout.splitlines()
    assert first.startswith("issues.csv, line 3: kind: ")
    assert second.startswith("holders.csv, row 3: ") and "Atlantis" in second
    assert third.startswith("holders.csv, row 4: ")
    assert last == "nowhere.csv: can't be read: No such file or directory"
    assert told.stderr == "4 faults\n"


def test_validate_says_when_nothing_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "issues.csv").write_text(f"{ISSUES}a,A,topic,,x\n")
    (tmp_path / "holders.csv").write_text(f"{HOLDERS}A B,president,,Kenya,2020,,x\n")
    told = run("reference", "validate", "issues.csv", "holders.csv")
    assert told.exit_code == 0 and not told.stdout
    assert told.stderr == ("issues.csv: 1 row, nothing wrong\nholders.csv: 1 row, nothing wrong\n")


def test_import_keeps_no_table_that_pages_are_read_by(run: Run, tmp_path: Path) -> None:
    (tmp_path / "issues.csv").write_text(f"{ISSUES}a,A,topic,,x\n")
    told = run("reference", "import", "issues.csv")
    assert told.exit_code == 1 and "Set COMMUNIQUE_REFERENCE to its folder" in told.stderr
    assert not (tmp_path / "communique.db").exists()


def test_a_folder_of_tables_changes_what_is_read(tmp_path: Path) -> None:
    """In a process of its own: what tables say is read once."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "issues.csv").write_text(f"{ISSUES}seabed-mining,Seabed mining,topic,,x\n")
    (own / "issue_terms.csv").write_text("issue,term,weight\nseabed-mining,seabed mining,3\n")
    (tmp_path / "note.txt").write_text(
        "Kenya and Fiji meet\n\nThe foreign ministers of Kenya and Fiji met in Suva on Monday.\n\n"
        "Kenya opposes seabed mining.\n"
    )

    def issues(*arguments: str, **environment: str) -> list[str]:
        paths = os.pathsep.join(filter(None, sys.path))
        run = subprocess.run(
            [sys.executable, "-m", "communique", "extract", "note.txt", "--kind", "position",
             "--format", "jsonl", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": paths, **environment},
            capture_output=True,
            text=True,
        )  # fmt: skip
        return [json.loads(line)["issue"] for line in run.stdout.splitlines()] or [run.stderr]

    assert "seabed-mining" not in issues()
    assert issues("--reference", "own") == ["seabed-mining"]
    assert issues(COMMUNIQUE_REFERENCE=str(own)) == ["seabed-mining"]
    [told] = issues("--reference", "nowhere")
    assert told.splitlines() == [
        "communique: nowhere: is no folder with any of issues.csv, issue_terms.csv, offices.csv"
    ]
