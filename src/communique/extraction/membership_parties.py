"""Which states the words around a membership mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extraction.membership_lexicon import MembershipLexicon, Role
from communique.language.analysis import Analysis
from communique.language.referents import Person
from communique.language.syntax import subject_of
from communique.records import Rank

#: A list of members goes on for so many words at most.
LONGEST_LIST = 80
#: So many words may stand between what is listed and the colon.
_AHEAD = 8

#: Nouns by which a party is meant through those who govern it.
_AUTHORITIES = {"authorities", "government", "side", "administration"}
#: Who is the state's highest officer chairs for the state.
_HEADS: set[Rank] = {"head-of-state", "head-of-government"}
#: What a list of names goes on with.
LISTING = {",", "and", "the", "&", "as", "well"}


@dataclass(frozen=True)
class Named:
    """A party at the tokens `first` to `last` of the passage."""

    party: str
    first: int
    last: int


@dataclass(frozen=True)
class Candidate:
    """A member, the organisation, and the words `first` to `last` that give the role."""

    passage: int
    member: Named
    organization: str
    role: Role
    first: int
    last: int
    rule: str


def states_between(analysis: Analysis, passage: int, first: int, last: int) -> list[Named]:
    """Return the states named in the tokens `first` to `last`, not those in adjectives."""
    return [
        Named(m.party, m.first, m.last)
        for m in analysis.parties[passage]
        if first <= m.first and m.last <= last and m.party.isupper()
        and m.kind in {"name", "official", "abbreviation"}
    ]  # fmt: skip


def states_listed_after(
    analysis: Analysis, passage: int, token: Token, lexicon: MembershipLexicon
) -> list[Named]:
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


def subjects_of(analysis: Analysis, passage: int, verb: Token) -> list[Named]:
    """Return the states that are the verb's subject: named, or meant by "they", "both"."""
    asked = _asked(analysis, passage, verb)
    if asked:
        return asked
    subject = subject_of(verb)
    if subject is None:
        return []
    if analysis.resolver.person_at[passage].get(subject.i) is not None:
        return []
    named = states_joined_to(analysis, passage, subject)
    if named:
        return named
    if subject.tag_ in {"NNS", "NNPS"} and not _is_definite(subject):
        listed = states_after_noun(analysis, passage, subject)
        return listed  # "five countries - A, B and C - joined", not those who met
    referent = analysis.resolve(passage, subject)
    # Of the leaders of both sides, too, it's the states that are members.
    parties: Iterable[str] = () if len(referent.persons) == 1 else referent.parties
    seen = [Named(p, subject.i, subject.i) for p in parties if p.isupper()]
    if not seen and subject.pos_ in {"NOUN", "PROPN"}:
        # "Taiwan authorities who want to join"
        before = [
            Named(m.party, m.first, m.last) for m in analysis.parties[passage]
            if m.party.isupper() and subject.left_edge.i <= m.first <= m.last < subject.i
        ]  # fmt: skip
        return before[:1] if subject.lower_ in _AUTHORITIES else []
    return seen


def _asked(analysis: Analysis, passage: int, verb: Token) -> list[Named]:
    """Return the states of "for A and B to join", whatever the parse makes of it."""
    infinitive = next((c for c in verb.lefts if c.lower_ == "to" and c.dep_ == "aux"), None)
    if infinitive is None or not infinitive.i:
        return []
    index = infinitive.i - 1
    if verb.doc[index].text == ")":
        index = next((i for i in range(index, -1, -1) if verb.doc[i].text == "("), index) - 1
    found = states_before(analysis, passage, index)
    first = min((seen.first for seen in found), default=0)
    while first and verb.doc[first - 1].lower_ in {"the", "both"}:
        first -= 1
    return found if first and verb.doc[first - 1].lower_ == "for" else []


def heads_of(analysis: Analysis, passage: int, subject: Token) -> list[Named]:
    """Return the state whose head the subject is: who chairs, does so for the state."""
    persons = analysis.resolve(passage, subject).persons
    state = state_of(persons[0]) if len(persons) == 1 else None
    return [Named(state, subject.i, subject.i)] if state is not None else []


def state_of(person: Person) -> str | None:
    """Return the state whose head the person is; None for others."""
    state = person.party if person.ranks & _HEADS else None
    return state if state is not None and state.isupper() else None


def _is_definite(noun: Token) -> bool:
    return any(
        child.dep_ in {"det", "poss", "predet"} and child.lower_ not in {"a", "an", "some", "any"}
        for child in noun.lefts
    )


def states_joined_to(analysis: Analysis, passage: int, noun: Token) -> list[Named]:
    """Return the states that the noun and its conjuncts name."""
    heads = [noun]
    for head in heads:
        heads += [child for child in head.children if child.dep_ == "conj" and child not in heads]
    party_at = analysis.resolver.party_at[passage]
    found = []
    for head in heads:
        mention = party_at.get(head.i)
        if mention is not None and mention.party.isupper() and mention.kind != "demonym":
            found.append(Named(mention.party, mention.first, mention.last))
    return found


def states_after(
    analysis: Analysis, passage: int, noun: Token, last: int, lexicon: MembershipLexicon
) -> list[Named]:
    """Return the states right after the role noun, whose phrase ends at `last`.

    "NATO members Poland and Latvia", "members of the SCO, including India".
    """
    doc, index = noun.doc, last + 1
    party_at = analysis.resolver.party_at[passage]
    opened = 0
    while index < len(doc) and index not in party_at and doc[index].lower_ in lexicon.opening:
        opened += doc[index].lower_ in lexicon.announcing
        index += 1
    if not opened and index not in party_at:
        # "Five permanent members with a veto: A, B and C".
        colon = next((t.i for t in doc[index : index + _AHEAD] if t.text == ":"), None)
        if colon is not None and len(states_from(analysis, passage, colon + 1)) > 1:
            opened, index = 1, colon + 1
            while index < len(doc) and index not in party_at:
                index += 1
    if index >= len(doc) or index not in party_at or not party_at[index].party.isupper():
        return []
    if index > last + 1 and not opened:
        return []
    if not opened and doc[index].dep_ not in {"appos", "conj"} and doc[index].head != noun:
        return []
    return states_from(analysis, passage, index)


def states_after_noun(analysis: Analysis, passage: int, noun: Token) -> list[Named]:
    """Return the states set off right after the noun: "five countries - A, B and C -"."""
    doc, index = noun.doc, noun.i + 1
    opened = index < len(doc) and doc[index].text in {"-", "--", "–", "—", ":", "(", ","}
    found = states_from(analysis, passage, index + 1) if opened else []
    return found if len(found) > 1 else []


def states_from(analysis: Analysis, passage: int, index: int) -> list[Named]:
    """Return the unbroken list of states that begins at the token."""
    doc = analysis.passages[passage].doc
    party_at = analysis.resolver.party_at[passage]
    found = []
    while index < len(doc):
        mention = party_at.get(index)
        if mention is not None and mention.party.isupper():
            found.append(Named(mention.party, mention.first, mention.last))
            index = mention.last + 1
        elif doc[index].lower_ in LISTING:
            index += 1
        else:
            break
    return found


def states_before(analysis: Analysis, passage: int, index: int) -> list[Named]:
    """Return the unbroken list of states that ends at the token."""
    doc = analysis.passages[passage].doc
    party_at = analysis.resolver.party_at[passage]
    found: list[Named] = []
    while index >= 0:
        mention = party_at.get(index)
        if mention is not None and mention.party.isupper() and mention.kind != "demonym":
            found.insert(0, Named(mention.party, mention.first, mention.last))
            index = mention.first - 1
        elif found and doc[index].lower_ in LISTING:
            index -= 1
        else:
            break
    return found
