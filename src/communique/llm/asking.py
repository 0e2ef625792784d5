"""Asking a server of language models, any that speaks the chat completions of OpenAI.

Nothing of an answer is followed: no redirect, no address, no call of a tool. The key goes to the
one address that was given, and into no message.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from communique.errors import CommuniqueError, MissingExtra
from communique.llm.forms import answer_schema
from communique.llm.prompts import Message

if TYPE_CHECKING:
    import httpx

_PATH = "/chat/completions"
_VERSION = "/v1"

#: Asked again later; anything else that isn't 200 won't get better.
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
#: What a server answers that doesn't know one of the options.
_UNKNOWN_OPTION = frozenset({400, 404, 415, 422, 501})

#: So many tokens a model may answer with.
_MOST_TOKENS = 4096
#: So much of a server's own words is told.
_TOLD = 160


class ModelFailed(CommuniqueError):
    """A server that gave no answer; the message names it, never the key."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how much is borne, in seconds and bytes.

    `total` bounds one question with all its tries; `retries` are those after the first.
    """

    connect: float = 10.0
    read: float = 120.0
    total: float = 300.0
    retries: int = 3
    first_wait: float = 1.0
    longest_wait: float = 30.0
    most_bytes: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said; `cut` where it ran into its bound before it was done."""

    text: str
    cut: bool


class Server:
    """A server and the model on it that is asked."""

    def __init__(
        self,
        url: str,
        *,
        model: str,
        key: str | None = None,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raise `ModelFailed` for what is no address, `MissingExtra` without httpx."""
        try:
            import httpx
        except ModuleNotFoundError as error:
            raise MissingExtra("llm", "httpx") from error
        self.url = _address(url)
        self.model = model
        self._patience = patience or Patience()
        self._sleep = sleep
        #: Options are left out, the last first, once the server turned them down.
        self._options: list[dict[str, Any]] = _options()
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if key is not None:
            if not (key.isascii() and key.isprintable()):
                raise ModelFailed("the key of the language model has characters that no key has")
            headers["Authorization"] = f"Bearer {key}"
        try:
            self._client = httpx.Client(headers=headers, follow_redirects=False)
        except (ImportError, ValueError) as error:
            raise ModelFailed(f"{self.name}: can't be asked: {_line(str(error))}") from error

    @property
    def name(self) -> str:
        """The server as messages name it: without a user's name, password, or query."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}"

    def close(self) -> None:
        """Let go of the connections; closing twice does no harm."""
        self._client.close()

    def ask(self, messages: Sequence[Message]) -> Answer:
        """Return the model's answer; raise `ModelFailed` in one line where there is none."""
        deadline = time.monotonic() + self._patience.total
        tried = 0
        while True:
            status, headers, body = self._post_within(messages, deadline)
            if status == 200:
                return self._read(body)
            if status in _UNKNOWN_OPTION and len(self._options) > 1:
                self._options.pop(0)
                continue
            wait = _wait(headers.get("retry-after"), tried, self._patience)
            late = time.monotonic() + wait >= deadline
            if status not in _BUSY or tried >= self._patience.retries or late:
                raise ModelFailed(f"{self.name}: answered {status}{_told(body)}")
            self._sleep(wait)
            tried += 1

    def _post_within(
        self, messages: Sequence[Message], deadline: float
    ) -> tuple[int, "httpx.Headers", bytes]:
        """Post; leave at the deadline, whatever the server is doing then.

        Time-outs count from byte to byte, and a server may send a byte now and then for ever.
        """
        done: Queue[tuple[int, httpx.Headers, bytes] | Exception] = Queue(1)

        def post() -> None:
            try:
                done.put(self._post(messages, deadline))
            except Exception as error:
                done.put(error)

        Thread(target=post, daemon=True).start()
        try:
            found = done.get(timeout=max(deadline - time.monotonic(), 0.001))
        except Empty:
            raise ModelFailed(f"{self.name}: took too long to answer") from None
        if isinstance(found, Exception):
            raise found
        return found

    def _post(
        self, messages: Sequence[Message], deadline: float
    ) -> tuple[int, "httpx.Headers", bytes]:
        import httpx

        asked = {"model": self.model, "messages": list(messages), **self._options[0]}
        left = max(deadline - time.monotonic(), 0.001)
        patience = self._patience
        timeout = httpx.Timeout(
            min(patience.read, left), connect=min(patience.connect, left), pool=left
        )
        try:
            with self._client.stream(
                "POST", self.url, content=json.dumps(asked).encode(), timeout=timeout
            ) as response:
                body = bytearray()
                for piece in response.iter_bytes():
                    body += piece
                    if len(body) > patience.most_bytes:
                        raise ModelFailed(f"{self.name}: the answer has too many bytes")
                    if time.monotonic() > deadline:
                        raise ModelFailed(f"{self.name}: took too long to answer")
                return response.status_code, response.headers, bytes(body)
        except httpx.TimeoutException as error:
            raise ModelFailed(f"{self.name}: took too long to answer") from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            reason = _line(str(error)) or type(error).__name__
            raise ModelFailed(f"{self.name}: can't be asked: {reason}") from error

    def _read(self, body: bytes) -> Answer:
        try:
            choice = json.loads(body)["choices"][0]
            text = choice["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
            raise ModelFailed(f"{self.name}: this is no answer of a language model") from error
        if text is None:
            text = ""  # it refused, or wanted to call something; either way it says nothing
        if not isinstance(text, str):
            raise ModelFailed(f"{self.name}: this is no answer of a language model")
        return Answer(text, choice.get("finish_reason") == "length")


def _options() -> list[dict[str, Any]]:
    """Return what is asked for beyond the messages: all, without the schema, nothing."""
    plain = {"temperature": 0, "max_tokens": _MOST_TOKENS, "stream": False}
    schema = {"name": "records", "strict": True, "schema": answer_schema()}
    strict = {"response_format": {"type": "json_schema", "json_schema": schema}}
    return [{**plain, **strict}, plain, {}]


def _address(url: str) -> str:
    """Return the address that answers chats; raise `ModelFailed` for what is none."""
    try:
        parts = urlsplit(url.strip())
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError as error:
        raise ModelFailed(f"{url!r} is no address of a server") from error
    if not known:
        raise ModelFailed(f"{url!r} is no address of a server; write http://HOST:PORT/v1")
    if parts.username is not None or parts.password is not None:
        raise ModelFailed("the address of the server names a user; a key goes by --llm-key-env")
    path = parts.path.rstrip("/")
    if not path.endswith(_PATH):
        path = (path or _VERSION) + _PATH
    return parts._replace(path=path, fragment="").geturl()


def _wait(told: str | None, tried: int, patience: Patience) -> float:
    """Return the seconds to wait: what the server says, else twice as long each time; capped."""
    seconds = patience.first_wait * 2.0**tried
    if told is not None:
        seconds = _read_retry_after(told, seconds)
    return min(max(seconds, 0.0), patience.longest_wait)


def _read_retry_after(told: str, otherwise: float) -> float:
    if told.strip().isdecimal() and len(told) < 12:
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
    except (TypeError, ValueError):
        return otherwise
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - datetime.now(UTC)).total_seconds()


def _told(body: bytes) -> str:
    """Return what a server says of its refusal, in brackets; nothing if it says nothing."""
    try:
        error: Any = json.loads(body)
        while isinstance(error, Mapping):
            error = error.get("error", error.get("message"))
    except (ValueError, RecursionError):
        return ""
    line = _line(error) if isinstance(error, str) else ""
    return f" ({line[:_TOLD]})" if line else ""


def _line(text: str) -> str:
    return " ".join(text.split())
