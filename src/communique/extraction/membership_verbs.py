"""Verbs that give a party a role in an organisation: it groups, joins, hosts, chairs."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.membership_lexicon import MembershipLexicon, Role
from communique.extraction.membership_parties import (
    Candidate,
    end_of_complement,
    organisation_in,
    organisation_of,
    states_joined_to,
    states_listed_after,
    subjects_of,
)
from communique.extraction.phrases import governors
from communique.language.analysis import Analysis
from communique.language.syntax import is_negated, modal_of, possessor_of, subject_of


def read_grouping(
    analysis: Analysis, passage: int, verb: Token, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "the SCO groups A, B and C", also where the parse takes the verb for a noun."""
    subject = subject_of(verb) if verb.pos_ == "VERB" else None
    if subject is None and verb.i:
        subject = verb.nbor(-1)
    if subject is None or is_negated(verb):
        return
    organization = organisation_of(analysis, passage, subject, lexicon)
    if organization is None:
        return
    members = states_listed_after(analysis, passage, verb, lexicon)
    if len(members) > 1:
        for member in members:
            yield Candidate(
                passage, member, organization, "member", subject.i, verb.i, "membership:group"
            )


def read_joining(
    analysis: Analysis, passage: int, verb: Token, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "joined NATO", "wants to join the EU", "China's proposal to join the CPTPP"."""
    if is_negated(verb) or any(
        child.dep_ == "prep" and any(c.dep_ == "pcomp" for c in child.children)
        for child in verb.children
    ):
        return  # "joined the EU in condemning"
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    links = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"to", "in", "into"}]
    objects += [c for link in links for c in link.children if c.dep_ == "pobj"]
    for noun in objects:
        organization = organisation_of(analysis, passage, noun, lexicon)
        if organization is None:
            continue
        wanted = _is_wanted(verb, lexicon)
        members = subjects_of(analysis, passage, verb)
        if not members and verb.dep_ in {"acl", "pcomp"}:
            owner = next((o for w in governors(verb, 4) if (o := possessor_of(w))), None)
            members = states_joined_to(analysis, passage, owner) if owner is not None else []
        for member in members:
            role: Role = "candidate" if wanted else "member"
            last = max(noun.i, verb.i)
            yield Candidate(
                passage, member, organization, role, min(verb.i, noun.i), last, "membership:join"
            )


def _is_wanted(verb: Token, lexicon: MembershipLexicon) -> bool:
    """Whether the joining lies ahead: a modal, an infinitive, or a word of wishing over it."""
    if modal_of(verb) is not None or verb.tag_ == "VB":
        return True
    return any(word.lemma_.lower() in lexicon.want for word in governors(verb, 3))


def read_hosting(
    analysis: Analysis, passage: int, verb: Token, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "will host the summit of X", "chairs the G20"."""
    lemma = verb.lemma_.lower()
    role: Role = "host" if lemma in lexicon.host else "chair"
    objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    for noun in objects:
        event = noun.lemma_.lower() in lexicon.events
        if event:
            organization = organisation_in(
                analysis, passage, noun.left_edge.i, end_of_complement(noun)
            )
        elif lemma in lexicon.chair or lemma == "host":
            organization = organisation_of(analysis, passage, noun, lexicon)
        else:
            organization = None
        if organization is None or (lemma == "hold" and noun.lemma_ not in lexicon.chair_nouns):
            continue
        if noun.lemma_.lower() in lexicon.chair_nouns:
            role = "chair"
        members = (
            subjects_of(analysis, passage, verb)
            if noun.dep_ == "dobj"
            else [
                seen for child in verb.children if child.dep_ == "agent"
                for inner in child.children for seen in states_joined_to(analysis, passage, inner)
            ]
        )  # fmt: skip
        for member in members:
            yield Candidate(
                passage, member, organization, role, min(verb.i, noun.i), end_of_complement(noun),
                "membership:host",
            )  # fmt: skip
