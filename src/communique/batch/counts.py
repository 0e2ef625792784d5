"""What became of the records of a unit that are no page, and how far its reading has come."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Counts:
    """Counts of one unit while it is read.

    `pages` were yielded; `skipped` counts by reason what is no page, as requests and pictures;
    `bytes` of the file (of its part) were read so far, as they are stored. Where reading stops
    at its end, `bytes` is the size of the part. What was set aside is not counted here.
    """

    pages: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    bytes: int = 0

    def skip(self, reason: str) -> None:
        """Count a record that is no page."""
        self.skipped[reason] = self.skipped.get(reason, 0) + 1
