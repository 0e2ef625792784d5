"""Who may do what: the roles of accounts, which a local server knows by the same names."""

from communique.accounts.roles import Identity, Role, read_role

__all__ = ["Identity", "Role", "read_role"]
