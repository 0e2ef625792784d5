"""Joining under constraints: what is one stays one, what must be apart is never joined."""

from collections.abc import Iterable, Sequence

from communique.linking.names import Name, at_odds
from communique.linking.people_known import Identity
from communique.linking.people_mentions import Unit


class Clusters:
    """Units of `gather_units`, by their places, joined step by step.

    A cluster goes by one of its units. Joins that a judgement forbids never happen; those that
    speak against what is known (two persons of the reference, another initial, two names side by
    side in one record) happen only by judgement.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self._root = list(range(len(units)))
        self.members: dict[int, set[int]] = {i: {i} for i in range(len(units))}
        self.names: dict[int, set[Name]] = {i: {unit.name} for i, unit in enumerate(units)}
        self.identities: dict[int, set[Identity]] = {i: set() for i in range(len(units))}
        self.reasons: dict[int, set[str]] = {i: set() for i in range(len(units))}
        self._enemies: dict[int, set[int]] = {i: set() for i in range(len(units))}
        self._beside: dict[int, set[int]] = {i: set() for i in range(len(units))}

    def root(self, unit: int) -> int:
        """Return the cluster that a unit belongs to."""
        while self._root[unit] != unit:
            self._root[unit] = self._root[self._root[unit]]
            unit = self._root[unit]
        return unit

    def roots(self) -> list[int]:
        """Return all clusters, sorted."""
        return sorted(self.members)

    def keep_apart(self, left: int, right: int) -> None:
        """Forbid for good that two units are ever joined."""
        self._enemies[self.root(left)].add(right)
        self._enemies[self.root(right)].add(left)

    def set_beside(self, left: int, right: int) -> None:
        """Note that two units stand side by side in one record."""
        self._beside[self.root(left)].add(right)
        self._beside[self.root(right)].add(left)

    def may_join(self, left: int, right: int, *, lax: bool = False) -> bool:
        """Return whether two clusters may be one; `lax` asks the judgements alone."""
        a, b = self.root(left), self.root(right)
        if a == b:
            return True
        if self._meet(self._enemies, a, b):
            return False
        return lax or not (
            self._meet(self._beside, a, b)
            or self._known_as_two(a, b)
            or any(at_odds(x, y) for x in self.names[a] for y in self.names[b])
        )

    def join(self, left: int, right: int, why: str | None, *, lax: bool = False) -> bool:
        """Make two clusters one if they may be; return whether they are one now."""
        a, b = sorted((self.root(left), self.root(right)))
        if a == b:
            return True
        if not self.may_join(a, b, lax=lax):
            return False
        if len(self.members[a]) < len(self.members[b]):
            a, b = b, a
        self._root[b] = a
        self.members[a] |= self.members.pop(b)
        self.names[a] |= self.names.pop(b)
        self.identities[a] |= self.identities.pop(b)
        self.reasons[a] |= self.reasons.pop(b)
        self._enemies[a] |= self._enemies.pop(b)
        self._beside[a] |= self._beside.pop(b)
        if why is not None:
            self.reasons[a].add(why)
        return True

    def join_all(self, units: Iterable[int], why: str | None) -> None:
        """Join each of the units with the first of those before it that it may be joined with."""
        seen: list[int] = []
        for unit in units:
            roots = list(dict.fromkeys(self.root(one) for one in seen))
            if not any(self.join(root, unit, why) for root in roots):
                seen.append(unit)

    def _known_as_two(self, a: int, b: int) -> bool:
        """Return whether the reference has two persons of one party for two clusters."""
        left, right = self.identities[a], self.identities[b]
        parties = {party for party, _ in left} & {party for party, _ in right}
        return bool(parties) and left.isdisjoint(right)

    def _meet(self, table: dict[int, set[int]], a: int, b: int) -> bool:
        return not (table[a].isdisjoint(self.members[b]) and table[b].isdisjoint(self.members[a]))
