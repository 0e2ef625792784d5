"""The queue of what people gave to be taken in, and the one thread that takes it in.

The queue is bounded; what waits lies in files of a folder that ends with the program. How far a
run is stands in the archive, where every process can see it.
"""

import queue
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread
from typing import IO

from communique.archive import Archive
from communique.archive.scoping import Scope
from communique.errors import ArchiveError, CommuniqueError
from communique.intake.account import Account, name_defect
from communique.intake.addresses import Unreachable
from communique.intake.fetching import Fetching, check_url, fetch, shorten
from communique.intake.inputs import Input, Pasted, safe_name, spool, spool_page
from communique.intake.reader import Reader
from communique.intake.runlog import RunLog
from communique.intake.taking import take_in

#: So many runs may wait; who comes later is asked to come again.
WAITING = 20
_MODEL = "en_core_web_sm"
_STOPPED = "the server was stopped; add it again"


class QueueFull(CommuniqueError):
    """More is waiting to be taken in than may wait."""

    def __init__(self) -> None:
        super().__init__("too much is waiting to be taken in already; try again in a while")


@dataclass(frozen=True, slots=True)
class _Job:
    run_id: int
    by: str
    #: What its sender sees of the archive, and the collection that its documents go to.
    scope: Scope | None
    collection: int
    folder: Path
    inputs: tuple[Input, ...]
    url: str | None = None


class Worker:
    """Takes in what is submitted, in the order in which it came.

    `open_archive` opens the archive anew, for the worker's own thread. `extractor` is the
    version of the program.
    """

    def __init__(
        self,
        open_archive: Callable[[], Archive],
        *,
        extractor: str,
        fetching: Fetching | None = None,
        reader: Reader | None = None,
        waiting: int = WAITING,
    ) -> None:
        self._open = open_archive
        self._extractor = extractor
        self._fetching = fetching or Fetching()
        self._reader = reader or Reader(_MODEL)
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._room = waiting
        self._waiting = 0
        self._lock = Lock()
        self._stopping = Event()
        self._folder = Path(tempfile.mkdtemp(prefix="communique-intake-"))
        self._thread: Thread | None = None

    def submit_files(
        self, archive: Archive, by: str, files: Iterator[tuple[str, IO[bytes]]]
    ) -> int:
        """Have files taken in, each with the name its sender gave it; return the run's number.

        They are copied before this returns. Raises `QueueFull`.
        """
        with self._place() as folder:
            made = [
                Input(path=spool(stream, folder, number, name), name=safe_name(name))
                for number, (name, stream) in enumerate(files)
            ]
            if not made:
                raise CommuniqueError("no file was given; choose one or more")
            named = ", ".join(one.name for one in made[:3])
            more = f" and {len(made) - 3} more" if len(made) > 3 else ""
            return self._queue(archive, by, f"{named}{more}", folder, tuple(made))

    def submit_text(self, archive: Archive, by: str, stream: IO[bytes], given: Pasted) -> int:
        """Have a pasted text taken in, with what `given` tells of it; return the run's number."""
        with self._place() as folder:
            path = spool(stream, folder, 0, "text")
            one = Input(path=path, name=given.name, pasted=given)
            return self._queue(archive, by, f"text: {given.name}", folder, (one,))

    def submit_url(self, archive: Archive, by: str, url: str) -> int:
        """Have the page at an address fetched and taken in; return the run's number.

        Raises `Unreachable` at once for what is no address of a page.
        """
        checked = check_url(url)
        with self._place() as folder:
            return self._queue(archive, by, shorten(checked), folder, (), checked)

    @property
    def waiting(self) -> int:
        """How many runs wait or are being worked on."""
        with self._lock:
            return self._waiting

    def start(self) -> None:
        """Begin to work."""
        self._thread = Thread(target=self._work, name="intake", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 30.0) -> None:
        """End after the document at hand; what waits is set aside, and said so in its run."""
        self._stopping.set()
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join(seconds)
        self._reader.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self) -> "_Place":
        with self._lock:
            if self._stopping.is_set() or self._waiting >= self._room:
                raise QueueFull
            self._waiting += 1
        return _Place(self._folder, self._leave)

    def _leave(self) -> None:
        with self._lock:
            self._waiting -= 1

    def _queue(
        self,
        archive: Archive,
        by: str,
        asked: str,
        folder: Path,
        inputs: tuple[Input, ...],
        url: str | None = None,
    ) -> int:
        run_id = archive.begin_run(by, "page", asked, state="waiting")
        self._jobs.put(_Job(run_id, by, archive.scope, archive.collection, folder, inputs, url))
        return run_id

    def _work(self) -> None:
        with self._open() as archive:
            while (job := self._jobs.get()) is not None:
                try:
                    self._do(archive, job)
                except ArchiveError as error:
                    # The archive may be locked or full by now; the next run may fare better.
                    with suppress(ArchiveError):
                        archive.note_run(job.run_id, state="stopped", reason=str(error))
                finally:
                    shutil.rmtree(job.folder, ignore_errors=True)
                    self._leave()

    def _do(self, archive: Archive, job: _Job) -> None:
        # People watch the page: each input is noted as soon as it is known.
        log = RunLog(archive, job.run_id, patience_seconds=0.0)
        archive.note_run(job.run_id, state="reading")
        with archive.acting_for(job.by, job.scope, job.collection) as own:
            self._read_all(own, job, log)
        if self._stopping.is_set():
            log.end("stopped", _STOPPED)
        else:
            log.end("done")

    def _read_all(self, archive: Archive, job: _Job, log: RunLog) -> None:
        account = Account(log=log)
        inputs = job.inputs
        if job.url is not None and not self._stopping.is_set():
            inputs = self._fetch(job.url, job.folder, account)
        for one in inputs:
            if self._stopping.is_set():
                account.set_document_aside(one.name, _STOPPED)
                continue
            log.note_at_hand(one.name)
            try:
                self._take_in(archive, one, account)
            except ArchiveError as error:
                account.set_document_aside(one.name, str(error))
            except Exception as error:  # one input's defect must not end the others' thread
                account.set_document_aside(one.name, name_defect(error))

    def _fetch(self, url: str, folder: Path, account: Account) -> tuple[Input, ...]:
        try:
            got = fetch(url, self._fetching)
        except Unreachable as error:
            account.set_document_aside(shorten(url), str(error))
            return ()
        return (spool_page(folder, got.url, got.data),)

    def _take_in(self, archive: Archive, given: Input, account: Account) -> None:
        take_in(
            archive,
            given,
            account,
            self._reader,
            extractor=self._extractor,
            stopped=lambda: _STOPPED if self._stopping.is_set() else None,
        )


class _Place:
    """A place in the queue with a folder of its own; given up again where nothing was queued."""

    def __init__(self, parent: Path, leave: Callable[[], None]) -> None:
        self._folder = Path(tempfile.mkdtemp(dir=parent))
        self._give_up = leave

    def __enter__(self) -> Path:
        return self._folder

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._give_up()
