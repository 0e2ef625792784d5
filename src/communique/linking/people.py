"""Persons across documents: mentions resolve by name, party, office and day.

What is settled first stands, in this order:

1. judgements: "same" joins, "different" keeps apart, whatever the rules below say;
2. within a document a name is one person, as its reading has settled;
3. within a party, one whole name is one person, whatever the case, accents, initials, or order;
4. two names by which the reference (table of leaders, packs) knows one person;
5. another spelling of the whole name, by the systems of `reference/transliterations.csv`;
6. the everyday form of a given name ("Tony"), then a shorter form of the name ("Pedro Sánchez",
   "J. Bolton"), where one person only can be meant, by rank and day if need be;
7. a name with one wrong letter ("Maurico"), where one person only of that office and time can be
   meant;
8. a family name alone: who bears it and was seen, or is known, in an office of that rank (or one
   near it) at about that day; without an office, the only one of the name seen at about that day.
   Where two may be meant, or none, it stays a person of its own, named by the family name;
9. between parties: one whole name, of one who went from an office of state to an organisation's
   (or between organisations), of one whom the reference knows in both, or of nobody's party.

From 4 on, nobody is joined whom the reference knows as two, whose initials differ, or who stand
side by side in one record.

Partition: rules 2 to 8 look at one party's mentions alone. Rule 9 looks across, at equal whole
names. So for the persons of some parties, hand in every record that names a person of these
parties, and every record that names one of the whole names found there; partyless mentions count
to the parties of their name. Judgements that reach outside add what they name.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from communique.archive.types import Stored
from communique.linking.names import (
    Name,
    misspells,
    same_signs,
    short_key,
    shortens,
    whole_keys,
    word_keys,
)
from communique.linking.people_clusters import Clusters
from communique.linking.people_known import KnownTenure, known_people
from communique.linking.people_mentions import Unit, gather_units
from communique.linking.people_moves import join_parties
from communique.linking.people_offices import make_person
from communique.linking.people_surnames import is_about, join_family_names, spells_of
from communique.linking.types import Judgements, Person, mention_key

_CASE = "same name but for case, accents or order"
_KNOWN = "the reference knows both names as one person"
_SPELLING = "other spelling of the name"
_NICKNAME = "everyday form of the given name"
_SHORTER = "shorter form of the name"
_MISSPELT = "one letter of the name apart, in the same office"


class PersonIndex:
    """Whom the mentions of records mean."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_mention = {key: person for person in people for key in person.mentions}

    def of(self, record_id: str, name: str) -> Person | None:
        """Return whom the record means by the name; None where it names no such person."""
        return self._by_mention.get(mention_key(record_id, name))


def resolve_people(
    stored: Iterable[Stored],
    judgements: Judgements = Judgements(),  # noqa: B008 (frozen and empty)
    pack: Iterable[KnownTenure] = (),
) -> tuple[Person, ...]:
    """Return the persons whom the records name, by party and name; see above for the rules.

    Records of one document may be handed in part, but what they say together is then unknown.
    """
    different = judgements.pairs("person", "different")
    apart = frozenset(key for pair in different for key in pair)
    units = gather_units(stored, apart)
    known = known_people(pack)
    clusters = Clusters(units)
    place = {m.key: i for i, unit in enumerate(units) for m in unit.mentions}
    for left, right in different:
        if left in place and right in place:
            clusters.keep_apart(place[left], place[right])
    for left, right in judgements.pairs("person", "same"):
        if left in place and right in place:
            clusters.join(place[left], place[right], "judged to be the same", lax=True)
    _set_beside(clusters)
    for i, unit in enumerate(units):
        if (
            len(unit.name.parts) > 1
            and len(meant := known.meant(unit.name, unit.rank, unit.day)) == 1
        ):
            clusters.identities[clusters.root(i)] |= meant
    _join_alike(clusters, {place[key] for key in apart if key in place})
    _join_spellings(clusters)
    _join_shorter(clusters)
    _join_misspelt(clusters)
    join_family_names(clusters, known)
    join_parties(clusters, known)
    people = (
        make_person(
            [units[i] for i in sorted(clusters.members[root])], clusters.reasons[root], known
        )
        for root in clusters.roots()
    )
    return tuple(sorted(people, key=lambda p: (p.party or "~", p.name, p.id)))


def to_row(person: Person) -> dict[str, Any]:
    """Return the person as a JSON-ready mapping; days are ISO strings.

    `documents` are the names of what names the person, each once.
    """
    row = person.model_dump(mode="json", exclude={"sources"})
    row["documents"] = list(dict.fromkeys(source.name for source in person.sources))
    return row


def _set_beside(clusters: Clusters) -> None:
    """Note who is named side by side with whom, unless the names differ in case or order only."""
    units = clusters.units
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        by_name[unit.document, unit.mentions[0].name].append(i)
    for i, unit in enumerate(units):
        company = {name for mention in unit.mentions for name in mention.beside}
        for other in sorted(company):
            for j in by_name.get((unit.document, other), ()):
                if not same_signs(unit.name, units[j].name):
                    clusters.set_beside(i, j)


def _join_alike(clusters: Clusters, judged: set[int]) -> None:
    """Join what bears one name; where a judgement splits a name, each to the nearest judged."""
    nodes: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, unit in enumerate(clusters.units):
        if len(unit.name.parts) > 1 or unit.name.suffix:  # "Albert II" is told apart by it
            identity = sorted(clusters.identities[clusters.root(i)])
            nodes[unit.party, tuple(sorted(unit.name.parts)), unit.name.suffix, *identity].append(i)
    for node in nodes.values():
        seeds = [i for i in node if i in judged]
        rest = [i for i in node if i not in judged]
        if not seeds:
            first = rest[0]
            plain = clusters.units[first].name.text
            for i in rest[1:]:
                other = clusters.units[i].name.text
                clusters.join(first, i, None if other == plain else _CASE)
            continue
        pairs = [
            (_distance(clusters.units[i], clusters.units[s]), i, s) for i in rest for s in seeds
        ]
        settled: set[int] = set()
        for _, i, seed in sorted(pairs):
            if i not in settled and clusters.join(seed, i, None):
                settled.add(i)
        clusters.join_all(seeds, None)


def _distance(left: Unit, right: Unit) -> tuple[bool, int]:
    """Return how far apart two mentions are: another rank, then days."""
    days = abs((left.day - right.day).days) if left.day and right.day else 10**6
    return left.rank != right.rank, days


def _join_spellings(clusters: Clusters) -> None:
    groups: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for root in clusters.roots():
        party = clusters.units[root].party or ""
        for identity in clusters.identities[root]:
            groups[0, party, "\t".join(identity)].append(root)
        for name in clusters.names[root]:
            for key in whole_keys(name):
                order = 1 if key.startswith("as-it-is") else 2
                groups[order, party, key].append(root)
            if short := short_key(name):
                groups[3, party, short].append(root)
    for order, _, key in sorted(groups):
        group = groups[order, _, key]
        if len(group) > 1:
            why = (_KNOWN, _CASE, _SPELLING, _NICKNAME)[order]
            clusters.join_all(sorted(set(group)), why)


def _join_shorter(clusters: Clusters) -> None:
    """Join shorter names with the one longer name they may stand for, the longest first."""
    nodes: dict[Name, list[int]] = defaultdict(list)
    bearing: dict[tuple[str | None, str], set[Name]] = defaultdict(set)
    for i, unit in enumerate(clusters.units):
        if len(unit.name.parts) > 1 and unit.party is not None:
            nodes[unit.name].append(i)
    for name in nodes:
        for word in name.words:
            for key in word_keys(word, name.party):
                bearing[name.party, key].add(name)
    for name in sorted(nodes, key=lambda n: (-len(n.words), -len(n.parts), n.party or "", n.text)):
        sharing: set[Name] | None = None
        for word in name.words:
            found: set[Name] = set()
            for key in word_keys(word, name.party):
                found |= bearing[name.party, key]
            sharing = found if sharing is None else sharing & found
        longer = [n for n in sharing or () if n != name and shortens(name, n)]
        mine = sorted({clusters.root(i) for i in nodes[name]})
        others = sorted({clusters.root(i) for n in longer for i in nodes[n]} - set(mine))
        for root in mine:
            fitting = [other for other in others if clusters.may_join(root, other)]
            if len(fitting) > 1:
                fitting = _by_office(clusters, root, fitting)
            if len(fitting) == 1:
                clusters.join(root, fitting[0], _SHORTER)


def _join_misspelt(clusters: Clusters) -> None:
    """Join names with one wrong letter, each with the one person it may be in its office."""
    alike: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for root in clusters.roots():
        for name in clusters.names[root]:
            if name.whole and name.party is not None:
                for place in range(len(name.words)):
                    rest = (*name.words[:place], "", *name.words[place + 1 :])
                    alike[name.party, rest].add(root)
    partners: dict[int, set[int]] = defaultdict(set)
    for group in alike.values():
        for root in group:
            partners[root] |= {
                other
                for other in group - {root}
                if any(misspells(a, b) for a in clusters.names[root] for b in clusters.names[other])
            }
    for root in sorted(partners):
        others = {clusters.root(other) for other in partners[root]} - {clusters.root(root)}
        fitting = [other for other in sorted(others) if clusters.may_join(root, other)]
        fitting = _by_office(clusters, clusters.root(root), fitting)
        if len(fitting) == 1:
            clusters.join(root, fitting[0], _MISSPELT)


def _by_office(clusters: Clusters, root: int, others: Sequence[int]) -> list[int]:
    """Return those of the others who were seen in an office of `root` at about its time."""
    mine = [clusters.units[i] for i in sorted(clusters.members[root])]
    found = []
    for other in others:
        seen = spells_of(clusters, other)
        if any(u.rank in seen and u.day and is_about(seen[u.rank], u.day) for u in mine):
            found.append(other)
    return found
