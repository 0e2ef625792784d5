"""Who names a standing arrangement in which document, and whose it is.

All here looks at one document at a time, so that what it finds does not depend on others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from communique.archive.types import Stored
from communique.linking.mechanism_names import (
    Name,
    initials,
    is_short,
    known_parties,
    read_name,
    read_names,
)
from communique.linking.wordings import organisation_called
from communique.records import Commitment, Engagement, Mechanism
from communique.reference.parties import load_parties

#: Undated documents stand behind all others.
_LAST = date.max


@dataclass(frozen=True, slots=True)
class Mention:
    """A record that names an arrangement; `names` holds what it is called there, fullest first.

    `parties` is the set by which arrangements are told apart, empty where it is unknown;
    `hints` are parties that are known to be among them. `grouping` is the organisation or
    grouping that it is. `record` is the mechanism record of the same document that it belongs
    to, by its id, if any.
    """

    stored: Stored
    names: tuple[Name, ...]
    parties: frozenset[str]
    hints: frozenset[str] = frozenset()
    grouping: str | None = None
    record: str | None = None
    order: tuple[date, str, int, int, str] = field(default=(_LAST, "", 0, 0, ""))

    @property
    def name(self) -> Name:
        """What it is called."""
        return self.names[0]


def place_of(stored: Stored) -> tuple[date, str, int, int, str]:
    """Return what records are ordered by: day of publication, document, place in it."""
    published = stored.document.published
    day = published.end if published is not None and published.end is not None else _LAST
    first = stored.record.evidence[0]
    return (day, stored.document.id, first.start, first.end, stored.id)


def list_mentions(stored: Iterable[Stored]) -> tuple[Mention, ...]:
    """Return the records that name an arrangement, in the order of publication.

    A record handed in twice counts once.
    """
    pages: dict[str, dict[str, Stored]] = defaultdict(dict)
    for one in stored:
        if isinstance(one.record, Mechanism | Engagement | Commitment):
            pages[one.document.id][one.id] = one
    found = [mention for page in pages.values() for mention in _of_page(list(page.values()))]
    return tuple(sorted(found, key=lambda m: m.order))


def _of_page(page: Sequence[Stored]) -> list[Mention]:
    page = sorted(page, key=place_of)
    company = _company(page)
    named = [_of_mechanism(one, company) for one in page if isinstance(one.record, Mechanism)]
    found = list(named)
    for one in page:
        record = one.record
        if isinstance(record, Engagement | Commitment) and record.mechanism:
            found.append(_of_other(one, record, record.mechanism, named, company))
    return [_adopt(mention, named) for mention in found]


def _company(page: Sequence[Stored]) -> frozenset[str]:
    """Return the parties that a document is about: the set that most of its records have."""
    sets = Counter(
        frozenset(one.record.parties)
        for one in page
        if isinstance(one.record, Engagement | Commitment | Mechanism)
        and len(set(one.record.parties)) > 1
    )
    ranked = sets.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return frozenset()
    return ranked[0][0]


def _of_mechanism(one: Stored, company: frozenset[str]) -> Mention:
    record = one.record
    assert isinstance(record, Mechanism)  # asked by the caller
    names = read_names(record.name)
    told = [n for e in record.evidence for n in read_names(e.text)]
    others = {n.key: n for n in told if n.key not in {m.key for m in names}}
    # "The dialogue" points back; a name of its own is another name.
    names += tuple(n for n in others.values() if not n.bare)
    return _mention(one, names, frozenset(record.parties), company)


def _of_other(
    one: Stored,
    record: Engagement | Commitment,
    text: str,
    named: Sequence[Mention],
    company: frozenset[str],
) -> Mention:
    names = read_names(text)
    whole = [m for m in named if any(_answers(n, other) for n in names for other in m.names)]
    exact = [m for m in whole if any(n.key == other.key for n in names for other in m.names)]
    fitting = exact or whole
    if len({m.record or m.stored.id for m in fitting}) == 1:
        best = fitting[0]
        mention = _mention(one, names, best.parties or frozenset(record.parties), company)
        return replace(mention, record=best.stored.id)
    return _mention(one, names, frozenset(record.parties), company)


def _mention(
    one: Stored, names: tuple[Name, ...], told: frozenset[str], company: frozenset[str]
) -> Mention:
    grouping = next((g for g in (_grouping(name.text) for name in names) if g), None)
    owners = frozenset().union(*(n.owners for n in names))
    parties = told
    if len(parties) < 2:
        parties |= owners
    if len(parties) < 2:
        parties |= frozenset().union(*(known_parties(n) for n in names if n.acronym))
    if len(parties) < 2 and parties <= company:
        parties = company
    hints = parties if len(parties) < 2 else frozenset()
    return Mention(
        one,
        names,
        parties if len(parties) > 1 else frozenset(),
        hints,
        grouping,
        order=place_of(one),
    )


def _adopt(mention: Mention, named: Sequence[Mention]) -> Mention:
    """Return a mention without parties with those of the one of its name in the document."""
    if mention.parties or mention.grouping:
        return mention
    fitting = {
        m.parties: m
        for m in named
        if m.parties
        and mention.hints <= m.parties
        and any(_answers(n, other) for n in mention.names for other in m.names)
    }
    if len(fitting) != 1:
        return mention
    [best] = fitting.values()
    return replace(mention, parties=best.parties, record=best.stored.id)


def _answers(short: Name, full: Name) -> bool:
    """Return whether in one document the short name means the full one."""
    if short.key == full.key:
        return True
    if short.acronym is not None:
        return short.acronym in initials(full)
    if full.acronym is not None:
        return full.acronym in initials(short)
    alike = short.family == full.family or short.head is None
    return alike and (short.core <= full.core)


@lru_cache(maxsize=16384)
def _grouping(text: str) -> str | None:
    """Return the grouping or organisation that is called so as a whole."""
    plain = " ".join(text.split())
    found = organisation_called(plain)
    if found is None and is_short(plain):
        found = organisation_called(read_name(plain).text)
    if found is None:
        return None
    return found if found in load_parties().organisations else None
