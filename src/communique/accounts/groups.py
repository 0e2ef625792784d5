"""Groups of users, and which collections each sees."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, insert, select

from communique.accounts.roles import Role
from communique.accounts.users import User
from communique.archive.account_tables import (
    COLLECTIONS,
    GROUP_COLLECTIONS,
    GROUP_MEMBERS,
    USER_GROUPS,
    USERS,
)
from communique.archive.scoping import Scope, scope_of
from communique.errors import CommuniqueError, NotOnRecord

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Group:
    """A group: the names of its members, and the keys of the collections that it sees."""

    key: int
    name: str
    members: tuple[str, ...]
    collections: tuple[int, ...]


def add_group(connection: Connection, name: str) -> Group:
    """Add a group; raise `CommuniqueError` for a name that is taken or empty."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise CommuniqueError(f"a group needs a name of up to {_LONGEST} signs")
    if connection.execute(select(USER_GROUPS.c.key).where(USER_GROUPS.c.name == name)).first():
        raise CommuniqueError(f"there is a group {name!r} already")
    connection.execute(insert(USER_GROUPS).values(name=name))
    return find_group(connection, name)


def list_groups(connection: Connection) -> list[Group]:
    """Return all groups by name."""
    found = connection.execute(select(USER_GROUPS).order_by(USER_GROUPS.c.name)).all()
    return [_read(connection, key, name) for key, name in found]


def find_group(connection: Connection, name: str) -> Group:
    """Return the group of this name; raise `NotOnRecord` if there is none."""
    row = connection.execute(select(USER_GROUPS).where(USER_GROUPS.c.name == name)).first()
    if row is None:
        raise NotOnRecord("group", name)
    return _read(connection, row.key, row.name)


def set_group(
    connection: Connection, name: str, members: Collection[str], collections: Collection[int]
) -> Group:
    """Say who is in a group and what it sees; raise `NotOnRecord` for what there isn't."""
    group = find_group(connection, name)
    named = connection.execute(select(USERS.c.name, USERS.c.key))
    known: dict[str, int] = {name: key for name, key in named}
    for member in members:
        if member not in known:
            raise NotOnRecord("user", member)
    keys = set(connection.execute(select(COLLECTIONS.c.key)).scalars())
    for key in collections:
        if key not in keys:
            raise NotOnRecord("collection", str(key))
    _fill(connection, GROUP_MEMBERS, group.key, "user_key", {known[one] for one in members})
    _fill(connection, GROUP_COLLECTIONS, group.key, "collection_key", set(collections))
    return find_group(connection, name)


def remove_group(connection: Connection, name: str) -> Group:
    """Remove a group; its members see its collections no longer, unless by another."""
    group = find_group(connection, name)
    _fill(connection, GROUP_MEMBERS, group.key, "user_key", set())
    _fill(connection, GROUP_COLLECTIONS, group.key, "collection_key", set())
    connection.execute(delete(USER_GROUPS).where(USER_GROUPS.c.key == group.key))
    return group


def find_scope(connection: Connection, user: User) -> Scope | None:
    """Return the collections that a user sees; None for administrators, who see all."""
    if user.role is Role.ADMINISTRATOR:
        return None
    statement = (
        select(GROUP_COLLECTIONS.c.collection_key)
        .join_from(
            GROUP_MEMBERS,
            GROUP_COLLECTIONS,
            GROUP_COLLECTIONS.c.group_key == GROUP_MEMBERS.c.group_key,
        )
        .where(GROUP_MEMBERS.c.user_key == user.key)
    )
    return scope_of(connection.execute(statement).scalars())


def _fill(connection: Connection, table: Table, group: int, column: str, keys: set[int]) -> None:
    connection.execute(delete(table).where(table.c.group_key == group))
    if keys:
        rows = [{"group_key": group, column: key} for key in sorted(keys)]
        connection.execute(insert(table), rows)


def _read(connection: Connection, key: int, name: str) -> Group:
    members = (
        select(USERS.c.name)
        .join_from(GROUP_MEMBERS, USERS, USERS.c.key == GROUP_MEMBERS.c.user_key)
        .where(GROUP_MEMBERS.c.group_key == key)
        .order_by(USERS.c.name)
    )
    seen = (
        select(GROUP_COLLECTIONS.c.collection_key)
        .where(GROUP_COLLECTIONS.c.group_key == key)
        .order_by(GROUP_COLLECTIONS.c.collection_key)
    )
    return Group(
        key,
        name,
        tuple(connection.execute(members).scalars()),
        tuple(connection.execute(seen).scalars()),
    )
