"""The answer of a site as an archive keeps it: head and body of HTTP.

Crawlers differ in what they keep: some undo an encoding and leave the header that names it. So
the body's own signs decide whether there is anything to undo.
"""

import re
import zlib
from typing import NamedTuple

from communique.reading.formats import sniff

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)")
_FIELD = re.compile(
    rb"^(content-(?:type|encoding)|transfer-encoding)[ \t]*:[ \t]*([^\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_UNCODED = frozenset({"", "identity", "none", "utf-8", "binary", "8bit", "7bit", "aws-chunked"})


class Unopened(Exception):
    """A body that can't be brought into the form in which the site meant it."""


class Head(NamedTuple):
    """What the head of an answer says; `end` is where its body begins.

    `status` is None where the head is no HTTP.
    """

    status: int | None
    content_type: str
    content_encoding: str
    transfer_encoding: str
    end: int


def read_head(block: bytes, most: int) -> Head | None:
    """Return the head of an answer; None if it has no end within `most` bytes."""
    found = _HEAD_END.search(block, 0, most)
    if found is None:
        return None
    head = block[: found.start()]
    status = _STATUS.match(head)
    told = {"content-type": "", "content-encoding": "", "transfer-encoding": ""}
    for field in _FIELD.finditer(head):
        name, value = field[1].lower().decode(), field[2].decode("latin-1").strip()
        # Encodings told twice were applied twice; of two types browsers take the last.
        both = told[name] and name != "content-type"
        told[name] = f"{told[name]},{value}" if both else value
    return Head(
        status=int(status[1]) if status else None,
        content_type=told["content-type"],
        content_encoding=told["content-encoding"],
        transfer_encoding=told["transfer-encoding"],
        end=found.end(),
    )


def open_body(raw: bytes, head: Head, most: int, *, cut: bool = False) -> bytes:
    """Return the body with its encodings undone; raise `Unopened`.

    `cut` says that the crawler kept the beginning only: then that much comes back.
    """
    body = raw
    if "chunked" in head.transfer_encoding.lower():
        body = _join_chunks(body, cut=cut)
    for name in reversed(head.content_encoding.lower().split(",")):
        coding = name.strip()
        if coding in _UNCODED:
            continue
        if coding in ("gzip", "x-gzip"):
            if body.startswith(_GZIP):
                body = inflate(body, 31, most, cut=cut)
        elif coding == "deflate":
            body = _open_deflated(body, most, cut=cut)
        elif not _looks_open(body):
            raise Unopened(f"is encoded as {coding[:20]!r}, which is not undone here")
    return body


def inflate(body: bytes, window: int, most: int, *, cut: bool = False) -> bytes:
    """Return what zlib unpacks from `body`, several streams in a row joined; raise `Unopened`.

    `window` is as zlib takes it: 31 for gzip, 15 for zlib, -15 for neither.
    """
    parts: list[bytes] = []
    size = 0
    while body:
        stream = zlib.decompressobj(window)
        try:
            part = stream.decompress(body, most + 1 - size)
        except zlib.error as error:
            raise Unopened("its compressed body is damaged") from error
        parts.append(part)
        size += len(part)
        if size > most:
            raise Unopened(f"unpacks to more than {most:,} bytes")
        if not stream.eof:
            if cut:
                break
            raise Unopened("its compressed body ends early")
        body = stream.unused_data
        # Servers pad with zeros, and crawlers with line ends.
        if not body.startswith(_GZIP):
            break
    return b"".join(parts)


def _open_deflated(body: bytes, most: int, *, cut: bool) -> bytes:
    # The standard means zlib's form; some servers send the bare one.
    window = 15 if body[:1] in (b"\x78", b"\x58", b"\x68", b"\x38") else -15
    try:
        return inflate(body, window, most, cut=cut)
    except Unopened:
        if _looks_open(body):
            return body
        raise


def _join_chunks(body: bytes, *, cut: bool) -> bytes:
    first = _CHUNK.match(body)
    if first is None:
        # The crawler has joined the chunks, and kept the header.
        return body
    parts: list[bytes] = []
    found: re.Match[bytes] | None = first
    while found is not None:
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts)
        start, end = found.end(), found.end() + size
        parts.append(body[start:end])
        if end > len(body):
            break
        for mark in (b"\r\n", b"\n"):
            if body.startswith(mark, end):
                end += len(mark)
                break
        found = _CHUNK.match(body, end)
    if cut:
        return b"".join(parts)
    raise Unopened("its chunks are damaged or end early")


def _looks_open(body: bytes) -> bool:
    """Whether a body is a page as it stands: what is compressed is hardly ever text."""
    head = body[:512]
    if head.startswith((_GZIP, _ZSTD)):
        return False
    if sniff(head, "") != "text":
        return True
    try:
        text = head[:-4].decode("utf-8") if len(head) == 512 else head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character cut in two at the end of the sample.
        if error.start < 500:
            return False
        text = head[: error.start].decode("utf-8")
    return text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
