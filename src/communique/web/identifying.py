"""Who sends a request: by the secret of a browser's session, or by an API token."""

from fastapi import Request

from communique.accounts import Accounts, Identity
from communique.web.sessions import COOKIE, Sessions
from communique.web.tokens import Tokens

_BEARER = "bearer "


def identify(request: Request) -> Identity | None:
    """Return who asks, None for a stranger; looked up once for each request.

    A token that is sent counts alone: where it doesn't hold, no cookie stands in for it.
    """
    if not hasattr(request.state, "identity"):
        request.state.secret = None
        request.state.identity = _find(request)
    found: Identity | None = request.state.identity
    return found


def accounts_of(request: Request) -> Accounts | None:
    """Return the accounts of a team's server, None on a local one."""
    found: Accounts | None = request.app.state.accounts
    return found


def _find(request: Request) -> Identity | None:
    sent = request.headers.get("authorization")
    if sent is not None:
        if not sent.lower().startswith(_BEARER):
            return None
        tokens: Tokens = request.app.state.tokens
        return tokens.find_bearer(sent[len(_BEARER) :].strip())
    secret = request.cookies.get(COOKIE)
    if secret is None:
        return None
    sessions: Sessions = request.app.state.sessions
    found = sessions.find(secret)
    request.state.secret = secret if found is not None else None
    return found
