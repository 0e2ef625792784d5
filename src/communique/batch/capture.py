"""The pages of a unit of work, one at a time, whichever form its file has."""

from collections.abc import Callable, Iterator
from typing import IO

from communique.batch.bounds import Bounds
from communique.batch.counts import Counts
from communique.batch.pages import Aside, Form, Page, Unit
from communique.batch.stores import Unlisted, open_source

__all__ = ["Bounds", "Counts", "iter_pages"]

Reader = Callable[[IO[bytes], Unit, Bounds, Counts], Iterator[Page | Aside]]


def iter_pages(unit: Unit, bounds: Bounds, counts: Counts) -> Iterator[Page | Aside]:
    """Yield the pages of a unit and what is set aside, in the order of its file.

    Nothing that stands in the file raises. Of records with one id the first is a page, the
    others are set aside. `counts` is kept up while pages are read.
    """
    try:
        file = open_source(unit.source)
    except Unlisted as error:
        yield Aside(unit.source, None, "", f"can't be opened: {error}")
        return
    with file:
        if not file.read(1):
            yield Aside(unit.source, None, "", "empty file")
            return
        seen: set[str] = set()
        for one in _reader(unit.form)(file, unit, bounds, counts):
            if isinstance(one, Page):
                if one.record_id and one.record_id in seen:
                    reason = f"record id {one.record_id} came before in this file"
                    one = Aside(one.source, one.place, one.url, reason)
                else:
                    seen.add(one.record_id)
                    counts.pages += 1
            yield one
        # Stays what a reader left it at where the caller stops.
        file.seek(0, 2)
        if unit.form != "parquet":
            counts.bytes = (unit.end or file.tell()) - unit.start


def _reader(form: Form) -> Reader:
    """Return the reader of a form; what it needs is loaded when first needed."""
    if form in ("warc", "wet"):
        from communique.batch.warcs import read_warc

        return read_warc
    if form == "jsonl":
        from communique.batch.lines import read_lines

        return read_lines
    if form == "parquet":
        from communique.batch.rows import read_rows

        return read_rows
    from communique.batch.files import read_file

    return read_file
