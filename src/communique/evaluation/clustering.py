"""B³: how well mentions are gathered, mention by mention.

After A. Bagga and B. Baldwin, "Algorithms for Scoring Coreference Chains", LREC 1998. A mention's
precision is the share of its cluster that is of its kind in gold, its recall the share of its
gold class that is in its cluster; both are averaged over mentions.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from communique.evaluation.scoring import Measures


class Member(NamedTuple):
    """A mention: its class in gold, its cluster (None: the program has no such mention).

    `weight` is what it counts; where a program tells one gold mention in several records,
    these share the weight of one, so that no long document outweighs the others.
    """

    gold: Hashable
    cluster: Hashable | None
    weight: float = 1.0
    phenomena: Collection[str] = ()


@dataclass(frozen=True)
class Linkage:
    """B³ in two readings, and what they are over; weights, so mentions of gold.

    `strict` counts what the program has no mention of against recall: such a mention has
    recall 0, and is missing from the clusters of the others of its class. `linked` is over
    what the program has alone, and so tells of the gathering and not of the finding.
    """

    mentions: float
    missed: float
    strict: Measures
    linked: Measures


def b_cubed(members: Iterable[Member], *, phenomenon: str | None = None) -> Linkage:
    """Return B³ of the members; with `phenomenon` averaged over those that have it only.

    Clusters and classes are those of all members even then.
    """
    everyone = list(members)
    had = [m for m in everyone if m.cluster is not None]
    asked = [m for m in everyone if phenomenon is None or phenomenon in m.phenomena]
    return Linkage(
        mentions=_weight(asked),
        missed=_weight([m for m in asked if m.cluster is None]),
        strict=_measure(asked, everyone),
        linked=_measure([m for m in asked if m.cluster is not None], had),
    )


def _measure(asked: Sequence[Member], everyone: Sequence[Member]) -> Measures:
    """Return the measures of `asked`, with the clusters and classes of `everyone`."""
    classes: dict[Hashable, float] = defaultdict(float)
    clusters: dict[Hashable, float] = defaultdict(float)
    shared: dict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for one in everyone:
        classes[one.gold] += one.weight
        if one.cluster is not None:
            clusters[one.cluster] += one.weight
            shared[one.gold, one.cluster] += one.weight
    had = [m for m in asked if m.cluster is not None]
    # A class of nothing but what is missed is still one that should have been found.
    recall = sum(m.weight * shared[m.gold, m.cluster] / classes[m.gold] for m in had)
    precision = sum(m.weight * shared[m.gold, m.cluster] / clusters[m.cluster] for m in had)
    return mean_measures(
        precision / _weight(had) if had else None, recall / _weight(asked) if asked else None
    )


def mean_measures(precision: float | None, recall: float | None) -> Measures:
    """Return both with their harmonic mean; None where gold has nothing to find.

    >>> mean_measures(1.0, 0.5).f1
    0.6666666666666666
    >>> mean_measures(None, 0.0).f1
    0.0
    """
    if recall is None:
        return Measures(precision, None, None)
    if not precision or not recall:
        return Measures(precision, recall, 0.0)
    return Measures(precision, recall, 2 * precision * recall / (precision + recall))


def _weight(members: Sequence[Member]) -> float:
    return sum(m.weight for m in members)
