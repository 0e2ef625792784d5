"""Stored records that name people, as an archive would hand them out."""

from datetime import UTC, date, datetime

from communique.archive.types import DocumentSummary, Stored
from communique.records import (
    UNKNOWN_DATE,
    DateRange,
    Engagement,
    Evidence,
    Official,
    Rank,
    RecordBase,
    Statement,
    Tenure,
)


def summary(name: str, day: date | None) -> DocumentSummary:
    return DocumentSummary(
        id=f"doc-{name}",
        name=name,
        sha256="0" * 64,
        media_type="text/plain",
        article=0,
        title=None,
        publisher=None,
        agency=None,
        language="en",
        url=None,
        published=DateRange.on(day) if day else None,
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
        extractor=None,
    )


def store(record: RecordBase, name: str, day: date | None) -> Stored:
    filed = DateRange.on(day) if day else None
    return Stored(id=record.id, record=record, document=summary(name, day), filed=filed)


def words(name: str, text: str, at: int = 0) -> tuple[Evidence, ...]:
    span = Evidence(document_id=f"doc-{name}", start=at, end=at + len(text), text=text, rule="test")
    return (span,)


def tenure(
    document: str,
    person: str,
    office: str,
    rank: Rank,
    party: str | None,
    day: date | None,
    *,
    former: bool = False,
) -> Stored:
    record = Tenure(
        document_id=f"doc-{document}",
        evidence=words(document, f"{office} {person}"),
        person=person,
        office=office,
        rank=rank,
        party=party,
        as_of=DateRange.on(day) if day else UNKNOWN_DATE,
        former=former,
    )
    return store(record, document, day)


def saying(document: str, speaker: str, party: str | None, day: date | None) -> Stored:
    record = Statement(
        document_id=f"doc-{document}",
        evidence=words(document, f"{speaker} said so"),
        speaker=speaker,
        speaker_party=party,
        mode="indirect",
        cue="said",
        content=words(document, "so"),
        source=speaker,
    )
    return store(record, document, day)


def meeting(document: str, people: list[tuple[str, str | None, str | None]], day: date) -> Stored:
    officials = tuple(Official(name=n, office=o, party=p) for n, o, p in people)
    record = Engagement(
        document_id=f"doc-{document}",
        evidence=words(document, " met ".join(o.name for o in officials)),
        form="meeting",
        status="held",
        parties=tuple(sorted({o.party for o in officials if o.party})),
        people=officials,
        date=DateRange.on(day),
    )
    return store(record, document, day)
