"""Search with facets: which records and documents answer a question, and how they divide."""

from dataclasses import dataclass
from datetime import date, datetime

from communique.archive import Archive
from communique.archive.moments import end_of
from communique.archive.queries import RecordFilter
from communique.archive.types import Facets, Hit, Stored

#: So many records stand on one page, so many documents beside the first.
PAGE_RECORDS, FIRST_DOCUMENTS = 30, 8
#: Of more records than this the newest are counted and can be leafed through: nobody does so
#: further, and to count ten thousand takes half a second of everybody's processor.
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for; None and empty set no condition. Parties and issues by their ids.

    `words` must stand in a record's evidence, `person` is a name or some of its words;
    `since` and `until` bound the days that records are filed under, `confidence` is the least.
    Pages are numbered from 1 on.
    """

    words: str = ""
    kind: str | None = None
    parties: tuple[str, ...] = ()
    person: str | None = None
    issue: str | None = None
    publisher: str | None = None
    since: date | None = None
    until: date | None = None
    confidence: float | None = None
    as_of: date | None = None
    known_at: date | datetime | None = None
    page: int = 1

    def to_filter(self) -> RecordFilter:
        """Return the conditions as the archive takes them."""
        return RecordFilter(
            kinds=(self.kind,) if self.kind else (),
            parties=self.parties,
            since=self.since,
            until=self.until,
            as_of=self.as_of,
            issue=self.issue,
            person=self.person,
            text=self.words or None,
            known_at=end_of(self.known_at),
            confidence=self.confidence,
            publisher=self.publisher,
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """A page of the records that answer a question, newest first, and how all of them divide.

    `documents` are those that hold the words, best first: the first of them, whatever else
    was asked for. `pages` is how many pages the records counted in `facets` fill.
    """

    records: tuple[Stored, ...]
    facets: Facets
    documents: tuple[Hit, ...]
    page: int
    pages: int


def find_records(archive: Archive, question: Question) -> Answered:
    """Return what answers a question."""
    wanted = question.to_filter()
    facets, records, page = archive.find_page(
        wanted, size=PAGE_RECORDS, page=question.page, most=COUNTED
    )
    pages = max(1, -(-facets.records // PAGE_RECORDS))
    documents = (
        archive.search(
            question.words,
            FIRST_DOCUMENTS,
            as_of=question.as_of,
            known_at=question.known_at,
            with_records=False,
        )
        if question.words and page == 1
        else []
    )
    return Answered(tuple(records), facets, tuple(documents), page, pages)
