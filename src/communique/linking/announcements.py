"""What became of what was announced: plans with no day of their own, and visits.

An announcement ("will visit China", "the dialogue is to be held next year") seldom tells the day.
It becomes an account of the one held contact of its form, parties, and people or mechanism that
fell into its time. A visit is often reported by what happened on it alone: where the visitor was
received by that host in that time, the plan stays an encounter of its own, marked as come about.

What partitions the input is the set of parties.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from communique.linking.encounter_accounts import Account, Window
from communique.linking.encounter_clusters import Apart
from communique.linking.encounter_fitting import differ, shared_sides
from communique.linking.encounter_people import same_attendant
from communique.linking.types import Encounter

Group = Sequence[Account]

#: What is announced without a date is expected for so long.
EXPECTED_WITHIN = timedelta(days=183)
#: Where nobody is named, a period no longer than this tells which contact is meant.
_SHORT = timedelta(days=31)
#: So rare that a period tells which one is meant, however long it is.
_RARE = frozenset({"summit"})
#: The first and the last report of a stay may miss a day of it.
_SLACK = timedelta(days=1)
#: Nobody is received in these.
_REMOTE = frozenset({"call", "message", "visit"})
_NEVER = timedelta.max


class _Fit(NamedTuple):
    """How well a held contact fits a plan: the greater the better, the earlier the better."""

    mechanism: bool
    sides: int
    form: bool
    early: int


class _Held:
    """Held contacts by the day on which they began; those without a day aren't there."""

    def __init__(self, groups: Iterable[Group]) -> None:
        dated = [(days[0], group) for group in groups if (days := _days(group)) is not None]
        dated.sort(key=lambda pair: (pair[0], _first(pair[1]).order))
        self._starts = [start for start, _ in dated]
        self._groups = [group for _, group in dated]

    def find(self, window: Window) -> Iterable[tuple[date, Group]]:
        """Return the contacts that began in a window, the earliest first."""
        low = bisect_left(self._starts, window[0])
        high = bisect_right(self._starts, window[1])
        return zip(self._starts[low:high], self._groups[low:high], strict=True)


def join_plans(groups: Iterable[Group], apart: Apart = frozenset()) -> list[list[Account]]:
    """Return the groups, those of plans joined to the held contact by which they came about.

    A plan joins one held contact at most: that which fits it best, and none where two fit it
    equally well. Two held ones never come together. `apart` are the pairs of records that were
    judged different.
    """
    joined = [list(group) for group in groups]
    held: dict[Hashable, list[list[Account]]] = defaultdict(list)
    for group in joined:
        if _is_held(group):
            held[_kind(group)].append(group)
    calendars = {kind: _Held(known) for kind, known in held.items()}
    homes: list[tuple[list[Account], Group]] = []
    for group in sorted(filter(_is_plan, joined), key=lambda g: _first(g).order):
        calendar = calendars.get(_kind(group))
        if calendar is not None and (home := _find_home(group, calendar)) is not None:
            homes.append((group, home))
    # Found before any is joined: what a plan says is no reason for another to fit.
    members = {id(group): group for group in joined}
    for plan, home in homes:
        target = members[id(home)]
        if not any(frozenset((a.id, b.id)) in apart for a in plan for b in target if apart):
            target += plan
            del members[id(plan)]
    return list(members.values())


def mark_received(encounters: Iterable[Encounter], groups: Iterable[Group]) -> list[Encounter]:
    """Return the encounters, planned visits with the contact on which the host received them.

    `groups` are the accounts of each encounter, in the same order.
    """
    listed = list(zip(encounters, groups, strict=True))
    names = {id(group): encounter.id for encounter, group in listed}
    held: dict[Hashable, list[Group]] = defaultdict(list)
    for _, group in listed:
        if _is_held(group) and _first(group).form not in _REMOTE:
            held[_parties(group)].append(group)
    calendars = {parties: _Held(known) for parties, known in held.items()}
    return [
        encounter.model_copy(update={"came_about": names[id(contact)]})
        if _first(group).form == "visit"
        and _is_plan(group)
        and (contact := _find_reception(group, calendars)) is not None
        else encounter
        for encounter, group in listed
    ]


def _find_home(plan: Group, calendar: _Held) -> Group | None:
    """Return the held contact that fits a plan best, if one fits it better than all others."""
    window = _expected(plan)
    if window is None:
        return None
    fits = [
        (fit, group)
        for start, group in calendar.find(window)
        if (fit := _fit(plan, group, start)) is not None
    ]
    if not fits:
        return None
    best = max(fit for fit, _ in fits)
    chosen = [group for fit, group in fits if fit == best]
    # Nobody is named: it could be any of them.
    if len(chosen) > 1 or (len(fits) > 1 and not (best.mechanism or best.sides)):
        return None
    return chosen[0]


def _fit(plan: Group, held: Group, start: date) -> _Fit | None:
    """Return how a held contact that began on a day fits a plan; None where it doesn't."""
    pairs = [(a, b) for a in _shapes(plan) for b in _shapes(held)]
    if any(differ(a, b) for a, b in pairs):
        return None
    mechanism = any(a.mechanism and b.mechanism for a, b in pairs)
    sides = max(shared_sides(a, b) for a, b in pairs)
    form = any(a.record.form == b.record.form for a, b in pairs)
    if not form and any(a.mechanism for a in plan) and not mechanism:
        return None
    first = _first(plan)
    days = _days(plan)
    named = any(a.people for a in plan)
    length = days[1] - days[0] if days is not None else _NEVER
    if first.form == "visit":
        somewhere = any(a.country is not None and a.country == b.country for a, b in pairs)
        supported = somewhere and (sides > 0 or (not named and length <= _SHORT))
    elif mechanism or sides >= min(2, len(_parties(plan))):
        supported = True
    elif days is None:
        supported = False
    elif named:
        # Who is named for one side only may meet several of the other.
        supported = sides > 0 and length <= _SHORT
    else:
        supported = form and (length <= _SHORT or first.record.form in _RARE)
    return _Fit(mechanism, sides, form, -start.toordinal()) if supported else None


def _find_reception(plan: Group, calendars: Mapping[Hashable, _Held]) -> Group | None:
    """Return the contact on which the visitors were received; the first of those with most."""
    calendar, window = calendars.get(_parties(plan)), _expected(plan, slack=_SLACK)
    hosts = {a.country for a in plan if a.country is not None}
    if calendar is None or window is None or len(hosts) != 1:
        return None
    visitors = [p for a in plan for p in a.people if p.party not in hosts]
    best: Group | None = None
    most = 0
    for _, group in calendar.find(window):
        there = {a.country or a.record.host for a in group} - {None}
        received = sum(any(same_attendant(p, q) for a in group for q in a.people) for p in visitors)
        if there == hosts and received > most:
            best, most = group, received
    return best


def _expected(plan: Group, *, slack: timedelta = timedelta()) -> Window | None:
    """Return the days in which what was planned can have begun, None where nothing tells.

    What tells no day is of something after its last announcement: a page that tells of talks
    and of the next ones doesn't mean the former.
    """
    days = _days(plan)
    published = max((a.published for a in plan if a.published is not None), default=None)
    after = published + timedelta(days=1) if published is not None else date.min
    if days is None:
        return (after, after + EXPECTED_WITHIN) if published is not None else None
    if any(a.exact for a in plan):
        return days[0] - slack, days[1] + slack
    first = max(days[0], after)
    return (first, days[1]) if first <= days[1] else None


def _days(group: Group) -> Window | None:
    """Return the days that the accounts tell: of the shortest time, the earliest."""
    told = [a.days for a in group if a.days is not None and _counts(a, group)]
    return min(told, key=lambda days: (days[1] - days[0], days), default=None)


def _counts(account: Account, group: Group) -> bool:
    """Return whether an account tells when it was: a plan doesn't, once it was held."""
    return account.record.status == "held" or not _is_held(group)


def _shapes(group: Group) -> Collection[Account]:
    return {account.shape: account for account in group}.values()


def _kind(group: Group) -> Hashable:
    return _first(group).form, _parties(group)


def _parties(group: Group) -> frozenset[str]:
    """Return the parties of a contact: all that any account names."""
    return frozenset(party for account in group for party in account.parties)


def _first(group: Group) -> Account:
    return min(group, key=lambda account: account.order)


def _is_held(group: Group) -> bool:
    return any(account.record.status == "held" for account in group)


def _is_plan(group: Group) -> bool:
    """Return whether it was planned, not held, and not called off when last told of."""
    if _is_held(group):
        return False
    latest = max(account.published or date.min for account in group)
    return not any(
        account.record.status == "cancelled" and (account.published or date.min) == latest
        for account in group
    )
