"""One record per fact per document: a fact told twice is one record with two spans."""

from bisect import bisect_left
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
    mentions = sorted(
        (span.start, span.end, record.name)
        for record in records
        if isinstance(record, Mechanism)
        for span in record.evidence
    )
    return [_with_mechanism(record, mentions) for record in records]


def _with_mechanism(record: RecordBase, mentions: list[tuple[int, int, str]]) -> RecordBase:
    if not isinstance(record, Commitment):
        return record
    named = [
        (start, name)
        for e in record.evidence
        for start, end, name in mentions[bisect_left(mentions, (e.start,)) :
                                         bisect_left(mentions, (e.end,))]
        if end <= e.end
    ]  # fmt: skip
    if not named:
        return record
    return record.model_copy(update={"mechanism": max(named)[1]})
