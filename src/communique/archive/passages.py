"""Cutting passages out of a text around the words that matter."""

from collections.abc import Iterable

from communique.archive.types import Passage


def cut_passages(
    text: str, spans: Iterable[tuple[int, int]], *, margin: int
) -> tuple[Passage, ...]:
    """Return the passages of `text` around `spans`, in reading order.

    Each reaches `margin` characters beyond its spans, less what would cut a word. Spans
    whose passages touch or overlap share one; no spans give no passages.
    """
    groups: list[tuple[int, int, list[tuple[int, int]]]] = []
    for start, end in sorted(set(spans)):
        left, right = max(0, start - margin), min(len(text), end + margin)
        if groups and left <= groups[-1][1]:
            first, last, marks = groups[-1]
            groups[-1] = (first, max(last, right), [*marks, (start, end)])
        else:
            groups.append((left, right, [(start, end)]))
    return tuple(cut(text, *group) for group in groups)


def cut(text: str, left: int, right: int, spans: list[tuple[int, int]]) -> Passage:
    """Return `text[left:right]`, trimmed to whole words but never into `spans`."""
    first = spans[0][0]
    last = max(end for _, end in spans)
    while 0 < left < first and not text[left - 1].isspace():
        left += 1
    while left < first and text[left].isspace():
        left += 1
    while last < right < len(text) and not text[right].isspace():
        right -= 1
    while last < right and text[right - 1].isspace():
        right -= 1
    marks = tuple((start - left, end - left) for start, end in spans)
    return Passage(text=text[left:right], start=left, marks=marks)
