"""One record per fact per document: a fact told twice is one record with two spans."""

from collections.abc import Iterable

from communique.records import Evidence, RecordBase


def merge(records: Iterable[RecordBase]) -> list[RecordBase]:
    """Return the records with those of equal fields joined, in order of first appearance.

    Statements are acts of speech, not facts: they are never joined.
    """
    merged: dict[object, RecordBase] = {}
    for record in records:
        key: object = (
            id(record)
            if record.kind == "statement"
            else record.model_dump_json(exclude={"evidence", "confidence", "topics"})
        )
        known = merged.get(key)
        if known is None:
            merged[key] = record
            continue
        evidence = union(known.evidence, record.evidence)
        topics = tuple(dict.fromkeys(known.topics + record.topics))
        merged[key] = known.model_copy(update={"evidence": evidence, "topics": topics})
    return list(merged.values())


def union(left: tuple[Evidence, ...], right: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the evidence of both, each span once, in the order given."""
    spans = {(e.start, e.end): e for e in (*right, *left)}
    ordered = dict.fromkeys((e.start, e.end) for e in (*left, *right))
    return tuple(spans[span] for span in ordered)
