"""Which one of several an event noun names: "the third round", "a further summit".

Such a noun needs no sides beside it: they are those of the series, which the article tells
elsewhere.
"""

from functools import lru_cache

from spacy.tokens import Token

from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.language.syntax import is_negated, modal_of, singular
from communique.reference.tables import read_lexicon

#: Nothing sits more often.
_MOST = 200


@lru_cache(maxsize=1)
def _ordinals() -> dict[str, int]:
    table: dict[str, int] = read_lexicon("en", "ordinals")["ordinals"]
    return table


@lru_cache(maxsize=1)
def _tens() -> dict[str, int]:
    table: dict[str, int] = read_lexicon("en", "ordinals")["tens"]
    return table


def number_of(noun: Token) -> int | None:
    """Return the number that an event noun has in its series: 3 for "the 3rd round"."""
    return next((n for child in noun.lefts if (n := number_told(child)) is not None), None)


def number_told(word: Token) -> int | None:
    """Return the number that an ordinal tells, in words or digits; None for other words."""
    text = word.lower_
    digits = text.rstrip("sthndr")
    if digits != text and digits.isdigit() and int(digits) < _MOST:
        return int(digits)
    tens, _, ones = text.partition("-")
    if tens in _tens() and ones in _ordinals():
        return _tens()[tens] + _ordinals()[ones]
    return _ordinals().get(text)


def is_one_of_series(noun: Token, words: EngagementLexicon) -> bool:
    """Whether the noun is one of several by its number or its place: "next", "another"."""
    lefts = {child.lower_ for child in noun.lefts}
    serial = words.status["serial"] | words.status["another"]
    return number_of(noun) is not None or bool(lefts & serial)


def is_further(noun: Token, words: EngagementLexicon) -> bool:
    """Whether one more is meant: "a further round", where "further talks" are any."""
    lefts = {child.lower_ for child in noun.lefts}
    one = "a" in lefts or "one" in lefts or "another" in lefts
    return one and noun.tag_ in {"NN", "NNP"} and bool(lefts & words.status["another"])


def is_one_more(noun: Token, words: EngagementLexicon) -> bool:
    """Whether it's one of a series that nothing need make known: "a second", "a further"."""
    return number_of(noun) is not None or is_further(noun, words)


def is_missed(noun: Token) -> bool:
    """Whether one of a series did not take place: "there was no third round"."""
    # A parser may cut "no third A–B round" at its dash.
    first = noun.head if noun.dep_ == "appos" else noun
    none = any(child.dep_ == "det" and child.lower_ == "no" for child in first.lefts)
    there = first.dep_ == "attr" and any(c.dep_ == "expl" for c in first.head.children)
    return none and there and number_of(first) is not None


def is_agreed_on(noun: Token, verb: Token, words: EngagementLexicon) -> bool:
    """Whether sides settled on one more: "agreed on another round", "fixed a third meeting"."""
    if not is_one_more(noun, words):
        return False
    on = noun.dep_ == "pobj" and noun.head.lower_ in {"on", "upon", "to"}
    return on and noun.head.head == verb and verb.lemma_ in words.status["settling"]


def is_foretold(noun: Token, verb: Token, words: EngagementLexicon) -> bool:
    """Whether reported words make a plan of it: "The sixth session would be hosted by X."."""
    free = modal_of(verb) == "would" and not is_negated(verb)
    conditional = any(word.lower_ in words.status["conditional"] for word in verb.sent)
    return free and not conditional and number_of(noun) is not None


def venue_verb(noun: Token, words: EngagementLexicon) -> Token | None:
    """Return the verb of "X will be the venue of the next round", whose subject is the place."""
    of = noun.head
    if noun.dep_ != "pobj" or of.lower_ not in {"of", "for", "to"}:
        return None
    venue = of.head
    verb = venue.head
    if singular(venue) not in words.nouns["venues_of"]:
        return None
    if venue.dep_ == "attr" and verb.lemma_ == "be":
        return verb
    played = venue.dep_ == "dobj" and verb.lemma_.lower() in {"play", "act", "serve"}
    return verb if played and singular(venue) == "host" else None
