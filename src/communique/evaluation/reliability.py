"""Whether confidence means what it says: of records held 0.8 sure, are eight in ten right?

The reliability curve and the expected calibration error follow DeGroot and Fienberg
(1983) and Naeini, Cooper and Hauskrecht (2015). A record is right if it finds a gold one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from communique.evaluation.scoring import Matching

#: Lower bounds of the bins of confidence, from 0 to 1.
BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class Bin:
    """The records whose confidence is from `low` up to the next bin's: how sure, how right."""

    low: float
    records: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Reliability:
    """The bins that hold records, lowest first, and the expected calibration error."""

    bins: tuple[Bin, ...]

    @property
    def error(self) -> float | None:
        """The mean distance of confidence from the share right, by records; None without any."""
        records = sum(bin.records for bin in self.bins)
        if not records:
            return None
        return sum(bin.records * abs(bin.confidence - bin.right) for bin in self.bins) / records

    def to_markdown(self) -> str:
        """Return the curve as a Markdown table; empty without records that have a confidence."""
        if self.error is None:
            return ""
        lines = ["| confidence | records | mean | share right |", "|---|---:|---:|---:|"]
        tops = {low: high for low, high in zip(BOUNDS, (*BOUNDS[1:], 1.0), strict=True)}
        lines += [
            f"| {bin.low:.1f}–{tops[bin.low]:.1f} | {bin.records} | {bin.confidence:.2f} "
            f"| {bin.right:.2f} |"
            for bin in self.bins
        ]
        return "\n".join([*lines, "", f"Expected calibration error {self.error:.3f}."])


def measure_reliability(matchings: Sequence[Matching]) -> Reliability:
    """Return the reliability of the predicted records that have a confidence."""
    judged = [
        (float(row["confidence"]), right)
        for matching in matchings
        for right, rows in (
            (True, [pair.predicted for pair in matching.pairs]),
            (False, matching.extra),
        )
        for row in rows
        if row.get("confidence") is not None
    ]
    bins = []
    for low, high in zip(BOUNDS, (*BOUNDS[1:], 1.01), strict=True):
        inside = [(sure, right) for sure, right in judged if low <= sure < high]
        if inside:
            mean = sum(sure for sure, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            bins.append(Bin(low, len(inside), mean, share))
    return Reliability(tuple(bins))
