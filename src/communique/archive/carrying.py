"""What was decided on earlier versions of a page, as far as it holds for a later one.

Where a later version has the same words and the same is read from them, a review of the earlier
version's record is one of the later version's. That is worked out from texts, readings and the
log each time, and nothing of it is written down but the records that corrections make. So it is
the same in whatever order versions, readings and reviews came, and a review that is taken back
is so for all versions.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from communique.archive.correcting import apply_changes
from communique.archive.moving import match_unchanged, move_changes
from communique.archive.page_log import PageLog
from communique.archive.standing import Decision, decide, join_lines
from communique.archive.tables import RECORDS, REVIEWS
from communique.archive.types import ReviewState
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import RecordBase

#: Returns the key of the corrected record of a document that a review makes there; None if the
#: archive doesn't hold it.
FindKey = Callable[[Document, RecordBase, int], int | None]


@dataclass(frozen=True, slots=True)
class Carrying:
    """What holds for one version of what was decided on an earlier one.

    `matches` are the earlier version's records with those of the later one that say the same,
    `made` the corrected records of the later version by review. `decisions` are those that can
    be followed, on the later version's records where these are matched, `failed` the others.
    """

    matches: Mapping[int, int]
    made: Mapping[int, int]
    decisions: tuple[Decision, ...]
    failed: frozenset[int]


class Page(PageLog):
    """A page with what follows for its versions from what was decided on earlier ones.

    `key_of` finds the keys of corrected records of later versions; one that stores what it
    doesn't find makes them hold.
    """

    def __init__(
        self,
        connection: Connection,
        versions: Sequence[str],
        *,
        key_of: FindKey | None = None,
        known_at: datetime | None = None,
    ) -> None:
        super().__init__(connection, versions, known_at=known_at)
        self._key_of = key_of or self._find_key
        self._carryings: dict[tuple[str, str], Carrying] = {}

    def holding(self, document_id: str) -> Mapping[int, ReviewState | None]:
        """Return the keys of a version's records that hold; see `standing.decide`."""
        successions = [
            *self.successions.get(document_id, ()),
            *self.makings.get(document_id, ()),
        ]
        own = self.decisions.get(document_id, [])
        carried: list[Decision] = []
        barred: dict[int, int] = {}
        for older in self.decided_before(document_id):
            carrying = self.carry(older, document_id)
            there = carrying.matches
            carried += carrying.decisions
            successions += [
                (there.get(old, old), there.get(new, new))
                for old, new in (
                    *self.successions.get(older, ()),
                    *self.makings.get(older, ()),
                )
            ]
            for key, review in self._find_failed(older, carrying):
                barred[key] = max(review, barred.get(key, 0))
        mine = self.keys(document_id)
        # All that one correction made here of one record's readings is one.
        successions += [
            (key, one.made)
            for one in carried
            if one.made is not None
            for key, reviews in self.made.items()
            if one.review in reviews and key in mine
        ]
        carried = _bar(carried, own, successions, barred)
        found = decide(self.read & mine, successions, [*own, *carried])
        return {key: state for key, state in found.items() if key in mine}

    def decided_before(self, document_id: str) -> list[str]:
        """Return the versions before one on whose records something was decided, oldest first."""
        place = self.versions.index(document_id)
        return [one for one in self.versions[:place] if self.decisions.get(one)]

    def carry(self, older: str, newer: str) -> Carrying:
        """Return what holds for a version of what was decided on an earlier one."""
        if (older, newer) not in self._carryings:
            self._carryings[older, newer] = self._carry(older, newer)
        return self._carryings[older, newer]

    def lines(self, document_id: str) -> list[set[int]]:
        """Return the records of a version that are one with each other: by readings, and by
        corrections of its records and of earlier versions'.
        """
        decisions = list(self.decisions.get(document_id, ()))
        for older in self.decided_before(document_id):
            decisions += self.carry(older, document_id).decisions
        pairs = [*self.successions.get(document_id, ()), *_makings(decisions)]
        return join_lines(pairs, [decision.target for decision in decisions])

    def _carry(self, older: str, newer: str) -> Carrying:
        decisions = self.decisions.get(older, [])
        matches = self._match(older, newer)
        made: dict[int, int] = {}
        failed: set[int] = set()
        held: dict[int, Decision] = {}
        lines = self.lines(older)
        as_read = self.as_read(older)
        for one in decisions:
            line = next(line for line in lines if one.target in line)
            there = sorted({matches[key] for key in line if key in matches})
            target = matches.get(one.target)
            if not there or (target is None and one.target not in as_read):
                failed.add(one.review)
                continue
            new = None
            if one.made is not None:
                new = self._correct(one.review, target or there[0], older, newer)
                if new is None:
                    failed.add(one.review)
                    continue
                made[one.review] = matches[one.made] = new
            target = one.target if target is None else target
            held[one.review] = Decision(one.review, one.verdict, target, new)
        # What was overruled by one that can't be followed is no longer what was decided.
        for line in lines:
            mine = [one.review for one in decisions if one.target in line]
            last = max(failed.intersection(mine), default=0)
            failed.update(review for review in mine if review < last)
        kept = tuple(one for review, one in held.items() if review not in failed)
        return Carrying(matches, made, kept, frozenset(failed))

    def _match(self, older: str, newer: str) -> dict[int, int]:
        """Return the records of a version with those of a later one that say the same."""
        matches = match_unchanged(
            self.as_read(older),
            self.as_read(newer),
            self.document(newer),
            self.align(older, newer),
            read=self.read,
        )
        origin = {d.review: v for v in self.versions for d in self.decisions.get(v, ())}
        for key in self.records(older):
            for review in sorted(self.made.get(key, ())):
                # What an earlier version's correction made of both are one.
                if review in origin and key not in matches:
                    there = self.carry(origin[review], newer).made.get(review)
                    if there is not None:
                        matches[key] = there
        return matches

    def _correct(self, review: int, base: int, older: str, newer: str) -> int | None:
        """Return the key of what a correction makes of a version's record; None if it can't."""
        statement = select(REVIEWS.c.changes).where(REVIEWS.c.id == review)
        changes = json.loads(self._connection.execute(statement).scalar_one())
        moved = move_changes(changes, self.align(older, newer))
        if moved is None:
            return None
        document, record = self.document(newer), self.records(newer)[base]
        try:
            corrected = apply_changes(document, record, moved)
        except ArchiveError:
            return None
        if corrected.id == record.id:
            # The later reading has learnt it.
            return base
        key = self._key_of(document, corrected, review)
        if key is not None and key not in self.records(newer):
            self.records(newer)[key] = corrected
            self.made.setdefault(key, set()).add(review)
        return key

    def _find_failed(self, older: str, carrying: Carrying) -> Iterable[tuple[int, int]]:
        """Yield the records of a later version on whose like something was decided that can't
        be followed there, with the review.
        """
        for line in self.lines(older) if carrying.failed else ():
            for one in self.decisions.get(older, ()):
                if one.review in carrying.failed and one.target in line:
                    yield from (
                        (carrying.matches[key], one.review)
                        for key in line
                        if key in carrying.matches
                    )

    def _find_key(self, document: Document, record: RecordBase, review: int) -> int | None:
        statement = select(RECORDS.c.key).where(RECORDS.c.id == record.id)
        key: int | None = self._connection.execute(statement).scalar()
        return key


def _bar(
    carried: list[Decision],
    own: Sequence[Decision],
    successions: Sequence[tuple[int, int]],
    barred: Mapping[int, int],
) -> list[Decision]:
    """Return the decisions of earlier versions without those overruled by one on the same
    record that can't be followed: `barred` has these by record.
    """
    if not barred:
        return carried
    pairs = [*successions, *_makings([*own, *carried])]
    overruled = set()
    for line in join_lines(pairs, [*barred, *(one.target for one in carried)]):
        last = max((barred[key] for key in line if key in barred), default=0)
        overruled |= {one.review for one in carried if one.target in line and one.review < last}
    return [one for one in carried if one.review not in overruled]


def _makings(decisions: Iterable[Decision]) -> list[tuple[int, int]]:
    return [(one.target, one.made) for one in decisions if one.made is not None]
