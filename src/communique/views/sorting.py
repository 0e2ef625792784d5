"""Rows of a listing in another order than they come in."""

from collections.abc import Iterable, Mapping
from typing import Any


def sort_rows(rows: Iterable[Mapping[str, Any]], field: str) -> list[Mapping[str, Any]]:
    """Return rows by a field, with `-` before its name the greatest first; what lacks it is last.

    Intervals are sorted by their ends, lists by how many they hold; equals stay as they come.

    >>> sort_rows([{"due": None}, {"due": {"end": "2030-01-01"}}], "-due")
    [{'due': {'end': '2030-01-01'}}, {'due': None}]
    """
    name, falling = field.removeprefix("-"), field.startswith("-")
    told = [(_key(row[name]), row) for row in rows]
    known = [one for one in told if one[0] is not None]
    known.sort(key=lambda one: one[0], reverse=falling)
    return [row for _, row in known] + [row for key, row in told if key is None]


def _key(value: Any) -> Any:
    match value:
        case {"end": end}:
            return end
        case list():
            return len(value)
        case str():
            return value.casefold()
        case _:
            return value
