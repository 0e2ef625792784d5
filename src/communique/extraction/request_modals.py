"""Requests told by what somebody has to do: "both sides should V", "it is vital for B to V"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from communique.extraction.actions import actions_of
from communique.extraction.request_addressees import (
    asked_of,
    asked_with_us,
)
from communique.extraction.request_lexicon import Force, RequestLexicon, request_lexicon
from communique.extraction.request_parts import (
    Candidate,
    askers,
    emit,
    is_undone,
    there_of,
)
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.referents import EVERYONE, NOBODY
from communique.language.syntax import (
    has_subject,
    is_negated,
    is_subordinate,
    subject_of,
)

_AGREEING = frozenset({"agree", "concur"})


def read_modal(
    analysis: Analysis, passage: int, verb: Token, modal: str, lexicon: RequestLexicon
) -> Iterator[Candidate]:
    """Read "both sides should V", "the U.S. must not V"."""
    if is_subordinate(verb) or (verb.dep_ == "conj" and not has_subject(verb)):
        return
    force: Force = lexicon.modals.get(modal, "urged")
    by = _for_whom(analysis, passage, verb) or askers(analysis, passage, verb.i)
    by = by or _narrated(analysis, verb)
    found = _asked(analysis, passage, verb, by, lexicon)
    undone = modal != "can" and is_undone(analysis, verb, lexicon)
    if found is None and undone:
        subject = subject_of(verb)
        found = (subject, ()) if subject is not None else None
    if found is None:
        return
    subject, to = found
    asked_by_agent = subject == _doer(verb)
    if (_is_inverted(verb, subject) and not asked_by_agent) or _is_own_lot(verb, subject, to):
        return
    if modal == "can" and subject.lower_ == "we" and not to:
        return  # "we cannot rescue them alone" is inability
    if not by or (verb.lemma_.lower() in lexicon.unasked and there_of(verb) is None):
        return
    referent = analysis.resolve(passage, subject)
    agreed = verb.dep_ == "ccomp" and verb.head.lemma_ in _AGREEING
    agreeing = acting(analysis, passage, verb.head) if agreed else None
    if agreeing is not None and to and set(to) <= set(agreeing.referent.parties):
        return  # what they agree they should do binds them
    if not to and undone and agreed and referent.kind != EVERYONE.kind:
        to = by  # what they agree should be done is theirs to do
    if to and not asked_by_agent and any(c.dep_ == "auxpass" for c in verb.children) and not agreed:
        if not undone:
            return
        referent, to = NOBODY, ()  # "the Council should be reformed": by whomever
    actions = actions_of(verb)
    if undone and actions and not (referent or to):
        # "The truce must be respected": what is wanted is the whole clause.
        actions = [replace(actions[0], first=subject.left_edge.i), *actions[1:]]
    yield from emit(passage, verb, subject, actions, by, to, force, modal, voiced=True)


def _is_inverted(verb: Token, subject: Token) -> bool:
    """Whether the modal stands before its subject: a question, or "should Russia not respect"."""
    modal = next((c for c in verb.children if c.tag_ == "MD"), None)
    if modal is None or modal.i > subject.i:
        return False
    return modal.i == verb.sent.start or modal.nbor(-1).lower_ not in {"nor", "neither"}


def _is_own_lot(verb: Token, subject: Token, to: tuple[str, ...]) -> bool:
    """Whether "we must V" only tells what all have in mind: "we must remember"."""
    return subject.lower_ == "we" and not to and verb.lemma_.lower() in request_lexicon("en").unowed


def _for_whom(analysis: Analysis, passage: int, verb: Token) -> tuple[str, ...]:
    """Return whose view the sentence opens with: "for Mexico, dialogue must V"."""
    opening = verb.sent[0]
    if opening.lower_ != "for" or opening.head != verb:
        return ()
    named = next((c for c in opening.children if c.dep_ == "pobj"), None)
    closed = named is not None and verb.doc[named.right_edge.i + 1].text == ","
    return analysis.resolve(passage, named).parties if named is not None and closed else ()


def _narrated(analysis: Analysis, verb: Token) -> tuple[str, ...]:
    """Who asks in the writer's own voice: the parties of a text that says "we", or who agreed."""
    governor = verb.head
    if verb.dep_ == "ccomp" and governor.lemma_ in _AGREEING:
        return analysis.principals
    return analysis.narrator.parties


def _doer(verb: Token) -> Token | None:
    """Return by whom a thing must be done: "must be tackled by all States"."""
    return next(
        (o for p in verb.children if p.dep_ == "agent" for o in p.children if o.dep_ == "pobj"),
        None,
    )


def _asked(
    analysis: Analysis, passage: int, verb: Token, by: tuple[str, ...], lexicon: RequestLexicon
) -> tuple[Token, tuple[str, ...]] | None:
    subject = _doer(verb) or subject_of(verb) or there_of(verb)
    if subject is None:
        return None
    if subject.lower_ == "we":
        return subject, asked_with_us(analysis, passage, subject, by)
    referent = asked_of(analysis, passage, subject, by)
    if referent.kind == EVERYONE.kind:
        return subject, ()
    if referent.parties:
        return subject, referent.parties
    both = analysis.principals if len(analysis.principals) > 1 else ()
    if subject.lower_ == "there" or subject.lemma_.lower() in lexicon.shared:
        return (subject, both) if both else None
    return None


def read_semi_modal(
    analysis: Analysis, passage: int, verb: Token, lexicon: RequestLexicon
) -> Iterator[Candidate]:
    """Read "we have to V", "both sides need to V"."""
    told = verb.dep_ == "ccomp" and verb.head.tag_ == "VBD"  # "said B had to V"
    if verb.tag_ not in {"VBP", "VBZ", "VB"} and not told:
        return
    if is_subordinate(verb) or is_negated(verb):
        return
    by = askers(analysis, passage, verb.i) or analysis.narrator.parties
    found = _asked(analysis, passage, verb, by, lexicon)
    if found is None or not by:
        return
    subject, to = found
    infinitive = next(c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB")
    minded = subject.pos_ != "PRON" and infinitive.lemma_.lower() in lexicon.minding
    unasked = infinitive.lemma_.lower() in lexicon.unasked and not minded
    if unasked or _is_own_lot(infinitive, subject, to):
        return
    force = lexicon.modals[verb.lemma_.lower()]
    actions = actions_of(infinitive)
    yield from emit(passage, verb, subject, actions, by, to, force, verb.lemma_, voiced=True)


def read_let_us(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "let us V": everybody is asked."""
    verb = next((c for c in cue.children if c.dep_ == "ccomp" and c.tag_ == "VB"), None)
    we = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
    lexicon = request_lexicon("en")
    if verb is None or we is None or we.lower_ not in {"us", "'s", "’s"} or is_negated(cue):
        return
    lemma = verb.lemma_.lower()
    by = askers(analysis, passage, cue.i) or analysis.narrator.parties
    if by and lemma not in lexicon.unasked | lexicon.unowed:
        to = asked_with_us(analysis, passage, we, by)
        actions = actions_of(verb)
        yield from emit(passage, cue, None, actions, by, to, "proposed", "let-us", voiced=True)
