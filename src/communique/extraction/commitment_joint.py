"""What both sides will do though nobody is named who does it: "a third round will be held"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from communique.extraction.actions import Action, actions_of, due_of
from communique.extraction.commitment_lexicon import JointLexicon, commitment_lexicon
from communique.extraction.commitment_parts import Candidate, emit, is_foretold
from communique.language.analysis import Analysis
from communique.language.syntax import (
    is_negated,
    is_subordinate,
    modal_of,
    possessor_of,
    singular,
    subject_of,
    subtree,
)


def read_joint(analysis: Analysis, passage: int, verb: Token) -> Iterator[Candidate]:
    """Read "the next round will be held", "a commission is to be set up": both sides will.

    Of what merely goes on between them the sentence tells nothing to hold them to, so that the
    noun must be a meeting that follows on others, a body to be founded, or an act with a day.
    """
    carrier = _future(verb)
    if carrier is None or is_subordinate(carrier) or is_negated(carrier) or is_negated(verb):
        return
    if is_foretold(carrier) or carrier.sent[-1].text.endswith("?"):
        return
    subject = subject_of(carrier)
    sides = analysis.resolver.both_sides()
    if subject is None or not sides or subject.pos_ == "PRON":
        return
    lexicon = commitment_lexicon("en")
    conditions = {"if", "unless", "once", "should"}
    if any(c.dep_ == "mark" and c.lower_ in conditions for a in verb.children for c in a.children):
        return
    if any(c.lower_ in lexicon.doubting for c in (*carrier.children, *verb.children)):
        return
    action = actions_of(verb)[0]
    whole = replace(action, first=subject.left_edge.i)
    if not _is_undertaken(analysis, passage, verb, subject, whole, lexicon.joint):
        return
    if not _is_theirs(analysis, passage, subject, sides.parties):
        return
    yield from emit(passage, subject, carrier, [whole], sides.parties, "agreed", "joint")


def read_foreseen(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "a further summit is foreseen for 2027", "signature is planned for the spring"."""
    present = any(c.dep_ == "auxpass" and c.tag_ in {"VBZ", "VBP"} for c in cue.children)
    subject, sides = subject_of(cue), analysis.resolver.both_sides()
    if not present or subject is None or not sides or is_subordinate(cue) or is_negated(cue):
        return
    joint = commitment_lexicon("en").joint
    noun = singular(subject)
    following = noun in joint.meetings and _follows(subject, joint)
    if not following and noun not in {"signature", "signing", "ratification"}:
        return
    action = replace(actions_of(cue)[0], first=subject.left_edge.i)
    times = analysis.times_within(passage, cue.i, action.last)
    if times and _is_theirs(analysis, passage, subject, sides.parties):
        yield from emit(passage, subject, cue, [action], sides.parties, "agreed", "foreseen")


def _future(verb: Token) -> Token | None:
    """Return the word whose subject will do or undergo what the verb tells; None if no future."""
    if modal_of(verb) in {"will", "shall"}:
        return verb
    to = any(c.tag_ == "TO" and c.i < verb.i for c in verb.children)
    if not to:
        return None
    passive = any(c.dep_ == "auxpass" and c.lower_ == "be" for c in verb.children)
    if verb.dep_ == "ROOT" and passive:
        return verb  # a headline: "talks on N to be opened"
    head = verb.head
    if verb.dep_ == "xcomp" and head.lemma_ == "be" and head.tag_ in {"VBZ", "VBP"}:
        return head
    return None


def _is_undertaken(
    analysis: Analysis, passage: int, verb: Token, subject: Token, action: Action,
    joint: JointLexicon,
) -> bool:  # fmt: skip
    noun, lemma = singular(subject), verb.lemma_.lower()
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if not passive:
        place = lemma != "take" or any(c.lower_ == "place" for c in verb.children)
        happens = lemma in joint.happening and place
        return noun in joint.meetings and happens and _comes_again(subject, verb, joint)
    if noun in joint.meetings and lemma in joint.held:
        return _comes_again(subject, verb, joint)
    if noun in joint.bodies and lemma in joint.founded:
        place = lemma != "put" or any(c.lower_ == "place" for c in subtree(verb))
        return place and any(c.lower_ in {"a", "an"} for c in subject.lefts)
    dated = noun in joint.acts and lemma in joint.done
    return dated and due_of(analysis, passage, replace(action, first=verb.i)) is not None


def _comes_again(noun: Token, verb: Token, joint: JointLexicon) -> bool:
    """Whether a meeting follows on others, or several will: "summits every two years"."""
    several = noun.tag_ in {"NNS", "NNPS"}
    often = several and any(t.lower_ in joint.recurring for t in subtree(verb))
    return often or _follows(noun, joint)


def _follows(noun: Token, joint: JointLexicon) -> bool:
    """Whether a meeting follows on others: "the next round", "a second summit"."""
    return any(c.lower_ in joint.following or c.lower_ in joint.ordinals for c in noun.lefts)


def _is_theirs(analysis: Analysis, passage: int, noun: Token, sides: tuple[str, ...]) -> bool:
    """Whether no party is named beside the noun that is none of the two sides."""
    area, owner = subtree(noun), possessor_of(noun)
    named = {m.party for m in analysis.parties_within(passage, area.start, area.end - 1)}
    if owner is not None and len(owned := analysis.resolve(passage, owner).parties) == 1:
        named |= {*owned, ""}  # one side's own is no joint undertaking
    return named <= set(sides)
