"""The dossier of an issue: where each party stands, who said what when, what was promised."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from communique.linking.formula_types import Formula, FormulaUse
from communique.linking.memory import Memory
from communique.records import Position, Statement
from communique.views.dates import UNKNOWN, describe_day
from communique.views.findings import Finding, find, of_type
from communique.views.linked import sort_promises
from communique.views.names import name_issue, name_party
from communique.views.page import Line, Page, Section
from communique.views.phrases import describe_bound, phrase_commitment, phrase_mechanism
from communique.views.subject_phrases import phrase_answered, phrase_stand, phrase_use
from communique.views.subjects import Subject, group, section


def lay_out_issue(memory: Memory, issue: str) -> Page:
    """Return the page of an issue, given by its id; every line bears footnotes to its words."""
    subject = Subject(memory)
    records = [one.record for one in memory.stored]
    holders = {r.holder for r in records if isinstance(r, Position) and r.issue == issue}
    formulas = {holder: memory.formulas(holder, issue) for holder in sorted(holders)}
    sections = tuple(_sections(subject, issue, formulas))
    glance = [Line(lead="Parties with a position", text=str(len(formulas)) if formulas else "none")]
    return subject.lay_out(name_issue(issue), sections, glance)


def _sections(
    subject: Subject, issue: str, formulas: dict[str, tuple[Formula, ...]]
) -> Iterator[Section]:
    memory = subject.memory
    stands = (line for told in formulas.values() for line in _stand(subject, told))
    yield section("stands", "Where each party stands", group(None, stands))
    uses = (
        phrase_use(formula, use, subject.cite((use.source,)))
        for formula, use in _order_uses(formulas)
    )
    yield section("uses", "Who said what when", group(None, uses))
    promises = sort_promises(p for p in memory.promises if issue in p.topics)
    lines = (
        phrase_commitment(entry).model_copy(update={"lead": describe_bound(entry.record)})
        for entry in subject.linked.list_commitments(promises)
    )
    yield section("commitments", "Commitments", group(None, lines))
    requests = sorted(
        (r for r in memory.requests if issue in r.topics),
        key=lambda r: (r.steps[0].day or date.min, r.id),
        reverse=True,
    )
    asked = (phrase_answered(r, subject.cite(s.source for s in r.steps)) for r in requests)
    yield section("requests", "What was asked for", group(None, asked))
    yield section("statements", "Who spoke of it", group(None, _count_statements(subject, issue)))
    touching = {one.id for one in memory.stored if issue in one.record.topics}
    mechanisms = subject.linked.list_mechanisms(
        m for m in memory.mechanisms if touching & set(m.members)
    )
    yield section("mechanisms", "Mechanisms", group(None, map(phrase_mechanism, mechanisms)))


def _stand(subject: Subject, formulas: tuple[Formula, ...]) -> Iterator[Line]:
    """Yield the party's latest wording in favour and against; its own words, else others' of it."""
    own = [f for f in formulas if f.claimed_by is None] or formulas
    latest: dict[str, Formula] = {}
    for formula in sorted(own, key=lambda f: (not f.dropped, f.last or date.min, f.id)):
        latest[formula.polarity] = formula
    for formula in sorted(latest.values(), key=lambda f: f.last or date.min, reverse=True):
        yield phrase_stand(formula, subject.cite(use.source for use in formula.uses))


def _order_uses(formulas: dict[str, tuple[Formula, ...]]) -> list[tuple[Formula, FormulaUse]]:
    """Return every use of every wording, the newest first, those without a day last."""
    uses = [(f, use) for told in formulas.values() for f in told for use in f.uses]
    uses.sort(key=lambda pair: (pair[0].holder, pair[1].source.document, pair[1].source.spans))
    return sorted(uses, key=lambda pair: pair[1].day or date.min, reverse=True)


def _count_statements(subject: Subject, issue: str) -> Iterator[Line]:
    """Yield how often whom each party had speak of the issue, who spoke most first."""
    spoke: dict[str, list[Finding[Statement]]] = defaultdict(list)
    for finding in of_type(find(subject.memory.stored), Statement):
        if issue in finding.record.topics:
            spoke[finding.record.speaker_party or ""].append(finding)
    for party, said in sorted(spoke.items(), key=lambda item: (-len(item[1]), item[0])):
        days = [finding.document.day for finding in said if finding.document.day is not None]
        span = f"{describe_day(min(days))} to {describe_day(max(days))}" if days else UNKNOWN
        people = {f.record.speaker for f in said} - {party}
        remarks = [f"{len(people)} speaker{'' if len(people) == 1 else 's'}"] if people else []
        yield Line(
            lead=name_party(party) if party else "Of no party",
            text=f"{len(said)} statement{'' if len(said) == 1 else 's'}",
            remarks=(*remarks, span if len(set(days)) != 1 else describe_day(days[0])),
            notes=subject.notes.cite_all(tuple(said)),
        )
