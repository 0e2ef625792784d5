"""Whether an event is told as done: PLOVER's auxiliary modes."""

from spacy.tokens import Token

from communique.coding.events import Auxiliary
from communique.language.syntax import is_negated, modal_of
from communique.language.tenses import looks_ahead
from communique.records import DateRange

_MAY = {"may", "might", "could", "would", "can"}
_CONDITIONS = {"if", "unless", "whether", "provided"}
#: An event is history where it lies so many years before the report, or more.
_HISTORY = 1


def auxiliaries(anchor: Token, when: DateRange, told: DateRange) -> tuple[Auxiliary, ...]:
    """Return the auxiliary modes of the event at `anchor`, in PLOVER's order.

    `when` is the event's date, `told` the report's. An event that has several is none of them
    alone: "would not have attacked" is hypothetical and negated.
    """
    verb = _verb_of(anchor)
    found: list[Auxiliary] = []
    if when.end is not None and told.start is not None and (
        when.end.year <= told.start.year - _HISTORY
    ):
        found.append("historical")
    modal = modal_of(verb)
    if looks_ahead(verb) or modal in {"will", "shall"}:
        found.append("future")
    if modal in _MAY or _is_conditional(verb):
        found.append("hypothetical")
    if is_negated(verb):
        found.append("negated")
    return tuple(found)


def _verb_of(anchor: Token) -> Token:
    """Return the verb that tells of a noun, or the anchor: "plans a visit"."""
    if anchor.pos_ in {"VERB", "AUX"}:
        return anchor
    return next((t for t in anchor.ancestors if t.pos_ in {"VERB", "AUX"}), anchor)


def _is_conditional(verb: Token) -> bool:
    return any(
        child.lower_ in _CONDITIONS and child.dep_ in {"mark", "advmod"}
        for token in (verb, *verb.ancestors)
        for child in token.children
        if token is verb or token.dep_ == "advcl"
    )
