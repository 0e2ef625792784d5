"""Stances of a speaker or issuer that no verb of stance tells: what is judged is the subject.

"Climate change threatens our existence", "the order is under strain", "it is time to reform N",
"our most urgent task is N": the judge is whoever speaks, or issues the text.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from communique.extraction.judgements import JudgementLexicon, judgement_lexicon
from communique.extraction.position_bearings import OWN
from communique.extraction.position_clauses import (
    Candidate,
    extent,
    holders_of,
    in_shared_view,
    judging,
    start_of,
    takers,
)
from communique.extraction.position_things import JUDGED, Judged
from communique.extraction.stances import Stance, stance_lexicon
from communique.language.analysis import Analysis
from communique.language.syntax import (
    is_subordinate,
    possessor_of,
    subject_of,
    subtree,
)


def judgements(
    analysis: Analysis, passage: int, sentence: Span, verb: Token
) -> Iterator[Candidate]:
    """Yield the stance that the verb's clause takes by judging a thing, if it does."""
    lexicon = judgement_lexicon("en")
    lemma = verb.lemma_.lower()
    if lemma not in lexicon.cues or (is_subordinate(verb) and not in_shared_view(verb)):
        return
    for name, rule in OWN.items():
        found = rule(analysis, passage, verb, lexicon)
        if found is not None:
            holders = _own_holders(analysis, passage, verb)
            yield from _told(analysis, passage, sentence, verb, found, holders, name)
            return
    subject = subject_of(verb)
    if subject is not None and subject.tag_ in {"WDT", "WP"}:
        return
    holders = judging(analysis, passage, verb)
    if not holders:
        return
    for name, rule in JUDGED.items():
        found = rule(analysis, passage, verb, lexicon)
        if found is not None and not _goes_on(analysis, passage, verb, found[0], lexicon):
            yield from _told(analysis, passage, sentence, verb, found, holders, name)
            return


def _goes_on(
    analysis: Analysis, passage: int, verb: Token, stance: Stance, lexicon: JudgementLexicon
) -> bool:
    """Whether the clause only goes on with a judgement: "N must prevail, and it needs M"."""
    if verb.dep_ != "conj":
        return False
    before = (rule(analysis, passage, verb.head, lexicon) for rule in JUDGED.values())
    return any(found is not None and found[0] == stance for found in before)


def _told(
    analysis: Analysis,
    passage: int,
    sentence: Span,
    verb: Token,
    found: Judged,
    holders: tuple[str, ...],
    name: str,
) -> Iterator[Candidate]:
    stance, issue_from = found
    if holders:
        first, last = extent(sentence, verb, start_of(subject_of(verb), verb))
        rule = f"position:judged-{name}"
        start, stop = (issue_from, last) if issue_from >= 0 else (first, max(first, verb.i - 1))
        yield Candidate(passage, first, last, start, holders, stance, rule, stop)


def _own_holders(analysis: Analysis, passage: int, verb: Token) -> tuple[str, ...]:
    subject = subject_of(verb)
    if subject is not None and subject.lower_ == "you":
        return judging(analysis, passage, verb)
    if subject is not None and subject.lemma_.lower() in stance_lexicon("en").held:
        owner = possessor_of(subject)  # "Norway's support for N stands firm"
        return holders_of(analysis, passage, owner) if owner is not None else ()
    if subject is not None:  # "our thanks go to N", "N worries us"
        for token in (subject, *subtree(verb)):
            own = token.lower_ in {"our", "my", "us", "me"}
            if own and (holders := holders_of(analysis, passage, token)):
                return holders
    return takers(analysis, passage, verb)
