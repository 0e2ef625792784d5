"""One action that binds parties: who is bound, how firmly, in which words."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extraction.actions import Action
from communique.extraction.commitment_lexicon import (
    Force,
    commitment_lexicon,
)
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.referents import Referent
from communique.language.syntax import (
    singular,
)


@dataclass(frozen=True)
class Candidate:
    """One action that binds parties: where it was read, and by what rule."""

    passage: int
    first: int
    action: Action
    parties: tuple[str, ...]
    force: Force
    rule: str
    confidence: float


def bound_by(analysis: Analysis, passage: int, verb: Token) -> tuple[Token | None, Referent] | None:
    """Return the subject of the verb and whom it means; None if no party."""
    found = acting(analysis, passage, verb)
    if found is None or not found.referent.parties:
        return None
    if found.token is not None and singular(found.token) in commitment_lexicon("en").private:
        return None  # "our companies plan to V"
    return found.token, found.referent


def emit(
    passage: int,
    subject: Token | None,
    cue: Token,
    actions: list[Action],
    parties: tuple[str, ...],
    force: Force,
    rule: str,
    confidence: float = 0.85,
) -> Iterator[Candidate]:
    """Yield the actions: the first from the subject on, the later ones at their own words."""
    force = _force_of(force, parties)
    for position, action in enumerate(actions):
        first = action.first
        if position == 0:
            first = min(first, cue.i)
            if subject is not None and subject.i < cue.i and cue.dep_ != "conj":
                close = cue.i - subject.left_edge.i <= 25
                first = min(first, subject.left_edge.i) if close else first
        yield Candidate(passage, first, action, parties, force, f"commitment:{rule}", confidence)


def _force_of(force: Force, parties: tuple[str, ...]) -> Force:
    """Who is bound decides: several parties agree; one pledges, or is willing."""
    if len(parties) > 1:
        return "agreed"
    return "pledged" if force == "agreed" else force
