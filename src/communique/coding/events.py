"""What an event is: its type in PLOVER's terms, who did it, to whom, when and where."""

from typing import Literal

from communique.records import DateRange, Evidence, Place, Value

Auxiliary = Literal["historical", "future", "hypothetical", "negated"]


class Actor(Value):
    """Who acts or is acted upon, as the text says it.

    `country` is an ISO 3166-1 alpha-3 code, `sector` one of PLOVER's; None where the words don't
    tell.
    """

    evidence: Evidence
    country: str | None = None
    sector: str | None = None


class Event(Value):
    """One event of a sentence; `evidence` is the words that tell it, `sentence` where they stand.

    Among equals, as those of a meeting, all are actors and nobody is a recipient. What the words
    don't tell is empty or unknown.
    """

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    date: DateRange
    place: Place | None = None
    auxiliary: tuple[Auxiliary, ...] = ()
    cameo: str | None = None
    evidence: Evidence
    sentence: Evidence
