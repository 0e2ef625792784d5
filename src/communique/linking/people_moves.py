"""Persons of several parties: ministers who went to organisations, and names without a party."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from communique.linking.names import whole_keys
from communique.linking.people_clusters import Clusters
from communique.linking.people_known import KnownPeople
from communique.linking.people_surnames import is_about, spells_of
from communique.records import Rank
from communique.reference.parties import load_parties

#: Offices from which people go to lead organisations, or to act for them.
_SENIOR: frozenset[Rank] = frozenset(
    {"head-of-state", "head-of-government", "deputy-head", "foreign-minister", "minister",
     "vice-minister", "envoy", "ambassador", "organization-head", "director-general"}
)  # fmt: skip
#: Who presides over an organisation in turn goes on to lead the state.
_LEADING: frozenset[Rank] = frozenset({"head-of-state", "head-of-government", "foreign-minister"})
#: Two offices may overlap by so much, since documents call people by their old one for a while.
_OVERLAP = timedelta(days=180)

_MOVED = "same name, from one party's office to another's"
_LISTED = "same name, and the reference knows the person in both parties"
_MISREAD = "same name, which the reference knows of one party alone, and the same rank"
_NO_PARTY = "same name, told without a party"


def join_parties(clusters: Clusters, known: KnownPeople) -> None:
    """Join persons of different parties who share a whole name, where that is one person's."""
    groups: dict[str, set[int]] = defaultdict(set)
    for root in clusters.roots():
        for name in clusters.names[root]:
            for key in whole_keys(name):
                groups[key].add(root)
    shared = [sorted(group) for _, group in sorted(groups.items()) if len(group) > 1]
    for group in shared:
        for place, left in enumerate(group):
            for right in group[place + 1 :]:
                if why := _one_person(clusters, left, right, known):
                    clusters.join(left, right, why)
    for group in shared:
        _place_partyless(clusters, group)


def _parties(clusters: Clusters, root: int) -> frozenset[str]:
    units = (clusters.units[i] for i in clusters.members[clusters.root(root)])
    return frozenset(unit.party for unit in units if unit.party is not None)


def _one_person(clusters: Clusters, left: int, right: int, known: KnownPeople) -> str | None:
    """Return why two persons of different parties are one; None if they needn't be."""
    # Each is judged as its own party shows it, whatever has been joined to it meanwhile.
    one, other = clusters.units[left], clusters.units[right]
    if one.party is None or other.party is None or one.party == other.party:
        return None
    states = load_parties().states
    both = {one.party, other.party}
    listed = known.parties_of(one.name) | known.parties_of(other.name)
    if both <= listed:
        return _LISTED
    ranks, others = _ranks(clusters, left, one.party), _ranks(clusters, right, other.party)
    if one.party in states and other.party in states:
        single = len(both & listed) == 1
        return _MISREAD if single and (ranks & others or not (ranks and others)) else None
    if one.party not in states and other.party not in states:
        return _MOVED
    if ranks and others:
        if not (ranks & _SENIOR and others & _SENIOR):
            return None
        if (ranks | others) & _LEADING and (ranks | others) & {"organization-head"}:
            return _MOVED
        if ranks & others & {"ambassador"}:
            return _MOVED
        return _MOVED if _apart(clusters, left, right) else None
    return _MOVED


def _ranks(clusters: Clusters, root: int, party: str) -> set[Rank]:
    members = clusters.members[clusters.root(root)]
    return {
        s.rank
        for i in members
        if clusters.units[i].party == party
        for s in clusters.units[i].sightings
        if s.rank is not None
    }


def _apart(clusters: Clusters, left: int, right: int) -> bool:
    """Return whether one was seen in office only after the other."""
    spells = [_spell(clusters, one) for one in (left, right)]
    if any(spell is None for spell in spells):
        return True
    (first, last), (start, end) = (spell for spell in spells if spell is not None)
    return last - start <= _OVERLAP or end - first <= _OVERLAP


def _spell(clusters: Clusters, unit: int) -> tuple[date, date] | None:
    party = clusters.units[unit].party
    days = [
        s.day
        for i in clusters.members[clusters.root(unit)]
        if clusters.units[i].party == party
        for s in clusters.units[i].sightings
        if s.day is not None and s.rank is not None and not s.former
    ]
    return (min(days), max(days)) if days else None


def _place_partyless(clusters: Clusters, group: Sequence[int]) -> None:
    """Join who has no party with the one of the name who has, or who was seen about then."""
    roots = sorted({clusters.root(one) for one in group})
    owners = [root for root in roots if _parties(clusters, root)]
    for root in roots:
        if _parties(clusters, root) or not owners:
            continue
        fitting = list(owners)
        if len(fitting) > 1:
            unit = clusters.units[min(clusters.members[root])]
            fitting = [
                owner
                for owner in owners
                if (spells := spells_of(clusters, owner)).get(unit.rank)
                and unit.day is not None
                and is_about(spells[unit.rank], unit.day)
            ]
        if len(fitting) == 1:
            clusters.join(fitting[0], root, _NO_PARTY)
