"""When two wordings count as the same."""

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations

from communique.reference.parties import load_parties
from communique.reference.tables import read_lexicon

_NOT_WORD = re.compile(r"[^\w%]+")
_ARTICLES = frozenset({"a", "an", "the"})
#: Two wordings that share this part of their words are one.
_ALIKE = 0.8
_PAIR = 2


def normalise(text: str) -> str:
    """Return the words of `text` by which two wordings count as the same.

    >>> normalise("Establish a “Committee” for trade.")
    'establish committee for trade'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = _NOT_WORD.sub(" ", plain).split()
    return " ".join(word for word in words if word not in _ARTICLES)


@lru_cache(maxsize=1 << 16)
def content_words(text: str) -> frozenset[str]:
    """Return the words of `text` that carry its meaning, without their common endings.

    >>> sorted(content_words("continue their discussions on this"))
    ['continu', 'discussion']
    """
    idle = _idle()
    return frozenset(_stem(word) for word in normalise(text).split() if word not in idle)


def says_something(text: str) -> bool:
    """Return whether `text` says what is done: "the following points", "do it" do not."""
    telling = len(content_words(text) - _pointing())
    points = any(word in _pronouns() for word in normalise(text).split())
    return telling > 1 or (telling == 1 and not points)


def alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Return whether two sets of content words are near-identical.

    What numbers and names of months tell apart is never alike.
    """
    if left == right or not (left and right):
        return left == right
    # Most pairs differ in length alone, and none needs its union made.
    fewer, more = sorted((len(left), len(right)))
    if fewer < _ALIKE * more:
        return False
    shared = len(left & right)
    if shared < _ALIKE * (fewer + more - shared):
        return False
    return not any(word[0].isdigit() for word in left ^ right)


def handles(words: frozenset[str]) -> tuple[str, ...]:
    """Return pairs of the words of which any alike set shares at least one.

    By them the alike are found without comparing each with each: the filter by prefixes of
    Chaudhuri et al., "A primitive operator for similarity joins in data cleaning", 2006. A
    single word, or none, is alike to itself only.
    """
    if len(words) < _PAIR:
        return ("".join(words),)
    ordered = sorted(words, key=lambda word: (-len(word), word))
    first = ordered[: len(ordered) - math.ceil(_ALIKE * len(ordered)) + _PAIR]
    return tuple(" ".join(pair) for pair in combinations(first, _PAIR))


def name_words(name: str) -> frozenset[str]:
    """Return the words that tell a mechanism from others, whoever its parties are.

    >>> name_words("UK-China Strategic Dialogue") == name_words("the Strategic Dialogue")
    True
    """
    parties = _party_words()
    words = normalise(_without_names(name)).split()
    kept = frozenset(w for w in words if w not in parties and w not in _idle())
    return kept - _common() or kept or frozenset(words)


def organisation_called(name: str) -> str | None:
    """Return the organisation of the party table that is called so; None if none is."""
    return _organisations().get(name.removeprefix("the ").removeprefix("The "))


def _without_names(name: str) -> str:
    """Return the name without parties of two words and more: "South Korea", "Sri Lankan"."""
    for phrase in _party_phrases():
        if phrase in name:
            name = name.replace(phrase, " ")
    return name


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1)
def _party_words() -> frozenset[str]:
    forms = (normalise(name.form).split() for name in load_parties().names)
    return frozenset(form[0] for form in forms if len(form) == 1) | {"u", "k", "s", "us"}


@lru_cache(maxsize=1)
def _party_phrases() -> tuple[str, ...]:
    parties = load_parties()
    forms = {n.form for n in parties.names if " " in n.form and n.party in parties.states}
    return tuple(sorted(forms, key=len, reverse=True))


@lru_cache(maxsize=1)
def _organisations() -> Mapping[str, str]:
    parties = load_parties()
    return {n.form: n.party for n in parties.names if n.party in parties.organisations}


@lru_cache(maxsize=1)
def _idle() -> frozenset[str]:
    return frozenset(read_lexicon("en", "view")["words"]["idle"])


@lru_cache(maxsize=1)
def _pointing() -> frozenset[str]:
    return frozenset(map(_stem, read_lexicon("en", "view")["words"]["pointing"]))


@lru_cache(maxsize=1)
def _pronouns() -> frozenset[str]:
    return frozenset(read_lexicon("en", "view")["words"]["pronouns"])


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(read_lexicon("en", "view")["words"]["common"])
