"""Requests and what became of them: granted, done, refused, or not answered yet.

A request depends on the records that name who asks or who is asked, on nothing else. The asked
answer by committing to the deed, by doing it or by refusing it; what others say of it counts
only where it tells that the asked did it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from communique.archive.projection import parties_named
from communique.archive.types import Stored
from communique.linking.promise_joining import handles_of, same_deed
from communique.linking.promise_matching import coverage
from communique.linking.promise_tellings import Telling, read_tellings
from communique.linking.promise_words import Deed, read_deed
from communique.linking.types import Answer, AnsweredRequest, Step, StepKind, cite
from communique.linking.wordings import says_something
from communique.records import Commitment, Position, Request, Statement

#: Without a verb of the deed, so much of what it's about has to be named.
_PLAIN = 0.75
_ANSWERS: tuple[Answer, ...] = ("done", "refused", "accepted")


@dataclass(frozen=True, slots=True)
class _Asked:
    stored: Stored
    request: Request
    deed: Deed
    day: date | None


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a party said or did that may answer: a promise by `deed`, or the telling of a clause."""

    stored: Stored
    by: frozenset[str]
    day: date | None
    deed: Deed
    telling: Telling | None

    def handles(self) -> list[tuple[str, str]]:
        """Return what a request must share one of: a thing, and with a promise also a verb."""
        if self.telling is None:
            return handles_of(self.deed)
        return [("", thing) for thing in self.deed.things or {""}]


def answer_requests(
    stored: Iterable[Stored], *, as_of: date | None = None
) -> tuple[AnsweredRequest, ...]:
    """Return the requests with their answers, oldest first, as known on a day.

    What was published after `as_of` is left out; without it nothing is.
    """
    records = _known_by(stored, as_of)
    asked: dict[tuple[str, tuple[str, ...]], list[_Asked]] = defaultdict(list)
    # In the order of time, and which of them are whose.
    replies: list[_Reply] = []
    replies_of: dict[str, list[int]] = defaultdict(list)
    for one in records:
        record = one.record
        if isinstance(record, Request) and says_something(record.action):
            key = (record.by, tuple(sorted(record.to)))
            asked[key].append(_Asked(one, record, read_deed(record.action), _day(one)))
        for reply in _replies(one):
            for party in reply.by:
                replies_of[party].append(len(replies))
            replies.append(reply)
    found = []
    for (by, to), block in sorted(asked.items()):
        by_handle: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place in {place for party in to for place in replies_of.get(party, ())}:
            for handle in replies[place].handles():
                by_handle[handle].append(place)
        for group in _group(block):
            near = {
                place
                for asking in group
                for thing in asking.deed.things
                for verb in ("", *asking.deed.verbs)
                for place in by_handle.get((verb, thing), ())
            }
            found.append(_build(by, to, group, [replies[place] for place in sorted(near)]))
    return tuple(sorted(found, key=lambda r: (r.steps[0].day or date.max, r.id)))


def _known_by(stored: Iterable[Stored], as_of: date | None) -> list[Stored]:
    unique = {(one.document.id, one.id): one for one in stored}
    kept = [
        one
        for one in unique.values()
        if as_of is None or (day := _day(one)) is None or day <= as_of
    ]
    return sorted(kept, key=_order)


def _order(one: Stored) -> tuple[date, str, int, int, str]:
    first = one.record.evidence[0]
    return _day(one) or date.max, one.document.id, first.start, first.end, one.id


def _day(one: Stored) -> date | None:
    return one.document.published.end if one.document.published is not None else None


def _replies(one: Stored) -> Iterable[_Reply]:
    record = one.record
    if isinstance(record, Commitment):
        parties = frozenset(record.parties)
        yield _Reply(one, parties, _day(one), read_deed(record.action), None)
    elif not isinstance(record, Statement | Position):
        return
    if isinstance(record, Commitment | Statement | Position):
        text = " ".join(e.text for e in record.evidence)
        named = parties_named(record)
        for telling in read_tellings(text):
            by = named | telling.deed.parties
            yield _Reply(one, by, _day(one), telling.deed, telling)


def _group(block: Sequence[_Asked]) -> list[list[_Asked]]:
    """Return the askings of one thing between the same parties, in the order of time."""
    groups: list[list[_Asked]] = []
    by_thing: dict[str, list[int]] = defaultdict(list)
    for one in block:
        numbers = sorted({n for t in one.deed.things or {""} for n in by_thing.get(t, ())})
        fits = [(same_deed(groups[n][0].deed, one.deed), n) for n in numbers]
        best = max(fits, default=(0.0, -1))
        if best[0] > 0:
            number = best[1]
            groups[number].append(one)
        else:
            number = len(groups)
            groups.append([one])
        for thing in one.deed.things or {""}:
            if number not in by_thing[thing]:
                by_thing[thing].append(number)
    return groups


def _build(
    by: str, to: tuple[str, ...], group: Sequence[_Asked], replies: Sequence[_Reply]
) -> AnsweredRequest:
    first = group[0]
    entries: list[tuple[tuple[date, str, int, int, str], Step]] = []
    for number, one in enumerate(group):
        kind: StepKind = (
            "made" if number == 0 else "repeated" if one.day == first.day else "reaffirmed"
        )
        step = Step(kind=kind, day=one.day, why=f"“{one.request.action}”", source=cite(one.stored))
        entries.append((_order(one.stored), step))
    seen: set[tuple[str, str]] = set()
    deeds = list(dict.fromkeys(a.deed for a in group))
    plain = list(dict.fromkeys(map(_plain, deeds)))
    for reply in replies:
        if not _is_later(first, reply):
            continue
        judged = _judge(by, to, deeds, plain, reply)
        if judged is None or (judged[0], reply.stored.document.id) in seen:
            continue
        seen.add((judged[0], reply.stored.document.id))
        step = Step(kind=judged[0], day=reply.day, why=judged[1], source=cite(reply.stored))
        entries.append((_order(reply.stored), step))
    entries.sort(key=lambda entry: (entry[0], entry[1].kind))
    steps = tuple(step for _, step in entries)
    told = [a for a in _ANSWERS if any(s.kind == a for s in steps)]
    last = next((s.kind for s in reversed(steps) if s.kind in _ANSWERS), None)
    answer: Answer = "unanswered"
    if "done" in told:
        answer = "done"
    elif last in ("accepted", "refused"):
        answer = "accepted" if last == "accepted" else "refused"
    strongest = min((a.request.force for a in group), key=lambda f: f != "urged")
    return AnsweredRequest(
        id=_identify(first),
        by=by,
        to=to,
        force=strongest,
        action=first.request.action,
        due=next((a.request.due for a in reversed(group) if a.request.due is not None), None),
        topics=tuple(sorted({t for a in group for t in a.request.topics})),
        answer=answer,
        steps=steps,
        known_as=tuple((_identify(one), one.stored.id) for one in group),
    )


def _is_later(asked: _Asked, reply: _Reply) -> bool:
    """Whether a reply stands behind the request: on a later day, or further down its document."""
    if reply.stored.document.id == asked.stored.document.id:
        return reply.stored.record.evidence[0].start > asked.request.evidence[0].start
    return asked.day is not None and reply.day is not None and reply.day >= asked.day


def _judge(
    by: str, to: tuple[str, ...], deeds: Sequence[Deed], plain: Sequence[Deed], reply: _Reply
) -> tuple[StepKind, str] | None:
    telling = reply.telling
    if telling is None:
        promised = _plain(reply.deed)
        if any(same_deed(deed, promised) for deed in plain):
            kind: StepKind = "refused" if reply.deed.negated else "accepted"
            return kind, "commits to it"
        return None
    speaks = _speakers(reply.stored)
    for deed in deeds:
        score = coverage(deed, telling.deed.things)
        same = bool(deed.verbs & telling.deed.verbs)
        if score == 0 or (telling.deed.parties and telling.deed.parties - {by, *to} - deed.parties):
            continue
        said = f"“{telling.text.strip()}”"
        if telling.aspect in ("refused", "dropped") and speaks & set(to):
            if same or score >= _PLAIN:
                return "refused", f"told as refused: {said}"
        elif telling.aspect == "done" and same:
            return "done", f"told as done: {said}"
        elif telling.aspect == "failed" and same:
            continue
        elif telling.aspect == "granted" and speaks & set(to) and score >= _PLAIN:
            return "accepted", f"granted: {said}"
    return None


def _plain(deed: Deed) -> Deed:
    return Deed(verbs=deed.verbs, things=deed.things, head=deed.head, places=deed.places)


def _speakers(one: Stored) -> set[str]:
    record = one.record
    match record:
        case Statement():
            return {p for p in (record.speaker_party, record.speaker) if p is not None}
        case Position():
            return {record.holder}
        case Commitment():
            return set(record.parties)
    return set()


def _identify(first: _Asked) -> str:
    evidence = first.request.evidence[0]
    day = first.day.isoformat() if first.day is not None else ""
    parts = (day, first.stored.document.id, str(evidence.start), str(evidence.end), first.stored.id)
    return "R" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:19]
