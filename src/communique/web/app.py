"""The server, put together: archive, sessions, routes, headers, errors."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, closing, suppress
from datetime import datetime, timedelta
from functools import partial

from fastapi import FastAPI

from communique.accounts import Accounts
from communique.archive.store import read_clock
from communique.archive.watches import Watches
from communique.errors import ArchiveError
from communique.intake.fetching import Fetching
from communique.intake.worker import Worker
from communique.version import read_version
from communique.views import Desk, open_archive
from communique.views.apart import Elsewhere
from communique.views.lately import Refresher
from communique.web import api, backstage, bounds, failures, headers, hurrying, observing
from communique.web.access import list_routes
from communique.web.assets import Assets
from communique.web.desks import Desks
from communique.web.keeping import KeptPages
from communique.web.measuring import SHARED_FOLDER, Measures
from communique.web.names import own_name
from communique.web.pages import ROUTERS
from communique.web.sessions import SessionsInMemory
from communique.web.settings import Settings
from communique.web.tokens import LocalToken, NoTokens, Tokens

#: So long the end waits for what is being computed.
_ENDING_SECONDS = 2.0


def create_app(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = read_clock,
    fetching: Fetching | None = None,
) -> FastAPI:
    """Return the server over an archive, which is opened when it starts.

    `fetching` says how pages are fetched: from the open internet alone, unless a test says else.

    Raises `ArchiveError` at start if the archive can't be opened, `LookupError` at once if a
    route doesn't say whom it is for.
    """

    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncIterator[None]:
        with open_archive(settings.archive, clock=clock) as desk, ExitStack() as stack:
            app.state.whole = app.state.desk = desk
            app.state.watches = Watches(desk)
            if settings.mode == "team":
                desks = stack.enter_context(closing(Desks(desk)))
                # Whatever asks this one, and not that of who asks, finds nothing.
                app.state.desks, app.state.desk = desks, desks.nothing
                app.state.accounts = app.state.sessions = Accounts(desk)
                app.state.tokens = app.state.accounts
            app.state.intake = Worker(
                lambda: open_archive(settings.archive, create=False),
                extractor=read_version(),
                fetching=fetching,
            )
            app.state.intake.start()
            stack.callback(app.state.intake.stop)
            # Who comes first should not wait for a million records to be counted.
            refresher.start()
            # What it asks for now is soon there; what takes long is computed anew another time.
            stack.callback(refresher.close, _ENDING_SECONDS)
            if settings.backstage is None:
                refresher.ask("overview", desk.overview)
            yield

    refresher = Refresher()
    measures = Measures(lambda: tell_gauges(app))
    app = FastAPI(title="Communiqué", openapi_url=None, lifespan=live)
    app.state.settings, app.state.clock = settings, clock
    app.state.accounts = app.state.desks = None
    app.state.sessions = SessionsInMemory(clock, timedelta(seconds=settings.session_age))
    app.state.token = settings.token if settings.mode == "local" else None
    app.state.measures, app.state.intake, app.state.whole = measures, None, None
    app.state.tokens, app.state.pages = _keep_tokens(settings), KeptPages()
    routers = (*ROUTERS, *api.ROUTERS)
    list_routes(routers)
    for router in routers:
        app.include_router(router)
    app.mount("/static", Assets(), name="static")
    failures.register(app)
    if settings.backstage is not None:
        path = settings.backstage
        app.add_middleware(backstage.InFront, path=path, refresher=refresher)
        app.add_exception_handler(Elsewhere, partial(backstage.answer_from_behind, path))
    else:
        header = backstage.OLDER if settings.behind else None
        app.add_middleware(hurrying.OlderAnswers, refresher=refresher, header=header)
    app.add_middleware(bounds.BoundedBodies, upload_limit=settings.upload_limit)
    app.add_middleware(headers.SafeHeaders, secure=settings.secure)
    if not settings.behind:
        # What it does is counted where it was asked for.
        app.add_middleware(observing.Observed, measures=measures)
    return app


def tell_gauges(app: FastAPI) -> Iterator[tuple[str, str, dict[str, float]]]:
    """Yield the numbers of now; none of an archive that can't be read."""
    intake: Worker | None = app.state.intake
    archive: Desk | None = app.state.whole
    if intake is not None and SHARED_FOLDER not in os.environ:
        yield "intake_waiting", "Runs that wait or are being worked on.", {"": intake.waiting}
    if archive is None:
        return
    with suppress(ArchiveError):
        runs, aside = archive.count_runs()
        if runs:
            yield "runs", "Runs by state.", dict(sorted(runs.items()))
        yield "set_aside", "Inputs that runs set aside.", {"": aside}
        yield "documents", "Documents in the archive.", {"": archive.count_documents()}
        yield "sessions", "Sessions that are open.", {"": app.state.sessions.count()}


def _keep_tokens(settings: Settings) -> Tokens:
    if settings.api_token is None:
        return NoTokens()
    return LocalToken(settings.api_token, own_name())
