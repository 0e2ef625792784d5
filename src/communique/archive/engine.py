"""The database behind an archive: how it is opened, transactions on it, what can go wrong."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from communique.archive.places import Place, Server, name_place
from communique.archive.scoping import Scope
from communique.archive.stores import AT_ONCE, WRITES, ArchiveLocked, store_at, store_of
from communique.errors import ArchiveError, ArchiveFailed

__all__ = [
    "ArchiveLocked",
    "connect",
    "connect_scoped",
    "find_place",
    "reading",
    "translating",
    "writing_at_once",
    "writing_to",
]


def find_place(url: str | Path | Server, *, create: bool) -> Place:
    """Return the file or the database that `url` names, fit to be opened.

    Raises `ArchiveError` if it is of another kind of database, can't hold an archive, or
    isn't there and is not to be made.
    """
    place = name_place(url)
    store_at(place).refuse_unfit(place, create=create)
    return place


def connect(place: Place, *, busy_timeout_seconds: float) -> Engine:
    """Return an engine for the database at `place`, without opening it yet."""
    return store_at(place).connect(place, busy_timeout_seconds=busy_timeout_seconds)


def connect_scoped(place: Place, scope: Scope, *, busy_timeout_seconds: float = 30.0) -> Engine:
    """Return an engine whose connections read what `scope` may see, and write nothing."""
    engine = connect(place, busy_timeout_seconds=busy_timeout_seconds)
    store_of(engine).restrict(engine, scope)
    return engine


@contextmanager
def reading(engine: Engine, place: Place) -> Iterator[Connection]:
    """Give a connection that sees one state of the archive, as of its first statement."""
    with translating(engine, place), engine.connect() as connection:
        yield connection


@contextmanager
def writing_to(engine: Engine, place: Place) -> Iterator[Connection]:
    """Give a connection in one write transaction: committed at the end, or undone by an error."""
    with (
        translating(engine, place),
        engine.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def writing_at_once(engine: Engine, place: Place) -> Iterator[Connection]:
    """Give a connection as `writing_to` does, but raise `ArchiveLocked` where that had to wait."""
    with (
        translating(engine, place),
        engine.connect() as connection,
        store_of(engine).impatient(connection),
    ):
        connection.execution_options(**{WRITES: AT_ONCE})
        with connection.begin():
            yield connection


@contextmanager
def translating(engine: Engine, place: Place) -> Iterator[None]:
    """Turn the database's errors into an `ArchiveError` that names `place`."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        advice, locked = store_of(engine).explain(cause)
        raise (ArchiveLocked if locked else ArchiveFailed)(f"archive {place}: {advice}") from error
    except UnicodeEncodeError as error:
        # Arguments with stray bytes reach us as lone surrogates.
        raise ArchiveError(
            f"archive {place}: was asked for {error.object!r}, which is no text; check its spelling"
        ) from error
