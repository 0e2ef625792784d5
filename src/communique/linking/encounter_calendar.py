"""Clusters of accounts, and where to find those of a time."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from communique.linking.encounter_accounts import Account, Window

#: A period of more months than this is looked up in all that there is.
_MANY_MONTHS = 36


class Cluster:
    """The accounts of one encounter; `core` are those by which others are judged.

    `first` is the account it was made with; it tells most. `marks` are those of its accounts.
    """

    def __init__(self, first: Account) -> None:
        self.first = first
        self.members: list[Account] = []
        self.core: dict[Hashable, Account] = {}
        self.articles: dict[tuple[str, int], list[Account]] = defaultdict(list)
        self.words: dict[str, date | None] = {}
        self.marks: frozenset[str] = frozenset()
        self.span: Window | None = None
        self.add(first, core=True)

    def add(self, account: Account, *, core: bool) -> None:
        """Add an account; one of the core is what later ones must not differ from."""
        self.members.append(account)
        self.articles[account.article].append(account)
        self.words.setdefault(account.words, account.published)
        if not core:
            return
        self.core.setdefault(account.shape, account)
        self.marks |= account.marks
        if account.window is not None:
            self.span = _join_windows(self.span, account.window, exact=account.exact)

    def absorb(self, other: "Cluster") -> None:
        """Take over all accounts of another cluster."""
        core = {id(account) for account in other.core.values()}
        for account in other.members:
            self.add(account, core=id(account) in core)

    @property
    def is_held(self) -> bool:
        """Whether an account of its core tells that it took place."""
        return any(m.record.status == "held" for m in self.core.values())


def _join_windows(span: Window | None, window: Window, *, exact: bool) -> Window:
    """Return the days of both, or of what only may have been in either: those in common."""
    if span is None:
        return window
    if not exact:
        first, last = max(span[0], window[0]), min(span[1], window[1])
        if first <= last:
            return first, last
    return min(span[0], window[0]), max(span[1], window[1])


class Calendar:
    """Clusters by the months in which they were; in the order in which they were entered."""

    def __init__(self, clusters: Iterable[Cluster] = ()) -> None:
        self._all: dict[int, Cluster] = {}
        self._months: dict[int, dict[int, Cluster]] = defaultdict(dict)
        self._marked: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            self.enter(cluster)

    def enter(self, cluster: Cluster) -> None:
        """Enter a cluster; one without a time is found only where no time is asked for."""
        number = len(self._all)
        self._all[number] = cluster
        for mark in cluster.marks:
            self._marked[mark].append(cluster)
        months = _months(cluster.span) if cluster.span is not None else ()
        for month in months:
            self._months[month][number] = cluster

    def marked(self, mark: str) -> list[Cluster]:
        """Return the clusters that had a mark when they were entered."""
        return self._marked.get(mark, [])

    def find(self, window: Window | None) -> list[Cluster]:
        """Return the clusters that may have been in a window, those of its months at least."""
        if window is None:
            return list(self._all.values())
        months = list(_months(window))
        if len(months) > _MANY_MONTHS:
            return list(self._all.values())
        found: dict[int, Cluster] = {}
        for month in months:
            found |= self._months.get(month, {})
        return [found[number] for number in sorted(found)]


def _months(window: Window) -> Iterator[int]:
    yield from range(_month(window[0]), _month(window[1]) + 1)


def _month(day: date) -> int:
    return 12 * day.year + day.month
