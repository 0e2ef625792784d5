"""Evidence as assistants are given it: the document, the span, the words, and where to look."""

from collections.abc import Callable, Iterable

from pydantic import BaseModel, Field

from communique.archive.types import DocumentSummary, Stored
from communique.linking.types import Cited
from communique.views.dates import describe_date
from communique.views.findings import SourceDocument
from communique.views.footnotes import Footnote
from communique.views.links import link_words

#: So many characters of a stretch of words are given; `start` and `end` tell all of it.
LONGEST = 400
#: So many pieces of evidence are given for one thing.
MOST = 3

Span = tuple[int, int]


class Evidence(BaseModel):
    """The words that something rests on: cite these, and link to them."""

    document_id: str
    document: str = Field(description="its title, else its name")
    publisher: str | None = None
    published: str | None = Field(default=None, description="in words; null if unknown")
    url: str | None = Field(default=None, description="where it was published")
    start: int = Field(description="offset of the words in the document's text")
    end: int
    words: str = Field(description="exactly as they stand there; … where they were cut short")
    link: str = Field(description="the place of the words on the desk")


class Citer:
    """Makes evidence; `base` is the address of the desk, `text_of` gives texts by document."""

    def __init__(self, base: str, text_of: Callable[[str], str]) -> None:
        self._base = base.rstrip("/")
        self._text_of = text_of

    def link(self, document: str, spans: Iterable[Span]) -> str:
        """Return the place of some words on the desk."""
        return self._base + link_words(document, spans)

    def cite_note(self, note: Footnote) -> list[Evidence]:
        """Return the evidence of a footnote."""
        return [
            self._make(note.document, (quote.start, quote.end), quote.text)
            for quote in note.quotes[:MOST]
        ]

    def cite_stored(self, stored: Stored) -> list[Evidence]:
        """Return the evidence of a record."""
        document = self.describe(stored.document)
        return [
            self._make(document, (one.start, one.end), one.text)
            for one in stored.record.evidence[:MOST]
        ]

    def cite_place(self, cited: Cited) -> list[Evidence]:
        """Return the words at a place."""
        text = self._text_of(cited.document)
        day = cited.published.isoformat() if cited.published is not None else None
        return [
            Evidence(
                document_id=cited.document,
                document=cited.name,
                publisher=cited.publisher,
                published=day,
                start=start,
                end=end,
                words=shorten(text[start:end]),
                link=self.link(cited.document, [(start, end)]),
            )
            for start, end in cited.spans[:MOST]
        ]

    def cite_span(self, summary: DocumentSummary, span: Span, words: str) -> Evidence:
        """Return the words at a span of a document."""
        return self._make(self.describe(summary), span, words)

    def describe(self, summary: DocumentSummary) -> SourceDocument:
        """Return a document as a source is cited."""
        return SourceDocument(
            id=summary.id,
            name=summary.name,
            article=summary.article,
            title=summary.title,
            publisher=summary.publisher or summary.agency,
            url=summary.url,
            published=summary.published,
        )

    def _make(self, document: SourceDocument, span: Span, words: str) -> Evidence:
        start, end = span
        published = document.published
        return Evidence(
            document_id=document.id,
            document=document.title or document.name,
            publisher=document.publisher,
            published=describe_date(published) if published is not None else None,
            url=document.url,
            start=start,
            end=end,
            words=shorten(words),
            link=self.link(document.id, [span]),
        )


def shorten(words: str, longest: int = LONGEST) -> str:
    """Return words cut short at a border between them, with … for the rest.

    >>> shorten("They agreed to meet", 12)
    'They agreed…'
    """
    if len(words) <= longest:
        return words
    kept = words[: longest + 1].rpartition(" ")[0] or words[:longest]
    return f"{kept}…"
