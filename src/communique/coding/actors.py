"""Whom the tokens of an event's slots name: their words, their countries, their sectors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from communique.coding.clauses import antecedents, conjuncts
from communique.coding.events import Actor
from communique.coding.names import country_of_city, party_of_leader
from communique.coding.patterns import Lexicon
from communique.language.analysis import Analysis
from communique.language.referents import NOBODY
from communique.reference.groups import load_groups

_ASIDE = {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis"}
_BEFORE = {"compound", "amod", "nmod", "poss", "det", "nummod", "quantmod", "case"}
#: Sectors that organisations have beside their own.
_OF_BODIES = {"MIL", "COP", "JUD"}
#: Sectors of people as such, who hold no office and bear no arms.
PRIVATE = frozenset({"CVL", "PRS", "REF", "EDU", "HLH", "BUS", "JRN", "REL"})

#: Offices that "general" stands behind.
_OFFICES = frozenset(
    {"attorney", "secretary", "consul", "director", "solicitor", "governor", "inspector", "-"}
)

#: What "security" makes a body under arms.
_UNIFORMED = frozenset({"agent", "force", "guard", "man", "officer", "personnel", "service"})
#: Sectors of those who bear arms.
ARMED = frozenset({"MIL", "REB", "COP", "CRM", "SPY"})

#: What acts: a state or body by name or by its institutions, a person by office or by name alone,
#: people by what they are, anything else.
Kind = Literal["state", "body", "office", "person", "people", "thing"]


@dataclass(frozen=True)
class Named:
    """An actor, what kind of thing its words name, and whether a name is among them.

    Of a person whose country only the table of leaders tells, it is `surmised`; of `several` the
    noun is a plural.
    """

    actor: Actor
    kind: Kind
    named: bool = False
    surmised: bool = False
    several: bool = False

    @property
    def is_public(self) -> bool:
        """Whether it acts in public affairs: a state, a body, an office, somebody under arms."""
        country, sector = self.actor.country, self.actor.sector
        if self.surmised:
            return False
        if self.kind in {"thing", "person"} or sector == "BUS":
            return self.kind == "person" and sector not in {None, *PRIVATE}
        return country is not None or sector not in {None, *PRIVATE}

    @property
    def is_known(self) -> bool:
        """Whether it is somebody in particular: of a country or an organisation, under arms.

        Of other states, only a name tells who it is: "the Gujarat government".
        """
        if self.surmised:
            return False
        if self.actor.country:
            return self.is_public or self.kind == "person"
        if self.named and self.kind in {"body", "office"}:
            return self.is_public
        return self.actor.sector in {*ARMED, "IGO", "NGO"}


def find_actors(
    analysis: Analysis, passage: int, tokens: Iterable[Token], lexicon: Lexicon
) -> tuple[Named, ...]:
    """Return the actors that the tokens head, in order; each country of a phrase is one."""
    found: dict[tuple[int, int, str | None], Named] = {}
    for token in tokens:
        for named in _read(analysis, passage, token, lexicon):
            words = named.actor.evidence
            found.setdefault((words.start, words.end, named.actor.country), named)
    return tuple(found.values())


def _read(analysis: Analysis, passage: int, token: Token, lexicon: Lexicon) -> Iterator[Named]:
    first, last = _extent(token)
    evidence = analysis.evidence(passage, first, last, "actor")
    token = _counted(token, lexicon)
    sector = _sector(token, first, last, lexicon)
    mentions = [
        mention
        for mention in analysis.parties_within(passage, first, last)
        if not _is_of_descent(token.doc, mention.first)
    ]
    # "US troops in Iraq" are of the one and in the other.
    mentions = [m for m in mentions if m.first <= token.i] or mentions
    own = next((m for m in mentions if m.first <= token.i <= m.last), None)
    parties = list(dict.fromkeys(m.party for m in mentions))
    surmised = False
    groups = load_groups().find(evidence.text)
    lemma = token.lemma_.lower()
    own_sector = sector if lemma in lexicon.companies else lexicon.sectors.get(lemma)
    kind = _kind(analysis, passage, token, own_sector)
    if kind == "thing" and sector in ARMED and token.tag_ == "NNS":
        kind = "body"  # "cartel enforcers"
    if groups:
        parties = parties or list(dict.fromkeys(g.country for g in groups if g.country))
        sector, kind = next((g.sector for g in groups if g.sector), sector), "body"
    elif not parties and any(_is_of_descent(token.doc, i) for i in range(first, last + 1)):
        kind, sector = "people", sector or "CVL"
    elif not parties:
        referent = analysis.resolve(passage, token) if _is_definite(token) else NOBODY
        nearest = not referent or token.lower_ in {"they", "it"}
        if nearest and (meant := antecedents(token)):
            for other in meant:
                yield from _read(analysis, passage, other, lexicon)
            return
        parties = list(referent.parties)
        if referent.persons:
            kind = "person" if sector is None else "office"
            in_office = any(person.offices or person.known for person in referent.persons)
            sector = sector or ("GOV" if parties and in_office else None)
        elif parties:
            kind, sector = "state", sector or "GOV"
        if not parties and kind == "person":
            if leader := party_of_leader(analysis, token):
                parties, sector, surmised = [leader], "GOV", True
        elif not parties and (country := country_of_city(token.doc[first : last + 1], token)):
            parties = [country]
    elif own is not None and own.kind == "people":
        kind, sector = "people", sector or "CVL"
    elif own is not None and sector is None:
        kind, sector = "state", "GOV"
    elif kind == "person":
        person = analysis.resolver.person_at[passage].get(token.i)
        if sector is None and person is not None and person.offices:
            sector = "GOV"
        kind = "person" if sector is None else "office"
    states: list[str | None] = [party for party in parties if party.isupper()]
    if parties and not states:  # organisations
        sector = sector if sector in _OF_BODIES else "IGO"
        kind = kind if kind in {"person", "office"} else "body"
    if kind == "thing" and states and lemma in lexicon.companies:
        kind = "body"
    named = any(_is_name(t) for t in token.doc[first : last + 1])
    several = token.tag_ in {"NNS", "NNPS"}
    for state in states or [None]:
        yield Named(
            Actor(evidence=evidence, country=state, sector=sector), kind, named, surmised, several
        )


def _is_of_descent(doc: Doc, first: int) -> bool:
    """Whether a word of a people tells where its forebears lived: "ethnic Albanians"."""
    return first > 0 and doc[first - 1].lower_ in {"ethnic", "indigenous"}


def _is_definite(token: Token) -> bool:
    """Whether a word may mean somebody told before: "the leaders", not "leaders"."""
    if token.tag_ != "NNS":
        return True
    return any(c.dep_ in {"det", "poss", "nummod", "predet"} for c in token.children)


def _is_name(token: Token) -> bool:
    """Whether a word is a name, or made of one: "Gujarat", "European", "NATO"."""
    if token.is_sent_start:
        return token.pos_ == "PROPN" and token.dep_ != "compound"
    return (token.is_title or token.is_upper) and token.pos_ in {"PROPN", "ADJ"}


def _kind(analysis: Analysis, passage: int, token: Token, sector: str | None) -> Kind:
    if token.i in analysis.resolver.person_at[passage] or token.lower_ in {"he", "she", "who"}:
        return "person"
    if sector is not None and token.pos_ != "PROPN":
        return "people" if sector in PRIVATE else "body"
    if token.pos_ == "PROPN" and sector is None:
        if token.tag_ == "NNPS":
            return "people"
        return "person"  # a name that no table has is rather a person's than a state's
    return "body" if sector is not None else "thing"


def _counted(token: Token, lexicon: Lexicon) -> Token:
    """Return what is counted or grouped: the refugees of "scores of refugees"."""
    while token.lemma_.lower() in lexicon.amounts:
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        inner = next((c for c in of.children if c.dep_ == "pobj"), None) if of else None
        if inner is None:
            break
        token = inner
    return token


def _extent(token: Token) -> tuple[int, int]:
    """Return the first and last token of the phrase that `token` heads, without asides."""
    first = last = token.i
    for child in token.children:
        if child.dep_ in _BEFORE and child.i < token.i:
            first = min(first, child.left_edge.i)
        elif child.dep_ == "prep" and child.lower_ in {"of", "in", "from"} and child.i > token.i:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                # Several presidents are those of several states.
                whole = conjuncts(inner) if token.tag_ in {"NNS", "NNPS"} else [inner]
                last = max([last, *(_extent(one)[1] for one in whole)])
        elif child.dep_ not in _ASIDE and child.i > token.i and child.dep_ in {"compound", "nmod"}:
            last = max(last, child.i)
    return first, last


def _sector(token: Token, first: int, last: int, lexicon: Lexicon) -> str | None:
    """Return the sector by the head noun, else by the nearest word of the phrase that shows one."""
    lemma = token.lemma_.lower()
    head = lexicon.sectors.get(lemma)
    words = [t for t in token.doc[first : last + 1] if t.dep_ in _BEFORE and not _is_chief(t)]
    if head in {"CVL", None} and any(word.lower_ in {"armed", "masked"} for word in words):
        return "REB"
    if head is not None and lemma not in lexicon.companies:
        return head
    # A national or security council is no body of nationals or soldiers.
    civil = {"national", "security"} if lemma not in _UNIFORMED else {"national"}
    words = [word for word in words if word.lower_ not in civil]
    near = sorted(words, key=lambda word: abs(word.i - token.i))
    return next((s for t in near if (s := lexicon.sectors.get(t.lemma_.lower()))), head)


def _is_chief(token: Token) -> bool:
    """Whether "general" says whose office another is: "attorney general"."""
    return token.lower_ == "general" and token.i > 0 and token.nbor(-1).lower_ in _OFFICES
