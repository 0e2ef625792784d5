"""Whose arrangement it is: the parties in its name, its owners, else the article's sides."""

from spacy.tokens import Token

from communique.extraction.mechanism_lexicon import Head, MechanismLexicon
from communique.extraction.mechanism_states import State
from communique.extraction.phrases import (
    name_end,
    owner_of,
    parties_of_subject,
    parties_within,
    states_within,
)
from communique.language.analysis import Analysis


def owners_of(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    noun: Token,
    state: State | None,
    head: Head,
    lexicon: MechanismLexicon,
) -> tuple[str, ...]:
    """Whose arrangement it is: the parties in its name, its owners, else the article's sides."""
    # "The Platform for Ukraine" is not Ukraine's and another's.
    stop = noun.i if head.test == "named" else last
    named = parties_within(analysis, passage, first, stop)
    tail = name_end(noun, {"between", "with", "among", "of", "by"}, ())
    beyond = parties_within(analysis, passage, stop + 1, tail) if tail > stop else ()
    named = tuple(dict.fromkeys((*named, *beyond)))
    if len(named) > 1:
        return named
    principals = analysis.principals
    owner = owner_of(noun)
    owners = analysis.resolve(passage, owner).parties if owner is not None else ()
    if named and not named[0].isupper():
        return named
    together = tuple(dict.fromkeys((*named, *owners)))
    if len(together) > 1 or (len(owners) == 1 and not owners[0].isupper()):
        return together  # "the EU's programme" is the EU's, whoever praises it
    if _is_of_cities(analysis, passage, first):
        return ()
    if named and named[0] not in principals:
        subject = [p for p in parties_of_subject(analysis, passage, noun) if p.isupper()]
        return tuple(dict.fromkeys((*named, *subject)))
    everyones = head.test != "pending" and _is_everyones(analysis, passage, noun)
    if state == "proposed" and len(principals) > 1 and everyones:
        return ()
    if head.test == "named" and state is None and not together:
        # "The Black Sea Grain Initiative": known to both sides, theirs only if it says so.
        words = {word.lower_ for word in noun.doc[first : last + 1]}
        if not words & lexicon.joint and head.kind != "committee":
            return ()
    return principals if len(principals) > 1 else together or principals


def _is_everyones(analysis: Analysis, passage: int, noun: Token) -> bool:
    """Whether "all parties" are to make it: then it isn't the two sides' alone."""
    return not parties_of_subject(analysis, passage, noun)


def _is_of_cities(analysis: Analysis, passage: int, first: int) -> bool:
    """Whether the name begins with two cities: "the Lyon-Milan Cooperation"."""
    doc = analysis.passages[passage].doc
    pair = doc[first].text.split("-")
    if len(pair) == 1 and first + 2 < len(doc) and doc[first + 1].text in {"-", "–"}:
        pair = [doc[first].text, doc[first + 2].text]
    if len(pair) != 2 or states_within(analysis, passage, first, first + 2):
        names = {
            m.kind for m in analysis.parties[passage] if m.first <= first + 2 and m.last >= first
        }
        if len(pair) != 2 or names - {"capital"}:
            return False
    return all(analysis.reference.places.lookup(city) for city in pair)
