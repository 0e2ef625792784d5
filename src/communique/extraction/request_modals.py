"""Requests told by what somebody has to do: "both sides should V", "it is vital for B to V"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from communique.extraction.actions import actions_of
from communique.extraction.request_lexicon import (
    Force,
    RequestLexicon,
)
from communique.extraction.request_parts import (
    Candidate,
    askers,
    emit,
    is_undone,
    there_of,
)
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.referents import EVERYONE
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
    found = _asked(analysis, passage, verb, lexicon)
    undone = modal != "can" and is_undone(analysis, verb, lexicon)
    if found is None and undone:
        subject = subject_of(verb)
        found = (subject, ()) if subject is not None else None
    if found is None:
        return
    subject, to = found
    if _is_inverted(verb, subject):
        return
    by = askers(analysis, passage, verb.i) or _narrated(analysis, verb)
    if not by or (verb.lemma_.lower() in lexicon.unasked and there_of(verb) is None):
        return
    referent = analysis.resolve(passage, subject)
    agreed = verb.dep_ == "ccomp" and verb.head.lemma_ in _AGREEING
    agreeing = acting(analysis, passage, verb.head) if agreed else None
    if agreeing is not None and to and set(to) <= set(agreeing.referent.parties):
        return  # what they agree they should do binds them
    if not to and undone and agreed and referent.kind != EVERYONE.kind:
        to = by  # what they agree should be done is theirs to do
    actions = actions_of(verb)
    if (
        undone and actions and not (referent or to)
    ):  # "the truce must be respected": what is wanted is the whole clause
        actions = [replace(actions[0], first=subject.left_edge.i), *actions[1:]]
    yield from emit(passage, verb, subject, actions, by, to, force, modal, voiced=True)


def _is_inverted(verb: Token, subject: Token) -> bool:
    """Whether the modal stands before its subject: a question, or "should Russia not respect"."""
    modal = next((c for c in verb.children if c.tag_ == "MD"), None)
    if modal is None or modal.i > subject.i:
        return False
    return modal.i == verb.sent.start or modal.nbor(-1).lower_ not in {"nor", "neither"}


def _narrated(analysis: Analysis, verb: Token) -> tuple[str, ...]:
    """Who asks in the writer's own voice: the parties of a text that says "we", or who agreed."""
    governor = verb.head
    if verb.dep_ == "ccomp" and governor.lemma_ in _AGREEING:
        return analysis.principals
    return analysis.narrator.parties


def _asked(
    analysis: Analysis, passage: int, verb: Token, lexicon: RequestLexicon
) -> tuple[Token, tuple[str, ...]] | None:
    subject = subject_of(verb) or there_of(verb)
    if subject is None:
        return None
    referent = analysis.resolve(passage, subject)
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
    if is_subordinate(verb) or verb.tag_ not in {"VBP", "VBZ", "VB"} or is_negated(verb):
        return
    found = _asked(analysis, passage, verb, lexicon)
    by = askers(analysis, passage, verb.i)
    if found is None or not by:
        return
    subject, to = found
    infinitive = next(c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB")
    if infinitive.lemma_.lower() in lexicon.unasked:
        return
    force = lexicon.modals[verb.lemma_.lower()]
    actions = actions_of(infinitive)
    yield from emit(passage, verb, subject, actions, by, to, force, verb.lemma_, voiced=True)


def read_impersonal(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "it is important for both sides to V"."""
    if is_subordinate(cue) or is_negated(cue.head):
        return
    by = askers(analysis, passage, cue.i)
    for child in (*cue.children, *cue.head.children):
        if child.i < cue.i:
            continue
        named: Token | None = None
        infinitive: Token | None = None
        if child.lower_ == "for" and child.dep_ in {"prep", "mark"}:
            named = next((c for c in child.children if c.dep_ == "pobj"), None)
            infinitive = next(
                (c for p in (cue, cue.head, child, named) if p is not None for c in p.children
                 if c.tag_ == "VB" and c.i > child.i), None
            )  # fmt: skip
        elif (
            child.dep_ in {"xcomp", "ccomp", "advcl"} and child.tag_ == "VB"
        ) or child.dep_ == "ccomp":
            infinitive = child
            named = next((c for c in child.children if c.dep_ == "nsubj"), None)
        if named is None or infinitive is None or not by:
            continue
        whom = analysis.resolve(passage, named)
        if whom.parties or whom.kind == EVERYONE.kind:
            yield from emit(
                passage,
                cue,
                None,
                actions_of(infinitive),
                by,
                whom.parties,
                "proposed",
                "important",
            )
            return


def read_obligation(
    analysis: Analysis, passage: int, cue: Token, force: Force
) -> Iterator[Candidate]:
    """Read "their obligation toward V-ing", "has a duty to V", in somebody's mouth."""
    owner = next((c for c in cue.children if c.dep_ == "poss"), None)
    if owner is None and cue.dep_ == "dobj" and cue.head.lemma_ == "have":
        owner = subject_of(cue.head)
    by = askers(analysis, passage, cue.i)
    to = analysis.resolve(passage, owner).parties if owner is not None else ()
    if not by or not to or set(by) == set(to):
        return
    for child in cue.children:
        if child.i < cue.i:
            continue
        verb = child if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB" else None
        if child.dep_ == "prep" and child.lower_ in {"to", "toward", "towards", "for"}:
            verb = next((c for c in child.children if c.dep_ == "pcomp"), None)
        if verb is not None:
            yield from emit(passage, cue, owner, actions_of(verb), by, to, force, cue.lemma_, 0.7)
            return
