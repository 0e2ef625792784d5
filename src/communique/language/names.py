"""Personal names: where one begins and ends in a passage, with or without an office beside it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.language.mentions import PartyMention
from communique.language.passages import Passage
from communique.language.titles import TitleGrammar
from communique.reference.leaders import Leaders

_WORD = re.compile(r"[^\W\d_](?:\w|['\-](?=\w)|\.(?=[^\W\d_]\b))*")
#: So far a title may run beyond a match that was none.
_LONGEST_TITLE = 80
#: "His Excellency Prof. Dr. the Hon. X" has no more.
_MOST_HONORIFICS = 8
#: "Samdech Moha Borvor Thipadei" has four words.
_LONGEST_HONORIFIC = 4
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
#: A number or a suffix at the end of a name: "Juan Carlos I", "Marcos Jr.".
_SUFFIX_BEFORE = re.compile(r",? (?:[IVX]+|[JS]r\.?)\Z")
#: A mark of honour or of a seat after a comma or with full stops: "X, M.P., Minister".
_POSTNOMINAL_BEFORE = re.compile(
    r"(?:,? (?:M\.P\.?|MP|MEP|M\.E\.P\.?|QC|Q\.C\.?|KC|K\.C\.?|Ph\.?D\.?|Esq\.?)"
    r"|,(?: (?:[A-Z]\.){2,6}| (?!U[KNS]A?\b|E[UC]\b|AU\b|DRC|UAE|ROK)[A-Z]{2,5}){1,4})\Z"
)
#: What a name may begin with though it is no name word: "bin Zayed".
_OPENING_PARTICLES = frozenset({"bin", "bint", "ibn", "ben", "al", "abu"})

#: With these a headline's verb goes on: "Presidents Preside over the Committee".
_LED_ON = frozenset({"over", "on", "at", "with", "to", "for", "off", "up", "in", "into"})

#: By these a given name goes on to the father's.
_DESCENT = frozenset({"bin", "bint", "ibn"})

Span = tuple[int, int]


class _Word(NamedTuple):
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name with an honorific but no office ("Mr. Sullivan"), at `[start, end)`.

    `styled` tells that the honorific is one of state: "H.E. Mr. X", "His Royal Highness Prince X".
    """

    start: int
    end: int
    name: str
    styled: bool = False


class NameScan:
    """One passage under the grammar: its words and the party names among them."""

    def __init__(
        self,
        passage: Passage,
        mentions: Sequence[PartyMention],
        grammar: TitleGrammar,
        known: Sequence[NameMention] = (),
    ):
        self.text = passage.text
        self.doc = passage.doc
        self.grammar = grammar
        self.words = [_Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(self.text)]
        self.by_start = {word.start: index for index, word in enumerate(self.words)}
        self.by_end = {word.end: index for index, word in enumerate(self.words)}
        self.party_ends: dict[int, tuple[int, PartyMention]] = {}
        self.party_starts: dict[int, tuple[int, PartyMention]] = {}
        self.in_party: set[int] = set()
        self.known_starts = {name.start: name.end for name in known}
        self.known_ends = {name.end: name.start for name in known}
        #: Where the titles of the table begin and end, and which of these are of several words.
        self.offices: dict[int, int] = {}
        self.office_starts: frozenset[int] = frozenset()
        self.title_ends: frozenset[int] = frozenset()
        for mention in mentions:
            first, last = passage.doc[mention.first], passage.doc[mention.last]
            start, end = first.idx, last.idx + len(last)
            self.party_ends[end] = (start, mention)
            self.party_starts[start] = (end, mention)
            self.in_party.update(range(start, end))

    @cached_property
    def courtesies(self) -> dict[int, int]:
        """Where titles begin that stand before a name beside any other office: "General"."""
        grammar = self.grammar
        return {
            start: end
            for start, end in self.offices.items()
            if self.text[start:end].lower() in grammar.courtesies
            or grammar.offices.rank(self.text[start:end], None) == "military"
        }

    def is_within_name(self, start: int, end: int) -> bool:
        """Whether the title `[start, end)` is here a part of somebody's name: "Amir Khan"."""
        index = self.by_start.get(start)
        if index is None or self.words[index].end != end:
            return False
        if self.text[start:end] not in self.grammar.namesakes:
            return False
        if start - 1 in self.title_ends and self.text[start:end] not in self.grammar.given:
            return False  # "Custodian of the Two Holy Mosques King X"
        following = self.next(index, (" ",))
        named = following is not None and (
            self.is_name_word(following) or self._is_particle(following)
        )
        introduced = (
            index > 0 and self._is_honorific(index - 1) and self.next(index - 1, (" ", ". "))
        )
        known = start in self.known_starts and self.text[start:end] == "Amir"
        given = self._is_given_title(index)
        return named and bool(known or introduced or given or self._is_namesake(index))

    def _is_given_title(self, index: int) -> bool:
        """Whether a title right behind another's last word is a given name: "Envoy Amir Khan"."""
        if self.words[index].text not in self.grammar.given or self.next(index - 1, (" ",)) is None:
            return False
        before = self.words[index - 1].text.lower() if index else ""
        return before in self.grammar.heads or before in self.grammar.portfolios

    # -- names -------------------------------------------------------------------------

    def read_name(self, offset: int, *, after_office: bool = False) -> Span | None:
        """Return the extent of the personal name that begins at `offset`, honorifics skipped.

        `after_office` tells that the words before it are a title, so that what could be a
        state is a given name ("Defence Minister Israel Katz").
        """
        index = self.by_start.get(offset)
        for _ in range(_MOST_HONORIFICS):
            if index is None or self._is_known_by_honorific(index):
                break
            if not (size := self._honorific_size(index)):
                break
            index = self.next(index + size - 1, (". ", " ", "' "))
        if index is None or self.words[index].start in self.office_starts:
            return None
        if self._is_short_office(index):
            return None
        if after_office and self._is_headline_verb(index):
            return None
        given = after_office and self._is_given_name(index)
        given = given or self.words[index].start in self.known_starts
        given = given or self.words[index].start < self.known_starts.get(offset, 0)
        given = given or (after_office and self._is_given_title(index))
        given = given or (self.words[index].text in self.grammar.given and self._is_son(index))
        initial = self._is_initial(index) and self.next(index, (". ", ".")) is not None
        if not (given or initial or self.is_name_word(index) or self._is_family_name_he(index)):
            return None
        start, end = self.words[index].start, self.words[index].end
        for _ in range(7):
            if self.words[index].text.endswith("'s"):
                return start, self.words[index].end - 2
            following = self._next_of_name(index)
            if following is None:
                break
            index, end = following, self.words[following].end
        end = max(end, self.known_starts.get(start, 0))
        suffix = self.grammar.suffix.match(self.text, end)
        if suffix:
            end = suffix.end()
        elif self.text[end : end + 1] == "." and self.words[index].text in {"Jr", "Sr"}:
            end += 1
        if self.text[start:end].endswith("'s"):
            end -= 2
        return start, end

    def _next_of_name(self, index: int) -> int | None:
        """Return the next word that the name goes on to, over particles; None at its end."""
        word = self.words[index].text
        initials = _INITIALS.fullmatch(word) is not None or word in self.grammar.cut_short
        following = self.next(index, (" ", ". ", ".") if initials else (" ",))
        if following is None:
            after = self.next(index, ("' ",))  # "Shia' al-Sudani"
            if after is None:
                return None
            if self.words[after].text.lower() in {"al", "el"}:
                return self.next(after, (" ",))  # "Shia' Al Sudani"
            return after if _ARTICLE.match(self.words[after].text) else None
        while self._is_particle(following):
            after = self.next(following, (" ",))
            if after is None:
                return None
            if self.is_name_word(after) or self.words[after].text in self.grammar.namesakes:
                return after
            if not self._is_particle(after):
                return None
            following = after
        if self._is_headline_verb(following):
            return None  # "President A Hosts President B"
        goes_on = (
            self.is_name_word(following)
            or self._is_capital_surname(index, following)
            or self._is_initial(following)
            or self._is_namesake(following)
            or self._is_month_surname(index, following)
        )
        return following if goes_on else None

    def _is_month_surname(self, given: int, index: int) -> bool:
        """Whether a month's name is here a family name: "Theresa May arrived", not "May 5"."""
        word = self.words[index]
        if word.text not in self.grammar.months or not self.is_name_word(given):
            return False
        opens = given == 0 or self.next(given - 1, (" ",)) is None
        if not opens and self.is_name_word(given - 1):
            return False  # the name is whole: "told Sergey Lavrov May 5"
        token = next((t for t in self.doc if t.idx >= word.end), None)
        return token is None or not (token.like_num or token.tag_ == "VB")

    def _is_capital_surname(self, given: int, index: int) -> bool:
        """Whether a capital's name is here a family name: "Ana Lima", "Jack London"."""
        word = self.words[index]
        end, mention = self.party_starts.get(word.start, (0, None))
        if mention is None or mention.kind != "capital" or end != word.end:
            return False
        after = self.text[end : end + 2]
        return self.is_name_word(given) and not (after[:1] == " " and after[1:].isupper())

    def _is_headline_verb(self, index: int) -> bool:
        """Whether the word is what the officer does: "Defence Minister Welcomes Partners"."""
        word = self.words[index]
        told = word.text in self.grammar.headline_verbs and self._is_followed_by_object(index)
        return told or word.start in self._verbs

    def _is_followed_by_object(self, index: int) -> bool:
        """Whether a capital follows, as the object of a headline's verb has one, or "Over"."""
        after = self.next(index, (" ",))
        return after is not None and (
            self.words[after].text[0].isupper() or self.words[after].text in _LED_ON
        )

    @cached_property
    def _verbs(self) -> frozenset[int]:
        """Where verbs in the third person stand with a capital, as headlines have them."""
        # A foreign name may be tagged so as well, but English has an "s" there.
        return frozenset(
            t.idx
            for t in self.doc
            if t.tag_ == "VBZ" and t.text[0].isupper() and t.text.endswith("s")
        )

    def _is_short_office(self, index: int) -> bool:
        """Whether the word is an office in capitals: "the minister, PM Modi" names no PM Modi."""
        word = self.words[index]
        return self.offices.get(word.start) == word.end and word.text.isupper() and (
            len(word.text) < 4
        )  # fmt: skip

    def read_name_before(self, offset: int, *, single: bool = False) -> Span | None:
        """Return the extent of the name that ends at `offset`; of one word only if `single`."""
        known = self.by_start.get(self.known_ends.get(offset, -1))
        decorated = _POSTNOMINAL_BEFORE.search(self.text, max(0, offset - 24), offset)
        offset = decorated.start() if decorated else offset
        suffix = _SUFFIX_BEFORE.search(self.text, max(0, offset - 8), offset)
        index = self.by_end.get(suffix.start() if suffix else offset)
        if index and self.words[index].text in self.grammar.postnominals:
            index -= 1
        if known is None and (
            index is None or not (self.is_name_word(index) or self._is_namesake(index))
        ):
            return None
        assert index is not None or known is not None
        end = offset if suffix or index is None else self.words[index].end
        while known is not None and known < (index or 0) - 1 and self._is_honorific(known):
            known += 1
        index = first = known if known is not None else index or 0
        while first > 0 and index - first < 6:
            gap = self.text[self.words[first - 1].end : self.words[first].start]
            initial = gap == ". " and self._is_initial(first - 1)
            joined = gap == "' " and _ARTICLE.match(self.words[first].text)
            if not (gap == " " or initial or joined):
                break
            before = first - 1
            while before > 0 and self._is_particle(before) and self.next(before - 1, (" ",)):
                before -= 1
            if not (
                self.is_name_word(before) or self._is_initial(before) or self._is_namesake(before)
            ):
                first = first - 1 if self.words[first - 1].text in _OPENING_PARTICLES else first
                break
            if self._is_honorific(before) and not (
                before > 0
                and self.next(before - 1, (" ",))
                and self.is_name_word(before - 1)
                and not self._is_honorific(before - 1)
            ):
                break
            first = before
        if first == index and known is None and not single:
            return None
        # "Datuk Seri X": the second word of an honorific of two is no name.
        while first < index and first > 0 and self._honorific_size(first - 1) > 1:
            first += self._honorific_size(first - 1) - 1
        return self.words[first].start, end

    def next(self, index: int, gaps: tuple[str, ...]) -> int | None:
        """Return the following word, if only one of the gaps stands between; else None."""
        if index + 1 >= len(self.words):
            return None
        gap = self.text[self.words[index].end : self.words[index + 1].start]
        return index + 1 if gap in gaps else None

    def _is_honorific(self, index: int) -> bool:
        return self._honorific_size(index) > 0

    def _is_known_by_honorific(self, index: int) -> bool:
        """Whether a leader goes by the honorific and one name: "Sheikh Hasina"."""
        start = self.words[index].start
        end = self.known_starts.get(start)
        if end is None or self.text.count(" ", start, end) != 1:
            return False
        following = self._next_of_name(self.by_end.get(end, index))
        return following is None or self.by_end.get(end) is None

    def _honorific_size(self, index: int) -> int:
        """Return of how many words the honorific is that begins here: "Dato' Seri"; 0 for none."""
        words = self.words[index : index + _LONGEST_HONORIFIC]
        if words[0].text.lower().rstrip(".") not in self.grammar.honorific_openers:
            return 0
        for size in range(len(words), 0, -1):
            phrase = " ".join(word.text.lower().rstrip(".") for word in words[:size])
            phrase = phrase.replace("'", "")
            if phrase in self.grammar.honorifics:
                return size
        # "HE Hakan Fidan": His Excellency, without points.
        after = words[1].text if len(words) > 1 else ""
        return int(words[0].text == "HE" and after[:1].isupper() and not after.isupper())

    def _is_initial(self, index: int) -> bool:
        word = self.words[index]
        point = self.text[word.end : word.end + 1] == "."
        return point and word.text[0].isupper() and _INITIALS.fullmatch(word.text) is not None

    def _is_namesake(self, index: int) -> bool:
        """Whether a word that is common or a title elsewhere goes on a name: "Nguyen Van An"."""
        word = self.words[index]
        if word.text not in self.grammar.namesakes:
            return False
        if word.text in self.grammar.given and self._is_son(index):
            return True  # "Sultan bin Saad"
        if not index:
            return False
        follows = self.next(index - 1, (" ",)) is not None and self.is_name_word(index - 1)
        after = self.text[word.end : word.end + 2]
        return follows and not (after[:1] == " " and (after[1:].isdigit() or after[1:].islower()))

    def _is_son(self, index: int) -> bool:
        following = self.next(index, (" ",))
        return following is not None and self.words[following].text in _DESCENT

    def _is_given_name(self, index: int) -> bool:
        """Whether a state's name is here a person's, since a family name follows."""
        word = self.words[index]
        begun = self.party_starts.get(word.start)
        following = self.next(index, (" ",))
        return (
            begun is not None
            and begun[0] == word.end
            and begun[1].kind == "name"
            and following is not None
            and self.is_name_word(following)
        )

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
        if _MIXED.search(text):
            return False  # "MoFA", "MoUs"
        if text in self.grammar.never or text.capitalize() in self.grammar.never:
            return False
        low = text.lower()
        return low not in self.grammar.heads and low not in self.grammar.portfolios


#: Small and capital letters as an acronym has them.
_MIXED = re.compile(r"^[A-Z][a-z][A-Z](?:[A-Z]s?$|s?$)|[a-z][A-Z]{2}")

#: The Arabic article joined to a name: "el-Sisi", "al-Sudani".
_ARTICLE = re.compile(r"(?:a[lnrstdz]|ash|el|ul|ur|es|en)-[^\W\d_a-z]")


def find_honorific_names(
    passage: Passage, mentions: Sequence[PartyMention], grammar: TitleGrammar
) -> list[NameMention]:
    """Return the names that only an honorific introduces ("Mr. Sullivan"), in order."""
    if grammar.honorifics.isdisjoint(map(str.lower, _WORD.findall(passage.text))):
        return []
    scan = NameScan(passage, mentions, grammar)
    found: list[NameMention] = []
    for word in scan.words:
        if word.text.lower() in grammar.honorifics and word.text[0].isupper():
            name = scan.read_name(word.start)
            if name is None:
                continue
            styled = grammar.style.search(passage.text, max(0, name[0] - _LONGEST_STYLE), name[0])
            if styled and found and found[-1].end == name[1]:
                continue  # "H.E. Mr. X" is read at its beginning
            found.append(
                NameMention(word.start, name[1], passage.text[slice(*name)], styled is not None)
            )
    return found


#: So far before a name its style may begin: "His Royal Highness Field Marshal Sheikh".
_LONGEST_STYLE = 60


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


@lru_cache(maxsize=8192)
def plain_letters(name: str) -> str:
    """Return a name in lower case without accents, as papers without them on their keys have it.

    >>> plain_letters("Erdoğan"), plain_letters("Sánchez")
    ('erdogan', 'sanchez')
    """
    lowered = name.lower()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


#: Letters that Unicode doesn't take apart.
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d"})


def lower_letters(text: str) -> str:
    """Return the text in lower case, but for letters whose small form is longer: "İ"."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def whole_words(automaton: AhoCorasick, text: str) -> Iterator[tuple[int, int, int]]:
    """Yield pattern, start and end of the automaton's matches that are whole words, in order.

    A longer match that runs into a word hides a shorter one within: "land minister of …" in
    "Thailand Minister of Foreign Affairs". So its words are looked at again.
    """
    free = 0
    for index, start, end in automaton.find_matches_as_indexes(text):
        if start < free:
            continue
        if stands_alone(text, start, end):
            yield index, start, end
        elif " " in text[start:end]:
            again = automaton.find_matches_as_indexes(text[start + 1 : end + _LONGEST_TITLE])
            for other, first, last in again:
                first, last = first + start + 1, last + start + 1
                if first >= end:
                    break
                if stands_alone(text, first, last):
                    yield other, first, last
                    free = last
                    break


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is whole words."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum() or after == "-")
