"""JSON Lines: one document a line, with the fields id, text, url, date, title, publisher.

A line with source and target asks what the one does to the other: see `communique events`.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Any

from communique.document import Document
from communique.errors import UnreadableInput
from communique.reading.formats import check_lines
from communique.reading.limits import Limits
from communique.reading.metadata import Given
from communique.reading.texts import build_document, hash_text, parse_day

_CHUNK = 1_000_000


def read_json_lines(
    stream: IO[bytes], *, name: str, limits: Limits, given: Given
) -> Iterator[Document | UnreadableInput]:
    """Yield a document, or the error, for each line that isn't blank, in order.

    A line's own `url`, `date`, `title` and `publisher` come before those of `given`. No
    line is held in memory beyond the limit. A broken stream ends with an error for the line
    reached.
    """
    number = 0
    lines = _bounded_lines(stream, limits.max_bytes)
    while True:
        number += 1
        place = f"{name}:{number}"
        try:
            line, size = next(lines)
        except StopIteration:
            return
        except (EOFError, OSError, zlib.error) as error:
            yield UnreadableInput(place, f"broken stream: {error}")
            return
        if line is None:
            yield UnreadableInput(
                place, f"line of {size:,} bytes; the limit is {limits.max_bytes:,}"
            )
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            try:
                yield _read_line(line, place, limits, given)
            except UnreadableInput as error:
                yield error


def looks_like_json_lines(data: bytes) -> bool:
    """Whether `data` begins with a line that is a JSON object with a text."""
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return False
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and isinstance(row.get("text"), str)


def _bounded_lines(stream: IO[bytes], limit: int) -> Iterator[tuple[bytes | None, int]]:
    """Yield each line and its size; None for one above `limit`, which is skipped over."""
    while True:
        line = stream.readline(limit + 1)
        if not line:
            return
        if len(line) <= limit or line.endswith(b"\n"):
            yield line, len(line)
            continue
        size = len(line)
        while not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
            size += len(line)
        yield None, size


def read_row(line: bytes, place: str) -> dict[str, Any]:
    """Return the object that a line is; raise `UnreadableInput` for a line that is none."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableInput(place, f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise UnreadableInput(place, f"no JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        # Numbers of thousands of digits, brackets nested thousands deep.
        raise UnreadableInput(
            place, "no JSON that can be read: numbers or nesting too large"
        ) from error
    if not isinstance(row, dict):
        raise UnreadableInput(place, 'no JSON object; write {"id": …, "text": …}')
    return row


def _read_line(line: bytes, place: str, limits: Limits, given: Given) -> Document:
    row = read_row(line, place)
    text = row.get("text")
    if not isinstance(text, str):
        raise UnreadableInput(place, "has no field 'text' with a text in it")
    if not text.strip():
        raise UnreadableInput(place, "empty text")
    check_lines(text, place, limits)
    own = given.model_copy(
        update={
            key: value
            for key, value in (
                ("title", read_field(row, "title", place)),
                ("url", read_field(row, "url", place)),
                ("publisher", read_field(row, "publisher", place)),
                ("published", parse_day(place, read_field(row, "date", place))),
            )
            if value is not None
        }
    )
    name = row.get("id")
    document = build_document(
        text,
        name=str(name) if isinstance(name, str | int) and str(name).strip() else place,
        sha256=hash_text(place, text),
        given=own,
    )
    source, target = (row.get(field) for field in ("source", "target"))
    if isinstance(source, str) and isinstance(target, str) and source and target:
        return document.model_copy(update={"asked": (source, target)})
    return document


def read_field(row: Mapping[str, Any], key: str, place: str) -> str | None:
    """Return a field that is text; None for a missing, null or empty one."""
    value = row.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise UnreadableInput(place, f"field {key!r} is no text")
    return value
