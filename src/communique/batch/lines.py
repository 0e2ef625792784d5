"""The pages of JSON Lines: one a line, with the fields that `reading.jsonlines` knows, and html."""

import gzip
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO, Any, cast

from communique.batch.addresses import clean_address
from communique.batch.bounds import Bounds
from communique.batch.counts import Counts
from communique.batch.pages import Aside, Page, Unit
from communique.errors import UnreadableInput
from communique.reading.jsonlines import read_field, read_row
from communique.reading.texts import parse_day

_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"


def read_lines(
    file: IO[bytes], unit: Unit, bounds: Bounds, counts: Counts
) -> Iterator[Page | Aside]:
    """Yield the page, or what is set aside, of each line that isn't blank, in order.

    Its place is the number of the line, from 1. In a unit that is a part of a file nobody has
    counted the lines before; there it is the byte at which the line begins. A line belongs to
    the part in which it begins.
    """
    file.seek(0)
    packed = file.read(2) == _GZIP
    file.seek(unit.start)
    stream = cast(IO[bytes], gzip.GzipFile(fileobj=file)) if packed else file
    whole = unit.start == 0 and unit.end is None
    at, number = unit.start, 0
    if unit.start:
        file.seek(unit.start - 1)
        at += _skip_line(file) - 1
    while unit.end is None or at < unit.end:
        number += 1
        place = number if whole else at
        try:
            line = stream.readline(bounds.line_bytes + 1)
            size = len(line)
            if size > bounds.line_bytes and not line.endswith(b"\n"):
                size += _skip_line(stream)
        except (EOFError, OSError, zlib.error) as error:
            yield Aside(unit.source, place, "", f"damaged or cut: {error}; the rest is not read")
            return
        if not line:
            return
        at += size
        counts.bytes = file.tell() - unit.start if packed else at - unit.start
        if size > bounds.line_bytes:
            reason = f"line of {size:,} bytes; the limit is {bounds.line_bytes:,}"
            yield Aside(unit.source, place, "", reason)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _read_line(line, place, unit, bounds)


def _read_line(line: bytes, place: int, unit: Unit, bounds: Bounds) -> Page | Aside:
    try:
        row = read_row(line, unit.source)
    except UnreadableInput as error:
        return Aside(unit.source, place, "", error.reason)
    return build_page(row, place, unit, bounds)


def build_page(row: Mapping[str, Any], place: int, unit: Unit, bounds: Bounds) -> Page | Aside:
    """Return the page of a row with the fields id, text or html, url, date, title; or why not.

    Of text and html the text is taken.
    """
    url = ""
    try:
        url = clean_address(_field(row, "url"))
        media_type = "text/plain" if row.get("text") is not None else "text/html"
        body = _body(row["text"] if media_type == "text/plain" else row.get("html"))
        most = bounds.most(media_type)
        if len(body) > most:
            raise UnreadableInput(url, f"page of {len(body):,} bytes; the limit is {most:,}")
        day = row.get("date")
        published = parse_day(url, day if isinstance(day, date) else _field(row, "date"))
        name = row.get("id")
        return Page(
            source=unit.source,
            place=place,
            url=url,
            body=body,
            media_type=media_type,
            charset="utf-8",
            record_id=str(name)[: bounds.id_chars].strip() if isinstance(name, str | int) else "",
            published=published,
            title=_field(row, "title"),
        )
    except UnreadableInput as error:
        return Aside(unit.source, place, url, error.reason)


def _body(value: object) -> bytes:
    if isinstance(value, str):
        try:
            value = value.encode()
        except UnicodeEncodeError as error:
            raise UnreadableInput("", "its text has halves of characters (surrogates)") from error
    if not isinstance(value, bytes):
        raise UnreadableInput("", "has no field 'text' or 'html' with a text in it")
    if not value.strip():
        raise UnreadableInput("", "empty text")
    return value


def _field(row: Mapping[str, Any], key: str) -> str:
    """Return a field that is text, without halves of characters; empty for a missing one."""
    return (read_field(row, key, "") or "").encode("utf-8", "replace").decode()


def _skip_line(stream: IO[bytes]) -> int:
    """Read to the end of the line; return how many bytes that took."""
    size = 0
    while piece := stream.readline(_PIECE):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size
