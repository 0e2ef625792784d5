"""The rows of linked things as the API lists them: what the views' listings give to programs."""

from datetime import date as Day
from typing import Literal

from pydantic import Field

from communique.linking.formula_types import FormulaLapse, FormulaUse, Polarity
from communique.linking.mechanism_types import (
    CoChair,
    Expected,
    MechanismLevel,
    MechanismPeriod,
    MechanismState,
    MechanismType,
    Round,
)
from communique.linking.types import (
    Answer,
    Cited,
    HeldOffice,
    Participant,
    PromiseState,
    Reading,
    Step,
    StepKind,
    TargetState,
    Told,
)
from communique.records import DateRange, EngagementForm, EngagementStatus, Place, Rank
from communique.web.api.models import Model, Span


class Source(Model):
    """A document that tells something, with the words."""

    document: str = Field(description="what people call it")
    document_id: str
    title: str | None
    publisher: str | None
    published: Day | None
    spans: tuple[Span, ...]
    quotes: tuple[str, ...]


class EncounterRow(Model):
    """One contact as all its reports tell it; see `Encounter` of `linking/types.py`.

    `documents` are the names of what reports it, `accounts` the records that do. `told` tells
    which of the accounts give which value.
    """

    id: str
    form: EngagementForm
    status: EngagementStatus
    parties: tuple[str, ...]
    people: tuple[Participant, ...]
    host: str | None
    date: DateRange
    place: Place | None
    mechanism: str | None
    level: Rank | None
    visit: str | None
    came_about: str | None
    documents: tuple[str, ...]
    independent_sources: int
    sources: tuple[tuple[str, ...], ...]
    accounts: tuple[Cited, ...]
    told: tuple[Told, ...]


class OfficialRow(Model):
    """A person with the offices in which they were seen."""

    id: str
    name: str
    names: tuple[str, ...]
    party: str | None
    offices: tuple[HeldOffice, ...]
    documents: tuple[str, ...]
    mentions: tuple[str, ...]
    reasons: tuple[str, ...]


class StepRow(Model):
    """One thing that happened to a commitment, at its words."""

    kind: StepKind
    date: Day | None
    document: str
    document_id: str
    record: str
    spans: tuple[Span, ...]
    why: str


class CommitmentRow(Model):
    """A commitment through time, and where it stands."""

    kind: Literal["commitment"]
    id: str
    parties: tuple[str, ...]
    force: Literal["agreed", "pledged", "willing"]
    action: str
    due: DateRange | None
    mechanism: str | None
    topics: tuple[str, ...]
    state: PromiseState
    steps: tuple[StepRow, ...]
    sources: tuple[Source, ...]


class PositionRow(Model):
    """A party's wordings of one content, oldest first; see `Formula`."""

    kind: Literal["position"]
    id: str
    holder: str
    issue: str
    claimed_by: str | None
    polarity: Polarity
    wording: str
    first: Day | None
    last: Day | None
    uses: tuple[FormulaUse, ...]
    lapses: tuple[FormulaLapse, ...]
    dropped: bool
    documents: tuple[str, ...]
    sources: tuple[Source, ...]


class MechanismRow(Model):
    """A standing arrangement under all its names, with its rounds; see `LinkedMechanism`."""

    kind: Literal["mechanism"]
    id: str
    name: str
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    type: MechanismType
    level: MechanismLevel
    state: MechanismState
    states: tuple[MechanismPeriod, ...]
    rounds: tuple[Round, ...]
    cadence_days: int | None
    cadence_words: tuple[str, ...]
    last: Day | None
    gap_days: int | None
    next: Expected | None
    co_chairs: tuple[CoChair, ...]
    documents: tuple[str, ...]
    sources: tuple[Source, ...]


class RequestRow(Model):
    """A request and what became of it."""

    id: str
    by: str
    to: tuple[str, ...]
    force: Literal["urged", "proposed"]
    action: str
    due: DateRange | None
    topics: tuple[str, ...]
    answer: Answer
    steps: tuple[Step, ...]


class TargetRow(Model):
    """A number that was aimed at, beside the statistics that came later."""

    id: str
    parties: tuple[str, ...]
    label: str
    value: float
    unit: str
    due: DateRange | None
    falling: bool
    state: TargetState
    why: str
    readings: tuple[Reading, ...]
    sources: tuple[Cited, ...]


class FindingRow(Model):
    """Two things that don't fit, each with its words; `compares` says what its check does."""

    id: str
    check: str
    message: str
    parties: tuple[str, ...]
    sources: tuple[Cited, ...]
    reference: str | None
    compares: str
