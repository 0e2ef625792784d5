"""Where the records of a WARC file begin and end, found without trusting what it says.

`Borders` answers two questions of a file whose reading went wrong: is the record at a place
sound, and where does the next one begin? Places are bytes: of the file, where each record is
one member of it or none is packed, else of what the file unpacks to.
"""

import io
import re
import zlib
from collections.abc import Callable
from typing import IO, NamedTuple, Protocol, cast

_PIECE = 1 << 20
#: A record's first line; it may stand anywhere, behind a record that was cut.
_START = re.compile(rb"WARC/\d\.\d\r?\n")
_LONGEST_START = 16
_HEAD = re.compile(rb"WARC/\d\.\d(?:\r?\n(?:[!-9;-~]+[ \t]*:|[ \t])[^\r\n]*)+")
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
_TYPE = re.compile(rb"^warc-type[ \t]*:", re.I | re.M)
_HEAD_END = b"\r\n\r\n"
_MEMBER = b"\x1f\x8b\x08"
_MEMBER_START = re.compile(re.escape(_MEMBER))
_LINE_ENDS = b"\r\n"


class _Member(NamedTuple):
    """A member of a gzip file: where it ends, and how many whole records it holds.

    `end` is None where it is damaged or cut, or holds what is no record.
    """

    end: int | None
    records: int


class Borders(Protocol):
    """The file, to be read from any place, and what tells its records apart."""

    file: IO[bytes]

    def unread(self, place: int) -> tuple[int, str] | None:
        """Return what is left behind the record at `place`, the last: where it begins and why.

        None where nothing is.
        """

    def end_of(self, place: int) -> int | None:
        """Return where the record at `place` and its closing lines end; None if it's unsound."""

    def next_border(self, place: int) -> int | None:
        """Return where the first record at or behind `place` begins; None for none."""

    def after(self, place: int) -> int | None:
        """Return where the record behind that at `place` begins, in little time; None for none."""


class PlainBorders:
    """The borders of a file whose records aren't packed, or unpacked by `Unpacked`."""

    def __init__(self, file: IO[bytes], header_bytes: int) -> None:
        self.file = file
        self._header_bytes = header_bytes

    def end_of(self, place: int) -> int | None:
        """Return where the record at `place` ends; None if no other follows it there."""
        self.file.seek(place)
        head = self.file.read(2048)
        if _HEAD_END not in head:
            head += self.file.read(self._header_bytes - len(head))
        size = measure(head)
        if size is None:
            return None
        end = place + size
        # Only what reaches up to its own end is whole: seeking goes beyond any end.
        self.file.seek(end - 1)
        closing = self.file.read(33)
        if not closing:
            return None
        return _skip_lines(closing[1:], end)

    def next_border(self, place: int) -> int | None:
        """Return where the first record at or behind `place` begins; None for none."""
        return _find(self.file, place, _START, _LONGEST_START, self._begins)

    def unread(self, place: int) -> tuple[int, str] | None:
        """Return what is left behind the last record: bytes that are no record."""
        end = self.end_of(place)
        if end is None:
            return place, "it ends early"
        self.file.seek(end)
        return (end, "bytes that are no record") if self.file.read(64).strip(_LINE_ENDS) else None

    def after(self, place: int) -> int | None:
        """Return where the record behind that at `place` begins; None for none."""
        return self.end_of(place) or self.next_border(place + 1)

    def _begins(self, place: int) -> bool:
        """Whether a whole head stands there: pages may talk of WARC, too."""
        self.file.seek(place)
        head, mark, _ = self.file.read(self._header_bytes).partition(_HEAD_END)
        return bool(mark) and _HEAD.fullmatch(head) is not None and _TYPE.search(head) is not None


class MemberBorders:
    """The borders of a gzip file in which each record is a member of its own."""

    def __init__(self, file: IO[bytes], header_bytes: int) -> None:
        self.file = file
        self._header_bytes = header_bytes

    def end_of(self, place: int) -> int | None:
        """Return where the member at `place` ends; None unless it holds whole records only."""
        return _measure_member(self.file, place, self._header_bytes).end

    def unread(self, place: int) -> tuple[int, str] | None:
        """Return what is left behind the last record: bytes that are no member."""
        if not self._begins(place):
            # A member that holds several: where it begins isn't known, but they all were read.
            return None
        end = self.end_of(place)
        if end is None:
            return place, "damaged or cut gzip data"
        self.file.seek(end)
        return (end, "bytes that are no record") if self.file.read(1) else None

    def next_border(self, place: int) -> int | None:
        """Return where the first member at or behind `place` begins that is a record."""
        return _find(self.file, place, _MEMBER_START, len(_MEMBER), self._begins)

    def after(self, place: int) -> int | None:
        """Return where the next member begins; none is unpacked for it."""
        return self.next_border(place + 1)

    def _begins(self, place: int) -> bool:
        self.file.seek(place)
        try:
            start = zlib.decompressobj(31).decompress(self.file.read(1024), 64)
        except zlib.error:
            return False
        return start.lstrip(_LINE_ENDS).startswith(b"WARC/")


class Unpacked(io.RawIOBase):
    """A gzip file unpacked, read as if it were a plain file; going back begins anew.

    `broken` says why it ended before its end, empty if it didn't.
    """

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self.broken = ""
        self._rewind()

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def seekable(self) -> bool:
        """Whether places can be gone to: always, at a cost."""
        return True

    def tell(self) -> int:
        """Return the place in what is unpacked."""
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place counted from the beginning."""
        if whence == 1:
            offset += self._place
        elif whence != 0:
            raise io.UnsupportedOperation("the end is not known")
        if offset < self._place:
            self._rewind()
        while self._place < offset and self.read(min(_PIECE, offset - self._place)):
            pass
        return self._place

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes; fewer only at the end."""
        parts: list[bytes] = []
        left = size if size >= 0 else 1 << 62
        while left and (part := self._read_some(left)):
            parts.append(part)
            left -= len(part)
            self._place += len(part)
        return b"".join(parts)

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; return how much of it."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _rewind(self) -> None:
        self._file.seek(0)
        self._stream = zlib.decompressobj(31)
        self._packed = b""
        self._place = 0
        self._ended = False

    def _read_some(self, most: int) -> bytes:
        while not self._ended:
            if not self._packed:
                self._packed = self._file.read(64 * 1024)
            if self._stream.eof and self._packed:
                # Zeros fill up blocks of tapes.
                self._packed = self._packed.lstrip(b"\0")
                if not self._packed:
                    continue
                self._stream = zlib.decompressobj(31)
            ended = not self._packed
            try:
                piece = self._stream.decompress(self._packed, min(most, _PIECE))
            except zlib.error:
                self.broken = "damaged gzip data"
                self._ended = True
                break
            self._packed = self._stream.unused_data or self._stream.unconsumed_tail
            if piece:
                return piece
            if ended:
                self._ended = True
                if not self._stream.eof:
                    self.broken = "the gzip data ends early"
        return b""


class UnpackedBorders(PlainBorders):
    """The borders of a gzip file that was packed as a whole."""

    def __init__(self, file: Unpacked, header_bytes: int) -> None:
        super().__init__(cast(IO[bytes], file), header_bytes)
        self._unpacked = file

    def unread(self, place: int) -> tuple[int, str] | None:
        """Return what is left behind the last record: what could not be unpacked."""
        # To look at the last record again would mean to unpack all before it again.
        return (self._unpacked.tell(), self._unpacked.broken) if self._unpacked.broken else None


def _find(
    file: IO[bytes],
    place: int,
    sign: re.Pattern[bytes],
    longest: int,
    begins: Callable[[int], bool],
) -> int | None:
    """Return the first place, from `place` on, with a sign of up to `longest` bytes that `begins`
    confirms; None for none.
    """
    offset, data = place, b""
    while True:
        # Looking whether a record begins moves on, too.
        file.seek(offset + len(data))
        piece = file.read(_PIECE)
        if not piece:
            return None
        data += piece
        for found in sign.finditer(data):
            if begins(offset + found.start()):
                return offset + found.start()
        keep = min(len(data), longest - 1)
        offset += len(data) - keep
        data = data[len(data) - keep :]


def open_borders(file: IO[bytes], header_bytes: int) -> Borders:
    """Return the borders of a WARC file, packed or not."""
    file.seek(0)
    head = file.read(2)
    file.seek(0)
    if head != _MEMBER[:2]:
        return PlainBorders(file, header_bytes)
    members = MemberBorders(file, header_bytes)
    many = _measure_member(file, 0, header_bytes, most_records=2).records > 1
    # Where the first record is damaged, only a second member tells one by one from as a whole.
    if many or (members.end_of(0) is None and members.next_border(1) is None):
        return UnpackedBorders(Unpacked(file), header_bytes)
    return members


def measure(head: bytes) -> int | None:
    """Return the size of the record that begins with `head`, in bytes, without closing lines.

    None if the head is not whole, or tells no length.
    """
    lines = head.lstrip(_LINE_ENDS)
    told, mark, _ = lines.partition(_HEAD_END)
    if not mark or not lines.startswith(b"WARC/"):
        return None
    lengths = _LENGTH.findall(told)
    if len(lengths) != 1:
        return None
    return len(head) - len(lines) + len(told) + len(_HEAD_END) + int(lengths[0])


def _skip_lines(closing: bytes, end: int) -> int | None:
    """Return where the lines end that close a record; None if they aren't such lines."""
    rest = closing.lstrip(_LINE_ENDS)
    if rest.startswith(b"WARC/") or not rest:
        return end + len(closing) - len(rest)
    # Rubbish between records takes nothing from the one before.
    return end + len(_HEAD_END) if closing.startswith(_HEAD_END) else None


def _measure_member(
    file: IO[bytes], place: int, header_bytes: int, *, most_records: int | None = None
) -> _Member:
    """Return what stands in the member at `place`, without holding it.

    Some writers put an answer and the question to it in one member. With `most_records` it is
    looked at no further than that.
    """
    file.seek(place)
    stream = zlib.decompressobj(31)
    position, records, left, head = place, 0, 0, b""
    while not stream.eof:
        packed = stream.unconsumed_tail
        if not packed:
            packed = file.read(64 * 1024)
            position += len(packed)
        try:
            piece = stream.decompress(packed, _PIECE)
        except zlib.error:
            return _Member(None, records)
        if not packed and not piece:
            return _Member(None, records)
        passed = min(left, len(piece))
        left -= passed
        records += passed > 0 and left == 0
        head += piece[passed:]
        while not left and (head := head.lstrip(_LINE_ENDS)):
            size = measure(head[:header_bytes])
            if size is None:
                if len(head) >= header_bytes or not head.startswith(b"WARC/"[: len(head)]):
                    return _Member(None, records)
                break
            left = max(0, size - len(head))
            head = head[size:]
            records += left == 0
        if most_records is not None and records >= most_records:
            return _Member(None, records)
    end = position - len(stream.unused_data)
    return _Member(None if left or head else end, records)
