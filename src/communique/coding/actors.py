"""Whom the tokens of an event's slots name: their words, their countries, their sectors."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from communique.coding.clauses import antecedents
from communique.coding.events import Actor
from communique.coding.patterns import Lexicon
from communique.language.analysis import Analysis
from communique.reference.groups import load_groups

_ASIDE = {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis"}
_BEFORE = {"compound", "amod", "nmod", "poss", "det", "nummod", "quantmod", "case"}
#: Sectors that organisations have beside their own.
_OF_BODIES = {"MIL", "COP", "JUD"}


def find_actors(
    analysis: Analysis, passage: int, tokens: Iterable[Token], lexicon: Lexicon
) -> tuple[Actor, ...]:
    """Return the actors that the tokens head, in order; each country of a phrase is one."""
    found: dict[tuple[int, int, str | None], Actor] = {}
    for token in tokens:
        for actor in _read(analysis, passage, token, lexicon):
            found.setdefault((actor.evidence.start, actor.evidence.end, actor.country), actor)
    return tuple(found.values())


def _read(analysis: Analysis, passage: int, token: Token, lexicon: Lexicon) -> Iterator[Actor]:
    first, last = _extent(token)
    sector = _sector(token, first, last, lexicon)
    evidence = analysis.evidence(passage, first, last, "actor")
    mentions = analysis.parties_within(passage, first, last)
    states = list(dict.fromkeys(m.party for m in mentions if m.party.isupper()))
    bodies = [m.party for m in mentions if not m.party.isupper()]
    groups = load_groups().find(evidence.text)
    if groups:
        sector = next((g.sector for g in groups if g.sector), sector)
        states = states or list(dict.fromkeys(g.country for g in groups if g.country))
    if not states and not bodies and not groups:
        referent = analysis.resolve(passage, token)
        states = [party for party in referent.parties if party.isupper()]
        bodies = [party for party in referent.parties if not party.isupper()]
        if not referent and (meant := antecedents(token)):
            for other in meant:
                yield from _read(analysis, passage, other, lexicon)
            return
        in_office = any(person.offices for person in referent.persons)
        if states and sector is None and (in_office or not referent.persons):
            sector = "GOV"
    named = any(m.first <= token.i <= m.last for m in mentions)
    if bodies and not states:
        yield Actor(evidence=evidence, sector=sector if sector in _OF_BODIES else "IGO")
        return
    if sector is None and named and states:
        sector = "GOV"
    if not states:
        yield Actor(evidence=evidence, sector=sector)
    for state in states:
        yield Actor(evidence=evidence, country=state, sector=sector)


def _extent(token: Token) -> tuple[int, int]:
    """Return the first and last token of the phrase that `token` heads, without asides."""
    first = last = token.i
    for child in token.children:
        if child.dep_ in _BEFORE and child.i < token.i:
            first = min(first, child.left_edge.i)
        elif child.dep_ == "prep" and child.lower_ in {"of", "in", "from"} and child.i > token.i:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                last = max(last, _extent(inner)[1])
        elif child.dep_ not in _ASIDE and child.i > token.i and child.dep_ in {"compound", "nmod"}:
            last = max(last, child.i)
    return first, last


def _sector(token: Token, first: int, last: int, lexicon: Lexicon) -> str | None:
    """Return the sector by the head noun, else by the nearest word of the phrase that shows one."""
    head = lexicon.sectors.get(token.lemma_.lower())
    if head is not None:
        return head
    words = [t for t in token.doc[first : last + 1] if t.dep_ in _BEFORE or t.dep_ == "compound"]
    near = sorted(words, key=lambda word: abs(word.i - token.i))
    return next((s for t in near if (s := lexicon.sectors.get(t.lemma_.lower()))), None)
