"""Whose eyes an archive is seen through: connections that can read some collections only.

What a question may see is not left to the question. A connection of a scope has a temporary view
by the name of every table, which both SQLite and PostgreSQL look up before the table itself; so
any query, also one that nobody has written yet, reads what the view lets through. A table that no
rule is given for here shows no row. Behind that, an authorizer refuses to write, to attach other
files, and to read tables past the views.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from communique.archive.engine import connect
from communique.errors import ArchiveError

#: The collection that everybody sees; what is in no other is in this one.
EVERYONE = 1

_SCHEMA = "main"


@dataclass(frozen=True, slots=True)
class Scope:
    """The collections whose documents may be seen, by key."""

    collections: frozenset[int]

    @property
    def key(self) -> str:
        """What tells the scope from others; kept answers are found under it."""
        return f"scope {self._listed} "

    @property
    def _listed(self) -> str:
        return ",".join(str(int(one)) for one in sorted(self.collections))

    def hidden(self, column: str) -> str:
        """Return the SQL condition that a collection's key is none of these."""
        return f"{column} NOT IN ({self._listed})" if self.collections else "1 = 1"


def scope_of(collections: Iterable[int]) -> Scope:
    """Return the scope of whoever may see these collections, and so that of everybody."""
    return Scope(frozenset({EVERYONE, *collections}))


NOTHING = Scope(frozenset())


def views_of(scope: Scope, schema: str = _SCHEMA) -> Mapping[str, str]:
    """Return what each table shows to a scope, as SQL, by the table's name."""
    placed, records = f"{schema}.document_collections", f"{schema}.records"
    # Asked once a query: where nothing is hidden from a scope, no row is looked up.
    none = f"NOT EXISTS (SELECT 1 FROM {placed} AS c WHERE {scope.hidden('c.collection_key')})"

    def unless(found: str) -> str:
        return f"({none} OR NOT EXISTS ({found} AND {scope.hidden('c.collection_key')}))"

    def document_key(column: str) -> str:
        return unless(f"SELECT 1 FROM {placed} AS c WHERE c.document_key = {column}")

    def document_id(column: str) -> str:
        return unless(f"SELECT 1 FROM {placed} AS c WHERE c.document_id = {column}")

    def record(*columns: str) -> str:
        return " AND ".join(
            unless(
                f"SELECT 1 FROM {records} AS r JOIN {placed} AS c ON c.document_id = r.document_id "
                f"WHERE r.key = {column}"
            )
            for column in columns
        )

    def review(column: str) -> str:
        # What takes a review back has no record of its own; nothing takes that back again.
        return " AND ".join(
            unless(
                f"SELECT 1 FROM {schema}.reviews AS v JOIN {records} AS r ON r.key = v.{key} "
                f"JOIN {placed} AS c ON c.document_id = r.document_id WHERE v.id = {column}"
            )
            for key in ("target_key", "other_key", "made_key")
        )

    conditions = {
        "documents": document_key("t.key"),
        "page_marks": document_key("t.document_key"),
        "document_parties": document_key("t.document_key"),
        "document_revisions": document_key("t.document_key"),
        "document_collections": f"NOT ({scope.hidden('t.collection_key')})",
        "articles": document_id("t.document_id"),
        "records": document_id("t.document_id"),
        "record_parties": record("t.record_key"),
        "record_topics": record("t.record_key"),
        "record_people": record("t.record_key"),
        "record_periods": record("t.record_key"),
        "evidence": record("t.record_key"),
        "reviews": f"{review('t.id')} AND (t.undoes IS NULL OR ({review('t.undoes')}))",
        "successions": record("t.old_key", "t.new_key"),
        "carried": f"{record('t.record_key')} AND {review('t.review_id')}",
        "answers": f"substr(t.question, 1, {len(scope.key)}) = '{scope.key}'",
        "collections": f"NOT ({scope.hidden('t.key')})",
        # Rows of packs are about persons in office, and of no document.
        "known_tenures": "1 = 1",
        "alembic_version": "1 = 1",
    }
    span = unless(
        f"SELECT 1 FROM {schema}.evidence AS e JOIN {records} AS r ON r.key = e.record_key "
        f"JOIN {placed} AS c ON c.document_id = r.document_id WHERE e.key = t.rowid"
    )
    indexes = {"documents_search": document_key("t.rowid"), "evidence_search": span}
    found = {}
    for name, condition in (conditions | indexes).items():
        # The column of an index's own name is what `MATCH` and `highlight` are asked of.
        index = f"t.rowid AS rowid, t.*, t.{name} AS {name}, t.rank AS rank"
        columns = index if name in indexes else "t.*"
        # Documents without a row are in the collection of all, which a stranger doesn't see.
        rows = condition if EVERYONE in scope.collections else "1 = 0"
        found[name] = f"SELECT {columns} FROM {schema}.{name} AS t WHERE {rows}"
    return found


def connect_scoped(path: Path, scope: Scope, *, busy_timeout_seconds: float = 30.0) -> Engine:
    """Return an engine whose connections read what `scope` may see, and write nothing."""
    engine = connect(path, busy_timeout_seconds=busy_timeout_seconds)
    views = views_of(scope)

    def shadow(connection: sqlite3.Connection, _record: Any) -> None:
        for name in _list_tables(connection):
            # The columns of a table without a rule stay, so that asking for them is no error.
            shown = views.get(name, f'SELECT t.* FROM {_SCHEMA}."{name}" AS t WHERE 1 = 0')
            connection.execute(f'CREATE TEMP VIEW "{name}" AS {shown}')
        connection.execute("PRAGMA query_only = ON")
        connection.set_authorizer(_make_authorizer())

    event.listen(engine, "connect", shadow)
    event.listen(engine, "before_cursor_execute", _refuse_schema)
    return engine


def _list_tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return [str(name) for (name,) in rows]


# A qualified name is the one way past a view; nothing that we ask for needs one.
_QUALIFIED = re.compile(rf"\b{_SCHEMA}\b", re.IGNORECASE)


def _refuse_schema(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    if _QUALIFIED.search(statement):
        raise ArchiveError("a question of a scope names no schema")


_LOOKING = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
    }
)
# The full-text index reads the words that it points at by itself, past any view.
_INDEXED = {"documents": {"key", "title", "text"}, "evidence": {"key", "text"}}
_Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]


def _make_authorizer() -> _Authorizer:
    def authorize(
        action: int, first: str | None, second: str | None, schema: str | None, inner: str | None
    ) -> int:
        if action in _LOOKING:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_PRAGMA and second is None:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ:
            table = first or ""
            open_ = (
                schema != _SCHEMA
                or inner is not None
                or table in ("sqlite_master", "sqlite_schema")
                or "_search" in table
                or (second or "") in _INDEXED.get(table, ())
                or not second
            )
            return sqlite3.SQLITE_OK if open_ else sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_DENY

    return authorize
