"""Accounts of contacts: a record with all by which it is compared to others."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from communique.archive.types import Stored
from communique.linking.encounter_numbers import number_told
from communique.linking.encounter_people import Attendant, Ranking, Resolver, attend
from communique.linking.wordings import name_words, normalise
from communique.records import Engagement, Place
from communique.reference.parties import load_parties
from communique.reference.places import place_key
from communique.reference.sittings import load_sittings
from communique.reference.tables import read_lexicon

#: By records.md a readout's "talks" and another's "meeting" may be one contact; of two
#: parties so may be their "summit" and the session of their dialogue.
_MEETINGS = {"talks": "meeting", "meeting": "meeting"}
_MEETINGS_OF_TWO = _MEETINGS | {"summit": "meeting", "session": "meeting"}
#: Of these of an organisation, each report names other members that came.
_GATHERINGS = frozenset({"summit", "session", "conference"})
#: A report without a date is of a contact at most so long before it was published.
REPORTED_WITHIN = timedelta(days=2)
#: So far ahead lies what is announced, or only proposed, without a date.
_AHEAD = {
    "scheduled": timedelta(days=30),
    "proposed": timedelta(days=180),
    "cancelled": timedelta(days=30),
}
#: An alluded contact without a date lies at most so long before the allusion.
_REMEMBERED = timedelta(days=366)
#: A date of several days that is no longer than this tells days, not a period.
_FEW_DAYS = timedelta(days=15)

Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Account:
    """A record of an engagement, made ready to be compared.

    `order` sorts accounts the same way whatever order they were handed in. `days` is when
    the text says it was, `window` when it may have been, None where nothing tells. `exact` is
    whether `days` are days rather than a period; `article` tells one article from all others.
    """

    stored: Stored
    record: Engagement
    order: tuple[str, ...]
    article: tuple[str, int]
    form: str
    parties: frozenset[str]
    core: frozenset[str]
    people: tuple[Attendant, ...]
    days: Window | None
    window: Window | None
    exact: bool
    published: date | None
    city: frozenset[str]
    country: str | None
    mechanism: frozenset[str]
    number: int | None
    marks: frozenset[str]
    words: str

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.stored.id

    @property
    def plain_form(self) -> str:
        """The form, where one report's session may be another's summit or meeting."""
        return _MEETINGS_OF_TWO.get(self.form, self.form)

    @property
    def spans_days(self) -> bool:
        """Whether reports give different days of the same contact: a visit, an assembly."""
        return self.form == "visit" or (
            self.record.form in {"summit", "conference"} and not self.parties.isdisjoint(_bodies())
        )

    @property
    def shape(self) -> Hashable:
        """What decides whether it fits others, apart from its article and date."""
        team = tuple((p.words, p.party, p.person, p.rank, p.leader) for p in self.people)
        return self.record.form, team, self.city, self.country, self.mechanism, self.number

    @property
    def is_bare(self) -> bool:
        """Whether no people, city or mechanism is told, and for a visit not where to."""
        record = self.record
        if self.people or self.mechanism or self.number or record.note or record.stops or self.city:
            return False
        if record.place is not None and record.place.venue:
            return False
        return not (record.form == "visit" and (self.country or record.host))

    @property
    def detail(self) -> int:
        """How much it tells: people, place, mechanism."""
        record = self.record
        place = record.place
        venue = place is not None and place.venue is not None
        return 2 * len(self.people) + bool(self.mechanism) + bool(self.city) + venue

    def team(self, party: str) -> tuple[Attendant, ...]:
        """Return who can have come for a party: its people, and those of nobody knows whom."""
        own = [p for p in self.people if p.party == party]
        return (*own, *(p for p in self.people if p.party is None)) if own else ()

    def remembered(self) -> Window | None:
        """Return when an alluded contact without a date was: within a year before."""
        if self.days is not None or self.published is None or self.record.status != "held":
            return None
        return self.published - _REMEMBERED, self.published


def mark_of(number: int) -> str:
    """Return the mark of a session by its number, which no word is."""
    return f"#{number}"


def read_accounts(stored: Iterable[Stored], person: Resolver, ranks: Ranking) -> list[Account]:
    """Return the engagements among the records as accounts, each once, in their own order."""
    unique = {one.id: one for one in stored if isinstance(one.record, Engagement)}
    accounts = [_read(one, person, ranks) for one in unique.values()]
    accounts.sort(key=lambda account: account.order)
    return _anchor(accounts)


def _read(stored: Stored, person: Resolver, ranks: Ranking) -> Account:
    record = stored.record
    if not isinstance(record, Engagement):
        raise TypeError(f"{stored.id} is no engagement")
    document = stored.document
    published = document.published.end if document.published is not None else None
    parties = frozenset(record.parties)
    place = record.place
    days = _days(record)
    words = normalise(" ".join(e.text for e in record.evidence))
    form = (_MEETINGS_OF_TWO if len(parties) == 2 else _MEETINGS).get(record.form, record.form)
    mechanism = _mechanism_words(record.mechanism) if record.mechanism else frozenset[str]()
    number = number_told(record)
    remote = form in {"call", "meeting"} and not _remote_words().isdisjoint(words.split())
    spans = sorted((e.start, e.end) for e in record.evidence)
    city = _city(place) if not remote else frozenset[str]()
    return Account(
        stored=stored,
        record=record,
        order=(
            published.isoformat() if published else "9999",
            document.id,
            f"{document.article:09d}",
            *(f"{start:09d}-{end:09d}" for start, end in spans[:1]),
            stored.id,
        ),
        article=(document.id, document.article),
        form="call" if remote else form,
        parties=parties,
        core=_core(record),
        people=tuple(attend(stored.id, record.people, _year(record, published), person, ranks)),
        days=days,
        window=days or _near(record, published),
        exact=days is not None and _is_exact(record, days),
        published=published,
        city=city,
        country=_country(record) if not remote else None,
        mechanism=mechanism,
        number=number,
        marks=city | mechanism | ({mark_of(number)} if number is not None else frozenset()),
        words=words,
    )


def _core(record: Engagement) -> frozenset[str]:
    parties, known = frozenset(record.parties), load_parties()
    bodies = {party for party in parties if party in known.organisations}
    place = record.place
    host = (place.country if place is not None else None) or record.host
    if record.form not in _GATHERINGS or not bodies or host is None or host not in parties:
        return parties
    sittings = load_sittings()
    if any(body in sittings and host in sittings[body].seats for body in bodies):
        return parties
    came = {member for body in bodies for member in known.members(body)}
    return parties - (came - {host})


def _days(record: Engagement) -> Window | None:
    told = record.date
    return (told.start, told.end) if told.start is not None and told.end is not None else None


def _is_exact(record: Engagement, days: Window) -> bool:
    if record.date.precision != "day":
        return False
    first, last = days
    # Only what lasts has days; "last week" is a period in which a meeting was.
    lasts = record.form in {"visit", "summit", "conference"} and last - first <= _FEW_DAYS
    return first == last or lasts


def _city(place: Place | None) -> frozenset[str]:
    return frozenset(place_key(place.city).split()) if place and place.city else frozenset()


def _year(record: Engagement, published: date | None) -> int | None:
    day = record.date.start or published
    return day.year if day is not None else None


def _country(record: Engagement) -> str | None:
    place = record.place
    if place is not None and place.country is not None:
        return place.country
    return record.host if record.form == "visit" else None


def _near(record: Engagement, published: date | None) -> Window | None:
    """Return when an engagement was of which the text gives no date."""
    if published is None:
        return None
    ahead = _AHEAD.get(record.status, timedelta())
    if record.status == "cancelled":
        return published - REPORTED_WITHIN, published + ahead
    if record.status == "held":
        return published - REPORTED_WITHIN, published
    return published, published + ahead


def _anchor(accounts: list[Account]) -> list[Account]:
    """Return the accounts, undated visits with the days of what their article tells of them.

    "A, who is on a visit to X, met B on Friday": there Friday is within the visit.
    """
    dated: dict[tuple[str, int], list[Account]] = {}
    for account in accounts:
        if account.exact:
            dated.setdefault(account.article, []).append(account)
    return [_anchor_one(one, dated.get(one.article, ())) for one in accounts]


def _anchor_one(account: Account, beside: Iterable[Account]) -> Account:
    if account.form not in {"visit", "press-conference", "signing"} or account.days is not None:
        return account
    days = [
        one.days
        for one in beside
        if one.days is not None
        and one.record.status == account.record.status
        and not one.parties.isdisjoint(account.parties)
        and (account.country is None or one.country in {None, account.country})
    ]
    if not days:
        return account
    return replace(account, window=(min(d[0] for d in days), max(d[1] for d in days)))


@lru_cache(maxsize=16384)
def _mechanism_words(name: str) -> frozenset[str]:
    return name_words(name)


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    return frozenset(load_parties().organisations)


@lru_cache(maxsize=1)
def _remote_words() -> frozenset[str]:
    return frozenset(read_lexicon("en", "encounter")["remote"])
