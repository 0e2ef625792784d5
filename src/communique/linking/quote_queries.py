"""Which documents may hold a wording: the questions put to a full-text search.

The rarest first: the whole wording as a phrase, then runs of its words, then its longest words
together; long words are rare ones (Zipf 1935), so no frequencies are needed.
"""

import re
from collections.abc import Callable, Iterable
from itertools import combinations, pairwise
from typing import NamedTuple

from communique.archive.types import DocumentSummary, Hit
from communique.linking.aligning import Token, split_words
from communique.reference.tables import read_lexicon

#: A stretch that stands for any words: an ellipsis, or what an editor put in.
_GAP = re.compile(r"\[[^\]]*\]|\(?(?:…|\.\.\.+|\. \. \.)\)?")

#: A run of so many words is rare, and stands unchanged beside what was changed.
_RUN = 4
#: So many of the longest words are looked up by twos.
_LONG = 6
#: Documents asked for at one question, and read in all.
_AT_ONCE, _MOST = 40, 40
#: Where a filter leaves too few of the documents found, so many are asked for.
_WIDER = (_AT_ONCE, 400, 4000)
#: Of a long wording so many runs are asked for, spread over it.
_RUNS = 24


Search = Callable[[str, int], Iterable[Hit]]
Keep = Callable[[DocumentSummary], bool]


class Wanted(NamedTuple):
    """A wording as it is looked up; `gaps` are the numbers of words before which others may be."""

    text: str
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    gaps: frozenset[int]


def read_wanted(text: str) -> Wanted:
    """Return the wording without what stands for other words.

    >>> read_wanted("We [the two sides] will … go on").words
    ('we', 'will', 'go', 'on')
    """
    tokens: list[Token] = []
    gaps = set()
    begin = 0
    for start, end in [m.span() for m in _GAP.finditer(text)] + [(len(text), len(text))]:
        tokens += [
            Token(t.word, t.start + begin, t.end + begin) for t in split_words(text[begin:start])
        ]
        gaps.add(len(tokens))
        begin = end
    inner = frozenset(g for g in gaps if 0 < g < len(tokens))
    return Wanted(text, tuple(tokens), tuple(t.word for t in tokens), inner)


def ask_whole(wanted: Wanted, search: Search, keep: Keep) -> list[DocumentSummary]:
    """Return the documents that hold the whole wording, apart from its gaps."""
    query = " ".join(_quote(segment) for segment in _segments(wanted))
    return _search(query, search, keep)


def ask_parts(wanted: Wanted, search: Search, keep: Keep) -> list[DocumentSummary]:
    """Return the documents worth reading for parts of the wording, the most promising first.

    Those that hold runs of its words stand before those that hold single ones.
    """
    found: dict[str, tuple[float, DocumentSummary]] = {}
    for weight, queries in ((20, _runs(wanted)), (1, _words(wanted))):
        for query in queries:
            documents = _search(query, search, keep)
            for document in documents:
                known = found.get(document.id, (0.0, document))[0]
                # What is rare tells more.
                found[document.id] = (known + weight / len(documents), document)
    ranked = sorted(found.values(), key=lambda one: (-one[0], one[1].id))
    return [document for _, document in ranked[:_MOST]]


def _search(query: str, search: Search, keep: Keep) -> list[DocumentSummary]:
    """Return what a question finds; more is asked for where the filter leaves little of it."""
    kept: list[DocumentSummary] = []
    for limit in _WIDER:
        hits = list(search(query, limit))
        kept = [hit.document for hit in hits if keep(hit.document)]
        if len(hits) < limit or len(kept) >= _AT_ONCE // 2:
            break
    return kept[:_AT_ONCE]


def _segments(wanted: Wanted) -> list[tuple[str, ...]]:
    borders = [0, *sorted(wanted.gaps), len(wanted.words)]
    return [wanted.words[a:b] for a, b in pairwise(borders) if b > a]


def _runs(wanted: Wanted) -> list[str]:
    """Return runs of words as phrases: between two changes at least one is unchanged."""
    idle = _idle()
    runs = []
    for segment in _segments(wanted):
        for size in (_RUN, 3):
            if len(segment) <= size:
                continue
            steps = range(0, len(segment) - size + 1, max(1, size // 2))
            chosen = [segment[i : i + size] for i in steps]
            runs += [_quote(run) for run in chosen if any(w not in idle for w in run)]
    runs = list(dict.fromkeys(runs))
    step = max(1, -(-len(runs) // _RUNS))
    return runs[::step]


def _words(wanted: Wanted) -> list[str]:
    """Return pairs of the longest words; a single one where there is no other."""
    idle = _idle()
    words = sorted({w for w in wanted.words if w not in idle}, key=lambda w: (-len(w), w))[:_LONG]
    if not words:
        return []
    if len(words) == 1:
        return [_quote(words)]
    return [f"{_quote([a])} {_quote([b])}" for a, b in combinations(words, 2)]


def _quote(words: Iterable[str]) -> str:
    return '"' + " ".join(words) + '"'


def _idle() -> frozenset[str]:
    return frozenset(read_lexicon("en", "view")["words"]["idle"])
