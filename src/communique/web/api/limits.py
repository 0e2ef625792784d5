"""Requests larger than any of ours are refused before they are read."""

from fastapi import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes: a correction of a long record has some thousands.
LARGEST = 1024 * 1024


class LimitBodies:
    """Answers 413 for a request to the API whose body is too large, declared or not."""

    def __init__(self, app: ASGIApp, *, prefix: str, most: int = LARGEST) -> None:
        self._app = app
        self._prefix = prefix
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix):
            await self._app(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length", b"0")
        if told.isdigit() and int(told) > self._most:
            await JSONResponse({"error": self._reason()}, 413)(scope, receive, send)
            return
        read = 0

        async def receive_some() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise HTTPException(413, self._reason())
            return message

        await self._app(scope, receive_some, send)

    def _reason(self) -> str:
        return f"the request is larger than {self._most:,} bytes"
