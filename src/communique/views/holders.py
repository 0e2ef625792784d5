"""Who holds which office: one line a person, from what many documents saw of it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from communique.linking.wordings import normalise
from communique.records import Tenure
from communique.reference.leaders import load_leaders
from communique.views.entries import TenureEntry
from communique.views.facts import Fact, list_documents, merge
from communique.views.findings import Finding
from communique.views.footnotes import Footnotes
from communique.views.names import strip_party

#: Rank in protocol order; entries of one party are listed by it.
_PROTOCOL: tuple[str, ...] = (
    "head-of-state", "head-of-government", "deputy-head", "organization-head", "foreign-minister",
    "minister", "vice-minister", "envoy", "ambassador", "director-general", "military",
    "legislator", "spokesperson", "official",
)  # fmt: skip
#: One person at a time holds these; who was seen in it later has followed.
_SINGLE = frozenset({"head-of-state", "head-of-government", "foreign-minister"})
#: A successor in office is one who is seen so much later; a day apart may be a slip.
_LATER = timedelta(days=30)


def list_tenures(
    findings: Iterable[Finding[Tenure]], parties: Sequence[str], notes: Footnotes
) -> tuple[TenureEntry, ...]:
    """Return each person once, with the latest office: by party, who is in office first.

    "Yang" and "Yang Jiechi" with one rank are one person; the fuller name stands.
    """
    people: list[list[Fact[Tenure]]] = []
    # The fuller names first: of two bearers of a surname the latest seen is meant.
    merged = merge(sorted(findings, key=_seen, reverse=True))
    for fact in sorted(merged, key=lambda f: -len(f.record.person.split())):
        known = next((p for p in people if _is_person(p, fact.record)), None)
        if known is None:
            people.append([fact])
        else:
            known.append(fact)
    for person in people:
        person.sort(key=lambda f: _PROTOCOL.index(f.record.rank))
        person.sort(key=_day_of, reverse=True)

    def protocol(person: list[Fact[Tenure]]) -> tuple[int, bool, int]:
        latest = person[0].record
        return (
            parties.index(latest.party) if latest.party in parties else len(parties),
            latest.former or _successor(person, people) is not None,
            _PROTOCOL.index(latest.rank),
        )

    return tuple(
        _enter(person, _successor(person, people), notes) for person in sorted(people, key=protocol)
    )


def _enter(person: list[Fact[Tenure]], successor: str | None, notes: Footnotes) -> TenureEntry:
    latest = person[0].record
    # A fuller title that was given years ago need not be held any more.
    same = [f.record for f in person if _day_of(f) == _day_of(person[0])]
    offices = [strip_party(t.office, t.party) for t in same if _one_office(t, latest)]
    office = max(offices, key=len)
    earlier: list[Tenure] = []
    for fact in person:
        record = fact.record
        if not any(_one_office(record, known) for known in (latest, *earlier)):
            earlier.append(
                record.model_copy(update={"office": strip_party(record.office, record.party)})
            )
    told = Fact(
        latest.model_copy(update={"person": _fullest_name(person), "office": office}),
        tuple(finding for fact in person for finding in fact.findings),
    )
    return TenureEntry(
        record=told.record,
        notes=notes.cite_all(told.findings),
        documents=list_documents(told),
        earlier=tuple(earlier),
        successor=successor,
    )


def _is_person(person: list[Fact[Tenure]], other: Tenure) -> bool:
    """Return whether the tenure is the person's: by the full name, or by surname and rank."""
    identity = _identify(other)
    for fact in person:
        known = fact.record
        if known.party != other.party:
            continue
        if identity is not None and identity == _identify(known):
            return True
        left, right = (frozenset(normalise(t.person).split()) for t in (known, other))
        if left == right and len(left) > 1:
            return True
        if (left <= right or right <= left) and known.rank == other.rank:
            return True
    return False


def _identify(record: Tenure) -> str | None:
    """Return the name by which the table of leaders knows the person; None if it doesn't."""
    year = record.as_of.end.year if record.as_of.end is not None else None
    leaders = load_leaders().find(record.person, rank=record.rank, year=year)
    known = [row.name for row in leaders if row.party == record.party]
    return known[0] if known else None


def _one_office(a: Tenure, b: Tenure) -> bool:
    """Return whether two tenures of a person are the same: "Premier", "Chinese Premier"."""
    if a.rank == b.rank and a.rank in _SINGLE:
        return a.former == b.former
    left, right = (frozenset(normalise(strip_party(t.office, t.party)).split()) for t in (a, b))
    return a.former == b.former and (left <= right or right <= left)


def _successor(person: list[Fact[Tenure]], people: list[list[Fact[Tenure]]]) -> str | None:
    """Return who was seen after the person in an office of which there is one."""
    latest = person[0].record
    if latest.former or latest.rank not in _SINGLE:
        return None
    followers = [
        (_day_of(other[0]), _fullest_name(other))
        for other in people
        if other is not person
        and (other[0].record.party, other[0].record.rank) == (latest.party, latest.rank)
        and not other[0].record.former
        and _first_day(other, latest.rank) - _day_of(person[0]) > _LATER
    ]
    return min(followers)[1] if followers else None


def _fullest_name(person: list[Fact[Tenure]]) -> str:
    return max((fact.record.person for fact in person), key=len)


def _first_day(person: list[Fact[Tenure]], rank: str) -> date:
    """Return the first day on which the person was seen in an office of the rank."""
    return min(
        _seen(finding) for fact in person if fact.record.rank == rank for finding in fact.findings
    )


def _day_of(fact: Fact[Tenure]) -> date:
    return max(_seen(finding) for finding in fact.findings)


def _seen(finding: Finding[Tenure]) -> date:
    return finding.record.as_of.end or finding.day
