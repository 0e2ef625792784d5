"""What the accounts of an encounter give for its own fields: form, day, place, people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from communique.archive.types import Stored
from communique.linking.comparison_sides import Reading
from communique.linking.wordings import normalise
from communique.records import DateRange, Engagement

#: What one readout calls talks another may call a meeting.
_MEETINGS = frozenset({"talks", "meeting"})


@dataclass(frozen=True)
class Fact:
    """A field, the value that each side gives with its record, and whether all fit together."""

    field: str
    told: tuple[tuple[int, str, Stored], ...]
    compatible: bool


def list_facts(readings: Sequence[Reading]) -> list[Fact]:
    """Return the fields of the encounter that any side gives, in a fixed order."""
    accounts = [
        (number, found)
        for number, reading in enumerate(readings)
        if (found := _account(reading)) is not None
    ]
    fields: tuple[tuple[str, Callable[[Engagement], str | None]], ...] = (
        ("form", lambda e: e.form),
        ("date", _write_date),
        ("city", lambda e: e.place.city if e.place else None),
        ("venue", lambda e: e.place.venue if e.place else None),
        ("country", lambda e: e.place.country if e.place else None),
        ("mechanism", lambda e: e.mechanism),
        ("people", lambda e: ", ".join(sorted(p.name for p in e.people)) or None),
    )
    facts = []
    for name, read in fields:
        told = [(n, value, s, e) for n, (s, e) in accounts if (value := read(e))]
        if told:
            records = [e for _, _, _, e in told]
            values = [value for _, value, _, _ in told]
            compatible = _fit(name, values, records)
            facts.append(Fact(name, tuple((n, v, s) for n, v, s, _ in told), compatible))
    return facts


def _account(reading: Reading) -> tuple[Stored, Engagement] | None:
    """Return the fullest engagement of the side that reports the encounter."""
    found = [(s, s.record) for s in reading.stored if s.id in reading.accounts]
    engagements = [(s, r) for s, r in found if isinstance(r, Engagement)]
    return min(
        engagements,
        key=lambda one: (-len(one[1].people), not one[1].date.known, one[0].id),
        default=None,
    )


def _fit(name: str, values: Sequence[str], records: Sequence[Engagement]) -> bool:
    if name == "date":
        dates = [r.date for r in records]
        return all(_overlap(a, b) for a in dates for b in dates)
    if name == "form":
        return len({"meeting" if v in _MEETINGS else v for v in values}) == 1
    if name == "people":
        return all(_same_people(a, b) for a in records for b in records)
    return len({normalise(value) for value in values}) == 1


def _overlap(a: DateRange, b: DateRange) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


def _same_people(a: Engagement, b: Engagement) -> bool:
    """Return whether all of the shorter list are in the longer: names may be told in part."""
    short, long = sorted((a.people, b.people), key=len)
    names = [frozenset(normalise(p.name).split()) for p in long]
    return all(
        any(one <= other or other <= one for other in names)
        for one in (frozenset(normalise(p.name).split()) for p in short)
    )


def _write_date(record: Engagement) -> str | None:
    told = record.date
    if told.start is None or told.end is None:
        return None
    return str(told.start) if told.start == told.end else f"{told.start} to {told.end}"
