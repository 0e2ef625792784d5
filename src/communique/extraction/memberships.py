"""Memberships: organisations and the parties that the text sees in them."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.membership_lexicon import MembershipLexicon, membership_lexicon
from communique.extraction.membership_nouns import read_accession, read_chairing, read_role
from communique.extraction.membership_officers import read_officers
from communique.extraction.membership_parties import Candidate
from communique.extraction.membership_verbs import (
    is_listing,
    read_admission,
    read_grouping,
    read_hosting,
    read_joining,
)
from communique.language.analysis import Analysis
from communique.records import UNKNOWN_DATE, DateRange, Membership


def extract(analysis: Analysis) -> Iterator[Membership]:
    """Yield the memberships of the article, each once for a member, organisation and role."""
    found: dict[tuple[str, str, str], Membership] = {}
    for candidate in candidates(analysis):
        key = (candidate.organization, candidate.member.party, candidate.role)
        if key not in found and candidate.organization != candidate.member.party:
            found[key] = build(analysis, candidate)
    yield from found.values()


def candidates(analysis: Analysis) -> Iterator[Candidate]:
    """Yield every place where words give a party a role in an organisation."""
    lexicon = membership_lexicon("en")
    focus: str | None = None
    for passage in analysis.passages:
        mentions = [m for m in analysis.parties[passage.index] if not m.party.isupper()]
        if not mentions and focus is None:
            continue
        place = 0
        for token in passage.doc:
            while place < len(mentions) and mentions[place].last < token.i:
                focus = mentions[place].party
                place += 1
            yield from _read(analysis, passage.index, token, focus, lexicon)
        focus = mentions[-1].party if mentions else None
    yield from read_officers(analysis, lexicon)


def build(analysis: Analysis, candidate: Candidate) -> Membership:
    """Return the membership of a candidate: spans of the member and of the words for the role."""
    passage, member, rule = candidate.passage, candidate.member, candidate.rule
    first, last = candidate.first, candidate.last
    spans = [(first, last)]
    if not first <= member.first <= last:
        spans.insert(0, (member.first, member.last))
    return Membership(
        document_id=analysis.document_id,
        evidence=tuple(analysis.evidence(passage, start, end, rule) for start, end in spans),
        source=analysis.source_of(passage, member.first),
        claimed_by=analysis.claimed_by(member.party),
        organization=candidate.organization,
        member=member.party,
        role=candidate.role,
        as_of=_as_of(analysis, candidate),
    )


def _as_of(analysis: Analysis, candidate: Candidate) -> DateRange:
    """Return when the role holds: for a host the time told, else the document's date."""
    if candidate.role in {"host", "chair", "candidate"}:
        doc = analysis.passages[candidate.passage].doc
        stop = min(doc[candidate.last].sent.end - 1, candidate.last + 4)
        times = analysis.times_within(candidate.passage, candidate.first, stop)
        known = [time.date for time in times if time.date.known]
        if known and candidate.role != "candidate":
            return known[0]
    return analysis.as_of if analysis.as_of.known else UNKNOWN_DATE


def _read(
    analysis: Analysis, passage: int, token: Token, focus: str | None, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in lexicon.host_nouns and token.tag_ == "VBG":
        yield from read_chairing(analysis, passage, token, focus, lexicon)
    if token.pos_ == "VERB":
        if is_listing(token, lexicon):
            yield from read_grouping(analysis, passage, token, focus, lexicon)
        if lemma in lexicon.join:
            yield from read_joining(analysis, passage, token, focus, lexicon)
        if lemma in lexicon.admit:
            yield from read_admission(analysis, passage, token, focus, lexicon)
        if lemma in lexicon.host or lemma in lexicon.chair:
            yield from read_hosting(analysis, passage, token, lexicon)
    elif token.pos_ in {"NOUN", "PROPN"}:
        if token.lower_ in lexicon.misread and token.i:
            yield from read_grouping(analysis, passage, token, focus, lexicon)
        role = lexicon.role_of(token)
        if role is not None:
            yield from read_role(analysis, passage, token, *role, focus, lexicon)
        elif lemma in lexicon.collective and token.tag_ in {"NNS", "NNPS"}:
            # "The G7 countries, including Canada": only with the organisation's name.
            yield from read_role(analysis, passage, token, "member", token.i, None, lexicon)
        elif lemma in lexicon.chair_nouns | lexicon.host_nouns or (
            lemma in lexicon.in_turn and token.i and token.nbor(-1).lower_ in lexicon.turns
        ):
            yield from read_chairing(analysis, passage, token, focus, lexicon)
        elif lemma in lexicon.joining:
            yield from read_accession(analysis, passage, token, lexicon)
