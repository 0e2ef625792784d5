"""What a reader's eye falls on in a page: its title and its prose, seen without a parse.

Everything is done on bytes by searches in C, since most pages of an archive are left after
this look. All encodings but UTF-16 and UTF-32 write ASCII letters and angle brackets as ASCII
does, and English terms need no more; so bytes are decoded only where that is not so.
"""

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick

#: So far into a page it is looked, and so much prose is enough to tell what it is on.
FARTHEST = 1_000_000
ENOUGH = 3_600
#: So much of it is enough where a page is looked at closely.
MOST = 12_000
#: Of the first look's, so much is kept in the end: what is left over levels encodings.
_KEPT = 3_300
#: With less in paragraphs than this, a page's text is looked for in all of its markup, in pieces
#: of this size, of which so many are looked through at first.
_LEAST_PARAGRAPHS = 900
_STRIDE = 12_288
_PIECES = 12
_TITLE_BYTES = 300
#: Articles from which prose is taken for English, and prose in which English would have had one.
_ENGLISH = 3
FOREIGN = 800
#: Fewer characters in a row are a menu's entry, a caption, a button: or a country's name in a
#: list of countries.
_LEAST_RUN = 25
#: Where all of a page is looked at, so few without a full stop are one too.
_LEAST_SENTENCE = 46

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)

_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|meta|title|div|p|h[1-6]|table|span)\b", re.I
)
# One automaton for each pattern: for a single one the library searches many bytes at once.
_SCRIPTS = BytesAhoCorasick([b"<script"])
_SCRIPT_ENDS = BytesAhoCorasick([b"</script"])
_STYLES = BytesAhoCorasick([b"<style"])
_STYLE_ENDS = BytesAhoCorasick([b"</style"])
_PARAGRAPH_ENDS = BytesAhoCorasick([b"</p>"])
_LOUD = re.compile(rb"<(?:HTML|HEAD|BODY|TITLE)\b")
_TITLE = re.compile(rb"<title[^<>]*+>([^<]++)")
_HEADING = BytesAhoCorasick([b"<h1"])

#: Text that begins with no tag and goes on through those that stand within a sentence.
_RUN = re.compile(
    rb">\s*+([^\s<][^<]{%d,}+"
    rb"(?:</?(?i:a|b|i|u|em|strong|span|font|su[bp]|abbr|br|cite|mark|time|small|wbr|q)\b[^<>]*+>"
    rb"[^<]*+)*+)" % (_LEAST_RUN - 1)
)
_LINE = re.compile(rb"[^\n]{%d,}+" % _LEAST_RUN)
_TAG = re.compile(rb"<[^>]*+>?")
_CHARACTER = re.compile(rb"&#?\w{1,10};?")

#: Letters and figures stay, all else parts words: what is no ASCII letter takes a byte or three.
_PLAIN = bytes(byte if chr(byte).isascii() and chr(byte).isalnum() else 0x20 for byte in range(256))
_ROUGH = _PLAIN.lower()


@dataclass(frozen=True, slots=True)
class Sight:
    """Title and prose of a page as they stand in it; `encoding` is what they are decoded by."""

    title: bytes
    prose: bytes
    encoding: str

    @property
    def foreign(self) -> bool:
        """Whether there is so much prose without an article that it is in another language."""
        return len(self.prose) > FOREIGN and b" the " not in self.prose

    def sample(self, chars: int) -> str:
        """Return the first characters of the prose, without markup."""
        raw = _TAG.sub(b" ", self.prose[: 6 * chars])
        text = _CHARACTER.sub(b" ", raw).decode(self.encoding, "ignore")
        return " ".join(text.split())[:chars]


def skim(body: bytes, charset: str = "", media_type: str = "") -> Sight | None:
    """Return what is seen of the page `body`; None for what holds no text.

    `charset` and `media_type` are what the archive says; bytes that say otherwise are believed.
    """
    body, encoding = _single(body[:FARTHEST], charset)
    if not body or body.count(0, 0, 4096) > 8:
        return None
    if media_type != "text/plain" and _HTML.search(body, 0, 4096):
        return _skim_markup(body, encoding)
    return _skim_lines(body, encoding)


def skim_all(body: bytes, charset: str = "", media_type: str = "") -> bytes:
    """Return the prose of the page `body` as `skim` does, but all of it, to `MOST` bytes.

    What stands before an article on a page may be more than the article.
    """
    body, _ = _single(body[:FARTHEST], charset)
    if media_type == "text/plain" or not _HTML.search(body, 0, 4096):
        return _one_byte_each(b"\n".join(_LINE.findall(body[:MOST])))
    if _LOUD.search(body, 0, 1024):
        body = body.lower()
    runs, _ = _read_runs(body, MOST, FARTHEST // _STRIDE, _LEAST_SENTENCE)
    return _one_byte_each(runs)


def plain(text: bytes) -> bytes:
    """Return the words of `text` with one space around each: the form in which terms are found.

    Letters beyond ASCII part words, here and in the terms, so that the same text has the same
    words in each encoding.
    """
    if b"<" in text:
        text = _TAG.sub(b" ", text)
    if b"&" in text:
        text = _CHARACTER.sub(b" ", text)
    return b" %b " % b" ".join(text.translate(_PLAIN).split())


def rough(text: bytes) -> bytes:
    """Return `text` in lower case with spaces for all but letters and figures, markup and all.

    It costs a tenth of `plain`, and misses terms of several words that marks stand between.
    """
    return b" %b " % text.translate(_ROUGH)


def _single(body: bytes, charset: str) -> tuple[bytes, str]:
    """Return `body` in an encoding that has ASCII in it, and which one that is."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            rest = body[len(mark) :]
            if encoding == "utf-8":
                return rest, encoding
            return rest.decode(encoding, "ignore").encode("utf-8", "ignore"), "utf-8"
    head = body[:2048]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 5:
        wide = "utf-16-be" if even > odd else "utf-16-le"
        return body.decode(wide, "ignore").encode("utf-8", "ignore"), "utf-8"
    return body, _known(charset)


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset).name if charset.isascii() else "utf-8"
        return name if "\n".encode(name) == b"\n" else "utf-8"
    except (LookupError, ValueError, TypeError, AttributeError):
        return "utf-8"


def _skim_lines(body: bytes, encoding: str) -> Sight:
    title, _, _ = body[:4096].lstrip().partition(b"\n")
    if len(title) > _TITLE_BYTES:  # a paragraph
        title = b""
    lines = _LINE.findall(_one_byte_each(body[: 2 * ENOUGH]))
    return Sight(title, b"\n".join(lines)[:_KEPT], encoding)


def _skim_markup(body: bytes, encoding: str) -> Sight:
    if _LOUD.search(body, 0, 1024):
        body = body.lower()
    prose, reached = _read_paragraphs(body)
    if len(prose) < _LEAST_PARAGRAPHS:
        runs, reached = _read_runs(body)
        prose = runs or prose
    return Sight(_read_titles(body[:reached]), _one_byte_each(prose)[:_KEPT], encoding)


def _read_titles(body: bytes) -> bytes:
    """Return the title and the first headline of a page."""
    named = _TITLE.search(body, 0, 4 * _STRIDE)
    title = named[1][:_TITLE_BYTES] if named else b""
    for _, start, end in _HEADING.find_matches_as_indexes(body)[:1]:
        headline = body[start : min(start + _TITLE_BYTES, max(end, body.find(b"</h1", end)))]
        title += b" . " + _TAG.sub(b" ", headline)
    return title


def _read_paragraphs(body: bytes) -> tuple[bytes, int]:
    """Return the text of a page's first closed paragraphs, and where the last of them ends."""
    found: list[tuple[int, bytes]] = []
    size = reached = 0
    for _, end, after in _PARAGRAPH_ENDS.find_matches_as_indexes(body):
        start = body.rfind(b"<p", reached, end)
        reached = after
        if start < 0 or end - start < _LEAST_RUN:
            continue
        text = _TAG.sub(b" ", body[start:end])
        if len(text) > _LEAST_RUN:
            found.append((start, text))
            size += len(text)
            if size >= ENOUGH:
                break
    hidden = _spans(body[:reached], _SCRIPTS, _SCRIPT_ENDS) if found else []
    shown = [text for start, text in found if not _lies_in(start, hidden)]
    return b"\n".join(shown), reached


def _lies_in(place: int, spans: list[tuple[int, int]]) -> bool:
    nearest = bisect_right(spans, (place, place)) - 1
    return nearest >= 0 and place < spans[nearest][1]


def _read_runs(
    body: bytes, enough: int = ENOUGH, pieces: int = _PIECES, sentence: int = 0
) -> tuple[bytes, int]:
    """Return the longer stretches of text of a page, whatever holds them, and where they end.

    There are `enough` bytes of them where the first `pieces` of a page have as many. What has no
    full stop has more than `sentence` bytes, or stands before a stretch that has, like a headline.
    """
    hidden = sorted(_spans(body, _SCRIPTS, _SCRIPT_ENDS) + _spans(body, _STYLES, _STYLE_ENDS))
    found: list[bytes] = []
    size = at = span = 0
    for _ in range(pieces):
        limit = at + _STRIDE
        shown = []
        while span < len(hidden) and hidden[span][0] < limit:
            start, end = hidden[span]
            if start >= at:
                shown.append(body[at:start])
                at = end
            span += 1
        if at < limit:
            shown.append(body[at:limit])
            at = limit
        told = _RUN.findall(b"".join(shown))
        said = [len(run) > sentence or b"." in run for run in (*told, b"")]
        runs = b"\n".join(run for run, *by in zip(told, said, said[1:], strict=False) if any(by))
        found.append(runs)
        size += len(runs)
        # So much without an article is in another language, and needs no more to be told by.
        foreign = size > FOREIGN and not any(b" the " in runs for runs in found)
        if size >= enough or at >= len(body) or foreign:
            break
    return _TAG.sub(b" ", b"\n".join(found)), at


def _spans(
    body: bytes, openers: BytesAhoCorasick, closers: BytesAhoCorasick
) -> list[tuple[int, int]]:
    """Return where each element of a kind begins and ends; what isn't closed hides nothing."""
    ends = closers.find_matches_as_indexes(body)
    spans: list[tuple[int, int]] = []
    at = count = 0
    for _, start, _ in openers.find_matches_as_indexes(body):
        if start < at:
            continue
        while count < len(ends) and ends[count][1] < start:
            count += 1
        if count == len(ends):
            break
        at = ends[count][1]
        spans.append((start, at))
    return spans


def _one_byte_each(text: bytes) -> bytes:
    """Return English UTF-8 with one byte for each character, so that it is as long in any."""
    if text.isascii() or text.count(b" the ") < _ENGLISH:
        return text
    decoded = text.decode("utf-8", "replace")
    if decoded.count("\ufffd") > len(text) // 500 + 2:
        return text
    return decoded.encode("ascii", "replace")
