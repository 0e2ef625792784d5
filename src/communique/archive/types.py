"""What the archive hands out: plain frozen data, free of SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from communique.records import DateRange, RecordBase

#: What a reviewer can say: of one record (accept, correct, reject), of two mentions (join,
#: split, unsure), or of an earlier review (undo).
Verdict = Literal["accept", "correct", "reject", "join", "split", "unsure", "undo"]

#: The kinds of things whose mentions reviewers join and split.
Judged = Literal["person", "encounter", "commitment", "mechanism"]

#: What a reviewer made of a record that is shown; None where nobody has reviewed it.
ReviewState = Literal["accepted", "corrected"]

#: How far a run is: it waits for its turn, reads, is done, or was stopped before it was done.
RunState = Literal["waiting", "reading", "done", "stopped"]

#: What became of one input: its document was added, it was set aside, or its language has no
#: lexicon, so that no records could be read.
RunOutcome = Literal["added", "set aside", "no lexicon"]

#: How records and documents come out: by the days they are filed under or were published
#: on (the undated last), or `document`: documents oldest first, each in reading order.
Order = Literal["newest", "oldest", "document"]


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: `added` is False where the archive held the document already.

    `records` counts the document's records that the archive now holds.
    """

    added: bool
    document_id: str
    records: int


@dataclass(frozen=True, slots=True)
class Run:
    """What somebody asked to be taken in, and how far that is.

    `way` says how it was asked ("command line", "page"), `asked` for what, `at_hand` names the
    input being read, empty for none. `known` counts what the archive held already, `records`
    those of the documents added. `seen_at` is its last sign of life; `ended_at` is None while
    it goes on, and stays so where the program was killed. `reason` says why it was stopped.
    """

    id: int
    begun_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    by: str
    way: str
    asked: str
    state: RunState
    at_hand: str
    added: int
    known: int
    records: int
    set_aside: int
    reason: str


@dataclass(frozen=True, slots=True)
class RunItem:
    """What became of one input of a run; `reason` says why it was set aside, or which language
    has no lexicon. `records` counts those stored of it.
    """

    outcome: RunOutcome
    name: str
    document_id: str | None = None
    records: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A stored document without its text.

    Title, publisher, date and so on are those of one article: the first, or beside a
    record the article that holds it. None means the document does not tell;
    `extractor` is None where `add` was not told the program version. `superseded_by` is the
    document that holds the next version of the same page, None for the newest.
    """

    id: str
    name: str
    sha256: str
    media_type: str
    article: int
    title: str | None
    publisher: str | None
    agency: str | None
    language: str | None
    url: str | None
    published: DateRange | None
    added_at: datetime
    extractor: str | None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A record with the document it was read from.

    `filed` is the interval the record is ordered and filtered by: its own date for
    engagements, occasions, memberships and tenures where known, else the article's date
    (a commitment's `due` lies ahead of the day it was made); None where neither is known.
    It is no substitute for an engagement's unknown date, and must not be shown as such.
    `review` tells what a reviewer made of it, `since` from when on the archive has shown it
    so; None for a record that is not shown (rejected, corrected, no longer read, or of a page
    that has a newer version) and was asked for by its id or by an earlier day.
    """

    id: str
    record: RecordBase
    document: DocumentSummary
    filed: DateRange | None
    review: ReviewState | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided, when and why: one entry of the log, which only grows.

    `targets` are the id of the record reviewed, or the two mentions judged (record ids; of
    persons `record id/name`), in the order given; empty for undo. `changes` are the fields a
    correction sets, in the field names of `to_row`; `made` is the id of the corrected record.
    `undoes` is the review that this one takes back, `undone_by` the one that took this back.
    """

    id: int
    at: datetime
    by: str
    verdict: Verdict
    kind: Judged | None = None
    targets: tuple[str, ...] = ()
    changes: Mapping[str, Any] | None = None
    made: str | None = None
    why: str = ""
    undoes: int | None = None
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A record that nobody reviewed; `uses` counts the documents that name its busiest party."""

    record_id: str
    confidence: float
    uses: int


@dataclass(frozen=True, slots=True)
class Succession:
    """A record that took another's place: read anew by a newer version of the program,
    corrected, or read from the same words in a newer version of the page.

    What was decided on `old` holds for `new`.
    """

    old: str
    new: str
    at: datetime


#: What became of a review in a newer version of the page: it holds for the record read there
#: (held); the words were edited, or are gone (removed); they stand, but are read otherwise.
Outcome = Literal["held", "edited", "removed", "otherwise"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a review in the newest version of the page that it was given on.

    `old` is the record reviewed, or one whose mention was judged, `before` its words.
    `document` is the newest version; `new` is the record there for which the review holds, else
    those that stand at the place (`beside`), if any, and `after` the words at it, which are
    empty if they were removed.
    """

    review: int
    outcome: Outcome
    old: str
    before: str
    document: str
    new: str | None
    beside: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True)
class PackRow:
    """Who held which office, as a reference pack tells it.

    `since` and `until` are an ISO year, month or day, empty where the pack tells none;
    `aliases` are other names of the person, `citation` says where the row is from.
    """

    person: str
    office: str
    rank: str
    party: str
    since: str
    until: str
    citation: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A reference pack in the archive: how many rows, since when the oldest of them is there."""

    name: str
    rows: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class CollectionSummary:
    """A collection of documents that some may see; `documents` counts them."""

    key: int
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who changed what, and when (in UTC without a zone); `target` is a name or an id."""

    key: int
    at: datetime
    who: str
    what: str
    target: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """What `replace` did to a document's records; ids, each sorted.

    `kept` were read as before; `succeeded` pairs an earlier record with the one that took its
    place; `added` and `ended` have no counterpart.
    """

    document_id: str
    kept: tuple[str, ...]
    succeeded: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    ended: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch in which two versions of a page differ; one side may be empty.

    Spans are offsets into the two documents' texts.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    old_text: str
    new_text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text around some words, cut at word borders.

    `start` is its offset in the document's text, `marks` are the spans of the words that
    matter as offsets into `text`.
    """

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]

    @property
    def end(self) -> int:
        """The offset in the document's text where the passage ends."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Located:
    """A record at its place: the passages around its evidence, in reading order.

    Evidence whose passages would touch shares one.
    """

    stored: Stored
    context: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that holds all terms of a search, and its records that do so too.

    `snippet` is None where the terms stand in the title only
    or (in a text with NUL characters) can't be placed. `score` is higher for a
    better match; scores of different searches don't compare.
    """

    document: DocumentSummary
    score: float
    snippet: Passage | None
    records: tuple[Stored, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A dyad, `left` < `right`, with the records that name both parties.

    `last` is the latest day of these records, None where all are undated.
    """

    left: str
    right: str
    records: int
    engagements: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Facets:
    """How some records divide: how many have each value of a facet, the commonest first.

    `records` is their number; with `partial` there are more, and the newest were counted.
    `years` are those under which records are filed, oldest first; `confidence` counts by the
    lower bound of a band, highest first. A record with several parties counts for each.
    """

    records: int
    partial: bool
    kinds: Mapping[str, int]
    parties: Mapping[str, int]
    people: Mapping[str, int]
    issues: Mapping[str, int]
    publishers: Mapping[str, int]
    years: Mapping[int, int]
    confidence: Mapping[float, int]
    issues_by_year: Mapping[tuple[int, str], int]


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of an archive; `kinds` in the order of the record kinds, `parties` by count.

    `undated_documents` and `undated_records` are left out by every filter on dates.
    """

    documents: int
    records: int
    kinds: Mapping[str, int]
    parties: Mapping[str, int]
    undated_documents: int
    undated_records: int
    first_published: date | None
    last_published: date | None
