"""Dyads by year or month: how often two states met, promised, asked and took positions.

Dyads are undirected and of states alone, the lesser code first. Encounters count once, however
many documents report them, if they were held; records count for each pair of states that they name.
What shows no date of its own or of its document stands in a row without a period.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations

from communique.archive.projection import parties_named
from communique.export.selection import Selection

_KINDS = ("statement", "commitment", "request", "position")
_COLUMNS = ("left", "right", "period", "encounters", *(f"{kind}s" for kind in _KINDS))


def write_years(selection: Selection) -> Iterator[str]:
    """Yield a row of CSV for each pair and year, as `2024`."""
    return _write(selection, lambda day: f"{day:%Y}")


def write_months(selection: Selection) -> Iterator[str]:
    """Yield a row of CSV for each pair and month, as `2024-05`."""
    return _write(selection, lambda day: f"{day:%Y-%m}")


def _write(selection: Selection, period_of: Callable[[date], str]) -> Iterator[str]:
    counts: Counter[tuple[str, str, str, str]] = Counter()

    def count(parties: tuple[str, ...], days: tuple[date | None, date | None], what: str) -> None:
        first, last = (period_of(day) if day else "" for day in days)
        period = first if first == last else ""
        for left, right in combinations(sorted(p for p in set(parties) if p.isupper()), 2):
            counts[left, right, period, what] += 1

    for one in selection.memory.encounters:
        if one.status == "held" and any(selection.is_chosen(a.document) for a in one.accounts):
            count(one.parties, (one.date.start, one.date.end), "encounter")
    for stored in selection.records():
        if stored.record.kind in _KINDS:
            filed = stored.filed
            days = (filed.start, filed.end) if filed else (None, None)
            count(tuple(parties_named(stored.record)), days, stored.record.kind)
    yield ",".join(_COLUMNS) + "\n"
    for left, right, period in sorted({key[:3] for key in counts}):
        told = (counts[left, right, period, what] for what in ("encounter", *_KINDS))
        yield ",".join([left, right, period, *map(str, told)]) + "\n"
