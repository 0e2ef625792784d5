"""The engagement that documents share, where they are named and nothing was linked."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from communique.archive.types import Stored
from communique.errors import CommuniqueError
from communique.linking.types import Encounter, cite
from communique.records import Engagement

#: Readouts may call one contact by these forms; a visit frames what is held during it.
_CONTACTS = frozenset({"talks", "meeting", "summit", "session", "call", "conference"})


def share_encounter(stored: Iterable[Stored], documents: Sequence[str]) -> Encounter:
    """Return the encounter that all `documents` (ids) report: of the same parties, held.

    Of several the one told first and most. Raises `CommuniqueError` where they share none.
    """
    by_parties: dict[frozenset[str], dict[str, list[Stored]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for one in stored:
        record = one.record
        if isinstance(record, Engagement) and record.status != "cancelled":
            by_parties[frozenset(record.parties)][one.document.id].append(one)
    shared = [told for told in by_parties.values() if set(documents) <= set(told)]
    if not shared:
        raise CommuniqueError("the documents report no engagement of the same parties")
    chosen = min(shared, key=lambda told: min(_rank(s) for held in told.values() for s in held))
    first = min((s for held in chosen.values() for s in held), key=_rank)
    accounts = [min(chosen[d], key=lambda s: _fit(s, first)) for d in sorted(set(documents))]
    record = first.record
    assert isinstance(record, Engagement)  # only these were grouped
    digest = hashlib.sha256(min(s.id for s in accounts).encode()).hexdigest()[:16]
    return Encounter(
        id=f"E{digest}",
        form=record.form,
        status=record.status,
        parties=record.parties,
        host=record.host,
        date=record.date,
        place=record.place,
        mechanism=record.mechanism,
        accounts=tuple(cite(s) for s in accounts),
    )


def _rank(one: Stored) -> tuple[bool, bool, int, str]:
    record = one.record
    assert isinstance(record, Engagement)
    return (
        record.status != "held",
        record.form not in _CONTACTS,
        record.evidence[0].start,
        one.id,
    )


def _fit(one: Stored, first: Stored) -> tuple[bool, int, tuple[bool, bool, int, str]]:
    """Return how far an account is from the first: of another form, so many days apart."""
    a, b = one.record, first.record
    assert isinstance(a, Engagement)
    assert isinstance(b, Engagement)
    here, there = a.date.end or date.max, b.date.end or date.max
    apart = abs((here - there).days) if date.max not in (here, there) else 0
    return ((a.form in _CONTACTS) != (b.form in _CONTACTS), apart, _rank(one))
