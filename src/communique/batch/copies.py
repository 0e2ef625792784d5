"""Which pages are copies of which: near-duplicates, grouped in bounded memory.

A page is a copy of the earlier page that it resembles most (of equals, the earliest) among those
that are no copies themselves: its head, which is the earliest of its group. The most alike and
not the earliest alike, since a page that begins and ends as its site's pages do may come first.
Pages are judged in the order of time, so a head is always earlier than its copies, and each copy
itself resembles its head: a chain of small changes does not make one group of two different texts,
as it would if whatever is joined to a member were joined to the group. The price is that a page
that resembles only another copy, not the head, stays by itself; so it is read once more, and
nothing is lost.

How pages are found that may resemble each other: each of the `BANDS` lowest hashes of a sketch
(of short texts, the hash of all words) is a band, and pages with a band in common are compared. Two
texts of which one has half of the other share most of their lowest hashes, wherever the half is.
Where a site's menu or a phrase of the trade brings many pages into a band, each is compared with
the `NEAREST` earliest of the band and the `NEAREST` just before it, so that the work grows with the
pages and not with their square; copies of one text have other bands in common, too.

The road: sketches go to disk as they come; the order of time is sorted on disk; bands, then pairs,
are sorted there, too (`spills.py`); pairs are compared by blocks; then one pass over the pairs in
the order of time finds the heads. The result depends neither on the order in which pages come
nor on the memory.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from communique.batch.sketches import (
    ALIKE,
    LAYOUT,
    NO_LOW,
    SIZE,
    Sketches,
    compare,
)
from communique.batch.spills import Numbers, NumberSpill, PlaceSpill

#: How many of the lowest hashes bring pages together.
BANDS = 24
#: Pages of one band that a page is compared with: so many earliest, so many just before it.
NEAREST = 6

#: Sketches read at once, at most.
_BLOCK = 4096
#: About what the comparison of a pair takes in memory: its sketches, and copies while sorting.
_PAIR_BYTES = 8 * SIZE
#: Of so many lowest hashes, two texts that are alike share so many at least.
_FIRST_LOOK = 48
_FEWEST_SHARED = 3
#: A band and the rank of a page make one number, 32 bits each.
_RANK_BITS = np.uint64(32)
_RANK = np.uint64(2**32 - 1)

Ranks = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Sketched:
    """A page as far as its copies are looked for.

    `key` is a whole number of the caller's, another for each page, from -2**63 to 2**63-1.
    `order` says which is earlier, by comparison: the earliest moment known, as a string that
    sorts by time, then the address. Where it is equal, the lower key is earlier.
    """

    key: int
    order: tuple[str, ...]
    sketch: bytes


def group(
    sketched: Iterable[Sketched], *, memory_bytes: int, folder: Path
) -> Iterator[tuple[int, int]]:
    """Yield (key, key of its head) for every page that is a copy, in the order of time.

    `folder` exists and has room for some 1,600 bytes a page; what is written there is
    removed at the end, also after an error. `memory_bytes` bounds what waits and is sorted in
    memory; some 30 bytes a page come on top. At most 2**32-1 pages.
    """
    with tempfile.TemporaryDirectory(prefix="copies-", dir=folder) as name:
        yield from _Grouping(Path(name), memory_bytes).run(sketched)


class _Grouping:
    """One run of `group`, with its files in `folder`."""

    def __init__(self, folder: Path, memory_bytes: int) -> None:
        self._folder = folder
        self._memory = memory_bytes
        self._path = folder / "sketches"

    def run(self, sketched: Iterable[Sketched]) -> Iterator[tuple[int, int]]:
        keys, arrivals = self._take(sketched)
        if not len(keys):
            return
        with self._path.open("rb", buffering=0) as file:
            bands = self._find_bands(file.fileno(), arrivals)
            pairs = self._find_pairs(bands)
            heads = self._find_heads(file.fileno(), arrivals, pairs)
        for rank in np.flatnonzero(heads != np.arange(len(heads), dtype=np.uint32)):
            yield int(keys[rank]), int(keys[heads[rank]])

    def _take(self, sketched: Iterable[Sketched]) -> tuple[npt.NDArray[np.int64], Ranks]:
        """Write the sketches in the order they come; return keys and arrivals in that of time."""
        places = PlaceSpill(self._folder, "places", memory_bytes=self._memory // 4)
        count = 0
        with self._path.open("wb") as file:
            for count, page in enumerate(sketched, start=1):
                if len(page.sketch) != SIZE:
                    raise ValueError(f"a sketch has {SIZE} bytes, not {len(page.sketch)}")
                file.write(page.sketch)
                places.add((page.order, page.key, count - 1))
        keys = np.empty(count, np.int64)
        arrivals = np.empty(count, np.uint32)
        for rank, (_, key, arrival) in enumerate(places.read()):
            keys[rank] = key
            arrivals[rank] = arrival
        return keys, arrivals

    def _find_bands(self, file: int, arrivals: Ranks) -> NumberSpill:
        """Return the bands of all pages, each with the rank of its page."""
        ranks = np.empty(len(arrivals), np.uint64)
        ranks[arrivals] = np.arange(len(arrivals), dtype=np.uint64)
        spill = NumberSpill(self._folder, "bands", memory_bytes=self._memory // 4)
        block = min(_BLOCK, max(1, self._memory // (4 * SIZE)))
        for start in range(0, len(arrivals), block):
            count = min(block, len(arrivals) - start)
            sketches = np.frombuffer(os.pread(file, count * SIZE, start * SIZE), LAYOUT)
            rank = ranks[start : start + count]
            lows = sketches["lows"][:, :BANDS]
            repeated = np.repeat(rank[:, None], BANDS, axis=1)
            real = lows != NO_LOW
            # Without the last bit, which is of the place in the text.
            bands = (lows[real] >> np.uint32(1)).astype(np.uint64)
            spill.add((bands << _RANK_BITS) | repeated[real])
            # Other texts with the same words have the same lowest hashes anyway.
            short = (sketches["words"] > 0) & ~real[:, 0]
            exact = sketches["exact"][short].astype(np.uint64) >> _RANK_BITS
            spill.add((exact << _RANK_BITS) | rank[short])
        return spill

    def _find_pairs(self, bands: NumberSpill) -> NumberSpill:
        """Return the pairs to compare: the later page's rank, then the earlier's."""
        spill = NumberSpill(self._folder, "pairs", memory_bytes=self._memory // 4)
        kept = np.empty(0, np.uint64)
        # The arrays below take some ten times what they are made from.
        size = max(1024, self._memory // 512)
        for part in (
            block[start : start + size]
            for block in bands.read()
            for start in range(0, len(block), size)
        ):
            numbers = np.concatenate([kept, part])
            known = len(kept)
            band = numbers >> _RANK_BITS
            rank = numbers & _RANK
            index = np.arange(len(numbers))
            fresh = np.concatenate([[True], band[1:] != band[:-1]])
            begin = np.maximum.accumulate(np.where(fresh, index, 0))
            for step in range(NEAREST):
                for earlier in (begin + step, index - 1 - step):
                    paired = (index >= known) & (earlier < index) & (earlier >= begin)
                    here = index[paired]
                    spill.add((rank[here] << _RANK_BITS) | rank[earlier[paired]])
            # The last band may go on in the next block: what is needed of it.
            last = numbers[begin[-1] :]
            kept = last if len(last) <= 2 * NEAREST else _both_ends(last)
        return spill

    def _find_heads(self, file: int, arrivals: Ranks, pairs: NumberSpill) -> Ranks:
        """Return for each rank that of its head, itself where it is none's copy."""
        heads = np.arange(len(arrivals), dtype=np.uint32)
        nearest = np.zeros(len(arrivals), np.float32)
        block = min(_BLOCK, max(1, self._memory // (4 * _PAIR_BYTES)))
        for numbers in pairs.read():
            for start in range(0, len(numbers), block):
                some = numbers[start : start + block]
                # What is known by now to be a copy is no head.
                some = some[heads[(some & _RANK).astype(np.intp)] == (some & _RANK)]
                later = (some >> _RANK_BITS).astype(np.intp)
                earlier = (some & _RANK).astype(np.intp)
                left = _read_sketches(file, arrivals[later])
                right = _read_sketches(file, arrivals[earlier])
                near = _find_near(left, right)
                alike = compare(left[near], right[near]).astype(np.float32)
                for i in np.flatnonzero(alike >= ALIKE):
                    # Pairs come by the later page, then by the earlier: what the earlier is has
                    # been settled, and of equals the earliest is taken.
                    page, other = later[near[i]], earlier[near[i]]
                    if heads[other] == other and alike[i] > nearest[page]:
                        heads[page] = other
                        nearest[page] = alike[i]
        return heads


def _find_near(left: Sketches, right: Sketches) -> npt.NDArray[np.intp]:
    """Return which pairs may be alike: a quick look at the lowest hashes spares most the long one.

    Texts that are alike share a fifth of them and more.
    """
    lowest = [side["lows"][:, :_FIRST_LOOK] >> np.uint32(1) for side in (left, right)]
    both = np.concatenate(lowest, axis=1)
    both.sort(axis=1)
    shared = (both[:, 1:] == both[:, :-1]) & (both[:, 1:] != NO_LOW >> 1)
    return np.flatnonzero(
        (shared.sum(axis=1) >= _FEWEST_SHARED) | (left["exact"] == right["exact"])
    )


def _both_ends(numbers: Numbers) -> Numbers:
    return np.concatenate([numbers[:NEAREST], numbers[-NEAREST:]])


def _read_sketches(file: int, arrivals: Ranks) -> Sketches:
    """Read the sketches at these places of the file, each once."""
    places, index = np.unique(arrivals, return_inverse=True)
    parts = [os.pread(file, SIZE, int(place) * SIZE) for place in places]
    return np.frombuffer(b"".join(parts), LAYOUT)[index]
