"""Counts by year as stacked bars: where each stands in the drawing, and the same as a table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from communique.records import Value

#: Lengths in user units of the drawing, which scales to the room it is given.
WIDTH, LEFT, TOP, PLOT, FOOT, LINE = 960.0, 44.0, 10.0, 170.0, 26.0, 18.0
#: The room that a letter of a legend takes, and what stands before and behind its words.
_LETTER, _AROUND = 6.6, 34.0
#: More series than these can't be told apart; the rest are one.
MOST_SERIES = 7
_WIDEST = 46.0
_MOST_LABELS = 16
_STEPS = (1, 2, 5)
REST = "Other"


class Tick(Value):
    """A label on an axis."""

    x: float = 0.0
    y: float = 0.0
    label: str


class Bar(Value):
    """A part of a bar; `series` is its place in the legend."""

    x: float
    y: float
    width: float
    height: float
    series: int
    title: str


class Bars(Value):
    """A drawing, in user units, and its numbers as a table: `columns` over `rows`."""

    title: str
    description: str
    width: float = WIDTH
    height: float
    left: float = LEFT
    bottom: float
    grid: tuple[Tick, ...]
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    legend: tuple[Tick, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def lay_out_bars(
    title: str,
    counts: Mapping[int, Mapping[str, int]],
    *,
    series: Sequence[str] = (),
    note: str = "",
) -> Bars | None:
    """Return bars for `counts`, by year and series; None where nothing is counted.

    `series` gives their order, else those with the most come first; years without any are
    shown as such. `note` is said behind the description.
    """
    totals: Counter[str] = Counter()
    for counted in counts.values():
        totals.update(counted)
    named = [name for name in series if totals[name]] or [name for name, _ in totals.most_common()]
    if not any(totals.values()):
        return None
    if len(named) > MOST_SERIES:
        named, rest = named[: MOST_SERIES - 1], named[MOST_SERIES - 1 :]
        counts = {year: _fold(counted, rest) for year, counted in counts.items()}
        named.append(REST)
    years = range(min(counts), max(counts) + 1)
    highest = max(sum(counts.get(year, {}).values()) for year in years)
    legend, top = _lay_legend(named)
    step = _step(highest)
    ceiling = -(-highest // step) * step
    bottom = top + PLOT
    room = (WIDTH - LEFT) / len(years)
    width = min(room * 0.72, _WIDEST)
    bars: list[Bar] = []
    for place, year in enumerate(years):
        base = bottom
        for number, name in enumerate(named):
            count = counts.get(year, {}).get(name, 0)
            if count:
                height = count / ceiling * PLOT
                base -= height
                bars.append(
                    Bar(
                        x=round(LEFT + place * room + (room - width) / 2, 1),
                        y=round(base, 1),
                        width=round(width, 1),
                        height=round(height, 1),
                        series=number,
                        title=f"{year}, {name}: {count}",
                    )
                )
    every = -(-len(years) // _MOST_LABELS)
    total = sum(sum(counted.values()) for counted in counts.values())
    span = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
    told = f"{total} in {span}, {highest} in the busiest year."
    return Bars(
        title=title,
        description=" ".join(filter(None, (told, note))),
        height=bottom + FOOT,
        bottom=bottom,
        grid=tuple(
            Tick(y=round(bottom - value / ceiling * PLOT, 1), label=str(value))
            for value in range(0, ceiling + 1, step)
        ),
        ticks=tuple(
            Tick(x=round(LEFT + (place + 0.5) * room, 1), label=str(year))
            for place, year in enumerate(years)
            if place % every == 0
        ),
        bars=tuple(bars),
        legend=legend,
        columns=("Year", *named, *(["All"] if len(named) > 1 else [])),
        rows=tuple(_row(year, counts.get(year, {}), named) for year in years),
    )


def _fold(counted: Mapping[str, int], rest: Iterable[str]) -> dict[str, int]:
    others = set(rest)
    kept = {name: count for name, count in counted.items() if name not in others}
    folded = sum(count for name, count in counted.items() if name in others)
    return {**kept, REST: kept.get(REST, 0) + folded}


def _lay_legend(names: Sequence[str]) -> tuple[tuple[Tick, ...], float]:
    """Return where each name stands above the bars, and where these may begin."""
    found: list[Tick] = []
    x, y = LEFT, TOP
    for name in names:
        width = len(name) * _LETTER + _AROUND
        if x > LEFT and x + width > WIDTH:
            x, y = LEFT, y + LINE
        found.append(Tick(x=round(x, 1), y=y, label=name))
        x += width
    return tuple(found), y + LINE + TOP


def _step(highest: int) -> int:
    """Return how far apart lines stand so that there are about four."""
    power = 1
    while True:
        for factor in _STEPS:
            if highest / (factor * power) <= 5:
                return factor * power
        power *= 10


def _row(year: int, counted: Mapping[str, int], names: Sequence[str]) -> tuple[str, ...]:
    cells = [str(counted.get(name, 0)) for name in names]
    total = [str(sum(counted.values()))] if len(names) > 1 else []
    return (str(year), *cells, *total)
