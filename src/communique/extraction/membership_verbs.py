"""Verbs that give a party a role in an organisation: it groups, joins, hosts, chairs."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.membership_lexicon import MembershipLexicon, Role
from communique.extraction.membership_organisations import (
    organisation_before,
    organisations_at,
    organisations_of,
)
from communique.extraction.membership_parties import (
    Candidate,
    Named,
    states_joined_to,
    states_listed_after,
    subjects_of,
)
from communique.extraction.phrases import governors
from communique.language.analysis import Analysis
from communique.language.syntax import is_negated, modal_of, possessor_of, subject_of


def read_grouping(
    analysis: Analysis, passage: int, verb: Token, focus: str | None, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "the SCO groups A and B", "the bloc, which includes A", "a league formed by A and B".

    Also where the parse takes the verb for a noun. What an organisation included once, in
    what it did, isn't its members.
    """
    if is_negated(verb) or (verb.lemma_ == "include" and verb.tag_ == "VBD"):
        return
    organization = _grouped(analysis, passage, verb, focus, lexicon)
    if organization is None:
        return
    members = states_listed_after(analysis, passage, verb, lexicon)
    if len(members) > 1:
        first = organization.first if organization.last < verb.i else verb.i
        for member in members:
            yield Candidate(
                passage, member, organization.party, "member",
                max(first, verb.sent.start), verb.i, "membership:group",
            )  # fmt: skip


def _grouped(
    analysis: Analysis, passage: int, verb: Token, focus: str | None, lexicon: MembershipLexicon
) -> Named | None:
    """Return the organisation whose members the verb lists."""
    if verb.pos_ == "VERB" and verb.dep_ in {"acl", "relcl"}:
        subject: Token | None = verb.head
    else:
        subject = subject_of(verb) if verb.pos_ == "VERB" else None
    if subject is None:
        subject = verb.nbor(-1) if verb.i and verb.lower_ in lexicon.misread else None
    if subject is None:
        return None
    named = organisations_of(analysis, passage, subject, lexicon, focus)
    if named:
        return named[0]
    # "X is a format of cooperation that includes A": the clause may hang on either noun.
    nouns = (subject, *governors(subject, 2))
    defined = (organisation_before(analysis, passage, noun) for noun in nouns)
    return next((found for found in defined if found is not None), None)


def is_listing(verb: Token, lexicon: MembershipLexicon) -> bool:
    """Whether the verb lists what something consists of, in its form as the text has it."""
    lemma = verb.lemma_.lower()
    if verb.tag_ == "VBN":
        listed = {"of": {"compose", "comprise", "make"}, "by": lexicon.participles}
        following = [c.lower_ for c in verb.rights if c.dep_ in {"prep", "agent"}]
        # "Established by the United States" tells who made it; several make it their own.
        return any(lemma in listed.get(link, ()) for link in following)
    if lemma == "bring":
        return any(child.lower_ == "together" for child in verb.rights)
    return lemma in lexicon.group and (verb.tag_ != "VBG" or verb.dep_ == "acl")


def read_joining(
    analysis: Analysis, passage: int, verb: Token, focus: str | None, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "joined NATO as an observer", "wants to join the EU", "proposal to join the CPTPP"."""
    if is_negated(verb) or any(
        child.dep_ == "prep" and any(c.dep_ == "pcomp" for c in child.children)
        for child in verb.children
    ):
        return  # "joined the EU in condemning"
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    links = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"to", "into"}]
    objects += [c for link in links for c in link.children if c.dep_ == "pobj"]
    organizations = [
        named for noun in objects
        for named in organisations_of(analysis, passage, noun, lexicon, focus)
    ]  # fmt: skip
    told = _role_told(verb, lexicon)
    if not objects and focus is not None and (told is not None or _is_dated(verb)):
        organizations = [Named(focus, verb.i, verb.i)]  # "Hungary joined as an observer"
    if not organizations:
        return
    members = subjects_of(analysis, passage, verb)
    if not members and verb.dep_ in {"acl", "pcomp"}:
        owner = next((o for w in governors(verb, 4) if (o := possessor_of(w))), None)
        members = states_joined_to(analysis, passage, owner) if owner is not None else []
    role = "candidate" if lies_ahead(verb, lexicon) else told or "member"
    for organization in organizations:
        first, last = min(verb.i, organization.first), max(verb.i, organization.last)
        for member in members:
            yield Candidate(
                passage, member, organization.party, role, first, last, "membership:join"
            )


def _role_told(verb: Token, lexicon: MembershipLexicon) -> Role | None:
    """Return the role in "joined as observers"."""
    for link in verb.rights:
        if link.lower_ == "as":
            for noun in (child for child in link.children if child.dep_ == "pobj"):
                role = lexicon.role_of(noun)
                if role is not None:
                    return role[0]
    return None


def _is_dated(verb: Token) -> bool:
    """Whether only a time follows "joined": the body is the one spoken of."""
    after = [child for child in verb.rights if not child.is_punct]
    return bool(after) and all(
        child.dep_ in {"npadvmod", "advmod", "conj", "cc"}
        or (child.dep_ == "prep" and child.lower_ in {"in", "on"}
            and any(c.ent_type_ == "DATE" or c.like_num or c.tag_ == "NNP" for c in child.children))
        for child in after
    )  # fmt: skip


def read_admission(
    analysis: Analysis, passage: int, verb: Token, focus: str | None, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "X was admitted to the EAC", "ASEAN admitted X", "was elected to the Council"."""
    if is_negated(verb):
        return
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    if passive:
        into = (c for c in verb.rights if c.dep_ == "prep" and c.lower_ in {"to", "into"})
        nouns = (c for link in into for c in link.children if c.dep_ == "pobj")
        organizations = [
            named for noun in nouns
            for named in organisations_of(analysis, passage, noun, lexicon, focus)
            or organisations_at(analysis, passage, noun, lexicon, focus)
        ]  # fmt: skip
        members = subjects_of(analysis, passage, verb)
    else:
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        organizations = [] if subject is None else (
            organisations_of(analysis, passage, subject, lexicon, None)
        )  # fmt: skip
        members = [
            seen for child in verb.rights if child.dep_ == "dobj"
            for seen in states_joined_to(analysis, passage, child)
        ]  # fmt: skip
    role = "candidate" if lies_ahead(verb, lexicon) else _role_told(verb, lexicon) or "member"
    for organization in organizations:
        first, last = min(verb.i, organization.first), max(verb.i, organization.last)
        for member in members:
            yield Candidate(
                passage, member, organization.party, role, first, last, "membership:admit"
            )


def lies_ahead(verb: Token, lexicon: MembershipLexicon) -> bool:
    """Whether the joining lies ahead: a modal, an infinitive, or a word of wishing over it."""
    if modal_of(verb) is not None or verb.tag_ == "VB":
        return True
    return any(word.lemma_.lower() in lexicon.want for word in governors(verb, 3))


def read_hosting(
    analysis: Analysis, passage: int, verb: Token, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "will host the summit of X", "chairs the G20", "X, chaired by Kenya"."""
    lemma = verb.lemma_.lower()
    affected = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    over = [c for c in verb.rights if lemma in lexicon.chair and c.lower_ in {"over", "at"}]
    affected += [c for link in over for c in link.children if c.dep_ == "pobj"]
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        affected.append(verb.head)
    for noun in affected:
        of_office = noun.lemma_.lower() in lexicon.chair_nouns
        if lemma == "hold" and not of_office:
            continue
        if noun.lemma_.lower() in lexicon.events:
            organizations = organisations_at(analysis, passage, noun, lexicon, None)
        elif lemma in lexicon.chair or lemma == "host":
            organizations = organisations_of(analysis, passage, noun, lexicon, None)
        else:
            continue
        role: Role = "host" if lemma in lexicon.host and not of_office else "chair"
        members = (
            subjects_of(analysis, passage, verb)
            if noun.dep_ in {"dobj", "pobj"}
            else [
                seen for child in verb.children if child.dep_ == "agent"
                for inner in child.children for seen in states_joined_to(analysis, passage, inner)
            ]
        )  # fmt: skip
        for organization in organizations:
            last = max(noun.i, organization.last)
            for member in members:
                yield Candidate(
                    passage, member, organization.party, role, min(verb.i, noun.i), last,
                    "membership:host",
                )  # fmt: skip
