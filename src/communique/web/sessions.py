"""Browser sessions: who is signed in, and proof that a form came from our own page."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from communique.accounts.tokens import digest
from communique.web.roles import Identity, Role

#: The cookie that holds a session's secret.
COOKIE = "communique_session"
#: The cookie of who is about to sign in, so that no other site can sign somebody in.
ENTRY_COOKIE = "communique_entry"


class Sessions(Protocol):
    """Where sessions are kept; a session is known by a secret that only its browser has."""

    def find(self, secret: str) -> Identity | None:
        """Return whose session it is; None where it ended or never was."""

    def close_session(self, secret: str) -> None:
        """End a session."""

    def count(self) -> int:
        """Return how many sessions are open."""


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    role: Role
    until: datetime


class SessionsInMemory:
    """Sessions that end with the process: those of a local server."""

    def __init__(self, clock: Callable[[], datetime], age: timedelta) -> None:
        self._clock = clock
        self._age = age
        self._lock = Lock()
        self._open: dict[str, _Open] = {}

    def open(self, name: str, role: Role) -> str:
        """Begin a session and return its secret."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            self._open[digest(secret)] = _Open(name, role, self._clock() + self._age)
        return secret

    def find(self, secret: str) -> Identity | None:
        """Return whose session it is; None where it ended or never was."""
        key = digest(secret)
        with self._lock:
            found = self._open.get(key)
            if found is not None and found.until <= self._clock():
                del self._open[key]
                found = None
        return Identity(found.name, found.role, key) if found is not None else None

    def count(self) -> int:
        """Return how many sessions are open."""
        with self._lock:
            return sum(one.until > self._clock() for one in self._open.values())

    def close_session(self, secret: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(digest(secret), None)


def form_token(secret: str) -> str:
    """Return what the forms of a session carry, which no other site can know."""
    return hmac.new(secret.encode(), b"form", "sha256").hexdigest()


def is_form_token(token: str, secret: str) -> bool:
    """Return whether a form's token is that of the session."""
    return hmac.compare_digest(token.encode(), form_token(secret).encode())
