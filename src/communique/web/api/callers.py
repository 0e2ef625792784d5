"""Who calls the API: a program by its token, or a page of ours by the browser's session."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from communique.web.access import CHANGING, Asks
from communique.web.identifying import identify
from communique.web.roles import Identity, Role
from communique.web.sessions import COOKIE, is_form_token

#: The header in which a page of ours proves that a change comes from it.
FORM_TOKEN = "X-Form-Token"

_TOKEN = HTTPBearer(
    scheme_name="token", description="An API token: `Authorization: Bearer …`.", auto_error=False
)
_SESSION = APIKeyCookie(
    name=COOKIE,
    scheme_name="session",
    description=f"A browser's session; changes need its form token in `{FORM_TOKEN}`.",
    auto_error=False,
)
_CHALLENGE = {"WWW-Authenticate": "Bearer"}


class ApiNeeds(Asks):
    """A dependency: the caller is known by a token or a session, and has a role."""

    def __call__(
        self,
        request: Request,
        token: Annotated[HTTPAuthorizationCredentials | None, Depends(_TOKEN)],
        session: Annotated[str | None, Depends(_SESSION)],
    ) -> Identity:
        """Return who asks; raise 401 for strangers, 403 for those who may not."""
        found = identify(request)
        if found is None:
            raise HTTPException(401, "send a token: Authorization: Bearer …", _CHALLENGE)
        if found.role < self.role:
            raise HTTPException(403, f"this is for the role {self.role.name.lower()}")
        if request.method in CHANGING and not found.writes:
            raise HTTPException(403, "this token may only read")
        if session is not None and found.session is not None and request.method in CHANGING:
            # A browser sends its cookie along whatever site a form came from.
            given = request.headers.get(FORM_TOKEN, "")
            if not is_form_token(given, session):
                raise HTTPException(403, f"send the form token of your session in {FORM_TOKEN}")
        return found


_READER, _ANALYST = ApiNeeds(Role.READER), ApiNeeds(Role.ANALYST)
reader = Depends(_READER)
ReaderCalls = Annotated[Identity, reader]
AnalystCalls = Annotated[Identity, Depends(_ANALYST)]
