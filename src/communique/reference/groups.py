"""Actors beside states: armed groups, parties, services, peoples without a state.

Table: `groups.csv`, a row each with all names, apart by ";".
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from communique.errors import TableError
from communique.records import Value
from communique.reference.tables import FOLDER, read_rows

TABLE = "groups.csv"


class Group(Value):
    """Where a group acts (ISO 3166-1 alpha-3) and what it is (PLOVER's sector), where known."""

    country: str | None
    sector: str | None


class Groups:
    """The groups by name, and where names of groups stand in a text."""

    def __init__(self, named: Mapping[str, Group]) -> None:
        self.named = named
        longest_first = sorted(named, key=len, reverse=True)
        names = "|".join(re.escape(name) for name in longest_first)
        self._names = re.compile(rf"(?<!\w)(?:{names})(?!\w)")

    def find(self, text: str) -> tuple[Group, ...]:
        """Return the groups that a text names, in order, each once; case tells names from words."""
        found = (self.named[name] for name in self._names.findall(text.replace("’", "'")))
        return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def load_groups() -> Groups:
    """Return the packaged groups.

    Raises `TableError` for a row that tells nothing, and for a name of two rows.
    """
    found: dict[str, Group] = {}
    for line, row in read_rows(TABLE, ("name", "country", "sector")):
        if not row["country"] and not row["sector"]:
            raise TableError(FOLDER / TABLE, line, "tells neither country nor sector")
        group = Group(country=row["country"] or None, sector=row["sector"] or None)
        for name in row["name"].split(";"):
            if name in found:
                raise TableError(FOLDER / TABLE, line, f"{name!r} stands in a row above, too")
            found[name] = group
            found.setdefault(name[0].upper() + name[1:], group)  # "Al-Shabaab", as sentences begin
    return Groups(found)
