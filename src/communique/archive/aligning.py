"""Where the words of one version of a page stand in another.

Pure. What `versions.difference` leaves out is equal in both texts word for word, though white
space may differ; so words are paired, and offsets follow from theirs.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from communique.archive.versions import Span, difference, spans_of_words


class Alignment:
    """The unchanged words of two texts, paired in reading order."""

    def __init__(self, old: str, new: str) -> None:
        changes = list(difference(old, new))
        self._old = list(spans_of_words(old, 0, len(old)))
        self._new_text = new
        kept = _unchanged(self._old, [change.old for change in changes])
        places = list(spans_of_words(new, 0, len(new)))
        found = _unchanged(places, [change.new for change in changes])
        # Of each word of the old text its number in the new one, None for one that was edited.
        self._number: list[int | None] = [None] * len(self._old)
        self._new = places
        for left, right in zip(kept, found, strict=True):
            self._number[left] = right
        self._starts = [start for start, _ in self._old]
        self._ends = [end for _, end in self._old]

    def find(self, start: int, end: int) -> Span | None:
        """Return where the words of a stretch of the old text stand in the new one, in one
        piece; None if any was edited or others came between.
        """
        first, last = self._words(start, end)
        numbers = self._number[first:last]
        if not numbers or numbers[0] is None:
            return None
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            return None
        begin, finish = self._new[numbers[0]], self._new[numbers[0] + len(numbers) - 1]
        # A stretch may begin or end within a word.
        left = begin[0] + max(0, start - self._old[first][0])
        right = finish[1] - max(0, self._old[last - 1][1] - end)
        return (left, right) if left < right else None

    def cover(self, start: int, end: int) -> Span | None:
        """Return the stretch of the new text that took a stretch's place, edited or not; None
        if nothing did.
        """
        first, last = self._words(start, end)
        before = next((n for n in reversed(self._number[:first]) if n is not None), -1)
        after = next((n for n in self._number[last:] if n is not None), len(self._new))
        inside = [n for n in self._number[first:last] if n is not None]
        # An edit at either end of the stretch reaches to the unchanged words beside it.
        low = inside[0] if inside and self._number[first] is not None else before + 1
        high = inside[-1] if inside and self._number[last - 1] is not None else after - 1
        words = self._new[low : high + 1]
        if not any(c.isalnum() for word in words for c in self._new_text[slice(*word)]):
            return None
        return words[0][0], words[-1][1]

    def _words(self, start: int, end: int) -> tuple[int, int]:
        """Return the numbers of the first word that a stretch touches and of the one behind it."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)


def _unchanged(words: Sequence[Span], changes: Iterable[Span]) -> Iterator[int]:
    """Yield the numbers of the words that lie in none of the changes, which are in order."""
    edits = [change for change in changes if change[0] < change[1]]
    ends = [end for _, end in edits]
    for number, (start, end) in enumerate(words):
        place = bisect_right(ends, start)
        if place == len(edits) or edits[place][0] >= end:
            yield number
