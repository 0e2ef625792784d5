"""Who does it and to whom, at a verb or a noun of the parse."""

from collections.abc import Iterator
from itertools import chain

from spacy.tokens import Token

from communique.coding.patterns import load_lexicon
from communique.language.syntax import modal_of, possessor_of, subject_of

_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}
#: Whether a pronoun means several.
_NUMBERS = {"they": True, "he": False, "she": False, "it": False}


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, or is a participle behind what it is done to."""
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"} and not _is_whole_sentence(verb)


def _is_whole_sentence(verb: Token) -> bool:
    """Whether a participle is the verb of its sentence: "The rulers promised to go"."""
    goes_on = any(c.dep_ in {"xcomp", "ccomp"} for c in verb.children)
    return goes_on and verb.dep_ == "acl" and verb.head.dep_ == "ROOT"


def conjuncts(token: Token | None) -> list[Token]:
    """Return the token and what is coordinated with it: "A, B and C"."""
    if token is None:
        return []
    found = [token]
    for item in found:
        found += [child for child in item.children if child.dep_ == "conj" and child not in found]
    return [item for item in found if item.pos_ in _NOMINAL]


def agents(verb: Token) -> list[Token]:
    """Return those who act: the subject, or whom the passive names with "by"."""
    if is_passive(verb):
        by = (
            c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")
        )
        return list(chain.from_iterable(behind(preposition) for preposition in by))
    if verb.dep_ == "acl" and verb.head.lemma_.lower() in load_lexicon().documents:
        return owners(verb.head) or conjuncts(subject_of(verb.head.head))
    if _is_whole_sentence(verb):
        return conjuncts(verb.head)
    return conjuncts(subject_of(verb))


def antecedents(pronoun: Token) -> list[Token]:
    """Return whom a pronoun in what is said means, as a rule: who says it, if the number fits."""
    plural = _NUMBERS.get(pronoun.lower_)
    if plural is None:
        return []
    for verb in pronoun.ancestors:
        if verb.dep_ == "ccomp":
            subject = subject_of(verb.head)
            if subject is not None and subject.pos_ in {"NOUN", "PROPN"} and subject.i < pronoun.i:
                several = conjuncts(subject)
                if plural in {None, len(several) > 1 or subject.tag_.endswith("S")}:
                    return several
    return []


def objects(verb: Token) -> list[Token]:
    """Return what it is done to: the object, the passive's subject, the head of a relative."""
    if is_passive(verb):
        if verb.dep_ in {"acl", "amod"} and not any(c.dep_ == "nsubjpass" for c in verb.children):
            return conjuncts(verb.head)
        return conjuncts(subject_of(verb))
    direct = [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.pos_ in _NOMINAL]
    found = list(chain.from_iterable(conjuncts(c) for c in direct))
    pronouns = {"WDT", "WP"}
    if verb.dep_ == "relcl" and all(token.tag_ in pronouns for token in found):
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None and subject.tag_ not in pronouns:
            return conjuncts(verb.head)
    return [token for token in found if token.tag_ not in pronouns]


def subjects(verb: Token) -> list[Token]:
    """Return the subject whatever it does or suffers: "A died in an attack", "A is ready"."""
    return conjuncts(subject_of(verb))


def behind(preposition: Token) -> list[Token]:
    """Return what a preposition governs, save times: "called on Monday"."""
    times = load_lexicon().times
    heads = (c for c in preposition.children if c.dep_ in {"pobj", "pcomp"})
    found = chain.from_iterable(conjuncts(head) for head in heads)
    return [token for token in found if token.lemma_.lower().rstrip(".") not in times]


def prepositions(token: Token, word: str) -> Iterator[Token]:
    """Yield the prepositions `word` that hang on a token, or on one that hangs on it."""
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative", "prt", "advmod"}:
            if child.lower_ == word:
                yield child
            yield from (
                below for below in child.children if below.dep_ == "prep" and below.lower_ == word
            )


def owners(noun: Token) -> list[Token]:
    """Return whose an event noun is: "China's visit", "the French minister's call"."""
    found = [c for c in noun.children if c.dep_ == "poss"]
    if found:
        return conjuncts(found[0])
    by = next((c for c in noun.children if c.dep_ in {"prep", "agent"} and c.lower_ == "by"), None)
    if by is not None:
        return behind(by)
    adjectives = [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"}]
    return adjectives or conjuncts(possessor_of(noun))


def modal(verb: Token) -> str | None:
    """Return a verb's modal, or that of the verb it is coordinated with: "should work and push"."""
    while (found := modal_of(verb)) is None:
        bare = verb.lower_ == verb.lemma_.lower()
        if verb.dep_ != "conj" or not bare or _has_own_frame(verb):
            return None
        verb = verb.head
    return found


#: Clauses that are no statement of their own.
_UNSTATED = frozenset({"pcomp", "csubj", "csubjpass", "amod"})
#: Prepositions whose gerund tells what was done: "after meeting B", "by expelling its envoy".
_DONE = frozenset({"after", "by", "since"})
_CONDITIONS = frozenset({"if", "unless", "whether", "provided"})


def is_asserted(token: Token) -> bool:
    """Whether a sentence says that what a verb tells took, takes or will take place.

    Purposes, wishes, gerunds behind prepositions, attributes and questions say no such thing. A
    noun is asserted where its verb is.
    """
    if token.sent[-1].text == "?" or token.sent.text.rstrip("”\"' ").endswith("?"):
        return False
    verb = verb_of(token)
    return verb.pos_ not in {"VERB", "AUX"} or _is_asserted(verb)


def _is_asserted(verb: Token) -> bool:
    if verb.dep_ == "pcomp" and verb.head.lower_ in _DONE:
        return _is_asserted(verb_of(verb.head))
    if verb.dep_ in _UNSTATED:
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and not _has_own_frame(verb):
        return _is_asserted(verb.head)
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    gerund = verb.tag_ == "VBG" and verb.dep_ in {"xcomp", "ccomp"} and not _has_own_frame(verb)
    if infinitive or gerund:
        above = verb.head.lemma_.lower()
        lexicon = load_lexicon()
        told = verb.dep_ == "xcomp" and above in lexicon.implicative | lexicon.deciding
        conveyed = verb.dep_ in {"advcl", "xcomp"} and above in lexicon.conveying
        conveyed = conveyed and not is_passive(verb)
        return (told or conveyed) and _is_asserted(verb.head)
    by = (c for c in verb.children if c.dep_ in {"aux", "nsubj", "nsubjpass"})
    is_order = verb.tag_ == "VB" and all(c.lemma_.lower() == "do" for c in by)  # "don't blame B"
    return not is_order


def _has_own_frame(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in verb.children)


def is_conditional(verb: Token) -> bool:
    """Whether a clause says what would be: "if A attacks", "unless B agrees"."""
    return any(
        child.lower_ in _CONDITIONS and child.dep_ in {"mark", "advmod"}
        for token in (verb, *verb.ancestors)
        for child in token.children
        if token is verb or token.dep_ == "advcl"
    )


def verb_of(token: Token) -> Token:
    """Return the verb that tells of a noun, or the token: "plans a visit"."""
    if token.pos_ in {"VERB", "AUX"}:
        return token
    return next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), token)
