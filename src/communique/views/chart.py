"""A pair's engagements over time as a drawing: SVG that needs nothing beside itself."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from communique.linking.types import Encounter
from communique.records import Value
from communique.views.dates import describe_date, describe_day
from communique.views.names import join, name_parties
from communique.views.phrases import describe_place
from communique.views.render import environment

#: Where each form is drawn, lanes from top to bottom.
LANES = {
    "Visits": ("visit",),
    "Summits": ("summit", "conference"),
    "Meetings and talks": ("meeting", "talks"),
    "Sessions": ("session", "signing"),
    "Calls and messages": ("call", "message"),
    "Other": ("press-conference", "other"),
}

#: Lengths in user units of the drawing, which scales to the room it is given.
WIDTH, LEFT, TOP, MARK, GAP, FOOT = 960.0, 150.0, 32.0, 9.0, 3.0, 24.0
MOST_TICKS = 12
_STEPS = (1, 2, 5, 10, 20, 50, 100)


class Tick(Value):
    """A year on the axis."""

    x: float
    label: str


class Event(Value):
    """Something with days, to be drawn; `look` is the style class of what isn't simply past."""

    key: str
    start: date
    end: date
    look: str = ""
    title: str


class Mark(Value):
    """One event; `look` is the style class of what is ahead or was called off."""

    x: float
    y: float
    width: float
    look: str
    title: str


class Lane(Value):
    """The events of some kind; `y` is the middle of its label."""

    label: str
    y: float
    marks: tuple[Mark, ...]


class Chart(Value):
    """A drawing, in user units; `today` is where the day stands that it was asked for."""

    title: str
    description: str
    width: float = WIDTH
    left: float = LEFT
    height: float
    top: float = TOP
    bottom: float
    mark: float = MARK
    today: float | None
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]


def draw_timeline(
    encounters: Iterable[Encounter], *, parties: Sequence[str], as_of: date | None = None
) -> str:
    """Return the encounters on one axis as SVG; what has no days can't be drawn and is counted."""
    return environment("svg").get_template("timeline.svg.j2").render(
        chart=lay_out(list(encounters), parties=parties, as_of=as_of)
    )  # fmt: skip


def lay_out(
    encounters: Sequence[Encounter], *, parties: Sequence[str], as_of: date | None
) -> Chart:
    """Return where everything stands. Marks that would cover each other are stacked."""
    dated = [e for e in encounters if e.date.known]
    kinds = {
        label: [event for e in dated if e.form in forms and (event := _draw(e)) is not None]
        for label, forms in LANES.items()
    }
    return lay_out_lanes(
        f"Engagements: {name_parties(parties)}",
        kinds,
        undated=len(encounters) - len(dated),
        nothing="No engagement",
        as_of=as_of,
    )


def lay_out_lanes(
    title: str,
    kinds: Mapping[str, Sequence[Event]],
    *,
    undated: int = 0,
    nothing: str = "Nothing with a date",
    as_of: date | None,
    left: float = LEFT,
) -> Chart:
    """Return where the events of each kind stand, a lane for each kind that has any.

    `undated` tells how many can't be drawn, `nothing` what is said where none can. `left` is the
    room for the names of lanes.
    """
    days = [day for events in kinds.values() for e in events for day in (e.start, e.end)]
    first, last = _span([*days, *([as_of] if as_of else [])])
    lanes: list[Lane] = []
    top = TOP
    for label, events in kinds.items():
        if events:
            chosen = sorted(events, key=lambda e: (e.start, e.key))
            marks, height = _stack(chosen, first, last, top, left)
            lanes.append(Lane(label=label, y=top + MARK / 2 + GAP, marks=marks))
            top += height
    told = "; ".join(f"{lane.label}: {len(lane.marks)}" for lane in lanes) or nothing
    left_out = f"; {undated} without a date left out" if undated else ""
    as_of_told = f", as of {describe_day(as_of)}" if as_of else ""
    return Chart(
        title=title,
        left=left,
        description=f"{told}{left_out}{as_of_told}.",
        height=top + FOOT,
        bottom=top,
        today=_place(as_of, first, last, left) if as_of else None,
        ticks=tuple(_ticks(first, last, left)),
        lanes=tuple(lanes),
    )


def _span(days: list[date]) -> tuple[date, date]:
    """Return whole years around the days, so that the axis begins and ends with one."""
    if not days:
        return date(2000, 1, 1), date(2000, 12, 31)
    return date(min(days).year, 1, 1), date(max(days).year, 12, 31)


def _place(day: date, first: date, last: date, left: float) -> float:
    share = (day - first) / (last - first)
    return round(left + share * (WIDTH - left), 1)


def _ticks(first: date, last: date, left: float) -> Iterable[Tick]:
    years = last.year - first.year + 1
    step = next((s for s in _STEPS if years / s <= MOST_TICKS), _STEPS[-1])
    for year in range(first.year, last.year + 1):
        if year % step == 0 or step == 1:
            yield Tick(x=_place(date(year, 1, 1), first, last, left), label=str(year))


def _stack(
    chosen: Sequence[Event], first: date, last: date, top: float, left: float
) -> tuple[tuple[Mark, ...], float]:
    """Return the marks of a lane, each in the first row where it covers no other."""
    ends: list[float] = []
    marks: list[Mark] = []
    for event in chosen:
        x = min(_place(event.start, first, last, left), WIDTH - MARK)
        width = max(MARK, _place(min(event.end, last - timedelta(days=1)), first, last, left) - x)
        row = next((i for i, taken in enumerate(ends) if taken <= x), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = x + width + GAP
        marks.append(
            Mark(
                x=x,
                y=top + GAP + row * (MARK + GAP),
                width=round(width, 1),
                look=event.look,
                title=event.title,
            )
        )
    return tuple(marks), len(ends) * (MARK + GAP) + 3 * GAP


def _draw(encounter: Encounter) -> Event | None:
    start, end = encounter.date.start, encounter.date.end
    if start is None or end is None:
        return None
    return Event(
        key=encounter.id, start=start, end=end, look=_look(encounter), title=_title(encounter)
    )


def _look(encounter: Encounter) -> str:
    match encounter.status:
        case "held":
            return ""
        case "cancelled":
            return " off"
        case _:
            return " ahead"


def _title(encounter: Encounter) -> str:
    form = encounter.form.replace("-", " ").capitalize()
    where = describe_place(encounter.place)
    people = join([person.name for person in encounter.people])
    parts = [f"{describe_date(encounter.date)}: {form}" + (f", {where}" if where else "")]
    if people:
        parts.append(people)
    if encounter.status != "held":
        parts.append(encounter.status)
    return "; ".join(parts)
