"""Pairing predicted records with gold ones, and counting what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.evaluation.agreement import (
    HEADS,
    Row,
    agrees,
    count_common_text,
    differing_fields,
)

#: The kinds that are scored, in the order of the report.
KINDS = tuple(HEADS)


@dataclass(frozen=True)
class Counts:
    """How many records gold has, were predicted, were found, and were found exactly."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    exact: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.found + other.found,
            self.exact + other.exact,
        )


@dataclass(frozen=True)
class Measures:
    """Precision, recall and F1; None where a measure would divide by nothing."""

    precision: float | None
    recall: float | None
    f1: float | None

    @classmethod
    def of(cls, hits: int, *, gold: int, predicted: int) -> "Measures":
        """Return the measures for `hits` among `predicted` records where gold has `gold`.

        >>> Measures.of(2, gold=4, predicted=2)
        Measures(precision=1.0, recall=0.5, f1=0.6666666666666666)
        >>> Measures.of(0, gold=4, predicted=0)
        Measures(precision=None, recall=0.0, f1=0.0)
        """
        return cls(
            precision=hits / predicted if predicted else None,
            recall=hits / gold if gold else None,
            f1=2 * hits / (gold + predicted) if gold + predicted else None,
        )


@dataclass(frozen=True)
class Pair:
    """A gold record and the prediction that found it."""

    gold: Row
    predicted: Row
    differs: tuple[str, ...]  # further scored fields that don't agree

    @property
    def exact(self) -> bool:
        """Whether all scored fields agree."""
        return not self.differs


@dataclass(frozen=True)
class Matching:
    """The records of one document, paired; what found no partner is missed or extra."""

    document: str
    pairs: tuple[Pair, ...]
    missed: tuple[Row, ...]
    extra: tuple[Row, ...]

    def counts(self) -> dict[str, Counts]:
        """Return the counts by kind, for the kinds that occur, in the order of `KINDS`."""
        counts = dict.fromkeys(KINDS, Counts())
        for pair in self.pairs:
            counts[pair.gold["kind"]] += Counts(1, 1, 1, int(pair.exact))
        for record in self.missed:
            counts[record["kind"]] += Counts(gold=1)
        for record in self.extra:
            counts[record["kind"]] += Counts(predicted=1)
        return {kind: count for kind, count in counts.items() if count != Counts()}


def match_records(document: str, gold: Sequence[Row], predicted: Sequence[Row]) -> Matching:
    """Return the pairing of one document's gold records with the predicted ones.

    A pair needs the same kind, common text and agreeing head fields. Exact pairs are
    made first, then those with most text in common; each record is used once. Where two
    pairs are equally good, the one that comes first in `gold` is made. Records of a kind
    that isn't scored are left out.
    """
    pairs: list[Pair] = []
    missed: list[Row] = []
    extra: list[Row] = []
    for kind in KINDS:
        wanted = [record for record in gold if record["kind"] == kind]
        given = [record for record in predicted if record["kind"] == kind]
        taken_gold: set[int] = set()
        taken_given: set[int] = set()
        for i, j in _possible_pairs(wanted, given):
            if i not in taken_gold and j not in taken_given:
                taken_gold.add(i)
                taken_given.add(j)
                pairs.append(Pair(wanted[i], given[j], differing_fields(wanted[i], given[j])))
        missed += [record for i, record in enumerate(wanted) if i not in taken_gold]
        extra += [record for j, record in enumerate(given) if j not in taken_given]
    return Matching(document, tuple(pairs), tuple(missed), tuple(extra))


def match_documents(
    gold: Mapping[str, Sequence[Row]], predicted: Mapping[str, Sequence[Row]]
) -> tuple[Matching, ...]:
    """Return one pairing for each document of `gold`, in its order.

    What was predicted for other documents is no error: nobody looked at them.
    """
    return tuple(
        match_records(name, records, predicted.get(name, ())) for name, records in gold.items()
    )


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum, from which micro-averages are computed."""
    return sum(counts, Counts())


def _possible_pairs(gold: Sequence[Row], predicted: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the indices of every pair that may be made, best first."""
    ranked = [
        (bool(differing_fields(g, p)), -common, i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if (common := count_common_text(g, p)) and agrees(g, p)
    ]
    return [(i, j) for _, _, i, j in sorted(ranked)]
