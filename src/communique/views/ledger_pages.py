"""How ledgers are laid out."""

from collections.abc import Iterable
from typing import TypeVar

from communique.records import RecordBase
from communique.views.dates import describe_day
from communique.views.entries import EngagementEntry, Entry
from communique.views.ledgers import (
    CommitmentLedger,
    Ledger,
    MechanismLedger,
    PositionLedger,
    Timeline,
)
from communique.views.names import name_issue, name_parties
from communique.views.page import Group, Line, Page, Section
from communique.views.phrases import (
    describe_bound,
    phrase_commitment,
    phrase_engagement,
    phrase_formula,
    phrase_mechanism,
)

E = TypeVar("E", bound=Entry[RecordBase])


def lay_out_timeline(timeline: Timeline) -> Page:
    """Return the timeline's page: what is to come, then what was, newest first."""
    pair = timeline.parties
    ahead = [e for e in timeline.entries if e.record.status != "held"]
    past = [e for e in timeline.entries if e.record.status == "held"]
    groups = (
        Group(title="Scheduled and proposed", lines=_lines(ahead, pair)),
        Group(title="Held", lines=_lines(past, pair)),
    )
    return _page("Timeline", timeline, groups)


def lay_out_commitments(ledger: CommitmentLedger) -> Page:
    """Return the commitments' page, grouped by who is bound."""
    bound: dict[str, list[Line]] = {}
    for entry in ledger.entries:
        line = phrase_commitment(entry)
        bound.setdefault(describe_bound(entry.record), []).append(line)
    return _page("Commitments", ledger, _groups(bound))


def lay_out_positions(ledger: PositionLedger) -> Page:
    """Return the positions' page, grouped by issue."""
    issues: dict[str, list[Line]] = {}
    for entry in ledger.entries:
        issues.setdefault(name_issue(entry.formula.issue), []).append(phrase_formula(entry))
    return _page("Positions", ledger, _groups(issues))


def lay_out_mechanisms(ledger: MechanismLedger) -> Page:
    """Return the mechanisms' page."""
    pair = ledger.parties if len(ledger.parties) == 2 else ()
    lines = tuple(phrase_mechanism(entry, pair=pair) for entry in ledger.entries)
    return _page("Mechanisms", ledger, (Group(lines=lines),))


def _lines(entries: Iterable[EngagementEntry], pair: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(phrase_engagement(entry, pair=pair) for entry in entries)


def _groups(lines: dict[str, list[Line]]) -> tuple[Group, ...]:
    return tuple(Group(title=title, lines=tuple(group)) for title, group in lines.items())


def _page(title: str, ledger: Ledger[E], groups: tuple[Group, ...]) -> Page:
    whom = name_parties(ledger.parties)
    return Page(
        title=f"{title}: {whom}" if whom else title,
        subtitle=f"as of {describe_day(ledger.as_of)}" if ledger.as_of else "no dated source",
        sections=(Section(id="entries", title=title, groups=groups),),
        footnotes=ledger.footnotes,
        sources=ledger.sources,
    )
