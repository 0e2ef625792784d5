"""What one side says that another said, and whether the other's own text bears it out."""

from collections.abc import Iterator, Sequence
from typing import Literal

from communique.archive.types import Stored
from communique.linking.comparison_differences import (
    Difference,
    contradicts,
    find_differences,
)
from communique.linking.comparison_matching import (
    Item,
    holds,
    parties_of,
    score,
    telling,
    text_of,
    words_of,
)
from communique.linking.comparison_sides import Reading
from communique.linking.types import Cited, cite
from communique.records import Commitment, Position, RecordBase, Request, Statement, Value

#: `unheard`: none of the documents compared is that party's own.
Outcome = Literal["confirmed", "differs", "silent", "unheard"]

#: The kinds by which somebody says something.
_SAID = (Statement, Commitment, Request, Position)


class Claim(Value):
    """What `by` says that `about` said, did or wants; `by` is None for who speaks for nobody.

    `own` are the words of the other's text that bear it out or differ, at `against`; where it
    is silent `searched` says what was searched.
    """

    by: str | None
    about: str
    record_kind: str
    text: str
    source: Cited
    outcome: Outcome
    own: str | None = None
    against: Cited | None = None
    differs: tuple[Difference, ...] = ()
    searched: str | None = None


def check_claims(readings: Sequence[Reading]) -> tuple[Claim, ...]:
    """Return every claim of a side about another party, in the order of sides and of the text.

    What is a statement and, in the same words, a position or commitment is one claim.
    """
    claims = []
    for number, reading in enumerate(readings):
        told: list[tuple[str, int, int]] = []
        for stored in sorted(reading.stored, key=_order):
            record = stored.record
            if not isinstance(record, _SAID):
                continue
            start, end = record.evidence[0].start, record.evidence[-1].end
            for about in _others(record, reading.side.party):
                if any(a == about and s < end and start < e for a, s, e in told):
                    continue
                told.append((about, start, end))
                claims.append(_check(number, stored, about, readings))
    return tuple(claims)


def _others(record: RecordBase, own: str | None) -> Iterator[str]:
    """Yield the parties into whose mouth the record of a party's publication puts something."""
    if own is None:
        return
    parties = parties_of(record)
    if isinstance(record, Commitment) and len(parties) > 1:
        return  # what was agreed is told as done by both, and compared as such
    yield from (party for party in parties if party != own)


def _check(number: int, stored: Stored, about: str, readings: Sequence[Reading]) -> Claim:
    record = stored.record
    claim = Claim(
        by=readings[number].side.party,
        about=about,
        record_kind=record.kind,
        text=text_of(record),
        source=cite(stored),
        outcome="unheard",
    )
    theirs = [(n, r) for n, r in enumerate(readings) if r.side.party == about and n != number]
    if not theirs:
        return claim
    for n, reading in theirs:
        found = _find_own(Item(number, stored, words_of(record)), n, reading, about)
        if found is not None:
            own, against, differs = found
            return claim.model_copy(
                update={
                    "outcome": "differs" if contradicts(differs) else "confirmed",
                    "own": own,
                    "against": against,
                    "differs": differs,
                }
            )
    sides = [reading.side for _, reading in theirs]
    searched = "; ".join(f"{s.name}: {s.records} records, {s.words} words" for s in sides)
    return claim.model_copy(update={"outcome": "silent", "searched": searched})


def _find_own(
    item: Item, number: int, reading: Reading, about: str
) -> tuple[str, Cited, tuple[Difference, ...]] | None:
    """Return the party's own words on it, with what differs: a record of it, else a sentence."""
    record = item.stored.record
    own = [
        Item(number, s, words_of(s.record))
        for s in reading.stored
        if isinstance(s.record, _SAID) and about in parties_of(s.record)
    ]
    ranked = [(_alike(item, other), other) for other in own]
    best = min(
        (one for one in ranked if one[0] > 0),
        key=lambda one: (-one[0], one[1].stored.record.evidence[0].start, one[1].stored.id),
        default=None,
    )
    mine = text_of(record)
    if best is not None:
        other = best[1].stored
        theirs = text_of(other.record)
        same = [record, other.record] if other.record.kind == record.kind else []
        return theirs, cite(other), find_differences([mine, theirs], same)
    for sentence in reading.sentences:
        if holds(item.words, telling(sentence.text)):
            place = reading.cite(sentence)
            return sentence.text, place, find_differences([mine, sentence.text], [])
    return None


def _alike(item: Item, other: Item) -> float:
    """Return how surely the other's record is the thing claimed; of another kind by its words."""
    if item.stored.record.kind == other.stored.record.kind:
        alike = score(item, other)
        if alike:
            return alike
    both = len(item.words) + len(other.words)
    shared = len(item.words & other.words)
    alike = 2 * shared / both if both else 0.0
    return alike if alike >= 0.5 and shared > 1 else 0.0


def _order(stored: Stored) -> tuple[int, int, str]:
    record = stored.record
    kind = next((n for n, k in enumerate(_SAID) if isinstance(record, k)), len(_SAID))
    return (record.evidence[0].start, kind, stored.id)
