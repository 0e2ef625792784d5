"""Records in the form of the files that readings are scored against."""

from collections.abc import Iterable
from typing import Any

from communique.document import Document
from communique.records import RecordBase, Records

#: What `to_row` has and gold files don't: the program's own ids and doubts.
_OWN = ("document", "id", "confidence", "claimed_by")


def to_gold(document: Document, records: Iterable[RecordBase]) -> dict[str, Any]:
    """Return a document and its records as a gold file has them; see `evaluation.gold`."""
    given = document.metadata
    published = given.date
    blocks = [block for article in document.articles for block in article.blocks]
    several = len(document.articles) > 1
    return {
        "document": document.name,
        "date": published.end.isoformat() if published and published.end else None,
        "publisher": given.publisher,
        "agency": given.agency,
        "boilerplate": [[b.start, b.end] for b in blocks if b.kind == "boilerplate"],
        "parts": [[a.start, a.end] for a in document.articles] if several else [],
        "records": [_to_row(record) for record in Records(records)],
    }


def _to_row(record: RecordBase) -> dict[str, Any]:
    row = record.to_row("")
    return {name: value for name, value in row.items() if name not in _OWN}
