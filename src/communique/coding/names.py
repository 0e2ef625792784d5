"""Countries that names tell where a phrase tells none: those of leaders and of cities."""

import re
from collections.abc import Sequence

from spacy.tokens import Span, Token

from communique.coding.patterns import load_lexicon
from communique.language.analysis import Analysis
from communique.reference.leaders import LASTING_RANKS
from communique.reference.places import PlaceFact, load_places

#: Words before a family name that are no first name.
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "the", "and", "but", "that", "when", "as", "if"})


def party_of_leader(analysis: Analysis, token: Token) -> str | None:
    """Return the party that somebody known by name alone leads or led.

    A family name alone means who led a state or its government, no minister, and nobody whom the
    text calls by another first name.
    """
    if token.pos_ != "PROPN" or token.lower_ in load_lexicon().times:
        return None
    name = " ".join(part.text for part in _whole_name(token))
    day, leaders = analysis.as_of.start, analysis.reference.leaders
    year = day.year if day is not None else None
    found = leaders.party(name, year=year)
    if " " in name or found is None:
        return found
    ranks = {row.rank for row in leaders.find(name, year=year) if row.party == found}
    if not ranks & LASTING_RANKS:
        return None
    whole = set(re.findall(rf"\b[A-Z][\w.-]+ {re.escape(name)}\b", analysis.document.text))
    firsts = [other for other in whole if not _is_titled(other)]
    return None if any(leaders.party(other) != found for other in firsts) else found


def _is_titled(name: str) -> bool:
    """Whether the word before a family name is an office: "President Obama"."""
    first = name.split()[0].lower()
    return first.rstrip(".") in _TITLES or first in load_lexicon().sectors


def _whole_name(token: Token) -> list[Token]:
    return [*(c for c in token.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"), token]


def country_of_city(words: Span, head: Token) -> str | None:
    """Return the country of the first city that a phrase names, if it means only one."""
    for token in words:
        if token.pos_ == "PROPN" and (token.i == head.i or token.dep_ == "pobj"):
            found = load_places().lookup(" ".join(part.text for part in _whole_name(token)))
            if found and not found[0].ambiguous and _is_foremost(found):
                return found[0].country
    return None


def _is_foremost(found: Sequence[PlaceFact]) -> bool:
    """Whether of places of one name the largest is meant, others being small or next door."""
    first, *others = found
    return all(o.country == first.country or o.population * 5 < first.population for o in others)
