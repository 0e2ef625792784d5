"""Whose act a verb tells, also where the verb's own clause does not say it."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.language.referents import NOBODY, Referent
from communique.language.syntax import has_subject, subject_of

#: So many items a list may have under one introduction.
LONGEST_LIST = 60

#: So many words has an introduction that a comma ends: "The Council,".
_SHORT = 8

_FINITE = {"VBD", "VBZ", "VBP"}


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
        return Subject(token, analysis.resolve(passage, token))
    if not _lacks_subject(verb):
        return None
    referent = introduced(analysis, passage)
    return Subject(None, referent) if referent else None


def introduced(analysis: Analysis, passage: int) -> Referent:
    """Return who is named in the introduction of the list that the passage is an item of."""
    for index in range(passage - 1, max(-1, passage - LONGEST_LIST - 1), -1):
        above = analysis.passages[index]
        if not above.sentences:
            continue
        text = above.text.rstrip()
        if text.endswith(":") or (text.endswith(",") and len(above.doc) <= _SHORT):
            return _introducer(analysis, above)
        if not _is_item(above):
            break
    return NOBODY


def _is_item(passage: Passage) -> bool:
    """Whether the passage begins with a verb that lacks its subject, as items of a list do."""
    return any(token.tag_ in _FINITE and _lacks_subject(token) for token in passage.sentences[0])


def _lacks_subject(verb: Token) -> bool:
    """Whether the verb, or the one it is coordinated to, opens its passage without a subject."""
    root = verb
    while root.dep_ in {"conj", "xcomp", "advcl", "acomp", "attr"} and root.head != root:
        if has_subject(root):
            return False
        root = root.head
    if root.dep_ != "ROOT" or has_subject(root) or root.tag_ not in _FINITE:
        return False
    return root.sent.start == 0 and all(
        token.pos_ in {"ADV", "PUNCT", "NUM", "X"} or token.dep_ in {"advmod", "cc"}
        for token in root.doc[: root.i]
    )


def _introducer(analysis: Analysis, above: Passage) -> Referent:
    """Return who stands last before the colon and is a party, but in no phrase of another."""
    sentence: Span = above.sentences[-1]
    subject = subject_of(sentence.root)
    if subject is not None:
        return analysis.resolve(above.index, subject)
    for token in reversed(list(sentence)):
        if token.dep_ in {"ROOT", "nsubj", "appos", "dobj", "npadvmod"}:
            referent = analysis.resolve(above.index, token)
            if referent.parties:
                return referent
    return NOBODY


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
