"""What a unit is by its place: in the head of a page, among its prose, or below it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from communique.document import BlockKind
from communique.reading.boilerplate import LIST_HEADS
from communique.reading.bylines import find_header_place
from communique.reading.judging import Judged, is_prose, is_turn
from communique.reading.lines import ends_sentence, is_cut_off

#: Words a kind of document is called by: a title may be as short as "Joint Statement".
_TITLE_WORDS = re.compile(
    r"\b(?:statements?|communiqu[eé]s?|declarations?|readouts?|remarks|speech|address|briefing|"
    r"conference|interview|agreement|memorandum|treaty|joint|fact sheet|note|letter|message|"
    r"resolution|charter|visit|meeting|call|talks|summit|transcript)\b",
    re.IGNORECASE,
)

#: Up to here a line in capitals at the head of a page is a label (a section, a zone).
_LABEL_WORDS = 4
_TITLE_MIN_WORDS = 5

#: Short lines in a row, without the form of sentences, are a menu.
_MENU_LINES = 3
_MENU_WORDS = 3

#: Furniture of a kind that goes on to the end of the page.
_BEGINS_FURNITURE = LIST_HEADS | {"share", "newsletter", "copyright", "site", "label", "contact"}

#: So many bare lines in a row are a list without signs.
_LIST_LINES = 3

#: So many labelled turns make a transcript.
_TRANSCRIPT_TURNS = 3

_REPEAT_CHARS = 60
_CAPTION_REPEAT_CHARS = 20


def judge_zones(text: str, judged: Sequence[Judged], title: str | None = None) -> list[Judged]:
    """Return the units judged anew by where they stand, in the same order.

    Where the text has the line of its `title`, a list above it is one of other news.
    """
    judged = _drop_above_title(text, judged, title)
    prose = [index for index, item in enumerate(judged) if is_prose(text, item)]
    last = prose[-1] if prose else len(judged) - 1
    # The head ends at the first thing that no head holds, prose or not.
    first = next(
        (i for i, item in enumerate(judged) if i in prose[:1] or _is_content(item)), len(judged)
    )
    last = max(last, first - 1)
    result = _judge_lists(text, _judge_head(text, judged[:first], _speaks(text, judged[first:])))
    result += _judge_lists(text, _judge_body(text, judged[first : last + 1]))
    result += _judge_tail(text, judged[last + 1 :])
    return _drop_repeats(text, result)


def _drop_above_title(text: str, judged: Sequence[Judged], title: str | None) -> list[Judged]:
    """Return the units with the given title marked as headline, and the lists above it dropped."""
    result = list(judged)
    wording = _fold(title or "")
    place = next((i for i, item in enumerate(result) if _fold(item.slice(text)) == wording), None)
    if not wording or place is None:
        return result
    result[place] = result[place]._replace(kind="headline", what="", tentative=False)
    for i, item in enumerate(result[:place]):
        if item.kind == "list-item":
            result[i] = _as_boilerplate(item, "menu")
    return result


def _fold(line: str) -> str:
    return " ".join(line.split()).casefold()


def _is_content(item: Judged) -> bool:
    return item.kind in ("table", "quotation") or (item.kind == "paragraph" and item.words > 4)


def _as_boilerplate(item: Judged, what: str) -> Judged:
    return item._replace(kind="boilerplate", what=what, tentative=False)


def _is_loose(text: str, item: Judged) -> bool:
    """Whether an item could be an entry of a list of links: short and no sentence."""
    if item.kind == "headline":
        return True
    content = item.slice(text)
    return (
        item.kind in ("list-item", "caption", "byline", "dateline")
        or (item.kind == "paragraph" and item.words <= 4)
    ) and not (ends_sentence(content) and item.words > 12)


def _speaks(text: str, judged: Sequence[Judged]) -> bool:
    return bool(judged) and judged[0].kind == "paragraph" and is_turn(text, judged[0].unit)


def _judge_head(text: str, head: Sequence[Judged], speaks: bool) -> list[Judged]:
    """Judge what stands above the lead: one headline, labels, menus, lines on place and time.

    `speaks` says that a transcript begins below: what stands right above it is the venue.
    """
    items = _drop_menus(text, head)
    candidates = [i for i, item in enumerate(items) if item.kind == "headline"]
    title = _choose_title(text, items, speaks)
    for i in candidates:
        item = items[i]
        if i == title:
            items[i] = item._replace(tentative=False)
        elif item.what == "label":
            items[i] = _as_boilerplate(item, "label")
        elif not item.tentative:
            continue
        elif _leads_to_clock(items, i, title, speaks):
            items[i] = item._replace(kind="dateline", tentative=False)
        elif item.words <= _LABEL_WORDS and _in_capitals(item.slice(text)):
            items[i] = _as_boilerplate(item, "label")
        else:
            items[i] = item._replace(tentative=False)
    return items


def _choose_title(text: str, items: Sequence[Judged], speaks: bool) -> int | None:
    """Return the index of the headline: marked before unmarked, longer before shorter."""
    best: tuple[tuple[int, int, int], int] | None = None
    captioned = False
    for i, item in enumerate(items):
        captioned = captioned or item.kind == "caption"
        if item.kind != "headline" or item.what == "label":
            continue
        content = item.slice(text)
        worthy = item.words >= _TITLE_MIN_WORDS or _TITLE_WORDS.search(content) is not None
        # A short line by itself on top is a title; below a caption it is a label.
        if not worthy and item.tentative and (captioned or _leads_to_clock(items, i, None, speaks)):
            continue
        rank = (int(not item.tentative), int(worthy), min(item.words, 12))
        if best is None or rank > best[0]:
            best = (rank, i)
    return best[1] if best else None


def _leads_to_clock(items: Sequence[Judged], index: int, title: int | None, speaks: bool) -> bool:
    """Whether only short lines stand between an item and a line of place and time below it."""
    if items[index].words > 8 or (title is not None and index < title):
        return False
    for item in items[index + 1 : index + 4]:
        if item.kind == "dateline":
            return True
        short = item.kind == "headline" and item.tentative and item.words <= 8
        if not short and item.kind != "byline":
            return False
    return speaks and len(items) - index <= 3


def _in_capitals(content: str) -> bool:
    """Whether every longer word begins with a capital, or the script has none."""
    words = [word for word in content.split() if len(word) > 3]
    return all(not word[0].islower() for word in words)


def _drop_menus(text: str, items: Sequence[Judged]) -> list[Judged]:
    """Return the items with runs of very short lines taken for menus."""
    result = list(items)
    start = 0
    while start < len(result):
        end = start
        while end < len(result) and _is_menu_entry(text, result[end]):
            end += 1
        if end - start > _MENU_LINES and not any(
            item.kind == "dateline" for item in result[start : end + 1]
        ):
            for i in range(start, end):
                result[i] = _as_boilerplate(result[i], "menu")
        start = max(end, start + 1)
    return result


def _is_menu_entry(text: str, item: Judged) -> bool:
    if item.kind == "boilerplate":
        return item.what not in ("comment", "end-mark")
    return (
        item.kind in ("headline", "list-item")
        and (item.tentative or item.kind == "list-item")
        and item.words <= _MENU_WORDS
        and _TITLE_WORDS.search(text, item.unit.start, item.unit.end) is None
        and not ends_sentence(item.slice(text))
    )


def _judge_lists(text: str, items: Sequence[Judged]) -> list[Judged]:
    """Return the items with what stands under the head of a list of links taken for its entries."""
    result = []
    inside = ""
    for item in items:
        if item.kind == "boilerplate" and item.what in LIST_HEADS:
            inside = item.what
        elif inside and item.kind is not None and item.kind != "boilerplate":
            # A title in the head, or a heading over prose, ends the list.
            if _is_loose(text, item) and (item.tentative or item.kind != "headline"):
                item = _as_boilerplate(item, inside)
            else:
                inside = ""
        result.append(item)
    return result


def _judge_body(text: str, body: Sequence[Judged]) -> list[Judged]:
    """Judge what stands among the prose: headings over it, lines of a list without signs."""
    result = list(body)
    turns = sum(1 for item in body if item.kind == "paragraph" and is_turn(text, item.unit))
    for i, item in enumerate(result):
        if item.kind == "boilerplate" and item.what in ("sign-off", "link"):
            # "Jane Doe, CBS News" is a sign-off at the end of a page only, and a link
            # among prose is one of the article's own.
            own: BlockKind = "list-item" if item.unit.kind == "item" else "paragraph"
            result[i] = item._replace(kind=own)
        elif item.kind == "dateline" and _is_bare_place(item.slice(text)):
            # "Ukraine" over a paragraph heads it; places stand alone on top of pages only.
            result[i] = item._replace(kind="headline", tentative=False)
        elif item.kind == "headline" and item.what == "label":
            result[i] = _as_boilerplate(item, "label") if item.tentative else item._replace(what="")
    return _settle_headings(text, result, transcript=turns >= _TRANSCRIPT_TURNS)


def _is_bare_place(content: str) -> bool:
    """Whether a line is a place's name and nothing else, neither venue nor day nor time."""
    return find_header_place(content) == content.strip()


def _settle_headings(text: str, items: Sequence[Judged], *, transcript: bool) -> list[Judged]:
    """Return the items with what has a heading's form taken for heading, list entry or speech."""
    result = list(items)
    for start, end in _find_bare_runs(items):
        # One or two headings may follow each other; more are the lines of a list.
        kind: BlockKind = "list-item" if end - start >= _LIST_LINES else "headline"
        # In a transcript a short line is something said.
        if transcript:
            kind = "paragraph"
        for i in range(start, end):
            result[i] = result[i]._replace(kind=kind, tentative=False)
        # A sentence broken off before a marked heading is no heading over a heading.
        marked = end < len(result) and result[end].unit.marked
        if marked and is_cut_off(result[end - 1].slice(text)):
            result[end - 1] = result[end - 1]._replace(kind="paragraph")
    return result


def _find_bare_runs(items: Sequence[Judged]) -> Iterator[tuple[int, int]]:
    """Yield where lines that only look like headings follow each other."""
    start = 0
    for bare, run in groupby(items, lambda item: item.kind == "headline" and item.tentative):
        end = start + len(list(run))
        if bare:
            yield start, end
        start = end


def _judge_tail(text: str, tail: Sequence[Judged]) -> list[Judged]:
    """Judge what stands below the prose: once furniture has begun, nothing loose is content."""
    result: list[Judged] = []
    furniture = ""
    tail = _mark_lists(tail)
    heads = _find_heading(tail)
    for index, item in enumerate(tail):
        if item.kind == "headline" and item.what == "label":
            item = _as_boilerplate(item, "label")
        elif item.kind == "headline" and not furniture and not heads[index]:
            # A marked heading of nothing headed what the extraction left out; a bare line
            # may be a name under a statement.
            item = (
                item._replace(kind="paragraph", tentative=False)
                if item.tentative
                else _as_boilerplate(item, "heading")
            )
        elif furniture and item.kind not in (None, "boilerplate") and _is_loose(text, item):
            item = _as_boilerplate(item, furniture)
        if item.kind == "boilerplate" and item.what in _BEGINS_FURNITURE:
            furniture = furniture or item.what
        result.append(item._replace(tentative=False))
    return result


def _mark_lists(items: Sequence[Judged]) -> list[Judged]:
    """Return the items with runs of bare lines taken for the lines of a list."""
    result = list(items)
    for start, end in _find_bare_runs(items):
        if end - start >= _LIST_LINES:
            for i in range(start, end):
                result[i] = result[i]._replace(kind="list-item", tentative=False)
    return result


def _find_heading(items: Sequence[Judged]) -> list[bool]:
    """Return for each item whether something of the article's stands somewhere below it."""
    below = [False] * len(items)
    for index in range(len(items) - 2, -1, -1):
        after = items[index + 1]
        if after.kind not in (None, "headline", "boilerplate", "dateline"):
            below[index] = True
        elif not (after.kind == "boilerplate" and after.what in _BEGINS_FURNITURE):
            below[index] = below[index + 1]
    return below


def _drop_repeats(text: str, items: Sequence[Judged]) -> list[Judged]:
    """Return the items with captions and long blocks that came before taken for furniture."""
    seen: set[str] = set()
    result = []
    for item in items:
        long = (
            _CAPTION_REPEAT_CHARS
            if item.kind in ("caption", "headline", "byline")
            else _REPEAT_CHARS
        )
        if (
            item.kind not in (None, "table", "boilerplate")
            and item.unit.end - item.unit.start >= long
            and not is_turn(text, item.unit)
        ):
            wording = " ".join(item.slice(text).split())
            if wording in seen:
                item = _as_boilerplate(item, "repeat")
            seen.add(wording)
        result.append(item)
    return result
