"""Ray as an engine: the same workers, each in an actor of a cluster or of this machine.

All machines must reach the folder of the run by the same path.
"""

import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from communique.batch.engines import TICK
from communique.batch.guards import Guard, WorkFailed
from communique.batch.outputs import Done, Outputs
from communique.batch.settings import Settings
from communique.batch.works import Work
from communique.errors import MissingExtra

try:
    import ray
    from ray.exceptions import RayActorError
except ModuleNotFoundError as error:
    raise MissingExtra("ray", "ray") from error

#: So often is a piece of work given to another worker when the one that had it is gone.
_TRIES = 10


class RayEngine:
    """Actors of Ray, each with a process that it watches over; see `Engine`.

    The cluster is that of `RAY_ADDRESS`, else one that is started on this machine.
    """

    def __init__(self, outputs: Outputs, settings: Settings, workers: int) -> None:
        self._folder = str(outputs.folder.absolute())
        self._settings = settings
        self._own = not ray.is_initialized()
        if self._own:
            address = os.environ.get("RAY_ADDRESS")
            quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
            if not address:
                quiet |= {"num_cpus": workers, "include_dashboard": False}
            ray.init(address=address, **quiet)
        self._actor: Any = ray.remote(num_cpus=1, max_restarts=0)(_Worker)
        self._workers: list[Any] = [self._start() for _ in range(workers)]

    def run(self, works: Sequence[Work]) -> Iterator[tuple[Work, Done] | None]:
        """See `Engine`."""
        waiting = list(reversed(works))
        tries: Counter[str] = Counter()
        at_work: dict[Any, tuple[Any, Work]] = {}
        free = list(self._workers)
        while waiting or at_work:
            while waiting and free:
                # One piece a worker: the rest waits here, and nothing piles up.
                worker, work = free.pop(), waiting.pop()
                at_work[worker.work.remote(work)] = (worker, work)
            done, _ = ray.wait(list(at_work), timeout=TICK)
            if not done:
                yield None
            for one in done:
                worker, work = at_work.pop(one)
                try:
                    result = ray.get(one)
                except RayActorError as error:
                    tries[work.name] += 1
                    if tries[work.name] >= _TRIES:
                        raise WorkFailed(f"{_TRIES} workers of the cluster ended") from error
                    self._workers.remove(worker)
                    worker = self._start()
                    self._workers.append(worker)
                    waiting.append(work)
                    free.append(worker)
                    continue
                if isinstance(result, BaseException):
                    raise result
                free.append(worker)
                yield work, result

    def at_hand(self) -> Counter[str]:
        """See `Engine`; workers elsewhere tell when they are done only."""
        return Counter()

    def close(self) -> None:
        """See `Engine`."""
        for worker in self._workers:
            ray.kill(worker)
        self._workers.clear()
        if self._own:
            ray.shutdown()

    def _start(self) -> Any:
        return self._actor.remote(self._folder, self._settings)


class _Worker:
    """What an actor does: watch over a process, as a thread does on one machine."""

    def __init__(self, folder: str, settings: Settings) -> None:
        self._guard = Guard(Outputs(Path(folder)), settings)

    def work(self, work: Work) -> Done | Exception:
        """Return what became of a piece of work, or why it can't be done."""
        try:
            return self._guard.work(work)
        except (WorkFailed, OSError) as error:
            return error
