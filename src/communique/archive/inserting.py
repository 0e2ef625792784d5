"""Inserting many rows at little cost.

SQLAlchemy prepares every row of every insert by itself, which took longer than SQLite took to
store them. Here the statement and the conversions of a table's columns are made once.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Dialect, func, select

from communique.archive.projection import Row
from communique.archive.tables import METADATA

_Convert = Callable[[Any], Any]


def insert_all(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows, which all have the same columns, into a table; none is no error."""
    if rows:
        columns = tuple(rows[0])
        statement, converts = _prepare(connection.dialect, table, columns)
        values = [
            tuple(
                row[column] if convert is None else convert(row[column])
                for column, convert in zip(columns, converts, strict=True)
            )
            for row in rows
        ]
        connection.exec_driver_sql(statement, values)


def next_key(connection: Connection, column: Column[int]) -> int:
    """Return the number that the next row gets in a column that counts."""
    return int(connection.execute(select(func.coalesce(func.max(column), 0) + 1)).scalar_one())


@lru_cache(maxsize=64)
def _prepare(
    dialect: Dialect, table: str, columns: tuple[str, ...]
) -> tuple[str, tuple[_Convert | None, ...]]:
    """Return the statement that inserts a row, and what each value is converted by."""
    described = METADATA.tables[table].c
    quote = dialect.identifier_preparer.quote
    names = ", ".join(quote(column) for column in columns)
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join(mark for _ in columns)
    return f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", tuple(
        described[column].type.dialect_impl(dialect).bind_processor(dialect) for column in columns
    )
