"""What the API answers with, as types; the nouns of the archive are taken as they are."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, ConfigDict

from communique.archive.types import (
    DocumentSummary,
    Hit,
    Judged,
    Located,
    Pair,
    Passage,
    ReviewState,
    Stored,
    Verdict,
)
from communique.document import Article, Document
from communique.linking.comparison import ReadoutComparison
from communique.records import DateRange, Record
from communique.views.links import link_words
from communique.web.api.examples import RECORD

T = TypeVar("T")
Span = tuple[int, int]


class Model(BaseModel):
    """Base of the answers; they are made of the archive's own data."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Part(Model, Generic[T]):
    """A part of a listing; `next` is the cursor of what is behind it, null at the end."""

    items: tuple[T, ...]
    next: str | None = None


class StoredDocument(Model):
    """A document as it was handed in: text, articles with their blocks, what is known of it.

    Spans are half-open and count code points of `text`.
    """

    id: str
    link: str
    name: str
    text: str
    sha256: str
    media_type: str
    articles: tuple[Article, ...]
    summary: DocumentSummary

    @classmethod
    def of(cls, document: Document, summary: DocumentSummary) -> "StoredDocument":
        """Return a document with what the archive knows of it."""
        fields = {name: getattr(document, name) for name in Document.model_fields}
        return cls(id=document.id, link=link_words(document.id, ()), summary=summary, **fields)


class StoredRecord(Model):
    """A record with its evidence and the document it was read from; see `docs/records.md`.

    `filed` is the interval it is sorted and filtered by. `since` is when the archive began to
    show it so; null where it is shown no more. `link` leads to its words.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [RECORD]})

    id: str
    link: str
    record: Record
    document: DocumentSummary
    filed: DateRange | None = None
    review: ReviewState | None = None
    since: datetime | None = None

    @classmethod
    def of(cls, stored: Stored) -> "StoredRecord":
        """Return a record of the archive."""
        spans = [(one.start, one.end) for one in stored.record.evidence]
        return cls.model_construct(
            id=stored.id,
            link=link_words(stored.document.id, spans),
            record=cast(Record, stored.record),
            document=stored.document,
            filed=stored.filed,
            review=stored.review,
            since=stored.since,
        )


class LocatedRecord(Model):
    """A record among its text; marks are offsets into the passage's `text`.

    `state` is another one as soon as anybody decides on the record: a review that sends it back
    as `seen` is refused then.
    """

    stored: StoredRecord
    context: tuple[Passage, ...]
    state: str

    @classmethod
    def of(cls, located: Located, state: str) -> "LocatedRecord":
        """Return a record of the archive with the text around its evidence."""
        return cls(stored=StoredRecord.of(located.stored), context=located.context, state=state)


class Found(Model):
    """A document that holds all that was searched for, and its records that do so too."""

    document: DocumentSummary
    link: str
    score: float
    snippet: Passage | None = None
    records: tuple[StoredRecord, ...]

    @classmethod
    def of(cls, hit: Hit) -> "Found":
        """Return a hit of the archive's search."""
        snippet = hit.snippet
        marks = snippet.marks if snippet is not None else ()
        start = snippet.start if snippet is not None else 0
        return cls(
            document=hit.document,
            link=link_words(hit.document.id, [(a + start, b + start) for a, b in marks]),
            score=hit.score,
            snippet=snippet,
            records=tuple(map(StoredRecord.of, hit.records)),
        )


class PairCount(Model):
    """A dyad, `left` before `right`, with the records that name both parties."""

    left: str
    right: str
    records: int
    engagements: int
    last: date | None

    @classmethod
    def of(cls, pair: Pair) -> "PairCount":
        """Return a pair of the archive."""
        return cls.model_validate(pair)


class Counts(Model):
    """Counts of the archive; `kinds` in the order of the record kinds, `parties` by count."""

    documents: int
    records: int
    kinds: Mapping[str, int]
    parties: Mapping[str, int]
    undated_documents: int
    undated_records: int
    first_published: date | None
    last_published: date | None


class Reviewed(Model):
    """What a person decided, when and why: one entry of the log, which only grows."""

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


class Difference(Model):
    """A stretch in which two versions of a page differ; one side may be empty."""

    old: Span
    new: Span
    old_text: str
    new_text: str


class Comparison(Model):
    """Accounts of one encounter side by side, and remarks on what was compared."""

    readouts: ReadoutComparison
    remarks: tuple[str, ...]
