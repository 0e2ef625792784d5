"""Lines of a text by offsets, and whether they are wrapped to a width."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

#: Everything that ends a line in some kind of file: Unix, Windows, old Mac, form feed
#: (between pages), vertical tab (Word), next line (IBM), Unicode's two separators.
LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")

#: Not white space to Python, but nothing a reader sees.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"

_END_OF_SENTENCE = re.compile(r"[.!?…。！？।؟:;][\"'”’»)\]*_ \xa0■□◆●▪∎]*$")

#: Fewer words than these may be anything.
_CUT_OFF_WORDS = 5

#: Columns between which mails, wire copy and Markdown tools wrap.
_WIDTHS = range(38, 112)
_SHARE_FULL = 0.55
_SHARE_RUNNING = 0.4


class Line(NamedTuple):
    """A line: `[start, end)` without the white space around it, and its indentation."""

    start: int
    end: int
    indent: int
    #: Markdown's hard break: the line ends with two spaces or a backslash.
    breaks: bool

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands on the line."""
        return self.start >= self.end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space and invisible characters at its edges.

    A span of nothing else comes back empty, at its start.
    """
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return start, end


def scan_lines(text: str, start: int, end: int) -> list[Line]:
    """Return the lines of `text[start:end]`, blank ones too, in order."""
    lines = []
    position = start
    while position < end:
        found = LINE_BREAK.search(text, position, end)
        stop, following = (found.start(), found.end()) if found else (end, end)
        first, last = trim(text, position, stop)
        lines.append(
            Line(
                first,
                last,
                len(text[position:first].expandtabs(4)) if first > position else 0,
                text[last:stop].startswith("  "),
            )
        )
        position = following
    return lines


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with the mark of a sentence's end, or one within quotation marks."""
    return _END_OF_SENTENCE.search(text[-12:]) is not None


def is_cut_off(content: str) -> bool:
    """Whether a block breaks off in mid-sentence.

    >>> is_cut_off("If you’re a business looking"), is_cut_off("Key Trade Statistics in Brief")
    (True, False)
    """
    words = content.split()
    if len(words) < _CUT_OFF_WORDS or ends_sentence(content) or not words[-1].isalpha():
        return False
    inner = [word for word in words[1:] if word.isalpha()]
    lower = sum(1 for word in inner if word[0].islower())
    # In a title the long words have capitals; a headline in small letters doesn't stand last.
    return words[-1].islower() and lower >= 0.6 * len(inner)


def find_width(text: str, lines: Sequence[Line]) -> int | None:
    """Return the column at which the lines are wrapped; None where they aren't.

    Wrapped lines are full: the first word of the next line would not have fitted. In
    text of one paragraph a line that holds for long lines by accident only. Lines that
    something else ends (a hard break, a list, a table) say nothing of wrapping.
    """
    pairs = [
        (line, after)
        for line, after in pairwise(lines)
        if not line.blank
        and not after.blank
        and not line.breaks
        and text[after.start] not in "|-*•#>\\"
    ]
    if not pairs:
        return None
    # Prose breaks lines in mid-sentence; a list of short paragraphs doesn't.
    running = sum(1 for line, after in pairs if _runs_on(text, line, after))
    if running < _SHARE_RUNNING * len(pairs):
        return None
    # Lines of a page's head are short and unended as well, but begin with capitals.
    if not any(_begins_low(text, after) for _, after in pairs):
        return None
    lengths = sorted(line.indent + line.end - line.start for line, _ in pairs)
    # A few longer lines (an address, a name that can't be parted) make no other width.
    for percent in (98, 95, 90, 85):
        width = lengths[min(len(lengths) - 1, len(lengths) * percent // 100)]
        if width in _WIDTHS:
            full = sum(
                1
                for line, after in pairs
                if line.indent + line.end - line.start <= width
                and is_full(text, line, after, width)
            )
            if full >= _SHARE_FULL * len(pairs):
                return width
    return None


def is_full(text: str, line: Line, after: Line, width: int) -> bool:
    """Whether the first word of the line after would not have fitted on `line`."""
    # A space that doesn't break holds words together: they move to the next line as one.
    head = text[after.start : after.end].split(" ", 1)[0]
    return line.indent + (line.end - line.start) + 1 + len(head) > width


def _begins_low(text: str, line: Line) -> bool:
    """Whether a line begins with a small letter, or one of a script without capitals."""
    first = text[line.start]
    return first.isalpha() and not first.isupper()


def _runs_on(text: str, line: Line, after: Line) -> bool:
    return text[after.start].islower() or not ends_sentence(text[line.start : line.end])
