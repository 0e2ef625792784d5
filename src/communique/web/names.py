"""By which name the person at this machine is known."""

import getpass


def own_name() -> str:
    """Return the name of the user of this machine; `local` where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"
