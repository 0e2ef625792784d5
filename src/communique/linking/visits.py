"""What took place on which visit: talks, sessions, signings and press conferences of its days."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from communique.linking.encounter_people import LEADING, one_name
from communique.linking.types import Encounter, Participant
from communique.records import Rank
from communique.reference.offices import load_offices

Window = tuple[date, date]

_NO_SPANS: Mapping[str, Window] = {}
#: A visit doesn't hold these: who calls or writes is elsewhere, and a visit is no part of one.
_ELSEWHERE = frozenset({"visit", "call", "message"})
#: What the visitor does alone is part of the visit where it took place there.
_ALONE = frozenset({"press-conference"})
#: The first and the last report of a stay may miss a day of it.
_SLACK = timedelta(days=1)
#: A period longer than this doesn't tell when a visit was.
_LONG = timedelta(days=31)


def place_in_visits(
    encounters: Iterable[Encounter], spans: Mapping[str, Window] = _NO_SPANS
) -> tuple[Encounter, ...]:
    """Return the encounters in their order, `visit` set where one took place on a visit.

    It did if the visit has its parties, days and country, and the visitor or, on a visit of
    one who leads, somebody of the visitor's side took part. Of several such visits the one that
    shares more people holds it, then the shorter one. `spans` tells by id when an encounter may
    have been that has no date of days itself.
    """
    listed = list(encounters)
    visits: dict[Hashable, list[Encounter]] = defaultdict(list)
    for one in listed:
        if one.form == "visit":
            for key in _keys(one, spans):
                visits[key].append(one)
    return tuple(_place(one, visits, spans) for one in listed)


def _place(
    one: Encounter, visits: Mapping[Hashable, list[Encounter]], spans: Mapping[str, Window]
) -> Encounter:
    if one.form in _ELSEWHERE or not one.parties:
        return one
    near = {v.id: v for key in _keys(one, spans) for v in visits.get(key, ())}
    fitting = [v for v in near.values() if _holds(v, one, spans)]
    if not fitting:
        return one
    best = min(fitting, key=lambda v: (-_shared(v, one), _length(v), v.id))
    return one.model_copy(update={"visit": best.id})


def _keys(one: Encounter, spans: Mapping[str, Window]) -> Iterator[Hashable]:
    """Yield what a visit and what it holds have in common: a party's month, or an article."""
    days = _days(one, spans)
    if days is not None and days[1] - days[0] <= _LONG:
        months = {(day.year, day.month) for day in (days[0] - _SLACK, *days, days[1] + _SLACK)}
        yield from ((party, month) for party in one.parties for month in sorted(months))
    yield from dict.fromkeys(source.document for source in one.accounts)


def _holds(visit: Encounter, one: Encounter, spans: Mapping[str, Window]) -> bool:
    if not set(one.parties) <= set(visit.parties):
        return False
    if len(one.parties) < 2 and not (one.form in _ALONE and _shared(visit, one)):
        return False
    if (visit.status == "cancelled") != (one.status == "cancelled"):
        return False
    return _in_days(visit, one, spans) and _in_country(visit, one) and _with_visitor(visit, one)


def _in_days(visit: Encounter, one: Encounter, spans: Mapping[str, Window]) -> bool:
    stay, days = _days(visit, spans), _days(one, spans)
    if stay is None or days is None or stay[1] - stay[0] > _LONG:
        # One article that tells of both, and dates neither by itself, tells of one occasion.
        told = {source.document for source in one.accounts}
        return any(source.document in told for source in visit.accounts) and (
            stay is None or days is None or (stay[0] <= days[0] and days[1] <= stay[1])
        )
    if not one.date.known:
        # Somewhere in these days it was.
        return stay[0] <= days[1] and days[0] <= stay[1]
    exact = visit.date.precision == "day" and stay[0] != stay[1]
    slack = timedelta() if exact else _SLACK
    return stay[0] - slack <= days[0] and days[1] <= stay[1] + slack


def _in_country(visit: Encounter, one: Encounter) -> bool:
    visited = _visited(visit)
    where = one.place.country if one.place is not None else None
    return where is None or not visited or where in visited


def _with_visitor(visit: Encounter, one: Encounter) -> bool:
    """Return whether who visited took part, or nobody tells who came for the visitor's side."""
    visited = _visited(visit)
    for party in visit.parties:
        came = [p for p in visit.people if p.party == party]
        if party in visited or not came:
            continue
        team = [p for p in one.people if p.party == party]
        alone = not any(_one_person(p, q) for p in came for q in team)
        if team and alone and not any(_rank(p) in LEADING for p in came):
            return False
    return True


def _visited(visit: Encounter) -> frozenset[str]:
    where = visit.place.country if visit.place is not None else None
    if where is not None:
        return frozenset((where,))
    return frozenset((visit.host,)) if visit.host is not None else frozenset()


def _shared(visit: Encounter, one: Encounter) -> int:
    return sum(any(_one_person(p, q) for q in one.people) for p in visit.people)


def _one_person(a: Participant, b: Participant) -> bool:
    if a.party is not None and b.party is not None and a.party != b.party:
        return False
    if a.person is not None and b.person is not None:
        return a.person == b.person
    return one_name(a.name, b.name, a.party or b.party)


def _rank(person: Participant) -> Rank | None:
    return load_offices().rank(person.office, person.party) if person.office else None


def _days(one: Encounter, spans: Mapping[str, Window]) -> Window | None:
    told = one.date
    if told.start is None or told.end is None:
        return spans.get(one.id)
    return told.start, told.end


def _length(visit: Encounter) -> timedelta:
    days = _days(visit, _NO_SPANS)
    return days[1] - days[0] if days is not None else timedelta.max
