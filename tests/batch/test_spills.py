"""Sorting on disk."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.batch import spills
from communique.batch.spills import NumberSpill, PlaceSpill


@pytest.mark.parametrize("memory_bytes", [1, 16 * 2000, 10_000_000])
def test_numbers_come_back_in_order_each_once(tmp_path: Path, memory_bytes: int) -> None:
    numbers = np.random.default_rng(1).integers(0, 2**64, 20_000, np.uint64, endpoint=False)
    numbers[::5] = numbers[1]
    numbers[7] = 2**64 - 1
    spill = NumberSpill(tmp_path, "numbers", memory_bytes=memory_bytes)
    for part in np.array_split(numbers, 7):
        spill.add(part)
    blocks = list(spill.read())
    assert all(len(block) for block in blocks)
    assert np.array_equal(np.concatenate(blocks), np.unique(numbers))
    assert not list(tmp_path.iterdir())


def test_no_numbers_are_no_blocks(tmp_path: Path) -> None:
    spill = NumberSpill(tmp_path, "numbers", memory_bytes=1)
    spill.add(np.empty(0, np.uint64))
    assert list(spill.read()) == []


def test_many_runs_are_merged_in_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spills, "_MOST_RUNS", 3)
    numbers = np.arange(20_000, dtype=np.uint64)[::-1].copy()
    spill = NumberSpill(tmp_path, "numbers", memory_bytes=1)
    spill.add(numbers)
    assert len(list(tmp_path.iterdir())) > 9
    assert np.array_equal(np.concatenate(list(spill.read())), numbers[::-1])
    places = PlaceSpill(tmp_path, "places", memory_bytes=1000)
    for key in range(100, 0, -1):
        places.add(((f"{key % 7}",), key, 0))
    assert list(places.read()) == sorted(((f"{key % 7}",), key, 0) for key in range(1, 101))
    assert not list(tmp_path.iterdir())


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.tuples(st.text(max_size=5), st.text(max_size=5)),
            st.integers(-(2**63), 2**63 - 1),
            st.integers(0, 9),
        ),
        max_size=20,
    ),
    st.sampled_from([1, 900, 10**9]),
)
def test_places_come_back_in_order(
    tmp_path_factory: pytest.TempPathFactory,
    places: list[tuple[tuple[str, str], int, int]],
    memory_bytes: int,
) -> None:
    folder = tmp_path_factory.mktemp("places")
    spill = PlaceSpill(folder, "places", memory_bytes=memory_bytes)
    for place in places:
        spill.add(place)
    assert list(spill.read()) == sorted(places)
    assert not list(folder.iterdir())
