"""Bylines: the lines on who made a page, from whom, and when it was published or updated."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from communique.reading.dates import WrittenDate, find_dates, find_weekday
from communique.reading.lines import ends_sentence
from communique.reading.places import is_place
from communique.reading.publishing import find_publishers, name_publisher
from communique.reference.tables import read_rows

TABLE = "bylines.csv"

Role = Literal["published", "updated", "author", "editor", "agency"]

_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[ \xa0]?[ap]\.?m\b\.?)?"
    r"|\b\d{1,2}[ \xa0]?[ap]\.?m\b\.?|\bnoon\b|\bmidnight\b",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(?:[A-Z]{2,4}T|UTC|GMT|IST|CST|EST|EDT|MSK|JST|KST|BST|CET|CEST|hrs|hours|local time)\b"
    r"(?:[ ]?[+-]\d{1,2}(?::?\d\d)?)?"
)
_AGO = re.compile(r"\b(?:\d+|an?) (?:minute|hour|day|week|month|year)s? ago\b", re.IGNORECASE)
_LEFT = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_NAMES = re.compile(
    r"(?:[A-Z][\w.'’-]*|[A-Z]{2,}|and|with|in|at|for|of|the|de|von|van|bin|al|&|-|–|—|,|\||/"
    r"|[(\[][^()\[\]]{1,40}[)\]])(?:[ \xa0,|/]+|$)"
)
_CLOCK_ONLY = re.compile(
    r"\(?\s*(?:AS (?:DELIVERED|PREPARED)[^\n]{0,20}"
    r"|\d{1,2}:\d{2}\s*[AP]\.?\s?M\.?(?:\s+[A-Z]{1,5}|\s+\([^)]{1,20}\))?)\s*\)?$",
    re.IGNORECASE,
)

_BRACKETED = re.compile(
    r"[(\[]\s*[A-Z][\w.&'’-]*(?:[ \xa0/,]+[A-Z][\w.&'’-]*){0,4}(?<!\.)\s*[)\]]$"
)

_MAX_CHARS = 160

#: A longer line that ends like a sentence is one.
_SENTENCE_CHARS = 80


class Byline(NamedTuple):
    """A line on a page's making; `dates` count in the line."""

    role: Role | None
    dates: tuple[WrittenDate, ...]


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], dict[str, Role]]:
    roles: dict[str, Role] = {}
    for _, row in read_rows(TABLE, ("label", "role", "language")):
        roles[row["label"].rstrip(":")] = row["role"]  # type: ignore[assignment]
    names = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?P<label>{names})(?!\w)\s*(?P<colon>[:：]?)\s*", re.IGNORECASE
    ), roles


def find_byline(line: str, *, country: str | None = None) -> Byline | None:
    """Return what a line says of the page's making; None for a line that says nothing of it."""
    if len(line) > _MAX_CHARS or "\n" in line.strip():
        return None
    if len(line) > _SENTENCE_CHARS and ends_sentence(line):
        return None
    if name_publisher(line) is not None:
        return Byline("agency", ())
    # A name alone in brackets is a credit; "(Applause.)" has a stop.
    if _BRACKETED.match(line.strip()):
        return Byline(None, ())
    pattern, roles = _labels()
    offset = len(line) - len(line.lstrip(" \xa0,|·•-–—/([*_"))
    label = pattern.match(line, offset)
    dates = tuple(find_dates(line, country=country))
    if label:
        role = roles[label["label"].lower()]
        rest = line[label.end() :]
        if role in ("published", "updated") and not rest.strip():
            return Byline(role, ())
        if role in ("published", "updated"):
            if (dates or _TIME.search(rest) or _AGO.search(rest)) and len(_rest(line, dates)) <= 8:
                return Byline(role, dates)
        elif _credits(label, role, rest):
            return Byline(role, dates)
    if dates or _AGO.search(line):
        later = pattern.search(line)
        role_later = roles[later["label"].lower()] if later else None
        if len(_rest(line, dates)) <= 6 and not (ends_sentence(line) and len(line) > 60):
            return Byline(role_later, dates)
    return None


def _credits(label: re.Match[str], role: Role, rest: str) -> bool:
    """Whether a label of authors or sources goes on with names, or what a colon sets off."""
    if _is_names(rest) and (label["colon"] or role == "author" or find_publishers(rest)):
        return True
    return bool(label["colon"]) and len(rest.split()) <= 10 and not ends_sentence(rest)


def find_header_place(line: str) -> str | None:
    """Return the place of a line that holds nothing but a place and perhaps a day or a time.

    "" stands for a line of a clock time alone, as transcripts begin with.
    """
    if len(line) > 100:
        return None
    if _CLOCK_ONLY.match(line.strip()):
        return ""
    dates = find_dates(line)
    plain = line
    for written in reversed(dates):
        plain = plain[: written.start] + " " + plain[written.end :]
    plain = _ZONE.sub(" ", _TIME.sub(" ", plain)).strip(" \xa0,.()[]|–—-:")
    parts = [part.strip() for part in plain.split(",")]
    if not parts[0] or len(plain.split()) > 6:
        return None
    if is_place(parts[0]):
        return parts[0]
    # "The Kremlin, Moscow": a venue, all in capitals, then its city.
    venue = all(word[:1].isupper() for word in parts[0].split())
    return parts[1] if venue and len(parts) > 1 and is_place(parts[1]) else None


def _rest(line: str, dates: tuple[WrittenDate, ...]) -> list[str]:
    """Return the words of a line that are no part of a day or time."""
    for written in reversed(dates):
        line = line[: written.start] + " " + line[written.end :]
    line = _AGO.sub(" ", _ZONE.sub(" ", _TIME.sub(" ", line)))
    return [word for word in _LEFT.findall(line) if find_weekday(word) is None]


def _is_names(text: str) -> bool:
    """Whether `text` is names of people and agencies and what joins them."""
    text = text.strip()
    if not text or len(text.split()) > 16 or not text[0].isupper():
        return False
    position = 0
    while position < len(text):
        found = _NAMES.match(text, position)
        if not found:
            return False
        position = found.end()
    return True
