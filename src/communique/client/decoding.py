"""From what the API answers to the nouns of the archive."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from communique.archive.types import (
    Change,
    DocumentSummary,
    Hit,
    Located,
    Pair,
    Passage,
    Review,
    Stats,
    Stored,
)
from communique.document import Document
from communique.records import DateRange, Record

_RECORD: TypeAdapter[Any] = TypeAdapter(Record)
_SUMMARY = TypeAdapter(DocumentSummary)
_PASSAGE = TypeAdapter(Passage)
_DATE = TypeAdapter(DateRange | None)
PAIR = TypeAdapter(Pair)
STATS = TypeAdapter(Stats)
REVIEW = TypeAdapter(Review)
CHANGE = TypeAdapter(Change)


def read_summary(told: Any) -> DocumentSummary:
    """Return a document without its text."""
    return _SUMMARY.validate_python(told)


def read_document(told: Any) -> Document:
    """Return a document, equal to the one that was added."""
    stored = (name for name, field in Document.model_fields.items() if not field.exclude)
    return Document.model_validate({name: told[name] for name in stored})


def read_stored(told: Any) -> Stored:
    """Return a record with the document it was read from."""
    since = told["since"]
    return Stored(
        id=told["id"],
        record=_RECORD.validate_python(told["record"]),
        document=read_summary(told["document"]),
        filed=_DATE.validate_python(told["filed"]),
        review=told["review"],
        since=datetime.fromisoformat(since) if since is not None else None,
    )


def read_located(told: Any) -> Located:
    """Return a record among its text."""
    context = tuple(map(_PASSAGE.validate_python, told["context"]))
    return Located(stored=read_stored(told["stored"]), context=context)


def read_hit(told: Any) -> Hit:
    """Return a document that was found."""
    snippet = told["snippet"]
    return Hit(
        document=read_summary(told["document"]),
        score=told["score"],
        snippet=_PASSAGE.validate_python(snippet) if snippet is not None else None,
        records=tuple(map(read_stored, told["records"])),
    )
