"""Nouns that give a party a role in an organisation: member, chair, accession."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from communique.extraction.membership_lexicon import MembershipLexicon, Role
from communique.extraction.membership_organisations import organisations_at, organisations_of
from communique.extraction.membership_parties import (
    Candidate,
    Named,
    heads_of,
    state_of,
    states_after,
    states_before,
    states_between,
    states_joined_to,
    states_listed_after,
    subjects_of,
)
from communique.extraction.membership_verbs import lies_ahead
from communique.extraction.phrases import first_verb, governors, owner_of
from communique.language.analysis import Analysis
from communique.language.syntax import is_negated, modal_of, subject_of

_BEING = {"be", "become", "remain"}
#: By these somebody is made what the noun says: "was elected a member".
_MAKING = {
    "elect",
    "name",
    "designate",
    "recognize",
    "recognise",
    "admit",
    "accept",
    "declare",
    "welcome",
}
#: Between an office and who holds it a title stands of so many words at most.
_TITLE = 4
#: Behind these a name is where something is, not who is meant.
_PLACES = {"in", "at", "from", "near", "to"}


def read_role(
    analysis: Analysis,
    passage: int,
    noun: Token,
    role: Role,
    begin: int,
    focus: str | None,
    lexicon: MembershipLexicon,
) -> Iterator[Candidate]:
    """Read "observer countries include A", "A is a member of X and Y", "X members A and B"."""
    noun = _status_of(noun)
    named = organisations_at(analysis, passage, noun, lexicon, focus)
    if role == "permanent-member":
        named = [replace(n, party=lexicon.seated.get(n.party, n.party)) for n in named]
    alone = noun.lemma_ == "status" or not any(
        child.dep_ == "prep" and child.lower_ == "of" for child in noun.rights
    )
    known = named or ([Named(focus, noun.i, noun.i)] if alone and focus is not None else [])
    last = max(noun.i, *(n.last for n in named)) if named else noun.i
    begin = min((begin, noun.i, *(n.first for n in named)))

    def candidates(
        members: list[Named], rule: str, given: Role = role, *, told: bool = True
    ) -> Iterator[Candidate]:
        for organization in named if told else known:
            for member in members:
                yield Candidate(
                    passage, member, organization.party, given, begin, last, f"membership:{rule}"
                )

    governor = noun.head
    if noun.dep_ == "nsubj" and governor.lemma_ in lexicon.include and not is_negated(governor):
        attribute = next((c for c in governor.children if c.dep_ == "attr"), None)
        if governor.lemma_ != "be" or (
            attribute is not None and attribute.i in analysis.resolver.party_at[passage]
        ):
            members = states_listed_after(analysis, passage, governor, lexicon)
            yield from candidates(members, "include", told=False)
            return
    if noun.dep_ in {"attr", "oprd"} and governor.lemma_ in _BEING | _MAKING:
        if not is_negated(governor):
            members = subjects_of(analysis, passage, governor)
            ahead = modal_of(governor) is not None or governor.tag_ == "VB"
            aspired = ahead and governor.lemma_ != "be"
            yield from candidates(members, "be", "candidate" if aspired else role, told=False)
        return
    owner = owner_of(noun) if noun.lemma_ == "status" and noun.dep_ == "nsubj" else None
    if owner is not None:
        yield from candidates(states_joined_to(analysis, passage, owner), "status", told=False)
        return
    if _is_possession(noun) and not is_negated(governor):
        members = _holders(analysis, passage, noun, lexicon)
        wanted = role != "permanent-member" and governor.lemma_ in lexicon.want
        yield from candidates(members, "status", "candidate" if wanted else role, told=False)
        return
    made = _made(analysis, passage, min(begin, noun.left_edge.i))
    if made:
        verb = first_verb(noun)
        ahead = verb is not None and verb.lemma_ in _MAKING and lies_ahead(verb, lexicon)
        yield from candidates(made, "as", "candidate" if ahead else role, told=False)
        return
    if not named:
        listed = states_after(analysis, passage, noun, last, lexicon) if alone else []
        if len(listed) > 1:
            yield from candidates(listed, "apposition", told=False)
        return
    after = states_after(analysis, passage, noun, last, lexicon)
    before = _set_off_before(analysis, passage, noun, begin)
    inside = _members_named(analysis, passage, noun)
    if after or before or inside:
        yield from candidates(after or before or inside, "apposition")
    elif noun.dep_ == "appos":
        yield from candidates(states_joined_to(analysis, passage, noun.head), "apposition")
    elif noun.dep_ == "pobj":
        verb = first_verb(noun)
        if verb is None:
            return
        if governor.lower_ == "as":
            ahead = verb.lemma_ in _MAKING and lies_ahead(verb, lexicon)
            members = subjects_of(analysis, passage, verb)
            yield from candidates(members, "as", "candidate" if ahead else role)
        elif _is_one_of(noun):
            yield from candidates(subjects_of(analysis, passage, verb), "be")
        elif role == "member" and _is_other(noun):
            yield from candidates(subjects_of(analysis, passage, verb), "other-members")


def _status_of(noun: Token) -> Token:
    """Return the status in "the status of candidate country", else the noun itself."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ == "status":
        return noun.head.head
    return noun


def _is_possession(noun: Token) -> bool:
    """Whether it is what one has or is given, not what one is."""
    return noun.lemma_ in {"status", "seat", "membership"} and noun.dep_ in {
        "dobj", "nsubjpass", "pobj", "dative", "oprd",
    }  # fmt: skip


def _holders(
    analysis: Analysis, passage: int, noun: Token, lexicon: MembershipLexicon
) -> list[Named]:
    """Return who holds, or is given, the status or seat."""
    owner = owner_of(noun)
    if owner is not None:
        return states_joined_to(analysis, passage, owner)
    verb = first_verb(noun)
    if verb is None:
        return []
    lemma = verb.lemma_.lower()
    if lemma in lexicon.give:
        inside = states_between(analysis, passage, noun.left_edge.i, noun.i - 1)
        return _receivers(analysis, passage, verb) or inside
    if noun.dep_ != "dobj" and lemma not in lexicon.want:
        return []
    if lemma in lexicon.assume | lexicon.want:
        return subjects_of(analysis, passage, verb)
    return []


def _receivers(analysis: Analysis, passage: int, verb: Token) -> list[Named]:
    """Return the states to which the verb gives something, in the active or the passive."""
    given = []
    for child in verb.children:
        if child.dep_ == "dative" or (child.dep_ == "prep" and child.lower_ == "to"):
            inner = [c for c in child.children if c.dep_ == "pobj"]
            for goal in [child] if child.dep_ == "dative" and not inner else inner:
                given += states_joined_to(analysis, passage, goal)
        elif child.dep_ == "nsubjpass":
            given += states_joined_to(analysis, passage, child)
    return given


def _made(analysis: Analysis, passage: int, first: int) -> list[Named]:
    """Return the states of "with A and B as members", "admitted A and B as members"."""
    doc = analysis.passages[passage].doc
    while first > 1 and doc[first - 1].dep_ in {"det", "amod", "nummod"}:
        first -= 1
    if first < 2 or doc[first - 1].lower_ != "as":
        return []
    listed = states_before(analysis, passage, first - 2)
    if not listed or not listed[0].first:
        return []
    before = doc[listed[0].first - 1]
    while before.lower_ in {"the", "both"} and before.i:
        before = before.nbor(-1)
    made = before.lower_ in {"with", "of"} or before.lemma_ in _MAKING | {"include"}
    return listed if made else []


def _set_off_before(analysis: Analysis, passage: int, noun: Token, begin: int) -> list[Named]:
    """Return the states to which the role is set off: "A and B, members of X,"."""
    doc = noun.doc
    start = min(begin, noun.left_edge.i)
    if start < 2 or doc[start - 1].text != "," or noun.dep_ == "conj":
        return []
    listed = states_before(analysis, passage, start - 2)
    if not listed or (len(listed) > 1) != (noun.tag_ in {"NNS", "NNPS"}):
        return []
    opening = listed[0].first - 1
    return [] if opening >= 0 and doc[opening].lower_ in _PLACES else listed


def _members_named(analysis: Analysis, passage: int, noun: Token) -> list[Named]:
    """Return the states of "the permanent members of A, B and C": who they are, not of what."""
    link = next((c for c in noun.rights if c.lower_ == "of"), None)
    goal = next((c for c in link.children if c.dep_ == "pobj"), None) if link is not None else None
    if goal is None or goal.i not in analysis.resolver.party_at[passage]:
        return []
    named = states_joined_to(analysis, passage, goal)
    return named if len(named) > 1 and named[0].last >= goal.i else []


def _is_one_of(noun: Token) -> bool:
    """Whether who is meant is "among the members", "one of the founders"."""
    link = noun.head
    above = link.head
    if link.lower_ == "of" and above.lower_ == "one":
        return above.dep_ == "attr" and above.head.lemma_ == "be" and not is_negated(above.head)
    return link.lower_ == "among" and above.lemma_ == "be" and not is_negated(above)


def _is_other(noun: Token) -> bool:
    """Whether who acts is itself one of them: "with other members of the Council"."""
    return any(child.lower_ in {"other", "fellow"} for child in noun.lefts)


def read_chairing(
    analysis: Analysis, passage: int, noun: Token, focus: str | None, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "India's G20 presidency", "as chair of ASEAN, Indonesia", "to play host to X"."""
    place = noun
    if noun.dep_ == "dobj" and not any(child.dep_ == "prep" for child in noun.rights):
        place = noun.head  # "play host to the summit"
    organizations = organisations_at(analysis, passage, noun, lexicon, focus)
    if not organizations and place is not noun:
        for link in (c for c in place.rights if c.dep_ == "prep" and c.lower_ in {"to", "of"}):
            for below in (c for c in link.children if c.dep_ == "pobj"):
                organizations += organisations_of(
                    analysis, passage, below, lexicon, None
                ) or organisations_at(analysis, passage, below, lexicon, None)
    if not organizations:
        return
    role: Role = "host" if noun.lemma_.lower() in lexicon.host_nouns else "chair"
    first = min(noun.left_edge.i, *(o.first for o in organizations))
    last = max(noun.i, *(o.last for o in organizations))
    members = _chairs(analysis, passage, noun, first, last, lexicon)
    for organization in organizations:
        for member in members:
            yield Candidate(
                passage, member, organization.party, role, first, last, "membership:chair"
            )


def _chairs(
    analysis: Analysis,
    passage: int,
    noun: Token,
    first: int,
    last: int,
    lexicon: MembershipLexicon,
) -> list[Named]:
    """Return who has the office: its owner, who takes it or is given it, who is called it."""
    owner = owner_of(noun)
    if owner is not None:
        return _owners(analysis, passage, noun, owner)
    qualifying = [
        Named(m.party, m.first, m.last) for m in analysis.parties_within(passage, first, noun.i)
        if m.party.isupper() and (m.kind == "demonym" or m.last == noun.i - 1) and m.first < noun.i
    ]  # fmt: skip
    if qualifying:
        return qualifying
    verb = noun.head
    if noun.dep_ in {"dobj", "nsubj", "nsubjpass"} and verb.lemma_ in lexicon.give:
        goals = (c for c in verb.rights if c.dep_ in {"prep", "dative"} and c.lower_ == "to")
        return [
            seen for goal in goals for c in goal.children
            for seen in states_joined_to(analysis, passage, c)
        ]  # fmt: skip
    holds = (noun.dep_ == "dobj" and verb.lemma_ in lexicon.assume) or (
        noun.dep_ in {"attr", "oprd"} and verb.lemma_ in _BEING
    )
    if holds:
        return [] if is_negated(verb) else _subjects_or_heads(analysis, passage, verb)
    beside = _set_off_after(analysis, passage, last) or _set_off_before(
        analysis, passage, noun, first
    )
    if noun.dep_ != "pobj" or noun.head.lower_ != "as":
        return beside
    above = noun.head.head
    owner = owner_of(above) if above.pos_ == "NOUN" else None
    if owner is not None:
        return states_joined_to(analysis, passage, owner)
    verb_above = first_verb(noun)
    acting = subjects_of(analysis, passage, verb_above) if verb_above is not None else []
    return acting or beside


def _owners(analysis: Analysis, passage: int, noun: Token, owner: Token) -> list[Named]:
    """Return whose the office or accession is, by name or by "its" and "their"."""
    named = states_joined_to(analysis, passage, owner)
    if named or owner.tag_ != "PRP$":
        return named
    if noun.head.dep_ == "prep":
        # "Congratulated Timor-Leste on its accession": the object, not the subject.
        objects = [c for c in noun.head.head.children if c.dep_ == "dobj"]
        named = [seen for c in objects for seen in states_joined_to(analysis, passage, c)]
    verb = first_verb(noun)
    return named or (subjects_of(analysis, passage, verb) if verb is not None else [])


def _set_off_after(analysis: Analysis, passage: int, last: int) -> list[Named]:
    """Return the state named after the office: "the ASEAN chair, Malaysia,", or its head."""
    doc = analysis.passages[passage].doc
    party_at = analysis.resolver.party_at[passage]
    at = last + 1 + (last + 1 < len(doc) and doc[last + 1].text == ",")
    mention = party_at.get(at)
    if mention is not None and mention.party.isupper() and mention.kind != "demonym":
        following = mention.last + 1
        closed = following >= len(doc) or doc[following].pos_ in {"VERB", "AUX", "PUNCT"}
        alone = following + 1 not in party_at
        return [Named(mention.party, mention.first, mention.last)] if closed and alone else []
    for index in range(at, min(at + _TITLE, len(doc))):
        person = analysis.resolver.person_at[passage].get(index)
        state = state_of(person) if person is not None else None
        if state is not None:
            return [Named(state, index, index)]
        if not doc[index].text[0].isupper():
            break
    return []


def _subjects_or_heads(analysis: Analysis, passage: int, verb: Token) -> list[Named]:
    subject = subject_of(verb)
    heads = heads_of(analysis, passage, subject) if subject is not None else []
    return heads or subjects_of(analysis, passage, verb)


def read_accession(
    analysis: Analysis, passage: int, noun: Token, lexicon: MembershipLexicon
) -> Iterator[Candidate]:
    """Read "Finland's accession to NATO", "Ukraine's bid for EU membership", "applied for"."""
    organizations = organisations_at(analysis, passage, noun, lexicon, None)
    if not organizations:
        return
    lemma = noun.lemma_.lower()
    above = list(governors(noun, 3))
    words = {word.lemma_.lower() for word in (*above, *noun.lefts, *noun.head.lefts)}
    words |= {child.lemma_.lower() for child in noun.children if child.dep_ == "compound"}
    done = lemma in lexicon.joined and not words & (lexicon.candidacy | lexicon.want)
    role: Role = "member" if done else "candidate"
    owner = next((o for word in (noun, *above[:2]) if (o := owner_of(word))), None)
    if {child.lower_ for child in noun.lefts} & lexicon.shared:
        role = "member"
        referent = analysis.resolve(passage, owner) if owner is not None else None
        sides = referent.parties if referent else analysis.principals
        members = [Named(party, noun.i, noun.i) for party in sides if party.isupper()]
    elif owner is not None:
        members = _owners(analysis, passage, noun, owner)
    else:
        of = [c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of"]
        goals = [c for link in of for c in link.children if c.dep_ == "pobj"]
        members = [seen for c in goals for seen in states_joined_to(analysis, passage, c)]
        verb = first_verb(noun)
        above_all = verb.lemma_.lower() if verb is not None else ""
        if not members and verb is not None and above_all in lexicon.want | lexicon.assume:
            members = subjects_of(analysis, passage, verb)
            if above_all in lexicon.assume and not lies_ahead(verb, lexicon):
                role = "member"  # "gained membership of the SCO"
    first = min(owner.i, noun.left_edge.i) if owner is not None else noun.left_edge.i
    last = max(noun.i, *(o.last for o in organizations))
    for organization in organizations:
        for member in members:
            yield Candidate(
                passage, member, organization.party, role, first, last, "membership:accession"
            )
