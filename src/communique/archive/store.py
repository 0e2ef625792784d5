"""The archive as callers see it: one class, one way to open it."""

import os
import time
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from sqlalchemy import Connection

from communique.archive import (
    adding,
    answering,
    checking,
    counting,
    faceting,
    indexing,
    learning,
    queries,
    searching,
    writing,
)
from communique.archive.collected import Collected
from communique.archive.engine import connect, find_place, writing_at_once
from communique.archive.migrating import bring_to_head, is_at_head
from communique.archive.moments import Known, end_of
from communique.archive.places import Place
from communique.archive.projection import Rows
from communique.archive.queries import RecordFilter
from communique.archive.referenced import Referenced
from communique.archive.reviewed import Reviewed
from communique.archive.running import Running
from communique.archive.types import (
    Added,
    DocumentSummary,
    Facets,
    Hit,
    Located,
    Order,
    Pair,
    Stats,
    Stored,
)
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import RecordBase, Records

_Found = TypeVar("_Found")

#: The environment variable that names the archive.
VARIABLE = "COMMUNIQUE_ARCHIVE"
DEFAULT_NAME = "communique.db"


def default_url() -> str:
    """Return the archive that is meant when none is named: `COMMUNIQUE_ARCHIVE`, else
    `communique.db` in the working folder.
    """
    return os.environ.get(VARIABLE) or DEFAULT_NAME


def read_clock() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def open_archive(
    url: str | Place | None = None,
    *,
    create: bool = True,
    clock: Callable[[], datetime] = read_clock,
    busy_timeout_seconds: float = 30.0,
) -> "Archive":
    """Open the archive at `url`; None means `default_url()`.

    That is a path, `sqlite:///PATH`, or `postgresql://USER@HOST/NAME` for a database on a
    server, which the extra `communique[postgres]` can reach.

    An archive of an older version is brought up to date; one that isn't there is made,
    unless `create` is off. `clock` gives the moment that a document is added; others'
    locks are waited for until `busy_timeout_seconds` have passed.
    Raises `ArchiveError`, one line, where that can't be done.
    """
    path = find_place(default_url() if url is None else url, create=create)
    engine = connect(path, busy_timeout_seconds=busy_timeout_seconds)
    try:
        bring_to_head(engine, path, wait_seconds=busy_timeout_seconds, clock=clock, create=create)
    except ArchiveError:
        engine.dispose()
        raise
    return Archive(engine, path, clock=clock)


class Archive(Reviewed, Referenced, Collected, Running):
    """Documents and their records in one database; made by `open_archive`.

    What `add` returned for is on the disk: it outlives the process being killed and the
    power failing. Several processes may use one archive at once. Iterators read one
    unchanging state of the archive, as of their first step.
    """

    def add(
        self, document: Document, records: Iterable[RecordBase], *, extractor: str | None = None
    ) -> Added:
        """Store a document with its records, all or nothing, and return what was done.

        A document that is there already is left as it is; one that is a version of a page
        that is there takes its place among the versions. Equal records are stored once,
        with the highest confidence. `extractor` is the version of the program that read
        the records, None if unknown. Raises `ArchiveError` for records of another
        document or whose evidence isn't found at its span.
        """
        rows = writing.prepare(document, records, added_at=self._now(), extractor=extractor)
        return self._store([rows])[0]

    def add_many(
        self,
        documents: Iterable[tuple[Document, Iterable[RecordBase]]],
        *,
        extractor: str | None = None,
        batch: int = 200,
        seconds: float = 2.0,
    ) -> Iterator[Added]:
        """Store documents as `add` does, several in one transaction; yield what was done of each.

        What is yielded is on the disk. A transaction takes up to `batch` documents, or fewer
        once the oldest has waited for `seconds`; it begins when they are at hand, so that
        others may write while documents are read. Where one is refused, those before it are
        stored and yielded first. A caller that stops early leaves what it wasn't told of
        unstored.
        """
        waiting: list[Rows] = []
        begun = 0.0
        try:
            for document, records in documents:
                at = self._now()
                rows = writing.prepare(document, records, added_at=at, extractor=extractor)
                begun = begun if waiting else time.monotonic()
                waiting.append(rows)
                if len(waiting) >= batch or time.monotonic() - begun >= seconds:
                    ready, waiting = waiting, []
                    yield from self._store(ready)
        except ArchiveError:
            if waiting:
                yield from self._store(waiting)
            raise
        yield from self._store(waiting)

    def _store(self, waiting: Sequence[Rows]) -> list[Added]:
        """Store prepared documents in one transaction."""
        # One that is there already may be where a scope can't see it; then it isn't stored where
        # the scope would look for it, and nothing of it is told.
        known = [rows["documents"][0]["id"] for rows in waiting]
        with self._change("add document", documents=known) as connection:
            return [adding.insert_rows(connection, rows, self._collection) for rows in waiting]

    def document(self, document_id: str) -> Document:
        """Return a stored document, equal to the one added; raise `ArchiveError` if unknown."""
        with self._read() as connection:
            return queries.load_document(connection, document_id, self.path)

    def text(self, document_id: str) -> str:
        """Return the text of a stored document; raise `ArchiveError` if unknown."""
        with self._read() as connection:
            return queries.load_text(connection, document_id, self.path)

    def texts(self, document_ids: Collection[str]) -> dict[str, str]:
        """Return the texts of some hundred documents at most, by their ids; unknown ones lack."""
        with self._read() as connection:
            return queries.load_texts(connection, document_ids)

    def records_of(self, document_id: str) -> Records:
        """Return the records of one document; none for an unknown one."""
        return Records(stored.record for stored in self.records(document=document_id))

    def documents(
        self,
        *,
        parties: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
        publisher: str | None = None,
        limit: int | None = None,
        order: Order = "newest",
        known_at: Known | None = None,
        offset: int = 0,
        as_of: date | None = None,
        after: str | None = None,
    ) -> Iterator[DocumentSummary]:
        """Yield the documents whose records name all `parties`, by date of publication.

        `since` and `until` keep those published on or between these days and leave out the
        undated. `publisher` is compared without regard to case. None sets no bound. All
        versions of a page are documents; `superseded_by` tells them from the newest.
        `known_at`, `as_of`, `offset` and `after` (a document's id) are as in `records`.
        """
        with self._read() as connection:
            yield from queries.find_documents(
                connection,
                parties=parties,
                since=since,
                until=until,
                publisher=publisher,
                limit=limit,
                order=order,
                known_at=end_of(known_at),
                offset=offset,
                as_of=as_of,
                after=after,
            )

    def records(
        self,
        *,
        kind: str | Collection[str] | None = None,
        parties: Collection[str] = (),
        all_parties: bool = True,
        roles: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
        due_since: date | None = None,
        due_until: date | None = None,
        as_of: date | None = None,
        issue: str | None = None,
        person: str | None = None,
        text: str | None = None,
        document: str | None = None,
        documents_naming: Collection[str] = (),
        confidence: float | None = None,
        publisher: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        order: Order = "newest",
        known_at: Known | None = None,
        after: str | None = None,
    ) -> Iterator[Stored]:
        """Yield the records that meet every condition given; None or empty sets none.

        What was rejected, corrected or is no longer read is left out, and so is what older
        versions of a page say.

        `parties` must be named by the record, all of them or any, in one of `roles` (see
        `projection.name_parties`). `since` and `until` keep what is `filed` on or between
        these days (see `Stored`); `due_since` and `due_until` do so with the record's own date (a
        commitment's deadline, a figure's period); what has no such date is left out.
        `as_of` keeps what had been published by that day or shows no date, and what pages
        said then of which there are newer versions. `known_at` gives the archive as it was
        known at a moment, or at the end of a day in UTC: what was added, read anew and
        reviewed by then. `issue` is a topic or a position's issue. `person` is a name or some
        of its words. `text` are words that the record's evidence holds together. `document`
        is a document's id; `documents_naming` are parties that its document's records name,
        each in one or another. `confidence` keeps what is at least so likely right, `publisher`
        what was published, or else issued, by a house, without regard to case. The first
        `offset` records are passed over. `after` is the id of a record seen last: what stands
        behind it in this order, wherever others were added.
        The order is the same whatever order the documents were added in.
        """
        with self._read() as connection:
            yield from queries.find_records(
                connection,
                queries.RecordFilter(
                    kinds=(kind,) if isinstance(kind, str) else tuple(kind or ()),
                    parties=tuple(parties),
                    all_parties=all_parties,
                    roles=tuple(roles),
                    since=since,
                    until=until,
                    due_since=due_since,
                    due_until=due_until,
                    as_of=as_of,
                    issue=issue,
                    person=person,
                    text=text,
                    document=document,
                    documents_naming=tuple(documents_naming),
                    known_at=end_of(known_at),
                    confidence=confidence,
                    publisher=publisher,
                ),
                limit=limit,
                order=order,
                offset=offset,
                after=after,
            )

    def latest(
        self, wanted: RecordFilter, *, learnt: datetime | None = None, limit: int | None = None
    ) -> list[Stored]:
        """Return the records that meet all conditions, what the archive learnt last first.

        `learnt` leaves out what it has shown since before this moment.
        """
        with self._read() as connection:
            return learning.find_latest(connection, wanted, learnt=end_of(learnt), limit=limit)

    def facets(self, wanted: RecordFilter, *, most: int = 10_000) -> Facets:
        """Return how the records that meet all conditions divide by kind, party, person, issue,
        publisher, year and confidence, the commonest values first.

        Of more than `most` records the newest so many are counted, and `partial` tells so.
        """
        with self._read() as connection:
            return faceting.count_facets(connection, wanted, most=most)

    def find_page(
        self, wanted: RecordFilter, *, size: int, page: int = 1, most: int = 10_000
    ) -> tuple[Facets, list[Stored], int]:
        """Return what `facets` does, and a page of the records that it counted, newest first, with
        its number: pages hold `size` records and are numbered from 1 on, the last stands for
        those beyond.
        """
        with self._read() as connection:
            return faceting.find_page(connection, wanted, most=most, size=size, page=page)

    def at(self, record_id: str, *, margin: int = 200, known_at: Known | None = None) -> Located:
        """Return a record with the text around its evidence, `margin` characters each way.

        A record that is not shown is found by its id, too; with `known_at`, what was shown
        then. Raises `ArchiveError` for an unknown id.
        """
        with self._read() as connection:
            return queries.locate(
                connection, record_id, self.path, margin=margin, known_at=end_of(known_at)
            )

    def search(
        self,
        query: str,
        limit: int = 20,
        *,
        as_of: date | None = None,
        known_at: Known | None = None,
        with_records: bool = True,
    ) -> list[Hit]:
        """Return the documents that hold every term of `query`, best first.

        A term is a word in any of its English endings, `"words in quotation marks"` or a
        `beginning*`; case and accents don't count. Any string is a valid query; one
        without a word finds nothing. `as_of` and `known_at` are as in `records`. Without
        `with_records` the records of the documents are left out, which is quicker.
        """
        with self._read() as connection:
            return searching.search(
                connection,
                query,
                limit=limit,
                as_of=as_of,
                known_at=end_of(known_at),
                with_records=with_records,
            )

    def pairs(
        self,
        *,
        kind: str | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
        known_at: Known | None = None,
    ) -> list[Pair]:
        """Return the dyads named together by records, most records first.

        Two addressees of one request are no dyad by that. `kind`, `since`, `until`, `as_of`
        and `known_at` are as in `records`.
        """
        with self._read() as connection:
            return counting.count_pairs(
                connection,
                kind=kind,
                since=since,
                until=until,
                as_of=as_of,
                known_at=end_of(known_at),
            )

    def stats(self, *, as_of: date | None = None, known_at: Known | None = None) -> Stats:
        """Return the counts of the archive; `as_of` and `known_at` are as in `records`."""
        with self._read() as connection:
            return counting.count(connection, as_of=as_of, known_at=end_of(known_at))

    def count_documents(self) -> int:
        """Return how many documents the archive holds; quicker than `stats`."""
        with self._read() as connection:
            return counting.count_documents(connection)

    def holds_more_than(self, records: int) -> bool:
        """Return whether more than so many records are shown; quicker than `stats`."""
        return self._find_once(
            ("more", records), lambda connection: counting.has_more_than(connection, records)
        )

    def stamp(self, parties: Collection[str] = ()) -> str:
        """Return what changes whenever what is stored or shown of documents changes that name
        all `parties`, or of any document if none are given; with each judgement on mentions, and
        with each change of a reference pack.
        """
        # What comes into sight or leaves it need not be the latest change.
        move = "" if self._scope is None else f"/{self._last_move()}"
        if not parties:
            with self._read() as connection:
                return indexing.find_stamp(connection, ()) + move
        named = tuple(sorted(parties))
        found = self._find_once(
            ("stamp", named), lambda connection: indexing.find_stamp(connection, named)
        )
        return found + move

    def _find_once(self, question: Hashable, find: Callable[[Connection], _Found]) -> _Found:
        """Return what is found of the archive as it is; looked for once of each state of it."""

        def look() -> _Found:
            with self._read() as connection:
                return find(connection)

        return self._remembered.give(self.stamp(), question, look)

    def find_answer(self, question: str, stamp: str) -> bytes | None:
        """Return what `keep_answer` kept for a question; None unless with this very stamp."""
        with self._read() as connection:
            return answering.find_answer(connection, self._own(question), stamp)

    def find_older(self, question: str) -> bytes | None:
        """Return what `keep_answer` kept for a question last, whether it holds or not."""
        with self._read() as connection:
            return answering.find_answer(connection, self._own(question), None)

    def keep_answer(self, question: str, stamp: str, answer: bytes) -> bool:
        """Keep an answer to be given again, and return whether that was done.

        `stamp` must be of before the answer was computed. It is no error where the answer
        can't be kept, say because another process is writing: it can be computed again.
        """
        self._require_open()
        try:
            with writing_at_once(self._writer, self.path) as connection:
                answering.keep_answer(connection, self._own(question), stamp, answer)
        except ArchiveError:
            return False
        return True

    def sight(self) -> str:
        """Return what changes whenever something comes into the sight of a scope or leaves it;
        of the whole archive, always the same.
        """
        return "" if self._scope is None else f"{self._scope.key}{self._last_move()}"

    def now(self) -> datetime:
        """Return the moment by the archive's clock, in UTC without its zone."""
        return self._now()

    def _own(self, question: str) -> str:
        """Return a question as it is kept: apart from that of who sees something else."""
        return question if self._scope is None else f"{self._scope.key}{question}"

    def last_published(self, *, known_at: Known | None = None) -> date | None:
        """Return the latest day on which a document was published, None if none tells it.

        `known_at` is as in `records`.
        """
        known = end_of(known_at)
        return self._find_once(
            ("published", known),
            lambda connection: counting.find_last_published(connection, known),
        )

    def is_current(self) -> bool:
        """Return whether the archive can be read and is of this version; another program may have
        brought it to a newer one. Raises `ArchiveError` where it can't be read.
        """
        with self._read() as connection:
            return is_at_head(connection) and counting.count_documents(connection) >= 0

    def check(self) -> list[str]:
        """Return what is wrong with the archive, one line each; empty if it is whole.

        Looks at the file, at every document and record with all that is derived from
        them and from the reviews, and at the full-text index.
        """
        self._require_whole()
        return checking.check(self._engine, self.path)

    def rebuild_search(self) -> None:
        """Make the full-text index anew from the documents and their evidence."""
        with self._change_whole("rebuild search", "") as connection:
            searching.rebuild(connection)

    def dump(self) -> Iterator[str]:
        """Yield the archive's content as JSON lines: each document, then its records shown.

        Archives of the same documents give the same lines, in whatever order and at
        whatever time these were added.
        """
        with self._read() as connection:
            yield from queries.dump(connection)
