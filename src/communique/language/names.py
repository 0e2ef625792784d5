"""Personal names: where one begins and ends in a passage, with or without an office beside it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.language.mentions import PartyMention
from communique.language.passages import Passage
from communique.language.titles import TitleGrammar
from communique.reference.leaders import Leaders

_WORD = re.compile(r"[^\W\d_](?:\w|['\-](?=\w)|\.(?=[^\W\d_]\b))*")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name with an honorific but no office ("Mr. Sullivan"), at `[start, end)`."""

    start: int
    end: int
    name: str


class NameScan:
    """One passage under the grammar: its words and the party names among them."""

    def __init__(self, passage: Passage, mentions: Sequence[PartyMention], grammar: TitleGrammar):
        self.text = passage.text
        self.grammar = grammar
        self.words = [_Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(self.text)]
        self.by_start = {word.start: index for index, word in enumerate(self.words)}
        self.by_end = {word.end: index for index, word in enumerate(self.words)}
        self.party_ends: dict[int, tuple[int, PartyMention]] = {}
        self.party_starts: dict[int, tuple[int, PartyMention]] = {}
        self.in_party: set[int] = set()
        self.office_starts: frozenset[int] = frozenset()
        for mention in mentions:
            first, last = passage.doc[mention.first], passage.doc[mention.last]
            start, end = first.idx, last.idx + len(last)
            self.party_ends[end] = (start, mention)
            self.party_starts[start] = (end, mention)
            self.in_party.update(range(start, end))

    # -- names -------------------------------------------------------------------------

    def read_name(self, offset: int) -> tuple[int, int] | None:
        """Return the extent of the personal name that begins at `offset`, honorifics skipped."""
        index = self.by_start.get(offset)
        while index is not None and self._is_honorific(index):
            index = self.next(index, (". ", " "))
        if index is None or self.words[index].start in self.office_starts:
            return None
        if not (self.is_name_word(index) or self._is_family_name_he(index)):
            return None
        start, end = self.words[index].start, self.words[index].end
        for _ in range(6):
            word = self.words[index]
            if word.text.endswith("'s"):
                return start, word.end - 2
            initials = _INITIALS.fullmatch(word.text) is not None
            following = self.next(index, (" ", ". ") if initials else (" ",))
            if following is None:
                break
            if self._is_particle(following):
                after = self.next(following, (" ",))
                if after is not None and self._is_particle(after):
                    following, after = after, self.next(after, (" ",))
                if after is None or not self.is_name_word(after):
                    break
                index = after
            elif self.is_name_word(following):
                index = following
            else:
                break
            end = self.words[index].end
        suffix = self.grammar.suffix.match(self.text, end)
        if suffix:
            end = suffix.end()
        if self.text[start:end].endswith("'s"):
            end -= 2
        return start, end

    def read_name_before(self, offset: int) -> tuple[int, int] | None:
        """Return the extent of the name that ends at `offset`; at least two words."""
        index = self.by_end.get(offset)
        if index and self.words[index].text in self.grammar.postnominals:
            index -= 1
        if index is None or not self.is_name_word(index):
            return None
        first = index
        while first > 0 and index - first < 5:
            gap = self.text[self.words[first - 1].end : self.words[first].start]
            before = self.words[first - 1]
            if gap not in (" ", ". ") or (gap == ". " and not _INITIALS.fullmatch(before.text)):
                break
            if self.is_name_word(first - 1) and not self._is_honorific(first - 1):
                first -= 1
            elif self._is_particle(first - 1):
                start = first - 1
                while start > 0 and self._is_particle(start - 1):
                    start -= 1
                if start == 0 or not self.is_name_word(start - 1):
                    break
                first = start - 1
            else:
                break
        if first == index:
            return None
        return self.words[first].start, self.words[index].end

    def next(self, index: int, gaps: tuple[str, ...]) -> int | None:
        """Return the following word, if only one of the gaps stands between; else None."""
        if index + 1 >= len(self.words):
            return None
        gap = self.text[self.words[index].end : self.words[index + 1].start]
        return index + 1 if gap in gaps else None

    def _is_honorific(self, index: int) -> bool:
        return self.words[index].text.lower().rstrip(".") in self.grammar.honorifics

    def _is_family_name_he(self, index: int) -> bool:
        """Whether "He" after an office is a family name: a given name follows ("He Lifeng")."""
        following = self.next(index, (" ",))
        return (
            self.words[index].text == "He"
            and following is not None
            and self.is_name_word(following)
        )

    def _is_particle(self, index: int) -> bool:
        return self.words[index].text in self.grammar.particles

    def is_name_word(self, index: int) -> bool:
        """Whether the word may be part of a name: a capital, and no party, title or common word."""
        word = self.words[index]
        capital = word.text[0].isupper() or _ARTICLE.match(word.text) is not None
        if not capital or word.start in self.in_party:
            return False
        text = word.text.removesuffix("'s")
        if text in self.grammar.never or text.capitalize() in self.grammar.never:
            return False
        low = text.lower()
        return low not in self.grammar.heads and low not in self.grammar.portfolios


#: The Arabic article joined to a name: "el-Sisi", "al-Sudani".
_ARTICLE = re.compile(r"(?:a[lnrstdz]|ash|el|ul|ur|es|en)-[^\W\d_a-z]")


def find_honorific_names(
    passage: Passage, mentions: Sequence[PartyMention], grammar: TitleGrammar
) -> list[NameMention]:
    """Return the names that only an honorific introduces ("Mr. Sullivan"), in order."""
    scan = NameScan(passage, mentions, grammar)
    found = []
    for word in scan.words:
        if word.text.lower() in grammar.honorifics and word.text[0].isupper():
            name = scan.read_name(word.start)
            if name is not None:
                found.append(NameMention(word.start, name[1], passage.text[slice(*name)]))
    return found


@lru_cache(maxsize=1)
def _known_names(leaders: Leaders) -> tuple[list[str], AhoCorasick]:
    names = {name for row in leaders.rows for name in (row.name, *row.aliases) if " " in name}
    plain = {unicodedata.normalize("NFKD", name) for name in names}
    names |= {"".join(c for c in name if not unicodedata.combining(c)) for name in plain}
    listed = sorted(name.replace("’", "'") for name in names)
    return listed, AhoCorasick(listed, matchkind=MatchKind.LeftmostLongest)


def find_known_names(passage: Passage, leaders: Leaders) -> list[NameMention]:
    """Return the full names of leaders in the passage, whether or not an office stands beside."""
    listed, automaton = _known_names(leaders)
    return [
        NameMention(start, end, listed[index])
        for index, start, end in automaton.find_matches_as_indexes(passage.text)
        if stands_alone(passage.text, start, end)
    ]


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is whole words."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum() or after == "-")
