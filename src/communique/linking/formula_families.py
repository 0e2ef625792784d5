"""Which wordings are variants of one formula."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from communique.linking.formula_differences import essence
from communique.linking.formula_strength import graded_words

#: Variants share so much of the words of both, or the shorter is so much part of the longer.
_SHARED = 0.5
_PART, _LEAST = 0.75, 0.25


def core_of(wording: str, holder: str) -> frozenset[str]:
    """Return the words that tell what a wording is about, however strong it is.

    >>> core_of("firmly opposes any change by force", "CHN") == core_of(
    ...     "condemns the change by force", "CHN")
    True
    """
    words = essence(wording, holder)
    graded = graded_words()
    return frozenset(word for word in words if word not in graded) or frozenset(words)


def group_cores(cores: Iterable[frozenset[str]]) -> Mapping[frozenset[str], frozenset[str]]:
    """Return for each core the one of its family that leads it: the most used.

    Each core is compared with the leaders only, so that no chain of small steps joins what has
    nothing in common; the result depends on how often each core occurs and on nothing else.
    """
    counts = Counter(cores)
    ordered = sorted(counts, key=lambda core: (-counts[core], -len(core), sorted(core)))
    leader: dict[frozenset[str], frozenset[str]] = {}
    holding: dict[str, list[frozenset[str]]] = defaultdict(list)
    for core in ordered:
        shared = Counter(known for word in core for known in holding.get(word, ()))
        fitting = [
            (_likeness(core, known, count), sorted(known), known)
            for known, count in shared.items()
            if _is_variant(core, known, count)
        ]
        if fitting:
            leader[core] = max(fitting, key=lambda row: (row[0], row[1]))[2]
            continue
        leader[core] = core
        for word in core:
            holding[word].append(core)
    return leader


def _likeness(left: frozenset[str], right: frozenset[str], shared: int) -> float:
    return shared / (len(left) + len(right) - shared)


def _is_variant(left: frozenset[str], right: frozenset[str], shared: int) -> bool:
    alike = _likeness(left, right, shared)
    if alike >= _SHARED:
        return True
    shorter = min(len(left), len(right))
    return shorter > 1 and alike >= _LEAST and shared >= max(2, _PART * shorter)
