"""Findings made into the entries of a view: merged, ordered, cited."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from communique.linking.wordings import says_something
from communique.records import (
    UNNAMED_FIGURES,
    Figure,
    Occasion,
    Position,
    RecordBase,
    Request,
    Statement,
)
from communique.views.entries import (
    Entry,
    FigureEntry,
    OccasionEntry,
    PositionEntry,
    QuoteEntry,
    RequestEntry,
)
from communique.views.facts import Fact, list_documents, merge
from communique.views.findings import Finding
from communique.views.footnotes import Footnotes

R = TypeVar("R", bound=RecordBase)
EntryT = TypeVar("EntryT", bound=Entry[Any])

_FORCE_ORDER = {"urged": 0, "proposed": 1}


def list_requests(
    findings: Iterable[Finding[Request]], notes: Footnotes
) -> tuple[RequestEntry, ...]:
    """Return the requests, what is urged before what is proposed, newest first."""
    telling = (f for f in findings if says_something(f.record.action))
    facts = merge(_newest_first(telling))
    facts.sort(key=lambda f: _FORCE_ORDER[f.record.force])
    return tuple(_enter(RequestEntry, fact, notes) for fact in facts)


def list_positions(
    findings: Iterable[Finding[Position]], notes: Footnotes
) -> tuple[PositionEntry, ...]:
    """Return the positions, newest first."""
    facts = merge(_newest_first(findings))
    return tuple(_enter(PositionEntry, fact, notes) for fact in facts)


def list_figures(findings: Iterable[Finding[Figure]], notes: Footnotes) -> tuple[FigureEntry, ...]:
    """Return the figures of which it's told what they are: targets first, newest first."""
    named = (f for f in findings if f.record.label not in UNNAMED_FIGURES)
    facts = merge(_newest_first(named))
    facts.sort(key=lambda f: f.record.sense != "target")
    return tuple(_enter(FigureEntry, fact, notes) for fact in facts)


def list_occasions(
    findings: Iterable[Finding[Occasion]], notes: Footnotes
) -> tuple[OccasionEntry, ...]:
    """Return the occasions in the order of their dates, those without one last."""
    facts = merge(_newest_first(findings), lambda occasion: occasion.date.known)
    facts.sort(key=lambda f: (f.record.date.start is None, f.record.date.start or date.min))
    return tuple(_enter(OccasionEntry, fact, notes) for fact in facts)


def list_quotes(findings: Iterable[Finding[Statement]], notes: Footnotes) -> tuple[QuoteEntry, ...]:
    """Return the statements, newest first."""
    facts = merge(_newest_first(findings))
    return tuple(_enter(QuoteEntry, fact, notes) for fact in facts)


def _enter(kind: type[EntryT], fact: Fact[R], notes: Footnotes) -> EntryT:
    return kind(
        record=fact.record, notes=notes.cite_all(fact.findings), documents=list_documents(fact)
    )


def _newest_first(findings: Iterable[Finding[R]]) -> list[Finding[R]]:
    # The sort is stable: within a document the reading order stays.
    return sorted(findings, key=lambda f: f.day, reverse=True)
