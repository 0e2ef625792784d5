"""From a block to parsable text, and back from every character to its source.

Pages wrap lines, double spaces, curl quotation marks and emphasise with asterisks;
a parser trained on clean text reads none of this well. A passage holds the block's
text made plain, and for each of its characters the offset it came from, so that spans
of the parse are spans of the document without looking anything up again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from communique.document import Block
from communique.reading.sight import see

if TYPE_CHECKING:
    # Linking reads passages without a parse; what only serves and shows needs no parser.
    from spacy.tokens import Doc, Span, Token

_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»″＂❝❞〝〞〟「」『』", '"')
    | dict.fromkeys("‘’‚‛′´`ʼ＇❛❜", "'")
    | dict.fromkeys("‐‑‒−﹣－", "-")
)

#: Markup left in text: emphasis, escapes, link targets, footnote anchors, HTML comments.
_MARKUP = re.compile(
    r"<!--.{0,2000}?-->|\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|\\(?=[-#*_.\[\]()\\])"
    r"|!?\[(?=[^\]\n]{0,300}\]\([^)\s]{0,500}\))|(?<=\])\([^)\s]{1,500}\)|\](?=\([^)\s]{1,500}\))",
    re.DOTALL,
)

#: Typewriters and TeX set a quotation mark as two of the single ones.
_TWO_MARKS = re.compile(r"''")

#: What may be markup, or space to be folded; most blocks have none of it.
_ODD = re.compile(r"[*_\\\[\]<]|[^\S ]|  |^ | $")


class Plain(NamedTuple):
    """A stretch of a document made plain: character `i` came from `[starts[i], ends[i])`."""

    text: str
    starts: list[int]
    ends: list[int]


def plain_text(text: str, start: int, end: int) -> Plain:
    """Return `text[start:end]` as clean prose, and where in `text` its characters stand."""
    sight = see(text[start:end])
    seen = sight.text
    if not _ODD.search(seen):
        kept: Sequence[int] = range(len(seen))
    else:
        kept = list(_keep(seen))
        seen = "".join([" " if seen[i].isspace() else seen[i] for i in kept])
    if sight.is_source:
        starts = [start + i for i in kept]
        ends = [at + 1 for at in starts]
    else:
        starts = [start + sight.start_of(i) for i in kept]
        ends = [start + sight.end_of(i) for i in kept]
    plain = seen.translate(_PLAIN)
    seconds = {
        marks.start() + 1
        for marks in _TWO_MARKS.finditer(plain)
        if ends[marks.start()] == starts[marks.start() + 1]
    }
    if seconds:
        plain = "".join(
            '"' if index + 1 in seconds else character
            for index, character in enumerate(plain)
            if index not in seconds
        )
        ends = [end for index, end in enumerate(ends) if index + 1 not in seconds]
        starts = [start for index, start in enumerate(starts) if index not in seconds]
    return Plain(plain, starts, ends)


def _keep(seen: str) -> Iterator[int]:
    """Yield the places of the characters that are no markup, of each run of space the first."""
    dropped: set[int] = set()
    for match in _MARKUP.finditer(seen):
        dropped.update(range(match.start(), match.end()))
    space: int | None = None
    begun = False
    for index, character in enumerate(seen):
        if index in dropped:
            continue
        if character.isspace():
            space = index if space is None else space
            continue
        if space is not None and begun:
            yield space
        space, begun = None, True
        yield index


@dataclass(eq=False)
class Passage:
    """A block as the parser saw it."""

    index: int
    block: Block
    plain: Plain
    doc: Doc

    @property
    def text(self) -> str:
        """The plain text of the block."""
        return self.plain.text

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the document span of the passage's characters `[start, end)`."""
        return self.plain.starts[start], self.plain.ends[end - 1]

    def span_of(self, first: int, last: int) -> tuple[int, int]:
        """Return the document span of the tokens `first` to `last`, both included."""
        tail = self.doc[last]
        return self.source_span(self.doc[first].idx, tail.idx + len(tail))

    def words(self, first: int, last: int) -> str:
        """Return the plain text of the tokens `first` to `last`, both included."""
        tail = self.doc[last]
        return self.text[self.doc[first].idx : tail.idx + len(tail)]

    def token_at(self, offset: int) -> int:
        """Return the index of the token at or after the character `offset` of the text."""
        return self._token_starts[min(offset, len(self._token_starts) - 1)]

    @cached_property
    def _token_starts(self) -> list[int]:
        text = self.text
        index_of = [0] * len(text)
        starts: list[int] = self.doc.to_array("IDX").tolist()
        for index, (start, stop) in enumerate(pairwise([*starts, len(index_of)])):
            index_of[start:stop] = [index] * (stop - start)
            # The blank after a token counts as the next one's.
            if index + 1 < len(starts) and text[stop - 1] == " ":
                index_of[stop - 1] = index + 1
        return index_of or [0]

    def tokens_of(self, words: Set[str]) -> list[Token]:
        """Return the tokens whose form or lemma, in lower case, is one of `words`, in order."""
        found = {i for word in self._forms & words for i in self._places[word]}
        return [self.doc[i] for i in sorted(found)]

    def cued_sentences(self, words: Set[str]) -> Iterator[tuple[Span, list[Token]]]:
        """Yield each sentence with its tokens whose form or lemma is one of `words`, in order."""
        tokens = self.tokens_of(words)
        done = 0
        for sentence in self.sentences:
            start = done
            while done < len(tokens) and tokens[done].i < sentence.end:
                done += 1
            yield sentence, tokens[start:done]

    @cached_property
    def _forms(self) -> frozenset[str]:
        """What `_places` has; the fewer words of two sets are looked up in the other."""
        return frozenset(self._places)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        strings = self.doc.vocab.strings
        for index, (form, lemma) in enumerate(self.doc.to_array(["LOWER", "LEMMA"]).tolist()):
            places.setdefault(strings[form], []).append(index)
            if lemma != form:
                places.setdefault(strings[lemma].lower(), []).append(index)
        return places

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the parse, in order."""
        return list(self.doc.sents)

    def sentence_of(self, token: int) -> Span:
        """Return the sentence that holds the token."""
        sentence: Span = self.doc[token].sent
        return sentence
