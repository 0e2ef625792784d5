"""What linking hands out of standing arrangements: mechanisms through time."""

from datetime import date
from typing import Literal

from communique.linking.types import Cited, Known
from communique.records import UNKNOWN_DATE, DateRange, Place, Value

MechanismState = Literal[
    "existing", "proposed", "agreed", "launched", "held", "suspended", "resumed"
]  # fmt: skip
MechanismType = Literal[
    "dialogue", "committee", "consultation", "visits", "agreement", "organization", "other"
]  # fmt: skip
MechanismLevel = Literal[
    "heads-of-state", "heads-of-government", "ministerial", "vice-ministerial", "working", "none"
]  # fmt: skip


class MechanismPeriod(Value):
    """A state of a mechanism, from the first day on which it was told to the last.

    Of `held` these are the days of the rounds. Both are None where no day is known: the
    documents show none, or told of it in retrospect.
    """

    state: MechanismState
    first: date | None = None
    last: date | None = None
    sources: tuple[Cited, ...]


class Round(Value):
    """One session that was held; `number` is None where no text counts it.

    `sources` are the engagement records that report it.
    """

    number: int | None = None
    date: DateRange = UNKNOWN_DATE
    place: Place | None = None
    sources: tuple[Cited, ...]


class CoChair(Value):
    """A person seen chairing or leading sessions, in the `words` of the latest one.

    `first` and `last` are days of these sessions, None where they are unknown.
    """

    name: str
    office: str | None = None
    party: str | None = None
    words: str
    first: date | None = None
    last: date | None = None
    sources: tuple[Cited, ...]


class Expected(Value):
    """A session that was promised and is not seen held.

    `overdue` tells that its date had passed on the day asked for.
    """

    words: str
    number: int | None = None
    due: DateRange | None = None
    overdue: bool = False
    sources: tuple[Cited, ...]


class LinkedMechanism(Known):
    """One standing arrangement under all its names.

    `rounds` stand oldest first, those without a date behind them. `cadence_days` is the
    median number of days from one dated round to the next; None with fewer than two.
    `cadence_words` is what texts say of it ("annual"). `gap_days` counts from the last round
    to the day asked for; None without either. `members` are the ids of the records that name it.
    """

    name: str
    aliases: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    type: MechanismType = "other"
    level: MechanismLevel = "none"
    state: MechanismState = "existing"
    states: tuple[MechanismPeriod, ...] = ()
    rounds: tuple[Round, ...] = ()
    cadence_days: int | None = None
    cadence_words: tuple[str, ...] = ()
    last: date | None = None
    gap_days: int | None = None
    next: Expected | None = None
    co_chairs: tuple[CoChair, ...] = ()
    members: tuple[str, ...] = ()
    sources: tuple[Cited, ...]
