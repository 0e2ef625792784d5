"""What somebody gave to be taken in: a file, a text, or an address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from communique.document import Document
from communique.errors import UnreadableInput
from communique.plain import strip_controls
from communique.reading import SetAside, iter_documents, read, read_text
from communique.reading.formats import check_lines, too_large
from communique.reading.limits import Limits

_LIMITS = Limits()
_LONGEST_NAME = 120
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came with a text that somebody pasted: what it is to be called, and who published it."""

    name: str
    day: date | None = None
    title: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: the bytes in the file `path`, and what was handed over with them.

    `url` is where a page was fetched from. The bytes of what was pasted are a text in UTF-8,
    which is kept as it stands.
    """

    path: Path
    name: str
    url: str | None = None
    pasted: Pasted | None = None


def read_input(given: Input) -> Iterator[Document | SetAside]:
    """Yield the documents of an input; what no document can be made of as set aside."""
    if given.pasted is None and given.url is None:
        yield from iter_documents([given.path])
        return
    try:
        data = given.path.read_bytes()
        if given.pasted is not None:
            yield _read_pasted(data, given.pasted)
        else:
            yield read(data, name=given.name, url=given.url)
    except UnreadableInput as error:
        yield SetAside(name=error.name, reason=error.reason)
    except OSError as error:
        yield SetAside(name=given.name, reason=(error.strerror or "unreadable").lower())


def _read_pasted(data: bytes, given: Pasted) -> Document:
    if len(data) > _LIMITS.max_bytes:
        raise too_large(given.name, len(data), _LIMITS)
    text = data.decode("utf-8", "replace")
    if not text.strip():
        raise UnreadableInput(given.name, "empty")
    check_lines(text, given.name, _LIMITS)
    return read_text(
        text,
        name=given.name,
        date=given.day,
        title=given.title,
        publisher=given.publisher,
    )


def safe_name(name: str) -> str:
    """Return what a file that strangers named may be called: no folder, nothing hidden.

    >>> [safe_name(n) for n in ("../../etc/passwd", "C:\\\\a\\\\page.html", ".profile", "")]
    ['passwd', 'page.html', 'profile', 'document']
    """
    last = re.split(r"[/\\]", strip_controls(name))[-1].lstrip(". ")
    last = last.encode("utf-8", "replace").decode().replace("\0", "")
    stem, dot, suffix = last.rpartition(".")
    if dot and len(suffix) <= 10:
        return f"{stem[:_LONGEST_NAME]}.{suffix}"
    return last[:_LONGEST_NAME] or "document"


def spool(source: IO[bytes], folder: Path, number: int, name: str) -> Path:
    """Write what a stream holds to a file of a safe name, in a folder of its own; return it."""
    own = folder / str(number)
    own.mkdir(parents=True)
    path = own / safe_name(name)
    with path.open("wb") as target:
        while piece := source.read(_PIECE):
            target.write(piece)
    return path


def spool_page(folder: Path, url: str, data: bytes) -> Input:
    """Write a page that was fetched from an address to a file in a folder, to be read."""
    parts = urlsplit(url)
    name = safe_name(parts.path) if parts.path.strip("/") else safe_name(parts.hostname or "")
    folder.mkdir(exist_ok=True)
    path = folder / "page"
    path.write_bytes(data)
    return Input(path=path, name=name, url=url)
