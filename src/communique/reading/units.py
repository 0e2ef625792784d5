"""Units of a text: what its layout and Markdown signs hold together, before judging it."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from communique.reading.lines import Line, ends_sentence, is_full, trim

UnitKind = Literal[
    "heading", "item", "numbered", "quote", "table", "rule", "comment", "end-mark", "html",
    "figcaption", "plain",
]  # fmt: skip

_HEADING = re.compile(r"(#{1,6})[ \t\xa0]+(?=\S)")
_BOLD_LINE = re.compile(r"(\*\*\*|\*\*|__)(?!\s*\1)(?=\S)(.+?)\1(?P<colon>:?)$", re.DOTALL)
_BULLET = re.compile(r"(?:\\?[-*+]|[•·▪◦●■□‣⁃∙➢–])[ \t\xa0]+(?=\S)")
_NUMBER = re.compile(
    r"(?:\d{1,3}\\?[.)]|\(\d{1,3}\)|\(?[a-z]\)|\(?[ivx]{1,4}\)|[IVX]{2,5}\.|\d{1,2}(?:\.\d{1,2}){1,3}\.?)"
    r"[ \t\xa0]+(?=\S)"
)
_QUOTE = re.compile(r">[ \t\xa0>]*")
_RULE = re.compile(r"(?:[-_=~*—–]|\\\*|\\-|\\_|•)(?:[ \t]*(?:[-_=~*—–]|\\\*|\\-|\\_|•))*$")
_END_MARK = re.compile(r"[\\*_ ]*(?:\\?#[\s]*){1,7}[*_ ]*$")
_DELIMITER = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?$")
_UNDERLINE = re.compile(r"(={3,}|-{3,})$")
_HTML = re.compile(
    r"<(figure|img|div|iframe|script|style|table|svg|video|audio|section|aside|nav|form|button"
    r"|picture|source|center|figcaption)\b",
    re.IGNORECASE,
)
_FIGCAPTION = re.compile(r"<figcaption\b[^>]{0,500}>(.{1,3000}?)</figcaption>", re.DOTALL)
_TAGS = re.compile(r"(?:</?[a-zA-Z][^<>]{0,300}>|[*_\s])+")
_TAGGED_LINE = re.compile(r"<(u|span|strong|b|h[1-6])\b[^<>]{0,200}>[^<>]+</\1>[*_]*$")
_HTML_LINES = 120

#: Lines wrapped by hand are uneven: one a little short may go on in the next.
_NEARLY_FULL = 0.8

#: Fewer words are a label; shorter lines may be a byline or part of a menu; longer ones are prose.
_CUT_OFF_WORDS, _LONG_LINE, _FULL_LINE = 4, 30, 50
#: After these something must follow.
_LEADING_ON = {
    "a", "an", "and", "as", "at", "between", "by", "for", "from", "her", "his", "in", "its", "of",
    "on", "or", "our", "that", "the", "their", "to", "which", "who", "with",
}  # fmt: skip
_PROSE = {"plain", "item", "numbered", "quote"}
_TURN = re.compile(r"(?:Q(?::|[ \xa0]{2,}|\.\s)|[A-Z][A-Z.,'’\- \xa0]+(?:\([^)]{1,60}\))?:)")


class Unit(NamedTuple):
    """A stretch of text that its layout holds together; `start` is behind any sign."""

    kind: UnitKind
    start: int
    end: int
    #: Level of a heading (7 for a bold line); the number of a numbered unit.
    level: int = 0
    #: Whether the author marked it as what it is, by a sign of Markdown.
    marked: bool = False


class _Reader:
    """Takes the lines in order and yields units; the only state is the position."""

    def __init__(self, text: str, lines: Sequence[Line], width: int | None) -> None:
        self.text, self.lines, self.width = text, lines, width
        self.at = 0
        self._unclosed = False

    def read(self) -> Iterator[Unit]:
        previous: Unit | None = None
        gap = True
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.blank:
                gap = True
                self.at += 1
                continue
            if self.text[line.start] == "<" and (tag := _HTML.match(self.text, line.start)):
                yield from self._html(line, tag.group(1))
                previous, gap = None, True
                continue
            unit = self._take(line, previous, gap)
            if unit.start < unit.end:
                yield unit
                previous = unit
            gap = False

    def _take(self, line: Line, previous: Unit | None, gap: bool) -> Unit:
        content = self.text[line.start : line.end]
        first = content[0]
        if first == "<" and content.startswith("<!--"):
            return self._comment(line)
        if first in "\\#*_" and _END_MARK.match(content):
            self.at += 1
            return Unit("end-mark", line.start, line.end)
        if first == "#" and (sign := _HEADING.match(content)):
            return self._heading(line, sign)
        if "|" in content and (end := self._table_end(self.at)):
            start_line = self.at
            self.at = end
            return Unit("table", self.lines[start_line].start, self.lines[end - 1].end)
        if _RULE.match(content):
            self.at += 1
            return Unit("rule", line.start, line.end)
        if first == ">" and (sign := _QUOTE.match(content)) and sign.end() < len(content):
            return self._quote(line, sign.end())
        marker = self._marker(content, previous, gap)
        if marker:
            return self._item(line, *marker)
        if bold := self._bold(line):
            return bold
        if first == "<" and _TAGGED_LINE.match(content) and len(content) < 300:
            self.at += 1
            start, end = _strip_tags(self.text, line.start, line.end)
            return Unit("heading", start, end, 7, marked=True)
        following = self._at(self.at + 1)
        if (
            following is not None
            and not following.blank
            and _UNDERLINE.match(self.text, following.start, following.end)
            and following.end - following.start >= min(8, len(content))
            and len(content) < 150
        ):
            self.at += 2
            level = 1 if self.text[following.start] == "=" else 2
            return Unit("heading", line.start, line.end, level, marked=True)
        start, end = line.start, self._join(line.indent)
        # Emphasis around the whole of a block is a sign, not part of it.
        if first in "*_" and self.text[end - 1] == first:
            inner = _strip_tags(self.text, start, end)
            if first not in self.text[inner[0] : inner[1]]:
                start, end = inner
        return Unit("plain", start, end)

    def _at(self, index: int) -> Line | None:
        return self.lines[index] if index < len(self.lines) else None

    def _marker(
        self, content: str, previous: Unit | None, gap: bool
    ) -> tuple[UnitKind, re.Match[str], int] | None:
        # Within wrapped prose a line may begin with "15. " or "- " by accident of the width.
        alone = gap or self.width is None or previous is None or previous.kind != "plain"
        closing = self.text[previous.end - 1 : previous.end] if previous else ""
        if (sign := _BULLET.match(content)) and (alone or closing in ".:;!?"):
            return "item", sign, 0
        if sign := _NUMBER.match(content):
            digits = re.sub(r"\D.*", "", sign.group().lstrip("("), flags=re.DOTALL)
            number = int(digits) if digits else 0
            follows = (
                previous is not None
                and previous.kind == "numbered"
                and previous.level + 1 == number
            )
            if alone or closing == ":" or follows:
                return "numbered", sign, number
        return None

    def _item(self, line: Line, kind: UnitKind, sign: re.Match[str], number: int) -> Unit:
        start = line.start + sign.end()
        start += len(self.text[start : line.end]) - len(self.text[start : line.end].lstrip())
        return Unit(kind, start, self._join(line.indent, of_item=True), number, marked=True)

    def _join(self, indent: int, of_item: bool = False) -> int:
        """Return the end of the unit that begins at this line, and go past it."""
        while True:
            line = self.lines[self.at]
            self.at += 1
            after = self._at(self.at)
            if after is None or after.blank:
                return line.end
            content = self.text[after.start : after.end]
            if self._begins_unit(content):
                return line.end
            if of_item and after.indent > indent:
                continue
            if self.width is None or not self._continues(line, after, content, indent):
                return line.end

    def _begins_unit(self, content: str) -> bool:
        """Whether a line can't be a continuation, whatever stands before it."""
        first = content[0]
        if first in "<\\#*_>-=—" and (
            content.startswith("<!--") or _END_MARK.match(content) or _HEADING.match(content)
            or _RULE.match(content) or first == ">"
        ):  # fmt: skip
            return True
        if "|" in content and self._table_end(self.at):
            return True
        if self.width is None:
            return bool(_BULLET.match(content) or _NUMBER.match(content))
        return bool(_TURN.match(content))

    def _continues(self, line: Line, after: Line, content: str, indent: int) -> bool:
        """Whether `after` goes on with the wrapped paragraph that `line` is part of."""
        width = self.width or 0
        closed = ends_sentence(self.text[line.start : line.end])
        if content[0].islower():
            return True
        # A first line set in, after a sentence's end: a new paragraph without a blank line.
        if closed and after.indent >= line.indent + 2 and after.indent > indent:
            return False
        if is_full(self.text, line, after, width):
            # The first item of a list right after a full line.
            last = self.text[line.end - 1]
            return not (
                (closed and _BULLET.match(content)) or (last == ":" and _NUMBER.match(content))
            )
        # A line cut short: by the end of a paragraph, by a hard break, or by a long word.
        if line.breaks or closed:
            return False
        return line.indent + line.end - line.start > _NEARLY_FULL * width

    def _bold(self, line: Line) -> Unit | None:
        """Return the heading that a line, or wrapped lines, wholly in bold type are."""
        content = self.text[line.start : line.end]
        if content[:2] not in ("**", "__"):
            return None
        last = self.at
        while (
            (after := self._at(last + 1)) is not None
            and not after.blank
            and last - self.at < 3
            and self.width is not None
        ):
            last += 1
        end = self.lines[last].end
        whole = self.text[line.start : end]
        found = _BOLD_LINE.match(whole)
        if not found and last > self.at:
            last, end = self.at, line.end
            found = _BOLD_LINE.match(content)
        if not found or len(whole) > 300 or found.group(1) in found.group(2):
            return None
        inner = found.group(2).rstrip("*_ ")
        if ends_sentence(inner) and inner[-1:] not in ":?!" and len(inner) > 60:
            return None
        self.at = last + 1
        start, stop = found.span(2)
        start, stop = _strip_tags(self.text, line.start + start, line.start + stop)
        return Unit("heading", start, stop, 7, marked=True)

    def _heading(self, line: Line, sign: re.Match[str]) -> Unit:
        self.at += 1
        start, end = line.start + sign.end(), line.end
        closing = re.search(r"[ \t]#+$", self.text[start:end])
        if closing:
            end = start + closing.start()
        start, end = _strip_tags(self.text, start, end)
        return Unit("heading", start, end, len(sign.group(1)), marked=True)

    def _quote(self, line: Line, sign: int) -> Unit:
        start, end = line.start + sign, line.end
        self.at += 1
        while (
            (after := self._at(self.at)) is not None
            and not after.blank
            and (found := _QUOTE.match(self.text, after.start, after.end))
            and found.end() < after.end
        ):
            end = after.end
            self.at += 1
        return Unit("quote", start, end, marked=True)

    def _html(self, line: Line, tag: str) -> Iterator[Unit]:
        """Yield a block of HTML among Markdown, its caption apart."""
        first = self.at
        closing = f"</{tag.lower()}"
        while self.at < len(self.lines) and not self.lines[self.at].blank:
            current = self.lines[self.at]
            self.at += 1
            if (
                closing in self.text[current.start : current.end].lower()
                or self.at - first > _HTML_LINES
            ):
                break
        end = self.lines[self.at - 1].end
        start = line.start
        if caption := _FIGCAPTION.search(self.text, start, end):
            inner = _strip_tags(self.text, *caption.span(1))
            if inner[0] < inner[1]:
                yield Unit("html", *trim(self.text, start, inner[0]))
                yield Unit("figcaption", *inner, marked=True)
                start = trim(self.text, inner[1], end)[0]
        yield Unit("html", start, end)

    def _comment(self, line: Line) -> Unit:
        """Return an HTML comment: to its end, or of one line where it has none."""
        close = -1
        if not self._unclosed:
            close = self.text.find("-->", line.start, self.lines[-1].end)
            self._unclosed = close < 0
        end = close + 3 if close >= 0 else line.end
        if close < 0 or end <= line.end:
            rest = self.text[end : line.end].strip()
            self.at += 1
            # What follows the comment on its line is text: the whole line stays one unit.
            return Unit("comment" if not rest else "plain", line.start, line.end)
        while self.at < len(self.lines) and self.lines[self.at].start < end:
            self.at += 1
        return Unit("comment", line.start, end)

    def _table_end(self, index: int) -> int | None:
        """Return the line behind the pipe table that begins at `index`; None if none does."""
        if not self._is_row(index) or not self._is_row(index + 1):
            return None
        second = self.lines[index + 1]
        delimited = _DELIMITER.match(self.text, second.start, second.end) is not None
        columns = self._columns(index)
        rows = index + 1
        # Without the line under the header, only an even grid is a table and no menu.
        while self._is_row(rows) and (delimited or self._columns(rows) == columns):
            rows += 1
        return rows if rows - index >= 2 else None

    def _is_row(self, index: int) -> bool:
        line = self._at(index)
        return (
            line is not None and not line.blank and self.text.find("|", line.start, line.end) >= 0
        )

    def _columns(self, index: int) -> int:
        return self.text[self.lines[index].start : self.lines[index].end].strip("|").count("|")


def _strip_tags(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without tags, emphasis signs and white space at its edges."""
    if found := _TAGS.match(text, start, end):
        start = found.end()
    while start < end:
        before = end
        start, end = trim(text, start, end)
        if text[end - 1 : end] in ("*", "_"):
            end -= 1
        elif text[end - 1 : end] == ">":
            opening = text.rfind("<", max(start, end - 300), end)
            if opening >= 0 and _TAGS.fullmatch(text, opening, end):
                end = opening
        if end == before:
            break
    return start, end


def gather_units(text: str, lines: Sequence[Line], width: int | None) -> list[Unit]:
    """Return the units of the lines in order; `width` as `find_width` has it."""
    return list(_Reader(text, lines, width).read())


def join_broken(text: str, units: Sequence[Unit]) -> list[Unit]:
    """Return the units with those put together that one sentence runs through.

    Scans, converters and narrow columns part paragraphs in mid-sentence, with a blank line or
    without, and to no width.
    """
    joined: list[Unit] = []
    for unit in units:
        before = joined[-1] if joined else None
        if before is not None and _breaks_off(text, before) and _goes_on(text, before, unit):
            joined[-1] = before._replace(end=unit.end)
        else:
            joined.append(unit)
    return joined


def _breaks_off(text: str, unit: Unit) -> bool:
    """Whether the unit is prose that stops before its sentence does."""
    if unit.kind not in _PROSE or ends_sentence(text[unit.start : unit.end]):
        return False
    words = text[unit.start : unit.end].split(maxsplit=_CUT_OFF_WORDS)
    last = text[unit.end - 1]
    return len(words) >= _CUT_OFF_WORDS and (last.isalnum() or last in ",'’")


def _goes_on(text: str, before: Unit, unit: Unit) -> bool:
    """Whether the unit is no line of its own but the rest of a sentence."""
    if unit.kind != "plain" or unit.start >= unit.end:
        return False
    rest = text[unit.start : unit.end]
    if len(rest) < _LONG_LINE and not ends_sentence(rest):
        return False  # a byline, a menu
    begun = text[before.start : before.end]
    # "Published in association with" is a line of its own, whatever follows.
    awaited = len(begun) >= _FULL_LINE and begun.rsplit(None, 1)[-1].lower() in _LEADING_ON
    return rest[0].islower() or awaited
