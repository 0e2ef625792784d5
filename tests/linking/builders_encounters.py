"""Stored accounts of encounters, built in a line each."""

from datetime import UTC, date, datetime
from typing import Any

from communique.archive.types import DocumentSummary, Stored
from communique.records import UNKNOWN_DATE, DateRange, Engagement, Evidence, Official, Place

LEARNT = datetime(2025, 1, 1, tzinfo=UTC)

WANG = Official(name="Wang Yi", office="Foreign Minister", party="CHN")
XI = Official(name="Xi Jinping", office="President", party="CHN")
LAMMY = Official(name="David Lammy", office="Foreign Secretary", party="GBR")
STARMER = Official(name="Keir Starmer", office="Prime Minister", party="GBR")
BEIJING = Place(city="Beijing", country="CHN")
LONDON = Place(city="London", country="GBR")


def on(day: str) -> DateRange:
    """Return the interval of one day: "2024-10-18"."""
    return DateRange.on(date.fromisoformat(day))


def between(first: str, last: str, precision: str = "day") -> DateRange:
    """Return an interval as a text gives it."""
    return DateRange.model_validate(
        {"start": first, "end": last, "precision": precision, "basis": "explicit"}
    )


def paper(
    name: str,
    published: str | None,
    *,
    publisher: str | None = None,
    agency: str | None = None,
    language: str = "en",
) -> DocumentSummary:
    """Return a document; its id is made of its name."""
    return DocumentSummary(
        id=f"id-{name}",
        name=name,
        sha256="",
        media_type="text/plain",
        article=0,
        title=None,
        publisher=publisher,
        agency=agency,
        language=language,
        url=None,
        published=on(published) if published else None,
        added_at=LEARNT,
        extractor=None,
    )


def account(
    name: str,
    published: str | None = "2024-10-19",
    *,
    publisher: str | None = None,
    agency: str | None = None,
    words: str | None = None,
    start: int = 0,
    **fields: Any,
) -> Stored:
    """Return what the document `name` tells of a meeting of China and Britain, or of `fields`."""
    document = paper(name, published, publisher=publisher, agency=agency)
    text = words if words is not None else f"They met, says {name} at {start}."
    told: dict[str, Any] = {
        "form": "meeting",
        "status": "held",
        "parties": ("CHN", "GBR"),
        "date": UNKNOWN_DATE,
    }
    evidence = Evidence(
        document_id=document.id, start=start, end=start + len(text), text=text, rule="test"
    )
    record = Engagement(document_id=document.id, evidence=(evidence,), **(told | fields))
    return Stored(id=record.id, record=record, document=document, filed=None)
