"""Tenures: persons seen in offices, from the titles that the text puts beside their names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from communique.extraction.holders import is_person, is_private
from communique.extraction.modality import LONG_PAST_YEARS
from communique.language.analysis import Analysis
from communique.language.people import OfficeMention
from communique.language.referents import Person
from communique.records import DateRange, Evidence, Rank, Tenure
from communique.reference.leaders import LASTING_RANKS, MARGIN_YEARS
from communique.reference.offices import load_offices
from communique.reference.parties import load_parties
from communique.reference.tables import read_lexicon

#: So many mentions of one tenure are kept as evidence; a page of ten pages repeats hundreds.
MOST_SPANS = 4

#: Ranks of which one is not another's short form: "President" and "Vice President".
_EXCLUSIVE = {"head-of-state", "head-of-government", "deputy-head"}

#: Ranks of those who head or command a body.
_HEADING = {"organization-head", "military"}

#: Who is called so has the office still before him.
_NOT_YET = {"elect", "incoming", "designate", "nominee"}

#: Small words, which a title has in lower case.
_LINKS = {"of", "the", "and", "for", "to", "in", "on", "at", "with"}

Seen = tuple[int, OfficeMention]


@dataclass
class Candidate:
    """The mentions of one person in one office."""

    person: Person
    rank: Rank
    former: bool
    seen: list[Seen] = field(default_factory=list)
    longest: int = 0


def extract(analysis: Analysis) -> Iterator[Tenure]:
    """Yield the tenures of the article, in the order in which the persons appear."""
    for candidate in candidates(analysis):
        yield build(analysis, candidate)


def candidates(analysis: Analysis) -> Iterator[Candidate]:
    """Yield each person with each office, mentions of a shortened title joined to the full one."""
    for person in analysis.people.all:
        if not is_person(person):
            continue
        found: list[Candidate] = []
        for seen in sorted(person.offices, key=lambda seen: (seen[0], seen[1].start)):
            rank = seen[1].rank
            if rank is None or is_private(analysis, *seen):
                continue
            office = _same_office(found, seen[1], rank)
            if office is None:
                office = Candidate(person, rank, seen[1].former)
                found.append(office)
            office.seen.append(seen)
            if len(seen[1].core) >= office.longest:
                office.rank, office.longest = rank, len(seen[1].core)
        yield from _without_courtesies(found)


def _without_courtesies(found: list[Candidate]) -> list[Candidate]:
    """Return the offices without titles that only honour who holds another: "Senator", "Prince"."""
    courtesies = frozenset(read_lexicon("en", "people")["courtesies"])
    offices = [c for c in found if any(o.core.lower() not in courtesies for _, o in c.seen)]
    return offices or found


def build(analysis: Analysis, candidate: Candidate) -> Tenure:
    """Return the tenure with the title as first written in full."""
    person = candidate.person
    party = person.party
    passage, mention = candidate.seen[0]
    first = analysis.passages[passage]
    token = first.token_at(mention.start)
    day = _day_of_act(analysis, candidate)
    past = day is not None and _is_long_past(analysis, day)
    former = candidate.former or past or _is_known_past(analysis, candidate, party)
    return Tenure(
        document_id=analysis.document_id,
        evidence=_evidence(analysis, candidate),
        source=analysis.source_of(passage, token),
        person=person.name,
        office=plain_title(mention.title),
        rank=candidate.rank,
        party=_organ_of(analysis, candidate, party) or party,
        as_of=day if day is not None and (candidate.former or past) else analysis.as_of,
        former=former,
    )


def _organ_of(analysis: Analysis, candidate: Candidate, party: str | None) -> str | None:
    """Return the organ of the party that the person heads, where the table tells it apart."""
    parties = analysis.reference.parties
    organs = [organ for organ, owner in parties.organs.items() if owner == party]
    if not organs or candidate.rank not in _HEADING:
        return None
    for passage, mention in candidate.seen:
        found = analysis.passages[passage]
        first, last = found.token_at(mention.start), found.token_at(mention.end - 1)
        for named in analysis.parties_within(passage, first, last):
            words = found.words(named.first, named.last)
            organ = next((o for o in organs if parties.names_party(words, o)), None)
            if named.party == party and organ is not None:
                return organ
    return None


def plain_title(title: str) -> str:
    """Return a title as one holder bears it: no capitals as in a transcript's label, no plural.

    >>> plain_title("PRIME MINISTER"), plain_title("Prime Ministers")
    ('Prime Minister', 'Prime Minister')
    >>> plain_title("NATO SECRETARY-GENERAL")
    'NATO Secretary-General'
    """
    words = title.split()
    shouted = any(word.isupper() and _is_title_word(word) for word in words)
    return " ".join(_singular(_lower(word) if shouted else word) for word in words)


def _lower(word: str) -> str:
    """Return a word of a title in capitals as prose has it; acronyms stay."""
    if not word.isupper() or word in _acronyms():
        return word
    if word.lower() in _LINKS:
        return word.lower()
    if not _is_title_word(word):
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def _is_title_word(word: str) -> bool:
    known = _long_title_words()
    return all(part.lower() in known for part in word.split("-")) and word not in _acronyms()


@lru_cache(maxsize=1)
def _acronyms() -> frozenset[str]:
    return frozenset(n.form for n in load_parties().names if n.form.isupper())


def _singular(word: str) -> str:
    heads = read_lexicon("en", "offices")["heads"]
    for singular in (word.removesuffix("s"), word.removesuffix("ies") + "y"):
        if singular != word and word.endswith("s") and singular.lower() in heads:
            return singular
    return word


@lru_cache(maxsize=1)
def _long_title_words() -> frozenset[str]:
    titles = (office.title.replace("-", " ") for office in load_offices().titles)
    words = (word for title in titles for word in title.split())
    # "UN" is in a title too.
    return frozenset(word for word in words if len(word) > 3)


def _same_office(found: list[Candidate], mention: OfficeMention, rank: Rank) -> Candidate | None:
    """Return the candidate whose office the mention repeats, in full or shortened."""
    words = set(mention.core.lower().split())
    for candidate in found:
        if candidate.former != mention.former:
            continue
        if candidate.rank == rank:
            return candidate
        if {candidate.rank, rank} <= _EXCLUSIVE:
            continue
        for _, other in candidate.seen:
            known = set(other.core.lower().split())
            if words <= known or known <= words:
                return candidate
    return None


def _evidence(analysis: Analysis, candidate: Candidate) -> tuple[Evidence, ...]:
    """Return the first mention and those in other words."""
    rule = "tenure:former" if candidate.former else "tenure:title"
    spans: dict[str, Evidence] = {}
    for passage, mention in candidate.seen:
        evidence = analysis.evidence_at(passage, mention.start, mention.end, rule)
        spans.setdefault(analysis.passages[passage].text[mention.start : mention.end], evidence)
    return tuple(spans.values())[:MOST_SPANS]


def _day_of_act(analysis: Analysis, candidate: Candidate) -> DateRange | None:
    """Return the date of the one act the person is mentioned for; None if there's no such date."""
    if len(candidate.person.spans) > 2 or len(candidate.seen) != 1:
        return None
    passage, mention = candidate.seen[0]
    found = analysis.passages[passage]
    sentence = found.sentence_of(found.token_at(mention.start))
    for time in analysis.times_within(passage, sentence.start, sentence.end - 1):
        if time.date.known and time.date.basis == "explicit" and not time.attributive:
            return time.date
    return None


def _is_known_past(analysis: Analysis, candidate: Candidate, party: str | None) -> bool:
    """Whether the table of leaders ends the person's time in the office years before the page."""
    anchor = analysis.anchor.start if analysis.anchor is not None else None
    if anchor is None or candidate.rank not in LASTING_RANKS:
        return False
    if set(candidate.seen[0][1].title.lower().replace("-", " ").split()) & _NOT_YET:
        return False
    year, name = anchor.year, candidate.person.name
    rows = [
        row
        for row in analysis.reference.leaders.find(name, rank=candidate.rank, year=year)
        if row.party == party and row.rank == candidate.rank and int(row.since[:4]) <= year
    ]
    return bool(rows) and not any(row.held_in(year, margin=MARGIN_YEARS) for row in rows)


def _is_long_past(analysis: Analysis, day: DateRange) -> bool:
    anchor: date | None = analysis.anchor.start if analysis.anchor is not None else None
    return (
        anchor is not None
        and day.end is not None
        and (anchor.year - day.end.year >= LONG_PAST_YEARS)
    )
