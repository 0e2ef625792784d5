"""Nouns that give a party a role in an organisation: member, chair, accession."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.membership_lexicon import MembershipLexicon, Role
from communique.extraction.membership_parties import (
    Candidate,
    Seen,
    end_of_complement,
    organisation_in,
    states_after,
    states_joined_to,
    states_listed_after,
    subjects_of,
)
from communique.extraction.phrases import first_verb, governors, owner_of
from communique.language.analysis import Analysis
from communique.language.syntax import is_negated, modal_of


def read_role(
    analysis: Analysis,
    passage: int,
    noun: Token,
    role: Role,
    begin: int,
    focus: str | None,
    lexicon: MembershipLexicon,
) -> Iterator[Candidate]:
    """Read "observer countries include A", "A is a member of X", "X members A and B"."""
    named = organisation_in(analysis, passage, noun.left_edge.i, end_of_complement(noun))
    organization = named or focus
    if organization is None:
        return

    def candidates(members: list[Seen], rule: str) -> Iterator[Candidate]:
        for member in members:
            last = max(noun.i, end_of_complement(noun))
            yield Candidate(passage, member, organization, role, begin, last, f"membership:{rule}")

    governor = noun.head
    if noun.dep_ == "nsubj" and governor.lemma_ in lexicon.include and not is_negated(governor):
        attribute = next((c for c in governor.children if c.dep_ == "attr"), None)
        if governor.lemma_ != "be" or (
            attribute is not None and attribute.i in analysis.resolver.party_at[passage]
        ):
            yield from candidates(
                states_listed_after(analysis, passage, governor, lexicon), "include"
            )
            return
    if noun.dep_ == "attr" and governor.lemma_ in {"be", "become", "remain"}:
        if not is_negated(governor):
            members = subjects_of(analysis, passage, governor)
            ahead = modal_of(governor) is not None or governor.tag_ == "VB"
            if ahead and governor.lemma_ == "become":
                last = max(noun.i, end_of_complement(noun))
                for member in members:
                    yield Candidate(
                        passage, member, organization, "candidate", begin, last, "membership:become"
                    )
                return
            yield from candidates(members, "be")
        return
    if named is None:
        return
    after = states_after(analysis, passage, noun, lexicon)
    if after:
        yield from candidates(after, "apposition")
    elif noun.dep_ == "appos":
        yield from candidates(states_joined_to(analysis, passage, noun.head), "apposition")
    elif noun.dep_ == "pobj":
        if governor.lower_ == "as":
            verb = first_verb(noun)
            members = subjects_of(analysis, passage, verb) if verb is not None else []
            yield from candidates(members, "as")
        elif _is_other(noun):
            verb = first_verb(noun)
            members = subjects_of(analysis, passage, verb) if verb is not None else []
            yield from candidates(members, "other-members")


def _is_other(noun: Token) -> bool:
    """Whether who acts is itself one of them: "with other members of the Council"."""
    return any(child.lower_ in {"other", "fellow"} for child in noun.lefts)


def read_chairing(
    analysis: Analysis, passage: int, noun: Token, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "India's G20 presidency", "as chair of ASEAN, Indonesia", "to play host to X"."""
    end = end_of_complement(noun)
    if end == noun.i and noun.dep_ == "dobj":
        end = end_of_complement(noun.head)  # "play host to the summit"
    organization = organisation_in(
        analysis, passage, noun.left_edge.i, end_of_complement(noun.doc[end])
    )
    if organization is None:
        return
    role: Role = "host" if noun.lemma_.lower() in lexicon.host_nouns else "chair"
    owner = owner_of(noun)
    members = states_joined_to(analysis, passage, owner) if owner is not None else []
    if not members:
        members = [
            Seen(m.party, m.first, m.last) for m in analysis.parties[passage]
            if m.party.isupper() and (m.kind == "demonym" or m.last == noun.i - 1)
            and noun.left_edge.i <= m.first < noun.i
        ]  # fmt: skip
    if not members and noun.dep_ == "pobj" and noun.head.lower_ == "as":
        above = noun.head.head
        owner = owner_of(above) if above.pos_ == "NOUN" else None
        if owner is not None:
            members = states_joined_to(analysis, passage, owner)
        else:
            verb = first_verb(noun)
            members = subjects_of(analysis, passage, verb) if verb is not None else []
    if not members and noun.dep_ == "dobj" and noun.head.lemma_ in lexicon.assume:
        members = subjects_of(analysis, passage, noun.head)
    for member in members:
        yield Candidate(
            passage, member, organization, role, noun.left_edge.i, end_of_complement(noun.doc[end]),
            "membership:chair",
        )  # fmt: skip


def read_accession(
    analysis: Analysis, passage: int, noun: Token, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "Finland's accession to NATO", "Ukraine's bid for EU membership"."""
    last = noun.i
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"to", "of", "in", "into", "on", "at"}:
            last = max((c.i for c in child.children if c.dep_ == "pobj"), default=last)
    organization = organisation_in(analysis, passage, noun.left_edge.i, last)
    if organization is None:
        return
    above = list(governors(noun, 3))
    owner = next((o for word in (noun, *above[:2]) if (o := owner_of(word))), None)
    if owner is None:
        return
    words = {word.lemma_.lower() for word in (*above, *noun.lefts, *noun.head.lefts)}
    done = noun.lemma_.lower() == "accession" and not words & (lexicon.candidacy | lexicon.want)
    role: Role = "member" if done else "candidate"
    members = states_joined_to(analysis, passage, owner)
    if not members and owner.tag_ == "PRP$" and noun.head.dep_ == "prep":
        # "Congratulated Timor-Leste on its accession": the object, not the subject.
        objects = [c for c in noun.head.head.children if c.dep_ == "dobj"]
        members = [seen for c in objects for seen in states_joined_to(analysis, passage, c)]
    for member in members:
        yield Candidate(
            passage, member, organization, role, min(owner.i, noun.left_edge.i), last,
            "membership:accession",
        )  # fmt: skip
