"""The commands on one thing, on what changed, and on packs, over a small archive."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.linking.test_comparison import JAPANESE, KENYAN
from tests.views.stories import add_pages, write_story

import communique as cq


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("dossiers") / "desk.db"
    write_story(path).close()
    return str(path)


@pytest.fixture(scope="module")
def readouts(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("readouts") / "desk.db"
    pages = (("japan.txt", "2024-03-12", JAPANESE), ("kenya.txt", "2024-03-13", KENYAN))
    with cq.open_archive(path) as archive:
        add_pages(archive, pages)
    return str(path)


DOSSIERS = [
    pytest.param(["person", "Kishida"], "# Kishida Fumio", id="person"),
    pytest.param(["state", "Japan"], "# Japan", id="state"),
    pytest.param(["organisation", "UN"], "# United Nations", id="organisation"),
    pytest.param(["issue", "trade"], "# Trade", id="issue"),
    pytest.param(["mechanism", "Fisheries"], "# Japan-India Fisheries Dialogue", id="mechanism"),
]


@pytest.mark.parametrize(("arguments", "title"), DOSSIERS)
def test_dossier_prints_the_page_of_its_subject(
    run: Run, story: str, arguments: list[str], title: str
) -> None:
    result = run("dossier", *arguments, "--archive", story)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(title)
    assert "## Sources" in result.stdout


def test_dossier_is_written_in_the_format_of_the_file(run: Run, story: str, tmp_path: Path) -> None:
    result = run("dossier", "person", "Modi", "-o", "modi.docx", "--archive", story)
    assert (result.exit_code, result.stderr) == (0, "wrote modi.docx\n")
    assert (tmp_path / "modi.docx").read_bytes()[:2] == b"PK"
    page = run("dossier", "person", "Modi", "--format", "html", "--archive", story).stdout
    assert page.startswith("<!DOCTYPE html>")


def test_dossier_can_be_given_as_it_was(run: Run, story: str) -> None:
    arguments = ["dossier", "state", "Japan", "--archive", story]
    assert "Kamikawa" in run(*arguments).stdout
    assert "Kamikawa" not in run(*arguments, "--as-of", "2023-09-01").stdout
    assert "Kamikawa" not in run(*arguments, "--known-at", "2023-09-30").stdout


def test_brief_tells_what_changed_since_the_last(run: Run, story: str) -> None:
    result = run("brief", "Japan", "India", "--changed-since", "2023-04-02", "--archive", story)
    assert result.stdout.startswith("# Japan – India: changes since 2 April 2023")
    assert "open → done" in result.stdout
    since = run("brief", "Japan", "India", "--since", "2023-09-01", "--archive", story)
    assert "Kamikawa" in since.stdout
    assert "Kishida" not in since.stdout


def test_show_tells_of_ids_that_other_commands_print(run: Run, story: str) -> None:
    for command in ("encounters", "officials", "commitments", "mechanisms", "positions"):
        first = run(command, "--format", "jsonl", "--archive", story).stdout.splitlines()[0]
        result = run("show", json.loads(first)["id"], "--archive", story)
        assert (result.exit_code, result.stderr) == (0, "")
        assert "## Where it is told" in result.stdout
        assert "«" in result.stdout
    record = json.loads(first)["uses"][0]["source"]["record"]
    assert "## Its words" in run("show", record, "--archive", story).stdout


def test_compare_takes_an_encounter(run: Run, readouts: str) -> None:
    listed = run("encounters", "--format", "jsonl", "--archive", readouts).stdout.splitlines()
    both = next(row for row in map(json.loads, listed) if len(row["documents"]) == 2)
    arguments = ["compare", "--encounter", both["id"], "--archive", readouts]
    told = " ".join(run(*arguments).stdout.replace("│", " ").split())
    assert "borne out" in told
    assert "own words" in told
    rows = run(*arguments, "--format", "jsonl").stdout.splitlines()
    assert {json.loads(row)["encounter"] for row in rows} == {both["id"]}
    page = run(*arguments, "--format", "markdown").stdout
    assert page.startswith("# Accounts compared: Japan and Kenya")
    named = run("compare", "japan.txt", "kenya.txt", "--format", "markdown", "--archive", readouts)
    assert "## What one says of another" in named.stdout


PACK = (
    "person,office,rank,party,since,until,citation,aliases\n"
    "Subrahmanyam Jaishankar,Minister of External Affairs,foreign-minister,IND,"
    "2019-05-30,,mea.gov.in,S. Jaishankar\n"
)


def test_reference_packs_are_kept_used_and_removed(run: Run, tmp_path: Path) -> None:
    write_story(tmp_path / "desk.db").close()
    (tmp_path / "mea.csv").write_text(PACK, encoding="utf-8")
    archive = ["--archive", "desk.db"]
    assert run("reference", "import", "mea.csv", *archive).stderr == "mea.csv: 1 tenure kept\n"
    (line,) = run("reference", "list", "--format", "jsonl", *archive).stdout.splitlines()
    assert (json.loads(line)["pack"], json.loads(line)["rows"]) == ("mea.csv", 1)
    assert "30 May 2019" in run("officials", "India", *archive).stdout
    assert (
        "30 May 2019" not in run("officials", "India", "--known-at", "2023-09-30", *archive).stdout
    )
    assert run("reference", "remove", "mea.csv", *archive).stderr == "mea.csv: 1 tenure removed\n"
    assert "30 May 2019" not in run("officials", "India", *archive).stdout
    assert run("reference", "list", *archive).stderr == "no reference packs\n"


def test_a_bad_pack_stores_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(PACK, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(PACK.replace("IND", "Nowhere"), encoding="utf-8")
    result = run("reference", "import", "good.csv", "bad.csv", "--archive", "desk.db")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("communique: bad.csv, row 2: ")
    assert not (tmp_path / "desk.db").exists()


WRONG = [
    pytest.param(["dossier", "person", "Nobody"], 1, "no person", id="nobody"),
    pytest.param(["dossier", "state", "Japn"], 2, "did you mean", id="unknown_party"),
    pytest.param(["dossier", "issue", "trad"], 2, "no issue is called", id="unknown_issue"),
    pytest.param(["dossier", "planet", "Mars"], 2, "planet", id="no_such_kind"),
    pytest.param(["dossier", "state", "Japan", "--format", "docx"], 2, "--output", id="word"),
    pytest.param(["show", "zzz"], 1, "no record or linked thing", id="no_id"),
    pytest.param(["compare", "--encounter", "zzz"], 1, "no encounter", id="no_encounter"),
    pytest.param(["compare", "a", "b", "--encounter", "e1"], 2, "or an encounter", id="both"),
    pytest.param(["compare"], 2, "two documents", id="nothing_to_compare"),
    pytest.param(
        ["brief", "JPN", "IND", "--changed-since", "2023-04-02", "--since", "2023-04-02"],
        2,
        "goes with neither",
        id="two_starts",
    ),
    pytest.param(["reference", "remove", "x"], 1, "no reference pack", id="no_pack"),
    pytest.param(["reference", "import", "x.csv"], 1, "can't be read", id="no_file"),
]


@pytest.mark.parametrize(("arguments", "status", "expected"), WRONG)
def test_commands_refuse_in_one_line(
    run: Run, story: str, arguments: list[str], status: int, expected: str
) -> None:
    result = run(*arguments, "--archive", story)
    assert result.exit_code == status
    assert result.stdout == ""
    assert expected in " ".join(result.stderr.split())
