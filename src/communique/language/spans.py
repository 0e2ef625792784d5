"""Stretches of a text, asked whether another one touches any of them."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """A set of stretches `[start, end)`, which may overlap; a question takes logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Whether any of the stretches shares a character with `[start, end)`.

        >>> Spans([(2, 5), (9, 12)]).touch(4, 9), Spans([(2, 5), (9, 12)]).touch(5, 9)
        (True, False)
        """
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start
