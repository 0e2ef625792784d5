"""Keeping answers, and giving them again while what they rest on is unchanged.

An answer is bytes that somebody computed from the archive; losing it costs the time to compute
it once more, and nothing is ever read from it that isn't in documents, records and reviews.
"""

import zlib

from sqlalchemy import Connection, delete, func, insert, select

from communique.archive.tables import ANSWERS

#: The oldest answers go when there are more, or when all take more bytes than this.
MOST_ANSWERS = 2000
MOST_BYTES = 256 * 2**20


def find_answer(connection: Connection, question: str, stamp: str | None) -> bytes | None:
    """Return the answer that was kept for a question; None unless its stamp is this one, if one
    is given.
    """
    kept = select(ANSWERS.c.answer).where(ANSWERS.c.question == question)
    if stamp is not None:
        kept = kept.where(ANSWERS.c.stamp == stamp)
    packed = connection.execute(kept).scalar()
    try:
        return zlib.decompress(packed) if packed is not None else None
    except zlib.error:
        return None


def keep_answer(connection: Connection, question: str, stamp: str, answer: bytes) -> None:
    """Keep an answer in the place of the one to the same question; drop the oldest beyond the
    bounds. One that takes a quarter of all room by itself isn't kept.
    """
    packed = zlib.compress(answer, 1)
    if len(packed) > MOST_BYTES // 4:
        return
    connection.execute(delete(ANSWERS).where(ANSWERS.c.question == question))
    number = connection.execute(select(func.coalesce(func.max(ANSWERS.c.number), 0) + 1))
    values = {"question": question, "stamp": stamp, "size": len(packed), "answer": packed}
    connection.execute(insert(ANSWERS).values(number=number.scalar_one(), **values))
    taken = func.sum(ANSWERS.c.size).over(order_by=ANSWERS.c.number.desc())
    place = func.row_number().over(order_by=ANSWERS.c.number.desc())
    sized = select(ANSWERS.c.number, taken.label("taken"), place.label("place")).subquery()
    beyond = (sized.c.taken > MOST_BYTES) | (sized.c.place > MOST_ANSWERS)
    connection.execute(
        delete(ANSWERS).where(ANSWERS.c.number.in_(select(sized.c.number).where(beyond)))
    )
