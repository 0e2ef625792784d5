"""What a candidate for an attribution is, and the lexicon of cues."""

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from communique.reference.tables import read_lexicon

#: First and last token of a stretch within one passage, both included.
Extent = tuple[int, int]


@dataclass(eq=False)
class Candidate:
    """What may be an attribution, within one passage.

    `frame` names the construction, `head` is the word that decides, `subject` the head of the
    source, `word` a preposition of the cue, `inner` the head of the content.
    """

    frame: str
    head: Token
    cue: list[Extent]
    source: Extent | None
    content: list[Extent]
    subject: Token | None = None
    word: Token | None = None
    inner: Token | None = None
    score: float = 0.0


@dataclass(frozen=True)
class CueLexicon:
    """The classes of each cue lemma by part of speech, and the words of fixed phrases."""

    verbs: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]
    prepositions: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=2)
def cue_lexicon(language: str = "en") -> CueLexicon:
    """Return the lexicon of cues of the language."""
    table = read_lexicon(language, "cues")
    return CueLexicon(
        verbs=_classes(table["verbs"]),
        nouns=_classes(table["nouns"]),
        adjectives=_classes(table["adjectives"]),
        prepositions=frozenset(table["phrases"]["prepositions"]),
        words=frozenset(table["phrases"]["words"]),
    )


def _classes(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for name, lemmas in table.items():
        for lemma in dict.fromkeys(lemmas):
            classes.setdefault(lemma, []).append(name)
    return {lemma: tuple(names) for lemma, names in classes.items()}
