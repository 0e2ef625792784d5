"""Ledgers: one kind of record across the archive, as entries with footnotes."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Generic, TypeVar

from communique.archive import Archive
from communique.records import (
    Commitment,
    Engagement,
    Mechanism,
    Position,
    RecordBase,
    Value,
)
from communique.views.dossier import load_findings
from communique.views.entries import (
    CommitmentEntry,
    CommitmentState,
    EngagementEntry,
    Entry,
    MechanismEntry,
    PositionEntry,
)
from communique.views.findings import Finding, SourceDocument, find, of_type, published_by
from communique.views.footnotes import Footnote, Footnotes
from communique.views.listing import (
    list_commitments,
    list_engagements,
    list_mechanisms,
    list_positions,
    state_of,
)
from communique.views.scope import Pair, Scope

E = TypeVar("E", bound=Entry[RecordBase])


class Ledger(Value, Generic[E]):
    """Entries of one kind. Footnote `n` of an entry is `footnotes[n - 1]`."""

    parties: tuple[str, ...]
    as_of: date | None
    entries: tuple[E, ...]
    footnotes: tuple[Footnote, ...]

    @property
    def sources(self) -> tuple[SourceDocument, ...]:
        """The documents that the entries rest on, in the order of their footnotes."""
        return tuple({note.document.key: note.document for note in self.footnotes}.values())


class Timeline(Ledger[EngagementEntry]):
    """Engagements, newest first: what is to come above what was."""


class CommitmentLedger(Ledger[CommitmentEntry]):
    """Commitments, those with the nearest due date first."""


class PositionLedger(Ledger[PositionEntry]):
    """Positions by issue, newest first within one."""


class MechanismLedger(Ledger[MechanismEntry]):
    """Mechanisms as last seen."""


def timeline(archive: Archive, left: str, right: str, *, as_of: date | None = None) -> Timeline:
    """Return the engagements in which both parties took or will take part, newest first."""
    found = find(archive.records(kind="engagement", parties=(left, right)))
    contacts = [
        finding
        for finding in of_type(published_by(found, as_of), Engagement)
        if Pair(left, right).both_in(finding.record.parties)
    ]
    as_of = as_of or archive.stats().last_published
    notes = Footnotes()
    held, planned = list_engagements(contacts, notes, as_of)
    return Timeline(
        parties=(left, right),
        as_of=as_of,
        entries=(*reversed(planned), *held),
        footnotes=notes.listed(),
    )


def commitments(
    archive: Archive,
    *parties: str,
    states: Collection[CommitmentState] = ("open", "overdue"),
    due_before: date | None = None,
    as_of: date | None = None,
) -> CommitmentLedger:
    """Return the commitments of all, of one party, or of two parties to each other.

    `states` keeps open or overdue ones; `due_before` those that fall due before that day
    and leaves out those without a due date.
    """

    def keep(record: Commitment) -> bool:
        if state_of(record, measured) not in states:
            return False
        end = record.due.end if record.due is not None else None
        return due_before is None or (end is not None and end < due_before)

    measured = as_of or archive.stats().last_published
    findings = of_type(_load(archive, "commitment", parties, as_of), Commitment)
    bound = (f for f in findings if not parties or set(parties) & set(f.record.parties))
    notes = Footnotes()
    entries = list_commitments(bound, notes, measured, keep=keep)
    return CommitmentLedger(
        parties=parties, as_of=measured, entries=entries, footnotes=notes.listed()
    )


def positions(
    archive: Archive, holder: str, *, issue: str | None = None, as_of: date | None = None
) -> PositionLedger:
    """Return a party's positions, on one issue or on all, by issue and newest first."""
    findings = of_type(_load(archive, "position", (holder,), as_of), Position)
    own = [f for f in findings if f.record.holder == holder and issue in (None, f.record.issue)]
    own.sort(key=lambda f: (f.record.issue, -f.day.toordinal()))
    notes = Footnotes()
    by_issue: dict[str, list[Finding[Position]]] = {}
    for finding in own:
        by_issue.setdefault(finding.record.issue, []).append(finding)
    entries = [entry for group in by_issue.values() for entry in list_positions(group, notes)]
    return PositionLedger(
        parties=(holder,),
        as_of=as_of or archive.stats().last_published,
        entries=tuple(entries),
        footnotes=notes.listed(),
    )


def mechanisms(archive: Archive, *parties: str, as_of: date | None = None) -> MechanismLedger:
    """Return the mechanisms in which all `parties` take part, those seen last first."""
    found = find(archive.records(kind="mechanism", parties=parties))
    notes = Footnotes()
    entries = list_mechanisms(of_type(published_by(found, as_of), Mechanism), notes)
    return MechanismLedger(
        parties=parties,
        as_of=as_of or archive.stats().last_published,
        entries=entries,
        footnotes=notes.listed(),
    )


def _load(
    archive: Archive, kind: str, parties: tuple[str, ...], as_of: date | None
) -> Iterator[Finding[RecordBase]]:
    """Yield the findings of a kind that concern `parties`: for two, those meant for both."""
    if len(parties) == 2:
        pair = Pair(*parties)
        told = load_findings(archive, pair, as_of)
        scope = Scope(pair, told)
        yield from (f for f in told if f.record.kind == kind and scope.is_addressed(f))
    else:
        yield from published_by(find(archive.records(kind=kind, parties=parties)), as_of)
