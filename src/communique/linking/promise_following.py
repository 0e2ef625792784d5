"""Which outcomes are of which promise: tellings of the same parties, and what became of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from communique.linking.promise_binding import rejoin
from communique.linking.promise_index import ThingIndex
from communique.linking.promise_joining import Thread, Told, add, join, same_deed
from communique.linking.promise_matching import Match, can_be_followed, match
from communique.linking.promise_outcomes import Outcome
from communique.linking.promise_tellings import has_cue, read_tellings
from communique.linking.types import Judgements
from communique.records import Engagement, Figure, Mechanism

_SAID_LATER: tuple[str, ...] = ("dropped", "later")
Taken = tuple[Outcome, Match]


def follow(
    told: Sequence[Told], outcomes: Sequence[Outcome], judgements: Judgements
) -> Iterator[tuple[Thread, list[Taken]]]:
    """Yield the promises of one set of parties, each with what became of it."""
    about = _about_promises(outcomes)
    carriers = {t.order: c for t in told if (c := _carriers(t, about))}
    plain = [t for t in told if t.order not in carriers]
    threads = rejoin(join(plain), judgements)
    taken = assign(threads, outcomes)
    used = {outcome.key for steps in taken for outcome, _ in steps}
    alone = [t for t in told if t.order in carriers and not carriers[t.order] & used]
    home = {
        outcome.key: thread.first.order
        for thread, steps in zip(threads, taken, strict=True)
        for outcome, _ in steps
    }
    carried: dict[Order, list[Told]] = defaultdict(list)
    for t in told:
        for first in {home[key] for key in carriers.get(t.order, ()) if key in home}:
            carried[first].append(t)
    if alone:
        threads = rejoin(join([*plain, *alone]), judgements)
        taken = assign(threads, outcomes)
    for thread, steps in zip(threads, taken, strict=True):
        thread.carried = [t for one in thread.told for t in carried.get(one.order, ())]
        yield from part(thread, steps)


Key = tuple[str, str]
Order = tuple[date, str, tuple[int, int], str]


def _about_promises(outcomes: Sequence[Outcome]) -> dict[str, list[tuple[Key, str]]]:
    """Return by document what is told of promises as such: "fulfilled its pledge to"."""
    found: dict[str, list[tuple[Key, str]]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.telling is not None and has_cue(outcome.telling.text, "promises"):
            found[outcome.document.id].append((outcome.key, outcome.telling.text))
    return found


def _carriers(told: Told, about: dict[str, list[tuple[Key, str]]]) -> set[Key]:
    """Return the records by which a telling is no new promise, none for a plain one.

    It gives up or puts off what was promised before ("decided not to"), or it is the promise
    that another record tells to be kept or broken.
    """
    document = told.stored.document.id
    action = told.commitment.action
    found = {key for key, text in about.get(document, ()) if action in text}
    text = " ".join(e.text for e in told.commitment.evidence)
    if any(telling.aspect in _SAID_LATER for telling in read_tellings(text)):
        found.add((document, told.stored.id))
    return found


def part(thread: Thread, steps: list[Taken]) -> Iterator[tuple[Thread, list[Taken]]]:
    """Yield a promise; one that is made again after it was done is a new one each time."""
    done = next((o for o, m in steps if m.kind == "done"), None)
    if done is None or done.published is None or thread.first.deed.once:
        yield thread, steps
        return
    told = zip(thread.told, thread.kinds, strict=True)
    again = [
        t
        for t, (kind, _) in told
        if t.day is not None and t.day >= done.published and kind in ("reaffirmed", "modified")
    ]
    if not again:
        yield thread, steps
        return
    late = {id(t) for t in again}
    before, after = Thread([], carried=thread.carried), Thread([])
    for one in thread.told:
        add(after if id(one) in late else before, one)
    border = after.made or date.max
    yield before, [(o, m) for o, m in steps if (o.published or date.min) <= border]
    fresh = [(o, f) for o, _ in steps if (f := match(after, o)) is not None]
    yield from part(after, fresh)


def assign(threads: Sequence[Thread], outcomes: Sequence[Outcome]) -> list[list[Taken]]:
    """Return for each promise what became of it, in the order of time.

    An outcome that fits several promises equally well shows nothing, unless they are the same
    promise of different years: then it is of the one in whose time it falls, else the latest.
    """
    followed = [(n, d) for n, t in enumerate(threads) for d in t.deeds if can_be_followed(t, d)]
    index = ThingIndex(followed)
    bare = {n for n, deed in followed if not deed.things}
    taken: list[list[Taken]] = [[] for _ in threads]
    for outcome in outcomes if followed else ():
        numbers = bare | {n for n, _ in index.near(outcome.deed.things)}
        fits = [(n, m) for n in sorted(numbers) if (m := match(threads[n], outcome)) is not None]
        if not fits:
            continue
        top = max(m.score for _, m in fits)
        best = [(n, m) for n, m in fits if m.score == top]
        chosen = best[0] if len(best) == 1 else _choose(threads, best, outcome)
        if chosen is not None:
            taken[chosen[0]].append((outcome, chosen[1]))
    return [weigh(steps) for steps in taken]


def weigh(taken: list[Taken]) -> list[Taken]:
    """Return what became of a promise without what better words of the same document correct.

    A session that was put off is no session called off; that a mechanism or a
    number is named doesn't show it where it's said not to be there.
    """
    told: dict[str, set[str]] = defaultdict(set)
    for outcome, found in taken:
        if outcome.telling is not None:
            told[outcome.document.id].add(found.kind)

    def stands(outcome: Outcome, found: Match) -> bool:
        others = told.get(outcome.document.id, set())
        match outcome.record:
            case Engagement(status="cancelled"):
                return "modified" not in others
            case Mechanism(state="existing") | Figure():
                return not others & {"denied", "dropped", "modified"}
        return True

    return [(outcome, found) for outcome, found in taken if stands(outcome, found)]


def _choose(
    threads: Sequence[Thread], best: Sequence[tuple[int, Match]], outcome: Outcome
) -> tuple[int, Match] | None:
    first = threads[best[0][0]].first.deed
    if any(not same_deed(first, threads[n].first.deed) for n, _ in best[1:]):
        return best[0] if best[0][1].score == 1 and _nested(threads, best) else None
    day = outcome.day or outcome.published
    for fit in best:
        due = threads[fit[0]].due
        if due and due.start and due.end and day and due.start <= day <= due.end:
            return fit
    return best[-1]


def _nested(threads: Sequence[Thread], best: Sequence[tuple[int, Match]]) -> bool:
    """Whether the first of the promises, all named in full, is the one that says most."""
    sizes = [len(threads[n].first.deed.things) for n, _ in best]
    return sizes[0] > max(sizes[1:])
