"""Whether what a pattern found is an event between actors of public affairs, told as one.

Words of politics are words of every day, too: a film is released, a team attacks, a deadline is
met. What tells them apart is who stands on both sides, and whether the sentence asserts it at all.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from communique.coding.actors import ARMED, Named
from communique.coding.clauses import is_conditional, modal
from communique.coding.matching import Match, best_match
from communique.coding.patterns import MUTUAL, Lexicon
from communique.language.syntax import is_negated

#: Types that need nobody on the other side.
_ALONE = frozenset({"AGREE", "PROTEST", "MOBILIZE", "RETREAT", "CONCEDE", "REJECT", "THREATEN"})
#: What is done to people, whoever they are.
_ON_PEOPLE = frozenset({"AID", "RETREAT", "CONCEDE", "COERCE", "ASSAULT", "SANCTION", "ACCUSE"})
#: What happens to somebody whether or not the words tell who did it.
_SUFFERED = frozenset({"COERCE", "ASSAULT", "SANCTION", "AID"})
#: What those under arms do to things, too.
_BY_FORCE = frozenset({"COERCE", "ASSAULT", "MOBILIZE"})
#: What the people and engines of a state do by themselves.
_BY_DEED = frozenset({"AID", "ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
#: Where visits go; soldiers who arrive there are no visitors.
_GOALS = frozenset({"in", "to", "for"})
_WITH = frozenset({"object", "with"})
_ATTENDING = frozenset({"attend", "host", "chair", "convene"})
_DYING = frozenset({"die", "perish"})
_TOLD_PASSIVELY = frozenset({"investigate", "allege", "release"})
_DUTY = frozenset({"should", "must", "ought"})
_MAY = frozenset({"would", "could", "may", "might", "can"})
#: What speakers say of themselves is talk, not news of a deed.
_FIRST_PERSON = frozenset({"i", "we", "you", "one", "me", "us"})


def concerns(
    match: Match,
    actors: tuple[Named, ...],
    recipients: tuple[Named, ...],
    further: tuple[Named, ...],
    lexicon: Lexicon,
) -> bool:
    """Return whether an asserted match is an event, by its sides and by how it is told.

    `recipients` are those in the slot of the pattern, `further` whom words further on name. Each
    doubt asks for more: that both sides are known where the word is one of every day, where a noun
    merely mentions the act, or where a modal made it what it is.
    """
    pattern, done_to = match.pattern, (*recipients, *further)
    told_as = modal(match.anchor)
    sides = (*match.actors, *match.recipients)
    if any(_is_first_person(t) for t in sides):
        return False
    if told_as in _DUTY and not match.composed:
        return False
    if pattern.slot in {"object", "to"} and _are_at_home(actors, recipients):
        return False
    if pattern.type == "ASSAULT" and pattern.head in lexicon.ambiguous:
        told = not match.nominal and not pattern.inverted and told_as not in _MAY
        if told and _is_told_of_violence(match, actors, done_to, lexicon):
            return True
        if not _can_strike(actors, done_to) or _is_played(match, lexicon):
            return False
    if pattern.type == "CONSULT":
        return _confer(match, actors, done_to)
    if match.nominal and pattern.slot == "between" and _number(recipients) > 1:
        return True
    if pattern.inverted or not actors:
        return _is_suffered(match, recipients, further, lexicon)
    unsure = not match.composed and (told_as in _MAY or is_conditional(match.anchor))
    if unsure and is_negated(match.anchor):
        return False
    if match.nominal or unsure:
        return _known(actors) and _is_named(done_to)
    if match.composed or (pattern.complement and not pattern.governed):
        return _is_meant(match, actors, recipients, further, lexicon)
    return _is_done(match, actors, recipients, done_to, lexicon)


def _is_done(
    match: Match,
    actors: tuple[Named, ...],
    recipients: tuple[Named, ...],
    done_to: tuple[Named, ...],
    lexicon: Lexicon,
) -> bool:
    """Whether what the main clause tells was done by and to those whom events are about."""
    pattern = match.pattern
    people = pattern.type in _ON_PEOPLE and _are_people(recipients)
    placed = _known(done_to) or any(n.actor.country for n in actors)
    if pattern.type == "PROTEST" and placed and any(map(_is_crowd, actors)):
        return True
    if pattern.type in MUTUAL and _number([n for n in actors if n.is_known]) > 1:
        return True
    if pattern.together:
        return False
    if pattern.head in lexicon.ambiguous and pattern.object is None:
        as_body = any(n.kind not in {"person", "people"} and n.is_known for n in actors)
        touched = _is_named(done_to) if as_body or pattern.type in _SUFFERED else _known(done_to)
        by_force = pattern.type in _BY_FORCE and any(n.actor.sector in ARMED for n in actors)
        acting = _known(actors) or (pattern.type in _BY_DEED and _are_of_state(actors))
        asked = pattern.type == "REQUEST" and any(n.kind != "person" for n in recipients)
        idiom = pattern.type in _ALONE and bool(pattern.words)  # "backed down over"
        told = people or touched or by_force or (as_body and (asked or idiom))
        return acting and (told or not pattern.slot)
    if _public(recipients) and pattern.type in _SUFFERED:
        return True
    somebody = any(n.kind == "person" and n.named for n in actors) and _known(recipients)
    acting = somebody or _public(actors) or _acts_unnamed(pattern.type, actors)
    told = people or _is_named(done_to)
    if not told and match.anchor.dep_ != "relcl":  # "the reform that he demanded" is old news
        told = pattern.object is not None or _known(actors)
    return acting and (told or not pattern.slot or pattern.type in _ALONE)


def _are_at_home(actors: tuple[Named, ...], recipients: tuple[Named, ...]) -> bool:
    """Whether those in office speak to or of their own country as such: "warned America"."""
    own = {n.actor.country for n in actors if n.kind in {"person", "office", "state"}}
    return bool(own and recipients) and all(
        n.kind == "state" and n.actor.country in own for n in recipients
    )


def _is_first_person(token: Token) -> bool:
    return token.lower_ in _FIRST_PERSON and token.text != "US"


def _confer(match: Match, actors: tuple[Named, ...], others: tuple[Named, ...]) -> bool:
    """Whether several talk, or one who is known attends what is held for talks.

    Soldiers who arrive somewhere are no visitors.
    """
    if match.pattern.slot in _GOALS and any(n.actor.sector in ARMED for n in actors):
        return False
    if match.pattern.head in _ATTENDING and match.pattern.object is not None:
        return _known(actors)
    if _number(actors) > 1:
        return True
    if match.pattern.slot in _GOALS and not _are_abroad(actors, others):
        return False
    if _number((*actors, *others)) > 1:
        return True
    somebody = any(n.kind == "person" and n.named for n in actors)
    return somebody and match.pattern.slot in _WITH and _known(others)


def _are_abroad(actors: tuple[Named, ...], others: tuple[Named, ...]) -> bool:
    """Whether somebody goes where others are: to another country, or to a body."""
    own = {n.actor.country for n in actors}
    going = any(n.kind != "people" for n in actors)
    return going and any(
        n.actor.sector == "IGO" or n.actor.country not in {None, *own} for n in others
    )


def _is_suffered(
    match: Match, recipients: tuple[Named, ...], further: tuple[Named, ...], lexicon: Lexicon
) -> bool:
    """Whether what nobody is told to have done was done to somebody named in its own slot.

    People are hurt by accidents, too: what was done to them is an event where the sentence tells
    of violence, or of who does such things in the name of a state.
    """
    pattern = match.pattern
    if match.nominal or is_conditional(match.anchor) or modal(match.anchor) in _MAY:
        return False
    disarmed = pattern.type == "RETREAT" and any(n.actor.sector in ARMED for n in recipients)
    if pattern.type not in _SUFFERED and pattern.mode not in _TOLD_PASSIVELY and not disarmed:
        return False
    lemmas = {token.lemma_.lower() for token in match.anchor.sent}
    if pattern.head in _DYING:
        known = _is_named((*recipients, *further))
        return known and bool(lemmas & lexicon.violence) and _are_people(recipients)
    if pattern.head in lexicon.ambiguous:
        struck = pattern.type == "ASSAULT"
        public = (n.is_public or (struck and _is_named([n])) for n in recipients)
        return any(public) and not any(n.kind in {"person", "office"} for n in recipients)
    if pattern.type == "ASSAULT" and not pattern.inverted:
        return bool(lemmas & lexicon.violence) and _are_people(recipients)
    if pattern.type in {"ACCUSE", "COERCE", "SANCTION"}:
        return _is_named(recipients)
    return _public(recipients) or _are_people(recipients)


def _is_meant(
    match: Match,
    actors: tuple[Named, ...],
    recipients: tuple[Named, ...],
    further: tuple[Named, ...],
    lexicon: Lexicon,
) -> bool:
    """Whether what somebody means, asks or refuses to do is an event before it is done.

    States and bodies mean what they say, save where they merely hope or plan. Of who holds an
    office, it is one where what he means to do is one itself; of people of a country, only what
    they threaten. What is asked for is asked of somebody.
    """
    pattern, everyday = match.pattern, match.pattern.head in lexicon.ambiguous
    if not _known(actors) and not (_public(actors) and _known((*recipients, *further))):
        return (
            pattern.type == "REJECT"
            and _is_protest(match, lexicon)
            and _acts_unnamed("PROTEST", actors)
        )
    means = pattern.type in {"THREATEN", "REQUEST"} and not everyday
    if all(n.kind == "people" for n in actors) and not means:
        return pattern.type == "REJECT" and _is_protest(match, lexicon)
    if pattern.type == "REQUEST" and (match.composed or everyday):
        return _known(recipients)
    if _known((*recipients, *further)):
        return True
    if pattern.head in lexicon.soft:
        body = any(n.kind in {"state", "body"} and n.is_known for n in actors)
        return body and match.governs is not None and _is_plain(match.governs, lexicon)
    if any(n.kind not in {"person", "people"} and n.is_known for n in actors):
        return True
    if match.composed or not any(n.actor.country and n.actor.sector for n in actors):
        return False
    return match.governs is not None and _is_plain(match.governs, lexicon)


def _is_protest(match: Match, lexicon: Lexicon) -> bool:
    """Whether it is a protest that goes on: "will not end the strike"."""
    held = match.pattern.object or frozenset()
    return any(lexicon.light.get(noun) == "PROTEST" for _, noun in held)


def _is_plain(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb tells an event by a word that has no other meaning, or by its object."""
    found = best_match(verb, lexicon)
    if found is None:
        return False
    return found.pattern.object is not None or found.pattern.head not in lexicon.ambiguous


def _are_of_state(side: Iterable[Named]) -> bool:
    """Whether people of a state act, or what its forces fly: "Danish doctors"."""
    return any(n.actor.country and n.kind in {"people", "body"} for n in side)


def _is_told_of_violence(
    match: Match, actors: tuple[Named, ...], done_to: tuple[Named, ...], lexicon: Lexicon
) -> bool:
    """Whether blows fall in a known country, whoever strikes: "clans fought in Kismayo".

    What is told of persons by name may be meant of their words.
    """
    if any(n.kind in {"person", "office"} for n in (*actors, *done_to)):
        return False
    words = {t.lemma_.lower() for t in match.anchor.sent if t.i != match.anchor.i}
    return bool(words & lexicon.violence) and _is_named(done_to)


def _acts_unnamed(name: str, actors: tuple[Named, ...]) -> bool:
    """Whether those act who needn't be actors otherwise: crowds, and a state's air strikes."""
    if name == "PROTEST":
        return any(_is_crowd(n) for n in actors)
    return name == "ASSAULT" and any(n.actor.country or n.actor.sector in ARMED for n in actors)


def _is_crowd(named: Named) -> bool:
    return named.kind == "people" or (named.kind == "thing" and named.several)


def _public(side: Iterable[Named]) -> bool:
    return any(named.is_public for named in side)


def _known(side: Iterable[Named]) -> bool:
    return any(named.is_known for named in side)


def _is_named(side: Iterable[Named]) -> bool:
    """Whether at least a country of what an act is done to is named: "an Israeli town"."""
    return any(n.is_known or (n.actor.country and n.actor.sector != "BUS") for n in side)


def _number(side: Iterable[Named]) -> int:
    return len(
        {n.actor.country or n.actor.evidence.text for n in side if n.is_public or n.is_known}
    )


def _can_strike(actors: tuple[Named, ...], recipients: tuple[Named, ...]) -> bool:
    """Whether blows are meant, not words: somebody under arms is in it, or states as such."""
    if any(n.actor.sector in ARMED for n in (*actors, *recipients)):
        return True
    if any(n.kind in {"person", "office"} for n in (*actors, *recipients)):
        return False
    if not actors:
        return any(n.actor.sector for n in recipients)
    return _known(actors) or _are_of_state(actors)


def _is_played(match: Match, lexicon: Lexicon) -> bool:
    """Whether the sentence tells of a match."""
    nouns = (token for token in match.anchor.sent if token.pos_ in {"NOUN", "PROPN"})
    return any(noun.lemma_.lower() in lexicon.sport for noun in nouns)


def _are_people(side: tuple[Named, ...]) -> bool:
    return any(n.kind in {"person", "office"} or n.actor.sector for n in side)
