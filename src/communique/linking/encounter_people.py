"""Who takes part, as accounts of one contact can name it: fully, by surname, in another spelling.

Where people are resolved, their ids decide. Names are compared only where one of two isn't.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from communique.linking.names import one_letter_apart
from communique.records import Official, Rank
from communique.reference.leaders import FAMILY_FIRST, Leader, load_leaders
from communique.reference.offices import load_offices
from communique.reference.parties import fold_name
from communique.reference.places import place_key
from communique.reference.tables import read_lexicon, read_rows

#: What gives the id of the person that a record names so; None where nobody was resolved.
Resolver = Callable[[str, str], str | None]
#: What gives the rank in which a record names somebody; None where it is not known.
Ranking = Callable[[str, str], Rank | None]

#: Ranks in protocol order.
PROTOCOL: tuple[Rank, ...] = (
    "head-of-state", "head-of-government", "deputy-head", "organization-head", "foreign-minister",
    "minister", "vice-minister", "envoy", "ambassador", "director-general", "military",
    "legislator", "spokesperson", "official",
)  # fmt: skip
#: Who holds such a rank is never left out of an account of what they took part in.
LEADING: frozenset[Rank] = frozenset({"head-of-state", "head-of-government"})


@dataclass(frozen=True, slots=True)
class Attendant:
    """Somebody whom one account names; `words` are the folded words of the name.

    `leader` is who the table of leaders knows by that name in that office and year.
    """

    name: str
    words: tuple[str, ...]
    office: str | None
    party: str | None
    person: str | None
    rank: Rank | None
    leader: str | None = None


def no_person(record: str, name: str) -> str | None:
    """Resolve nobody: names are then compared as they are written."""
    return None


def no_rank(record: str, name: str) -> Rank | None:
    """Know no rank beside the office that the record itself gives."""
    return None


def attend(
    record: str, people: Iterable[Official], year: int | None, person: Resolver, ranks: Ranking
) -> list[Attendant]:
    """Return the people of a record's engagement as they are compared."""
    return [_attend(record, one, year, person, ranks) for one in people]


def _attend(
    record: str, one: Official, year: int | None, person: Resolver, ranks: Ranking
) -> Attendant:
    rank = ranks(record, one.name) or _rank(one.office, one.party)
    leader = _leader(one.name, one.party, rank, year)
    return Attendant(
        name=one.name,
        words=name_words_of(one.name),
        office=one.office,
        party=one.party,
        person=person(record, one.name),
        rank=rank or (leader.rank if leader is not None else None),
        leader=leader.name if leader is not None else None,
    )


def same_attendant(a: Attendant, b: Attendant) -> bool:
    """Return whether two accounts can name one person so."""
    if a.party is not None and b.party is not None and a.party != b.party:
        return False
    if a.person is not None and b.person is not None:
        return a.person == b.person
    if a.leader is not None and a.leader == b.leader:
        return True
    return _one_name(a.words, b.words, a.party or b.party)


def one_name(a: str, b: str, party: str | None) -> bool:
    """Return whether two names can be one person's of a party.

    >>> one_name("S. Jaishankar", "Subrahmanyam Jaishankar", "IND")
    True
    >>> one_name("Li Qiang", "Li Xi", "CHN")
    False
    """
    return _one_name(name_words_of(a), name_words_of(b), party)


def precedence(rank: Rank | None) -> int:
    """Return the place of a rank in protocol, the highest first; the unknown come last."""
    return PROTOCOL.index(rank) if rank is not None else len(PROTOCOL)


@lru_cache(maxsize=65536)
def name_words_of(name: str) -> tuple[str, ...]:
    """Return the words by which a name is compared: folded, of one spelling, without titles.

    >>> name_words_of("Sergei V. Lavrov") == name_words_of("Sergey V. Lavrov")
    True
    """
    spellings, idle = _spellings(), _suffixes()
    words = fold_name(place_key(name).replace(",", " ")).split()
    kept = tuple(spellings.get(word, word) for word in words if word not in idle)
    return kept or tuple(words) or (name.casefold(),)


@lru_cache(maxsize=65536)
def _one_name(a: tuple[str, ...], b: tuple[str, ...], party: str | None) -> bool:
    """Return whether two names can be one person's of a party."""
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    if _covers(long, short):
        return True
    if len(short) < 2:
        return False
    if party in FAMILY_FIRST:
        # "Chung Eui-yong" and "Jeong Eui-yong": the family name is romanised in many ways.
        given = len(short) == len(long) and len(short) > 2 and short[1:] == long[1:]
        turned = short == (*long[1:], long[0]) or long == (*short[1:], short[0])
        return given or turned or _is_one_leader(a, b, party)
    if short[-1] == long[-1] and _familiar(short[0], long[0]):
        return True
    return _is_one_leader(a, b, party)


def _covers(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Return whether each word of the short name stands in the long one, perhaps as an initial."""
    left = list(long)
    whole = False
    for word in short:
        match = next((other for other in left if _one_word(word, other)), None)
        if match is None:
            return False
        left.remove(match)
        whole = whole or (len(word) > 1 and len(match) > 1)
    return whole


def _one_word(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return min(len(a), len(b)) > 3 and len(a + b) > 8 and one_letter_apart(a, b)


def _familiar(a: str, b: str) -> bool:
    """Return whether one given name can be short for the other: "Joe", "Tony", "Mike"."""
    return a[0] == b[0] or (min(len(a), len(b)) > 2 and (a.endswith(b) or b.endswith(a)))


@lru_cache(maxsize=16384)
def _is_one_leader(a: tuple[str, ...], b: tuple[str, ...], party: str | None) -> bool:
    """Return whether the table of leaders knows one person of the party by both names."""
    found = [
        {row.name for row in load_leaders().find(" ".join(words)) if row.party == party}
        for words in (a, b)
    ]
    return bool(found[0] & found[1])


@lru_cache(maxsize=65536)
def _leader(name: str, party: str | None, rank: Rank | None, year: int | None) -> Leader | None:
    """Return the one leader of the party who can be called so; None if none or several can."""
    if party is None or year is None:
        return None
    rows = load_leaders().find(name, rank=rank, year=year)
    fitting = [row for row in rows if row.party == party and row.held_in(year)]
    return fitting[0] if len({row.name for row in fitting}) == 1 else None


@lru_cache(maxsize=65536)
def _rank(office: str | None, party: str | None) -> Rank | None:
    return load_offices().rank(office, party) if office is not None else None


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    rows = read_rows("spellings.csv", ("standard", "forms", "citation"))
    return {form: row["standard"] for _, row in rows for form in row["forms"].split("|")}


@lru_cache(maxsize=1)
def _suffixes() -> frozenset[str]:
    lexicon = read_lexicon("en", "people")
    return frozenset(fold_name(word) for key in ("suffixes", "callings") for word in lexicon[key])
