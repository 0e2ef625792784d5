"""What an archive remembers of some parties on a day: its records, linked."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from threading import Lock
from weakref import WeakValueDictionary

from communique.archive import Archive
from communique.linking.decisions import judgements_of
from communique.linking.memory import Memory
from communique.linking.packs import from_pack_row
from communique.linking.people_known import KnownTenure
from communique.views.apart import may_take_long

#: Up to so many records an archive is linked whole, whomever one asks for: then offices and
#: outcomes told elsewhere count. Beyond that, linking everything for one answer takes too long.
WHOLE = 10_000
#: Memories of so many records altogether are kept: some hundred MB.
KEPT_RECORDS = 80_000
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
    may_take_long()
    whole = recalls_whole(archive)
    tenures = tuple(pack)
    key = (
        archive.file, archive.sight(), archive.stamp(() if whole else parties), whole,
        () if whole else parties, as_of or archive.last_published(known_at=known_at), as_of,
        known_at,
    )  # fmt: skip
    if tenures:
        return _link(archive, parties, whole, as_of, known_at, tenures)
    # The key is of before: what was linked then isn't given for what the archive holds by now.
    return _lately.give(key, lambda: _link(archive, parties, whole, as_of, known_at, ()))


def _link(
    archive: Archive,
    parties: tuple[str, ...],
    whole: bool,
    as_of: date | None,
    known_at: date | datetime | None,
    pack: tuple[KnownTenure, ...],
) -> Memory:
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


class _Turn:
    """Whose turn it is to link; it is gone when nobody waits."""

    def __init__(self) -> None:
        self.lock = Lock()


class _Lately:
    """What was linked last: one page shows several views of it, and the next page more."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Memory] = OrderedDict()
        self._turns: WeakValueDictionary[Hashable, _Turn] = WeakValueDictionary()

    def give(self, key: Hashable, link: Callable[[], Memory]) -> Memory:
        """Return what is kept under a key, or linked now; who asks the same meanwhile waits."""
        with self._lock:
            turn = self._turns.setdefault(key, _Turn())
        with turn.lock:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]
            made = link()
            self._keep(key, made)
            return made

    def _keep(self, key: Hashable, memory: Memory) -> None:
        """Keep what was linked; what wasn't asked for the longest goes when there is too much."""
        with self._lock:
            self._kept[key] = memory
            held = sum(len(one.stored) for one in self._kept.values())
            while held > self._most and self._kept:
                held -= len(self._kept.popitem(last=False)[1].stored)


_lately = _Lately(KEPT_RECORDS)


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
