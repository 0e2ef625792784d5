"""Archives under several processes, some of them killed: what was told stays, and stays once."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.archive import add_pages

from communique.archive import open_archive

PAGES = 200
PAGE_IDS = [add_pages.make_page(number)[0].id for number in range(PAGES)]


def start_adding(path: object, pages: int = PAGES) -> subprocess.Popen[str]:
    """Start a process that adds pages to the archive at `path`."""
    return subprocess.Popen(
        [sys.executable, add_pages.__file__, str(path), str(pages)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> list[list[str]]:
    """Return the id and the state of each page a process told of, once it has ended well."""
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    return [line.split() for line in output.splitlines()]


def kill_after(process: subprocess.Popen[str], lines: int, delay_seconds: float) -> list[str]:
    """Kill a process a moment after it told of `lines` pages; return all ids it told of."""
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(lines)]
    time.sleep(delay_seconds)
    process.kill()
    output, _ = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    told += output.splitlines(keepends=True)
    # The last line may have been cut by the kill; only a whole one was told.
    return [line.split()[0] for line in told if line.endswith("\n")]


def read_ids(path: str | Path) -> Counter[str]:
    """Return how often the archive holds each document, having checked that it is whole."""
    with open_archive(path) as archive:
        assert archive.check() == []
        return Counter(document.id for document in archive.documents())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_process_loses_nothing_it_told(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "desk.db"
    chance = random.Random(seed)
    told: set[str] = set()
    for _ in range(3):
        process = start_adding(path)
        told |= set(kill_after(process, chance.randrange(60), chance.uniform(0, 0.05)))
        held = read_ids(path)
        assert told <= set(held)
        assert set(held.values()) <= {1}
    again = finish(start_adding(path))
    assert [page for page, _ in again] == PAGE_IDS
    assert {page for page, state in again if state == "new"}.isdisjoint(told)
    assert read_ids(path) == Counter(PAGE_IDS)


@pytest.mark.parametrize("seed", [1, 2])
def test_process_killed_while_opening_leaves_an_archive_to_open(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "desk.db"
    chance = random.Random(seed)
    for _ in range(3):
        process = start_adding(path, pages=1)
        while not path.exists() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.communicate(timeout=30)
    assert finish(start_adding(path, pages=1))[0][0] == PAGE_IDS[0]
    assert read_ids(path) == Counter(PAGE_IDS[:1])


def test_processes_adding_the_same_pages_double_none(place: str) -> None:
    path = place
    # Both make the archive, too, where it is a file: neither finds it there.
    processes = [start_adding(path) for _ in range(2)]
    told = [line for process in processes for line in finish(process)]
    assert Counter(page for page, _ in told) == Counter({page: 2 for page in PAGE_IDS})
    assert Counter(page for page, state in told if state == "new") == Counter(PAGE_IDS)
    assert read_ids(path) == Counter(PAGE_IDS)


def test_interrupted_process_leaves_the_archive_whole(place: str) -> None:
    path = place
    process = start_adding(path)
    assert process.stdout is not None
    first = process.stdout.readline().split()[0]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert read_ids(path)[first] == 1


def test_archive_opened_twice_in_a_process_keeps_what_it_is_told(tmp_path: Path) -> None:
    """Another process that looks and leaves doesn't take the log away under those who stay."""
    path = tmp_path / "desk.db"
    count = (
        "import sys; from communique.archive import open_archive\n"
        "with open_archive(sys.argv[1]) as archive: print(archive.stats().documents)"
    )

    def count_elsewhere() -> int:
        done = subprocess.run(
            [sys.executable, "-c", count, str(path)], capture_output=True, text=True, check=True
        )
        return int(done.stdout)

    with open_archive(path) as archive:
        archive.add(*add_pages.make_page(0))
        with open_archive(path) as again:
            assert count_elsewhere() == again.stats().documents == 1
        archive.add(*add_pages.make_page(1))
        assert count_elsewhere() == 2
    assert read_ids(path) == Counter(PAGE_IDS[:2])
