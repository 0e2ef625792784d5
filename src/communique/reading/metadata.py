"""What is known of an article as a publication: title, publisher, agency, place, day."""

from collections.abc import Iterator, Sequence
from datetime import date

from communique.document import DocumentDate, Metadata
from communique.reading.bylines import Byline, find_byline, find_header_place
from communique.reading.datelines import Dateline, find_dateline
from communique.reading.dates import (
    find_date_in_url,
    find_dates,
    find_day_of_year,
    find_weekday,
)
from communique.reading.judging import Judged, is_prose
from communique.reading.languages import SAMPLE_CHARS, detect_language
from communique.reading.publishing import (
    find_publishers,
    name_publisher,
    publisher_of_host,
    without_site,
)
from communique.records import DateRange, Value
from communique.reference.publishers import Publisher

#: The lead, in which a caption's day must not be contradicted.
_LEAD_CHARS = 400

_FURNITURE_WITH_NAMES = frozenset({"site", "disclaimer", "copyright", "hand-over", "sign-off"})


class Given(Value):
    """What came with a text: handed over by the caller, or (`markup_...`) in its markup."""

    title: str | None = None
    url: str | None = None
    published: date | None = None
    publisher: str | None = None
    charset: str | None = None
    markup_title: str | None = None
    markup_published: date | None = None
    markup_updated: date | None = None
    markup_site: str | None = None


def find_metadata(text: str, judged: Sequence[Judged], given: Given) -> Metadata:
    """Return the metadata of the article whose units are `judged`.

    A day counts as the article's own only where it stands in a dateline, in a line on the
    page's making, in the address or in the markup, or in the lead photograph's caption if
    the lead's day of the week agrees: a day that the article tells of is not its day.
    """
    publisher, agency = _find_publisher(text, judged, given)
    known = publisher_of_host(given.url) if given.url else None
    country = (known or name_publisher(publisher or "") or _NOBODY).country
    dateline = _first_dateline(text, judged)
    published, updated = _find_days(text, judged, given, dateline, country)
    title = given.title or given.markup_title or _find_title(text, judged)
    return Metadata(
        title=without_site(title) if title else None,
        publisher=publisher,
        agency=agency,
        dateline_place=_place(text, judged, dateline),
        published=published,
        updated=updated,
        language=detect_language(_sample(text, judged)),
        url=given.url,
    )


_NOBODY = Publisher(
    name="", aliases=(), hosts=(), kind="portal", party=None, country=None, citation=""
)


def _find_title(text: str, judged: Sequence[Judged]) -> str | None:
    """Return the first headline above the lead, white space single; None without one."""
    for item in judged:
        if item.kind == "headline":
            return " ".join(item.slice(text).split())
        if is_prose(text, item):
            return None
    return None


def _sample(text: str, judged: Sequence[Judged]) -> str:
    """Return text of the article's own, enough to tell its language by."""
    parts: list[str] = []
    size = 0
    # Running text first: names and titles in headings look like any language.
    for kinds in (("paragraph", "list-item", "quotation"), ("headline", "caption", "table")):
        for item in judged:
            if item.kind in kinds and size < SAMPLE_CHARS:
                parts.append(
                    text[item.unit.start : min(item.unit.end, item.unit.start + SAMPLE_CHARS)]
                )
                size += len(parts[-1])
        if size > 200:
            break
    return "\n".join(parts)


def _first_dateline(text: str, judged: Sequence[Judged]) -> Dateline | None:
    for item in judged:
        if item.kind == "paragraph":
            found = find_dateline(text, item.unit.start, item.unit.end)
            if found or is_prose(text, item):
                return found
    return None


def _place(text: str, judged: Sequence[Judged], dateline: Dateline | None) -> str | None:
    places = [dateline.place] if dateline else []
    places += [
        place
        for item in judged
        if item.kind == "dateline" and (place := find_header_place(item.slice(text)))
    ]
    if not places:
        return None
    return places[0].title() if places[0].isupper() else places[0]


def _find_publisher(
    text: str, judged: Sequence[Judged], given: Given
) -> tuple[str | None, str | None]:
    """Return the names of the publisher and of the agency the text was taken from."""
    publisher: str | None = given.publisher
    if publisher is None and given.url and (of_host := publisher_of_host(given.url)):
        publisher = of_host.name
    if publisher is None and given.markup_site:
        named = name_publisher(given.markup_site)
        publisher = named.name if named else given.markup_site
    agencies: list[str] = []
    candidates: list[str] = []
    for item in judged:
        words = item.slice(text)
        if item.kind == "boilerplate" and item.what in _FURNITURE_WITH_NAMES:
            names = [found.name for found in find_publishers(words)]
            # "In cooperation with", "provided by": whose text it is.
            (agencies if "provided" in words else candidates).extend(names)
        elif item.kind == "byline" and (byline := find_byline(words)):
            for found in find_publishers(words):
                source = found.kind == "agency" or byline.role == "agency"
                (agencies if source and not _is_own_line(found, words) else candidates).append(
                    found.name
                )
        elif item.kind == "dateline":
            # "Ottawa, Ontario - Global Affairs Canada": the authority stands behind the place.
            issuing = (found for found in find_publishers(words) if found.party)
            agencies += [found.name for found in issuing]
    dateline = _first_dateline(text, judged)
    if dateline and dateline.agency:
        agencies += [found.name for found in find_publishers(dateline.agency)]
    if publisher is None and candidates:
        publisher = candidates[0]
    agency = next((name for name in agencies if name != publisher), None)
    return publisher, agency


def _is_own_line(publisher: Publisher, words: str) -> bool:
    """Whether a line is a publisher's name alone, and that one no agency."""
    return publisher.kind != "agency" and name_publisher(words) is not None


def _find_days(
    text: str,
    judged: Sequence[Judged],
    given: Given,
    dateline: Dateline | None,
    country: str | None,
) -> tuple[DocumentDate | None, DocumentDate | None]:
    """Return the day of publication and that of the last update, each None where unknown."""
    bylines = list(_dated_bylines(text, judged, country))
    updated = next((dated for role, dated in bylines if role == "updated"), None)
    if updated is None and given.markup_updated:
        updated = DocumentDate(date=DateRange.on(given.markup_updated), found="markup")
    published: DocumentDate | None = None
    if given.published:
        published = DocumentDate(date=DateRange.on(given.published), found="given")
    elif given.markup_published:
        published = DocumentDate(date=DateRange.on(given.markup_published), found="markup")
    else:
        published = next((dated for role, dated in bylines if role != "updated"), None)
    if published is None and given.url and (day := find_date_in_url(given.url)):
        published = DocumentDate(date=DateRange.on(day), found="given")
    if published is None and dateline and dateline.day:
        published = _day_of_dateline(text, dateline, updated, country)
    if published is None and updated is None:
        published = _day_of_caption(text, judged, country)
    return published, updated


def _dated_bylines(
    text: str, judged: Sequence[Judged], country: str | None
) -> Iterator[tuple[str | None, DocumentDate]]:
    """Yield role and day of the lines on the page's making, and of lines of place and day."""
    for item in judged:
        if item.kind not in ("byline", "dateline"):
            continue
        words = item.slice(text)
        byline = find_byline(words, country=country) or Byline(None, ())
        for written in byline.dates or find_dates(words, country=country)[:1]:
            start = item.unit.start + written.start
            span = (start, item.unit.start + written.end)
            yield (
                byline.role,
                DocumentDate(date=DateRange.on(written.day), found="text", span=span),
            )


def _day_of_dateline(
    text: str, dateline: Dateline, updated: DocumentDate | None, country: str | None
) -> DocumentDate | None:
    """Return the day that a dateline gives; one without a year has that of the update."""
    words = text[dateline.start : dateline.end]
    for written in find_dates(words, country=country):
        return _at(written.day, dateline.start + written.start, dateline.start + written.end)
    if updated is None or updated.date.start is None:
        return None
    year = updated.date.start.year
    for candidate in (year, year - 1):
        day = find_day_of_year(words, candidate)
        # December's report, updated in January, is of the year before.
        if day and day.day <= updated.date.start:
            return _at(day.day, dateline.start + day.start, dateline.start + day.end)
    return None


def _day_of_caption(
    text: str, judged: Sequence[Judged], country: str | None
) -> DocumentDate | None:
    """Return the day in the lead photograph's caption, if the lead's weekday is the same."""
    lead = next(
        (item for item in judged if item.kind == "paragraph" and is_prose(text, item)), None
    )
    if lead is None:
        return None
    weekday = find_weekday(
        text[lead.unit.start : min(lead.unit.end, lead.unit.start + _LEAD_CHARS)]
    )
    for item in judged:
        if item is lead or weekday is None:
            return None
        if item.kind == "caption":
            for written in find_dates(item.slice(text), country=country):
                if written.day.weekday() == weekday:
                    start = item.unit.start + written.start
                    return _at(written.day, start, item.unit.start + written.end)
    return None


def _at(day: date, start: int, end: int) -> DocumentDate:
    return DocumentDate(date=DateRange.on(day), found="text", span=(start, end))
