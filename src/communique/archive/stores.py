"""What differs between the databases that an archive can lie in, and which of them is meant.

Two modules have this face: `sqlite` and `postgresql`; what full-text search needs has another,
in `terms`. Everything else of the archive is written once.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, MappingResult, Select

from communique.archive.places import Place, Server
from communique.archive.scoping import Scope
from communique.errors import ArchiveFailed

#: The execution option of a connection that is going to write: `True`, or `AT_ONCE` for one
#: that must not wait for another writer.
WRITES = "communique_writes"
AT_ONCE = "at once"

#: Rows that are held at a time where there may be any number.
_ROWS_AT_HAND = 100


class ArchiveLocked(ArchiveFailed):
    """Another process holds the archive for longer than we were told to wait."""


class Store(Protocol):
    """One kind of database."""

    def refuse_unfit(self, place: Any, *, create: bool) -> None:
        """Raise `ArchiveError` where no archive can be, as far as can be told before opening."""

    def connect(self, place: Any, *, busy_timeout_seconds: float) -> Engine:
        """Return an engine for the database, without opening it yet. Its transactions see one
        state of the database when they read, and are the only ones that write where `WRITES` is
        set. Raises `ArchiveError` if the driver isn't there.
        """

    def restrict(self, engine: Engine, scope: Scope) -> None:
        """Let connections of the engine read what `scope` may see, and write nothing."""

    def impatient(self, connection: Connection) -> AbstractContextManager[None]:
        """While this lasts, the connection waits for no lock of another one."""

    def explain(self, error: BaseException) -> tuple[str, bool]:
        """Return what an error of the database's driver means to people, and whether it is
        that another process holds the archive.
        """

    def is_empty(self, connection: Connection) -> bool:
        """Return whether there is nothing at all in the database."""

    def is_archive(self, connection: Connection) -> bool:
        """Return whether the database was marked as an archive."""

    def mark(self, connection: Connection) -> None:
        """Mark the database, which has the first table of an archive, as one."""

    def insert(self, table: Any) -> Any:
        """Return an insert that knows what to do on conflict: `on_conflict_do_update`."""

    def check(self, connection: Connection) -> Iterator[str]:
        """Yield what is wrong with the database itself and with its foreign keys."""

    def finish_copy(self, connection: Connection) -> None:
        """Do what is left to do when all tables were filled with rows of another store."""


def store_of(bind: Connection | Engine) -> Store:
    """Return the store that a connection or an engine leads to."""
    return _store_named(bind.dialect.name)


def store_at(place: Place) -> Store:
    """Return the kind of store that is at a place."""
    return _store_named("postgresql" if isinstance(place, Server) else "sqlite")


def _store_named(name: str) -> Store:
    # The driver of the one must not be loaded for the other.
    if name == "postgresql":
        from communique.archive import postgresql

        return postgresql
    from communique.archive import sqlite

    return sqlite


@contextmanager
def streaming(connection: Connection, statement: Select[Any]) -> Iterator[MappingResult]:
    """Give the rows of a query, of which there may be any number, as they are read."""
    options = {"stream_results": True, "max_row_buffer": _ROWS_AT_HAND}
    # A server keeps its place among the rows until it is told that nobody wants more.
    with connection.execute(statement, execution_options=options) as result:
        yield result.mappings()
