"""Accounts of a team's server: who may come in, what each may do and see, and who changed what."""

from communique.accounts.groups import Group
from communique.accounts.roles import Identity, Role
from communique.accounts.signing_in import SignInLocked, SignInRefused
from communique.accounts.store import Accounts
from communique.accounts.tokens import Token
from communique.accounts.users import User

__all__ = [
    "Accounts",
    "Group",
    "Identity",
    "Role",
    "SignInLocked",
    "SignInRefused",
    "Token",
    "User",
]
