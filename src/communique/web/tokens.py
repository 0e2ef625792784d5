"""Tokens by which programs are known; where they are kept is for the kind of server to say."""

import hmac
import os
import secrets
from pathlib import Path
from typing import Protocol

from communique.accounts.tokens import digest
from communique.web.roles import Identity, Role


class Tokens(Protocol):
    """Where tokens are kept."""

    def find_bearer(self, secret: str) -> Identity | None:
        """Return whose token it is; None where it ended, was revoked or never was."""


class NoTokens:
    """A server that has given out none."""

    def find_bearer(self, secret: str) -> Identity | None:
        """Return None."""
        return None


class LocalToken:
    """The one token of a local server: who can read its file may do what its owner may."""

    def __init__(self, secret: str, name: str) -> None:
        self._digest = digest(secret)
        self._name = name

    def find_bearer(self, secret: str) -> Identity | None:
        """Return the owner for the one token, None for all others."""
        right = hmac.compare_digest(digest(secret), self._digest)
        return Identity(self._name, Role.ADMINISTRATOR) if right else None


def read_token(path: Path) -> str:
    """Return the token in a file that its owner alone may read; it is made if it isn't there.

    Raises `OSError` where that can't be done, `ValueError` for a file that others may read or
    that holds no token.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            raise ValueError(f"{path}: others may read it; chmod 600 it") from None
        secret = path.read_text(encoding="utf-8").strip()
        if len(secret) < 20:
            raise ValueError(f"{path}: holds no token; remove it, and one is made") from None
        return secret
    secret = secrets.token_urlsafe(32)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secret + "\n")
    return secret
