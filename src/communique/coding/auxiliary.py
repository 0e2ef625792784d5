"""Whether an event is told as done: PLOVER's auxiliary modes."""

from spacy.tokens import Token

from communique.coding.clauses import is_conditional, verb_of
from communique.coding.events import Auxiliary
from communique.language.syntax import is_negated, modal_of
from communique.language.tenses import looks_ahead
from communique.records import DateRange

_MAY = {"may", "might", "could", "would", "can"}
#: An event is history where it lies so many years before the report, or more.
_HISTORY = 1


def auxiliaries(anchor: Token, when: DateRange, told: DateRange) -> tuple[Auxiliary, ...]:
    """Return the auxiliary modes of the event at `anchor`, in PLOVER's order.

    `when` is the event's date, `told` the report's. An event that has several is none of them
    alone: "would not have attacked" is hypothetical and negated.
    """
    verb = verb_of(anchor)
    found: list[Auxiliary] = []
    if (
        when.end is not None
        and told.start is not None
        and (when.end.year <= told.start.year - _HISTORY)
    ):
        found.append("historical")
    modal = modal_of(verb)
    if looks_ahead(verb) or modal in {"will", "shall"}:
        found.append("future")
    if modal in _MAY or is_conditional(verb):
        found.append("hypothetical")
    if is_negated(verb):
        found.append("negated")
    return tuple(found)
