"""The dossier of one party, a state or an organisation: people, contacts, promises, stances."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from communique.linking.memory import Memory
from communique.linking.types import STILL_OPEN, Encounter, Promise, PromiseState
from communique.records import Figure, Membership
from communique.views.dates import describe_date, describe_day
from communique.views.findings import Finding, find, of_type
from communique.views.linked import sort_promises
from communique.views.listing import list_figures
from communique.views.names import name_issue, name_parties, name_party
from communique.views.page import Group, Line, Page, Section
from communique.views.phrases import (
    phrase_commitment,
    phrase_engagement,
    phrase_figure,
    phrase_formula,
    phrase_mechanism,
    phrase_tenure,
)
from communique.views.subjects import Subject, group, section

#: A gathering of more parties than these is listed as one of many, not by their names.
_AT_ONE_TABLE = 3


def lay_out_party(memory: Memory, party: str) -> Page:
    """Return the page of one party; every line bears footnotes to its words."""
    subject = Subject(memory)
    sections = tuple(_sections(subject, party))
    promised = [p for p in memory.promises if party in p.parties]
    return subject.lay_out(name_party(party), sections, _count(promised))


def _count(promised: list[Promise]) -> Iterator[Line]:
    states: tuple[tuple[str, tuple[PromiseState, ...]], ...] = (
        ("Open commitments", STILL_OPEN),
        ("Past due, no report here", ("overdue",)),
        ("Done", ("done",)),
        ("Dropped", ("dropped",)),
    )
    for lead, wanted in states:
        count = sum(promise.state in wanted for promise in promised)
        yield Line(lead=lead, text=str(count) if count else "none")


def _sections(subject: Subject, party: str) -> Iterator[Section]:
    memory, linked = subject.memory, subject.linked
    people = (person for person in memory.people if person.party == party)
    tenures = map(phrase_tenure, linked.list_tenures(people, (party,)))
    yield section("offices", "Offices and people", group(None, tenures))
    yield section("encounters", "Encounters", *_meet(subject, party))
    mechanisms = linked.list_mechanisms(m for m in memory.mechanisms if party in m.parties)
    lines = (phrase_mechanism(entry, pair=(party,)) for entry in mechanisms)
    yield section("mechanisms", "Standing mechanisms", group(None, lines))
    yield section(
        "commitments",
        "Commitments",
        group("Past due, no report here", _promise(subject, party, "overdue")),
        group("Open", _promise(subject, party, *STILL_OPEN)),
    )
    yield section("positions", "Positions by issue", *_state(subject, party))
    yield section("memberships", "Memberships", group(None, _list_memberships(subject, party)))
    figures = [f for f in of_type(find(memory.stored), Figure) if party in f.record.parties]
    counted = list_figures(figures, subject.notes)
    yield section("figures", "Figures and targets", group(None, map(phrase_figure, counted)))


def _meet(subject: Subject, party: str) -> Iterator[Group]:
    """Yield the encounters by counterpart, whom it met most first; what is to come before all."""
    mine = [e for e in subject.memory.encounters if party in e.parties]
    ahead = subject.linked.list_engagements(e for e in mine if e.status != "held")[1]
    lines = (phrase_engagement(entry, pair=(party,)) for entry in ahead)
    yield group("Scheduled and proposed", lines)
    tables: dict[tuple[str, ...], list[Encounter]] = defaultdict(list)
    for encounter in mine:
        if encounter.status == "held":
            others = tuple(sorted(set(encounter.parties) - {party}))
            tables[others if len(others) <= _AT_ONE_TABLE else ("",)].append(encounter)
    for others, met in sorted(tables.items(), key=lambda item: (-len(item[1]), item[0])):
        title = name_parties(others) if others != ("",) else "With many"
        held = subject.linked.list_engagements(met)[0]
        table = (party, *others)
        yield group(title or "Alone", (phrase_engagement(entry, pair=table) for entry in held))


def _promise(subject: Subject, party: str, *states: PromiseState) -> Iterator[Line]:
    promises = [p for p in subject.memory.promises if party in p.parties and p.state in states]
    for entry in subject.linked.list_commitments(sort_promises(promises)):
        yield phrase_commitment(entry, pair=(party,))


def _state(subject: Subject, party: str) -> Iterator[Group]:
    """Yield the party's wordings by issue, those spoken of most first, the latest first."""
    issues: dict[str, list[Line]] = defaultdict(list)
    formulas = sorted(
        subject.memory.formulas(party), key=lambda f: (f.last or date.min, f.id), reverse=True
    )
    for entry in subject.linked.list_formulas(formulas):
        issues[entry.formula.issue].append(phrase_formula(entry))
    for issue, lines in sorted(issues.items(), key=lambda item: (-len(item[1]), item[0])):
        yield group(name_issue(issue), lines)


def _list_memberships(subject: Subject, party: str) -> Iterator[Line]:
    """Yield in what the party is seen, or who is seen in it, with the days of the texts."""
    told: dict[tuple[str, str, str], list[Finding[Membership]]] = defaultdict(list)
    for finding in of_type(find(subject.memory.stored), Membership):
        record = finding.record
        if party in (record.organization, record.member):
            told[record.organization, record.member, record.role].append(finding)
    for (organization, member, role), findings in sorted(told.items()):
        other = name_party(member if organization == party else organization)
        yield Line(
            text=other,
            remarks=(role.replace("-", " "), _describe_days(findings)),
            notes=subject.notes.cite_all(tuple(findings)),
        )


def _describe_days(findings: Iterable[Finding[Membership]]) -> str:
    """Return as of when a membership is told last."""
    days = [f.record.as_of for f in findings if f.record.as_of.known]
    if days:
        return f"as of {describe_date(max(days, key=lambda d: d.end or date.min))}"
    seen = max(finding.day for finding in findings)
    return f"told {describe_day(seen)}" if seen != date.min else "day not told"
