"""What a record's mentions were joined with, and what they might be joined with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.archive import Archive
from communique.archive.projection import name_parties, name_people
from communique.archive.types import Judged, Stored
from communique.errors import ArchiveError
from communique.linking.memory import Memory
from communique.linking.types import Known, mention_key
from communique.views.lately import leave_withdrawn
from communique.views.recall import recall
from communique.views.summaries import summarise

#: So many other things are offered to be joined.
_OFFERED = 12
_KINDS: tuple[Judged, ...] = ("encounter", "commitment", "mechanism", "person")


@dataclass(frozen=True, slots=True)
class Choice:
    """Another mention, to be joined with or split from; `state` is what that is decided from."""

    mention: str
    told: str
    state: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of the record: which thing of which kind it was taken to be of.

    `together` are mentions that were joined with it, `apart` those of other things of the
    parties, the most alike first.
    """

    kind: Judged
    mention: str
    told: str
    thing: str
    together: tuple[Choice, ...]
    apart: tuple[Choice, ...]


def list_mentions(archive: Archive, stored: Stored) -> list[Mention]:
    """Return what a record mentions, as linking takes it: by what the archive holds on its first
    two parties.
    """
    parties = list(dict.fromkeys(party for party, _ in name_parties(stored.record)))[:2]
    with leave_withdrawn():
        memory = recall(archive, *parties)
    return [one for kind in _KINDS for one in _find(archive, memory, stored, kind)]


def find_mention(archive: Archive, kind: str, text: str) -> str:
    """Return the first mention of the linked thing with this id; `text` itself if it is none."""
    try:
        archive.at(text.partition("/")[0], margin=0)
    except ArchiveError:
        return recall(archive).mention_of(kind, text) or text
    return text


def _find(archive: Archive, memory: Memory, stored: Stored, kind: Judged) -> Iterator[Mention]:
    things = _things(memory, kind)
    if kind == "person":
        own = [mention_key(stored.id, name) for name in name_people(stored.record)]
    else:
        own = [stored.id]
    for mention in own:
        mine = next((thing for thing in things if mention in _mentions_of(thing)), None)
        if mine is None:
            continue
        together = [one for one in _mentions_of(mine) if one != mention]
        likeness = {thing.id: _likeness(memory, mine, thing) for thing in things}
        others = sorted(
            (thing for thing in things if thing is not mine and likeness[thing.id]),
            key=lambda thing: (-likeness[thing.id], thing.id),
        )
        apart = [_mentions_of(thing)[0] for thing in others[:_OFFERED]]
        yield Mention(
            kind=kind,
            mention=mention,
            told=_tell(memory, mention),
            thing=mine.id,
            together=_offer(archive, memory, kind, mention, together[:_OFFERED]),
            apart=_offer(archive, memory, kind, mention, apart),
        )


def _offer(
    archive: Archive, memory: Memory, kind: Judged, mention: str, others: Sequence[str]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(other, _tell(memory, other), archive.state_of_mentions(kind, mention, other))
        for other in others
    )


def _things(memory: Memory, kind: Judged) -> Sequence[Known]:
    match kind:
        case "encounter":
            return memory.encounters
        case "commitment":
            return memory.promises
        case "mechanism":
            return memory.mechanisms
    return memory.people


def _mentions_of(thing: Known) -> list[str]:
    return list(dict.fromkeys(mention for _, mention in thing.known_as))


def _likeness(memory: Memory, one: Known, other: Known) -> int:
    """Return how many words and parties the first mentions of two things share."""
    return len(_signs(memory, one) & _signs(memory, other))


def _signs(memory: Memory, thing: Known) -> set[str]:
    record_id, _, name = _mentions_of(thing)[0].partition("/")
    if name:
        return set(name.casefold().split())
    stored = memory.records.get(record_id)
    if stored is None:
        return set()
    parties = {party for party, _ in name_parties(stored.record)}
    day = stored.filed.start.isoformat() if stored.filed and stored.filed.start else ""
    return parties | {day} | set(summarise(stored.record).what.casefold().split())


def _tell(memory: Memory, mention: str) -> str:
    """Return a mention in one line: who and what, in which document."""
    record_id, _, name = mention.partition("/")
    stored = memory.records.get(record_id)
    if stored is None:
        return mention
    told = summarise(stored.record)
    when = f"{told.when} " if told.when else ""
    where = stored.document.title or stored.document.name
    if name:
        return f"{name}, in “{where}” ({told.kind}: {told.what[:80]})"
    return f"{when}{told.whom}: {told.what}, in “{where}”"
