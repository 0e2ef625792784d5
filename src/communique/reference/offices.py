"""Offices of state and of organisations, and the ranks of their titles.

The table is `offices.csv`; how titles are composed ("Acting Deputy Minister of Trade and
Chief Negotiator") is in `lexicons/en/offices.toml`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from communique.errors import TableError
from communique.records import Rank, Value
from communique.reference.tables import FOLDER, describe_fault, read_lexicon, read_rows

Scope = Literal["state", "organization", "any"]
Tokens = tuple[str, ...]

TABLE = "offices.csv"

_TOKEN = re.compile(r"[^\s,;/]+|[,;/]")
_DASH = re.compile(r"\s[-\u2013\u2014]\s")
_ASIDE = re.compile(r"\([^)]*\)")
_ARTICLES = frozenset({"the", "a", "an"})
_PREPOSITIONS = frozenset({"of", "to", "in", "on", "at", "with", "from", "responsible"})
_JOINTS = frozenset({"and", ",", ";", "/"})
#: Ranks whose deputies have a row under their head noun: "assistant secretary".
_MINISTERIAL = frozenset({"minister", "foreign-minister"})
#: Ranks of a state, which the heads of its parts don't have.
_SOVEREIGN = frozenset({"head-of-state", "head-of-government", "deputy-head"})
#: Ranks that a board or a bureau does not lower.
_OWN_RANK = frozenset({"organization-head", "director-general", "legislator"})


class Office(Value):
    """A title, its rank, and whose title it is; `party` is None where it holds for all."""

    title: str
    rank: Rank
    scope: Scope
    party: str | None
    citation: str


class Offices:
    """The office table with its look-ups."""

    def __init__(self, titles: tuple[Office, ...], lexicon: Mapping[str, Any]) -> None:
        self.titles = titles
        self._spelling: dict[str, str] = dict(lexicon["spelling"])
        heads: dict[str, Rank] = {**lexicon["heads"], **lexicon["weak_heads"]}
        nouns = [*heads, *self._spelling]
        self._plurals = {plural: noun for noun in nouns for plural in _plural_forms(noun)}
        self._heads: dict[str, Rank] = {self._word(noun): rank for noun, rank in heads.items()}
        self._precedence: list[Rank] = lexicon["precedence"]
        self._prefixes = self._phrases(lexicon["prefix_modifiers"])
        self._suffixes = self._phrases(lexicon["suffix_modifiers"])
        self._no_office = self._phrases(lexicon["no_office"])
        self._deputy_words = frozenset(lexicon["deputy"]["words"])
        self._deputy_of: dict[Rank, Rank] = lexicon["deputy"]["of"]
        self._chairs = frozenset(lexicon["institutions"]["heads"])
        self._openers = frozenset(lexicon["openers"])
        self._parties = self._phrases(lexicon["institutions"]["parties"])
        self._legislatures = self._phrases(lexicon["institutions"]["legislatures"])
        self._bodies = self._phrases(lexicon["institutions"]["others"])
        self._parts = self._phrases(lexicon["institutions"]["parts"])
        self._public = self._phrases(lexicon["institutions"]["public"])
        self._private = self._phrases(lexicon["institutions"]["private"])
        self._rows: dict[Tokens, list[Office]] = {}
        for office in titles:
            self._rows.setdefault(self.normalise(office.title), []).append(office)
        # What stands before the "of" in a listed title may be the head of an unlisted one.
        listed = (_segments(row)[0][1] - 1 for row in self._rows)
        self._nouns = {row[end] for row, end in zip(self._rows, listed, strict=True)}
        self._nouns = self._nouns - self._openers | self._heads.keys()
        self._words = lru_cache(maxsize=8192)(self.normalise)
        self._cached_rank = lru_cache(maxsize=8192)(self._rank)

    def normalise(self, title: str) -> Tokens:
        """Return the words by which titles are compared: spelling, articles and plurals levelled.

        "Minister for the Defense" and "ministers of defence" are the same words.
        """
        plain = unicodedata.normalize("NFKD", title.replace("’", "'"))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
        plain = _DASH.sub(" , ", _ASIDE.sub(" ", plain))
        plain = plain.replace(".", "").replace("\u2013", " ").replace("-", " ")
        words = (self._word(word) for word in _TOKEN.findall(plain) if word not in _ARTICLES)
        return tuple(part for word in words for part in word.split())

    def rank(self, title: str, party: str | None) -> Rank | None:
        """Return the rank of `title` as held for `party`; None if it names no office.

        A row of the party goes before a general one; for an unknown party (None) the first
        general row holds. Titles without a row are composed: modifiers are stripped, of several
        offices in one title the one that conducts relations counts, deputies rank below.
        """
        return self._cached_rank(self._words(title), party)

    def party_of(self, title: str) -> str | None:
        """Return the one party that has such an office ("external affairs minister"), if any."""
        tokens = self.normalise(title)
        # An "acting president" may be any state's, though one state has a row for its own.
        rows = {*self._rows.get(tokens, ()), *self._rows.get(self._strip(tokens), ())}
        parties = {row.party for row in rows}
        return parties.pop() if len(parties) == 1 else None

    def _word(self, word: str) -> str:
        singular = self._plurals.get(word, word)
        return self._spelling.get(singular, singular)

    def _phrases(self, phrases: list[str]) -> frozenset[Tokens]:
        return frozenset(self.normalise(phrase) for phrase in phrases)

    def _rank(self, tokens: Tokens, party: str | None) -> Rank | None:
        if exact := self._exact(tokens, party):
            return exact
        if any(run in self._no_office for run in _runs(tokens)):
            return None
        tokens = self._strip(tokens)
        if exact := self._exact(tokens, party):
            return exact
        ranks = {self._single(part, party) for part in self._split(tokens, party)}
        return next((rank for rank in self._precedence if rank in ranks), None)

    def _exact(self, tokens: Tokens, party: str | None) -> Rank | None:
        rows = self._rows.get(tokens, ())
        own = [row for row in rows if row.party is not None and row.party == party]
        general = [row for row in rows if row.party is None]
        scope = _scope_of(party)
        # A title that the party's kind has no row for still tells more than nothing.
        preferred = [row for row in general if scope is None or row.scope == scope]
        anyone = [row for row in general if row.scope == "any"]
        for row in own + preferred + anyone + general:
            return row.rank
        return None

    def _strip(self, tokens: Tokens) -> Tokens:
        size = 2
        while size:
            if len(tokens) > size and tokens[:size] in self._prefixes:
                tokens, size = tokens[size:], 2
            elif len(tokens) > size and tokens[-size:] in self._suffixes:
                tokens, size = tokens[:-size], 2
            else:
                size -= 1
        return tokens

    def _split(self, tokens: Tokens, party: str | None) -> list[Tokens]:
        """Return the offices that one title joins; a conjunct that is none stays with its left.

        "Minister of Trade and Industry" is one office, "Premier and Minister of Trade" two.
        """
        parts: list[Tokens] = []
        start = joint = 0
        for index, token in enumerate((*tokens, ",")):
            if token not in _JOINTS:
                continue
            piece = tokens[start:index]
            if piece and self._single(piece, party) is not None:
                parts.append(piece)
            elif piece and parts and (shared := _share_ministry(parts[-1], piece)):
                parts[-1] = (*parts[-1], *tokens[joint:index])
                parts.append(shared)
            elif piece and parts:
                parts[-1] = (*parts[-1], *tokens[joint:index])
            elif piece:
                return self._share_noun(tokens, piece, party)
            start, joint = index + 1, index
        return parts

    def _share_noun(self, tokens: Tokens, first: Tokens, party: str | None) -> list[Tokens]:
        """Return `tokens`, and its first conjunct with the noun that comes last and serves all.

        "Foreign Affairs and Trade Minister" holds a "Foreign Affairs Minister"; what opens
        "Bosnia and Herzegovina Foreign Minister" makes no known title with the noun.
        """
        if (head := self._find_head(tokens)) is None:
            return [tokens]
        shared = (*first, tokens[head])
        start, end, _ = self._longest_known(shared, len(first), party)
        return [tokens, shared] if end - start > 1 else [tokens]

    def _single(self, tokens: Tokens, party: str | None) -> Rank | None:
        """Return the rank of one office: its longest known part decides, a deputy ranks lower."""
        tokens = self._strip(tokens)
        if exact := self._exact(tokens, party):
            return exact
        head = self._find_head(tokens)
        if head is None:
            return None
        start, end, base = self._longest_known(tokens, head, party)
        left, right = tokens[:start], tokens[end:]
        if base == "military" and (office := self._single(left, party)):
            return office  # "Prime Minister General X": the rank of arms adds nothing
        if base is None or (end == head + 1 and self._chairs.intersection(tokens[start:end])):
            body = self._rank_by_body({*_runs(left), *_runs(right)}, base, party)
            if body != "as it is":
                return body
        if base in _SOVEREIGN and self._is_of_a_part(right):
            return "official"
        return None if base is None else self._lower(base, left, tokens[head], party)

    def _longest_known(
        self, tokens: Tokens, head: int, party: str | None
    ) -> tuple[int, int, Rank | None]:
        """Return the longest listed window around the head noun, else the noun's own rank."""
        for start, end in _windows(len(tokens), head):
            if (rank := self._exact(tokens[start:end], party)) is not None:
                return start, end, rank
        # Mere "general counsel" is a title of its own; mere "officer" is too little.
        return head, head + 1, self._heads.get(tokens[head]) if len(tokens) > 1 else None

    def _rank_by_body(
        self, words: set[Tokens], base: Rank | None, party: str | None
    ) -> Rank | Literal["as it is"] | None:
        """Return the rank that presiding over a body gives; None for a private one."""
        if words & self._parties:
            return "official"
        if words & self._legislatures:
            return "legislator"
        if base in _OWN_RANK or _scope_of(party) == "organization":
            return "as it is"
        if words & self._private and not words & self._public:
            return None
        return "official" if words & self._bodies else "as it is"

    def _is_of_a_part(self, right: Tokens) -> bool:
        """Whether the words after a title name a part of a state: "of the Kurdistan Region"."""
        return any(run in self._parts for run in _runs(right))

    def _lower(self, base: Rank, left: Tokens, head: str, party: str | None) -> Rank:
        deputies = [word for word in left if word in self._deputy_words]
        if not deputies:
            return base
        if base in _MINISTERIAL and (listed := self._exact((deputies[-1], head), party)):
            return listed
        return self._deputy_of.get(base, base)

    def _find_head(self, tokens: Tokens) -> int | None:
        """Return the place of the noun that says what the office is.

        It stands before the first "of" or "to", unless a name of a body opens the title:
        "Ministry of Foreign Affairs spokesperson".
        """
        for start, end in _segments(tokens):
            heads = [index for index in range(start, end) if tokens[index] in self._nouns]
            if heads:
                return heads[-1]
            if not self._openers.intersection(tokens[start:end]):
                return None
        return None


def _share_ministry(left: Tokens, piece: Tokens) -> Tokens:
    """Return the office of a further field: "Minister of Trade and Foreign Affairs" has two."""
    if "minister" not in left:
        return ()
    noun = left.index("minister") + 1
    return (*left[:noun], "of", *piece) if left[noun : noun + 1] == ("of",) else ()


def _scope_of(party: str | None) -> Scope | None:
    if party is None:
        return None
    return "state" if len(party) == 3 and party.isupper() else "organization"


def _plural_forms(noun: str) -> Iterator[str]:
    yield noun + "s"
    if noun.endswith("y"):
        yield noun[:-1] + "ies"


def _segments(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the stretches between prepositions; the first holds at least one word."""
    cuts = [index for index, token in enumerate(tokens) if token in _PREPOSITIONS and index]
    starts = [0, *(cut + 1 for cut in cuts)]
    return list(zip(starts, [*cuts, len(tokens)], strict=True))


def _runs(tokens: Tokens) -> Iterator[Tokens]:
    for size in (1, 2, 3):
        for start in range(len(tokens) - size + 1):
            yield tokens[start : start + size]


def _windows(length: int, head: int) -> list[tuple[int, int]]:
    """Return every window of words around `head`, longest first."""
    windows = [(a, b) for a in range(head + 1) for b in range(head + 1, length + 1)]
    return sorted(windows, key=lambda window: window[0] - window[1])


@lru_cache(maxsize=1)
def load_offices() -> Offices:
    """Read the office table; raise `TableError` for a row without citation or with a bad rank."""
    offices = []
    for line, row in read_rows(TABLE, tuple(Office.model_fields)):
        try:
            offices.append(read_office(row))
        except ValueError as error:
            raise TableError(FOLDER / TABLE, line, describe_fault(error)) from error
    return Offices(tuple(offices), read_lexicon("en", "offices"))


def read_office(row: Mapping[str, str]) -> Office:
    """Return the office of a row; raise `ValueError` for one that can't be used."""
    if not row["citation"]:
        raise ValueError("has no citation")
    if not row["title"].strip(" ,;/-"):
        raise ValueError("has no title")
    cells = {column: row[column] for column in Office.model_fields}
    return Office.model_validate({**cells, "party": row["party"] or None})
