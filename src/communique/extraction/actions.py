"""What a binding or requesting word governs: the actions, one by one, at their words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span, Token

from communique.language.analysis import Analysis
from communique.language.syntax import coordinated, has_subject, left_edge, trim
from communique.records import DateRange
from communique.reference.tables import read_lexicon


@dataclass(frozen=True)
class Action:
    """Something to be done: tokens `first` to `last`, headed by `verb`."""

    verb: Token
    first: int
    last: int


@lru_cache(maxsize=2)
def _light(language: str) -> tuple[frozenset[str], frozenset[str]]:
    through = read_lexicon(language, "commitment")["through"]
    return frozenset(through["verbs"]), frozenset(through["objects"])


def actions_of(head: Token, *, language: str = "en") -> list[Action]:
    """Return the actions headed by a verb and those coordinated with it, in order.

    Light verbs are passed through: in "work with X to V1 and V2" the actions are V1 and
    V2, the first of which keeps the light verb's words.
    """
    sentence: Span = head.sent
    heads = [verb for verb in coordinated(head) if verb.i >= head.i]
    expanded: list[tuple[int, Token]] = []
    for position, verb in enumerate(heads):
        purposes = _purposes(verb, language)
        first = left_edge(verb) if position else verb.i
        if len(purposes) > 1:
            expanded.append((first, purposes[0]))
            expanded += [(left_edge(purpose), purpose) for purpose in purposes[1:]]
        else:
            expanded.append((first, verb))
    stop = _right_end(heads, sentence)
    actions = []
    for position, (first, verb) in enumerate(expanded):
        last = expanded[position + 1][0] - 1 if position + 1 < len(expanded) else stop
        first, last = trim(sentence, first, last)
        while last > first and sentence.doc[last].tag_ == "TO":
            last -= 1
        first, last = trim(sentence, first, last)
        if last >= first:
            actions.append(Action(verb, first, last))
    return actions


def _purposes(verb: Token, language: str) -> list[Token]:
    verbs, objects = _light(language)
    if verb.lemma_ not in verbs:
        return []
    nouns = [c.lemma_ for c in verb.children if c.dep_ in {"dobj", "prt"}]
    if nouns and not set(nouns) & objects:
        return []
    for child in verb.children:
        if child.dep_ in {"advcl", "xcomp"} and child.tag_ == "VB" and child.i > verb.i:
            return [v for v in coordinated(child) if v.tag_ == "VB"]
    return []


def _right_end(heads: list[Token], sentence: Span) -> int:
    last = heads[-1].i
    for verb in heads:
        for child in verb.children:
            if child.dep_ == "conj" and has_subject(child):
                continue
            if child.dep_ == "parataxis" or (child.dep_ == "punct" and child.i < verb.i):
                continue
            last = max(last, child.right_edge.i)
    return min(last, sentence.end - 1)


def noun_action(noun: Token) -> Action:
    """Return the action that a noun phrase is: "a partial ceasefire"."""
    first, last = trim(noun.sent, noun.left_edge.i, noun.right_edge.i)
    return Action(noun, first, last)


def wording(analysis: Analysis, passage: int, action: Action) -> str:
    """Return the action in plain words."""
    return analysis.passages[passage].words(action.first, action.last)


def due_of(analysis: Analysis, passage: int, action: Action) -> DateRange | None:
    """Return the deadline that the action's words set; None if they set none."""
    found = analysis.times_within(passage, action.first, action.last)
    dated = [
        t for t in found
        if t.date.known and t.role in {"at", "by", "within", "during", "before", "until"}
    ]  # fmt: skip
    deadlines = [t for t in dated if t.role in {"by", "within", "before", "until"}]
    chosen = (deadlines or dated)[-1:] or None
    return chosen[0].date if chosen else None


def words_left_of(sentence: Span, token: Token) -> Iterator[Token]:
    """Yield the tokens of the sentence before the token, nearest first."""
    for index in range(token.i - 1, sentence.start - 1, -1):
        yield sentence.doc[index]
