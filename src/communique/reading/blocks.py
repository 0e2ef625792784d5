"""The blocks of a text."""

from collections.abc import Iterator, Sequence

from communique.document import Block
from communique.reading.datelines import find_dateline
from communique.reading.judging import Judged, judge_all
from communique.reading.lines import find_width, scan_lines
from communique.reading.publishing import without_site
from communique.reading.sight import with_plain_spaces
from communique.reading.tables import find_cells
from communique.reading.units import gather_units, join_broken
from communique.reading.zones import judge_zones


def judge_text(text: str, start: int, end: int, title: str | None = None) -> list[Judged]:
    """Return the units of `text[start:end]` with what they are, in order.

    `title` is the article's, where it came with the page.
    """
    lines = scan_lines(text, start, end)
    units = join_broken(text, gather_units(text, lines, find_width(text, lines)))
    # Spaces that hold words together tell of lines; to names and phrases they are spaces.
    text = with_plain_spaces(text)
    return judge_zones(text, judge_all(text, units), title)


def build_blocks(text: str, judged: Sequence[Judged]) -> tuple[Block, ...]:
    """Return the blocks of judged units, ordered and without overlap.

    Rules, white space and signs belong to none.
    """
    return tuple(block for item in judged for block in _build(text, item))


def _build(text: str, item: Judged) -> Iterator[Block]:
    unit = item.unit
    if item.kind is None:
        return
    if item.kind == "table":
        yield Block(
            kind="table",
            start=unit.start,
            end=unit.end,
            cells=find_cells(text, unit.start, unit.end),
        )
        return
    start = unit.start
    if item.kind == "paragraph":
        dateline = find_dateline(text, unit.start, unit.end)
        if dateline:
            yield Block(kind="dateline", start=dateline.start, end=dateline.end)
            start = dateline.text_start
    end = unit.end
    if item.kind == "headline":
        end = start + len(without_site(item.slice(text)))
    yield Block(kind=item.kind, start=start, end=end)
