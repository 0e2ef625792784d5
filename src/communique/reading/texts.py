"""A text at hand, made into a document."""

import datetime
import hashlib
from collections.abc import Iterator

from communique.document import Article, Block, Document
from communique.errors import UnreadableInput
from communique.reading.articles import split_articles
from communique.reading.blocks import build_blocks, judge_text
from communique.reading.metadata import Given, find_metadata
from communique.reading.sight import Sight, see, with_plain_spaces


def read_text(
    text: str,
    *,
    name: str = "text",
    date: str | datetime.date | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
) -> Document:
    """Return the document that `text` is, kept exactly as it stands.

    Raises `UnreadableInput` for a `date` that is no day, and for text with halves of
    characters (lone surrogates), which can't be stored.
    """
    given = Given(
        title=title or None, url=url or None, publisher=publisher, published=parse_day(name, date)
    )
    return build_document(text, name=name, sha256=hash_text(name, text), given=given)


def build_document(
    text: str, *, name: str, sha256: str, given: Given, media_type: str = "text/plain"
) -> Document:
    """Return the document of a text whose bytes had the hash `sha256`.

    It is judged as a reader sees it; what is found leads back into the text as it stands.
    """
    sight = see(text)
    articles = [_lead_back(article, sight) for article in _find_articles(sight.text, given)]
    # Whatever is hidden before, between or behind articles belongs to one of them.
    starts = [0, *(article.start for article in articles[1:])]
    tiled = [
        article.model_copy(update={"start": start, "end": end})
        for article, start, end in zip(articles, starts, [*starts[1:], len(text)], strict=True)
    ]
    return Document(
        name=name, text=text, sha256=sha256, media_type=media_type, articles=tuple(tiled)
    )


def _find_articles(text: str, given: Given) -> Iterator[Article]:
    """Yield the articles of a text, in order; they cover it."""
    title = given.title or given.markup_title
    judged = judge_text(text, 0, len(text), title)
    plain = with_plain_spaces(text)
    spans = split_articles(plain, judged)
    for number, (start, end) in enumerate(spans):
        # A part has a head and a tail of its own, and the title was given for the first.
        own = judged
        if len(spans) > 1:
            own = judge_text(text, start, end, title if number == 0 else None)
        alone = (
            given if number == 0 else given.model_copy(update={"title": None, "markup_title": None})
        )
        yield Article(
            start=start,
            end=end,
            metadata=find_metadata(plain, own, alone),
            blocks=build_blocks(plain, own),
        )


def _lead_back(article: Article, sight: Sight) -> Article:
    """Return an article of what is seen with its spans in the source."""
    if sight.is_source:
        return article
    metadata = article.metadata
    dates = {
        field: date.model_copy(update={"span": sight.span_of(*date.span)})
        for field in ("published", "updated")
        if (date := getattr(metadata, field)) is not None and date.span is not None
    }
    start, end = sight.span_of(article.start, article.end)
    return article.model_copy(
        update={
            "start": start,
            "end": end,
            "metadata": metadata.model_copy(update=dates),
            "blocks": tuple(_block_back(block, sight) for block in article.blocks),
        }
    )


def _block_back(block: Block, sight: Sight) -> Block:
    start, end = sight.span_of(block.start, block.end)
    cells = []
    for cell in block.cells:
        first, last = sight.span_of(cell.start, cell.end)
        cells.append(cell.model_copy(update={"start": first, "end": last}))
    return block.model_copy(update={"start": start, "end": end, "cells": tuple(cells)})


def hash_text(name: str, text: str) -> str:
    """Return the SHA-256 of the UTF-8 of `text`; raise `UnreadableInput` where it has none."""
    try:
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise UnreadableInput(
            name, f"half a character (lone surrogate) at offset {error.start}; not valid Unicode"
        ) from error


def parse_day(name: str, value: str | datetime.date | None) -> datetime.date | None:
    """Return the day of an ISO date or time; None for none or an empty text.

    Raises `UnreadableInput` for anything else: a wrong day would misdate every record.
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if value is None or isinstance(value, datetime.date):
        return value
    written = value.strip()
    if not written:
        return None
    try:
        return datetime.datetime.fromisoformat(written).date()
    except ValueError as error:
        raise UnreadableInput(name, f"date {written[:40]!r} is no day; write YYYY-MM-DD") from error
