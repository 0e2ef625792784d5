"""Each request counted and logged: by the template of its route, never by what was asked."""

import logging
import secrets
import time
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.measuring import Measures

#: What a request that no route takes is counted under.
NO_ROUTE = "none"
_log = logging.getLogger("communique.requests")


class Observed:
    """Gives each request an id, which its answer bears and its line in the log begins with."""

    def __init__(self, app: ASGIApp, *, measures: Measures) -> None:
        self._app = app
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        key, begun, status = secrets.token_hex(8), time.perf_counter(), 500

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = key
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        finally:
            seconds = time.perf_counter() - begun
            route, method = template_of(scope), scope["method"]
            self._measures.note(route, method, status, seconds)
            identity = scope.get("state", {}).get("identity")
            told: dict[str, Any] = {
                "request": key,
                "method": method if method.isalpha() and len(method) < 10 else "other",
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "user": identity.name if identity is not None else None,
            }
            _log.info("request", extra={"told": told})


def template_of(scope: Scope) -> str:
    """Return the template of the route that took a request: `/documents/{key}`."""
    route = scope.get("route")
    path = getattr(route, "path", None)
    if isinstance(path, str):
        return path
    # What lies below a mounted folder has names of its own.
    return "/static" if isinstance(route, Mount) or _is_static(scope) else NO_ROUTE


def _is_static(scope: Scope) -> bool:
    return "endpoint" in scope and scope["path"].startswith("/static/")
