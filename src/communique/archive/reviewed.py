"""What people and newer versions of the program change in an archive, and the way back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from communique.archive import (
    carried,
    doubting,
    goldfile,
    latest,
    queries,
    rereading,
    reviewing,
    versions,
)
from communique.archive.moments import Known, end_of
from communique.archive.opened import Opened
from communique.archive.types import (
    Carried,
    Change,
    DocumentSummary,
    Doubtful,
    Judged,
    Replaced,
    Review,
    Succession,
    Verdict,
)
from communique.records import RecordBase


class Reviewed(Opened):
    """An archive whose records can be reviewed, read anew and seen as versions.

    Nothing is ever rewritten: reviews are entries of a log, and a record that no longer holds
    is no longer shown. What a method returned for is on the disk.
    """

    def accept(self, record_id: str, by: str, why: str = "", *, seen: str | None = None) -> Review:
        """Log that a record is right; it stays, also when a later reading misses it.

        `seen` is the `state_of` that the decision was made from: if it is another by now,
        `ReviewConflict` is raised and nothing logged. So in all methods that decide.
        """
        return self._review("accept", record_id, by, why, seen=seen)

    def reject(self, record_id: str, by: str, why: str = "", *, seen: str | None = None) -> Review:
        """Log that a record is wrong; it is no longer shown, nor is what is read like it."""
        return self._review("reject", record_id, by, why, seen=seen)

    def correct(
        self,
        record_id: str,
        by: str,
        changes: Mapping[str, Any],
        why: str = "",
        *,
        seen: str | None = None,
    ) -> Review:
        """Log how a record is right; the record with `changes` made is shown in its place.

        `changes` are by field, in the names and JSON form of `RecordBase.to_row`, with
        `spans` as pairs of offsets. Raises `ArchiveError` for what can't be so.
        """
        return self._review("correct", record_id, by, why, changes, seen=seen)

    def join(
        self,
        kind: Judged,
        left: str,
        right: str,
        by: str,
        why: str = "",
        *,
        seen: str | None = None,
    ) -> Review:
        """Log that two mentions are of one person, encounter, commitment or mechanism.

        A mention is a record's id; of a person it is `record id/name`.
        """
        return self._judge("join", kind, left, right, by, why, seen)

    def split(
        self,
        kind: Judged,
        left: str,
        right: str,
        by: str,
        why: str = "",
        *,
        seen: str | None = None,
    ) -> Review:
        """Log that two mentions are of two different things."""
        return self._judge("split", kind, left, right, by, why, seen)

    def unsure(
        self,
        kind: Judged,
        left: str,
        right: str,
        by: str,
        why: str = "",
        *,
        seen: str | None = None,
    ) -> Review:
        """Log that nobody can tell whether two mentions are of one thing."""
        return self._judge("unsure", kind, left, right, by, why, seen)

    def state_of(self, record_id: str) -> str:
        """Return the state of a record that a decision on it is made from: another after every
        review of it, of what it came from and of what came from it, and when it is shown otherwise.

        Raises `ArchiveError` for an unknown id.
        """
        with self._read() as connection:
            row = reviewing.find_record(connection, record_id, self.path)
            return latest.state_of_record(connection, row)

    def state_of_mentions(self, kind: Judged, left: str, right: str) -> str:
        """Return the state of two mentions that a judgement on them is made from: another after
        every judgement on either.
        """
        with self._read() as connection:
            return latest.state_of_mentions(
                connection,
                [reviewing.find_mention(connection, kind, one, self.path) for one in (left, right)],
            )

    def reviews_of(self, record_id: str) -> list[Review]:
        """Return the reviews of a record, of what it came from and of what came from it, and
        those that took them back, in the order they were given.
        """
        with self._read() as connection:
            row = reviewing.find_record(connection, record_id, self.path)
            return reviewing.find_reviews_of(connection, latest.find_line(connection, row))

    def doubtful(
        self, *, kind: str | None = None, party: str | None = None, limit: int = 50
    ) -> list[Doubtful]:
        """Return records that are shown and that nobody reviewed: those of the lowest confidence
        first, of equal ones those whose parties the most documents name.

        Of records of one confidence, no more than some thousands are compared by their use.
        """
        with self._read() as connection:
            return doubting.find_doubtful(connection, kind=kind, party=party, limit=limit)

    def undo(self, review_id: int, by: str, why: str = "") -> Review:
        """Log that a review is taken back; what held without it holds again.

        Raises `ArchiveError` for an unknown review, one taken back already, an undo, and a
        correction while reviews of the corrected record hold.
        """
        with self._change("undo review", reviews=(review_id,)) as connection:
            return reviewing.undo(connection, self._entry(by, why), review_id)

    def reviews(
        self, *, document: str | None = None, known_at: Known | None = None
    ) -> Iterator[Review]:
        """Yield all reviews in the order they were given, those taken back and undos too.

        `document` keeps those on one document's records; `known_at` is as in `records`.
        """
        with self._read() as connection:
            yield from reviewing.find_reviews(
                connection, document=document, known_at=end_of(known_at)
            )

    def successions(self, *, known_at: Known | None = None) -> Iterator[Succession]:
        """Yield which record took another's place, oldest first: by a later reading, by a
        correction that holds, or where something was decided, in a newer version of the page.
        """
        with self._read() as connection:
            yield from reviewing.find_successions(connection, known_at=end_of(known_at))

    def carried(self, *, known_at: Known | None = None) -> Iterator[Carried]:
        """Yield what became of each review of an older version's record in the newest version
        of its page, by review: where the words are unchanged it holds for the record read
        there; else it is to be looked at again, until a later review is about the place.
        """
        with self._read() as connection:
            yield from carried.find_carried(connection, end_of(known_at))

    def replace(
        self, document_id: str, records: Iterable[RecordBase], *, extractor: str | None = None
    ) -> Replaced:
        """Make `records` the latest reading of a stored document, all or nothing.

        Records read as before stay; the others take the places of those that they match (same
        kind, overlapping evidence, equal head fields), and what a person decided on these
        holds for them. Accepted and corrected records stay whatever is read. Raises
        `ArchiveError` for an unknown document and as `add` does.
        """
        with self._change("read anew", documents=(document_id,)) as connection:
            return rereading.replace(
                connection,
                document_id,
                records,
                extractor=extractor,
                at=self._now(),
                path=self.path,
            )

    def versions(self, document_id: str, *, known_at: Known | None = None) -> list[DocumentSummary]:
        """Return the versions of the page that a document is of, oldest first.

        By the day of publication or update that they give, then by when they were added.
        `known_at` is as in `records`. Raises `ArchiveError` for an id unknown (then).
        """
        with self._read() as connection:
            return queries.find_versions(
                connection, document_id, self.path, known_at=end_of(known_at)
            )

    def difference(self, old: str, new: str) -> list[Change]:
        """Return the stretches in which the texts of two documents differ, in reading order."""
        with self._read() as connection:
            texts = [queries.load_document(connection, id_, self.path).text for id_ in (old, new)]
        return list(versions.difference(*texts))

    def export_gold(self, document_id: str) -> dict[str, Any]:
        """Return a document's records as they are shown, in the form of a gold file.

        Raises `ArchiveError` for an unknown id.
        """
        with self._read() as connection:
            document = queries.load_document(connection, document_id, self.path)
            wanted = queries.RecordFilter(document=document_id)
            stored = queries.find_records(connection, wanted, limit=None, order="document")
            return goldfile.to_gold(document, [one.record for one in stored])

    def export_reviewed(self) -> Iterator[dict[str, Any]]:
        """Yield the gold files of the documents, newest versions only, whose records have a
        review that holds; by the documents' ids.
        """
        with self._read() as connection:
            wanted = list(reviewing.find_reviewed(connection))
        for document_id in wanted:
            yield self.export_gold(document_id)

    def _review(
        self,
        verdict: Verdict,
        record_id: str,
        by: str,
        why: str,
        changes: Mapping[str, Any] | None = None,
        *,
        seen: str | None,
    ) -> Review:
        with self._change(f"{verdict} record", records=(record_id,)) as connection:
            entry = self._entry(by, why)
            return reviewing.review_record(
                connection, entry, verdict, record_id, changes, seen=seen
            )

    def _judge(
        self,
        verdict: Verdict,
        kind: Judged,
        left: str,
        right: str,
        by: str,
        why: str,
        seen: str | None,
    ) -> Review:
        records = [mention.partition("/")[0] for mention in (left, right)]
        with self._change(f"{verdict} {kind}", records=records) as connection:
            entry = self._entry(by, why)
            return reviewing.judge_mentions(
                connection, entry, verdict, kind, left, right, seen=seen
            )

    def _entry(self, by: str, why: str) -> reviewing.Entry:
        return reviewing.Entry(path=self.path, at=self._now(), by=by, why=why)
