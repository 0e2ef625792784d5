"""Killed at a hundred random moments of adding, reviewing and rereading: what was told holds."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from tests.archive import review_pages

from communique.archive import Archive, open_archive

SRC = Path(__file__).parents[2] / "src"
KILLS = 100
#: So many kills lie between two looks at every byte of the archive.
KILLS_BETWEEN_CHECKS = 20
MOST_STEPS = 3
#: About as long as a step takes, so that the kill may strike at any moment of one.
LONGEST_SECONDS = 0.06


def read_told(path: Path) -> list[dict[str, Any]]:
    """Return the steps that were told; a line cut by a kill wasn't."""
    lines = path.read_text(encoding="utf-8").split("\n")
    # A cut line runs into the next process's first one; what follows the cut is whole.
    whole = [line[line.rindex('{"') :] for line in lines if '{"' in line and line.endswith("}")]
    return [json.loads(line) for line in whole]


def wait_for_steps(told: Path, steps: int) -> None:
    """Return when so many more steps have been told."""
    wanted = told.read_bytes().count(b"\n") + steps
    deadline = time.monotonic() + 60
    while told.read_bytes().count(b"\n") < wanted:
        assert time.monotonic() < deadline, "the process does nothing"
        time.sleep(0.002)


def assert_nothing_lost(archive: Archive, told: list[dict[str, Any]]) -> None:
    """Assert that every step told is in the archive, and every document and review once."""
    documents = Counter(summary.id for summary in archive.documents())
    assert {step["document"] for step in told if "document" in step} <= set(documents)
    assert set(documents.values()) <= {1}
    reviews = {review.id: review for review in archive.reviews()}
    assert list(reviews) == list(range(1, len(reviews) + 1))
    given = [step for step in told if "review" in step]
    assert len({step["review"] for step in given}) == len(given)
    for step in given:
        kept = reviews[step["review"]]
        assert (kept.verdict, list(kept.targets)) == (step["verdict"], step["targets"])


def assert_nothing_doubled(archive: Archive) -> None:
    """Assert that each party's promise stands once on each page, and only in its newest text."""
    shown: Counter[tuple[str, str]] = Counter()
    for stored in archive.records():
        assert stored.document.superseded_by is None
        shown[stored.document.id, stored.record.parties[0]] += 1  # type: ignore[attr-defined]
    assert set(shown.values()) <= {1}


def test_killed_at_any_moment_nothing_told_is_lost_or_doubled(tmp_path: Path) -> None:
    path, told = tmp_path / "desk.db", tmp_path / "told.jsonl"
    told.touch()
    chance = random.Random(11)
    forking = subprocess.Popen(
        [sys.executable, review_pages.__file__, str(path), str(told)],
        env=os.environ | {"PYTHONPATH": str(SRC)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with forking:
        assert forking.stdin is not None
        assert forking.stdout is not None
        for kill in range(KILLS):
            print(kill, file=forking.stdin, flush=True)
            process = int(forking.stdout.readline())
            wait_for_steps(told, chance.randint(0, MOST_STEPS))
            time.sleep(chance.uniform(0, LONGEST_SECONDS))
            os.kill(process, signal.SIGKILL)
            assert int(forking.stdout.readline()) == -signal.SIGKILL
            if (kill + 1) % KILLS_BETWEEN_CHECKS == 0:
                with open_archive(path) as archive:
                    assert archive.check() == []
                    assert_nothing_lost(archive, read_told(told))
                    assert_nothing_doubled(archive)
        forking.stdin.close()
    steps = read_told(told)
    assert len(steps) > KILLS
    verdicts = {step["verdict"] for step in steps if "verdict" in step}
    assert verdicts == {"accept", "reject", "correct", "undo", "join", "split"}
    assert any(step.get("extractor", "0") != "0" for step in steps)


@pytest.mark.parametrize("seed", [3, 10, 41])
def test_no_order_of_readings_and_decisions_shows_a_promise_twice(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Corrections are taken back, and made again, while readings come and go."""
    decisions = ("accept", "reject", "correct", "correct", "undo", "undo", "join", "split")
    monkeypatch.setattr(review_pages, "STEPS", ("add", *decisions, *["reread"] * 3))
    with open_archive(tmp_path / "desk.db") as archive:
        for _ in islice(review_pages.work(archive, random.Random(seed)), 60):
            assert_nothing_doubled(archive)
        assert archive.check() == []
