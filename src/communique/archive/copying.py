"""Copying an archive from one store to another, row by row, and seeing that all came over."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, Table, delete, inspect, select

from communique.archive.account_tables import COLLECTIONS
from communique.archive.inserting import insert_all
from communique.archive.opened import Opened
from communique.archive.scoping import EVERYONE
from communique.archive.stores import store_of
from communique.archive.tables import METADATA
from communique.errors import ArchiveError

#: Rows that are held in memory at a time; fewer where one may have many megabytes.
_ROWS = 1000
_LARGE_ROWS = {"documents": 10, "answers": 4}

#: Tables that are made from others, or that each store makes by itself.
_MADE = ("alembic_version", "documents_search", "evidence_search", "sqlite_")


@dataclass(frozen=True, slots=True)
class Copied:
    """A table that came over: its rows, and the SHA-256 of all of them in order."""

    table: str
    rows: int
    sha256: str


def copy_archive(
    source: Opened, target: Opened, *, tell: Callable[[str], None] = lambda _: None
) -> list[Copied]:
    """Fill the empty archive `target` with everything in `source`; return what came over.

    One state of the source is copied, in one transaction: a copy that fails or is killed leaves
    the target as empty as it was. Every table is read back and compared by count and hash before
    anything is kept. `tell` is called with each table's name before it is copied. Raises
    `ArchiveError` if the target is not empty, or differs.
    """
    with source._read() as reading, target._write() as writing:
        _refuse_unknown(reading, source)
        # Each archive is made with the collection of all, which comes over like the others.
        writing.execute(delete(COLLECTIONS).where(COLLECTIONS.c.key == EVERYONE))
        for table in METADATA.sorted_tables:
            if writing.execute(select(table).limit(1)).first() is not None:
                raise ArchiveError(
                    f"archive {target.path}: is not empty, its table {table.name} has rows; "
                    "name an archive without any"
                )
        copied = []
        for table in METADATA.sorted_tables:
            tell(table.name)
            sent = _copy_table(reading, writing, table)
            if (come := _digest(table.name, _read_batches(writing, table))) != sent:
                raise ArchiveError(
                    f"archive {target.path}: table {table.name} came over with {come.rows} rows "
                    f"that are not the {sent.rows} of {source.path}; nothing was kept"
                )
            copied.append(sent)
        store_of(writing).finish_copy(writing)
    return copied


def _refuse_unknown(connection: Connection, source: Opened) -> None:
    """Raise `ArchiveError` for a table that would stay behind."""
    for name in sorted(inspect(connection).get_table_names()):
        if name not in METADATA.tables and not name.startswith(_MADE):
            raise ArchiveError(
                f"archive {source.path}: has a table {name!r} that is no part of an archive; "
                "move it elsewhere"
            )


def _copy_table(reading: Connection, writing: Connection, table: Table) -> Copied:
    def sent() -> Iterator[Sequence[RowMapping]]:
        for rows in _read_batches(reading, table):
            insert_all(writing, table.name, [dict(row) for row in rows])
            yield rows

    return _digest(table.name, sent())


def _read_batches(connection: Connection, table: Table) -> Iterator[Sequence[RowMapping]]:
    """Yield all rows in the order of their keys, some at a time."""
    size = _LARGE_ROWS.get(table.name, _ROWS)
    statement = select(table).order_by(*table.primary_key.columns)
    with connection.execute(statement, execution_options={"yield_per": size}) as rows:
        yield from rows.mappings().partitions(size)


def _digest(name: str, batches: Iterator[Sequence[RowMapping]]) -> Copied:
    count = 0
    digest = hashlib.sha256()
    for rows in batches:
        count += len(rows)
        for row in rows:
            digest.update(repr(tuple(row.values())).encode("utf-8", "surrogatepass"))
    return Copied(name, count, digest.hexdigest())
