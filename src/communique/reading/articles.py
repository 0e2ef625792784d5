"""Where one file holds several articles: the places at which it is split.

Cautious on purpose: a fact sheet with thirty headings is one article. Only two things
split a text: a heading in a new style right after a sentence that was cut off, as where
pages were pasted together, and a second complete page head.
"""

from collections.abc import Sequence
from itertools import islice

from communique.reading.bylines import find_byline
from communique.reading.datelines import find_dateline
from communique.reading.judging import Judged, is_prose
from communique.reading.lines import LINE_BREAK, is_cut_off

_HEAD_UNITS = 4

#: Bold lines head sections of any page: they have no level that counts.
_NO_LEVEL = 7


def split_articles(text: str, judged: Sequence[Judged]) -> list[tuple[int, int]]:
    """Return the spans of the articles: they cover the text, in order, one at least."""
    starts = [0]
    prose = [index for index, item in enumerate(judged) if is_prose(text, item)]
    last_prose = prose[-1] if prose else -1
    later = _top_levels(judged)
    earlier = _NO_LEVEL
    head_dated = _is_dated(text, judged)
    seen_prose = False
    for index, item in enumerate(judged):
        if (
            item.kind == "headline"
            and seen_prose
            and index < last_prose
            and (
                _is_pasted(text, judged, index, earlier, later[index + 1])
                or (head_dated and _is_dated(text, judged, index + 1, _HEAD_UNITS))
            )
        ):
            starts.append(_line_start(text, item.unit.start))
            seen_prose = False
            head_dated = _is_dated(text, judged, index + 1)
        seen_prose = seen_prose or is_prose(text, item)
        earlier = min(earlier, _level(item))
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _level(item: Judged) -> int:
    """Return the level of a heading marked by a sign of its own; above all levels otherwise."""
    unit = item.unit
    return unit.level if unit.kind == "heading" and unit.level < _NO_LEVEL else _NO_LEVEL


def _top_levels(judged: Sequence[Judged]) -> list[int]:
    """Return for each place the highest level of the headings from there on."""
    levels = [_NO_LEVEL] * (len(judged) + 1)
    for index in range(len(judged) - 1, -1, -1):
        levels[index] = min(levels[index + 1], _level(judged[index]))
    return levels


def _is_pasted(text: str, judged: Sequence[Judged], index: int, earlier: int, later: int) -> bool:
    """Whether the headings change their style here, after a block that breaks off.

    `earlier` and `later` are the highest levels of the headings before and after.
    """
    level = _level(judged[index])
    if level == _NO_LEVEL or index == 0 or level >= earlier or level > later:
        return False
    before = judged[index - 1].unit
    return before.kind in ("plain", "item", "numbered") and is_cut_off(
        text[before.start : before.end]
    )


def _is_dated(
    text: str, judged: Sequence[Judged], start: int = 0, within: int | None = None
) -> bool:
    """Whether a page's head begins at `start`: a dated line, or a dateline, before the prose.

    `within` is the number of units it must stand in, without another marked headline.
    """
    for item in islice(judged, start, None if within is None else start + within):
        if within is not None and item.kind == "headline" and item.unit.marked:
            return False
        content = item.slice(text)
        if item.kind == "byline" and (byline := find_byline(content)) and byline.dates:
            return True
        if is_prose(text, item):
            dateline = find_dateline(text, item.unit.start, item.unit.end)
            return dateline is not None and (dateline.day or dateline.agency) is not None
    return False


def _line_start(text: str, position: int) -> int:
    """Return where the line begins that `position` is on."""
    start = position
    while start > 0 and not LINE_BREAK.match(text, start - 1):
        start -= 1
    return start
