"""An archive in an SQLite file: where it is, how it is opened, what can go wrong with it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite import insert as _insert

from communique.archive import sqlite_scoping
from communique.archive.stores import WRITES
from communique.errors import ArchiveError

#: Stands in the file's header: tells an archive from any other SQLite database ("Cmqe").
APPLICATION_ID = 0x436D7165

#: Pages that a connection keeps at hand, at most; it takes what it needs.
CACHE_KIB = 64 * 1024
#: Connections that are kept for others to use: as many as a server answers at a time.
POOLED = 40
#: Pages in the write-ahead log before they are copied into the file: 32 MiB.
LOG_PAGES = 8000

#: What SQLite's primary result codes mean to people, and what to do.
ADVICE = {
    sqlite3.SQLITE_BUSY: "is locked by another process; try again when that is done",
    sqlite3.SQLITE_LOCKED: "is locked by another process; try again when that is done",
    sqlite3.SQLITE_READONLY: "may not be written to; change its permissions or copy it",
    sqlite3.SQLITE_IOERR: "can't be read or written; check the disk",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore a copy of it",
    sqlite3.SQLITE_FULL: "can't grow, the disk is full; free some space",
    sqlite3.SQLITE_CANTOPEN: "can't be opened; check the path and its permissions",
    sqlite3.SQLITE_NOTADB: "is no SQLite database; name another file",
}


def refuse_unfit(place: Path, *, create: bool) -> None:
    """Raise `ArchiveError` if the file can't be or become an archive."""
    try:
        _refuse_unfit(place, create=create)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise ArchiveError(
            f"archive {place}: can't be opened, {reason}; check the path and its permissions"
        ) from error


def _refuse_unfit(path: Path, *, create: bool) -> None:
    if not path.parent.is_dir():
        raise ArchiveError(
            f"archive {path}: the folder {path.parent} does not exist; make it, or name another"
        )
    if path.is_dir():
        raise ArchiveError(f"archive {path}: is a folder; name a file in it")
    if not path.exists():
        if not create:
            raise ArchiveError(f"archive {path}: does not exist; add a document to make it")
        if not os.access(path.parent, os.W_OK):
            raise ArchiveError(
                f"archive {path}: the folder may not be written to; change its permissions"
            )
        return
    if not os.access(path, os.R_OK):
        raise ArchiveError(
            f"archive {path}: can't be opened, permission denied; "
            "check the path and its permissions"
        )
    # Whether it is a database is left to SQLite: to open and close the file ourselves would take
    # away the locks that other connections of this process have on it, and another process that
    # is done would then throw away the log that they still write to.
    # Even reading needs SQLite's log beside the file, so the folder must be writable too.
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise ArchiveError(f"archive {path}: {ADVICE[sqlite3.SQLITE_READONLY]}")


def connect(place: Path, *, busy_timeout_seconds: float) -> Engine:
    """Return an engine for the file, without opening it yet."""
    # Every suspended iterator holds a connection, so their number has no bound.
    engine = create_engine(
        URL.create("sqlite", database=str(place)),
        pool_size=POOLED,
        max_overflow=-1,
        connect_args={"timeout": busy_timeout_seconds, "isolation_level": None},
    )

    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        # The write-ahead log lets readers go on while one process writes. FULL makes a
        # commit wait for the disk: NORMAL would survive kill -9 but not a power cut, and
        # one wait a document is little beside reading it.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Ids are hashes: each new one lands on another page of its index. With the pages of
        # large indexes at hand, and copied into the file seldom, adding slows down less.
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")

    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: one that begins as a reader can't wait for
        # another writer, since what it has read would no longer hold.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin)
    return engine


restrict = sqlite_scoping.restrict


@contextmanager
def impatient(connection: Connection) -> Iterator[None]:
    """While this lasts, the connection waits for no lock of another one."""
    patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    connection.rollback()
    raw = connection.connection
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout = {int(patience)}")


def explain(error: BaseException) -> tuple[str, bool]:
    """Return what an error means to people, and whether another process holds the file."""
    # Extended result codes keep the primary one in their low byte.
    code = (getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR) & 0xFF
    first_line = str(error).partition("\n")[0]
    advice = ADVICE.get(code, f"{first_line}; run the archive's check")
    return advice, code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_empty(connection: Connection) -> bool:
    """Return whether there is nothing at all in the file."""
    return connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").first() is None


def is_archive(connection: Connection) -> bool:
    """Return whether the file's header says that it is an archive."""
    return bool(connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID)


def mark(connection: Connection) -> None:
    """Say in the file's header that it is an archive."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def insert(table: Any) -> Any:
    """Return an insert that knows what to do on conflict."""
    return _insert(table)


def check(connection: Connection) -> Iterator[str]:
    """Yield what SQLite finds wrong with the file and with its foreign keys."""
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield f"file: {line}"
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"file: row {row} of {table} has no {parent}"


def finish_copy(connection: Connection) -> None:
    """Do nothing: SQLite counts its keys on from those that are there."""
