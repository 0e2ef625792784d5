"""What a web archive is made of: pages as they were captured, and what could not be read."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

#: How the pages of a file are told apart; `page` is a file that is one page itself.
Form = Literal["warc", "wet", "jsonl", "parquet", "page"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of work: a file, or a range of its bytes that begins and ends between pages.

    `source` is the file's address as fsspec takes it, `start` and `end` are bytes of the file
    (row groups where the form is Parquet); `end` is None up to the file's end. `size` is how many
    bytes of the file that is, or about as many, for telling how far a run is.
    """

    source: str
    form: Form
    start: int = 0
    end: int | None = None
    size: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was captured: its bytes, undecoded, with what the archive says of it.

    `place` tells it from the others of its source: the byte at which its record begins, or the
    number of its line or row. `media_type` is in lower case without parameters, empty where none
    is told, as `charset`. `archived` is the moment of the capture, with its zone. `published` is
    the day, `title` the title that came beside the page, as a line of JSON has them.
    """

    source: str
    place: int
    url: str
    body: bytes
    media_type: str = ""
    charset: str = ""
    record_id: str = ""
    archived: datetime | None = None
    published: date | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """What was not read, and why, in a line; `place` is as in `Page`, None for all of a source."""

    source: str
    place: int | None
    url: str
    reason: str
