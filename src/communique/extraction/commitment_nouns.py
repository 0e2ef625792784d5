"""Commitments told by adjectives and nouns: "is ready to V", "its commitment to V-ing"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from communique.extraction.actions import (
    Action,
    actions_of,
    gerunds_after,
    noun_action,
    with_later,
)
from communique.extraction.commitment_complements import clause_of
from communique.extraction.commitment_lexicon import (
    Force,
    commitment_lexicon,
)
from communique.extraction.commitment_parts import Candidate, bound_by, emit
from communique.language.analysis import Analysis
from communique.language.referents import NOBODY, Referent
from communique.language.syntax import (
    bound_verb,
    is_negated,
    is_subordinate,
    modal_of,
    possessor_of,
    singular,
    subject_of,
    trim,
)


def read_adjective(
    analysis: Analysis, passage: int, cue: Token, force: Force
) -> Iterator[Candidate]:
    """Read "is willing to V", "is committed to V-ing"."""
    carrier = cue if any(c.dep_ in {"cop", "aux", "auxpass"} for c in cue.children) else cue.head
    if is_negated(carrier) or is_negated(cue) or is_subordinate(cue):
        return
    modal = modal_of(carrier)
    if modal in {"could", "may", "might", "should", "must"}:
        return
    if modal not in {"would", "will"} and cue.lower_ in commitment_lexicon("en").conditional:
        return  # "is happy to announce" is courtesy, "would be happy to host" an offer
    found = bound_by(analysis, passage, cue, force)
    if found is None:
        return
    subject, referent = found
    beside = carrier.children if cue.dep_ == "acomp" and cue.tag_ == "RB" else ()
    for child in (*cue.children, *beside):
        if child.i < cue.i:
            continue
        if child.dep_ in {"xcomp", "advcl", "ccomp"} and child.tag_ == "VB":
            if child.lemma_ in commitment_lexicon("en").witnessed:
                return  # "is keen to see N" hopes for it
            actions = actions_of(child)
        elif child.dep_ == "prep" and child.lower_ in {"to", "in", "for"}:
            inner = next((c for c in child.children if c.dep_ in {"pcomp", "pobj"}), None)
            if inner is None:
                continue
            if inner.dep_ == "pcomp":
                gerunds = gerunds_after(child) or [inner]
                actions = [a for gerund in gerunds for a in actions_of(gerund)]
            elif inner.lemma_.lower() in commitment_lexicon("en").dealings and force == "willing":
                actions = [noun_action(inner)]  # "is ready for talks"
            else:
                continue
        else:
            continue
        yield from emit(
            passage, subject, cue, with_later(carrier, actions), referent.parties, force, cue.lower_
        )
        return


def read_noun(analysis: Analysis, passage: int, cue: Token, force: Force) -> Iterator[Candidate]:
    """Read "its commitment to V-ing", "the intent of the two sides to V"."""
    if is_negated(cue.head) and cue.dep_ in {"dobj", "nsubjpass"}:
        return
    lemma = cue.lemma_.lower()
    if any(c.lower_ == "no" for c in cue.lefts):
        return
    if _is_aim(cue):
        yield from _aim(analysis, passage, cue)
        return
    if cue.tag_ == "NNS" and not _is_reached(cue) and lemma in commitment_lexicon("en").countable:
        return  # "signed agreements to deepen ties" tells what they are for
    governor = cue.head if cue.dep_ in {"dobj", "nsubjpass"} else cue.head.head
    made = _made(cue)
    if made is not None:
        governor = made
    telling = commitment_lexicon("en").disclosing.get(lemma)
    told = telling is None or governor.lemma_.lower() in telling
    if not told or (lemma not in commitment_lexicon("en").nouns and cue.dep_ != "dobj"):
        return  # "discussed plans to V", "with the aim of V-ing"
    if governor.lemma_.lower() in commitment_lexicon("en").judging:
        return  # "regrets the decision of B to V" judges, it doesn't bind
    owner = possessor_of(cue)
    if owner is not None and owner.lemma_.lower() in commitment_lexicon("en").nouns:
        owner = None  # "a memorandum of understanding to V"
    found_there = cue.dep_ == "attr" and any(c.dep_ == "expl" for c in cue.head.children)
    if owner is None and (cue.dep_ == "nsubjpass" or made is not None):
        owner = possessor_of(governor)  # "was signed by A and B"
    if owner is not None:
        referent = analysis.resolve(passage, owner)
        subject: Token | None = owner
    elif cue.dep_ == "nsubjpass" or (found_there and force == "agreed"):
        # "An agreement was reached to V": by both sides.
        subject, referent = None, analysis.resolver.both_sides()
    else:
        found = bound_by(analysis, passage, cue.head) if cue.dep_ in {"dobj", "pobj"} else None
        if found is None:
            return
        subject, referent = found
    if not referent.parties:
        return
    reached = governor.lemma_.lower() in commitment_lexicon("en").reaching or (
        governor.lemma_.lower() in commitment_lexicon("en").making
        and (made is not None or cue.dep_ == "nsubjpass")
    )
    if force == "agreed" and lemma in commitment_lexicon("en").views and not reached:
        return
    for child in (*cue.children, *(governor.children if reached else ())):
        if child.i < cue.i:
            continue
        that = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        if that and force == "pledged" and modal_of(child) in {"will", "would", "shall"}:
            actions = actions_of(child) if _is_own_act(analysis, passage, child, referent) else []
            break
        if reached and that and child.dep_ in {"acl", "ccomp", "relcl"}:
            yield from clause_of(
                analysis, passage, cue, child, subject, referent, force, f"noun-{cue.lemma_}"
            )
            return
        hangs = {"acl", "relcl", "xcomp", *(["advcl"] if reached else [])}
        if child.dep_ in hangs and child.tag_ == "VB" and modal_of(child) is None:
            if child.lemma_ in commitment_lexicon("en").witnessed:
                return  # "its desire to see N" hopes for it
            actions = actions_of(child)
        elif reached and child.dep_ == "prep" and child.lower_ in {"on", "upon", "for"}:
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is None or inner.lemma_.lower() in commitment_lexicon("en").appraising:
                continue
            actions = actions_of(inner) if inner.dep_ == "pcomp" else [noun_action(inner)]
        elif child.dep_ == "prep" and child.lower_ in {"to", "of", "in"}:
            gerunds = gerunds_after(child)
            if not gerunds:
                continue
            actions = [a for gerund in gerunds for a in actions_of(gerund)]
        else:
            continue
        break
    else:
        actions = _after_to(cue)
    actions = [_without_next(action) for action in actions]
    yield from emit(passage, subject, cue, actions, referent.parties, force, f"noun-{cue.lemma_}")


def _made(noun: Token) -> Token | None:
    """Return the participle that tells who made the agreement: "an agreement signed by A and B"."""
    lexicon = commitment_lexicon("en")
    if noun.lemma_.lower() not in lexicon.countable:
        return None
    return next(
        (c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"
         and c.lemma_.lower() in lexicon.reaching | lexicon.making), None
    )  # fmt: skip


def _is_own_act(analysis: Analysis, passage: int, verb: Token, owner: Referent) -> bool:
    """Whether who promises that something will be done is to do it: "its pledge that it will V".

    Of others it tells what they promise; what is no party's act is the owner's.
    """
    subject = subject_of(verb)
    parties = analysis.resolve(passage, subject).parties if subject is not None else ()
    return set(parties) <= set(owner.parties)


def _is_reached(noun: Token) -> bool:
    """Whether the noun is what somebody came to: "reached agreements to V"."""
    return noun.dep_ == "dobj" and noun.head.lemma_.lower() in commitment_lexicon("en").reaching


def _is_aim(noun: Token) -> bool:
    """Whether the noun is what somebody is after, and "is to V" tells it."""
    named = noun.lemma_.lower() in commitment_lexicon("en").aims
    return named and noun.dep_ == "nsubj" and noun.head.lemma_ == "be"


def _aim(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "our goal is to V"."""
    verb, owner = cue.head, possessor_of(cue)
    infinitive = next(
        (c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ == "VB"
         and c.i > verb.i), None
    )  # fmt: skip
    if infinitive is None or verb.tag_ not in {"VBZ", "VBP"}:
        return
    if is_negated(verb) or is_subordinate(verb):
        return
    speaker = analysis.speaker_of(passage, cue.i)
    if owner is None:
        # "The aim is to V" in somebody's mouth is the speaker's.
        referent = speaker if speaker is not None and _is_the(cue) else NOBODY
    else:
        referent = analysis.resolve(passage, owner)
        if owner.lower_ == "our" and speaker is not None and len(speaker.persons) == 1:
            referent = speaker
    if referent.parties:
        actions = with_later(verb, actions_of(infinitive))
        yield from emit(
            passage, owner, cue, actions, referent.parties, "willing", f"aim-{cue.lemma_}"
        )


def _is_the(noun: Token) -> bool:
    """Whether nothing but "the" stands before the noun."""
    return [c.lower_ for c in noun.lefts] == ["the"]


def _without_next(action: Action) -> Action:
    """Return the action without what the owner holds beside it: "… and their support for N"."""
    lexicon = commitment_lexicon("en")
    for token in action.verb.doc[action.verb.i + 1 : action.last + 1]:
        held = singular(token) in lexicon.appraising or singular(token) in lexicon.nouns
        if token.dep_ == "conj" and held and any(c.dep_ == "poss" for c in token.children):
            stop = max(action.verb.i, token.left_edge.i - 1)
            return replace(action, last=trim(token.sent, action.first, stop)[1])
    return action


def _after_to(noun: Token) -> list[Action]:
    """Return what a noun binds to where the parse hangs the verb elsewhere."""
    verb = bound_verb(noun)
    if verb is None:
        return []
    if verb.tag_ == "VB" or any(child.dep_ == "dobj" for child in verb.children):
        return actions_of(verb)
    return [Action(verb, *trim(noun.sent, verb.i, max(noun.right_edge.i, verb.i)))]
