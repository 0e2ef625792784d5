"""Whether words state an act: which words may, and whether they are denied or left open."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from spacy.tokens import Token

from communique.extraction.commitment_lexicon import commitment_lexicon
from communique.extraction.engagement_lexicon import engagement_lexicon
from communique.extraction.modality import is_bygone, is_forecast, is_private
from communique.extraction.request_lexicon import request_lexicon
from communique.extraction.stances import stance_lexicon
from communique.language.analysis import Analysis
from communique.language.syntax import ancestors_in_sentence, is_negated
from communique.reference.tables import read_lexicon

#: Of a word, the values of the kind's closed class that it may state; () if it states the act
#: whatever the value.
Stated = Mapping[str, frozenset[str]]

#: Together one binds itself by agreeing, alone by pledging: by the number, not by the word.
_BINDING = frozenset({"agreed", "pledged"})


@lru_cache(maxsize=1)
def stated_by() -> Mapping[str, Stated]:
    """Return for each kind the words that state it, each with the values that it may state."""
    commitments, requests = commitment_lexicon("en"), request_lexicon("en")
    stances, engagements = stance_lexicon("en"), engagement_lexicon("en")
    forms: dict[str, list[str]] = read_lexicon("en", "proposals")["forms"]
    binding = {"will": "pledged", "shall": "pledged"}
    for words in (commitments.nouns, commitments.adjectives, commitments.verbs):
        binding |= words
    contacts: dict[str, set[str]] = {}
    for group, told in forms.items():
        for verb in engagements.verbs[group]:
            contacts.setdefault(verb, set()).update(told)
    # What is a noun too is what the noun says: "talks" are no call.
    contacts |= {noun: {form} for noun, form in engagements.forms.items()}
    for noun in engagements.nouns["press_nouns_words"] | engagements.nouns["presser_words"]:
        contacts.setdefault(noun, set()).add("press-conference")
    for noun in engagements.nouns["summit_words"]:
        contacts.setdefault(noun, set()).add("summit")
    return {
        "engagement": {word: frozenset(told) for word, told in contacts.items()},
        "statement": dict.fromkeys(_speaking(), frozenset()),
        "commitment": {
            word: frozenset({force}) if force == "willing" else _BINDING
            for word, force in binding.items()
        },
        "request": _single(
            requests.nouns,
            dict.fromkeys(requests.impersonal, "proposed"),
            requests.modals,
            requests.verbs,
        ),
        "position": _single(stances.nouns, stances.predicates, stances.verbs),
    }


def _single(*tables: Mapping[str, str]) -> Stated:
    """Return the words of all tables, each with the values that it has in any of them."""
    found: dict[str, set[str]] = {}
    for table in tables:
        for word, value in table.items():
            found.setdefault(word, set()).add(value)
    return {word: frozenset(values) for word, values in found.items()}


def _speaking() -> frozenset[str]:
    table: dict[str, Any] = read_lexicon("en", "speech")
    frames = ("clause", "plain", "object", "whole", "addressed", "bare")
    return frozenset(word for frame in frames for word in table[frame])


def is_open(analysis: Analysis, passage: int, token: Token) -> bool:
    """Whether the words say that it isn't so, may be so, was so long ago, or others expect it."""
    words = read_lexicon("en", "proposals")["open"]
    denying, clauses = frozenset(words["denying"]), frozenset(words["clauses"])
    for head in (token, *ancestors_in_sentence(token)):
        if is_negated(head) or any(child.dep_ == "neg" for child in head.children):
            return True
        if head is not token and head.lemma_.lower() in denying:
            return True
        if any(c.lower_ in clauses and c.dep_ in {"mark", "advmod"} for c in head.children):
            return True
    if any(child.lower_ in {"no", "neither"} for child in token.children):
        return True
    return is_private(token) or is_forecast(token) or is_bygone(analysis, passage, token)


def is_ahead(token: Token) -> bool:
    """Whether a word tells what is still to come: by a modal of the future over it, or a "to"."""
    future = engagement_lexicon("en").status["future_modals"]
    return any(
        child.lower_ in future or (child.lower_ == "to" and child.dep_ == "aux")
        for head in (token, *ancestors_in_sentence(token))
        for child in head.children
        if child.i < head.i and child.dep_ == "aux"
    )


def bears_status(status: str, token: Token) -> bool:
    """Whether the sentence around an engagement's word can tell such a status."""
    table = engagement_lexicon("en").status
    lemmas = {word.lemma_.lower() for word in token.sent}
    if status == "held":
        return not is_ahead(token) and not lemmas & (table["cancelled"] | table["proposed"])
    if status == "scheduled":
        return is_ahead(token) or bool(lemmas & (table["scheduled"] | table["coming"]))
    return bool(lemmas & table[status])
