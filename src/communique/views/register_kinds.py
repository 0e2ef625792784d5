"""The registers there are: how each kind of linked thing becomes lines."""

from collections.abc import Iterable, Mapping
from datetime import date

from communique.linking.formula_types import FormulaUse
from communique.linking.memory import Memory
from communique.linking.types import AnsweredRequest, Person, Promise, WatchedTarget
from communique.records import DateRange, Position
from communique.views.appointments import Appointment, list_appointments
from communique.views.dates import UNKNOWN, describe_date, describe_day, describe_due
from communique.views.encounters import stands_alone
from communique.views.entries import EngagementEntry, MechanismEntry
from communique.views.ledgers import promises_of
from communique.views.linked import sort_promises
from communique.views.names import name_issue, name_parties, name_party
from communique.views.page import Line
from communique.views.phrases import (
    describe_amount,
    describe_bound,
    describe_steps,
    phrase_commitment,
    phrase_engagement,
    phrase_formula,
    phrase_mechanism,
)
from communique.views.registers import Entry, Maker, Register
from communique.views.subject_phrases import UNANSWERED, phrase_office, phrase_use
from communique.views.subjects import Subject

#: What a date is of, by the letter that the id of the thing begins with.
_KINDS = {"e": "Encounter", "C": "Due date", "m": "Session"}
#: What waits for somebody comes first.
_URGENCY = {"overdue": 0, "open": 1, "reaffirmed": 1, "modified": 1, "done": 2, "dropped": 3}


def make_encounters(memory: Memory, parties: tuple[str, ...]) -> Register:
    """Return the contacts of all `parties`: what is to come, then the newest first."""
    subject = Subject(memory)
    chosen = [
        e
        for e in memory.encounters
        if set(parties) <= set(e.parties) and stands_alone(e, memory.as_of)
    ]
    held, planned = subject.linked.list_engagements(chosen)
    levels = {e.id: e.level for e in chosen}
    entries = (
        _enter_engagement(entry, levels.get(entry.thing or ""))
        for entry in (*reversed(planned), *held)
    )
    return _register(subject, ("Date", "Parties"), entries)


def _enter_engagement(entry: EngagementEntry, level: str | None) -> Entry:
    line = phrase_engagement(entry, pair=entry.record.parties)
    told = [level.replace("-", " ")] if level else []
    return Entry(
        cells=(line.lead or UNKNOWN, name_parties(entry.record.parties)),
        line=line.model_copy(update={"lead": None, "remarks": (*line.remarks, *told)}),
        parties=entry.record.parties,
        issues=entry.record.topics,
        state="unreported" if entry.unreported else entry.record.status,
        day=entry.record.date.end or entry.seen,
    )


def make_commitments(memory: Memory, parties: tuple[str, ...]) -> Register:
    """Return the commitments of all, of one, or of two to each other: the overdue first."""
    subject = Subject(memory)
    promises = sorted(sort_promises(promises_of(memory, parties)), key=lambda p: _URGENCY[p.state])
    entries = []
    for promise, told in zip(promises, subject.linked.list_commitments(promises), strict=True):
        line = phrase_commitment(told)
        steps = set(describe_steps(told.steps))
        remarks = tuple(remark for remark in line.remarks if remark not in steps)
        due = describe_due(promise.due) or ""
        entries.append(
            Entry(
                cells=(promise.state, due, describe_bound(told.record)),
                line=line.model_copy(
                    update={
                        "flag": None,
                        "remarks": tuple(r for r in remarks if r != f"due {due}"),
                    }
                ),
                details=_list_steps(subject, promise),
                parties=promise.parties,
                issues=promise.topics,
                state=promise.state,
                day=promise.due.end if promise.due is not None else None,
            )
        )
    return _register(subject, ("State", "Due", "Bound"), entries)


def _list_steps(subject: Subject, thing: Promise | AnsweredRequest) -> tuple[Line, ...]:
    """Return what happened since the first telling, which the line itself is."""
    return tuple(
        Line(
            lead=f"{step.kind} {describe_day(step.day)}" if step.day else step.kind,
            text=step.why,
            notes=subject.cite((step.source,)),
        )
        for step in thing.steps[1:]
    )


def make_requests(memory: Memory, parties: tuple[str, ...]) -> Register:
    """Return what was asked for between all `parties`, the newest first."""
    subject = Subject(memory)
    chosen = [r for r in memory.requests if set(parties) <= {r.by, *r.to}]
    entries = []
    for request in sorted(chosen, key=lambda r: (r.steps[0].day or date.min, r.id), reverse=True):
        day = request.steps[0].day
        asked = name_parties(["itself" if p == request.by else p for p in request.to])
        due = describe_due(request.due)
        entries.append(
            Entry(
                cells=(
                    describe_day(day) if day else UNKNOWN,
                    f"{name_party(request.by)}, of {asked}" if asked else name_party(request.by),
                    UNANSWERED if request.answer == "unanswered" else request.answer,
                ),
                line=Line(
                    lead=request.force.capitalize(),
                    text=request.action,
                    remarks=(f"due {due}",) if due else (),
                    notes=subject.cite(step.source for step in request.steps),
                    thing=request.id,
                ),
                details=_list_steps(subject, request),
                parties=tuple(dict.fromkeys((request.by, *request.to))),
                issues=request.topics,
                state=request.answer,
                day=day,
            )
        )
    return _register(subject, ("Asked", "By", "Answer"), entries)


def make_targets(memory: Memory, parties: tuple[str, ...]) -> Register:
    """Return the numbers aimed at by all `parties`, those due first in front."""
    subject = Subject(memory)
    chosen = [t for t in memory.targets if set(parties) <= set(t.parties)]
    entries = (
        Entry(
            cells=(describe_due(target.due) or "", name_parties(target.parties), target.state),
            line=Line(
                lead=describe_amount(target.value, target.unit),
                text=target.label,
                remarks=(target.why,) if target.why else (),
                notes=subject.cite(target.sources),
                thing=target.id,
            ),
            details=_list_readings(subject, target),
            parties=target.parties,
            state=target.state,
            day=target.due.end if target.due is not None else None,
        )
        for target in chosen
    )
    return _register(subject, ("Due", "Parties", "State"), entries)


def _list_readings(subject: Subject, target: WatchedTarget) -> tuple[Line, ...]:
    return tuple(
        Line(
            lead=describe_date(reading.period) if reading.period else "",
            text=describe_amount(reading.value, target.unit),
            notes=subject.cite((reading.source,)),
        )
        for reading in target.readings
    )


def make_mechanisms(memory: Memory, parties: tuple[str, ...]) -> Register:
    """Return the standing arrangements in which all `parties` take part, seen last first."""
    subject = Subject(memory)
    chosen = [m for m in memory.mechanisms if set(parties) <= set(m.parties)]
    entries = map(_enter_mechanism, subject.linked.list_mechanisms(chosen))
    return _register(subject, ("Parties", "State", "Last round", "Next promised"), entries)


def _enter_mechanism(entry: MechanismEntry) -> Entry:
    linked = entry.mechanism
    line = phrase_mechanism(entry, pair=linked.parties)
    expected = linked.next
    return Entry(
        cells=(
            name_parties(linked.parties),
            linked.state,
            describe_day(linked.last) if linked.last else "",
            (describe_due(expected.due) or "no date") if expected else "",
        ),
        line=line,
        parties=linked.parties,
        state="next session past due" if expected and expected.overdue else linked.state,
        day=linked.last or entry.seen,
    )


def make_people(memory: Memory, parties: tuple[str, ...]) -> Register:
    """Return the persons of any of `parties` with their offices, by party and name."""
    subject = Subject(memory)
    chosen = [p for p in memory.people if not parties or p.party in parties]
    chosen.sort(key=lambda p: (p.party is None, name_party(p.party or ""), p.name, p.id))
    return _register(
        subject, ("Party", "Documents"), (_enter_person(subject, person) for person in chosen)
    )


def _enter_person(subject: Subject, person: Person) -> Entry:
    documents = {source.document for source in person.sources}
    days = [source.published for source in person.sources if source.published]
    offices = tuple(
        phrase_office(office, subject.cite(office.sources[-1:])) for office in person.offices
    )
    return Entry(
        cells=(name_party(person.party) if person.party else "", str(len(documents))),
        line=Line(
            text=person.name,
            notes=subject.cite(person.sources[-1:]) if not offices else (),
            thing=person.id,
        ),
        details=offices,
        parties=(person.party,) if person.party else (),
        state=person.offices[0].rank.replace("-", " ") if person.offices else "",
        day=max(days, default=None),
    )


def make_positions(memory: Memory, parties: tuple[str, ...]) -> Register:
    """Return how a party, or each, worded its positions: by holder and issue, changes marked."""
    subject = Subject(memory)
    holders = parties or tuple(
        sorted({r.holder for one in memory.stored if isinstance(r := one.record, Position)})
    )
    formulas = [formula for holder in holders for formula in memory.formulas(holder)]
    formulas.sort(key=lambda f: (name_party(f.holder), name_issue(f.issue)))
    entries = []
    for entry in subject.linked.list_formulas(formulas):
        formula = entry.formula
        line = phrase_formula(entry)
        # A wording of one document has nothing to be set beside.
        changing = formula.uses if len(formula.uses) > 1 or formula.lapses else ()
        entries.append(
            Entry(
                cells=(name_party(formula.holder), name_issue(formula.issue)),
                line=line,
                details=(
                    *(phrase_use(formula, use, subject.cite((use.source,))) for use in changing),
                    *(
                        Line(lead="dropped", text=lapse.why, notes=subject.cite((lapse.last_use,)))
                        for lapse in formula.lapses
                    ),
                ),
                parties=(formula.holder,),
                issues=(formula.issue,),
                state="dropped" if formula.dropped else _turn(formula.uses),
                day=formula.last,
            )
        )
    return _register(subject, ("Holder", "Issue"), entries)


def _turn(uses: Iterable[FormulaUse]) -> str:
    """Return how a wording changed last: what was said again unchanged leaves that standing."""
    changes = [use.change for use in uses if use.change is not None]
    return next((change for change in reversed(changes) if change != "same"), "undated")


def _register(subject: Subject, columns: tuple[str, ...], entries: Iterable[Entry]) -> Register:
    listed = tuple(entries)
    return Register(
        columns=columns,
        entries=listed,
        footnotes=subject.notes.listed(),
        as_of=subject.memory.as_of,
    )


def make_calendar(memory: Memory, parties: tuple[str, ...]) -> Register:
    """Return the dates that lie ahead, of all, of one party, or of two with each other."""
    return _list_dates(memory, list_appointments(memory, parties))


def make_whole_calendar(memory: Memory, parties: tuple[str, ...]) -> Register:
    """Return all dates, of what is past or settled, too."""
    return _list_dates(memory, list_appointments(memory, parties, everything=True))


def _list_dates(memory: Memory, appointments: Iterable[Appointment]) -> Register:
    subject = Subject(memory)
    entries = (
        Entry(
            cells=(describe_date(DateRange(start=one.start, end=one.end)), _KINDS[one.id[:1]]),
            line=Line(
                text=one.title,
                remarks=(one.where,) if one.where else (),
                flag=one.status.lower() if one.status in ("TENTATIVE", "CANCELLED") else None,
                notes=subject.cite(one.sources),
                # What is next of a mechanism is told on the page of that.
                thing=one.id.partition("-")[0],
            ),
            parties=one.parties,
            state=_KINDS[one.id[:1]],
            day=one.start,
        )
        for one in sorted(appointments, key=lambda a: (a.start, a.end, a.id))
    )
    return _register(subject, ("Date", "What"), entries)


#: The registers by the words they go by in addresses.
REGISTERS: Mapping[str, Maker] = {
    "encounters": make_encounters,
    "commitments": make_commitments,
    "requests": make_requests,
    "targets": make_targets,
    "mechanisms": make_mechanisms,
    "people": make_people,
    "positions": make_positions,
    "calendar": make_calendar,
    "calendar-all": make_whole_calendar,
}
