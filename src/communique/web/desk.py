"""What routes take from the request: the archive, and the days that a view is asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request

from communique.accounts import Accounts
from communique.views import Desk
from communique.web.desks import Desks
from communique.web.identifying import accounts_of, identify

#: A day as forms send it; an empty field is no day.
_DAY = r"^(\d{4}-\d{2}-\d{2})?$"


def _desk(request: Request) -> Desk:
    """Return the archive as who asks sees it."""
    desks: Desks | None = request.app.state.desks
    if desks is None:
        desk: Desk = request.app.state.desk
        return desk
    identity = identify(request)
    return desks.nothing if identity is None else desks.desk_of(identity)


def _accounts(request: Request) -> Accounts:
    found = accounts_of(request)
    if found is None:
        raise HTTPException(404, "this server is one person's own; a team's has accounts")
    return found


@dataclass(frozen=True, slots=True)
class Days:
    """`as_of`: by what had been published then; `known_at`: as the archive knew it then."""

    as_of: date | None
    known_at: date | None


def _days(
    as_of: Annotated[str, Query(pattern=_DAY, description="Only what had been published.")] = "",
    known_at: Annotated[str, Query(pattern=_DAY, description="As the archive knew it.")] = "",
) -> Days:
    return Days(*(date.fromisoformat(day) if day else None for day in (as_of, known_at)))


TeamAccounts = Annotated[Accounts, Depends(_accounts)]
Open = Annotated[Desk, Depends(_desk)]
OnDays = Annotated[Days, Depends(_days)]
