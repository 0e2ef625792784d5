"""Ledgers: one kind of record across the archive, as entries with footnotes."""

from collections.abc import Collection
from datetime import date
from typing import Generic, TypeVar

from communique.archive import Archive
from communique.linking.memory import Memory
from communique.linking.types import Promise, PromiseState
from communique.records import Commitment, Position, RecordBase, Value
from communique.tabling import to_table
from communique.views.entries import (
    CommitmentEntry,
    EngagementEntry,
    Entry,
    FormulaEntry,
    MechanismEntry,
)
from communique.views.findings import Finding, SourceDocument, find, parties_of
from communique.views.footnotes import Footnote, Footnotes
from communique.views.linked import Linked, sort_promises
from communique.views.recall import recall
from communique.views.scope import Pair, Scope, find_between
from communique.views.summaries import summarise

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

    def _repr_html_(self) -> str:
        """Return the entries for notebooks, each with its state and documents."""
        rows = []
        for entry in self.entries:
            told = summarise(entry.record)
            papers = "; ".join(document.name for document in entry.documents)
            state = getattr(entry, "state", None)
            rows.append((told.who, told.what, told.when, state, papers))
        columns = ("who", "what", "when", "state", "documents")
        return to_table(columns, rows, caption=f"{len(rows)} entries")


class Timeline(Ledger[EngagementEntry]):
    """Engagements, newest first: what is to come above what was."""


class CommitmentLedger(Ledger[CommitmentEntry]):
    """Commitments: what is not settled first, of that what is due next.

    `promises` are what the entries stand for, in the same order.
    """

    promises: tuple[Promise, ...] = ()


class PositionLedger(Ledger[FormulaEntry]):
    """Wordings of positions by holder and issue, in the order of their first use."""


class MechanismLedger(Ledger[MechanismEntry]):
    """Mechanisms as last seen."""


def timeline(
    archive: Archive,
    left: str,
    right: str,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
) -> Timeline:
    """Return the engagements in which both parties took or will take part, newest first."""
    memory = recall(archive, left, right, as_of=as_of, known_at=known_at)
    notes = Footnotes()
    held, planned = Linked(memory, notes).list_engagements(
        encounter for encounter in memory.encounters if Pair(left, right).both_in(encounter.parties)
    )
    return Timeline(
        parties=(left, right),
        as_of=memory.as_of,
        entries=(*reversed(planned), *held),
        footnotes=notes.listed(),
    )


def commitments(
    archive: Archive,
    *parties: str,
    states: Collection[PromiseState] = (),
    due_before: date | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
) -> CommitmentLedger:
    """Return the commitments of all, of one party, or of two parties to each other.

    `states` keeps those that stand so; `due_before` those that fall due before that day and
    leaves out those without a due date.
    """

    def keep(promise: Promise) -> bool:
        if states and promise.state not in states:
            return False
        end = promise.due.end if promise.due is not None else None
        return due_before is None or (end is not None and end < due_before)

    memory = recall(archive, *parties, as_of=as_of, known_at=known_at)
    kept = sort_promises(filter(keep, promises_of(memory, parties)))
    notes = Footnotes()
    entries = Linked(memory, notes).list_commitments(kept)
    return CommitmentLedger(
        parties=parties,
        as_of=memory.as_of,
        entries=entries,
        footnotes=notes.listed(),
        promises=tuple(kept),
    )


def promises_of(memory: Memory, parties: tuple[str, ...]) -> list[Promise]:
    """Return the promises of all, of one party, or of two parties to each other."""
    told = {f.id for f in tell(memory, parties) if isinstance(f.record, Commitment)}
    return memory.promises_told_by(told)


def positions(
    archive: Archive,
    holder: str | None = None,
    *,
    issue: str | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
) -> PositionLedger:
    """Return how a party, or each, worded its positions: by holder and issue, oldest first."""
    named = (holder,) if holder is not None else ()
    memory = recall(archive, *named, as_of=as_of, known_at=known_at)
    holders = named or sorted(
        {one.record.holder for one in memory.stored if isinstance(one.record, Position)}
    )
    notes = Footnotes()
    formulas = (formula for name in holders for formula in memory.formulas(name, issue))
    entries = Linked(memory, notes).list_formulas(formulas)
    return PositionLedger(
        parties=named, as_of=memory.as_of, entries=entries, footnotes=notes.listed()
    )


def mechanisms(
    archive: Archive, *parties: str, as_of: date | None = None, known_at: date | None = None
) -> MechanismLedger:
    """Return the mechanisms in which all `parties` take part, those seen last first."""
    memory = recall(archive, *parties, as_of=as_of, known_at=known_at)
    notes = Footnotes()
    entries = Linked(memory, notes).list_mechanisms(
        mechanism for mechanism in memory.mechanisms if set(parties) <= set(mechanism.parties)
    )
    return MechanismLedger(
        parties=parties, as_of=memory.as_of, entries=entries, footnotes=notes.listed()
    )


def tell(memory: Memory, parties: tuple[str, ...]) -> list[Finding[RecordBase]]:
    """Return the findings that concern `parties`: for two, those meant for both."""
    if len(parties) == 2:
        pair = Pair(*parties)
        told = find_between(memory.stored, pair)
        scope = Scope(pair, told)
        return [f for f in told if scope.is_addressed(f)]
    return [f for f in find(memory.stored) if set(parties) <= parties_of(f.record)]
