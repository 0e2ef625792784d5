"""What reviewers think of the same thing, and where they don't agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from communique.archive.standing import join_lines
from communique.archive.types import Review

#: Verdicts in words.
VERDICTS = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "join": "joined",
    "split": "split",
    "unsure": "left open",
    "undo": "taken back",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that was decided on: `last` is each reviewer's last decision that stands.

    `differ` says that they don't agree; what was decided last holds.
    """

    last: Mapping[str, Review]
    differ: bool

    @property
    def latest(self) -> Review:
        """The decision that holds."""
        return max(self.last.values(), key=lambda one: one.id)


def find_matters(reviews: Iterable[Review]) -> list[Matter]:
    """Return what was decided on, the latest first; decisions that were taken back don't count.

    A record and what corrections made of it are one matter: who corrects a record to what
    another corrected it to, or accepts that, agrees.
    """
    standing = [one for one in reviews if one.undone_by is None and one.verdict != "undo"]
    records = [one for one in standing if one.kind is None]
    numbers = {key: n for n, key in enumerate(dict.fromkeys(_ids(records)))}
    pairs = [(numbers[r.targets[0]], numbers[r.made]) for r in records if r.made is not None]
    found = []
    for line in join_lines(pairs, numbers.values()):
        found.append(_weigh([r for r in records if numbers[r.targets[0]] in line]))
    judged: dict[tuple[str | None, frozenset[str]], list[Review]] = {}
    for one in standing:
        if one.kind is not None:
            judged.setdefault((one.kind, frozenset(one.targets)), []).append(one)
    found += map(_weigh, judged.values())
    return sorted(found, key=lambda matter: -matter.latest.id)


def find_disagreements(reviews: Iterable[Review]) -> list[Matter]:
    """Return the matters on which reviewers don't agree, the latest first."""
    return [matter for matter in find_matters(reviews) if matter.differ]


def find_unseconded(reviews: Iterable[Review], by: str) -> list[Matter]:
    """Return the matters of records that others decided on and `by` didn't, the latest first."""
    return [m for m in find_matters(reviews) if by not in m.last and m.latest.kind is None]


def _ids(records: Iterable[Review]) -> Iterable[str]:
    for one in records:
        yield one.targets[0]
        if one.made is not None:
            yield one.made


def _weigh(reviews: list[Review]) -> Matter:
    last = {one.by: one for one in sorted(reviews, key=lambda one: one.id)}
    return Matter(last, differ=len({_outcome(one) for one in last.values()}) > 1)


def _outcome(review: Review) -> str:
    """Return what holds by a decision: which record, none, or which verdict on two mentions."""
    match review.verdict:
        case "accept":
            return review.targets[0]
        case "correct":
            return review.made or ""
    return review.verdict
