"""Who may do what: four roles, each of which may do what those before it may."""

from dataclasses import dataclass
from enum import IntEnum

from communique.archive.scoping import Scope
from communique.errors import CommuniqueError


class Role(IntEnum):
    """What somebody may do.

    A reader looks; an analyst also reviews and keeps watches; an editor also adds documents and
    packs; an administrator also keeps accounts, groups and collections.
    """

    READER = 1
    ANALYST = 2
    EDITOR = 3
    ADMINISTRATOR = 4

    @property
    def word(self) -> str:
        """The role's name, as it is stored and shown."""
        return self.name.lower()


def read_role(word: str) -> Role:
    """Return the role of this name; raise `CommuniqueError` if there is none."""
    for role in Role:
        if role.word == word:
            return role
    names = ", ".join(role.word for role in Role)
    raise CommuniqueError(f"there is no role {word!r}; there are {names}")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks: by which name reviews are signed, and with which role.

    `session` is the key of the browser session; None for who came by an API token. `writes` is
    off for a token that may only read. `scope` are the collections that may be seen, None for
    who sees all documents.
    """

    name: str
    role: Role
    session: str | None = None
    writes: bool = True
    scope: Scope | None = None
