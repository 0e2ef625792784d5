"""Whether an article reports dealings between parties at all.

Sports pages, travel guides and market reports are full of states that meet, win and
promise. What tells a report on relations from them stands where reports begin: headline
and lead name officials of parties, more than one party, and what these do to each other.
Who publishes the article may settle it, and so may its genre (`genres`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from communique.extraction import genres
from communique.extraction.genre_lexicon import genre_lexicon
from communique.extraction.holders import is_person, is_private
from communique.extraction.modality import LONG_PAST_YEARS
from communique.language.analysis import Analysis
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

#: So many passages, the headline among them, are the lead.
LEAD_PASSAGES = 3
#: What stands in so many of the sentences runs through the article.
DENSE = 0.3
#: A text of so few sentences has no lead: what it tells is all there is to judge by.
SNIPPET_SENTENCES = 3

#: So many agreements and the like are no aside, whatever the lead names.
SEVERAL = 3

#: The kinds of record that tell what a party does to others or says of them.
ACTS = {"engagement", "statement", "commitment", "request", "position"}
#: Publishers whose pages are a party's own, and no press.
_AUTHORITIES = {"government", "ministry", "organisation"}
#: A period as long as that is no day of a report.
_COARSE = {"year", "decade"}
#: Ranks of those who speak for an organisation without deciding for it.
_STAFF: set[Rank] = {"spokesperson", "official", "director-general"}


def concerns_parties(analysis: Analysis, records: Iterable[RecordBase]) -> bool:
    """Return whether the article, of which `records` were read, is on dealings between parties.

    In this order: history isn't; an authority's own page is, if it tells of officials or
    acts; stories and opinions aren't; officials who meet in the lead make it one. An article
    with another subject isn't; one in whose lead officials of several parties stand, or which
    is full of acts towards other parties, is.
    """
    return _Reader(analysis, tuple(records)).judge()


@dataclass
class _Reader:
    analysis: Analysis
    records: Sequence[RecordBase]

    def judge(self) -> bool:
        analysis = self.analysis
        if self._is_history:
            return False
        if self._is_authority:
            return any(r.kind in ACTS | {"tenure"} for r in self.records) or self._tells_relations
        if genres.is_story(analysis) or genres.is_opinion(analysis):
            return False
        lead = [act for act in self.acts if self._is_in_lead(act)]
        met = [act for act in lead if isinstance(act, Engagement) and len(act.parties) > 1]
        if any(map(self._is_of_officials, met)):
            return True
        if genres.other_subject(analysis) is not None:
            return False
        if self._do_officials_deal(lead, met) or self._tells_relations:
            return True
        if genres.mentions_subject(analysis.passages[:LEAD_PASSAGES]):
            return False
        if genres.count_sentences(analysis) <= SNIPPET_SENTENCES:
            return bool(self.acts)
        told = [act for act in self.acts if self._is_of_state(act) and self._concerns_others(act)]
        full = self._is_full_of_others and self._run_through(told)
        dealings = sum(map(self._deals, self.acts))
        if dealings >= SEVERAL:
            return True
        return len(self._lead_parties) > 1 and (full or bool(met) or dealings > 0)

    def _do_officials_deal(self, lead: list[RecordBase], met: list[Engagement]) -> bool:
        """Whether officials of the lead meet another party, or acts run through the article."""
        if not self.actors or not self.acts:
            return False
        if met:
            return True
        facing = len({person.party for person in self.actors}) > 1
        concerned = self._is_full_of_others and any(self._concerns_others(act) for act in lead)
        return self._run_through(self.acts) and (facing or concerned)

    def _run_through(self, acts: list[RecordBase]) -> bool:
        return len(acts) >= DENSE * genres.count_sentences(self.analysis)

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
    def _is_authority(self) -> bool:
        """Whether an authority speaks: the page is its own, or its title says so."""
        publisher = self.analysis.publisher
        if publisher is not None and publisher.party and publisher.kind in _AUTHORITIES:
            return True
        return self.analysis.issue is not None

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

    # -- what --------------------------------------------------------------------------------

    @cached_property
    def acts(self) -> list[RecordBase]:
        return [r for r in self.records if r.kind in ACTS and not self._is_past(r)]

    def _is_in_lead(self, record: RecordBase) -> bool:
        passages = self.analysis.passages[:LEAD_PASSAGES]
        return bool(passages) and record.evidence[0].start < passages[-1].block.end

    def _is_of_officials(self, engagement: Engagement) -> bool:
        """Whether persons take part, or offices stand in the words that tell it."""
        if any(self._names(person.name) for person in engagement.people):
            return True
        span = engagement.evidence[0]
        for passage in self.analysis.passages:
            if passage.block.start <= span.start < passage.block.end:
                return any(
                    span.start <= passage.source_span(office.start, office.end)[0] < span.end
                    for office in self.analysis.offices[passage.index]
                    if office.core.lower() not in genre_lexicon().idle
                )
        return False

    def _names(self, name: str) -> bool:
        return any(person.name == name for person in self.officials)

    def _concerns_others(self, act: RecordBase) -> bool:
        """Whether the act binds several parties, or its passage names several."""
        if len(getattr(act, "parties", ())) > 1:
            return True
        start = act.evidence[0].start
        for passage in self.analysis.passages:
            if passage.block.start <= start < passage.block.end:
                named = {m.party for m in self.analysis.parties[passage.index]}
                named |= {
                    person.party
                    for person in self.officials
                    if person.party and any(p == passage.index for p, _, _ in person.spans)
                }
                return len(named) > 1
        return False

    def _is_of_state(self, act: RecordBase) -> bool:
        """Whether states do it, or say it themselves or through an official named as theirs."""
        if not isinstance(act, Statement):
            return True
        state = act.speaker_party is not None and act.speaker_party.isupper()
        named = {person.name for person in self.officials}
        return state and (act.speaker == act.speaker_party or act.speaker in named)

    @cached_property
    def _is_full_of_others(self) -> bool:
        """Whether much of the text names parties beside the one that it names most."""
        sentences: list[set[str]] = []
        for passage in self.analysis.passages:
            for sentence in passage.sentences:
                named = {
                    m.party
                    for m in self.analysis.parties[passage.index]
                    if sentence.start <= m.first < sentence.end
                }
                for person in self.analysis.people.all:
                    at = (passage.token_at(s) for p, s, _ in person.spans if p == passage.index)
                    if person.party and any(sentence.start <= t < sentence.end for t in at):
                        named.add(person.party)
                sentences.append(named)
        counts = Counter(party for named in sentences for party in named)
        if len(counts) < 2:
            return False
        [(most, _)] = counts.most_common(1)
        return sum(bool(named - {most}) for named in sentences) >= DENSE * len(sentences)

    def _is_past(self, record: RecordBase) -> bool:
        """Whether the record is an engagement of another time than the article's."""
        if not isinstance(record, Engagement) or record.date.end is None:
            return False
        anchor = self.analysis.anchor
        if anchor is None or anchor.start is None:
            return record.date.precision in _COARSE
        return record.date.end.year <= anchor.start.year - LONG_PAST_YEARS

    @cached_property
    def _is_history(self) -> bool:
        """Whether the article tells of other times: by its dates, or by those of its lead."""
        engagements = [r for r in self.records if isinstance(r, Engagement)]
        past = [r for r in engagements if self._is_past(r)]
        if len(past) < len(engagements):
            return genres.is_history(self.analysis) and not any(
                self._is_of_the_day(r) for r in engagements
            )
        return genres.is_history(self.analysis) or (
            any(self._is_in_lead(r) for r in past) and genres.is_past(self.analysis)
        )

    def _is_of_the_day(self, engagement: Engagement) -> bool:
        anchor, end = self.analysis.anchor, engagement.date.end
        if anchor is None or anchor.start is None or end is None:
            return False
        return abs(end.year - anchor.start.year) <= 1

    @cached_property
    def _tells_relations(self) -> bool:
        """Whether the lead names an arrangement between parties, or a table counts for two."""
        if any(
            isinstance(r, Mechanism) and len(r.parties) > 1 and self._is_in_lead(r)
            for r in self.records
        ):
            return True
        tables = any(block.kind == "table" for block in self.analysis.article.blocks)
        figures = any(record.kind == "figure" for record in self.records)
        return tables and figures and len(self.analysis.principals) > 1
