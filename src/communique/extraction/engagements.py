"""Engagements: official contacts between parties, and their public acts of diplomacy.

Verbs and nouns tell an engagement (`engagement_triggers`), the clause around them its
status, date and place (`engagement_clauses`), the names beside them who takes part
(`engagement_casts`); mentions of one engagement become one record (`engagement_joining`).
"""

from collections.abc import Iterator

from communique.extraction.engagement_addresses import AddressReader
from communique.extraction.engagement_casts import CastReader
from communique.extraction.engagement_clauses import ClauseReader
from communique.extraction.engagement_joining import Group, form_of, join
from communique.extraction.engagement_letters import LetterReader
from communique.extraction.engagement_lexicon import engagement_lexicon
from communique.extraction.engagement_mentions import Occurrence
from communique.extraction.engagement_nouns import NounReader
from communique.extraction.engagement_phrases import PhraseReader
from communique.extraction.engagement_transcripts import TranscriptReader
from communique.extraction.engagement_triggers import TriggerReader
from communique.extraction.engagement_verbs import VerbReader
from communique.extraction.engagement_visits import VisitReader
from communique.extraction.tenures import plain_title
from communique.language.analysis import Analysis
from communique.records import UNKNOWN_DATE, DateRange, Engagement, Evidence, Official, Place

#: Blocks whose words repeat the article's: their spans follow those of its sentences.
_REPEATING = {"headline", "caption"}
#: So many mentions are kept as evidence.
MOST_SPANS = 6
#: Forms that happen where the report is written, if it doesn't say otherwise.
_LOCAL_FORMS = {"talks", "meeting", "session", "press-conference"}


def extract(analysis: Analysis) -> Iterator[Engagement]:
    """Yield the engagements of the article, in the order in which they are first told."""
    groups = candidates(analysis)
    for group in groups:
        yield build(analysis, group, groups)


def candidates(analysis: Analysis) -> list[Group]:
    """Return the engagements of the article, each with its mentions."""
    words = engagement_lexicon()
    casts = CastReader(analysis, words)
    clauses = ClauseReader(analysis, words)
    transcript = TranscriptReader(analysis, words, casts).read()
    calls = transcript is None and _tells_calls(analysis)
    reader = TriggerReader(
        analysis,
        VerbReader(analysis, words, casts, clauses, calls=calls),
        PhraseReader(analysis, words, casts, clauses),
        VisitReader(analysis, words, casts, clauses),
        NounReader(analysis, words, casts, clauses),
        LetterReader(analysis, words, casts, clauses),
    )
    address = AddressReader(analysis, words, casts, clauses).read() if transcript is None else None
    opening = [told for told in (transcript, address) if told is not None]
    mentions = [_at_address(mention, address) for mention in reader.read()]
    lead = [m for m in mentions if analysis.passages[m.passage].block.kind not in _REPEATING]
    repeated = [m for m in mentions if analysis.passages[m.passage].block.kind in _REPEATING]
    for mention in repeated:
        mention.repeats = True
    return join([*opening, *lead, *repeated], analysis.principals)


def _at_address(mention: Occurrence, address: Occurrence | None) -> Occurrence:
    """Return the mention as one of the gathering where the text's author speaks, if it is."""
    if address is None or mention.form != address.form or mention.form == "visit":
        return mention
    inside = set(mention.cast.parties) < set(address.cast.parties)
    if inside and set(mention.cast.parties) & {p for p in address.cast.parties if p.islower()}:
        mention.cast = address.cast
    return mention


def build(analysis: Analysis, group: Group, groups: list[Group]) -> Engagement:
    """Return the record of an engagement."""
    lead = group.lead
    place = _place(analysis, group, groups)
    evidence = _evidence(analysis, group)
    parties = tuple(sorted(lead.cast.parties))
    return Engagement(
        document_id=analysis.document_id,
        evidence=evidence,
        source=analysis.source_of(lead.passage, lead.trigger),
        claimed_by=analysis.claimed_by(*parties),
        topics=analysis.topics(_sentence_text(analysis, lead)),
        form=form_of(group),
        status=lead.status,
        parties=parties,
        people=tuple(
            Official(
                name=person.name,
                office=plain_title(person.office) if person.office else None,
                party=person.party,
            )
            for person in lead.cast.persons
        ),
        host=_host(lead, place),
        date=_date(analysis, group),
        place=place,
        stops=lead.stops,
        mechanism=lead.mechanism,
        note=lead.note,
    )


def _tells_calls(analysis: Analysis) -> bool:
    """Whether "spoke with" is by telephone here, as in readouts; not if the title says met."""
    title = (analysis.article.metadata.title or "").lower()
    return not any(word in title for word in engagement_lexicon().titles_met)


def _evidence(analysis: Analysis, group: Group) -> tuple[Evidence, ...]:
    spans: dict[tuple[int, int], Evidence] = {}
    for mention in group.mentions:
        if mention.span is not None:
            evidence = analysis.source_evidence(*mention.span, mention.rule)
        else:
            evidence = analysis.evidence(mention.passage, mention.first, mention.last, mention.rule)
        spans.setdefault((evidence.start, evidence.end), evidence)
    kept: list[Evidence] = []
    for evidence in spans.values():
        if len(kept) == MOST_SPANS:
            break
        if not any(k.start <= evidence.start and evidence.end <= k.end for k in kept):
            kept.append(evidence)
    return tuple(kept)


def _sentence_text(analysis: Analysis, mention: Occurrence) -> str:
    return str(analysis.passages[mention.passage].sentence_of(mention.trigger).text)


def _date(analysis: Analysis, group: Group) -> DateRange:
    lead = group.lead
    if lead.date.known or lead.form != "press-conference":
        return lead.date
    # "Yang said at a press conference" here, "Yang said Tuesday" there.
    speakers = set(lead.cast.persons)
    clauses = ClauseReader(analysis, engagement_lexicon())
    for attribution in analysis.attributions:
        if attribution.verb is not None and speakers & set(attribution.speaker.persons):
            date = clauses.date_of(attribution.passage, attribution.verb)
            if date.known:
                return date
    return UNKNOWN_DATE


def _place(analysis: Analysis, group: Group, groups: list[Group]) -> Place | None:
    """Return the place told; else of the talks that it follows, else of the dateline."""
    lead = group.lead
    if lead.place is not None and (lead.place.city or lead.place.venue or lead.form == "visit"):
        return lead.place
    if lead.follows:
        for other in groups:
            if other is not group and other.lead.form in _LOCAL_FORMS and other.lead.place:
                return other.lead.place
    if lead.place is not None:
        return lead.place
    place = _dateline_place(analysis, lead)
    if place is None:
        return None
    hosts = [g.lead.host for g in groups if _is_on_visit(g.lead, lead)]
    if not hosts or place.country in hosts:
        return place
    return Place(country=hosts[0]) if hosts[0] in lead.cast.parties else None


def _is_on_visit(visit: Occurrence, meeting: Occurrence) -> bool:
    """Whether one who takes part in the meeting is told to have been abroad on the visit."""
    abroad = visit.form == "visit" and visit.status == "held" and visit.host is not None
    return abroad and bool(set(visit.cast.persons) & set(meeting.cast.persons))


def _dateline_place(analysis: Analysis, lead: Occurrence) -> Place | None:
    now = not (lead.serial or lead.other)
    held = lead.status == "held" and lead.form in _LOCAL_FORMS and now
    if not held or (lead.passage > 3 and lead.form != "press-conference"):
        return None
    place = ClauseReader(analysis, engagement_lexicon()).of_dateline()
    return place if place is not None and place.country in lead.cast.parties else None


def _host(lead: Occurrence, place: Place | None) -> str | None:
    """Return the party on whose soil it takes place, if it's one of those who meet."""
    if place is not None and place.country in lead.cast.parties:
        return place.country
    if place is not None and place.country:
        return None
    return lead.host
