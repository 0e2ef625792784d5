"""Tables on their way to the disk: rows gathered, written as Parquet, whole or not at all."""

from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from communique.batch.columns import PARTITIONS, Row, schema_of
from communique.batch.durable import whole

#: Rows are written by so many, so that whoever wants some needn't read all.
ROWS = 64


class TableFile:
    """One Parquet file, written as rows come; it appears when the block ends well."""

    def __init__(self, path: Path, schema: pa.Schema, scratch: Path) -> None:
        self.path = path
        self._schema = schema
        self._scratch = scratch
        self._rows: list[Row] = []
        self._stack = ExitStack()

    def __enter__(self) -> "TableFile":
        with ExitStack() as stack:
            held = stack.enter_context(whole(self.path, self._scratch))
            self._writer = stack.enter_context(
                pq.ParquetWriter(held, self._schema, compression="zstd")
            )
            self._stack = stack.pop_all()
        return self

    def add(self, row: Row) -> None:
        """Add a row; columns that it lacks are null."""
        self._rows.append(row)
        if len(self._rows) >= ROWS:
            self._flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._flush()
        except BaseException as failed:
            self._stack.__exit__(type(failed), failed, failed.__traceback__)
            raise
        self._stack.__exit__(kind, error, trace)

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()


class DataSetFiles:
    """The files that one piece of work adds to the data set, each in its partition.

    What is added is held until it is written: a part is small. A table without rows has no file.
    """

    def __init__(self, folder: Path, name: str, scratch: Path) -> None:
        self._folder = folder
        self._name = name
        self._scratch = scratch
        self._rows: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        self.paths: list[Path] = []

    def add(self, table: str, row: Row, partition: str = "") -> None:
        """Add a row to a table; `partition` is the value that the table's folders are named by."""
        self._rows[table, partition].append(row)

    def write(self) -> None:
        """Write all files; their names stand in `paths`."""
        for (table, partition), rows in sorted(self._rows.items()):
            folder = self._folder / table
            if table in PARTITIONS:
                folder /= f"{PARTITIONS[table]}={partition}"
            path = folder / f"{self._name}.parquet"
            with TableFile(path, schema_of(table), self._scratch) as file:
                for row in rows:
                    file.add(row)
            self.paths.append(path)
