"""Passwords: what one must be, and what is kept of it (argon2id)."""

import hmac
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from communique.errors import CommuniqueError

SHORTEST = 12
LONGEST = 256

# Each takes 64 MiB for as long as it runs: a crowd that guesses must not fill the memory.
_AT_ONCE = BoundedSemaphore(2)
_HASHER = PasswordHasher()


def require_fit(password: str, name: str) -> None:
    """Raise `CommuniqueError` for a password that is too short, too long, or the name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise CommuniqueError(f"a password has {SHORTEST} to {LONGEST} signs; choose another")
    if password.casefold() == name:
        raise CommuniqueError("a password is not the name; choose another")


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Return whether a password is the one of which this is kept.

    Without any, it takes as long to say no: nobody learns by it which names there are.
    """
    # What is too long is no password, and hashing it would take as long as its sender likes.
    too_long = len(password) > LONGEST
    with _AT_ONCE:
        try:
            right = _HASHER.verify(kept or _nobody(), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None and not too_long


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash("nobody's password")


def is_same(one: str, other: str) -> bool:
    """Return whether two secrets are equal, in a time that doesn't tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
