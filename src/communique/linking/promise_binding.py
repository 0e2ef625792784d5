"""Which tellings can be of one promise: whom they bind, and what people decided."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from communique.linking.promise_joining import Thread, Told, add, same_deed
from communique.linking.promise_words import Deed
from communique.linking.types import Judgements

#: Of more parties named beside those bound, only so many are reckoned with in `may_bind`.
_MOST_NAMED = 6


def bind(told: Sequence[Told]) -> dict[frozenset[str], list[Told]]:
    """Return the tellings by the parties they bind.

    What one side tells of its own doing belongs to what both are told to have agreed, if it
    names the other.
    """
    blocks: dict[frozenset[str], list[Told]] = defaultdict(list)
    by_party: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        if len(one.commitment.parties) > 1 and not one.deed.lasting:
            for party in one.commitment.parties:
                for thing in one.deed.things:
                    by_party[party, thing].append(one)
    for one in told:
        bound = frozenset(one.commitment.parties)
        reach = bound | one.deed.parties
        wider: set[tuple[str, ...]] = set()
        if len(reach) > len(bound) and not one.deed.lasting:
            party = min(bound, default="")
            candidates = {
                id(other): other
                for thing in sorted(one.deed.things)
                for other in by_party.get((party, thing), ())
            }
            for other in candidates.values():
                both = frozenset(other.commitment.parties)
                if bound < both <= reach and same_deed(one.deed, _without(other, reach)):
                    wider.add(tuple(sorted(both)))
        blocks[frozenset(min(wider)) if wider else bound].append(one)
    return blocks


def may_bind(told: Told) -> list[frozenset[str]]:
    """Return the sets of parties that a telling can be of, by what else is told: see `bind`."""
    own = frozenset(told.commitment.parties)
    others = sorted(told.deed.parties - own)[:_MOST_NAMED] if not told.deed.lasting else []
    sizes = range(len(others) + 1)
    return [own.union(more) for size in sizes for more in combinations(others, size)]


def _without(other: Told, parties: frozenset[str]) -> Deed:
    return replace(other.deed, parties=other.deed.parties - parties)


def rejoin(threads: list[Thread], judgements: Judgements) -> list[Thread]:
    """Return the promises as people have joined and parted them."""
    same = judgements.pairs("commitment", "same")
    apart = judgements.pairs("commitment", "different")
    if not (same or apart):
        return threads
    groups = [list(thread.told) for thread in threads]
    for left, right in same:
        found = [g for g in groups if any(t.stored.id in (left, right) for t in g)]
        if len(found) > 1:
            groups = [g for g in groups if not any(g is f for f in found)]
            groups.append([t for g in found for t in g])
    for left, right in apart:
        for group in list(groups):
            ids = {t.stored.id for t in group}
            if {left, right} <= ids:
                # The rest stays with the one whose words it is nearest to.
                groups.remove(group)
                a = next(t for t in group if t.stored.id == left)
                b = next(t for t in group if t.stored.id == right)
                nearer = [_nearer(t, a, b) for t in group]
                groups.append([t for t, n in zip(group, nearer, strict=True) if n])
                groups.append([t for t, n in zip(group, nearer, strict=True) if not n])
    rebuilt = []
    for group in groups:
        thread = Thread([])
        for one in sorted(group, key=lambda t: t.order):
            add(thread, one)
        rebuilt.append(thread)
    return sorted(rebuilt, key=lambda thread: thread.first.order)


def _nearer(one: Told, left: Told, right: Told) -> bool:
    if one is left or one is right:
        return one is left
    to_left, to_right = same_deed(one.deed, left.deed), same_deed(one.deed, right.deed)
    return to_left > to_right or (to_left == to_right and left.order <= right.order)
