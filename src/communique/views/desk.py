"""The desk: an archive that also answers with views."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from communique.archive import Archive
from communique.archive import open_archive as open_store
from communique.archive.store import read_clock
from communique.errors import NotOnRecord
from communique.linking.memory import Memory
from communique.linking.people_known import KnownTenure
from communique.linking.quoting import QuoteFinding
from communique.reference.parties import load_parties
from communique.views import frames, ledgers
from communique.views.abridging import BRIEF_LINES
from communique.views.answers import answer
from communique.views.changes_page import lay_out_changes
from communique.views.chart import Chart
from communique.views.contacts import Drawings, draw_contacts, draw_rounds
from communique.views.dossier import Dossier
from communique.views.dossier import dossier as build_dossier
from communique.views.editions import Edition, list_editions
from communique.views.encounter_answers import SideBySide, show_side_by_side
from communique.views.finding_records import Answered, Question, find_records
from communique.views.finding_register import show_findings
from communique.views.ledgers import CommitmentLedger, MechanismLedger, PositionLedger, Timeline
from communique.views.overview import Issues, Overview, look_over, look_over_issues
from communique.views.page import Page
from communique.views.quotes import look_up
from communique.views.recall import recall
from communique.views.register_kinds import REGISTERS
from communique.views.registers import ALL, RegisterPage, Wanted, show_register, takes_long
from communique.views.subject_answers import SubjectKind, show_id, show_subject
from communique.views.tables import Table, make_tables
from communique.views.uses import Use, find_uses_at_hand, list_uses


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

    def register(
        self,
        kind: str,
        *parties: str,
        wanted: Wanted = ALL,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> RegisterPage:
        """Return a page of a register: of all, of one party, or of two with each other.

        `kind` is one of `register_kinds.REGISTERS`, or `findings`, which takes no party.
        Raises `NotOnRecord` for another.
        """
        if kind == "findings":
            return show_findings(self, wanted, as_of=as_of, known_at=known_at)
        if kind not in REGISTERS:
            raise NotOnRecord("register", kind)
        named = tuple(map(_resolve, parties))
        make = REGISTERS[kind]
        return show_register(self, kind, make, named, wanted, as_of=as_of, known_at=known_at)

    def changes(
        self,
        left: str,
        right: str,
        since: date,
        *,
        known_at: date | None = None,
        today: date | None = None,
    ) -> Page:
        """Return what the archive learnt of two parties after the end of a day; it is kept.

        `today` measures states as in `lay_out_changes`.
        """
        one, other = _resolve(left), _resolve(right)

        def compute() -> object:
            page = lay_out_changes(self, one, other, since, known_at=known_at, today=today)
            return page.model_dump(mode="json")

        options = {"as_of": today, "known_at": known_at, "since": since}
        return Page.model_validate(answer(self, "changes", (one, other), options, compute))

    def subject(
        self,
        kind: SubjectKind,
        name: str,
        *,
        among: tuple[str, ...] = (),
        as_of: date | None = None,
        known_at: date | None = None,
        most: int | None = None,
    ) -> Page:
        """Return the page of a person, party, issue or mechanism; see `show_subject`."""
        days = {"as_of": as_of, "known_at": known_at}
        return show_subject(self, kind, name, among=among, most=most, **days)

    def show(
        self,
        key: str,
        *,
        among: tuple[str, ...] = (),
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> Page:
        """Return the page of a record or of a linked thing by its id; see `show_id`."""
        return show_id(self, key, among=among, as_of=as_of, known_at=known_at)

    def side_by_side(
        self,
        encounter: str,
        *,
        among: tuple[str, ...] = (),
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> SideBySide:
        """Return the accounts of an encounter beside each other; see `show_side_by_side`."""
        return show_side_by_side(self, encounter, among=among, as_of=as_of, known_at=known_at)

    def uses(
        self, record: str, *, as_of: date | None = None, known_at: date | None = None
    ) -> tuple[tuple[Use, ...], tuple[str, ...]]:
        """Return the linked things that rest on a record; see `list_uses`."""
        return list_uses(self, record, as_of=as_of, known_at=known_at)

    def uses_at_hand(
        self, record: str, *, as_of: date | None = None, known_at: date | None = None
    ) -> tuple[tuple[Use, ...], tuple[str, ...]] | None:
        """Return what `uses` does where nothing must be linked; see `find_uses_at_hand`."""
        return find_uses_at_hand(self, record, as_of=as_of, known_at=known_at)

    def drawings(
        self, *parties: str, as_of: date | None = None, known_at: date | None = None
    ) -> Drawings:
        """Return what there is to look at of one party or of two; see `draw_contacts`."""
        return draw_contacts(self, *map(_resolve, parties), as_of=as_of, known_at=known_at)

    def rounds(
        self, *parties: str, as_of: date | None = None, known_at: date | None = None
    ) -> Chart | None:
        """Return the sessions of mechanisms as a drawing; see `draw_rounds`."""
        return draw_rounds(self, *map(_resolve, parties), as_of=as_of, known_at=known_at)

    def find(self, question: Question) -> Answered:
        """Return the records and documents that answer a question, and how they divide."""
        return find_records(self, question)

    def editions(
        self, document: str, *, as_of: date | None = None, known_at: date | None = None
    ) -> list[Edition]:
        """Return the versions of a document's page with their differences, oldest first."""
        return list_editions(self, document, as_of=as_of, known_at=known_at)

    def quote(
        self,
        words: str,
        *,
        by: str | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> QuoteFinding:
        """Return whether somebody said these words; see `quotes.look_up`."""
        return look_up(self, words, by=by, since=since, until=until, as_of=as_of, known_at=known_at)

    def overview(self, *, as_of: date | None = None, known_at: date | None = None) -> Overview:
        """Return what the archive holds in a few figures; see `look_over`."""
        return look_over(self, as_of=as_of, known_at=known_at)

    def issues(self, *, as_of: date | None = None) -> Issues:
        """Return of which issues the records tell; see `look_over_issues`."""
        return look_over_issues(self, as_of=as_of)

    def tables(self, *, as_of: date | None = None) -> tuple[Table, ...]:
        """Return the archive as tidy tables; see `views.tables`."""
        return make_tables(
            lambda: self.documents(order="oldest", as_of=as_of),
            lambda: self.records(order="document", as_of=as_of),
            lambda: self.recall(as_of=as_of),
        )

    def to_pandas(self, table: str = "documents", *, as_of: date | None = None) -> Any:
        """Return a tidy table as a pandas data frame.

        Raises `MissingExtra` without pandas, `NotOnRecord`, with the names there are, for
        another name.
        """
        return frames.to_pandas(frames.find(self.tables(as_of=as_of), table))

    def to_polars(self, table: str = "documents", *, as_of: date | None = None) -> Any:
        """Return a tidy table as a Polars data frame; raises as `to_pandas` does."""
        return frames.to_polars(frames.find(self.tables(as_of=as_of), table))

    def duckdb(self, *, as_of: date | None = None) -> Any:
        """Return a connection of DuckDB, in memory, that holds all tidy tables."""
        return frames.to_duckdb(self.tables(as_of=as_of))

    def takes_long(self, *parties: str) -> bool:
        """Return whether a view of these parties means linking a large archive whole."""
        return takes_long(self, parties)


def open_archive(
    url: str | Path | None = None,
    *,
    create: bool = True,
    clock: Callable[[], datetime] = read_clock,
) -> Desk:
    """Open the archive at `url` as a desk; see `communique.archive.open_archive`."""
    return Desk(open_store(url, create=create, clock=clock))


def _resolve(name: str) -> str:
    return load_parties().resolve(name)
