"""Did they ever say that? A wording looked up in many documents.

A wording stands somewhere verbatim, altered, or only in other words; else it was not found in
what was searched. Candidates come from a full-text search handed in, so that no text is read
that cannot hold the wording; then it is aligned word by word with the text.

The key that partitions the input is the document: each is weighed by itself.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from communique.archive.types import DocumentSummary, Hit, Stored
from communique.linking.aligning import (
    Alignment,
    Edit,
    Token,
    find_passages,
    mark_edits,
    split_words,
)
from communique.linking.citing import cite_words
from communique.linking.quote_interjections import find_interjections
from communique.linking.quote_queries import Wanted, ask_parts, ask_whole, read_wanted
from communique.linking.quote_speakers import Saying, find_saying, is_by, list_sayings
from communique.linking.sentences import cut_stretch
from communique.linking.types import Cited, cite
from communique.linking.wordings import content_words
from communique.records import Value
from communique.reference.tables import read_lexicon

Found = Literal["verbatim", "altered", "paraphrased"]
Verdict = Literal["verbatim", "altered", "paraphrased", "absent"]

#: An altered wording keeps this part of its words, and this part of those that carry meaning.
_KEPT = 0.6
#: A quotation of fewer words is there verbatim or not: with one changed it is another.
_SHORTEST = 4
#: A paraphrase has this part of the content words, and so many.
_SHARED, _FEWEST = 0.5, 2
#: Words that stand closer together than so many characters may paraphrase a wording.
_SHORT = 400
_ORDER: tuple[Found, ...] = ("verbatim", "altered", "paraphrased")


class Scope(Value):
    """What was searched: how many documents, of which days, from which publishers.

    `first` and `last` are None where no document shows a date.
    """

    documents: int
    first: date | None = None
    last: date | None = None
    publishers: tuple[str, ...] = ()


class QuoteMatch(Value):
    """A place where the wording stands, or something alike.

    `text` are the words of the document at `source`; `speaker` and `party` who says them, both
    None where they stand in nobody's mouth; `claimed_by` the party whose publication puts them
    into another's. `mode` is how a statement gives them. `similarity` is the part of the words
    that is kept, of a paraphrase the part of the content words. `difference` goes from the
    wording asked for to the text.
    """

    found: Found
    source: Cited
    text: str
    title: str | None = None
    kind: str | None = None
    speaker: str | None = None
    party: str | None = None
    claimed_by: str | None = None
    mode: str | None = None
    similarity: float
    difference: tuple[Edit, ...] = ()


class QuoteFinding(Value):
    """The answer: the best that was found, and every place of it, best first.

    `elsewhere` are places in others' mouths, or nobody's, where a speaker was asked for.
    """

    words: str
    verdict: Verdict
    matches: tuple[QuoteMatch, ...] = ()
    elsewhere: tuple[QuoteMatch, ...] = ()
    scope: Scope

    def to_row(self) -> dict[str, Any]:
        """Return the finding as a JSON-ready mapping."""
        return self.model_dump(mode="json")


@dataclass(frozen=True)
class Shelf:
    """What the search reaches: how to find documents, and how to read one.

    `search` gives the documents that hold all terms, best first, at most so many; `text_of` and
    `records_of` are by the document's id; `keep` tells whether a document is to be looked at.
    """

    search: Callable[[str, int], Iterable[Hit]]
    text_of: Callable[[str], str]
    records_of: Callable[[str], Iterable[Stored]]
    scope: Scope
    keep: Callable[[DocumentSummary], bool] = lambda _: True


def check_quote(words: str, shelf: Shelf, *, by: str | None = None) -> QuoteFinding:
    """Return where `words` were said: an ellipsis or words in square brackets stand for anything.

    `by` is a party's id or a person's name: who has to have said them. A wording without a
    word is absent.
    """
    wanted = read_wanted(words)
    if not wanted.words:
        return QuoteFinding(words=words, verdict="absent", scope=shelf.scope)
    whole = ask_whole(wanted, shelf.search, shelf.keep)
    matches = [match for document in whole for match in _read(wanted, document, shelf)]
    asked = [m for m in matches if by is None or is_by(by, m.speaker, m.party)]
    if not any(match.found == "verbatim" for match in asked):
        known = {document.id for document in whole}
        parts = ask_parts(wanted, shelf.search, shelf.keep)
        others = [document for document in parts if document.id not in known]
        matches += [match for document in others for match in _read(wanted, document, shelf)]
        asked = [m for m in matches if by is None or is_by(by, m.speaker, m.party)]
    best = min((m.found for m in asked), key=_ORDER.index, default=None)
    return QuoteFinding(
        words=words,
        verdict=best or "absent",
        matches=_rank(m for m in asked if m.found == best),
        elsewhere=_rank(m for m in matches if m not in asked and m.found != "paraphrased"),
        scope=shelf.scope,
    )


def _read(wanted: Wanted, document: DocumentSummary, shelf: Shelf) -> list[QuoteMatch]:
    records = sorted(shelf.records_of(document.id), key=lambda s: s.id)
    return _weigh(wanted, document, shelf.text_of(document.id), records)


def _weigh(
    wanted: Wanted, document: DocumentSummary, text: str, records: Sequence[Stored]
) -> list[QuoteMatch]:
    """Return where one document has the wording; its paraphrases only if it has not."""
    tokens = split_words(text)
    sayings = list_sayings(records)
    found = [
        _place(wanted, document, text, tokens, one, sayings)
        for one in find_passages(wanted.words, [t.word for t in tokens], wanted.gaps, idle=_idle())
        if _is_close(wanted, one, tokens)
    ]
    if not any(match.found == "verbatim" for match in found):
        # Speech that its cue cuts in two is verbatim all the same.
        found = _join_cut(wanted, document, text, tokens, sayings) or found
    if any(match.found == "verbatim" for match in found):
        return [match for match in found if match.found == "verbatim"]
    return found or _find_paraphrases(wanted, text, sayings)


def _is_close(wanted: Wanted, one: Alignment, tokens: Sequence[Token]) -> bool:
    if one.cost == 0:
        return True
    size = len(wanted.words)
    if size < _SHORTEST or one.cost > (1 - _KEPT) * size:
        return False
    kept = {
        wanted.words[a]
        for a, b in one.pairs
        if a is not None and b is not None and wanted.words[a] == tokens[b].word
    }
    telling = set(wanted.words) - _idle()
    return len(kept & telling) >= max(min(2, len(telling)), _KEPT * len(telling))


def _place(
    wanted: Wanted,
    document: DocumentSummary,
    text: str,
    tokens: Sequence[Token],
    one: Alignment,
    sayings: Sequence[Saying],
) -> QuoteMatch:
    start, end = tokens[one.first].start, tokens[max(one.first, one.last - 1)].end
    saying = find_saying(sayings, start, end)
    source = cite_words(document, (start, end))
    if saying is not None:
        source = source.model_copy(update={"record": saying.stored.id})
    return QuoteMatch(
        found="altered" if one.cost else "verbatim",
        source=source,
        text=text[start:end],
        similarity=round(1 - one.cost / len(wanted.words), 3),
        difference=mark_edits(wanted.text, wanted.tokens, text, tokens, one.pairs)
        if one.cost
        else (),
        **_say(document, saying),
    )


def _join_cut(
    wanted: Wanted,
    document: DocumentSummary,
    text: str,
    tokens: Sequence[Token],
    sayings: Sequence[Saying],
) -> list[QuoteMatch]:
    """Return where the wording stands verbatim but for the cue that cuts it in two."""
    cuts = find_interjections(text)
    cut = set(_within(tokens, cuts))
    kept = [t for t in tokens if t not in cut]
    stretches: list[tuple[Saying | None, list[Token]]] = []
    if len(kept) < len(tokens):
        stretches.append((None, kept))
    stretches += [(s, _within(tokens, s.spans)) for s in sayings if len(s.spans) > 1]
    found: dict[tuple[tuple[int, int], ...], QuoteMatch] = {}
    for held, words in stretches:
        for one in find_passages(wanted.words, [t.word for t in words], wanted.gaps, idle=_idle()):
            if one.cost:
                continue
            spans = _join_spans(words[one.first : one.last], tokens)
            saying = held or find_saying(sayings, *spans[0])
            source = cite_words(document, *spans)
            if saying is not None:
                source = source.model_copy(update={"record": saying.stored.id})
            found[spans] = QuoteMatch(
                found="verbatim",
                source=source,
                text=" … ".join(text[a:b] for a, b in spans),
                similarity=1.0,
                **_say(document, saying),
            )
    return list(found.values())


def _within(tokens: Sequence[Token], spans: Iterable[tuple[int, int]]) -> list[Token]:
    """Return the tokens that begin within the spans, in order."""
    starts = [token.start for token in tokens]
    found: list[Token] = []
    for first, last in spans:
        found += tokens[bisect_left(starts, first) : bisect_left(starts, last)]
    return found


def _join_spans(words: Sequence[Token], tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """Return the spans of words: those that follow one another in the text share one."""
    number = {token.start: n for n, token in enumerate(tokens)}
    spans: list[tuple[int, int]] = []
    last = -2
    for word in words:
        here = number[word.start]
        if here == last + 1:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
        last = here
    return tuple(spans)


def _find_paraphrases(wanted: Wanted, text: str, sayings: Sequence[Saying]) -> list[QuoteMatch]:
    """Return what has the content words in other order and company, the most alike only."""
    telling = content_words(" ".join(wanted.words))
    found: dict[tuple[int, int], QuoteMatch] = {}
    for saying, spans in _list_sentences(text, sayings):
        shared = telling & content_words(" ".join(text[a:b] for a, b in spans))
        if len(shared) < max(min(_FEWEST, len(telling)), _SHARED * len(telling)) or not shared:
            continue
        match = QuoteMatch(
            found="paraphrased",
            source=cite(saying.stored).model_copy(update={"spans": spans}),
            text=" … ".join(text[a:b] for a, b in spans),
            similarity=round(len(shared) / len(telling), 3),
            **_say(saying.stored.document, saying),
        )
        # What a statement says may be a position and a commitment too: it is told once.
        start, end = spans[0][0], spans[-1][1]
        known = next((k for k in found if k[0] < end and start < k[1]), None)
        if known is None or found[known].similarity < match.similarity:
            if known is not None:
                del found[known]
            found[start, end] = match
    return list(found.values())


def _list_sentences(
    text: str, sayings: Sequence[Saying]
) -> Iterator[tuple[Saying, tuple[tuple[int, int], ...]]]:
    """Yield the sentences of what is said; a short saying of several spans is one."""
    for saying in sayings:
        if len(saying.spans) > 1 and saying.end - saying.start <= _SHORT:
            yield saying, saying.spans
            continue
        for start, end in saying.spans:
            for sentence in cut_stretch(text, start, end):
                yield saying, ((sentence.start, sentence.end),)


def _say(document: DocumentSummary, saying: Saying | None) -> dict[str, Any]:
    if saying is None:
        return {"title": document.title}
    return {
        "title": document.title,
        "kind": saying.stored.record.kind,
        "speaker": saying.speaker,
        "party": saying.party,
        "claimed_by": saying.stored.record.claimed_by,
        "mode": saying.mode,
    }


def _rank(matches: Iterable[QuoteMatch]) -> tuple[QuoteMatch, ...]:
    """Return the matches best first: somebody's before nobody's, then the oldest."""
    return tuple(
        sorted(
            matches,
            key=lambda m: (
                _ORDER.index(m.found),
                -m.similarity,
                m.kind is None,
                m.source.published or date.max,
                m.source.document,
                m.source.spans,
            ),
        )
    )


def _idle() -> frozenset[str]:
    return frozenset(read_lexicon("en", "view")["words"]["idle"])
