"""What linking hands out: plain frozen data that leads back to records and their words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from communique.archive.types import Stored
from communique.records import (
    UNKNOWN_DATE,
    DateRange,
    EngagementForm,
    EngagementStatus,
    Evidence,
    Place,
    Rank,
    Value,
)

Linkable = Literal["person", "encounter", "commitment", "mechanism"]
Verdict = Literal["same", "different", "unsure"]


class Cited(Value):
    """Where something was read: the words of one record in one document.

    `record` is empty where the words at `spans` tell something that no record holds.
    `document` is the document's id and `name` what people call it; `published` the last day
    of its date, None where it shows none.
    """

    record: str
    document: str
    name: str
    publisher: str | None = None
    published: date | None = None
    spans: tuple[tuple[int, int], ...]


def cite(stored: Stored, *evidence: Evidence) -> Cited:
    """Return the place of a stored record, with all its spans or those of `evidence` alone."""
    document = stored.document
    return Cited(
        record=stored.id,
        document=document.id,
        name=document.name,
        publisher=document.publisher or document.agency,
        published=document.published.end if document.published is not None else None,
        spans=tuple([(e.start, e.end) for e in evidence or stored.record.evidence]),
    )


class Judgement(Value):
    """What a person decided on two mentions; `why` is in words, `by` is who decided.

    A mention is a record's id; of a person it is `mention_key(record id, name)`.
    """

    kind: Linkable
    verdict: Verdict
    left: str
    right: str
    at: datetime
    by: str
    why: str = ""


def mention_key(record: str, name: str) -> str:
    """Return what tells the mention of a person in a record from all others."""
    return f"{record}/{name}"


class Judgements:
    """The judgements that hold, one for each pair of mentions: the latest one given.

    `same` pairs are joined whatever else speaks against it, `different` ones kept apart;
    `unsure` leaves the decision to the rules.
    """

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        latest: dict[tuple[str, frozenset[str]], Judgement] = {}
        for one in sorted(judgements, key=lambda j: (j.at, j.by, j.verdict)):
            latest[one.kind, frozenset((one.left, one.right))] = one
        self._latest = latest

    def pairs(self, kind: Linkable, verdict: Verdict) -> tuple[tuple[str, str], ...]:
        """Return the pairs of mentions of `kind` on which the verdict holds, sorted."""
        return tuple(
            sorted(
                (min(j.left, j.right), max(j.left, j.right))
                for j in self._latest.values()
                if j.kind == kind and j.verdict == verdict
            )
        )


class Known(Value):
    """A linked thing by all the ids that it can have had.

    The id of a thing is a hash of its first mention, and an earlier document may bring another
    first one. `known_as` holds each id that one of the mentions gives, with that mention: by it
    what was noted down once is found. It is no part of what is shown.
    """

    id: str
    known_as: tuple[tuple[str, str], ...] = Field(default=(), exclude=True, repr=False)


class HeldOffice(Value):
    """An office in which a person was seen, from the first document to the last.

    `since` and `until` are days that a reference pack gives, with its `citation`; None where
    no pack does. `first` and `last` are None where no document that tells it shows a date.
    """

    office: str
    rank: Rank
    party: str | None = None
    former: bool = False
    first: date | None = None
    last: date | None = None
    since: date | None = None
    until: date | None = None
    citation: str | None = None
    sources: tuple[Cited, ...] = ()


class Person(Known):
    """One person under all names: `name` is the fullest and most used of `names`.

    `mentions` are keys by `mention_key`; `offices` stand newest first. `reasons` say in words
    why mentions under different names, in different documents, were taken for one person's.
    """

    name: str
    names: tuple[str, ...]
    party: str | None = None
    offices: tuple[HeldOffice, ...] = ()
    mentions: tuple[str, ...] = ()
    sources: tuple[Cited, ...] = ()
    reasons: tuple[str, ...] = ()


class Participant(Value):
    """Who took part in an encounter; `person` is the id of the resolved person, if resolved."""

    name: str
    office: str | None = None
    party: str | None = None
    person: str | None = None


class Told(Value):
    """One value of a field, in words, and which accounts give it (their places in `accounts`)."""

    field: str
    value: str
    accounts: tuple[int, ...]


class Encounter(Known):
    """One contact as all its reports tell it.

    `accounts` are the records that report it; `told` tells for each field which of them gave
    which value, so that each leads to its words and what differs is seen. `sources` are groups
    of documents (by name) that count as one source each: copies and translations of one text.
    `level` is that of the highest participant; `visit` the id of the visit in which it took place.
    `came_about` is the id of the contact that shows that a planned visit was paid, of which no
    document tells otherwise; None where nothing shows it, and where it is held anyway.
    """

    form: EngagementForm
    status: EngagementStatus
    parties: tuple[str, ...]
    people: tuple[Participant, ...] = ()
    host: str | None = None
    date: DateRange = UNKNOWN_DATE
    place: Place | None = None
    mechanism: str | None = None
    level: Rank | None = None
    visit: str | None = None
    came_about: str | None = None
    accounts: tuple[Cited, ...]
    told: tuple[Told, ...] = ()
    sources: tuple[tuple[str, ...], ...] = ()

    @property
    def independent_sources(self) -> int:
        """How many sources report it, copies of one another counted once."""
        return len(self.sources)


PromiseState = Literal["open", "reaffirmed", "modified", "done", "overdue", "dropped"]
#: What is still to be done, and not past due.
STILL_OPEN: tuple[PromiseState, ...] = ("open", "reaffirmed", "modified")
StepKind = Literal[
    "made", "repeated", "reaffirmed", "modified", "done", "denied", "dropped", "accepted", "refused"
]
Answer = Literal["accepted", "done", "refused", "unanswered"]
TargetState = Literal["reached", "missed", "unknown"]


class Step(Value):
    """One thing that happened to a commitment, a request or a target, at its words.

    `why` says in words what the step was concluded from.
    """

    kind: StepKind
    day: date | None = None
    why: str = ""
    source: Cited


class Promise(Known):
    """A commitment through time: what was promised, and every step since.

    `due` is the latest due date given; `state` is measured on the day that was asked for.
    """

    parties: tuple[str, ...]
    force: Literal["agreed", "pledged", "willing"]
    action: str
    due: DateRange | None = None
    mechanism: str | None = None
    topics: tuple[str, ...] = ()
    state: PromiseState
    steps: tuple[Step, ...]


class AnsweredRequest(Known):
    """A request and what became of it.

    `answer` is the strongest that the asked gave: what they did, else what they said last.
    `steps` are the tellings of the request and of each answer.
    """

    by: str
    to: tuple[str, ...]
    force: Literal["urged", "proposed"]
    action: str
    due: DateRange | None = None
    topics: tuple[str, ...] = ()
    answer: Answer
    steps: tuple[Step, ...]


class Reading(Value):
    """What a statistic showed of a target, in the period it holds for."""

    value: float
    period: DateRange | None = None
    source: Cited


class WatchedTarget(Known):
    """A number that was aimed at, beside the statistics that came later.

    `value` is in `unit`, to be reached by the end of `due`; with `falling` the aim is to get
    down to it. `readings` stand in the order of their periods; `why` tells the state in words.
    """

    parties: tuple[str, ...]
    label: str
    value: float
    unit: str
    due: DateRange | None = None
    falling: bool = False
    state: TargetState
    why: str = ""
    readings: tuple[Reading, ...] = ()
    sources: tuple[Cited, ...]


class Discrepancy(Value):
    """What a check found: two things that don't fit, each with its words.

    `check` names the check; `message` says it on one line; `sources` are the places of both
    sides; what comes from a reference table stands in `reference` with its citation.
    """

    id: str
    check: str
    message: str
    parties: tuple[str, ...] = ()
    sources: tuple[Cited, ...]
    reference: str | None = None
