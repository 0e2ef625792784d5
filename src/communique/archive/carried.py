"""What became of reviews in later versions of pages: which hold there, and which don't."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from communique.archive.carrying import Page
from communique.archive.page_log import find_reviewed_pages
from communique.archive.pages import list_known
from communique.archive.tables import DOCUMENTS, REVIEWS
from communique.archive.types import Carried, Outcome
from communique.archive.versions import Span
from communique.records import RecordBase

_BETWEEN_WORDS = " … "


def find_carried(connection: Connection, known_at: datetime | None = None) -> Iterator[Carried]:
    """Yield what became of each review of an older version's record in the newest version, by
    review; of decisions on one record the last. See `Archive.carried`.
    """
    found: list[Carried] = []
    for page in _find_pages(connection, known_at):
        for older in page.versions[:-1]:
            for review, key, verdict in _last_reviews(page, older):
                one = _follow(page, older, review, key, verdict)
                if one is not None:
                    found.append(one)
    yield from sorted(found, key=lambda one: (one.review, one.old))


def find_carried_successions(
    connection: Connection, known_at: datetime | None = None
) -> Iterator[tuple[datetime, str, str]]:
    """Yield the records of later versions for which what was decided on earlier versions'
    records holds: since when, the ids of the earlier record and of the later.
    """
    given = connection.execute(select(REVIEWS.c.id, REVIEWS.c.at))
    reviewed_at: dict[int, datetime] = {review: at for review, at in given}
    for page in _find_pages(connection, known_at):
        columns = select(DOCUMENTS.c.id, DOCUMENTS.c.added_at)
        of_page = columns.where(DOCUMENTS.c.id.in_(page.versions))
        added: dict[str, datetime] = {id_: at for id_, at in connection.execute(of_page)}
        for place, older in enumerate(page.versions):
            reviewed = _reviewed_keys(page, older)
            for newer in page.versions[place + 1 :] if reviewed else ():
                carrying = page.carry(older, newer)
                before, after = page.records(older), page.records(newer)
                at = max(added[older], added[newer])
                for old, new in carrying.matches.items():
                    if old in reviewed:
                        yield at, before[old].id, after[new].id
                for decision in carrying.decisions:
                    made, target = decision.made, decision.target
                    if made is not None and made != target and target in after:
                        since = max(at, reviewed_at[decision.review])
                        yield since, after[target].id, after[made].id


def _find_pages(connection: Connection, known_at: datetime | None) -> Iterator[Page]:
    """Yield the pages of several versions with reviews of older ones."""
    for group in find_reviewed_pages(connection):
        for versions in list_known(connection, group, known_at):
            page = Page(connection, versions, known_at=known_at)
            if any(page.decisions.get(one) or page.judgements.get(one) for one in versions[:-1]):
                yield page


def _reviewed_keys(page: Page, document_id: str) -> set[int]:
    """Return the records of a version that are reviewed or judged, and those one with them."""
    targets = {one.target for one in page.decisions.get(document_id, ())}
    targets |= {key for _, key in page.judgements.get(document_id, ())}
    if not targets:
        return set()
    return targets.union(*(line for line in page.lines(document_id) if line & targets))


def _last_reviews(page: Page, document_id: str) -> Iterator[tuple[int, int, str]]:
    """Yield the reviews of a version's records with record and verdict: the last decision on
    each, and all judgements.
    """
    decisions = page.decisions.get(document_id, [])
    lines = page.lines(document_id)
    for line in lines:
        # They are in the order in which they were given.
        for last in [one for one in decisions if one.target in line][-1:]:
            yield last.review, last.target, last.verdict
    for review, key in page.judgements.get(document_id, ()):
        yield review, key, "judge"


def _follow(page: Page, older: str, review: int, key: int, verdict: str) -> Carried | None:
    """Return what became of a review in the newest version; None if there is nothing to tell:
    a later review is about that place, or what was rejected isn't read there.
    """
    newest = page.versions[-1]
    record = page.records(older)[key]
    carrying = page.carry(older, newest)
    line = next((line for line in page.lines(older) if key in line), {key})
    there = [carrying.matches[one] for one in (key, *sorted(line)) if one in carrying.matches]
    if there and review not in carrying.failed:
        new = carrying.made.get(review, there[0])
        after = page.records(newest)[new]
        return Carried(
            review=review,
            outcome="held",
            old=record.id,
            before=_words(record),
            document=newest,
            new=after.id,
            beside=(),
            after=_words(after),
        )
    later = page.versions[page.versions.index(older) + 1 :]
    if any(_is_reviewed_again(page, older, record, review, newer) for newer in later):
        return None
    places = _cover(page, older, record, newest)
    standing = page.holding(newest)
    beside = tuple(
        one.id
        for number, one in sorted(page.records(newest).items())
        if number in standing and _is_at(one, record, places)
    )
    if verdict == "reject" and not beside:
        return None
    text = page.document(newest).text
    unchanged = all(page.align(older, newest).find(s.start, s.end) for s in record.evidence)
    outcome: Outcome = "otherwise" if unchanged else "edited" if places else "removed"
    return Carried(
        review=review,
        outcome=outcome,
        old=record.id,
        before=_words(record),
        document=newest,
        new=None,
        beside=beside,
        after=_BETWEEN_WORDS.join(text[start:end] for start, end in places),
    )


def _is_reviewed_again(page: Page, older: str, record: RecordBase, review: int, newer: str) -> bool:
    """Return whether a later review is about a later version's record at the same place."""
    places = _cover(page, older, record, newer)
    records = page.records(newer)
    later = {one.target for one in page.decisions.get(newer, ()) if one.review > review}
    later |= {key for number, key in page.judgements.get(newer, ()) if number > review}
    return any(_is_at(records[key], record, places) for key in later)


def _cover(page: Page, older: str, record: RecordBase, newer: str) -> list[Span]:
    """Return the stretches of a later version that took the places of a record's evidence."""
    alignment = page.align(older, newer)
    places = (alignment.cover(span.start, span.end) for span in record.evidence)
    return sorted({place for place in places if place is not None})


def _is_at(one: RecordBase, other: RecordBase, places: Collection[Span]) -> bool:
    """Return whether a record is of the same kind as another and rests on one of the places."""
    return one.kind == other.kind and any(
        span.start < end and start < span.end for span in one.evidence for start, end in places
    )


def _words(record: RecordBase) -> str:
    return _BETWEEN_WORDS.join(span.text for span in record.evidence)
