"""What lies ahead, with its days: encounters, due dates, promised sessions."""

from datetime import date

from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.memory import Memory
from communique.linking.types import Cited, Encounter, Promise
from communique.records import DateRange, Value
from communique.views.encounters import stands_alone
from communique.views.ledgers import promises_of
from communique.views.names import name_parties
from communique.views.phrases import describe_place

#: Nobody waits for these any more.
_SETTLED = frozenset({"done", "dropped"})
_STATUS = {"scheduled": "CONFIRMED", "proposed": "TENTATIVE", "cancelled": "CANCELLED"}


class Appointment(Value):
    """Something with days of its own: `[start, end]`, both included.

    `status` is one of RFC 5545's for events, None where none fits.
    """

    id: str
    title: str
    start: date
    end: date
    where: str = ""
    status: str | None = None
    sources: tuple[Cited, ...]
    parties: tuple[str, ...] = ()


def title_encounter(encounter: Encounter) -> str:
    """Return what an encounter is called: "Visit: India and Japan"."""
    form = encounter.form.replace("-", " ").capitalize()
    what = f"{form} of the {encounter.mechanism}" if encounter.mechanism else form
    return f"{what}: {name_parties(encounter.parties)}"


def note_encounter(encounter: Encounter) -> Appointment | None:
    """Return an encounter as an appointment; None where its days aren't known."""
    return _note(
        encounter.id,
        title_encounter(encounter),
        encounter.date,
        where=describe_place(encounter.place),
        status=_STATUS.get(encounter.status),
        sources=encounter.accounts,
        parties=encounter.parties,
    )


def note_promise(promise: Promise) -> Appointment | None:
    """Return a promise's due date as an appointment; None where it has none.

    It stands on the last day of a period, which is the day that counts.
    """
    if promise.due is None or promise.due.end is None:
        return None
    last = DateRange.on(promise.due.end)
    title = f"Due: {promise.action} ({name_parties(promise.parties)}; {promise.state})"
    sources = tuple(step.source for step in promise.steps)
    return _note(promise.id, title, last, sources=sources, parties=promise.parties)


def note_mechanism(mechanism: LinkedMechanism) -> Appointment | None:
    """Return the next session that was promised; None where none is, or nothing tells when.

    Like a promise it stands on the last day of its period.
    """
    expected = mechanism.next
    if expected is None or expected.due is None or expected.due.end is None:
        return None
    whose = f" ({name_parties(mechanism.parties)})" if mechanism.parties else ""
    return _note(
        f"{mechanism.id}-next",
        f"Next session due: {mechanism.name}{whose}",
        DateRange.on(expected.due.end),
        sources=expected.sources,
        parties=mechanism.parties,
    )


def list_appointments(
    memory: Memory, parties: tuple[str, ...] = (), *, everything: bool = False
) -> list[Appointment]:
    """Return the dates of all, of one party, or of two with each other.

    Encounters, due promises and promised sessions: those that lie ahead of `memory.as_of` and
    aren't settled, or `everything`. What one text tells as two of these is there once.
    """
    wanted = set(parties)
    encounters = (
        encounter
        for encounter in memory.encounters
        if wanted <= set(encounter.parties) and stands_alone(encounter, memory.as_of)
    )
    promises = (
        promise
        for promise in promises_of(memory, parties)
        if everything or promise.state not in _SETTLED
    )
    found = [*map(note_encounter, encounters), *map(note_promise, promises)]
    listed = [one for one in found if one is not None]
    told = {source.record for one in listed for source in one.sources}
    for mechanism in memory.mechanisms:
        one = note_mechanism(mechanism) if wanted <= set(mechanism.parties) else None
        if one is not None and not all(source.record in told for source in one.sources):
            listed.append(one)
    today = memory.as_of
    return [one for one in listed if everything or today is None or one.end >= today]


def _note(
    key: str,
    title: str,
    days: DateRange,
    *,
    sources: tuple[Cited, ...],
    parties: tuple[str, ...],
    where: str = "",
    status: str | None = None,
) -> Appointment | None:
    if days.start is None or days.end is None:
        return None
    return Appointment(
        id=key,
        title=title,
        start=days.start,
        end=days.end,
        where=where,
        status=status,
        sources=sources,
        parties=parties,
    )
