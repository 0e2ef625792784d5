"""What an archive remembers of some parties on a day: its records, linked."""

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from threading import Lock
from weakref import WeakValueDictionary

from communique.archive import Archive
from communique.linking.decisions import judgements_of
from communique.linking.memory import Memory
from communique.linking.packs import from_pack_row
from communique.linking.people_known import KnownTenure
from communique.views.apart import may_take_long
from communique.views.lately import leave

#: Up to so many records an archive is linked whole, whomever one asks for: then offices and
#: outcomes told elsewhere count. Beyond that, linking everything for one answer takes too long.
WHOLE = 10_000
#: What a record takes in a memory, with what is linked from it; measured on made archives.
_BYTES_OF_RECORD = 10_000
#: Of so many records altogether memories are kept on any computer.
_LEAST_KEPT = 50_000
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
    are tenures known beside those of the archive's own packs. Who has leave for older answers
    may get what was linked before the archive changed.
    """
    may_take_long()
    whole = recalls_whole(archive)
    tenures = tuple(pack)
    if tenures:
        return _link(archive, parties, whole, as_of, known_at, tenures)
    question = (archive.file, archive.sight(), whole, () if whole else parties, as_of, known_at)
    # Of before: what is linked now isn't given for what the archive holds by then.
    at, state = archive.now(), _tell_state(archive, () if whole else parties, known_at)
    older, given = _lately.find(question), leave()
    if older is not None and older.state != state and given is not None:
        again = partial(recall, archive, *parties, as_of=as_of, known_at=known_at)
        if given.give(f"memory {question}", older.at, older.seconds, at, again):
            return older.memory
    return _lately.give(
        question, state, at, lambda: _link(archive, parties, whole, as_of, known_at, ())
    )


def _tell_state(
    archive: Archive, parties: tuple[str, ...], known_at: date | datetime | None
) -> Hashable:
    return archive.stamp(parties), archive.last_published(known_at=known_at)


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


@dataclass(frozen=True, slots=True)
class _Linked:
    """What was linked: of which state of the archive, when, and what reading it took."""

    memory: Memory
    state: Hashable
    at: datetime
    read: float

    @property
    def seconds(self) -> float:
        """What it took to read, and to link what has been asked for."""
        return self.read + self.memory.seconds


class _Lately:
    """What was linked last: one page shows several views of it, and the next page more."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, _Linked] = OrderedDict()
        self._turns: WeakValueDictionary[Hashable, _Turn] = WeakValueDictionary()

    def find(self, question: Hashable) -> _Linked | None:
        """Return what is kept for a question, of whatever state of the archive."""
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
            return self._kept.get(question)

    def give(
        self, question: Hashable, state: Hashable, at: datetime, link: Callable[[], Memory]
    ) -> Memory:
        """Return what is kept of a state, or linked now; who asks the same meanwhile waits."""
        with self._lock:
            turn = self._turns.setdefault((question, state), _Turn())
        with turn.lock:
            kept = self.find(question)
            if kept is None or kept.state != state:
                begun = time.monotonic()
                made = _Linked(link(), state, at, time.monotonic() - begun)
                if kept is not None:
                    # Until it is as far, the older one is given to those who have leave for it.
                    made.memory.link_like(kept.memory)
                kept = made
                self._keep(question, kept)
            return kept.memory

    def _keep(self, question: Hashable, linked: _Linked) -> None:
        """Keep what was linked; what wasn't asked for the longest goes when there is too much."""
        with self._lock:
            self._kept[question] = linked
            self._kept.move_to_end(question)
            held = sum(len(one.memory.stored) for one in self._kept.values())
            while held > self._most and self._kept:
                held -= len(self._kept.popitem(last=False)[1].memory.stored)


def _most_kept() -> int:
    """Return of how many records memories are kept: they may take an eighth of the computer's."""
    try:
        held = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # elsewhere than on Unix
        return _LEAST_KEPT
    return max(_LEAST_KEPT, held // 8 // _BYTES_OF_RECORD)


_lately = _Lately(_most_kept())


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
