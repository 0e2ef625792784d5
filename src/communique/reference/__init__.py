"""Reference data as tables with their sources, and the look-ups over them."""

from dataclasses import dataclass
from functools import lru_cache

from communique.reference.issues import Issues, load_issues
from communique.reference.leaders import Leaders, load_leaders
from communique.reference.offices import Offices, load_offices
from communique.reference.parties import Parties, load_parties
from communique.reference.places import Places, load_places
from communique.reference.publishers import Publishers, load_publishers
from communique.reference.tables import read_lexicon

__all__ = ["Reference", "load_reference", "read_lexicon"]


@dataclass(frozen=True)
class Reference:
    """All tables that reading a text may ask."""

    parties: Parties
    places: Places
    offices: Offices
    issues: Issues
    leaders: Leaders
    publishers: Publishers


@lru_cache(maxsize=1)
def load_reference() -> Reference:
    """Return the tables, read once a process."""
    return Reference(
        parties=load_parties(),
        places=load_places(),
        offices=load_offices(),
        issues=load_issues(),
        leaders=load_leaders(),
        publishers=load_publishers(),
    )
