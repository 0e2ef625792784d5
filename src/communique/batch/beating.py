"""Signs of life: what a working process tells whoever watches it, without a word."""

import os
import time
from collections.abc import Callable
from ctypes import c_double
from multiprocessing.sharedctypes import RawArray
from threading import Thread
from typing import Any

#: What is counted, in the order in which it is shared; `done` is how much of the piece of work,
#: in the unit in which its size is told.
COUNTED = ("done", "pages", "passed", "records", "set_aside")

_NUMBER, _MOMENT = 0, 1
_FIRST = 2
#: How often a working process looks after itself, in seconds.
_LOOK = 1.0


class Beat:
    """The page at hand, since when, and what was counted so far, in memory that two share."""

    def __init__(self, shared: Any = None) -> None:
        self.shared = RawArray(c_double, _FIRST + len(COUNTED)) if shared is None else shared
        self._moves: Callable[[], int] = lambda: 0

    # -- who works -------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a piece of work: no page is at hand, nothing is counted."""
        for index in range(len(self.shared)):
            self.shared[index] = 0.0
        self.at(-1)

    def at(self, number: int) -> None:
        """Take up the page of that number."""
        self.shared[_NUMBER] = number
        self.shared[_MOMENT] = time.monotonic()

    def follow(self, moves: Callable[[], int]) -> None:
        """Count it as a sign of life when what `moves` returns changes.

        The way to a page may be long: past thousands of pictures.
        """
        self._moves = moves

    def look_after(self) -> None:
        """See to it, in a thread, that this process gives signs of life, and not beyond its parent.

        A process that is killed can't end its children.
        """
        Thread(target=self._look_after, args=(os.getppid(),), daemon=True).start()

    def _look_after(self, parent: int) -> None:
        before = 0
        while os.getppid() == parent:
            if (now := self._moves()) != before:
                before = now
                self.shared[_MOMENT] = time.monotonic()
            time.sleep(_LOOK)
        os._exit(1)

    def count(self, name: str, number: int = 1) -> None:
        """Add to what is counted under `name`."""
        self.shared[_FIRST + COUNTED.index(name)] += number

    def tell(self, name: str, number: int) -> None:
        """Set what is counted under `name`."""
        self.shared[_FIRST + COUNTED.index(name)] = number

    # -- who watches -----------------------------------------------------------------------

    @property
    def number(self) -> int:
        """The page at hand; -1 before the first."""
        return int(self.shared[_NUMBER])

    @property
    def silent(self) -> float:
        """For how many seconds nothing was told."""
        moment = self.shared[_MOMENT]
        return time.monotonic() - moment if moment else 0.0

    @property
    def counts(self) -> dict[str, int]:
        """What was counted in the piece of work at hand."""
        return {name: int(self.shared[_FIRST + at]) for at, name in enumerate(COUNTED)}
