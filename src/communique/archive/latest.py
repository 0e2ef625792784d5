"""What a decision is made from: a short text that changes with all that others decide.

Whoever decides hands back the text that the form was made from; if it is another by then,
somebody was quicker, and nothing is written. It is compared within the transaction that writes.
"""

from collections.abc import Collection

from sqlalchemy import Connection, RowMapping, func, select

from communique.archive.standing import join_lines
from communique.archive.tables import RECORDS, REVIEWS, SUCCESSIONS


def state_of_record(connection: Connection, row: RowMapping) -> str:
    """Return the state of a record: the last review on it, or on one that it came from or that
    came from it, and whether and how it is shown.
    """
    columns = (RECORDS.c.since, RECORDS.c.review)
    shown = connection.execute(select(*columns).where(RECORDS.c.key == row["key"])).one()
    last = _last_review(connection, find_line(connection, row))
    return f"{last}.{'shown' if shown.since is not None else 'hidden'}.{shown.review or 'new'}"


def state_of_mentions(connection: Connection, keys: Collection[int]) -> str:
    """Return the state of two mentions: the last judgement on either."""
    given = select(REVIEWS.c.id).where(
        REVIEWS.c.kind.is_not(None),
        REVIEWS.c.target_key.in_(keys) | REVIEWS.c.other_key.in_(keys),
    )
    return f"{_last_of(connection, given)}.judged"


def find_line(connection: Connection, row: RowMapping) -> set[int]:
    """Return the keys of a record, of those it came from by readings and corrections, and of
    those that came from it, in its document.
    """
    mine = select(RECORDS.c.key).where(RECORDS.c.document_id == row["document_id"])
    read = select(SUCCESSIONS.c.old_key, SUCCESSIONS.c.new_key).where(
        SUCCESSIONS.c.old_key.in_(mine)
    )
    corrected = select(REVIEWS.c.target_key, REVIEWS.c.made_key).where(
        REVIEWS.c.made_key.is_not(None), REVIEWS.c.target_key.in_(mine)
    )
    pairs = [(old, new) for query in (read, corrected) for old, new in connection.execute(query)]
    return next(line for line in join_lines(pairs, [row["key"]]) if row["key"] in line)


def _last_review(connection: Connection, keys: Collection[int]) -> int:
    about = select(REVIEWS.c.id).where(
        REVIEWS.c.kind.is_(None), REVIEWS.c.target_key.in_(sorted(keys))
    )
    return _last_of(connection, about)


def _last_of(connection: Connection, about: object) -> int:
    """Return the number of the last of some reviews, or of what took one of them back."""
    statement = select(func.max(REVIEWS.c.id)).where(
        REVIEWS.c.id.in_(about) | REVIEWS.c.undoes.in_(about)  # type: ignore[arg-type]
    )
    return connection.execute(statement).scalar_one() or 0
