"""An archive's file, opened: transactions on it, and its clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from communique.archive.engine import reading, writing_to
from communique.archive.moments import to_utc
from communique.archive.places import Place
from communique.errors import ArchiveError


class Opened:
    """What everything that asks or changes an archive works on."""

    def __init__(self, engine: Engine, path: Place, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._closed = False
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Archive({str(self.path)!r})"

    def close(self) -> None:
        """Let go of the file; closing twice does no harm."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        self._require_open()
        with reading(self._engine, self.path) as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        self._require_open()
        with writing_to(self._engine, self.path) as connection:
            yield connection

    def _require_open(self) -> None:
        if self._closed:
            raise ArchiveError(f"archive {self.path}: is closed; open it again")

    def _now(self) -> datetime:
        """Return the moment that a change is dated by, in UTC without its zone."""
        return to_utc(self._clock())
