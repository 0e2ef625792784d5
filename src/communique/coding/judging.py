"""Whether what a pattern found is an event between actors of public affairs, told as one.

Words of politics are words of every day, too: a film is released, a team attacks, a deadline is
met. What tells them apart is who stands on both sides, and whether the sentence asserts it at all.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from communique.coding.clauses import is_asserted
from communique.coding.events import Actor
from communique.coding.matching import Match
from communique.coding.patterns import Lexicon

#: Types that need nobody on the other side.
_ALONE = frozenset({"AGREE", "PROTEST", "MOBILIZE", "RETREAT", "CONCEDE", "REJECT", "THREATEN"})
#: What is done to people, whoever they are.
_ON_PEOPLE = frozenset({"AID", "RETREAT", "CONCEDE", "COERCE", "ASSAULT", "SANCTION", "ACCUSE"})
#: What happens to somebody whether or not the words tell who did it.
_SUFFERED = frozenset({"COERCE", "ASSAULT", "SANCTION", "AID"})
#: Sectors of people as such: they act in public affairs only together, in protest.
_PRIVATE = frozenset({"CVL", "PRS", "REF", "EDU", "HLH", "BUS", "JRN", "REL"})
#: Sectors that are told from all others by what they are, whatever their country.
_ARMED = frozenset({"MIL", "REB", "COP", "CRM", "SPY"})
#: What speakers say of themselves is talk, not news of a deed.
_FIRST_PERSON = frozenset({"i", "we", "you", "one"})


def concerns(
    match: Match, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], lexicon: Lexicon
) -> bool:
    """Return whether a match is an event, by its sides and by how it is told.

    Each doubt asks for more: that both sides are known where the word is one of every day, where a
    noun merely mentions the act, or where a modal made it what it is.
    """
    pattern = match.pattern
    if not is_asserted(match.anchor):
        return False
    if any(token.lower_ in _FIRST_PERSON for token in match.actors):
        return False
    acting, suffering = _public(actors), _public(recipients)
    if pattern.type == "PROTEST":
        acting = acting or any(token.pos_ == "NOUN" for token in match.actors)
    if pattern.type == "CONSULT":
        return _number((*actors, *recipients)) > 1
    hurt = suffering or (pattern.type in _ON_PEOPLE and _are_people(recipients, match))
    if pattern.inverted or not actors:
        passive = pattern.type in _SUFFERED or pattern.mode in {"investigate", "allege"}
        return hurt and not match.nominal and passive
    everyday = pattern.head in lexicon.ambiguous and pattern.object is None
    if everyday and pattern.type == "ASSAULT" and not _can_strike(match, actors, recipients):
        return False
    if match.nominal:
        return _known(actors) and _known(recipients)
    if match.composed or everyday:
        if pattern.complement or not pattern.slot or match.composed:
            return _known(actors) and (_as_body(match, actors) or _known(recipients))
        return _known(actors) and (hurt if not match.composed else _known(recipients))
    if suffering and pattern.type in _SUFFERED:
        return True
    told = hurt or pattern.object is not None or bool(pattern.complement)
    return acting and (told or not pattern.slot or pattern.type in _ALONE)


def _public(side: Iterable[Actor]) -> bool:
    """Whether somebody of a side acts in public affairs: a state, a body, an armed group."""
    return any(actor.country or actor.sector not in {None, *_PRIVATE} for actor in side)


def _known(side: Iterable[Actor]) -> bool:
    """Whether a side is somebody in particular: of a country, an organisation, under arms."""
    return any(actor.country or actor.sector in {*_ARMED, "IGO", "NGO"} for actor in side)


def _number(side: Iterable[Actor]) -> int:
    return len({actor.country or actor.evidence.text for actor in side if _public((actor,))})


def _as_body(match: Match, actors: tuple[Actor, ...]) -> bool:
    """Whether a state, an organisation or a group acts, by name or by who holds its offices."""
    office = any(actor.country and actor.sector == "GOV" for actor in actors)
    return _known(actors) and (
        office or not any(t.ent_type_ == "PERSON" or t.pos_ == "PRON" for t in match.actors)
    )


def _can_strike(match: Match, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> bool:
    """Whether blows are meant, not words: somebody under arms is in it, or states as such."""
    armed = any(actor.sector in _ARMED for actor in (*actors, *recipients))
    return armed or (_as_body(match, actors) and not _are_persons(match.recipients))


def _are_people(side: tuple[Actor, ...], match: Match) -> bool:
    return any(actor.sector for actor in side) or any(
        token.ent_type_ in {"PERSON", "NORP"} for token in match.recipients
    )


def _are_persons(tokens: Iterable[Token]) -> bool:
    return any(token.ent_type_ == "PERSON" for token in tokens)
