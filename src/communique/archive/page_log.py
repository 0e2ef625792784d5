"""The versions of one page out of the store, with readings and all that was decided on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Select, select, union

from communique.archive.aligning import Alignment
from communique.archive.rows import RECORD, read_document
from communique.archive.standing import Decision
from communique.archive.tables import CARRIED, DOCUMENTS, RECORDS, REVIEWS, SUCCESSIONS
from communique.document import Document
from communique.records import RecordBase

#: Verdicts on one record, and those on two mentions.
DECIDING = ("accept", "correct", "reject")
JUDGING = ("join", "split", "unsure")


class PageLog:
    """What the archive holds of one page: now, or as it was known at a moment."""

    def __init__(
        self, connection: Connection, versions: Sequence[str], *, known_at: datetime | None = None
    ) -> None:
        self._connection = connection
        self._known_at = known_at
        #: The ids of the versions, oldest first.
        self.versions = tuple(versions)
        self._documents: dict[str, Document] = {}
        self._records: dict[str, dict[int, RecordBase]] = {}
        self._alignments: dict[tuple[str, str], Alignment] = {}

    @cached_property
    def decisions(self) -> Mapping[str, list[Decision]]:
        """The decisions on the records of each version that weren't taken back, in order."""
        found: defaultdict[str, list[Decision]] = defaultdict(list)
        columns = (REVIEWS.c.id, REVIEWS.c.verdict, REVIEWS.c.target_key, REVIEWS.c.made_key)
        statement = (
            select(RECORDS.c.document_id, *columns)
            .join_from(REVIEWS, RECORDS, RECORDS.c.key == REVIEWS.c.target_key)
            .where(RECORDS.c.document_id.in_(self.versions), REVIEWS.c.verdict.in_(DECIDING))
            .order_by(REVIEWS.c.id)
        )
        for document_id, *decision in self._connection.execute(self._that_hold(statement)):
            found[document_id].append(Decision(*decision))
        return dict(found)

    @cached_property
    def judgements(self) -> Mapping[str, list[tuple[int, int]]]:
        """The judgements on mentions in each version that weren't taken back, in order: review
        and record.
        """
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for column in (REVIEWS.c.target_key, REVIEWS.c.other_key):
            statement = (
                select(RECORDS.c.document_id, REVIEWS.c.id, column)
                .join_from(REVIEWS, RECORDS, RECORDS.c.key == column)
                .where(RECORDS.c.document_id.in_(self.versions), REVIEWS.c.verdict.in_(JUDGING))
            )
            for document_id, review, key in self._connection.execute(self._that_hold(statement)):
                found[document_id].append((review, key))
        return {document_id: sorted(some) for document_id, some in found.items()}

    @cached_property
    def successions(self) -> Mapping[str, list[tuple[int, int]]]:
        """Which record took which other's place in a later reading, by version."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        statement = (
            select(RECORDS.c.document_id, SUCCESSIONS.c.old_key, SUCCESSIONS.c.new_key)
            .join_from(SUCCESSIONS, RECORDS, RECORDS.c.key == SUCCESSIONS.c.old_key)
            .where(RECORDS.c.document_id.in_(self.versions))
            .order_by(SUCCESSIONS.c.old_key, SUCCESSIONS.c.new_key)
        )
        if self._known_at is not None:
            statement = statement.where(SUCCESSIONS.c.at <= self._known_at)
        for document_id, old, new in self._connection.execute(statement):
            found[document_id].append((old, new))
        return dict(found)

    @cached_property
    def makings(self) -> Mapping[str, list[tuple[int, int]]]:
        """What corrections ever made of which record, by version; also those taken back.

        A later reading may have taken the place of what was made: then it is one with the record
        that was corrected, whatever became of the correction.
        """
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        statement = (
            select(RECORDS.c.document_id, REVIEWS.c.target_key, REVIEWS.c.made_key)
            .join_from(REVIEWS, RECORDS, RECORDS.c.key == REVIEWS.c.target_key)
            .where(RECORDS.c.document_id.in_(self.versions), REVIEWS.c.made_key.is_not(None))
            .order_by(REVIEWS.c.id)
        )
        if self._known_at is not None:
            statement = statement.where(REVIEWS.c.at <= self._known_at)
        for document_id, target, made in self._connection.execute(statement):
            found[document_id].append((target, made))
        return dict(found)

    @cached_property
    def read(self) -> frozenset[int]:
        """The records that the latest readings of the versions found."""
        statement = select(RECORDS.c.key).where(
            RECORDS.c.document_id.in_(self.versions), RECORDS.c.yielded
        )
        return frozenset(self._connection.execute(statement).scalars())

    @cached_property
    def made(self) -> dict[int, set[int]]:
        """The records that corrections made, with the reviews of other versions that did."""
        mine = select(RECORDS.c.key).where(RECORDS.c.document_id.in_(self.versions))
        own = select(REVIEWS.c.made_key).where(REVIEWS.c.made_key.in_(mine))
        found: dict[int, set[int]] = {key: set() for key in self._connection.execute(own).scalars()}
        carried = select(CARRIED.c.record_key, CARRIED.c.review_id).where(
            CARRIED.c.record_key.in_(mine)
        )
        for key, review in self._connection.execute(carried):
            found.setdefault(key, set()).add(review)
        return found

    def document(self, document_id: str) -> Document:
        """Return a version."""
        if document_id not in self._documents:
            statement = select(DOCUMENTS).where(DOCUMENTS.c.id == document_id)
            row = self._connection.execute(statement).mappings().one()
            self._documents[document_id] = read_document(row)
        return self._documents[document_id]

    def keys(self, document_id: str) -> set[int]:
        """Return the keys of all records ever read of a version or made by corrections."""
        statement = select(RECORDS.c.key).where(RECORDS.c.document_id == document_id)
        return set(self._connection.execute(statement).scalars())

    def records(self, document_id: str) -> dict[int, RecordBase]:
        """Return all records ever read of a version or made by corrections, by key."""
        if document_id not in self._records:
            statement = select(RECORDS.c.key, RECORDS.c.payload)
            rows = self._connection.execute(statement.where(RECORDS.c.document_id == document_id))
            self._records[document_id] = {
                key: RECORD.validate_json(payload) for key, payload in rows
            }
        return self._records[document_id]

    def as_read(self, document_id: str) -> Mapping[int, RecordBase]:
        """Return the records that some reading of a version found, by key."""
        succeeding = {key for pair in self.successions.get(document_id, ()) for key in pair}
        return {
            key: record
            for key, record in self.records(document_id).items()
            if key not in self.made or key in self.read or key in succeeding
        }

    def align(self, older: str, newer: str) -> Alignment:
        """Return where the words of one version stand in another."""
        if (older, newer) not in self._alignments:
            texts = self.document(older).text, self.document(newer).text
            self._alignments[older, newer] = Alignment(*texts)
        return self._alignments[older, newer]

    def _that_hold(self, statement: Select[Any]) -> Select[Any]:
        """Return a query of reviews without those taken back, or not yet given, at the moment."""
        undone = select(REVIEWS.c.undoes).where(REVIEWS.c.undoes.is_not(None))
        if self._known_at is not None:
            undone = undone.where(REVIEWS.c.at <= self._known_at)
            statement = statement.where(REVIEWS.c.at <= self._known_at)
        return statement.where(REVIEWS.c.id.not_in(undone))


def find_reviewed_pages(connection: Connection) -> list[int]:
    """Return the pages of several versions with reviews of records or mentions in them."""
    targets = [
        select(column).where(column.is_not(None))
        for column in (REVIEWS.c.target_key, REVIEWS.c.other_key)
    ]
    reviewed = select(RECORDS.c.document_id).where(RECORDS.c.key.in_(union(*targets)))
    pages = (
        select(DOCUMENTS.c.page_group)
        .distinct()
        .where(DOCUMENTS.c.id.in_(reviewed))
        .order_by(DOCUMENTS.c.page_group)
    )
    newer = DOCUMENTS.alias()
    several = (
        select(newer.c.key)
        .where(newer.c.page_group == DOCUMENTS.c.page_group, newer.c.key != DOCUMENTS.c.key)
        .exists()
    )
    return list(connection.execute(pages.where(several)).scalars())
