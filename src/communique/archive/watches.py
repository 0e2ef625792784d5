"""What people watch: searches and pairs under names, and the secrets of their feeds' addresses.

A feed reader can't sign in, so that each watch may have an address of its own with a secret in
it. The secret opens this one watch and nothing else; it is shown once, kept hashed, and ends when
another is made, when it is revoked, or with the watch.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, update

from communique.archive.account_tables import USERS, WATCHES
from communique.archive.auditing import log
from communique.archive.opened import Opened
from communique.errors import CommuniqueError, NotOnRecord

#: So much may be watched by one user.
MOST = 200
_LONGEST_NAME, _LONGEST_QUESTION = 80, 2000

WatchKind = Literal["search", "pair"]


@dataclass(frozen=True, slots=True)
class Watch:
    """A search or a pair that somebody watches; `question` is the query of its page.

    `owner` is the name of a user, None for what is watched on one's own machine. `has_address`
    tells whether a feed reader can come to it by a secret. `made_at` is in UTC without a zone.
    """

    key: int
    owner: str | None
    name: str
    kind: WatchKind
    question: str
    made_at: datetime
    has_address: bool


class Watches(Opened):
    """The watches of an archive: each user has those of their own, `None` those of the machine.

    Raises `NotOnRecord` for a watch that there isn't, or that is another's, in the same words.
    """

    def __init__(self, archive: Opened) -> None:
        super().__init__(archive._engine, archive.path, clock=archive._clock)

    def save(self, owner: str | None, name: str, kind: WatchKind, question: str) -> Watch:
        """Save a watch; raise `CommuniqueError` for a name that is taken or can't be one."""
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise CommuniqueError(f"a watch needs a name of up to {_LONGEST_NAME} signs")
        if len(question) > _LONGEST_QUESTION:
            raise CommuniqueError("this asks for too much to be watched; ask in fewer words")
        with self._write() as connection:
            user = _find_user(connection, owner)
            mine = _owned(user)
            if connection.execute(
                select(WATCHES.c.key).where(mine, WATCHES.c.name == name)
            ).first():
                raise CommuniqueError(f"you watch something as {name!r} already; name it otherwise")
            if connection.execute(select(func.count()).where(mine)).scalar_one() >= MOST:
                raise CommuniqueError(f"you watch {MOST} things; remove one first")
            values = {
                "user_key": user,
                "name": name,
                "kind": kind,
                "question": question,
                "made_at": self._now(),
            }
            made = connection.execute(insert(WATCHES).values(values)).inserted_primary_key
            assert made is not None
            self._log_of(connection, owner, "add watch", name)
            return _find(connection, WATCHES.c.key == made[0], str(made[0]))

    def of(self, owner: str | None) -> list[Watch]:
        """Return what somebody watches, by name."""
        with self._read() as connection:
            mine = _owned(_find_user(connection, owner))
            rows = connection.execute(_select().where(mine).order_by(WATCHES.c.name)).mappings()
            return [_read(row) for row in rows]

    def owners(self) -> list[str]:
        """Return the names of the users who watch something and can come in, in their order."""
        with self._read() as connection:
            watching = select(WATCHES.c.user_key)
            found = select(USERS.c.name).where(
                USERS.c.key.in_(watching), USERS.c.disabled.is_(False)
            )
            return list(connection.execute(found.order_by(USERS.c.name)).scalars())

    def find(self, owner: str | None, key: int) -> Watch:
        """Return one of somebody's watches."""
        with self._read() as connection:
            mine = _owned(_find_user(connection, owner))
            return _find(connection, mine & (WATCHES.c.key == key), str(key))

    def remove(self, owner: str | None, key: int) -> None:
        """Remove one of somebody's watches; its address leads nowhere any more."""
        with self._write() as connection:
            mine = _owned(_find_user(connection, owner))
            watch = _find(connection, mine & (WATCHES.c.key == key), str(key))
            connection.execute(delete(WATCHES).where(WATCHES.c.key == key))
            self._log_of(connection, owner, "remove watch", watch.name)

    def make_address(self, owner: str | None, key: int) -> str:
        """Return a new secret for the feed's address, which is the only time it can be seen.

        One that there was before holds no longer.
        """
        secret = secrets.token_urlsafe(32)
        self._set_digest(owner, key, _digest(secret), "make address of watch")
        return secret

    def revoke_address(self, owner: str | None, key: int) -> None:
        """Let the secret of the feed's address hold no longer."""
        self._set_digest(owner, key, None, "revoke address of watch")

    def find_by_secret(self, key: int, secret: str) -> Watch | None:
        """Return the watch whose address has this secret; None where it doesn't hold."""
        with self._read() as connection:
            mine = select(WATCHES.c.digest).where(WATCHES.c.key == key)
            kept: str | None = connection.execute(mine).scalar()
            if not hmac.compare_digest(_digest(secret), kept or _digest("")) or kept is None:
                return None
            return _find(connection, WATCHES.c.key == key, str(key))

    def _set_digest(self, owner: str | None, key: int, digest: str | None, what: str) -> None:
        with self._write() as connection:
            mine = _owned(_find_user(connection, owner)) & (WATCHES.c.key == key)
            watch = _find(connection, mine, str(key))
            connection.execute(update(WATCHES).where(WATCHES.c.key == key).values(digest=digest))
            self._log_of(connection, owner, what, watch.name)

    def _log_of(self, connection: Connection, owner: str | None, what: str, name: str) -> None:
        if owner is not None:
            log(connection, self._now(), owner, what, [name])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _select() -> Any:
    return select(WATCHES, USERS.c.name.label("owner")).outerjoin(
        USERS, USERS.c.key == WATCHES.c.user_key
    )


def _owned(user: int | None) -> ColumnElement[bool]:
    return WATCHES.c.user_key.is_(None) if user is None else WATCHES.c.user_key == user


def _find_user(connection: Connection, name: str | None) -> int | None:
    if name is None:
        return None
    key: int | None = connection.execute(select(USERS.c.key).where(USERS.c.name == name)).scalar()
    if key is None:
        raise NotOnRecord("user", name)
    return key


def _find(connection: Connection, condition: ColumnElement[bool], key: str) -> Watch:
    row = connection.execute(_select().where(condition)).mappings().first()
    if row is None:
        raise NotOnRecord("watch", key)
    return _read(row)


def _read(row: RowMapping) -> Watch:
    return Watch(
        key=row["key"],
        owner=row["owner"],
        name=row["name"],
        kind=row["kind"],
        question=row["question"],
        made_at=row["made_at"],
        has_address=row["digest"] is not None,
    )
