"""Pages kept as they were written, to be sent again while the archive holds the same.

A team opens the same files all day. To read an answer and write a hundred kilobytes of page takes
a tenth of a second of the processor; to send a page again, a hundredth of that.
"""

import html
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from threading import Lock
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from communique.views import Desk
from communique.views.lately import leave
from communique.web.rendering import token_of
from communique.web.roles import Identity

#: Bytes of pages that a process keeps.
_MOST = 96 * 2**20


class Marks:
    """What stands in a kept page for what is its reader's own; nobody can know it beforehand."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(16)
        self.token = secrets.token_hex(16)

    def replace(self, page: bytes, name: str, token: str) -> bytes:
        """Return a page with a reader's name and form token where the marks stand."""
        named = page.replace(self.name.encode(), html.escape(name).encode())
        return named.replace(self.token.encode(), token.encode())


class KeptPages:
    """Pages by what was asked, of what state of the archive, and by whoever sees the same.

    Those that weren't asked for the longest go when there is too much.
    """

    def __init__(self, most: int = _MOST) -> None:
        self.marks = Marks()
        self._most = most
        self._held = 0
        self._lock = Lock()
        self._pages: OrderedDict[tuple[object, ...], bytes] = OrderedDict()

    def find(self, key: tuple[object, ...]) -> bytes | None:
        """Return a page, None where none is kept."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: tuple[object, ...], page: bytes) -> None:
        """Keep a page."""
        with self._lock:
            self._held += len(page) - len(self._pages.pop(key, b""))
            self._pages[key] = page
            while self._held > self._most:
                self._held -= len(self._pages.popitem(last=False)[1])


def kept(show: Callable[..., Response]) -> Callable[..., Response]:
    """Let a route that shows what the archive holds, and nothing else, send its page again.

    The route must take the `request`, the `desk` and `who` asks. What is kept is of one state of
    the archive; a page that tells what held before isn't kept, nor is what isn't found.
    """

    @wraps(show)
    def given(*, request: Request, desk: Desk, who: Identity, **asked: Any) -> Response:
        pages: KeptPages = request.app.state.pages
        # Of before: what is written now isn't sent for what the archive holds by then.
        key = (desk.sight(), desk.stamp(), who.role, request.url.path, request.url.query)
        text = pages.find(key)
        if text is None:
            with _written_for_all(request, who, pages.marks):
                page = show(request=request, desk=desk, who=who, **asked)
            if page.status_code != HTTPStatus.OK:
                return page
            text = bytes(page.body)
            lately = leave()
            if not getattr(request.state, "unkept", False) and not (lately and lately.oldest):
                pages.keep(key, text)
        return HTMLResponse(pages.marks.replace(text, who.name, token_of(request)))

    return given


def keep_off(request: Request) -> None:
    """Say that the page being written lacks something that may be there the next time."""
    request.state.unkept = True


@contextmanager
def _written_for_all(request: Request, who: Identity, marks: Marks) -> Iterator[None]:
    """Let what is written meanwhile hold marks for what is its reader's own."""
    request.state.identity, request.state.form_token = replace(who, name=marks.name), marks.token
    try:
        yield
    finally:
        request.state.identity = who
        del request.state.form_token
