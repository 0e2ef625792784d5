"""The tables of a data set: their columns, what each holds, and the rows that fill them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from communique.archive.projection import (
    derive_record,
    name_issues,
    name_parties,
    name_people,
    place_evidence,
    write_structure,
)
from communique.document import Document
from communique.records import RecordBase, Records

Row = dict[str, Any]

_MOMENT = pa.timestamp("us", tz="UTC")
_NAMES = pa.list_(pa.string())


class Column(NamedTuple):
    """A column: its name, what kind of value it has, and what that tells."""

    name: str
    type: pa.DataType
    told: str


TABLES: Mapping[str, Sequence[Column]] = {
    "documents": (
        Column("id", pa.string(), "the document: a hash of its text and what came with it"),
        Column("head", pa.string(), "the document that this is a copy of, its own id if of none"),
        Column("is_head", pa.bool_(), "whether its records were read; one page of its copies is"),
        Column("name", pa.string(), "what people call it: its address, else file and place"),
        Column("url", pa.string(), "its address as captured"),
        Column("canonical_url", pa.string(), "its address as pages of the same address share it"),
        Column("title", pa.string(), "its title"),
        Column("publisher", pa.string(), "who published it"),
        Column("agency", pa.string(), "whom the publisher took it from"),
        Column("language", pa.string(), "ISO 639-1 code"),
        Column("published_start", pa.date32(), "first day of the interval of publication"),
        Column("published_end", pa.date32(), "its last day"),
        Column("archived", _MOMENT, "when it was captured: by then the source said so"),
        Column("media_type", pa.string(), "what it was"),
        Column("score", pa.float32(), "how likely the filter found it to be on dealings; 0 to 1"),
        Column("source", pa.string(), "the file that it was read from"),
        Column("place", pa.int64(), "the byte, line or row in that file"),
        Column("record_id", pa.string(), "the id of its record in a web archive"),
        Column("sha256", pa.string(), "hash of its bytes"),
        Column("text", pa.string(), "its main text; offsets of evidence count its code points"),
        Column("structure", pa.string(), "its articles, blocks and metadata, as JSON"),
    ),
    "records": (
        Column("id", pa.string(), "the record: a hash of its content"),
        Column("document_id", pa.string(), "the document that it was read from (a head)"),
        Column("kind", pa.string(), "engagement, statement, commitment, …"),
        Column("parties", _NAMES, "the parties that it names in any role: ISO alpha-3 or an id"),
        Column("people", _NAMES, "the people that it names"),
        Column("issues", _NAMES, "the issues that it is about"),
        Column("date_start", pa.date32(), "first day of its own date; null if unknown"),
        Column("date_end", pa.date32(), "last day of its own date; null if unknown"),
        Column("filed_start", pa.date32(), "its own date, else that of publication"),
        Column("filed_end", pa.date32(), "likewise, the last day"),
        Column("source", pa.string(), "whose words it was drawn from; `document`: the writer's"),
        Column("claimed_by", pa.string(), "who says so, where it is another party's word or act"),
        Column("confidence", pa.float64(), "how sure it is, calibrated; 0 to 1"),
        Column("text", pa.string(), "the words that it rests on"),
        Column("record", pa.string(), "all of it, as JSON"),
    ),
    "evidence": (
        Column("record_id", pa.string(), "the record"),
        Column("document_id", pa.string(), "the document"),
        Column("kind", pa.string(), "the record's kind"),
        Column("role", pa.string(), "evidence, or content (of a statement)"),
        Column("number", pa.int32(), "its number among those of the same role, from 0"),
        Column("start", pa.int64(), "first code point in the document's text"),
        Column("end", pa.int64(), "the one behind the last"),
        Column("text", pa.string(), "the very words: text[start:end]"),
        Column("rule", pa.string(), "what read it"),
    ),
    "set_aside": (
        Column("source", pa.string(), "the file"),
        Column("place", pa.int64(), "the byte, line or row in it; null for all of it"),
        Column("url", pa.string(), "the address, where it is known"),
        Column("reason", pa.string(), "why it was not read"),
    ),
}

#: By what the files of a table are laid into folders.
PARTITIONS: Mapping[str, str] = {"records": "kind", "evidence": "kind"}


def schema_of(table: str) -> pa.Schema:
    """Return the schema of a table's files; its fields tell what they hold.

    What the folders are named by is left to them: a reader has it from there.
    """
    return pa.schema(
        [
            pa.field(one.name, one.type, metadata={"description": one.told})
            for one in TABLES[table]
            if one.name != PARTITIONS.get(table)
        ]
    )


def document_row(document: Document, captured: Row, head: str, *, is_head: bool) -> Row:
    """Return a row of `documents`; `captured` is what the archive says of the page."""
    metadata = document.metadata
    published = metadata.date
    return {
        "id": document.id,
        "head": head,
        "is_head": is_head,
        "name": document.name,
        "title": metadata.title,
        "publisher": metadata.publisher,
        "agency": metadata.agency,
        "language": metadata.language,
        "published_start": published.start if published else None,
        "published_end": published.end if published else None,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "text": document.text,
        "structure": write_structure(document),
        **captured,
    }


def record_rows(document: Document, records: Records) -> Iterator[tuple[Row, list[Row]]]:
    """Yield a row of `records` for each record, with its rows of `evidence`; equal ones once."""
    seen = set()
    for record in records:
        record_id = record.id
        if record_id in seen:
            continue
        seen.add(record_id)
        yield (
            _record_row(document, record, record_id),
            [
                {
                    "record_id": record_id,
                    "document_id": record.document_id,
                    "kind": record.kind,
                    "role": role,
                    "number": number,
                    "start": span.start,
                    "end": span.end,
                    "text": span.text,
                    "rule": span.rule,
                }
                for role, number, span in place_evidence(record)
            ],
        )


def _record_row(document: Document, record: RecordBase, record_id: str) -> Row:
    stored = derive_record(document, record, record_id)
    shared = (
        "id", "document_id", "kind", "source", "claimed_by", "confidence",
        "date_start", "date_end", "filed_start", "filed_end",
    )  # fmt: skip
    return {name: stored[name] for name in shared} | {
        "parties": sorted({party for party, _ in name_parties(record)}),
        "people": name_people(record),
        "issues": name_issues(record),
        "text": " … ".join(one.text for one in record.evidence),
        "record": stored["payload"],
    }
