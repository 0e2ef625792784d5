"""Targets against later statistics: 60 billion by 2010, and what later pages say.

A target depends on the figures and commitments that name all of its parties, on nothing else.
It is *reached* where a statistic of the same thing, in the same unit and of the same parties,
comes up to it; *missed* where its day has passed and the statistic of that time, or the first
one told for a later time, doesn't; else *unknown*.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from communique.archive.types import Stored
from communique.language.quantities import find_quantities
from communique.linking.promise_joining import same_things
from communique.linking.promise_words import blank, mentions, stem, things_of
from communique.linking.types import Reading, TargetState, WatchedTarget, cite
from communique.records import UNNAMED_FIGURES, Commitment, DateRange, Figure

#: A statistic that misses the target by so little is a rounded one.
_ROUNDED = 0.995
#: Deeds by which a number is aimed at from above.
_FALLING = frozenset({"cut"})
_RISING = frozenset({"raise"})


@dataclass(frozen=True, slots=True)
class _Aim:
    stored: Stored
    parties: frozenset[str]
    label: str
    things: frozenset[str]
    head: str
    value: float
    unit: str
    due: DateRange | None
    day: date | None
    falling: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    stored: Stored
    figure: Figure
    things: frozenset[str]
    head: str
    day: date | None

    @property
    def until(self) -> date | None:
        """The last day of what it measures, else of its document."""
        period = self.figure.period
        return period.end if period is not None and period.end is not None else self.day

    @property
    def order(self) -> tuple[date, date, str, str]:
        """By this statistics stand in time."""
        return (
            self.until or date.max,
            self.day or date.max,
            self.stored.document.id,
            self.stored.id,
        )


def watch_targets(
    stored: Iterable[Stored], *, as_of: date | None = None
) -> tuple[WatchedTarget, ...]:
    """Return the targets with what later statistics show of them, those due first in front.

    What was published after `as_of` is left out; it is by default the newest document's day.
    """
    unique = {(one.document.id, one.id): one for one in stored}
    records = [
        one
        for one in sorted(unique.values(), key=lambda s: (_day(s) or date.max, s.document.id, s.id))
        if as_of is None or (day := _day(one)) is None or day <= as_of
    ]
    days = [d for one in records if (d := _day(one)) is not None]
    today = as_of or max(days, default=None)
    aims: dict[frozenset[str], list[_Aim]] = defaultdict(list)
    seen: dict[frozenset[str], list[_Seen]] = defaultdict(list)
    for one in records:
        for aim in _aims(one):
            aims[aim.parties].append(aim)
        record = one.record
        if isinstance(record, Figure) and record.sense != "target" and _is_named(record):
            things, head = _label(record.label)
            seen[frozenset(record.parties)].append(_Seen(one, record, things, head, _day(one)))
    found = [
        _build(parties, group, seen.get(parties, ()), today)
        for parties, block in aims.items()
        for group in _group(block)
    ]
    return tuple(
        sorted(found, key=lambda t: ((t.due.end if t.due else None) or date.max, t.label, t.id))
    )


def _day(one: Stored) -> date | None:
    return one.document.published.end if one.document.published is not None else None


def _is_named(record: Figure) -> bool:
    return record.label not in UNNAMED_FIGURES


def _aims(one: Stored) -> Iterable[_Aim]:
    record = one.record
    if isinstance(record, Figure) and record.sense == "target" and _is_named(record):
        things, head = _label(record.label)
        words = record.label.lower().split()
        falling = any(m.verbs & _FALLING for m in mentions(words))
        yield _Aim(
            one, frozenset(record.parties), record.label, things, head,
            record.value, record.unit, record.period, _day(one), falling,
        )  # fmt: skip
    elif isinstance(record, Commitment) and record.due is not None:
        found = mentions(record.action.lower().split())
        verbs = found[0].verbs if found and found[0].first == 0 else frozenset()
        if not verbs & (_FALLING | _RISING):
            return
        quantities = find_quantities(record.action)
        things, head = _label(record.action)
        verb = next(iter(stem(record.action.lower().split()[0])), "")
        things -= {verb}
        head = next(iter([t for t in [head] if t in things]), "")
        if len(quantities) != 1 or not things:
            return
        yield _Aim(
            one, frozenset(record.parties), record.action, things, head,
            quantities[0].value, quantities[0].unit, record.due, _day(one),
            bool(verbs & _FALLING),
        )  # fmt: skip


def _label(text: str) -> tuple[frozenset[str], str]:
    blanked, _ = blank(text)
    found = things_of(w.lower().strip(".,;:()“”\"'") for w in blanked.split())
    return frozenset(found), found[0] if found else ""


def _group(block: Sequence[_Aim]) -> list[list[_Aim]]:
    """Return the tellings of one target: the same number in the same unit by the same day."""
    groups: list[list[_Aim]] = []
    by_value: dict[tuple[float, str], list[int]] = defaultdict(list)
    for one in block:
        numbers = by_value[one.value, one.unit]
        fitting = (n for n in numbers if all(_same_aim(other, one) for other in groups[n]))
        number = next(fitting, len(groups))
        if number == len(groups):
            groups.append([])
            numbers.append(number)
        groups[number].append(one)
    return groups


def _same_aim(left: _Aim, right: _Aim) -> bool:
    a, b = left.due, right.due
    if a is not None and b is not None and a.end != b.end:
        return False
    return same_things(left.things, right.things, _same_head(left, right)) > 0


def _same_head(left: _Aim | _Seen, right: _Aim | _Seen) -> bool:
    return left.head == right.head or bool({left.head} & right.things or {right.head} & left.things)


def _build(
    parties: frozenset[str], group: Sequence[_Aim], seen: Sequence[_Seen], today: date | None
) -> WatchedTarget:
    aims = sorted(group, key=lambda a: (a.day or date.max, a.stored.document.id, a.stored.id))
    first = aims[0]
    due = next((a.due for a in aims if a.due is not None), None)
    falling = any(a.falling for a in aims)
    later = [
        s
        for s in sorted(seen, key=lambda s: s.order)
        if s.figure.unit == first.unit
        and s.day is not None
        and first.day is not None
        and s.day > first.day
        and any(same_things(a.things, s.things, _same_head(a, s)) for a in aims)
    ]
    state, why = _state(first, due, falling, later, today)
    label = next((a.label for a in aims if isinstance(a.stored.record, Figure)), first.label)
    return WatchedTarget(
        id=_identify(first),
        parties=tuple(sorted(parties)),
        label=label,
        value=first.value,
        unit=first.unit,
        due=due,
        falling=falling,
        state=state,
        why=why,
        readings=tuple(
            Reading(value=s.figure.value, period=s.figure.period, source=cite(s.stored))
            for s in later
        ),
        sources=tuple(cite(a.stored) for a in aims),
        known_as=tuple((_identify(a), a.stored.id) for a in aims),
    )


def _identify(first: _Aim) -> str:
    one, parties = first.stored, sorted(first.parties)
    payload = "|".join((one.document.id, one.id, repr(first.value), first.unit, *parties))
    return "T" + hashlib.sha256(payload.encode()).hexdigest()[:19]


def _state(
    aim: _Aim, due: DateRange | None, falling: bool, later: Sequence[_Seen], today: date | None
) -> tuple[TargetState, str]:
    for seen in later:
        value = seen.figure.value
        there = value <= aim.value / _ROUNDED if falling else value >= _ROUNDED * aim.value
        if there:
            late = due is not None and due.end is not None and (seen.until or date.min) > due.end
            if late and _missed_before(aim, due, falling, later):
                return "missed", _tell(seen, aim, "reached only after its day")
            return "reached", _tell(seen, aim, "after its day" if late else "")
    if due is None or due.end is None or today is None or due.end >= today:
        return "unknown", "its day hasn't passed" if due is not None else "it has no day"
    telling = [s for s in later if s.until is not None and s.until >= (due.start or due.end)]
    if telling:
        return "missed", _tell(telling[0], aim, "")
    return "unknown", "no statistic of its time was found"


def _missed_before(aim: _Aim, due: DateRange | None, falling: bool, later: Sequence[_Seen]) -> bool:
    """Whether a statistic of the very time the target was set for falls short of it."""
    if due is None or due.start is None or due.end is None:
        return False
    for seen in later:
        if seen.figure.period is None or seen.until is None:
            continue
        if due.start <= seen.until <= due.end:
            value = seen.figure.value
            return value > aim.value if falling else value < _ROUNDED * aim.value
    return False


def _tell(seen: _Seen, aim: _Aim, note: str) -> str:
    until = f" ({seen.until.isoformat()})" if seen.until is not None else ""
    told = f"{seen.figure.value:g} {seen.figure.unit}{until} against {aim.value:g}"
    return f"{told}, {note}" if note else told
