"""Which documents count as one source: copies and translations of one text, one agency's reports.

Copies are found by the share of one text's runs of words that the other has as well, so that a cut
ending, a line of the publisher's own or another headline make no difference: Broder, "On the
resemblance and containment of documents", 1997. Of a long text a fixed part of the runs, chosen by
their hashes, stands for all.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from communique.archive.types import DocumentSummary
from communique.linking.wordings import normalise

#: Words of a run; reports of one event by two writers share few runs of so many.
_RUN = 4
#: A text of which so many of its runs stand in another is a copy of it, or the other of it.
_COPIED = 0.5
#: Texts with fewer runs are compared as a whole.
_FEW = 8
#: About so many runs stand for a long text.
_SKETCH = 400
#: Of two languages: so many of the numbers and names of one text stand in the other.
_TRANSLATED = 0.8
#: With fewer numbers and names in common nothing shows that a text is a translation.
_ANCHORS = 8

_ANCHOR = re.compile(r"\d[\d.,]*\d|\d|\b[A-Z][a-zà-ÿ]{2,}\b")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What stands for a text when it is compared: hashes of runs, of all, of names and numbers.

    `step`: only the runs whose hash it divides are kept.
    """

    whole: int
    step: int
    runs: frozenset[int]
    anchors: frozenset[str]


class Sketches:
    """The sketches of documents, each made once; `texts` gives a document's text by its id."""

    def __init__(self, texts: Callable[[str], str]) -> None:
        self._texts = texts
        self._known: dict[str, Sketch] = {}

    def of(self, document_id: str) -> Sketch:
        """Return the sketch of a document."""
        if document_id not in self._known:
            self._known[document_id] = sketch(self._texts(document_id))
        return self._known[document_id]


def sketch(text: str) -> Sketch:
    """Return the sketch of a text."""
    words = normalise(text).split()
    runs = {
        zlib.crc32(" ".join(words[start : start + _RUN]).encode())
        for start in range(max(1, len(words) - _RUN + 1))
    }
    # A power of two, so that a finer sketch can be thinned to a coarser one to compare them.
    step = 1
    while len(runs) // step > _SKETCH:
        step *= 2
    return Sketch(
        whole=zlib.crc32(" ".join(words).encode()),
        step=step,
        runs=frozenset(run for run in runs if run % step == 0),
        anchors=frozenset(_ANCHOR.findall(text)),
    )


def containment(a: Sketch, b: Sketch) -> float:
    """Return the share of the shorter text's runs of words that the longer has: 0 to 1.

    >>> whole = sketch("The ministers met in Rome and agreed to meet again in May.")
    >>> containment(whole, sketch("The ministers met in Rome."))
    1.0
    """
    step = max(a.step, b.step)
    fewer, more = sorted(
        (frozenset(run for run in one.runs if run % step == 0) for one in (a, b)), key=len
    )
    return len(fewer & more) / len(fewer) if fewer else 0.0


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Return whether one text is a copy of the other, or of a part of it."""
    if a.whole == b.whole:
        return True
    if min(len(a.runs), len(b.runs)) < _FEW:
        return False
    return containment(a, b) >= _COPIED


def is_translation(a: Sketch, b: Sketch) -> bool:
    """Return whether texts of two languages have the same numbers and names."""
    fewer, more = sorted((a.anchors, b.anchors), key=len)
    if len(fewer) < _ANCHORS or len(more) > 2 * len(fewer):
        return False
    return len(fewer & more) >= _TRANSLATED * len(fewer)


def group_sources(
    documents: Iterable[DocumentSummary], texts: Callable[[str], str] | Sketches | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return the names of documents by source: each group counts as one.

    One source are the documents of one publisher or agency, whoever prints them, and those of
    which one text copies or translates another. Without `texts` only the former are known.
    Groups and the names in them stand oldest first; a name stands once in a group.
    """
    unique = {(one.id, one.article): one for one in documents}
    ordered = sorted(unique.values(), key=_age)
    sketches = Sketches(texts) if callable(texts) else texts
    groups = _Groups(len(ordered))
    first_of: dict[str, int] = {}
    for index, document in enumerate(ordered):
        for key in (f"id {document.id}", *_origin(document)):
            groups.join(first_of.setdefault(key, index), index)
    if sketches is not None:
        _join_copies(ordered, groups, sketches)
    names = (tuple(dict.fromkeys(ordered[i].name for i in group)) for group in groups.all())
    return tuple(names)


def _join_copies(ordered: Sequence[DocumentSummary], groups: "_Groups", known: Sketches) -> None:
    for right in range(len(ordered)):
        for left in range(right):
            if groups.find(left) == groups.find(right):
                continue
            a, b = ordered[left], ordered[right]
            one, other = known.of(a.id), known.of(b.id)
            translated = (
                a.language != b.language
                and a.language is not None
                and b.language is not None
                and is_translation(one, other)
            )
            if translated or is_copy(one, other):
                groups.join(left, right)


def _origin(document: DocumentSummary) -> tuple[str, ...]:
    """Return whose text a document has: the agency's that it credits, else its publisher's."""
    name = document.agency or document.publisher
    words = normalise(name) if name else ""
    return (f"by {words}",) if words else ()


def _age(document: DocumentSummary) -> tuple[date, str, str, int]:
    published = document.published.end if document.published is not None else None
    return published or date.max, document.name, document.id, document.article


class _Groups:
    """Numbers that are joined step by step; the least of a group stands for it."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self.find(a), self.find(b)))
        self._parent[high] = low

    def all(self) -> list[list[int]]:
        """Return the groups, by their least member."""
        grouped: dict[int, list[int]] = {}
        for number in range(len(self._parent)):
            grouped.setdefault(self.find(number), []).append(number)
        return [grouped[root] for root in sorted(grouped)]
