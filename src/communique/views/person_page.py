"""The dossier of a person: offices, encounters, company, words, names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from communique.linking.memory import Memory
from communique.linking.types import Encounter, Participant, Person, mention_key
from communique.records import Statement
from communique.views.dates import describe_date
from communique.views.findings import Finding, of_type
from communique.views.listing import list_quotes
from communique.views.names import name_party
from communique.views.page import Group, Line, Page, Section
from communique.views.phrases import phrase_quote
from communique.views.subject_phrases import phrase_office
from communique.views.subjects import Subject, group, section


def lay_out_person(memory: Memory, person: Person) -> Page:
    """Return the page of a person of the memory; every line bears footnotes to its words."""
    subject = Subject(memory)
    met = [e for e in memory.encounters if any(p.person == person.id for p in e.people)]
    sections = tuple(_sections(subject, person, met))
    party = name_party(person.party) if person.party else "not told"
    glance = [Line(lead="Party", text=party), Line(lead="Encounters", text=str(len(met)))]
    if person.offices:
        latest = phrase_office(person.offices[0], subject.cite(person.offices[0].sources))
        glance.insert(0, latest.model_copy(update={"lead": "Latest office"}))
    return subject.lay_out(person.name, sections, glance)


def _sections(subject: Subject, person: Person, met: list[Encounter]) -> Iterator[Section]:
    offices = (phrase_office(office, subject.cite(office.sources)) for office in person.offices)
    yield section("offices", "Offices", group(None, offices))
    yield section("encounters", "Encounters", *subject.list_encounters(met))
    yield section("company", "Met most", group(None, _count_company(subject, person, met)))
    yield section("words", "What was said", *_quote(subject, person))
    reasons = (Line(text=reason) for reason in person.reasons)
    yield section(
        "names",
        "Names",
        group(None, _list_names(subject, person)),
        group("Why they are taken for one person's", reasons),
    )


def _count_company(subject: Subject, person: Person, met: Iterable[Encounter]) -> Iterator[Line]:
    """Yield who of other parties took part in what was held, the most frequent first."""
    together: dict[str, list[Encounter]] = defaultdict(list)
    who: dict[str, Participant] = {}
    for encounter in met:
        for other in encounter.people if encounter.status == "held" else ():
            # One's own delegation is always there.
            if other.person != person.id and (other.party is None or other.party != person.party):
                key = other.person or other.name
                together[key].append(encounter)
                who[key] = other
    ranked = sorted(together.items(), key=lambda item: (-len(item[1]), who[item[0]].name, item[0]))
    for key, shared in ranked:
        other = who[key]
        last = max(shared, key=lambda e: (e.date.end or date.min, e.id))
        remarks = [name_party(other.party)] if other.party else []
        remarks.append(f"{len(shared)} time{'' if len(shared) == 1 else 's'}")
        yield Line(
            text=f"{other.name} ({other.office})" if other.office else other.name,
            remarks=(*remarks, f"last {describe_date(last.date)}"),
            notes=subject.cite(account for e in shared for account in e.accounts),
            thing=other.person,
        )


def _quote(subject: Subject, person: Person) -> Iterator[Group]:
    """Yield what the person said: in quotation marks, then as others reported it."""
    mentions = frozenset(person.mentions)
    said = [
        finding
        for finding in of_type(subject.find(_records(person)), Statement)
        if mention_key(finding.id, finding.record.speaker) in mentions
    ]
    own = [finding for finding in said if finding.record.mode != "indirect"]
    reported = [finding for finding in said if finding.record.mode == "indirect"]
    yield group("In quotation marks", _phrase_quotes(subject, own, quoted=True))
    yield group("As reported", _phrase_quotes(subject, reported, quoted=False))


def _phrase_quotes(
    subject: Subject, said: Iterable[Finding[Statement]], *, quoted: bool
) -> Iterator[Line]:
    for entry in list_quotes(said, subject.notes):
        line = phrase_quote(entry)
        # Who said it stands above.
        yield line.model_copy(update={"quoted": quoted, "remarks": line.remarks[1:]})


def _list_names(subject: Subject, person: Person) -> Iterator[Line]:
    """Yield each form of the name with where it stands."""
    named: dict[str, list[str]] = defaultdict(list)
    for mention in person.mentions:
        record, _, name = mention.partition("/")
        named[name].append(record)
    for name, records in sorted(named.items(), key=lambda item: (-len(item[1]), item[0])):
        yield Line(text=name, notes=subject.linked.cite(records))


def _records(person: Person) -> list[str]:
    return list(dict.fromkeys(mention.partition("/")[0] for mention in person.mentions))
