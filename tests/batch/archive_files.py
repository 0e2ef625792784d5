"""Files of web archives as crawlers write them, for the tests of what reads them."""

import gzip
import io
from collections.abc import Iterable
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

from communique.batch.bounds import Bounds
from communique.batch.capture import iter_pages
from communique.batch.counts import Counts
from communique.batch.pages import Aside, Page, Unit
from communique.batch.units import find_units

HTML = b"<!doctype html><title>Talks</title><p>The ministers met in %s and agreed to meet again."
PLACES = (b"Nairobi", b"Tokyo", b"Bern", b"Lima", b"Oslo", b"Quito")


def page(number: int) -> bytes:
    """Return a small page, each another."""
    return HTML % PLACES[number % len(PLACES)] + b"<p>%d</p>" % number


def answer(body: bytes, *fields: bytes, status: bytes = b"200 OK") -> bytes:
    """Return an answer of HTTP; HTML unless a field says otherwise."""
    told = fields
    if not any(field.lower().startswith(b"content-type") for field in fields):
        told = (b"Content-Type: text/html; charset=UTF-8", *fields)
    return b"\r\n".join([b"HTTP/1.1 " + status, *told, b"", b""]) + body


def record(
    block: bytes,
    number: int = 0,
    *,
    kind: WarcRecordType = WarcRecordType.response,
    http: bool = True,
    **fields: str,
) -> bytes:
    """Return a record as FastWARC writes it; `fields` come with _ for -."""
    one = WarcRecord()
    one.init_headers(kind, b"uuid:00000000-0000-0000-0000-%012d" % number)
    one.headers["WARC-Target-URI"] = f"https://ministry.example/{number}"
    one.headers["WARC-Date"] = "2024-03-05T10:20:30Z"
    if http:
        one.is_http = True
    for name, value in fields.items():
        one.headers[name.replace("_", "-")] = value
    one.set_bytes_content(block)
    stream = io.BytesIO()
    one.write(stream)
    return stream.getvalue()


def records(count: int) -> list[bytes]:
    """Return records with a small page each."""
    return [record(answer(page(number)), number) for number in range(count)]


def pack(parts: Iterable[bytes]) -> bytes:
    """Return records packed one by one."""
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


#: How a file of records may be stored.
STORED = {
    "plain.warc": b"".join,
    "members.warc.gz": pack,
    "whole.warc.gz": lambda parts: gzip.compress(b"".join(parts), mtime=0),
}


def read_units(
    source: Path | str, bounds: Bounds | None = None, *, most_bytes: int = 1 << 28
) -> tuple[list[Page], list[Aside], Counts]:
    """Return all that comes of a source, its units joined."""
    pages: list[Page] = []
    asides: list[Aside] = []
    total = Counts()
    for unit in find_units([str(source)], most_bytes=most_bytes):
        if isinstance(unit, Aside):
            asides.append(unit)
            continue
        counts = Counts()
        for one in iter_pages(unit, bounds or Bounds(), counts):
            (pages if isinstance(one, Page) else asides).append(one)  # type: ignore[arg-type]
        total.pages += counts.pages
        total.bytes += counts.bytes
        for reason, number in counts.skipped.items():
            total.skipped[reason] = total.skipped.get(reason, 0) + number
    assert total.pages == len(pages)
    return pages, asides, total


def read_data(
    folder: Path, name: str, data: bytes, bounds: Bounds | None = None
) -> tuple[list[Page], list[Aside], Counts]:
    """Return all that comes of a file that holds `data`."""
    path = folder / name
    path.write_bytes(data)
    return read_units(path, bounds)


def numbers(pages: Iterable[Page]) -> list[int]:
    """Return the numbers of pages, of which each body must be whole."""
    found = []
    for one in pages:
        number = int(one.url.rpartition("/")[2])
        assert one.body == page(number)
        found.append(number)
    return found


def whole(source: Path) -> Unit:
    """Return the unit of all of a plain WARC file."""
    return Unit(str(source), "warc")
