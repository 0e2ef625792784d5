"""What the words of a page say for dealings between states, and against: counted, not read.

Two automata look for the terms of `relevance_terms.toml` and for the names of states, capitals,
leaders and organisations of the reference tables. The first knows the strong families only; a
page that has too little of them is left without a second look.
"""

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from communique.batch.skim import Sight, plain, rough
from communique.errors import TableError
from communique.reference.leaders import TABLE as LEADERS
from communique.reference.parties import load_parties
from communique.reference.tables import FOLDER, read_rows

TERMS = FOLDER / "relevance_terms.toml"

#: Families whose names come from the reference tables.
TABLED = ("states", "capitals", "leaders", "organisations")
#: How names of parties of a kind are counted; people's names are too short a word to trust.
_KINDS = {
    "name": "states", "official": "states", "demonym": "states", "seat": "states",
    "organ": "states", "abbreviation": "states", "prefix": "states", "people": "states",
    "capital": "capitals",
}  # fmt: skip
_WHO = ("name", "party")
#: Acronyms that are words in lower case, and stand for parties in capitals.
_ACRONYMS = {b" US ": b" u s ", b" UN ": b" u n ", b" USA ": b" u s ", b" WHO ": b" w h o "}

#: Fewer strong words than this in title and prose, and a page is left: more of them in more prose.
_LEAST_STRONG = 1
_MORE_STRONG = (400, 1_200, 1_600, 2_000)
#: So much of a page is looked at for words of other languages, if it has fewer articles than so.
_FOREIGN_BYTES = 3_000
_ENGLISH = 3
#: The sign that a title names two parties.
TWO_IN_TITLE = "two parties, title"
#: Bytes of text that are looked at as one passage, and as the beginning.
_PASSAGE = 200
_LEAD = 1_200
#: Bytes that are a passage where a page is looked at closely.
_CLOSER = 700
#: Fewer strong words are no passage.
_LEAST_CLOSER = 2
#: A text without a title of its own has as much of it at its head.
_SMOOTHING = 60
#: Below so many words a page has little to say for itself.
_BRIEF_WORDS = 180

#: What is measured of each family, and of passages in which somebody deals with somebody.
_OF_FAMILY = ("", ", kinds", ", early", ", title")
#: What of it the title says too.
_TITLED = ("strong and party, title", "told and party", "told and strong", "told and two")
_TOLD = ("dealing of two", "dealing of office", "word of two", "word of office")

Found = list[tuple[int, int, int]]


class Title(NamedTuple):
    """What a title has that speaks for dealings: strong words, names, and how many parties."""

    strong: Found
    names: Found
    parties: int


UNTITLED = Title([], [], 0)


class Signs:
    """The automata, built once for a process; immutable."""

    def __init__(self, table: Mapping[str, Mapping[str, list[str]]]) -> None:
        """Build the automata from the table of terms and the tables of parties."""
        self.strong = tuple(table["strong"])
        self.counter = frozenset(table["counter"])
        self.families = (*self.strong, *table["weak"], *table["counter"], *TABLED)
        strong = _normalised(table["strong"])
        self._gate_families = [self.families.index(family) for _, family, _ in strong]
        self._gate = _automaton([form for form, _, _ in strong])
        others = _normalised({**table["weak"], **table["counter"]})
        taken = {form for form, _, _ in others}
        skipped = set(_forms(table["skip"]["forms"])) - set(_forms(table["skip"]["kept"]))
        others += [row for row in _parties() if row[0] not in taken and row[0] not in skipped]
        self._rest_families = [self.families.index(family) for _, family, _ in others]
        self._rest_parties = [party for _, _, party in others]
        self._rest = _automaton([form for form, _, _ in others])
        self._dealing = {
            self.families.index(name) for name in ("dealings", "arrangements", "papers")
        }
        self._speaking = {self.families.index(name) for name in ("voices", "relations")}
        self._acting = {self.families.index(name) for name in ("envoys", "rulers", "leaders")}
        self._elsewhere = BytesAhoCorasick(
            [word.encode() for words in table["elsewhere"].values() for word in words],
            implementation=Implementation.DFA,
        )

    @property
    def measures(self) -> frozenset[str]:
        """The names that `look` may give."""
        of_families = {f"{name}{kind}" for name in self.families for kind in _OF_FAMILY}
        told = {f"{name}{kind}" for name in _TOLD for kind in ("", ", share")}
        return frozenset(of_families | told | {"bias", "brief", "parties", TWO_IN_TITLE, *_TITLED})

    def direction(self, measure: str) -> int:
        """Return 1 for what can only speak for dealings, -1 for what can only speak against."""
        return -1 if measure.partition(",")[0] in self.counter else 1

    def read_title(self, title: bytes) -> Title:
        """Return what a title has that speaks for dealings."""
        strong, names = self._find(_spell(plain(title)))
        return Title(strong, names, len({self._rest_parties[found[0]] for found in names} - {""}))

    def speaks(self, sight: Sight, title: Title) -> bool:
        """Return whether there are so many strong words in a page that it is worth a look."""
        # Two parties in a title are strong words themselves, what they do may be told in any.
        if title.parties > 1:
            return True
        prose = rough(sight.prose)
        least = _LEAST_STRONG + sum(len(prose) > size for size in _MORE_STRONG)
        least -= 2 * len(title.strong)
        found = self._gate.find_matches_as_indexes(prose)
        return len(found) >= least and len(_bordered(found, prose)) >= least

    def look(self, title: Title, prose: bytes) -> dict[str, float]:
        """Return what speaks for and against a page, by name."""
        text = _spell(plain(prose))
        return self._measure(title, text, *self._find(text))

    def look_closer(self, title: Title, prose: bytes) -> Iterator[dict[str, float]]:
        """Yield what speaks for and against each passage of a page in which strong words stand.

        Passages overlap by half, so that what is short stands in one of them whole.
        """
        text = _spell(plain(prose))
        strong = _bordered(self._gate.find_matches_as_indexes(text), text)
        for start in range(0, max(1, len(text) - _CLOSER // 2), _CLOSER // 2):
            end = text.rfind(b" ", start, start + _CLOSER) + 1
            within = [found for found in strong if start <= found[1] and found[2] < end]
            if len(within) >= _LEAST_CLOSER:
                passage = text[start:end]
                yield self._measure(title, passage, *self._find(passage))

    def speaks_elsewhere(self, sight: Sight) -> bool:
        """Return whether a page seems to be on dealings in a language other than English."""
        if sight.prose.count(b" the ", 0, _FOREIGN_BYTES) >= _ENGLISH:
            return False
        text = sight.prose[:_FOREIGN_BYTES]
        if sight.encoding != "utf-8":
            text = text.decode(sight.encoding, "ignore").encode()
        return len(self._elsewhere.find_matches_as_indexes(text)) >= 2

    def _find(self, text: bytes) -> tuple[Found, Found]:
        """Return the strong words of a text, and all else that is counted."""
        return (
            _bordered(self._gate.find_matches_as_indexes(text), text),
            _bordered(self._rest.find_matches_as_indexes(text), text),
        )

    def _measure(self, title: Title, text: bytes, strong: Found, rest: Found) -> dict[str, float]:
        measured: dict[str, float] = {"bias": 1.0}
        size = text.count(b" ") + _SMOOTHING
        counts: Counter[int] = Counter()
        early: Counter[int] = Counter()
        variety: dict[int, set[int]] = defaultdict(set)
        passages: dict[int, set[int]] = defaultdict(set)
        met: dict[int, set[str]] = defaultdict(set)
        parties: set[str] = set()
        for found, families in ((strong, self._gate_families), (rest, self._rest_families)):
            for pattern, start, _ in found:
                family = families[pattern]
                counts[family] += 1
                variety[family].add(pattern)
                passages[start // _PASSAGE].add(family)
                early[family] += start < _LEAD
        for pattern, start, _ in rest:
            if party := self._rest_parties[pattern]:
                met[start // _PASSAGE].add(party)
                parties.add(party)
        for family, name in enumerate(self.families):
            if count := counts[family]:
                measured[name] = math.log1p(100 * count / size)
                measured[f"{name}, kinds"] = math.log1p(len(variety[family]))
            if count := early[family]:
                measured[f"{name}, early"] = math.log1p(count)
        titled = {self._gate_families[found[0]] for found in title.strong}
        titled |= {self._rest_families[found[0]] for found in title.names}
        for family in titled:
            measured[f"{self.families[family]}, title"] = 1.0
        measured[TWO_IN_TITLE] = float(title.parties > 1)
        measured["parties"] = math.log1p(len(parties))
        measured["brief"] = max(0.0, 1.0 - size / _BRIEF_WORDS)
        told = self._read_passages(passages, met, len(text) // _PASSAGE + 1)
        measured.update(told)
        said = (title.strong and title.parties, told and title.parties, told and title.strong)
        for name, holds in zip(_TITLED, (*said, told and title.parties > 1), strict=True):
            measured[name] = float(bool(holds))
        return measured

    def _read_passages(
        self, passages: dict[int, set[int]], met: dict[int, set[str]], total: int
    ) -> dict[str, float]:
        """Return how many passages tell who deals with whom, as a share of all and as a number."""
        told: Counter[str] = Counter()
        for place, families in passages.items():
            parties = len(met.get(place, ()))
            acting = bool(families & self._acting)
            if families & self._dealing:
                told["dealing of two"] += parties > 1
                told["dealing of office"] += acting and parties > 0
            if families & self._speaking:
                told["word of two"] += parties > 1
                told["word of office"] += acting and parties > 0
        shares = {f"{name}, share": count / total for name, count in told.items() if count}
        return shares | {name: math.log1p(count) for name, count in told.items() if count}


def _bordered(found: Found, text: bytes) -> Found:
    """Return the finds that end with their word, or before the -s of a plural."""
    return [
        find
        for find in found
        if text[find[2]] == 0x20 or (text[find[2]] == 0x73 and text[find[2] + 1] == 0x20)
    ]


def _spell(text: bytes) -> bytes:
    for acronym, spelt in _ACRONYMS.items():
        text = text.replace(acronym, spelt)
    return text.lower()


def _forms(words: Iterable[str]) -> list[bytes]:
    """Return words as they stand in a text made plain, each after the space before it."""
    return [_spell(plain(word.encode()))[:-1] for word in words]


def _normalised(families: Mapping[str, Iterable[str]]) -> list[tuple[bytes, str, str]]:
    """Return form, family and no party of each term; a term twice belongs where it stands first."""
    rows = [(form, name, "") for name, words in families.items() for form in _forms(words)]
    return list({row[0]: row for row in reversed(rows)}.values())[::-1]


def _parties() -> Iterator[tuple[bytes, str, str]]:
    """Yield form, family and party of every name in the tables, each form once."""
    seen: set[bytes] = set()
    tables = load_parties()
    forms = [
        (
            name.form,
            _KINDS[name.kind] if name.party in tables.states else "organisations",
            name.party,
        )
        for name in tables.names
    ]
    forms += [(row["name"], "leaders", row["party"]) for _, row in read_rows(LEADERS, _WHO)]
    for text, family, party in forms:
        # A form that is short without its accents would be found everywhere.
        form = _spell(plain(text.encode()))[:-1]
        if form not in seen and sum(map(len, form.split())) > 1 and len(form) > 3:
            seen.add(form)
            yield form, family, party


def _automaton(forms: list[bytes]) -> BytesAhoCorasick:
    return BytesAhoCorasick(
        forms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )


@lru_cache(maxsize=1)
def load_signs() -> Signs:
    """Return the signs of the packaged tables; raise `TableError` if the terms are no TOML."""
    try:
        return Signs(tomllib.loads(TERMS.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise TableError(TERMS, 0, str(error)) from error
