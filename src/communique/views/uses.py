"""Where a record is used: the linked things that rest on it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from communique.archive import Archive
from communique.archive.projection import parties_named
from communique.archive.types import Stored
from communique.linking.memory import Memory
from communique.records import Position, Value
from communique.views.answers import answer
from communique.views.apart import Elsewhere, computing_elsewhere
from communique.views.choosing import describe_encounter
from communique.views.lately import leave_withdrawn
from communique.views.names import name_issue, name_party
from communique.views.recall import recall, recalls_whole

#: Parties whose documents are linked to see where a record of a large archive is used.
_AMONG = 2


class Use(Value):
    """A linked thing that rests on a record: what it is, its id, and what it is called."""

    kind: str
    thing: str
    label: str


def list_uses(
    archive: Archive,
    record: str,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
) -> tuple[tuple[Use, ...], tuple[str, ...]]:
    """Return what rests on a record, and among whose documents that was looked up.

    The parties are none where the archive is linked whole. A record that names no party is
    used nowhere in a large archive. Raises `ArchiveError` for an unknown id.
    """
    stored = archive.at(record, known_at=known_at).stored
    among = () if recalls_whole(archive) else _name_few(archive, stored, known_at)
    if not among and not recalls_whole(archive):
        return (), ()

    def compute() -> object:
        memory = recall(archive, *among, as_of=as_of, known_at=known_at)
        index: dict[str, list[list[str]]] = {}
        for key, use in _list_all(memory):
            told = [use.kind, use.thing, use.label]
            if told not in index.setdefault(key, []):
                index[key].append(told)
        return index

    days = {"as_of": as_of, "known_at": known_at}
    index = answer(archive, "uses", among, days, compute)
    uses = (Use(kind=k, thing=t, label=told) for k, t, told in index.get(record, ()))
    return tuple(uses), among


def find_uses_at_hand(
    archive: Archive,
    record: str,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
) -> tuple[tuple[Use, ...], tuple[str, ...]] | None:
    """Return what `list_uses` does; None where a large archive would have to be linked first.

    It always holds: what is shown for a while after it held is only what was asked for.
    """
    if recalls_whole(archive):
        return list_uses(archive, record, as_of=as_of, known_at=known_at)
    try:
        with computing_elsewhere(), leave_withdrawn():
            return list_uses(archive, record, as_of=as_of, known_at=known_at)
    except Elsewhere:
        return None


def _name_few(archive: Archive, stored: Stored, known_at: date | None) -> tuple[str, ...]:
    """Return the parties of a record, two at most: enough to find what it is told with.

    To one party the one is added that its document tells most of: to link all that is told of
    a busy party takes a minute, and who looks at the record came from the pair.
    """
    own = sorted(parties_named(stored.record))[:_AMONG]
    if len(own) == 1:
        beside = Counter(
            party
            for one in archive.records(document=stored.document.id, known_at=known_at)
            for party in parties_named(one.record)
            if party not in own
        )
        own += sorted(beside, key=lambda party: (-beside[party], party))[: _AMONG - 1]
    return tuple(sorted(own))


def _list_all(memory: Memory) -> Iterator[tuple[str, Use]]:
    for encounter in memory.encounters:
        label = describe_encounter(encounter).rpartition(" (")[0]
        yield from _use("encounter", encounter.id, label, (a.record for a in encounter.accounts))
    for promise in memory.promises:
        records = (step.source.record for step in promise.steps)
        yield from _use("commitment", promise.id, promise.action, records)
    for request in memory.requests:
        records = (step.source.record for step in request.steps)
        yield from _use("request", request.id, request.action, records)
    for target in memory.targets:
        readings = (reading.source.record for reading in target.readings)
        told = (source.record for source in target.sources)
        yield from _use("target", target.id, target.label, (*told, *readings))
    for mechanism in memory.mechanisms:
        yield from _use("mechanism", mechanism.id, mechanism.name, mechanism.members)
    for person in memory.people:
        named = (mention.partition("/")[0] for mention in person.mentions)
        yield from _use("person", person.id, person.name, dict.fromkeys(named))
    holders = {r.holder for one in memory.stored if isinstance(r := one.record, Position)}
    for holder in sorted(holders):
        for formula in memory.formulas(holder):
            label = f"{name_party(holder)}, {name_issue(formula.issue)}: “{formula.wording}”"
            records = (use.source.record for use in formula.uses)
            yield from _use("wording", formula.id, label, records)


def _use(kind: str, thing: str, label: str, records: Iterable[str]) -> Iterator[tuple[str, Use]]:
    use = Use(kind=kind, thing=thing, label=label)
    for record in records:
        if record:
            yield record, use
