"""The same figure told differently: one label, unit, period and parties, and other values.

Tolerant of rounding, of "about" and "more than". Partition: the parties of the figure.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from communique.archive.types import Stored
from communique.linking.check_evidence import Known, find, published_on
from communique.linking.types import Discrepancy, cite
from communique.linking.wordings import content_words
from communique.records import UNNAMED_FIGURES, Figure

#: Figures without a period are of one moment if they were published so near to each other.
_NEAR = timedelta(days=3)
#: How far a value may be off, as a part of it: told as it is, and as "about".
_EXACT, _ABOUT = 0.01, 0.1
#: "More than 100" is told of what is less than this times as much.
_MORE = 2.0
#: Round numbers are off by this part at most; one that is off by more is called "about".
_ROUNDED = 0.05
_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")


class Told(NamedTuple):
    """A figure, and by how much its digits may be rounded."""

    stored: Stored
    record: Figure
    rounding: float


def check_figures(stored: Iterable[Stored], known: Known) -> Iterator[Discrepancy]:
    """Yield the figures that documents give different values for."""
    groups: dict[Hashable, list[Told]] = defaultdict(list)
    for one in stored:
        record = one.record
        if isinstance(record, Figure) and (key := _key(record)) is not None:
            groups[key].append(Told(one, record, _rounding(record)))
    for told in groups.values():
        telling = _unambiguous(told)
        pair = _first_apart(telling)
        if pair is not None:
            yield _tell(pair, telling, known)


def _key(record: Figure) -> Hashable | None:
    words = content_words(record.label)
    if record.label in UNNAMED_FIGURES or not words:
        return None
    period = record.period
    days = (period.start, period.end) if period is not None and period.known else None
    return words, record.unit, record.sense, days, frozenset(record.parties)


def _unambiguous(told: list[Told]) -> list[Told]:
    """Return the figures of those documents that give the label one value only.

    Where a document has two values for it, the label doesn't say enough to compare.
    """
    values: dict[str, set[float]] = defaultdict(set)
    for one in told:
        values[one.stored.document.id].add(one.record.value)
    kept = [one for one in told if len(values[one.stored.document.id]) == 1]
    return sorted(kept, key=lambda t: (t.record.value, t.stored.id))


def _first_apart(told: list[Told]) -> tuple[Told, Told] | None:
    """Return the two values furthest apart of those that contradict; None if none do.

    They are sorted by value, so that the ends are tried first; many documents that tell one
    value are compared once.
    """
    distinct: dict[Hashable, Told] = {}
    for one in told:
        period = published_on(one.stored) if one.record.period is None else None
        distinct.setdefault((one.record.value, one.record.approx, period), one)
    values = list(distinct.values())
    for low in values:
        for high in reversed(values):
            if high.record.value <= low.record.value:
                break
            if _comparable(low, high) and not _agree(low, high):
                return low, high
    return None


def _comparable(a: Told, b: Told) -> bool:
    if a.stored.document.id == b.stored.document.id:
        return False
    if a.record.period is not None:
        return True
    one, other = published_on(a.stored), published_on(b.stored)
    return one is not None and other is not None and abs(one - other) <= _NEAR


def _agree(low: Told, high: Told) -> bool:
    """Return whether the values can be one, rounded or hedged."""
    a, b = low.record, high.record
    slack = low.rounding + high.rounding
    part = _ABOUT if "about" in (a.approx, b.approx) else _EXACT
    if a.unit == "percent":
        part = _EXACT if part == _EXACT else part
    if b.value - a.value <= max(slack, part * abs(b.value)):
        return True
    # "More than 100" and 130 are one; "more than 130" and 100 are not.
    return a.approx == "more-than" and b.value < _MORE * a.value


def _rounding(record: Figure) -> float:
    """Return half of the last digit that the text writes: of "1.2 billion" it is 50 million."""
    match = _NUMBER.search(record.evidence[0].text)
    if match is None:
        return 0.0
    plain = match.group().replace(",", "")
    try:
        written = float(plain)
    except ValueError:
        return 0.0
    scale = record.value / written if written else 1.0
    if match[1]:
        return abs(0.5 * 10.0 ** -len(match[1]) * scale)
    zeros = len(plain) - len(plain.rstrip("0"))
    # "1,200" may be 1,234; "200" is hardly 240.
    return min(abs(0.5 * 10.0**zeros * scale), max(_ROUNDED * abs(record.value), 0.5 * abs(scale)))


def _tell(pair: tuple[Told, Told], told: list[Told], known: Known) -> Discrepancy:
    low, high = pair
    record = low.record
    period = record.period
    when = ""
    if period is not None and period.start is not None and period.end is not None:
        whole = period.precision == "year"
        when = f" in {period.end.year}" if whole else f" from {period.start} to {period.end}"
    shown = (low, high)
    values = " and ".join(f"{_write(t.record)} ({t.stored.document.name})" for t in shown)
    return find(
        "figure",
        f"“{record.label}”{when} is told as {values}",
        [cite(t.stored) for t in told if t.record.value in (low.record.value, high.record.value)],
        parties=record.parties,
    )


def _write(record: Figure) -> str:
    hedge = {"more-than": "more than ", "about": "about ", "exact": ""}[record.approx]
    unit = "%" if record.unit == "percent" else "" if record.unit == "count" else f" {record.unit}"
    return f"{hedge}{record.value:,.10g}{unit}"
