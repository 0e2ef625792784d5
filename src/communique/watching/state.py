"""What was seen and fetched before, and what sites asked of us: one small file beside the archive.

It is no part of the record. Lost, it costs asking once more for pages that the archive knows.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from communique.errors import CommuniqueError
from communique.watching.feeds import Linked

_VERSION = 1
_TABLES = """
CREATE TABLE sources (url TEXT PRIMARY KEY, asked_as TEXT NOT NULL, etag TEXT, modified TEXT);
CREATE TABLE sites (
    host TEXT PRIMARY KEY, held_until TEXT, failures INTEGER NOT NULL DEFAULT 0,
    robots BLOB, robots_at TEXT
);
CREATE TABLE pages (
    number INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
    marker TEXT NOT NULL, found_at TEXT NOT NULL, due_at TEXT, etag TEXT, modified TEXT,
    digest TEXT, tries INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pages_by_source ON pages (source, due_at);
"""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site gave with an answer, by which it tells whether that still holds."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What is sent to ask only for what changed."""
        given = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        # What a site gave is sent back as it came, if it can be sent at all.
        return {k: v for k, v in given if v and v.isascii() and v.isprintable() and len(v) < 500}


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be asked for; `digest` is that of the bytes it had, None for a new one.

    `tries` counts the times in a row that it couldn't be had.
    """

    url: str
    found_at: datetime
    validators: Validators
    digest: str | None
    tries: int


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of a site: until when it wants peace, how often it failed in a row, and its
    `robots.txt` with the moment that it was read; None where it wasn't.
    """

    held_until: datetime | None = None
    failures: int = 0
    robots: bytes | None = None
    robots_at: datetime | None = None


class State:
    """The file, for one process at a time; its methods may be called by several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file or make it; raise `CommuniqueError` where another process has it."""
        self._lock = Lock()
        try:
            self._database = sqlite3.connect(
                path, timeout=1.0, isolation_level=None, check_same_thread=False
            )
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("BEGIN EXCLUSIVE")
            [version] = self._database.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in filter(str.strip, _TABLES.split(";")):
                    self._database.execute(statement)
                self._database.execute(f"PRAGMA user_version = {_VERSION}")
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise CommuniqueError(f"{path}: another watch is at work with it") from error
            raise CommuniqueError(f"{path}: is no state of a watch ({error})") from error
        if version > _VERSION:
            raise CommuniqueError(f"{path}: is of a newer version of the program")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def source(self, url: str, asked_as: str) -> Validators:
        """Return what came with a source's last answer; nothing where it was read otherwise."""
        found = self._all(
            "SELECT etag, modified FROM sources WHERE url = ? AND asked_as = ?", url, asked_as
        )
        return Validators(*found[0]) if found else Validators()

    def note_source(
        self, url: str, asked_as: str, given: Validators, pages: Iterable[Linked], now: datetime
    ) -> None:
        """Note what a source answered, and the pages that it names: new ones, and those that it
        says have changed, are due. All of it or nothing is kept.
        """
        at = _write(now)
        rows = [(page.url, url, page.marker, at, at) for page in pages]
        with self._lock:
            self._database.execute("BEGIN")
            self._database.executemany(
                "INSERT INTO pages (url, source, marker, found_at, due_at) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (url) DO UPDATE SET marker = excluded.marker, tries = 0, "
                "due_at = excluded.due_at, found_at = excluded.found_at "
                "WHERE excluded.marker <> '' AND pages.marker <> excluded.marker "
                "AND pages.source = excluded.source",
                rows,
            )
            self._database.execute(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)",
                (url, asked_as, given.etag, given.modified),
            )
            self._database.execute("COMMIT")

    def due(self, source: str, now: datetime, limit: int) -> list[Page]:
        """Return the pages of a source that are to be asked for by now, the first named first."""
        rows = self._all(
            "SELECT url, found_at, etag, modified, digest, tries FROM pages "
            "WHERE source = ? AND due_at <= ? ORDER BY due_at, number LIMIT ?",
            source, _write(now), limit,
        )  # fmt: skip
        return [
            Page(url, _read(found), Validators(etag, modified), digest, tries)
            for url, found, etag, modified, digest, tries in rows
        ]

    def note_page(
        self, url: str, given: Validators, digest: str | None, due_at: datetime | None
    ) -> None:
        """Note what came with a page, and when to ask again; None for never."""
        self._do(
            "UPDATE pages SET etag = ?, modified = ?, digest = ?, due_at = ?, tries = 0 "
            "WHERE url = ?",
            given.etag, given.modified, digest, _write(due_at), url,
        )  # fmt: skip

    def note_failure(self, url: str, due_at: datetime | None) -> None:
        """Note that a page couldn't be had, and when to try again; None for never."""
        self._do(
            "UPDATE pages SET tries = tries + 1, due_at = ? WHERE url = ?", _write(due_at), url
        )

    def site(self, host: str) -> Site:
        """Return what is known of a site."""
        found = self._all(
            "SELECT held_until, failures, robots, robots_at FROM sites WHERE host = ?", host
        )
        if not found:
            return Site()
        held, failures, robots, at = found[0]
        return Site(_read(held) if held else None, failures, robots, _read(at) if at else None)

    def note_site(self, host: str, site: Site) -> None:
        """Keep what is known of a site."""
        self._do(
            "INSERT OR REPLACE INTO sites VALUES (?, ?, ?, ?, ?)",
            host, _write(site.held_until), site.failures, site.robots, _write(site.robots_at),
        )  # fmt: skip

    def _all(self, statement: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._database.execute(statement, values).fetchall()

    def _do(self, statement: str, *values: Any) -> None:
        with self._lock:
            self._database.execute(statement, values)


def after(now: datetime, seconds: float) -> datetime:
    """Return the moment so many seconds later."""
    return now + timedelta(seconds=seconds)


def _write(moment: datetime | None) -> str | None:
    # To the microsecond, so that moments sort as their texts do.
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")


def _read(written: str) -> datetime:
    return datetime.fromisoformat(written)
