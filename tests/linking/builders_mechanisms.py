"""Stored records built from pages of one's own, for tests of mechanisms and formulas."""

from datetime import UTC, date, datetime
from typing import Any

from communique.archive.types import DocumentSummary, Stored
from communique.records import DateRange, Evidence, RecordBase

ADDED = datetime(2025, 1, 1, tzinfo=UTC)


class Paper:
    """A document into which records are written by naming their words.

    The text grows with what is written, so that every span slices to its words.
    """

    def __init__(self, name: str, day: date | None = None, publisher: str | None = None) -> None:
        self.text = ""
        self.document = DocumentSummary(
            id=f"doc-{name}",
            name=name,
            sha256="0" * 64,
            media_type="text/plain",
            article=0,
            title=None,
            publisher=publisher,
            agency=None,
            language="en",
            url=None,
            published=DateRange.on(day) if day is not None else None,
            added_at=ADDED,
            extractor="test",
        )
        self.stored: list[Stored] = []

    def write(self, kind: type[RecordBase], words: str, *more: str, **fields: Any) -> Stored:
        """Add a record that rests on `words`, and on `more`."""
        evidence = tuple(self._quote(text) for text in (words, *more))
        record = kind(document_id=self.document.id, evidence=evidence, **fields)
        one = Stored(id=record.id, record=record, document=self.document, filed=None)
        self.stored.append(one)
        return one

    def _quote(self, words: str) -> Evidence:
        start = len(self.text)
        self.text += f"{words}. "
        return Evidence(
            document_id=self.document.id,
            start=start,
            end=start + len(words),
            text=words,
            rule="test:",
        )


def written(*papers: Paper) -> list[Stored]:
    """Return all records of the papers."""
    return [one for paper in papers for one in paper.stored]
