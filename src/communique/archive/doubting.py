"""Which records a reviewer should look at first."""

from sqlalchemy import Connection, func, select

from communique.archive.tables import DOCUMENT_PARTIES, RECORD_PARTIES, RECORDS
from communique.archive.types import Doubtful

#: So many of the least certain records are compared by how much they are used.
_COMPARED = 5000


def find_doubtful(
    connection: Connection, *, kind: str | None, party: str | None, limit: int
) -> list[Doubtful]:
    """Return the records of `Archive.doubtful`."""
    # Sorted as its index is: where a million are equally certain, none is looked at in vain.
    wanted = (
        select(RECORDS.c.key, RECORDS.c.id, RECORDS.c.confidence)
        .where(RECORDS.c.since.is_not(None), RECORDS.c.review.is_(None))
        .order_by(RECORDS.c.confidence, RECORDS.c.since, RECORDS.c.key)
        .limit(max(limit, _COMPARED))
    )
    if kind is not None:
        wanted = wanted.where(RECORDS.c.kind == kind)
    if party is not None:
        naming = select(RECORD_PARTIES.c.record_key).where(RECORD_PARTIES.c.party == party)
        wanted = wanted.where(RECORDS.c.key.in_(naming))
    chosen = wanted.subquery()
    used = (
        select(DOCUMENT_PARTIES.c.party, func.count().label("documents"))
        .where(DOCUMENT_PARTIES.c.shown)
        .group_by(DOCUMENT_PARTIES.c.party)
        .subquery()
    )
    uses = func.coalesce(func.max(used.c.documents), 0)
    statement = (
        select(chosen.c.id, chosen.c.confidence, uses)
        .join_from(
            chosen, RECORD_PARTIES, RECORD_PARTIES.c.record_key == chosen.c.key, isouter=True
        )
        .join(used, used.c.party == RECORD_PARTIES.c.party, isouter=True)
        .group_by(chosen.c.key, chosen.c.id, chosen.c.confidence)
        .order_by(chosen.c.confidence, uses.desc(), chosen.c.id)
        .limit(limit)
    )
    return [Doubtful(*row) for row in connection.execute(statement)]
