"""What a site asks of robots: `robots.txt`, read as RFC 9309 has it, with the delay it asks for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

#: By this name sites may speak to this program.
PRODUCT = "communique"
#: So much of a file is read; RFC 9309 asks for no less.
MOST_BYTES = 512 * 1024
_LONGEST = 2000
_RULES = frozenset({"allow", "disallow"})


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that are for this program: whether each allows or forbids, and what paths.

    `delay` are the seconds that the site wants between two requests; None where it says nothing.
    """

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """Return whether an address may be asked: by the longest rule that fits it, and of two
        as long by that which allows.
        """
        parts = urlsplit(url)
        if parts.path == "/robots.txt":
            return True
        path = _fold(urlunsplit(("", "", parts.path or "/", parts.query, "")))
        fitting = [(len(rule), allowed) for allowed, rule in self.rules if _fits(rule, path)]
        return max(fitting, default=(0, True))[1]


def read_robots(data: bytes, product: str = PRODUCT) -> Robots:
    """Return what a file asks of a product: of it by name, else of all.

    >>> read_robots(b"User-agent: *\\nDisallow: /a\\nAllow: /a/b").allows("http://h/a/b/c")
    True
    """
    lines = data[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    groups = list(_groups(_pairs(lines.splitlines())))
    mine = [g for names, g in groups if product in names] or [
        g for names, g in groups if "*" in names
    ]
    rules, delays = [], []
    for group in mine:
        for key, value in group:
            if key in _RULES and value:
                rules.append((key == "allow", _fold(value)))
            elif key == "crawl-delay":
                delays += _read_delay(value)
    return Robots(tuple(rules), max(delays, default=None))


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, colon, value = line.partition("#")[0].partition(":")
        if colon and len(line) <= _LONGEST:
            yield key.strip().lower(), value.strip()


def _groups(
    pairs: Iterable[tuple[str, str]],
) -> Iterator[tuple[frozenset[str], list[tuple[str, str]]]]:
    """Yield the groups of rules with those whom each is for, their names in lower case."""
    names: set[str] = set()
    group: list[tuple[str, str]] = []
    for key, value in pairs:
        if key == "user-agent":
            if group:
                yield frozenset(names), group
                names, group = set(), []
            # Versions and what else stands behind the name don't count.
            names.add(re.split(r"[/\s]", value.lower(), maxsplit=1)[0])
        elif names and key in (*_RULES, "crawl-delay"):
            group.append((key, value))
    if names:
        yield frozenset(names), group


def _read_delay(value: str) -> list[float]:
    try:
        delay = float(value)
    except ValueError:
        return []
    return [delay] if 0 <= delay < float("inf") else []


def _fold(path: str) -> str:
    """Return a path with its escapes in capitals, so that the same ones are equal."""
    return re.sub(r"%[0-9a-fA-F]{2}", lambda m: m[0].upper(), path)


def _fits(rule: str, path: str) -> bool:
    whole = rule.endswith("$")
    first, *others = _pieces(rule)
    if not path.startswith(first):
        return False
    at = len(first)
    # Each piece at its first place: without going back, however many stars a rule has.
    for place, piece in enumerate(others):
        if whole and place == len(others) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not whole or at == len(path)


@lru_cache(maxsize=4096)
def _pieces(rule: str) -> tuple[str, ...]:
    return tuple(rule.removesuffix("$").split("*"))
