"""Which form of engagement a noun names, with the words around it."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.extraction.engagement_series import is_further
from communique.language.syntax import singular, subtree
from communique.records import EngagementForm

#: Prepositions by which something is done.
_MEANS = {"by", "via", "through", "over", "on"}
_MODIFIERS = {"compound", "amod", "nmod", "nummod"}


def form_of_noun(
    noun: Token, words: EngagementLexicon, is_party: Callable[[int], bool]
) -> EngagementForm | None:
    """Return the form that the noun names; None if it names no engagement.

    `is_party` tells whether a token names a party. "Phone conversation" is a call, "summit
    meeting" a summit, "meeting of the joint commission" a session, "call for restraint" and
    "site visit" nothing.
    """
    nouns = words.nouns
    lemma = singular(noun)
    if (
        lemma not in words.forms
        and lemma not in nouns["held_bodies"]
        and (lemma not in nouns["press_nouns_words"] and lemma not in nouns["presser_words"])
    ):
        return None
    before = {w.lower_ for c in noun.lefts if c.dep_ in _MODIFIERS for w in subtree(c)}
    if is_further(noun, words):
        before -= words.status["another"]  # "further talks" are any, "a further round" is one
    if lemma in nouns["presser_words"]:
        return "press-conference"
    if lemma in nouns["press_nouns_words"] and before & nouns["press_words"]:
        return "press-conference"
    if lemma == "briefing" and before & nouns["briefings"]:
        return "press-conference"
    head = noun.head
    if lemma not in words.forms and lemma not in nouns["held_bodies"]:
        return None
    if noun.dep_ == "compound" and (singular(head) in words.forms or lemma in nouns["adjectival"]):
        return None
    shared = lemma in nouns["conference"] and any(
        is_party(w.i) for c in noun.lefts for w in subtree(c)
    )  # "the Polish-Estonian Business Forum"
    if before & words.excluded and not shared and not _is_of_body(noun, before, words):
        return None
    if noun.tag_ in {"NNS", "NNPS"} and lemma not in nouns["plural"] | nouns["countable"]:
        return None
    above = head.head
    if head.lower_ == "of" and words.forms.get(singular(above)) in {"session", "meeting"}:
        return None  # "the session of the Council": the session is what is held
    if shared and before & nouns["open_forums"]:
        return "conference"
    if lemma in nouns["held_bodies"] and (
        _is_between_states(noun, before, words, is_party) or _is_chaired(noun, words)
    ):
        return "session"
    form = words.forms.get(lemma)
    if form is None:
        return None
    by_phone = bool(before & nouns["phone_words"]) or _is_by_phone(noun, words)
    if form in {"talks", "conference"} and by_phone:
        return "call"
    if form in {"talks", "meeting", "session"} and before & nouns["summit_words"]:
        return "summit"
    if form == "call":
        return _call(noun, before, words)
    if lemma in nouns["swaps"] and not _is_of_views(noun, words):
        return None
    if form in {"meeting", "session"} and _is_of_body(noun, before, words):
        return "session"
    if form == "session":
        which = nouns["sittings"] | words.status["serial"] | words.status["another"]
        sits = any(is_ordinal(w, words) or w.lower_ in which for w in noun.lefts)
        if sits and not _has_complement(noun):
            return "session"
        return "meeting" if "working" in before else None
    return form  # type: ignore[return-value]


def _is_by_phone(noun: Token, words: EngagementLexicon) -> bool:
    """Whether the words behind the noun say so: "talks via videoconference", "over the phone"."""
    behind = [word.lower_ for word in noun.doc[noun.i + 1 : noun.i + 4] if word.dep_ != "det"]
    return len(behind) > 1 and behind[0] in _MEANS and behind[1] in words.phone


def _call(noun: Token, before: set[str], words: EngagementLexicon) -> EngagementForm | None:
    """Tell a telephone call from a courtesy call, and both from a call for something."""
    if before & words.nouns["courtesy"]:
        return "meeting"
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "for" and child.i == noun.i + 1:
            return None
        if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB":
            return None
    if noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "to":
        return None
    return "call"


def _is_of_views(noun: Token, words: EngagementLexicon) -> bool:
    """Whether an exchange is one of views, not of prisoners."""
    return any(
        singular(inner) in words.nouns["views"]
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ == "of"
        for inner in child.children
    )


def _is_of_body(noun: Token, before: set[str], words: EngagementLexicon) -> bool:
    """Whether a meeting or round is of a standing body: "meeting of the Joint Commission"."""
    bodies = words.nouns["bodies"]
    if before & (bodies - {"force"}) or {"task", "force"} <= before:
        return True
    return any(
        word.lower_ in bodies or _is_acronym(word)
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in {"of", "in"}
        for inner in child.children
        if inner.dep_ == "pobj"
        for word in name_around(inner)
    )


def name_around(noun: Token) -> Iterator[Token]:
    """Yield the noun and the words of the name that it's in, whose parts a parser may sever.

    "The X–Y Joint Commission Meeting" has other heads than "Commission".
    """
    yield noun
    for word in noun.doc[noun.left_edge.i : noun.sent.end]:
        if word.text[0].isupper():
            yield word
        elif word.i > noun.i and word.text not in {"-", "–", "and", "&"}:
            return


def _has_complement(noun: Token) -> bool:
    """Whether it's told what it is of: "the first round of the election", "in the process"."""
    return any(
        c.dep_ == "prep"
        and (c.lower_ == "of" or (c.lower_ == "in" and any(w.pos_ == "NOUN" for w in c.children)))
        for c in noun.rights
    )


def _is_acronym(word: Token) -> bool:
    """Whether the word is an arrangement's short name, as in "the next session of the JCPOA"."""
    return len(word.text) > 2 and word.text.isalpha() and word.text.isupper()


def is_ordinal(word: Token, words: EngagementLexicon) -> bool:
    """Whether the word numbers a session: "third", "12th"."""
    return word.lower_ in words.nouns["ordinals"] or word.lower_[0].isdigit()


def _is_chaired(noun: Token, words: EngagementLexicon) -> bool:
    """Whether it's one told before, of which the clause names who sat there."""
    pointed = any(c.lower_ in {"the", "this"} for c in noun.lefts)
    held = noun.dep_ in {"dobj", "nsubjpass"}
    return pointed and held and noun.head.lemma_.lower() in words.verbs["chairing"]


def _is_between_states(
    noun: Token, before: set[str], words: EngagementLexicon, is_party: Callable[[int], bool]
) -> bool:
    """Whether a dialogue or commission is one between states: numbered, named, or of theirs."""
    lefts = [word for child in noun.lefts for word in subtree(child)]
    numbered = any(is_ordinal(w, words) for w in lefts)
    return (
        numbered or any(is_party(w.i) for w in lefts) or (noun.text[0].isupper() and bool(before))
    )
