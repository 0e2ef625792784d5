"""Requests told by whose turn or duty it is: "it is time for B to V", "it is vital for B to V"."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.actions import actions_of
from communique.extraction.position_clauses import holders_of
from communique.extraction.request_addressees import asked_of
from communique.extraction.request_lexicon import Force, request_lexicon
from communique.extraction.request_parts import Candidate, askers, emit
from communique.language.analysis import Analysis
from communique.language.referents import EVERYONE
from communique.language.syntax import (
    has_subject,
    is_negated,
    is_subordinate,
    possessor_of,
    subject_of,
)

_CLAUSES = {"relcl", "acl", "advcl", "xcomp", "ccomp"}


def read_impersonal(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "it is important for both sides to V"."""
    if is_subordinate(cue) or is_negated(cue.head):
        return
    by = _considering(analysis, passage, cue) or askers(analysis, passage, cue.i)
    by = by or analysis.narrator.parties
    for child in (*cue.children, *cue.head.children):
        if child.i < cue.i:
            continue
        named: Token | None = None
        infinitive: Token | None = None
        if child.lower_ in {"for", "on", "upon"} and child.dep_ in {"prep", "mark"}:
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
        whom = asked_of(analysis, passage, named, by)
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


def _considering(analysis: Analysis, passage: int, cue: Token) -> tuple[str, ...]:
    """Return who holds it: "A considers it necessary for B to V"."""
    verb = cue.head.head if cue.head.lemma_ == "be" else cue.head
    if verb.lemma_ not in request_lexicon("en").considering:
        return ()
    subject = subject_of(verb)
    return holders_of(analysis, passage, subject) if subject is not None else ()


def read_time(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "it is time for B to V", "the time has come for B to V", "it is time that B did V"."""
    lexicon = request_lexicon("en")
    verb = cue.head
    told = (cue.dep_ in {"attr", "nsubj"} and verb.lemma_ == "be") or (
        cue.dep_ == "nsubj" and verb.lemma_ == "come" and verb.tag_ in {"VBN", "VBZ"}
    )
    kinds = {c.lower_ for c in cue.lefts if c.dep_ in {"amod", "nummod", "poss"}}
    if not told or not kinds <= lexicon.high or is_negated(verb) or is_subordinate(verb):
        return
    if verb.lemma_ == "be" and verb.tag_ == "VBD":
        return
    for clause in (c for p in (cue, verb) for c in p.children if c.i > cue.i):
        if clause.dep_ in _CLAUSES and (clause.tag_ == "VB" or has_subject(clause)):
            if (named := _own_subject(clause)) is not None:
                yield from _turn(analysis, passage, verb, clause, named, "urged")
            return


def read_turn(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "it is up to B to V", "the onus is on B to V"."""
    if cue.tag_ not in {"VBZ", "VBP"} or is_negated(cue) or is_subordinate(cue):
        return
    subject = next((c for c in cue.children if c.dep_ == "nsubj"), None)
    verb = next(
        (c for c in cue.children if c.dep_ in {"advcl", "xcomp"} and c.tag_ == "VB" and c.i > cue.i
         and any(t.tag_ == "TO" for t in c.children)), None
    )  # fmt: skip
    if subject is None or verb is None:
        return
    named = None
    if subject.lower_ in {"it", "this"}:
        named = _own_subject(verb) or next(
            (o for up in cue.children if up.lower_ == "up" for to in up.children
             if to.lower_ == "to" for o in to.children if o.dep_ == "pobj"), None
        )  # fmt: skip
    elif subject.lemma_.lower() in request_lexicon("en").burdens:
        named = next(
            (o for p in cue.children if p.lower_ in {"on", "upon", "with"} for o in p.children
             if o.dep_ == "pobj"), None
        )  # fmt: skip
    if named is not None:
        yield from _turn(analysis, passage, cue, verb, named, "proposed")


def _turn(
    analysis: Analysis, passage: int, cue: Token, verb: Token, named: Token, force: Force
) -> Iterator[Candidate]:
    by = askers(analysis, passage, cue.i) or analysis.narrator.parties
    whom = asked_of(analysis, passage, named, by)
    if by and (whom.parties or whom.kind == EVERYONE.kind):
        actions = actions_of(verb)
        yield from emit(passage, cue, None, actions, by, whom.parties, force, "turn", voiced=True)


def _own_subject(verb: Token) -> Token | None:
    """Return the subject in the verb's own clause; "time for us to V" asks nobody."""
    own = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return own if own is None or own.lower_ not in {"us", "we"} else None


def read_obligation(
    analysis: Analysis, passage: int, cue: Token, force: Force
) -> Iterator[Candidate]:
    """Read "their obligation toward V-ing", "has a duty to V", in somebody's mouth."""
    owner = possessor_of(cue)
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
            yield from emit(passage, cue, owner, actions_of(verb), by, to, force, cue.lemma_)
            return
