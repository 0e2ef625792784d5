"""Sentences with a named source and target, of which the relation is asked."""

from collections.abc import Iterator

from communique.coding.actors import find_actors
from communique.coding.describing import describe
from communique.coding.events import Actor, Event
from communique.coding.matching import Match
from communique.coding.patterns import Pattern, load_lexicon
from communique.coding.relating import Pair, best_of, head_of, relate
from communique.document import Document
from communique.errors import UnreadableInput
from communique.language.analysis import Analysis, analyse
from communique.language.model import load_model
from communique.language.passages import Passage
from communique.reference import load_reference


def code_pair(document: Document, source: str, target: str, model: str) -> Event:
    """Return what the source does to the target, both named by their words in the text.

    Raises `UnreadableInput` where no passage of the text holds both.
    """
    for article in document.articles:
        analysis = analyse(document, article, load_reference(), load_model(model))
        for passage in analysis.passages:
            if (pair := find_pair(passage, source, target)) is not None:
                return _code(analysis, passage.index, pair)
    missing = f"no sentence holds both {source!r} and {target!r}"
    raise UnreadableInput(document.name, missing)


def find_pair(passage: Passage, source: str, target: str) -> Pair | None:
    """Return the pair where a passage first holds both, apart from each other; None elsewhere."""
    for start in _places(passage.text, source):
        for other in _places(passage.text, target):
            if other + len(target) <= start or start + len(source) <= other:
                sides = (_tokens(passage, start, source), _tokens(passage, other, target))
                return Pair(passage.doc, *sides)
    return None


def _places(text: str, words: str) -> Iterator[int]:
    place = text.find(words) if words else -1
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _tokens(passage: Passage, start: int, words: str) -> range:
    return range(passage.token_at(start), passage.token_at(start + len(words) - 1) + 1)


def _code(analysis: Analysis, passage: int, pair: Pair) -> Event:
    lexicon = load_lexicon()
    relation, _ = relate(pair)
    match = best_of(pair, lexicon)
    if match is None or match.pattern.type != relation:
        anchor = match.anchor if match is not None else head_of(pair.doc, pair.source).sent.root
        match = Match(Pattern(relation, None, anchor.lemma_.lower()), anchor, (), ())
    sides = (_actor(analysis, passage, pair, side) for side in (pair.source, pair.target))
    source, target = sides
    return describe(analysis, passage, match, [source], [target])


def _actor(analysis: Analysis, passage: int, pair: Pair, side: range) -> Actor:
    """Return the actor that the given words name, at just these words."""
    words = analysis.evidence(passage, side[0], side[-1], "actor")
    read = find_actors(analysis, passage, [head_of(pair.doc, side)], load_lexicon())
    found = read[0].actor if read else Actor(evidence=words)
    return found.model_copy(update={"evidence": words})
