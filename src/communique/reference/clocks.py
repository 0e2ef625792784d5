"""How far apart the clocks of states are: one contact may have two dates.

The table is `clocks.csv`: the standard time of each state's capital.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache

from communique.errors import TableError
from communique.reference.tables import FOLDER, read_rows

TABLE = "clocks.csv"
COLUMNS = ("state", "zone", "hours", "citation")


def clocks_apart(parties: Collection[str], hours: float) -> bool:
    """Return whether the clocks of two of the parties differ by `hours` or more.

    An organisation has no clock of its own.

    >>> clocks_apart(("CHN", "USA"), 12)
    True
    >>> clocks_apart(("FRA", "DEU"), 1)
    False
    """
    known = [load_clocks()[party] for party in parties if party in load_clocks()]
    return bool(known) and max(known) - min(known) >= hours


@lru_cache(maxsize=1)
def load_clocks() -> Mapping[str, float]:
    """Return for each state the hours by which its capital is ahead of UTC.

    Raises `TableError` for a row without citation or with a number that is none.
    """
    clocks = {}
    for line, row in read_rows(TABLE, COLUMNS):
        if not row["citation"]:
            raise TableError(FOLDER / TABLE, line, "has no citation")
        try:
            clocks[row["state"]] = float(row["hours"])
        except ValueError as error:
            raise TableError(FOLDER / TABLE, line, f"has no hours: {row['hours']!r}") from error
    return clocks
