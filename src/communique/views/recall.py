"""What an archive remembers of some parties on a day: its records, linked."""

from collections.abc import Iterable
from datetime import date, datetime

from communique.archive import Archive
from communique.linking.decisions import judgements_of
from communique.linking.memory import Memory
from communique.linking.packs import from_pack_row
from communique.linking.people_known import KnownTenure

#: Up to so many records an archive is linked whole, whomever one asks for: then offices and
#: outcomes told elsewhere count. Beyond that, linking everything for one answer takes too long.
WHOLE = 10_000
#: So many texts are fetched together.
_TOGETHER = 100


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
    default on the day of the newest document); `known_at` is as in `Archive.records`. `pack`
    are tenures known beside those of the archive's own packs.
    """
    whole = recalls_whole(archive)
    stored = tuple(
        archive.records(
            documents_naming=() if whole else parties,
            as_of=as_of,
            known_at=known_at,
            order="document",
        )
    )
    judged = archive.reviews(known_at=known_at), archive.successions(known_at=known_at)
    return Memory(
        stored,
        as_of=as_of or archive.last_published(known_at=known_at),
        texts=Texts(archive, (one.document.id for one in stored)),
        # Elsewhere, only what tells of the parties without a record on them would be missed.
        documents=archive.documents(until=as_of, known_at=known_at) if whole else (),
        judgements=judgements_of(*judged),
        pack=(*map(from_pack_row, archive.pack_rows(known_at=known_at)), *pack),
    )


def recalls_whole(archive: Archive) -> bool:
    """Return whether the archive is small enough to be linked whole for every question."""
    return not archive.holds_more_than(WHOLE)


class Texts:
    """The texts of an archive's documents, each fetched once, with those that stand behind it.

    `order` are documents in the order in which they are likely to be asked for: one question
    for many texts takes hardly longer than one for one.
    """

    def __init__(self, archive: Archive, order: Iterable[str]) -> None:
        self._archive = archive
        self._order = tuple(dict.fromkeys(order))
        self._places = {document: place for place, document in enumerate(self._order)}
        self._known: dict[str, str] = {}

    def __call__(self, document: str) -> str:
        """Return the text of a document; raise `ArchiveError` if there is none."""
        if document not in self._known:
            self._fetch(document)
        return self._known[document]

    def _fetch(self, document: str) -> None:
        place = self._places.get(document)
        if place is None:
            self._known[document] = self._archive.text(document)
            return
        ahead = self._order[place : place + _TOGETHER]
        self._known |= self._archive.texts([one for one in ahead if one not in self._known])
