"""Bringing an archive to the newest revision of its tables."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, column, select, table

from communique.archive.engine import ArchiveLocked, reading, writing_to
from communique.archive.moments import to_utc
from communique.archive.places import Place
from communique.archive.settling import settle_pages
from communique.archive.stores import store_of
from communique.errors import ArchiveError

MIGRATIONS = Path(__file__).parent / "migrations"

#: The revisions, oldest first. Listed here so that an archive that is up to date opens
#: without loading Alembic; a test compares the list with the scripts.
REVISIONS = (
    "r0001", "r0002", "r0003", "r0004", "r0005", "r0006", "r0007", "r0008", "r0009",
)  # fmt: skip
HEAD = REVISIONS[-1]

#: From this revision on, what was decided on a page's version holds for its later ones.
_CARRIES = "r0006"

PAUSE_SECONDS = 0.05

_VERSION = table("alembic_version")


def bring_to_head(
    engine: Engine,
    place: Place,
    *,
    wait_seconds: float,
    clock: Callable[[], datetime],
    create: bool = True,
) -> None:
    """Create or migrate the tables behind `engine`, in one transaction, if they need it.

    `clock` dates what is shown otherwise by it. Raises `ArchiveError` for
    a database that is no archive or has a revision unknown here, or
    that is empty where none is to be made.
    """
    revision = read_patiently(engine, place, wait_seconds=wait_seconds)
    if revision == HEAD:
        return
    if revision is None and not create:
        raise ArchiveError(f"archive {place}: does not exist; add a document to make it")
    with writing_to(engine, place) as connection:
        # Another process may have been first while we waited for the lock.
        before = read_revision(connection, place)
        if before != HEAD:
            upgrade(connection, HEAD)
        if before is not None and before < _CARRIES:
            settle_pages(connection, at=to_utc(clock()))


def is_at_head(connection: Connection) -> bool:
    """Return whether the tables of an archive are those of this version."""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return bool(found == HEAD)


def read_patiently(engine: Engine, place: Place, *, wait_seconds: float) -> str | None:
    """Return the revision of the archive, waiting for others who open it at the same time."""
    # SQLite doesn't wait by itself when two processes switch a new file to its log.
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            with reading(engine, place) as connection:
                return read_revision(connection, place)
        except ArchiveLocked:
            if time.monotonic() >= deadline:
                raise
            time.sleep(PAUSE_SECONDS)


def read_revision(connection: Connection, place: Place) -> str | None:
    """Return the revision of the archive, None for an empty file.

    Raises `ArchiveError` for a database of something else or of a newer version.
    """
    store = store_of(connection)
    if store.is_empty(connection):
        return None
    if not store.is_archive(connection):
        raise ArchiveError(f"archive {place}: is a database of another program; name another")
    revision = connection.execute(select(column("version_num")).select_from(_VERSION)).scalar()
    if revision not in REVISIONS:
        raise ArchiveError(
            f"archive {place}: was written by a newer version (revision {revision}, "
            f"this one knows {HEAD}); upgrade communique"
        )
    return str(revision)


def upgrade(connection: Connection, revision: str) -> None:
    """Bring the tables up to `revision` inside the transaction of `connection`."""
    # Loading Alembic takes longer than opening an archive.
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The option passes a parser to which a percent sign is special.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
