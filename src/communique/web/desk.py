"""What routes take from the request: the archive, and the days that a view is asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request

from communique.views import Desk

#: A day as forms send it; an empty field is no day.
_DAY = r"^(\d{4}-\d{2}-\d{2})?$"


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


@dataclass(frozen=True, slots=True)
class Days:
    """`as_of`: by what had been published then; `known_at`: as the archive knew it then."""

    as_of: date | None
    known_at: date | None


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


Open = Annotated[Desk, Depends(_desk)]
OnDays = Annotated[Days, Depends(_days)]
