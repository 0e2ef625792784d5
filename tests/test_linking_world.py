"""The world by which linking is measured: large enough, apart in its halves, true to its marks."""

import doctest
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.test_benchmarks import BENCHMARKS, load

from communique.reading import iter_documents

Half = tuple[dict[str, dict[str, str]], dict[str, Any]]


@pytest.fixture(scope="module")
def world() -> Iterator[ModuleType]:
    sys.path.insert(0, str(BENCHMARKS))
    yield load("linking_world")
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def halves(world: ModuleType) -> dict[str, Half]:
    found = {}
    for half in world.HALVES:
        rows, gold = world.build(half)
        found[half] = ({row["id"]: row for row in rows}, gold)
    return found


def test_examples_run(world: ModuleType) -> None:
    assert doctest.testmod(world).failed == 0


@pytest.mark.parametrize("half", ["dev", "test"])
def test_halves_hold_enough_short_documents(halves: dict[str, Half], half: str) -> None:
    rows, gold = halves[half]
    assert len(rows) == gold["documents"] >= 80
    assert all(60 <= len(row["text"].split()) <= 250 for row in rows.values())


@pytest.mark.parametrize("half", ["dev", "test"])
def test_every_mark_was_read_and_every_slot_filled(halves: dict[str, Half], half: str) -> None:
    rows, gold = halves[half]
    assert not any(sign in row["text"] for row in rows.values() for sign in "<>{}")
    for sort in ("encounters", "persons", "mechanisms", "promises"):
        for thing in gold[sort].values():
            for mention in thing["mentions"]:
                text = rows[mention["document"]]["text"]
                assert [text[s:e] for s, e in mention["spans"]] == mention["words"]
                assert all(words.strip() == words != "" for words in mention["words"])


@pytest.mark.parametrize("half", ["dev", "test"])
def test_all_phenomena_are_there(halves: dict[str, Half], half: str) -> None:
    _, gold = halves[half]
    seen = {
        name
        for sort in ("encounters", "persons", "mechanisms")
        for thing in gold[sort].values()
        for mention in thing["mentions"]
        for name in mention["phenomena"]
    }
    assert seen >= {
        "report", "copy", "announcement", "allusion", "variant", "namesake", "same-week",
        "same-day", "visit", "three-names", "similar-names",
    }  # fmt: skip
    states = {s["state"] for p in gold["promises"].values() for s in p["states"]}
    assert states >= {"open", "reaffirmed", "modified", "done", "overdue", "dropped"}


def test_halves_share_nothing(world: ModuleType) -> None:
    dev, test = (world.World(half, 0).tables for half in world.HALVES)
    names = [
        {name for p in half["person"].values() for name in (p["name"], *p["variants"])}
        for half in (dev, test)
    ]
    pairs = [{frozenset(e["parties"]) for e in half["encounter"]} for half in (dev, test)]
    words = [
        {line for t in half["template"] for line in t["text"].splitlines() if len(line) > 30}
        for half in (dev, test)
    ]
    for left, right in (names, pairs, words):
        assert not left & right


def test_equal_seeds_write_equal_folders(world: ModuleType, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        world.write_half("dev", tmp_path / name, seed=seed)
    files = ("documents.jsonl", "gold.json")
    first, second, other = ([(tmp_path / n / f).read_bytes() for f in files] for n in "abc")
    assert first == second
    assert first[0] != other[0]


def test_documents_are_read_as_they_are_written(world: ModuleType, tmp_path: Path) -> None:
    world.write_half("test", tmp_path)
    documents = list(iter_documents([tmp_path / "documents.jsonl"]))
    gold = json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))
    assert len(documents) == gold["documents"]
    for document in documents:
        assert not isinstance(document, Exception)
        assert document.metadata.date is not None


def test_promises_with_a_state_are_told_by_then(halves: dict[str, Half]) -> None:
    for rows, gold in halves.values():
        for promise in gold["promises"].values():
            first = min(rows[m["document"]]["date"] for m in promise["mentions"])
            assert all(state["as_of"] >= first for state in promise["states"])
