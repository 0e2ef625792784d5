"""Formula watch: how a party words its stand on an issue, from document to document.

The input is partitioned by holder and issue: the holder's positions on the issue, with the
engagements, statements and tenures of their documents, which tell to whom it was said and for
whom a speaker speaks. Nothing is compared across. A holder's own words and what others say it
said are sequences apart.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from communique.archive.types import Stored
from communique.linking.formula_differences import compare_wordings, tell_difference
from communique.linking.formula_families import core_of, group_cores
from communique.linking.formula_strength import polarity_of, strength_of
from communique.linking.formula_types import (
    Formula,
    FormulaLapse,
    FormulaUse,
    Polarity,
)
from communique.linking.types import Cited, cite
from communique.records import Engagement, Evidence, Position, Statement, Tenure
from communique.reference.parties import load_parties

#: A formula is one that was used so often before it can be dropped.
_ESTABLISHED = 2


@dataclass(frozen=True, slots=True)
class _Said:
    """A wording at its place."""

    stored: Stored
    position: Position
    evidence: Evidence
    wording: str
    polarity: Polarity
    claimed_by: str | None
    to: tuple[str, ...]
    day: date | None

    @property
    def order(self) -> tuple[date, str, int, int, str]:
        return (
            self.day or date.max, self.stored.document.id, self.evidence.start, self.evidence.end,
            self.stored.id,
        )  # fmt: skip

    def cite(self) -> Cited:
        return cite(self.stored, self.evidence)


def watch_formulas(
    stored: Iterable[Stored], holder: str, issue: str | None = None
) -> tuple[Formula, ...]:
    """Return the formulas of `holder`, on one issue or on all: by issue, its own before claims.

    Within that they stand by first use. Positions of other holders are passed over; engagements,
    statements and tenures are asked who was there.
    """
    pages: dict[str, dict[str, Stored]] = defaultdict(dict)
    for one in stored:
        pages[one.document.id][one.id] = one
    said = [s for page in pages.values() for s in _said_in(list(page.values()), holder, issue)]
    sequences: dict[tuple[str, str | None], list[_Said]] = defaultdict(list)
    for each in sorted(said, key=lambda s: s.order):
        sequences[each.position.issue, each.claimed_by].append(each)
    found = [formula for sequence in sequences.values() for formula in _formulas(sequence, holder)]
    return tuple(sorted(found, key=_order))


def _order(formula: Formula) -> tuple[str, bool, str, date, str]:
    claimed = formula.claimed_by
    return formula.issue, claimed is not None, claimed or "", formula.first or date.max, formula.id


def to_row(formula: Formula) -> dict[str, Any]:
    """Return the formula as a JSON-ready mapping; days are ISO strings."""
    row: dict[str, Any] = formula.model_dump(mode="json")
    row["dropped"] = formula.dropped
    row["documents"] = sorted({use.source.name for use in formula.uses})
    return row


# -- reading a document --------------------------------------------------------------------


def _said_in(page: Sequence[Stored], holder: str, issue: str | None) -> list[_Said]:
    positions = [
        (one, one.record)
        for one in page
        if isinstance(one.record, Position)
        and one.record.holder == holder
        and issue in (None, one.record.issue)
    ]
    if not positions:
        return []
    others = _counterparts(page, holder)
    sides = _sides(page)
    found = []
    for one, position in positions:
        claimed_by = _claimant(position, sides)
        for evidence in position.evidence:
            wording = evidence.text
            if position.wording in wording or wording in position.wording:
                wording = position.wording
            polarity = polarity_of(wording, position.stance)
            published = one.document.published
            day = published.end if published is not None else None
            found.append(_Said(one, position, evidence, wording, polarity, claimed_by, others, day))
    return found


def _counterparts(page: Sequence[Stored], holder: str) -> tuple[str, ...]:
    """Return the other parties of the encounters with the holder, as the document tells them.

    What was held counts before what was planned or is only alluded to.
    """
    met = [
        one.record
        for one in page
        if isinstance(one.record, Engagement) and holder in one.record.parties
        and len(set(one.record.parties)) > 1
    ]  # fmt: skip
    held = [e for e in met if e.status == "held" and e.people] or [
        e for e in met if e.status == "held"
    ]
    return tuple(sorted({party for e in held or met for party in e.parties} - {holder}))


def _sides(page: Sequence[Stored]) -> Mapping[str, str]:
    """Return the party of each person of the document; who has two is left out."""
    told: dict[str, set[str]] = defaultdict(set)
    for one in page:
        record = one.record
        if isinstance(record, Engagement):
            for person in record.people:
                if person.party:
                    told[person.name].add(person.party)
        elif isinstance(record, Tenure) and record.party:
            told[record.person].add(record.party)
        elif isinstance(record, Statement) and record.speaker_party:
            told[record.speaker].add(record.speaker_party)
    return {name: next(iter(parties)) for name, parties in told.items() if len(parties) == 1}


def _claimant(position: Position, sides: Mapping[str, str]) -> str | None:
    """Return who says that these are the holder's words; None where it says so itself."""
    if position.claimed_by is not None:
        return position.claimed_by if position.claimed_by != position.holder else None
    parties = load_parties()
    source = position.source
    known = source in parties.states or source in parties.organisations
    party = source if known else sides.get(source)
    return party if party is not None and party != position.holder else None


# -- formulas ------------------------------------------------------------------------------


def _formulas(sequence: Sequence[_Said], holder: str) -> list[Formula]:
    """Return the formulas in a sequence of one issue, told by one side, in order of time."""
    families: dict[tuple[Polarity, frozenset[str]], list[_Said]] = defaultdict(list)
    for polarity in ("favour", "objection"):
        same = [said for said in sequence if said.polarity == polarity]
        cores = [core_of(said.wording, holder) for said in same]
        leaders = group_cores(cores)
        for said, core in zip(same, cores, strict=True):
            families[said.polarity, leaders[core]].append(said)
    documents = _documents(sequence)
    return [_formula(family, holder, documents) for family in families.values()]


def _documents(sequence: Sequence[_Said]) -> Mapping[tuple[str, ...], list[_Said]]:
    """Return for each counterpart the first wording of every dated document, oldest first."""
    found: dict[tuple[str, ...], dict[str, _Said]] = defaultdict(dict)
    for said in sequence:
        if said.day is not None:
            found[said.to].setdefault(said.stored.document.id, said)
    return {to: list(firsts.values()) for to, firsts in found.items()}


def _formula(
    family: Sequence[_Said], holder: str, documents: Mapping[tuple[str, ...], list[_Said]]
) -> Formula:
    dated = [said for said in family if said.day is not None]
    first = family[0]
    return Formula(
        id=_identify(first),
        holder=holder,
        issue=first.position.issue,
        claimed_by=first.claimed_by,
        polarity=first.polarity,
        wording=(dated or family)[-1].wording,
        first=dated[0].day if dated else None,
        last=dated[-1].day if dated else None,
        uses=_uses(family, holder),
        lapses=_lapses(dated, documents),
        known_as=tuple((_identify(said), said.stored.id) for said in family),
    )


def _identify(first: _Said) -> str:
    position = first.position
    parts = (position.holder, position.issue, str(first.claimed_by), *map(str, first.order))
    return "f" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:19]


def _uses(family: Sequence[_Said], holder: str) -> tuple[FormulaUse, ...]:
    """Return the uses, each compared with the closest one of the latest earlier day.

    Of several on the first day the later ones are compared with the first.
    """
    uses: list[FormulaUse] = []
    earlier: list[_Said] = []
    today: list[_Said] = []
    for said in family:
        if said.day is None:
            uses.append(_use(said, None))
            continue
        if today and today[-1].day != said.day:
            earlier, today = today, []
        candidates = earlier or today[:1]
        uses.append(_use(said, _closest(said, candidates, holder)))
        today.append(said)
    return tuple(uses)


def _closest(said: _Said, candidates: Sequence[_Said], holder: str) -> _Said | None:
    """Return the earlier wording that differs least; the first of equals."""
    for known in candidates:
        if known.wording == said.wording:
            return known
    mine = strength_of(said.wording, said.polarity).grade

    def distance(known: _Said) -> tuple[bool, bool, float, tuple[date, str, int, int, str]]:
        change, _ = compare_wordings(known.wording, said.wording, said.polarity, holder)
        grade = strength_of(known.wording, known.polarity).grade
        apart = abs(mine - grade) if mine is not None and grade is not None else 9.0
        return (change != "same", known.to != said.to, apart, known.order)

    distinct: dict[tuple[str, tuple[str, ...]], _Said] = {}
    for known in candidates:
        distinct.setdefault((known.wording, known.to), known)
    return min(distinct.values(), key=distance, default=None)


def _use(said: _Said, before: _Said | None) -> FormulaUse:
    strength = strength_of(said.wording, said.polarity).grade
    shared: dict[str, Any] = {
        "wording": said.wording,
        "day": said.day,
        "strength": strength,
        "by": said.position.source,
        "to": said.to,
        "source": said.cite(),
    }
    if said.day is None:
        return FormulaUse(**shared, why="the document shows no date")
    if before is None:
        return FormulaUse(**shared, change="new", why="first use seen")
    change, why = compare_wordings(
        before.wording, said.wording, said.polarity, said.position.holder
    )
    return FormulaUse(
        **shared,
        change=change,
        why=why,
        difference=tell_difference(before.wording, said.wording),
        before=before.cite(),
    )


def _lapses(
    dated: Sequence[_Said], documents: Mapping[tuple[str, ...], list[_Said]]
) -> tuple[FormulaLapse, ...]:
    """Return to whom it is no longer said, where it was said in most documents before."""
    used: dict[tuple[str, ...], dict[str, _Said]] = defaultdict(dict)
    for said in dated:
        used[said.to][said.stored.document.id] = said
    found = []
    for to, by_document in sorted(used.items()):
        days = [said.day for said in by_document.values() if said.day is not None]
        first, last = min(days), max(days)
        all_of = documents[to]
        within = [s for s in all_of if s.day is not None and first <= s.day <= last]
        later = [s for s in all_of if s.day is not None and s.day > last]
        often = len(by_document) >= _ESTABLISHED and 2 * len(by_document) > len(within)
        if not (often and later):
            continue
        since = min(s.day for s in later if s.day is not None)
        found.append(
            FormulaLapse(
                to=to,
                last=last,
                since=since,
                why=(
                    f"in {len(by_document)} of {len(within)} documents from {first} to {last}, "
                    f"in none of {len(later)} since {since}"
                ),
                last_use=max(by_document.values(), key=lambda s: s.order).cite(),
                searched=tuple(s.cite() for s in later),
            )
        )
    return tuple(found)
