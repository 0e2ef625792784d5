"""The dossier of a mechanism: its names and states, its rounds, what it is to do."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from communique.archive.projection import fold
from communique.linking.mechanism_types import CoChair, Expected, LinkedMechanism
from communique.linking.memory import Memory
from communique.linking.types import Promise
from communique.views.dates import describe_day, describe_due
from communique.views.linked import sort_promises
from communique.views.names import name_parties, name_party
from communique.views.page import Line, Page, Section
from communique.views.phrases import OVERDUE, describe_bound, phrase_commitment
from communique.views.subject_phrases import phrase_period, phrase_round
from communique.views.subjects import Subject, group, section


def lay_out_mechanism(memory: Memory, mechanism: LinkedMechanism) -> Page:
    """Return the page of a mechanism of the memory; every line bears footnotes to its words."""
    subject = Subject(memory)
    sections = tuple(_sections(subject, mechanism))
    title = mechanism.name[:1].upper() + mechanism.name[1:]
    return subject.lay_out(title, sections, _glance(subject, mechanism))


def _glance(subject: Subject, mechanism: LinkedMechanism) -> Iterator[Line]:
    yield Line(lead="Parties", text=name_parties(mechanism.parties) or "not told")
    if mechanism.level != "none":
        yield Line(lead="Level", text=mechanism.level.replace("-", " "))
    yield Line(lead="State", text=mechanism.state)
    if mechanism.last is not None:
        ago = f"{mechanism.gap_days} days before the day of this page"
        remarks = (ago,) if mechanism.gap_days is not None else ()
        yield Line(lead="Last round", text=describe_day(mechanism.last), remarks=remarks)
    rhythm = [f"“{words}”" for words in mechanism.cadence_words]
    if mechanism.cadence_days is not None:
        rhythm.insert(0, f"usually {mechanism.cadence_days} days apart")
    if rhythm:
        yield Line(lead="Cadence", text="; ".join(rhythm))
    if mechanism.next is not None:
        yield _expect(subject, mechanism.next)


def _expect(subject: Subject, expected: Expected) -> Line:
    number = f"round {expected.number}, " if expected.number is not None else ""
    return Line(
        lead="Next promised",
        text=number + (describe_due(expected.due) or "no date"),
        remarks=(f"“{expected.words}”",),
        flag=OVERDUE if expected.overdue else None,
        notes=subject.cite(expected.sources),
    )


def _sections(subject: Subject, mechanism: LinkedMechanism) -> Iterator[Section]:
    yield section("names", "Names", group(None, _list_names(subject, mechanism)))
    states = (phrase_period(period, subject.cite(period.sources)) for period in mechanism.states)
    yield section("states", "States", group(None, states))
    rounds = (phrase_round(one, subject.cite(one.sources)) for one in reversed(mechanism.rounds))
    yield section("rounds", "Rounds", group(None, rounds))
    chairs = (_seat(one, subject.cite(one.sources)) for one in mechanism.co_chairs)
    yield section("chairs", "Who chairs", group(None, chairs))
    promises = [p for p in subject.memory.promises if _names(p, mechanism)]
    beside = [p for p in subject.memory.promises if _is_told_beside(p, mechanism)]
    yield section(
        "commitments",
        "Commitments",
        group("Naming it", _promise(subject, promises)),
        group(
            "Made where its rounds are reported",
            _promise(subject, (p for p in beside if p not in promises)),
        ),
    )


def _list_names(subject: Subject, mechanism: LinkedMechanism) -> Iterator[Line]:
    """Yield each name with the records that call it so; with all where none does by the letter."""
    calling: dict[str, list[str]] = defaultdict(list)
    for finding in subject.find(mechanism.members):
        name = getattr(finding.record, "name", None) or getattr(finding.record, "mechanism", None)
        calling[_bare(name or "")].append(finding.id)
    for name in (mechanism.name, *mechanism.aliases):
        records = calling.get(_bare(name), mechanism.members)
        yield Line(text=name, notes=subject.linked.cite(records))


def _seat(chair: CoChair, notes: tuple[int, ...]) -> Line:
    who = f"{chair.name} ({chair.office})" if chair.office else chair.name
    remarks = [name_party(chair.party)] if chair.party else []
    if chair.first and chair.last:
        days = [describe_day(chair.first), describe_day(chair.last)]
        remarks.append(" to ".join(dict.fromkeys(days)))
    return Line(text=who, remarks=(*remarks, f"“{chair.words}”"), notes=notes)


def _promise(subject: Subject, promises: Iterable[Promise]) -> Iterator[Line]:
    for entry in subject.linked.list_commitments(sort_promises(promises)):
        lead = describe_bound(entry.record)
        yield phrase_commitment(entry).model_copy(update={"lead": lead})


def _names(promise: Promise, mechanism: LinkedMechanism) -> bool:
    """Whether a commitment is to be done through the mechanism, or is about it."""
    names = [_bare(name) for name in (mechanism.name, *mechanism.aliases)]
    through = _bare(promise.mechanism or "")
    shared = not mechanism.parties or set(promise.parties) & set(mechanism.parties)
    action = f" {fold(promise.action)} "
    return bool(shared) and (through in names or any(f" {name} " in action for name in names))


def _is_told_beside(promise: Promise, mechanism: LinkedMechanism) -> bool:
    """Whether parties of the mechanism alone made it in a document that reports a round."""
    documents = {source.document for held in mechanism.rounds for source in held.sources}
    own = bool(promise.parties) and set(promise.parties) <= set(mechanism.parties)
    return own and any(s.kind == "made" and s.source.document in documents for s in promise.steps)


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")
