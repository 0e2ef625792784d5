"""How far a run is: what was counted, how fast it goes, and what is left."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Phase = Literal["sifting", "finding copies", "reading records", "done"]

#: A time left is told once so much of a phase is done; before, it would be a guess.
_TELLING = 0.02


@dataclass(frozen=True, slots=True)
class Progress:
    """A run at a moment.

    `done` and `total` are bytes of the inputs while these are sifted, and documents after.
    `worked` is pages while these are sifted, documents after, that this session read in the phase
    at hand; `rate` is so many a second.
    `left` is in seconds and about the phase at hand, None where it isn't known.
    """

    phase: Phase
    done: int
    total: int
    seconds: float
    worked: int
    rate: float
    left: float | None
    counts: Mapping[str, int] = field(default_factory=dict)

    def to_row(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        left = None if self.left is None else round(self.left, 1)
        return {
            "phase": self.phase,
            "done": self.done,
            "total": self.total,
            "seconds": round(self.seconds, 1),
            "rate": round(self.rate, 1),
            "left": left,
            **self.counts,
        }


class Meter:
    """Counts what a run does; `told` is called with the `Progress` after each change.

    What an earlier session had done counts, but not for how fast this one goes.
    """

    def __init__(self, told: Callable[[Progress], None]) -> None:
        self._told = told
        self._begun = time.monotonic()
        self.counts: Counter[str] = Counter()
        self.begin("sifting", 0)

    def begin(self, phase: Phase, total: int) -> None:
        """Begin a phase of which so much is to be done."""
        self._phase: Phase = phase
        self._total = total
        self._phase_begun = time.monotonic()
        self._before = self._done = self._pages_before = 0

    def skip(self, amount: int, counts: Mapping[str, int]) -> None:
        """Count what an earlier session did of the phase."""
        self._before += amount
        self._pages_before += counts.get("pages", 0)
        self.counts.update(counts)

    def add(self, amount: int, counts: Mapping[str, int]) -> None:
        """Count what was done of the phase."""
        self._done += amount
        self.counts.update(counts)
        self.tell(0, {})

    def tell(self, amount: int, at_hand: Mapping[str, int]) -> None:
        """Tell how far the run is, with what is at hand and not done yet."""
        now = time.monotonic()
        spent = max(now - self._phase_begun, 1e-9)
        done = self._done + amount
        left = None
        remaining = self._total - self._before - done
        if done > 0 and done >= _TELLING * (self._total - self._before):
            left = max(0.0, spent * remaining / done)
        counts = Counter(self.counts)
        counts.update(at_hand)
        worked = counts["pages"] - self._pages_before if self._phase == "sifting" else done
        self._told(
            Progress(
                self._phase,
                self._before + done,
                self._total,
                now - self._begun,
                worked,
                worked / spent,
                left,
                counts,
            )
        )
