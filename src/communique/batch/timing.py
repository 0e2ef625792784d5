"""A bound on how long one page may take, in the process that reads it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from communique.errors import UnreadableInput
from communique.intake.reader import tell_defect

Result = TypeVar("Result")


class TookTooLong(BaseException):
    """What a page is read in took too long.

    No `Exception`: libraries that mend what they can would otherwise swallow it.
    """


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """End the block with `TookTooLong` after so many seconds.

    What a library does outside of Python goes on until it comes back; whoever watches the
    process ends that. Only where the system has timers, and in the main thread of a process.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def attempt(seconds: float, read: Callable[[], Result]) -> Result | str:
    """Return what `read` makes of a page in so many seconds; else why it makes nothing of it."""
    try:
        with within(seconds):
            return read()
    except TookTooLong:
        return f"took longer than {seconds:g} seconds to read"
    except UnreadableInput as error:
        return error.reason
    except Exception as error:  # what hostile bytes make a library raise can't be listed
        return tell_defect(error)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise TookTooLong
