"""Coming in by name and password: sessions, and what stops those who guess."""

import ipaddress
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from communique.accounts.groups import find_scope
from communique.accounts.passwords import is_same
from communique.accounts.roles import Identity
from communique.accounts.tokens import digest
from communique.accounts.users import User, read_user
from communique.archive.account_tables import SESSIONS, SIGN_IN_ATTEMPTS, USERS
from communique.errors import CommuniqueError

#: For so long an attempt that failed counts.
WINDOW = timedelta(minutes=15)
#: So many may fail: on one account from one address, from one address, on one account.
#: The first bound is the lowest, so that nobody locks others out who come from elsewhere.
MOST_HERE, MOST_FROM_ADDRESS, MOST_ON_ACCOUNT = 5, 30, 100


class SignInRefused(CommuniqueError):
    """The name or the password is wrong, or the account is disabled."""

    def __init__(self) -> None:
        super().__init__("this name and password are not those of an account; try again")


class SignInLocked(CommuniqueError):
    """Too many attempts failed; `seconds` tells when the next may be made."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        super().__init__(
            f"too many attempts failed; wait {minutes} minute{'' if minutes == 1 else 's'}"
        )
        self.seconds = seconds


def fold_address(address: str) -> str:
    """Return what attempts are counted by: whoever has one address of IPv6 has its whole net.

    >>> fold_address("2001:db8::1"), fold_address("192.0.2.7")
    ('2001:db8::/64', '192.0.2.7')
    """
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv6Address):
        mapped = read.ipv4_mapped
        return str(mapped or ipaddress.ip_network((read, 64), strict=False))
    return str(read)


def note_attempt(connection: Connection, account: str, address: str, at: datetime) -> None:
    """Count an attempt, before its password is looked at: those made at once are all counted.

    Raises `SignInLocked` where too many failed.
    """
    table = SIGN_IN_ATTEMPTS
    connection.execute(delete(table).where(table.c.at <= at - WINDOW))
    on_account, from_address = table.c.account == account, table.c.address == address
    bounds = (
        (on_account & from_address, MOST_HERE),
        (from_address, MOST_FROM_ADDRESS),
        (on_account, MOST_ON_ACCOUNT),
    )
    for condition, most in bounds:
        number, first = connection.execute(
            select(func.count(), func.min(table.c.at)).where(condition)
        ).one()
        if number >= most:
            raise SignInLocked(max(1, round((first + WINDOW - at).total_seconds())))
    connection.execute(insert(table).values(account=account, address=address, at=at))


def forget_attempts(connection: Connection, account: str, address: str) -> None:
    """Count the attempts on an account from an address no longer: somebody came in."""
    table = SIGN_IN_ATTEMPTS
    connection.execute(delete(table).where(table.c.account == account, table.c.address == address))


def open_session(connection: Connection, user: User, at: datetime, age: timedelta) -> str:
    """Begin a session and return its secret, which was never anybody's before."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.until <= at))
    secret = secrets.token_urlsafe(32)
    row = {"digest": digest(secret), "user_key": user.key, "until": at + age}
    connection.execute(insert(SESSIONS).values(row))
    return secret


def find_session(connection: Connection, secret: str, at: datetime) -> Identity | None:
    """Return whose session it is; None where it ended or never was."""
    key = digest(secret)
    statement = (
        select(USERS, SESSIONS.c.digest, SESSIONS.c.until)
        .join_from(SESSIONS, USERS, USERS.c.key == SESSIONS.c.user_key)
        .where(SESSIONS.c.digest == key)
    )
    row = connection.execute(statement).mappings().first()
    if row is None or not is_same(row["digest"], key) or row["until"] <= at or row["disabled"]:
        return None
    user = read_user(row)
    return Identity(user.name, user.role, session=key, scope=find_scope(connection, user))


def close_session(connection: Connection, secret: str) -> None:
    """End a session."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == digest(secret)))


def count_sessions(connection: Connection, at: datetime) -> int:
    """Return how many sessions are open."""
    open_ = select(func.count()).select_from(SESSIONS).where(SESSIONS.c.until > at)
    counted: int = connection.execute(open_).scalar_one()
    return counted
