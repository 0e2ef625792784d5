"""A process that works, and whoever watches over it: what it doesn't survive is set aside.

Pages are hostile: one may hold the parser for ever, eat all memory, or end the process. The
piece of work is then done anew by another process, without that page.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any

import psutil

from communique.batch.beating import Beat
from communique.batch.outputs import Done, Ended, Outputs
from communique.batch.settings import Settings
from communique.batch.works import Sift, Work
from communique.errors import CommuniqueError
from communique.intake.reader import bound_memory, tell_defect

#: How often it is looked after, in seconds.
_LOOK = 0.2
#: A page is given up by its own process first; only a process that can't is ended.
_GRACE = 2.0
#: A new process may take so long before it takes up a page: it loads the language model.
_LOADING = 120.0
#: What a process may reserve beyond what it may hold: libraries reserve more than they use.
_RESERVED = 8 * 1024**3
#: So often may a process end without a page at hand before that is nobody's page's fault.
_PATIENCE = 3


#: How numeric libraries are told to use one core a process: workers have one each.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

#: Does a piece of work.
Do = Callable[[Work, Outputs, Settings, Beat], Done]


def do_work(work: Work, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """Do a piece of work of either half.

    With the first, all is loaded that either needs: so a model that isn't there is told at once,
    and a worker's memory is the same from beginning to end.
    """
    _load(settings.model)
    if isinstance(work, Sift):
        from communique.batch.sifting import sift

        return sift(work, outputs, settings, beat)
    from communique.batch.extracting import extract_part

    return extract_part(work, outputs, settings, beat)


@lru_cache(maxsize=1)
def _load(model: str) -> None:
    import communique.batch.extracting
    import communique.batch.sifting  # noqa: F401
    from communique.language.model import load_model
    from communique.reference import load_reference

    load_reference()
    load_model(model)


class WorkFailed(CommuniqueError):
    """A piece of work that can't be done, whatever page is left out; the run stops."""


class Guard:
    """A process that does pieces of work, one after another, and is replaced when it ends."""

    def __init__(self, outputs: Outputs, settings: Settings, do: Do = do_work) -> None:
        self.beat = Beat()
        self._outputs = outputs
        self._settings = settings
        self._do = do
        self._process: Any = None
        self._line: Connection | None = None
        self._stopped = False
        # A process that is being started is ended when it has begun, not in the midst of it.
        self._lock = Lock()

    def work(self, work: Work) -> Done:
        """Do a piece of work; return what became of it, which is noted by then.

        Raises `WorkFailed`, and `OSError` where the outputs can't be written.
        """
        suspect: int | None = None
        idle = 0
        while True:
            try:
                return self._ask(work)
            except _Ended as end:
                if self._stopped:
                    raise WorkFailed("stopped") from None
                number = self.beat.number
                if number < 0:
                    idle += 1
                    if idle >= _PATIENCE:
                        raise WorkFailed(f"a worker {end}, before it took up a page") from None
                elif end.by_bound or suspect == number:
                    self._leave_out(work, number, str(end))
                    suspect = None
                else:
                    # Somebody may have ended it: the page is at fault if it does so again.
                    suspect = number

    def close(self) -> None:
        """End the process, and the piece of work that it is at."""
        self._stopped = True
        self._end()

    def _leave_out(self, work: Work, number: int, how: str) -> None:
        ended = self._outputs.ended(work.name)
        reason = f"the process that read it {how}"
        if isinstance(work, Sift) and number in ended.pages:
            # It wasn't the page, but the way to it.
            ended = Ended(pages=ended.pages, rests={**ended.rests, number: reason})
        else:
            ended = Ended(pages={**ended.pages, number: reason}, rests=ended.rests)
        self._outputs.keep_ended(work.name, ended)

    def _ask(self, work: Work) -> Done:
        line = self._start()
        self.beat.begin()
        try:
            line.send(work)
            while not line.poll(_LOOK):
                self._look()
            answer = line.recv()
        except (EOFError, OSError) as error:
            raise self._tell_end() from error
        if isinstance(answer, Done):
            return answer
        if isinstance(answer, OSError):
            raise answer
        raise WorkFailed(str(answer))

    def _look(self) -> None:
        """End the process where its page takes too long, or it holds too much."""
        loading = self.beat.number < 0
        bound = _LOADING if loading else self._settings.seconds * _GRACE
        if self.beat.silent > bound:
            self._end()
            raise _Ended(f"was ended after {bound:g} seconds at one page", by_bound=True)
        with suppress(psutil.Error):
            held = psutil.Process(self._process.pid).memory_info().rss
            if held > self._settings.memory:
                self._end()
                raise _Ended(
                    f"was ended when it held {held / 1e6:,.0f} MB "
                    f"(of {self._settings.memory / 1e6:,.0f})",
                    by_bound=True,
                )

    def _start(self) -> Connection:
        with self._lock:
            if self._stopped:
                raise _Ended("was stopped", by_bound=False)
            if self._line is None or not self._process.is_alive():
                self._drop()
                self._line, self._process = self._launch()
            return self._line

    def _launch(self) -> tuple[Connection, Any]:
        for name in _THREADS:
            os.environ.setdefault(name, "1")
        # A new interpreter: a copy of a process with threads may wait for their locks.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve,
            args=(theirs, self.beat.shared, self._outputs.folder, self._settings, self._do),
            daemon=True,
        )
        process.start()
        theirs.close()
        return ours, process

    def _tell_end(self) -> "_Ended":
        process = self._process
        code = None
        if process is not None:
            process.join(5)
            code = process.exitcode
        self._end()
        told = f"with status {code}" if code is None or code >= 0 else f"by signal {-code}"
        return _Ended(f"ended {told}", by_bound=False)

    def _end(self) -> None:
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        line, process = self._line, self._process
        self._process = self._line = None
        if line is not None:
            line.close()
        if process is not None:
            process.kill()
            process.join()


class _Ended(Exception):
    """The process is no more; the message says how it ended, behind "it"."""

    def __init__(self, how: str, *, by_bound: bool) -> None:
        super().__init__(how)
        self.by_bound = by_bound


def _serve(line: Connection, shared: Any, folder: Path, settings: Settings, do: Do) -> None:
    """Do what the other end of the line sends, until it hangs up."""
    # The terminal's Ctrl-C reaches all processes; ours ends when it is told to.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound_memory(settings.memory + _RESERVED)
    beat, outputs = Beat(shared), Outputs(folder)
    beat.look_after()
    with suppress(EOFError, OSError):
        while True:
            work: Work = line.recv()
            beat.begin()
            try:
                answer: Done | OSError | str = do(work, outputs, settings, beat)
            except OSError as error:
                answer = error
            except Exception as error:  # said in a line by whoever watches, not here
                answer = tell_defect(error)
            line.send(answer)
