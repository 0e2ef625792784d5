"""The units of work that inputs are made of: files, and parts of large ones."""

import zlib
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import IO

from communique.batch.borders import PlainBorders
from communique.batch.bounds import Bounds
from communique.batch.pages import Aside, Form, Unit
from communique.batch.stores import Unlisted, list_sources, open_source, tell
from communique.reading.formats import JSON_LINES
from communique.reading.jsonlines import looks_like_json_lines

_LISTS = (".lst", ".urls")
_PAGES = frozenset(
    {".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", ".md", ".markdown", ".pdf", ".docx"}
)
_GZIP = b"\x1f\x8b"
_HEAD = 64 * 1024
_MOST = 256 * 1024 * 1024


def find_units(inputs: Sequence[str], *, most_bytes: int = _MOST) -> Iterator[Unit | Aside]:
    """Yield the units of all inputs, and what can't be listed or opened.

    Inputs come in the order given, the files of a folder or glob sorted; a file that is named
    twice comes once. An input that begins with @, or ends in .lst or .urls, lists others, one a
    line. Plain WARC, plain JSON Lines and Parquet are cut in parts of about `most_bytes`,
    whoever reads them: the same inputs have the same units on every machine.
    """
    seen: set[str] = set()
    for given in _unlist(inputs):
        if isinstance(given, Aside):
            yield given
            continue
        try:
            for source, size in list_sources(given):
                if source not in seen:
                    seen.add(source)
                    yield from _cut(source, size, most_bytes)
        except Unlisted as error:
            yield Aside(given, None, "", f"can't be listed: {error}")


def tell_form(name: str, head: bytes) -> Form:
    """Return the form of a file, by its first bytes (unpacked, if they are packed) and its name."""
    lower = name.lower()
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.lstrip(b"\r\n").startswith(b"WARC/"):
        return "wet" if _is_wet(lower, head) else "warc"
    if lower.endswith(JSON_LINES):
        return "jsonl"
    bare = PurePosixPath(lower.removesuffix(".gz"))
    if bare.suffix in _PAGES:
        return "page"
    if looks_like_json_lines(head):
        return "jsonl"
    # Damaged at its very beginning, it still is what its name says; the rest may be read.
    if ".wet" in bare.suffixes[-2:]:
        return "wet"
    if bare.suffix == ".warc":
        return "warc"
    return "parquet" if bare.suffix == ".parquet" else "page"


def _is_wet(name: str, head: bytes) -> bool:
    return ".wet" in name or b"WARC-Type: conversion" in head[:8192]


def _unlist(inputs: Sequence[str]) -> Iterator[str | Aside]:
    for given in inputs:
        name = given.removeprefix("@")
        if given != name or name.lower().endswith(_LISTS):
            try:
                with open_source(name) as file:
                    lines = file.read().decode("utf-8-sig").splitlines()
            except (Unlisted, OSError, UnicodeDecodeError) as error:
                yield Aside(name, None, "", f"no list of addresses that can be read: {error}")
                continue
            for line in map(str.strip, lines):
                if line and not line.startswith("#"):
                    yield line
        else:
            yield given


def _cut(source: str, size: int, most_bytes: int) -> Iterator[Unit | Aside]:
    if size == 0:
        yield Aside(source, None, "", "empty file")
        return
    if PurePosixPath(source.lower()).suffix in _PAGES:
        # Folders may hold a great many pages; only others are looked into.
        yield Unit(source, "page", size=size)
        return
    try:
        with open_source(source) as file:
            head = file.read(_HEAD)
            packed = head.startswith(_GZIP)
            form = tell_form(source, _unpack(head) if packed else head)
            borders = [0] if packed else _find_borders(file, form, size, most_bytes)
    except Unlisted as error:
        yield Aside(source, None, "", f"can't be opened: {error}")
        return
    except OSError as error:
        yield Aside(source, None, "", f"can't be read: {tell(error)}")
        return
    for start, end in zip(borders, [*borders[1:], None], strict=True):
        own = (end or size) - start if form != "parquet" else size // len(borders)
        yield Unit(source, form, start, end, own)


def _find_borders(file: IO[bytes], form: Form, size: int, most_bytes: int) -> list[int]:
    """Return where the parts of a file begin."""
    if form == "parquet":
        from communique.batch.rows import find_parts

        return find_parts(file, most_bytes)
    if size <= most_bytes:
        return [0]
    if form == "jsonl":
        return list(range(0, size, most_bytes))
    return _find_records(file, size, most_bytes) if form in ("warc", "wet") else [0]


def _find_records(file: IO[bytes], size: int, most_bytes: int) -> list[int]:
    """Return where a plain WARC file can be cut.

    Each record is asked for its length, from the first to the last: a border found by its looks
    alone might stand within a page that is a WARC file itself.
    """
    borders = PlainBorders(file, Bounds().header_bytes)
    found = [0]
    place: int | None = 0
    while place is not None and place < size:
        if place - found[-1] >= most_bytes:
            found.append(place)
        place = borders.after(place)
    return found


def _unpack(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, _HEAD)
    except zlib.error:
        return b""
