"""Pages for people may tell what held a while ago, and say so; programs are told what holds."""

from starlette.types import ASGIApp, Receive, Scope, Send

from communique.views.lately import Refresher, leave_given
from communique.web.failures import API


class OlderAnswers:
    """Gives leave for older answers to whatever is only looked at in a browser."""

    def __init__(self, app: ASGIApp, *, refresher: Refresher) -> None:
        self._app = app
        self._refresher = refresher

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        looks = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not looks or scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        with leave_given(self._refresher):
            await self._app(scope, receive, send)
