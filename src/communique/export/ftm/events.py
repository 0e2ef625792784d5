"""Encounters as events."""

from collections.abc import Iterator

from communique.export.days import span_of
from communique.export.ftm.citing import cite
from communique.export.ftm.entity import Entity, clean_address, country_of, make_id
from communique.export.ftm.parties import PartyList
from communique.export.meetings import chosen_encounters
from communique.export.selection import Selection
from communique.linking.types import Encounter
from communique.views.appointments import title_encounter
from communique.views.dates import describe_date
from communique.views.phrases import describe_place


def describe_events(selection: Selection, parties: PartyList) -> Iterator[Entity]:
    """Yield the encounters; the names of those that weren't held say so.

    `summary` tells status and date in words, since a season or a decade has no date of its own.
    """
    for encounter in chosen_encounters(selection):
        yield _describe(selection, encounter, parties)


def _describe(selection: Selection, encounter: Encounter, parties: PartyList) -> Entity:
    entity = Entity("Event", make_id("event", encounter.id))
    held = encounter.status == "held"
    title = title_encounter(encounter)
    entity.add_names("name", [title if held else f"{title} ({encounter.status})"])
    entity.add("keywords", encounter.form, encounter.status)
    entity.add("summary", f"{encounter.status}; {describe_date(encounter.date)}")
    days = span_of(encounter.date)
    if days is not None and days[0] == days[1]:
        entity.add("date", days[0])
    elif days is not None:
        entity.add("startDate", days[0])
        entity.add("endDate", days[1])
    if encounter.place is not None:
        entity.add("country", country_of(encounter.place.country))
        entity.add("location", clean_address(describe_place(encounter.place)))
    if encounter.host is not None:
        entity.add("organizer", parties.refer(encounter.host))
    entity.add("involved", *(parties.refer(party) for party in encounter.parties))
    people = (one.person for one in encounter.people if one.person is not None)
    entity.add("involved", *(make_id("person", person) for person in people))
    chosen = (a.document for a in encounter.accounts if selection.is_chosen(a.document))
    entity.add("proof", *(make_id("document", document) for document in chosen))
    cite(entity, selection, encounter.accounts)
    return entity
