"""One action that binds parties: who is bound, how firmly, in which words."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extraction.actions import Action
from communique.extraction.commitment_floor import is_of_the_floor
from communique.extraction.commitment_lexicon import (
    Force,
    commitment_lexicon,
)
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.referents import Referent
from communique.language.syntax import singular


@dataclass(frozen=True)
class Candidate:
    """One action that binds parties: where it was read, and by what rule."""

    passage: int
    first: int
    action: Action
    parties: tuple[str, ...]
    force: Force
    rule: str


def bound_by(
    analysis: Analysis, passage: int, verb: Token, force: Force | None = None
) -> tuple[Token | None, Referent] | None:
    """Return the subject of the verb and whom it means; None if no party."""
    found = acting(analysis, passage, verb)
    if found is None or not found.referent.parties:
        return None
    if found.token is not None and singular(found.token) in commitment_lexicon("en").private:
        return None  # "our companies plan to V"
    if found.token is None:
        return None, found.referent
    if force == "willing":
        return found.token, speaker_alone(analysis, passage, found.token) or found.referent
    return found.token, bound_alone(analysis, passage, found.token, verb, found.referent)


def speaker_alone(analysis: Analysis, passage: int, subject: Token) -> Referent | None:
    """Return the speaker if "we" may mean that side alone: one person of one party speaks."""
    if subject.lower_ not in {"we", "our"}:
        return None
    speaker = analysis.speaker_of(passage, subject.i)
    if speaker is None or len(speaker.persons) != 1 or len(speaker.parties) != 1:
        return None
    return speaker


def bound_alone(
    analysis: Analysis, passage: int, subject: Token, verb: Token, referent: Referent
) -> Referent:
    """Return whom the subject means; "we" who act on another party are the speaker's side.

    "We will send aid to Ukraine" is no promise of Ukraine's.
    """
    speaker = speaker_alone(analysis, passage, subject)
    if speaker is None:
        return referent
    others = set(referent.parties) - set(speaker.parties)
    named = {m.party for m in analysis.parties_within(passage, verb.i, verb.right_edge.i)}
    return speaker if others & named else referent


def emit(
    passage: int,
    subject: Token | None,
    cue: Token,
    actions: list[Action],
    parties: tuple[str, ...],
    force: Force,
    rule: str,
) -> Iterator[Candidate]:
    """Yield the actions: the first from the subject on, the later ones at their own words."""
    force = _force_of(force, parties)
    for position, action in enumerate(actions):
        if is_of_the_floor(action.verb, subject):
            continue
        first = action.first
        if position == 0:
            first = min(first, cue.i)
            if subject is not None and subject.i < cue.i and cue.dep_ != "conj":
                close = cue.i - subject.left_edge.i <= 25
                first = min(first, subject.left_edge.i) if close else first
        yield Candidate(passage, first, action, parties, force, f"commitment:{rule}")


def _force_of(force: Force, parties: tuple[str, ...]) -> Force:
    """Who is bound decides: several parties agree; one pledges, or is willing."""
    if len(parties) > 1:
        return "agreed"
    return "pledged" if force == "agreed" else force


def is_foretold(verb: Token) -> bool:
    """Whether the clause tells what somebody is sure of: "his confidence that B will recover"."""
    words = commitment_lexicon("en").foretelling
    return verb.dep_ in {"ccomp", "acl"} and verb.head.lemma_.lower() in words
