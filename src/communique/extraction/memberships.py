"""Memberships: organisations and the parties that the text sees in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from spacy.tokens import Token

from communique.extraction.phrases import first_verb, governors, owner_of
from communique.language.analysis import Analysis
from communique.language.syntax import is_negated, modal_of, possessor_of, subject_of
from communique.records import UNKNOWN_DATE, DateRange, Membership
from communique.reference.tables import read_lexicon

Role = Literal[
    "member", "founder", "observer", "dialogue-partner", "permanent-member", "host", "chair",
    "candidate",
]  # fmt: skip

#: A list of members goes on for so many words at most.
LONGEST_LIST = 80


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


@dataclass(frozen=True)
class _Lexicon:
    roles: Mapping[str, tuple[tuple[tuple[str, ...], Role], ...]]
    group: frozenset[str]
    misread: frozenset[str]
    include: frozenset[str]
    join: frozenset[str]
    host: frozenset[str]
    chair: frozenset[str]
    assume: frozenset[str]
    want: frozenset[str]
    events: frozenset[str]
    chair_nouns: frozenset[str]
    host_nouns: frozenset[str]
    joining: frozenset[str]
    candidacy: frozenset[str]
    bodies: frozenset[str]
    ends: frozenset[str]
    opening: frozenset[str]

    def role_of(self, noun: Token) -> tuple[Role, int] | None:
        """Return the role that the noun names, and where its words begin."""
        for words, role in self.roles.get(noun.lemma_.lower(), ()):
            begin = noun.i - len(words) + 1
            if begin < 0:
                continue
            tokens = noun.doc[begin : noun.i + 1]
            if all(w in (t.lemma_.lower(), t.lower_) for w, t in zip(words, tokens, strict=True)):
                return role, begin
        return None


@lru_cache(maxsize=2)
def _lexicon(language: str) -> _Lexicon:
    table = read_lexicon(language, "membership")
    roles: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for role, phrases in table["roles"].items():
        for phrase in phrases:
            words = tuple(phrase.replace("-", " - ").split())
            roles.setdefault(words[-1], []).append((words, cast(Role, role)))
    verbs, nouns = table["verbs"], table["nouns"]
    return _Lexicon(
        roles={w: tuple(sorted(r, key=lambda x: -len(x[0]))) for w, r in roles.items()},
        group=frozenset(verbs["group"]),
        misread=frozenset(verbs["misread"]),
        include=frozenset(verbs["include"]),
        join=frozenset(verbs["join"]),
        host=frozenset(verbs["host"]),
        chair=frozenset(verbs["chair"]),
        assume=frozenset(verbs["assume"]),
        want=frozenset(verbs["want"]),
        events=frozenset(nouns["events"]),
        chair_nouns=frozenset(nouns["chair"]),
        host_nouns=frozenset(nouns["host"]),
        joining=frozenset(nouns["joining"]),
        candidacy=frozenset(nouns["candidacy"]),
        bodies=frozenset(nouns["bodies"]),
        ends=frozenset(nouns["ends"]),
        opening=frozenset(nouns["opening"]),
    )


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
    lexicon = _lexicon("en")
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


def build(analysis: Analysis, candidate: Candidate) -> Membership:
    """Return the membership of a candidate: spans of the member and of the words for the role."""
    passage, member, rule = candidate.passage, candidate.member, candidate.rule
    first, last = candidate.first, candidate.last
    spans = [(first, last)]
    if not first <= member.first <= last:
        spans.insert(0, (member.first, member.last))
    return Membership(
        document_id=analysis.document.id,
        evidence=tuple(analysis.evidence(passage, start, end, rule) for start, end in spans),
        source=analysis.source_of(passage, member.first),
        claimed_by=analysis.claimed_by(member.party),
        confidence=0.75 if candidate.role in {"candidate", "host", "chair"} else 0.85,
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


# -- rules ---------------------------------------------------------------------------------


def _read(
    analysis: Analysis, passage: int, token: Token, focus: str | None, lexicon: _Lexicon
) -> Iterator[Candidate]:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        if lemma in lexicon.group and token.tag_ != "VBG":
            yield from _grouping(analysis, passage, token, lexicon)
        if lemma in lexicon.join:
            yield from _joining(analysis, passage, token, lexicon)
        if lemma in lexicon.host or lemma in lexicon.chair:
            yield from _hosting(analysis, passage, token, lexicon)
    elif token.pos_ in {"NOUN", "PROPN"}:
        if token.lower_ in lexicon.misread and token.i:
            yield from _grouping(analysis, passage, token, lexicon)
        role = lexicon.role_of(token)
        if role is not None:
            yield from _role_noun(analysis, passage, token, *role, focus, lexicon)
        elif lemma in lexicon.chair_nouns | lexicon.host_nouns:
            yield from _chairing(analysis, passage, token, lexicon)
        elif lemma in lexicon.joining:
            yield from _accession(analysis, passage, token, lexicon)


def _states(analysis: Analysis, passage: int, first: int, last: int) -> list[Seen]:
    """Return the states named in the tokens `first` to `last`, not those in adjectives."""
    return [
        Seen(m.party, m.first, m.last)
        for m in analysis.parties[passage]
        if first <= m.first and m.last <= last and m.party.isupper()
        and m.kind in {"name", "official", "abbreviation"}
    ]  # fmt: skip


def _organisation(analysis: Analysis, passage: int, noun: Token, lexicon: _Lexicon) -> str | None:
    """Return the organisation that the noun is, or that stands before it: "the SCO bloc"."""
    mention = analysis.resolver.party_at[passage].get(noun.i)
    if mention is not None:
        return None if mention.party.isupper() else mention.party
    if noun.lemma_.lower() not in lexicon.bodies | lexicon.events:
        return None
    return _named_in(analysis, passage, noun.left_edge.i, noun.right_edge.i)


def _named_in(analysis: Analysis, passage: int, first: int, last: int) -> str | None:
    return next(
        (m.party for m in analysis.parties[passage]
         if first <= m.first <= last and not m.party.isupper()), None
    )  # fmt: skip


def _list_after(analysis: Analysis, passage: int, token: Token, lexicon: _Lexicon) -> list[Seen]:
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
    return _states(analysis, passage, token.i + 1, last)


def _subject_parties(analysis: Analysis, passage: int, verb: Token) -> list[Seen]:
    """Return the states that are the verb's subject: named, or meant by "they", "both"."""
    subject = subject_of(verb)
    if subject is None:
        return []
    if analysis.resolver.person_at[passage].get(subject.i) is not None:
        return []
    named = _conjoined(analysis, passage, subject)
    if named:
        return named
    referent = analysis.resolve(passage, subject)
    parties: Iterable[str] = () if referent.persons else referent.parties
    seen = [Seen(p, subject.i, subject.i) for p in parties if p.isupper()]
    if not seen and subject.pos_ in {"NOUN", "PROPN"}:
        # "Taiwan authorities who want to join"
        before = [
            Seen(m.party, m.first, m.last) for m in analysis.parties[passage]
            if m.party.isupper() and subject.left_edge.i <= m.first <= m.last < subject.i
        ]  # fmt: skip
        return before[:1] if subject.lower_ in _AUTHORITIES else []
    return seen


_AUTHORITIES = {"authorities", "government", "side", "administration"}


def _conjoined(analysis: Analysis, passage: int, noun: Token) -> list[Seen]:
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


def _grouping(
    analysis: Analysis, passage: int, verb: Token, lexicon: _Lexicon
) -> Iterator[Candidate]:
    """Read "the SCO groups A, B and C", also where the parse takes the verb for a noun."""
    subject = subject_of(verb) if verb.pos_ == "VERB" else None
    if subject is None and verb.i:
        subject = verb.nbor(-1)
    if subject is None or is_negated(verb):
        return
    organization = _organisation(analysis, passage, subject, lexicon)
    if organization is None:
        return
    members = _list_after(analysis, passage, verb, lexicon)
    if len(members) > 1:
        for member in members:
            yield Candidate(
                passage, member, organization, "member", subject.i, verb.i, "membership:group"
            )


def _joining(
    analysis: Analysis, passage: int, verb: Token, lexicon: _Lexicon
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
        organization = _organisation(analysis, passage, noun, lexicon)
        if organization is None:
            continue
        wanted = _is_wanted(verb, lexicon)
        members = _subject_parties(analysis, passage, verb)
        if not members and verb.dep_ in {"acl", "pcomp"}:
            owner = next((o for w in governors(verb, 4) if (o := possessor_of(w))), None)
            members = _conjoined(analysis, passage, owner) if owner is not None else []
        for member in members:
            role: Role = "candidate" if wanted else "member"
            last = max(noun.i, verb.i)
            yield Candidate(
                passage, member, organization, role, min(verb.i, noun.i), last, "membership:join"
            )


def _is_wanted(verb: Token, lexicon: _Lexicon) -> bool:
    """Whether the joining lies ahead: a modal, an infinitive, or a word of wishing over it."""
    if modal_of(verb) is not None or verb.tag_ == "VB":
        return True
    return any(word.lemma_.lower() in lexicon.want for word in governors(verb, 3))


def _hosting(
    analysis: Analysis, passage: int, verb: Token, lexicon: _Lexicon
) -> Iterator[Candidate]:
    """Read "will host the summit of X", "chairs the G20"."""
    lemma = verb.lemma_.lower()
    role: Role = "host" if lemma in lexicon.host else "chair"
    objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    for noun in objects:
        event = noun.lemma_.lower() in lexicon.events
        if event:
            organization = _named_in(analysis, passage, noun.left_edge.i, _of_end(noun))
        elif lemma in lexicon.chair or lemma == "host":
            organization = _organisation(analysis, passage, noun, lexicon)
        else:
            organization = None
        if organization is None or (lemma == "hold" and noun.lemma_ not in lexicon.chair_nouns):
            continue
        if noun.lemma_.lower() in lexicon.chair_nouns:
            role = "chair"
        members = (
            _subject_parties(analysis, passage, verb)
            if noun.dep_ == "dobj"
            else [
                seen for child in verb.children if child.dep_ == "agent"
                for inner in child.children for seen in _conjoined(analysis, passage, inner)
            ]
        )  # fmt: skip
        for member in members:
            yield Candidate(
                passage, member, organization, role, min(verb.i, noun.i), _of_end(noun),
                "membership:host",
            )  # fmt: skip


def _of_end(noun: Token) -> int:
    """Return where "of the X" after the noun ends; the noun itself if it has none."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "at", "for", "to"}:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            return inner.i if inner is not None else noun.i
    return noun.i


def _role_noun(
    analysis: Analysis,
    passage: int,
    noun: Token,
    role: Role,
    begin: int,
    focus: str | None,
    lexicon: _Lexicon,
) -> Iterator[Candidate]:
    """Read "observer countries include A", "A is a member of X", "X members A and B"."""
    named = _named_in(analysis, passage, noun.left_edge.i, _of_end(noun))
    organization = named or focus
    if organization is None:
        return

    def candidates(members: list[Seen], rule: str) -> Iterator[Candidate]:
        for member in members:
            last = max(noun.i, _of_end(noun))
            yield Candidate(passage, member, organization, role, begin, last, f"membership:{rule}")

    governor = noun.head
    if noun.dep_ == "nsubj" and governor.lemma_ in lexicon.include and not is_negated(governor):
        attribute = next((c for c in governor.children if c.dep_ == "attr"), None)
        if governor.lemma_ != "be" or (
            attribute is not None and attribute.i in analysis.resolver.party_at[passage]
        ):
            yield from candidates(_list_after(analysis, passage, governor, lexicon), "include")
            return
    if noun.dep_ == "attr" and governor.lemma_ in {"be", "become", "remain"}:
        if not is_negated(governor):
            members = _subject_parties(analysis, passage, governor)
            ahead = modal_of(governor) is not None or governor.tag_ == "VB"
            if ahead and governor.lemma_ == "become":
                for member in members:
                    yield Candidate(passage, member, organization, "candidate", begin,
                                    max(noun.i, _of_end(noun)), "membership:become")  # fmt: skip
                return
            yield from candidates(members, "be")
        return
    if named is None:
        return
    after = _members_after(analysis, passage, noun, lexicon)
    if after:
        yield from candidates(after, "apposition")
    elif noun.dep_ == "appos":
        yield from candidates(_conjoined(analysis, passage, noun.head), "apposition")
    elif noun.dep_ == "pobj":
        if governor.lower_ == "as":
            verb = first_verb(noun)
            members = _subject_parties(analysis, passage, verb) if verb is not None else []
            yield from candidates(members, "as")
        elif _is_other(noun):
            verb = first_verb(noun)
            members = _subject_parties(analysis, passage, verb) if verb is not None else []
            yield from candidates(members, "other-members")


def _is_other(noun: Token) -> bool:
    """Whether who acts is itself one of them: "with other members of the Council"."""
    return any(child.lower_ in {"other", "fellow"} for child in noun.lefts)


def _members_after(analysis: Analysis, passage: int, noun: Token, lexicon: _Lexicon) -> list[Seen]:
    """Return the states that stand right after the role noun: "NATO members Poland and Latvia"."""
    doc, index = noun.doc, _of_end(noun) + 1
    party_at = analysis.resolver.party_at[passage]
    opened = 0
    while index < len(doc) and index not in party_at and doc[index].lower_ in lexicon.opening:
        opened += doc[index].lower_ in {"including", "such", "like", "namely", ":", "("}
        index += 1
    if index >= len(doc) or index not in party_at or not party_at[index].party.isupper():
        return []
    if index > _of_end(noun) + 1 and not opened:
        return []
    if not opened and doc[index].dep_ not in {"appos", "conj"} and doc[index].head != noun:
        return []
    return _states_from(analysis, passage, index)


def _states_from(analysis: Analysis, passage: int, index: int) -> list[Seen]:
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


def _chairing(
    analysis: Analysis, passage: int, noun: Token, lexicon: _Lexicon
) -> Iterator[Candidate]:
    """Read "India's G20 presidency", "as chair of ASEAN, Indonesia", "to play host to X"."""
    end = _of_end(noun)
    if end == noun.i and noun.dep_ == "dobj":
        end = _of_end(noun.head)  # "play host to the summit"
    organization = _named_in(analysis, passage, noun.left_edge.i, _of_end(noun.doc[end]))
    if organization is None:
        return
    role: Role = "host" if noun.lemma_.lower() in lexicon.host_nouns else "chair"
    owner = owner_of(noun)
    members = _conjoined(analysis, passage, owner) if owner is not None else []
    if not members:
        members = [
            Seen(m.party, m.first, m.last) for m in analysis.parties[passage]
            if m.party.isupper() and m.kind == "demonym" and noun.left_edge.i <= m.first < noun.i
        ]  # fmt: skip
    if not members and noun.dep_ == "pobj" and noun.head.lower_ == "as":
        above = noun.head.head
        owner = owner_of(above) if above.pos_ == "NOUN" else None
        if owner is not None:
            members = _conjoined(analysis, passage, owner)
        else:
            verb = first_verb(noun)
            members = _subject_parties(analysis, passage, verb) if verb is not None else []
    if not members and noun.dep_ == "dobj" and noun.head.lemma_ in lexicon.assume:
        members = _subject_parties(analysis, passage, noun.head)
    for member in members:
        yield Candidate(
            passage, member, organization, role, noun.left_edge.i, _of_end(noun.doc[end]),
            "membership:chair",
        )  # fmt: skip


def _accession(
    analysis: Analysis, passage: int, noun: Token, lexicon: _Lexicon
) -> Iterator[Candidate]:
    """Read "Finland's accession to NATO", "Ukraine's bid for EU membership"."""
    last = noun.i
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"to", "of", "in", "into", "on", "at"}:
            last = max((c.i for c in child.children if c.dep_ == "pobj"), default=last)
    organization = _named_in(analysis, passage, noun.left_edge.i, last)
    if organization is None:
        return
    above = list(governors(noun, 3))
    owner = next((o for word in (noun, *above[:2]) if (o := owner_of(word))), None)
    if owner is None:
        return
    words = {word.lemma_.lower() for word in (*above, *noun.lefts, *noun.head.lefts)}
    done = noun.lemma_.lower() == "accession" and not words & (lexicon.candidacy | lexicon.want)
    role: Role = "member" if done else "candidate"
    members = _conjoined(analysis, passage, owner)
    if not members and owner.tag_ == "PRP$" and noun.head.dep_ == "prep":
        # "Congratulated Timor-Leste on its accession": the object, not the subject.
        objects = [c for c in noun.head.head.children if c.dep_ == "dobj"]
        members = [seen for c in objects for seen in _conjoined(analysis, passage, c)]
    for member in members:
        yield Candidate(
            passage, member, organization, role, min(owner.i, noun.left_edge.i), last,
            "membership:accession",
        )  # fmt: skip
