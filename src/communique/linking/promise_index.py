"""Which deeds a wording can be of, by the things it names."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from communique.linking.promise_words import Deed

#: Less than this part of a deed's things never tells it.
_LEAST = 0.5


class ThingIndex:
    """Deeds by their things; each deed belongs to a number.

    Deeds to the same things stand together, and what was asked before is known: promises are
    repeated, and most words of a text are things of none.
    """

    def __init__(self, deeds: Iterable[tuple[int, Deed]]) -> None:
        grouped: dict[frozenset[str], list[tuple[int, Deed]]] = defaultdict(list)
        for number, deed in deeds:
            grouped[deed.things].append((number, deed))
        self._groups = list(grouped.values())
        self._needed = [_LEAST * len(things) for things in grouped]
        self._by_thing: dict[str, list[int]] = defaultdict(list)
        for place, things in enumerate(grouped):
            for thing in things:
                self._by_thing[thing].append(place)
        self._known = frozenset(self._by_thing)
        self._near: dict[frozenset[str], list[tuple[int, Deed]]] = {}

    def known(self, things: Iterable[str]) -> frozenset[str]:
        """Return those of the things that any of the deeds is done to."""
        return self._known.intersection(things)

    def near(self, things: Iterable[str]) -> list[tuple[int, Deed]]:
        """Return the deeds of whose things at least half are among `things`, with their numbers."""
        asked = self.known(things)
        found = self._near.get(asked)
        if found is None:
            shared: Counter[int] = Counter()
            for thing in sorted(asked):
                shared.update(self._by_thing[thing])
            fitting = sorted(place for place, n in shared.items() if n >= self._needed[place])
            found = [member for place in fitting for member in self._groups[place]]
            self._near[asked] = found
        return found
