"""The pages of a WARC or WET file, in order, whatever state the file is in.

FastWARC reads; it takes a file at its word. So a record is handed out only when the next one has
begun where it should. Where reading breaks off, `borders` tells which record is to blame and
where the next one begins.
"""

from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from typing import IO, BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from communique.batch.addresses import clean_address
from communique.batch.answers import Head, Unopened, open_body, read_head
from communique.batch.borders import open_borders
from communique.batch.bounds import Bounds
from communique.batch.counts import Counts
from communique.batch.media import Binary, Skipped, check_type, judge, split_type
from communique.batch.pages import Aside, Page, Unit

_RESPONSE = WarcRecordType.response
_RESOURCE = WarcRecordType.resource
_CONVERSION = WarcRecordType.conversion
#: What FastWARC says, in words for people.
_WORDS = (
    ("Invalid WARC header", "no record begins where the one before ends"),
    ("Maximum header length", "the head of a record has no end"),
    ("Gzip", "damaged gzip data"),
)
#: What FastWARC raises for damaged files.
_DAMAGE = (EOFError, OSError, OverflowError, RuntimeError, ValueError)


class _Broken(Exception):
    """A record that can't be read as it says it is; the message says why."""


class _RunsOn(_Broken):
    """A record whose head is cut, so that the next one's head is taken for its own."""


class _JumpedOver(Exception):
    """A record that is too large to be read over."""


def read_warc(
    file: IO[bytes], unit: Unit, bounds: Bounds, counts: Counts
) -> Iterator[Page | Aside]:
    """Yield the pages of a unit's part of a WARC file, in order, and what is set aside."""
    reader = _Reader(file, unit, bounds, counts)
    place: int | None = unit.start
    for _ in range(bounds.regains):
        if place is None or (unit.end is not None and place >= unit.end):
            return
        place = yield from reader.read_on(place)
    if place is not None:
        yield Aside(
            unit.source, place, "", "damaged in too many places; from here on it is not read"
        )


class _Reader:
    """Reads the records of one unit, from a place on up to the next damage."""

    def __init__(self, file: IO[bytes], unit: Unit, bounds: Bounds, counts: Counts) -> None:
        self._file = file
        self._unit = unit
        self._bounds = bounds
        self._counts = counts
        self._borders = open_borders(file, bounds.header_bytes)
        #: What came of the record last begun, before the next one vouches for it.
        self._held: Page | Aside | None = None
        #: The reason to pass over the record last begun.
        self._skipped = ""
        #: The place under which the record last begun goes.
        self._named = -1

    def read_on(self, start: int) -> Generator[Page | Aside, None, int | None]:
        """Yield what is read up to the next damage; return where to go on, None at the end."""
        end = self._unit.end
        stream = self._borders.file
        place: int | None = None
        try:
            stream.seek(start)
            for record in ArchiveIterator(
                cast(BinaryIO, stream),
                parse_http=False,
                max_header_len=self._bounds.header_bytes,
            ):
                if (sound := self._release()) is not None:
                    yield sound
                place = record.stream_pos
                if end is not None and place >= end:
                    return None
                self._counts.bytes = self._file.tell() - self._unit.start
                # Records that share a gzip member begin at its place, all of them.
                self._named = max(place, self._named + 1)
                self._take(record, self._named)
        except _JumpedOver:
            if (sound := self._release()) is not None:
                yield sound
            return self._borders.after(cast(int, place))
        except _RunsOn as error:
            return (yield from self._blame(cast(int, place), str(error)))
        except _Broken as error:
            following = self._borders.after(cast(int, place))
            return (yield from self._blame(cast(int, place), str(error), following))
        except _DAMAGE as error:
            return (yield from self._settle(start, place, _tell(error)))
        return (yield from self._finish(place))

    def _settle(
        self, start: int, place: int | None, reason: str
    ) -> Generator[Page | Aside, None, int | None]:
        """Find out whether the record last begun is damaged or what follows it."""
        if place is None:
            return (yield from self._blame(start, reason, self._borders.after(start)))
        end = self._borders.end_of(place)
        if end is None:
            return (yield from self._blame(place, reason))
        if (sound := self._release()) is not None:
            yield sound
        if self._is_beyond(end):
            return None
        return (yield from self._blame(end, reason, self._borders.after(end)))

    def _finish(self, place: int | None) -> Generator[Page | Aside, None, int | None]:
        """Look whether the file ends where its last record does; it is read without a word."""
        if place is None:
            yield Aside(self._unit.source, None, "", "holds no record")
            return None
        rest = self._borders.unread(place)
        if rest is not None and rest[0] == place:
            return (yield from self._blame(place, rest[1]))
        if (sound := self._release()) is not None:
            yield sound
        if rest is None or self._is_beyond(rest[0]):
            return None
        return (yield from self._blame(*rest))

    def _blame(
        self, place: int, reason: str, following: int | None = None
    ) -> Generator[Page | Aside, None, int | None]:
        """Set aside what stands at a place; return where the next record begins."""
        held, self._held, self._skipped = self._held, None, ""
        following = following or self._borders.next_border(place + 1)
        told = (
            "nothing can be read behind it"
            if following is None
            else f"read on at byte {following:,}"
        )
        yield Aside(self._unit.source, place, held.url if held else "", f"{reason}; {told}")
        return following

    def _is_beyond(self, place: int) -> bool:
        return self._unit.end is not None and place >= self._unit.end

    def _release(self) -> Page | Aside | None:
        """Return what came of the record last begun, which is sound; None for no page."""
        if self._skipped:
            self._counts.skip(self._skipped)
            self._skipped = ""
        held, self._held = self._held, None
        return held

    def _take(self, record: WarcRecord, place: int) -> None:
        """Read a record into what is held; raise `_Broken` and `_JumpedOver`."""
        kind = record.record_type
        size = record.content_length
        if not size:
            # FastWARC takes for nothing what it can't read.
            told = record.headers.get("Content-Length")
            if told is None or not told.strip().isdecimal() or int(told) != 0:
                raise _Broken("its head is cut or tells no length")
        fields = record.headers.to_dict()
        if len(fields) != len(record.headers) and len(record.headers.get_multiple("WARC-Type")) > 1:
            raise _RunsOn("its head is cut, and runs into that of another")
        if kind not in (_RESPONSE, _CONVERSION, _RESOURCE):
            self._skipped = f"{kind} record"
            if size > self._bounds.skipped_bytes:
                raise _JumpedOver
            return
        url = clean_address(_field(record, fields, "WARC-Target-URI") or "")
        most = self._bounds.body_bytes
        if size > most + self._bounds.header_bytes:
            self._held = self._aside(place, url, f"record of {size:,} bytes; the limit is {most:,}")
            if size > self._bounds.skipped_bytes:
                raise _JumpedOver
            return
        block = record.reader.read()
        if len(block) != size:
            self._held = self._aside(place, url, "")
            raise _Broken(f"ends early: {len(block):,} of {size:,} bytes")
        try:
            if kind == _RESPONSE:
                self._held = self._read_answer(record, fields, place, url, block)
            else:
                told = "text/plain; charset=utf-8"
                if kind == _RESOURCE:
                    told = _field(record, fields, "Content-Type") or ""
                self._held = self._build(record, fields, place, url, block, told)
        except Skipped as error:
            self._skipped = str(error)
        except (Binary, Unopened) as error:
            self._held = self._aside(place, url, str(error))

    def _read_answer(
        self, record: WarcRecord, fields: dict[str, str], place: int, url: str, block: bytes
    ) -> Page | Aside:
        if not url.lower().startswith("http") and not block.startswith(b"HTTP/"):
            raise Skipped("no answer of HTTP")
        head = read_head(block, self._bounds.header_bytes)
        if head is None:
            return self._aside(place, url, "the head of the answer has no end")
        if head.status is None:
            return self._aside(place, url, "the answer is no HTTP")
        if head.status != 200:
            raise Skipped(f"answer {head.status}")
        return self._build(record, fields, place, url, block[head.end :], head.content_type, head)

    def _build(
        self,
        record: WarcRecord,
        fields: dict[str, str],
        place: int,
        url: str,
        body: bytes,
        told: str,
        head: Head | None = None,
    ) -> Page | Aside:
        media_type, charset = split_type(told)
        kind = check_type(media_type)
        if head is not None and (head.content_encoding or head.transfer_encoding):
            cut = _field(record, fields, "WARC-Truncated") is not None
            body = open_body(body, head, self._bounds.body_bytes, cut=cut)
        if not body:
            raise Skipped("empty")
        media_type = judge(body, media_type, kind)
        most = self._bounds.most(media_type)
        if len(body) > most:
            return self._aside(place, url, f"page of {len(body):,} bytes; the limit is {most:,}")
        record_id = (_field(record, fields, "WARC-Record-ID") or "").strip()
        return Page(
            source=self._unit.source,
            place=place,
            url=url,
            body=body,
            media_type=media_type,
            charset=charset,
            record_id=record_id[: self._bounds.id_chars],
            archived=parse_moment(_field(record, fields, "WARC-Date")),
        )

    def _aside(self, place: int, url: str, reason: str) -> Aside:
        return Aside(self._unit.source, place, url, reason)


def _field(record: WarcRecord, fields: dict[str, str], name: str) -> str | None:
    """Return a field of a record's head; None if it isn't there."""
    # One look at all fields costs what FastWARC takes for one; few writers use other cases.
    value = fields.get(name)
    return record.headers.get(name) if value is None else value


def parse_moment(told: str | None) -> datetime | None:
    """Return the moment of a WARC-Date, in UTC; None where none, or none to the minute, is told.

    >>> parse_moment("2024-03-05T10:00:00Z")
    datetime.datetime(2024, 3, 5, 10, 0, tzinfo=datetime.timezone.utc)
    """
    if told is None or "T" not in told:
        return None
    try:
        moment = datetime.fromisoformat(told.strip())
        # The standard knows no other zone than UTC.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _tell(error: BaseException) -> str:
    said = str(error)
    return next((words for sign, words in _WORDS if sign in said), "damaged: " + said[:100])
