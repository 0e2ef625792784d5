"""Dossiers and ledgers as plain data for programs, kept like briefs."""

from datetime import date
from typing import Any, Literal, TypedDict

from communique.archive import Archive
from communique.views import ledgers
from communique.views.answers import answer
from communique.views.dossier import dossier
from communique.views.ledgers import Ledger

LedgerName = Literal["timeline", "commitments", "positions", "mechanisms"]


class _Days(TypedDict):
    as_of: date | None
    known_at: date | None


def tell_dossier(
    archive: Archive,
    left: str,
    right: str,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
    since: date | None = None,
) -> Any:
    """Return the JSON form of `views.dossier.dossier` of two parties, given by their ids."""
    options = {"as_of": as_of, "known_at": known_at, "since": since}

    def compute() -> Any:
        made = dossier(archive, left, right, as_of=as_of, known_at=known_at, since=since)
        return made.model_dump(mode="json")

    return answer(archive, "dossier", (left, right), options, compute)


def tell_ledger(
    archive: Archive,
    name: LedgerName,
    *parties: str,
    issue: str | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
) -> Any:
    """Return the JSON form of a ledger of `views.ledgers`; `issue` is for positions alone.

    A timeline is of two parties, positions are of one or of all.
    """
    days = _Days(as_of=as_of, known_at=known_at)

    def compute() -> Any:
        made: Ledger[Any]
        match name:
            case "timeline":
                left, right = parties
                made = ledgers.timeline(archive, left, right, **days)
            case "commitments":
                made = ledgers.commitments(archive, *parties, **days)
            case "positions":
                made = ledgers.positions(archive, *parties, issue=issue, **days)
            case "mechanisms":
                made = ledgers.mechanisms(archive, *parties, **days)
        return made.model_dump(mode="json")

    return answer(archive, f"ledger/{name}", parties, {**days, "issue": issue}, compute)
