"""Datelines: the place, and often day and agency, that a report begins with."""

import re
from typing import NamedTuple

from communique.reading.places import is_place

_WORD = r"[^\W\d_][\w'’.-]*"
_SMALL = r"(?:of|the|de|del|da|do|di|la|el|al|am|an|on|upon|sur|der)"
_PLACE = rf"{_WORD}(?:[ \xa0](?:{_SMALL}[ \xa0])?{_WORD}){{0,3}}"
_PARTS = rf"{_PLACE}(?:/{_PLACE})?"
_REGION = rf"(?:,[ \xa0](?!{_WORD}[ \xa0]\d){_PLACE}\.?(?=[, \xa0(:—–-])){{0,2}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = (
    rf"(?:,?[ \xa0](?P<day>{_MONTH}[ \xa0]\d{{1,2}}(?:,[ \xa0]\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ \xa0]{_MONTH}(?:,?[ \xa0]\d{{4}})?))"
)
_AGENCY = r"(?:,?[ \xa0]?[(\[](?P<agency>[A-Z][^()\[\]\n]{1,60})[)\]])"
_DASH = (
    r"(?P<sign>[ \xa0]*(?:--+|—|–|―)[ \xa0]*|[ \xa0]+-[ \xa0]+"
    r"|[ \xa0]*:[ \xa0]+|[ \xa0]*/[ \xa0]+(?=\S))"
)
_DATELINE = re.compile(
    rf"(?P<place>{_PARTS})(?P<region>{_REGION}){_DAY}?{_AGENCY}?{_DASH}(?=[\"“'‘«]?[\w(])"
)

#: Every dateline ends with one of these.
_SIGNS = ("-", "—", "–", "―", ": ", ":\xa0", "/ ")

#: A dateline is short; text further on is never one.
_SCAN_CHARS = 140


class Dateline(NamedTuple):
    """A dateline `[start, end)`; the report goes on at `text_start`, behind the dash.

    `day` is as written, with or without its year; `agency` is what stands in brackets.
    """

    start: int
    end: int
    text_start: int
    place: str
    day: str | None
    agency: str | None


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline at the beginning of the paragraph `text[start:end]`; None without one.

    A name before a dash or colon is a place only where a day, an agency or the table of
    places says so: `BLINKEN: ` begins a turn of a transcript.
    """
    window = text[start : min(end, start + _SCAN_CHARS)]
    if not any(sign in window for sign in _SIGNS):
        return None
    found = _DATELINE.match(window)
    if not found or start + found.end() >= end:
        return None
    place = found["place"]
    if not place[0].isupper() and place[0].lower() != place[0].upper():
        return None
    colon = ":" in found["sign"]
    slash = "/" in found["sign"]
    known = is_place(place)
    dated = found["day"] is not None
    sourced = found["agency"] is not None
    if not known:
        # Small towns are in no table: capitals and what only datelines have must do.
        capitals = place.isupper() and len(place) > 2
        if colon or slash or not (dated or (sourced and capitals)):
            return None
    if (colon or slash) and not (known and (dated or sourced or _alone(found))):
        return None
    last = start + found.start("sign")
    return Dateline(start, last, start + found.end(), place, found["day"], found["agency"])


def _alone(found: re.Match[str]) -> bool:
    """Whether a name before a colon is no more than a name: "New Delhi: ..."."""
    return len(found["place"].split()) <= 3
