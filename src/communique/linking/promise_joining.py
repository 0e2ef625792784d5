"""Which tellings are of one promise: by the same parties, of the same deed to the same things."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from communique.archive.types import Stored
from communique.linking.promise_tellings import has_cue
from communique.linking.promise_words import Deed, read_deed
from communique.linking.types import StepKind
from communique.linking.wordings import alike, content_words
from communique.records import Commitment, DateRange

#: Readouts of one encounter come out within so many days: these repeat, later ones reaffirm.
SAME_ENCOUNTER = timedelta(days=3)
_WEEK = timedelta(days=7)
#: Two wordings of one deed share this part of the words for what it's done to.
SHARED = 0.6
#: Where both are about the same noun, less is enough: "the fishermen", "the detained fishermen".
SHARED_WITH_HEAD = 0.5
#: Beside another number or day nearly all else has to be the same.
NEAR_IDENTICAL = 0.75


@dataclass(frozen=True, slots=True)
class Told:
    """One commitment as a document tells it."""

    stored: Stored
    commitment: Commitment
    deed: Deed
    day: date | None

    @property
    def due(self) -> DateRange | None:
        """When it's due; the very days on which it is told are those of the telling.

        "Pledged at a conference on Monday" gives no due date.
        """
        due = self.commitment.due
        if due is None or due.end is None or due.precision != "day" or self.day is None:
            return due
        return None if timedelta(0) <= self.day - due.end < _WEEK else due

    @property
    def order(self) -> tuple[date, str, tuple[int, int], str]:
        """By this the tellings stand in time, the undated last."""
        first = self.commitment.evidence[0]
        document = self.stored.document
        return self.day or date.max, document.id, (first.start, first.end), self.stored.id


@dataclass(slots=True)
class Thread:
    """The tellings of one promise in the order of time, and what each of them does to it."""

    told: list[Told]
    kinds: list[tuple[StepKind, str]] = field(default_factory=list)
    due: DateRange | None = None
    #: The day of the latest telling.
    last_told: date | None = None
    #: What would be a promise by itself, and only tells what became of this one.
    carried: list[Told] = field(default_factory=list)

    @property
    def first(self) -> Told:
        """The telling by which it was made."""
        return self.told[0]

    @property
    def made(self) -> date | None:
        """The day on which it was made, None where no telling shows a date."""
        return self.first.day

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What the tellings say is to be done, each wording once."""
        return tuple(dict.fromkeys(t.deed for t in self.told))


def tell(stored: Stored, commitment: Commitment) -> Told:
    """Return the telling that a stored commitment is."""
    published = stored.document.published
    day = published.end if published is not None else None
    return Told(stored, commitment, read_deed(commitment.action), day)


def join(told: Iterable[Told]) -> list[Thread]:
    """Return the promises that tellings by the same bound parties tell, oldest first."""
    threads: list[Thread] = []
    by_thing: dict[tuple[str, str], dict[int, None]] = defaultdict(dict)
    # The same words first: most tellings repeat them.
    by_deed: dict[Deed, list[int]] = defaultdict(list)
    for one in sorted(told, key=lambda t: t.order):
        exact = next((n for n in reversed(by_deed[one.deed]) if _fit(threads[n], one) > 0), None)
        numbers = _candidates(threads, by_thing, one.deed) if exact is None else []
        fits = [(fit, n) for n in numbers if (fit := _fit(threads[n], one)) > 0]
        if exact is not None:
            best = exact
            add(threads[best], one)
        elif fits:
            best = max(fits, key=lambda pair: (pair[0], pair[1]))[1]
            add(threads[best], one)
        else:
            best = len(threads)
            threads.append(Thread([]))
            add(threads[best], one)
        if best not in by_deed[one.deed]:
            by_deed[one.deed].append(best)
            for thing in handles_of(one.deed):
                by_thing[thing][best] = None
    return threads


def add(thread: Thread, one: Told) -> None:
    """Add a later telling to a promise, with what it does to it."""
    kind, why = _step(thread, one)
    new = one.due
    if kind == "modified" or thread.due is None or (new and _within(new, thread.due)):
        thread.due = new if new is not None else thread.due
    if one.day is not None:
        thread.last_told = max(one.day, thread.last_told or one.day)
    thread.told.append(one)
    thread.kinds.append((kind, why))


def same_deed(left: Deed, right: Deed) -> float:
    """Return how surely two wordings call one deed, from 0 (they don't) to 1."""
    if left.negated != right.negated or not left.verbs & right.verbs:
        return 0
    if not compatible(left.places, right.places) or not compatible(left.parties, right.parties):
        return 0
    if left.ordinals and right.ordinals and left.ordinals != right.ordinals:
        return 0
    if bool(left.places) != bool(right.places):
        # "The embassy" is short for "an embassy in Tirana".
        return same_things(_unplaced(left), _unplaced(right), left.head == right.head)
    return same_things(left.things, right.things, left.head == right.head)


def same_things(left: frozenset[str], right: frozenset[str], same_head: bool) -> float:
    """Return how much two sets of things have in common, 0 where it's too little."""
    if not (left and right):
        return float(left == right)
    shared = len(left & right)
    share = shared / len(left | right)
    fewer = min(len(left), len(right))
    if shared == fewer and (fewer > 1 or (same_head and share >= SHARED_WITH_HEAD)):
        return max(share, SHARED)
    return share if share >= SHARED and (shared > 1 or same_head) else 0


def compatible(left: frozenset[str], right: frozenset[str]) -> bool:
    """Return whether names told by one and names told by the other can be the same."""
    return not (left and right) or left <= right or right <= left


def handles_of(deed: Deed) -> list[tuple[str, str]]:
    """Return the pairs of verb and thing of which two wordings of one deed share at least one."""
    # A short wording may stand for a long one: every thing has to be a handle.
    things = sorted(deed.things) or [""]
    return [(verb, thing) for verb in sorted(deed.verbs) for thing in things]


def _candidates(
    threads: Sequence[Thread], by_thing: Mapping[tuple[str, str], dict[int, None]], deed: Deed
) -> list[int]:
    """Return the promises that share enough with a wording to be looked at."""
    shared: Counter[int] = Counter()
    for handle in handles_of(deed):
        shared.update(list(by_thing.get(handle, ())))
    # One thing in common is enough only where one side names hardly more.
    return sorted(
        n
        for n, count in shared.items()
        if count > 1
        or min(
            len(_unplaced(deed)),
            len(_unplaced(threads[n].told[-1].deed)),
            len(_unplaced(threads[n].first.deed)),
        )
        < 2
    )


def _unplaced(deed: Deed) -> frozenset[str]:
    """Return the things but the places; all of them where there is nothing else."""
    return deed.things - deed.places or deed.things


def _fit(thread: Thread, one: Told) -> float:
    """Return how surely a telling belongs to a promise, 0 where it doesn't."""
    latest = thread.told[-1]
    likeness = same_deed(thread.first.deed, one.deed)
    if latest.deed is not thread.first.deed:
        likeness = max(likeness, same_deed(latest.deed, one.deed))
    if likeness == 0 and _is_short_for(thread, one):
        likeness = SHARED_WITH_HEAD
    if likeness == 0:
        return 0
    if (
        one.deed.lasting
        and not one.deed.project
        and not any(_alike_words(t, one) for t in (thread.first, latest))
    ):
        return 0
    together = _is_together(thread, one)
    earlier, later = latest.deed.numbers, one.deed.numbers
    if earlier and later and not _same_numbers(earlier, later):
        if together or likeness < NEAR_IDENTICAL:
            return 0
        if not one.deed.once and _is_next_time(thread, one):
            return 0
    if _differ_in_due(thread.due, one.due):
        if together:
            return 0
        if not one.deed.once and _is_next_time(thread, one):
            return 0
    return likeness


def _is_short_for(thread: Thread, one: Told) -> bool:
    """Whether a telling in another document of the same encounter says the same in fewer words."""
    if not _is_together(thread, one):
        return False
    return any(
        one.stored.document.id != other.stored.document.id
        and (one.deed.things < other.deed.things or other.deed.things < one.deed.things)
        and bool(one.deed.things and other.deed.things)
        and bool(one.deed.verbs & other.deed.verbs)
        and one.deed.negated == other.deed.negated
        and not (one.deed.lasting or one.deed.places ^ other.deed.places)
        and one.deed.ordinals == other.deed.ordinals
        and (one.deed.head == other.deed.head or _same_due(one, other))
        for other in (thread.first, thread.told[-1])
    )


def _same_due(one: Told, other: Told) -> bool:
    due = one.due
    return due is not None and due.known and due == other.due


def _is_together(thread: Thread, one: Told) -> bool:
    """Whether it is told within the days of the encounter of the last telling."""
    last = thread.last_told
    if one.day is None or last is None:
        return True
    return one.day - last <= SAME_ENCOUNTER


def _is_next_time(thread: Thread, one: Told) -> bool:
    """Whether a day in a later period, given after the old one has passed, is another time.

    "100 scholarships in 2021" and, in 2022, "100 scholarships in 2022" are two promises.
    """
    old = thread.due.end if thread.due is not None else None
    if old is None or one.day is None or one.day <= old:
        return False
    return not has_cue(_words(one), "later")


def _step(thread: Thread, one: Told) -> tuple[StepKind, str]:
    if not thread.told:
        return "made", f"“{one.commitment.action}”"
    due = one.due
    if _is_together(thread, one) and not (
        has_cue(_words(one), "again") and one.day != thread.made and thread.made is not None
    ):
        return "repeated", "told again within days of it"
    if _differ_in_due(thread.due, due):
        return "modified", f"due {_name(due)} instead of {_name(thread.due)}"
    before = next((t.deed.numbers for t in reversed(thread.told) if t.deed.numbers), None)
    if before and one.deed.numbers and not _same_numbers(before, one.deed.numbers):
        told = ", ".join(f"{value:g} {unit}" for value, unit in sorted(one.deed.numbers))
        known = ", ".join(f"{value:g} {unit}" for value, unit in sorted(before))
        return "modified", f"{told} instead of {known}"
    return "reaffirmed", "the same party commits to it again"


def _differ_in_due(old: DateRange | None, new: DateRange | None) -> bool:
    if old is None or new is None or not (old.known and new.known):
        return False
    return old.end != new.end and not _within(new, old) and not _within(old, new)


def _within(inner: DateRange, outer: DateRange) -> bool:
    if not (inner.start and inner.end and outer.start and outer.end):
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _name(due: DateRange | None) -> str:
    if due is None or due.end is None:
        return "on an unknown day"
    return f"by {due.end.isoformat()}"


def _same_numbers(left: frozenset[tuple[float, str]], right: frozenset[tuple[float, str]]) -> bool:
    return bool({v for v, _ in left} & {v for v, _ in right})


def _alike_words(left: Told, right: Told) -> bool:
    return alike(content_words(left.commitment.action), content_words(right.commitment.action))


def _words(told: Told) -> str:
    return " ".join(e.text for e in told.commitment.evidence)
