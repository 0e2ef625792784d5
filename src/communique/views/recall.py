"""What an archive remembers of some parties on a day: its records, linked."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from communique.archive import Archive
from communique.archive.types import Stored
from communique.linking.decisions import judgements_of
from communique.linking.memory import Memory
from communique.linking.people_known import KnownTenure

#: Up to so many records an archive is linked whole, whomever one asks for: then offices and
#: outcomes told elsewhere count. Beyond that, linking everything for one answer takes too long.
WHOLE = 40_000


def recall(
    archive: Archive,
    *parties: str,
    as_of: date | None = None,
    known_at: date | datetime | None = None,
    pack: Iterable[KnownTenure] = (),
) -> Memory:
    """Return what the archive holds on `parties`, linked; on all if none are named.

    Large archives are linked from the documents that name all of the parties, small ones
    whole. `as_of` leaves out what was published later, and measures states on that day (by
    default on the day of the newest document); `known_at` is as in `Archive.records`.
    """
    stats = archive.stats()
    wanted = parties if stats.records > WHOLE else ()
    stored = _load(archive, wanted, known_at)
    shown = tuple(one for one in stored if as_of is None or _published_by(one, as_of))
    reviews = archive.reviews(known_at=known_at)
    successions = archive.successions(known_at=known_at)

    @cache
    def text(document: str) -> str:
        return archive.document(document).text

    return Memory(
        shown,
        as_of=as_of or stats.last_published,
        texts=text,
        judgements=judgements_of(reviews, successions),
        pack=pack,
    )


def _load(
    archive: Archive, parties: tuple[str, ...], known_at: date | datetime | None
) -> Iterable[Stored]:
    if not parties:
        yield from archive.records(order="document", known_at=known_at)
        return
    documents = archive.documents(parties=parties, known_at=known_at)
    for document in dict.fromkeys(summary.id for summary in documents):
        yield from archive.records(document=document, order="document", known_at=known_at)


def _published_by(stored: Stored, day: date) -> bool:
    """Return whether it was published by the day; of what has no date nothing shows it is later."""
    published = stored.document.published
    return published is None or (published.start or date.min) <= day
