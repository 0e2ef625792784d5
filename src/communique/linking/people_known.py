"""Who is known to have held an office: the table of leaders, and packs that a user brings."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from communique.linking.names import (
    Name,
    at_odds,
    family_words,
    parse_name,
    shortens,
    whole_keys,
    word_keys,
)
from communique.records import UNKNOWN_DATE, DateRange, Rank, Value
from communique.reference.leaders import load_leaders

#: A person of the reference: the party, and the name that stands first there.
Identity = tuple[str, str]

#: By so much documents may be ahead of a tenure or late.
MARGIN = timedelta(days=45)


class KnownTenure(Value):
    """Who held which office of which party, as a reference pack tells it.

    `since` and `until` are as precise as the pack: a year is the interval of its days. An
    unknown `until` means that no end was seen, an unknown `since` that no start was. `aliases`
    are other names of the person; `citation` says where the row is from.
    """

    person: str
    office: str
    rank: Rank
    party: str
    since: DateRange = UNKNOWN_DATE
    until: DateRange = UNKNOWN_DATE
    citation: str
    aliases: tuple[str, ...] = ()

    def covers(self, day: date, margin: timedelta = MARGIN) -> bool:
        """Return whether the office may have been held on `day`, give or take `margin`."""
        after = self.since.start is None or self.since.start <= _shift(day, margin)
        return after and (self.until.end is None or self.until.end >= _shift(day, -margin))


class KnownPeople:
    """The persons of the reference, to be asked by name."""

    def __init__(self, tenures: Iterable[KnownTenure], base: "KnownPeople | None" = None) -> None:
        self._base = base
        self._tenures: dict[Identity, list[KnownTenure]] = defaultdict(list)
        self._names: dict[Identity, set[Name]] = defaultdict(set)
        self._whole: dict[tuple[str, str], set[Identity]] = defaultdict(set)
        self._parts: dict[tuple[str, str], set[Identity]] = defaultdict(set)
        self._parties: dict[str, set[str]] = defaultdict(set)
        for tenure in sorted(tenures, key=_order):
            names = [parse_name(n, tenure.party) for n in (tenure.person, *tenure.aliases)]
            identity = self._identity_of(tenure, names)
            self._tenures[identity].append(tenure)
            for name in names:
                self._index(identity, name)

    def _identity_of(self, tenure: KnownTenure, names: list[Name]) -> Identity:
        """Return under whom a row belongs: who is known already by one of its names."""
        for name in names:
            if len(found := self.called(name)) == 1:
                return next(iter(found))
        return tenure.party, tenure.person

    def _index(self, identity: Identity, name: Name) -> None:
        if name in self._names[identity]:
            return
        self._names[identity].add(name)
        party = identity[0]
        for key in whole_keys(name):
            self._whole[party, key].add(identity)
            if key.startswith("as-it-is"):
                self._parties[key].add(party)
        single = name.words if len(name.words) == 1 else family_words(name)
        for word in (*single, *name.words):
            for key in word_keys(word, party):
                self._parts[party, key].add(identity)

    def called(self, name: Name) -> frozenset[Identity]:
        """Return those of the name's party who are called so by a whole name."""
        if name.party is None:
            return frozenset()
        found = self._base.called(name) if self._base else frozenset[Identity]()
        for key in whole_keys(name):
            found |= self._whole.get((name.party, key), set())
        return frozenset(i for i in found if not any(at_odds(name, n) for n in self.names(i)))

    def meant(self, name: Name, rank: Rank | None, day: date | None) -> frozenset[Identity]:
        """Return whom the name may mean: by the whole of it, else as a shorter or longer form.

        With a day, of several those who held an office about then.
        """
        found = self.called(name)
        if not found and name.party is not None:
            found = frozenset(
                identity
                for identity in self._sharing(name.words, name.party)
                | self._sharing(family_words(name)[-1:], name.party)
                if any(shortens(name, n) or shortens(n, name) for n in self.names(identity))
            )
        if len(found) > 1 and day is not None:
            found = frozenset(i for i in found if self.held(i, None, day)) or found
        if len(found) > 1 and day is not None and rank is not None:
            found = frozenset(i for i in found if self.held(i, rank, day)) or found
        return found

    def bearers(self, name: Name, rank: Rank, day: date) -> frozenset[Identity]:
        """Return who, called by this part of a name, held an office of the rank on the day."""
        if len(name.words) != 1 or name.party is None:
            return frozenset()
        return frozenset(
            i for i in self._sharing(name.words, name.party) if self.held(i, rank, day)
        )

    def held(self, identity: Identity, rank: Rank | None, day: date) -> bool:
        """Return whether the person held an office (of the rank, if given) on the day."""
        return any(rank in (None, t.rank) and t.covers(day) for t in self.tenures(identity))

    def tenures(self, identity: Identity) -> tuple[KnownTenure, ...]:
        """Return the known tenures of a person."""
        base = self._base.tenures(identity) if self._base else ()
        return (*base, *self._tenures.get(identity, ()))

    def packed(self, names: Iterable[Name]) -> tuple[KnownTenure, ...]:
        """Return the tenures that packs (not the table of leaders) give to somebody so called."""
        if self._base is None:
            return ()
        found: set[Identity] = set()
        for name in names:
            found |= self.meant(name, None, None)
        whose = [i for i in sorted(found) if i in self._tenures]
        return tuple(t for i in whose for t in self._tenures[i])

    def names(self, identity: Identity) -> frozenset[Name]:
        """Return the names by which a person is known."""
        base = self._base.names(identity) if self._base else frozenset[Name]()
        return base | self._names.get(identity, set())

    def parties_of(self, name: Name) -> frozenset[str]:
        """Return the parties that somebody of this very name is known of."""
        found = self._base.parties_of(name) if self._base else frozenset[str]()
        for key in whole_keys(name):
            found |= self._parties.get(key, set())
        return found

    def _sharing(self, words: tuple[str, ...], party: str) -> frozenset[Identity]:
        """Return those of the party who bear all the words."""
        found = self._base._sharing(words, party) if self._base else frozenset[Identity]()
        own: set[Identity] | None = None
        for word in words:
            bearing: set[Identity] = set()
            for key in word_keys(word, party):
                bearing |= self._parts.get((party, key), set())
            own = bearing if own is None else own & bearing
        return found | (own or set())


def known_people(pack: Iterable[KnownTenure] = ()) -> KnownPeople:
    """Return the persons of the table of leaders and of a pack."""
    listed = tuple(pack)
    return KnownPeople(listed, _leaders()) if listed else _leaders()


@lru_cache(maxsize=1)
def _leaders() -> KnownPeople:
    return KnownPeople(
        KnownTenure(
            person=row.name,
            office=row.rank,
            rank=row.rank,
            party=row.party,
            since=span_of(row.since),
            until=span_of(row.until) if row.until else UNKNOWN_DATE,
            citation=row.citation,
            aliases=row.aliases,
        )
        for row in load_leaders().rows
    )


def span_of(text: str) -> DateRange:
    """Return the days of a year, a month or a day as in ISO 8601; raise `ValueError` for others.

    >>> span_of("2007-04").end
    datetime.date(2007, 4, 30)
    """
    year, *rest = (int(part) for part in text[:10].split("-"))
    if len(rest) == 2:
        return DateRange.on(date(year, *rest))
    if rest:
        after = date(year + rest[0] // 12, rest[0] % 12 + 1, 1)
        start, end = date(year, rest[0], 1), after - timedelta(days=1)
        return DateRange(start=start, end=end, precision="month", basis="explicit")
    start, end = date(year, 1, 1), date(year, 12, 31)
    return DateRange(start=start, end=end, precision="year", basis="explicit")


def _shift(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _order(tenure: KnownTenure) -> tuple[str, str, str, str, str, str]:
    return (
        tenure.party, tenure.person, tenure.rank, str(tenure.since.start), tenure.office,
        tenure.citation,
    )  # fmt: skip
