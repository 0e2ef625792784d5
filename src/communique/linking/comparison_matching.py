"""Which records of several accounts tell one thing, each in its way.

Within a kind, records are compared that share who acts and a word; the most alike are joined
first, one of each side, so that the order of the input decides nothing.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from communique.archive.types import Stored
from communique.linking.comparison_sides import Reading
from communique.linking.wordings import content_words, name_words, normalise
from communique.records import (
    UNNAMED_FIGURES,
    Commitment,
    Engagement,
    Figure,
    Mechanism,
    Occasion,
    Position,
    RecordBase,
    Request,
    Statement,
)
from communique.reference.parties import load_parties

#: Two wordings tell one thing when they share this part of their words: 2·|A∩B| / (|A|+|B|)
#: (Dice 1945).
ALIKE = 0.45
#: A sentence tells a thing when it has this part of its words.
HELD = 0.6
#: A statement of which another record has this part says no more than that.
_CLOSE = 0.8
_NUMBER = re.compile(r"\d")

#: The kinds that are laid side by side, in the order of their sections.
KINDS: tuple[str, ...] = (
    "commitment", "request", "position", "statement", "mechanism", "figure", "occasion",
)  # fmt: skip


class Item(NamedTuple):
    """A record of one side: the number of the side, and the words it is compared by."""

    side: int
    stored: Stored
    words: frozenset[str]


def list_items(readings: Sequence[Reading], kind: str) -> list[Item]:
    """Return the records of a kind of all sides, in a fixed order."""
    found = [
        Item(number, stored, words_of(stored.record))
        for number, reading in enumerate(readings)
        for stored in reading.stored
        if stored.record.kind == kind and not _is_told_closer(stored, reading)
    ]
    return sorted(found, key=lambda i: (i.side, i.stored.record.evidence[0].start, i.stored.id))


def _is_told_closer(one: Stored, reading: Reading) -> bool:
    """Return whether a statement's content is a commitment, request or position."""
    if not isinstance(one.record, Statement):
        return False
    spans = [(e.start, e.end) for e in one.record.content]
    length = sum(end - start for start, end in spans)
    return any(
        sum(max(0, min(e.end, b) - max(e.start, a)) for e in s.record.evidence for a, b in spans)
        >= _CLOSE * length
        for s in reading.stored
        if isinstance(s.record, Commitment | Request | Position)
    )


def text_of(record: RecordBase) -> str:
    """Return the words of the record that are laid side by side."""
    match record:
        case Commitment() | Request():
            return record.action
        case Position():
            return record.wording
        case Statement():
            return " ".join(e.text for e in record.content)
        case Mechanism() | Occasion():
            return record.name
        case Figure():
            return f"{record.label}: {record.evidence[0].text}"
        case _:
            return record.evidence[0].text


def words_of(record: RecordBase) -> frozenset[str]:
    """Return the words by which the record is compared: no numbers, since these may differ."""
    if isinstance(record, Mechanism | Occasion):
        return name_words(record.name)
    told = record.label if isinstance(record, Figure) else text_of(record)
    return telling(told)


@lru_cache(maxsize=8192)
def telling(text: str) -> frozenset[str]:
    """Return the content words of a text without numbers and names of parties."""
    words = content_words(text)
    names = _party_words()
    kept = frozenset(w for w in words if not _NUMBER.search(w) and w not in names)
    return kept or frozenset(w for w in words if not _NUMBER.search(w)) or words


def group_items(items: Sequence[Item]) -> list[list[Item]]:
    """Return the items in groups that tell one thing, at most one of each side; in item order."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for word in item.words:
            by_word[word].append(number)
    pairs = {
        (a, b)
        for numbers in by_word.values()
        for a in numbers
        for b in numbers
        if items[a].side < items[b].side
    }
    scored = ((score(items[a], items[b]), a, b) for a, b in pairs)
    ranked = sorted((-s, a, b) for s, a, b in scored if s >= ALIKE)
    group_of = {number: [number] for number in range(len(items))}
    for _, a, b in ranked:
        left, right = group_of[a], group_of[b]
        if left is right or {items[n].side for n in left} & {items[n].side for n in right}:
            continue
        left += right
        for number in right:
            group_of[number] = left
    unique = {id(group): group for group in group_of.values()}
    return [
        [items[n] for n in sorted(group, key=lambda n: items[n].side)]
        for group in sorted(unique.values(), key=min)
    ]


def score(left: Item, right: Item) -> float:
    """Return how surely two records of one kind tell one thing: 0 for never."""
    a, b = left.stored.record, right.stored.record
    alike = _dice(left.words, right.words)
    match a, b:
        case (Commitment(), Commitment()):
            return alike if set(a.parties) & set(b.parties) else 0.0
        case (Request(), Request()):
            return alike if a.by == b.by else 0.0
        case (Position(), Position()):
            if (a.holder, a.issue) != (b.holder, b.issue):
                return 0.0
            return max(alike, 0.5 + alike / 2 if a.stance == b.stance and alike > 0.25 else alike)
        case (Statement(), Statement()):
            return alike if _one_speaker(a, b) else 0.0
        case (Figure(), Figure()):
            return _score_figures(a, b, alike)
        case (Mechanism(), Mechanism()) | (Occasion(), Occasion()):
            return 1.0 if left.words == right.words else alike if alike > 0.66 else 0.0
    return 0.0


def holds(words: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether `other` has enough of the words to tell what they tell."""
    return bool(words) and len(words & other) >= max(min(2, len(words)), HELD * len(words))


def parties_of(record: RecordBase) -> tuple[str, ...]:
    """Return whose act, stand or words the record is."""
    match record:
        case Statement():
            return (record.speaker_party,) if record.speaker_party else ()
        case Position():
            return (record.holder,)
        case Request():
            return (record.by,)
        case Commitment() | Mechanism() | Figure() | Occasion() | Engagement():
            return record.parties
        case _:
            return ()


def _score_figures(a: Figure, b: Figure, alike: float) -> float:
    if a.unit != b.unit or UNNAMED_FIGURES & {a.label, b.label}:
        return 0.0
    apart = a.period is not None and b.period is not None and a.period.end != b.period.end
    if apart or (a.parties and b.parties and not set(a.parties) & set(b.parties)):
        return 0.0
    if a.value == b.value and alike > 0:
        return max(alike, ALIKE)
    return alike if alike >= 0.6 else 0.0


def _one_speaker(a: Statement, b: Statement) -> bool:
    left, right = (frozenset(normalise(s.speaker).split()) for s in (a, b))
    if left <= right or right <= left:
        return True
    return a.speaker_party is not None and a.speaker_party == b.speaker_party


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    both = len(left) + len(right)
    return 2 * len(left & right) / both if both else 0.0


@lru_cache(maxsize=1)
def _party_words() -> frozenset[str]:
    forms = (content_words(name.form) for name in load_parties().names)
    return frozenset(word for form in forms if len(form) == 1 for word in form)
