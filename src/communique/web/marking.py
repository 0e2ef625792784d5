"""A document's text cut where records begin and end, so that each piece knows whose words it is."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from communique.archive.projection import place_evidence
from communique.archive.types import Stored
from communique.document import Document
from communique.plain import drop_controls

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch `[start, end)` of the text that the same records rest on.

    `records` are their ids, the record with the fewest words first: the one that is meant when
    somebody points there. `sought` says that it is of the words that were asked for. `first`
    are the records whose words begin here for the first time in the document.
    """

    start: int
    end: int
    text: str
    records: tuple[str, ...]
    sought: bool
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block of the document: its kind, and its pieces in reading order."""

    kind: str
    pieces: tuple[Piece, ...]


def mark_blocks(
    document: Document, stored: Sequence[Stored], sought: Iterable[Span] = ()
) -> tuple[MarkedBlock, ...]:
    """Return the blocks of all articles, cut into pieces; it takes linear time in both.

    What stands between blocks is white space and markup, and left out.
    """
    spans = {one.id: _spans_of(one) for one in stored}
    marks = sorted((start, end, key) for key, found in spans.items() for start, end in found)
    wanted = sorted(sought)
    cuts = sorted(
        {edge for start, end, _ in marks for edge in (start, end)}
        | {edge for span in wanted for edge in span}
    )
    length = {key: sum(end - start for start, end in found) for key, found in spans.items()}
    at = _covering(cuts, marks)
    seen: set[str] = set()
    blocks = []
    for article in document.articles:
        for block in article.blocks:
            edges = [block.start, *cuts[_inside(cuts, block.start, block.end)], block.end]
            pieces = []
            for start, end in pairwise(edges):
                place = bisect_right(cuts, start) - 1
                keys = sorted(at[place] if place >= 0 else (), key=lambda k: (length[k], k))
                new = tuple(key for key in keys if key not in seen)
                seen.update(new)
                pieces.append(
                    Piece(
                        start=start,
                        end=end,
                        text=document.text[start:end],
                        records=tuple(keys),
                        sought=any(a <= start and end <= b for a, b in wanted),
                        first=new,
                    )
                )
            blocks.append(MarkedBlock(block.kind, tuple(pieces)))
    return tuple(blocks)


def cut_at_hidden(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, cut where signs that no page shows stand between: so that a place in what
    is shown is a place in the text, counted from the start of its piece.
    """
    for piece in pieces:
        start = piece.start
        for at, sign in enumerate(piece.text, piece.start):
            if not drop_controls(sign):
                yield from _part(piece, start, at)
                start = at + 1
        yield from _part(piece, start, piece.end)


def _part(piece: Piece, start: int, end: int) -> Iterator[Piece]:
    if start < end:
        text = piece.text[start - piece.start : end - piece.start]
        yield replace(piece, start=start, end=end, text=text)


def _spans_of(one: Stored) -> tuple[Span, ...]:
    return tuple(dict.fromkeys((s.start, s.end) for _, _, s in place_evidence(one.record)))


def _inside(cuts: Sequence[int], start: int, end: int) -> slice:
    return slice(bisect_right(cuts, start), bisect_left(cuts, end))


def _covering(
    cuts: Sequence[int], marks: Sequence[tuple[int, int, str]]
) -> Mapping[int, tuple[str, ...]]:
    """Return for each cut, by its place, the records that cover what follows it."""
    found: dict[int, tuple[str, ...]] = {}
    opened: dict[str, int] = {}
    waiting = iter(marks)
    following = next(waiting, None)
    for place, cut in enumerate(cuts):
        while following is not None and following[0] <= cut:
            _, end, key = following
            opened[key] = max(opened.get(key, 0), end)
            following = next(waiting, None)
        opened = {key: end for key, end in opened.items() if end > cut}
        found[place] = tuple(opened)
    return found
