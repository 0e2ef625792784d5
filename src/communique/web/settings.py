"""What a server is started with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

#: `local` is one person's own machine, `team` a server with accounts.
Mode = Literal["local", "team"]


@dataclass(frozen=True, slots=True)
class Settings:
    """One server: over which archive, for whom, with which bounds.

    `archive` is a path or an URL as `open_archive` takes it. `token` opens a local server once;
    it is no use after that. `secure` says that the server is reached by HTTPS alone, so that
    cookies are never sent otherwise. `api_token` is the one by which programs come to a local
    server, None for none. `metrics_token` is one by which the numbers of the server can be read,
    and nothing else. `backstage` is the socket of the process that links, None where each does so
    itself; `behind` says that this is that process. Sizes are in bytes, ages in seconds.
    """

    archive: str | Path
    mode: Mode = "local"
    token: str | None = None
    api_token: str | None = None
    metrics_token: str | None = None
    secure: bool = False
    backstage: Path | None = None
    behind: bool = False
    upload_limit: int = 64 * 1024 * 1024
    session_age: int = 12 * 3600
