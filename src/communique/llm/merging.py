"""What of a model's records is new beside those that rules read."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from communique.records import (
    Commitment,
    Engagement,
    Position,
    RecordBase,
    Request,
    Statement,
)

Beside = Literal["new", "confirmed", "otherwise"]

_WORD = re.compile(r"\w+")
#: So much of the shorter wording is in the longer where both tell of one act.
_ALIKE = 0.6


def compare(record: RecordBase, read: Iterable[RecordBase]) -> Beside:
    """Return what a model's record is beside those read: new, one of them, or one told otherwise.

    One act is told where the words overlap and say the same. Where the rules have other parties
    for it, theirs stand.
    """
    same = [one for one in read if one.kind == record.kind and _tells_the_same(one, record)]
    if not same:
        return "new"
    return "confirmed" if any(_who(one) & _who(record) for one in same) else "otherwise"


def drop_doubles(records: Sequence[RecordBase]) -> list[RecordBase]:
    """Return the records without those that tell what an earlier one tells."""
    kept: list[RecordBase] = []
    for record in records:
        if compare(record, kept) == "new":
            kept.append(record)
    return kept


def _tells_the_same(one: RecordBase, other: RecordBase) -> bool:
    if isinstance(one, Engagement) and isinstance(other, Engagement):
        # A contact is told all over the page; its rules' record has all its words.
        return _overlap(one, other) or (
            one.form == other.form and frozenset(one.parties) == frozenset(other.parties)
        )
    if not _overlap(one, other):
        return False
    left, right = set(_words_of(one)), set(_words_of(other))
    shorter = min(len(left), len(right))
    return bool(shorter) and len(left & right) >= _ALIKE * shorter


def _overlap(one: RecordBase, other: RecordBase) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def _words_of(record: RecordBase) -> list[str]:
    match record:
        case Commitment(action=words) | Request(action=words) | Position(wording=words):
            return _WORD.findall(words.casefold())
        case Statement(content=content):
            return [w for span in content for w in _WORD.findall(span.text.casefold())]
    return []


def _who(record: RecordBase) -> frozenset[str | None]:
    match record:
        case Commitment(parties=parties) | Engagement(parties=parties):
            return frozenset(parties)
        case Request(by=party) | Position(holder=party) | Statement(speaker_party=party):
            return frozenset({party})
    return frozenset()
