"""Which documents are versions of one page, in which order, and in what two of them differ.

Pure. Texts are compared by bottom-k sketches of their word shingles (Broder, "On the
resemblance and containment of documents", 1997): a few hundred bytes stand for a text.
"""

import hashlib
import heapq
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from communique.archive.types import Change
from communique.document import Document

_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SHINGLE_WORDS = 3
_SKETCH_SIZE = 128

#: So many of a sketch's least values are marks: only documents that share one are compared.
#: Versions with half of their text in common miss each other once in 65,000 times.
_MARKS = 16

#: Share of text from which on two documents are one page. At one address an edited page may
#: have grown, so the shorter text counts; files that happen to have one name ("page.html",
#: "1") must agree in most of the text of both.
SAME_AT_ADDRESS = 0.5
SAME_BY_NAME = 0.5

#: Beyond this many words on a side, a changed stretch is told as a whole: comparing its words
#: takes time that grows with the square of their number.
_MAX_WORDS_COMPARED = 2000


@dataclass(frozen=True, slots=True)
class Sketch:
    """The least hash values of a text's shingles, and how many different ones it has."""

    hashes: tuple[int, ...]
    shingles: int

    def to_bytes(self) -> bytes:
        """Return the hash values, four bytes each, least significant first."""
        return struct.pack(f"<{len(self.hashes)}I", *self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes, shingles: int) -> "Sketch":
        """Return the sketch that `to_bytes` wrote."""
        return cls(
            tuple(value for (value,) in struct.iter_unpack("<I", data[: len(data) // 4 * 4])),
            shingles,
        )


def page_of(document: Document) -> str:
    """Return the address of a document without scheme and fragment, else its name.

    Two documents with different pages are never versions of one another.
    """
    url = document.metadata.url
    if url and (page := normalise_url(url)):
        return f"url:{page}"
    return f"name:{document.name}"


def normalise_url(url: str) -> str | None:
    """Return host, path and query of an address; None for one without a host.

    >>> normalise_url("HTTP://Example.org/news/1/#top")
    'example.org/news/1'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if not parts.netloc:
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"


def day_of(document: Document) -> date | None:
    """Return the last day on which the document says it was published or updated."""
    given = document.metadata
    dates = [dated.date.end for dated in (given.published, given.updated) if dated is not None]
    return max((day for day in dates if day is not None), default=None)


def sketch(document: Document) -> Sketch:
    """Return the sketch of the document's text without boilerplate, which pages of a site share."""
    blocks = [
        document.slice(block.start, block.end)
        for article in document.articles
        for block in article.blocks
        if block.kind != "boilerplate"
    ]
    return sketch_text("\n".join(blocks) if blocks else document.text)


def sketch_text(text: str) -> Sketch:
    """Return the sketch of a text; one of fewer than three words has one shingle."""
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - _SHINGLE_WORDS + 1)
    shingles = {" ".join(words[i : i + _SHINGLE_WORDS]) for i in range(last)}
    hashes = {
        int.from_bytes(hashlib.blake2b(s.encode("utf-8", "replace"), digest_size=4).digest())
        for s in shingles
    }
    return Sketch(tuple(heapq.nsmallest(_SKETCH_SIZE, hashes)), len(hashes))


def resemblance(left: Sketch, right: Sketch) -> float:
    """Return the share of shingles in both texts among those in either, exact for short texts."""
    both = heapq.nsmallest(_SKETCH_SIZE, {*left.hashes, *right.hashes})
    common = set(left.hashes) & set(right.hashes)
    return sum(value in common for value in both) / len(both)


def containment(left: Sketch, right: Sketch) -> float:
    """Return the share of the smaller text's shingles that stand in the other, at most 1."""
    alike = resemblance(left, right)
    common = alike * (left.shingles + right.shingles) / (1 + alike)
    return min(1.0, common / min(left.shingles, right.shingles))


def marks(page: str, one: Sketch) -> list[int]:
    """Return the marks of a document, sorted: versions of one page share at least one.

    They are positive numbers of 63 bits. Without them, adding the thousandth `page.html`
    would compare it with all the others.
    """
    digests = (
        hashlib.blake2b(f"{page} {value}".encode("utf-8", "replace"), digest_size=8).digest()
        for value in one.hashes[:_MARKS]
    )
    return sorted({int.from_bytes(digest) >> 1 for digest in digests})


def is_version(page: str, left: Sketch, right: Sketch) -> bool:
    """Return whether two documents of one `page` are versions of it; symmetric."""
    if not set(left.hashes[:_MARKS]) & set(right.hashes[:_MARKS]):
        return False
    if page.startswith("url:"):
        return containment(left, right) >= SAME_AT_ADDRESS
    return resemblance(left, right) >= SAME_BY_NAME


def difference(old: str, new: str) -> Iterator[Change]:
    """Yield the stretches in which two texts differ, in reading order.

    Lines are compared first, then the words and signs of the lines that differ; white space
    doesn't count.
    """
    old_lines, new_lines = list(_spans_of_lines(old)), list(_spans_of_lines(new))
    for left, right in _unequal(old, old_lines, new, new_lines):
        old_words = list(spans_of_words(old, *left))
        new_words = list(spans_of_words(new, *right))
        if max(len(old_words), len(new_words)) > _MAX_WORDS_COMPARED:
            yield _change(old, left, new, right)
            continue
        for inner_left, inner_right in _unequal(old, old_words, new, new_words, left, right):
            yield _change(old, inner_left, new, inner_right)


Span = tuple[int, int]


def _unequal(
    old: str,
    old_parts: list[Span],
    new: str,
    new_parts: list[Span],
    old_bounds: Span = (0, 0),
    new_bounds: Span = (0, 0),
) -> Iterator[tuple[Span, Span]]:
    """Yield the stretches of parts that differ; an empty one lies where the other would go."""
    matcher = SequenceMatcher(
        None,
        [" ".join(old[start:end].split()) for start, end in old_parts],
        [" ".join(new[start:end].split()) for start, end in new_parts],
        autojunk=False,
    )
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag != "equal":
            yield (
                _cover(old_parts, left, left_end, old_bounds[0]),
                _cover(new_parts, right, right_end, new_bounds[0]),
            )


def _cover(parts: list[Span], first: int, last: int, start: int) -> Span:
    """Return the stretch from the first part to before the last; an empty one behind the part
    before it, or at `start`.
    """
    if first < last:
        return parts[first][0], parts[last - 1][1]
    place = parts[first - 1][1] if first else start
    return place, place


def _change(old: str, left: Span, new: str, right: Span) -> Change:
    return Change(old=left, new=right, old_text=old[slice(*left)], new_text=new[slice(*right)])


def _spans_of_lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text):
        if match[0].strip():
            yield match.span()


def spans_of_words(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where the words and signs of a stretch stand, white space apart."""
    for match in _TOKEN.finditer(text, start, end):
        yield match.span()
