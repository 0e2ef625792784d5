"""Who follows a watch: its owner, signed in or by an API token, or a feed reader by the secret
address of this one watch, which sees what the owner may see and nothing else.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, HTTPException, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from communique.archive.watches import Watch, Watches
from communique.errors import NotOnRecord
from communique.views import Desk
from communique.views.answers import edition
from communique.web.access import Asks
from communique.web.desks import Desks
from communique.web.identifying import accounts_of, identify
from communique.web.roles import Identity, Role

#: What no database takes for a number is none of a watch.
Number = Annotated[int, Path(ge=1, le=2**62)]


@dataclass(frozen=True, slots=True)
class Followed:
    """A watch, and the archive as its owner sees it; `sight` tells what that is from others."""

    watch: Watch
    desk: Desk
    sight: str = ""


class Follows(Asks):
    """A dependency: the caller is the watch's owner, or has the secret of its address.

    Who sends a secret is known by it alone: where it doesn't hold, no cookie stands in for it.
    """

    async def __call__(
        self,
        request: Request,
        key: Number,
        token: Annotated[str | None, Query(max_length=200)] = None,
    ) -> Followed:
        """Return the watch; raise 401 for strangers, 404 for a watch that isn't theirs."""
        return await run_in_threadpool(self._find, request, key, token)

    def _find(self, request: Request, key: int, token: str | None) -> Followed:
        watches = watches_of(request)
        if token is not None:
            watch = watches.find_by_secret(key, token)
            found = _follow_for_owner(request, watch) if watch is not None else None
            if found is None:
                raise HTTPException(404, "this address holds no longer; make a new one")
            return found
        who = identify(request)
        if who is None:
            raise HTTPException(401, "sign in first", {"WWW-Authenticate": "Bearer"})
        if who.role < self.role:
            raise HTTPException(403, f"this is for the role {self.role.word}")
        return _follow(request, watches.find(owner_of(request, who), key), who)


Following = Annotated[Followed, Depends(Follows(Role.READER))]


def watches_of(request: Request) -> Watches:
    """Return what is watched in the archive."""
    found: Watches = request.app.state.watches
    return found


def owner_of(request: Request, who: Identity) -> str | None:
    """Return under whose name watches are kept; None on a local server, which is one person's."""
    return None if accounts_of(request) is None else who.name


def base_of(request: Request) -> str:
    """Return the address at which the server is reached, without a slash at its end."""
    base = request.base_url
    if request.app.state.settings.secure:
        base = base.replace(scheme="https")
    return str(base).rstrip("/")


def answer_fresh(
    request: Request, followed: Followed, media_type: str, make: Callable[[], bytes], *given: object
) -> Response:
    """Return what `make` makes, or 304 to who has the one that holds.

    `given` is what the answer depends on beside the archive, the watch and the request's address.
    """
    watch = followed.watch
    told = [edition(), followed.desk.stamp(), watch.key, watch.name, watch.question]
    told += [followed.sight, base_of(request), request.url.path, *map(str, given)]
    tag = f'"{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Vary": "Authorization, Cookie"}
    sent = request.headers.get("If-None-Match", "")
    if {one.strip().removeprefix("W/") for one in sent.split(",")} & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(make(), media_type=media_type, headers=headers)


def today_of(request: Request) -> date:
    """Return the day, in UTC, by which due dates are measured."""
    moment = request.app.state.clock()
    day: date = moment.date()
    return day


def _follow(request: Request, watch: Watch, who: Identity | None) -> Followed:
    desks: Desks | None = request.app.state.desks
    if desks is None or who is None:
        return Followed(watch, request.app.state.desk)
    return Followed(watch, desks.desk_of(who), who.scope.key if who.scope is not None else "all")


def _follow_for_owner(request: Request, watch: Watch) -> Followed | None:
    """Return the watch as its owner sees it; None where the owner can't come in."""
    accounts = accounts_of(request)
    if accounts is None or watch.owner is None:
        # What a team's users watch is nobody's on one person's own server, and the other way.
        return _follow(request, watch, None) if accounts is None and watch.owner is None else None
    try:
        owner = accounts.identity_of(watch.owner)
    except NotOnRecord:
        return None
    return _follow(request, watch, owner) if owner is not None else None
