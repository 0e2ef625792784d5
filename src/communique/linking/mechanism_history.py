"""A mechanism through time: the states it went through, and what is promised next."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from communique.linking.mechanism_mentions import Mention, place_of
from communique.linking.mechanism_rounds import is_session, number_of
from communique.linking.mechanism_types import (
    Expected,
    MechanismPeriod,
    MechanismState,
    Round,
)
from communique.linking.types import Cited, cite
from communique.records import Commitment, DateRange, Engagement, Mechanism
from communique.reference.tables import read_lexicon

#: Of states told on one day the later in the life of an arrangement.
_LIFE: tuple[MechanismState, ...] = (
    "existing", "proposed", "agreed", "launched", "resumed", "held", "suspended",
)  # fmt: skip
_FOUNDING = frozenset({"proposed", "agreed", "launched"})
#: "Launched" is told of the first round within so many days of it.
_FRESH = timedelta(days=31)


def list_states(
    mentions: Iterable[Mention], rounds: Sequence[Round], *, as_of: date | None
) -> tuple[MechanismPeriod, ...]:
    """Return the states in the order of time, each from the first day told to the last.

    That it exists adds nothing to what became of it. What is told of its founding after
    sessions were held is told in retrospect: it has no day then.
    """
    told: list[tuple[date | None, MechanismState, Cited]] = []
    for mention in mentions:
        record = mention.stored.record
        if isinstance(record, Mechanism) and record.state != "existing":
            day = place_of(mention.stored)[0]
            told.append((None if day == date.max else day, record.state, cite(mention.stored)))
    for held in rounds:
        told += ((held.date.start, "held", source) for source in held.sources)
    first = min((r.date.start for r in rounds if r.date.start is not None), default=None)
    halts = sorted(day for day, state, _ in told if day is not None and state == "suspended")
    placed: list[tuple[date | None, MechanismState, Cited]] = []
    for told_on, state, source in told:
        placed.append((_day_of(told_on, state, first, halts), state, source))
    dated = [row for row in placed if row[0] is not None and (as_of is None or row[0] <= as_of)]
    dated.sort(key=lambda r: (r[0] or date.max, _LIFE.index(r[1]), r[2].document, r[2].record))
    # Gathered in lists: growing a tuple for each of thousands of rounds would take its square.
    runs: list[list[tuple[date | None, MechanismState, Cited]]] = []
    for row in dated:
        if runs and runs[-1][0][1] == row[1]:
            runs[-1].append(row)
        else:
            runs.append([row])
    periods = [
        MechanismPeriod(
            state=run[0][1],
            first=run[0][0],
            last=run[-1][0],
            sources=tuple({row[2].record: row[2] for row in run}.values()),
        )
        for run in runs
    ]
    return _with_undated(periods, [row for row in placed if row[0] is None])


def _day_of(
    told_on: date | None, state: MechanismState, first: date | None, halts: Sequence[date]
) -> date | None:
    """Return the day of a state; None for a founding that is told when sessions were held."""
    if told_on is None or first is None or state not in _FOUNDING or told_on <= first:
        return told_on
    if state == "launched" and told_on - first <= _FRESH:
        return first
    return told_on if any(first <= halt <= told_on for halt in halts) else None


def _with_undated(
    periods: list[MechanismPeriod],
    undated: Iterable[tuple[date | None, MechanismState, Cited]],
) -> tuple[MechanismPeriod, ...]:
    """Return the periods with what no day is known of: with the same state, else in front."""
    front: dict[MechanismState, list[Cited]] = {}
    for _, state, source in sorted(
        undated, key=lambda r: (_LIFE.index(r[1]), r[2].document, r[2].record)
    ):
        index = next((i for i, p in enumerate(periods) if p.state == state), None)
        if index is None:
            front.setdefault(state, []).append(source)
        elif source not in periods[index].sources:
            sources = (*periods[index].sources, source)
            periods[index] = periods[index].model_copy(update={"sources": sources})
    unknown = [MechanismPeriod(state=s, sources=tuple(found)) for s, found in front.items()]
    return (*unknown, *periods)


def current_state(periods: Sequence[MechanismPeriod]) -> MechanismState:
    """Return the state it is in; that it exists where nothing else is told."""
    return periods[-1].state if periods else "existing"


def next_promised(
    mentions: Iterable[Mention], rounds: Sequence[Round], *, as_of: date | None
) -> Expected | None:
    """Return the session that is promised next and not seen held; None if there is none.

    The soonest that is still ahead at `as_of`, else the latest whose time has passed. Without
    `as_of` nothing is overdue.
    """
    open_ones = [
        one
        for one in map(_promise, sorted(mentions, key=lambda m: m.order))
        if one is not None and not any(_keeps(held, one) for held in rounds)
    ]
    last = max((r.date.start for r in rounds if r.date.start is not None), default=None)
    ahead = [o for o in open_ones if not _is_past(o, as_of)]
    # A promise without a date stands until the next round after it was made.
    ahead = [
        o for o in ahead
        if last is None or o.number is not None or (
            (o.due.end if o.due is not None else o.sources[0].published) or date.max) > last
    ]  # fmt: skip
    if ahead:
        ahead.sort(key=lambda o: (o.due is None, _end(o), o.number or 0, o.sources[0].record))
        return _with_sources(ahead[0], open_ones)
    past = [o for o in open_ones if last is None or _end(o) > last]
    if not past or as_of is None:
        return None
    past.sort(key=lambda o: (_end(o), o.number or 0, o.sources[0].record))
    return _with_sources(past[-1].model_copy(update={"overdue": True}), open_ones)


def _promise(mention: Mention) -> Expected | None:
    record = mention.stored.record
    source = cite(mention.stored)
    if isinstance(record, Commitment):
        verbs = frozenset(read_lexicon("en", "mechanism_names")["promise"]["verbs"])
        if not {w.strip(",.").casefold() for w in record.action.split()[:4]} & verbs:
            return None
        return Expected(
            words=record.action, number=number_of(mention), due=record.due, sources=(source,)
        )
    if (
        isinstance(record, Engagement)
        and is_session(mention)
        and record.status in ("scheduled", "proposed")
    ):
        due = record.date if record.date.known else None
        words = record.evidence[0].text
        return Expected(words=words, number=number_of(mention), due=due, sources=(source,))
    return None


def _keeps(held: Round, promised: Expected) -> bool:
    """Whether a session that was held is the one that was promised."""
    if held.number is not None and promised.number is not None:
        return held.number >= promised.number
    if held.date.start is None or held.date.end is None:
        return False
    made = promised.sources[0].published
    due = promised.due
    if due is not None and due.start is not None and due.end is not None:
        within = held.date.start <= due.end and held.date.end >= due.start
        return within and (made is None or held.date.end >= made)
    return made is not None and held.date.start > made


def _is_past(promised: Expected, as_of: date | None) -> bool:
    return as_of is not None and promised.due is not None and _end(promised) < as_of


def _end(promised: Expected) -> date:
    due: DateRange | None = promised.due
    return due.end if due is not None and due.end is not None else date.max


def _with_sources(chosen: Expected, others: Iterable[Expected]) -> Expected:
    """Return the promise with all that tell of the same session."""
    same = [
        o for o in others
        if (o.number is not None and o.number == chosen.number)
        or (o.due is not None and chosen.due is not None
            and (o.due.start, o.due.end) == (chosen.due.start, chosen.due.end)
            and (o.number is None or chosen.number is None))
    ]  # fmt: skip
    sources = list(chosen.sources)
    sources += [s for o in same for s in o.sources if s not in sources]
    number = chosen.number or next((o.number for o in same if o.number is not None), None)
    return chosen.model_copy(update={"sources": tuple(sources), "number": number})
