"""Which deeds a wording can be of, by the things it names."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from communique.linking.promise_words import Deed

#: Less than this part of a deed's things never tells it.
_LEAST = 0.5


class ThingIndex:
    """Deeds by their things; each deed belongs to a number."""

    def __init__(self, deeds: Iterable[tuple[int, Deed]]) -> None:
        self._deeds = list(deeds)
        self._needed = [_LEAST * len(deed.things) for _, deed in self._deeds]
        self._by_thing: dict[str, list[int]] = defaultdict(list)
        for place, (_, deed) in enumerate(self._deeds):
            for thing in deed.things:
                self._by_thing[thing].append(place)

    def near(self, things: Iterable[str]) -> list[tuple[int, Deed]]:
        """Return the deeds of whose things at least half are among `things`, with their numbers."""
        shared: Counter[int] = Counter()
        for thing in things:
            shared.update(self._by_thing.get(thing, ()))
        needed = self._needed
        return [self._deeds[p] for p in sorted(p for p, n in shared.items() if n >= needed[p])]
