"""Sorting more than memory holds: sorted runs on disk, merged as they are read."""

import heapq
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]

_NUMBER_BYTES = 8
#: No run is read in pieces of fewer numbers; below that the disk is asked too often.
_LEAST_PIECE = 1024
#: Runs that are merged at once; each needs a file open and a piece in memory.
_MOST_RUNS = 64


class NumberSpill:
    """Whole numbers from 0 to 2**64-1: added in any order, read in ascending order.

    Numbers wait in memory, `memory_bytes` of them, before they become a run on disk; reading
    takes about as much. All files are in `folder`, which exists, and are gone once read.
    """

    def __init__(self, folder: Path, name: str, *, memory_bytes: int) -> None:
        self._folder = folder
        self._name = name
        # Half for what waits; the sorting and the reading have the rest.
        self._room = max(_LEAST_PIECE, memory_bytes // (2 * _NUMBER_BYTES))
        self._waiting: Numbers | None = None
        self._used = 0
        self._runs: list[Path] = []
        self._made = 0

    def add(self, numbers: Numbers) -> None:
        """Take `numbers` in."""
        while len(numbers):
            if self._waiting is None:
                self._waiting = np.empty(self._room, np.uint64)
            taken = numbers[: self._room - self._used]
            self._waiting[self._used : self._used + len(taken)] = taken
            self._used += len(taken)
            numbers = numbers[len(taken) :]
            if self._used == self._room:
                self._write()

    def read(self) -> Iterator[Numbers]:
        """Yield the numbers in ascending order, each once, in blocks that are never empty.

        What is yielded is no longer held; a spill is read once.
        """
        self._write()
        self._waiting = None
        while len(self._runs) > _MOST_RUNS:
            some, self._runs = self._runs[:_MOST_RUNS], self._runs[_MOST_RUNS:]
            path = self._name_run()
            with path.open("wb") as file:
                for block in self._merge(some):
                    file.write(block.tobytes())
            self._runs.append(path)
        yield from self._merge(self._runs)
        self._runs = []

    def _write(self) -> None:
        if self._waiting is None or not self._used:
            return
        run = self._waiting[: self._used]
        run.sort()
        path = self._name_run()
        _without_repeats(run).tofile(path)
        self._runs.append(path)
        self._used = 0

    def _name_run(self) -> Path:
        self._made += 1
        return self._folder / f"{self._name}-{self._made}.run"

    def _merge(self, paths: list[Path]) -> Iterator[Numbers]:
        """Yield what is in the runs at `paths`, and remove them."""
        if not paths:
            return
        piece = max(_LEAST_PIECE, self._room // (2 * len(paths)))
        files = [path.open("rb") for path in paths]
        try:
            held = [_read_piece(file, piece) for file in files]
            while any(len(part) for part in held):
                # What no run can still go below is complete.
                bound = min(part[-1] for part in held if len(part))
                cuts = [int(np.searchsorted(part, bound, side="right")) for part in held]
                block = np.concatenate([part[:cut] for part, cut in zip(held, cuts, strict=True)])
                block.sort()
                yield _without_repeats(block)
                held = [
                    part[cut:] if cut < len(part) else _read_piece(file, piece)
                    for part, cut, file in zip(held, cuts, files, strict=True)
                ]
        finally:
            for file in files:
                file.close()
        for path in paths:
            path.unlink()


def _read_piece(file: BinaryIO, numbers: int) -> Numbers:
    return np.frombuffer(file.read(numbers * _NUMBER_BYTES), np.uint64)


def _without_repeats(ascending: Numbers) -> Numbers:
    if len(ascending) < 2:
        return ascending
    fresh = np.concatenate([[True], ascending[1:] != ascending[:-1]])
    return ascending if fresh.all() else ascending[fresh]


#: A place in the order of pages: how it sorts, its key, its number in the order of arrival.
Place = tuple[tuple[str, ...], int, int]


class PlaceSpill:
    """Places of pages: added in any order, read in ascending order."""

    #: About what a place takes in memory, beside its strings.
    _PLACE_BYTES = 400

    def __init__(self, folder: Path, name: str, *, memory_bytes: int) -> None:
        self._folder = folder
        self._name = name
        self._memory_bytes = memory_bytes
        self._waiting: list[Place] = []
        self._used = 0
        self._runs: list[Path] = []
        self._made = 0

    def add(self, place: Place) -> None:
        """Take `place` in."""
        self._waiting.append(place)
        self._used += self._PLACE_BYTES + sum(map(len, place[0]))
        if self._used >= self._memory_bytes:
            self._write()

    def read(self) -> Iterator[Place]:
        """Yield the places in ascending order; a spill is read once."""
        if self._runs:
            self._write()
        else:
            self._waiting.sort()
            yield from self._waiting
            self._waiting = []
        while len(self._runs) > _MOST_RUNS:
            some, self._runs = self._runs[:_MOST_RUNS], self._runs[_MOST_RUNS:]
            self._write_run(self._merge(some))
        yield from self._merge(self._runs)
        self._runs = []

    def _write(self) -> None:
        if self._waiting:
            self._waiting.sort()
            self._write_run(iter(self._waiting))
        self._waiting, self._used = [], 0

    def _write_run(self, places: Iterator[Place]) -> None:
        self._made += 1
        path = self._folder / f"{self._name}-{self._made}.run"
        with path.open("w", encoding="ascii") as file:
            for place in places:
                file.write(json.dumps(place) + "\n")
        self._runs.append(path)

    def _merge(self, paths: list[Path]) -> Iterator[Place]:
        yield from heapq.merge(*map(_read_places, paths))
        for path in paths:
            path.unlink()


def _read_places(path: Path) -> Iterator[Place]:
    with path.open(encoding="ascii") as file:
        for line in file:
            order, key, arrival = json.loads(line)
            yield tuple(order), key, arrival
