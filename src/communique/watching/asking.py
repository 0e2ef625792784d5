"""Asking sites politely: one request at a time and site, not too often, and what they allow.

Every request goes through here, also those to which a site leads on: each is judged by the rules
of the site that it is sent to.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from urllib.parse import urljoin, urlsplit

from communique.intake.addresses import Unreachable
from communique.intake.fetching import Answer, Fetching, ask, check_url, shorten
from communique.version import read_version
from communique.watching.robots import PRODUCT, Robots, read_robots
from communique.watching.state import Site, State, Validators, after

#: `robots.txt` is asked for again after a day.
_ROBOTS_AGE = 86400.0
#: So long a site that is too busy is left alone at first, and at most; each time twice as long.
_FIRST_HOLD, _LONGEST_HOLD = 60.0, 7 * 86400.0
#: So often in a row a site may fail before it is left alone for a while.
_FAILURES = 3
_BUSY = frozenset({429, 503})


class NotNow(Unreachable):
    """A site that wants peace, or a round that is over: ask another time; nothing has failed."""


class Forbidden(Unreachable):
    """An address that the site asks robots not to read."""


@dataclass
class Clock:
    """The time, and waiting; a test may tell another one. `stop` ends waiting, and all asking."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    stop: Event = field(default_factory=Event)

    def wait(self, seconds: float) -> None:
        """Wait, unless it is time to stop."""
        self.stop.wait(seconds)


@dataclass
class _Queue:
    """Those who want to ask one site: one at a time; `free_at` is when the next one may."""

    lock: Lock = field(default_factory=Lock)
    free_at: float = 0.0


class Client:
    """Asks sites, for several threads."""

    def __init__(
        self,
        state: State,
        how: Fetching,
        clock: Clock,
        *,
        pause: float,
        contact: str | None = None,
    ) -> None:
        about = f"; {contact}" if contact else ""
        agent = f"{PRODUCT}/{read_version() or '0'} (keeps a record of what is published{about})"
        self._headers = {
            "User-Agent": agent.encode("ascii", "replace").decode(),
            "Accept": "text/html, application/atom+xml, application/rss+xml, "
            "application/xml;q=0.9, application/pdf;q=0.9, */*;q=0.5",
        }
        self._state, self._how, self._clock, self._pause = state, how, clock, pause
        self._queues: dict[str, _Queue] = {}
        self._lock = Lock()
        self._until = float("inf")
        self._aborted = Event()

    def begin_round(self, seconds: float) -> None:
        """Let nobody wait longer than so many seconds from now on."""
        self._until = self._clock.monotonic() + seconds
        self._aborted.clear()

    def abort_round(self) -> None:
        """Ask nobody any more, until the next round begins."""
        self._aborted.set()

    def get(self, url: str, known: Validators | None = None) -> Answer:
        """Return the answer for an address: 200, or 304 where what is `known` still holds.

        Raises `NotNow`, `Forbidden`, and `Unreachable` for whatever else can't be had; `Gone`
        where there is nothing any more.
        """
        headers = {**self._headers, **(known.headers if known is not None else {})}
        for _ in range(self._how.most_redirects + 1):
            checked = check_url(url)
            answer = self._ask(checked, headers)
            if answer.location is not None:
                url = urljoin(checked, answer.location)
            elif answer.status in (200, 304):
                return answer
            elif answer.status in (404, 410):
                raise Gone(answer.told)
            else:
                raise Unreachable(answer.told)
        raise Unreachable(f"{shorten(url)}: led on more than {self._how.most_redirects} times")

    def _ask(self, url: str, headers: dict[str, str]) -> Answer:
        """Ask a site when it is its turn, and note what it wants of us."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            queue = self._queues.setdefault(host, _Queue())
        with queue.lock:
            site = self._state.site(host)
            self._require_peace(url, site)
            robots = self._find_robots(host, queue, site)
            if not robots.allows(url):
                raise Forbidden(f"{shorten(url)}: the site asks robots not to read this")
            answer = self._take_turn(url, queue, headers, max(self._pause, robots.delay or 0.0))
            if answer.status in _BUSY:
                until = self._hold(host, answer)
                raise NotNow(f"{answer.told}; it is left alone until {until:%Y-%m-%d %H:%M} UTC")
            return answer

    def _require_peace(self, url: str, site: Site) -> None:
        if self._is_over():
            raise NotNow(f"{shorten(url)}: stopped")
        if site.held_until is not None and self._clock.now() < site.held_until:
            raise NotNow(
                f"{shorten(url)}: the site is left alone until {site.held_until:%Y-%m-%d %H:%M} UTC"
            )

    def _take_turn(self, url: str, queue: _Queue, headers: dict[str, str], pause: float) -> Answer:
        waiting = queue.free_at - self._clock.monotonic()
        if waiting > 0:
            if self._clock.monotonic() + waiting > self._until:
                raise NotNow(f"{shorten(url)}: the round is over before it is its turn")
            self._clock.wait(waiting)
        if self._is_over():
            raise NotNow(f"{shorten(url)}: stopped")
        host = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        try:
            # The deadline of a request is one of this machine, whatever time is told.
            answer = ask(url, self._how, time.monotonic() + self._how.seconds, headers)
        except Unreachable:
            self._count_failure(host)
            raise
        finally:
            queue.free_at = self._clock.monotonic() + pause
        site = self._state.site(host)
        if site.failures and answer.status not in _BUSY:
            self._state.note_site(host, replace(site, failures=0, held_until=None))
        return answer

    def _is_over(self) -> bool:
        return self._clock.stop.is_set() or self._aborted.is_set()

    def _find_robots(self, host: str, queue: _Queue, site: Site) -> Robots:
        now = self._clock.now()
        age = (now - site.robots_at).total_seconds() if site.robots_at is not None else None
        if site.robots is not None and age is not None and age < _ROBOTS_AGE:
            return read_robots(site.robots)
        url = f"{host}/robots.txt"
        # RFC 9309: who can't be asked for the rules is not to be read.
        answer = self._follow_robots(url, queue)
        if answer.status >= 500 or answer.status in _BUSY:
            self._hold(host, answer)
            raise NotNow(f"{answer.told}; without its rules a site isn't read")
        data = answer.data if answer.status == 200 else b""
        self._state.note_site(host, replace(self._state.site(host), robots=data, robots_at=now))
        return read_robots(data)

    def _follow_robots(self, url: str, queue: _Queue) -> Answer:
        """Return the answer for a site's rules; where it leads on to is asked, too."""
        for _ in range(self._how.most_redirects + 1):
            answer = self._take_turn(check_url(url), queue, self._headers, self._pause)
            if answer.location is None:
                return answer
            url = urljoin(url, answer.location)
        raise Unreachable(f"{shorten(url)}: led on more than {self._how.most_redirects} times")

    def _count_failure(self, host: str) -> None:
        site = self._state.site(host)
        failures = site.failures + 1
        held = site.held_until
        if failures >= _FAILURES:
            held = after(self._clock.now(), _wait_for(failures - _FAILURES))
        self._state.note_site(host, replace(site, failures=failures, held_until=held))

    def _hold(self, host: str, answer: Answer) -> datetime:
        """Leave a site alone for as long as it asks, else longer each time; return until when."""
        site, now = self._state.site(host), self._clock.now()
        asked = _read_retry_after(answer.retry_after, now)
        seconds = asked if asked is not None else _wait_for(site.failures)
        until = after(now, min(max(seconds, self._pause), _LONGEST_HOLD))
        held = replace(site, failures=site.failures + 1, held_until=until)
        self._state.note_site(host, held)
        return until


class Gone(Unreachable):
    """An address at which there is nothing any more."""


def _wait_for(failures: int) -> float:
    return float(min(_FIRST_HOLD * 2 ** min(failures, 20), 86400.0))


def _read_retry_after(written: str | None, now: datetime) -> float | None:
    """Return the seconds that a site wants us to wait; None where it doesn't tell."""
    if written is None:
        return None
    if written.strip().isdecimal() and len(written.strip()) < 12:
        return float(written)
    try:
        moment = parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now) / timedelta(seconds=1))
