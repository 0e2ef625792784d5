"""What the accounts of one encounter tell together, and which of them tells what."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar

from communique.linking.copies import Sketches, group_sources
from communique.linking.encounter_accounts import Account
from communique.linking.encounter_people import Attendant, precedence, same_attendant
from communique.linking.types import Encounter, Participant, Told, cite
from communique.linking.wordings import normalise
from communique.records import (
    UNKNOWN_DATE,
    DateRange,
    EngagementForm,
    EngagementStatus,
    Place,
    Rank,
)

V = TypeVar("V", bound=Hashable)

#: Where as many accounts tell each, the form that says more.
_FORMS: tuple[EngagementForm, ...] = (
    "summit", "session", "conference", "talks", "meeting", "call", "visit", "press-conference",
    "signing", "message", "other",
)  # fmt: skip
#: Of plans published on one day, the one that holds.
_PLANS: tuple[EngagementStatus, ...] = ("proposed", "scheduled", "cancelled")
_BASES = ("explicit", "relative", "inferred", "unknown")


def tell(accounts: Iterable[Account], sketches: Sketches | None) -> Encounter:
    """Return the encounter of at least one account, what most of them tell standing for all."""
    listed = sorted(accounts, key=lambda a: a.order)
    held = [a for a in listed if a.record.status == "held"] or listed
    people = _gather_people(listed)
    return Encounter(
        id=identify(listed[0]),
        form=_choose((a.record.form for a in held), _FORMS.index),
        status=_status(listed),
        # Who is left out in one report was there nevertheless.
        parties=tuple(sorted({party for a in listed for party in a.record.parties})),
        people=tuple(_participant(group) for group in people),
        host=_choose_known(a.record.host for a in listed),
        date=_date(held if any(_tells_days(a) for a in held) else listed),
        place=_place(listed),
        mechanism=_mechanism(listed),
        level=_level(listed),
        accounts=tuple(cite(a.stored) for a in listed),
        told=tuple(_told(listed, people)),
        sources=group_sources((a.stored.document for a in listed), sketches),
        known_as=tuple((key, a.id) for a in listed for key in (identify(a), identify(a, a.id))),
    )


def identify(first: Account, *more: str) -> str:
    """Return an id by the earliest account: by day, document, place in it, form and parties.

    It doesn't change where what else the account tells is read otherwise. `more` tells apart
    what all this doesn't.
    """
    spans = [f"{e.start}-{e.end}" for e in first.record.evidence]
    words = (*first.order[:3], *spans, first.record.form, *sorted(first.parties), *more)
    return "e" + hashlib.sha256("\n".join(words).encode()).hexdigest()[:19]


def _status(accounts: Sequence[Account]) -> EngagementStatus:
    """Return how it stands: what was held was held, else the plan last published holds."""
    if any(a.record.status == "held" for a in accounts):
        return "held"
    latest = max(accounts, key=lambda a: (a.published or date.min, _PLANS.index(a.record.status)))
    return latest.record.status


def _date(accounts: Sequence[Account]) -> DateRange:
    """Return the date that most tell: of the most precise, for a stay of all its days.

    Days that only a plan tells stand where nobody tells on what days it was held.
    """
    # A copy that was dated by what it copies has no date of its own.
    own = (a for a in accounts if (a.record.date.start, a.record.date.end) == a.days)
    known = [a.record.date for a in own]
    if not known:
        return UNKNOWN_DATE
    days = [d for d in known if d.precision == "day"]
    if days and accounts[0].form == "visit":
        return _stay(days)
    finest = min(_length(d) for d in known)
    return _choose((d for d in known if _length(d) == finest), _by_basis)


def _tells_days(account: Account) -> bool:
    return account.days is not None and account.record.date.precision == "day"


def _stay(days: Sequence[DateRange]) -> DateRange:
    """Return the days of a visit: as most tell them in full, else from the first to the last."""
    long = [d for d in days if d.start != d.end]
    if long:
        return _choose(long, _by_basis)
    first = min(d.start for d in days if d.start)
    last = max(d.end for d in days if d.end)
    if first == last:
        return _choose(days, _by_basis)
    return DateRange(start=first, end=last, precision="day", basis="inferred")


def _by_basis(told: DateRange) -> tuple[int, date]:
    return _BASES.index(told.basis), told.start or date.max


def _length(told: DateRange) -> timedelta:
    return told.end - told.start if told.start and told.end else timedelta.max


def _place(accounts: Sequence[Account]) -> Place | None:
    """Return city, venue and country as most tell them, all of one country."""
    places = [a.record.place for a in accounts if a.record.place is not None]
    country = _choose_known(p.country for p in places)
    there = [p for p in places if p.country in {country, None}]
    city = _choose_known((p.city for p in there), longest=True)
    venue = _choose_known((p.venue for p in there if p.city in {city, None}), longest=True)
    return Place(city=city, venue=venue, country=country) if city or venue or country else None


def _mechanism(accounts: Sequence[Account]) -> str | None:
    return _choose_known((a.record.mechanism for a in accounts), longest=True)


def _level(accounts: Sequence[Account]) -> Rank | None:
    ranks = [p.rank for a in accounts for p in a.people if p.rank is not None]
    return min(ranks, key=precedence, default=None)


def _gather_people(accounts: Sequence[Account]) -> list[list[tuple[int, Attendant]]]:
    """Return who took part, each with all mentions and the accounts that name them.

    By party and then by rank; the full names come first, so that a surname alone finds its own.
    """
    mentions = [(number, p) for number, a in enumerate(accounts) for p in a.people]
    people: list[list[tuple[int, Attendant]]] = []
    for number, one in sorted(mentions, key=lambda m: (-len(m[1].words), m[1].name, m[0])):
        fitting = [
            group for group in people if any(same_attendant(one, other) for _, other in group)
        ]
        # A surname that two of them bear is a third mention of nobody knows whom.
        if fitting and (len(fitting) == 1 or one.person is not None):
            fitting[0].append((number, one))
        elif not fitting:
            people.append([(number, one)])
    parties = sorted({party for a in accounts for party in a.parties})
    return sorted(people, key=lambda group: _protocol(group, parties))


def _protocol(group: Sequence[tuple[int, Attendant]], parties: list[str]) -> tuple[int, int, str]:
    party = _choose_known(p.party for _, p in group)
    rank = min((precedence(p.rank) for _, p in group), default=0)
    name = _name(group)
    return (parties.index(party) if party in parties else len(parties), rank, name)


def _name(group: Iterable[tuple[int, Attendant]]) -> str:
    """Return the fullest name; of equally full ones the one most used."""
    listed = [p.name for _, p in group]
    if all(name == listed[0] for name in listed):
        return listed[0]
    names = Counter(listed)
    whole = {name: sum(len(word) > 1 for word in name.replace(".", "").split()) for name in names}
    return min(names, key=lambda name: (-whole[name], -names[name], -len(name), name))


def _participant(group: Sequence[tuple[int, Attendant]]) -> Participant:
    return Participant(
        name=_name(group),
        office=_choose_known((p.office for _, p in group), longest=True),
        party=_choose_known(p.party for _, p in group),
        person=_choose_known(p.person for _, p in group),
    )


def _told(
    accounts: Sequence[Account], people: Sequence[list[tuple[int, Attendant]]]
) -> Iterator[Told]:
    """Yield each value of each field with the accounts that give it, the most told first."""
    fields: tuple[tuple[str, Callable[[Account], str | None]], ...] = (
        ("form", lambda a: a.record.form),
        ("status", lambda a: a.record.status),
        ("parties", lambda a: ", ".join(sorted(a.record.parties))),
        ("date", lambda a: _say_date(a.record.date)),
        ("city", lambda a: a.record.place.city if a.record.place else None),
        ("venue", lambda a: a.record.place.venue if a.record.place else None),
        ("country", lambda a: a.record.place.country if a.record.place else None),
        ("host", lambda a: a.record.host),
        ("mechanism", lambda a: a.record.mechanism),
        ("note", lambda a: a.record.note),
    )
    for field, read in fields:
        values: dict[str, list[int]] = defaultdict(list)
        for number, account in enumerate(accounts):
            if value := read(account):
                values[value].append(number)
        for value in sorted(values, key=lambda v: (-len(values[v]), v)):
            yield Told(field=field, value=value, accounts=tuple(values[value]))
    for group in people:
        names: dict[str, set[int]] = defaultdict(set)
        for number, one in group:
            names[f"{one.name}, {one.office}" if one.office else one.name].add(number)
        for name in sorted(names, key=lambda n: (-len(names[n]), n)):
            accounts_naming = tuple(sorted(names[name]))
            yield Told(field="people", value=name, accounts=accounts_naming)


def _say_date(told: DateRange) -> str | None:
    if told.start is None or told.end is None:
        return None
    return f"{told.start}" if told.start == told.end else f"{told.start}/{told.end}"


def _choose(values: Iterable[V], order: Callable[[V], object]) -> V:
    """Return the value most often given; of several, the first by `order`."""
    listed = list(values)
    first = listed[0]
    if all(value == first for value in listed):
        return first
    counts = Counter(listed)
    best = max(counts.values())
    return min((v for v, n in counts.items() if n == best), key=order)  # type: ignore[arg-type]


def _choose_known(values: Iterable[str | None], *, longest: bool = False) -> str | None:
    """Return the string most often given, if any is; written in another case it is the same."""
    listed = [value for value in values if value]
    if not listed or all(value == listed[0] for value in listed):
        return listed[0] if listed else None
    given = Counter(listed)
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for value, times in given.items():
        folded = normalise(value)
        counts[folded] += times
        spellings[folded][value] += times
    best = min(counts, key=lambda v: (-counts[v], -len(v) if longest else 0, v))
    return min(spellings[best], key=lambda v: (-spellings[best][v], v))
