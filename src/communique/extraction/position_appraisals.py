"""Stances told by what a thing is called: "is a threat", "deems N illegal", "notes with regret"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from communique.extraction.judgements import judgement_lexicon
from communique.extraction.position_clauses import (
    Candidate,
    called_by,
    extent,
    in_shared_view,
    is_said,
    judges,
    start_of,
    takers,
    unnamed,
)
from communique.extraction.stances import Stance, StanceLexicon
from communique.language.analysis import Analysis
from communique.language.syntax import is_negated, is_subordinate, modal_of, subject_of

_BEING = {"be", "remain", "become"}


def appraisals(
    analysis: Analysis, passage: int, sentence: Span, verb: Token, lexicon: StanceLexicon
) -> Iterator[Candidate]:
    """Yield the stances that a verb takes by what its complement calls a thing."""
    lemma = verb.lemma_.lower()
    if lemma in lexicon.considering:
        yield from _considered(analysis, passage, sentence, verb, lexicon)
    if lemma in lexicon.posing:
        yield from _posed(analysis, passage, sentence, verb, lexicon)
    if lemma in lexicon.noting:
        yield from _noted(analysis, passage, sentence, verb, lexicon)


def _considered(
    analysis: Analysis, passage: int, sentence: Span, cue: Token, lexicon: StanceLexicon
) -> Iterator[Candidate]:
    """Read "considers N illegal", "called N a red line", "views N as a threat"."""
    if not is_said(cue) or is_negated(cue):
        return
    if _echoes(cue, lexicon) or (cue.dep_ == "ccomp" and cue.head.lemma_ in lexicon.verbs):
        return
    named = next((w for w in _complements(cue) if _appraised(w, lexicon) is not None), None)
    holders = takers(analysis, passage, cue)
    if named is None or not holders:
        return
    stance = _appraised(named, lexicon)
    assert stance is not None  # it was looked for
    if stance == "support" and _is_asked(analysis, passage, cue, named):
        return  # "considers it necessary for B to V" asks
    first, last = extent(sentence, cue, start_of(subject_of(cue), cue))
    rule = f"position:{cue.lemma_}-{named.lemma_}"
    yield Candidate(passage, first, last, cue.i + 1, holders, stance, rule)


def _is_asked(analysis: Analysis, passage: int, cue: Token, named: Token) -> bool:
    """Whether a party is to act for what is called so: "necessary for B to V"."""
    agents = (
        c
        for verb in named.doc[named.i : cue.right_edge.i + 1]
        for c in verb.children
        if verb.tag_ == "VB" and c.dep_ == "nsubj" and c.i > named.i
    )
    return any(analysis.resolve(passage, agent).parties for agent in agents)


def _echoes(cue: Token, lexicon: StanceLexicon) -> bool:
    """Whether the words only colour a stance beside them: "criticised N, calling it absurd"."""
    pronoun = any(c.dep_ in {"dobj", "nsubj"} and c.i > cue.i and c.pos_ == "PRON"
                  for w in (cue, *cue.children) for c in w.children)  # fmt: skip
    return pronoun and cue.dep_ == "advcl" and cue.head.lemma_ in lexicon.verbs


def _complements(cue: Token) -> Iterator[Token]:
    """Yield what the verb calls its object, in whatever way the parse hangs it there."""
    for child in cue.subtree:
        head = child.head
        if child.i < cue.i:
            continue
        second = child.dep_ in {"appos", "dobj"} and head.dep_ == "dobj" and head.head == cue
        named = head == cue and child.dep_ in {"oprd", "acomp", "attr", "ccomp", "xcomp"}
        if named or second or (head.lower_ == "as" and cue in {head.head, head.head.head}):
            yield child


def _posed(
    analysis: Analysis, passage: int, sentence: Span, verb: Token, lexicon: StanceLexicon
) -> Iterator[Candidate]:
    """Read "N poses a serious threat", "N is a violation of law", "N remains a priority"."""
    if is_negated(verb) or modal_of(verb) is not None:
        return
    if is_subordinate(verb) and not in_shared_view(verb):
        return
    wanted = frozenset({"attr"} if verb.lemma_ in _BEING else {"dobj", "attr"})
    named = (_appraised(noun, lexicon) for noun in called_by(verb, wanted))
    stance = next((each for each in named if each is not None), None)
    subject = subject_of(verb)
    if subject is None or stance is None or subject.tag_ in {"WDT", "WP"}:
        return
    holders = judges(analysis, passage, verb)
    if not holders or analysis.resolve(passage, subject).kind == "person":
        return
    first, last = extent(sentence, verb, start_of(subject, verb))
    yield Candidate(passage, first, last, first, holders, stance, f"position:{verb.lemma_}")


def _noted(
    analysis: Analysis, passage: int, sentence: Span, verb: Token, lexicon: StanceLexicon
) -> Iterator[Candidate]:
    """Read "noted N with satisfaction", "follows N with great concern"."""
    mood = next((w for w in verb.subtree if w.i > verb.i and _is_mood(w, verb, lexicon)), None)
    if mood is None or not is_said(verb) or is_negated(verb):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    holders = (unnamed if passive else takers)(analysis, passage, verb)
    if not holders:
        return
    first, last = extent(sentence, verb, start_of(subject_of(verb), verb))
    stance = lexicon.moods[mood.lemma_.lower()]
    yield Candidate(passage, first, last, verb.i + 1, holders, stance, f"position:{verb.lemma_}")


def _is_mood(noun: Token, verb: Token, lexicon: StanceLexicon) -> bool:
    """Whether the noun tells how the verb's act is done; the parse may hang it on its object."""
    if noun.head.lower_ != "with" or noun.lemma_.lower() not in lexicon.moods:
        return False
    governing = next((w for w in noun.head.ancestors if w.pos_ in {"VERB", "AUX"}), None)
    return governing == verb


def _appraised(word: Token, lexicon: StanceLexicon) -> Stance | None:
    """Return the stance of who calls a thing so: "a violation", "unacceptable", "a red line"."""
    before = word.nbor(-1).lower_ if word.i else ""
    forms = (f"{before} {word.lower_}", word.lemma_.lower(), word.lower_)
    for table in (lexicon.appraised, judgement_lexicon("en").called):
        if stance := next((table[form] for form in forms if form in table), None):
            return stance
    if word.lemma_.lower() in lexicon.valued:  # "a key partner"
        valued = any(c.lower_ in lexicon.valuing for c in word.children)
        return "other" if valued else None
    doings = judgement_lexicon("en").steps | judgement_lexicon("en").deeds
    if word.lemma_.lower() in doings:  # "a dangerous step", "a futile attempt"
        return next((lexicon.appraised[c.lower_] for c in word.children
                     if c.lower_ in lexicon.appraised), None)  # fmt: skip
    return None
