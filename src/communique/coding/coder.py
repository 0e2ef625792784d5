"""Sentences into events: the patterns that stand in them, and who fills their slots."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span

from communique.coding.actors import ARMED, Named, find_actors
from communique.coding.clauses import conjuncts, is_asserted
from communique.coding.composing import compose, find_accusations, find_demands
from communique.coding.describing import describe
from communique.coding.events import Event
from communique.coding.judging import concerns
from communique.coding.matching import Match, find_matches, further_recipients
from communique.coding.patterns import Lexicon, load_lexicon
from communique.language.analysis import Analysis

#: Types whose sides are equals where they do it with each other.
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
#: Sectors of those who face their own country's institutions.
_DOMESTIC = frozenset({"OPP", "PTY", "LAB", "CVL", "EDU", "REL", "HLH", "JRN", "LEG"})
_INSTITUTIONS = frozenset({"GOV", "LEG", "JUD", "COP"})
_WITH = frozenset({"with", "between", "among"})


def code_events(analysis: Analysis) -> list[Event]:
    """Return the events of an article, sentence by sentence, that of the main clause first."""
    lexicon = load_lexicon()
    return [
        event
        for passage in analysis.passages
        for sentence in passage.doc.sents
        for event in _code(analysis, passage.index, sentence, lexicon)
    ]


def _code(analysis: Analysis, passage: int, sentence: Span, lexicon: Lexicon) -> Iterator[Event]:
    seen: set[tuple[object, ...]] = set()
    matches = [compose(match, lexicon) for match in find_matches(sentence, lexicon)]
    found = {match.anchor.i for match in matches}
    demands = [demand for demand in find_demands(sentence) if demand.anchor.i not in found]
    accusations = [a for a in find_accusations(matches) if a.anchor.i not in found]
    for match in (*demands, *matches, *accusations):
        if not is_asserted(match.anchor):
            continue
        actors = find_actors(analysis, passage, match.actors, lexicon)
        recipients = find_actors(analysis, passage, match.recipients, lexicon)
        recipients = _at_home(actors, recipients)
        further: tuple[Named, ...] = ()
        if not match.nominal and not any(map(_is_somebody, recipients)):
            further = _first_further(analysis, passage, match, actors, lexicon)
        match = _recast(match, actors)
        if _are_of_several_states((*actors, *recipients, *further)):
            actors, recipients, further = map(_as_certain, (actors, recipients, further))
        if match in accusations and not _is_against_another(actors, recipients):
            continue
        if not concerns(match, actors, recipients, further, lexicon):
            continue
        recipients = (*recipients, *further)
        if _is_mutual(match, recipients):
            actors, recipients = _together(actors, recipients), ()
        acting, suffering = ([named.actor for named in side] for side in (actors, recipients))
        sides = [sorted({a.country or a.evidence.text for a in s}) for s in (acting, suffering)]
        key = (match.pattern.type, *map(tuple, sides))
        if key in seen:
            continue
        seen.add(key)
        yield describe(analysis, passage, match, acting, suffering)


def _first_further(
    analysis: Analysis, passage: int, match: Match, actors: tuple[Named, ...], lexicon: Lexicon
) -> tuple[Named, ...]:
    """Return whom the words below an act name first, with those coordinated with them."""
    acting = {(n.actor.country, n.actor.sector) for n in actors}
    first: tuple[Named, ...] = ()
    for token in further_recipients(match):
        told = find_actors(analysis, passage, conjuncts(token), lexicon)
        found = tuple(n for n in told if _is_other(n, acting))
        if any(n.kind != "thing" for n in found):
            return found
        first = first or found  # "a Kenyan request", unless whose request is named behind it
    return first


def _recast(match: Match, actors: tuple[Named, ...]) -> Match:
    """Return the match as what it is for those who act: a state's protest is a complaint.

    Soldiers who loot don't riot; drivers who seal off a depot protest.
    """
    crowd = actors and all(n.kind == "people" and n.actor.sector not in ARMED for n in actors)
    if crowd and match.pattern.type == "COERCE" and match.pattern.mode in {"restrict", "seize"}:
        return replace(match, pattern=replace(match.pattern, type="PROTEST", mode="obstruct"))
    if match.pattern.type != "PROTEST" or not actors:
        return match
    if all(n.kind in {"state", "office"} for n in actors) and match.pattern.head == "protest":
        return replace(match, pattern=replace(match.pattern, type="ACCUSE", mode="disapprove"))
    if match.pattern.mode == "riot" and any(n.actor.sector == "MIL" for n in actors):
        return replace(match, pattern=replace(match.pattern, type="COERCE", mode="seize"))
    return match


def _are_of_several_states(side: tuple[Named, ...]) -> bool:
    return len({n.actor.country for n in side if n.actor.country}) > 1


def _at_home(actors: tuple[Named, ...], others: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return whom people or parties of one country address, of that country if of no other.

    "Opposition parties told the president": their own. Of what states ask, nothing follows.
    """
    countries = {n.actor.country for n in actors if n.actor.country}
    if len(countries) != 1 or any(n.actor.sector not in _DOMESTIC for n in actors):
        return others
    own = {"country": countries.pop()}
    return tuple(
        replace(n, actor=n.actor.model_copy(update=own))
        if n.kind in {"body", "office"}
        and n.actor.country is None
        and n.actor.sector in _INSTITUTIONS
        else n
        for n in others
    )


def _is_against_another(actors: tuple[Named, ...], recipients: tuple[Named, ...]) -> bool:
    """Whether those of one known state speak of those of another."""
    sides = [{n.actor.country for n in s if n.is_known and n.actor.country}
             for s in (actors, recipients)]  # fmt: skip
    return all(sides) and not sides[0] & sides[1]


def _as_certain(side: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return a side with the leaders by whose names alone their states are known taken for them."""
    return tuple(replace(named, surmised=False) for named in side)


def _is_other(named: Named, acting: set[tuple[str | None, str | None]]) -> bool:
    """Whether somebody of a country is none of those who act."""
    country, sector = named.actor.country, named.actor.sector
    return country is not None and not acting & {(country, sector), (country, None)}


def _is_somebody(named: Named) -> bool:
    """Whether an actor needs no further words: "refugees" do, "soldiers" don't."""
    return bool(named.actor.country) or named.actor.sector not in {None, "CVL", "REF", "PRS"}


def _is_mutual(match: Match, recipients: tuple[Named, ...]) -> bool:
    if match.pattern.type not in _MUTUAL:
        return False
    return match.pattern.slot in _WITH or not recipients or match.pattern.type == "CONSULT"


def _together(actors: tuple[Named, ...], others: tuple[Named, ...]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys((*actors, *others)))
