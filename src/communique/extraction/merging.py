"""One record per fact per document: a fact told twice is one record with two spans."""

from collections.abc import Iterable

from communique.records import Commitment, Evidence, Mechanism, RecordBase


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


def link_mechanisms(records: list[RecordBase]) -> list[RecordBase]:
    """Return the records, each commitment with the mechanism that its own words name.

    The last one named counts: what is to be done, not what it builds on.
    """
    mechanisms = [record for record in records if isinstance(record, Mechanism)]
    return [_with_mechanism(record, mechanisms) for record in records]


def _with_mechanism(record: RecordBase, mechanisms: list[Mechanism]) -> RecordBase:
    if not isinstance(record, Commitment):
        return record
    named = [
        (span.start, mechanism.name)
        for mechanism in mechanisms
        for span in mechanism.evidence
        if any(e.start <= span.start and span.end <= e.end for e in record.evidence)
    ]
    if not named:
        return record
    return record.model_copy(update={"mechanism": max(named)[1]})
