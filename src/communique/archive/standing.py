"""What holds of the records of one document, after its readings and all that was decided.

Pure, and computed anew each time from the log: so taking a decision back restores what was,
and nothing depends on the way by which a state was reached.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.archive.types import ReviewState, Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """A review of one record that wasn't taken back; `made` is the corrected record's key."""

    review: int
    verdict: Verdict
    target: int
    made: int | None = None


def decide(
    yielded: Collection[int],
    successions: Iterable[tuple[int, int]],
    decisions: Iterable[Decision],
) -> Mapping[int, ReviewState | None]:
    """Return the keys of the records that hold, with what reviewers made of them.

    `yielded` are the records that the latest reading found, `successions` pairs of an earlier
    record and the one that took its place in a later reading. A record read without a decision
    holds. The latest decision on a record, or on one whose place it took, counts: accepted it
    holds, also when a later reading misses it; rejected it doesn't; corrected, the record made
    then holds instead, unless later decisions on that say otherwise.
    """
    decided = sorted(decisions, key=lambda d: d.review)
    lines = join_lines(
        [*successions, *((d.target, d.made) for d in decided if d.made is not None)],
        [*yielded, *(d.target for d in decided)],
    )
    found: dict[int, ReviewState | None] = {}
    for line in lines:
        read = sorted(key for key in line if key in yielded)
        about = [d for d in decided if d.target in line]
        firsthand = [d for d in about if not _was_made_before(d, about)]
        for key in read:
            # What one record of a line was decided on doesn't touch another read beside it.
            mine = [d for d in about if d.target == key]
            mine += [d for d in firsthand if d.target not in read]
            last = max(mine, key=lambda d: d.review, default=None)
            _hold(_follow(key, last, about), found)
        if not read and firsthand:
            # No reading finds it any more: the record that was decided on speaks for itself.
            _hold(_follow(firsthand[-1].target, firsthand[-1], about), found)
    return found


def _was_made_before(decision: Decision, about: Sequence[Decision]) -> bool:
    """Return whether a decision is about what an earlier correction made of a record."""
    return any(d.made == decision.target and d.review < decision.review for d in about)


def _follow(
    key: int, last: Decision | None, about: Sequence[Decision]
) -> tuple[int, ReviewState | None] | None:
    """Return the record that holds in the place of `key` after the last decision on it, with
    its state; None if none does.
    """
    if last is None:
        return key, None
    if last.verdict == "accept":
        return key, "accepted"
    while last.made is not None:
        # Only what was decided later is about the record that the correction made.
        later = [d for d in about if d.target == last.made and d.review > last.review]
        if not later or later[-1].verdict == "accept":
            return last.made, "corrected"
        last = later[-1]
    return None


def _hold(one: tuple[int, ReviewState | None] | None, found: dict[int, ReviewState | None]) -> None:
    """Add a record that holds; two ways to it leave the stronger state."""
    if one is not None:
        key, state = one
        strength: tuple[ReviewState | None, ...] = (None, "accepted", "corrected")
        if key not in found or strength.index(state) > strength.index(found[key]):
            found[key] = state


def join_lines(pairs: Iterable[tuple[int, int]], single: Iterable[int]) -> list[set[int]]:
    """Return the lines of records: sets of keys that the pairs connect, others by themselves."""
    group: dict[int, set[int]] = {}
    for key in single:
        group.setdefault(key, {key})
    for left, right in pairs:
        one, other = group.setdefault(left, {left}), group.setdefault(right, {right})
        if one is not other:
            one |= other
            for key in other:
                group[key] = one
    return list({id(line): line for line in group.values()}.values())
