"""Publishers and agencies by the names that pages call them."""

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.reference.publishers import Publisher, load_publishers

_BRACKETS = " \t\xa0\n()[]{}<>|,;:.·•-–—/*_"

#: Shorter names are common words or other people's initials but in their own capitals.
_UNMISTAKABLE_CHARS = 9


#: What browsers show as the title ends with the site: "Ministers meet | Reuters".
_SITE = re.compile(r"(?P<title>.*\S)\s+(?:[|\u2013\u2014]|--?)\s+(?P<site>\S.*)", re.DOTALL)


@lru_cache(maxsize=1)
def _names() -> dict[str, Publisher]:
    names: dict[str, Publisher] = {}
    for publisher in load_publishers().all:
        for name in (publisher.name, *publisher.aliases):
            names.setdefault(name.lower().removeprefix("the "), publisher)
    return names


def _without_article(name: str) -> str:
    """Return a name without its article; "The National" would be any "national" without."""
    rest = name.removeprefix("The ").removeprefix("the ")
    return rest if " " in rest else name


@lru_cache(maxsize=1)
def _spellings() -> frozenset[str]:
    return frozenset(
        _without_article(name)
        for publisher in load_publishers().all
        for name in (publisher.name, *publisher.aliases)
    )


@lru_cache(maxsize=1)
def _finder() -> tuple[AhoCorasick, tuple[Publisher, ...]]:
    names = {
        _without_article(name).lower(): publisher
        for publisher in load_publishers().all
        for name in (publisher.name, *publisher.aliases)
        if len(name) > 2
    }
    finder = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
    return finder, tuple(names.values())


def name_publisher(text: str) -> Publisher | None:
    """Return the publisher that `text` is the name of, apart from brackets; None otherwise."""
    return _names().get(text.strip(_BRACKETS).lower().removeprefix("the "))


def without_site(title: str) -> str:
    """Return a title without the name of its publisher behind a dash or a bar.

    >>> without_site("Ministers meet in Lima | Reuters")
    'Ministers meet in Lima'
    """
    found = _SITE.match(title)
    return found["title"] if found and name_publisher(found["site"]) is not None else title


def find_publishers(text: str) -> list[Publisher]:
    """Return the publishers named anywhere in `text`, in order."""
    lowered = text.lower()
    # A letter that changes its length in lower case would shift what is found after it.
    if len(lowered) != len(text):
        return []
    finder, publishers = _finder()
    return [
        publishers[index]
        for index, start, end in finder.find_matches_as_indexes(lowered)
        if _stands_alone(text, start, end) and _is_written_as_name(text[start:end])
    ]


def _is_written_as_name(words: str) -> bool:
    """Whether words have a name's capitals: "JAKARTA POST" as well, not "the national"."""
    if len(words) < _UNMISTAKABLE_CHARS:
        return words in _spellings()
    return not any(word[0].islower() for word in words.split() if len(word) > 3)


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()


def publisher_of_host(url: str) -> Publisher | None:
    """Return the publisher whose site `url` is on; None where the table has none."""
    return load_publishers().by_host(url)
