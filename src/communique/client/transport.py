"""Requests to a server of ours: asked again while it is busy, errors in one line."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from communique.errors import RemoteError

if TYPE_CHECKING:
    import httpx

#: What every address of the API begins with.
PREFIX = "/api/v1"
#: Answers after which a request is sent again: nothing was done.
_BUSY = frozenset({429, 503})
#: Seconds to wait before the second try, if the server doesn't say, and at most.
_FIRST, _LONGEST = 0.25, 60.0

Query = Mapping[str, Any]


class Transport:
    """A connection to a server; several threads may use it at once."""

    def __init__(
        self,
        url: str,
        *,
        token: str | None,
        timeout_seconds: float,
        retries: int,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        import httpx

        self.url = url.rstrip("/")
        self._retries = retries
        self._sleep = sleep
        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        try:
            self._client = httpx.Client(
                base_url=self.url + PREFIX, headers=headers, timeout=timeout_seconds
            )
            known = urlsplit(url)
        except (httpx.InvalidURL, ValueError) as error:
            raise RemoteError(f"{url!r} is no address, or the token is no token") from error
        if known.scheme not in ("http", "https") or not known.hostname:
            raise RemoteError(f"{url!r} is no address of a server; write http://HOST:PORT")

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def get(self, path: str, query: Query | None = None) -> Any:
        """Return what the server answers, as plain data."""
        return self._ask("GET", path, params=_write(query))

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Send something, and return what the server answers."""
        return self._ask("POST", path, json=body)

    def items(
        self, path: str, query: Query, *, limit: int | None = None, part: int
    ) -> Iterator[Any]:
        """Yield the items of a listing, at most `limit`, fetched in parts of `part`."""
        left = limit
        cursor = None
        while left is None or left > 0:
            size = part if left is None else min(part, left)
            answer = self.get(path, {**query, "limit": size, "cursor": cursor})
            yield from answer["items"]
            cursor = answer["next"]
            if cursor is None:
                return
            left = left - len(answer["items"]) if left is not None else None

    def lines(self, path: str, query: Query) -> Iterator[Any]:
        """Yield what the server streams, a line at a time."""
        import httpx

        with self._translating(), self._open("GET", path, params=_write(query)) as answer:
            try:
                for line in answer.iter_lines():
                    yield json.loads(line)
            except (httpx.RemoteProtocolError, json.JSONDecodeError) as error:
                raise RemoteError(f"{self.url}: the stream broke off; ask for it again") from error

    def _ask(self, method: str, path: str, **told: Any) -> Any:
        with self._translating(), self._open(method, path, **told) as answer:
            answer.read()
            try:
                return answer.json()
            except ValueError as error:
                raise RemoteError(
                    f"{self.url}: this is no answer of `communique serve`; check the address"
                ) from error

    @contextmanager
    def _open(self, method: str, path: str, **told: Any) -> Iterator["httpx.Response"]:
        """Give the answer to a request, once there is one that isn't to be asked for again."""
        tried = 0
        while True:
            with self._client.stream(method, path, **told) as answer:
                if answer.status_code not in _BUSY or tried >= self._retries:
                    self._refuse_failures(answer)
                    yield answer
                    return
                wait = _read_wait(answer.headers.get("Retry-After"), tried)
            self._sleep(wait)
            tried += 1

    def _refuse_failures(self, answer: "httpx.Response") -> None:
        if answer.is_success:
            return
        answer.read()
        try:
            reason = str(answer.json()["error"])
        except (ValueError, KeyError, TypeError):
            reason = f"status {answer.status_code}; check the address"
        raise RemoteError(f"{self.url}: {' '.join(reason.split())}", answer.status_code)

    @contextmanager
    def _translating(self) -> Iterator[None]:
        import httpx

        try:
            yield
        except httpx.TimeoutException as error:
            raise RemoteError(f"{self.url}: took too long to answer; try again later") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise RemoteError(f"{self.url}: can't be asked, {reason}; does it run?") from error


def _read_wait(told: str | None, tried: int) -> float:
    """Return how many seconds to wait: what the server says, else twice as long each time."""
    if told is not None and told.isdigit():
        return min(float(told), _LONGEST)
    return min(_FIRST * 2.0**tried, _LONGEST)


def _write(query: Query | None) -> dict[str, Any]:
    """Return what a question asks for, without what it leaves open."""
    told: dict[str, Any] = {}
    for name, value in (query or {}).items():
        if isinstance(value, list | tuple | set | frozenset):
            value = [str(one) for one in value]
        if value is not None and value != []:
            told[name] = value if isinstance(value, list | int | float) else str(value)
    return told
