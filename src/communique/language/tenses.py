"""Whether the words around a time look ahead: from the verb that governs it."""

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from communique.language.syntax import modal_of
from communique.reference.tables import read_lexicon

#: How far up the tree the governing verb is looked for.
_REACH = 12
_COMING = {"for", "until", "till", "to"}


@dataclass(frozen=True)
class _Verbs:
    """The verbs whose meaning decides: see `[prospective]` in `times.toml`."""

    prospective: frozenset[str]
    scheduling: frozenset[str]
    timetable: frozenset[str]
    topical: frozenset[str]


@lru_cache(maxsize=1)
def _verbs() -> _Verbs:
    words = read_lexicon("en", "times")["prospective"]
    return _Verbs(
        prospective=frozenset(words["lemmas"]),
        scheduling=frozenset(words["scheduling"]),
        timetable=frozenset(words["timetable"]),
        topical=frozenset(words["topical"]),
    )


def looks_ahead(token: Token) -> bool | None:
    """Return whether what happens at the time of `token` is still to come.

    True for "will meet on Monday", "agreed to meet on Monday", "opens on Monday"; False for
    "met on Monday"; None where no verb tells, as in a heading, or a timeless present.
    """
    path = [token, *_ancestors(token)]
    for index, word in enumerate(path):
        if word.lemma_ in _verbs().prospective and word.pos_ in {"ADJ", "NOUN"}:
            called = any(c.dep_ == "compound" for c in word.lefts)
            if not called:  # "a phone call" is no call for something to come
                return True
        if word.pos_ in {"VERB", "AUX"}:
            told = _of_verb(word, path[:index])
            if told is not None or _is_finite(word):
                return told
    return None


def _ancestors(token: Token) -> list[Token]:
    found = []
    for _ in range(_REACH):
        if token.head == token:
            break
        token = token.head
        found.append(token)
    return found


def _is_finite(verb: Token) -> bool:
    if verb.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    return any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP"} for c in verb.children
    )


def _of_verb(verb: Token, below: list[Token]) -> bool | None:
    """Return what one verb tells, given the words between it and the time."""
    words = _verbs()
    modal = modal_of(verb)
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    perfect = any(c.lemma_ == "have" for c in auxiliaries)
    if modal is not None:
        return modal in {"will", "shall"} or not perfect
    if perfect:
        return False
    if any(c.tag_ == "TO" for c in auxiliaries):
        return _of_infinitive(verb)
    coming = any(word.lower_ in _COMING and word.dep_ == "prep" for word in below)
    if verb.tag_ == "VBD":
        if verb.lemma_ == "be":
            return None if _has_complement(verb, words.prospective) else False
        if verb.lemma_ in words.topical and any(w.pos_ in {"NOUN", "PROPN"} for w in below[1:]):
            return None
        return verb.lemma_ in words.scheduling and coming
    if verb.tag_ == "VBN":
        if verb.lemma_ in words.prospective:
            return True
        if any(c.lemma_ == "be" and c.tag_ in {"VBD"} for c in auxiliaries):
            return False
        return None if auxiliaries else False
    if verb.tag_ == "VBG":
        present = any(c.tag_ in {"VBZ", "VBP"} for c in auxiliaries)
        past = any(c.tag_ == "VBD" for c in auxiliaries)
        return True if present else False if past else None
    if verb.tag_ in {"VBZ", "VBP"}:
        if verb.lemma_ in words.prospective or verb.lemma_ in words.timetable:
            return True
        if verb.lemma_ == "be":
            direct = len(below) == 2 and below[1].dep_ == "prep"
            return True if direct or _has_complement(verb, words.prospective) else None
    return None


def _has_complement(verb: Token, lemmas: frozenset[str]) -> bool:
    return any(c.dep_ in {"acomp", "attr", "oprd"} and c.lemma_ in lemmas for c in verb.children)


def _of_infinitive(verb: Token) -> bool | None:
    """Return what "to meet" tells: ahead of what plans it, past where somebody went to do it."""
    head = verb.head
    if head == verb or head.pos_ not in {"VERB", "AUX"}:
        return True
    if head.lemma_ in _verbs().prospective or head.lemma_ == "be":
        return True
    return head.tag_ in {"VBZ", "VBP", "VB", "VBG"}
