"""What routes take from the request: the archive, and the days that a view is asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypedDict

from fastapi import Depends, HTTPException, Query, Request

from communique.accounts import Accounts
from communique.errors import CommuniqueError
from communique.reference.parties import load_parties
from communique.views import Desk
from communique.web.desks import Desks
from communique.web.identifying import accounts_of, identify

#: A day as forms send it; an empty field is no day.
#: Parties that a page can be narrowed to.
_MOST = 2
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


class Bounds(TypedDict):
    """Days as views take them."""

    as_of: date | None
    known_at: date | None


@dataclass(frozen=True, slots=True)
class Days:
    """`as_of`: by what had been published then; `known_at`: as the archive knew it then."""

    as_of: date | None
    known_at: date | None

    @property
    def bounds(self) -> "Bounds":
        """The two as views take them."""
        return {"as_of": self.as_of, "known_at": self.known_at}


def _days(
    as_of: Annotated[str, Query(pattern=_DAY, description="Only what had been published.")] = "",
    known_at: Annotated[str, Query(pattern=_DAY, description="As the archive knew it.")] = "",
) -> Days:
    return Days(*(_read_day(day) for day in (as_of, known_at)))


def _read_day(day: str) -> date | None:
    try:
        return date.fromisoformat(day) if day else None
    except ValueError as error:
        raise HTTPException(422, f"{day}: there is no such day") from error


def _name_parties(
    party: Annotated[
        list[str] | None, Query(description="A state or organisation; two at most.")
    ] = None,
) -> tuple[str, ...]:
    named = tuple(load_parties().resolve(name) for name in party or () if name.strip())
    if len(named) > _MOST or len(set(named)) < len(named):
        raise CommuniqueError("name one party, or two different ones")
    return named


def _name_scope(of: Annotated[list[str] | None, Query()] = None) -> tuple[str, ...]:
    """Return the parties among whose documents a thing is looked up, by their ids."""
    return tuple(of or ())[:_MOST]


TeamAccounts = Annotated[Accounts, Depends(_accounts)]
Open = Annotated[Desk, Depends(_desk)]
OnDays = Annotated[Days, Depends(_days)]
#: The parties that a page is narrowed to, by their ids.
OfParties = Annotated[tuple[str, ...], Depends(_name_parties)]
#: The parties among whose documents things are linked in a large archive.
Among = Annotated[tuple[str, ...], Depends(_name_scope)]
