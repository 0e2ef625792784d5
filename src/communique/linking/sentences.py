"""The sentences of a document's own prose, with their offsets."""

import re
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
    found = []
    for start, end in stretches:
        begin = start
        for match in _END.finditer(document.text, start, end):
            found.append(Sentence(begin, match.end(), document.text[begin : match.end()].rstrip()))
            begin = match.end()
        found.append(Sentence(begin, end, document.text[begin:end].rstrip()))
    return tuple(Sentence(s.start, s.start + len(s.text), s.text) for s in found if s.text.strip())
