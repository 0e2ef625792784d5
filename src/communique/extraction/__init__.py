"""Analysis → records: one module per record kind, all of one shape."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from communique.document import Document
from communique.errors import UnsupportedLanguage
from communique.extraction import (
    agendas,
    commitments,
    engagements,
    figures,
    mechanisms,
    memberships,
    occasions,
    positions,
    requests,
    statements,
    tenures,
)
from communique.extraction.confidence import calibrate
from communique.extraction.merging import link_mechanisms, merge
from communique.extraction.relevance import select
from communique.language.analysis import LANGUAGES, Analysis, analyse
from communique.language.model import DEFAULT_MODEL, load_model
from communique.records import RecordBase, Records
from communique.reference import load_reference

Extractor = Callable[[Analysis], Iterator[RecordBase]]

#: Given an article and the records that are kept of it, returns more of them.
Adviser = Callable[[Analysis, Sequence[RecordBase]], Iterable[RecordBase]]

#: The one list of record kinds and the modules that read them.
EXTRACTORS: Mapping[str, Extractor] = {
    "engagement": engagements.extract,
    "statement": statements.extract,
    "commitment": commitments.extract,
    "request": requests.extract,
    "position": positions.extract,
    "mechanism": mechanisms.extract,
    "figure": figures.extract,
    "membership": memberships.extract,
    "tenure": tenures.extract,
    "occasion": occasions.extract,
    "agenda": agendas.extract,
}

__all__ = ["EXTRACTORS", "Adviser", "extract", "extract_records"]


def extract_records(analysis: Analysis) -> Iterator[RecordBase]:
    """Yield the records of every kind, kinds in the order of `EXTRACTORS`."""
    for extractor in EXTRACTORS.values():
        yield from extractor(analysis)


def extract(
    document: Document, *, model: str = DEFAULT_MODEL, advisers: Sequence[Adviser] = ()
) -> Records:
    """Return the records of a document, in order of its articles.

    There are none for articles in a language without a lexicon, and for those that aren't
    on dealings between parties (`relevance`). Each of `advisers` is shown every article that can
    be read, with what rules read in it, and adds to that.

    The result depends on the arguments alone. Raises `UnknownModel`.
    """
    reference = load_reference()
    found: list[RecordBase] = []
    for article in document.articles:
        if (article.metadata.language or "en") not in LANGUAGES:
            continue
        try:
            analysis = analyse(document, article, reference, load_model(model))
        except UnsupportedLanguage:
            continue
        publisher = article.metadata.publisher
        records = calibrate(merge(extract_records(analysis)), publisher)
        kept = link_mechanisms(select(analysis, records))
        found += kept
        for adviser in advisers:
            found += adviser(analysis, kept)
    return Records(found)
