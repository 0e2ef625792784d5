"""Mentions of states and organisations: a closed class, found by table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.language.passages import Passage
from communique.reference.parties import Parties, PartyName


@dataclass(frozen=True, slots=True)
class PartyMention:
    """The tokens `first` to `last` of a passage name `party`; `kind` says by what form."""

    first: int
    last: int
    party: str
    kind: str


@dataclass(frozen=True)
class PartyFinder:
    """The names of the party table, ready to be found in text."""

    names: tuple[PartyName, ...]
    automaton: AhoCorasick
    organs: Mapping[str, str]

    def find(self, passage: Passage) -> list[PartyMention]:
        """Return the mentions in the passage, in order; the longest name wins."""
        text = passage.text
        found = []
        for index, start, end in self.automaton.find_matches_as_indexes(text):
            if index >= len(self.names):
                continue  # a longer phrase in which the form names no party
            name = self.names[index]
            # "Sino-" runs on into the word it qualifies.
            if not _stands_alone(text, start, end - 1 if name.kind == "prefix" else end):
                continue
            first, last = passage.token_at(start), passage.token_at(end - 1)
            if _is_other_proper_name(passage, first, last, name):
                continue
            party = self.organs.get(name.party, name.party)
            found.append(PartyMention(first, last, party, name.kind))
        return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum() or before == "@")


#: Words after a state's name that make it part of a longer name, which is another thing.
_NAME_KINDS = {"name", "abbreviation", "official"}


def _is_other_proper_name(passage: Passage, first: int, last: int, name: PartyName) -> bool:
    """Whether the form is here a person's name ("Michael Jordan", "Chad Smith")."""
    if not name.ambiguous:
        return False
    doc = passage.doc
    before = doc[first - 1] if first else None
    after = doc[last + 1] if last + 1 < len(doc) else None
    given_before = before is not None and before.pos_ == "PROPN" and before.dep_ == "compound"
    surname_after = (
        after is not None and after.pos_ == "PROPN" and doc[last].dep_ == "compound"
    ) and name.kind in _NAME_KINDS
    return given_before or surname_after


@lru_cache(maxsize=2)
def party_finder(parties: Parties) -> PartyFinder:
    """Return the finder over the table's names; prefixes such as "Sino" need their hyphen."""
    names: Sequence[PartyName] = tuple(parties.names)
    patterns = [name.form + "-" if name.kind == "prefix" else name.form for name in names]
    plain = [pattern.replace("’", "'") for pattern in [*patterns, *parties.exceptions]]
    automaton = AhoCorasick(plain, matchkind=MatchKind.LeftmostLongest)
    return PartyFinder(tuple(names), automaton, parties.organs)
