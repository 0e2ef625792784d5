"""In which state a text has a standing arrangement: from the words that govern its name."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from spacy.tokens import Token

from communique.extraction.mechanism_lexicon import Event, MechanismLexicon
from communique.extraction.phrases import governors
from communique.language.analysis import Analysis
from communique.language.syntax import is_negated, modal_of, possessor_of, subject_of

State = Literal["existing", "proposed", "agreed", "launched", "resumed", "suspended"]
Modality = Literal["agreed", "proposed", "done", "past"]

_OBJECTS = {
    "dobj",
    "nsubjpass",
    "pobj",
    "conj",
    "appos",
    "attr",
    "oprd",
    "compound",
    "nmod",
    "dative",
    "poss",
}
_INTRANSITIVE = {
    "resume",
    "restart",
    "launch",
    "begin",
    "start",
    "reopen",
    "resumption",
    "pause",
    "end",
}
_ARTICLES = {"a", "an"}


def read_state(
    analysis: Analysis, passage: int, head: Token, lexicon: MechanismLexicon
) -> State | None:
    """Return the state that the governing words give the arrangement; None if they tell none."""
    described = _described(analysis, passage, head, lexicon)
    if described is not None:
        return described
    below = head
    for word in governors(head, 6):
        lemma = word.lemma_.lower()
        event = _event(word, lexicon)
        if event == "begin" and not _is_indefinite(below if below == head else head):
            event = None
        if event is not None and _is_affected(below, word):
            return _state_of(analysis, passage, word, event, lexicon)
        if lemma in lexicon.rounds and word.pos_ in {"NOUN", "PROPN"}:
            # What is told of a session isn't told of the body; a first one makes it.
            first = _is_first(word, lexicon)
            return _state_of_first(analysis, passage, word, lexicon) if first else None
        if lemma in lexicon.hold and _is_first(head, lexicon):
            return _state_of_first(analysis, passage, head, lexicon)
        if word.pos_ in {"VERB", "AUX"} and word.dep_ not in {"amod", "acl", "pcomp"}:
            return _state_under(word, below, lexicon, indefinite=_is_indefinite(head))
        if lemma in lexicon.proposed and word.pos_ == "NOUN":
            return "proposed" if _is_indefinite(head) else None
        below = word
    return None


def _described(
    analysis: Analysis, passage: int, head: Token, lexicon: MechanismLexicon
) -> State | None:
    """Read the clause after the name: "which will soon be launched", "established in 2019"."""
    for child in head.children:
        if child.dep_ == "amod" and child.lower_ in {"proposed", "planned"}:
            return "proposed" if child.lower_ == "proposed" else "agreed"
        if child.dep_ == "amod" and child.lower_ in {"possible", "potential", "prospective"}:
            return "proposed"
        if (
            child.dep_ == "amod"
            and child.tag_ == "VBN"
            and lexicon.events.get(child.lemma_) == "create"
        ):
            return "launched"
        if child.dep_ not in {"relcl", "acl"} or child.i < head.i:
            continue
        event = lexicon.events.get(child.lemma_.lower())
        if event in {"create", "resume", "suspend"} and child.tag_ != "VB":
            state = _state_of(analysis, passage, child, event, lexicon)
            # "The consultations that were established" are there; only the day's news is a launch.
            return (
                "existing"
                if state == "launched" and not _is_of_today(analysis, passage, child)
                else state
            )
    relative = head.nbor(1) if head.i + 1 < len(head.doc) else None
    if relative is not None and relative.tag_ == "WDT":
        # In a list the parse hangs "which will soon be launched" on another member.
        for word in head.doc[relative.i + 1 : relative.i + 7]:
            event = lexicon.events.get(word.lemma_.lower())
            if event in {"create", "resume", "suspend"} and word.pos_ == "VERB":
                return _state_of(analysis, passage, word, event, lexicon)
            if word.is_punct:
                break
    return None


def _event(word: Token, lexicon: MechanismLexicon) -> Event | None:
    """Return the event that the word tells; "re-establish" is no founding."""
    event = lexicon.events.get(word.lemma_.lower())
    prefixed = word.i > 1 and word.nbor(-1).text == "-" and word.nbor(-2).lower_ == "re"
    return "resume" if prefixed and event in {"create", "begin"} else event


def _is_affected(below: Token, governor: Token) -> bool:
    """Whether the governor acts on what stands below it, or happens to it."""
    if below.dep_ in _OBJECTS or (
        below.dep_ == "prep" and below.lower_ in {"of", "up", "on", "for", "to"}
    ):
        return True
    return below.dep_ == "nsubj" and governor.lemma_.lower() in _INTRANSITIVE


def _is_indefinite(head: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in _ARTICLES for child in head.lefts)


def _is_first(word: Token, lexicon: MechanismLexicon) -> bool:
    return any(child.lower_ in lexicon.first for child in word.lefts)


def _state_of_first(
    analysis: Analysis, passage: int, word: Token, lexicon: MechanismLexicon
) -> State | None:
    """ "The first round of X will be held" promises X; "held the first" launches it."""
    for verb in governors(word, 5):
        if verb.pos_ in {"VERB", "AUX"}:
            modality = _modality(analysis, passage, verb, lexicon)
            if modality in {"agreed", "proposed"}:
                return "agreed" if modality == "agreed" else "proposed"
            held = verb.lemma_.lower() in lexicon.hold
            return "launched" if held and not _is_long_ago(analysis, passage, verb) else None
    return None


def _state_of(
    analysis: Analysis, passage: int, word: Token, event: Event, lexicon: MechanismLexicon
) -> State | None:
    if is_negated(word):
        return "existing" if event == "suspend" else None
    modality = _modality(analysis, passage, word, lexicon)
    if modality == "proposed":
        return "proposed"
    if event == "resume":
        return "resumed"
    if event == "suspend":
        return "suspended" if modality in {"done", "past"} else None
    if modality == "agreed":
        return "agreed"
    if event == "begin":
        return "launched" if modality == "done" else None
    if modality == "past" or _is_long_ago(analysis, passage, word):
        return "existing"
    return "launched"


def _state_under(
    verb: Token, below: Token, lexicon: MechanismLexicon, *, indefinite: bool
) -> State | None:
    """Return the state under a verb that is no event: agreed on, proposed, announced."""
    lemma = verb.lemma_.lower()
    if below.dep_ not in {"dobj", "prep", "nsubjpass", "pobj", "conj", "xcomp"}:
        return None
    if lemma in lexicon.announce:
        return "launched" if indefinite else None
    if lemma == "agree" and below.dep_ == "prep" and below.lower_ in {"on", "to", "upon"}:
        return "agreed" if indefinite else None
    if lemma == "call" and below.lower_ == "for":
        return "proposed" if indefinite else None
    if lemma in {"propose", "suggest", "advocate", "envisage", "recommend"}:
        return "proposed"
    if lemma in {"discuss", "explore", "consider", "seek"} and indefinite:
        return "proposed"
    return None


def _modality(analysis: Analysis, passage: int, word: Token, lexicon: MechanismLexicon) -> Modality:
    """Return whether what the word tells is done, agreed to be done, or proposed."""
    token = word
    for _ in range(8):
        lemma = token.lemma_.lower()
        if token != word:
            willing = {lemma, token.lower_} & lexicon.willing
            if willing and not _is_joint(analysis, passage, token):
                return "proposed"  # one side's wish is no agreement
            if willing or {lemma, token.lower_} & lexicon.agreed:
                return "agreed"
            if {lemma, token.lower_} & lexicon.proposed:
                return "proposed"
        if token.dep_ == "prep" and token.i and token.nbor(-1).lemma_.lower() in lexicon.proposed:
            return "proposed"  # "strengthen coordination on establishing"
        modal = modal_of(token) if token.pos_ in {"VERB", "AUX"} else None
        if modal in {"will", "shall"} or _is_ahead(token):
            return "agreed"
        if modal in lexicon.proposing_modals:
            return "proposed"
        if (
            token.dep_ == "conj"
            and token.tag_ == "VB"
            and modal is None
            and token.head.lemma_ == "be"
        ):
            # The parse hangs later infinitives on "is" in "is willing to A, B and C".
            adjectives = {child.lemma_ for child in token.head.children if child.dep_ == "acomp"}
            if adjectives & (lexicon.willing | lexicon.agreed):
                joint = _is_joint(analysis, passage, token)
                return "agreed" if joint or not adjectives & lexicon.willing else "proposed"
        if token.tag_ in {"VBD", "VBZ", "VBP"} or (
            token.tag_ == "VBN" and any(c.dep_ in {"aux", "auxpass"} for c in token.children)
        ):
            if (
                token != word
                and word.tag_ == "VBG"
                and lemma not in lexicon.welcome | lexicon.announce
            ):
                return "past"  # "took the lead in establishing"
            return "done"
        if token.tag_ == "VBN" and token.dep_ in {"acl", "relcl", "amod"}:
            return "done"
        if token.head == token:
            break
        token = token.head
    return "done"


def _is_ahead(verb: Token) -> bool:
    """Whether a participle with "to be" tells what will happen: "a forum to be launched"."""
    return verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN" and any(
        child.lower_ == "to" for child in verb.lefts
    )  # fmt: skip


def _is_joint(analysis: Analysis, passage: int, word: Token) -> bool:
    """Whether several parties will it, or own the intention: "the intent of A and B"."""
    subject = possessor_of(word) if word.pos_ == "NOUN" else subject_of(word)
    return subject is not None and len(analysis.resolve(passage, subject).parties) > 1


def _is_long_ago(analysis: Analysis, passage: int, word: Token) -> bool:
    """Whether the event is told with a date before the document's month."""
    anchor = analysis.anchor
    day: date | None = anchor.start if anchor is not None else None
    start, end = word.left_edge.i, word.right_edge.i
    for time in analysis.times_within(passage, start, end):
        if time.date.end is not None and (day is None or (day - time.date.end).days > 31):
            return True
    return False


def _is_of_today(analysis: Analysis, passage: int, word: Token) -> bool:
    """Whether the event is told with a date that is the document's."""
    start, end = word.left_edge.i, word.right_edge.i
    anchor = analysis.anchor
    return anchor is not None and any(
        time.date.end == anchor.end for time in analysis.times_within(passage, start, end)
    )


#: Of two states of one arrangement the one that says more.
_ORDER: tuple[State, ...] = ("launched", "resumed", "suspended", "agreed", "proposed", "existing")


def strongest(states: Iterable[State | None]) -> State:
    """Return the state that says most; an arrangement of which nothing is told exists."""
    told = set(states)
    return next((state for state in _ORDER if state in told), "existing")
