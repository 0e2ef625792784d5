"""When organisations began: every year that their anniversaries may be counted from.

An organisation may have several: a treaty signed, in force, a predecessor. Table: `foundings.csv`.
"""

from collections.abc import Mapping
from functools import lru_cache

from pydantic import ValidationError

from communique.errors import TableError
from communique.records import Value
from communique.reference.parties import load_parties
from communique.reference.tables import FOLDER, read_rows

TABLE = "foundings.csv"


class Founding(Value):
    """A year from which an organisation's age is counted, and what happened in it."""

    organization: str
    year: int
    event: str
    citation: str


@lru_cache(maxsize=1)
def load_foundings() -> Mapping[str, tuple[Founding, ...]]:
    """Return the foundings by organisation, in file order.

    Raises `TableError` for a row without citation, of an unknown organisation or without a year.
    """
    known = load_parties().organisations
    found: dict[str, tuple[Founding, ...]] = {}
    for line, row in read_rows(TABLE, tuple(Founding.model_fields)):
        if not row["citation"] or row["organization"] not in known:
            raise TableError(FOLDER / TABLE, line, "has no citation or an unknown organisation")
        try:
            one = Founding.model_validate({**row, "year": int(row["year"])})
        except (ValidationError, ValueError) as error:
            raise TableError(FOLDER / TABLE, line, "has no year") from error
        found[one.organization] = (*found.get(one.organization, ()), one)
    return found
