"""Tidy tables in the data frames of pandas, Polars and DuckDB."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from communique.errors import MissingExtra, NotOnRecord
from communique.views.tables import Table


def find(tables: Iterable[Table], name: str) -> Table:
    """Return the table of a name; raise `NotOnRecord`, with the names there are, for none."""
    known = {table.name: table for table in tables}
    if name not in known:
        raise NotOnRecord("table", f"{name} (there are {', '.join(known)})")
    return known[name]


def to_polars(table: Table) -> Any:
    """Return a Polars data frame: dates as dates, whole numbers as such, the unknown as null."""
    pl = _library("polars")
    kinds = {
        "string": pl.String,
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Date,
    }
    schema = {column.name: kinds[column.type] for column in table.columns}
    return pl.DataFrame(list(table.rows()), schema=schema, orient="row")


def to_pandas(table: Table) -> Any:
    """Return a pandas data frame of the types that know the unknown; dates are `datetime.date`."""
    pd = _library("pandas")
    kinds = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
    frame = pd.DataFrame(list(table.rows()), columns=[c.name for c in table.columns])
    return frame.astype({c.name: kinds[c.type] for c in table.columns if c.type in kinds})


def to_duckdb(tables: Iterable[Table]) -> Any:
    """Return a connection to a database in memory that holds the tables, by their names."""
    connection = _library("duckdb").connect(":memory:")
    kinds = {
        "string": "VARCHAR",
        "integer": "BIGINT",
        "number": "DOUBLE",
        "boolean": "BOOLEAN",
        "date": "DATE",
    }
    for table in tables:
        columns = ", ".join(f'"{c.name}" {kinds[c.type]}' for c in table.columns)
        connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
        if rows := list(table.rows()):
            marks = ", ".join("?" for _ in table.columns)
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)
    return connection


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra("notebook", name) from error
