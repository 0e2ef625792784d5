"""An archive's file, opened: transactions on it, its clock, and whose eyes it is seen through."""

import copy
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from communique.archive.auditing import log
from communique.archive.engine import connect_scoped, reading, writing_to
from communique.archive.moments import to_utc
from communique.archive.places import Place
from communique.archive.placing import require_seen
from communique.archive.remembered import OfOneState
from communique.archive.scoping import EVERYONE, Scope
from communique.errors import ArchiveError


class Opened:
    """What everything that asks or changes an archive works on."""

    def __init__(self, engine: Engine, path: Place, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        # Where changes go: a scope's own connections can only read.
        self._writer = engine
        self._scope: Scope | None = None
        self._remembered = OfOneState()
        self._collection = EVERYONE
        self._who: str | None = None
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

    def release(self) -> None:
        """Let go of the connections that nobody uses just now; others are made when needed."""
        self._engine.dispose()

    def __repr__(self) -> str:
        return f"Archive({str(self.path)!r})"

    def close(self) -> None:
        """Let go of the file; closing twice does no harm."""
        self._closed = True
        self._engine.dispose()

    def seen_by(self, scope: Scope) -> Self:
        """Return the archive as who may see these collections sees it: nothing else is read,
        found, counted or changed by it. The archive itself must stay open meanwhile.
        """
        made = copy.copy(self)
        made._engine = connect_scoped(self.path, scope)
        made._scope = scope
        made._remembered = OfOneState()
        return made

    def signed(self, who: str) -> Self:
        """Return the archive, noting down in its log that `who` changes what is changed by it."""
        made = copy.copy(self)
        made._who = who
        return made

    def adding_to(self, collection: int) -> Self:
        """Return the archive, adding documents to another collection than that of all.

        A new version of a page is one only among those of the same collection. Raises
        `ArchiveError` for a collection that this one doesn't see.
        """
        if self._scope is not None and collection not in self._scope.collections:
            raise ArchiveError(f"archive {self.path}: has no collection {collection}")
        made = copy.copy(self)
        made._collection = collection
        return made

    @property
    def scope(self) -> Scope | None:
        """What is seen of the archive, None for all of it."""
        return self._scope

    @property
    def collection(self) -> int:
        """The key of the collection that documents are added to."""
        return self._collection

    @contextmanager
    def acting_for(self, who: str, scope: Scope | None, collection: int) -> Iterator[Self]:
        """Give the archive as somebody sees, adds to and changes it, for as long as this lasts."""
        seen = self if scope is None else self.seen_by(scope)
        try:
            yield seen.adding_to(collection).signed(who)
        finally:
            if seen is not self:
                seen.release()

    @property
    def file(self) -> Hashable:
        """What all views through the same eyes on one opened file have in common."""
        return self._engine

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        self._require_open()
        with reading(self._engine, self.path) as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        self._require_whole()
        with writing_to(self._writer, self.path) as connection:
            yield connection

    @contextmanager
    def _change_whole(self, what: str, target: str) -> Iterator[Connection]:
        """Give a connection to change anything by, and log it; a scope has none."""
        with self._write() as connection:
            self._log(connection, what, (target,))
            yield connection

    @contextmanager
    def _change(
        self,
        what: str,
        *,
        documents: Collection[str] = (),
        records: Collection[str] = (),
        reviews: Collection[int] = (),
        pack: str | None = None,
    ) -> Iterator[Connection]:
        """Give a connection to change what a scope may see of the things with these ids.

        Raises `ArchiveError` as for what isn't there if one of them is out of its sight.
        """
        self._require_open()
        with writing_to(self._writer, self.path) as connection:
            if self._scope is not None:
                require_seen(
                    connection,
                    self._scope,
                    self.path,
                    documents=documents,
                    records=records,
                    reviews=reviews,
                )
            packs = () if pack is None else (pack,)
            self._log(connection, what, (*documents, *records, *map(str, reviews), *packs))
            yield connection

    def _log(self, connection: Connection, what: str, targets: Iterable[str]) -> None:
        if self._who is not None:
            log(connection, self._now(), self._who, what, targets)

    def _require_open(self) -> None:
        if self._closed:
            raise ArchiveError(f"archive {self.path}: is closed; open it again")

    def _require_whole(self) -> None:
        self._require_open()
        if self._scope is not None:
            raise ArchiveError(f"archive {self.path}: only who sees all of it may do that")

    def _now(self) -> datetime:
        """Return the moment that a change is dated by, in UTC without its zone."""
        return to_utc(self._clock())
