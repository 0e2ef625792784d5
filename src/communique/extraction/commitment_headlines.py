"""Commitments told by a headline, which leaves out the verb: "Kenya, Uganda to build N"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from communique.extraction.actions import actions_of
from communique.extraction.commitment_lexicon import CommitmentLexicon
from communique.extraction.commitment_parts import Candidate, emit
from communique.language.analysis import Analysis


def read_headline(
    analysis: Analysis, passage: int, sentence: Span, to: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    """Read "A to V", "A and B to V" where nothing but the names of parties stands before "to"."""
    doc, verb = sentence.doc, sentence.doc[min(to.i + 1, sentence.end - 1)]
    if analysis.passages[passage].block.kind != "headline" or verb.tag_ not in {"VB", "VBP"}:
        return
    first = _opening(sentence, to)
    named = analysis.parties_within(passage, first, to.i - 1)
    if not named or sentence.text.rstrip().endswith("?"):
        return
    covered = {i for m in named for i in range(m.first, m.last + 1)}
    if any(
        t.i not in covered and t.text not in {",", "&"} and t.lower_ not in _LINKS
        for t in doc[first : to.i]
    ):
        return
    lemma = verb.lemma_.lower()
    if lemma in lexicon.unbinding | lexicon.announced | lexicon.gathering | lexicon.spoken:
        wanted = lexicon.unless.get(lemma, frozenset())
        if not any(c.lemma_.lower() in wanted for c in verb.children):
            return
    parties = tuple(sorted({m.party for m in named}))
    yield from emit(passage, doc[first], to, actions_of(verb), parties, "pledged", "headline")


def told_again(found: Sequence[Candidate]) -> dict[int, int]:
    """Return for each headline, by position, the candidate of the text that tells the same."""
    again = {}
    for index, headline in enumerate(found):
        if headline.rule != "commitment:headline":
            continue
        verb, words = headline.action.verb.lemma_.lower(), _content(headline)
        for other, candidate in enumerate(found):
            if candidate.rule == headline.rule or set(candidate.parties) != set(headline.parties):
                continue
            shared = words & _content(candidate)
            if len(shared) > 1 or (shared and candidate.action.verb.lemma_.lower() == verb):
                again[index] = other
                break
    return again


def _content(candidate: Candidate) -> set[str]:
    action = candidate.action
    words = action.verb.doc[action.first : action.last + 1]
    return {t.lemma_.lower() for t in words if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"}}


def _opening(sentence: Span, to: Token) -> int:
    """Return where the names begin: behind a label with a colon, as "Kyiv talks:"."""
    for index in range(to.i - 1, sentence.start - 1, -1):
        if sentence.doc[index].text in {":", ";", "|"}:
            return index + 1
    return sentence.start


_LINKS = frozenset({"and", "the", "both"})
