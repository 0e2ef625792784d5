"""Promises through time: what was promised, what was told of it later, and where it stands.

A promise depends on the commitments whose bound parties are the same (or part of them) and
on the records that name at least one of these parties, on nothing else: what is computed over
all records that name a bound party is what is computed over the whole archive.

Where a promise stands on a day:

- *done* if a later record shows it done and none denies it after that;
- *dropped* if it was said to be given up, cancelled or suspended since it was last told;
- *dropped* in silence too: its due date passed a year ago (without one: it was last told two
  years ago) and since then the same parties met or agreed on the same field in two documents
  of different days at least, and none of them mentions it. Only deeds that come to an end can
  be dropped so: nobody need repeat every year that they'll strengthen relations;
- *overdue* if the end of its due date has passed;
- else *modified* or *reaffirmed*, whichever was told last, or *open*.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from communique.archive.types import Stored
from communique.linking.promise_binding import bind, rejoin
from communique.linking.promise_joining import Thread, Told, add, join, same_deed, tell
from communique.linking.promise_outcomes import Match, Outcome, match, outcomes_of
from communique.linking.promise_silence import Silence
from communique.linking.promise_tellings import has_cue, read_tellings
from communique.linking.types import Judgements, Promise, PromiseState, Step, cite
from communique.linking.wordings import says_something
from communique.records import Commitment, DateRange, Engagement, Mechanism

_NO_JUDGEMENTS = Judgements()
_SAID_LATER: tuple[str, ...] = ("dropped", "later")
Bound = frozenset[str]


def follow_promises(
    stored: Iterable[Stored],
    *,
    as_of: date | None = None,
    judgements: Judgements = _NO_JUDGEMENTS,
) -> tuple[Promise, ...]:
    """Return the promises that commitments tell, oldest first, as they stand on a day.

    `as_of` is by default the day of the newest document; what was published after it is left
    out. Judgements of the kind `commitment` join and part the tellings by their record ids.
    """
    records = _known_by(stored, as_of)
    days = [d for one in records if (d := _day(one)) is not None]
    today = as_of or max(days, default=None)
    told = [
        tell(one, one.record)
        for one in records
        if isinstance(one.record, Commitment) and _says_something(one.record.action)
    ]
    blocks = bind(told)
    outcomes = outcomes_of(records)
    by_party: dict[str, list[int]] = defaultdict(list)
    for number, outcome in enumerate(outcomes):
        for party in outcome.parties | outcome.deed.parties:
            by_party[party].append(number)
    silence = Silence(records)
    promises: list[Promise] = []
    for bound in sorted(blocks, key=sorted):
        numbers = sorted({n for party in bound for n in by_party.get(party, ())})
        known = [outcomes[n] for n in numbers]
        for thread, steps in _follow(blocks[bound], known, judgements):
            promises.append(_build(bound, thread, steps, today, silence))
    return tuple(sorted(promises, key=lambda p: (p.steps[0].day or date.max, p.id)))


def to_row(promise: Promise) -> dict[str, Any]:
    """Return the promise as a JSON-ready mapping; days are ISO strings, spans `[start, end]`."""
    return {
        "id": promise.id,
        "parties": list(promise.parties),
        "force": promise.force,
        "action": promise.action,
        "due": promise.due.model_dump(mode="json") if promise.due is not None else None,
        "mechanism": promise.mechanism,
        "topics": list(promise.topics),
        "state": promise.state,
        "steps": [
            {
                "kind": step.kind,
                "date": step.day.isoformat() if step.day is not None else None,
                "document": step.source.name,
                "document_id": step.source.document,
                "record": step.source.record,
                "spans": [list(span) for span in step.source.spans],
                "why": step.why,
            }
            for step in promise.steps
        ],
    }


Taken = tuple[Outcome, Match]


@lru_cache(maxsize=1 << 16)
def _says_something(action: str) -> bool:
    return says_something(action)


def _known_by(stored: Iterable[Stored], as_of: date | None) -> list[Stored]:
    """Return the records that were published by the day, each once, in a fixed order."""
    unique = {(one.document.id, one.id): one for one in stored}
    kept = (
        one
        for one in unique.values()
        if as_of is None or (day := _day(one)) is None or day <= as_of
    )
    return sorted(kept, key=lambda one: (_day(one) or date.max, one.document.id, one.id))


def _day(one: Stored) -> date | None:
    published = one.document.published
    return published.end if published is not None else None


def _follow(
    told: Sequence[Told], outcomes: Sequence[Outcome], judgements: Judgements
) -> Iterator[tuple[Thread, list[Taken]]]:
    """Yield the promises of one set of parties, each with what became of it."""
    about = _about_promises(outcomes)
    carriers = {t.order: c for t in told if (c := _carriers(t, about))}
    plain = [t for t in told if t.order not in carriers]
    threads = rejoin(join(plain), judgements)
    taken = _assign(threads, outcomes)
    used = {
        (outcome.stored.document.id, outcome.stored.id) for steps in taken for outcome, _ in steps
    }
    alone = [t for t in told if t.order in carriers and not carriers[t.order] & used]
    if alone:
        threads = rejoin(join([*plain, *alone]), judgements)
        taken = _assign(threads, outcomes)
    for thread, steps in zip(threads, taken, strict=True):
        yield from _part(thread, steps)


Key = tuple[str, str]


def _about_promises(outcomes: Sequence[Outcome]) -> dict[str, list[tuple[Key, str]]]:
    """Return by document what is told of promises as such: "fulfilled its pledge to"."""
    found: dict[str, list[tuple[Key, str]]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.telling is not None and has_cue(outcome.telling.text, "promises"):
            one = outcome.stored
            found[one.document.id].append(((one.document.id, one.id), outcome.telling.text))
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


def _part(thread: Thread, steps: list[Taken]) -> Iterator[tuple[Thread, list[Taken]]]:
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
    before, after = Thread([]), Thread([])
    for one in thread.told:
        add(after if id(one) in late else before, one)
    border = after.made or date.max
    yield before, [(o, m) for o, m in steps if (o.published or date.min) <= border]
    fresh = [(o, f) for o, _ in steps if (f := match(after, o)) is not None]
    yield from _part(after, fresh)


def _assign(threads: Sequence[Thread], outcomes: Sequence[Outcome]) -> list[list[Taken]]:
    """Return for each promise what became of it, in the order of time.

    An outcome that fits several promises equally well shows nothing, unless they are the same
    promise of different years: then it is of the one in whose time it falls, else the latest.
    """
    by_thing: dict[str, list[int]] = defaultdict(list)
    for number, thread in enumerate(threads):
        for thing in {t for deed in thread.deeds for t in (deed.things or {""})}:
            by_thing[thing].append(number)
    taken: list[list[Taken]] = [[] for _ in threads]
    for outcome in outcomes:
        numbers = {n for thing in outcome.deed.things for n in by_thing.get(thing, ())}
        numbers.update(by_thing.get("", ()))
        fits = [(n, m) for n in sorted(numbers) if (m := match(threads[n], outcome)) is not None]
        if not fits:
            continue
        top = max(m.score for _, m in fits)
        best = [(n, m) for n, m in fits if m.score == top]
        chosen = best[0] if len(best) == 1 else _choose(threads, best, outcome)
        if chosen is not None:
            taken[chosen[0]].append((outcome, chosen[1]))
    return [_weigh(steps) for steps in taken]


def _weigh(taken: list[Taken]) -> list[Taken]:
    """Return what became of a promise without what better words of the same document correct.

    A session that was put off is no session called off; that a mechanism has a name doesn't
    show it where it's said not to be there.
    """
    told: dict[str, set[str]] = defaultdict(set)
    for outcome, found in taken:
        if outcome.telling is not None:
            told[outcome.stored.document.id].add(found.kind)

    def stands(outcome: Outcome, found: Match) -> bool:
        others = told.get(outcome.stored.document.id, set())
        match outcome.stored.record:
            case Engagement(status="cancelled"):
                return "modified" not in others
            case Mechanism(state="existing"):
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


def _build(
    bound: Bound, thread: Thread, taken: Sequence[Taken], today: date | None, silence: Silence
) -> Promise:
    steps = [
        (t.order, Step(kind=kind, day=t.day, why=why, source=cite(t.stored)), t.commitment.due)
        for t, (kind, why) in zip(thread.told, thread.kinds, strict=True)
    ]
    seen = set()
    for outcome, found in taken:
        key = (found.kind, outcome.stored.document.id)
        if key not in seen:
            seen.add(key)
            day = outcome.day if found.kind == "done" else outcome.published
            step = Step(kind=found.kind, day=day, why=found.why, source=cite(outcome.stored))
            place = outcome.stored.record.evidence[0]
            order = (
                outcome.published or date.max,
                outcome.stored.document.id,
                (place.start, place.end),
                outcome.stored.id,
            )
            steps.append((order, step, found.due))
    steps.sort(key=lambda entry: (entry[0], entry[1].kind))
    due = _due_of(thread, steps)
    state, last = _state(thread, [step for _, step, _ in steps], due, today, silence)
    newest = max(thread.told, key=lambda t: (len(t.deed.things), t.order))
    topics = sorted({topic for t in thread.told for topic in t.commitment.topics})
    earliest = thread.first
    return Promise(
        id=_identify(bound, earliest),
        parties=tuple(sorted(bound)),
        force=_strongest(thread.told),
        action=earliest.commitment.action if len(thread.told) == 1 else newest.commitment.action,
        due=due,
        mechanism=next(
            (t.commitment.mechanism for t in thread.told if t.commitment.mechanism), None
        ),
        topics=tuple(topics),
        state=state,
        steps=tuple(step for _, step, _ in steps) + ((last,) if last is not None else ()),
    )


def _due_of(
    thread: Thread, steps: Sequence[tuple[Any, Step, DateRange | None]]
) -> DateRange | None:
    """Return the due date that the latest change gave, else the one that the tellings give."""
    due = thread.due
    for _, step, given in steps:
        if step.kind == "modified" and given is not None:
            due = given
    return due


def _state(
    thread: Thread,
    steps: Sequence[Step],
    due: DateRange | None,
    today: date | None,
    silence: Silence,
) -> tuple[PromiseState, Step | None]:
    """Return where it stands on the day, and the step by which it was dropped in silence."""
    state: PromiseState = "open"
    for step in steps:
        match step.kind:
            case "done":
                state = "done"
            case "dropped" if state != "done":
                state = "dropped"
            case "denied" if state == "done":
                state = "open"
            case "modified" if state != "done":
                state = "modified"
            case "reaffirmed" if state not in ("done",):
                state = "reaffirmed"
    if state in ("done", "dropped"):
        return state, None
    end = due.end if due is not None else None
    passed = end is not None and today is not None and end < today
    mentioned = max((s.day for s in steps if s.day is not None), default=None)
    silent = silence.since(thread, mentioned, end, today)
    if silent is not None:
        return "dropped", silent
    return ("overdue" if passed else state), None


def _strongest(told: Sequence[Told]) -> Any:
    order = {"agreed": 0, "pledged": 1, "willing": 2}
    return min((t.commitment.force for t in told), key=lambda force: order[force])


def _identify(bound: Bound, first: Told) -> str:
    evidence = first.commitment.evidence[0]
    day = first.day.isoformat() if first.day is not None else ""
    parts = (day, first.stored.document.id, str(evidence.start), str(evidence.end), first.stored.id)
    payload = "|".join((*parts, *sorted(bound)))
    return "C" + hashlib.sha256(payload.encode()).hexdigest()[:19]
