"""From a block to parsable text, and back from every character to its source.

Pages wrap lines, double spaces, curl quotation marks and emphasise with asterisks;
a parser trained on clean text reads none of this well. A passage holds the block's
text made plain, and for each of its characters the offset it came from, so that spans
of the parse are spans of the document without looking anything up again.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from communique.document import Block

_PLAIN = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"', "＂": '"',
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "`": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "–", "−": "-",
    }
)  # fmt: skip

#: What a reader does not see: soft hyphens, zero-width and direction marks.
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069"
)

#: Markup left in text: emphasis, escapes, link targets, footnote anchors, HTML comments.
_MARKUP = re.compile(
    r"<!--.*?-->|\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|\\(?=[-#*_.\[\]()\\])"
    r"|!?\[(?=[^\]\n]{0,300}\]\([^)\s]{0,500}\))|(?<=\])\([^)\s]{1,500}\)|\](?=\([^)\s]{1,500}\))",
    re.DOTALL,
)

#: What may be markup, space to be folded or invisible; most blocks have none of it.
_ODD = re.compile(rf"[*_\\\[\]<{''.join(_INVISIBLE)}]|[^\S ]|  |^ | $")


def plain_text(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return `text[start:end]` made plain, and the offset in `text` of each character left."""
    source = text[start:end]
    if not _ODD.search(source):
        return source.translate(_PLAIN), list(range(start, end))
    dropped: set[int] = set()
    for match in _MARKUP.finditer(source):
        dropped.update(range(match.start(), match.end()))
    characters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(source):
        if index in dropped or character in _INVISIBLE:
            continue
        if character.isspace():
            if not characters or characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        offsets.append(start + index)
    while characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return "".join(characters).translate(_PLAIN), offsets


@dataclass(eq=False)
class Passage:
    """A block as the parser saw it. `offsets[i]` is where character `i` of `text` came from."""

    index: int
    block: Block
    text: str
    offsets: list[int]
    doc: Doc

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the document span of the passage's characters `[start, end)`."""
        return self.offsets[start], self.offsets[end - 1] + 1

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
        index_of = [0] * len(self.text)
        starts: list[int] = self.doc.to_array("IDX").tolist()
        for index, (start, stop) in enumerate(pairwise([*starts, len(index_of)])):
            index_of[start:stop] = [index] * (stop - start)
            # The blank after a token counts as the next one's.
            if index + 1 < len(starts) and self.text[stop - 1] == " ":
                index_of[stop - 1] = index + 1
        return index_of or [0]

    def tokens_of(self, words: Set[str]) -> list[Token]:
        """Return the tokens whose form or lemma, in lower case, is one of `words`, in order."""
        found = {i for word in self._places.keys() & words for i in self._places[word]}
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
