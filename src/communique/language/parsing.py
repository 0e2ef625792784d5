"""Parsing texts of any length, in time and memory that grow with it and no faster.

Pages hold paragraphs of a book's length and runs of ten thousand signs without a space.
spaCy refuses texts of a million characters, needs memory for each at once, and takes time
by the square of the length of a run. So a long text is parsed in pieces and put together
again, and a run is cut before its signs are told apart. No page meant to be read has either.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

#: Characters parsed at once: some five thousand words, more than the longest of sentences.
_PIECE = 30_000

#: No word and hardly an address has more characters without a space.
_LONGEST_RUN = 256
_RUN = re.compile(rf"\S{{{_LONGEST_RUN},}}")
_PART = 64

#: Words that go through a component together; beside its result it needs kilobytes for each.
_BATCH = 4_000

#: Where a text may be cut, the best first: behind a sentence, a clause, a word.
_CUTS = (re.compile(r"[.!?][\"')\]]* "), re.compile(r"; "), re.compile(r", "), re.compile(r" "))


def parse_texts(texts: Sequence[str], model: Language) -> list[Doc]:
    """Return the parse of each text, in order."""
    pieces = [list(cut(text)) for text in texts]
    docs = model.pipe([piece for of_text in pieces for piece in of_text], batch_size=64)
    return [_remember_sentences(_join([next(docs) for _ in of_text])) for of_text in pieces]


def cut(text: str, longest: int = _PIECE) -> Iterator[str]:
    """Yield `text` in pieces of at most `longest` characters, cut where it hurts least.

    >>> list(cut("The talks ended. They had been long.", longest=20))
    ['The talks ended. ', 'They had been long.']
    """
    start = 0
    while len(text) - start > longest:
        stop = start + longest
        for mark in _CUTS:
            ends = [found.end() for found in mark.finditer(text, start + longest // 2, stop)]
            if ends:
                stop = ends[-1]
                break
        yield text[start:stop]
        start = stop
    yield text[start:]


def batched(docs: Iterable[Doc], words: int = _BATCH) -> Iterator[list[Doc]]:
    """Yield the documents in order, as many together as have at most `words`, or one."""
    batch: list[Doc] = []
    size = 0
    for doc in docs:
        if batch and size + len(doc) > words:
            yield batch
            batch, size = [], 0
        batch.append(doc)
        size += len(doc)
    if batch:
        yield batch


def _join(docs: list[Doc]) -> Doc:
    if len(docs) == 1:
        return docs[0]
    whole = Doc.from_docs(docs, ensure_whitespace=False)
    assert whole is not None  # None is for no documents
    return whole


def _remember_sentences(doc: Doc) -> Doc:
    """Note the sentence of each token, so that `token.sent` looks for its borders no more.

    The borders are kept, not the spans: these would hold the document, which holds them.
    """
    borders: list[tuple[int, int]] = []
    for sentence in doc.sents:
        borders += [(sentence.start, sentence.end)] * len(sentence)

    def sentence_of(token: Token) -> Span:
        return Span(token.doc, *borders[token.i])

    doc.user_token_hooks["sent"] = sentence_of
    return doc


class RunCuttingTokenizer:
    """A tokenizer that cuts runs of hundreds of characters without a space before it looks."""

    def __init__(self, tokenizer: Callable[[str], Doc], vocab: Vocab) -> None:
        self.vocab = vocab
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Return the tokens of the text."""
        if max(map(len, text.split()), default=0) < _LONGEST_RUN:
            return self._tokenizer(text)
        parts, start = [], 0
        for run in _RUN.finditer(text):
            borders = [start, *range(run.start(), run.end(), _PART), run.end()]
            parts += [text[a:b] for a, b in pairwise(borders) if a < b]
            start = run.end()
        parts += [text[start:]] if start < len(text) else []
        return _join([self._tokenizer(part) for part in parts])
