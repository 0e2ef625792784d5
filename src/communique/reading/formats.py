"""What format bytes are in, and the one reader for each."""

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Literal, NamedTuple

from communique.document import Document
from communique.errors import UnreadableInput
from communique.reading.decoding import decode
from communique.reading.limits import Limits
from communique.reading.metadata import Given
from communique.reading.plugged import find_reader, read_page
from communique.reading.texts import build_document

Format = Literal["text", "markdown", "html", "pdf", "docx"]

MEDIA_TYPES: Mapping[Format, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

_SUFFIXES: Mapping[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
}

JSON_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)


class Extract(NamedTuple):
    """Text taken out of a format, with what its markup says of it."""

    text: str
    given: Given


Reader = Callable[[bytes, str, Given, Limits], Extract]


def sniff(data: bytes, name: str, told: Format | None = None) -> Format:
    """Return the format of `data`: its own signs first, then as told, or the suffix of `name`."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    if told is not None:
        return told
    suffix = PurePath(name).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    return "html" if _HTML.match(head) else "text"


def read_bytes(
    data: bytes, *, name: str, given: Given, limits: Limits, kind: Format | None = None
) -> Document:
    """Return the document of one file's bytes; raise `UnreadableInput` for what is none.

    `kind` is what they are where that is known; they may be PDF or DOCX all the same.
    """
    if len(data) > limits.max_bytes:
        raise too_large(name, len(data), limits)
    if not data.strip():
        raise UnreadableInput(name, "empty")
    format_ = sniff(data, name, kind)
    media_type = MEDIA_TYPES[format_]
    plugged = find_reader(name) if _is_unclaimed(format_, name, kind) else None
    if plugged is not None:
        plugin, reader = plugged
        text, given = read_page(plugin, reader, data, name, given)
        media_type = reader.media_type
    else:
        text, given = _reader(format_)(data, name, given, limits)
    if not text.strip():
        called = format_.upper() if format_ == "pdf" else format_
        raise UnreadableInput(name, f"no text in this {called} file")
    check_lines(text, name, limits)
    return build_document(
        text,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        given=given,
        media_type=media_type,
    )


def _is_unclaimed(format_: Format, name: str, told: Format | None) -> bool:
    """Whether only the lack of any sign makes a file plain text."""
    suffix = PurePath(name).suffix.lower()
    return told is None and format_ in ("text", "html") and suffix not in {"", ".txt", *_SUFFIXES}


def check_lines(text: str, name: str, limits: Limits) -> None:
    """Raise `UnreadableInput` where `text` has longer lines, or more of them, than the limits."""
    if len(text) <= min(limits.max_line_chars, limits.max_lines):
        return
    lines = text.splitlines()
    longest = max(map(len, lines), default=0)
    if longest > limits.max_line_chars:
        raise UnreadableInput(
            name, f"has a line of {longest:,} characters; the limit is {limits.max_line_chars:,}"
        )
    if len(lines) > limits.max_lines:
        raise UnreadableInput(name, f"has {len(lines):,} lines; the limit is {limits.max_lines:,}")


def too_large(name: str, size: int, limits: Limits) -> UnreadableInput:
    """Return the error for an input above the limit on bytes."""
    return UnreadableInput(
        name,
        f"too large: {_megabytes(size)}; the limit is {_megabytes(limits.max_bytes)}",
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size:,} bytes"


def _reader(kind: Format) -> Reader:
    """Return the reader of a format; the libraries for pages are loaded when first needed."""
    if kind == "html":
        from communique.reading.html import read_html

        return read_html
    if kind == "pdf":
        from communique.reading.pdf import read_pdf

        return read_pdf
    if kind == "docx":
        from communique.reading.docx import read_docx

        return read_docx
    return _read_plain


def _read_plain(data: bytes, name: str, given: Given, limits: Limits) -> Extract:
    return Extract(decode(data, name, declared=given.charset), given)
