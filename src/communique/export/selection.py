"""What of an archive is exported: the same selection for every format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from communique.archive.types import DocumentSummary, Stored
from communique.document import Document
from communique.linking.memory import Memory
from communique.views import Desk


@dataclass(frozen=True)
class Selection:
    """Documents, records and what is linked of them, each in an order that never changes.

    `parties` are codes that a document's records all name; `since` and `until` are days of
    publication, and leave out the undated; `as_of` leaves out what was published later.
    `model` is the spaCy model for what is read from the texts anew.
    """

    desk: Desk
    parties: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    model: str = "en_core_web_sm"

    @cached_property
    def summaries(self) -> tuple[DocumentSummary, ...]:
        """The documents, oldest first."""
        return tuple(
            self.desk.documents(
                parties=self.parties,
                since=self.since,
                until=self.until,
                as_of=self.as_of,
                order="oldest",
            )
        )

    def documents(self) -> Iterator[tuple[DocumentSummary, Document]]:
        """Yield the documents with their texts, oldest first, one in memory at a time."""
        for summary in self.summaries:
            yield summary, self.desk.document(summary.id)

    def records(self) -> Iterator[Stored]:
        """Yield the records that hold, document by document, in reading order."""
        chosen = {summary.id for summary in self.summaries}
        for stored in self.desk.records(order="document", as_of=self.as_of):
            if stored.document.id in chosen:
                yield stored

    @cached_property
    def memory(self) -> Memory:
        """Encounters, persons, promises and mechanisms: what the whole archive comes to.

        Narrow it by `is_chosen`: an encounter belongs to the selection if one of its accounts does.
        """
        return self.desk.recall(*self.parties, as_of=self.as_of)

    def is_chosen(self, document_id: str) -> bool:
        """Whether a document is one of those exported."""
        return document_id in self._ids

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(summary.id for summary in self.summaries)
