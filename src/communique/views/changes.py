"""What changed between two states of what an archive remembers of a pair of parties.

Things are known again by the records that tell them, not by their ids: an earlier report that
comes in later gives an encounter another id. A record that was read anew or corrected counts
as the one whose place it took.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from communique.linking.formula_types import Formula
from communique.linking.mechanism_types import LinkedMechanism, Round
from communique.linking.memory import Memory
from communique.linking.types import Cited, Encounter, HeldOffice, Person, Promise, Step
from communique.linking.wordings import normalise
from communique.views.ledgers import tell
from communique.views.scope import Pair

T = TypeVar("T")
#: Gives a place what it is known again by, though its record was read anew or corrected.
Lineage = Callable[[Cited], str]


@dataclass(frozen=True)
class Changes:
    """What is new, and pairs of what was and what is; None stands for what wasn't there.

    Promises come with the steps, mechanisms with the rounds that are new.
    """

    encounters: tuple[tuple[Encounter | None, Encounter], ...]
    promises: tuple[tuple[Promise | None, Promise, tuple[Step, ...]], ...]
    formulas: tuple[tuple[Formula | None, Formula], ...]
    mechanisms: tuple[tuple[LinkedMechanism | None, LinkedMechanism, tuple[Round, ...]], ...]
    offices: tuple[tuple[Person, HeldOffice], ...]


def compare_memories(
    before: Memory, now: Memory, pair: Pair, lines: Mapping[str, frozenset[str]]
) -> Changes:
    """Return what is new and what is otherwise than before, of what concerns the pair.

    `lines` gives for each record that is part of a succession all records connected with it.
    """

    def lineage(place: Cited) -> str:
        if place.record:
            return name_line(lines, place.record)
        return f"{place.document}:{place.spans}"

    told = {finding.id for finding in tell(now, (pair.left, pair.right))}
    return Changes(
        encounters=tuple(_compare_encounters(before, now, pair, lineage)),
        promises=tuple(_compare_promises(before, now, told, lineage)),
        formulas=tuple(_compare_formulas(before, now, pair, told, lineage)),
        mechanisms=tuple(_compare_mechanisms(before, now, pair, lines, lineage)),
        offices=tuple(_find_offices(before, now, pair, told, lines)),
    )


def name_line(lines: Mapping[str, frozenset[str]], record: str) -> str:
    """Return what a record shares with those whose place it took, and that took its place."""
    return min(lines.get(record, (record,)))


def match(
    before: Iterable[T], now: Sequence[T], keys: Callable[[T], Iterable[str]]
) -> Iterator[tuple[T | None, T]]:
    """Yield each thing of now with the one before that shares the most keys with it."""
    earlier = list(before)
    having: dict[str, list[int]] = defaultdict(list)
    for place, thing in enumerate(earlier):
        for key in set(keys(thing)):
            having[key].append(place)
    for thing in now:
        votes = Counter(place for key in set(keys(thing)) for place in having.get(key, ()))
        best = min(votes, key=lambda place: (-votes[place], place), default=None)
        yield (None if best is None else earlier[best]), thing


def _compare_encounters(
    before: Memory, now: Memory, pair: Pair, lineage: Lineage
) -> Iterator[tuple[Encounter | None, Encounter]]:
    def keys(encounter: Encounter) -> Iterator[str]:
        return (lineage(account) for account in encounter.accounts)

    mine = [e for e in now.encounters if pair.both_in(e.parties)]
    for was, encounter in match(before.encounters, mine, keys):
        if was is None or (was.status, was.came_about is None) != (
            encounter.status,
            encounter.came_about is None,
        ):
            yield was, encounter


def _compare_promises(
    before: Memory, now: Memory, told: set[str], lineage: Lineage
) -> Iterator[tuple[Promise | None, Promise, tuple[Step, ...]]]:
    def keys(promise: Promise) -> Iterator[str]:
        return (lineage(step.source) for step in promise.steps)

    for was, promise in match(before.promises, now.promises_told_by(told), keys):
        known = {(s.kind, lineage(s.source)) for s in was.steps} if was else set()
        steps = [s for s in promise.steps if (s.kind, lineage(s.source)) not in known]
        if was is None or was.state != promise.state or steps:
            yield was, promise, tuple(steps)


def _compare_formulas(
    before: Memory, now: Memory, pair: Pair, told: set[str], lineage: Lineage
) -> Iterator[tuple[Formula | None, Formula]]:
    def keys(formula: Formula) -> Iterator[str]:
        return (lineage(use.source) for use in formula.uses)

    for holder in (pair.left, pair.right):
        mine = [f for f in now.formulas(holder) if any(u.source.record in told for u in f.uses)]
        for was, formula in match(before.formulas(holder), mine, keys):
            if (
                was is None
                or normalise(was.wording) != normalise(formula.wording)
                or was.dropped != formula.dropped
            ):
                yield was, formula


def _compare_mechanisms(
    before: Memory,
    now: Memory,
    pair: Pair,
    lines: Mapping[str, frozenset[str]],
    lineage: Lineage,
) -> Iterator[tuple[LinkedMechanism | None, LinkedMechanism, tuple[Round, ...]]]:
    def keys(mechanism: LinkedMechanism) -> Iterator[str]:
        return (name_line(lines, record) for record in mechanism.members)

    mine = [m for m in now.mechanisms if pair.both_in(m.parties)]
    for was, mechanism in match(before.mechanisms, mine, keys):
        earlier = was.rounds if was is not None else ()
        known = {lineage(source) for held in earlier for source in held.sources}
        rounds = [
            held
            for held in mechanism.rounds
            if all(lineage(source) not in known for source in held.sources)
        ]
        if was is None or was.state != mechanism.state or rounds:
            yield was, mechanism, tuple(rounds)


def _find_offices(
    before: Memory, now: Memory, pair: Pair, told: set[str], lines: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Person, HeldOffice]]:
    """Yield offices of the pair's people in which these had not been seen before."""

    def keys(person: Person) -> Iterator[str]:
        for mention in person.mentions:
            record, _, name = mention.partition("/")
            yield f"{name_line(lines, record)}/{name}"
        # Who is named in new documents only is known again by the name.
        for name in person.names:
            yield f"{person.party}/{normalise(name)}"

    pages = {one.document.id for key, one in now.records.items() if key in told}
    mine = [person for person in now.people if person.party in pair]
    for was, person in match(before.people, mine, keys):
        known = {(o.party, normalise(o.office)) for o in was.offices} if was is not None else set()
        for office in person.offices:
            seen = any(source.document in pages for source in office.sources)
            if seen and not office.former and (office.party, normalise(office.office)) not in known:
                yield person, office
