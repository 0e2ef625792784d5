"""What kind of page bytes are: what was said of them, and what their own signs say.

Table: `reference/media_types.csv`.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, cast, get_args

from communique.errors import TableError
from communique.reading.decoding import binary_kind
from communique.reading.formats import MEDIA_TYPES, sniff
from communique.reference.tables import FOLDER, read_rows

#: `untold` is a type that says nothing of what the bytes are.
Kind = Literal["html", "text", "pdf", "docx", "json", "untold"]

TABLE = "media_types.csv"

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_TOP = frozenset({"application", "audio", "font", "image", "message", "multipart", "text", "video"})


class Binary(Exception):
    """Bytes that are not what they were said to be; the message says what they are."""


class Skipped(Exception):
    """Bytes of a kind that is never a page; the message names the kind, for counting."""


@lru_cache(maxsize=1024)
def split_type(told: str) -> tuple[str, str]:
    """Return media type and charset of a header, in lower case; empty where it tells none.

    >>> split_type('Text/HTML; charset="ISO-8859-2"')
    ('text/html', 'iso-8859-2')
    """
    media_type, _, rest = told.partition(";")
    charset = _CHARSET.search(rest) if rest else None
    return media_type.strip().lower(), charset[1].lower() if charset else ""


def check_type(media_type: str) -> Kind:
    """Return the kind of a media type; raise `Skipped` for one that is no page."""
    kind = _kinds().get(media_type)
    if kind is None:
        top = media_type.partition("/")[0]
        raise Skipped(f"media type {top if top in _TOP else 'unknown'}")
    return kind


def judge(body: bytes, media_type: str, kind: Kind) -> str:
    """Return the media type that `body` has by its own signs, of a kind that is a page.

    Raises `Binary` where it is none though its type says so, `Skipped` where its type didn't.
    """
    if kind == "html" and body[:1] == b"<" and b"%PDF-" not in body[:1024]:
        return media_type
    found = sniff(body, "")
    if found in ("pdf", "docx"):
        return media_type if found == kind else MEDIA_TYPES[found]
    binary = binary_kind(body)
    if kind == "untold":
        if binary is not None or b"\x00" in body[:1024] or (found != "html" and media_type):
            raise Skipped("binary or of no known type")
        return MEDIA_TYPES[found]
    if binary is not None:
        raise Binary(f"was said to be {media_type}, but is {binary}")
    if found == "html":
        return media_type if kind == "html" else MEDIA_TYPES["html"]
    if kind in ("pdf", "docx"):
        raise Binary(f"was said to be {media_type}, but is something else")
    return media_type


@cache
def _kinds() -> Mapping[str, Kind]:
    kinds: dict[str, Kind] = {}
    for line, row in read_rows(TABLE, ("media_type", "kind", "citation")):
        if row["kind"] not in get_args(Kind) or not row["citation"]:
            raise TableError(FOLDER / TABLE, line, "has no known kind, or no citation")
        kinds[row["media_type"]] = cast(Kind, row["kind"])
    return kinds


def judge_file(body: bytes, name: str) -> str:
    """Return the media type of a file that is a page; raise `Binary` for one that is none."""
    found = sniff(body, name.removesuffix(".gz"))
    if found not in ("pdf", "docx") and (what := binary_kind(body)) is not None:
        raise Binary(f"not text: {what}")
    return MEDIA_TYPES[found]
