"""Reading in a process of its own, since pages are hostile and reading takes all of a core.

A document that takes too long, too much memory, or the process with it, is set aside; the next
one is read by a new process. Whoever asks stays responsive, and alive.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from communique.document import Document
from communique.intake.inputs import Input
from communique.reading import SetAside
from communique.records import Records

#: A document may take so many seconds, loading the language model included.
_SECONDS = 300.0
#: What a reading process may hold in memory.
_MEMORY = 6 * 1024**3


class Reader:
    """A process that reads inputs, one after another; used by one thread."""

    def __init__(self, model: str, *, seconds: float = _SECONDS, memory: int = _MEMORY) -> None:
        self._model = model
        self._seconds = seconds
        self._memory = memory
        self._process: Any = None
        self._line: Connection | None = None

    def read(self, given: Input) -> Iterator[Document | SetAside]:
        """Yield the documents of an input; each may be given to `extract` before the next.

        Where the process fails, the rest of the input comes out as set aside.
        """
        try:
            line = self._start()
            line.send(given)
            while True:
                match self._receive(line):
                    case None:
                        return
                    case (Document() | SetAside()) as one:
                        yield one
                        line.send("next")
        except _Failed as error:
            yield SetAside(name=given.name, reason=str(error))
        except OSError:
            # The process ended while we wrote to it.
            yield SetAside(name=given.name, reason=str(self._fail()))

    def extract(self) -> Records | str:
        """Return the records of the document that `read` yielded last, else why there are none."""
        if self._line is None:
            return "the process that read it has ended"
        try:
            self._line.send("extract")
            answer: Records | str = self._receive(self._line)
            return answer
        except _Failed as error:
            return str(error)
        except OSError:
            return str(self._fail())

    def close(self) -> None:
        """End the process."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._line = None

    def _start(self) -> Connection:
        if self._line is None or not self._process.is_alive():
            self.close()
            # A new interpreter: a copy of a process with threads may wait for their locks.
            context = multiprocessing.get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, self._model, self._memory), daemon=True
            )
            self._process.start()
            theirs.close()
        return self._line

    def _receive(self, line: Connection) -> Any:
        try:
            if line.poll(self._seconds):
                return line.recv()
        except (EOFError, OSError) as error:
            raise self._fail() from error
        self.close()
        raise _Failed(f"took longer than {self._seconds:g} seconds to read")

    def _fail(self) -> "_Failed":
        """Return how the process ended, having seen to it that it has."""
        process = self._process
        code = None
        if process is not None:
            process.join(5)
            code = process.exitcode
        self.close()
        told = f"status {code}" if code is None or code >= 0 else f"signal {-code}"
        return _Failed(f"ended the process that read it ({told}); too large, or a defect")


class _Failed(Exception):
    """The process can't go on; the message says why, for people."""


def _serve(line: Connection, model: str, memory: int) -> None:
    """Read what the other end of the line sends, until it hangs up."""
    # The terminal's Ctrl-C reaches all processes; ours ends when it is told to.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        os.nice(5)
    bound_memory(memory)
    with suppress(EOFError, OSError):
        given: Input | None = None
        while True:
            given = _read(line, given or line.recv(), model)


def _read(line: Connection, given: Input, model: str) -> Input | None:
    """Read an input as far as it is asked for; return the next one if that comes before its end."""
    from communique.intake.inputs import read_input

    found = read_input(given)
    while True:
        try:
            one = next(found, None)
        except Exception as error:  # what hostile bytes make a library raise can't be listed
            one, found = SetAside(name=given.name, reason=tell_defect(error)), iter(())
        line.send(one)
        if one is None:
            return None
        while (said := line.recv()) == "extract":
            line.send(_extract(one, model))
        if isinstance(said, Input):
            # Who asked gave the rest of the other input up.
            return said


def _extract(one: Document | SetAside, model: str) -> Records | str:
    from communique.extraction import extract
    from communique.extraction.plugged import installed_extractors

    assert isinstance(one, Document)
    try:
        return extract(one, model=model, advisers=installed_extractors())
    except Exception as error:  # as above; the document is set aside with it
        return tell_defect(error)


def tell_defect(error: Exception) -> str:
    """Return what a document is set aside with where reading it raised that."""
    from communique.errors import CommuniqueError
    from communique.intake.account import name_defect

    if isinstance(error, CommuniqueError):
        return str(error)
    if isinstance(error, MemoryError):
        return "needs more memory than one document may take"
    return name_defect(error)


def bound_memory(most: int) -> None:
    """Have this process refused memory beyond so many bytes, where the system knows how."""
    try:
        import resource
    except ModuleNotFoundError:  # no such bound on this system
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
