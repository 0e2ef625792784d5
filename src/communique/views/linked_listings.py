"""Linked things as they are listed: cells for people, rows for programs; kept like ledgers."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from communique.archive import Archive
from communique.linking import checks, encounters, people
from communique.linking.memory import Memory
from communique.linking.people_known import KnownTenure
from communique.linking.types import Cited, Discrepancy, Encounter, HeldOffice, Step
from communique.records import DateRange
from communique.views.answers import answer
from communique.views.dates import UNKNOWN, describe_date, describe_day, describe_due
from communique.views.encounters import to_engagement
from communique.views.findings import was_published
from communique.views.listings import Form, Listing, read_listing
from communique.views.names import name_parties, name_party
from communique.views.phrases import describe_amount, describe_engagement
from communique.views.recall import recall

_ENCOUNTER_COLUMNS = (
    "id", "form", "status", "parties", "people", "date", "place", "host", "mechanism", "level",
    "visit", "came_about", "documents", "independent_sources", "sources", "accounts", "told",
)  # fmt: skip
_OFFICIAL_COLUMNS = ("id", "name", "names", "party", "offices", "documents", "mentions", "reasons")
_REQUEST_COLUMNS = ("id", "by", "to", "force", "action", "due", "topics", "answer", "steps")
_TARGET_COLUMNS = (
    "id", "parties", "label", "value", "unit", "due", "falling", "state", "why", "readings",
    "sources",
)  # fmt: skip
_FINDING_COLUMNS = ("id", "check", "message", "parties", "sources", "reference", "compares")

T = TypeVar("T")
Day = date | None


def list_encounters(
    archive: Archive, *parties: str, form: Form = "lines", as_of: Day = None, known_at: Day = None
) -> Listing:
    """Return the encounters of all `parties`: as rows the oldest first, as lines the newest."""
    days = {"as_of": as_of, "known_at": known_at}

    def compute() -> Any:
        memory = recall(archive, *parties, as_of=as_of, known_at=known_at)
        found = [e for e in memory.encounters if set(parties) <= set(e.parties)]
        if form == "rows":
            return _rows(found, encounters.to_row, _ENCOUNTER_COLUMNS)
        return _lines(
            reversed(found),
            lambda e: (
                describe_date(e.date),
                name_parties(e.parties),
                _tell(e, memory),
                _count_sources(e),
            ),
            ("date", "parties", "encounter", "sources"),
        )

    return read_listing(answer(archive, f"encounters/{form}", parties, days, compute), form)


def list_officials(
    archive: Archive,
    *parties: str,
    form: Form = "lines",
    pack: Sequence[KnownTenure] = (),
    as_of: Day = None,
    known_at: Day = None,
) -> Listing:
    """Return the persons of any of `parties` with their offices; `pack` is as in `recall`."""
    days = {"as_of": as_of, "known_at": known_at}

    def compute() -> Any:
        memory = recall(archive, *parties, as_of=as_of, known_at=known_at, pack=pack)
        found = [p for p in memory.people if not parties or p.party in parties]
        if form == "rows":
            return _rows(found, people.to_row, _OFFICIAL_COLUMNS)
        return _lines(
            found,
            lambda p: (
                name_party(p.party) if p.party else "",
                p.name,
                "\n".join(map(_describe_office, p.offices)),
                str(len({source.document for source in p.sources})),
            ),
            ("party", "person", "offices", "documents"),
        )

    options = {**days, "pack": [tenure.model_dump(mode="json") for tenure in pack]}
    return read_listing(answer(archive, f"officials/{form}", parties, options, compute), form)


def list_requests(
    archive: Archive, *parties: str, form: Form = "lines", as_of: Day = None, known_at: Day = None
) -> Listing:
    """Return what was asked for between all `parties`, the oldest first, with the answers."""
    days = {"as_of": as_of, "known_at": known_at}

    def compute() -> Any:
        memory = recall(archive, *parties, as_of=as_of, known_at=known_at)
        found = [r for r in memory.requests if set(parties) <= {r.by, *r.to}]
        if form == "rows":
            return _rows(found, lambda r: r.model_dump(mode="json"), _REQUEST_COLUMNS)
        return _lines(
            found,
            lambda r: (
                name_party(r.by),
                name_parties(r.to),
                r.action,
                _describe_answer(r.answer, r.steps),
                _cite(step.source for step in r.steps),
            ),
            ("by", "of", "request", "answer", "source"),
        )

    return read_listing(answer(archive, f"requests/{form}", parties, days, compute), form)


def list_targets(
    archive: Archive, *parties: str, form: Form = "lines", as_of: Day = None, known_at: Day = None
) -> Listing:
    """Return the numbers aimed at by all `parties`, those due first in front."""
    days = {"as_of": as_of, "known_at": known_at}

    def compute() -> Any:
        memory = recall(archive, *parties, as_of=as_of, known_at=known_at)
        found = [t for t in memory.targets if set(parties) <= set(t.parties)]
        if form == "rows":
            return _rows(found, lambda t: t.model_dump(mode="json"), _TARGET_COLUMNS)
        return _lines(
            found,
            lambda t: (
                name_parties(t.parties),
                f"{t.label}: {describe_amount(t.value, t.unit)}",
                describe_due(t.due) or "",
                f"{t.state}: {t.why}" if t.why else t.state,
                _cite([*t.sources, *(reading.source for reading in t.readings)]),
            ),
            ("parties", "target", "due", "state", "source"),
        )

    return read_listing(answer(archive, f"targets/{form}", parties, days, compute), form)


def list_findings(
    archive: Archive,
    party: str | None = None,
    *,
    form: Form = "lines",
    as_of: Day = None,
    known_at: Day = None,
) -> Listing:
    """Return what doesn't fit together in the whole archive, of one party or of all."""
    days = {"as_of": as_of, "known_at": known_at}

    def compute() -> Any:
        kept = find_discrepancies(archive, party, as_of=as_of, known_at=known_at)
        if form == "rows":
            return _rows(kept, checks.to_row, _FINDING_COLUMNS)
        return _lines(
            kept,
            lambda one: (
                one.check,
                f"{one.message} [{one.reference}]" if one.reference else one.message,
                "\n".join(f"{c.name} {c.spans[0][0]}–{c.spans[0][1]}" for c in one.sources),
            ),
            ("check", "finding", "sources"),
        )

    # What one party's documents say is checked against those of all.
    options = {**days, "party": party}
    return read_listing(answer(archive, f"findings/{form}", (), options, compute), form)


def find_discrepancies(
    archive: Archive, party: str | None = None, *, as_of: Day = None, known_at: Day = None
) -> list[Discrepancy]:
    """Return what doesn't fit together in the whole archive, of one party or of all."""
    stored = list(archive.records(as_of=as_of, known_at=known_at))
    known = {s.id: s for s in archive.documents(known_at=known_at) if was_published(s, as_of)}
    # Of an edited page what it said on that day.
    told = [s for s in known.values() if s.superseded_by not in known]
    found = checks.check_records(stored, (archive.document(s.id) for s in told))
    return [one for one in found if party is None or party in one.parties]


def _rows(
    things: Iterable[T], row: Callable[[T], dict[str, Any]], columns: Sequence[str]
) -> dict[str, Any]:
    return {"columns": columns, "items": list(map(row, things))}


def _lines(
    things: Iterable[T], cells: Callable[[T], tuple[str, ...]], columns: Sequence[str]
) -> dict[str, Any]:
    return {"columns": columns, "items": list(map(cells, things))}


def _tell(encounter: Encounter, memory: Memory) -> str:
    engagement = to_engagement(encounter, memory.records)
    told = describe_engagement(engagement, pair=encounter.parties)
    return told if encounter.status == "held" else f"{told} ({encounter.status})"


def _count_sources(encounter: Encounter) -> str:
    documents = len({account.document for account in encounter.accounts})
    independent = encounter.independent_sources
    return str(documents) if documents == independent else f"{independent} of {documents}"


def _describe_office(office: HeldOffice) -> str:
    first, last = office.since or office.first, office.until or office.last
    seen = describe_date(DateRange(start=first, end=last))
    told = "" if seen == UNKNOWN else f": {seen}"
    return f"{'former ' if office.former else ''}{office.office}{told}"


def _describe_answer(given: str, steps: Iterable[Step]) -> str:
    """Return the answer with the day and the reason of the step that gave it."""
    telling = [step for step in steps if step.kind == given]
    if not telling:
        return given
    day = f" {describe_day(telling[-1].day)}" if telling[-1].day else ""
    return f"{given}{day}" + (f": {telling[-1].why}" if telling[-1].why else "")


def _cite(sources: Iterable[Cited]) -> str:
    """Return the first source, and how many more there are."""
    first, *others = sources
    more = f" +{len(others)}" if others else ""
    return f"{first.name} {first.spans[0][0]}–{first.spans[0][1]}{more}"
