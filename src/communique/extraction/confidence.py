"""How likely a record is right: the share of its like that gold confirmed.

What rules think of themselves told right records from wrong ones no better than their kind
does, and pages of a publisher whose style is known are read better than others. So the
table has shares by publisher, kind and, where there are enough records, rule. It is made by
`benchmarks/fit_confidence.py`, which says how few records are reckoned with, and that rules
were written from the same pages.
"""

from collections.abc import Iterable
from functools import lru_cache

from communique.records import RecordBase
from communique.reference.tables import read_rows

TABLE = "confidence.csv"
COLUMNS = ("publisher", "kind", "rule", "confidence")


def calibrate(records: Iterable[RecordBase], publisher: str | None) -> list[RecordBase]:
    """Return the records of a publisher's article with the confidence that their like earned."""
    return [
        record.model_copy(
            update={"confidence": expected(publisher or "", record.kind, record.evidence[0].rule)}
        )
        for record in records
    ]


def expected(publisher: str, kind: str, rule: str) -> float:
    """Return the share of such records that are right, of the nearest like that the table has."""
    shares = _shares()
    if (publisher, kind, "") not in shares:
        publisher = ""
    return shares.get((publisher, kind, rule), shares[publisher, kind, ""])


@lru_cache(maxsize=1)
def _shares() -> dict[tuple[str, str, str], float]:
    return {
        (row["publisher"], row["kind"], row["rule"]): float(row["confidence"])
        for _, row in read_rows(TABLE, COLUMNS)
    }
