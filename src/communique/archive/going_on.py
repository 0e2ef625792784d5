"""Going on with a listing behind what was seen last, whatever was added in between.

A place is told by the values that the listing is sorted by, and not by a number: what is added
before it moves nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_


@dataclass(frozen=True, slots=True)
class SortKey:
    """One step of an order; with `unknown_last` the value may be null, which comes last."""

    value: ColumnElement[Any]
    falling: bool = False
    unknown_last: bool = False

    def order(self) -> ColumnElement[Any]:
        """Return what a query is ordered by."""
        ordered = self.value.desc() if self.falling else self.value.asc()
        return ordered.nulls_last() if self.unknown_last else ordered

    def same(self, value: Any) -> ColumnElement[bool]:
        """Return the condition to stand at this value."""
        return self.value.is_(None) if value is None else self.value == value

    def behind(self, value: Any) -> ColumnElement[bool] | None:
        """Return the condition to stand behind this value; None where nothing does."""
        if value is None:
            return None
        later = self.value < value if self.falling else self.value > value
        return or_(later, self.value.is_(None)) if self.unknown_last else later


def behind(keys: Sequence[SortKey], place: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition to stand behind a place, which has a value for each key.

    The last key must tell all apart.
    """
    ways: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    for key, value in zip(keys, place, strict=True):
        later = key.behind(value)
        if later is not None:
            ways.append(and_(*same, later))
        same.append(key.same(value))
    return or_(*ways)
