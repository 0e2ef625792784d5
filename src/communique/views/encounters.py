"""Encounters as views show them."""

from collections.abc import Mapping

from communique.archive.types import Stored
from communique.linking.types import Encounter
from communique.records import Engagement, Official


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
