"""Which states and organisations the words around a membership mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extraction.membership_lexicon import MembershipLexicon, Role
from communique.language.analysis import Analysis
from communique.language.syntax import subject_of

#: A list of members goes on for so many words at most.
LONGEST_LIST = 80


#: Nouns by which a party is meant through those who govern it.
_AUTHORITIES = {"authorities", "government", "side", "administration"}


@dataclass(frozen=True)
class Seen:
    """A party at the tokens `first` to `last` of the passage."""

    party: str
    first: int
    last: int


@dataclass(frozen=True)
class Candidate:
    """A member, the organisation, and the words `first` to `last` that give the role."""

    passage: int
    member: Seen
    organization: str
    role: Role
    first: int
    last: int
    rule: str


def states_between(analysis: Analysis, passage: int, first: int, last: int) -> list[Seen]:
    """Return the states named in the tokens `first` to `last`, not those in adjectives."""
    return [
        Seen(m.party, m.first, m.last)
        for m in analysis.parties[passage]
        if first <= m.first and m.last <= last and m.party.isupper()
        and m.kind in {"name", "official", "abbreviation"}
    ]  # fmt: skip


def organisation_of(
    analysis: Analysis, passage: int, noun: Token, lexicon: MembershipLexicon
) -> str | None:
    """Return the organisation that the noun is, or that stands before it: "the SCO bloc"."""
    mention = analysis.resolver.party_at[passage].get(noun.i)
    if mention is not None:
        return None if mention.party.isupper() else mention.party
    if noun.lemma_.lower() not in lexicon.bodies | lexicon.events:
        return None
    return organisation_in(analysis, passage, noun.left_edge.i, noun.right_edge.i)


def organisation_in(analysis: Analysis, passage: int, first: int, last: int) -> str | None:
    """Return the first organisation named in the tokens `first` to `last`; None if none is."""
    return next(
        (m.party for m in analysis.parties[passage]
         if first <= m.first <= last and not m.party.isupper()), None
    )  # fmt: skip


def states_listed_after(
    analysis: Analysis, passage: int, token: Token, lexicon: MembershipLexicon
) -> list[Seen]:
    """Return the states listed after the token, up to the next clause."""
    doc, last = token.doc, token.i
    party_at = analysis.resolver.party_at[passage]
    for index in range(token.i + 1, min(token.sent.end, token.i + LONGEST_LIST)):
        word = doc[index]
        if index not in party_at and (
            word.text == ";"
            or word.lower_ in lexicon.ends
            or word.tag_ in {"VBZ", "VBD", "VBP", "MD"}
        ):
            break
        last = index
    return states_between(analysis, passage, token.i + 1, last)


def subjects_of(analysis: Analysis, passage: int, verb: Token) -> list[Seen]:
    """Return the states that are the verb's subject: named, or meant by "they", "both"."""
    subject = subject_of(verb)
    if subject is None:
        return []
    if analysis.resolver.person_at[passage].get(subject.i) is not None:
        return []
    named = states_joined_to(analysis, passage, subject)
    if named:
        return named
    referent = analysis.resolve(passage, subject)
    # Of the leaders of both sides, too, it's the states that are members.
    parties: Iterable[str] = () if len(referent.persons) == 1 else referent.parties
    seen = [Seen(p, subject.i, subject.i) for p in parties if p.isupper()]
    if not seen and subject.pos_ in {"NOUN", "PROPN"}:
        # "Taiwan authorities who want to join"
        before = [
            Seen(m.party, m.first, m.last) for m in analysis.parties[passage]
            if m.party.isupper() and subject.left_edge.i <= m.first <= m.last < subject.i
        ]  # fmt: skip
        return before[:1] if subject.lower_ in _AUTHORITIES else []
    return seen


def states_joined_to(analysis: Analysis, passage: int, noun: Token) -> list[Seen]:
    """Return the states that the noun and its conjuncts name."""
    heads = [noun]
    for head in heads:
        heads += [child for child in head.children if child.dep_ == "conj" and child not in heads]
    party_at = analysis.resolver.party_at[passage]
    found = []
    for head in heads:
        mention = party_at.get(head.i)
        if mention is not None and mention.party.isupper() and mention.kind != "demonym":
            found.append(Seen(mention.party, mention.first, mention.last))
    return found


def states_after(
    analysis: Analysis, passage: int, noun: Token, lexicon: MembershipLexicon
) -> list[Seen]:
    """Return the states that stand right after the role noun: "NATO members Poland and Latvia"."""
    doc, index = noun.doc, end_of_complement(noun) + 1
    party_at = analysis.resolver.party_at[passage]
    opened = 0
    while index < len(doc) and index not in party_at and doc[index].lower_ in lexicon.opening:
        opened += doc[index].lower_ in {"including", "such", "like", "namely", ":", "("}
        index += 1
    if index >= len(doc) or index not in party_at or not party_at[index].party.isupper():
        return []
    if index > end_of_complement(noun) + 1 and not opened:
        return []
    if not opened and doc[index].dep_ not in {"appos", "conj"} and doc[index].head != noun:
        return []
    return states_from(analysis, passage, index)


def states_from(analysis: Analysis, passage: int, index: int) -> list[Seen]:
    """Return the unbroken list of states that begins at the token."""
    doc = analysis.passages[passage].doc
    party_at = analysis.resolver.party_at[passage]
    found = []
    while index < len(doc):
        mention = party_at.get(index)
        if mention is not None and mention.party.isupper():
            found.append(Seen(mention.party, mention.first, mention.last))
            index = mention.last + 1
        elif doc[index].lower_ in {",", "and", "the", "&", "as", "well"}:
            index += 1
        else:
            break
    return found


def end_of_complement(noun: Token) -> int:
    """Return where "of the X" after the noun ends; the noun itself if it has none."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "at", "for", "to"}:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            return inner.i if inner is not None else noun.i
    return noun.i
