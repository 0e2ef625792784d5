"""Office against known tenures: of the table of leaders, and of other documents.

Somebody in an office before or after the table has him in it; two people in turns in an office
of which there is one. Partition: the party.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from communique.archive.types import Stored
from communique.document import Document
from communique.linking.check_evidence import Known, find, published_on, words_for
from communique.linking.comparison_matching import telling
from communique.linking.types import Discrepancy, cite
from communique.linking.wordings import normalise
from communique.records import Engagement, Rank, Statement, Tenure
from communique.reference.leaders import Leader, Leaders

#: One person at a time holds these.
_SINGLE: frozenset[Rank] = frozenset({"head-of-state", "head-of-government", "foreign-minister"})
_HEADS: frozenset[Rank] = frozenset({"organization-head"})
#: Pages keep a title for a while, and the table has months where the day isn't known.
_GRACE = timedelta(days=31)
#: Who left longer ago is recalled with the title he had, or given it by courtesy.
_RECENT = timedelta(days=3 * 365)
#: Nobody is told of so long before he came into office: it is a namesake.
_LONG_BEFORE = timedelta(days=15 * 365)
#: Seen again so soon after another, nobody has returned to office.
_RETURN = timedelta(days=400)
#: Old titles live on for some days after a change.
_SLIP = timedelta(days=7)
#: Holders of one office, known by the year, overlap by less.
_TOGETHER = timedelta(days=400)
_SPELT_ALIKE = 0.8
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_AROUND = 160


class Seen(NamedTuple):
    """A person seen in an office on a day."""

    day: date
    stored: Stored
    record: Tenure


def check_offices(
    stored: Iterable[Stored], known: Known, documents: Mapping[str, Document]
) -> Iterator[Discrepancy]:
    """Yield the tenures that the table of leaders or those of other documents rule out."""
    groups: dict[tuple[str, str, str], list[Seen]] = defaultdict(list)
    records = list(stored)
    acting = _list_acting(records)
    for one in records:
        record = one.record
        if not isinstance(record, Tenure) or record.party is None or record.former:
            continue
        day = record.as_of.end or published_on(one)
        if day is None or record.rank not in _SINGLE | _HEADS or _is_passing(one, documents):
            continue
        # Who is only named may be of another time: "as President Lincoln put it".
        if not any(_may_be(record.person, name) for name in acting.get(one.document.id, ())):
            continue
        office = normalise(record.office) if record.rank in _HEADS else ""
        groups[record.party, record.rank, office].append(Seen(day, one, record))
    for (party, rank, _), seen in groups.items():
        seen.sort(key=lambda s: (s.day, s.stored.id))
        fitting = []
        for sight in seen:
            outside = _outside(sight, known, documents)
            if outside is None:
                fitting.append(sight)
            elif outside:
                yield _tell_outside(sight, outside, known)
        if (party, rank) not in _shared_offices(known.leaders):
            yield from _find_turns(fitting, known)


def _list_acting(stored: Iterable[Stored]) -> Mapping[str, set[str]]:
    """Return by document who takes part in something or speaks there."""
    acting: dict[str, set[str]] = defaultdict(set)
    for one in stored:
        match one.record:
            case Engagement(status="held" | "scheduled") as met:
                acting[one.document.id] |= {person.name for person in met.people}
            case Statement() as said:
                acting[one.document.id].add(said.speaker)
    return acting


def _may_be(left: str, right: str) -> bool:
    a, b = (frozenset(normalise(name).split()) for name in (left, right))
    return bool(a and b) and (a <= b or b <= a)


def _is_passing(one: Stored, documents: Mapping[str, Document]) -> bool:
    """Return whether the title or a word before it tells that the office isn't held now."""
    record = one.record
    lists = words_for("offices")
    title = record.office if isinstance(record, Tenure) else ""
    before = ""
    document = documents.get(one.document.id)
    first = record.evidence[0]
    if document is not None:
        before = document.text[max(0, first.start - 24) : first.start]
    words = normalise(f"{' '.join(before.split()[-2:])} {title} {first.text}").split()
    passing = set(words) & lists["passing"]
    if title.endswith("s") and not title.endswith("ss") and "," not in title:
        # "Leaders A and B" are of many things; "Minister for Foreign Affairs" is one office.
        plural = normalise(title).split()[0].endswith("s") or len(title.split()) == 1
        passing = passing or ({"plural"} if plural else set())
    standing_in = set(normalise(title).split()) & lists["standing_in"]
    return bool(passing or standing_in)


def _outside(
    sight: Seen, known: Known, documents: Mapping[str, Document]
) -> tuple[Leader, ...] | None:
    """Return the rows of the person of which none holds on the day; None if one does.

    Empty where the day is out of all of them, but history and courtesy explain it.
    """
    rows = _rows_of(sight.record, known.leaders)
    if not rows:
        return () if _names_past(sight, documents) else None
    spans = [_span(row) for row in rows]
    if any(first - _GRACE <= sight.day <= last + _GRACE for first, last in spans):
        return None
    begun, ended = min(first for first, _ in spans), max(last for _, last in spans)
    if sight.day - ended > _RECENT or begun - sight.day > _LONG_BEFORE:
        return ()
    return () if _is_recalled(sight, spans, documents) else rows


def _is_recalled(
    sight: Seen, spans: list[tuple[date, date]], documents: Mapping[str, Document]
) -> bool:
    """Return whether the words around name a year of the tenure: "in 2015, President …"."""
    document = documents.get(sight.stored.document.id)
    if document is None:
        return False
    for told in sight.record.evidence:
        around = document.text[max(0, told.start - _AROUND) : told.end + _AROUND]
        for year in map(int, _YEAR.findall(around)):
            if year != sight.day.year and any(a.year <= year <= b.year for a, b in spans):
                return True
    return False


def _names_past(sight: Seen, documents: Mapping[str, Document]) -> bool:
    """Return whether the words around name a year well before the page's."""
    document = documents.get(sight.stored.document.id)
    if document is None:
        return False
    return all(
        any(
            int(year) < sight.day.year - 1
            for year in _YEAR.findall(document.text[max(0, e.start - _AROUND) : e.end + _AROUND])
        )
        for e in sight.record.evidence
    )


def _rows_of(record: Tenure, leaders: Leaders) -> tuple[Leader, ...]:
    """Return the rows of whoever may be meant, in the very office; none for a bare surname."""
    if len(record.person.split()) < 2:
        return ()
    found = leaders.find(record.person, rank=record.rank)
    return tuple(r for r in found if r.party == record.party and r.rank == record.rank)


def _span(row: Leader) -> tuple[date, date]:
    """Return the first and the last day that the row can mean."""
    return _edge(row.since, last=False), _edge(row.until, last=True) if row.until else date.max - (
        _GRACE
    )


def _edge(told: str, *, last: bool) -> date:
    parts = [int(part) for part in told.split("-")]
    if len(parts) == 3:
        return date(parts[0], parts[1], parts[2])
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if not last:
        return date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def _tell_outside(sight: Seen, rows: tuple[Leader, ...], known: Known) -> Discrepancy:
    record = sight.record
    terms = ", ".join(f"{row.since} to {row.until or 'now'}" for row in rows)
    return find(
        "office",
        f"{record.person} is told as {record.office} of {known.parties.label(record.party or '')} "
        f"on {sight.day.isoformat()}; the table has {rows[0].name} in the office {terms}",
        [cite(sight.stored)],
        parties=(record.party,) if record.party else (),
        reference=f"leaders.csv: {'; '.join(sorted({row.citation for row in rows}))}",
    )


def _find_turns(seen: list[Seen], known: Known) -> Iterator[Discrepancy]:
    """Yield the pairs of people who are seen in turns, or on one day, in a single office."""
    # A surname alone may be anybody's.
    people = _group_people([s for s in seen if len(s.record.person.split()) > 1], known.leaders)
    for number, one in enumerate(people):
        for other in people[number + 1 :]:
            clash = _clash(one, other, known) or _clash(other, one, known)
            if clash is not None:
                yield _tell_turns(clash, known)


def _clash(one: list[Seen], other: list[Seen], known: Known) -> list[Seen] | None:
    """Return three sightings, or two on one day, that can't all be true; None if there are none."""
    for b in other:
        alike = [a for a in one if _one_office(a, b)]
        before = [a for a in alike if a.day < b.day]
        after = [a for a in alike if a.day - b.day > _SLIP]
        if before and after and after[0].day - before[-1].day <= _RETURN:
            clash = [before[-1], b, after[0]]
            if not all(_confirmed(s, known) for s in clash):
                return clash
    days = {b.day: b for b in other}
    for a in one:
        b = days.get(a.day)  # type: ignore[assignment]
        if b is None or (_confirmed(a, known) and _confirmed(b, known)):
            continue
        if not _one_office(a, b):
            continue
        # On the day of a change both are told: the one for the last time, the other first.
        ends = one[-1].day == a.day and other[0].day == a.day and len(one) > 1 < len(other)
        starts = one[0].day == a.day and other[-1].day == a.day and len(one) > 1 < len(other)
        if not (ends or starts):
            return [a, b]
    return None


def _one_office(a: Seen, b: Seen) -> bool:
    """Return whether the titles may be of one office: one has the words of the other."""
    left, right = (telling(sight.record.office) for sight in (a, b))
    return bool(left and right) and (left <= right or right <= left)


def _confirmed(sight: Seen, known: Known) -> bool:
    """Return whether the table has the person in the office on that day."""
    spans = [_span(row) for row in _rows_of(sight.record, known.leaders)]
    return any(first - _GRACE <= sight.day <= last + _GRACE for first, last in spans)


def _tell_turns(clash: list[Seen], known: Known) -> Discrepancy:
    told = "; ".join(
        f"{s.record.person} as {s.record.office} on {s.day.isoformat()}" for s in clash
    )
    party = clash[0].record.party
    return find(
        "two-in-office",
        f"one office of {known.parties.label(party or '')}, two people: {told}",
        [cite(s.stored) for s in clash],
        parties=(party,) if party else (),
    )


def _group_people(seen: list[Seen], leaders: Leaders) -> list[list[Seen]]:
    """Return the sightings of each person; names that may be one person's are one."""
    names = sorted({s.record.person for s in seen}, key=lambda n: (-len(n.split()), n))
    heads: list[str] = []
    head_of: dict[str, str] = {}
    for name in names:
        head = next((h for h in heads if _same_name(h, name, seen, leaders)), None)
        if head is None:
            heads.append(name)
        head_of[name] = head or name
    people: dict[str, list[Seen]] = {}
    for sight in seen:
        people.setdefault(head_of[sight.record.person], []).append(sight)
    return [people[head] for head in sorted(people)]


def _same_name(left: str, right: str, seen: list[Seen], leaders: Leaders) -> bool:
    if _may_be(left, right):
        return True
    a, b = (frozenset(normalise(name).split()) for name in (left, right))
    one, other = (" ".join(sorted(words)) for words in (a, b))
    if SequenceMatcher(None, one, other).ratio() >= _SPELT_ALIKE:
        return True
    rank = seen[0].record.rank
    party = seen[0].record.party
    found = [
        {row.name for row in leaders.find(name, rank=rank) if row.party == party}
        for name in (left, right)
    ]
    return bool(found[0] & found[1])


@lru_cache(maxsize=4)
def _shared_offices(leaders: Leaders) -> frozenset[tuple[str, str]]:
    """Return the offices that the table has several people hold at a time."""
    rows: dict[tuple[str, str], list[Leader]] = defaultdict(list)
    for row in leaders.rows:
        rows[row.party, row.rank].append(row)
    shared = set()
    for office, held in rows.items():
        spans = sorted((*_span(row), row.name) for row in held)
        for number, (_, last, name) in enumerate(spans):
            for begin, end, other in spans[number + 1 :]:
                if other != name and min(last, end) - begin > _TOGETHER:
                    shared.add(office)
    return frozenset(shared)
