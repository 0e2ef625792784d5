"""An archive on a server, with the face of one on this machine; made by `connect`.

Optional (`pip install "communique[client]"`).
"""

import os

from communique.client.desk import RemoteDesk
from communique.client.transport import Transport
from communique.errors import MissingExtra

#: The environment variable that holds the token where none is given.
VARIABLE = "COMMUNIQUE_TOKEN"

__all__ = ["RemoteDesk", "connect"]


def connect(
    url: str, *, token: str | None = None, timeout_seconds: float = 120.0, retries: int = 6
) -> RemoteDesk:
    """Return the archive that a server at `url` keeps; nothing is asked of it yet.

    `token` is an API token, by default that in `COMMUNIQUE_TOKEN`. A server that is busy, or
    asked too often, is asked again up to `retries` times, later and later. Raises `MissingExtra`
    where httpx isn't installed, `RemoteError` for what is no address.
    """
    try:
        import httpx  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtra("client", "httpx") from error
    secret = (token if token is not None else os.environ.get(VARIABLE)) or None
    return RemoteDesk(
        Transport(url, token=secret, timeout_seconds=timeout_seconds, retries=retries)
    )
