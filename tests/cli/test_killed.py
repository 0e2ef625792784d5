"""The program killed in the middle of its work, and run again: nothing lost, nothing doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.cli.pages import write_pages

import communique as cq
from communique.archive import open_archive
from communique.errors import ArchiveError

SRC = Path(__file__).parents[2] / "src"
PAGES = 200
#: Pages that are in before the kill, at the least and at the most: there must be some to come.
IN_BEFORE = (3, 150)


def start(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    """Start the program as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "communique", *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(SRC)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(*arguments: str, cwd: Path) -> tuple[int, str]:
    """Run the program to its end, and return its status and what it wrote to standard error."""
    process = start(*arguments, cwd=cwd)
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors


def count_documents(path: Path) -> int:
    """Return how many documents are in, none where there is no archive yet."""
    try:
        with open_archive(path, create=False) as archive:
            return archive.stats().documents
    except ArchiveError:
        return 0


def kill_while_adding(process: subprocess.Popen[str], path: Path, chance: random.Random) -> None:
    """Kill a process a moment after so many documents are in as chance has it."""
    wanted = chance.randint(*IN_BEFORE)
    while process.poll() is None and count_documents(path) < wanted:
        time.sleep(0.05)
    time.sleep(chance.uniform(0, 0.1))
    process.kill()
    process.communicate(timeout=30)


@pytest.mark.parametrize("seed", [7])
def test_add_killed_and_run_again_holds_each_document_once(tmp_path: Path, seed: int) -> None:
    folder, path = tmp_path / "pages", tmp_path / "desk.db"
    folder.mkdir()
    names = write_pages(folder, PAGES, seed=seed)
    command = ("add", str(folder), "--archive", f"sqlite:///{path}")

    process = start(*command, cwd=tmp_path)
    kill_while_adding(process, path, random.Random(seed))
    assert process.returncode == -signal.SIGKILL
    with open_archive(path, create=False) as archive:
        held = {summary.name: summary.id for summary in archive.documents()}
        assert IN_BEFORE[0] <= len(held) < PAGES
        assert archive.check() == []

    status, errors = finish(*command, cwd=tmp_path)
    assert (status, f"already known: {len(held)}" in errors) == (0, True)
    assert f"added {PAGES - len(held)} documents" in errors
    assert finish("check", "--archive", str(path), cwd=tmp_path)[0] == 0
    with open_archive(path, create=False) as archive:
        summaries = list(archive.documents())
        assert Counter(summary.name for summary in summaries) == Counter(names)
        assert len({summary.id for summary in summaries}) == PAGES
        assert held.items() <= {summary.name: summary.id for summary in summaries}.items()
        # The pages on both sides of the kill have all of their records, each of them once.
        last = names.index(max(held))
        for name in names[max(0, last - 2) : last + 3]:
            document = cq.read(folder / name)
            stored = Counter(record.id for record in archive.records_of(document.id))
            assert stored == Counter({record.id for record in cq.extract(document)})
