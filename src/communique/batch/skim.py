"""What a reader's eye falls on in a page: its title and its prose, seen without a parse.

Everything is done on bytes by searches in C, since most pages of an archive are left after
this look. All encodings but UTF-16 and UTF-32 write ASCII letters and angle brackets as ASCII
does, and English terms need no more; so bytes are decoded only where that is not so.
"""

import codecs
import re
from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick, MatchKind

#: So far into a page it is looked, and so much prose is enough to tell what it is on.
FARTHEST = 1_000_000
ENOUGH = 8_000
#: Markup is looked through in pieces of this size until there is enough.
_STRIDE = 65_536
#: Of a longer page's middle, so much more: a digest may come to dealings late.
_MIDDLE = 4_000
_TITLE_BYTES = 300
#: Articles from which a piece is taken for English.
_ENGLISH = 3
#: Fewer characters in a row are a menu's entry, a caption, a button: or a country's name in a
#: list of countries.
_LEAST_RUN = 25

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
#: What hides text, or names the page. Where one begins, the one at the same place of the
#: second row ends it.
_OPENERS = (b"<script", b"<style", b"<!--", b"<title", b"<h1", b"<SCRIPT", b"<STYLE", b"<TITLE")
_CLOSERS = (
    b"</script",
    b"</style",
    b"-->",
    b"</title",
    b"</h1",
    b"</SCRIPT",
    b"</STYLE",
    b"</TITLE",
)
_NAMING = frozenset({3, 4, 7})
_COMMENT = 2
_HEADING = 4
_KINDS = len(_OPENERS)
#: The title and the headline, and one more: a drawing may have a title too.
_NAMES = 3
_EDGES = BytesAhoCorasick(_OPENERS + _CLOSERS, matchkind=MatchKind.LeftmostFirst)

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


@dataclass(frozen=True, slots=True)
class Sight:
    """Title and prose of a page as they stand in it; `encoding` is what they are decoded by."""

    title: bytes
    prose: bytes
    encoding: str

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
    if not body or body[:4096].count(0) > 8:
        return None
    if media_type != "text/plain" and _HTML.search(body, 0, 4096):
        return _skim_markup(body, encoding)
    return _skim_lines(body, encoding)


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
    start = body[:4096].lstrip()
    title, _, _ = start.partition(b"\n")
    lines = _LINE.findall(_one_byte_each(_cut(body)))
    return Sight(title[:_TITLE_BYTES], b"\n".join(lines), encoding)


def _cut(text: bytes) -> bytes:
    """Return the beginning of a text, and of a long one something from its middle."""
    if len(text) <= ENOUGH + _MIDDLE:
        return text
    middle = max(ENOUGH, len(text) // 2)
    return b"%b\n%b" % (text[:ENOUGH], text[middle : middle + _MIDDLE])


def _skim_markup(body: bytes, encoding: str) -> Sight:
    title, visible = _uncover(body)
    runs: list[bytes] = []
    size = 0
    for start in range(0, len(visible), _STRIDE):
        piece = _one_byte_each(visible[start : start + _STRIDE])
        found = _RUN.findall(piece)
        runs += found
        size += sum(map(len, found))
        if size >= ENOUGH:
            break
    return Sight(title, b"\n".join(runs)[: ENOUGH + _MIDDLE], encoding)


def _uncover(body: bytes) -> tuple[bytes, bytes]:
    """Return the title of a page with its headline, and the page without what isn't shown."""
    names: list[bytes] = []
    shown: list[bytes] = []
    reached, opened, since = 0, -1, 0
    for edge, start, end in _EDGES.find_matches_as_indexes(body):
        if edge < _KINDS:
            # A title that isn't closed hides nothing.
            if opened < 0 or opened in _NAMING:
                opened, since = edge, start
            continue
        if edge != opened + _KINDS:
            continue
        if opened in _NAMING and len(names) < _NAMES:
            names.append(_TAG.sub(b" ", body[since:start][:_TITLE_BYTES]))
        if opened != _HEADING:
            shown.append(body[reached:since])
            # A comment within a sentence is no border; the rest of a closing tag is one.
            reached = end if opened == _COMMENT else start
        opened = -1
    shown.append(body[reached:])
    return b" . ".join(names), b"".join(shown)


def _one_byte_each(text: bytes) -> bytes:
    """Return English UTF-8 with one byte for each character, so that runs are as long anywhere."""
    if text.isascii() or text.count(b" the ") < _ENGLISH:
        return text
    decoded = text.decode("utf-8", "replace")
    if decoded.count("\ufffd") > len(text) // 500 + 2:
        return text
    return decoded.encode("ascii", "replace")
