"""Places of words that no record was read from: a stretch of a document's own text."""

from collections.abc import Iterable
from datetime import date

from communique.archive.types import DocumentSummary
from communique.document import Article, Document
from communique.linking.types import Cited

#: The `record` of a place at which the words stand in a text, but in no record.
NO_RECORD = ""


def cite_words(document: DocumentSummary, *spans: tuple[int, int]) -> Cited:
    """Return the place of stretches of a stored document's text."""
    published = document.published
    return Cited(
        record=NO_RECORD,
        document=document.id,
        name=document.name,
        publisher=document.publisher or document.agency,
        published=published.end if published is not None else None,
        spans=spans,
    )


def cite_text(document: Document, *spans: tuple[int, int]) -> Cited:
    """Return the place of stretches of a document's text, with its article's publisher and day."""
    about = article_at(document, spans[0][0]).metadata
    return Cited(
        record=NO_RECORD,
        document=document.id,
        name=document.name,
        publisher=about.publisher or about.agency,
        published=about.date.end if about.date is not None else None,
        spans=spans,
    )


def article_at(document: Document, offset: int) -> Article:
    """Return the article that holds the offset; the first where none does."""
    held = (a for a in document.articles if a.start <= offset < a.end)
    return next(held, document.articles[0])


def order_cited(sources: Iterable[Cited]) -> tuple[Cited, ...]:
    """Return the places once each: the oldest first, the undated last, then by document."""
    return tuple(
        sorted(set(sources), key=lambda c: (c.published or date.max, c.document, c.spans, c.record))
    )
