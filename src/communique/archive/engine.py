"""The SQLite file behind an archive: where it is, how it is opened, what can go wrong with it."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from communique.errors import ArchiveError

SCHEME = "sqlite:///"

#: Pages that a connection keeps at hand, at most; it takes what it needs.
CACHE_KIB = 64 * 1024
#: Pages in the write-ahead log before they are copied into the file: 32 MiB.
LOG_PAGES = 8000

#: The execution option of a connection that is going to write.
WRITES = "communique_writes"

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


class ArchiveLocked(ArchiveError):
    """Another process holds the archive for longer than we were told to wait."""


def find_path(url: str | Path, *, create: bool) -> Path:
    """Return the file that `url` names, fit to be opened.

    Raises `ArchiveError` if it is of another kind of database, can't hold an archive, or
    isn't there and is not to be made.
    """
    text = os.fspath(url)
    if text.startswith(SCHEME):
        text = text.removeprefix(SCHEME)
    elif "://" in text:
        scheme = text.partition("://")[0]
        raise ArchiveError(
            f"archive {scheme}://…: only SQLite is supported; give a path or {SCHEME}PATH"
        )
    # A database in memory would be another one for each connection.
    if not text or text == ":memory:" or "\0" in text:
        raise ArchiveError(f"archive {text!r}: names no file; give a path or {SCHEME}PATH")
    path = Path(text)
    try:
        refuse_unfit(path, create=create)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise ArchiveError(
            f"archive {path}: can't be opened, {reason}; check the path and its permissions"
        ) from error
    return path


def refuse_unfit(path: Path, *, create: bool) -> None:
    """Raise `ArchiveError` if `path` can't be or become an archive, `OSError` if unreadable."""
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
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if not _is_database(path):
        raise ArchiveError(f"archive {path}: {ADVICE[sqlite3.SQLITE_NOTADB]}")
    # Even reading needs SQLite's log beside the file, so the folder must be writable too.
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise ArchiveError(f"archive {path}: {ADVICE[sqlite3.SQLITE_READONLY]}")


def _is_database(path: Path) -> bool:
    """Say whether a file is a database, or empty as left by one who died before its first commit.

    Only SQLite may open the file: when a process closes a file, POSIX drops all its locks on it,
    those of open connections too. The next process to leave would then take itself for the last
    and remove the log into which this one still writes.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            opened.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        # Whatever else is wrong is told when it is opened.
        return error.sqlite_errorcode != sqlite3.SQLITE_NOTADB
    return True


def connect(path: Path, *, busy_timeout_seconds: float) -> Engine:
    """Return an engine for the SQLite file `path`, without opening it yet."""
    # Every suspended iterator holds a connection, so their number has no bound.
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
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


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection that sees one state of the archive, as of its first statement."""
    with translating(path), engine.connect() as connection:
        yield connection


@contextmanager
def writing_to(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection in one write transaction: committed at the end, or undone by an error."""
    with (
        translating(path),
        engine.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def writing_at_once(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection as `writing_to` does, but raise `ArchiveLocked` where that had to wait."""
    with translating(path), engine.connect() as connection:
        patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
        connection.rollback()
        connection.execution_options(**{WRITES: True})
        raw = connection.connection
        raw.execute("PRAGMA busy_timeout = 0")
        try:
            with connection.begin():
                yield connection
        finally:
            raw.execute(f"PRAGMA busy_timeout = {int(patience)}")
            connection.execution_options(**{WRITES: False})


@contextmanager
def translating(path: Path) -> Iterator[None]:
    """Turn the database's errors into an `ArchiveError` that names `path`."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        # Extended result codes keep the primary one in their low byte.
        code = (getattr(cause, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR) & 0xFF
        first_line = str(cause).partition("\n")[0]
        advice = ADVICE.get(code, f"{first_line}; run the archive's check")
        locked = code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        kind = ArchiveLocked if locked else ArchiveError
        raise kind(f"archive {path}: {advice}") from error
    except UnicodeEncodeError as error:
        # Arguments with stray bytes reach us as lone surrogates.
        raise ArchiveError(
            f"archive {path}: was asked for {error.object!r}, which is no text; check its spelling"
        ) from error
