"""What an archive learnt last: records by the moment since which it shows them."""

from datetime import datetime

from sqlalchemy import Connection

from communique.archive.queries import RecordFilter, conditions
from communique.archive.rows import select_records
from communique.archive.showing import recall_stored
from communique.archive.tables import RECORDS
from communique.archive.types import DocumentSummary, Stored


def find_latest(
    connection: Connection, wanted: RecordFilter, *, learnt: datetime | None, limit: int | None
) -> list[Stored]:
    """Return the records shown now that meet all conditions, the latest learnt first.

    `learnt` is the moment, as it is stored, from which on they must have been shown. What was
    learnt at one moment stands in the order of its documents and their texts.
    """
    statement = select_records().where(*conditions(wanted))
    if learnt is not None:
        statement = statement.where(RECORDS.c.since >= learnt)
    place = (RECORDS.c.document_id, RECORDS.c.span_start, RECORDS.c.kind, RECORDS.c.id)
    statement = statement.order_by(RECORDS.c.since.desc(), *place).limit(limit)
    summaries: dict[tuple[str, int], DocumentSummary] = {}
    rows = connection.execute(statement).mappings()
    return [recall_stored(row, None, summaries) for row in rows]
