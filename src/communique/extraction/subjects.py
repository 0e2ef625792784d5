"""Whose act a verb tells, also where the verb's own clause does not say it."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from communique.language.analysis import Analysis
from communique.language.lists import LONGEST_LIST, introduced, lacks_subject
from communique.language.passages import Passage
from communique.language.referents import NOBODY, Referent
from communique.language.syntax import has_subject, subject_of


@dataclass(frozen=True)
class Subject:
    """Who acts; `token` is None where an introduction above the verb's passage names them."""

    token: Token | None
    referent: Referent


def acting(analysis: Analysis, passage: int, verb: Token) -> Subject | None:
    """Return the subject of the verb, or that of the list it stands in; None if it has none.

    "The Ministers:" above "(a) welcomed …" and "(b) agreed …" is the subject of both.
    """
    token = subject_of(verb)
    if token is not None:
        return Subject(token, analysis.resolve(passage, token) or _counted(analysis, token))
    if not lacks_subject(verb):
        return None
    referent = introduced(analysis.resolver, passage)
    return Subject(None, referent) if referent else None


def _counted(analysis: Analysis, token: Token) -> Referent:
    """Return the sides of the encounter where their number alone names them: "the three"."""
    number = _SEVERAL.get(token.lower_)
    sides = analysis.resolver.both_sides()
    alone = [c.lower_ for c in token.children] in (["the"], ["the", "all"], ["all", "the"])
    return sides if alone and number == len(sides.parties) else NOBODY


#: How many each of these words means.
_SEVERAL = {"two": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True)
class Heading:
    """What governs a list of acts: the passage and the word before the colon."""

    passage: int
    cue: Token


def heading_of(analysis: Analysis, passage: int) -> tuple[Heading, Token] | None:
    """Return what governs the act that the passage lists, and the act's verb; None if nothing.

    "The sides agreed to:" above "strengthen A" and "establish B" governs both.
    """
    verb = _listed_act(analysis.passages[passage])
    if verb is None:
        return None
    for index in range(passage - 1, max(-1, passage - LONGEST_LIST - 1), -1):
        above = analysis.passages[index]
        if not above.sentences:
            continue
        if above.text.rstrip().endswith(":"):
            cue = _governor(above.sentences[-1])
            return (Heading(index, cue), verb) if cue is not None else None
        if _listed_act(above) is None:
            return None
    return None


def _listed_act(passage: Passage) -> Token | None:
    """Return the verb in its base form that opens the passage, if one does."""
    if not passage.sentences:
        return None
    root = passage.sentences[0].root
    base = root.tag_ in {"VB", "VBP"} and root.lower_ == root.lemma_.lower()
    opens = all(t.tag_ == "TO" or t.pos_ in {"ADV", "PUNCT"} for t in root.doc[: root.i])
    return root if base and opens and not has_subject(root) else None


def _governor(sentence: Span) -> Token | None:
    """Return the verb, adjective or modal that the list completes."""
    for token in reversed(list(sentence)):
        if token.is_punct or token.lower_ in _OPENERS or token.dep_ == "pobj":
            continue
        word = token
        while word.pos_ not in {"VERB", "AUX", "ADJ"} and word.head != word:
            word = word.head
        return word if word.pos_ in {"VERB", "AUX", "ADJ"} else None
    return None


#: What may stand between the verb and the colon: "agreed on the following:".
_OPENERS = {"to", "on", "that", "the", "following", "as", "follows", "inter", "alia"}
