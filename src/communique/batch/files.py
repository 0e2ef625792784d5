"""A file that is one page itself."""

import gzip
import zlib
from collections.abc import Iterator
from typing import IO

from communique.batch.bounds import Bounds
from communique.batch.counts import Counts
from communique.batch.media import Binary, Skipped, judge_file
from communique.batch.pages import Aside, Page, Unit

_GZIP = b"\x1f\x8b"


def read_file(
    file: IO[bytes], unit: Unit, bounds: Bounds, counts: Counts
) -> Iterator[Page | Aside]:
    """Yield the page that a file is, or why it is none."""
    file.seek(0)
    # One byte more tells what is too large.
    body = file.read(bounds.body_bytes + 1)
    if body.startswith(_GZIP):
        try:
            file.seek(0)
            body = gzip.GzipFile(fileobj=file).read(bounds.body_bytes + 1)
        except (EOFError, OSError, zlib.error) as error:
            yield Aside(unit.source, None, "", f"damaged gzip file: {error}")
            return
    if not body.strip():
        yield Aside(unit.source, None, "", "empty file")
        return
    try:
        media_type = judge_file(body, unit.source)
    except (Binary, Skipped) as error:
        yield Aside(unit.source, None, "", str(error))
        return
    most = bounds.most(media_type)
    if len(body) > most:
        yield Aside(unit.source, None, "", f"larger than {most:,} bytes")
        return
    yield Page(source=unit.source, place=0, url="", body=body, media_type=media_type)
