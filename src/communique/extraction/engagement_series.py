"""Which one of several an event noun names: "the third round", "a further summit", "the Oslo talks".

Such a noun needs no sides beside it: they are those of the series, which the article tells
elsewhere.
"""

from functools import lru_cache

from spacy.tokens import Token

from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.language.syntax import singular
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
    for child in noun.lefts:
        word = child.lower_
        digits = word.rstrip("sthndr")
        if digits != word and digits.isdigit() and int(digits) < _MOST:
            return int(digits)
        value = _ordinals().get(word)
        tens, _, ones = word.partition("-")
        if value is None and tens in _tens() and ones in _ordinals():
            value = _tens()[tens] + _ordinals()[ones]
        if value is not None:
            return value
    return None


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
