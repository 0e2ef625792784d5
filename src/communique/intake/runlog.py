"""The log of one run, written to the archive in pieces, so that taking in is not slowed by it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Self

from communique.archive import Archive
from communique.archive.types import RunItem, RunState
from communique.errors import ArchiveError

#: So long, in seconds, a line of the log may wait for others to be written with.
_PATIENCE = 1.0


class RunLog:
    """What becomes of the inputs of a run, noted in the archive about once a second.

    It is used by one thread. A program that is killed loses the last second of the log, and no
    document that it stored.
    """

    def __init__(
        self,
        archive: Archive,
        run_id: int,
        *,
        patience_seconds: float = _PATIENCE,
        tell_time: Callable[[], float] = time.monotonic,
    ) -> None:
        self.run_id = run_id
        self._archive = archive
        self._patience = patience_seconds
        self._time = tell_time
        self._written = tell_time()
        self._items: list[RunItem] = []
        self._known = 0
        self._at_hand: str | None = None

    @classmethod
    @contextmanager
    def begun(cls, archive: Archive, by: str, way: str, asked: str) -> Iterator[Self]:
        """Log a run for as long as the block takes: done at its end, stopped by an error."""
        log = cls(archive, archive.begin_run(by, way, asked))
        try:
            yield log
        except BaseException as error:
            reason = str(error) or ("interrupted" if isinstance(error, KeyboardInterrupt) else "")
            # What went wrong first is what is to be told.
            with suppress(ArchiveError):
                log.end("stopped", reason or type(error).__name__)
            raise
        log.end("done")

    def note(self, item: RunItem) -> None:
        """Note what became of an input."""
        self._items.append(item)
        self._write_in_time()

    def note_known(self) -> None:
        """Note that the archive held a document already."""
        self._known += 1
        self._write_in_time()

    def note_at_hand(self, name: str) -> None:
        """Note which input is being read."""
        self._at_hand = name
        self._write_in_time()

    def end(self, state: RunState, reason: str = "") -> None:
        """Write what is left, and that the run is over."""
        self._write(state, reason)

    def _write_in_time(self) -> None:
        if self._time() - self._written >= self._patience:
            self._write()

    def _write(self, state: RunState | None = None, reason: str = "") -> None:
        self._archive.note_run(
            self.run_id,
            self._items,
            known=self._known,
            at_hand=self._at_hand,
            state=state,
            reason=reason,
        )
        self._items, self._known = [], 0
        self._written = self._time()
