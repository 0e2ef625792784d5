"""Names without an office that the table of leaders vouches for, however they are spelt.

Papers leave out what their readers know: "Erdogan, Mitsotakis agree", "France's Macron",
"K. Mitsotakis", "WANG Yi". The words alone could be anybody's. So a whole name must be
that of somebody in the table, and a family name that of the one leader in office in the year of
the page whose party the page names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.language.mentions import PartyMention
from communique.language.names import NameMention, NameScan
from communique.language.passages import Passage
from communique.language.people import OfficeMention
from communique.language.spans import Spans
from communique.language.titles import TitleGrammar
from communique.records import Rank
from communique.reference.leaders import LASTING_RANKS, Leaders, fold_words
from communique.reference.tables import read_lexicon

#: A given name that no leader has, and a family name that one may have.
_TWO_NAMES = re.compile(r"\b([A-Z][^\W\d_]+) (?=([A-Z][^\W\d_]+))")
#: Who is known by the family name alone: who leads, or conducts relations.
_RENOWNED: frozenset[Rank] = frozenset(
    {"head-of-state", "head-of-government", "foreign-minister", "organization-head"}
)
#: A name of fewer letters may be anything: "Key", "Rama", "Ali".
_TELLING = 5
#: So many words has a name at most that is looked up.
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class VouchedName(NameMention):
    """A name and whose leader bears it."""

    party: str = ""


class Vouching:
    """The table of leaders as one page asks it: in its year, with the parties it names.

    `others` are family names that the page gives to somebody who is no leader.
    """

    def __init__(self, leaders: Leaders, year: int, named: frozenset[str]) -> None:
        self.others: set[str] = set()
        self._leaders = leaders
        self._year = year
        self._named = named
        self._words = _words_of(leaders)

    def may_be_name(self, word: str) -> bool:
        """Whether any name of the table has the word."""
        return not self._words.isdisjoint(fold_words(word))

    def whole(self, name: str) -> str | None:
        """Return whose leader bears the whole name; None for nobody, or several."""
        rows = self._leaders.find(name, year=self._year)
        rows = tuple(row for row in rows if row.held_in(self._year, margin=1))
        if len({row.name for row in rows}) != 1:
            return None
        return self._leaders.party(name, year=self._year) or _only(row.party for row in rows)

    def family(self, name: str, *, initial: str = "", owner: str | None = None) -> str | None:
        """Return whose leader is meant by the family name; None if that isn't plain.

        `initial` begins the given name, `owner` is the state named as his: "France's".
        """
        if name in self.others:
            return None
        bearers = [
            row
            for row in self._leaders.find(name, year=self._year)
            if not initial or row.name.upper().startswith(initial)
        ]
        # "Netanyahu" needs no state beside it: nobody else in the table was ever called so.
        single = len({row.name for row in bearers}) == 1 and len(name) >= _TELLING
        rows = [
            row
            for row in bearers
            if row.held_in(self._year, margin=int(single))
            and (row.rank in _RENOWNED or owner is not None)
            and (owner is None or row.party == owner)
            and (
                row.party in self._named
                or row.party == owner
                or (single and row.rank in LASTING_RANKS)
            )
        ]
        if len({row.name for row in rows}) != 1:
            return None
        return _only(row.party for row in rows if row.rank in _RENOWNED) or rows[0].party


def _only(parties: Iterator[str]) -> str | None:
    found = set(parties)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1)
def _words_of(leaders: Leaders) -> frozenset[str]:
    """Return all words of the table's names as they are compared, but particles."""
    small = frozenset(read_lexicon("en", "people")["particles"])
    names = (form for row in leaders.rows for form in (row.name, *row.aliases))
    return frozenset(word for name in names for word in fold_words(name)) - small


def find_vouched_names(
    passage: Passage,
    mentions: Sequence[PartyMention],
    grammar: TitleGrammar,
    offices: Sequence[OfficeMention],
    names: Sequence[NameMention],
    vouching: Vouching,
) -> list[VouchedName]:
    """Return the names in the passage that the table vouches for, in order.

    `offices` and `names` are those found already, which are left out.
    """
    words = [match for match in passage.text.split() if match[:1].isupper() or "-" in match]
    if not any(vouching.may_be_name(word) for word in words):
        return []
    scan = NameScan(passage, mentions, grammar)
    taken = Spans(
        [(o.start, o.end) for o in offices]
        + [(o.name_start, o.name_end) for o in offices if o.name]
        + [(name.start, name.end) for name in names]
    )
    found: list[VouchedName] = []
    index = 0
    while index < len(scan.words):
        read: list[VouchedName] = []
        if vouching.may_be_name(scan.words[index].text.removesuffix("'s")):
            name = _read_at(scan, index, taken, vouching)
            read = [name] if name is not None else _read_pair(scan, index, taken, vouching)
        found += read
        index += 1
        while read and index < len(scan.words) and scan.words[index].start < read[-1].end:
            index += 1
    return found


def _read_pair(scan: NameScan, index: int, taken: Spans, vouching: Vouching) -> list[VouchedName]:
    """Return the two leaders of "Xi-Biden talks"; none where either is unknown."""
    word = scan.words[index]
    first, hyphen, second = word.text.removesuffix("'s").partition("-")
    if not hyphen or taken.touch(word.start, word.end):
        return []
    middle = word.start + len(first) + 1
    parties = vouching.family(first), vouching.family(second)
    if parties[0] is None or parties[1] is None:
        return []
    return [
        VouchedName(word.start, middle - 1, first, party=parties[0]),
        VouchedName(middle, middle + len(second), second, party=parties[1]),
    ]


def find_others(
    passage: Passage, mentions: Sequence[PartyMention], grammar: TitleGrammar, vouching: Vouching
) -> set[str]:
    """Return the family names in the passage that somebody else there bears: "Ron Johnson"."""
    others = set()
    doc = passage.doc
    parties: Spans | None = None
    for match in _TWO_NAMES.finditer(passage.text):
        before, name = match.groups()
        if not vouching.may_be_name(name) or before in grammar.never:
            continue
        word = before.lower()
        told = word in grammar.honorifics or word in grammar.heads or word in grammar.portfolios
        if told or before in grammar.headline_verbs or vouching.whole(f"{before} {name}"):
            continue
        parties = parties or Spans(
            (doc[m.first].idx, doc[m.last].idx + len(doc[m.last])) for m in mentions
        )
        if not parties.touch(match.start(1), match.end(1)):
            others.add(name)
    return others


def _read_at(scan: NameScan, index: int, taken: Spans, vouching: Vouching) -> VouchedName | None:
    word = scan.words[index]
    if not scan.is_name_word(index) or taken.touch(word.start, word.end):
        return None
    for last in reversed(_run(scan, index)):
        end = _bare_end(scan, last)
        if taken.touch(word.start, end):
            continue
        name = scan.text[word.start : end]
        if vouching.may_be_name(scan.words[last].text.removesuffix("'s")) and (
            party := vouching.whole(name)
        ):
            return VouchedName(word.start, end, name, party=party)
    return _read_family(scan, index, vouching)


def _run(scan: NameScan, index: int) -> list[int]:
    """Return the words after the first with which the name may end."""
    ends: list[int] = []
    at = index
    for _ in range(_MOST_WORDS - 1):
        if scan.words[at].text.endswith("'s"):
            break
        following = scan.next(at, (" ", ". ") if len(scan.words[at].text) == 1 else (" ",))
        if following is None:
            break
        text = scan.words[following].text
        small = text in scan.grammar.particles
        if not (small or scan.is_name_word(following) or len(text) == 1 or text.isupper()):
            break
        at = following
        if not small:
            ends.append(at)
    return ends


def _bare_end(scan: NameScan, index: int) -> int:
    word = scan.words[index]
    return word.end - 2 if word.text.endswith("'s") else word.end


def _read_family(scan: NameScan, index: int, vouching: Vouching) -> VouchedName | None:
    """Return the family name that stands alone at the word, or behind an initial."""
    word = scan.words[index]
    start, end = word.start, _bare_end(scan, index)
    initial = _initial_before(scan, index)
    before = None if initial else _joined_before(scan, index)
    if before is not None and not scan.words[before].text.endswith("'s"):
        return None  # "Emma Macron", "Alan Li"
    following = scan.next(index, (" ",)) if end == word.end else None
    if following is not None and _goes_on(scan, following):
        return None  # "Modi Stadium", "the Biden administration"
    owner = scan.party_ends.get(start - 3) if scan.text.startswith("'s ", start - 3) else None
    begin = scan.words[index - 1].start if initial else start
    party = vouching.family(
        scan.text[start:end],
        initial=initial,
        owner=owner[1].party if owner is not None else None,
    )
    return VouchedName(begin, end, scan.text[begin:end], party=party) if party else None


def _initial_before(scan: NameScan, index: int) -> str:
    """Return the initial right before the word: "K. Mitsotakis", "R.T. Erdogan"."""
    if not index or scan.next(index - 1, (". ", " ")) is None:
        return ""
    before = scan.words[index - 1].text
    plain = before.replace(".", "")
    return before[0] if plain.isupper() and len(plain) <= before.count(".") + 1 else ""


def _joined_before(scan: NameScan, index: int) -> int | None:
    """Return the word before, if it may be a part of the same name."""
    if not index or scan.next(index - 1, (" ",)) is None:
        return None
    before = scan.words[index - 1]
    courtesy = before.text.lower() in scan.grammar.honorifics
    small = before.text in scan.grammar.particles and before.text not in {"y", "e"}
    named = before.text[0].isupper() and before.start not in scan.in_party
    function = before.text in scan.grammar.function
    return index - 1 if small or (named and not courtesy and not function) else None


def _goes_on(scan: NameScan, index: int) -> bool:
    """Whether what follows makes the name one of something else, or of somebody else."""
    token = scan.doc[_token_at(scan, index)]
    if token.text[0].isupper():
        verb = token.text in scan.grammar.headline_verbs or token.tag_ in {"VBZ", "VBP", "VBD"}
        return not verb and token.pos_ in {"PROPN", "NOUN", "ADJ"}
    return token.tag_ in {"NN", "NNS"} and token.lemma_ in _government()


def _token_at(scan: NameScan, index: int) -> int:
    start = scan.words[index].start
    return next(token.i for token in scan.doc if token.idx + len(token) > start)


@lru_cache(maxsize=1)
def _government() -> frozenset[str]:
    """Words that make a name mean whom its bearer leads: "the Biden administration"."""
    return frozenset(read_lexicon("en", "people")["governments"])
