"""Weekday against date: "Tuesday, 5 March 2024" was one, "Monday, 5 March 2024" was none.

Both are read side by side in a document's own prose. A date without a year is that of the day
nearest to the document's, if that is near. Partition: the document.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from communique.archive.types import Stored
from communique.document import Document
from communique.linking.check_evidence import find
from communique.linking.citing import article_at, cite_text
from communique.linking.types import Discrepancy
from communique.reading.dates import WrittenDate, find_dates
from communique.reference.tables import read_lexicon, read_rows

#: A date without a year is meant so near to the document's day.
_NEAR = timedelta(days=60)
#: "March 4-6", "5 and 6 March": a weekday beside these may be that of any of the days.
_SPAN_AFTER = re.compile(r"\s*(?:[-–—/&]|to\b|and\b|or\b|through\b|,)\s*\d{1,2}(?!\d|:)")
_SPAN_BEFORE = re.compile(r"\d\s*(?:st|nd|rd|th)?\s*(?:[-–—/&,]|to|and|or|through)\s*$")
_SKIPPED = frozenset({"boilerplate", "table"})


def check_weekdays(
    documents: Iterable[Document], stored: Iterable[Stored]
) -> Iterator[Discrepancy]:
    """Yield the weekdays that don't fit the date beside them.

    `stored` tells which record, if any, was read from the words.
    """
    held: dict[str, list[Stored]] = {}
    for one in stored:
        held.setdefault(one.document.id, []).append(one)
    for document in documents:
        for start, end, weekday, day, assumed in _read(document):
            if day.weekday() == weekday:
                continue
            cited = cite_text(document, (start, end))
            record = _record_at(held.get(document.id, ()), start, end)
            if record is not None:
                cited = cited.model_copy(update={"record": record.id})
            year = f" (the year of the page's date, {day.year})" if assumed else ""
            words = " ".join(document.text[start:end].split())
            yield find(
                "weekday",
                f"“{words}”: {day.isoformat()}{year} was a {_names()[day.weekday()]}",
                [cited],
                parties=getattr(record.record, "parties", ()) if record is not None else (),
                reference="the Gregorian calendar",
            )


def _read(document: Document) -> Iterator[tuple[int, int, int, date, bool]]:
    """Yield each weekday beside a date: the words' span, the weekday, the day, if assumed."""
    for article in document.articles:
        spans = [(b.start, b.end) for b in article.blocks if b.kind not in _SKIPPED]
        for start, end in spans if article.blocks else [(article.start, article.end)]:
            text = document.text[start:end]
            if not _weekday().search(text):
                continue
            published = article_at(document, start).metadata.date
            anchor = published.end if published is not None else None
            whole = find_dates(text)
            taken = [(w.start, w.end) for w in whole]
            dayless = [w for w in _find_dayless(text, anchor) if not _inside(w, taken)]
            for written, assumed in [(w, False) for w in whole] + [(w, True) for w in dayless]:
                found = _weekday_beside(text, written)
                if found is not None:
                    first, last, weekday = found
                    yield start + first, start + last, weekday, written.day, assumed


def _weekday_beside(text: str, written: WrittenDate) -> tuple[int, int, int] | None:
    """Return the span of weekday and date together, and the weekday; None without one."""
    before = text[max(0, written.start - 24) : written.start]
    after = text[written.end : written.end + 24]
    if _SPAN_BEFORE.search(before) or _SPAN_AFTER.match(after):
        return None
    names = {name: number for number, name in enumerate(_names())}
    match = _weekday_before().search(before)
    if match:
        begin = written.start - len(before) + match.start("day")
        return begin, written.end, names[_full(match["day"])]
    match = _weekday_after().match(after)
    if match:
        return written.start, written.end + match.end(), names[_full(match["day"])]
    return None


def _find_dayless(text: str, anchor: date | None) -> Iterator[WrittenDate]:
    """Yield the days written without a year, in the year that puts them nearest to `anchor`."""
    if anchor is None:
        return
    for pattern in _without_year():
        for match in pattern.finditer(text):
            month = _months()[match["m"].casefold().rstrip(".")]
            days = [
                day
                for year in (anchor.year - 1, anchor.year, anchor.year + 1)
                if (day := _day(year, month, int(match["d"]))) is not None
            ]
            nearest = min(days, key=lambda day: abs(day - anchor), default=None)
            if nearest is not None and abs(nearest - anchor) <= _NEAR:
                yield WrittenDate(nearest, match.start(), match.end())


def _inside(written: WrittenDate, taken: Iterable[tuple[int, int]]) -> bool:
    return any(start < written.end and written.start < end for start, end in taken)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _record_at(stored: Iterable[Stored], start: int, end: int) -> Stored | None:
    """Return the record in whose words the stretch stands: the one with the shortest words."""
    holding = [
        (e.end - e.start, one.id, one)
        for one in stored
        for e in one.record.evidence
        if e.start <= start and end <= e.end
    ]
    return min(holding, key=lambda h: h[:2])[2] if holding else None


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    days: dict[str, int] = read_lexicon("en", "times")["weekdays"]
    return tuple(name.capitalize() for name in sorted(days, key=lambda name: days[name]))


@lru_cache(maxsize=1)
def _shorts() -> dict[str, str]:
    shorts: list[str] = read_lexicon("en", "times")["written"]["weekday_abbreviations"]
    return {s: next(n for n in _names() if n.casefold().startswith(s[:3])) for s in shorts}


def _full(written: str) -> str:
    plain = written.casefold().rstrip(".")
    return _shorts().get(plain, plain.capitalize())


@lru_cache(maxsize=1)
def _days() -> str:
    # As names are written: "sat" and "sun" are words.
    names = [*_names(), *(short.capitalize() for short in _shorts())]
    return "|".join(sorted((*names, *map(str.upper, names)), key=len, reverse=True))


@lru_cache(maxsize=1)
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_days()})\b")


@lru_cache(maxsize=1)
def _weekday_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<day>{_days()})\b\.?\s*,?\s*(?:the\s+|\(\s*|on\s+)?\Z")


@lru_cache(maxsize=1)
def _weekday_after() -> re.Pattern[str]:
    return re.compile(rf"\s*[(\[]\s*(?P<day>{_days()})\b\.?\s*[)\]]")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    columns = ("language", *map(str, range(1, 13)))
    english = next(row for _, row in read_rows("months.csv", columns) if row["language"] == "en")
    return {form: month for month in range(1, 13) for form in english[str(month)].split("/")}


@lru_cache(maxsize=1)
def _without_year() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    month = rf"(?P<m>(?:{names}))\b\.?"
    return (
        re.compile(rf"\b{month}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)", re.IGNORECASE),
        re.compile(
            rf"(?<![\d.,:-])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{month}", re.IGNORECASE
        ),
    )
