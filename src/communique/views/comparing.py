"""Which encounter some documents are compared on, and which each of them tells of, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.archive.types import DocumentSummary, Stored
from communique.errors import CommuniqueError
from communique.linking.memory import Memory
from communique.linking.sharing import share_encounter
from communique.linking.types import Cited, Encounter
from communique.records import Engagement
from communique.views.choosing import describe_encounter

#: What lies so far before the page that tells it is only recalled there, where the page has
#: an encounter of its own.
_RECALLED = timedelta(days=7)
#: By so much two accounts of one encounter may differ in its day.
_MISTAKEN = timedelta(days=2)
#: So many encounters of a document are named.
_NAMED = 3


@dataclass(frozen=True)
class Choice:
    """What is compared: an encounter, the documents (ids) that report it, and remarks on both.

    `shared` is False where the documents tell of different encounters of the same parties:
    then day, place and people are no difference between accounts.
    """

    encounter: Encounter
    documents: tuple[str, ...]
    shared: bool
    remarks: tuple[str, ...] = ()


def choose_shared(
    memory: Memory, documents: Sequence[DocumentSummary], stored: Iterable[Stored]
) -> Choice:
    """Return on what some documents can be compared: the encounter that most of them report.

    Where no two report one, they are compared on what they say if they tell of encounters of
    the same parties. Raises `CommuniqueError`, with what each tells of, where they don't.
    """
    names = {one.id: one.name for one in documents}
    told = {one.id: _list_told(memory, one) for one in documents}
    by_id = {e.id: e for some in told.values() for e in some}
    reporting = {
        key: tuple(id_ for id_, some in told.items() if any(e.id == key for e in some))
        for key in by_id
    }
    common = [key for key, ids in reporting.items() if len(ids) > 1]
    lines = [f"{names[id_]} tells of {_name_told(some)}" for id_, some in told.items()]
    if not common:
        return _choose_apart(told, names, list(stored), lines)
    place = {
        key: min(some.index(by_id[key]) for some in told.values() if by_id[key] in some)
        for key in common
    }
    best = min(common, key=lambda key: (-len(reporting[key]), place[key], key))
    chosen = reporting[best]
    remarks = [f"compared on {describe_encounter(by_id[best])}"] if by_id.keys() != {best} else []
    remarks += [
        f"left out: {line}" for id_, line in zip(told, lines, strict=True) if id_ not in chosen
    ]
    also = [key for key in common if key != best]
    for key in sorted(also, key=lambda key: (place[key], key))[:_NAMED]:
        both = ", ".join(names[id_] for id_ in reporting[key])
        remarks.append(f"{both} also tell of {describe_encounter(by_id[key])}: --encounter {key}")
    return Choice(by_id[best], chosen, True, tuple(remarks))


def _choose_apart(
    told: Mapping[str, Sequence[Encounter]],
    names: Mapping[str, str],
    stored: Sequence[Stored],
    lines: Sequence[str],
) -> Choice:
    """Return what documents that report no encounter together are compared on: what most of
    them say on encounters of the same parties.
    """
    by_parties: dict[tuple[str, ...], list[str]] = {}
    for id_, some in told.items():
        for parties in dict.fromkeys(tuple(sorted(e.parties)) for e in some):
            by_parties.setdefault(parties, []).append(id_)
    most = max(by_parties, key=lambda parties: len(by_parties[parties]), default=())
    chosen = tuple(by_parties.get(most, ()))
    if len(chosen) < 2:
        raise CommuniqueError(
            f"the documents report no engagement of the same parties: {'; '.join(lines)}"
        )
    encounter = share_encounter((s for s in stored if s.document.id in chosen), chosen)
    firsts = [next(e for e in told[id_] if set(e.parties) == set(most)) for id_ in chosen]
    near = all(_may_be_one(firsts[0], other) for other in firsts[1:])
    remark = (
        "these documents give different days of what may be one encounter"
        if near
        else "these documents report no encounter together; what they say is compared"
    )
    left = [
        line if id_ in chosen else f"left out: {line}"
        for id_, line in zip(names, lines, strict=True)
    ]
    return Choice(encounter, chosen, near, (remark, *left))


def _may_be_one(one: Encounter, other: Encounter) -> bool:
    """Return whether two encounters of the same parties differ in little but the day."""
    here, there = one.date.end, other.date.end
    people = [{p.name for p in e.people} for e in (one, other)]
    return (
        here is not None
        and there is not None
        and abs(here - there) <= _MISTAKEN
        and (one.form == other.form or {one.form, other.form} == {"talks", "meeting"})
        and bool(people[0] & people[1] or not all(people))
    )


def list_accounts(encounter: Encounter, memory: Memory) -> Mapping[str, str]:
    """Return the documents that report an encounter, as it was held, with their names.

    Raises `CommuniqueError` where one alone does, with what can be done.
    """
    reporting = {a.document: a.name for a in encounter.accounts if _reports(a, encounter, memory)}
    if len(reporting) < 2:
        alone = ", ".join(reporting.values()) or "nothing"
        others = sorted({a.name for a in encounter.accounts} - set(reporting.values()))
        beside = f" ({', '.join(others)} announced it)" if others else ""
        raise CommuniqueError(
            f"{alone} alone reports the {describe_encounter(encounter)}{beside}: "
            "add another account of it, or name two documents to compare"
        )
    return reporting


def _list_told(memory: Memory, document: DocumentSummary) -> list[Encounter]:
    """Return the encounters that a document reports, what it tells first and most first; those
    it only recalls if there are no others.
    """
    found = []
    for encounter in memory.encounters:
        places = [
            account.spans[0][0]
            for account in encounter.accounts
            if account.document == document.id and _reports(account, encounter, memory)
        ]
        if places:
            framing = encounter.form in ("visit", "press-conference", "signing", "message")
            found.append(((framing, min(places), encounter.id), encounter))
    told = [encounter for _, encounter in sorted(found, key=lambda one: one[0])]
    own = [encounter for encounter in told if not _is_recalled(encounter, document)]
    return own or told


def _is_recalled(encounter: Encounter, document: DocumentSummary) -> bool:
    """Return whether an encounter was over long before a document was published."""
    published = document.published.start if document.published is not None else None
    end: date | None = encounter.date.end
    return published is not None and end is not None and published - end > _RECALLED


def _reports(account: Cited, encounter: Encounter, memory: Memory) -> bool:
    """Return whether an account tells an encounter as it came to be, and doesn't announce it."""
    stored = memory.records.get(account.record)
    if stored is None or not isinstance(stored.record, Engagement):
        return False
    return stored.record.status == encounter.status


def _name_told(encounters: Sequence[Encounter]) -> str:
    named = [describe_encounter(one) for one in encounters[:_NAMED]]
    if len(encounters) > _NAMED:
        named.append(f"{len(encounters) - _NAMED} more")
    return ", ".join(named) or "no encounter"
