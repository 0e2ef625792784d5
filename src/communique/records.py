"""The record kinds: what Communiqué reads out of a document.

Every record is frozen, typed and serialisable, and carries the evidence it was
read from. `docs/records.md` explains the kinds and the rules by which they are read.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt, model_validator

from communique.tabling import to_table

Precision = Literal["day", "month", "quarter", "half", "year", "decade", "unknown"]
Basis = Literal["explicit", "relative", "inferred", "unknown"]

#: The `source` of a record that rests on the writer's own narration.
NARRATION = "document"


class Value(BaseModel):
    """Base of everything that is part of a record."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Value):
    """The words a record rests on: one half-open span `[start, end)` of a document.

    Offsets count code points of the document's text as handed in (not bytes, not
    tokens). `text` repeats the span, so that a record can be read without its document.
    """

    document_id: str
    start: NonNegativeInt
    end: PositiveInt
    text: str
    rule: str = Field(description="what fired, e.g. 'commitment:agree'; error reports group by it")

    @model_validator(mode="after")
    def _spans_its_text(self) -> "Evidence":
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}-{self.end} does not measure {self.text!r}")
        return self


class DateRange(Value):
    """A closed interval of days; an unknown date has neither end."""

    start: date | None = None
    end: date | None = None
    precision: Precision = "unknown"
    basis: Basis = "unknown"

    @classmethod
    def on(cls, day: date, basis: Basis = "explicit") -> "DateRange":
        """Return the interval of one day."""
        return cls(start=day, end=day, precision="day", basis=basis)

    @property
    def known(self) -> bool:
        """Whether both ends are known."""
        return self.start is not None and self.end is not None


UNKNOWN_DATE = DateRange()


class Official(Value):
    """A person who takes part in an engagement, with the office the text gives."""

    name: str
    office: str | None = None
    party: str | None = None


class Place(Value):
    """Where something happens: a city, a venue, the country (ISO 3166-1 alpha-3)."""

    city: str | None = None
    venue: str | None = None
    country: str | None = None


class AnniversaryBase(Value):
    """What an anniversary commemorates; `base_year` where it can be computed."""

    what: str
    number: int | None = None
    base_year: int | None = None


class AgendaItem(Value):
    """One item of an enumerated framework, at its words."""

    text: str
    span: tuple[int, int]


class RecordBase(Value):
    """What all record kinds share.

    `source` says whose words the record was drawn from: a person's name, a party id,
    or `document` for the writer's own narration. `claimed_by` is set where the
    publication of one party reports what another party said, did or wants.
    """

    kind: str
    document_id: str
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    source: str = NARRATION
    claimed_by: str | None = None
    topics: tuple[str, ...] = ()
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)

    @property
    def id(self) -> str:
        """A hash of the record's content: equal records have equal ids."""
        payload = self.model_dump_json(exclude={"confidence"})
        return hashlib.sha256(payload.encode()).hexdigest()[:20]

    def to_row(self, document_name: str) -> dict[str, Any]:
        """Return the record as a JSON-ready mapping in the field names of the gold files.

        `spans` takes the place of `evidence`; dates are ISO strings; evidence inside
        other fields becomes `[start, end]` pairs.
        """
        row: dict[str, Any] = {"document": document_name, "kind": self.kind}
        row["spans"] = [[e.start, e.end] for e in self.evidence]
        dumped = self.model_dump(mode="json", exclude={"kind", "document_id", "evidence"})
        row |= dumped
        row["text"] = " … ".join(e.text for e in self.evidence)
        row["id"] = self.id
        return row

    def _repr_html_(self) -> str:
        """Return the record for notebooks: its fields that tell something, and its words."""
        told = self.model_dump(mode="json", exclude={"document_id", "evidence"}, exclude_none=True)
        rows = [(name, value) for name, value in told.items() if value not in ([], "")]
        words = " … ".join(e.text for e in self.evidence)
        return to_table(("field", "value"), [*rows, ("words", words)])


EngagementForm = Literal[
    "talks", "meeting", "call", "visit", "summit", "conference", "press-conference",
    "message", "signing", "session", "other",
]  # fmt: skip
EngagementStatus = Literal["held", "scheduled", "proposed", "cancelled"]


class Engagement(RecordBase):
    """An official contact between parties, or one party's public act of diplomacy."""

    kind: Literal["engagement"] = "engagement"
    form: EngagementForm
    status: EngagementStatus
    parties: tuple[str, ...]
    people: tuple[Official, ...] = ()
    host: str | None = None
    date: DateRange = UNKNOWN_DATE
    place: Place | None = None
    stops: tuple[str, ...] = ()
    mechanism: str | None = None
    note: str | None = None


class Statement(RecordBase):
    """Attributed speech; `content` may be cut in two by its cue."""

    kind: Literal["statement"] = "statement"
    speaker: str
    speaker_party: str | None = None
    speakers: tuple[str, ...] = ()
    mode: Literal["direct", "indirect", "mixed"]
    cue: str | None = None
    content: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    addressee: str | None = None

    def to_row(self, document_name: str) -> dict[str, Any]:
        """Return the gold file's mapping, `content` as a list of spans."""
        row = super().to_row(document_name)
        row["content"] = [[e.start, e.end] for e in self.content]
        row["content_text"] = " … ".join(e.text for e in self.content)
        return row


class Commitment(RecordBase):
    """A party binds itself, or parties jointly agree, to do something."""

    kind: Literal["commitment"] = "commitment"
    parties: tuple[str, ...]
    force: Literal["agreed", "pledged", "willing"]
    action: str
    due: DateRange | None = None
    mechanism: str | None = None


class Request(RecordBase):
    """A party asks, urges or proposes that somebody do something."""

    kind: Literal["request"] = "request"
    by: str
    to: tuple[str, ...] = ()
    force: Literal["urged", "proposed"]
    action: str
    due: DateRange | None = None


class Position(RecordBase):
    """A party's stance on an issue, in its own words."""

    kind: Literal["position"] = "position"
    holder: str
    issue: str
    stance: Literal["support", "oppose", "reaffirm", "welcome", "concern", "other"]
    wording: str


class Mechanism(RecordBase):
    """A named standing arrangement between parties."""

    kind: Literal["mechanism"] = "mechanism"
    name: str
    parties: tuple[str, ...] = ()
    type: Literal[
        "dialogue", "committee", "consultation", "visits", "agreement", "organization", "other"
    ]
    level: Literal[
        "heads-of-state",
        "heads-of-government",
        "ministerial",
        "vice-ministerial",
        "working",
        "none",
    ] = "none"
    state: Literal["existing", "proposed", "agreed", "launched", "resumed", "suspended"]


#: The labels of quantities of which the text doesn't say what they are.
UNNAMED_FIGURES = frozenset({"amount", "share", "number", "quantity"})


class Figure(RecordBase):
    """A quantity that matters; `scale` is applied to `value` already."""

    kind: Literal["figure"] = "figure"
    label: str
    value: float
    unit: str
    sense: Literal["statistic", "target", "count"]
    period: DateRange | None = None
    parties: tuple[str, ...] = ()
    approx: Literal["more-than", "about", "exact"] = "exact"


class Membership(RecordBase):
    """An organisation and a party seen in it."""

    kind: Literal["membership"] = "membership"
    organization: str
    member: str
    role: Literal[
        "member", "founder", "observer", "dialogue-partner", "permanent-member", "host", "chair",
        "candidate",
    ]  # fmt: skip
    as_of: DateRange = UNKNOWN_DATE


Rank = Literal[
    "head-of-state", "head-of-government", "deputy-head", "foreign-minister", "minister",
    "vice-minister", "ambassador", "envoy", "spokesperson", "director-general", "legislator",
    "military", "official", "organization-head",
]  # fmt: skip


class Tenure(RecordBase):
    """A person seen in an office."""

    kind: Literal["tenure"] = "tenure"
    person: str
    office: str
    rank: Rank
    party: str | None = None
    as_of: DateRange = UNKNOWN_DATE
    former: bool = False


class Occasion(RecordBase):
    """A dated occasion that is no engagement."""

    kind: Literal["occasion"] = "occasion"
    name: str
    date: DateRange = UNKNOWN_DATE
    parties: tuple[str, ...] = ()
    of: AnniversaryBase | None = None


class Agenda(RecordBase):
    """An enumerated framework that a party announces."""

    kind: Literal["agenda"] = "agenda"
    title: str
    holder: str | None
    count: int
    items: tuple[AgendaItem, ...]


Record = Annotated[
    Engagement | Statement | Commitment | Request | Position | Mechanism | Figure | Membership
    | Tenure | Occasion | Agenda,
    Field(discriminator="kind"),
]  # fmt: skip

RECORD_TYPES: dict[str, type[RecordBase]] = {
    str(cls.model_fields["kind"].default): cls
    for cls in (
        Engagement, Statement, Commitment, Request, Position, Mechanism, Figure, Membership,
        Tenure, Occasion, Agenda,
    )
}  # fmt: skip


class Records:
    """The records of one document, in the order of their kinds and then of the text.

    Iterable; one attribute a kind holds the tuple of that kind's records.
    """

    KINDS: ClassVar[tuple[str, ...]] = tuple(RECORD_TYPES)

    def __init__(self, records: Iterable[RecordBase] = ()) -> None:
        order = {kind: index for index, kind in enumerate(self.KINDS)}
        self._all = tuple(
            sorted(records, key=lambda r: (order[r.kind], r.evidence[0].start, r.evidence[0].end))
        )

    def __iter__(self) -> Iterator[RecordBase]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Records) and self._all == other._all

    def __hash__(self) -> int:
        return hash(self._all)

    def _repr_html_(self) -> str:
        """Return the records for notebooks: kind, whose words, topics, the words themselves."""
        rows = [
            (r.kind, r.source, ", ".join(r.topics), " … ".join(e.text for e in r.evidence))
            for r in self._all
        ]
        return to_table(("kind", "source", "topics", "words"), rows, caption=f"{len(self)} records")

    def __repr__(self) -> str:
        return f"Records({len(self._all)})"

    def of_kind(self, kind: str) -> tuple[RecordBase, ...]:
        """Return the records of one kind, in reading order."""
        return tuple(record for record in self._all if record.kind == kind)

    @property
    def engagements(self) -> tuple[Engagement, ...]:
        """The engagements, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Engagement))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Statement))

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """The commitments, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Commitment))

    @property
    def requests(self) -> tuple[Request, ...]:
        """The requests, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Request))

    @property
    def positions(self) -> tuple[Position, ...]:
        """The positions, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Position))

    @property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """The mechanisms, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Mechanism))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Figure))

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """The memberships, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Membership))

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """The tenures, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Tenure))

    @property
    def occasions(self) -> tuple[Occasion, ...]:
        """The occasions, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Occasion))

    @property
    def agendas(self) -> tuple[Agenda, ...]:
        """The agendas, in reading order."""
        return tuple(r for r in self._all if isinstance(r, Agenda))
