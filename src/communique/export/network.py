"""Who meets whom: parties and persons, tied by the encounters in which they took part.

One network for both. Two parties, or two persons, of an encounter are tied by it, once for each
status, since a visit that was cancelled is none that was paid; so there may be several ties between
two nodes. A person is tied to the party for which he or she acts. Who took part but is no known
person (a name that several may bear) is no node.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from communique.export.days import span_of
from communique.export.meetings import chosen_encounters
from communique.export.selection import Selection
from communique.linking.types import Encounter, Person
from communique.plain import strip_controls
from communique.records import EngagementStatus
from communique.reference.parties import load_parties

NodeType = Literal["party", "person"]
Relation = Literal["encounter", "acts for"]


@dataclass(frozen=True, slots=True)
class Node:
    """A party, under its code, or a person, under an id.

    `code` is that of the party, or of the party a person acts for; `kind` is what the tables say
    of a party ("state", "organisation"): None where they don't have it, and of persons. `count` is
    the number of encounters.
    """

    id: str
    type: NodeType
    name: str
    code: str | None
    kind: str | None
    count: int


@dataclass(slots=True)
class Tie:
    """What ties two nodes; `source` sorts before `target` among those of one type.

    Encounters of one status: `forms` are counted, `first` and `last` are days as far as they are
    known ("2024-07"), None where no date is. `encounters` are their ids. A tie of a person to a
    party has none of this.
    """

    source: str
    target: str
    relation: Relation
    status: EngagementStatus | None = None
    first: str | None = None
    last: str | None = None
    forms: Counter[str] = field(default_factory=Counter)
    encounters: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """What tells it from other ties, those between the same nodes too."""
        return f"{self.source} {self.target} {self.status or self.relation}"

    @property
    def count(self) -> int | None:
        """The number of encounters; None for other ties."""
        return len(self.encounters) or None

    @property
    def told_forms(self) -> str:
        """The forms with their numbers: "meeting 2, visit 1"."""
        return ", ".join(f"{form} {count}" for form, count in sorted(self.forms.items()))

    def add(self, encounter: Encounter) -> None:
        """Count an encounter."""
        self.encounters.append(encounter.id)
        self.forms[encounter.form] += 1
        days = span_of(encounter.date)
        if days is not None:
            self.first = min(self.first or days[0], days[0])
            # "2024" may mean a later day than 3 March 2024, and is the later one for that.
            self.last = max(self.last or days[1], days[1], key=lambda day: day.ljust(10, "~"))


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and ties, sorted."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]


def make_network(selection: Selection) -> Network:
    """Return the network of the encounters of which the chosen documents tell."""
    people = {person.id: person for person in selection.memory.people}
    ties: dict[str, Tie] = {}
    parties: Counter[str] = Counter()
    persons: Counter[str] = Counter()
    for encounter in chosen_encounters(selection):
        present = sorted(set(encounter.parties))
        met = sorted({one.person for one in encounter.people if one.person in people} - {None})
        parties.update(present)
        persons.update(met)
        _tie(ties, present, encounter)
        _tie(ties, met, encounter)
    acting = [person for key in sorted(persons) if (person := people[key]).party is not None]
    for person in acting:
        assert person.party is not None
        parties.setdefault(person.party, 0)
        tie = Tie(person.id, person.party, "acts for")
        ties[tie.id] = tie
    nodes = [
        *(_party(code, parties[code]) for code in sorted(parties)),
        *(_person(people[key], persons[key]) for key in sorted(persons)),
    ]
    return Network(tuple(nodes), tuple(sorted(ties.values(), key=lambda tie: tie.id)))


def _tie(ties: dict[str, Tie], present: Iterable[str], encounter: Encounter) -> None:
    for source, target in combinations(present, 2):
        tie = Tie(source, target, "encounter", encounter.status)
        ties.setdefault(tie.id, tie).add(encounter)


def _party(code: str, count: int) -> Node:
    tables = load_parties()
    known = tables.states.get(code) or tables.organisations.get(code)
    kind = known.kind if known is not None else None
    return Node(code, "party", strip_controls(tables.label(code)), code, kind, count)


def _person(person: Person, count: int) -> Node:
    return Node(person.id, "person", strip_controls(person.name), person.party, None, count)
