"""Accounts whose party sets differ: who tells fewer of those who took part.

One report has the host beside the guests, or the member that spoke for an organisation, another
names the guests or the organisation alone. Such an account joins the encounter of more parties
that it fits, if its own document names these parties too: so whatever asks for the encounters of
two parties needs the documents that name both, and no others. It never changes what others are
judged by.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from communique.linking.encounter_accounts import Account
from communique.linking.encounter_calendar import Calendar, Cluster
from communique.linking.encounter_clusters import Apart, choose, cluster_accounts, fit_time
from communique.linking.encounter_fitting import Fit, speaks_for
from communique.linking.wordings import normalise
from communique.reference.parties import load_parties
from communique.reference.tables import read_lexicon

PartySet = frozenset[str]

#: What each party does by itself, or with each other party anew.
_EACH = frozenset({"visit", "message"})
#: Of these, who speaks alone may be told beside who stood next to them.
_SHARED_STAGE = frozenset({"press-conference", "signing", "other"})
#: From so many parties on a meeting is not held twice in one city on one day.
_MANY = 3


def cluster_party_sets(
    accounts: Iterable[Account], apart: Apart, named: Mapping[str, PartySet]
) -> list[Cluster]:
    """Return the clusters of all accounts, which stand in their own order.

    `named` are the parties that each document names, by its id.
    """
    blocks: dict[PartySet, list[Account]] = defaultdict(list)
    for account in accounts:
        blocks[account.core].append(account)
    wider = _Wider(blocks)
    found: list[Cluster] = []
    for parties in sorted(blocks, key=lambda p: (-len(p), sorted(p))):
        homes = [(account, wider.find_home(account, apart, named)) for account in blocks[parties]]
        for account, home in homes:
            if home is not None:
                home.add(account, core=False)
        clusters = cluster_accounts([a for a, home in homes if home is None], apart)
        wider.enter(parties, clusters)
        found += clusters
    return found


class _Wider:
    """Clusters by their party sets, to be looked up by what is in them."""

    def __init__(self, sets: Iterable[PartySet]) -> None:
        self._calendars: dict[PartySet, Calendar] = {}
        self._with: dict[str, list[PartySet]] = defaultdict(list)
        for parties in sorted(sets, key=lambda p: (-len(p), sorted(p))):
            for party in parties:
                self._with[party].append(parties)
        self._known: dict[PartySet, tuple[PartySet, ...]] = {}

    def enter(self, parties: PartySet, clusters: Sequence[Cluster]) -> None:
        """Enter the clusters of a party set."""
        self._calendars[parties] = Calendar(clusters)

    def find_home(
        self, account: Account, apart: Apart, named: Mapping[str, PartySet]
    ) -> Cluster | None:
        """Return the cluster of more parties that an account is of, the one of most first."""
        window = account.window
        if window is None or account.form in _EACH:
            return None
        known = named.get(account.stored.document.id, account.core)
        for parties in self._sets_around(account.core):
            if not parties <= known:
                continue
            home = choose(
                (cluster, fit)
                for cluster in self._calendars[parties].find(window)
                if (fit := fit_time(account, cluster, window, apart)) is not None
                and _is_same(account, cluster, fit)
            )
            if home is not None:
                return home
        return None

    def _sets_around(self, parties: PartySet) -> tuple[PartySet, ...]:
        """Return the sets that hold all the parties and more, the largest first."""
        if not parties:
            return ()
        found = self._known.get(parties)
        if found is None:
            rarest = min((self._with[party] for party in sorted(parties)), key=len)
            found = tuple(other for other in rarest if parties < other)
            self._known[parties] = found
        return found


def _is_same(account: Account, cluster: Cluster, fit: Fit) -> bool:
    """Return whether enough speaks for parties being left out rather than not being there."""
    own = account.core
    more = cluster.first.core - own
    if len(own) == 1 and not _bodies(own):
        return account.form in _SHARED_STAGE and fit.sides > 0
    # Two may meet beside the gathering of many, any two of three by themselves; unless the
    # third is told in the same breath, or only lent the room.
    told = all(_is_told(party, account, cluster) for party in more)
    if told and fit.sides >= min(2, len(own)):
        return True
    if _bodies(more) and not _bodies(own):
        return False
    if _bodies(own) or len(own) >= _MANY:
        return speaks_for(fit)
    return fit.sides >= len(own) and all(_is_host_alone(party, cluster) for party in more)


def _is_told(party: str, account: Account, cluster: Cluster) -> bool:
    """Return whether the account's own words name the party, or who came for it.

    What it was held beside, "on the sidelines of the summit", is another contact.
    """
    words = frozenset(takewhile(lambda word: word not in _beside(), account.words.split()))
    if any(name <= words for name in _names_of(party)):
        return True
    people = (p for m in cluster.core.values() for p in m.people if p.party == party)
    return any(p.words[-1] in words for p in people)


@lru_cache(maxsize=1024)
def _names_of(party: str) -> tuple[frozenset[str], ...]:
    """Return the words of each name of a party, also of those for its people: "Korean".

    Its capital only says where it was.
    """
    named = (name for name in load_parties().names if name.party == party)
    forms = {name.form for name in named if name.kind not in {"capital", "seat"}}
    return tuple(frozenset(normalise(form).split()) for form in sorted(forms) if len(form) > 2)


@lru_cache(maxsize=1)
def _beside() -> frozenset[str]:
    return frozenset(read_lexicon("en", "encounter")["beside"])


def _bodies(parties: PartySet) -> PartySet:
    """Return the organisations among the parties, whose ids are in small letters."""
    return frozenset(party for party in parties if party.islower())


def _is_host_alone(party: str, cluster: Cluster) -> bool:
    """Return whether it took place in the party's country, and nobody came for it."""
    core = cluster.core.values()
    here = any(party in {m.country, m.record.host} for m in core)
    return here and not any(p.party == party for m in core for p in m.people)
