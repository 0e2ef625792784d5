"""The lines of a view as data: a fact, its footnotes, and what its dates say about it."""

from datetime import date
from typing import Generic, TypeVar

from communique.linking.formula_types import Formula
from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.types import PromiseState, Step
from communique.records import (
    Commitment,
    Engagement,
    Figure,
    Mechanism,
    Occasion,
    Position,
    RecordBase,
    Request,
    Statement,
    Tenure,
    Value,
)
from communique.views.findings import SourceDocument

R = TypeVar("R", bound=RecordBase)
R_co = TypeVar("R_co", bound=RecordBase, covariant=True)


class Entry(Value, Generic[R_co]):
    """A fact of a view. `documents` are those that tell it, newest first.

    `thing` is the id of what is linked, None for a fact that is merged in the view only.
    """

    record: R_co
    notes: tuple[int, ...]
    documents: tuple[SourceDocument, ...]
    thing: str | None = None

    @property
    def seen(self) -> date | None:
        """The day of the newest document that tells it; None where none shows a date."""
        return max((d.day for d in self.documents if d.day is not None), default=None)


class EngagementEntry(Entry[Engagement]):
    """An engagement; `announced` are the footnotes of what announced a held one.

    `called_off` are those of its notes by which a held one was called off: they disagree.
    `unreported` is set on a scheduled one whose time has passed without a report.
    """

    announced: tuple[int, ...] = ()
    called_off: tuple[int, ...] = ()
    unreported: bool = False


class CommitmentEntry(Entry[Commitment]):
    """A commitment as it stands, and what happened to it, oldest first.

    An overdue one is one to ask about: no document here tells that it was kept.
    """

    state: PromiseState = "open"
    steps: tuple[Step, ...] = ()


class FormulaEntry(Entry[Position]):
    """A party's wordings of one content through time; `record` is the latest."""

    formula: Formula


class RequestEntry(Entry[Request]):
    """What one side asks of the other or of both."""


class PositionEntry(Entry[Position]):
    """A stance in its holder's words."""


class MechanismEntry(Entry[Mechanism]):
    """A mechanism under all its names; `record` is the latest that names it."""

    mechanism: LinkedMechanism


class TenureEntry(Entry[Tenure]):
    """A person in the latest office; `earlier` are the offices held before, latest first.

    `successor` is who was seen later in an office that one person holds at a time; None
    where nobody was.
    """

    earlier: tuple[Tenure, ...] = ()
    successor: str | None = None


class FigureEntry(Entry[Figure]):
    """A figure or target."""


class OccasionEntry(Entry[Occasion]):
    """A dated occasion that both parties share."""


class QuoteEntry(Entry[Statement]):
    """Direct speech."""
