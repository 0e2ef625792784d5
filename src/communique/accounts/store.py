"""Accounts as callers see them: one class over an archive's database."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import select

from communique.accounts import groups, passwords, signing_in, tokens, users
from communique.accounts.groups import Group
from communique.accounts.roles import Identity, Role
from communique.accounts.tokens import Token
from communique.accounts.users import User
from communique.archive import Archive
from communique.archive.account_tables import USERS
from communique.archive.auditing import list_entries, log
from communique.archive.opened import Opened
from communique.archive.types import AuditEntry


class Accounts(Opened):
    """Users, groups, sessions and tokens; `by` is who changes them, as the log tells it.

    Names of users go without regard to case. Raises `NotOnRecord` for users, groups and tokens
    that there aren't, `CommuniqueError` for what can't be so.
    """

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive._engine, archive.path, clock=archive._clock)

    def add_user(self, name: str, role: Role, password: str, *, by: str) -> User:
        """Add a user."""
        passwords.require_fit(password, users.fold_name(name))
        kept = passwords.hash_password(password)
        with self._write() as connection:
            user = users.add_user(connection, name, role, kept, self._now())
            log(connection, self._now(), by, f"add user as {role.word}", [user.name])
            return user

    def users(self) -> list[User]:
        """Return all users by name."""
        with self._read() as connection:
            return users.list_users(connection)

    def user(self, name: str) -> User:
        """Return a user."""
        with self._read() as connection:
            return users.find_user(connection, name)

    def set_role(self, name: str, role: Role, *, by: str) -> None:
        """Give a user another role, from the next request on."""
        with self._write() as connection:
            before = users.set_role(connection, name, role)
            what = f"change role from {before.role.word} to {role.word}"
            log(connection, self._now(), by, what, [before.name])

    def set_disabled(self, name: str, disabled: bool, *, by: str) -> None:
        """Let a user come in no longer, or again; sessions end, tokens do not hold meanwhile."""
        with self._write() as connection:
            user = users.set_disabled(connection, name, disabled)
            what = "disable user" if disabled else "enable user"
            log(connection, self._now(), by, what, [user.name])

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Give a user another password; all sessions end."""
        passwords.require_fit(password, users.fold_name(name))
        kept = passwords.hash_password(password)
        with self._write() as connection:
            user = users.set_password(connection, name, kept)
            log(connection, self._now(), by, "change password", [user.name])

    def change_own_password(
        self, name: str, old: str, new: str, *, address: str, age: timedelta
    ) -> str:
        """Change a password by who knows the old one, and return a new session's secret; all
        others end. Raises `SignInRefused` and `SignInLocked` as `sign_in` does.
        """
        passwords.require_fit(new, users.fold_name(name))
        self._check(name, old, address)
        self.set_password(name, new, by=name)
        with self._write() as connection:
            user = users.find_user(connection, name)
            return signing_in.open_session(connection, user, self._now(), age)

    def sign_in(self, name: str, password: str, *, address: str, age: timedelta) -> str:
        """Begin a session by name and password, and return its secret.

        Raises `SignInRefused`, in the same words and time whatever is wrong, and `SignInLocked`
        after too many attempts on the account or from the address.
        """
        user = self._check(name, password, address)
        with self._write() as connection:
            # The account may have changed while the password was looked at.
            user = users.find_user(connection, user.name)
            if user.disabled:
                raise signing_in.SignInRefused
            log(connection, self._now(), user.name, "sign in", [user.name])
            return signing_in.open_session(connection, user, self._now(), age)

    def _check(self, name: str, password: str, address: str) -> User:
        account, place = users.fold_name(name)[:100], signing_in.fold_address(address)
        with self._write() as connection:
            signing_in.note_attempt(connection, account, place, self._now())
        with self._read() as connection:
            row = connection.execute(select(USERS).where(USERS.c.name == account)).mappings()
            found = row.first()
        right = passwords.is_password(password, found["password_hash"] if found else None)
        if found is None or not right or found["disabled"]:
            raise signing_in.SignInRefused
        with self._write() as connection:
            signing_in.forget_attempts(connection, account, place)
        return users.read_user(found)

    def find(self, secret: str) -> Identity | None:
        """Return whose session it is; None where it ended or never was."""
        with self._read() as connection:
            return signing_in.find_session(connection, secret, self._now())

    def count(self) -> int:
        """Return how many sessions are open."""
        with self._read() as connection:
            return signing_in.count_sessions(connection, self._now())

    def close_session(self, secret: str) -> None:
        """End a session."""
        with self._write() as connection:
            signing_in.close_session(connection, secret)

    def identity_of(self, name: str) -> Identity | None:
        """Return a user with the sight of the archive that the user has; None if disabled.

        For what is made in the user's name: a feed, a digest. Raises `NotOnRecord` if unknown.
        """
        with self._read() as connection:
            user = users.find_user(connection, name)
            if user.disabled:
                return None
            scope = groups.find_scope(connection, user)
            return Identity(user.name, user.role, writes=False, scope=scope)

    def find_bearer(self, token: str) -> Identity | None:
        """Return who asks by an API token; None where it holds no longer or never was."""
        with self._read() as connection:
            return tokens.find_bearer(connection, token, self._now())

    def make_token(self, user: str, name: str, *, role: Role, writes: bool, days: int) -> str:
        """Make a token of a user and return it, which is the only time it can be seen."""
        with self._write() as connection:
            owner = users.find_user(connection, user)
            made = tokens.make_token(
                connection, owner, name, role=role, writes=writes, days=days, at=self._now()
            )
            what = f"make token as {role.word}, {'reads and writes' if writes else 'reads'}"
            log(connection, self._now(), owner.name, what, [name])
            return made

    def tokens(self, user: str) -> list[Token]:
        """Return the tokens of a user, newest first, without their secrets."""
        with self._read() as connection:
            return tokens.list_tokens(connection, users.find_user(connection, user))

    def revoke_token(self, user: str, key: int) -> None:
        """Let a token of a user hold no longer."""
        with self._write() as connection:
            owner = users.find_user(connection, user)
            name = tokens.revoke_token(connection, owner, key, self._now())
            log(connection, self._now(), owner.name, "revoke token", [name])

    def add_group(self, name: str, *, by: str) -> Group:
        """Add a group."""
        with self._write() as connection:
            group = groups.add_group(connection, name)
            log(connection, self._now(), by, "add group", [group.name])
            return group

    def groups(self) -> list[Group]:
        """Return all groups by name."""
        with self._read() as connection:
            return groups.list_groups(connection)

    def set_group(
        self, name: str, members: Collection[str], collections: Collection[int], *, by: str
    ) -> None:
        """Say who is in a group and what it sees, from the next request on."""
        with self._write() as connection:
            before = groups.find_group(connection, name)
            after = groups.set_group(connection, name, members, collections)
            changes = [
                *(f"add {one} to group" for one in after.members if one not in before.members),
                *(f"take {one} from group" for one in before.members if one not in after.members),
                *(
                    f"show collection {one} to group"
                    for one in after.collections
                    if one not in before.collections
                ),
                *(
                    f"hide collection {one} from group"
                    for one in before.collections
                    if one not in after.collections
                ),
            ]
            for what in changes:
                log(connection, self._now(), by, what, [name])

    def remove_group(self, name: str, *, by: str) -> None:
        """Remove a group."""
        with self._write() as connection:
            groups.remove_group(connection, name)
            log(connection, self._now(), by, "remove group", [name])

    def audit(
        self, *, limit: int = 100, before: int | None = None, who: str | None = None
    ) -> list[AuditEntry]:
        """Return the newest entries of the log first: those `before` one, of one person or all."""
        with self._read() as connection:
            return list_entries(connection, limit=limit, before=before, who=who)
