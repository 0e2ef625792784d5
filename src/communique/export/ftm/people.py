"""Persons, the posts they are seen in, and when."""

import re
from collections.abc import Container, Iterable, Iterator

from communique.export.ftm.citing import cite
from communique.export.ftm.entity import Entity, country_of, make_id
from communique.export.ftm.parties import PartyList
from communique.export.selection import Selection
from communique.linking.types import HeldOffice, Person

_FORMER = re.compile(r"^(?:former|ex)[\s-]+(?=\S)", re.IGNORECASE)


def describe_people(
    selection: Selection, parties: PartyList, present: Container[str]
) -> Iterator[Entity]:
    """Yield the persons whom chosen documents name, and those of `present`, then their posts.

    A post is one title of one party. An office that a person held is one Occupancy: `startDate`
    and `endDate` are those that a reference pack gives, `date` the days on which documents show
    it. A former office is ended, on a day that nobody tells.
    """
    posts: dict[str, Entity] = {}
    for person in selection.memory.people:
        if person.id in present or any(selection.is_chosen(s.document) for s in person.sources):
            offices = [o for o in person.offices if _is_told(selection, o)]
            yield _describe(person, offices)
            yield from _describe_offices(selection, person, offices, parties, posts)
    yield from posts.values()


def _is_told(selection: Selection, office: HeldOffice) -> bool:
    """Whether a chosen document tells of an office, or a reference pack alone."""
    return not office.sources or any(selection.is_chosen(s.document) for s in office.sources)


def _describe(person: Person, offices: Iterable[HeldOffice]) -> Entity:
    entity = Entity("Person", make_id("person", person.id))
    entity.add_names("name", [person.name])
    entity.add_names("alias", (name for name in person.names if name != person.name))
    # For which state somebody acts tells no nationality.
    entity.add("country", country_of(person.party))
    entity.add("position", *(office.office for office in offices if not office.former))
    return entity


def _describe_offices(
    selection: Selection,
    person: Person,
    offices: Iterable[HeldOffice],
    parties: PartyList,
    posts: dict[str, Entity],
) -> Iterable[Entity]:
    found: dict[str, Entity] = {}
    for office in offices:
        post = _find_post(person, office, parties, posts)
        since = office.since.isoformat() if office.since is not None else None
        until = office.until.isoformat() if office.until is not None else None
        state = "former" if office.former else ""
        key = make_id("occupancy", person.id, post.id, state, since or "", until or "")
        entity = found.setdefault(key, Entity("Occupancy", key))
        entity.add("holder", make_id("person", person.id))
        entity.add("post", post.id)
        entity.add("startDate", since)
        entity.add("endDate", until)
        entity.add("summary", office.citation)
        if office.former:
            entity.add("status", "ended")
        else:
            seen = (day.isoformat() for day in (office.first, office.last) if day is not None)
            entity.add("date", *seen)
        cite(entity, selection, office.sources)
    return found.values()


def _find_post(
    person: Person, office: HeldOffice, parties: PartyList, posts: dict[str, Entity]
) -> Entity:
    # Of whose government it is isn't known: then nobody else need hold the same post.
    whose = office.party if office.party is not None else f"of {person.id}"
    # "Former President" is no other post than "President", only held no more.
    title = _FORMER.sub("", office.office) if office.former else office.office
    key = make_id("position", whose, title.casefold())
    if key not in posts:
        posts[key] = Entity("Position", key)
        posts[key].add_names("name", [title])
        if office.party is not None:
            posts[key].add("organization", parties.refer(office.party))
            posts[key].add("country", country_of(office.party))
    posts[key].add("keywords", office.rank)
    return posts[key]
