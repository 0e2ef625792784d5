"""What became of what a model was asked and what it proposed."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """The counts of one run; `failures` are the messages of what went wrong, each once."""

    model: str
    asked: int = 0
    unanswered: int = 0
    added: int = 0
    confirmed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def note_failure(self, message: str) -> None:
        """Count a question without an answer, and keep why."""
        self.unanswered += 1
        if message not in self.failures:
            self.failures.append(message)

    def to_row(self) -> dict[str, Any]:
        """Return the counts as a JSON-ready mapping."""
        return {
            "model": self.model,
            "asked": self.asked,
            "unanswered": self.unanswered,
            "added": self.added,
            "confirmed": self.confirmed,
            "refused": dict(sorted(self.refused.items())),
            "failures": list(self.failures),
        }

    def describe(self) -> str:
        """Return the counts in one line, the failure that came first at its end."""
        told = f"language model {self.model}: {self.added} added, {self.confirmed} confirmed"
        told += f", {self.refused.total()} refused"
        if self.refused:
            reasons = (f"{reason} {count}" for reason, count in self.refused.most_common())
            told += f" ({', '.join(reasons)})"
        if self.unanswered:
            told += f"; {self.unanswered} of {self.asked} questions unanswered: {self.failures[0]}"
        return told
