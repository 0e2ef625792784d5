"""The log of what people decided: writing to it, and reading it."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select, union_all

from communique.archive.carried import find_carried, find_carried_successions
from communique.archive.correcting import correct_record, to_plain
from communique.archive.inserting import next_key
from communique.archive.latest import state_of_mentions, state_of_record
from communique.archive.places import Place
from communique.archive.projection import name_people
from communique.archive.queries import load_document
from communique.archive.rows import RECORD
from communique.archive.settling import by_review, settle_onward
from communique.archive.tables import CARRIED, DOCUMENTS, RECORDS, REVIEWS, SUCCESSIONS
from communique.archive.types import Judged, Review, Succession, Verdict
from communique.archive.writing import add_records, prepare_records
from communique.errors import ArchiveError, ReviewConflict

_JUDGED: tuple[Judged, ...] = ("person", "encounter", "commitment", "mechanism")

#: The kinds of records that mention each kind of thing; a person may stand in any.
_MENTIONING: Mapping[str, tuple[str, ...]] = {
    "encounter": ("engagement",),
    "commitment": ("commitment", "request", "figure"),
    "mechanism": ("mechanism", "engagement", "commitment"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes into the log beside the review's number: when, who and why."""

    path: Place
    at: datetime
    by: str
    why: str

    def values(self) -> dict[str, Any]:
        """Return the columns of the log that every review fills."""
        if not self.by.strip():
            raise ArchiveError(f"archive {self.path}: a review needs a name; say who decides")
        return {"at": self.at, "by": self.by, "why": self.why}


def review_record(
    connection: Connection,
    entry: Entry,
    verdict: Verdict,
    record_id: str,
    changes: Mapping[str, Any] | None = None,
    *,
    seen: str | None = None,
) -> Review:
    """Log what was decided on one record, and show what holds from now on.

    Raises `ReviewConflict` where the record's state isn't the one that was `seen`.
    """
    row = find_record(connection, record_id, entry.path)
    if seen is not None and seen != state_of_record(connection, row):
        raise _conflict(f"record {record_id}")
    values = {**entry.values(), "verdict": verdict, "target": row["id"], "target_key": row["key"]}
    if verdict == "correct":
        document = load_document(connection, row["document_id"], entry.path)
        plain = to_plain(changes or {})
        corrected = correct_record(document, RECORD.validate_json(row["payload"]), plain)
        rows = prepare_records(document, [corrected])
        values["changes"] = json.dumps(plain, ensure_ascii=False)
        values["made_key"] = add_records(connection, rows)[corrected.id]
    review = write(connection, values)
    settle_onward(connection, row["document_id"], at=entry.at, by=by_review(review))
    return read_one(connection, review)


def judge_mentions(
    connection: Connection,
    entry: Entry,
    verdict: Verdict,
    kind: Judged,
    left: str,
    right: str,
    *,
    seen: str | None = None,
) -> Review:
    """Log whether two mentions are of one thing.

    Raises `ReviewConflict` where the state of the two isn't the one that was `seen`.
    """
    if kind not in _JUDGED:
        raise ArchiveError(
            f"archive {entry.path}: {kind!r} is nothing to join or split; "
            f"there are {', '.join(_JUDGED)}"
        )
    if left == right:
        raise ArchiveError(f"archive {entry.path}: {left!r} is given twice; give two mentions")
    keys = [find_mention(connection, kind, mention, entry.path) for mention in (left, right)]
    if seen is not None and seen != state_of_mentions(connection, keys):
        raise _conflict(f"{kind} {left} and {right}")
    values = entry.values() | {"verdict": verdict, "kind": kind, "target": left, "other": right}
    return read_one(
        connection, write(connection, values | {"target_key": keys[0], "other_key": keys[1]})
    )


def undo(connection: Connection, entry: Entry, review_id: int) -> Review:
    """Log that a review is taken back, and show what holds without it."""
    where = f"archive {entry.path}: review {review_id}"
    row = connection.execute(select_reviews().where(REVIEWS.c.id == review_id)).mappings().first()
    if row is None:
        raise ArchiveError(f"archive {entry.path}: has no review {review_id}; list its reviews")
    if row["verdict"] == "undo":
        raise ArchiveError(f"{where} takes another back itself; give that review again")
    if row["undone_by"] is not None:
        raise ReviewConflict(f"{where} was taken back already, by review {row['undone_by']}")
    if row["made_key"] is not None:
        carried = select(CARRIED.c.record_key).where(CARRIED.c.review_id == review_id)
        rests = (
            select_reviews()
            .where(
                (REVIEWS.c.target_key == row["made_key"]) | REVIEWS.c.target_key.in_(carried),
                REVIEWS.c.id > review_id,
            )
            .where(REVIEWS.c.verdict.in_(("accept", "correct", "reject")))
            .order_by(REVIEWS.c.id)
        )
        for later in connection.execute(rests).mappings():
            if later["undone_by"] is None:
                raise ArchiveError(
                    f"{where} made the record that review {later['id']} is about; "
                    "take that one back first"
                )
    review = write(connection, entry.values() | {"verdict": "undo", "undoes": review_id})
    if row["verdict"] in ("accept", "correct", "reject"):
        document = select(RECORDS.c.document_id).where(RECORDS.c.key == row["target_key"])
        document_id = connection.execute(document).scalar_one()
        settle_onward(connection, document_id, at=entry.at, by=by_review(review))
    return read_one(connection, review)


def _conflict(what: str) -> ReviewConflict:
    return ReviewConflict(f"{what}: somebody decided on it meanwhile; look again, then decide")


def write(connection: Connection, values: Mapping[str, Any]) -> int:
    """Add a row to the log and return its number."""
    # Counted here, since a server's own counter goes on where a transaction was undone.
    number = next_key(connection, REVIEWS.c.id)
    connection.execute(insert(REVIEWS).values({"id": number, **values}))
    return number


def find_record(connection: Connection, record_id: str, path: Place) -> RowMapping:
    """Return the row of a record; raise `ArchiveError` if there is none with this id."""
    columns = (
        RECORDS.c.key,
        RECORDS.c.id,
        RECORDS.c.kind,
        RECORDS.c.document_id,
        RECORDS.c.payload,
    )
    found = connection.execute(select(*columns).where(RECORDS.c.id == record_id)).mappings().first()
    if found is None:
        raise ArchiveError(f"archive {path}: has no record {record_id!r}; list its records")
    return found


def find_mention(connection: Connection, kind: Judged, mention: str, path: Place) -> int:
    """Return the key of the record that a mention stands in, having checked that it does."""
    record_id, slash, name = mention.partition("/")
    if kind == "person" and not (slash and name):
        raise ArchiveError(f"archive {path}: {mention!r} names no person; write RECORD/NAME")
    row = find_record(connection, record_id if kind == "person" else mention, path)
    if kind == "person":
        names = name_people(RECORD.validate_json(row["payload"]))
        if name not in names:
            raise ArchiveError(
                f"archive {path}: record {record_id} names no {name!r}; "
                f"it names {', '.join(names) or 'nobody'}"
            )
    elif row["kind"] not in _MENTIONING[kind]:
        raise ArchiveError(
            f"archive {path}: record {mention} is of kind {row['kind']}; one of kind "
            f"{' or '.join(_MENTIONING[kind])} may be joined as {kind}"
        )
    return int(row["key"])


def select_reviews() -> Select[Any]:
    """Return a query of the log, each review with what it made and what took it back."""
    undoing = REVIEWS.alias()
    made = RECORDS.alias()
    return (
        select(REVIEWS, undoing.c.id.label("undone_by"), undoing.c.at.label("undone_at"))
        .add_columns(made.c.id.label("made"))
        .join_from(REVIEWS, undoing, undoing.c.undoes == REVIEWS.c.id, isouter=True)
        .join(made, made.c.key == REVIEWS.c.made_key, isouter=True)
    )


def find_reviews(
    connection: Connection, *, document: str | None, known_at: datetime | None
) -> Iterator[Review]:
    """Yield the reviews in the order they were given; see `Archive.reviews`."""
    statement = select_reviews().order_by(REVIEWS.c.id)
    if document is not None:
        mine = select(RECORDS.c.key).where(RECORDS.c.document_id == document)
        about = select(REVIEWS.c.id).where(
            REVIEWS.c.target_key.in_(mine) | REVIEWS.c.other_key.in_(mine)
        )
        statement = statement.where(REVIEWS.c.id.in_(about) | REVIEWS.c.undoes.in_(about))
    if known_at is not None:
        statement = statement.where(REVIEWS.c.at <= known_at)
    for row in connection.execute(statement).mappings():
        yield read_review(row, known_at)


def find_reviews_of(connection: Connection, keys: Collection[int]) -> list[Review]:
    """Return the decisions on some records and what took them back; see `Archive.reviews_of`."""
    about = select(REVIEWS.c.id).where(
        REVIEWS.c.kind.is_(None), REVIEWS.c.target_key.in_(sorted(keys))
    )
    chosen = REVIEWS.c.id.in_(about) | REVIEWS.c.undoes.in_(about)
    rows = connection.execute(select_reviews().where(chosen).order_by(REVIEWS.c.id)).mappings()
    return [read_review(row) for row in rows]


def find_reviewed(connection: Connection) -> Iterator[str]:
    """Yield the ids of the documents with a review of a record that holds, also one given on an
    earlier version, sorted; of those that have a newer version, none.
    """
    undone = select(REVIEWS.c.undoes).where(REVIEWS.c.undoes.is_not(None))
    held = {one.document for one in find_carried(connection) if one.outcome == "held"}
    statement = (
        select(RECORDS.c.document_id)
        .distinct()
        .join_from(REVIEWS, RECORDS, RECORDS.c.key == REVIEWS.c.target_key)
        .join(DOCUMENTS, DOCUMENTS.c.id == RECORDS.c.document_id)
        .where(REVIEWS.c.verdict.in_(("accept", "correct", "reject")))
        .where(REVIEWS.c.id.not_in(undone), DOCUMENTS.c.superseded_by.is_(None))
    )
    yield from sorted(held.union(connection.execute(statement).scalars()))


def read_one(connection: Connection, review: int) -> Review:
    """Return the review with this number."""
    statement = select_reviews().where(REVIEWS.c.id == review)
    return read_review(connection.execute(statement).mappings().one())


def read_review(row: RowMapping, known_at: datetime | None = None) -> Review:
    """Return the review that a row of `select_reviews` stands for, as it was known then."""
    undone = row["undone_by"] is not None and (known_at is None or row["undone_at"] <= known_at)
    return Review(
        id=row["id"],
        at=row["at"].replace(tzinfo=UTC),
        by=row["by"],
        verdict=row["verdict"],
        kind=row["kind"],
        targets=tuple(t for t in (row["target"], row["other"]) if t is not None),
        changes=None if row["changes"] is None else json.loads(row["changes"]),
        made=row["made"],
        why=row["why"],
        undoes=row["undoes"],
        undone_by=row["undone_by"] if undone else None,
    )


def find_successions(connection: Connection, *, known_at: datetime | None) -> Iterator[Succession]:
    """Yield which record took which other's place, oldest first; see `Archive.successions`."""
    undone = select(REVIEWS.c.undoes).where(REVIEWS.c.undoes.is_not(None))
    if known_at is not None:
        undone = undone.where(REVIEWS.c.at <= known_at)
    read = select(SUCCESSIONS.c.old_key, SUCCESSIONS.c.new_key, SUCCESSIONS.c.at)
    corrected = select(REVIEWS.c.target_key, REVIEWS.c.made_key, REVIEWS.c.at).where(
        REVIEWS.c.made_key.is_not(None), REVIEWS.c.id.not_in(undone)
    )
    both = union_all(read, corrected).subquery()
    old, new = RECORDS.alias(), RECORDS.alias()
    statement = (
        select(old.c.id, new.c.id, both.c.at)
        .join_from(both, old, old.c.key == both.c.old_key)
        .join(new, new.c.key == both.c.new_key)
    )
    if known_at is not None:
        statement = statement.where(both.c.at <= known_at)
    rows = [(at, before, after) for before, after, at in connection.execute(statement)]
    carried = find_carried_successions(connection, known_at)
    for at, before, after in sorted({*rows, *carried}):
        yield Succession(old=before, new=after, at=at.replace(tzinfo=UTC))
