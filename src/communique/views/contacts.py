"""How often parties were in contact, at which level and with whom: numbers, and their drawings."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from communique.archive import Archive
from communique.archive.queries import RecordFilter
from communique.linking.encounter_people import PROTOCOL
from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.types import Encounter
from communique.records import Value
from communique.views.answers import answer
from communique.views.bars import Bars, lay_out_bars
from communique.views.chart import LANES, Chart, Event, lay_out, lay_out_lanes
from communique.views.dates import describe_date, describe_due
from communique.views.encounters import stands_alone
from communique.views.names import name_issue
from communique.views.network import Network, lay_out_network
from communique.views.recall import recall

NO_LEVEL = "level not told"
#: So many mechanisms fit in a drawing: those seen last.
_MOST_LANES = 40
#: The room that the names of mechanisms take, in units of the drawing.
_NAMES = 290.0


class Drawings(Value):
    """What there is to look at of some parties; None where nothing can be drawn.

    `timeline` is drawn for pairs, `network` for one party. `counterparts` are all whom the
    party met, by how often.
    """

    timeline: Chart | None = None
    forms: Bars | None = None
    levels: Bars | None = None
    issues: Bars | None = None
    network: Network | None = None
    counterparts: tuple[tuple[str, int], ...] = ()


def draw_contacts(
    archive: Archive,
    *parties: str,
    as_of: date | None = None,
    known_at: date | None = None,
) -> Drawings:
    """Return the drawings of one party or of a pair, by their ids; kept like other answers."""

    def compute() -> object:
        memory = recall(archive, *parties, as_of=as_of, known_at=known_at)
        found = [
            e
            for e in memory.encounters
            if set(parties) <= set(e.parties) and stands_alone(e, memory.as_of)
        ]
        held = [e for e in found if e.status == "held"]
        undated = sum(1 for e in held if e.date.end is None)
        note = f"{undated} without a date are left out." if undated else ""
        counterparts: Counter[str] = Counter()
        if len(parties) == 1:
            counterparts.update(p for e in held for p in set(e.parties) - set(parties))
        return Drawings(
            timeline=lay_out(found, parties=parties, as_of=memory.as_of)
            if len(parties) == 2 and found
            else None,
            forms=lay_out_bars(
                "Engagements held, by form", _by_year(held, _lane), series=tuple(LANES), note=note
            ),
            levels=lay_out_bars(
                "Level of contact: the highest at each engagement",
                _by_year(held, _level),
                series=(*map(_name_level, PROTOCOL), NO_LEVEL),
                note=note,
            ),
            issues=draw_issues(archive, RecordFilter(parties=parties, as_of=as_of)),
            network=lay_out_network(parties[0], counterparts) if len(parties) == 1 else None,
            counterparts=tuple(counterparts.most_common()),
        ).model_dump(mode="json")

    days = {"as_of": as_of, "known_at": known_at}
    return Drawings.model_validate(answer(archive, "drawings", parties, days, compute))


def draw_issues(archive: Archive, wanted: RecordFilter) -> Bars | None:
    """Return of which issues the records of a filter tell, by year."""
    facets = archive.facets(wanted)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for (year, issue), count in facets.issues_by_year.items():
        counts[year][name_issue(issue)] = count
    note = f"Of the newest {facets.records} records." if facets.partial else ""
    return lay_out_bars("Issues: records by the year they tell of", counts, note=note)


def draw_rounds(
    archive: Archive,
    *parties: str,
    as_of: date | None = None,
    known_at: date | None = None,
) -> Chart | None:
    """Return the sessions of mechanisms on one axis, a lane for each, with what was promised.

    None where no session has a date.
    """

    def compute() -> object:
        memory = recall(archive, *parties, as_of=as_of, known_at=known_at)
        kinds: dict[str, list[Event]] = {}
        mine = [m for m in memory.mechanisms if set(parties) <= set(m.parties)]
        for mechanism in sorted(mine, key=lambda m: (m.last or date.min, m.id), reverse=True):
            events = list(_list_rounds(mechanism))
            if events and len(kinds) < _MOST_LANES:
                name = mechanism.name[:1].upper() + mechanism.name[1:]
                kinds[name] = [*kinds.get(name, ()), *events]
        if not kinds:
            return None
        chart = lay_out_lanes("Sessions of mechanisms", kinds, as_of=memory.as_of, left=_NAMES)
        return chart.model_dump(mode="json")

    days = {"as_of": as_of, "known_at": known_at}
    kept = answer(archive, "rounds", parties, days, compute)
    return Chart.model_validate(kept) if kept is not None else None


def _list_rounds(mechanism: LinkedMechanism) -> Iterable[Event]:
    for number, held in enumerate(mechanism.rounds):
        if held.date.start is not None and held.date.end is not None:
            yield Event(
                key=f"{mechanism.id}-{number}",
                start=held.date.start,
                end=held.date.end,
                title=f"{mechanism.name}: {describe_date(held.date)}",
            )
    expected = mechanism.next
    if expected is not None and expected.due is not None and expected.due.end is not None:
        state = "past due" if expected.overdue else "promised"
        yield Event(
            key=f"{mechanism.id}-next",
            start=expected.due.end,
            end=expected.due.end,
            look=" off" if expected.overdue else " ahead",
            title=f"{mechanism.name}: next {state}, {describe_due(expected.due)}",
        )


def _by_year(
    encounters: Sequence[Encounter], name: Callable[[Encounter], str]
) -> Mapping[int, Mapping[str, int]]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for encounter in encounters:
        if encounter.date.end is not None:
            counts[encounter.date.end.year][name(encounter)] += 1
    return counts


def _lane(encounter: Encounter) -> str:
    return next((label for label, forms in LANES.items() if encounter.form in forms), "Other")


def _level(encounter: Encounter) -> str:
    return _name_level(encounter.level) if encounter.level else NO_LEVEL


def _name_level(level: str) -> str:
    return level.replace("-", " ").capitalize()
