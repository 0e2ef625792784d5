"""Whom a part of a name means: "Foreign Minister Yang", "Mr. Yang", "King Salman"."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from communique.linking.names import family_words, shortens, word_keys
from communique.linking.people_clusters import Clusters
from communique.linking.people_known import Identity, KnownPeople
from communique.linking.people_mentions import Unit
from communique.records import Rank
from communique.reference.leaders import NEAR_RANKS

#: So far from where somebody was seen in an office it may still have been held.
ABOUT = timedelta(days=730)
#: So far from there, if nobody else of the party bears the name.
_LONG = timedelta(days=8 * 365)
#: So far apart two mentions of somebody in one office may be, where nobody gives the full name.
_TERM = timedelta(days=4 * 365)
#: So far apart two mentions of somebody without a full name or an office may be of one person.
_SOON = timedelta(days=365)

_OFFICE = "surname and office at that time"
_ONLY = "the only bearer of the surname seen at that time"
_UNNAMED = "same surname and office at about that time, full name unknown"
_NEARBY = "same surname at about that time, full name unknown"

#: First and last day on which a person was seen in each rank; under None, seen at all.
Spells = Mapping[Rank | None, tuple[date, date]]


def spells_of(clusters: Clusters, root: int) -> Spells:
    """Return from when to when a person was seen in each rank."""
    spells: dict[Rank | None, tuple[date, date]] = {}
    for i in clusters.members[root]:
        for sighting in clusters.units[i].sightings:
            if sighting.day is None:
                continue
            for rank in {None if sighting.former else sighting.rank, None}:
                first, last = spells.get(rank, (sighting.day, sighting.day))
                spells[rank] = min(first, sighting.day), max(last, sighting.day)
    return spells


def is_about(spell: tuple[date, date], day: date, most: timedelta = ABOUT) -> bool:
    """Return whether a day lies in a spell or not farther than `most` from it."""
    first, last = spell
    return (first - day) <= most and (day - last) <= most


class _Bearer:
    """A person with a whole name, as seen before parts of names are looked at."""

    def __init__(self, clusters: Clusters, root: int, known: KnownPeople) -> None:
        self.unit = root
        self.names = frozenset(clusters.names[root])
        self.spells = spells_of(clusters, root)
        self.ranks = {s.rank for i in clusters.members[root] for s in clusters.units[i].sightings}
        self.identities = frozenset(clusters.identities[root])
        self.known = known

    def was(self, rank: Rank | None, day: date | None, most: timedelta = ABOUT) -> bool:
        """Return whether the person was seen, or is known, in the rank at about that day."""
        if day is None:
            return rank is None or rank in self.ranks
        if rank in self.spells and is_about(self.spells[rank], day, most):
            return True
        return any(self.known.held(identity, rank, day) for identity in self.identities)

    def had_been(self, rank: Rank, day: date | None) -> bool:
        """Return whether the person was seen, or is known, in the rank by that day."""
        if rank in self.spells and (day is None or self.spells[rank][0] <= day):
            return True
        tenures = (t for identity in self.identities for t in self.known.tenures(identity))
        return any(
            t.rank == rank and (day is None or t.since.start is None or t.since.start <= day)
            for t in tenures
        )


class _Candidate(NamedTuple):
    """A bearer of a word; `family` tells that it is the word by which people are called."""

    bearer: _Bearer
    family: bool


def join_family_names(clusters: Clusters, known: KnownPeople) -> None:
    """Join those named by a part of their name with the bearer of a whole name that is meant.

    Those left over are joined with each other where office and time agree.
    """
    bearers = _index_bearers(clusters, known)
    left: list[tuple[int, bool, Identity | None]] = []
    for i, unit in enumerate(clusters.units):
        if len(unit.name.words) != 1 or unit.party is None:
            continue
        if any(name.whole for name in clusters.names[clusters.root(i)]):
            continue
        found: dict[int, _Candidate] = {}
        for key in sorted(word_keys(unit.name.words[0], unit.party)):
            for root, one in bearers.get((unit.party, key), {}).items():
                if root not in found or one.family:
                    found[root] = one
        candidates = [
            one
            for _, one in sorted(found.items())
            if clusters.may_join(i, one.bearer.unit)
            and (not unit.name.initials or any(shortens(unit.name, n) for n in one.bearer.names))
        ]
        chosen, why, identity = _choose(unit, candidates, known)
        if chosen is None or not clusters.join(i, chosen.unit, why):
            left.append((i, any(one.family for one in candidates), identity))
    _join_unnamed(clusters, left)


def _index_bearers(
    clusters: Clusters, known: KnownPeople
) -> Mapping[tuple[str | None, str], dict[int, _Candidate]]:
    """Return the bearers of each word of a whole name, or of a name they are known by."""
    bearers: dict[tuple[str | None, str], dict[int, _Candidate]] = defaultdict(dict)
    for root in clusters.roots():
        if not any(name.whole for name in clusters.names[root]):
            continue
        bearer = _Bearer(clusters, root, known)
        called = set(bearer.names)
        for identity in bearer.identities:
            called |= known.names(identity)
        for name in called:
            family = family_words(name) if name.whole else name.words
            for word in name.words:
                for key in word_keys(word, name.party):
                    before = bearers[name.party, key].get(root)
                    strong = word in family or (before is not None and before.family)
                    bearers[name.party, key][root] = _Candidate(bearer, strong)
    return bearers


def _choose(
    unit: Unit, candidates: Sequence[_Candidate], known: KnownPeople
) -> tuple[_Bearer | None, str, Identity | None]:
    """Return which bearer is meant, None if that is unclear; why; and whom the reference names."""
    rank, day = unit.rank, unit.day
    if rank is None:
        former = sorted({s.rank for s in unit.sightings if s.former and s.rank is not None})
        if former:
            fitting = [b for b, _ in candidates if all(b.had_been(r, day) for r in former)]
            return _only(fitting), _OFFICE, None
        fitting = [b for b, family in candidates if family and b.was(None, day)]
        return _only(fitting or _lone(candidates, None, day)), _ONLY, None
    fitting = [b for b, _ in candidates if b.was(rank, day)]
    listed = known.bearers(unit.name, rank, day) if day is not None else frozenset()
    if len(listed) == 1:
        # The reference tells who held the office; what the archive saw goes before it.
        (who,) = listed
        seen = [b for b in fitting if rank in b.spells and day and is_about(b.spells[rank], day)]
        meant = [b for b in fitting if who in b.identities]
        others = [b for b in seen if b not in meant and not _gone(b, rank, day, known)]
        if not others:
            return _only(meant), _OFFICE, who
        fitting = [*meant, *others]
    if not fitting:
        near = NEAR_RANKS.get(rank, ())
        fitting = [b for b, family in candidates if family and any(b.was(n, day) for n in near)]
    fitting = fitting or _lone(candidates, rank, day)
    return _only(fitting), _OFFICE, None


def _lone(candidates: Sequence[_Candidate], rank: Rank | None, day: date | None) -> list[_Bearer]:
    """Return the one of the party who bears the name, if it can be: longer from the same office,
    or of no known office and seen about then.
    """
    bearers = [b for b, family in candidates if family]
    if len(bearers) != 1:
        return []
    (one,) = bearers
    if rank is None:
        fits = one.was(None, day, _TERM)
    else:
        fits = one.was(rank, day, _LONG) or (one.ranks <= {None} and one.was(None, day))
    return bearers if fits and not (rank and _gone(one, rank, day, one.known)) else []


def _gone(bearer: _Bearer, rank: Rank, day: date | None, known: KnownPeople) -> bool:
    """Return whether the reference has the bearer's time in such an office, and not on the day."""
    return day is not None and any(
        any(t.rank == rank for t in known.tenures(identity)) and not known.held(identity, rank, day)
        for identity in bearer.identities
    )


def _only(bearers: Sequence[_Bearer]) -> _Bearer | None:
    return bearers[0] if len(bearers) == 1 else None


def _join_unnamed(clusters: Clusters, left: Sequence[tuple[int, bool, Identity | None]]) -> None:
    """Join whom no whole name was found for: same word and rank, at about the same time.

    Without a rank only where nobody bears the name, and with the one who is seen then.
    """
    units = clusters.units
    ranked: dict[tuple[object, ...], list[int]] = defaultdict(list)
    plain: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, borne, identity in left:
        unit = units[i]
        if unit.day is None:
            continue
        word = unit.party, unit.name.parts
        if unit.rank is not None:
            ranked[*word, unit.rank, identity].append(i)
        elif not borne:
            plain[word].append(i)
    spells: dict[object, list[int]] = defaultdict(list)
    for key, members in ranked.items():
        _chain(clusters, members, _TERM, _UNNAMED)
        spells[key[:2]] += members
    for called, unranked in plain.items():
        lone = []
        for i in unranked:
            close = {clusters.root(j) for j in spells[called] if _gap(units[i], units[j]) <= _SOON}
            if len(close) != 1 or not clusters.join(i, close.pop(), _NEARBY):
                lone.append(i)
        if not spells[called]:
            _chain(clusters, lone, _SOON, _NEARBY)


def _chain(clusters: Clusters, members: Sequence[int], most: timedelta, why: str) -> None:
    """Join each with the one before it in time, if that isn't too long ago."""
    units = clusters.units
    ordered = sorted(members, key=lambda i: (units[i].day or date.min, i))
    for before, after in pairwise(ordered):
        if _gap(units[before], units[after]) <= most:
            clusters.join(before, after, why)


def _gap(left: Unit, right: Unit) -> timedelta:
    if left.day is None or right.day is None:
        return timedelta.max
    return abs(left.day - right.day)
