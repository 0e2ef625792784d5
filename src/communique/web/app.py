"""The server, put together: archive, sessions, routes, headers, errors."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from communique.archive.store import read_clock
from communique.views import open_archive
from communique.web import api, failures, headers
from communique.web.access import list_routes
from communique.web.api.limits import LimitBodies
from communique.web.api.tokens import LocalToken, NoTokens, Tokens
from communique.web.names import own_name
from communique.web.pages import ROUTERS
from communique.web.sessions import SessionsInMemory
from communique.web.settings import Settings

_STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings, *, clock: Callable[[], datetime] = read_clock) -> FastAPI:
    """Return the server over an archive, which is opened when it starts.

    Raises `ArchiveError` at start if the archive can't be opened, `LookupError` at once if a
    route doesn't say whom it is for.
    """

    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncIterator[None]:
        with open_archive(settings.archive) as desk:
            app.state.desk = desk
            yield

    app = FastAPI(title="Communiqué", openapi_url=None, lifespan=live)
    app.state.settings = settings
    app.state.sessions = SessionsInMemory(clock, timedelta(seconds=settings.session_age))
    app.state.token = settings.token
    app.state.tokens = _keep_tokens(settings)
    routers = (*ROUTERS, *api.ROUTERS)
    list_routes(routers)
    for router in routers:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    failures.register(app)
    app.add_middleware(LimitBodies, prefix=failures.API)
    app.add_middleware(headers.SafeHeaders, secure=settings.secure)
    return app


def _keep_tokens(settings: Settings) -> Tokens:
    if settings.api_token is None:
        return NoTokens()
    return LocalToken(settings.api_token, own_name())
