"""Who runs a command."""

import getpass


def login_name() -> str | None:
    """Return the login name; None where nobody is logged in."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None
