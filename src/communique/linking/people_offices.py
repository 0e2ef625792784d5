"""A person out of mentions: the name, and the offices as documents and packs tell them."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache

from communique.linking.names import Name
from communique.linking.people_known import KnownPeople, KnownTenure
from communique.linking.people_mentions import Mention, Sighting, Unit
from communique.linking.types import Cited, HeldOffice, Person
from communique.linking.wordings import normalise
from communique.records import DateRange, Rank
from communique.reference.parties import load_parties

#: Of these a party has one, whatever it is called.
_SINGLE: frozenset[Rank] = frozenset({"head-of-state", "head-of-government", "foreign-minister"})
_LAST = date.max


def make_person(units: Sequence[Unit], reasons: Collection[str], known: KnownPeople) -> Person:
    """Return the person of some units, whose offices the reference's packs may date."""
    sightings = [s for unit in units for s in unit.sightings]
    first = min(
        _place(mention, s) for unit in units for mention in unit.mentions for s in mention.sightings
    )
    parties = [(s.day or date.min, s.party) for s in sightings if s.party is not None]
    held = [(s.day or date.min, s.party) for s in sightings if s.party and s.rank]
    sources = {(s.cited.record): s.cited for s in sightings}
    return Person(
        id=_identify(first),
        name=_best_name(units),
        names=tuple(sorted({m.name for unit in units for m in unit.mentions})),
        party=max(held or parties)[1] if parties else None,
        offices=_offices(sightings, {unit.name for unit in units}, known),
        mentions=tuple(sorted(m.key for unit in units for m in unit.mentions)),
        sources=tuple(sorted(sources.values(), key=_by_place)),
        reasons=tuple(sorted(reasons)),
        known_as=tuple(
            sorted(
                (_identify(min(_place(mention, s) for s in mention.sightings)), mention.key)
                for unit in units
                for mention in unit.mentions
            )
        ),
    )


def _place(mention: Mention, sighting: Sighting) -> tuple[date, str, tuple[int, int], str]:
    """Return what the mentions of a person are ordered by."""
    cited = sighting.cited
    return cited.published or _LAST, cited.document, cited.spans[0], mention.key


def _identify(first: tuple[date, str, tuple[int, int], str]) -> str:
    """Return an id by the place of the first mention."""
    return "p" + hashlib.sha256(repr(first).encode()).hexdigest()[:19]


def _best_name(units: Sequence[Unit]) -> str:
    """Return the whole name used most; of several, the fuller one in usual letters."""
    used = Counter[str]()
    parsed: dict[str, Name] = {}
    for unit in units:
        text = " ".join(unit.name.text.split())
        used[text] += len(unit.mentions)
        parsed[text] = unit.name

    def order(text: str) -> tuple[bool, bool, int, int, int, str]:
        name = parsed[text]
        odd = any(_is_oddly_written(word) for word in text.split())
        return (not name.whole, odd, -used[text], -len(name.parts), -len(text), text)

    return min(used, key=order)


def _is_oddly_written(word: str) -> bool:
    """Return whether a word has capitals where names have none: "LAVROV", "LavroV"."""
    return len(word) > 2 and "." not in word and word[-1:].isupper()


def _offices(
    sightings: Sequence[Sighting], names: set[Name], known: KnownPeople
) -> tuple[HeldOffice, ...]:
    """Return the offices, the latest first, those in other words for one office joined."""
    groups: list[list[Sighting]] = []
    for sighting in sorted(sightings, key=lambda s: (-_size(s), _by_place(s.cited))):
        if sighting.office is None or sighting.rank is None:
            continue
        group = next((g for g in groups if _one_office(g[0], sighting)), None)
        if group is None:
            groups.append([sighting])
        else:
            group.append(sighting)
    tenures = known.packed(names)
    offices = [_hold(part, tenure) for group in groups for part, tenure in _by_term(group, tenures)]
    return tuple(
        sorted(
            offices,
            key=lambda o: (
                -(o.last or o.until or date.min).toordinal(),
                o.former,
                o.rank,
                o.office,
            ),
        )
    )


def _size(sighting: Sighting) -> int:
    return len(_words(sighting))


def _words(sighting: Sighting) -> frozenset[str]:
    return _office_words(sighting.office or "", sighting.party)


@lru_cache(maxsize=16384)
def _office_words(office: str, party: str | None) -> frozenset[str]:
    return frozenset(normalise(strip_party(office, party)).split())


def _one_office(known: Sighting, other: Sighting) -> bool:
    """Return whether two sightings are of one office: "Premier", "Chinese Premier"."""
    if (known.rank, known.party) != (other.rank, other.party):
        return False
    left, right = _words(known), _words(other)
    return known.rank in _SINGLE or left <= right or right <= left


def _by_term(
    group: list[Sighting], tenures: Sequence[KnownTenure]
) -> list[tuple[list[Sighting], KnownTenure | None]]:
    """Return the sightings by the term of a pack in which they fall; those in none together."""
    first = group[0]
    words = _words(first)
    fitting = [
        t
        for t in tenures
        if (t.rank, t.party) == (first.rank, first.party)
        and (t.rank in _SINGLE or _alike(_office_words(t.office, t.party), words))
    ]
    parts: dict[int | None, list[Sighting]] = defaultdict(list)
    for sighting in group:
        day = sighting.day
        # "The former minister" of today held the office in the last term before.
        terms = [
            i
            for i, t in enumerate(fitting)
            if day is not None
            and (
                (t.since.start is None or t.since.start <= day)
                if sighting.former
                else t.covers(day)
            )
        ]
        if len(terms) > 1:
            exact = [i for i in terms if fitting[i].covers(day or _LAST, margin=_NO_TIME)]
            terms = exact[-1:] or terms[-1:]
        parts[terms[0] if terms else None].append(sighting)
    if None in parts and len(fitting) == 1 and all(s.day is None for s in parts[None]):
        parts[0] += parts.pop(None)
    return [(part, None if i is None else fitting[i]) for i, part in parts.items()]


_NO_TIME = date.resolution * 0


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    return left <= right or right <= left


def _hold(sightings: list[Sighting], tenure: KnownTenure | None) -> HeldOffice:
    """Return the office as sightings tell it: who is called a former holder isn't seen in it."""
    in_office = [s.day for s in sightings if s.day is not None and not s.former]
    out = [s.day for s in sightings if s.day is not None and s.former]
    last = max(in_office, default=None)
    former = any(s.former for s in sightings) and (
        last is None or (bool(out) and max(out) > last) or not in_office
    )
    told = Counter(strip_party(s.office or "", s.party) for s in sightings)
    label = min(told, key=lambda office: (-told[office], -len(office), office))
    return HeldOffice(
        office=label,
        rank=sightings[0].rank or "official",
        party=sightings[0].party,
        former=former,
        first=min(in_office, default=None),
        last=last,
        since=_day(tenure.since) if tenure else None,
        until=_day(tenure.until) if tenure else None,
        citation=tenure.citation if tenure else None,
        sources=tuple(sorted({s.cited.record: s.cited for s in sightings}.values(), key=_by_place)),
    )


def _day(span: DateRange) -> date | None:
    """Return the day, None for a date known to the month or the year only."""
    return span.start if span.precision == "day" else None


def _by_place(cited: Cited) -> tuple[date, str, tuple[tuple[int, int], ...], str]:
    return cited.published or _LAST, cited.document, cited.spans, cited.record


@lru_cache(maxsize=16384)
def strip_party(office: str, party: str | None) -> str:
    """Return the office without its party's name before it, the first letter a capital.

    >>> strip_party("British Foreign Secretary", "GBR")
    'Foreign Secretary'
    """
    for form in _forms().get(party or "", ()):
        rest = office.removeprefix(f"{form} ").removeprefix(f"{form}'s ")
        if rest != office and rest:
            return rest[:1].upper() + rest[1:]
    return office[:1].upper() + office[1:]


@lru_cache(maxsize=1)
def _forms() -> dict[str, list[str]]:
    """Return the names and adjectives of each party, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(load_parties().names, key=lambda n: (-len(n.form), n.form)):
        if name.kind in ("name", "abbreviation", "demonym", "official"):
            found.setdefault(name.party, []).append(name.form)
    return found
