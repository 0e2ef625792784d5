"""FollowTheMoney: entities as JSON Lines, for Aleph, OpenAleph and OpenSanctions' tools.

Ids are made of those of the archive: an entity that is exported twice is the same one.
Written without the library, whose model is that of version 3.5.
"""

from collections.abc import Iterator

from communique.export.ftm.documents import describe_document, describe_links
from communique.export.ftm.entity import Entity
from communique.export.ftm.events import describe_events
from communique.export.ftm.parties import PartyList, describe_memberships
from communique.export.ftm.people import describe_people
from communique.export.meetings import chosen_encounters
from communique.export.selection import Selection


def write(selection: Selection) -> Iterator[str]:
    """Yield an entity a line: documents, persons, encounters, memberships, links, parties."""
    for entity in _describe(selection):
        yield entity.to_line()


def _describe(selection: Selection) -> Iterator[Entity]:
    parties = PartyList()
    for summary in selection.summaries:
        yield describe_document(summary)
    present = {
        one.person
        for encounter in chosen_encounters(selection)
        for one in encounter.people
        if one.person is not None
    }
    yield from describe_people(selection, parties, present)
    yield from describe_events(selection, parties)
    yield from describe_memberships(selection, parties)
    yield from describe_links(selection, parties)
    # Last, since by now it is known to which ones the others refer.
    yield from parties.entities()
