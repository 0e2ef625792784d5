"""Where an archive is: a file, or a database on a server."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from communique.errors import ArchiveError

SQLITE = "sqlite:///"
#: What the address of a PostgreSQL database may begin with.
SERVERS = ("postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True)
class Server:
    """A database on a server. Written out, it shows no password; `url` has it."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        # Options behind the question mark may hold a password, too.
        address = self.url.partition("://")[2].partition("?")[0]
        user, at, rest = address.rpartition("@")
        return f"postgresql://{user.partition(':')[0]}{at}{rest}"


Place = Path | Server


def name_place(url: str | Path | Server) -> Place:
    """Return what `url` names, without looking whether it is there.

    Raises `ArchiveError` if it is of another kind of database or names nothing.
    """
    if isinstance(url, Server):
        return url
    text = os.fspath(url)
    if text.startswith(SERVERS):
        return Server("postgresql://" + text.partition("://")[2])
    if text.startswith(SQLITE):
        text = text.removeprefix(SQLITE)
    elif "://" in text:
        scheme = text.partition("://")[0]
        raise ArchiveError(
            f"archive {scheme}://…: only SQLite and PostgreSQL are supported; give a path, "
            f"{SQLITE}PATH or postgresql://USER@HOST/NAME"
        )
    # A database in memory would be another one for each connection.
    if not text or text == ":memory:" or "\0" in text:
        raise ArchiveError(f"archive {text!r}: names no file; give a path or {SQLITE}PATH")
    return Path(text)
