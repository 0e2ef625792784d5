"""What the language analysis finds on its own account: attributions, dates, people.

Each component answers with plain rows, so that it can be looked at and scored without
the records that are built on it. Spans are code points of the document's text.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from communique.document import Article, Document
from communique.language.analysis import LANGUAGES, Analysis, analyse
from communique.language.model import DEFAULT_MODEL, load_model
from communique.language.speech import Stretch
from communique.reference import load_reference

Row = dict[str, Any]
Span = list[int]

#: Up to so many characters a text is no page: it has no furniture, and its language can't be told.
SHORT_TEXT = 200


def find(component: str, document: Document, *, model: str = DEFAULT_MODEL) -> Iterator[Row]:
    """Yield the rows of one of `COMPONENTS`, article by article, in reading order.

    Articles in a language without a lexicon have none. Raises `UnknownModel`.
    """
    rows = COMPONENTS[component]
    for article in document.articles:
        if article.end - article.start <= SHORT_TEXT:
            article = _as_prose(article)
        elif article.metadata.language not in (None, *LANGUAGES):
            continue
        analysis = analyse(document, article, load_reference(), load_model(model))
        for row in rows(analysis):
            yield {"document": document.name, **row}


def _as_prose(article: Article) -> Article:
    """Return a short article as English prose: a lone "5 May 2024" is no byline."""
    return article.model_copy(
        update={
            "metadata": article.metadata.model_copy(update={"language": None}),
            "blocks": tuple(b.model_copy(update={"kind": "paragraph"}) for b in article.blocks),
        }
    )


def attribution_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield `source`, `cue` and `content` (lists of spans) and the `mode` of each attribution."""
    for attribution in analysis.attributions:
        yield {
            "source": [],
            "cue": [],
            "content": _spans(analysis, attribution.content),
            "mode": attribution.mode,
        }


def date_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield each expression of time with the days it means (ISO 8601, `None` if unknown)."""
    for passage in analysis.passages:
        for time in analysis.times(passage.index):
            start, end = passage.source_span(time.start, time.end)
            yield {
                "span": [start, end],
                "text": analysis.document.slice(start, end),
                "start": time.date.start.isoformat() if time.date.start else None,
                "end": time.date.end.isoformat() if time.date.end else None,
                "precision": time.date.precision,
                "basis": time.date.basis,
            }


def people_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield each mention of a person: `person`, `office`, `rank`, `party`; `None` if unknown."""
    for person in analysis.people.all:
        current = [office for _, office in person.offices if not office.former]
        rank = next((o.rank for o in current if o.core == person.office), None)
        for index, first, last in person.spans:
            start, end = analysis.passages[index].source_span(first, last)
            yield {
                "span": [start, end],
                "person": person.name,
                "office": person.office,
                "rank": rank,
                "party": person.party,
            }


#: The components that can be looked at, by the name of their command.
COMPONENTS: Mapping[str, Callable[[Analysis], Iterator[Row]]] = {
    "attributions": attribution_rows,
    "dates": date_rows,
    "people": people_rows,
}


def _spans(analysis: Analysis, stretches: list[Stretch]) -> list[Span]:
    return [list(analysis.passages[p].span_of(first, last)) for p, first, last in stretches]
