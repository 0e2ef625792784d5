"""From the records of one version of a page to those of another that rest on the same words.

Pure.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from communique.archive.aligning import Alignment
from communique.archive.projection import place_evidence
from communique.archive.versions import Span
from communique.document import Document
from communique.records import Agenda, AgendaItem, Evidence, RecordBase, Statement


def match_unchanged(
    old: Mapping[int, RecordBase],
    new: Mapping[int, RecordBase],
    document: Document,
    alignment: Alignment,
    *,
    read: Collection[int],
) -> dict[int, int]:
    """Return the keys of old records with those of the new ones that say the same of the same
    words: all that the old one rests on stands unchanged in `document`, the new one rests on it
    too, is of the same kind and agrees in its head fields.

    One to one, the most alike first; of equals those that are `read`.
    """
    # Scoring is loaded when records are matched, not with every archive.
    from communique.evaluation.agreement import agrees, differing_fields

    placed: defaultdict[tuple[str, str, Span], set[int]] = defaultdict(set)
    for key, record in new.items():
        for role, span in _places(record):
            placed[record.kind, role, span].add(key)
    candidates = []
    for before, record in old.items():
        moved = move_record(record, document, alignment)
        if moved is None:
            continue
        rows = moved.to_row("")
        alike = [placed[record.kind, role, span] for role, span in _places(moved)]
        for after in set.intersection(*alike):
            other = new[after].to_row("")
            if agrees(rows, other):
                rank = (
                    moved.id != new[after].id,
                    len(differing_fields(rows, other)),
                    after not in read,
                    record.id,
                    new[after].id,
                )
                candidates.append((rank, before, after))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, before, after in sorted(candidates):
        if before not in matched and after not in taken:
            matched[before] = after
            taken.add(after)
    return matched


def move_record(record: RecordBase, document: Document, alignment: Alignment) -> RecordBase | None:
    """Return the record as it would rest on the same words of `document`; None if any was
    edited.
    """
    evidence = _move_evidence(record.evidence, document, alignment)
    if evidence is None:
        return None
    values: dict[str, Any] = {"document_id": document.id, "evidence": evidence}
    if isinstance(record, Statement):
        content = _move_evidence(record.content, document, alignment)
        if content is None:
            return None
        values["content"] = content
    if isinstance(record, Agenda):
        places = [alignment.find(*item.span) for item in record.items]
        if None in places:
            return None
        values["items"] = tuple(
            AgendaItem(text=document.slice(*place), span=place) for place in places if place
        )
    return record.model_copy(update=values)


def move_changes(changes: Mapping[str, Any], alignment: Alignment) -> dict[str, Any] | None:
    """Return a correction's changes with their spans led to the same words of the new text;
    None if any was edited.
    """
    moved = dict(changes)
    for field in ("spans", "content", "items"):
        given = moved.get(field)
        if not isinstance(given, list):
            continue
        places = []
        for one in given:
            start, end = one["span"] if isinstance(one, Mapping) else one
            place = alignment.find(start, end)
            if place is None:
                return None
            places.append(list(place))
        moved[field] = places
    return moved


def _places(record: RecordBase) -> list[tuple[str, Span]]:
    return [(role, (span.start, span.end)) for role, _, span in place_evidence(record)]


def _move_evidence(
    spans: Sequence[Evidence], document: Document, alignment: Alignment
) -> tuple[Evidence, ...] | None:
    """Return evidence at its words' places in `document`, None if any was edited."""
    moved = []
    for span in spans:
        place = alignment.find(span.start, span.end)
        if place is None:
            return None
        start, end = place
        moved.append(
            Evidence(
                document_id=document.id,
                start=start,
                end=end,
                text=document.slice(start, end),
                rule=span.rule,
            )
        )
    return tuple(moved)
