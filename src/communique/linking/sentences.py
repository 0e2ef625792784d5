"""The sentences of a document's own prose, with their offsets."""

import re
from itertools import pairwise
from typing import NamedTuple

from communique.document import Document

#: A sentence ends at a full stop that no abbreviation explains; missing one joins two, and harms
#: less than cutting one.
_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bMrs)[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_KINDS = frozenset({"headline", "paragraph", "caption", "list-item", "quotation"})


class Sentence(NamedTuple):
    """A stretch `[start, end)` of a document's text."""

    start: int
    end: int
    text: str


def cut_sentences(document: Document, article: int) -> tuple[Sentence, ...]:
    """Return the sentences of one article in reading order, boilerplate and tables left out.

    An article without blocks is read as one.
    """
    if article >= len(document.articles):
        return ()
    told = document.articles[article]
    stretches = [(b.start, b.end) for b in told.blocks if b.kind in _KINDS]
    if not told.blocks:
        stretches = [(told.start, told.end)]
    return tuple(s for start, end in stretches for s in cut_stretch(document.text, start, end))


def cut_stretch(text: str, start: int, end: int) -> list[Sentence]:
    """Return the sentences of `text[start:end]` in order, without white space around them."""
    borders = [start, *(match.end() for match in _END.finditer(text, start, end)), end]
    found = []
    for first, last in pairwise(borders):
        words = text[first:last]
        begin = first + len(words) - len(words.lstrip())
        if words.strip():
            found.append(Sentence(begin, begin + len(words.strip()), words.strip()))
    return found
