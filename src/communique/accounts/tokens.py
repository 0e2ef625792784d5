"""API tokens: shown once, kept hashed, with a role and an end; some may only read."""

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from communique.accounts.groups import find_scope
from communique.accounts.passwords import is_same
from communique.accounts.roles import Identity, Role, read_role
from communique.accounts.users import User, read_user
from communique.archive.account_tables import API_TOKENS, USERS
from communique.errors import CommuniqueError, NotOnRecord

#: So many days a token may hold, at most.
MOST_DAYS = 366
#: So many tokens that hold one user may have.
MOST_TOKENS = 50

# The number leads to the row, so that nothing is looked up by the secret itself.
_TOKEN = re.compile(r"cqt_(\d{1,18})_([\w-]{43})")


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret; moments are in UTC without a zone."""

    key: int
    name: str
    role: Role
    writes: bool
    made_at: datetime
    until: datetime
    revoked_at: datetime | None


def digest(secret: str) -> str:
    """Return what is kept of a secret: enough to know it again, nothing to use it by."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_token(
    connection: Connection,
    user: User,
    name: str,
    *,
    role: Role,
    writes: bool,
    days: int,
    at: datetime,
) -> str:
    """Make a token and return it, which is the only time it can be seen.

    Raises `CommuniqueError` for a role above the user's own, and for too long a time.
    """
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise CommuniqueError("a token needs a name of up to 80 signs")
    if role > user.role:
        raise CommuniqueError(f"a token may do no more than you: {user.role.word}")
    if not 1 <= days <= MOST_DAYS:
        raise CommuniqueError(f"a token holds for 1 to {MOST_DAYS} days")
    if sum(one.revoked_at is None and one.until > at for one in list_tokens(connection, user)) >= (
        MOST_TOKENS
    ):
        raise CommuniqueError(f"you have {MOST_TOKENS} tokens; revoke one first")
    secret = secrets.token_urlsafe(32)
    values = {
        "user_key": user.key,
        "name": name,
        "digest": digest(secret),
        "role": role.word,
        "writes": writes,
        "made_at": at,
        "until": at + timedelta(days=days),
    }
    made = connection.execute(insert(API_TOKENS).values(values)).inserted_primary_key
    assert made is not None
    return f"cqt_{made[0]}_{secret}"


def list_tokens(connection: Connection, user: User) -> list[Token]:
    """Return the tokens of a user, newest first, those that hold no longer too."""
    statement = select(API_TOKENS).where(API_TOKENS.c.user_key == user.key)
    rows = connection.execute(statement.order_by(API_TOKENS.c.key.desc())).mappings()
    return [
        Token(
            row["key"],
            row["name"],
            read_role(row["role"]),
            row["writes"],
            row["made_at"],
            row["until"],
            row["revoked_at"],
        )
        for row in rows
    ]


def revoke_token(connection: Connection, user: User, key: int, at: datetime) -> str:
    """Let a token of the user hold no longer, and return its name; raise `NotOnRecord` if the
    user has no such token.
    """
    mine = (API_TOKENS.c.key == key) & (API_TOKENS.c.user_key == user.key)
    name: str | None = connection.execute(select(API_TOKENS.c.name).where(mine)).scalar()
    if name is None:
        raise NotOnRecord("token", str(key))
    unrevoked = update(API_TOKENS).where(mine, API_TOKENS.c.revoked_at.is_(None))
    connection.execute(unrevoked.values(revoked_at=at))
    return name


def find_bearer(connection: Connection, token: str, at: datetime) -> Identity | None:
    """Return who asks by a token: with its role, or the user's own if that is less by now.

    None where it holds no longer or never was.
    """
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    statement = select(API_TOKENS).where(API_TOKENS.c.key == int(match[1]))
    row = connection.execute(statement).mappings().first()
    same = is_same(digest(match[2]), row["digest"] if row is not None else digest(""))
    if row is None or not same or row["revoked_at"] is not None or row["until"] <= at:
        return None
    owner = select(USERS).where(USERS.c.key == row["user_key"])
    user = read_user(connection.execute(owner).mappings().one())
    if user.disabled:
        return None
    role = min(user.role, read_role(row["role"]))
    # An administrator's token for less sees no more than the administrator's groups do.
    scope = find_scope(connection, replace(user, role=role))
    return Identity(name=user.name, role=role, writes=row["writes"], scope=scope)
