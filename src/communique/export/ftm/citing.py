"""What entities rest on: records, documents, addresses and words."""

from collections.abc import Iterable

from communique.export.ftm.entity import Entity, clean_url
from communique.export.selection import Selection
from communique.linking.types import Cited


def cite(entity: Entity, selection: Selection, sources: Iterable[Cited]) -> None:
    """Tell of the chosen documents which records, pages and words the entity rests on.

    `description` holds for each its document's name, spans (in code points) and words.
    """
    memory = selection.memory
    for source in sources:
        if not selection.is_chosen(source.document):
            continue
        entity.add("recordId", source.record or None)
        entity.add("sourceUrl", clean_url(memory.summaries[source.document].url))
        entity.add("publisher", source.publisher)
        spans = ", ".join(f"{start}–{end}" for start, end in source.spans)
        words = " … ".join(_words(selection, source))
        entity.add("description", f"{source.name} {spans}: {words}" if words else None)


def _words(selection: Selection, source: Cited) -> tuple[str, ...]:
    stored = selection.memory.records.get(source.record)
    if stored is not None:
        told = {(e.start, e.end): e.text for e in stored.record.evidence}
        if all(span in told for span in source.spans):
            return tuple([told[span] for span in source.spans])
    return selection.memory.words(source)
