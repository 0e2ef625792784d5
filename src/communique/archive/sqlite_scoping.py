"""What a connection to an SQLite file that sees some collections only may do."""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event

from communique.archive.scoping import INDEXES, Scope, refuse_schema, write_views

_SCHEMA = "main"
_CACHE_KIB = 16 * 1024


def restrict(engine: Engine, scope: Scope) -> None:
    """Let connections of the engine read what `scope` may see, and write nothing."""

    def shadow(connection: sqlite3.Connection, _record: Any) -> None:
        views = write_views(scope, _SCHEMA, _list_tables(connection), index_key="rowid")
        for name, shown in views.items():
            if name in INDEXES:
                # The column of an index's own name is what `MATCH` and `highlight` are asked of.
                columns = f"SELECT t.rowid AS rowid, t.*, t.{name} AS {name}, t.rank AS rank"
                shown = columns + shown.removeprefix("SELECT t.*")
            connection.execute(f'CREATE TEMP VIEW "{name}" AS {shown}')
        # Readers of a team's server have many connections, and the file in the system's memory.
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA query_only = ON")
        connection.set_authorizer(_make_authorizer())

    def refuse(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        refuse_schema(statement, _SCHEMA)

    event.listen(engine, "connect", shadow)
    event.listen(engine, "before_cursor_execute", refuse)


def _list_tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return [str(name) for (name,) in rows]


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
