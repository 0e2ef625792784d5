"""The desk: an archive that also answers with views."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from communique.archive import Archive
from communique.archive import open_archive as open_store
from communique.linking.memory import Memory
from communique.linking.people_known import KnownTenure
from communique.reference.parties import load_parties
from communique.views import ledgers
from communique.views.abridging import BRIEF_LINES
from communique.views.answers import answer
from communique.views.dossier import Dossier
from communique.views.dossier import dossier as build_dossier
from communique.views.ledgers import CommitmentLedger, MechanismLedger, PositionLedger, Timeline
from communique.views.page import Page
from communique.views.recall import recall


class Desk(Archive):
    """An archive with its views; parties are given by code, id or any usual name.

    The views raise `UnknownParty`, with suggestions, for a name that the tables don't have.
    """

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive._engine, archive.path, clock=archive._clock)

    def recall(
        self,
        *parties: str,
        as_of: date | None = None,
        known_at: date | datetime | None = None,
        pack: Iterable[KnownTenure] = (),
    ) -> Memory:
        """Return what the archive holds on parties, linked; see `views.recall.recall`."""
        named = map(_resolve, parties)
        return recall(self, *named, as_of=as_of, known_at=known_at, pack=pack)

    def dossier(
        self,
        left: str,
        right: str,
        *,
        as_of: date | None = None,
        known_at: date | datetime | None = None,
        since: date | None = None,
    ) -> Dossier:
        """Return what passed between two parties; see `views.dossier.dossier`."""
        one, other = _resolve(left), _resolve(right)
        return build_dossier(self, one, other, as_of=as_of, known_at=known_at, since=since)

    def brief(
        self,
        left: str,
        right: str,
        *,
        as_of: date | None = None,
        known_at: date | datetime | None = None,
        most: int = BRIEF_LINES,
    ) -> Page:
        """Return the dossier of two parties laid out, with at most `most` lines in a group.

        It is kept in the archive, and given again while nothing that it rests on changes.
        """
        one, other = _resolve(left), _resolve(right)

        def compute() -> object:
            made = build_dossier(self, one, other, as_of=as_of, known_at=known_at)
            return made.page(most).model_dump(mode="json")

        options = {"as_of": as_of, "known_at": known_at, "most": most}
        return Page.model_validate(answer(self, "brief", (one, other), options, compute))

    def timeline(
        self,
        left: str,
        right: str,
        *,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> Timeline:
        """Return the engagements of two parties, newest first."""
        return ledgers.timeline(
            self, _resolve(left), _resolve(right), as_of=as_of, known_at=known_at
        )

    def commitments(
        self, *parties: str, as_of: date | None = None, known_at: date | None = None
    ) -> CommitmentLedger:
        """Return the commitments of all, of one party, or of two parties to each other."""
        named = map(_resolve, parties)
        return ledgers.commitments(self, *named, as_of=as_of, known_at=known_at)

    def positions(
        self,
        holder: str | None = None,
        *,
        issue: str | None = None,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> PositionLedger:
        """Return how a party, or each, worded its positions, by issue."""
        named = _resolve(holder) if holder is not None else None
        return ledgers.positions(self, named, issue=issue, as_of=as_of, known_at=known_at)

    def mechanisms(
        self, *parties: str, as_of: date | None = None, known_at: date | None = None
    ) -> MechanismLedger:
        """Return the mechanisms in which all `parties` take part."""
        return ledgers.mechanisms(self, *map(_resolve, parties), as_of=as_of, known_at=known_at)


def open_archive(url: str | Path | None = None, *, create: bool = True) -> Desk:
    """Open the archive at `url` as a desk; see `communique.archive.open_archive`."""
    return Desk(open_store(url, create=create))


def _resolve(name: str) -> str:
    return load_parties().resolve(name)
