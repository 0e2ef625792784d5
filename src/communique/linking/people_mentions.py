"""Where records name persons: each mention with office, party and day, gathered by document."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from communique.archive.projection import name_people
from communique.archive.types import Stored
from communique.linking.names import Name, is_role, parse_name, part_title
from communique.linking.types import Cited, cite, mention_key
from communique.records import DateRange, Engagement, Rank, RecordBase, Statement, Tenure
from communique.reference.offices import load_offices


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person seen in an office, or only named (`office` None), on a day, at some words."""

    office: str | None
    rank: Rank | None
    former: bool
    party: str | None
    day: date | None
    cited: Cited


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a record; `key` by `mention_key`, `beside` who is named next to him."""

    key: str
    name: str
    party: str | None
    sightings: tuple[Sighting, ...]
    beside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """The mentions under one name for one party in one document: one person.

    The reading of a document has settled already that its "Yang" is its "Yang Jiechi".
    """

    name: Name
    party: str | None
    document: str
    mentions: tuple[Mention, ...]
    #: The latest day on which the person is seen; None where no date is known.
    day: date | None
    #: The rank the document gives most often, None where it gives none.
    rank: Rank | None

    @property
    def sightings(self) -> Iterator[Sighting]:
        """All sightings of the mentions."""
        return (sighting for mention in self.mentions for sighting in mention.sightings)


def gather_units(stored: Iterable[Stored], apart: frozenset[str] = frozenset()) -> list[Unit]:
    """Return who is named in which document, sorted; mentions in `apart` stand alone."""
    named: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for one in {one.id: one for one in stored}.values():
        for mention in find_mentions(one):
            named[one.document.id, mention.name].append(mention)
    units: list[Unit] = []
    for (document, text), mentions in sorted(named.items()):
        parties = Counter(m.party for m in mentions if m.party is not None)
        # Who has a party anywhere in the document has it everywhere.
        usual = min(parties, key=lambda party: (-parties[party], party), default=None)
        groups: dict[tuple[str | None, str], list[Mention]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda m: m.key):
            alone = mention.key if mention.key in apart else ""
            groups[mention.party or usual, alone].append(mention)
        for (party, _), group in sorted(groups.items(), key=lambda g: (g[0][0] or "", g[0][1])):
            _, bare = part_title(text, party)
            name = parse_name(bare, party)
            if name.words or name.parts:
                units.append(_make_unit(name, document, group))
    return units


def _make_unit(name: Name, document: str, mentions: list[Mention]) -> Unit:
    seen = [sighting for mention in mentions for sighting in mention.sightings]
    ranks = Counter([s.rank for s in seen if s.rank is not None and not s.former])
    rank = min(ranks, key=lambda rank: (-ranks[rank], rank), default=None)
    day = max((s.day for s in seen if s.day is not None), default=None)
    return Unit(name, name.party, document, tuple(mentions), day, rank)


def find_mentions(stored: Stored) -> Iterator[Mention]:
    """Yield the persons that a record names, by name."""
    record = stored.record
    names = name_people(record)
    cited = cite(stored) if names else None
    day = _day_of(stored)
    for text in names:
        if cited is None or is_role(text):
            continue
        told = list(_offices(record, text))
        party = next((p for _, _, _, p in told if p is not None), None)
        title, _ = part_title(text, party)
        if title is not None and all(office is None for office, *_ in told):
            told.append((title, load_offices().rank(title, party), False, party))
        sightings = tuple(
            Sighting(office, rank, former, p or party, day, cited)
            for office, rank, former, p in told or [(None, None, False, party)]
        )
        beside = frozenset(_company(record)) - {text}
        yield Mention(mention_key(stored.id, text), text, party, sightings, beside)


def _offices(
    record: RecordBase, name: str
) -> Iterator[tuple[str | None, Rank | None, bool, str | None]]:
    """Yield office, rank, whether it is a former one, and party, as the record tells them."""
    match record:
        case Tenure() if record.person == name:
            yield record.office, record.rank, record.former, record.party
        case Engagement():
            for official in record.people:
                if official.name == name:
                    rank = None
                    if official.office is not None:
                        rank = load_offices().rank(official.office, official.party)
                    yield official.office, rank, False, official.party
        case Statement() if name in (record.speaker, *record.speakers):
            yield None, None, False, record.speaker_party


def _company(record: RecordBase) -> Iterator[str]:
    """Yield who are named side by side as persons of their own."""
    match record:
        case Engagement():
            yield from (official.name for official in record.people)
        case Statement():
            yield from record.speakers or (record.speaker,)
            if record.addressee is not None:
                yield record.addressee


def _day_of(stored: Stored) -> date | None:
    """Return the day of the record, but none after its document: a plan shows no office yet."""
    published = stored.document.published
    last = published.end if published is not None else None
    own: DateRange | None = None
    match stored.record:
        case Tenure(as_of=own) | Engagement(date=own):
            pass
    if own is None or own.end is None:
        return last
    return own.end if last is None else min(own.end, last)
