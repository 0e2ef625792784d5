"""Fetching one page that somebody named, without being led anywhere else.

Each host is looked up once and connected to at the very address that was judged; redirects are
followed by hand and judged alike. Nothing is sent that could tell who asks: no cookies, no
credentials, no referrer.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from communique.intake.addresses import (
    Permits,
    Resolver,
    Unreachable,
    choose_address,
    is_public,
    resolve,
)
from communique.plain import strip_controls

_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset({301, 302, 303, 307, 308})
_PIECE = 64 * 1024
_LONGEST = 2000

_HEADERS: Mapping[str, str] = {
    "User-Agent": "communique (reads one page that a person asked for)",
    "Accept": "text/html, text/plain, application/pdf, application/*;q=0.8, */*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True)
class Fetching:
    """How pages are fetched: bounds, and which addresses may be asked.

    `most_bytes` bounds the body, `seconds` the whole, redirects with their look-ups included.
    `permits` and `resolver` are there for tests: a server may always ask public addresses only.
    """

    most_bytes: int = 20_000_000
    most_redirects: int = 5
    seconds: float = 30.0
    permits: Permits = is_public
    resolver: Resolver = resolve
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered: its status and some of its headers, and the body of a 200.

    `location` is the address that it leads on to, None unless it does. `charset` is the encoding
    that it tells, None for none.
    """

    url: str
    status: int
    data: bytes = b""
    media_type: str = ""
    charset: str | None = None
    location: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry_after: str | None = None

    @property
    def told(self) -> str:
        """The answer as messages tell it."""
        name = http.client.responses.get(self.status, "unknown").lower()
        return f"{shorten(self.url)}: the site answered {self.status} ({name})"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: where it was found in the end, its bytes, and what they are said to be."""

    url: str
    data: bytes
    media_type: str


def fetch(url: str, how: Fetching) -> Fetched:
    """Return the page at an address; raise `Unreachable`, one line, where it can't be had."""
    deadline = time.monotonic() + how.seconds
    for _ in range(how.most_redirects + 1):
        answer = ask(check_url(url), how, deadline)
        if answer.location is not None:
            url = urljoin(url, answer.location)
        elif answer.status == 200:
            return Fetched(answer.url, answer.data, answer.media_type)
        else:
            raise Unreachable(answer.told)
    raise Unreachable(f"{shorten(url)}: led on more than {how.most_redirects} times")


def check_url(url: str) -> str:
    """Return an address in the form in which it may be asked; raise `Unreachable` for others."""
    written = url.strip()
    label = shorten(written)
    if not written or len(written) > _LONGEST or any(c <= " " or c == "\x7f" for c in written):
        raise Unreachable(f"{label or 'nothing'}: is no address of a page")
    try:
        parts = urlsplit(written)
        host, port = parts.hostname, parts.port
        named = host.encode("idna").decode() if host and ":" not in host else host
    except (UnicodeError, ValueError) as error:
        raise Unreachable(f"{label}: is no address of a page") from error
    if parts.scheme not in _PORTS:
        raise Unreachable(f"{label}: only http and https addresses can be fetched")
    if not named:
        raise Unreachable(f"{label}: names no host")
    if parts.username is not None or parts.password is not None:
        raise Unreachable(f"{label}: names a user; leave the name and the password out")
    where = f"[{named}]" if ":" in named else named
    if port is not None and port != _PORTS[parts.scheme]:
        where += f":{port}"
    return urlunsplit((parts.scheme, where, _quote(parts.path) or "/", _quote(parts.query), ""))


def shorten(url: str) -> str:
    """Return an address as messages name it: without a user, and not too long."""
    before, at, after = strip_controls(url[:_LONGEST]).rpartition("@")
    # Whatever stands before the sign may be a name and a password.
    return (f"…@{after}" if at and "//" in before else before + at + after)[:200]


def _quote(text: str) -> str:
    return quote(text, safe="/%:=&?~#+!$,;'@()*[]-._")


def ask(
    url: str, how: Fetching, deadline: float, headers: Mapping[str, str] | None = None
) -> Answer:
    """Return what a site answers for an address, which `check_url` returned; nothing is followed.

    `deadline` is a moment of `time.monotonic`; `headers` are sent instead of those of the same
    names, or beside them. Raises `Unreachable` where no whole answer comes by then.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    address = choose_address(host, port, resolver=how.resolver, permits=how.permits)
    left = deadline - time.monotonic()
    if left <= 0:
        raise Unreachable(f"{shorten(url)}: took longer than {how.seconds:g} seconds")
    connection = _Pinned(
        host, port, address, left, how.context if parts.scheme == "https" else None
    )
    # A server may send a byte now and then for ever: at the deadline the line is cut.
    cut = Timer(left, connection.cut)
    cut.daemon = True
    cut.start()
    try:
        path = urlunsplit(("", "", parts.path, parts.query, ""))
        connection.request("GET", path, headers={**_HEADERS, **(headers or {})})
        with connection.getresponse() as answer:
            found = _read(url, answer, how)
        if time.monotonic() >= deadline:
            # The line was cut, which may look like the end of the page.
            raise TimeoutError
        return found
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline:
            told = f"took longer than {how.seconds:g} seconds"
        else:
            told = f"can't be fetched: {_reason(error)}"
        raise Unreachable(f"{shorten(url)}: {told}") from error
    finally:
        cut.cancel()
        connection.close()


def _read(url: str, answer: http.client.HTTPResponse, how: Fetching) -> Answer:
    onward = answer.getheader("Location") if answer.status in _MOVED else None
    if answer.status in _MOVED and onward is None:
        raise Unreachable(f"{shorten(url)}: leads on to nowhere")
    data = _read_body(url, answer, how) if answer.status == 200 else b""
    kind = answer.msg
    return Answer(
        url=url,
        status=answer.status,
        data=data,
        media_type=(kind.get("Content-Type") or "").partition(";")[0].strip().lower(),
        charset=kind.get_content_charset(),
        location=onward,
        etag=answer.getheader("ETag"),
        modified=answer.getheader("Last-Modified"),
        retry_after=answer.getheader("Retry-After"),
    )


def _read_body(url: str, answer: http.client.HTTPResponse, how: Fetching) -> bytes:
    told_size = answer.getheader("Content-Length") or ""
    if told_size.isdecimal() and int(told_size) > how.most_bytes:
        raise _too_large(url, how)
    data = bytearray()
    while piece := answer.read(_PIECE):
        data += piece
        if len(data) > how.most_bytes:
            raise _too_large(url, how)
    if told_size.isdecimal() and len(data) != int(told_size):
        raise Unreachable(f"{shorten(url)}: ended before all of it had come")
    return bytes(data)


def _too_large(url: str, how: Fetching) -> Unreachable:
    return Unreachable(f"{shorten(url)}: is larger than {how.most_bytes:,} bytes")


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return f"no safe connection ({error.reason or 'unknown'})".lower()
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError):
        return (error.strerror or type(error).__name__).lower()
    return "the answer is no proper HTTP"


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever the host's name leads to by now."""

    def __init__(
        self, host: str, port: int, address: str, timeout: float, context: ssl.SSLContext | None
    ) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address = address
        self._context = context
        self._line: socket.socket | None = None
        if context is not None:
            self.default_port = _PORTS["https"]

    def connect(self) -> None:
        """Connect to the address that was judged."""
        line = socket.create_connection((self._address, self.port), self.timeout)
        # The connection lets go of its socket while the answer still reads from it.
        self.sock = self._line = line
        if self._context is not None:
            self.sock = self._line = self._context.wrap_socket(line, server_hostname=self.host)

    def cut(self) -> None:
        """End whatever the connection is waiting for."""
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
