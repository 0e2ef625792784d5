"""Who led which state or organisation, and who conducted its relations, over time.

A text that names "President Lula" and no country leaves the party to the reader; `leaders.csv`
tells it. `spellings.csv` levels the ways in which one name is romanised.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Annotated

from pydantic import Field, ValidationError

from communique.errors import TableError
from communique.records import Rank, Value
from communique.reference.parties import fold_name, load_parties
from communique.reference.tables import FOLDER, read_lexicon, read_rows

TABLE = "leaders.csv"
SPELLINGS = "spellings.csv"

Words = tuple[str, ...]

#: Years by which a page may precede or follow a tenure and still mean its holder by office.
MARGIN_YEARS = 1

#: Whose official English puts the family name first.
FAMILY_FIRST = frozenset({"CHN", "KHM", "KOR", "PRK", "TWN", "VNM"})
#: Whose people go by the first word of their name, whatever comes after it.
FIRST_WORD_USED = frozenset({"ERI", "ETH", "IDN", "ISL", "LAO", "MYS", "THA"})
#: Whose people go by the last word as well, though the family name comes first.
LAST_WORD_USED = frozenset({"KHM", "VNM"})
#: Whose own pages put the family name first, though English usage doesn't.
ORDER_VARIES = frozenset({"HUN", "JPN"})

#: Ranks whose titles are used for one another: who is "President" of a commission leads an
#: organisation, and a plain "Minister" may be the foreign minister. The nearest stand first.
NEAR_RANKS: dict[Rank, tuple[Rank, ...]] = {
    "head-of-state": ("head-of-government", "organization-head"),
    "head-of-government": ("head-of-state",),
    "organization-head": ("official", "head-of-state", "foreign-minister"),
    "director-general": ("organization-head",),
    "foreign-minister": ("deputy-head", "minister"),
    "deputy-head": ("minister", "foreign-minister", "head-of-government"),
    "minister": ("foreign-minister", "official", "deputy-head"),
    "official": ("foreign-minister", "minister", "vice-minister", "organization-head", "envoy"),
    "vice-minister": ("official", "minister"),
    "envoy": ("official",),
}

#: Ranks for which the table is complete, so that a namesake in office would be in it.
LASTING_RANKS: frozenset[Rank] = frozenset({"head-of-state", "head-of-government"})

#: Lower-case letters that Unicode doesn't decompose, and hyphens that are not ASCII's.
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ə": "a", "æ": "ae", "œ": "oe", "þ": "th",
     "\u2010": "-", "\u2011": "-", "\u2013": "-"}
)  # fmt: skip
_PUNCTUATION = str.maketrans({".": "", "'": "", "`": "", "-": " ", ",": " "})
_REGNAL = re.compile("[IVX]+")
_PATRONYMIC = frozenset({"bin", "bint", "ibn"})

Year = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$")]


class Leader(Value):
    """A person in an office that leads a party or conducts its relations.

    `since` and `until` are a year, a month or a day as in ISO 8601; `until` is None for who was
    in office when the table was last revised.
    """

    name: str
    aliases: tuple[str, ...]
    party: str
    rank: Rank
    since: Year
    until: Year | None
    citation: str

    def held_in(self, year: int, *, margin: int = 0) -> bool:
        """Return whether the office was held in some part of `year`, give or take `margin`."""
        until = year if self.until is None else int(self.until[:4])
        return int(self.since[:4]) - margin <= year <= until + margin


class Leaders:
    """The table of leaders with its look-ups."""

    def __init__(self, rows: tuple[Leader, ...]) -> None:
        self.rows = rows
        self._whole: dict[str, list[Leader]] = defaultdict(list)
        self._partial: dict[str, list[Leader]] = defaultdict(list)
        for row in rows:
            whole, partial = _keys(row.name, row.aliases, row.party)
            for table, keys in ((self._whole, whole), (self._partial, partial)):
                for key in keys:
                    found = table[key]
                    if not found or found[-1] is not row:  # two forms of a name may share a key
                        found.append(row)

    def find(
        self, name: str, *, rank: Rank | None = None, year: int | None = None
    ) -> tuple[Leader, ...]:
        """Return the rows that `name` may mean, best first: in office in `year`, then of `rank`.

        A family name alone means only who held that rank or one near it; a full name means the
        person, whatever the rank. Empty for a name that is in no row.
        """
        found, whole = self._look_up(name)
        if rank is not None and not whole:
            found = [row for row in found if _distance(rank, row.rank) is not None]
        return tuple(sorted(found, key=lambda row: _order(row, rank, year)))

    def party(self, name: str, *, rank: Rank | None = None, year: int | None = None) -> str | None:
        """Return the party of the leader called `name`; None where that is unknown or not one.

        Rank and year decide between namesakes; without a rank, a family name must be of one
        party only. A family name is no match for who wasn't in office in `year`, save for one who
        had led the party by then: "President Obama" stays one in the text of later years.

        >>> load_leaders().party("Lula", rank="head-of-state", year=2024)
        'BRA'
        """
        found = self.find(name, rank=rank, year=year)
        whole = self._look_up(name)[1]
        if not whole and found and _out_of_office(found[0], year):
            found = tuple(row for row in found if _is_remembered(row, rank, year))
        if not found:
            return None
        best = _order(found[0], rank, year)
        decided = whole or rank is not None
        parties = {row.party for row in found if not decided or _order(row, rank, year) == best}
        return parties.pop() if len(parties) == 1 else None

    def _look_up(self, name: str) -> tuple[list[Leader], bool]:
        """Return the rows of `name`, and whether it is a whole name rather than a part of one."""
        words = fold_words(name)
        for variant in _whole_variants(words):
            if found := self._whole.get("".join(variant)):
                return found, True
        words = _drop_suffix(words)
        ends = words[:1] + words[-1:] if len(words) > 2 else ()  # "Jair Messias Bolsonaro"
        for key in ("".join(words), "".join(_drop_particles(words)), "".join(ends)):
            if key and (found := self._partial.get(key) or self._whole.get(key)):
                return found, False
        return [], False


def _out_of_office(row: Leader, year: int | None) -> bool:
    return year is not None and not row.held_in(year, margin=MARGIN_YEARS)


def _is_remembered(row: Leader, rank: Rank | None, year: int | None) -> bool:
    return row.rank == rank and rank in LASTING_RANKS and int(row.since[:4]) <= (year or 0)


def _order(row: Leader, rank: Rank | None, year: int | None) -> tuple[bool, bool, bool, int]:
    """Return what rows are sorted by: the office of the time, of the title, of the very year."""
    distance = 0 if rank is None else _distance(rank, row.rank)
    other_year = year is not None and not row.held_in(year)
    return _out_of_office(row, year), distance is None, other_year, distance or 0


def _distance(wanted: Rank, rank: Rank) -> int | None:
    """Return 0 for the same rank, more for a nearer or farther one, None for an unlike one."""
    if wanted == rank:
        return 0
    near = NEAR_RANKS.get(wanted, ())
    return near.index(rank) + 1 if rank in near else None


def _whole_variants(words: Words) -> Iterator[Words]:
    """Yield the ways in which `words` may be a whole name: as they are, then with less around."""
    if len(words) > 1:
        yield words
        yield _drop_suffix(words)
    if len(words) > 3 and words[1] in _PATRONYMIC:
        yield words[:3]  # "Tamim bin Hamad", whoever the grandfather was
    if len(words) > 2:
        yield words[1:]  # "Sheikh", "Prince", "Dr" or a first name that isn't used


@lru_cache(maxsize=8192)
def _keys(name: str, aliases: Words, party: str) -> tuple[list[str], list[str]]:
    """Return the keys under which a leader is found by a whole name, and by a part of one."""
    words = fold_words(name)
    family, rest = _split(name.split(), words, party)
    whole = ["".join(words)] if len(words) > 1 else []
    partial = ["".join(family), "".join(_drop_particles(family))]
    for alias in aliases:
        form = fold_words(alias)
        alone = len(_drop_particles(form)) == 1
        (partial if alone else whole).append("".join(form))
    if len(words) > 2 and party not in FAMILY_FIRST:
        partial.append(words[0] + words[-1])
        if len(words) > 3 and words[1] in _PATRONYMIC:
            whole.append("".join(words[:3]))
    if rest and party in FAMILY_FIRST:
        whole.append("".join((*rest, *family)))
    elif rest and party in ORDER_VARIES:
        whole.append("".join((*family, *rest)))
    if party in FIRST_WORD_USED:
        partial.append("".join(_fold(name.split()[0])))
    if party in LAST_WORD_USED:
        partial.append("".join(_fold(name.split()[-1])))
    return whole, partial


def _split(tokens: list[str], words: Words, party: str) -> tuple[Words, Words]:
    """Return the words of the family name, none where there is none, and those of the rest."""
    if party in FAMILY_FIRST:
        family = _fold(tokens[0])
        return family, words[len(family) :]
    last = tokens[-1]
    if len(tokens) > 1 and (_REGNAL.fullmatch(last) or last.lower() in _name_words()[1]):
        tokens = tokens[:-1]  # "Felipe VI", "Marcos Jr."
    if len(tokens) > 1 and tokens[-2] in _PATRONYMIC:
        return (), words
    family = _fold(tokens[-1])
    return family, words[: -len(family)] if family else words


def fold_words(name: str) -> Words:
    """Return the words by which names are compared: folded, of one spelling, without initials."""
    return tuple([word for token in name.split() for word in _fold(token)])


@lru_cache(maxsize=16384)
def _fold(token: str) -> Words:
    spellings = _load_spellings()
    plain = token.casefold()
    if not plain.isascii():  # what is left after that are apostrophes and foreign scripts
        decomposed = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = decomposed.encode("ascii", "ignore").decode("ascii")
    if plain.isalpha():
        return (spellings.get(plain, plain),) if len(plain) > 1 else ()
    words = plain.translate(_PUNCTUATION).split()
    return tuple([spellings.get(word, word) for word in words if len(word) > 1])


def _drop_suffix(words: Words) -> Words:
    """Return `words` without a "Jr" or "III" at the end, if other words are left."""
    if len(words) > 1 and fold_name(words[-1]) in _name_words()[1]:
        return words[:-1]
    return words


def _drop_particles(words: Words) -> Words:
    """Return `words` without the particles before a family name: "al", "von der".

    "bin Salman" stays: it tells whose son he is, and would name the father without it.
    """
    start = 0
    if words[:1] and words[0] in _PATRONYMIC:
        return words
    while start < len(words) - 1 and words[start] in _name_words()[0]:
        start += 1
    return words[start:]


@cache
def _name_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the particles and the suffixes of names, folded."""
    lexicon = read_lexicon("en", "people")
    particles, suffixes = lexicon["particles"], lexicon["suffixes"]
    return frozenset(map(fold_name, particles)), frozenset(map(fold_name, suffixes))


@cache
def _load_spellings() -> dict[str, str]:
    """Return for each variant of a word of a name the spelling that it is compared by."""
    rows = read_rows(SPELLINGS, ("standard", "forms", "citation"))
    return {form: row["standard"] for _, row in rows for form in row["forms"].split("|")}


def _read() -> Iterator[Leader]:
    parties = load_parties()
    for line, row in read_rows(TABLE, tuple(Leader.model_fields)):
        if not row["citation"]:
            raise TableError(FOLDER / TABLE, line, "has no citation")
        if row["party"] not in parties.states and row["party"] not in parties.organisations:
            raise TableError(FOLDER / TABLE, line, f"has an unknown party {row['party']!r}")
        aliases = tuple(row["aliases"].split("|")) if row["aliases"] else ()
        cells = {**row, "aliases": aliases, "until": row["until"] or None}
        try:
            yield Leader.model_validate(cells)
        except ValidationError as error:
            raise TableError(FOLDER / TABLE, line, str(error.errors()[0]["msg"])) from error


@lru_cache(maxsize=1)
def load_leaders() -> Leaders:
    """Read the table of leaders; raise `TableError` for a row that can't be used."""
    return Leaders(tuple(_read()))
