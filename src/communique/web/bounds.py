"""How much a browser may send: counted while it comes, so that nothing larger is ever kept."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What any form but that for documents may hold.
FORM = 1024 * 1024
#: Where documents are sent to.
_UPLOADS = "/add"


class BoundedBodies:
    """Refuses with 413 what is larger than it may be, whatever its length is said to be."""

    def __init__(self, app: ASGIApp, *, upload_limit: int) -> None:
        self._app = app
        self._upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        uploads = path == _UPLOADS or path.startswith(f"{_UPLOADS}/")
        most = self._upload_limit if uploads else FORM
        told = dict(scope["headers"]).get(b"content-length", b"0")
        taken = 0

        async def receive_bounded() -> Message:
            nonlocal taken
            if told.isdigit() and int(told) > most:
                raise too_large(most)
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise too_large(most)
            return message

        await self._app(scope, receive_bounded, send)


def too_large(most: int) -> HTTPException:
    """Return the answer to what is larger than `most` bytes."""
    size = f"{most // 1024 // 1024} MB" if most >= 1024 * 1024 else f"{most:,} bytes"
    return HTTPException(413, f"this is larger than the {size} that can be sent at once")
