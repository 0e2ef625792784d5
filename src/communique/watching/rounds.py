"""One round over all sources: what they name is asked for, and what is new is taken in.

Sites are asked by a few threads; the documents go to the one that holds the archive. A page counts
as fetched when it is stored, and not before: whatever is cut off is asked for again.
"""

import hashlib
import queue
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from communique.archive import Archive
from communique.errors import ArchiveError
from communique.intake.account import DEFECTS, Account, name_defect
from communique.intake.addresses import Unreachable
from communique.intake.fetching import Answer, Fetching, shorten
from communique.intake.inputs import spool_page
from communique.intake.reader import Reader
from communique.intake.runlog import RunLog
from communique.intake.taking import take_in
from communique.plain import strip_controls
from communique.watching.asking import Client, Clock, Forbidden, Gone, NotNow
from communique.watching.feeds import Linked, read_feed
from communique.watching.lists import read_list
from communique.watching.sources import Plan, Source
from communique.watching.state import Page, State, Validators, after

#: So many sources are asked at once; of one site always one.
_AT_ONCE = 4
_DAY = 86400.0
#: A page that can't be had is tried again after this time, then after four times as long, …, up
#: to a day; so often in all, which is for some four days.
_AGAIN, _TRIES = 600.0, 8
#: So many pages that are due are looked at in a round, to find some that may be asked for.
_LOOKED_AT = 10_000
_STOPPED = "the watch was stopped; it is read in the next round"


@dataclass(frozen=True, slots=True)
class _Got:
    """A page that came, or why it didn't."""

    source: Source
    page: Page
    answer: Answer | Unreachable


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with a source."""

    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class _Pause:
    """A source that is left for the next round, and why."""

    source: Source
    reason: str


@dataclass(slots=True)
class Outcome:
    """What came of a round; `left` are the sources that are gone on with later, with the reason."""

    account: Account
    unchanged: int = 0
    left: tuple[tuple[str, str], ...] = ()


class Watcher:
    """Goes the rounds. `by` is who started it, `extractor` the version of the program.

    `tell` is told each input that is at hand.
    """

    def __init__(
        self,
        plan: Plan,
        archive: Archive,
        state: State,
        reader: Reader,
        *,
        by: str,
        extractor: str,
        fetching: Fetching,
        clock: Clock | None = None,
        tell: Callable[[str], None] = lambda _name: None,
    ) -> None:
        """Raise `ArchiveError` for a collection that the archive doesn't have."""
        self._plan, self._archive, self._state, self._reader = plan, archive, state, reader
        self._by, self._extractor, self._tell = by, extractor, tell
        self._clock = clock or Clock()
        self._client = Client(state, fetching, self._clock, pause=plan.pause, contact=plan.contact)
        self._archives = {
            source.name: archive.adding_to(archive.find_collection(source.collection))
            if source.collection is not None
            else archive
            for source in plan.sources
        }

    def go_round(self) -> Outcome:
        """Ask all sources once, and take in what is new; return what came of it.

        It ends early, after the document at hand, where the clock's `stop` is set. Raises
        `ArchiveError` where the archive can't be written.
        """
        self._client.begin_round(self._plan.round_seconds)
        outcome = Outcome(Account())
        found: queue.Queue[_Got | _Fault | _Pause | None] = queue.Queue(maxsize=_AT_ONCE)
        waiting: queue.SimpleQueue[Source] = queue.SimpleQueue()
        for source in self._plan.sources:
            waiting.put(source)
        threads = [
            Thread(target=self._ask_all, args=(waiting, found), name="watch", daemon=True)
            for _ in range(min(_AT_ONCE, len(self._plan.sources)))
        ]
        for thread in threads:
            thread.start()
        left = len(threads)
        try:
            with tempfile.TemporaryDirectory(prefix="communique-watch-") as folder:
                while left:
                    one = found.get()
                    if one is None:
                        left -= 1
                    else:
                        self._settle(one, outcome, Path(folder))
        except BaseException as error:
            self._client.abort_round()
            if outcome.account.log is not None:
                # What went wrong first is what is to be told.
                with suppress(ArchiveError):
                    outcome.account.log.end("stopped", str(error) or type(error).__name__)
            raise
        finally:
            # Whoever still asks must not wait for somebody to take what comes.
            while left:
                left -= found.get() is None
        stopped = self._clock.stop.is_set()
        if outcome.account.log is not None:
            outcome.account.log.end("stopped" if stopped else "done", _STOPPED if stopped else "")
        return outcome

    def _ask_all(
        self,
        waiting: "queue.SimpleQueue[Source]",
        found: "queue.Queue[_Got | _Fault | _Pause | None]",
    ) -> None:
        """Ask the sources that wait, one after another."""
        while True:
            try:
                source = waiting.get_nowait()
            except queue.Empty:
                break
            try:
                for one in self._ask_source(source):
                    found.put(one)
            except NotNow as error:
                found.put(_Pause(source, str(error)))
            except Unreachable as error:
                found.put(_Fault(source, str(error)))
            except DEFECTS as error:  # of one source; the others go on
                found.put(_Fault(source, name_defect(error)))
        found.put(None)

    def _ask_source(self, source: Source) -> Iterator[_Got | _Fault | _Pause]:
        """Ask a source what is new, then for the pages that are due."""
        fault = None
        try:
            fault = self._look(source)
        except NotNow:
            raise
        except Unreachable as error:
            # What it named before can be had all the same.
            fault = str(error)
        if fault is not None:
            yield _Fault(source, fault)
        asked, busy = 0, dict[str, NotNow]()
        for page in self._state.due(source.url, self._clock.now(), _LOOKED_AT):
            if asked == source.pages_per_round:
                break
            # A feed may name pages of many sites: one that wants peace doesn't stop the others.
            host = urlsplit(page.url).netloc
            if host in busy:
                continue
            answer: Answer | Unreachable
            try:
                answer = self._client.get(page.url, page.validators)
            except NotNow as error:
                busy[host] = error
                continue
            except Unreachable as error:
                answer = error
            asked += 1
            yield _Got(source, page, answer)
        for reason in busy.values():
            yield _Pause(source, str(reason))

    def _look(self, source: Source) -> str | None:
        """Note what a source names by now; return what is wrong with it, None if nothing is."""
        # Another pattern makes other links of the same page.
        asked_as = source.links.pattern if source.links is not None else "feed"
        answer = self._client.get(source.url, self._state.source(source.url, asked_as))
        if answer.status == 304:
            return None
        pages: Sequence[Linked]
        fault = None
        try:
            if source.links is None:
                feed = read_feed(answer.data, url=answer.url, charset=answer.charset)
                pages, fault = feed.pages, feed.fault
            else:
                pages = read_list(
                    answer.data, url=answer.url, links=source.links, charset=answer.charset
                )
                fault = None if pages else f"no link of it holds {source.links.pattern!r}"
        except Unreachable as error:
            raise Unreachable(f"{shorten(source.url)}: {error}") from error
        # Of one that is broken, the mended one is asked for, and not "unchanged".
        given = Validators() if fault else Validators(answer.etag, answer.modified)
        self._state.note_source(source.url, asked_as, given, pages, self._clock.now())
        return f"{shorten(source.url)}: {fault}" if fault else None

    def _settle(self, one: "_Got | _Fault | _Pause", outcome: Outcome, folder: Path) -> None:
        match one:
            case _Pause():
                outcome.left = (*outcome.left, (one.source.name, one.reason))
            case _Fault():
                self._account(outcome).set_document_aside(one.source.name, one.reason)
            case _Got(answer=Answer() as answer):
                self._take(one.source, one.page, answer, outcome, folder)
            case _Got(answer=Unreachable() as error):
                self._give_up(one.page, error, outcome)

    def _take(
        self, source: Source, page: Page, answer: Answer, outcome: Outcome, folder: Path
    ) -> None:
        """Take a page in, unless it is what it was; and note when to ask for it again."""
        given = Validators(answer.etag, answer.modified)
        digest = page.digest
        if answer.status == 304:
            outcome.unchanged += 1
            given = Validators(
                answer.etag or page.validators.etag, answer.modified or page.validators.modified
            )
        elif (digest := hashlib.sha256(answer.data).hexdigest()) == page.digest:
            outcome.unchanged += 1
        else:
            account = self._account(outcome)
            if self._clock.stop.is_set():
                # It is still due.
                return
            name = strip_controls(shorten(answer.url))
            self._tell(name)
            assert account.log is not None
            account.log.note_at_hand(name)
            taken = spool_page(folder, answer.url, answer.data)
            failed = len(account.set_aside)
            take_in(
                self._archives[source.name], taken, account, self._reader,
                extractor=self._extractor,
            )  # fmt: skip
            if len(account.set_aside) > failed:
                # Once more the next day, whole: it may have been us.
                again = after(self._clock.now(), _DAY) if page.tries == 0 else None
                self._state.note_failure(page.url, again)
                return
        self._state.note_page(page.url, given, digest, self._when_again(source, page))

    def _when_again(self, source: Source, page: Page) -> datetime | None:
        now = self._clock.now()
        young = (now - page.found_at).total_seconds() < source.recheck_days * _DAY
        return after(now, _DAY) if young else None

    def _give_up(self, page: Page, error: Unreachable, outcome: Outcome) -> None:
        """Set a page aside for now, or for good."""
        again = None
        if not isinstance(error, Gone) and page.tries + 1 < _TRIES:
            first = _DAY if isinstance(error, Forbidden) else _AGAIN
            again = after(self._clock.now(), min(first * 4**page.tries, _DAY))
        told = "" if again is None else f"; tried again from {again:%Y-%m-%d %H:%M} UTC on"
        self._account(outcome).set_document_aside(shorten(page.url), f"{error}{told}")
        self._state.note_failure(page.url, again)

    def _account(self, outcome: Outcome) -> Account:
        """Return the account of the round; a run is logged once there is something to tell."""
        if outcome.account.log is None:
            named = ", ".join(source.name for source in self._plan.sources[:3])
            more = len(self._plan.sources) - 3
            asked = f"{named} and {more} more" if more > 0 else named
            run = self._archive.begin_run(self._by, "watch", strip_controls(asked))
            outcome.account.log = RunLog(self._archive, run)
        return outcome.account
