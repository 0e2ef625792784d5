"""A site that misbehaves as it is told, and a watch that needn't wait for the time to pass."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from communique.document import Document
from communique.intake.fetching import Fetching
from communique.intake.inputs import Input, read_input
from communique.intake.reader import Reader
from communique.reading import SetAside
from communique.records import Records
from communique.views import Desk, open_archive
from communique.watching import Outcome, Plan, Source, State, Watcher
from communique.watching.asking import Client, Clock

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

PAGE = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>2 March 2026</p>"
    "<p>Foreign Minister Toshimitsu Motegi of Japan met Foreign Minister Musalia Mudavadi of Kenya"
    " in Nairobi on Monday.</p><p>Japan will {what} by 2030.</p></article></body></html>"
)


def page(title: str = "Ministers meet", what: str = "build a port in Mombasa") -> bytes:
    return PAGE.format(title=title, what=what).encode()


def rss(*items: str) -> bytes:
    told = "".join(items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{told}</channel></rss>'.encode()


def item(link: str, day: str = "") -> str:
    told = f"<pubDate>{day}</pubDate>" if day else ""
    return f"<item><title>t</title><link>{link}</link>{told}</item>"


@dataclass
class Reply:
    """What the site answers for a path; `pieces` are poured with a pause, for ever if `endless`."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    endless: bytes | None = None
    pause: float = 0.0
    delay: float = 0.0
    #: Answer 304 to who has this already.
    etag: str | None = None


@dataclass
class Site:
    """A real server on this machine; `replies` say what it does, `asked` what it was asked."""

    server: ThreadingHTTPServer
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def gives(self, path: str, body: bytes | Reply, **more: Any) -> None:
        self.replies[path] = body if isinstance(body, Reply) else Reply(body, **more)


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        site = self.site
        site.asked.append((self.path, dict(self.headers)))
        reply = site.replies.get(self.path) or Reply(b"not here", 404)
        site.at_once += 1
        site.most_at_once = max(site.most_at_once, site.at_once)
        time.sleep(reply.delay)
        site.at_once -= 1
        with suppress(OSError):  # who asked may have gone
            self.answer(reply)

    def answer(self, reply: Reply) -> None:
        status, body = reply.status, reply.body
        if reply.etag is not None and self.headers.get("If-None-Match") == reply.etag:
            status, body = 304, b""
        self.send_response(status)
        given = {"Content-Type": "text/html; charset=utf-8", **reply.headers}
        if reply.etag is not None:
            given["ETag"] = reply.etag
        if reply.endless is None:
            given.setdefault("Content-Length", str(len(body)))
        for name, value in given.items():
            self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)
        while reply.endless is not None:
            self.wfile.write(reply.endless)
            time.sleep(reply.pause)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def start() -> Iterator[Callable[[], Site]]:
    """Start sites, each on a port of its own."""
    running: list[ThreadingHTTPServer] = []

    def run() -> Site:
        handler = type("OneSite", (Handler,), {})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        site = Site(server)
        handler.site = site  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        running.append(server)
        return site

    yield run
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site(start: Callable[[], Site]) -> Site:
    return start()


class Told(Clock):
    """A clock that goes on by itself where somebody waits; it remembers the waits."""

    def __init__(self) -> None:
        self.moment = BEGIN
        self.waits: list[float] = []
        super().__init__(now=lambda: self.moment, monotonic=lambda: self.moment.timestamp())

    def wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.moment += timedelta(seconds=seconds)

    def go_on(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def clock() -> Told:
    return Told()


def at_home(**changes: Any) -> Fetching:
    """Return a way of fetching that may ask this machine, which only tests may."""
    given = {"permits": lambda address: address.is_loopback, "seconds": 5, **changes}
    return Fetching(**given)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "desk.watch") as made:
        yield made


@pytest.fixture
def client(state: State, clock: Told) -> Client:
    return Client(state, at_home(), clock, pause=5.0, contact="desk@example.org")


class QuickReader(Reader):
    """Reads as the other does, here and at once, and finds no records: rounds don't ask for any."""

    def __init__(self) -> None:
        """Start no process."""
        super().__init__("")

    def read(self, given: Input) -> Iterator[Document | SetAside]:
        return read_input(given)

    def extract(self) -> Records | str:
        return Records([])


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """The process that reads, loaded once for all tests."""
    made = Reader("en_core_web_sm")
    yield made
    made.close()


@dataclass
class Watching:
    """A desk with a watch of some sources."""

    desk: Desk
    state: State
    clock: Told
    reader: Reader

    def go(self, *sources: Source, how: Fetching | None = None, **plan: Any) -> Outcome:
        return self.watcher(*sources, how=how, **plan).go_round()

    def watcher(self, *sources: Source, how: Fetching | None = None, **plan: Any) -> Watcher:
        return Watcher(
            Plan(sources, **{"pause": 5.0, **plan}),
            self.desk,
            self.state,
            self.reader,
            by="desk",
            extractor="1",
            fetching=how or at_home(),
            clock=self.clock,
        )

    def titles(self) -> list[str | None]:
        return sorted(str(one.title) for one in self.desk.documents())


@pytest.fixture
def watching(tmp_path: Path, state: State, clock: Told) -> Iterator[Watching]:
    with open_archive(tmp_path / "desk.db", clock=lambda: clock.moment) as desk:
        yield Watching(desk, state, clock, QuickReader())


def feed_of(site: Site, path: str = "/feed", **more: Any) -> Source:
    return Source(**{"name": f"feed {path}", "url": f"{site.base}{path}", **more})


def list_of(site: Site, pattern: str, path: str = "/list", **more: Any) -> Source:
    return Source(
        **{"name": "list", "url": f"{site.base}{path}", "links": re.compile(pattern), **more}
    )
