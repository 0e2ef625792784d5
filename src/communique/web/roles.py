"""Who may do what: four roles, each of which may do what those before it may."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What somebody may do.

    A reader looks; an analyst also reviews and keeps watches; an editor also adds documents and
    packs; an administrator also keeps accounts, groups and collections.
    """

    READER = 1
    ANALYST = 2
    EDITOR = 3
    ADMINISTRATOR = 4


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks: by which name reviews are signed, and with which role.

    `session` is the key of the browser session; None for who came by an API token.
    """

    name: str
    role: Role
    session: str | None = None
