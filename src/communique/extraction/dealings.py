"""What officials of parties do to each other in an article: evidence that it reports dealings.

States meet, win and promise on sports pages and in market reports too. In a report on
dealings officials of parties stand in headline and lead, more than one party is concerned,
and what they do, they do to each other.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from communique.extraction import genres
from communique.extraction.genre_lexicon import genre_lexicon
from communique.extraction.genres import LEAD_PASSAGES
from communique.extraction.holders import is_person, is_private
from communique.extraction.modality import LONG_PAST_YEARS
from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.language.referents import Person
from communique.records import (
    Commitment,
    Engagement,
    Mechanism,
    Position,
    Rank,
    RecordBase,
    Request,
    Statement,
)

#: What stands in so many of the sentences runs through the article.
DENSE = 0.3
#: Of persons, parties and acts more than so many say no more.
MANY = 3

#: The kinds of record that tell what a party does to others or says of them.
ACTS = {"engagement", "statement", "commitment", "request", "position"}
#: Publishers whose pages are a party's own, and no press.
_AUTHORITIES = {"government", "ministry", "organisation"}
#: A period as long as that is no day of a report.
_COARSE = {"year", "decade"}
#: Ranks of those who speak for an organisation without deciding for it.
_STAFF: set[Rank] = {"spokesperson", "official", "director-general"}


@dataclass
class Dealings:
    """What officials of parties do to each other in an article, by its records."""

    analysis: Analysis
    records: Sequence[RecordBase]

    def measure(self) -> dict[str, float]:
        """Return the measures, numbers from 0 to 1 by name."""
        sentences = max(1, genres.count_sentences(self.analysis))
        publisher = self.analysis.publisher
        metadata = self.analysis.article.metadata
        lead = [a for a in self.acts if isinstance(a, Engagement) and self._is_in_lead(a)]
        told = [act for act in self.acts if self._is_of_state(act) and self._concerns_others(act)]
        measures = {
            "bias": 1.0,
            "authority": self.is_authority,
            "agency": metadata.agency is not None
            or (publisher is not None and publisher.kind == "agency"),
            "dateline": metadata.dateline_place is not None,
            "facing": len({person.party for person in self.actors}) > 1,
            "met": any(map(self._is_encounter, lead)),
            "told": any(self._is_encounter(act) and self._is_told(act) for act in lead),
            "parties": _few(len(self._lead_parties)),
            "others": self._others,
            "acts": min(1.0, len(self.acts) / sentences),
            "acts of states": min(1.0, len(told) / sentences),
            "dealings": _few(sum(map(self._deals, self.acts))),
            "arrangement": self._names_arrangement,
            "old acts": self._past,
            "voiced": min(1.0, self._voiced / sentences),
        }
        return {name: float(value) for name, value in measures.items() if value}

    def _deals(self, act: RecordBase) -> bool:
        """Whether states agree on something, or an organisation speaks up on what others do."""
        match act:
            case Commitment():
                return len([party for party in act.parties if party.isupper()]) > 1
            case Position(holder=party) | Request(by=party):
                return (
                    not party.isupper() and self._is_full_of_others and self._concerns_others(act)
                )
        return False

    # -- who ---------------------------------------------------------------------------------

    @property
    def is_authority(self) -> bool:
        """Whether an authority speaks: the page is its own, or its title or words say so."""
        publisher = self.analysis.publisher
        if publisher is not None and publisher.party and publisher.kind in _AUTHORITIES:
            return True
        named = publisher is None or publisher.party is None
        spoken = named and self.analysis.resolver.writer is not None  # "as Malta, we"
        issue = self.analysis.issue
        return spoken or (issue is not None and (issue.joint or issue.party is not None))

    @cached_property
    def officials(self) -> list[Person]:
        """The persons who hold a party's office by the text's own word or by the table."""
        return [person for person in self.analysis.people.all if self._is_official(person)]

    @cached_property
    def actors(self) -> list[Person]:
        """The officials whom title or lead name."""
        title = (self.analysis.article.metadata.title or "").split()
        return [
            person
            for person in self.officials
            if any(passage < LEAD_PASSAGES for passage, _, _ in person.spans)
            or person.name.split()[-1] in title
        ]

    def _is_official(self, person: Person) -> bool:
        if person.party is None or not is_person(person):
            return False
        ranks = person.ranks
        if not person.party.isupper() and ranks and ranks <= _STAFF:
            return False  # who speaks or reckons for an organisation's secretariat
        held = [
            office
            for passage, office in person.offices
            if office.rank is not None
            and office.core.lower() not in genre_lexicon().idle
            and not is_private(self.analysis, passage, office)
        ]
        if any(office.party for office in held):
            return True
        anchor = self.analysis.anchor
        year = anchor.start.year if anchor is not None and anchor.start is not None else None
        rank = held[0].rank if held else None
        known = self.analysis.reference.leaders.party(person.name, rank=rank, year=year)
        return known is not None and (bool(held) or person.known)

    @cached_property
    def _lead_parties(self) -> set[str]:
        named = {m.party for found in self.analysis.parties[:LEAD_PASSAGES] for m in found}
        named |= {person.party for person in self.actors if person.party}
        return named | set(self.analysis.principals)

    # -- the bar for each record ---------------------------------------------------------------

    def speaks_for_itself(self, act: RecordBase) -> bool:
        """Whether the act is one between parties whatever the page: officials of states do it."""
        if act.kind not in ACTS or self._is_past(act):
            return False
        match act:
            case Engagement():
                return self._is_encounter(act)
            case Statement():
                return self._names(act.speaker) and self._concerns_others(act)
            case Commitment():
                return self._deals(act) or self._met.issuperset(act.parties)
        return self._names(act.source) and self._concerns_others(act)

    def _is_encounter(self, act: Engagement) -> bool:
        return len(act.parties) > 1 and self._is_of_officials(act)

    @cached_property
    def _met(self) -> set[str]:
        """The parties whose officials meet."""
        met = (act for act in self.acts if isinstance(act, Engagement) and self._is_encounter(act))
        return {party for act in met for party in act.parties}

    # -- what --------------------------------------------------------------------------------

    @cached_property
    def acts(self) -> list[RecordBase]:
        """The records that tell what parties do or say, those of times long past left out."""
        return [r for r in self.records if r.kind in ACTS and not self._is_past(r)]

    def _is_in_lead(self, record: RecordBase) -> bool:
        passages = self.analysis.passages[:LEAD_PASSAGES]
        return bool(passages) and record.evidence[0].start < passages[-1].block.end

    def _is_of_officials(self, engagement: Engagement) -> bool:
        """Whether persons take part, or offices stand in the words that tell it."""
        if any(self._names(person.name) for person in engagement.people):
            return True
        span = engagement.evidence[0]
        passage = self._passage_at(span.start)
        return passage is not None and any(
            span.start <= passage.source_span(office.start, office.end)[0] < span.end
            for office in self.analysis.offices[passage.index]
            if office.core.lower() not in genre_lexicon().idle
        )

    def _is_told(self, act: RecordBase) -> bool:
        """Whether a sentence is there to tell it: "they held talks", not "the talks were a test".

        What columns have to say of a meeting stands in the verb, and the meeting is its subject.
        """
        span = act.evidence[0]
        passage = self._passage_at(span.start)
        if passage is None:
            return False
        roots = (sentence.root for sentence in passage.sentences)
        return any(span.start <= passage.span_of(root.i, root.i)[0] < span.end for root in roots)

    @cached_property
    def _official_names(self) -> set[str]:
        return {person.name for person in self.officials}

    def _names(self, name: str) -> bool:
        return name in self._official_names

    def _concerns_others(self, act: RecordBase) -> bool:
        """Whether the act binds several parties, or its passage names several."""
        if len(getattr(act, "parties", ())) > 1:
            return True
        passage = self._passage_at(act.evidence[0].start)
        if passage is None:
            return False
        named = {m.party for m in self.analysis.parties[passage.index]}
        return len(named | self._parties_of_officials[passage.index]) > 1

    @cached_property
    def _parties_of_officials(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        for person in self.officials:
            for passage, _, _ in person.spans:
                found[passage] |= {person.party} if person.party else set()
        return found

    def _passage_at(self, offset: int) -> Passage | None:
        """Return the passage that the document's character `offset` is in."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        passage = self.analysis.passages[index]
        return passage if offset < passage.block.end else None

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.block.start for passage in self.analysis.passages]

    def _is_of_state(self, act: RecordBase) -> bool:
        """Whether states do it, or say it themselves or through an official named as theirs."""
        if not isinstance(act, Statement):
            return True
        state = act.speaker_party is not None and act.speaker_party.isupper()
        return state and (act.speaker == act.speaker_party or self._names(act.speaker))

    @cached_property
    def _is_full_of_others(self) -> bool:
        return self._others >= DENSE

    @cached_property
    def _others(self) -> float:
        """The share of sentences that name parties beside the one that the text names most."""
        people: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for person in self.analysis.people.all:
            for index, start, _ in person.spans:
                if person.party:
                    people[index].append((start, person.party))
        sentences: list[set[str]] = []
        for passage in self.analysis.passages:
            ends = [sentence.end for sentence in passage.sentences]
            named: list[set[str]] = [set() for _ in ends]
            at = [(m.first, m.party) for m in self.analysis.parties[passage.index]]
            at += [(passage.token_at(start), party) for start, party in people[passage.index]]
            for token, party in at:
                place = bisect_right(ends, token)
                if place < len(named):
                    named[place].add(party)
            sentences += named
        counts = Counter(party for parties in sentences for party in parties)
        if len(counts) < 2:
            return 0.0
        # Of parties named as often the first by name: sets have no order that could decide.
        most = min(counts, key=lambda party: (-counts[party], party))
        return sum(bool(parties - {most}) for parties in sentences) / len(sentences)

    def _is_past(self, record: RecordBase) -> bool:
        """Whether the record is an engagement of another time than the article's."""
        if not isinstance(record, Engagement) or record.date.end is None:
            return False
        anchor = self.analysis.anchor
        if anchor is None or anchor.start is None:
            coarse = record.date.precision in _COARSE
            return coarse or record.date.end.year <= genres.OLDEST_PAGES
        return record.date.end.year <= anchor.start.year - LONG_PAST_YEARS

    @cached_property
    def _past(self) -> float:
        """The share of engagements that are of another time than the article's."""
        engagements = [r for r in self.records if isinstance(r, Engagement)]
        return sum(map(self._is_past, engagements)) / max(1, len(engagements))

    @cached_property
    def _voiced(self) -> int:
        """How often somebody speaks for a party."""
        return sum(bool(found.speaker.parties) for found in self.analysis.attributions)

    @cached_property
    def _names_arrangement(self) -> bool:
        """Whether the lead names an arrangement between parties, or a table counts for two."""
        if any(
            isinstance(r, Mechanism) and len(r.parties) > 1 and self._is_in_lead(r)
            for r in self.records
        ):
            return True
        tables = any(block.kind == "table" for block in self.analysis.article.blocks)
        figures = any(record.kind == "figure" for record in self.records)
        return tables and figures and len(self.analysis.principals) > 1


def _few(count: int) -> float:
    return min(count, MANY) / MANY
