"""An archive in a PostgreSQL database: how it is opened, and what can go wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    create_engine,
    event,
    exists,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert as _insert
from sqlalchemy.exc import ArgumentError

from communique.archive import postgresql_scoping
from communique.archive.places import Server
from communique.archive.stores import AT_ONCE, WRITES, ArchiveLocked
from communique.errors import ArchiveError

#: The lock that whoever writes holds until the end of the transaction; it is the database's own.
LOCK = 0x436D7165

#: Tells an archive from a database of something else; stands beside the table of documents.
MARK = "communique archive"

CONNECT_SECONDS = 10

_LOCKED = "is locked by another process; try again when that is done"

#: What classes of SQLSTATE, or single ones, mean to people, and what to do.
ADVICE = {
    "08": "can't be reached any more; see whether the server runs, and try again",
    "22P05": "can't hold such characters; make its database with the encoding UTF8",
    "25006": "may not be written to; ask the server that it follows",
    "28": "doesn't let this user in; check name and password",
    "3D000": "does not exist; make the database first, say with createdb",
    "40": _LOCKED,
    "42501": "may not be read or changed by this user; grant the rights on its schema",
    "53100": "can't grow, the server's disk is full; free some space",
    "53": "has no room for more; let the server have more connections or memory",
    "55P03": _LOCKED,
    "57014": "was told to stop; try again",
    "57P": "can't be reached any more, the server was stopped; try again when it runs",
    "58": "can't be read or written; check the server's disk",
    "XX": "is damaged; restore a copy of it",
}

#: What the driver says where no code came, because nobody answered.
_SAID = (
    ("password authentication failed", ADVICE["28"]),
    ("no password supplied", ADVICE["28"]),
    ("does not exist", "names a user or a database that the server doesn't have; make it first"),
    ("no pg_hba.conf entry", ADVICE["28"]),
    ("too many clients", ADVICE["53"]),
    ("starting up", "is starting up; try again"),
)


def refuse_unfit(place: Server, *, create: bool) -> None:
    """Raise `ArchiveError` if the address can't be read."""
    try:
        made = make_url(place.url)
    except (ArgumentError, ValueError):
        made = None
    if made is None or not made.database:
        raise ArchiveError(f"archive {place}: names no database; write postgresql://USER@HOST/NAME")


def connect(place: Server, *, busy_timeout_seconds: float) -> Engine:
    """Return an engine for the database, without opening it yet."""
    url = make_url(place.url).set(drivername="postgresql+psycopg")
    try:
        # Every suspended iterator holds a connection, so their number has no bound. A server
        # may have been started anew since the last question, hence the ping.
        engine = create_engine(
            url,
            isolation_level="REPEATABLE READ",
            max_overflow=-1,
            pool_pre_ping=True,
            connect_args={"client_encoding": "utf8"}
            | ({} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}),
        )
    except ImportError as error:
        raise ArchiveError(
            f"archive {place}: needs a driver; install it with pip install 'communique[postgres]'"
        ) from error
    # Zero would mean to wait for ever.
    patience = f"{max(1, int(busy_timeout_seconds * 1000))}ms"

    def set_up(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", (patience,))
        connection.commit()

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        if not writes:
            return
        # There is one writer at a time. What it reads must be of after it got the lock, so its
        # statements may not share a state of the database from before.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        if writes != AT_ONCE:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        elif not connection.exec_driver_sql(f"SELECT pg_try_advisory_xact_lock({LOCK})").scalar():
            raise ArchiveLocked(f"archive {place}: {_LOCKED}")

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin)
    return engine


restrict = postgresql_scoping.restrict


@contextmanager
def impatient(connection: Connection) -> Iterator[None]:
    """Do nothing: `AT_ONCE` tries for the lock, and nothing else is waited for."""
    yield


def explain(error: BaseException) -> tuple[str, bool]:
    """Return what an error means to people, and whether another process holds the archive."""
    code = getattr(error, "sqlstate", None) or ""
    for length in (5, 3, 2):
        if code[:length] in ADVICE and len(code) == 5:
            advice = ADVICE[code[:length]]
            return advice, advice == _LOCKED
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if not code:
        for words, advice in _SAID:
            if words in str(error):
                return advice, False
        said = lines[0].removeprefix("connection failed: ") if lines else "no answer"
        return f"can't be reached, {said}; check the address, and that the server runs", False
    return f"{lines[0] if lines else code}; run the archive's check", False


def is_empty(connection: Connection) -> bool:
    """Return whether the schema has no table at all."""
    statement = (
        "SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
        "AND relkind IN ('r', 'p', 'v', 'm', 'f') LIMIT 1"
    )
    return connection.exec_driver_sql(statement).first() is None


def is_archive(connection: Connection) -> bool:
    """Return whether the table of documents is marked as an archive's."""
    statement = "SELECT obj_description(to_regclass('documents'), 'pg_class')"
    marked = connection.exec_driver_sql(statement).scalar() == MARK
    versioned = "SELECT to_regclass('alembic_version')"
    return marked and connection.exec_driver_sql(versioned).scalar() is not None


def mark(connection: Connection) -> None:
    """Mark the table of documents as an archive's.

    Raises `ArchiveError` if the database can't hold every character.
    """
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        name = connection.engine.url.database
        raise ArchiveError(
            f"archive {name}: is encoded in {encoding}; make a database with the encoding UTF8"
        )
    connection.exec_driver_sql(f"COMMENT ON TABLE documents IS '{MARK}'")


def insert(table: Any) -> Any:
    """Return an insert that knows what to do on conflict."""
    return _insert(table)


def check(connection: Connection) -> Iterator[str]:
    """Yield the rows whose foreign keys lead nowhere.

    The server keeps that from happening, but for rows that were restored with its triggers off.
    """
    from communique.archive.tables import METADATA

    for table in METADATA.sorted_tables:
        for constraint in sorted(table.foreign_key_constraints, key=lambda c: list(c.column_keys)):
            parent = constraint.referred_table.alias()
            pairs = [
                (element.parent, parent.c[element.column.name]) for element in constraint.elements
            ]
            lost = select(*table.primary_key.columns).where(
                *(own.is_not(None) for own, _ in pairs),
                ~exists().where(*(own == other for own, other in pairs)),
            )
            for row in connection.execute(lost):
                named = "/".join(map(str, row))
                yield f"file: row {named} of {table.name} has no {constraint.referred_table.name}"


def finish_copy(connection: Connection) -> None:
    """Let the keys count on from those that are there, and the planner know the tables."""
    from communique.archive.tables import METADATA

    for table in METADATA.sorted_tables:
        column = table.autoincrement_column
        if column is not None and isinstance(column.type, Integer):
            sequence = connection.execute(
                select(func.pg_get_serial_sequence(table.name, column.name))
            ).scalar()
            if sequence is not None:
                last = connection.execute(select(func.max(column))).scalar()
                statement = text("SELECT setval(CAST(:sequence AS regclass), :last, :used)")
                values = {"sequence": sequence, "last": last or 1, "used": last is not None}
                connection.execute(statement, values)
    connection.exec_driver_sql("ANALYZE")
