"""Publishers and agencies by the names that pages call them."""

import re
from functools import lru_cache

from communique.reference.publishers import Publisher, load_publishers

_BRACKETS = " \t\xa0\n()[]{}<>|,;:.·•-–—/*_"


@lru_cache(maxsize=1)
def _names() -> dict[str, Publisher]:
    names: dict[str, Publisher] = {}
    for publisher in load_publishers().all:
        for name in (publisher.name, *publisher.aliases):
            names.setdefault(name.casefold(), publisher)
    return names


@lru_cache(maxsize=1)
def _finder() -> re.Pattern[str]:
    # Short names are common words or initials of something else but in their own capitals.
    forms = sorted(
        {name for p in load_publishers().all for name in (p.name, *p.aliases) if len(name) > 2},
        key=len,
        reverse=True,
    )
    # Never empty: an alternation of nothing would match everywhere.
    long = "|".join(re.escape(form) for form in forms if len(form) > 8) or r"(?!)"
    short = "|".join(re.escape(form) for form in forms if len(form) <= 8) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:(?i:{long})|{short})(?!\w)")


def name_publisher(text: str) -> Publisher | None:
    """Return the publisher that `text` is the name of, apart from brackets; None otherwise."""
    return _names().get(text.strip(_BRACKETS).casefold())


def find_publishers(text: str) -> list[Publisher]:
    """Return the publishers named anywhere in `text`, in order."""
    return [_names()[match.group().casefold()] for match in _finder().finditer(text)]


def publisher_of_host(url: str) -> Publisher | None:
    """Return the publisher whose site `url` is on; None where the table has none."""
    return load_publishers().by_host(url)
