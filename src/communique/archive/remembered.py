"""What was found of one state of the archive, found once: forgotten when the state is another."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

_Found = TypeVar("_Found")

#: So many findings are kept; beyond that all are found anew.
_MOST = 4_096


class OfOneState:
    """Findings by what was asked; whoever opened the archive keeps them for all its threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state = ""
        self._found: dict[Hashable, Any] = {}

    def give(self, state: str, question: Hashable, find: Callable[[], _Found]) -> _Found:
        """Return what `find` returned before for a question and this state, or returns now.

        `state` must be of before `find` looks: what is found may be newer, never older.
        """
        with self._lock:
            if state == self._state and question in self._found:
                known: _Found = self._found[question]
                return known
        found = find()
        with self._lock:
            if state != self._state or len(self._found) >= _MOST:
                self._state, self._found = state, {}
            self._found[question] = found
        return found
