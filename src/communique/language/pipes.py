"""Components of the parsing pipeline made quicker, with the same results.

spaCy's attribute ruler tries every pattern at every token, and its rule lemmatiser looks
forms up in lists; together they cost more than the parser. Here each kind of token is
matched once and remembered, and the lists are sets.
"""

import re
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs

_FACTORY = "communique_attribute_ruler"

#: What a pattern may ask of a token for `RememberingRuler` to tell the kinds apart.
_TRAITS = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})


class RememberingRuler(AttributeRuler):
    """The attribute ruler, which asks its matcher once for each kind of token.

    Tokens are of one kind if no pattern of one token can tell them apart: they share tag,
    dependency, whether they are space, and the word where a pattern has something to say
    of it. Patterns of several tokens are matched at their places, as before.
    """

    def remember(self) -> None:
        """Prepare for the patterns that the ruler has; call it after the last was added."""
        self._several = Matcher(self.vocab)
        self._words: set[int] = set()
        self._shapes: list[re.Pattern[str]] = []
        self._named: dict[int, bool] = {}
        self._kinds: dict[tuple[int, int, int, bool], tuple[int, ...]] = {}
        self._merged: dict[tuple[int, ...], dict[int, Any]] = {}
        self._single = Matcher(self.vocab)
        for number, rule in enumerate(self.patterns):
            patterns: list[list[dict[str, Any]]] = rule["patterns"]  # type: ignore[assignment]
            single = [p for p in patterns if len(p) == 1]
            several = [p for p in patterns if len(p) > 1]
            if single:
                self._single.add(str(number), single)
                for (token,) in single:
                    self._note_words(token.get("LOWER"))
            if several:
                self._several.add(str(number), several)

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes that the patterns give to the tokens of `doc`."""
        extra: dict[int, list[int]] = {}
        for key, start, end in self._several(doc, allow_missing=True):
            number = int(self.vocab.strings[key])
            index = self.indices[number]
            extra.setdefault(start + index if index >= 0 else end + index, []).append(number)
        found = [self._rules_of(token) for token in doc]
        for token, rules in zip(doc, found, strict=True):
            if token.i in extra:
                rules = tuple(sorted([*rules, *extra[token.i]]))
            if rules:
                set_token_attrs(token, self._attributes(rules))
        return doc

    def _rules_of(self, token: Token) -> tuple[int, ...]:
        word = token.lower if self._is_named(token) else 0
        kind = (word, token.tag, token.dep, token.is_space)
        rules = self._kinds.get(kind)
        if rules is None:
            alone = Doc(self.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_])
            matches = self._single(alone, allow_missing=True)
            rules = tuple(sorted({int(self.vocab.strings[key]) for key, _, _ in matches}))
            self._kinds[kind] = rules
        return rules

    def _is_named(self, token: Token) -> bool:
        """Whether a pattern has something to say of the very word."""
        if token.lower not in self._named:
            self._named[token.lower] = token.lower in self._words or any(
                shape.search(token.lower_) for shape in self._shapes
            )
        return self._named[token.lower]

    def _attributes(self, rules: tuple[int, ...]) -> dict[int, Any]:
        """Return the attributes of the rules together; later ones have precedence."""
        if rules not in self._merged:
            self._merged[rules] = {k: v for rule in rules for k, v in self.attrs[rule].items()}
        return self._merged[rules]

    def _note_words(self, asked: Any) -> None:
        match asked:
            case str():
                self._words.add(self.vocab.strings.add(asked))
            case {"REGEX": shape}:
                self._shapes.append(re.compile(shape))
            case {"IN": words} | {"NOT_IN": words}:
                self._words.update(map(self.vocab.strings.add, words))


@Language.factory(_FACTORY)
def _make_ruler(nlp: Language, name: str) -> RememberingRuler:
    return RememberingRuler(nlp.vocab, name)


def quicken(pipeline: Language) -> None:
    """Make the attribute ruler and the lemmatiser of `pipeline` quick, in place.

    A ruler whose patterns ask for more than words, tags, dependencies and space stays.
    """
    ruler = pipeline.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    if all(trait in _TRAITS for trait in _traits(ruler)):
        quick = pipeline.replace_pipe("attribute_ruler", _FACTORY)
        quick.add_patterns(ruler.patterns)  # type: ignore[attr-defined]
        quick.remember()  # type: ignore[attr-defined]
    lookups = pipeline.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index = lookups.get_table("lemma_index")
    for part, forms in index.items():
        index[part] = frozenset(forms)


def _traits(ruler: AttributeRuler) -> Iterator[str]:
    for rule in ruler.patterns:
        patterns: list[list[dict[str, Any]]] = rule["patterns"]  # type: ignore[assignment]
        for pattern in patterns:
            for token in pattern:
                yield from token
