"""Requests: a party asks, urges or proposes that somebody do something."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.actions import actions_of, due_of, wording
from communique.extraction.modality import is_bygone
from communique.extraction.needs import NEEDS
from communique.extraction.request_addressees import asked_of
from communique.extraction.request_lexicon import (
    SEMI_MODALS,
    RequestLexicon,
    request_lexicon,
)
from communique.extraction.request_modals import read_let_us, read_modal, read_semi_modal
from communique.extraction.request_nouns import read_asking_noun, read_need
from communique.extraction.request_parts import (
    Candidate,
    askers,
    emit,
)
from communique.extraction.request_turns import (
    read_impersonal,
    read_obligation,
    read_time,
    read_turn,
)
from communique.extraction.request_verbs import read_verb
from communique.extraction.subjects import acting, heading_of
from communique.language.analysis import Analysis, source_name
from communique.language.syntax import (
    has_modal,
    is_negated,
    modal_of,
)
from communique.records import Request


def extract(analysis: Analysis) -> Iterator[Request]:
    """Yield the requests of the article, in reading order; one for each who asks."""
    if analysis.is_domestic:
        return
    for candidate in candidates(analysis):
        for by in candidate.by:
            yield build(analysis, candidate, by)


def candidates(analysis: Analysis) -> Iterator[Candidate]:
    """Yield every action that words of the article ask of others; each action once."""
    lexicon = request_lexicon("en")
    for passage in analysis.voiced:
        yield from _listed(analysis, passage.index, lexicon)
        for sentence, cued in passage.cued_sentences(lexicon.cues):
            taken: set[int] = set()
            for token in sentence if has_modal(cued) else cued:
                for candidate in _read(analysis, passage.index, token, lexicon):
                    if candidate.action.verb.i not in taken:
                        taken.add(candidate.action.verb.i)
                        if not is_bygone(analysis, passage.index, token):
                            yield candidate


def build(analysis: Analysis, candidate: Candidate, by: str) -> Request:
    """Return the request of a candidate as one of those who ask makes it."""
    passage, action = candidate.passage, candidate.action
    words = wording(analysis, passage, action)
    last = max(action.last, candidate.first)
    source = analysis.source_of(passage, action.verb.i)
    if candidate.voiced:
        source = source_name(analysis.voice_of(passage, action.verb.i))
    return Request(
        document_id=analysis.document_id,
        evidence=(analysis.evidence(passage, candidate.first, last, candidate.rule),),
        source=source,
        claimed_by=analysis.claimed_by(by),
        topics=analysis.topics(words),
        by=by,
        to=tuple(sorted(candidate.to)),
        force=candidate.force,
        action=words,
        due=due_of(analysis, passage, action),
    )


def _read(
    analysis: Analysis, passage: int, token: Token, lexicon: RequestLexicon
) -> Iterator[Candidate]:
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"}:
        if lemma in lexicon.verbs and token.dep_ != "amod":
            yield from read_verb(analysis, passage, token, lexicon.verbs[lemma])
        modal = modal_of(token)
        if modal in lexicon.modals or (modal == "can" and is_negated(token)):
            yield from read_modal(analysis, passage, token, modal or "", lexicon)
        elif lemma in SEMI_MODALS and any(
            c.dep_ == "xcomp" and c.tag_ == "VB" for c in token.children
        ):
            yield from read_semi_modal(analysis, passage, token, lexicon)
        if lemma == "let":
            yield from read_let_us(analysis, passage, token)
    elif lemma in lexicon.impersonal and token.pos_ == "ADJ" and token.dep_ != "amod":
        yield from read_impersonal(analysis, passage, token)
    elif lemma in NEEDS and token.pos_ == "NOUN":
        yield from read_need(analysis, passage, token)
    elif lemma in lexicon.asking and token.pos_ == "NOUN":
        yield from read_asking_noun(analysis, passage, token, lexicon)
    elif lemma == "up" and token.head.lemma_ == "be":
        yield from read_turn(analysis, passage, token.head)
    elif lemma in lexicon.times and token.pos_ == "NOUN":
        yield from read_time(analysis, passage, token)
    elif lemma in lexicon.nouns and token.pos_ == "NOUN":
        yield from read_turn(analysis, passage, token.head)
        yield from read_obligation(analysis, passage, token, lexicon.nouns[lemma])


def _listed(analysis: Analysis, passage: int, lexicon: RequestLexicon) -> Iterator[Candidate]:
    """Read an item of a list of acts: "They called on all States to:", "B should:"."""
    found = heading_of(analysis, passage)
    if found is None:
        return
    (above, cue), verb = (found[0].passage, found[0].cue), found[1]
    lemma = cue.lemma_.lower()
    acts = acting(analysis, above, cue)
    if acts is None or is_negated(cue):
        return
    if lemma in {"should", "must", "ought"}:
        by, to = askers(analysis, above, cue.i), acts.referent.parties
        force = lexicon.modals[lemma]
    elif lemma in lexicon.verbs:
        named = next(
            (o for c in (cue, *(p for p in cue.children if p.dep_ == "prep")) for o in c.children
             if o.dep_ in {"dobj", "pobj"} and o.i > cue.i), None
        )  # fmt: skip
        if named is None:
            return
        by = acts.referent.parties
        to = asked_of(analysis, above, named, by).parties
        force = "urged" if lemma == "call" else lexicon.verbs[lemma]
    else:
        return
    if by:
        yield from emit(passage, verb, None, actions_of(verb), by, to, force, "list")
