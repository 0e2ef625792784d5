"""Where one file holds several articles: the places at which it is split.

Cautious on purpose: a fact sheet with thirty headings is one article. Only two things
split a text: a heading in a new style right after a sentence that was cut off, as where
pages were pasted together, and a second complete page head.
"""

from collections.abc import Sequence

from communique.reading.bylines import find_byline
from communique.reading.datelines import find_dateline
from communique.reading.judging import Judged, is_prose
from communique.reading.lines import LINE_BREAK, is_cut_off

_HEAD_UNITS = 4


def split_articles(text: str, judged: Sequence[Judged]) -> list[tuple[int, int]]:
    """Return the spans of the articles: they cover the text, in order, one at least."""
    starts = [0]
    head = 0
    for index, item in enumerate(judged):
        if item.kind not in ("headline", "boilerplate") or item.unit.kind not in (
            "heading",
            "plain",
        ):
            continue
        if (
            item.kind == "headline"
            and _has_prose(text, judged[head:index])
            and _has_prose(text, judged[index + 1 :])
            and (_is_pasted(text, judged, index) or _is_second_head(text, judged, head, index))
        ):
            starts.append(_line_start(text, item.unit.start))
            head = index
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _has_prose(text: str, judged: Sequence[Judged]) -> bool:
    return any(is_prose(text, item) for item in judged)


def _is_pasted(text: str, judged: Sequence[Judged], index: int) -> bool:
    """Whether the headings change their style here, after a block that breaks off."""
    unit = judged[index].unit
    if not unit.marked or unit.level > 6 or index == 0:
        return False
    before = judged[index - 1].unit
    if before.kind not in ("plain", "item", "numbered"):
        return False
    earlier = [
        i.unit.level for i in judged[:index] if i.unit.kind == "heading" and i.unit.level < 7
    ]
    later = [i.unit.level for i in judged[index + 1 :] if i.unit.kind == "heading"]
    top = all(unit.level < level for level in earlier) and all(
        unit.level <= level for level in later
    )
    return top and is_cut_off(text[before.start : before.end])


def _is_second_head(text: str, judged: Sequence[Judged], head: int, index: int) -> bool:
    """Whether a headline here comes with a date or dateline, as the text's first one did."""
    return _is_dated(text, judged[head:index]) and _is_dated(
        text, judged[index + 1 : index + 1 + _HEAD_UNITS], near=True
    )


def _is_dated(text: str, judged: Sequence[Judged], near: bool = False) -> bool:
    """Whether a page's head stands here: a line with the day, or a dateline, before the prose.

    `near` wants it without another headline of the article's own in between.
    """
    for item in judged:
        if near and item.kind == "headline" and item.unit.marked:
            return False
        content = text[item.unit.start : item.unit.end]
        if item.kind == "byline" and (byline := find_byline(content)) and byline.dates:
            return True
        if item.kind == "paragraph" and is_prose(text, item):
            dateline = find_dateline(text, item.unit.start, item.unit.end)
            return dateline is not None and (dateline.day or dateline.agency) is not None
    return False


def _line_start(text: str, position: int) -> int:
    """Return where the line begins that `position` is on."""
    start = position
    while start > 0 and not LINE_BREAK.match(text, start - 1):
        start -= 1
    return start
