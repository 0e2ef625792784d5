"""What is to be watched: `sources.toml`, read and checked key by key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.errors import CommuniqueError
from communique.intake.addresses import Unreachable
from communique.intake.fetching import check_url
from communique.plain import strip_controls

#: Nobody's site is asked more often than once in so many seconds, nor in shorter rounds.
LEAST_PAUSE, LEAST_INTERVAL = 0.5, 60
_LONGEST_PATTERN = 500
_INTERVAL, _PAUSE, _ROUND = 3600.0, 5.0, 1800.0


class SourcesError(CommuniqueError):
    """A file of sources that can't be followed; the message names the file and the key."""

    def __init__(self, path: Path, place: str, reason: str) -> None:
        super().__init__(f"{path}: {place}: {reason}" if place else f"{path}: {reason}")


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, or a page with a list of links.

    `links` is what the address of a link in the list must hold; None for a feed. New pages go to
    `collection`, None for that of everybody. For `recheck_days` after a page was found it is
    asked once a day whether it changed; 0 for never.
    """

    name: str
    url: str
    links: re.Pattern[str] | None = None
    collection: str | None = None
    recheck_days: int = 7
    pages_per_round: int = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """All sources, and how they are asked; `contact` is told to sites, so that they can complain.

    `interval` are the seconds from the beginning of one round to that of the next, `pause` those
    between two requests to one site, at least; `round_seconds` is how long a round may last.
    """

    sources: tuple[Source, ...]
    contact: str | None = None
    interval: float = _INTERVAL
    pause: float = _PAUSE
    round_seconds: float = _ROUND


def read_plan(path: Path) -> Plan:
    """Return what a file of sources asks for; raise `SourcesError`, one line, for what can't be."""
    try:
        with path.open("rb") as file:
            given = tomllib.load(file)
    except OSError as error:
        raise SourcesError(path, "", (error.strerror or "unreadable").lower()) from error
    except UnicodeDecodeError as error:
        raise SourcesError(path, "", "is not in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(path, "", str(error)) from error
    table = _Table(path, "", given)
    plan = Plan(
        sources=tuple(_read_sources(path, table.take("source"))),
        contact=table.text("contact"),
        interval=table.number("interval", _INTERVAL, LEAST_INTERVAL, 7 * 86400),
        pause=table.number("pause", _PAUSE, LEAST_PAUSE, 3600),
        round_seconds=table.number("round_seconds", _ROUND, 1, 86400),
    )
    table.close()
    return plan


def _read_sources(path: Path, given: object) -> list[Source]:
    if not isinstance(given, list) or not given or not all(isinstance(g, dict) for g in given):
        raise SourcesError(path, "source", "missing; write [[source]] for each feed or list")
    sources: list[Source] = []
    for number, one in enumerate(given, 1):
        source = _read_source(path, number, one)
        for other in sources:
            if source.name == other.name:
                raise SourcesError(path, f"source {number}: name", f"{source.name!r} is taken")
            if source.url == other.url:
                raise SourcesError(path, f"source {number}", f"is that of {other.name!r}")
        sources.append(source)
    return sources


def _read_source(path: Path, number: int, given: Mapping[str, Any]) -> Source:
    named = given.get("name")
    label = f"source {number}" + (
        f" ({strip_controls(named)})" if isinstance(named, str) and named.strip() else ""
    )
    table = _Table(path, label, given)
    feed, listing = table.text("feed"), table.text("list")
    if (feed is None) == (listing is None):
        raise SourcesError(path, label, "give it either a feed or a list")
    links = table.text("links")
    if listing is not None and links is None:
        raise SourcesError(
            path, f"{label}: links", "missing; which links of the list lead to pages?"
        )
    if feed is not None and links is not None:
        raise SourcesError(path, f"{label}: links", "is for a list; a feed names its pages itself")
    key, url = ("feed", feed) if feed is not None else ("list", listing)
    try:
        checked = check_url(url or "")
    except Unreachable as error:
        raise SourcesError(path, f"{label}: {key}", str(error)) from error
    source = Source(
        name=table.text("name") or checked,
        url=checked,
        links=_compile(path, f"{label}: links", links) if links is not None else None,
        collection=table.text("collection"),
        recheck_days=int(table.number("recheck_days", 7, 0, 366)),
        pages_per_round=int(table.number("pages_per_round", 50, 1, 10_000)),
    )
    table.close()
    return source


def _compile(path: Path, place: str, pattern: str) -> re.Pattern[str]:
    if len(pattern) > _LONGEST_PATTERN:
        raise SourcesError(path, place, f"is longer than {_LONGEST_PATTERN} signs")
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SourcesError(path, place, f"is no regular expression: {error}") from error


class _Table:
    """A table of the file, from which keys are taken; what is left over is none of ours."""

    def __init__(self, path: Path, label: str, given: Mapping[str, Any]) -> None:
        self._path, self._label = path, label
        self._left = dict(given)
        self._known: list[str] = []

    def take(self, key: str) -> object:
        self._known.append(key)
        return self._left.pop(key, None)

    def text(self, key: str) -> str | None:
        found = self.take(key)
        if found is not None and (not isinstance(found, str) or not found.strip()):
            raise self._wrong(key, "write a text")
        if isinstance(found, str) and any(c in found for c in "\r\n\0"):
            raise self._wrong(key, "write it on one line")
        return found if found is None else str(found).strip()

    def number(self, key: str, usual: float, least: float, most: float) -> float:
        found = self.take(key)
        if found is None:
            return usual
        # A truth value is a number to Python, and none to people.
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self._wrong(key, "write a number")
        if not least <= found <= most:
            raise self._wrong(key, f"write a number from {least:g} to {most:g}")
        return found

    def close(self) -> None:
        for key in self._left:
            raise self._wrong(key, f"is no key; there are {', '.join(self._known)}")

    def _wrong(self, key: str, reason: str) -> SourcesError:
        place = f"{self._label}: {key}" if self._label else key
        return SourcesError(self._path, place, reason)
