"""Encounters: the reports of one contact joined, whoever published them.

What partitions the input is the set of parties: an encounter of a set of parties depends on
nothing but the accounts of these parties, or of some of them in a document that names them all.
So all records of the documents that name a given pair give the encounters of that pair, of two
parties or more, as the whole archive does; what a visit of several parties holds has parties that
it has, too. Only a judgement reaches further: what it says is the same is joined where both are
handed in.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from communique.archive.projection import parties_named
from communique.archive.types import Stored
from communique.linking.announcements import join_plans, mark_received
from communique.linking.copies import Sketches
from communique.linking.encounter_accounts import Account, Window, read_accounts
from communique.linking.encounter_clusters import Apart
from communique.linking.encounter_copies import date_copies
from communique.linking.encounter_parties import cluster_party_sets
from communique.linking.encounter_people import Ranking, Resolver, no_person, no_rank
from communique.linking.encounter_telling import identify, tell
from communique.linking.types import Encounter, Judgements
from communique.linking.visits import place_in_visits

_NOTHING_JUDGED = Judgements()


def join_encounters(
    stored: Iterable[Stored],
    *,
    person: Resolver = no_person,
    ranks: Ranking = no_rank,
    texts: Callable[[str], str] | None = None,
    judgements: Judgements = _NOTHING_JUDGED,
) -> tuple[Encounter, ...]:
    """Return the encounters that the engagements among the records tell of, the oldest first.

    The undated come last. Records of other kinds only tell which parties a document names; each
    engagement is an account
    of exactly one encounter. `person` and `ranks` resolve a person by record id and name;
    `texts` gives a document's text by its id, without it copies are known by their publisher
    alone. Accounts judged the same are joined, those judged different are not.
    """
    apart = frozenset(frozenset(pair) for pair in judgements.pairs("encounter", "different"))
    sketches = Sketches(texts) if texts is not None else None
    listed = list(stored)
    accounts = date_copies(read_accounts(listed, person, ranks), sketches)
    clusters = cluster_party_sets(accounts, apart, _parties_named(listed))
    groups = [cluster.members for cluster in clusters]
    groups = _obey(groups, judgements.pairs("encounter", "same"), apart)
    groups = join_plans(groups, apart)
    found = mark_received(_tell_all(groups, sketches), groups)
    told = [(encounter, _span(group)) for encounter, group in zip(found, groups, strict=True)]
    spans = {encounter.id: span for encounter, span in told if span is not None}
    return place_in_visits(sorted((encounter for encounter, _ in told), key=_when), spans)


def _parties_named(stored: Iterable[Stored]) -> dict[str, frozenset[str]]:
    """Return the parties that the records of each document name, by its id."""
    named: dict[str, set[str]] = defaultdict(set)
    for one in stored:
        named[one.document.id].update(parties_named(one.record))
    return {document: frozenset(parties) for document, parties in named.items()}


def _tell_all(groups: Sequence[Sequence[Account]], sketches: Sketches | None) -> list[Encounter]:
    """Return the encounters of the groups, each with an id of its own."""
    found = [tell(group, sketches) for group in groups]
    times = Counter(one.id for one in found)
    return [
        one
        if times[one.id] == 1
        # Two of one form and parties in the same words.
        else one.model_copy(update={"id": identify(first, first.id)})
        for one, group in zip(found, groups, strict=True)
        for first in [min(group, key=lambda account: account.order)]
    ]


def _span(group: Iterable[Account]) -> Window | None:
    """Return the days in which all accounts say it may have been, if they have some in common."""
    windows = [account.window for account in group if account.window is not None]
    if not windows:
        return None
    first, last = max(w[0] for w in windows), min(w[1] for w in windows)
    return (first, last) if first <= last else min(windows, key=lambda w: (w[1] - w[0], w))


def to_row(encounter: Encounter) -> dict[str, Any]:
    """Return an encounter as a JSON-ready mapping.

    `documents` are the names of what reports it, the oldest first, each once; dates are ISO
    strings; an account is a record with its document and `[start, end]` spans.
    """
    row = encounter.model_dump(mode="json", exclude={"accounts", "told", "sources"})
    row["documents"] = list(dict.fromkeys(source.name for source in encounter.accounts))
    row["independent_sources"] = encounter.independent_sources
    row["sources"] = [list(group) for group in encounter.sources]
    row["accounts"] = [source.model_dump(mode="json") for source in encounter.accounts]
    row["told"] = [told.model_dump(mode="json") for told in encounter.told]
    return row


def _obey(
    groups: Sequence[list[Account]], same: Iterable[tuple[str, str]], apart: Apart
) -> list[list[Account]]:
    """Return the groups, those joined of which two accounts were judged the same.

    Where others of the two groups were judged different, only the two accounts come together.
    """
    home = {account.id: list(group) for group in groups for account in group}
    for one in groups:
        shared = home[one[0].id]
        for account in one:
            home[account.id] = shared
    for left, right in same:
        if left not in home or right not in home or home[left] is home[right]:
            continue
        for source, target in ((right, left), (left, right)):
            if not _parted(home[target], home[source], apart):
                moved = list(home[source])
            else:
                moved = [a for a in home[source] if a.id == source]
                if _parted(home[target], moved, apart):
                    continue
            for account in moved:
                home[account.id].remove(account)
                home[target].append(account)
                home[account.id] = home[target]
            break
    kept = {id(group): group for group in home.values()}
    return list(kept.values())


def _parted(left: Iterable[Account], right: Sequence[Account], apart: Apart) -> bool:
    return bool(apart) and any(frozenset((a.id, b.id)) in apart for a in left for b in right)


def _when(encounter: Encounter) -> tuple[str, str]:
    start = encounter.date.start
    return (start.isoformat() if start is not None else "9999", encounter.id)
