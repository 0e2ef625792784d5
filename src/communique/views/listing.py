"""Findings made into the entries of a view: merged, ordered, cited."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from communique.records import (
    Commitment,
    DateRange,
    Engagement,
    Figure,
    Mechanism,
    Occasion,
    Position,
    RecordBase,
    Request,
    Statement,
    Tenure,
)
from communique.views.entries import (
    CommitmentEntry,
    CommitmentState,
    EngagementEntry,
    Entry,
    FigureEntry,
    MechanismEntry,
    OccasionEntry,
    PositionEntry,
    QuoteEntry,
    RequestEntry,
    TenureEntry,
)
from communique.views.facts import Fact, detail, merge, normalise, same_form
from communique.views.findings import Finding, SourceDocument
from communique.views.footnotes import Footnotes

R = TypeVar("R", bound=RecordBase)
EntryT = TypeVar("EntryT", bound=Entry[Any])

#: Rank in protocol order; entries of one party are listed by it.
_PROTOCOL: tuple[str, ...] = (
    "head-of-state", "head-of-government", "deputy-head", "organization-head", "foreign-minister",
    "minister", "vice-minister", "envoy", "ambassador", "director-general", "military",
    "legislator", "spokesperson", "official",
)  # fmt: skip
_FORCE_ORDER = {"agreed": 0, "pledged": 1, "urged": 0, "proposed": 1, "willing": 2}


def list_engagements(
    findings: Iterable[Finding[Engagement]], notes: Footnotes, as_of: date | None
) -> tuple[tuple[EngagementEntry, ...], tuple[EngagementEntry, ...]]:
    """Return what was held, newest first, and what was only planned or called off, soonest first.

    An announcement of what another document reports as held becomes a footnote of it.
    """
    facts = merge(_newest_first(findings), detail)
    held = [fact for fact in facts if fact.record.status == "held"]
    announced: dict[int, list[Fact[Engagement]]] = {}
    planned = []
    for fact in facts:
        if fact.record.status == "held":
            continue
        match = next((i for i, h in enumerate(held) if _fulfils(h.record, fact.record)), None)
        if match is None:
            planned.append(fact)
        else:
            announced.setdefault(match, []).append(fact)
    order = sorted(range(len(held)), key=lambda i: _engagement_day(held[i]), reverse=True)
    past = tuple(
        EngagementEntry(
            record=held[i].record,
            notes=notes.cite_all(held[i].findings),
            documents=list_documents(held[i]),
            announced=tuple(
                n for fact in announced.get(i, ()) for n in notes.cite_all(fact.findings)
            ),
        )
        for i in order
    )
    planned.sort(key=lambda f: (f.record.date.end is None, f.record.date.end or date.min))
    ahead = tuple(
        EngagementEntry(
            record=fact.record,
            notes=notes.cite_all(fact.findings),
            documents=list_documents(fact),
            unreported=_has_passed(fact.record, as_of),
        )
        for fact in planned
    )
    return past, ahead


def keep_all(record: Commitment) -> bool:
    """Return True: the filter that leaves nothing out."""
    return True


def list_commitments(
    findings: Iterable[Finding[Commitment]],
    notes: Footnotes,
    as_of: date | None,
    *,
    keep: Callable[[Commitment], bool] = keep_all,
) -> tuple[CommitmentEntry, ...]:
    """Return the commitments to `keep`: those with a due date first, soonest first, then by force.

    A due date that only one of several documents gives counts for all of them.
    """
    merged = merge(_newest_first(findings), lambda c: c.due is not None)
    facts = [fact for fact in merged if keep(fact.record)]
    facts.sort(
        key=lambda f: (
            _due_end(f.record) is None,
            _due_end(f.record) or date.min,
            _FORCE_ORDER[f.record.force],
        )
    )
    return tuple(
        CommitmentEntry(
            record=fact.record,
            notes=notes.cite_all(fact.findings),
            documents=list_documents(fact),
            state=state_of(fact.record, as_of),
        )
        for fact in facts
    )


def state_of(record: Commitment, as_of: date | None) -> CommitmentState:
    """Return whether a commitment's due date has passed by `as_of`."""
    return "overdue" if _is_past(record.due, as_of) else "open"


def list_requests(
    findings: Iterable[Finding[Request]], notes: Footnotes
) -> tuple[RequestEntry, ...]:
    """Return the requests, what is urged before what is proposed, newest first."""
    facts = merge(_newest_first(findings))
    facts.sort(key=lambda f: _FORCE_ORDER[f.record.force])
    return tuple(_enter(RequestEntry, fact, notes) for fact in facts)


def list_positions(
    findings: Iterable[Finding[Position]], notes: Footnotes
) -> tuple[PositionEntry, ...]:
    """Return the positions, newest first."""
    facts = merge(_newest_first(findings))
    return tuple(_enter(PositionEntry, fact, notes) for fact in facts)


def list_mechanisms(
    findings: Iterable[Finding[Mechanism]], notes: Footnotes
) -> tuple[MechanismEntry, ...]:
    """Return the mechanisms as last seen, those seen last first."""
    facts = merge(_newest_first(findings))
    return tuple(_enter(MechanismEntry, fact, notes) for fact in facts)


def list_tenures(
    findings: Iterable[Finding[Tenure]], parties: Sequence[str], notes: Footnotes
) -> tuple[TenureEntry, ...]:
    """Return each person's latest tenure of each office: by party, in protocol order.

    "Yang" and "Yang Jiechi" with one rank are one person; the fuller name stands.
    """
    merged: list[list[Fact[Tenure]]] = []
    for fact in merge(sorted(findings, key=_tenure_day, reverse=True)):
        for known in merged:
            if _one_holder(known[0].record, fact.record):
                known.append(fact)
                break
        else:
            merged.append([fact])
    facts = [_latest_tenure(group) for group in merged]
    facts.sort(
        key=lambda f: (
            parties.index(f.record.party) if f.record.party in parties else len(parties),
            _PROTOCOL.index(f.record.rank),
        )
    )
    return tuple(_enter(TenureEntry, fact, notes) for fact in facts)


def list_figures(findings: Iterable[Finding[Figure]], notes: Footnotes) -> tuple[FigureEntry, ...]:
    """Return the figures: targets first, newest first."""
    facts = merge(_newest_first(findings))
    facts.sort(key=lambda f: f.record.sense != "target")
    return tuple(_enter(FigureEntry, fact, notes) for fact in facts)


def list_occasions(
    findings: Iterable[Finding[Occasion]], notes: Footnotes
) -> tuple[OccasionEntry, ...]:
    """Return the occasions in the order of their dates, those without one last."""
    facts = merge(_newest_first(findings))
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


def list_documents(fact: Fact[R]) -> tuple[SourceDocument, ...]:
    """Return the documents that tell the fact, newest first."""
    newest_first = sorted(fact.findings, key=lambda f: f.day, reverse=True)
    return tuple({f.document.key: f.document for f in newest_first}.values())


def _newest_first(findings: Iterable[Finding[R]]) -> list[Finding[R]]:
    # The sort is stable: within a document the reading order stays.
    return sorted(findings, key=lambda f: f.day, reverse=True)


def _engagement_day(fact: Fact[Engagement]) -> date:
    """Return the day to sort by: its own, else that of the newest document telling of it."""
    return fact.record.date.end or max(finding.day for finding in fact.findings)


def _tenure_day(finding: Finding[Tenure]) -> date:
    return finding.record.as_of.end or finding.day


def _due_end(record: Commitment) -> date | None:
    return record.due.end if record.due is not None else None


def _is_past(interval: DateRange | None, as_of: date | None) -> bool:
    return (
        interval is not None
        and interval.end is not None
        and as_of is not None
        and interval.end < as_of
    )


def _has_passed(record: Engagement, as_of: date | None) -> bool:
    return record.status in ("scheduled", "proposed") and _is_past(record.date, as_of)


def _fulfils(held: Engagement, planned: Engagement) -> bool:
    """Return whether `held` is what `planned` announced: it fell into the announced time."""
    if planned.status == "cancelled" or not (held.date.known and planned.date.known):
        return False
    if not same_form(held.form, planned.form) or set(held.parties) != set(planned.parties):
        return False
    if held.mechanism and planned.mechanism:
        if normalise(held.mechanism) != normalise(planned.mechanism):
            return False
    elif planned.mechanism and held.form != planned.form:
        return False
    start, end = planned.date.start, planned.date.end
    return bool(start and end and held.date.start and start <= held.date.start <= end)


def _one_holder(known: Tenure, other: Tenure) -> bool:
    if (known.party, known.rank, known.former) != (other.party, other.rank, other.former):
        return False
    left, right = (frozenset(normalise(t.person).split()) for t in (known, other))
    return left <= right or right <= left


def _latest_tenure(group: list[Fact[Tenure]]) -> Fact[Tenure]:
    """Return one fact for one holder: the latest date, under the fullest name."""
    latest = group[0].record
    fullest = max((fact.record.person for fact in group), key=len)
    findings = tuple(finding for fact in group for finding in fact.findings)
    return Fact(latest.model_copy(update={"person": fullest}), findings)
