"""Who does the pieces of work: an engine has workers, which are the same wherever they run."""

import queue
from collections import Counter
from collections.abc import Iterator, Sequence
from threading import Thread
from typing import Protocol

from communique.batch.guards import Guard
from communique.batch.outputs import Done, Outputs
from communique.batch.settings import Settings
from communique.batch.works import Work

#: How often an engine comes back where nothing is done yet, in seconds.
TICK = 0.5


class Engine(Protocol):
    """What does pieces of work, several at a time; each worker takes the next when it is free."""

    def run(self, works: Sequence[Work]) -> Iterator[tuple[Work, Done] | None]:
        """Yield each piece with what became of it, as they are done; None now and then.

        Raises what the first worker to fail raised (`WorkFailed`, `OSError`); the others are
        ended.
        """

    def at_hand(self) -> Counter[str]:
        """Return what was counted in pieces that aren't done yet."""

    def close(self) -> None:
        """End the workers."""


class LocalEngine:
    """Processes of this machine, each watched by a thread of this one."""

    def __init__(self, outputs: Outputs, settings: Settings, workers: int) -> None:
        self._guards = [Guard(outputs, settings) for _ in range(workers)]
        self._busy: set[int] = set()

    def run(self, works: Sequence[Work]) -> Iterator[tuple[Work, Done] | None]:
        """See `Engine`."""
        waiting: queue.SimpleQueue[Work] = queue.SimpleQueue()
        for work in works:
            waiting.put(work)
        done: queue.SimpleQueue[tuple[Work, Done | BaseException]] = queue.SimpleQueue()
        threads = [
            Thread(target=self._serve, args=(number, waiting, done), daemon=True)
            for number in range(min(len(self._guards), len(works)))
        ]
        for thread in threads:
            thread.start()
        left = len(works)
        while left:
            try:
                work, result = done.get(timeout=TICK)
            except queue.Empty:
                yield None
                continue
            if isinstance(result, BaseException):
                self.close()
                raise result
            left -= 1
            yield work, result

    def at_hand(self) -> Counter[str]:
        """See `Engine`."""
        total: Counter[str] = Counter()
        for number in tuple(self._busy):
            total.update(self._guards[number].beat.counts)
        return total

    def close(self) -> None:
        """See `Engine`."""
        for guard in self._guards:
            guard.close()

    def _serve(
        self,
        number: int,
        waiting: "queue.SimpleQueue[Work]",
        done: "queue.SimpleQueue[tuple[Work, Done | BaseException]]",
    ) -> None:
        while True:
            try:
                work = waiting.get_nowait()
            except queue.Empty:
                return
            self._busy.add(number)
            try:
                result: Done | BaseException = self._guards[number].work(work)
            except BaseException as error:  # raised where the works are asked for
                result = error
            self._busy.discard(number)
            done.put((work, result))
            if isinstance(result, BaseException):
                return
