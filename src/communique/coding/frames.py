"""A verb with what stands by it in the parse, each thing looked up once for all patterns."""

from functools import cached_property
from itertools import chain

from spacy.tokens import Token

from communique.coding.clauses import agents, behind, is_passive, objects, prepositions, subjects


def names_of(noun: Token) -> set[str]:
    """Return a noun's lemma, and with it what a hyphen joins to it: "fire", "cease-fire"."""
    lemma = noun.lemma_.lower()
    if noun.i < 2 or noun.nbor(-1).text != "-" or noun.nbor(-1).whitespace_:
        return {lemma}
    return {lemma, f"{noun.nbor(-2).lower_}-{lemma}"}


class Frame:
    """A verb's participants and particles."""

    def __init__(self, verb: Token) -> None:
        self.verb = verb
        self._behind: dict[str, list[Token]] = {}

    @cached_property
    def objects(self) -> list[Token]:
        """What it is done to: the object, or the subject of the passive."""
        return objects(self.verb)

    @cached_property
    def agents(self) -> list[Token]:
        """Who acts."""
        return agents(self.verb)

    @cached_property
    def subjects(self) -> list[Token]:
        """The subject, whatever it does or suffers."""
        return subjects(self.verb)

    @cached_property
    def is_passive(self) -> bool:
        """Whether the verb stands in the passive."""
        return is_passive(self.verb)

    @cached_property
    def particles(self) -> frozenset[str]:
        """The particles: the "up" of "blow up"."""
        return frozenset(c.lower_ for c in self.verb.children if c.dep_ == "prt")

    @cached_property
    def senses(self) -> frozenset[str]:
        """The words that make the verb another where a pattern lacks them."""
        adverbs = {c.lower_ for c in self.verb.children if c.dep_ == "advmod"}
        return self.particles | (adverbs & {"away", "back"})

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The nouns among the objects, and those of which they are so much: "tons of aid"."""
        told = [*self.objects, *self.times]
        for token in told:
            told += [t for p in token.children if p.lower_ == "of" for t in behind(p)]
        return frozenset(name for token in told for name in names_of(token))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that hang on the verb and on its objects."""
        near = [*chain(self.verb.children, *(token.children for token in self.objects))]
        below = (c for n in near if n.dep_ in {"prep", "advmod"} for c in n.children)  # "out of"
        return frozenset(child.lower_ for child in (*near, *below))

    @cached_property
    def times(self) -> list[Token]:
        """Spans of time in the place of an object: "gave B a week"."""
        return [child for child in self.verb.children if child.dep_ == "npadvmod"]

    def behind(self, word: str) -> list[Token]:
        """Return what stands behind a preposition of the verb."""
        found = self._behind.get(word)
        if found is None:
            found = [t for p in prepositions(self.verb, word) for t in behind(p)]
            self._behind[word] = found
        return found
