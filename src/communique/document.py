"""The document: a text exactly as handed in, its articles, blocks and metadata."""

import hashlib
from functools import cached_property
from typing import Literal

from pydantic import Field, NonNegativeInt

from communique.records import DateRange, Value
from communique.tabling import to_table

BlockKind = Literal[
    "headline", "dateline", "byline", "paragraph", "caption", "list-item", "table", "quotation",
    "boilerplate",
]  # fmt: skip

#: How a metadata field was found: handed over with the page, or read in its text.
Found = Literal["given", "text", "markup"]


class Cell(Value):
    """A cell of a table with the headers that label it; the header cells have none themselves."""

    start: NonNegativeInt
    end: NonNegativeInt
    row_header: str | None = None
    column_header: str | None = None


class Block(Value):
    """A stretch `[start, end)` of the document's text that is of one kind.

    Blocks are ordered and don't overlap; white space and markup signs between them
    belong to none. A table has `cells`.
    """

    kind: BlockKind
    start: NonNegativeInt
    end: NonNegativeInt
    cells: tuple[Cell, ...] = ()


class DocumentDate(Value):
    """A date of the document: what it is, and where it was read.

    `span` is None where the date was handed over beside the text or stood in markup
    that the extracted text no longer holds; `found` says which.
    """

    date: DateRange
    found: Found
    span: tuple[int, int] | None = None


class Metadata(Value):
    """What is known of an article as a publication.

    `agency` is whom the page took the text from; `language` an ISO 639-1 code.
    """

    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    dateline_place: str | None = None
    published: DocumentDate | None = None
    updated: DocumentDate | None = None
    language: str | None = None
    url: str | None = None

    @property
    def date(self) -> DateRange | None:
        """The date that relative expressions are grounded on: published, else updated."""
        for dated in (self.published, self.updated):
            if dated is not None and dated.date.known:
                return dated.date
        return None


class Article(Value):
    """One article of a document: most documents hold exactly one."""

    start: NonNegativeInt
    end: NonNegativeInt
    metadata: Metadata = Metadata()
    blocks: tuple[Block, ...] = ()


class Document(Value):
    """A text as handed in (or as extracted from HTML, PDF, DOCX) and its structure.

    `name` is what people call it: a file name, the id of a JSON line. `sha256` is of
    the bytes handed in; `id` of the text and the metadata handed over with it, so that
    the same page in two encodings is one document. `asked` are the words of a source and a target
    whose relation is asked of the text; they are no part of what is stored.
    """

    name: str
    text: str
    sha256: str
    media_type: str = "text/plain"
    articles: tuple[Article, ...] = Field(min_length=1)
    asked: tuple[str, str] | None = Field(default=None, exclude=True)

    @cached_property
    def id(self) -> str:
        """A hash of what records are computed from, the text and what was handed over with it."""
        given = self.metadata.model_dump_json(include={"title", "url", "published"})
        return hashlib.sha256(f"{given}\n{self.text}".encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def metadata(self) -> Metadata:
        """The metadata of the first article."""
        return self.articles[0].metadata

    def slice(self, start: int, end: int) -> str:
        """Return `text[start:end]`."""
        return self.text[start:end]

    def _repr_html_(self) -> str:
        """Return the document for notebooks: what is known of it, and its blocks."""
        rows: list[tuple[object, ...]] = []
        for article in self.articles:
            published = article.metadata.date
            day = published.start if published is not None else None
            rows.append(("article", f"{article.metadata.title or self.name} ({day or 'undated'})"))
            rows += [(block.kind, self.text[block.start : block.end]) for block in article.blocks]
        return to_table(("block", "text"), rows, caption=self.name)
