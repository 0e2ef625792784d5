"""What the language analysis finds on its own account: attributions, dates, people.

Each component answers with plain rows, so that it can be looked at and scored without
the records that are built on it. Spans are code points of the document's text.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from communique.document import Article, Document
from communique.language.analysis import LANGUAGES, Analysis, analyse
from communique.language.model import DEFAULT_MODEL, load_model
from communique.language.people import OfficeMention
from communique.language.referents import Person
from communique.language.speech import Stretch
from communique.language.titles import title_grammar
from communique.reference import load_reference
from communique.reference.offices import load_offices

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
    for report in analysis.reports:
        yield {
            "source": _spans(analysis, report.source),
            "cue": _spans(analysis, report.cue),
            "content": _spans(analysis, report.content),
            "mode": report.mode,
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
    """Yield each mention of a person: `person`, `office`, `rank`, `party`; `None` if unknown.

    `office` is the one that the mention gives, without whose it is; where it gives none, that
    by which the article introduces the person. `former` tells that it is held no longer.
    """
    for person in analysis.people.all:
        usual = _usual_office(person)
        given = {(i, o.start): o for i, o in person.offices if not _is_courtesy(o)}
        for index, first, last in person.spans:
            span = analysis.passages[index].source_span(first, last)
            yield _person_row(span, person, given.get((index, first), usual))
    for index, offices in enumerate(analysis.offices):
        for office in offices:
            for person in _bearers(analysis, index, office):
                span = analysis.passages[index].source_span(office.start, office.end)
                yield _person_row(span, person, _usual_office(person))


def _person_row(span: tuple[int, int], person: Person, office: OfficeMention | None) -> Row:
    return {
        "span": list(span),
        "person": person.name,
        "office": office.office if office else None,
        "rank": office.rank if office else None,
        "party": (office.party if office else None) or person.party,
        "former": office.former if office else False,
    }


def _usual_office(person: Person) -> OfficeMention | None:
    """Return the office by which somebody is meant: the fullest that is not past."""
    offices = [office for _, office in person.offices]
    held = [office for office in offices if not office.former] or offices
    held = [office for office in held if not _is_courtesy(office)] or held
    return max(held, key=lambda office: len(office.office), default=None)


def _is_courtesy(office: OfficeMention) -> bool:
    """Whether a title may be no more than what stands before a name: "General", "Senator"."""
    courtesies = title_grammar(load_offices()).courtesies
    return office.rank == "military" or office.office.lower() in courtesies


def _bearers(analysis: Analysis, index: int, office: OfficeMention) -> list[Person]:
    """Return whom a title without a name means: "the Prime Minister", "the two ministers"."""
    if office.name is not None:
        return []
    passage = analysis.passages[index]
    first, last = passage.token_at(office.start), passage.token_at(office.end - 1)
    words = [token for token in passage.doc[first : last + 1] if not first <= token.head.i <= last]
    meant = [p for word in words for p in analysis.resolve(index, word).persons]
    return [person for person in dict.fromkeys(meant) if office.rank in person.ranks]


#: The components that can be looked at, by the name of their command.
COMPONENTS: Mapping[str, Callable[[Analysis], Iterator[Row]]] = {
    "attributions": attribution_rows,
    "dates": date_rows,
    "people": people_rows,
}


def _spans(analysis: Analysis, stretches: list[Stretch]) -> list[Span]:
    return [list(analysis.passages[p].span_of(first, last)) for p, first, last in stretches]
