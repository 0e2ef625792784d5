"""Commitments: a party binds itself, or the parties jointly agree, to do something."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from communique.extraction.actions import actions_of, due_of, wording
from communique.extraction.commitment_headlines import read_headline, told_again
from communique.extraction.commitment_joint import read_foreseen, read_joint
from communique.extraction.commitment_lexicon import (
    LOOKING,
    REFLEXIVE,
    WISHING,
    CommitmentLexicon,
    commitment_lexicon,
)
from communique.extraction.commitment_modals import read_going_to, read_modal
from communique.extraction.commitment_nouns import read_adjective, read_noun
from communique.extraction.commitment_parts import Candidate, bound_by, emit
from communique.extraction.commitment_verbs import (
    read_instruction,
    read_leave,
    read_looking_forward,
    read_shared_view,
    read_taken_upon,
    read_verb,
    read_wish,
)
from communique.extraction.modality import is_bygone, is_forecast
from communique.extraction.subjects import heading_of
from communique.language.analysis import Analysis
from communique.language.syntax import (
    has_modal,
    has_subject,
    is_negated,
    modal_of,
)
from communique.records import Commitment


def extract(analysis: Analysis) -> Iterator[Commitment]:
    """Yield the commitments of the article, in reading order."""
    if analysis.is_domestic:
        return
    found = list(candidates(analysis))
    repeated = told_again(found)
    for index, candidate in enumerate(found):
        if index not in repeated:
            headline = [found[i] for i, told in repeated.items() if told == index]
            yield build(analysis, candidate, headline)


def candidates(analysis: Analysis) -> Iterator[Candidate]:
    """Yield every action to which words of the article bind a party; each action once."""
    lexicon = commitment_lexicon("en")
    for passage in analysis.voiced:
        yield from _listed(analysis, passage.index, lexicon)
        for sentence, cued in passage.cued_sentences(lexicon.cues):
            taken: set[int] = set()
            for candidate in _headed(analysis, passage.index, sentence, lexicon):
                taken.add(candidate.action.verb.i)
                yield candidate
            for token in sentence if has_modal(cued) else cued:
                for candidate in _read(analysis, passage.index, sentence, token, lexicon):
                    if candidate.action.verb.i not in taken:
                        taken.add(candidate.action.verb.i)
                        if _is_of_the_day(analysis, passage.index, token):
                            yield candidate


def build(
    analysis: Analysis, candidate: Candidate, headline: Sequence[Candidate] = ()
) -> Commitment:
    """Return the commitment of a candidate; a headline that tells it too is evidence as well."""
    passage, action = candidate.passage, candidate.action
    evidence = tuple(
        analysis.evidence(c.passage, c.first, max(c.action.last, c.first), c.rule)
        for c in (candidate, *headline)
    )
    words = wording(analysis, passage, action)
    return Commitment(
        document_id=analysis.document_id,
        evidence=evidence,
        source=analysis.source_of(passage, action.verb.i),
        claimed_by=analysis.claimed_by(*candidate.parties),
        topics=analysis.topics(words),
        parties=tuple(sorted(candidate.parties)),
        force=candidate.force,
        action=words,
        due=due_of(analysis, passage, action),
    )


def _is_of_the_day(analysis: Analysis, passage: int, cue: Token) -> bool:
    """Whether the cue binds somebody now: no forecast, and nothing long past."""
    return not is_forecast(cue) and not is_bygone(analysis, passage, cue)


def _read(
    analysis: Analysis, passage: int, sentence: Span, token: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"}:
        if lemma in lexicon.verbs and token.dep_ != "amod":
            yield from read_verb(analysis, passage, sentence, token, lexicon.verbs[lemma])
        if lemma in lexicon.instruct:
            yield from read_instruction(analysis, passage, token, lexicon)
        if lemma == LOOKING:
            yield from read_looking_forward(analysis, passage, token)
        if lemma in WISHING and modal_of(token) == "would":
            yield from read_wish(analysis, passage, token, "willing", "would-like")
        if lemma in lexicon.sharing:
            yield from read_shared_view(analysis, passage, token, lexicon)
        if lemma in {"go", "be"}:
            yield from read_going_to(analysis, passage, token, lexicon)
        if modal_of(token) in {"will", "shall", "would"}:
            yield from read_modal(analysis, passage, sentence, token, lexicon)
            yield from read_joint(analysis, passage, token)
        if lemma == "be":
            yield from _to_be(analysis, passage, token)
        if lemma in lexicon.joint.foreseen:
            yield from read_foreseen(analysis, passage, token)
        if lemma in lexicon.impersonal and lemma not in lexicon.verbs:
            yield from read_verb(analysis, passage, sentence, token, "agreed")
    if lemma in lexicon.leave:
        yield from read_leave(analysis, passage, token, lexicon)
    if token.lower_ in REFLEXIVE:
        yield from read_taken_upon(analysis, passage, token)
    if lemma in lexicon.adjectives and (
        token.dep_ in {"acomp", "ROOT", "conj", "ccomp", "advcl", "attr"}
        # The tagger may take "steadfast" for an adverb.
        and (token.pos_ == "ADJ" or token.tag_ == "VBN" or token.dep_ == "acomp")
    ):
        yield from read_adjective(analysis, passage, token, lexicon.adjectives[lemma])
    elif token.lower_ in lexicon.adjectives and token.tag_ in {"VBN", "JJ"}:
        yield from read_adjective(analysis, passage, token, lexicon.adjectives[token.lower_])
    headed = token.tag_ == "NN" and token.dep_ == "ROOT" and has_subject(token)
    # "The Union pledges to give N, its president said": the tagger may take the verb for a noun.
    headed = headed or (
        token.tag_ == "NNS" and token.dep_ in {"ROOT", "ccomp"} and has_subject(token)
        and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in token.children)
    )  # fmt: skip
    if headed and lemma in lexicon.verbs:  # a headline's verb: "A and B pledge to V"
        yield from read_verb(analysis, passage, sentence, token, lexicon.verbs[lemma])
    # A capital at the sentence's start makes a name of it: "Agreement was reached".
    noun = token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.is_sent_start)
    if noun and (lemma in lexicon.nouns or lemma in lexicon.aims):
        yield from read_noun(analysis, passage, token, lexicon.nouns.get(lemma, "willing"))


def _headed(
    analysis: Analysis, passage: int, sentence: Span, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    """Read the first "to" of a headline."""
    if analysis.passages[passage].block.kind == "headline":
        to = next((t for t in sentence if t.lower_ == "to" and t.i > sentence.start), None)
        if to is not None:
            yield from read_headline(analysis, passage, sentence, to, lexicon)


def _to_be(analysis: Analysis, passage: int, be: Token) -> Iterator[Candidate]:
    """Read "the session is to be held", "a study is to take place", "talks to be opened"."""
    if be.dep_ == "auxpass" and be.head.dep_ == "ROOT" and be.tag_ == "VB":
        yield from read_joint(analysis, passage, be.head)
    for child in be.children:
        if child.dep_ == "xcomp" and child.i > be.i:
            yield from read_joint(analysis, passage, child)


def _listed(analysis: Analysis, passage: int, lexicon: CommitmentLexicon) -> Iterator[Candidate]:
    """Read an item of a list of acts: "The two sides agreed to:", "will:"."""
    found = heading_of(analysis, passage)
    if found is None:
        return
    heading, verb = found
    lemma = heading.cue.lemma_.lower()
    force = lexicon.verbs.get(lemma) or lexicon.adjectives.get(lemma)
    if force is None and lemma in {"will", "shall"}:
        force = "pledged"
    subject = bound_by(analysis, heading.passage, heading.cue)
    if force is None or subject is None or is_negated(heading.cue):
        return
    parties = subject[1].parties
    yield from emit(passage, None, verb, actions_of(verb), parties, force, "list")
