"""One action asked of others: who asks, of whom, in which words."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extraction.actions import Action
from communique.extraction.needs import agent_in
from communique.extraction.request_addressees import is_organisation
from communique.extraction.request_lexicon import (
    Force,
    RequestLexicon,
)
from communique.language.analysis import Analysis
from communique.language.syntax import subject_of

#: Where an infinitive hangs that tells what is asked for.
PURPOSES = frozenset({"acl", "advcl", "relcl", "xcomp"})


@dataclass(frozen=True)
class Candidate:
    """One action asked of others: by whom, of whom, in which words."""

    passage: int
    first: int
    action: Action
    by: tuple[str, ...]
    to: tuple[str, ...]
    force: Force
    rule: str
    #: Whether the words name nobody who asks, so that it is who says them.
    voiced: bool = False


def askers(analysis: Analysis, passage: int, token: int) -> tuple[str, ...]:
    """Who asks where the words name no asker: the speaker; in a joint text all its parties."""
    speaker = analysis.voice_of(passage, token)
    return speaker.side if speaker is not None else ()


def asks_itself(by: tuple[str, ...], to: tuple[str, ...]) -> bool:
    """Whether a state tells what it has to do itself; an organisation so asks its members."""
    return len(by) == 1 and set(to) == set(by) and not is_organisation(by[0])


def emit(
    passage: int, cue: Token, subject: Token | None, actions: list[Action], by: tuple[str, ...],
    to: tuple[str, ...], force: Force, rule: str, *, voiced: bool = False,
) -> Iterator[Candidate]:  # fmt: skip
    """Yield the actions: the first from its subject on, the later ones at their own words."""
    if asks_itself(by, to):
        return
    for position, action in enumerate(actions):
        first = action.first
        if position == 0:
            first = min(first, cue.i)
            if subject is not None and subject.i < cue.i and cue.dep_ != "conj":
                first = min(first, subject.left_edge.i)
        yield Candidate(passage, first, action, by, to, force, f"request:{rule}", voiced)


def is_undone(analysis: Analysis, verb: Token, lexicon: RequestLexicon) -> bool:
    """Whether the clause wants a thing done without saying by whom.

    "The session should be held", "there should be exchanges", "ties should progress".
    """
    lemma = verb.lemma_.lower()
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    subject = subject_of(verb)
    shared = (
        subject is not None
        and subject.lemma_.lower() in lexicon.shared
        and not any(c.dep_ == "dobj" for c in verb.children)  # "talks will give a momentum"
    )
    if subject is not None and subject.pos_ == "PRON":
        return False
    return (
        (passive and lemma in lexicon.done)
        or (not passive and lemma in lexicon.stopped)
        or shared
        or there_of(verb) is not None
    )


def there_of(verb: Token) -> Token | None:
    """Return the "there" of "there should be N"."""
    return next((c for c in verb.children if c.dep_ == "expl" and c.lower_ == "there"), None)


def asked_for(infinitive: Token) -> Token | None:
    """Return whom "for" names to act: "called for B to V", "a call for B to V"."""
    marked = any(c.dep_ == "mark" and c.lower_ == "for" for c in infinitive.children)
    return agent_in(infinitive) if marked else None
