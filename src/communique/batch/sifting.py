"""The first half: pages of archives, of which those on dealings between parties are kept.

A page that passes the filter is made a document: its main text with what is known of it. What
is kept of it is all that the second half needs; the archive is not read again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from communique.batch.addresses import canonical
from communique.batch.beating import Beat
from communique.batch.bounds import Bounds
from communique.batch.capture import iter_pages
from communique.batch.columns import Row, schema_of
from communique.batch.counts import Counts
from communique.batch.outputs import Done, Ended, Outputs
from communique.batch.pages import Aside, Page, Unit
from communique.batch.relevance import READ, Relevance
from communique.batch.settings import Settings
from communique.batch.sketches import sketch
from communique.batch.timing import attempt
from communique.batch.works import Sift
from communique.batch.writing import TableFile
from communique.document import Document
from communique.intake.reader import tell_defect
from communique.reading.formats import Format, read_bytes
from communique.reading.limits import Limits
from communique.reading.metadata import Given

#: What is kept of a page: what the archive says, the document, and what tells copies.
KEPT = pa.schema(
    [
        *(schema_of("documents").field(name) for name in (
            "url", "canonical_url", "archived", "score", "source", "place", "record_id",
        )),
        pa.field("id", pa.string()),
        pa.field("document", pa.string()),
        pa.field("order", pa.string()),
        pa.field("sketch", pa.binary()),
    ]
)  # fmt: skip

_LIMITS = Limits()
_BOUNDS = Bounds()

#: What archives say a page is, where its bytes needn't be asked.
_FORMATS: Mapping[str, Format] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text",
    "text/markdown": "markdown",
}  # fmt: skip


def sift(work: Sift, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """Read the pages of a piece of work, keep those that pass, note what became of all.

    Raises `OSError` where the outputs can't be written.
    """
    ended = outputs.ended(work.name)
    counts: Counter[str] = Counter()
    read = [Counts() for _ in work.units]
    beat.follow(lambda: sum(one.bytes for one in read))
    with ExitStack() as stack:
        files = _Files(work, outputs, stack)
        for number, unit, one in _iter_numbered(work, ended, read, beat):
            aside: Aside | None
            if isinstance(one, Aside):
                aside = one
            else:
                counts["pages"] += 1
                reason = ended.pages.get(number)
                aside = _aside(one, reason) if reason else _take(one, unit, settings, files, counts)
            if aside is not None:
                counts["set_aside"] += 1
                counts["inputs_set_aside"] += aside.place is None
                files.set_aside(aside)
            beat.tell("pages", counts["pages"])
            beat.tell("passed", counts["passed"])
            beat.tell("set_aside", counts["set_aside"])
            beat.tell("done", sum(one.bytes for one in read))
        paths = files.paths
    counts["skipped"] = sum(sum(one.skipped.values()) for one in read)
    return outputs.finish(work.name, counts, iter(paths))


class _Files:
    """The files of a piece of work; the one of what was set aside only where something was."""

    def __init__(self, work: Sift, outputs: Outputs, stack: ExitStack) -> None:
        self._outputs = outputs
        self._stack = stack
        self._kept = stack.enter_context(TableFile(outputs.kept(work.name), KEPT, outputs.scratch))
        self._aside_path = outputs.folder / "set_aside" / f"{work.name}.parquet"
        self._aside: TableFile | None = None

    def keep(self, row: Row) -> None:
        self._kept.add(row)

    def set_aside(self, one: Aside) -> None:
        if self._aside is None:
            self._aside = self._stack.enter_context(
                TableFile(self._aside_path, schema_of("set_aside"), self._outputs.scratch)
            )
        self._aside.add(aside_row(one))

    @property
    def paths(self) -> list[Path]:
        return [file.path for file in (self._kept, self._aside) if file is not None]


def aside_row(one: Aside) -> Row:
    """Return a row of `set_aside`."""
    return {"source": one.source, "place": one.place, "url": one.url, "reason": one.reason}


def _iter_numbered(
    work: Sift, ended: Ended, read: Sequence[Counts], beat: Beat
) -> Iterator[tuple[int, Unit, Page | Aside]]:
    """Yield what the units hold, numbered through; whoever watches knows before each is read.

    Where reading on to a page ended the process, the rest of its unit is set aside.
    """
    number = 0
    for unit, counts in zip(work.units, read, strict=True):
        items = iter_pages(unit, _BOUNDS, counts)
        more = True
        while more:
            beat.at(number)
            one: Page | Aside
            if number in ended.rests:
                one, more = _rest_of(unit, ended.rests[number]), False
            else:
                found: Page | Aside | None
                try:
                    found = next(items, None)
                except Exception as error:  # hostile bytes make libraries raise anything
                    found, more = _rest_of(unit, tell_defect(error)), False
                if found is None:
                    break
                one = found
            yield number, unit, one
            number += 1


def _rest_of(unit: Unit, reason: str) -> Aside:
    return Aside(unit.source, None, "", f"read up to a place only: {reason}")


def _take(
    page: Page, unit: Unit, settings: Settings, files: _Files, counts: Counter[str]
) -> Aside | None:
    """Keep a page if it passes; return why not where it can't be read."""
    # A title that came beside a text is seen with it, as it would be at its head.
    head = f"{page.title}\n\n".encode(errors="replace") if page.title else b""
    judged = _load_filter().judge(head + page.body, page.charset, page.media_type)
    if judged.language is not None and judged.language not in READ:
        counts["other_languages"] += 1
    if not (judged.passes or settings.everything):
        return None
    counts["passed"] += 1
    read = attempt(settings.seconds, lambda: _read(page, _name(page, unit)))
    if isinstance(read, str):
        return _aside(page, read)
    document, drawn = read
    counts["kept"] += 1
    files.keep(
        {
            "url": page.url or None,
            "canonical_url": canonical(page.url) if page.url else None,
            "archived": page.archived,
            "score": judged.score,
            "source": page.source,
            "place": page.place,
            "record_id": page.record_id or None,
            "id": document.id,
            "document": document.model_dump_json(),
            "order": _order(page, document),
            "sketch": drawn,
        }
    )
    return None


@lru_cache(maxsize=1)
def _load_filter() -> Relevance:
    return Relevance.load()


def _read(page: Page, name: str) -> tuple[Document, bytes]:
    """Return the document of a page, and its sketch."""
    given = Given(
        url=page.url or None,
        title=page.title or None,
        published=page.published,
        charset=page.charset or None,
    )
    kind = _FORMATS.get(page.media_type)
    document = read_bytes(page.body, name=name, given=given, limits=_LIMITS, kind=kind)
    return document, sketch(document.text)


def _name(page: Page, unit: Unit) -> str:
    """Return what people call a page: its address, its file, its id or where it stands."""
    if page.url or unit.form == "page":
        return page.url or page.source
    if page.record_id and unit.form in ("jsonl", "parquet"):
        return page.record_id
    return f"{page.source}:{page.place}"


def _order(page: Page, document: Document) -> str:
    """Return what copies are ordered by: the day of publication, the capture, the address."""
    published = document.metadata.date
    day = published.start if published is not None else None
    if day is None and page.archived is not None:
        day = page.archived.date()
    moment = page.archived.astimezone(UTC).isoformat() if page.archived is not None else "~"
    return f"{day.isoformat() if day is not None else '~'} {moment} {page.url}"


def _aside(page: Page, reason: str) -> Aside:
    return Aside(page.source, page.place, page.url, reason)
