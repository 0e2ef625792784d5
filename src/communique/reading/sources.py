"""Documents out of files, folders and standard input."""

import datetime
import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, cast

from communique.document import Document
from communique.errors import UnreadableInput
from communique.reading.formats import JSON_LINES, read_bytes, too_large
from communique.reading.jsonlines import looks_like_json_lines, read_json_lines
from communique.reading.limits import Limits
from communique.reading.metadata import Given
from communique.reading.texts import parse_day
from communique.records import Value

STANDARD_INPUT = "-"

DEFAULT_LIMITS = Limits()


class SetAside(Value):
    """An input, or a line of one, that no document could be made of, and why."""

    name: str
    reason: str


def read(
    source: Path | str | bytes,
    *,
    name: str | None = None,
    date: str | datetime.date | None = None,
    title: str | None = None,
    url: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Document:
    """Return the one document of a file, or of the bytes of one; `"-"` is standard input.

    `source` as text is always a path. `name` is the file's name if not given. Raises
    `UnreadableInput` for what can't be read, for a folder, and for a file of JSON Lines
    that holds none or several: `iter_documents` reads those.
    """
    label = name or ("bytes" if isinstance(source, bytes) else _name(source))
    given = Given(title=title or None, url=url or None, published=parse_day(label, date))
    if isinstance(source, bytes):
        found = _read_data(source, label, given, limits)
    else:
        if source != STANDARD_INPUT and Path(source).is_dir():
            raise UnreadableInput(label, "is a folder; read the files in it")
        found = _read_path(str(source), label, given, limits)
    document: Document | None = None
    for item in found:
        if isinstance(item, UnreadableInput):
            raise item
        if document is not None:
            raise UnreadableInput(label, "holds several documents, not one")
        document = item
    if document is None:
        raise UnreadableInput(label, "holds no document")
    return document


def iter_documents(
    inputs: Iterable[Path | str],
    *,
    limits: Limits = DEFAULT_LIMITS,
    date: str | datetime.date | None = None,
) -> Iterator[Document | SetAside]:
    """Yield the documents of files, folders and standard input (`"-"`), in order.

    Folders are gone through with their subfolders, sorted by name; what begins with a
    point is no input, links to folders aren't followed. Every file and every line of JSON
    Lines that can't be read comes out as a `SetAside`; none ends the run. `date` is the
    day of all documents that don't bring their own.
    """
    given = Given(published=parse_day("date", date))
    for source in inputs:
        for path in _expand(source):
            if isinstance(path, SetAside):
                yield path
                continue
            for item in _read_path(path, _name(path), given, limits):
                if isinstance(item, UnreadableInput):
                    yield SetAside(name=item.name, reason=item.reason)
                else:
                    yield item


def _name(source: Path | str) -> str:
    return "standard input" if source == STANDARD_INPUT else Path(source).name or str(source)


def _expand(source: Path | str) -> Iterator[str | SetAside]:
    """Yield the files that an input stands for; what can't be listed as set aside."""
    if source == STANDARD_INPUT or not os.path.isdir(source):
        yield str(source)
        return
    failures: list[OSError] = []
    for folder, folders, files in os.walk(source, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from _set_aside(failures)
        for name in sorted(files):
            if not name.startswith("."):
                path = os.path.join(folder, name)
                if os.path.exists(path) and not os.path.isfile(path):
                    yield SetAside(name=path, reason="no regular file")
                else:
                    yield path
    yield from _set_aside(failures)


def _set_aside(failures: list[OSError]) -> Iterator[SetAside]:
    for error in failures:
        yield SetAside(name=str(error.filename), reason=_reason(error))
    failures.clear()


def _reason(error: OSError) -> str:
    return (error.strerror or str(error) or type(error).__name__).lower()


def _read_path(
    path: str, name: str, given: Given, limits: Limits
) -> Iterator[Document | UnreadableInput]:
    """Yield what a file or standard input holds; an error in place of what can't be read."""
    try:
        if path == STANDARD_INPUT:
            yield from _read_stream(sys.stdin.buffer, name, given, limits)
            return
        if not path or "\0" in path:
            yield UnreadableInput(name, "no file name")
            return
        lines = path.lower().endswith(JSON_LINES)
        status = os.stat(path)
        if stat.S_ISREG(status.st_mode) and not lines and status.st_size > limits.max_bytes:
            yield too_large(name, status.st_size, limits)
            return
        with open(path, "rb") as stream:
            if lines:
                yield from _read_lines(stream, name, given, limits)
            else:
                yield from _read_stream(stream, name, given, limits)
    except OSError as error:
        yield UnreadableInput(name, _reason(error))


def _read_lines(
    stream: IO[bytes], name: str, given: Given, limits: Limits
) -> Iterator[Document | UnreadableInput]:
    if name.lower().endswith(".gz"):
        with gzip.open(stream) as unpacked:
            lines = cast(IO[bytes], unpacked)
            yield from read_json_lines(lines, name=name, limits=limits, given=given)
    else:
        yield from read_json_lines(stream, name=name, limits=limits, given=given)


def _read_stream(
    stream: IO[bytes], name: str, given: Given, limits: Limits
) -> Iterator[Document | UnreadableInput]:
    data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes and looks_like_json_lines(data):
        # Many documents on standard input: the limit is on each of them.
        chained = _Chained(data, stream)
        yield from read_json_lines(
            cast(IO[bytes], io.BufferedReader(chained)), name=name, limits=limits, given=given
        )
        return
    yield from _read_data(data, name, given, limits)


class _Chained(io.RawIOBase):
    """Bytes already taken from a stream, followed by the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read_data(
    data: bytes, name: str, given: Given, limits: Limits
) -> Iterator[Document | UnreadableInput]:
    if data.startswith(b"\x1f\x8b"):
        try:
            data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(limits.max_bytes + 1)
        except (EOFError, OSError, zlib.error) as error:
            yield UnreadableInput(name, f"damaged gzip file: {error}")
            return
        name = name.removesuffix(".gz")
    if looks_like_json_lines(data):
        yield from read_json_lines(io.BytesIO(data), name=name, limits=limits, given=given)
        return
    try:
        yield read_bytes(data, name=name, given=given, limits=limits)
    except UnreadableInput as error:
        yield error
