"""What a run has to do, cut into pieces that are the same on every machine."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.batch.pages import Unit

#: Files that are one page each are read by so many at a time, or so many bytes.
_MOST_FILES = 200
_MOST_BYTES = 64 * 1024 * 1024

#: A run is read in so many parts at least, where it has pages enough for them, so that all
#: workers have some; a part has so many pages at least and at most.
_PARTS = 16
_FEWEST, _MOST = 8, 2_000


@dataclass(frozen=True, slots=True)
class Sift:
    """A piece of the first half: files, or a range of one, whose pages are to be sifted.

    `bytes` is what of the files it covers, for telling how far a run is.
    """

    number: int
    units: tuple[Unit, ...]
    bytes: int

    @property
    def name(self) -> str:
        """What it is called among the files of a run."""
        return f"sift-{self.number:06}"


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows `[start, stop)` of what a piece of the first half kept."""

    sift: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the second half: kept pages whose records are to be read.

    `first` is the number of its first page among all that were kept, in the order of the inputs.
    """

    number: int
    first: int
    slices: tuple[Slice, ...]

    @property
    def name(self) -> str:
        """What it is called among the files of a run."""
        return f"part-{self.number:06}"

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(one.stop - one.start for one in self.slices)


#: A piece of work of either half.
Work = Sift | Part


def bundle(units: Iterable[Unit]) -> Iterator[Sift]:
    """Yield the pieces of the first half, in order.

    Files that are one page each go together, so that a folder of a million is not a million
    pieces.
    """
    number = 0
    held: list[Unit] = []
    size = 0
    for unit in units:
        alone = unit.form != "page"
        if held and (alone or len(held) >= _MOST_FILES or size + unit.size > _MOST_BYTES):
            yield Sift(number, tuple(held), size)
            number, held, size = number + 1, [], 0
        if alone:
            yield Sift(number, (unit,), unit.size)
            number += 1
        else:
            held.append(unit)
            size += unit.size
    if held:
        yield Sift(number, tuple(held), size)


def divide(kept: Sequence[tuple[str, int]]) -> Iterator[Part]:
    """Yield the parts of the second half, given each first piece's name and the pages it kept."""
    total = sum(count for _, count in kept)
    most = min(_MOST, max(_FEWEST, -(-total // _PARTS)))
    number = first = held = 0
    slices: list[Slice] = []
    for name, count in kept:
        start = 0
        while start < count:
            stop = min(count, start + most - held)
            slices.append(Slice(name, start, stop))
            held += stop - start
            start = stop
            if held == most:
                yield Part(number, first, tuple(slices))
                number, first, held, slices = number + 1, first + held, 0, []
    if slices:
        yield Part(number, first, tuple(slices))
