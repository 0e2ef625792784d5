"""Whose office a person holds, where no state stands beside the title.

The analysis gives such a person the party of the page. That is wrong for "Prime Minister
Kishida" on a page of a state without prime ministers, and for the one whom a foreign
speaker names.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from communique.language.analysis import Analysis
from communique.language.people import OfficeMention
from communique.language.referents import Person
from communique.reference.offices import load_offices
from communique.reference.tables import read_lexicon


@dataclass(frozen=True)
class HolderLexicon:
    """Offices by the states that have them."""

    own: dict[str, str]
    excluded: tuple[tuple[frozenset[str], frozenset[str]], ...]


@lru_cache(maxsize=2)
def holder_lexicon(language: str = "en") -> HolderLexicon:
    """Return the lexicon; `excluded` pairs titles with the states that have none of them."""
    table = read_lexicon(language, "holders")
    rules = table["foreign_to"]
    states = frozenset(rules["prime_minister"])
    crowned = frozenset(rules["crowned"])
    return HolderLexicon(
        own=dict(table["own"]),
        excluded=(
            (frozenset(rules["titles_prime_minister"]), states),
            # The second rule holds for all states but those listed.
            (frozenset(rules["titles_crowned"]), crowned),
        ),
    )


def party_of(analysis: Analysis, person: Person) -> str | None:
    """Return the party whose office the person holds; None where nothing tells it.

    What the text or the title says goes first; then offices that only one party has, the
    speaker who names the person, and the other side of the page's encounter where the
    page's own state has no such office.
    """
    if not person.offices or any(office.party for _, office in person.offices):
        return person.party
    inside = _named_in_title(analysis, person)
    if inside is not None:
        return inside
    lexicon = holder_lexicon()
    titles = list(_titles(person))
    for title in titles:
        if title in lexicon.own:
            return lexicon.own[title]
    if person.party is None or person.party != analysis.home:
        return person.party
    known = _known_party(analysis, person)
    if known is not None:
        return known
    speaker = _speaker_party(analysis, person)
    if speaker is not None:
        return speaker
    if any(_is_foreign(title, person.party, lexicon) for title in titles):
        others = [p for p in analysis.principals if p != analysis.home]
        return others[0] if len(others) == 1 else None
    return person.party


def _known_party(analysis: Analysis, person: Person) -> str | None:
    """Return the party that the person is known to lead, or to have led, by the page's year."""
    rank = next((office.rank for _, office in person.offices if office.rank is not None), None)
    if rank is None or analysis.anchor is None or analysis.anchor.start is None:
        return None
    year = analysis.anchor.start.year
    return analysis.reference.leaders.party(person.name, rank=rank, year=year)


def is_person(person: Person) -> bool:
    """Whether the name is one: "Chief Medical Officer" and "Benedict College" are read as names."""
    words = person.name.lower().replace(",", "").split()
    return any(w not in _title_words() for w in words) and not _private_words() & set(words)


def is_private(analysis: Analysis, passage: int, office: OfficeMention) -> bool:
    """Whether the office is one of a firm, a university, an association: it speaks for no party.

    The body stands before the title or behind the name: "Xavier University President A",
    "A, President of Benedict College", "Presidents: A, Benedict College". A state's name
    makes an office a party's, but "Kenya Airways" only bears it.
    """
    if office.party is not None:
        return bool(_namesakes() & set(office.title.lower().split()))
    text = analysis.passages[passage].text
    before = _BODY_BEFORE.search(text, max(0, office.start - _REACH), office.start)
    behind = _BODY_BEHIND.match(text, office.end)
    words = {
        word.lower().rstrip("s")
        for found in (before, behind)
        if found is not None
        for word in found.group().replace(",", " ").split()
    }
    return bool(words & _private_words())


def holds_private_office(analysis: Analysis, person: Person) -> bool:
    """Whether all offices that the article gives the person are private ones; False for none."""
    return bool(person.offices) and all(is_private(analysis, *seen) for seen in person.offices)


_REACH = 60
_BODY_BEFORE = re.compile(r"(?:[A-Z][\w.&'-]*|of|for|the)(?: (?:[A-Z][\w.&'-]*|of|for|the))* $")
_BODY_BEHIND = re.compile(
    r"(?:, (?:of |at )?| of | at | for |, President of )(?:the )?[A-Z][\w.&'-]*"
    r"(?: (?:[A-Z][\w.&'-]*|of|for|the|and)){0,7}"
)


@lru_cache(maxsize=1)
def _private_words() -> frozenset[str]:
    listed = read_lexicon("en", "offices")["institutions"]["private"]
    return frozenset(word for word in listed if " " not in word)


@lru_cache(maxsize=1)
def _namesakes() -> frozenset[str]:
    return frozenset(read_lexicon("en", "offices")["institutions"]["namesakes"])


@lru_cache(maxsize=1)
def _title_words() -> frozenset[str]:
    titles = (office.title for office in load_offices().titles)
    portfolios = read_lexicon("en", "people")["portfolios"]
    plain = read_lexicon("en", "holders")["names"]["never"]
    return frozenset(word for title in (*titles, *portfolios, *plain) for word in title.split())


def _named_in_title(analysis: Analysis, person: Person) -> str | None:
    """Return the party named inside a title: "Adviser to the President of the X Council"."""
    for passage, office in person.offices:
        found = analysis.passages[passage]
        first, last = found.token_at(office.start), found.token_at(office.end - 1)
        mentions = analysis.parties[passage]
        for mention in mentions[bisect_left(mentions, first, key=attrgetter("first")) :]:
            if mention.first > last:
                break
            if mention.first == first == last:
                continue  # an office of the same letters as a body
            if mention.last <= last and mention.kind not in {"capital", "prefix"}:
                return mention.party
    return None


def _titles(person: Person) -> Iterator[str]:
    for _, office in person.offices:
        words = office.core.lower().split()
        yield " ".join(words)
        if len(words) > 1:
            yield words[-1]


def _speaker_party(analysis: Analysis, person: Person) -> str | None:
    """Return the party of who names the person, if it's not the page's own."""
    if not person.spans:
        return None
    passage, start, _ = person.spans[0]
    token = analysis.passages[passage].token_at(start)
    speaker = analysis.speaker_of(passage, token)
    if speaker is None or person in speaker.persons or len(speaker.parties) != 1:
        return None
    return speaker.parties[0] if speaker.parties[0] != analysis.home else None


def _is_foreign(title: str, home: str, lexicon: HolderLexicon) -> bool:
    """Whether the state has no office of that title."""
    (ministers, without), (monarchs, crowned) = lexicon.excluded
    return (title in ministers and home in without) or (title in monarchs and home not in crowned)
