"""What a connection to a PostgreSQL database that sees some collections only may do."""

import re
from typing import Any

from sqlalchemy import Engine, event

from communique.archive.scoping import Scope, refuse_schema, write_views
from communique.errors import ArchiveError

# A transaction that only reads may still undo that it does, or drop a temporary view.
_CHANGES = re.compile(r"\s*(?!SELECT\b|WITH\b|EXPLAIN\b|SHOW\b)", re.IGNORECASE)


def restrict(engine: Engine, scope: Scope) -> None:
    """Let connections of the engine read what `scope` may see, and write nothing."""

    def shadow(connection: Any, record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            (schema,) = cursor.fetchone()
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
                "AND relkind IN ('r', 'p', 'v', 'm', 'f')"
            )
            tables = [name for (name,) in cursor.fetchall()]
            views = write_views(scope, f'"{schema}"', tables, index_key="key")
            for name, shown in views.items():
                cursor.execute(f'CREATE TEMP VIEW "{name}" AS {shown}')
            cursor.execute("SET default_transaction_read_only = on")
        connection.commit()
        record.info["schema"] = schema

    def refuse(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        refuse_schema(statement, connection.info["schema"])
        if _CHANGES.match(statement):
            raise ArchiveError("a question of a scope only looks")

    event.listen(engine, "connect", shadow)
    event.listen(engine, "before_cursor_execute", refuse)
