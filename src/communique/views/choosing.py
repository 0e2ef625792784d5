"""Which of the linked things a name or an id means."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol, TypeVar

from communique.archive import Archive
from communique.archive.projection import fold
from communique.archive.types import DocumentSummary
from communique.errors import CommuniqueError, NotOnRecord
from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.memory import Memory
from communique.linking.types import Encounter, Person
from communique.views.dates import describe_date
from communique.views.names import name_parties, name_party


class _Thing(Protocol):
    """What has an id, and may have had others."""

    @property
    def id(self) -> str: ...

    @property
    def known_as(self) -> tuple[tuple[str, str], ...]: ...


T = TypeVar("T", bound=_Thing)

#: So much of an id tells it from all others.
SHORT_ID = 6
#: So many of those who may be meant fit on a line.
_LISTED = 8


def choose_person(memory: Memory, name: str) -> Person:
    """Return whom a name, some words of it or an id means.

    Raises `NotOnRecord`, with who may be meant, for none and for several.
    """
    return _choose("person", name, memory.people, lambda p: p.names, _describe_person)


def choose_mechanism(memory: Memory, name: str) -> LinkedMechanism:
    """Return the mechanism that a name, an alias, words of these or an id means; as above."""
    return _choose(
        "mechanism", name, memory.mechanisms, lambda m: (m.name, *m.aliases), _describe_mechanism
    )


def choose_encounter(memory: Memory, key: str) -> Encounter:
    """Return the encounter with this id, or one that begins so; as above."""
    return _choose("encounter", key, memory.encounters, lambda _: (), describe_encounter)


def choose_document(
    archive: Archive, name: str, *, as_of: date | None = None, known_at: date | None = None
) -> DocumentSummary:
    """Return the stored document that an id, its beginning or a name means.

    Of those published, or showing no date, by `as_of`, and known at `known_at`. Raises
    `NotOnRecord` for none, `CommuniqueError`, with their ids, for several.
    """
    summaries = list(archive.documents(as_of=as_of, known_at=known_at))
    found = [s for s in summaries if s.id == name] or [s for s in summaries if s.name == name]
    found = found or [s for s in summaries if len(name) > 3 and s.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotOnRecord("document", name)
    ids = ", ".join(s.id for s in found)
    raise CommuniqueError(f"{len(found)} documents are called {name!r}; name one by its id: {ids}")


def find_by_id(things: Iterable[T], wanted: str) -> list[T]:
    """Return what has the id, or may have had it; else what has one that begins so.

    An id that a thing had before an earlier document came is that of a later mention now.
    """
    listed = list(things)
    if exact := [thing for thing in listed if thing.id == wanted]:
        return exact
    told = [
        (mention, place)
        for place, thing in enumerate(listed)
        for key, mention in thing.known_as
        if key == wanted
    ]
    if told:
        return [listed[min(told)[1]]]
    if len(wanted) < SHORT_ID:
        return []
    return [thing for thing in listed if thing.id.startswith(wanted)] or [
        thing for thing in listed if any(key.startswith(wanted) for key, _ in thing.known_as)
    ]


def _choose(
    kind: str,
    name: str,
    things: Iterable[T],
    names: Callable[[T], Iterable[str]],
    describe: Callable[[T], str],
) -> T:
    listed = list(things)
    wanted = fold(name)
    words = set(wanted.split())
    if words and (found := find_by_id(listed, name)):
        return _one_of(kind, name, found, describe)
    ways: tuple[Callable[[T], bool], ...] = (
        lambda thing: any(fold(one) == wanted for one in names(thing)),
        lambda thing: any(words <= set(fold(one).split()) for one in names(thing)),
    )
    for fits in ways if words else ():
        found = [thing for thing in listed if fits(thing)]
        if found:
            return _one_of(kind, name, found, describe)
    raise NotOnRecord(kind, name)


def _one_of(kind: str, name: str, found: list[T], describe: Callable[[T], str]) -> T:
    if len(found) == 1:
        return found[0]
    more = len(found) - _LISTED
    told = [*map(describe, found[:_LISTED]), *([f"and {more} more"] if more > 0 else [])]
    raise NotOnRecord(kind, name, told)


def _describe_person(person: Person) -> str:
    office = f", {person.offices[0].office}" if person.offices else ""
    party = f", {name_party(person.party)}" if person.party else ""
    return f"{person.name}{office}{party} ({person.id})"


def _describe_mechanism(mechanism: LinkedMechanism) -> str:
    parties = f", {name_parties(mechanism.parties)}" if mechanism.parties else ""
    return f"{mechanism.name}{parties} ({mechanism.id})"


def describe_encounter(encounter: Encounter) -> str:
    """Return an encounter in a few words with its id."""
    day = describe_date(encounter.date)
    return f"{encounter.form} of {name_parties(encounter.parties)}, {day} ({encounter.id})"
