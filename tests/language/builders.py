"""Analyses, parses and passages of short texts, all by one model."""

from collections.abc import Callable, Iterable
from datetime import date as Date
from typing import TypeVar

import pytest
from spacy.tokens import Doc, Token

from communique.document import Block
from communique.language.analysis import Analysis, analyse
from communique.language.model import load_model
from communique.language.passages import Passage, plain_text
from communique.reading import read_text
from communique.records import Evidence, RecordBase
from communique.reference import load_reference

#: A Wednesday: what "next week" or "this year" in the test texts is counted from.
DAY = "2024-05-15"


def analysis_of(
    text: str,
    *,
    date: str | Date | None = DAY,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
) -> Analysis:
    """Return the analysis of the first article of an English text.

    The language is given, since a sentence of foreign names is too short to guess it from.
    """
    document = read_text(text, date=date, title=title, url=url, publisher=publisher)
    article = document.articles[0]
    english = article.metadata.model_copy(update={"language": "en"})
    article = article.model_copy(update={"metadata": english})
    return analyse(document, article, load_reference(), load_model())


Read = TypeVar("Read", bound=RecordBase)


def read_by(extract: Callable[[Analysis], Iterable[Read]], text: str, **given: str) -> list[Read]:
    """Return what an extractor reads out of a text; all spans slice to their words."""
    analysis = analysis_of(text, **given)
    found = list(extract(analysis))
    for record in found:
        assert record.evidence
        for span in (*record.evidence, *getattr(record, "content", ())):
            assert analysis.document.text[span.start : span.end] == span.text
    return found


#: Paragraphs that give no record of speech or intent, but name two parties, as any page on
#: foreign affairs does; so far down that they don't belong to the encounter of the lead.
COMPANY = """

The hall was full that day.

The talk lasted for an hour.

Tea was served in the garden.

The rain had stopped by then.

The embassies of Iceland and Nauru had sent flowers.
"""


def in_company(text: str) -> str:
    """Return the text as the beginning of a page that names more than one party."""
    return text + COMPANY


def falls_short(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a case in which the product does not yet do what it specifies."""
    return pytest.mark.xfail(strict=True, reason=reason)


def parse(text: str) -> Doc:
    """Return the parse of a text."""
    return load_model()(text)


def word(doc: Doc, text: str, nth: int = 0) -> Token:
    """Return the `nth` token of the parse that is written so."""
    return [token for token in doc if token.text == text][nth]


def passage_of(source: str) -> Passage:
    """Return a text as one passage."""
    plain = plain_text(source, 0, len(source))
    block = Block(kind="paragraph", start=0, end=len(source))
    return Passage(0, block, plain, load_model()(plain.text))


def bare(words: str) -> str:
    """Return the words in one line, without the punctuation at their ends."""
    return " ".join(words.split()).strip(' ,.;:"“”')


def attributions(text: str, **given: str) -> list[tuple[str, str | None, str]]:
    """Return who says it, by which cue, and what, of each attribution of a text."""
    analysis = analysis_of(text, **given)
    found = []
    for attribution in analysis.attributions:
        speaker = attribution.speaker
        name = speaker.persons[0].name if speaker.persons else ",".join(speaker.parties)
        content = [bare(analysis.passages[p].words(a, b)) for p, a, b in attribution.content]
        found.append((name, attribution.cue, " … ".join(content)))
    return found


def evidence_of(record: RecordBase) -> list[Evidence]:
    """Return every span with its words that the record carries, in whatever field."""
    found = list(record.evidence)
    found += getattr(record, "content", ())
    return found
