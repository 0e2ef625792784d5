"""In whose mouth words stand: the record whose content holds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.archive.types import Stored
from communique.linking.wordings import normalise
from communique.records import (
    NARRATION,
    Commitment,
    Position,
    RecordBase,
    Request,
    Statement,
)

#: Words are said by a record if this part of them stands in it.
_HELD = 0.8


@dataclass(frozen=True)
class Saying:
    """Words that somebody says, by a record: where they stand, and whose they are."""

    stored: Stored
    spans: tuple[tuple[int, int], ...]
    speaker: str | None
    party: str | None
    mode: str | None = None

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.spans[-1][1]


def list_sayings(records: Iterable[Stored]) -> list[Saying]:
    """Return what the records let somebody say: statements, positions, commitments, requests."""
    found = [saying for stored in records if (saying := _read(stored)) is not None]
    return sorted(found, key=lambda s: (_rank(s.stored.record), s.spans, s.stored.id))


def find_saying(sayings: Sequence[Saying], start: int, end: int) -> Saying | None:
    """Return the saying that holds `[start, end)`: a statement first, and the closest one.

    Narration of a position or promise is nobody's words, yet tells whose stand it is.
    """
    holding = [
        s
        for s in sayings
        if sum(max(0, min(b, end) - max(a, start)) for a, b in s.spans) >= _HELD * (end - start)
    ]
    return min(
        holding,
        key=lambda s: (_rank(s.stored.record), sum(b - a for a, b in s.spans), s.stored.id),
        default=None,
    )


def is_by(who: str, speaker: str | None, party: str | None) -> bool:
    """Return whether words of `speaker` and `party` are those of `who`: a party's id or a name.

    >>> is_by("Wang", "Wang Yi", "CHN"), is_by("CHN", "Wang Yi", "CHN"), is_by("Yi", None, None)
    (True, True, False)
    """
    if party is not None and who == party:
        return True
    if speaker is None:
        return False
    asked, said = (frozenset(normalise(name).split()) for name in (who, speaker))
    return bool(asked and said) and (asked <= said or said <= asked)


def _rank(record: RecordBase) -> int:
    order = (Statement, Position, Commitment, Request)
    return next(n for n, kind in enumerate(order) if isinstance(record, kind))


def _read(stored: Stored) -> Saying | None:
    record = stored.record
    source = None if record.source == NARRATION else record.source
    told = tuple((e.start, e.end) for e in record.evidence)
    match record:
        case Statement():
            spans = tuple((e.start, e.end) for e in record.content)
            return Saying(stored, spans, record.speaker, record.speaker_party, record.mode)
        case Position():
            return Saying(stored, told, source, record.holder)
        case Commitment():
            party = record.parties[0] if len(record.parties) == 1 else None
            return Saying(stored, told, source, party)
        case Request():
            return Saying(stored, told, source, record.by)
        case _:
            return None
