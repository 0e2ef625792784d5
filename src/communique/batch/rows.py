"""The pages of a Parquet file: one a row, with whichever of the usual columns it has."""

from collections.abc import Iterator, Mapping
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from communique.batch.bounds import Bounds
from communique.batch.counts import Counts
from communique.batch.lines import build_page
from communique.batch.pages import Aside, Page, Unit
from communique.reading.formats import sniff

#: What pyarrow raises for damaged files.
_DAMAGE = (OSError, pa.ArrowException)
#: The columns that tell what a page has, the first of them that is there.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "body": ("text", "html", "content", "body"),
    "url": ("url",),
    "date": ("date", "timestamp"),
    "title": ("title",),
    "id": ("id", "record_id"),
}
_TEXTS = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_binary_view,
)
_ROWS = 64


class Unfit(Exception):
    """A Parquet file without the columns that pages have; the message says what is missing."""


def read_rows(
    file: IO[bytes], unit: Unit, bounds: Bounds, counts: Counts
) -> Iterator[Page | Aside]:
    """Yield the page, or what is set aside, of each row of the unit's row groups, in order.

    Its place is the number of the row in the file, from 0.
    """
    try:
        table = pq.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False)
        columns = choose_columns(table.schema_arrow)
    except Unfit as error:
        yield Aside(unit.source, None, "", str(error))
        return
    except _DAMAGE as error:
        yield Aside(unit.source, None, "", f"no Parquet that can be read: {_line(error)}")
        return
    groups = [table.metadata.row_group(n) for n in range(table.num_row_groups)]
    place = sum(group.num_rows for group in groups[: unit.start])
    for number in range(unit.start, len(groups) if unit.end is None else unit.end):
        group = groups[number]
        following = place + group.num_rows
        stored = sum(group.column(n).total_compressed_size for n in range(group.num_columns))
        if group.total_byte_size > max(bounds.row_group_bytes, stored * bounds.unpacking):
            reason = f"its row group {number} unpacks to {group.total_byte_size:,} bytes"
            yield Aside(unit.source, place, "", reason)
        else:
            try:
                batches = table.iter_batches(
                    _ROWS, row_groups=[number], columns=sorted(columns.values()), use_threads=False
                )
                for batch in batches:
                    for row in _rows(batch, columns, bounds):
                        yield _build(row, place, unit, bounds)
                        place += 1
            except _DAMAGE as error:
                reason = f"the rest of row group {number} can't be read: {_line(error)}"
                yield Aside(unit.source, place, "", reason)
        place = following
        counts.bytes += stored


def choose_columns(schema: pa.Schema) -> dict[str, str]:
    """Return which column tells what; raise `Unfit` where none has the pages."""
    columns = {}
    for what, names in _COLUMNS.items():
        found = [name for name in names if name in schema.names]
        if found:
            columns[what] = found[0]
    if "body" not in columns:
        raise Unfit("has no column text, html, content or body")
    kind = schema.field(columns["body"]).type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if not any(is_one(kind) for is_one in _TEXTS):
        raise Unfit(f"its column {columns['body']} holds {kind}, no text")
    return columns


def find_parts(file: IO[bytes], most_bytes: int) -> list[int]:
    """Return the row groups at which a file can be cut in parts stored in about `most_bytes`.

    A file that holds no pages, or can't be read, is one part: its reader says what is wrong.
    """
    try:
        metadata = pq.ParquetFile(file).metadata
        choose_columns(metadata.schema.to_arrow_schema())
    except (Unfit, *_DAMAGE):
        return [0]
    parts, size = [0], 0
    for number in range(metadata.num_row_groups):
        if size >= most_bytes:
            parts.append(number)
            size = 0
        group = metadata.row_group(number)
        size += sum(group.column(n).total_compressed_size for n in range(group.num_columns))
    return parts


def _rows(
    batch: pa.RecordBatch, columns: Mapping[str, str], bounds: Bounds
) -> Iterator[dict[str, Any]]:
    """Yield rows as lines of JSON have them, and the size of the text, which may be left out."""
    bodies = batch.column(columns["body"])
    if pa.types.is_dictionary(bodies.type):
        bodies = bodies.dictionary_decode()
    if pa.types.is_string_view(bodies.type):
        bodies = bodies.cast(pa.large_string())
    elif pa.types.is_binary_view(bodies.type):
        bodies = bodies.cast(pa.large_binary())
    for number, size in enumerate(pc.binary_length(bodies).to_pylist()):
        row = {
            what: batch.column(name)[number].as_py()
            for what, name in columns.items()
            if what != "body"
        }
        row["size"] = size or 0
        # What is too large is not even copied.
        if size is not None and size <= bounds.body_bytes:
            body = bodies[number].as_py()
            row["html" if _is_html(body, columns["body"]) else "text"] = body
        yield row


def _is_html(body: str | bytes, column: str) -> bool:
    if column in ("html", "text"):
        return column == "html"
    head = body[:4096]
    return sniff(head.encode("utf-8", "replace") if isinstance(head, str) else head, "") == "html"


def _build(row: dict[str, Any], place: int, unit: Unit, bounds: Bounds) -> Page | Aside:
    size = row.pop("size")
    if size > bounds.body_bytes:
        reason = f"page of {size:,} bytes; the limit is {bounds.body_bytes:,}"
        return Aside(unit.source, place, "", reason)
    return build_page(row, place, unit, bounds)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
