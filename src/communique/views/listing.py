"""Findings made into the entries of a view: merged, ordered, cited."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from communique.linking.wordings import name_words, says_something
from communique.records import (
    UNNAMED_FIGURES,
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
)
from communique.views.contacts import merge_contacts, same_form, says_little, share_person
from communique.views.entries import (
    CommitmentEntry,
    CommitmentState,
    EngagementEntry,
    Entry,
    FigureEntry,
    MechanismEntry,
    MechanismState,
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

#: A visit announced without a date is over by then.
_STILL_EXPECTED = timedelta(days=183)
_FORCE_ORDER = {"agreed": 0, "pledged": 1, "urged": 0, "proposed": 1, "willing": 2}


def list_engagements(
    findings: Iterable[Finding[Engagement]], notes: Footnotes, as_of: date | None
) -> tuple[tuple[EngagementEntry, ...], tuple[EngagementEntry, ...]]:
    """Return what was held, newest first, and what was only planned or called off, soonest first.

    An announcement of what another document reports as held becomes a footnote of it.
    """
    facts = merge_contacts(_newest_first(findings))
    telling = [fact for fact in facts if not says_little(fact.record)]
    # "They met again" alone is worth a line only where nothing else is known.
    facts = telling or facts
    held = [fact for fact in facts if fact.record.status == "held"]
    announced: dict[int, list[Fact[Engagement]]] = {}
    planned = []
    for fact in facts:
        if fact.record.status == "held":
            continue
        match = next((i for i, h in enumerate(held) if _fulfils(h, fact)), None)
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
    telling = (f for f in findings if says_something(f.record.action))
    merged = merge(_newest_first(telling), lambda c: c.due is not None)
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


def list_mechanisms(
    findings: Iterable[Finding[Mechanism]], notes: Footnotes
) -> tuple[MechanismEntry, ...]:
    """Return the mechanisms, those seen last first, each with the states it went through."""
    facts = merge(_newest_first(findings))
    return tuple(
        MechanismEntry(
            record=_name_fully(fact),
            notes=notes.cite_all(fact.findings),
            documents=list_documents(fact),
            states=_states_of(fact),
        )
        for fact in facts
    )


def _name_fully(fact: Fact[Mechanism]) -> Mechanism:
    """Return the newest record under the name of most words."""
    names = [finding.record.name for finding in fact.findings]
    fullest = max(names, key=lambda name: len(name.replace("-", " ").split()))
    return fact.record.model_copy(update={"name": fullest})


def _states_of(fact: Fact[Mechanism]) -> tuple[MechanismState, ...]:
    """Return the states in the order of time; one told again is told once.

    That it exists adds nothing to what became of it.
    """
    states: list[MechanismState] = []
    for finding in sorted(fact.findings, key=lambda f: f.day):
        state, day = finding.record.state, finding.document.day
        if states and (states[-1].state == state or state == "existing"):
            known = states.pop()
            states.append(known.model_copy(update={"last": day or known.last}))
        else:
            states.append(MechanismState(state=state, first=day, last=day))
    return tuple(states)


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


def _engagement_day(fact: Fact[Engagement]) -> date:
    """Return the day to sort by: its own, else that of the newest document telling of it."""
    return fact.record.date.end or max(finding.day for finding in fact.findings)


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


def _fulfils(held: Fact[Engagement], planned: Fact[Engagement]) -> bool:
    """Return whether `held` is what `planned` announced."""
    done, plan = held.record, planned.record
    if plan.status == "cancelled" or set(done.parties) != set(plan.parties):
        return False
    return _falls_into(done, plan) or _came_about(held, planned)


def _falls_into(held: Engagement, planned: Engagement) -> bool:
    """Return whether a contact of the announced form fell into the announced time."""
    if not same_form(held, planned) or not (held.date.known and planned.date.known):
        return False
    if held.mechanism and planned.mechanism:
        if name_words(held.mechanism) != name_words(planned.mechanism):
            return False
    elif planned.mechanism and held.form != planned.form:
        return False
    return _is_within(held.date, planned.date) or (
        _is_within(planned.date, held.date) and share_person(held, planned)
    )


def _is_within(inner: DateRange, outer: DateRange) -> bool:
    return bool(
        outer.start and outer.end and inner.start and outer.start <= inner.start <= outer.end
    )


def _came_about(held: Fact[Engagement], planned: Fact[Engagement]) -> bool:
    """Return whether those for whom it was announced met in the time in which it was expected.

    A visit came about where the visitor was received by that host in any form.
    """
    plan, done = planned.record, held.record
    day = done.date.start
    if day is None or not share_person(done, plan):
        return False
    if plan.form == "visit":
        where = {done.host, done.place.country if done.place else None}
        host = plan.place.country if plan.place and plan.place.country else plan.host
        if host not in where:
            return False
    elif not same_form(done, plan) or len(plan.people) < len(plan.parties):
        return False
    if plan.date.known:
        return _is_within(DateRange.on(day), plan.date)
    announced = max(finding.day for finding in planned.findings)
    return 0 <= (day - announced).days <= _STILL_EXPECTED.days
