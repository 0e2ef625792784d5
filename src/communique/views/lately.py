"""Leave to give an answer that held a while ago, while what took long is computed anew behind it.

Linking a busy pair of a large archive takes most of a minute, and any change to one of its records
makes the kept answer one of before. A reader of pages would rather read that, told of which moment
it is, than wait. Programs get no such leave: what they are given holds.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Protocol

from communique.errors import CommuniqueError

_log = logging.getLogger(__name__)

#: What took so long to compute may be given for a while after it held.
LONG_SECONDS = 2.0
#: It is computed anew after so many times as long as it took, however often it changes.
PAUSE = 10


class Refresher:
    """Computes answers anew, one after the other, in a thread of its own."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[tuple[str, Callable[[], object]] | None] = SimpleQueue()
        self._waiting: set[str] = set()
        self._lock = Lock()
        # It computes, and stores nothing that could not be computed again: the process may end.
        self._thread = Thread(target=self._work, name="refresher", daemon=True)

    def start(self) -> None:
        """Begin to work on what is asked."""
        self._thread.start()

    def ask(self, question: str, compute: Callable[[], object]) -> None:
        """Have something computed, unless the same waits already or is being computed."""
        with self._lock:
            if question in self._waiting:
                return
            self._waiting.add(question)
        self._jobs.put((question, compute))

    def close(self, seconds: float = 0.0) -> None:
        """Begin nothing more; wait so long for what is being computed."""
        self._jobs.put(None)
        self._thread.join(seconds)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            question, compute = job
            try:
                compute()
            except CommuniqueError:
                pass  # whoever asks next is told
            except Exception as error:  # the next question may fare better
                # Its text may hold words of documents.
                _log.error("an answer can't be computed: %s", type(error).__name__)
            finally:
                with self._lock:
                    self._waiting.discard(question)


class Asks(Protocol):
    """What has answers computed anew."""

    def ask(self, question: str, compute: Callable[[], object]) -> None:
        """Have something computed, unless the same waits already or is being computed."""


class Leave:
    """Leave to give older answers; `oldest` is of when the oldest is that was given, in UTC
    without a zone, None where all hold; `given` is how many were.
    """

    def __init__(self, refresher: Asks) -> None:
        self.refresher = refresher
        self.oldest: datetime | None = None
        self.given = 0

    def give(
        self, question: str, at: datetime, took: float, now: datetime, again: Callable[[], object]
    ) -> bool:
        """Return whether what held at a moment, and took so many seconds to compute, may be given
        now; if so, have it computed `again`, unless that would take much of the time.
        """
        if took < LONG_SECONDS:
            return False
        self.oldest = min(self.oldest or at, at)
        self.given += 1
        if now - at >= PAUSE * timedelta(seconds=took):
            self.refresher.ask(question, again)
        return True


_LEAVE: ContextVar[Leave | None] = ContextVar("leave", default=None)


def leave() -> Leave | None:
    """Return the leave that whoever asks now has; None where answers must hold."""
    return _LEAVE.get()


@contextmanager
def leave_given(refresher: Asks) -> Iterator[Leave]:
    """Give leave for what is asked meanwhile, also in threads that are started for it."""
    given = Leave(refresher)
    with _leave_set(given):
        yield given


@contextmanager
def leave_withdrawn() -> Iterator[None]:
    """Let what is asked meanwhile hold, as for who decides by it."""
    with _leave_set(None):
        yield


@contextmanager
def _leave_set(leave: Leave | None) -> Iterator[None]:
    token = _LEAVE.set(leave)
    try:
        yield
    finally:
        _LEAVE.reset(token)
