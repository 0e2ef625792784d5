"""The log of who changed what: names and ids, and never a document's words."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from communique.archive.account_tables import AUDIT_LOG
from communique.archive.types import AuditEntry


def log(connection: Connection, at: datetime, who: str, what: str, targets: Iterable[str]) -> None:
    """Add a row for each thing that was changed; `at` is in UTC without a zone."""
    rows = [{"at": at, "who": who, "what": what, "target": target} for target in targets]
    if rows:
        connection.execute(insert(AUDIT_LOG), rows)


def list_entries(
    connection: Connection, *, limit: int, before: int | None, who: str | None
) -> list[AuditEntry]:
    """Return the newest entries first, those `before` one, of one person or all."""
    statement = select(AUDIT_LOG).order_by(AUDIT_LOG.c.key.desc()).limit(limit)
    if before is not None:
        statement = statement.where(AUDIT_LOG.c.key < before)
    if who is not None:
        statement = statement.where(AUDIT_LOG.c.who == who)
    return [AuditEntry(*row) for row in connection.execute(statement)]
