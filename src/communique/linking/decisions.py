"""From the archive's log of reviews to the judgements that linking obeys.

Pure. Judgements are on mentions, so the log is computed whole: a part of it would do for the
partition that its mentions are in.
"""

from collections.abc import Iterable, Mapping
from typing import cast

from communique.archive.types import Review, Succession
from communique.linking.types import Judgement, Judgements, Linkable, Verdict, mention_key

_VERDICTS: Mapping[str, Verdict] = {"join": "same", "split": "different", "unsure": "unsure"}


def judgements_of(reviews: Iterable[Review], successions: Iterable[Succession] = ()) -> Judgements:
    """Return the judgements that hold: those not taken back, in any order of the arguments.

    A judgement on a record holds for every record that took its place, or whose place it
    took: linking is handed one of these at a time.
    """
    given = tuple(reviews)
    undone = {review.undoes for review in given if review.undoes is not None}
    lines = lines_of(successions)
    return Judgements(
        Judgement(
            kind=cast("Linkable", review.kind),
            verdict=_VERDICTS[review.verdict],
            left=left,
            right=right,
            at=review.at,
            by=review.by,
            why=review.why,
        )
        for review in sorted(given, key=lambda one: one.id)
        if review.verdict in _VERDICTS and review.id not in undone
        for left in _all_mentions(review.targets[0], lines)
        for right in _all_mentions(review.targets[1], lines)
        # Two mentions whose records became one are no longer two.
        if left != right
    )


def _all_mentions(mention: str, lines: Mapping[str, frozenset[str]]) -> list[str]:
    """Return a mention with those in the records of the same line, sorted."""
    record, slash, name = mention.partition("/")
    records = sorted(lines.get(record, frozenset((record,))))
    return [mention_key(one, name) if slash else one for one in records]


def lines_of(successions: Iterable[Succession]) -> Mapping[str, frozenset[str]]:
    """Return for each record that is part of a succession all records connected with it."""
    group: dict[str, set[str]] = {}
    for succession in successions:
        one = group.setdefault(succession.old, {succession.old})
        other = group.setdefault(succession.new, {succession.new})
        if one is not other:
            one |= other
            group.update(dict.fromkeys(other, one))
    return {record: frozenset(line) for record, line in group.items()}
