"""The printed outcome of an evaluation: by kind and micro-averaged, with intervals."""

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from communique.evaluation.reliability import Reliability, measure_reliability
from communique.evaluation.scoring import KINDS, Counts, Matching, Measures, total

#: The name of the row that sums all kinds up.
MICRO = "micro"
UNDEFINED = "–"
ROUNDS = 1000
#: So many kinds of error are told.
FAULTS = 10

Interval = tuple[float, float]
Hit = Literal["found", "exact"]


@dataclass(frozen=True)
class Scores:
    """One row: counts and measures of a kind, or of all kinds together.

    An interval is None where F1 is undefined or fewer than two documents were scored.
    """

    name: str
    counts: Counts
    found_interval: Interval | None
    exact_interval: Interval | None

    @property
    def found(self) -> Measures:
        """The measures over records whose head fields agree."""
        counts = self.counts
        return Measures.of(counts.found, gold=counts.gold, predicted=counts.predicted)

    @property
    def exact(self) -> Measures:
        """The measures over records whose scored fields all agree."""
        counts = self.counts
        return Measures.of(counts.exact, gold=counts.gold, predicted=counts.predicted)


@dataclass(frozen=True)
class Report:
    """The scores of a set of documents; `rows` ends with the micro-average.

    `faults` are the most frequent kinds of error with their numbers, most frequent first.
    """

    documents: int
    gold_digest: str
    rows: tuple[Scores, ...]
    faults: tuple[tuple[str, int], ...]
    reliability: Reliability

    @property
    def micro(self) -> Scores:
        """The row over all kinds."""
        return self.rows[-1]

    def row(self, name: str) -> Scores | None:
        """Return the row of a kind; None if neither gold nor predictions have that kind."""
        return next((row for row in self.rows if row.name == name), None)

    def render(self) -> str:
        """Return a table for people, as plain text that fits 110 columns."""
        lines = [_HEADER, *(_line(row) for row in self.rows)]
        micro = self.micro
        lines.append(
            f"found F1 {_figure(micro.found.f1)}, precision {_figure(micro.found.precision)}, "
            f"exact F1 {_figure(micro.exact.f1)} on {self.documents} documents "
            f"(gold {self.gold_digest})"
        )
        return "\n".join(lines)

    def to_markdown(self) -> str:
        """Return the table as Markdown, for `docs/accuracy.md`."""
        lines = [
            "| kind | gold | predicted | found P | R | F1 | 95% | exact P | R | F1 | 95% |",
            "|---|---:|---:|---:|---:|---:|---|---:|---:|---:|---|",
        ]
        lines += ["| " + " | ".join(_cells(row)) + " |" for row in self.rows]
        lines += ["", f"{self.documents} documents, gold `{self.gold_digest}`."]
        if self.faults:
            told = "; ".join(f"{what} {number}" for what, number in self.faults)
            lines += ["", f"Most frequent errors: {told}."]
        if curve := self.reliability.to_markdown():
            lines += ["", curve]
        return "\n".join(lines)

    def to_json(self) -> str:
        """Return counts, measures and intervals as JSON; what is undefined is null."""
        rows = [
            asdict(row) | {"found": asdict(row.found), "exact": asdict(row.exact)}
            for row in self.rows
        ]
        content = {
            "documents": self.documents,
            "gold": self.gold_digest,
            "rows": rows,
            "faults": dict(self.faults),
            "reliability": asdict(self.reliability) | {"error": self.reliability.error},
        }
        return json.dumps(content, indent=2)


def summarise(matchings: Sequence[Matching], *, gold_digest: str, seed: int = 0) -> Report:
    """Return the report on the matchings of all documents.

    Intervals are percentile bootstraps over documents, not over records, because the
    records of one text stand or fall together; equal seeds give equal intervals.
    """
    by_document = [matching.counts() for matching in matchings]
    draws = _draws(len(matchings), seed)
    rows = []
    for kind in KINDS:
        counts = [document.get(kind, Counts()) for document in by_document]
        if total(counts) != Counts():
            rows.append(_score(kind, counts, draws))
    rows.append(_score(MICRO, [total(document.values()) for document in by_document], draws))
    return Report(
        documents=len(matchings),
        gold_digest=gold_digest,
        rows=tuple(rows),
        faults=tuple(_count_faults(matchings).most_common(FAULTS)),
        reliability=measure_reliability(matchings),
    )


def _count_faults(matchings: Sequence[Matching]) -> Counter[str]:
    """Return how often each kind of error was made, in words without a page's content."""
    faults: Counter[str] = Counter()
    for matching in matchings:
        faults.update(f"{record['kind']} missed" for record in matching.missed)
        faults.update(f"{record['kind']} that is none" for record in matching.extra)
        for pair in matching.pairs:
            faults.update(f"{pair.gold['kind']} with another {field}" for field in pair.differs)
    return faults


def _draws(documents: int, seed: int) -> list[list[int]]:
    """Return the bootstrap's samples of documents; none where there is nothing to resample."""
    if documents < 2:
        return []
    chance = random.Random(seed)
    return [chance.choices(range(documents), k=documents) for _ in range(ROUNDS)]


def _score(name: str, counts: Sequence[Counts], draws: Sequence[Sequence[int]]) -> Scores:
    return Scores(
        name, total(counts), _interval(counts, draws, "found"), _interval(counts, draws, "exact")
    )


def _interval(
    counts: Sequence[Counts], draws: Sequence[Sequence[int]], hit: Hit
) -> Interval | None:
    """Return the middle 95% of F1 over the draws in which it is defined."""
    hits = [getattr(count, hit) for count in counts]
    sizes = [count.gold + count.predicted for count in counts]
    values = sorted(
        2 * sum(hits[i] for i in draw) / size
        for draw in draws
        if (size := sum(sizes[i] for i in draw))
    )
    if not values:
        return None
    last = len(values) - 1
    return values[round(0.025 * last)], values[round(0.975 * last)]


def _figure(value: float | None) -> str:
    return UNDEFINED if value is None else f"{value:.3f}"


def _span(interval: Interval | None) -> str:
    return UNDEFINED if interval is None else f"{interval[0]:.2f}–{interval[1]:.2f}"


def _cells(row: Scores) -> list[str]:
    cells = [row.name, str(row.counts.gold), str(row.counts.predicted)]
    for measures, interval in (
        (row.found, row.found_interval),
        (row.exact, row.exact_interval),
    ):
        cells += [_figure(measures.precision), _figure(measures.recall), _figure(measures.f1)]
        cells.append(_span(interval))
    return cells


def _line(row: Scores) -> str:
    return _LAYOUT.format(*_cells(row))


_LAYOUT = "{:<11} {:>5} {:>5}   {:>5}  {:>5}  {:>5}  {:<10}  {:>5}  {:>5}  {:>5}  {:<10}"
_HEADER = _LAYOUT.format(
    "kind", "gold", "pred.", "found", "recall", "F1", "95%", "exact", "recall", "F1", "95%"
)
