"""What takes long is computed in another process, if whoever asks has one for that.

Linking a busy pair of a large archive holds the interpreter for half a minute, and every page that
the same process is asked for meanwhile waits for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ELSEWHERE: ContextVar[bool] = ContextVar("elsewhere", default=False)


class Elsewhere(Exception):
    """What was asked for takes long, and is to be asked of the process that computes it."""


@contextmanager
def computing_elsewhere() -> Iterator[None]:
    """Let what takes long raise `Elsewhere` meanwhile, also in threads that are started for it."""
    token = _ELSEWHERE.set(True)
    try:
        yield
    finally:
        _ELSEWHERE.reset(token)


def may_take_long() -> None:
    """Say that what follows may take long; raise `Elsewhere` if it isn't to be done here."""
    if _ELSEWHERE.get():
        raise Elsewhere
