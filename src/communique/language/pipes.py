"""Components of the parsing pipeline made quicker, with the same results.

spaCy's attribute ruler tries every pattern at every token, its rule lemmatiser looks forms
up in lists, and its parser takes and gives back Python's lock many times at each step;
together they cost more than the rest. Here each kind of token is looked at once, and the
parser takes its steps for all texts together while it holds the lock. `encoder` has the
vectors.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

from communique.language.encoder import Encoder
from communique.language.parsing import batched

#: What tells kinds of token apart for ruler and lemmatiser, and what these two set.
_TRAITS: list[int | str] = ["ORTH", "TAG", "DEP"]
_FOUND: list[int | str] = ["TAG", "DEP", "POS", "LEMMA"]

#: What patterns of the ruler may ask of a token; all of it follows from `_TRAITS`.
_ASKED = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})

#: So many kinds of token are remembered; one has some hundred bytes.
_MOST = 100_000


class SteppingParser:
    """A component that parses as `parser` does, one step in all texts at a time."""

    def __init__(self, parser: Any) -> None:
        """Take a greedy `DependencyParser` with an upper layer; see `fits`."""
        self._parser = parser
        upper = parser.model.get_ref("upper")
        self._weights = np.ascontiguousarray(upper.get_param("W").T)
        self._bias = upper.get_param("b")

    @staticmethod
    def fits(parser: Any) -> bool:
        """Return whether the parser is of the kind that this class steps through."""
        attrs = parser.model.attrs
        greedy = parser.cfg["beam_width"] == 1
        return greedy and bool(attrs["has_upper"]) and not attrs["unseen_classes"]

    def __call__(self, doc: Doc) -> Doc:
        """Parse one document."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Parse all documents; batches are by words."""
        for batch in batched(docs):
            self._parse([doc for doc in batch if len(doc)])
            yield from batch

    def _parse(self, docs: Sequence[Doc]) -> None:
        if not docs:
            return
        begun = self._parser.moves.init_batch(docs)
        model = self._parser.model.predict(docs)
        states = [state for state in begun if not state.is_final()]
        while states:
            hidden = model.state2vec.predict(model.get_token_ids(states))
            scores = hidden @ self._weights
            scores += self._bias
            states = self._parser.transition_states(states, scores)
        self._parser.set_annotations(docs, begun)


class WordTable:
    """A component that does what attribute ruler and lemmatiser do, once for a kind of token.

    Which rules hold of a token depends on its tag, its dependency, and its form where a
    pattern has something to say of it. Patterns of several tokens are matched at their
    places. Part of speech and lemma depend on the form and these rules.
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Any) -> None:
        """Take a ruler that `fits`, after its last pattern was added."""
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._vocab = ruler.vocab
        self._several = Matcher(self._vocab)
        self._words: set[str] = set()
        self._shapes: list[re.Pattern[str]] = []
        self._opening = Matcher(self._vocab)
        for number, patterns in enumerate(_patterns(ruler)):
            several = [pattern for pattern in patterns if len(pattern) > 1]
            if several:
                self._several.add(str(number), several)
                self._opening.add(str(number), [pattern[:1] for pattern in several])
            for pattern in patterns:
                self._note_words(pattern[0].get("LOWER"))
        self._kinds: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._rules: dict[tuple[int, ...], tuple[frozenset[int], bool]] = {}
        self._found: dict[tuple[int, tuple[int, ...]], tuple[int, int]] = {}

    @staticmethod
    def fits(ruler: AttributeRuler) -> bool:
        """Return whether the patterns ask for nothing but words, tags, dependencies, space."""
        return all(_ASKED.issuperset(t) for ps in _patterns(ruler) for p in ps for t in p)

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech and lemma of the tokens of `doc`."""
        if max(len(self._kinds), len(self._rules), len(self._found)) > _MOST:
            for memory in (self._kinds, self._rules, self._found):
                memory.clear()
        kinds: list[tuple[int, ...]] = [*map(tuple, doc.to_array(_TRAITS).tolist())]
        found = [self._look_up(kind) for kind in kinds]
        for key, start, end in self._several(doc) if any([opens for *_, opens in found]) else []:
            number = int(self._vocab.strings[key])
            index = self._ruler.indices[number]
            place = start + index if index >= 0 else end + index
            kinds[place] += (number,)
            found[place] = self._look_up(kinds[place])
        if found:
            rows: Any = np.array(found, dtype=np.uint64)
            doc.from_array(_FOUND, rows[:, :-1])
        return doc

    def _look_up(self, kind: tuple[int, ...]) -> tuple[int, ...]:
        known = self._kinds.get(kind)
        if known is None:
            known = self._kinds[kind] = self._look_at(*kind)
        return known

    def _look_at(self, orth: int, tag: int, dep: int, *several: int) -> tuple[int, ...]:
        """Return what ruler and lemmatiser set at such a token, as numbers of `_FOUND`.

        Last stands whether a pattern of several tokens may begin there.
        """
        text = self._vocab.strings[orth]
        kind = (orth if self._is_named(text) else 0, tag, dep)
        if kind not in self._rules:
            alone = self._alone(orth, tag, dep)
            single = frozenset(number for number, *_ in self._ruler.match(alone))
            self._rules[kind] = single, bool(self._opening(alone))
        single, opens = self._rules[kind]
        rules = tuple(sorted(single.union(several)))  # later ones have precedence
        attrs = {name: value for rule in rules for name, value in self._ruler.attrs[rule].items()}
        if (orth, rules) not in self._found:
            alone = self._alone(orth, tag, dep)
            set_token_attrs(alone[0], attrs)
            (token,) = self._lemmatizer(alone)
            self._found[orth, rules] = (token.pos, token.lemma)
        return (attrs.get(TAG, tag), attrs.get(DEP, dep), *self._found[orth, rules], opens)

    def _alone(self, orth: int, tag: int, dep: int) -> Doc:
        strings = self._vocab.strings
        return Doc(self._vocab, words=[strings[orth]], tags=[strings[tag]], deps=[strings[dep]])

    def _is_named(self, text: str) -> bool:
        """Whether a pattern has something to say of the very form."""
        lower = text.lower()
        return (
            text.isspace()
            or lower in self._words
            or any(shape.search(lower) for shape in self._shapes)
        )

    def _note_words(self, asked: Any) -> None:
        match asked:
            case str():
                self._words.add(asked)
            case {"REGEX": shape}:
                self._shapes.append(re.compile(shape))
            case {"IN": words} | {"NOT_IN": words}:
                self._words.update(words)


@Language.factory("communique_tok2vec")
def _make_encoder(nlp: Language, name: str) -> Encoder:
    return Encoder(nlp.get_pipe("tok2vec").model)  # type: ignore[attr-defined]


@Language.factory("communique_parser")
def _make_parser(nlp: Language, name: str) -> SteppingParser:
    return SteppingParser(nlp.get_pipe("parser"))


@Language.factory("communique_attribute_ruler")
def _make_words(nlp: Language, name: str) -> WordTable:
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return WordTable(ruler, nlp.get_pipe("lemmatizer"))


def quicken(pipeline: Language) -> None:
    """Make the components of `pipeline` quick, in place; those of another make stay."""
    ruler: Any = pipeline.get_pipe("attribute_ruler")
    if WordTable.fits(ruler):
        index = pipeline.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
        for part, forms in index.items():
            index[part] = frozenset(forms)
        _replace(pipeline, "attribute_ruler")
        pipeline.remove_pipe("lemmatizer")
    if SteppingParser.fits(pipeline.get_pipe("parser")):
        _replace(pipeline, "parser")
    if Encoder.is_plain(pipeline.get_pipe("tok2vec").model):  # type: ignore[attr-defined]
        _replace(pipeline, "tok2vec")


def _replace(pipeline: Language, name: str) -> None:
    pipeline.add_pipe(f"communique_{name}", before=name)
    pipeline.remove_pipe(name)
    pipeline.rename_pipe(f"communique_{name}", name)


def _patterns(ruler: AttributeRuler) -> Iterator[list[list[dict[str, Any]]]]:
    """Yield the patterns of each rule."""
    for rule in ruler.patterns:
        yield rule["patterns"]  # type: ignore[misc]
