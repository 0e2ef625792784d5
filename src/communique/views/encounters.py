"""Encounters as views show them."""

from collections.abc import Mapping
from datetime import date

from communique.archive.types import Stored
from communique.linking.types import Encounter
from communique.records import Engagement, Official


def stands_alone(encounter: Encounter, as_of: date | None) -> bool:
    """Return whether an encounter is worth a line of its own on a day.

    A planned visit isn't where a contact shows that it was paid, once its days are over.
    """
    end = encounter.date.end
    return encounter.came_about is None or (end is not None and as_of is not None and end >= as_of)


def to_engagement(encounter: Encounter, records: Mapping[str, Stored]) -> Engagement:
    """Return the encounter as one engagement that says all that its accounts tell.

    `records` are by their ids. Note and evidence are those of the first account.
    """
    first = records[encounter.accounts[0].record].record
    assert isinstance(first, Engagement)
    people = (Official(name=p.name, office=p.office, party=p.party) for p in encounter.people)
    told = encounter.model_dump(include={"form", "status", "parties", "host", "mechanism"})
    return first.model_copy(
        update={
            **told,
            "people": tuple(people),
            "date": encounter.date,
            "place": encounter.place,
        }
    )
