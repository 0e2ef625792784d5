"""Extractors of plug-ins, as advisers: what they find counts where its evidence is sound."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import islice

from communique.extraction.merging import merge
from communique.language.analysis import Analysis
from communique.plugins import Plugin, is_set_aside, load_all, set_aside
from communique.records import RECORD_TYPES, Evidence, RecordBase

GROUP = "communique.extractors"
#: So many records of one article are taken from one plug-in.
_MOST = 10_000


class PluggedExtractor:
    """A plug-in's extractor behind guards: its defects cost only its own records."""

    def __init__(self, plugin: Plugin, extract: Callable[[Analysis], Iterable[RecordBase]]) -> None:
        self._plugin = plugin
        self._extract = extract

    def __call__(self, analysis: Analysis, read: Sequence[RecordBase]) -> list[RecordBase]:
        """Return the records that it finds in an article beyond those `read`."""
        if is_set_aside(self._plugin):
            return []
        try:
            found = list(islice(self._extract(analysis), _MOST))
            if not all(is_sound(record, analysis) for record in found):
                raise ValueError("gave a record whose evidence is not the document's own words")
        except Exception as error:  # whatever somebody else's rules do
            set_aside(self._plugin, error)
            return []
        known = {record.id for record in read}
        return [record for record in merge(found) if record.id not in known]


@cache
def installed_extractors() -> tuple[PluggedExtractor, ...]:
    """Return the extractors of all plug-ins, by name."""
    found = []
    for plugin, extract in load_all(GROUP).items():
        if callable(extract):
            found.append(PluggedExtractor(plugin, extract))
        else:
            set_aside(plugin, "is no function of an analysis")
    return tuple(found)


def is_sound(record: object, analysis: Analysis) -> bool:
    """Whether something is a record of our kinds whose evidence slices to its words."""
    if not isinstance(record, RecordBase) or RECORD_TYPES.get(record.kind) is not type(record):
        return False
    spans: tuple[Evidence, ...] = (*record.evidence, *getattr(record, "content", ()))
    text, own = analysis.document.text, analysis.document_id
    return record.document_id == own and all(
        span.document_id == own and text[span.start : span.end] == span.text for span in spans
    )
