"""Users: their names, roles and passwords."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from communique.accounts.roles import Role, read_role
from communique.archive.account_tables import SESSIONS, USERS
from communique.errors import CommuniqueError, NotOnRecord

_SIGNS = "._@-"
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class User:
    """An account; `disabled` ones can't come in. `made_at` is in UTC without a zone."""

    key: int
    name: str
    role: Role
    disabled: bool
    made_at: datetime


def fold_name(name: str) -> str:
    """Return a name as accounts are known by it: case, width and spaces around don't count.

    >>> fold_name(" Ｄesk ")
    'desk'
    """
    return unicodedata.normalize("NFKC", name).casefold().strip()


def add_user(
    connection: Connection, name: str, role: Role, password_hash: str, at: datetime
) -> User:
    """Add a user; raise `CommuniqueError` for a name that is taken or can't be one."""
    name = fold_name(name)
    if not 0 < len(name) <= _LONGEST or not all(c.isalnum() or c in _SIGNS for c in name):
        raise CommuniqueError(
            f"{name!r} can't be a user's name; take up to {_LONGEST} letters, digits and {_SIGNS}"
        )
    if connection.execute(select(USERS.c.key).where(USERS.c.name == name)).first():
        raise CommuniqueError(f"there is a user {name!r} already")
    values = {
        "name": name,
        "role": role.word,
        "password_hash": password_hash,
        "disabled": False,
        "made_at": at,
    }
    connection.execute(insert(USERS).values(values))
    return find_user(connection, name)


def list_users(connection: Connection) -> list[User]:
    """Return all users by name."""
    rows = connection.execute(select(USERS).order_by(USERS.c.name)).mappings()
    return [read_user(row) for row in rows]


def find_user(connection: Connection, name: str) -> User:
    """Return the user of this name; raise `NotOnRecord` if there is none."""
    statement = select(USERS).where(USERS.c.name == fold_name(name))
    row = connection.execute(statement).mappings().first()
    if row is None:
        raise NotOnRecord("user", name)
    return read_user(row)


def read_user(row: RowMapping) -> User:
    """Return the user that a row of the table stands for."""
    return User(row["key"], row["name"], read_role(row["role"]), row["disabled"], row["made_at"])


def set_role(connection: Connection, name: str, role: Role) -> User:
    """Give a user another role; raise `CommuniqueError` if no administrator would be left."""
    user = find_user(connection, name)
    if role is not Role.ADMINISTRATOR:
        _require_another_administrator(connection, user)
    connection.execute(update(USERS).where(USERS.c.key == user.key).values(role=role.word))
    return user


def set_disabled(connection: Connection, name: str, disabled: bool) -> User:
    """Let a user come in no longer, or again; sessions end."""
    user = find_user(connection, name)
    if disabled:
        _require_another_administrator(connection, user)
        end_sessions(connection, user.key)
    connection.execute(update(USERS).where(USERS.c.key == user.key).values(disabled=disabled))
    return user


def set_password(connection: Connection, name: str, password_hash: str) -> User:
    """Give a user another password; all sessions end."""
    user = find_user(connection, name)
    values = {"password_hash": password_hash}
    connection.execute(update(USERS).where(USERS.c.key == user.key).values(values))
    end_sessions(connection, user.key)
    return user


def end_sessions(connection: Connection, user: int) -> None:
    """End all sessions of a user."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.user_key == user))


def _require_another_administrator(connection: Connection, user: User) -> None:
    others = select(func.count()).where(
        USERS.c.role == Role.ADMINISTRATOR.word,
        USERS.c.disabled.is_(False),
        USERS.c.key != user.key,
    )
    is_one = user.role is Role.ADMINISTRATOR and not user.disabled
    if is_one and not connection.execute(others).scalar_one():
        raise CommuniqueError(f"{user.name} is the last administrator; make another one first")
