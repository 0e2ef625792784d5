"""What a modal makes of an event: announced aid is a promise, an announced attack a threat.

The codebook codes what is intended, demanded and refused under types of its own: AGREE for
cooperation to come, THREATEN for conflict to come, REQUEST for what others are told to do, REJECT
for cooperation that will not be.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from communique.coding.clauses import agents, modal
from communique.coding.matching import Match, best_match
from communique.coding.patterns import Lexicon, Pattern, load_lexicon
from communique.language.syntax import is_negated, subject_of

_COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_CONFLICT = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"})
_INTENT = frozenset({"will", "shall", "would"})
_DUTY = frozenset({"must", "should", "ought"})


def compose(match: Match, lexicon: Lexicon) -> Match:
    """Return the match as the event that it makes with its modal and what it governs."""
    if match.nominal:
        return match
    verb, found = match.anchor, match.pattern.type
    duty = _duty_of(verb)
    if duty:
        return _demand(match)
    if match.governs is not None and found == "AGREE":
        governed = best_match(match.governs, lexicon)
        if governed is not None and match.pattern.head in lexicon.deciding:
            refused = is_negated(match.governs) and governed.pattern.type in _COOPERATION
            return _as(
                replace(governed, actors=match.actors),
                "REJECT" if refused else governed.pattern.type,
            )
        if governed is not None and governed.pattern.type in _CONFLICT:
            return _as(match, "THREATEN")
    if found in _COOPERATION and _is_failed(verb, lexicon):
        return _as(match, "REJECT")
    intended = modal(verb) in _INTENT or _is_going_to(verb)
    if is_negated(verb) and found in _COOPERATION and intended:
        return _as(match, "REJECT")
    if intended and not is_negated(verb) and not _is_unreal(verb):
        if found in _COOPERATION:
            return _as(match, "AGREE")
        if found in _CONFLICT | {"REJECT"}:
            return _as(match, "THREATEN")
    return match


def find_demands(sentence: Span) -> Iterator[Match]:
    """Yield what somebody says that another must do, whatever it is."""
    if not any(t.lower_ in _DUTY or t.lemma_ in {"have", "need"} for t in sentence):
        return
    for verb in sentence:
        if verb.pos_ == "VERB" and _duty_of(verb):
            pattern = Pattern("REQUEST", None, verb.lemma_.lower())
            asked = _demand(Match(pattern, verb, tuple(agents(verb)), ()))
            if asked.recipients and asked.actors:
                yield asked


def find_accusations(matches: Iterable[Match]) -> Iterator[Match]:
    """Yield what somebody says that another does against somebody: "A says B arms rebels"."""
    for told in matches:
        verb = told.anchor
        if told.pattern.type not in _CONFLICT or verb.dep_ not in {"ccomp", "parataxis"}:
            continue
        if (speaker := _speaker(verb)) is not None:
            pattern = Pattern("ACCUSE", "allege", speaker.lemma_.lower())
            yield Match(pattern, speaker, tuple(agents(speaker)), told.actors, governs=verb)


def _as(match: Match, name: str) -> Match:
    if match.pattern.type == name:
        return match
    made = replace(match, pattern=replace(match.pattern, type=name, mode=None), composed=True)
    speaker = None if match.actors else _speaker(match.anchor)  # "rioters will be shot, A said"
    return made if speaker is None else replace(made, actors=tuple(agents(speaker)))


def _duty_of(verb: Token) -> bool:
    """Whether a verb tells what somebody else must do; "we have to" is said to oneself."""
    owed = verb.dep_ == "xcomp" and verb.head.lemma_ in {"have", "need"} and verb.tag_ == "VB"
    bearer = subject_of(verb.head if owed else verb)
    if bearer is not None and bearer.lower_ in {"we", "i", "you", "one"}:
        return False
    return modal(verb) in _DUTY or (owed and _speaker(verb.head) is not None)


def _demand(match: Match) -> Match:
    """Return what somebody says that another must do; without a speaker nobody demands it."""
    verb = match.anchor.head if match.anchor.dep_ == "xcomp" else match.anchor
    speaker = _speaker(verb)
    if speaker is None:
        return match
    told = match.actors or match.recipients
    asked = replace(match.pattern, type="REQUEST", mode=None)
    made = replace(match, pattern=asked, composed=True)
    return replace(made, actors=tuple(agents(speaker)), recipients=told)


def _speaker(verb: Token) -> Token | None:
    """Return the verb of saying whose clause this is."""
    token = verb
    while token.dep_ in {"conj", "advcl", "xcomp"} and token.head != token:
        token = token.head
    head = token.head
    if token.dep_ in {"ccomp", "parataxis"} and head.lemma_.lower() in load_lexicon().reporting:
        return head
    said = (c for c in token.children if c.dep_ in {"ccomp", "parataxis"})
    return next((c for c in said if c.lemma_.lower() in load_lexicon().reporting), None)


def _is_failed(verb: Token, lexicon: Lexicon) -> bool:
    """Whether somebody failed to do it: "failed to reach agreement"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in lexicon.failing


def _is_going_to(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lower_ == "going"


def _is_unreal(verb: Token) -> bool:
    """Whether "would" says what is not: "would have", "would be better if"."""
    if modal(verb) != "would":
        return False
    return _speaker(verb) is None or any(
        c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children
    )
