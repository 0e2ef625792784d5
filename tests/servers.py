"""A real PostgreSQL server for the tests, on a socket in a temporary folder.

It is started once a session, from the binaries that are installed, and gone afterwards. Each
archive gets a database of its own: one that is given back, emptied, or a copy of an empty archive,
both of which are quicker than migrating.
"""

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg

from communique.archive import open_archive

#: The kinds of store that tests run on.
STORES = ("sqlite", "postgresql")

#: Gives a place for one more archive: nothing is there yet.
NewPlace = Callable[[], str]

#: Whom the server runs as where the tests run as root, which it refuses to.
_RUNS_AS = "postgres"
_TEMPLATE = "empty_archive"

#: Nothing here is to outlive a power cut.
_HASTE = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "synchronous_commit": "off",
}


def find_binaries() -> Path | None:
    """Return the folder with the newest server's programs; None if there is none."""
    found = [
        path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if (path.parent / "postgres").exists()
    ]
    if found:
        return max(found, key=lambda path: int(re.sub(r"\D", "", path.parts[-2]) or 0))
    beside = shutil.which("initdb")
    return Path(beside).parent if beside else None


class Server:
    """A server that runs; `new_database` gives the address of another empty archive."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries = binaries
        self.folder = folder
        self._numbers = count(1)
        self._free: list[str] = []
        self._start()
        self.make_database(_TEMPLATE)
        open_archive(self.url(_TEMPLATE)).close()
        with psycopg.connect(self.url(_TEMPLATE)) as connection:
            self._described = _describe(connection)

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://{_RUNS_AS}@/{database}?host={self.folder}"

    def run(self, statement: str, database: str = "postgres") -> None:
        """Run a statement behind every archive's back."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def make_database(self, name: str, *options: str) -> str:
        """Make a database with nothing in it, and return its address."""
        self.run(f"CREATE DATABASE {name} {' '.join(options)}")
        return self.url(name)

    def new_name(self) -> str:
        """Return a name that no database has."""
        return f"archive_{next(self._numbers)}"

    def new_archive(self) -> str:
        """Return the address of an empty archive that nobody has."""
        if self._free:
            return self._free.pop()
        return self.make_database(self.new_name(), f"TEMPLATE {_TEMPLATE}", "STRATEGY FILE_COPY")

    def give_back(self, url: str) -> None:
        """Empty an archive for the next one who asks, if its tables are as they were."""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            tables = connection.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                "AND relkind = 'r' ORDER BY relname"
            ).fetchall()
            if _describe(connection) != self._described:
                return
            named = ", ".join(name for (name,) in tables if name != "alembic_version")
            connection.execute(f"TRUNCATE {named} RESTART IDENTITY CASCADE".encode())
            # Each archive is made with the collection of all.
            connection.execute("INSERT INTO collections VALUES (1, 'everyone')")
        self._free.append(url)

    def new_database(self) -> str:
        """Return the address of a database with nothing in it."""
        return self.make_database(self.new_name(), "TEMPLATE template0")

    def drop(self, url: str) -> None:
        """Drop a database, whoever is connected."""
        name = url.partition("@/")[2].partition("?")[0]
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def program(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the server's programs and return how it ended, well or not."""
        return subprocess.run(
            [str(self.binaries / name), *arguments], capture_output=True, text=True, check=False
        )

    def stop(self) -> None:
        """Stop the server, letting nobody finish."""
        self._as_owner("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def _start(self) -> None:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_RUNS_AS)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        data = str(self.folder / "data")
        self._as_owner(
            "initdb", "-D", data, "-U", _RUNS_AS, "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        options = " ".join(f"-c {name}='{value}'" for name, value in _HASTE.items())
        self._as_owner(
            "pg_ctl", "-D", data, "-w", "-l", str(self.folder / "log"),
            "-o", f"{options} -k {self.folder}", "start",
        )  # fmt: skip

    def _as_owner(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", _RUNS_AS, "--", *command]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")


def _describe(connection: psycopg.Connection[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return all columns and triggers, and the revision."""
    return connection.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = 'public' UNION ALL "
        "SELECT event_object_table, trigger_name, event_manipulation "
        "FROM information_schema.triggers UNION ALL "
        "SELECT version_num, '', '' FROM alembic_version ORDER BY 1, 2, 3"
    ).fetchall()


@contextlib.contextmanager
def serving() -> Iterator[Server | None]:
    """Give a server, None where there are no programs to run one."""
    binaries = find_binaries()
    if binaries is None:
        yield None
        return
    # A socket's path may have a hundred characters only, which pytest's folders exceed.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = None
    try:
        server = Server(binaries, folder)
        yield server
    finally:
        if server is not None:
            server.stop()
        for _ in range(20):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.1)
