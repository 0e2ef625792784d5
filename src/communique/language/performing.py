"""Speech acts performed in the words "wishes to thank", "is pleased to announce".

Who has the honour to inform informs; the verb above only says so politely. Who continues to urge,
or decided to urge, urges too.
"""

from collections.abc import Callable
from functools import lru_cache

from spacy.tokens import Token

from communique.language.syntax import is_negated, modal_of
from communique.reference.tables import read_lexicon

#: Beside these, "would" is no condition: "would like to thank".
_POLITE = frozenset({"would", "'d", "must", "will"})


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    table = read_lexicon("en", "speech")["performing"]
    return {kind: frozenset(words) for kind, words in table.items()}


def is_performed(cue: Token) -> bool:
    """Whether a speech act in the infinitive is done by saying so: "wishes to thank"."""
    return cue.tag_ == "VB" and _opener_of(cue) is not None


def opens_performance(verb: Token, reports: Callable[[str], bool]) -> bool:
    """Whether the verb only opens a speech act that the infinitive below it names."""
    return any(
        below.tag_ == "VB" and reports(below.lemma_.lower()) and _opener_of(below) == verb
        for child in verb.children
        for below in (child, *child.children)
    )


def _opener_of(cue: Token) -> Token | None:
    if not any(c.lower_ == "to" and c.dep_ == "aux" for c in cue.children):
        return None
    words = _words()
    head = cue.head
    if cue.dep_ == "xcomp" and head.lemma_.lower() in words["verbs"]:
        verb = head
    elif cue.dep_ == "xcomp" and head.lemma_.lower() in words["going"]:
        told = head.tag_ in {"VBD", "VBP", "VBZ"} and not is_negated(head)
        return head if told and modal_of(head) is None else None
    elif cue.dep_ in {"xcomp", "acl", "advcl"} and head.lemma_.lower() in words["adjectives"]:
        verb = head.head if head.dep_ in {"acomp", "oprd"} else head
    elif cue.dep_ in {"acl", "advcl", "xcomp", "relcl"} and (
        head.lemma_.lower() in words["nouns"]
        or any(c.dep_ == "dobj" and c.lemma_.lower() in words["nouns"] for c in head.children)
    ):
        verb = head.head if head.dep_ == "dobj" else head
        if verb.lemma_.lower() not in words["taking"]:
            return None
    else:
        return None
    modal = modal_of(verb)
    return verb if not is_negated(verb) and (modal is None or modal in _POLITE) else None
