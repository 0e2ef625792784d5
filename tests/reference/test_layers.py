"""Tables of one's own are laid over the program's: rows come in, or stand in another's place."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import TableError
from communique.reference.issues import Issue, find_lost
from communique.reference.layers import KEYS, NoTables, check_folder, read_own_rows
from communique.reference.validating import find_faults, table_of

ISSUES = "id,name,kind,parent,citation\n"
TERMS = "issue,term,weight\n"
OFFICES = "title,rank,scope,party,citation\n"


def write(folder: Path, **tables: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def ask(program: str, *folders: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a process whose environment names the folders."""
    named = os.pathsep.join(map(str, folders))
    paths = os.pathsep.join(filter(None, sys.path))
    environment = {**os.environ, "COMMUNIQUE_REFERENCE": named, "PYTHONPATH": paths}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True
    )


SHOW = """
import json
from communique.reference.issues import load_issues
from communique.reference.offices import load_offices
issues, offices = load_issues(), load_offices()
print(json.dumps({
    "trade": issues.issues["trade"].name,
    "own": "seabed-mining" in issues.issues,
    "count": len(issues.issues),
    "found": [issue for issue, _ in issues.find("on seabed mining and tariffs")],
    "steward": offices.rank("grand steward", None),
    "president": offices.rank("president", None),
}))
"""


def test_rows_are_added_and_replaced_by_key_and_later_layers_win(tmp_path: Path) -> None:
    first = write(
        tmp_path / "a",
        issues=f"# mine\n{ISSUES}seabed-mining,Seabed,topic,,x\ntrade,Commerce,topic,,x\n",
        issue_terms=f"{TERMS}seabed-mining,seabed mining,3\n",
        offices=f"{OFFICES}grand steward,minister,state,,x\n",
    )
    second = write(tmp_path / "b", issues=f"\ufeff{ISSUES}trade,Barter,topic,,x\r\n")
    plain, one, both = (
        json.loads(ask(SHOW, *folders).stdout) for folders in ((), (first,), (first, second))
    )
    assert (plain["own"], plain["trade"], plain["steward"]) == (False, "Trade", None)
    assert (one["own"], one["trade"], one["steward"]) == (True, "Commerce", "minister")
    assert one["count"] == plain["count"] + 1 == both["count"]
    assert both["trade"] == "Barter" and both["own"]
    assert "seabed-mining" in one["found"] and "trade" in one["found"]
    assert "seabed-mining" not in plain["found"]
    assert plain["president"] == one["president"] == "head-of-state"


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"issues": "id,name\na,b\n"}, "issues.csv, line 1: has no column kind, parent, citation"),
        ({"issues": f"{ISSUES}a,A,topic,\n"}, "issues.csv, line 2: has 4 fields, not 5"),
        ({"issues": f"{ISSUES}a,A,topic,,\n"}, "issues.csv, line 2: has no citation"),
        ({"issues": f"{ISSUES}a,A,topic,b,x\nb,B,topic,a,x\n"}, "issues.csv: a: its parent is no"),
        ({"issue_terms": f"{TERMS}nothing,x,3\n"}, "line 2: names no issue: 'nothing'"),
        ({"offices": f"{OFFICES}x,captain,state,,x\n"}, "offices.csv, line 2: rank: Input should"),
        ({}, "is no folder with any of issues.csv"),
    ],
)
def test_a_layer_that_cannot_be_used_is_one_line(
    tables: dict[str, str], told: str, tmp_path: Path
) -> None:
    folder = write(tmp_path / "own", **tables)
    program = (
        "from communique.errors import CommuniqueError\n"
        "from communique.reference import load_reference\n"
        "try:\n    load_reference()\nexcept CommuniqueError as error:\n    print(error)\n"
    )
    run = ask(program, folder)
    assert not run.stderr and told in run.stdout and run.stdout.count("\n") == 1


# -- validating ------------------------------------------------------------------------------


def faults_of(path: Path) -> list[str]:
    table = table_of(path)
    assert table is not None
    return [str(fault) for fault in find_faults(path, table)[1]]


def test_all_that_is_wrong_is_told_line_by_line(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        issues=(
            f"# mine\n{ISSUES}a,A,topic,,x\nb,B,nonsense,,x\n\nc,C,topic\na,A again,topic,,x\n"
            'd,"D,topic,,x\ne,E,topic,,\n'
        ),
    )
    assert faults_of(folder / "issues.csv") == [
        "issues.csv, line 4: kind: Input should be 'topic', 'region' or 'broad'",
        "issues.csv, line 6: has 3 fields, not 5",
        "issues.csv, line 7: has the same key as line 3",
        "issues.csv, line 8: is no line of CSV: unexpected end of data",
        "issues.csv, line 9: has no citation",
    ]


def test_terms_may_name_issues_of_the_table_beside(tmp_path: Path) -> None:
    terms = f"{TERMS}trade,barter,2\nown,wordy,3\nnone,x,1\ntrade,y,7\ntrade,z,many\ntrade,*,1\n"
    folder = write(tmp_path, issues=f"{ISSUES}own,Own,topic,,x\n", issue_terms=terms)
    told = faults_of(folder / "issue_terms.csv")
    assert [line.split(":")[0] for line in told] == [
        f"issue_terms.csv, line {number}" for number in (4, 5, 6, 7)
    ]
    assert not faults_of(folder / "issues.csv")


def test_offices_name_parties_that_there_are(tmp_path: Path) -> None:
    rows = "grand steward,minister,state,KEN,x\nsteward,minister,state,XXX,x\n,minister,state,,x\n"
    folder = write(tmp_path, offices=OFFICES + rows)
    assert faults_of(folder / "offices.csv") == [
        "offices.csv, line 3: has an unknown party 'XXX'",
        "offices.csv, line 4: has no title",
    ]


def test_a_table_under_another_name_would_be_overlooked(tmp_path: Path) -> None:
    folder = write(tmp_path, my_issues=f"{ISSUES}a,A,topic,,x\n")
    [told] = faults_of(folder / "my_issues.csv")
    assert told == "my_issues.csv: has the columns of issues.csv; it must be called so"


def test_circles_of_issues_are_found(tmp_path: Path) -> None:
    folder = write(tmp_path, issues=f"{ISSUES}a,A,topic,b,x\nb,B,topic,a,x\n")
    [told] = faults_of(folder / "issues.csv")
    assert told.startswith("issues.csv, line 2: a: its parent")


@given(st.dictionaries(st.sampled_from("abcdef"), st.none() | st.sampled_from("abcdefg")))
def test_lost_issues_are_those_whose_way_up_has_no_end(parents: dict[str, str | None]) -> None:
    issues = [
        Issue(id=i, name=i, kind="topic", parent=parent, citation="x")
        for i, parent in parents.items()
    ]
    lost = find_lost(issues)

    def arrives(at: str | None, steps: int = 0) -> bool:
        if at is None:
            return True
        return at in parents and steps <= len(parents) and arrives(parents[at], steps + 1)

    assert (lost is None) == all(map(arrives, parents))
    assert lost is None or not arrives(lost)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: (ISSUES + t).encode()))
def test_any_bytes_are_a_table_or_told_in_one_line(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "issues.csv"
        path.write_bytes(data)
        try:
            table = table_of(path)
            faults = find_faults(path, table)[1] if table is not None else []
        except TableError as error:
            faults = [error]
        assert all("\n" not in str(fault) for fault in faults)


def test_folders_and_tables_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NoTables):
        check_folder(tmp_path / "nowhere")
    folder = write(tmp_path, offices=OFFICES)
    assert check_folder(folder) == folder and not list(read_own_rows(folder / "offices.csv", ()))
    assert set(KEYS) == {"issues.csv", "issue_terms.csv", "offices.csv"}
