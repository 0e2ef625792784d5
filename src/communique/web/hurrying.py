"""Pages for people may tell what held a while ago, and say so; programs are told what holds."""

from starlette.types import ASGIApp, Receive, Scope, Send

from communique.views.lately import Refresher, leave_given
from communique.web.failures import API


class OlderAnswers:
    """Gives leave for older answers to whatever is only looked at in a browser; where a `header`
    is named, to what comes with it.
    """

    def __init__(self, app: ASGIApp, *, refresher: Refresher, header: str | None = None) -> None:
        self._app = app
        self._refresher = refresher
        self._header = header.encode() if header else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        looks = scope["method"] in ("GET", "HEAD")
        told = self._header is None or any(name == self._header for name, _ in scope["headers"])
        if not looks or scope["path"].startswith(API) or not told:
            await self._app(scope, receive, send)
            return
        with leave_given(self._refresher):
            await self._app(scope, receive, send)
