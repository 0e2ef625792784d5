"""What one named party does to another in a sentence: the pair is given, the relation is asked.

Rules alone see a pair's relation only where it stands in the slots of a pattern. Here a
multinomial regression weighs what the patterns find together with the words on the way from one
to the other. Its weights are fitted by `benchmarks/relations.py`.
"""

import json
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from communique.coding.composing import compose, find_demands
from communique.coding.matching import Match, best_match, find_matches
from communique.coding.patterns import Lexicon, load_lexicon
from communique.language.syntax import is_negated, modal_of
from communique.reference.tables import FOLDER

WEIGHTS = FOLDER / "lexicons" / "en" / "plover_relations.json"

#: What counts more or less than a word on the way: signs by the part of their name before ":".
SCALES = {"word": 0.5, "best": 2.0, "sure": 2.0}
#: Dependents that tell what a verb means.
_TELLING = frozenset({"dobj", "prt", "xcomp", "prep", "ccomp", "acomp", "oprd", "attr"})
_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADP", "AUX", "PART"})
#: So many complements of the source's verb, and heads above the target, are looked at.
_DOWN, _UP = 3, 6


@dataclass(frozen=True)
class Pair:
    """Two parties by their tokens in a parsed text, each without gaps."""

    doc: Doc
    source: range
    target: range


def relate(pair: Pair) -> tuple[str, float]:
    """Return the relation's type and how likely it is right; the type is one of `TYPES`.

    Types that the annotated pairs don't tell apart are one: leaving, releasing and ceasing fire
    are CONCEDE there.
    """
    weights = _load_weights()
    found = signs(pair, load_lexicon())
    scores = {
        name: own.get("", 0.0) + sum(own.get(sign, 0.0) * scale_of(sign) for sign in found)
        for name, own in weights.items()
    }
    best = max(scores, key=lambda name: (scores[name], name))
    return best, 1.0 / sum(math.exp(score - scores[best]) for score in scores.values())


def scale_of(sign: str) -> float:
    """Return how much a sign counts where it is there."""
    return SCALES.get(sign.partition(":")[0], 1.0)


@lru_cache(maxsize=1)
def _load_weights() -> Mapping[str, Mapping[str, float]]:
    read: Mapping[str, Mapping[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return read


def signs(pair: Pair, lexicon: Lexicon) -> frozenset[str]:
    """Return what speaks for one relation or another, by name."""
    found = {*_words(pair), *_sectors(pair, lexicon), *_from_source(pair), *_to_target(pair)}
    return frozenset({*found, *_patterns(pair, lexicon)})


def best_of(pair: Pair, lexicon: Lexicon) -> Match | None:
    """Return the match that fits the pair best; None where no pattern stands."""
    scored = [(_fit(match, pair), match) for match in _matches(pair, lexicon)]
    return max(scored, key=lambda one: one[0])[1] if scored else None


def _words(pair: Pair) -> Iterator[str]:
    for token in pair.doc:
        if token.pos_ in _CONTENT and token.i not in pair.source and token.i not in pair.target:
            yield f"word:{token.lemma_.lower()}"


def _sectors(pair: Pair, lexicon: Lexicon) -> Iterator[str]:
    for side, tokens in (("source", pair.source), ("target", pair.target)):
        for index in tokens:
            if sector := lexicon.sectors.get(pair.doc[index].lemma_.lower()):
                yield f"{side} is:{sector}"


def _from_source(pair: Pair) -> Iterator[str]:
    """Yield what the verb above the source is, with what hangs on it, and so of its complements."""
    head = head_of(pair.doc, pair.source)
    yield f"source as:{head.dep_}"
    verb = _verb_above(head, pair.source)
    for depth in range(_DOWN):
        if verb is None:
            return
        lemma = verb.lemma_.lower()
        yield f"verb {min(depth, 1)}:{lemma}"
        yield f"verb:{lemma}"
        if modal := modal_of(verb):
            yield f"modal:{modal}"
        if is_negated(verb):
            yield "negated"
            yield f"not:{lemma}"
        for child in verb.children:
            if child.dep_ in _TELLING and child.i not in pair.source:
                yield f"with:{child.dep_} {child.lemma_.lower()}"
                yield f"frame:{lemma} {child.dep_} {child.lemma_.lower()}"
        verb = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp"}), None)


def _to_target(pair: Pair) -> Iterator[str]:
    """Yield what stands above the target, up to where the source hangs."""
    head = head_of(pair.doc, pair.target)
    yield f"target as:{head.dep_}"
    shared = {token.i for token in head_of(pair.doc, pair.source).ancestors}
    for height, token in enumerate(head.ancestors):
        lemma = token.lemma_.lower()
        yield f"above {min(height, 2)}:{lemma}"
        yield f"above:{lemma}"
        if token.i in shared or height + 1 >= _UP:
            return


def _patterns(pair: Pair, lexicon: Lexicon) -> Iterator[str]:
    for token in pair.doc:
        if match := best_match(token, lexicon):
            yield f"stands:{match.pattern.type}"
    scored = [(_fit(match, pair), match) for match in _matches(pair, lexicon)]
    for _, match in scored:
        yield f"told:{match.pattern.type}"
    if not scored:
        return
    fit, best = max(scored, key=lambda one: one[0])
    yield f"best:{best.pattern.type}"
    yield f"best head:{best.pattern.type} {best.pattern.head}"
    if fit >= _SURE:
        yield f"sure:{best.pattern.type}"
    if best.pattern.mode:
        yield f"mode:{best.pattern.mode}"


#: From here on the source is sure to be the one who acts.
_SURE = 2.0


def _fit(match: Match, pair: Pair) -> float:
    """Return how well a match's slots hold the pair; what comes first counts a little more."""
    below = {token.i for token in match.anchor.subtree}
    acts, suffers = _touches(match.actors, pair.source), _touches(match.recipients, pair.target)
    swapped = _touches(match.recipients, pair.source) and _touches(match.actors, pair.target)
    near = 0.6 * any(i in below for i in pair.target) + 0.5 * any(i in below for i in pair.source)
    fit = 2.0 * acts + 1.0 * suffers + 0.8 * swapped + near
    return fit - 0.3 * match.nominal - 0.0001 * match.anchor.i


def _matches(pair: Pair, lexicon: Lexicon) -> Iterator[Match]:
    for sentence in pair.doc.sents:
        yield from find_demands(sentence)
        yield from (compose(match, lexicon) for match in find_matches(sentence, lexicon))


def _touches(tokens: Collection[Token], side: range) -> bool:
    return any(token.i in side for token in tokens)


def head_of(doc: Doc, side: range) -> Token:
    """Return the token that the others of a side hang on."""
    tokens = (doc[index] for index in side)
    return next(t for t in tokens if t.head.i not in side or t.head.i == t.i)


def _verb_above(token: Token, side: range) -> Token | None:
    above = (t for t in token.ancestors if t.pos_ in {"VERB", "AUX"} and t.i not in side)
    return next(above, None)
