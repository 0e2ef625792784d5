"""Datelines: the place, and often day and agency, that a report begins with."""

import re
from typing import NamedTuple

from communique.reading.places import is_place
from communique.reading.publishing import find_publishers

_GAP = r"[ \xa0]"
_WORD = r"[^\W\d_][\w'’.-]*(?<!\.)"
_SMALL = r"(?:of|the|de|del|da|do|di|la|el|al|am|an|on|upon|sur|der)"
_PLACE = rf"{_WORD}(?:{_GAP}(?:{_SMALL}{_GAP})?{_WORD}){{0,3}}"
_REGION = rf"(?:,{_GAP}(?!{_WORD}{_GAP}\d){_PLACE}\.?(?=[, \xa0(:—–-]|/[A-Z])){{0,3}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?{_GAP})?"
#: Days of other calendars take their place but say no day that could be reckoned with.
_DAY = (
    rf"(?:(?:[,.]?{_GAP}|{_GAP}?[-–]{_GAP}){_WEEKDAY}(?P<day>"
    rf"{_MONTH}{_GAP}\d{{1,2}}(?:st|nd|rd|th)?(?:,{_GAP}\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?{_GAP}{_MONTH}(?:,?{_GAP}\d{{4}})?"
    rf"|{_WORD}{_GAP}\d{{1,2}},{_GAP}1[34]\d\d))"
)
#: "(Xinhua)", "/TASS/", ", SPA": whose report it is.
_AGENCY = (
    rf"(?:[,.]?{_GAP}?[(\[](?P<agency>[^()\[\]\n]{{2,60}})[)\]]"
    rf"|[,.]?{_GAP}?/(?P<slashed>[A-Z][^/\n]{{1,40}})/"
    rf"|[,.]{_GAP}(?P<bare>[A-Z][A-Z-]{{1,15}}[A-Z])(?={_GAP}?[-–—]))"
)
_SIGN = (
    rf"(?P<sign>{_GAP}*(?:--+|—|–|―){_GAP}*|(?:{_GAP}+|(?<=[)\]/]))-{_GAP}+"
    rf"|{_GAP}*:{_GAP}+|{_GAP}*/{_GAP}+(?=\S)|\.{_GAP}+|(?<=[)\]]){_GAP}+)"
)
#: Whoever passes a report on puts himself before it: "(MENAFN - Kuwait News Agency (KUNA))".
_CREDIT = rf"(?:\((?:[^()\n]|\([^()\n]{{1,20}}\)){{2,60}}\){_GAP}+)?"
_DATELINE = re.compile(
    rf"{_CREDIT}(?P<open>[(\[])?(?P<place>{_PLACE}(?:/{_PLACE})?)(?P<region>{_REGION}){_DAY}?"
    rf"(?(open)[)\]]|{_AGENCY}?){_SIGN}(?=[\"“'‘«]?[\w(])"
)

#: Every dateline ends with one of these.
_SIGNS = ("-", "—", "–", "―", ": ", ":\xa0", "/ ", ". ", ") ", "] ")

#: A dateline is short; text further on is never one.
_SCAN_CHARS = 180


class Dateline(NamedTuple):
    """A dateline `[start, end)`; the report goes on at `text_start`, behind the dash.

    `day` is as written, with or without its year; `agency` is whose report it is.
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
    first = _match(text, start, end)
    # "VIETNAM, August 5 - HÀ NỘI — ": who passes a report on dates it by the country.
    second = _match(text, first.text_start, end) if first and first.day else None
    if first is None or second is None or second.day:
        return first
    return second._replace(start=start, day=first.day, agency=second.agency or first.agency)


def _match(text: str, start: int, end: int) -> Dateline | None:
    window = text[start : min(end, start + _SCAN_CHARS)]
    if not any(sign in window for sign in _SIGNS):
        return None
    found = _DATELINE.match(window)
    if not found or start + found.end() >= end:
        return None
    place = _place_of(found)
    if place is None or not _is_set_off(found, place):
        return None
    return Dateline(
        start=start,
        end=start + found.start("sign"),
        text_start=start + found.end(),
        place=place,
        day=found["day"],
        agency=found["agency"] or found["slashed"] or found["bare"],
    )


def _place_of(found: re.Match[str]) -> str | None:
    """Return the place that the report is dated from; None where it can be none."""
    place = found["place"]
    if not place[0].isupper() and place[0].lower() != place[0].upper():
        return None
    if is_place(place):
        return place
    dated, sourced = found["day"] is not None, _is_sourced(found)
    if dated or sourced:
        # "State House, Nairobi, Kenya": the venue stands before its city.
        parts = [part.strip(" \xa0.") for part in found["region"].split(",") if part]
        if place.istitle() and (city := next((p for p in parts[:1] if is_place(p)), None)):
            return city
    # Small towns are in no table: capitals and what only datelines have must do.
    capitals = place.isupper() and len(place) > 2
    return place if dated or (sourced and capitals) else None


def _is_set_off(found: re.Match[str], place: str) -> bool:
    """Whether what parts the dateline from the report is enough of a sign for it."""
    sign = found["sign"].strip(" \xa0")
    known, dated, sourced = is_place(place), found["day"] is not None, _is_sourced(found)
    if found["open"]:
        return known and dated
    if sign == "":
        # Nothing but a bracket: "NEW DELHI (Sputnik - 25th July, 2021) The minister".
        return known and bool(find_publishers(found["agency"] or ""))
    if sign == ".":
        return known and (dated or sourced)
    if sign in (":", "/"):
        return known and (dated or sourced or len(found["place"].split()) <= 3)
    return True


def _is_sourced(found: re.Match[str]) -> bool:
    agency = found["agency"]
    return bool(found["slashed"] or found["bare"]) or (
        agency is not None and (agency[0].isupper() or bool(find_publishers(agency)))
    )
