"""Publishers and agencies by the names that pages call them."""

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.reference.publishers import Publisher, load_publishers

_BRACKETS = " \t\xa0\n()[]{}<>|,;:.·•-–—/*_"

#: Shorter names are common words or other people's initials but in their own capitals.
_UNMISTAKABLE_CHARS = 9


@lru_cache(maxsize=1)
def _names() -> dict[str, Publisher]:
    names: dict[str, Publisher] = {}
    for publisher in load_publishers().all:
        for name in (publisher.name, *publisher.aliases):
            names.setdefault(name.lower().removeprefix("the "), publisher)
    return names


@lru_cache(maxsize=1)
def _spellings() -> frozenset[str]:
    return frozenset(
        name.removeprefix("The ").removeprefix("the ")
        for publisher in load_publishers().all
        for name in (publisher.name, *publisher.aliases)
    )


@lru_cache(maxsize=1)
def _finder() -> tuple[AhoCorasick, tuple[Publisher, ...]]:
    names = {name: publisher for name, publisher in _names().items() if len(name) > 2}
    finder = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
    return finder, tuple(names.values())


def name_publisher(text: str) -> Publisher | None:
    """Return the publisher that `text` is the name of, apart from brackets; None otherwise."""
    return _names().get(text.strip(_BRACKETS).lower().removeprefix("the "))


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
        if _stands_alone(text, start, end)
        and (end - start >= _UNMISTAKABLE_CHARS or text[start:end] in _spellings())
    ]


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()


def publisher_of_host(url: str) -> Publisher | None:
    """Return the publisher whose site `url` is on; None where the table has none."""
    return load_publishers().by_host(url)
