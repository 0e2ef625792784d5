"""The process behind a team's server that links, so that those which answer pages don't.

It runs the same server on a socket of its own that nobody else can open. What a page would have to
link or count first is asked of it, by the same request; it keeps what it computed in the archive,
where all processes find it.
"""

import http.client
import socket
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.views.apart import computing_elsewhere
from communique.views.lately import Refresher, leave_given
from communique.web.failures import API

#: So many seconds the process may take for what it is asked.
_PATIENCE = 600.0
#: What is said of one connection alone, or said anew by who passes an answer on.
_OWN = frozenset({"connection", "content-length", "date", "keep-alive", "transfer-encoding"})
#: Says to the process behind that what held before may be told; nobody else can say so.
OLDER = "communique-older"


class Connection(http.client.HTTPConnection):
    """A connection to a server on a socket in the file system."""

    def __init__(self, path: Path) -> None:
        super().__init__("backstage", timeout=_PATIENCE)
        self._path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def ask(path: Path, target: str, headers: Iterable[tuple[str, str]]) -> Response:
    """Return what the process behind answers to a request; 503 where it can't be asked."""
    connection = Connection(path)
    try:
        connection.request("GET", target, headers=dict(headers))
        got = connection.getresponse()
        body = got.read()
    except (OSError, http.client.HTTPException):
        return Response("this is being computed; load it again", 503, {"Retry-After": "2"})
    finally:
        connection.close()
    answer = Response(body, got.status)
    answer.raw_headers = [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in got.getheaders()
        if name.lower() not in _OWN
    ]
    answer.headers["Content-Length"] = str(len(body))
    return answer


class InFront:
    """Lets the process behind compute what takes long; older answers are given meanwhile."""

    def __init__(self, app: ASGIApp, *, path: Path, refresher: Refresher) -> None:
        self._app = app
        self._path = path
        self._refresher = refresher

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        with computing_elsewhere():
            if scope["path"].startswith(API):
                await self._app(scope, receive, send)
                return
            behind = _Behind(self._refresher, partial(ask, self._path, *_repeat(scope)))
            with leave_given(behind):
                await self._app(scope, receive, send)


class _Behind:
    """Has a page that was answered with what held before asked for anew, behind."""

    def __init__(self, refresher: Refresher, again: Callable[[], object]) -> None:
        self._refresher = refresher
        self._again = again

    def ask(self, question: str, compute: Callable[[], object]) -> None:
        """Have the page asked for, unless one that needs the same answer waits already."""
        self._refresher.ask(question, self._again)


def _repeat(scope: Scope) -> tuple[str, list[tuple[str, str]]]:
    """Return the target and the headers by which a request is asked again."""
    query = scope["query_string"].decode("latin-1")
    path = scope["raw_path"].decode("latin-1")
    headers = [(k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"]]
    kept = [(k, v) for k, v in headers if k not in _OWN and k != OLDER]
    return f"{path}?{query}" if query else path, kept


async def answer_from_behind(path: Path, request: Request, _error: Exception) -> Response:
    """Return what the process behind answers to this very request."""
    target, headers = _repeat(request.scope)
    if not request.url.path.startswith(API):
        headers.append((OLDER, "yes"))
    return await run_in_threadpool(ask, path, target, headers)
