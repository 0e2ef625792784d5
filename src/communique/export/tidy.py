"""Tidy tables as CSV with a codebook and a data package, and as Parquet."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from communique.errors import MissingExtra
from communique.export.selection import Selection
from communique.views.tables import Cell, Table, make_tables

#: So many rows of a Parquet file are made at a time.
_ROWS = 10_000


def tables_of(selection: Selection) -> tuple[Table, ...]:
    """Return the tables of a selection, with what is linked that its documents tell of."""
    return make_tables(
        lambda: selection.summaries,
        selection.records,
        lambda: selection.memory,
        selection.is_chosen,
    )


def write_csv(selection: Selection) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield a CSV file for each table, then the codebook and `datapackage.json`.

    Empty cells are unknown. Cells are data as they were read: some begin with signs that
    spreadsheets take for formulas.
    """
    tables = tables_of(selection)
    for table in tables:
        yield f"{table.name}.csv", _csv(table)
    yield "codebook.md", [codebook(tables)]
    yield "datapackage.json", [json.dumps(package(tables), indent=1, ensure_ascii=False) + "\n"]


def write_parquet(selection: Selection) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield a Parquet file for each table; raise `MissingExtra` without PyArrow."""
    for table in tables_of(selection):
        yield f"{table.name}.parquet", [_parquet(table)]


def codebook(tables: Iterable[Table]) -> str:
    """Return what every column means, as Markdown."""
    parts = [
        "# Codebook\n\nEmpty cells are unknown. Offsets count code points. Cells are text as it "
        "was read: one that begins with `=`, `+`, `-` or `@` is no formula, so have spreadsheets "
        "import columns as text.\n"
    ]
    for table in tables:
        parts.append(
            f"\n## {table.name}\n\n{table.meaning}\n\n| column | type | meaning |\n|---|---|---|\n"
        )
        for column in table.columns:
            refers = f" (id among `{column.refers}`)" if column.refers else ""
            parts.append(f"| `{column.name}` | {column.type} | {column.meaning}{refers} |\n")
    return "".join(parts)


def package(tables: Iterable[Table]) -> dict[str, Any]:
    """Return the descriptor of a Frictionless Data Package."""
    return {
        "name": "communique-export",
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": table.name.replace("_", "-"),
                "path": f"{table.name}.csv",
                "profile": "tabular-data-resource",
                "description": table.meaning,
                "encoding": "utf-8",
                "schema": _schema(table),
            }
            for table in tables
        ],
    }


def _schema(table: Table) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.type, "description": c.meaning} for c in table.columns]
    made: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.key:
        made["primaryKey"] = table.columns[0].name
    keys = [
        {"fields": c.name, "reference": {"resource": c.refers.replace("_", "-"), "fields": "id"}}
        for c in table.columns
        if c.refers and c.name != "superseded_by"
    ]
    return made | ({"foreignKeys": keys} if keys else {})


def _csv(table: Table) -> Iterator[str]:
    held = io.StringIO(newline="")
    # Python quotes the signs of its line end alone: with both, no bare return splits a row.
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows():
        writer.writerow(map(_cell, row))
        yield held.getvalue()
        held.seek(0)
        held.truncate()
    yield held.getvalue()


def _cell(value: Cell) -> Cell:
    return str(value).lower() if isinstance(value, bool) else value


def _parquet(table: Table) -> bytes:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtra("parquet", "pyarrow") from error
    kinds = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    schema = pa.schema(
        [pa.field(c.name, kinds[c.type], metadata={"meaning": c.meaning}) for c in table.columns]
    )
    held = io.BytesIO()
    with pq.ParquetWriter(held, schema, compression="zstd") as writer:
        for rows in _together(table.rows()):
            columns = [list(column) for column in zip(*rows, strict=True)]
            arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return held.getvalue()


def _together(rows: Iterable[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    held: list[tuple[Cell, ...]] = []
    for row in rows:
        held.append(row)
        if len(held) == _ROWS:
            yield held
            held = []
    if held:
        yield held
