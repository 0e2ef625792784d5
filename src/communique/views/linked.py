"""Linked things as the entries of a view: ordered, cited, with all that is told of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from communique.linking.encounter_people import PROTOCOL
from communique.linking.formula_types import Formula
from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.memory import Memory
from communique.linking.people_offices import strip_party
from communique.linking.types import Cited, Encounter, HeldOffice, Person, Promise
from communique.records import (
    Commitment,
    DateRange,
    Engagement,
    Mechanism,
    Position,
    RecordBase,
    Tenure,
)
from communique.views.encounters import stands_alone, to_engagement
from communique.views.entries import (
    CommitmentEntry,
    EngagementEntry,
    FormulaEntry,
    MechanismEntry,
    TenureEntry,
)
from communique.views.findings import Finding, SourceDocument, cite_document, find
from communique.views.footnotes import Footnotes, Quote

#: One person at a time holds these; who was seen in it later has followed.
_SINGLE = frozenset({"head-of-state", "head-of-government", "foreign-minister"})
#: A successor in office is one who is seen so much later; a day apart may be a slip.
_LATER = timedelta(days=30)
_PLANNED = frozenset({"scheduled", "proposed"})
_FORCE_ORDER = {"agreed": 0, "pledged": 1, "willing": 2}
#: What there is to do about comes first, then what is settled.
_STATE_ORDER = {"overdue": 0, "open": 0, "reaffirmed": 0, "modified": 0, "done": 1, "dropped": 2}


class Linked:
    """Makes entries of what a memory holds, citing it in one list of footnotes."""

    def __init__(self, memory: Memory, notes: Footnotes) -> None:
        self._memory = memory
        self._records = memory.records
        self._notes = notes
        self._as_of = memory.as_of
        self._found: dict[str, Finding[RecordBase]] = {}

    def list_engagements(
        self, encounters: Iterable[Encounter]
    ) -> tuple[tuple[EngagementEntry, ...], tuple[EngagementEntry, ...]]:
        """Return what was held, newest first, and what was planned or called off, soonest first.

        What announced a held one becomes a footnote of it; so does a planned visit that is known
        by it to have come about.
        """
        found = [(e, to_engagement(e, self._records)) for e in encounters]
        # "They met again" alone is worth a line only where nothing else is known.
        telling = [pair for pair in found if not says_little(pair[1])] or found
        held = sorted(
            (pair for pair in telling if pair[1].status == "held"), key=_last_day, reverse=True
        )
        shown = {encounter.id for encounter, _ in held}
        plans: dict[str, list[Encounter]] = defaultdict(list)
        for encounter, _ in telling:
            if encounter.came_about in shown and not stands_alone(encounter, self._as_of):
                plans[encounter.came_about].append(encounter)
        folded = {encounter.id for listed in plans.values() for encounter in listed}
        planned = sorted(
            (pair for pair in telling if pair[0].id not in shown | folded),
            key=lambda pair: (pair[1].date.end is None, pair[1].date.end or date.min, pair[0].id),
        )
        return (
            tuple(self._enter_engagement(*pair, plans[pair[0].id]) for pair in held),
            tuple(self._enter_engagement(*pair, ()) for pair in planned),
        )

    def _enter_engagement(
        self, encounter: Encounter, told: Engagement, plans: Iterable[Encounter]
    ) -> EngagementEntry:
        accounts = [account.record for account in encounter.accounts]
        statuses = {key: _status(self._records[key].record) for key in accounts}
        held = told.status == "held"
        announced = [key for key in accounts if held and statuses[key] in _PLANNED]
        called_off = [key for key in accounts if held and statuses[key] == "cancelled"]
        reports = [key for key in accounts if key not in announced] or accounts
        announced += [account.record for plan in plans for account in plan.accounts]
        expected = told.status in _PLANNED and encounter.came_about is None
        return EngagementEntry(
            record=told,
            notes=self._cite(reports),
            documents=self._documents([*accounts, *announced]),
            thing=encounter.id,
            announced=self._cite(announced),
            called_off=self._cite(called_off),
            unreported=expected and self._is_past(told.date),
        )

    def list_commitments(self, promises: Iterable[Promise]) -> tuple[CommitmentEntry, ...]:
        """Return the promises in their order."""
        return tuple(map(self._enter_promise, promises))

    def _enter_promise(self, promise: Promise) -> CommitmentEntry:
        told = [step.source.record for step in promise.steps if step.source.record]
        narrated = [step.source for step in promise.steps if not step.source.record]
        commitments = [
            record for key in told if isinstance(record := self._records[key].record, Commitment)
        ]
        # Whose words it is, and who claims it, is told by the latest.
        latest = commitments[-1].model_copy(
            update={
                "parties": promise.parties,
                "force": promise.force,
                "action": promise.action,
                "due": promise.due,
                "mechanism": promise.mechanism,
            }
        )
        return CommitmentEntry(
            record=latest,
            notes=tuple(sorted({*self._cite(told), *map(self._cite_words, narrated)})),
            documents=self._documents(told),
            thing=promise.id,
            state=promise.state,
            steps=promise.steps,
        )

    def list_mechanisms(self, mechanisms: Iterable[LinkedMechanism]) -> tuple[MechanismEntry, ...]:
        """Return the mechanisms, those seen last first, with states and rounds."""
        entries = [entry for m in mechanisms if (entry := self._enter_mechanism(m)) is not None]
        return tuple(sorted(entries, key=lambda e: e.seen or date.min, reverse=True))

    def _enter_mechanism(self, mechanism: LinkedMechanism) -> MechanismEntry | None:
        named = [
            record
            for key in mechanism.members
            if isinstance(record := self._records[key].record, Mechanism)
        ]
        if not named:
            return None
        told = named[0].model_copy(
            update={
                "name": mechanism.name,
                "parties": mechanism.parties,
                "type": mechanism.type,
                "level": mechanism.level,
            }
        )
        return MechanismEntry(
            record=told,
            notes=self._cite(mechanism.members),
            documents=self._documents(mechanism.members),
            thing=mechanism.id,
            mechanism=mechanism,
        )

    def list_formulas(self, formulas: Iterable[Formula]) -> tuple[FormulaEntry, ...]:
        """Return the formulas in their order, each cited at all its uses."""
        return tuple(map(self._enter_formula, formulas))

    def _enter_formula(self, formula: Formula) -> FormulaEntry:
        told = [use.source.record for use in formula.uses]
        latest = self._records[told[-1]].record
        assert isinstance(latest, Position)
        return FormulaEntry(
            record=latest,
            notes=self._cite(told),
            documents=self._documents(told),
            thing=formula.id,
            formula=formula,
        )

    def list_tenures(
        self, people: Iterable[Person], parties: Sequence[str]
    ) -> tuple[TenureEntry, ...]:
        """Return each person once, with the latest office: by party, who is in office first."""
        holders = [person for person in people if _sources(person)]
        entries = [(person, self._enter_person(person, holders)) for person in holders]

        def protocol(pair: tuple[Person, TenureEntry]) -> tuple[int, bool, int, str, str]:
            entry = pair[1]
            latest = entry.record
            return (
                parties.index(latest.party) if latest.party in parties else len(parties),
                latest.former or entry.successor is not None,
                PROTOCOL.index(latest.rank),
                latest.person,
                pair[0].id,
            )

        return tuple(entry for _, entry in sorted(entries, key=protocol))

    def _enter_person(self, person: Person, people: Iterable[Person]) -> TenureEntry:
        held = [office for office in person.offices if office.sources]
        told = [source.record for office in held for source in office.sources]
        return TenureEntry(
            record=self._tenure(person, held[0]),
            notes=self._cite(told),
            documents=self._documents(told),
            thing=person.id,
            earlier=tuple(self._tenure(person, office) for office in held[1:]),
            successor=_successor(person, people),
        )

    def _tenure(self, person: Person, office: HeldOffice) -> Tenure:
        known = self._records[office.sources[-1].record].record
        evidence, document = known.evidence, known.document_id
        return Tenure(
            document_id=document,
            evidence=evidence,
            person=person.name,
            office=strip_party(office.office, office.party),
            rank=office.rank,
            party=office.party,
            as_of=DateRange.on(office.last, "inferred") if office.last else DateRange(),
            former=office.former,
        )

    def cite(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Return the footnotes of some records, given by their ids, each once."""
        return self._cite(keys)

    def cite_places(self, places: Iterable[Cited]) -> tuple[int, ...]:
        """Return the footnotes of some places, with or without a record there, each once."""
        listed = list(places)
        told = self._cite(place.record for place in listed if place.record)
        narrated = {self._cite_words(place) for place in listed if not place.record}
        return tuple(sorted({*told, *narrated}))

    def _cite(self, keys: Iterable[str]) -> tuple[int, ...]:
        return self._notes.cite_all(tuple(self._find(key) for key in dict.fromkeys(keys)))

    def _cite_words(self, cited: Cited) -> int:
        """Return the footnote of words that no record holds."""
        words = zip(cited.spans, self._memory.words(cited), strict=False)
        quotes = tuple(Quote(start=start, end=end, text=text) for (start, end), text in words)
        document = cite_document(self._memory.summaries[cited.document])
        return self._notes.cite_words(document, quotes)

    def _documents(self, keys: Iterable[str]) -> tuple[SourceDocument, ...]:
        newest_first = sorted(
            (self._find(key) for key in dict.fromkeys(keys)), key=lambda f: f.day, reverse=True
        )
        return tuple({f.document.key: f.document for f in newest_first}.values())

    def _find(self, key: str) -> Finding[RecordBase]:
        if key not in self._found:
            [self._found[key]] = find([self._records[key]])
        return self._found[key]

    def _is_past(self, days: DateRange) -> bool:
        return days.end is not None and self._as_of is not None and days.end < self._as_of


def sort_promises(promises: Iterable[Promise]) -> list[Promise]:
    """Return what isn't settled first, of that what is due next, then by force."""
    return sorted(
        promises,
        key=lambda p: (
            _STATE_ORDER[p.state],
            _due_end(p) is None,
            _due_end(p) or date.min,
            _FORCE_ORDER[p.force],
            p.id,
        ),
    )


def says_little(record: Engagement) -> bool:
    """Return whether nothing but form and parties is told, and at most a month or year."""
    place = record.place
    if record.date.precision == "day" or record.people or record.mechanism:
        return False
    if record.note or record.stops or (place is not None and (place.city or place.venue)):
        return False
    return not (record.form == "visit" and (place is not None or record.host))


def _status(record: RecordBase) -> str:
    return record.status if isinstance(record, Engagement) else "held"


def _last_day(pair: tuple[Encounter, Engagement]) -> tuple[date, str]:
    """Return the day to sort by: its own, else that of the newest document telling of it."""
    encounter, told = pair
    published = [a.published for a in encounter.accounts if a.published is not None]
    return told.date.end or max(published, default=date.min), encounter.id


def _due_end(promise: Promise) -> date | None:
    return promise.due.end if promise.due is not None else None


def _sources(person: Person) -> bool:
    return any(office.sources for office in person.offices)


def _successor(person: Person, people: Iterable[Person]) -> str | None:
    """Return who was seen after the person in an office of which there is one."""
    latest = next(office for office in person.offices if office.sources)
    if latest.former or latest.rank not in _SINGLE or latest.last is None:
        return None
    followers = [
        (office.first, other.name)
        for other in people
        if other is not person
        for office in other.offices
        if (office.party, office.rank) == (latest.party, latest.rank)
        and not office.former
        and office.first is not None
        and office.first - latest.last > _LATER
    ]
    return min(followers)[1] if followers else None
