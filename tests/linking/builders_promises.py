"""Stored records for tests: read from short pages, or built by hand."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

import communique as cq
from communique.archive.projection import file_under
from communique.archive.types import DocumentSummary, Stored
from communique.records import DateRange, Evidence, RecordBase

_ADDED = datetime(2030, 1, 1, tzinfo=UTC)


def summary(document_id: str, day: str | None, name: str = "page.txt") -> DocumentSummary:
    """Return a stored document that was published on a day."""
    published = DateRange.on(date.fromisoformat(day)) if day is not None else None
    return DocumentSummary(
        id=document_id,
        name=name,
        sha256="0" * 64,
        media_type="text/plain",
        article=0,
        title=None,
        publisher=None,
        agency=None,
        language="en",
        url=None,
        published=published,
        added_at=_ADDED,
        extractor=None,
    )


def store(record: RecordBase, day: str | None) -> Stored:
    """Return a record as the archive would hand it out."""
    document = summary(record.document_id, day, f"{record.document_id}.txt")
    return Stored(record.id, record, document, file_under(record, document.published))


def words(text: str, document_id: str, start: int = 0) -> tuple[Evidence, ...]:
    """Return a stretch of evidence with these words."""
    return (
        Evidence(
            document_id=document_id, start=start, end=start + len(text), text=text, rule="test"
        ),
    )


@lru_cache(maxsize=512)
def read_page(day: str, text: str) -> tuple[Stored, ...]:
    """Return the records of a short page as the archive would hand them out."""
    document = cq.read_text(text, date=day)
    return tuple(store(record, day) for record in cq.extract(document))


def read_pages(pages: Iterable[tuple[str, str]]) -> list[Stored]:
    """Return the records of several pages."""
    return [stored for day, text in pages for stored in read_page(day, text)]
