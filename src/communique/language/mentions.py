"""Mentions of states and organisations: a closed class, found by table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.language.passages import Passage
from communique.reference.measures import load_measures
from communique.reference.parties import Parties, PartyName
from communique.reference.tables import read_lexicon


@dataclass(frozen=True, slots=True)
class PartyMention:
    """The tokens `first` to `last` of a passage name `party`; `kind` says by what form.

    It is `shared` if the form may also mean something else.
    """

    first: int
    last: int
    party: str
    kind: str
    shared: bool = False


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
        matches = list(self._matches(text))
        if text.isupper():
            matches = _longest([*matches, *self._matches(_as_title(text))])
        starts, ends = {start for _, start, _ in matches}, {end for _, _, end in matches}
        for index, start, end in matches:
            if index >= len(self.names):
                continue  # a longer phrase in which the form names no party
            name = self.names[index]
            first, last = passage.token_at(start), passage.token_at(end - 1)
            # "India-Turkey" is a pair of states, whatever follows it.
            paired = (start - 1 in ends and text[start - 1] in _JOINING) or (
                end + 1 in starts and text[end : end + 1] in _JOINING
            )
            if not paired and _is_other_proper_name(passage, first, last, name):
                continue
            if _is_of_currency(text, end):
                continue
            party = self.organs.get(name.party, name.party)
            kind = "organ" if name.party in self.organs else name.kind
            found.append(PartyMention(first, last, party, kind, name.ambiguous))
        return found

    def find_in(self, text: str, *, doubtful: bool = False) -> list[tuple[str, int, int]]:
        """Return the parties named in a text that isn't parsed, each with its extent.

        With `doubtful` names count too that may be something else: "Jordan", "Georgia".
        """
        named = [m for m in self._matches(text) if m[0] < len(self.names)]
        return [
            (self.organs.get(self.names[index].party, self.names[index].party), start, end)
            for index, start, end in named
            if doubtful or not self.names[index].ambiguous
        ]

    def _matches(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield the names that are whole words; within one that isn't, a shorter may be.

        "U.S. Congress" hides "U.S." in "U.S. Congressman".
        """
        for index, start, end in self.automaton.find_matches_as_indexes(text):
            if self._is_whole(text, index, start, end):
                yield index, start, end
            elif " " in text[start:end]:
                for other, first, last in self.automaton.find_matches_as_indexes(
                    text[start : end - 1]
                ):
                    if self._is_whole(text, other, start + first, start + last):
                        yield other, start + first, start + last

    def _is_whole(self, text: str, index: int, start: int, end: int) -> bool:
        # "Sino-" runs on into the word it qualifies.
        prefix = index < len(self.names) and self.names[index].kind == "prefix"
        return _stands_alone(text, start, end - 1 if prefix else end)


def _as_title(shouted: str) -> str:
    """Return a line in capitals as names are written, of the same length: "REPUBLIC OF KENYA"."""
    title = _SMALL.sub(lambda small: small.group().lower(), shouted.title())
    return title if len(title) == len(shouted) else shouted


_SMALL = re.compile(r"(?<=\s)(?:Of|The|And|For|On|In)(?=\s)")


def _longest(matches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the matches without those that another covers, in order."""
    kept: list[tuple[int, int, int]] = []
    for match in sorted(matches, key=lambda match: (match[1], -match[2])):
        if not kept or match[1] >= kept[-1][2]:
            kept.append(match)
    return kept


#: Signs that join two names to one word.
_JOINING = {"-", "–", "/"}
_WORD = re.compile(r"[^\W\d_]+")


def _is_of_currency(text: str, end: int) -> bool:
    """Whether the name only says whose money it is: "US$ 5 million", "Kenyan shillings"."""
    if text[end : end + 1] == "$":
        return True
    word = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    return word is not None and word.group().lower() in _currency_nouns()


@lru_cache(maxsize=1)
def _currency_nouns() -> frozenset[str]:
    """The nouns of currencies that aren't everyday words: not "won", "mark", "real"."""
    everyday = set(read_lexicon("en", "quantities")["currency_nouns"]["needs_scale"])
    nouns = {words[0] for words in load_measures().nouns if len(words) == 1}
    return frozenset(nouns - everyday)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum() or before == "@")


def leave_out_others(
    mentions: Sequence[list[PartyMention]], home: str | None
) -> list[list[PartyMention]]:
    """Return an article's mentions without bodies that are its home's rather than another's.

    "The Foreign Office" is London's, but Islamabad's on a page from there that never speaks of
    Britain.
    """
    named = {m.party for found in mentions for m in found if not (m.kind == "organ" and m.shared)}
    return [
        [m for m in found if home in (None, m.party) or m.party in named or m.kind != "organ"]
        for found in mentions
    ]


#: So many words of a title at most come before its noun.
_LONGEST_TITLE = 4

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
        after is not None
        and after.pos_ == "PROPN"
        and doc[last].dep_ == "compound"
        and name.kind in _NAME_KINDS
        and not name.form.isupper()  # "AU Summit"
    )
    return given_before or (
        surname_after
        and not _opens_title(passage, last + 1)
        and not _ends_title(passage, first, last)
    )


def _opens_title(passage: Passage, first: int) -> bool:
    """Whether capitals up to a noun of office follow: "Jordan Foreign Minister"."""
    for token in passage.doc[first : first + _LONGEST_TITLE]:
        if token.lower_ in _office_nouns():
            return True
        if not token.text[0].isupper():
            return False
    return False


def _ends_title(passage: Passage, first: int, last: int) -> bool:
    """Whether the form says whose an office is whose bearer's whole name follows: "Minister of
    Foreign Affairs of Georgia Ilia Darchiashvili".
    """
    doc = passage.doc
    name = doc[last + 1 : last + 3]
    if first < 2 or doc[first - 1].lower_ != "of" or len(name) < 2:
        return False
    if not all(token.text[0].isupper() for token in name):
        return False
    before = doc[max(0, first - 1 - _LONGEST_TITLE) : first - 1]
    return any(token.lower_ in _office_nouns() for token in before)


@lru_cache(maxsize=1)
def _office_nouns() -> frozenset[str]:
    return frozenset(read_lexicon("en", "offices")["heads"])


@lru_cache(maxsize=2)
def party_finder(parties: Parties) -> PartyFinder:
    """Return the finder over the table's names; prefixes such as "Sino" need their hyphen."""
    names: Sequence[PartyName] = tuple(parties.names)
    patterns = [name.form + "-" if name.kind == "prefix" else name.form for name in names]
    plain = [pattern.replace("’", "'") for pattern in [*patterns, *parties.exceptions]]
    automaton = AhoCorasick(plain, matchkind=MatchKind.LeftmostLongest)
    return PartyFinder(tuple(names), automaton, parties.organs)
