"""Style sheets and scripts: asked for once, and again when they are others."""

import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

_FOLDER = Path(__file__).parent / "static"
#: What an address with its version stands for never changes.
_FOR_EVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=64)
def address_of(name: str) -> str:
    """Return the address of a file of ours, which tells its content from any other."""
    digest = hashlib.sha256((_FOLDER / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"


class Assets(StaticFiles):
    """The files, at addresses that `address_of` gives; browsers keep what they got from these."""

    def __init__(self) -> None:
        super().__init__(directory=_FOLDER)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        name = scope["path"].rpartition("/")[2]
        asked = f"/static/{name}?{scope['query_string'].decode('latin-1')}"

        async def send_kept(message: Message) -> None:
            kept = message["type"] == "http.response.start" and message["status"] in (200, 304)
            if kept and asked == address_of(name):
                MutableHeaders(scope=message)["Cache-Control"] = _FOR_EVER
            await send(message)

        await super().__call__(scope, receive, send_kept)
