"""What is derived from a document and its records, so that they can be found.

Pure: the same document and records always give the same rows. `check` derives them again.
"""

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from communique.archive import versions
from communique.document import Document
from communique.records import (
    NARRATION,
    Agenda,
    Commitment,
    DateRange,
    Engagement,
    Evidence,
    Figure,
    Mechanism,
    Membership,
    Occasion,
    Position,
    RecordBase,
    Request,
    Statement,
    Tenure,
)

Row = dict[str, Any]

#: Rows by table name, in an order that satisfies the foreign keys.
Rows = Mapping[str, list[Row]]


def derive_rows(
    document: Document,
    records: Mapping[str, RecordBase],
    *,
    added_at: datetime,
    extractor: str | None,
) -> Rows:
    """Return every row that stands for `document` and its `records`, but for what depends on
    other documents, readings and reviews.
    """
    document_id = document.id
    return {
        "documents": [derive_document(document, document_id, added_at, extractor)],
        "articles": derive_articles(document, document_id),
        **derive_record_rows(document, records),
    }


def derive_record_rows(document: Document, records: Mapping[str, RecordBase]) -> Rows:
    """Return the rows that stand for `records` of `document`.

    `records` are by their ids, and numbered from 0 on in the order given: `key` and
    `record_key` are these numbers, which the archive shifts to where it has room. Other
    keys it sets itself.
    """
    rows: dict[str, list[Row]] = {
        "records": [],
        "record_parties": [],
        "record_topics": [],
        "record_people": [],
        "evidence": [],
    }
    for number, (record_id, record) in enumerate(records.items()):
        rows["records"].append({"key": number, **derive_record(document, record, record_id)})
        rows["record_parties"] += [
            {"record_key": number, "party": party, "role": role}
            for party, role in name_parties(record)
        ]
        rows["record_topics"] += [
            {"record_key": number, "issue": issue} for issue in name_issues(record)
        ]
        rows["record_people"] += [
            {"record_key": number, "name": name, "folded": fold(name)}
            for name in name_people(record)
        ]
        rows["evidence"] += [
            {
                "record_key": number,
                "role": role,
                "ordinal": ordinal,
                "span_start": span.start,
                "span_end": span.end,
                "text": span.text,
                "rule": span.rule,
            }
            for role, ordinal, span in place_evidence(record)
        ]
    return rows


def derive_document(
    document: Document, document_id: str, added_at: datetime, extractor: str | None
) -> Row:
    """Return the row of the document itself."""
    sketch = versions.sketch(document)
    return {
        "id": document_id,
        "name": document.name,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "title": document.metadata.title,
        "text": document.text,
        "structure": write_structure(document),
        "added_at": added_at,
        "extractor": extractor,
        "page": versions.page_of(document),
        "version_day": versions.day_of(document),
        "sketch": sketch.to_bytes(),
        "shingles": sketch.shingles,
    }


def write_structure(document: Document) -> str:
    """Return the articles of a document as JSON."""
    return f"[{','.join(article.model_dump_json() for article in document.articles)}]"


def derive_articles(document: Document, document_id: str) -> list[Row]:
    """Return one row an article, with its metadata."""
    return [
        {
            "document_id": document_id,
            "ordinal": ordinal,
            "title": article.metadata.title,
            "publisher": article.metadata.publisher,
            "agency": article.metadata.agency,
            "language": article.metadata.language,
            "url": article.metadata.url,
            **split_date("published", article.metadata.date),
        }
        for ordinal, article in enumerate(document.articles)
    ]


def derive_record(document: Document, record: RecordBase, record_id: str) -> Row:
    """Return the row of the record itself."""
    start = record.evidence[0].start
    article = find_article(document, start)
    own = own_date(record)
    return {
        "id": record_id,
        "document_id": record.document_id,
        "article": article,
        "kind": record.kind,
        "payload": record.model_dump_json(),
        "source": record.source,
        "claimed_by": record.claimed_by,
        "confidence": record.confidence,
        "span_start": start,
        "date_start": own.start if own else None,
        "date_end": own.end if own else None,
        "date_precision": own.precision if own else None,
        **split_date("filed", file_under(record, document.articles[article].metadata.date)),
    }


def split_date(prefix: str, date: DateRange | None) -> Row:
    """Return the four columns of a date, all None for None."""
    return {
        f"{prefix}_{field}": None if date is None else getattr(date, field)
        for field in ("start", "end", "precision", "basis")
    }


def find_article(document: Document, offset: int) -> int:
    """Return the index of the article that holds `offset`, else of the last one before it."""
    found = 0
    for index, article in enumerate(document.articles):
        if article.start <= offset:
            found = index
    return found


def own_date(record: RecordBase) -> DateRange | None:
    """Return the date that is part of the record; None where it has none or it is unknown."""
    match record:
        case Engagement() | Occasion():
            date: DateRange | None = record.date
        case Commitment() | Request():
            date = record.due
        case Figure():
            date = record.period
        case Membership() | Tenure():
            date = record.as_of
        case _:
            date = None
    return date if date is not None and date.known else None


def file_under(record: RecordBase, published: DateRange | None) -> DateRange | None:
    """Return the interval that a record is ordered and filtered by; see `Stored.filed`."""
    if isinstance(record, Engagement | Occasion | Membership | Tenure):
        return own_date(record) or published
    return published


def name_parties(record: RecordBase) -> list[tuple[str, str]]:
    """Return the parties that the record names with their roles, sorted.

    A role is the name of the field: parties, host, people (of an official), speaker,
    addressee, by, to, holder, organization, member, party (of a tenure).
    """
    return sorted({(party, role) for party, role in _roles(record) if party})


def parties_named(record: RecordBase) -> frozenset[str]:
    """Return the parties that the record names in any role."""
    return frozenset([party for party, _ in _roles(record) if party])


def _roles(record: RecordBase) -> list[tuple[str | None, str]]:
    """Return who may be named, in which role; a party twice, and None, where that is so."""
    match record:
        case Engagement():
            named: list[tuple[str | None, str]] = [(party, "parties") for party in record.parties]
            named += [(official.party, "people") for official in record.people]
            return [*named, (record.host, "host")]
        case Commitment() | Mechanism() | Figure() | Occasion():
            return [(party, "parties") for party in record.parties]
        case Statement():
            speakers = (record.speaker, *record.speakers)
            named = [(speaker, "speaker") for speaker in speakers if is_party(speaker)]
            named.append((record.speaker_party, "speaker"))
            if record.addressee is not None and is_party(record.addressee):
                named.append((record.addressee, "addressee"))
            return named
        case Request():
            return [*((party, "to") for party in record.to), (record.by, "by")]
        case Position() | Agenda():
            return [(record.holder, "holder")]
        case Membership():
            return [(record.organization, "organization"), (record.member, "member")]
        case Tenure():
            return [(record.party, "party")]
    return []


def is_party(name: str) -> bool:
    """Tell a party id from a person's name: three capitals, or lower case without spaces."""
    if len(name) == 3 and name.isascii() and name.isalpha() and name.isupper():
        return True
    return name.islower() and not any(character.isspace() for character in name)


def name_issues(record: RecordBase) -> list[str]:
    """Return the issues that the record is about, sorted."""
    issues = set(record.topics)
    if isinstance(record, Position):
        issues.add(record.issue)
    return sorted(issues)


def name_people(record: RecordBase) -> list[str]:
    """Return the names of the people whom the record names or whose words it rests on, sorted."""
    names: set[str | None] = {record.source if record.source != NARRATION else None}
    match record:
        case Engagement():
            names |= {official.name for official in record.people}
        case Statement():
            names |= {record.speaker, *record.speakers, record.addressee}
        case Tenure():
            names.add(record.person)
    return sorted(name for name in names if name and not is_party(name))


def fold(name: str) -> str:
    """Return the words of `name` without case, accents and signs, one space between them.

    >>> fold("Recep Tayyip ERDOĞAN")
    'recep tayyip erdogan'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = (c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


def place_evidence(record: RecordBase) -> list[tuple[str, int, Evidence]]:
    """Return each span of the record with its role (evidence or content) and number."""
    spans = [("evidence", ordinal, span) for ordinal, span in enumerate(record.evidence)]
    if isinstance(record, Statement):
        spans += [("content", ordinal, span) for ordinal, span in enumerate(record.content)]
    return spans
