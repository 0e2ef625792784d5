"""Promises through time: what was promised, what was told of it later, and where it stands.

A promise depends on the commitments whose bound parties are the same (or part of them) and
on the records that name at least one of these parties, on nothing else: what is computed over
all records that name a bound party is what is computed over the whole archive.

Where a promise stands on a day:

- *done* if a later record shows it done and none denies it after that;
- *dropped* if it was said to be given up, cancelled or suspended since it was last told;
- *dropped* in silence too: its due date passed a year ago (without one: it was last told two
  years ago) and since then the same parties met or agreed on the same field in two documents
  of different days at least, and none of them mentions it or names what it is about. Only deeds
  that come to an end can be dropped so: nobody need repeat every year that they'll strengthen
  relations;
- *overdue* if the end of its due date has passed;
- else *modified* or *reaffirmed*, whichever was told last, or *open*.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from communique.archive.projection import parties_named
from communique.archive.types import DocumentSummary, Stored
from communique.linking.promise_binding import bind, may_bind
from communique.linking.promise_following import Taken, assign, follow, part, weigh
from communique.linking.promise_joining import Thread, Told, tell
from communique.linking.promise_narration import narrate
from communique.linking.promise_outcomes import Outcome, outcomes_of, without_plans
from communique.linking.promise_silence import Silence
from communique.linking.types import Judgements, Promise, PromiseState, Step, cite
from communique.linking.wordings import says_something
from communique.records import Commitment, DateRange

_NO_JUDGEMENTS = Judgements()
Bound = frozenset[str]


def follow_promises(
    stored: Iterable[Stored],
    *,
    as_of: date | None = None,
    judgements: Judgements = _NO_JUDGEMENTS,
    texts: Callable[[str], str] | None = None,
    documents: Iterable[DocumentSummary] = (),
) -> tuple[Promise, ...]:
    """Return the promises that commitments tell, oldest first, as they stand on a day.

    `as_of` is by default the day of the newest document; what was published after it is left
    out. `texts` gives a document's text by its id: with it, plain words that no record holds
    show a promise kept, too. The documents of the records are searched, and `documents`, those
    without a record. Judgements of the kind `commitment` join and part the tellings by their
    record ids.
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
    if texts is not None:
        outcomes = without_plans(outcomes, texts)
    by_party: dict[str, list[int]] = defaultdict(list)
    for number, outcome in enumerate(outcomes):
        for party in outcome.parties | outcome.deed.parties:
            by_party[party].append(number)
    silence = Silence(records)
    followed: list[tuple[Bound, Thread, list[Taken]]] = []
    for bound in sorted(blocks, key=sorted):
        numbers = sorted({n for party in bound for n in by_party.get(party, ())})
        known = [outcomes[n] for n in numbers]
        followed.extend((bound, *one) for one in follow(blocks[bound], known, judgements))
    spoken: Spoken = {}
    if texts is not None:
        known_texts = _documents(records, documents, as_of)
        followed, spoken = _search(followed, known_texts, texts, records)
    promises = [
        _build(bound, thread, taken, today, silence, spoken) for bound, thread, taken in followed
    ]
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


Followed = tuple[Bound, Thread, list[Taken]]
#: The last day on which words spoke of the things of a promise, by parties and first telling.
Spoken = dict[tuple[Bound, str], date]


def _search(
    followed: list[Followed],
    documents: Sequence[DocumentSummary],
    texts: Callable[[str], str],
    records: Sequence[Stored],
) -> tuple[list[Followed], Spoken]:
    """Return the promises with what plain words tell of those still open."""
    blocks: dict[Bound, list[int]] = defaultdict(list)
    for number, (bound, _, taken) in enumerate(followed):
        if not any(found.kind == "done" for _, found in taken):
            blocks[bound].append(number)
    named: dict[str, frozenset[str]] = defaultdict(frozenset)
    for one in records:
        named[one.document.id] |= parties_named(one.record)
    places = [n for numbers in blocks.values() for n in numbers]
    told, days = narrate([followed[n][1] for n in places], documents, texts, named)
    spoken = {
        (followed[n][0], followed[n][1].first.stored.id): days[place]
        for place, n in enumerate(places)
        if place in days
    }
    by_party: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in told:
        for party in outcome.parties:
            by_party[party].append(outcome)
    changed: dict[int, list[Taken]] = {}
    for bound, numbers in blocks.items():
        threads = [followed[n][1] for n in numbers]
        outcomes = min((by_party[party] for party in sorted(bound)), key=len, default=[])
        for number, taken in zip(numbers, assign(threads, outcomes), strict=True):
            changed[number] = taken
    result: list[Followed] = []
    for number, (bound, thread, taken) in enumerate(followed):
        if changed.get(number):
            parts = part(thread, weigh([*taken, *changed[number]]))
            result.extend((bound, *one) for one in parts)
        else:
            result.append((bound, thread, taken))
    return result, spoken


def _documents(
    records: Iterable[Stored], others: Iterable[DocumentSummary], as_of: date | None
) -> list[DocumentSummary]:
    """Return the documents to search, each once, oldest first."""
    unique = {one.document.id: one.document for one in records}
    for document in others:
        if as_of is None or (day := _published(document)) is None or day <= as_of:
            unique.setdefault(document.id, document)
    return sorted(unique.values(), key=lambda d: (_published(d) or date.max, d.id))


def _published(document: DocumentSummary) -> date | None:
    return document.published.end if document.published is not None else None


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
    return _published(one.document)


def _build(
    bound: Bound,
    thread: Thread,
    taken: Sequence[Taken],
    today: date | None,
    silence: Silence,
    spoken: Spoken,
) -> Promise:
    steps = [
        (t.order, Step(kind=kind, day=t.day, why=why, source=cite(t.stored)), t.due)
        for t, (kind, why) in zip(thread.told, thread.kinds, strict=True)
    ]
    seen = set()
    done = False
    for outcome, found in sorted(taken, key=lambda one: _told_order(one[0])):
        key = (found.kind, outcome.document.id)
        # It is done once: what tells it again adds nothing, unless it was denied between.
        again = found.kind == "done" and done
        if found.kind in ("done", "denied"):
            done = found.kind == "done"
        if key not in seen and not again:
            seen.add(key)
            told = outcome.day if found.kind == "done" else None
            day = told or outcome.published
            step = Step(kind=found.kind, day=day, why=found.why, source=outcome.source)
            steps.append((_told_order(outcome), step, found.due))
    steps.sort(key=lambda entry: (entry[0], entry[1].kind))
    due = _due_of(thread, steps)
    named = spoken.get((bound, thread.first.stored.id))
    state, last = _state(thread, [step for _, step, _ in steps], due, today, silence, named)
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
        known_as=tuple(
            (_identify(reach, one), one.stored.id)
            for one in (*thread.told, *thread.carried)
            for reach in dict.fromkeys((bound, *may_bind(one)))
        ),
    )


def _told_order(outcome: Outcome) -> tuple[date, str, tuple[int, int], str]:
    """By this steps stand in time: when they were told."""
    document = outcome.document.id
    return (
        outcome.published or date.max, document, outcome.source.spans[0], outcome.source.record,
    )  # fmt: skip


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
    spoken: date | None,
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
    days = [day for day in (spoken, *(s.day for s in steps)) if day is not None]
    mentioned = max(days, default=None)
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
