"""What belongs to a pair of parties, and what merely shares a document with it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.archive.types import Stored
from communique.records import Commitment, Engagement, Mechanism, RecordBase, Request
from communique.reference.parties import Parties, load_parties
from communique.views.findings import Finding, find

#: Kinds whose parties act on each other: they tell whom a document is about.
_RELATIONAL = (Engagement, Commitment, Mechanism, Request)
#: Words for a party by which a text names it as an actor; its capital may be just a place.
_NAMING = frozenset({"name", "official", "abbreviation", "demonym", "people"})
#: In a document about a pair each side takes part in so much of what is told.
_SHARE = 0.1


@dataclass(frozen=True)
class Pair:
    """Two parties, in the order in which they were asked for."""

    left: str
    right: str

    def other(self, party: str) -> str:
        """Return the party across the table."""
        return self.right if party == self.left else self.left

    def __contains__(self, party: object) -> bool:
        return party in (self.left, self.right)

    def both_in(self, parties: Iterable[str]) -> bool:
        """Return whether both parties are among `parties`."""
        found = set(parties)
        return self.left in found and self.right in found


def find_between(stored: Iterable[Stored], pair: Pair) -> list[Finding[RecordBase]]:
    """Return all records of the documents that name both parties, newest document first.

    Undated documents come last; within a document the order stays.
    """
    pages: dict[str, list[Finding[RecordBase]]] = {}
    for finding in find(stored):
        pages.setdefault(finding.document.id, []).append(finding)
    between = [
        page
        for page in pages.values()
        if pair.both_in(party for finding in page for party in finding.parties)
    ]
    between.sort(key=lambda page: (page[0].day, page[0].document.id), reverse=True)
    return [finding for page in between for finding in page]


class Scope:
    """Decides which findings a view of a pair shows.

    A document *tells of* the pair when both appear as parties of its records; it is
    *about* the pair when most of what parties do to each other in it is between
    exactly these two. What one party alone says or pledges counts as addressed to the
    other in a document about the pair; elsewhere its words must name the other.
    """

    def __init__(
        self, pair: Pair, findings: Sequence[Finding[RecordBase]], parties: Parties | None = None
    ) -> None:
        self.pair = pair
        self._parties = parties if parties is not None else load_parties()
        by_source: dict[tuple[str, int], list[Finding[RecordBase]]] = {}
        for finding in findings:
            by_source.setdefault(finding.document.key, []).append(finding)
        self._telling = {
            source
            for source, told in by_source.items()
            if pair.both_in(party for finding in told for party in finding.parties)
        }
        self._about = {source for source in self._telling if self._is_about(by_source[source])}

    def tells(self, finding: Finding[RecordBase]) -> bool:
        """Return whether both parties appear in the finding's document."""
        return finding.document.key in self._telling

    def is_about(self, finding: Finding[RecordBase]) -> bool:
        """Return whether the finding's document is about the pair."""
        return finding.document.key in self._about

    def is_joint(self, finding: Finding[RecordBase]) -> bool:
        """Return whether both parties take part in the finding itself."""
        return self.pair.both_in(finding.parties)

    def is_addressed(self, finding: Finding[RecordBase]) -> bool:
        """Return whether what one party says or does alone is meant for the other."""
        if not self.tells(finding):
            return False
        own = finding.parties
        if self.pair.both_in(own) or finding.document.key in self._about:
            return True
        words = " ".join(evidence.text for evidence in finding.record.evidence)
        return any(
            self.pair.other(party) not in own and names_party(words, self.pair.other(party))
            for party in own
            if party in self.pair
        )

    def _is_about(self, told: Sequence[Finding[RecordBase]]) -> bool:
        dealings = [d for one in told if len(d := self._dealing(one)) > 1]
        between = sum(dealing == {self.pair.left, self.pair.right} for dealing in dealings)
        if 2 * between <= len(dealings):
            return False
        # Where one side is hardly spoken of, the other speaks of its own affairs.
        parts = [
            sum(side in one.parties for one in told) for side in (self.pair.left, self.pair.right)
        ]
        return min(parts) >= _SHARE * len(told)

    def _dealing(self, finding: Finding[RecordBase]) -> frozenset[str]:
        """Return the states that deal with each other, and an organisation of the pair.

        Other organisations are left out: that China and Korea both work through the UN
        makes it no third party of their talks.
        """
        if not isinstance(finding.record, _RELATIONAL):
            return frozenset()
        found = finding.parties
        return frozenset(p for p in found if p in self.pair or p in self._parties.states)


def names_party(text: str, party: str) -> bool:
    """Return whether `text` names the party: "China", "PRC", "Chinese", not just "Beijing"."""
    pattern = _patterns().get(party)
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    forms: dict[str, list[str]] = {}
    for name in load_parties().names:
        if name.kind in _NAMING:
            forms.setdefault(name.party, []).append(re.escape(name.form))
    return {
        # Case counts: "US" is a party and "us" is not.
        party: re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)")
        for party, words in forms.items()
    }
