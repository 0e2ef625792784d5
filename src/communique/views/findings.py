"""What views are made of: records with the documents they were read from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar, cast

from communique.archive.projection import parties_named
from communique.archive.types import DocumentSummary, Stored
from communique.records import DateRange, RecordBase, Value

R = TypeVar("R", bound=RecordBase)
R_co = TypeVar("R_co", bound=RecordBase, covariant=True)


class SourceDocument(Value):
    """An article as a source is cited; most documents are one, number 0.

    `published` is None where the article shows no date.
    """

    id: str
    name: str
    article: int = 0
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: DateRange | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What tells this source from all others."""
        return (self.id, self.article)

    @property
    def day(self) -> date | None:
        """The last day of the document's date; None where it shows none."""
        return self.published.end if self.published is not None else None


@dataclass(frozen=True)
class Finding(Generic[R_co]):
    """A record and the document it was read from; `id` is the record's in the archive."""

    record: R_co
    document: SourceDocument
    id: str = ""

    @property
    def day(self) -> date:
        """The document's day for sorting; a document without one sorts as the oldest."""
        return self.document.day or date.min

    @cached_property
    def parties(self) -> frozenset[str]:
        """Every party that takes part in the record, see `parties_of`."""
        return parties_of(self.record)


def find(stored: Iterable[Stored]) -> Iterator[Finding[RecordBase]]:
    """Yield what the archive handed out as findings, in its order."""
    last: DocumentSummary | None = None
    for one in stored:
        # Records of one article come one after the other, and share its summary.
        if one.document is not last:
            last, cited = one.document, cite_document(one.document)
        yield Finding(one.record, cited, one.id)


def cite_document(document: DocumentSummary) -> SourceDocument:
    """Return the stored document as a source."""
    return SourceDocument(
        id=document.id,
        name=document.name,
        article=document.article,
        title=document.title,
        publisher=document.publisher or document.agency,
        url=document.url,
        published=document.published,
    )


def published_by(
    findings: Iterable[Finding[RecordBase]], as_of: date | None
) -> Iterator[Finding[RecordBase]]:
    """Yield what had been published by `as_of` and what has no date: nothing shows it is later."""
    for finding in findings:
        published = finding.document.published
        if as_of is None or published is None or (published.start or date.min) <= as_of:
            yield finding


def of_type(findings: Iterable[Finding[RecordBase]], kind: type[R]) -> Iterator[Finding[R]]:
    """Yield the findings whose record is of `kind`, in their order."""
    for finding in findings:
        if isinstance(finding.record, kind):
            yield cast(Finding[R], finding)


def parties_of(record: RecordBase) -> frozenset[str]:
    """Return every party that takes part in the record.

    Parties that are merely mentioned in its words are none of them.
    """
    return parties_named(record)


def was_published(document: DocumentSummary, as_of: date | None) -> bool:
    """Return whether a document had been published by a day, or shows no date; None is any day."""
    published = document.published
    return as_of is None or published is None or (published.start or date.min) <= as_of
