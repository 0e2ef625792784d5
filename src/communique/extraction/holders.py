"""Who holds an office for a party: no firm's president, and nobody who is but a title."""

import re
from functools import lru_cache

from communique.language.analysis import Analysis
from communique.language.people import OfficeMention
from communique.language.referents import Person
from communique.reference.offices import load_offices
from communique.reference.tables import read_lexicon


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
