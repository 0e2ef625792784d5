"""Accounts into clusters, one for each encounter, whatever order they came in.

First those that tell the day make cores. What tells only a period, or no date, then joins the
one core that it fits best; it never brings two cores together. What fits none is compared
among itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from communique.linking.encounter_accounts import Account, Window, mark_of
from communique.linking.encounter_calendar import Calendar, Cluster
from communique.linking.encounter_copies import COPIED_WITHIN
from communique.linking.encounter_fitting import (
    Fit,
    differ,
    gap,
    grade,
    is_supported,
    one_page,
    shared_sides,
    speaks_for,
)
from communique.reference.clocks import clocks_apart

_DAY = timedelta(days=1)
#: No two accounts of one contact are of days farther apart.
_LONGEST_GAP = timedelta(days=2)
#: A stay or an assembly pieced together from single days lasts no longer.
_LONGEST = timedelta(days=21)


#: Capitals whose clocks differ by so much often have different dates.
_FAR_HOURS = 5.0

#: Pairs of records that somebody judged to be of different encounters.
Apart = frozenset[frozenset[str]]


def cluster_accounts(accounts: Sequence[Account], apart: Apart) -> list[Cluster]:
    """Return the clusters of accounts that all have the same parties.

    `accounts` stand in their own order; `apart` are the pairs of records never to be joined.
    """
    exact = [a for a in accounts if a.exact]
    vague = [a for a in accounts if not a.exact]
    cores = _make_cores(exact, apart)
    cores = _join_plans(cores, apart)
    cores = _join_dates(cores, apart)
    left = _attach(vague, cores, apart)
    return cores + _gather(left, apart)


def _make_cores(exact: Iterable[Account], apart: Apart) -> list[Cluster]:
    """Return the clusters of what tells its days: by day, who tells most first."""
    clusters: list[Cluster] = []
    open_ones: list[Cluster] = []
    today: date | None = None
    for account in sorted(exact, key=lambda a: (_start(a), -a.detail, a.order)):
        start = _start(account)
        if start != today:
            today = start
            open_ones = [c for c in open_ones if c.span and start - c.span[1] <= _LONGEST_GAP]
        home = choose([(c, _fit_core(account, c, apart)) for c in open_ones])
        if home is None:
            clusters.append(Cluster(account))
            open_ones.append(clusters[-1])
        else:
            home.add(account, core=True)
    return clusters


def _start(account: Account) -> date:
    return account.days[0] if account.days is not None else date.max


def _fit_core(account: Account, cluster: Cluster, apart: Apart) -> Fit | None:
    if account.days is None or cluster.span is None:
        return None
    distance = max(account.days[0] - cluster.span[1], cluster.span[0] - account.days[1])
    if distance > gap(account, cluster.first):
        return None
    if max(account.days[1], cluster.span[1]) - cluster.span[0] > _LONGEST:
        return None
    return _fit(account, cluster, apart)


def _fit(account: Account, cluster: Cluster, apart: Apart) -> Fit | None:
    """Return how an account fits a cluster, None if anything speaks against it."""
    if any(differ(account, m) for m in cluster.core.values()) or _parted(account, cluster, apart):
        return None
    beside = cluster.articles.get(account.article, ())
    if not all(one_page(account, m) for m in beside):
        return None
    copied = not beside and _is_copied(account, cluster)
    return grade(account, cluster.core.values(), beside=bool(beside), copied=copied)


def _is_copied(account: Account, cluster: Cluster) -> bool:
    """Return whether an account has the words of one published at about the same time."""
    if account.words not in cluster.words:
        return False
    other = cluster.words[account.words]
    if other is None or account.published is None:
        return True
    return abs(account.published - other) <= COPIED_WITHIN


def _parted(account: Account, cluster: Cluster, apart: Apart) -> bool:
    return bool(apart) and any(frozenset((account.id, m.id)) in apart for m in cluster.members)


def choose(fits: Iterable[tuple[Cluster, Fit | None]]) -> Cluster | None:
    """Return the cluster that fits best; None if none does, or two fit equally well."""
    fitting = [(cluster, fit) for cluster, fit in fits if fit is not None]
    if not fitting:
        return None
    best = max(fit for _, fit in fitting)
    chosen = [cluster for cluster, fit in fitting if fit == best]
    return chosen[0] if len(chosen) == 1 else None


def _join_plans(clusters: list[Cluster], apart: Apart) -> list[Cluster]:
    """Join what was only planned to what was then held a day earlier or later."""

    def fits(plan: Cluster, held: Cluster) -> bool:
        return not plan.is_held and held.is_held and _one_contact(plan, held, apart, share=True)

    return _join_neighbours(clusters, fits)


def _join_dates(clusters: list[Cluster], apart: Apart) -> list[Cluster]:
    """Join calls that two sides far from each other tell under two dates.

    Somebody who reports both days knows of two calls.
    """

    def fits(one: Cluster, other: Cluster) -> bool:
        first = one.members[0]
        if first.form != "call" or not clocks_apart(first.parties, _FAR_HOURS):
            return False
        known = [
            {m.stored.document.publisher or m.article for m in c.members} for c in (one, other)
        ]
        return known[0].isdisjoint(known[1]) and _one_contact(one, other, apart, share=True)

    return _join_neighbours(clusters, fits)


def _one_contact(one: Cluster, other: Cluster, apart: Apart, *, share: bool) -> bool:
    pairs = [(a, b) for a in one.core.values() for b in other.core.values()]
    if any(differ(a, b) for a, b in pairs) or any(_parted(m, other, apart) for m in one.members):
        return False
    if not set(one.articles).isdisjoint(other.articles):
        return False
    return not share or any(shared_sides(a, b) >= min(2, len(a.parties)) for a, b in pairs)


def _join_neighbours(
    clusters: list[Cluster], fits: Callable[[Cluster, Cluster], bool]
) -> list[Cluster]:
    """Join clusters of days next to each other that fit, if each fits no other."""
    by_day: dict[date, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if cluster.span is not None and cluster.span[0] == cluster.span[1]:
            by_day[cluster.span[0]].append(cluster)
    partners: dict[int, list[Cluster]] = defaultdict(list)
    for day, todays in by_day.items():
        for one in todays:
            for other in by_day.get(day + _DAY, ()):
                if fits(one, other) or fits(other, one):
                    partners[id(one)].append(other)
                    partners[id(other)].append(one)
    gone: set[int] = set()
    for cluster in clusters:
        mates = partners[id(cluster)]
        if id(cluster) in gone or len(mates) != 1 or len(partners[id(mates[0])]) != 1:
            continue
        cluster.absorb(mates[0])
        gone.add(id(mates[0]))
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _attach(vague: Iterable[Account], cores: list[Cluster], apart: Apart) -> list[Account]:
    """Let what tells no day join the one core that it fits best; return what fits none."""
    calendar = Calendar(cores)
    homes: list[tuple[Account, Cluster]] = []
    left = []
    for account in vague:
        home = _find_home(account, calendar, apart)
        if home is None:
            left.append(account)
        else:
            homes.append((account, home))
    still_left = []
    for account, home in homes:
        beside = home.articles.get(account.article, ())
        if _parted(account, home, apart) or not all(one_page(account, m) for m in beside):
            still_left.append(account)
        else:
            home.add(account, core=False)
    return sorted((*left, *still_left), key=lambda a: a.order)


def _find_home(account: Account, calendar: Calendar, apart: Apart) -> Cluster | None:
    if account.window is not None:
        near = [
            (core, fit_time(account, core, account.window, apart))
            for core in calendar.find(account.window)
        ]
        supported = [(core, fit) for core, fit in near if fit and is_supported(account, fit)]
        if supported:
            return choose(supported)
    # "Their talks in Lima", whenever that was.
    if account.days is not None or not account.marks:
        return None
    window = account.remembered()
    if window is None and account.published is not None:
        return None
    far = [
        (core, fit_time(account, core, window, apart))
        for core in calendar.find(window)
        if not account.marks.isdisjoint(core.marks)
    ]
    if account.number is not None and window is not None:
        # A session goes by its number for many years.
        ever = (date.min, window[1])
        known = {id(core) for core, fit in far if fit is not None}
        far += [
            (core, fit_time(account, core, ever, apart))
            for core in calendar.marked(mark_of(account.number))
            if id(core) not in known
        ]
    # Whom one party sends before the press in its capital, it sends there often.
    alone = len(account.parties) < 2 and not account.mechanism
    wanted = 2 if alone else min(2, len(account.parties))
    return choose(
        [
            (core, fit._replace(nearness=0))
            for core, fit in far
            if fit and (fit.city or fit.mechanism) and fit.sides >= wanted
        ]
    )


def fit_time(account: Account, cluster: Cluster, window: Window | None, apart: Apart) -> Fit | None:
    """Return how an account fits a cluster that was, or may have been, in a window.

    None if anything speaks against it.
    """
    span = cluster.span
    if window is not None:
        if span is None:
            return None
        distance = max(span[0] - window[1], window[0] - span[1])
        if distance > _LONGEST_GAP:
            return None
        slack = gap(account, cluster.first)
        if span[0] - window[1] > slack or window[0] - span[1] > slack:
            return None
        if not _in_time(account, span):
            return None
    fit = _fit(account, cluster, apart)
    if fit is None:
        return None
    return fit._replace(nearness=_nearness(account, span), form=False)


def _in_time(account: Account, span: Window) -> bool:
    """Return whether a report follows what it reports, and a plan what it plans."""
    if account.published is None:
        return True
    if account.record.status == "held":
        return span[0] - account.published <= _DAY
    if account.record.status == "cancelled":
        return True
    return account.published - span[1] <= _DAY


def _nearness(account: Account, span: Window | None) -> int:
    """Return minus the days between an undated account's article and what it tells of."""
    if account.days is not None or account.published is None or span is None:
        return 0
    return -max((account.published - span[1]).days, (span[0] - account.published).days, 0)


def _gather(left: Iterable[Account], apart: Apart) -> list[Cluster]:
    """Return the clusters of what fits no core: who tells the time most closely first."""
    calendar = Calendar()
    clusters: list[Cluster] = []
    for account in sorted(left, key=lambda a: (_length(a), -a.detail, a.order)):
        fits = [
            (cluster, fit)
            for cluster in calendar.find(account.window)
            if (fit := fit_time(account, cluster, account.window, apart)) is not None
            and _is_alike(account, fit)
        ]
        home = choose(fits)
        if home is None:
            clusters.append(Cluster(account))
            calendar.enter(clusters[-1])
        else:
            home.add(account, core=True)
    return clusters


def _is_alike(account: Account, fit: Fit) -> bool:
    """Return whether two accounts of which neither tells the day are of one contact."""
    if account.window is None:
        return fit.words
    return speaks_for(fit) and is_supported(account, fit)


def _length(account: Account) -> tuple[bool, timedelta]:
    """Return what accounts without a day are sorted by: periods first, the short ones first."""
    days = account.days
    return (True, timedelta()) if days is None else (False, days[1] - days[0])
