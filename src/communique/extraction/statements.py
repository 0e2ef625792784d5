"""Statements: attributed speech, as the attribution component reads it."""

from collections.abc import Iterator

from communique.extraction.holders import holds_private_office
from communique.extraction.modality import is_bygone, is_private
from communique.language.analysis import Analysis
from communique.language.speech import Attribution
from communique.records import Statement


def extract(analysis: Analysis) -> Iterator[Statement]:
    """Yield the statements of the article, in reading order."""
    if analysis.is_domestic:
        return
    for attribution in candidates(analysis):
        yield build(analysis, attribution)


def candidates(analysis: Analysis) -> Iterator[Attribution]:
    """Yield the attributions whose speaker speaks for a party, those long past left out."""
    for attribution in analysis.attributions:
        verb = attribution.verb
        if verb is not None and (
            is_private(verb) or is_bygone(analysis, attribution.passage, verb)
        ):
            continue
        persons = attribution.speaker.persons
        if persons and all(holds_private_office(analysis, person) for person in persons):
            continue
        if attribution.speaker.parties:
            yield attribution


def build(analysis: Analysis, attribution: Attribution) -> Statement:
    """Return the statement that an attribution makes."""
    speaker = attribution.speaker
    # The first named speaks for the others; his party is the statement's.
    names = attribution.speakers or tuple(p.name for p in speaker.persons) or speaker.parties
    party = names[0] if names[0] in speaker.parties else speaker.parties[0]
    if speaker.kind == "group" and speaker.persons:
        party = speaker.persons[0].party or party
    rule = f"statement:{attribution.mode}"
    evidence = analysis.stretches(attribution.span, rule)
    content = analysis.stretches(attribution.content, f"{rule}:content")
    text = " ".join(analysis.passages[p].words(a, b) for p, a, b in attribution.content)
    return Statement(
        document_id=analysis.document_id,
        evidence=evidence,
        source=names[0],
        claimed_by=analysis.claimed_by(*speaker.parties),
        topics=analysis.topics(text),
        speaker=names[0],
        speaker_party=party,
        speakers=names if len(names) > 1 else (),
        mode=attribution.mode,
        cue=attribution.cue,
        content=content,
        addressee=_addressee(attribution),
    )


def _addressee(attribution: Attribution) -> str | None:
    """Return the person or the one party that is addressed; None where several are, or nobody."""
    referent = attribution.addressee
    if referent is None:
        return None
    if len(referent.persons) == 1:
        return referent.persons[0].name
    return referent.parties[0] if len(referent.parties) == 1 else None
