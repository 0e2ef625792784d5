"""The worked notebooks run as they are, on the sample corpus."""

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

import communique as cq
from communique.document import Document
from communique.records import Position
from communique.sample import pages_folder
from communique.views import Desk

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("notebooks") / "sample.db"
    with cq.open_archive(str(place)) as desk:
        for document in cq.iter_documents([pages_folder()]):
            if isinstance(document, Document) and document.metadata.language in {None, "en"}:
                desk.add(document, cq.extract(document))
    return place


def run(name: str, place: Path, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(FOLDER / name)],
        cwd=folder,
        env={**os.environ, "COMMUNIQUE_ARCHIVE": str(place)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_drawn(path: Path) -> bool:
    """Whether a picture has marks, not axes alone."""
    drawn = etree.parse(path).getroot()
    return bool(
        drawn.xpath("//*[contains(@class, 'mark-rect') or contains(@class, 'mark-symbol')]")
    )


def open_desk(place: Path) -> Desk:
    return cq.open_archive(str(place), create=False)


def test_a_pair_over_years_counts_what_the_archive_holds(place: Path, tmp_path: Path) -> None:
    run("pair_over_years.py", place, tmp_path)
    wanted: Counter[tuple[str, str]] = Counter()
    with open_desk(place) as desk:
        for one in desk.recall().encounters:
            first, last = one.date.start, one.date.end
            dated = first is not None and last is not None and first.year == last.year
            if {"CHN", "GBR"} <= set(one.parties) and one.status == "held" and dated:
                wanted[f"{first:%Y}", one.form] += 1
    told = {
        (row["year"].removesuffix(".0"), row["form"]): int(row["size"])
        for row in rows(tmp_path / "pair_contacts.csv")
    }
    assert told == wanted
    assert len({year for year, _ in told}) > 2
    assert is_drawn(tmp_path / "pair_contacts.svg")
    assert is_drawn(tmp_path / "pair_promises.svg")


def test_promises_by_issue_add_up(place: Path, tmp_path: Path) -> None:
    run("promises_kept.py", place, tmp_path)
    wanted: Counter[tuple[str, str]] = Counter()
    with open_desk(place) as desk:
        for promise in desk.recall().promises:
            for issue in promise.topics or ("no issue",):
                wanted[issue, promise.state] += 1
    told = {
        (row["issue"], row["state"]): int(row["promises"])
        for row in rows(tmp_path / "promises_by_issue.csv")
    }
    assert told == wanted
    assert rows(tmp_path / "promises_done.csv")
    assert is_drawn(tmp_path / "promises_by_issue.svg")


def test_changed_wordings_are_those_of_formulas(place: Path, tmp_path: Path) -> None:
    run("wording_changed.py", place, tmp_path)
    with open_desk(place) as desk:
        memory = desk.recall()
        holders = {one.record.holder for one in memory.stored if isinstance(one.record, Position)}
        uses = sum(len(f.uses) for holder in holders for f in memory.formulas(holder))
    told = rows(tmp_path / "wordings.csv")
    assert len(told) == uses > 0
    changed = sum(row["changed"] == "True" for row in told)
    assert changed == sum(int(row["changed"]) for row in rows(tmp_path / "wording_changes.csv"))
    assert is_drawn(tmp_path / "wording_changes.svg")
