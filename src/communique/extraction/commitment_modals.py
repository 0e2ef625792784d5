"""Commitments told by what somebody will do."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from communique.extraction.actions import Action, actions_of
from communique.extraction.commitment_lexicon import (
    CommitmentLexicon,
    commitment_lexicon,
)
from communique.extraction.commitment_parts import Candidate, bound_alone, emit, is_foretold
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.referents import NOBODY, Referent
from communique.language.syntax import (
    has_subject,
    is_negated,
    is_subordinate,
    modal_of,
    possessor_of,
    singular,
    subject_of,
)


def read_modal(
    analysis: Analysis, passage: int, sentence: Span, verb: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    """Read "China will V", "our ministers will V", "a second round will be held"."""
    stipulated = _is_stipulated(verb, lexicon)
    if (is_subordinate(verb) and not stipulated) or sentence[-1].text.endswith("?"):
        return
    if (
        modal_of(verb) == "would"
        and not stipulated
        and not _is_backshifted(analysis, passage, verb)
    ):
        return
    if (
        verb.dep_ == "conj"
        and not has_subject(verb)
        and modal_of(verb.head) in {"will", "shall"}
        and (
            verb.head.pos_ in {"VERB", "AUX"}
            and not any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
        )
    ):
        return  # read with the verb it is coordinated to
    if _complements_a_cue(verb) or is_foretold(verb) or _is_open(verb):
        return
    if verb.lemma_ in lexicon.verbs and any(c.dep_ == "xcomp" for c in verb.children):
        return  # "will aim to V" is read with "aim"
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    actions = [a for a in actions_of(verb) if _binds(a.verb, lexicon) or a.verb.tag_ == "VBN"]
    if not actions:
        return
    subject = subject_of(verb)
    if subject is None:
        listed = acting(analysis, passage, verb)
        if listed is not None and not passive and not is_negated(verb):
            yield from emit(
                passage, None, verb, actions, listed.referent.parties, "pledged", "list"
            )
        return
    if singular(subject) in lexicon.subjects | lexicon.private:
        return
    if passive:
        yield from _passive(analysis, passage, verb, subject, actions, lexicon)
        return
    yield from _future(analysis, passage, verb, subject, actions, lexicon)


def read_going_to(
    analysis: Analysis, passage: int, cue: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    """Read "we are going to V", "France is to return N"."""
    going = cue.lemma_ == "go"
    now = [cue, *(c for c in cue.children if c.dep_ == "aux")]
    if not any(t.tag_ in {"VBZ", "VBP"} for t in now) or (going and cue.tag_ != "VBG"):
        return
    passive = next(
        (c for c in cue.children if c.dep_ == "xcomp" and c.tag_ == "VBN" and c.i > cue.i
         and any(t.tag_ == "TO" for t in c.children)
         and any(t.dep_ == "auxpass" for t in c.children)), None
    )  # fmt: skip
    held = subject_of(cue)
    if passive is not None and held is not None and not going:
        if not (is_subordinate(cue) or is_negated(cue) or is_foretold(cue)):
            yield from _passive(analysis, passage, passive, held, actions_of(passive), lexicon)
        return
    infinitive = next(
        (c for c in cue.children if c.dep_ == "xcomp" and c.tag_ == "VB" and c.i > cue.i
         and any(t.tag_ == "TO" for t in c.children) and not has_subject(c)), None
    )  # fmt: skip
    subject = subject_of(cue)
    if infinitive is None or subject is None or is_subordinate(cue) or is_negated(cue):
        return
    adjacent = infinitive.left_edge.i == cue.i + 1
    if cue.sent[-1].text.endswith("?") or not adjacent or is_foretold(cue):
        return
    actions = [a for a in actions_of(infinitive) if _binds(a.verb, lexicon)]
    if actions and singular(subject) not in lexicon.subjects | lexicon.private | lexicon.aims:
        yield from _future(analysis, passage, cue, subject, actions, lexicon)


def _future(
    analysis: Analysis, passage: int, verb: Token, subject: Token, actions: list[Action],
    lexicon: CommitmentLexicon,
) -> Iterator[Candidate]:  # fmt: skip
    """Yield what a party will do, or will never do."""
    referent = analysis.resolve(passage, subject)
    referent = bound_alone(analysis, passage, subject, verb, referent)
    if not referent.parties:
        referent = _sent_by(analysis, passage, subject, lexicon)
    if not referent.parties:
        return
    if any(c.lower_ in lexicon.doubting for c in verb.children) or _is_conditional(verb):
        return
    if is_negated(verb):
        # What one party will not do is a stance, what several won't is agreed.
        never = any(c.lower_ == "never" for c in verb.children)
        if not never and len(referent.parties) < _SEVERAL:
            return
        actions = actions[:1]
        if actions[0].verb.lemma_.lower() in lexicon.refusing:
            return  # "will never accept N" is a stance
    lemma = actions[0].verb.lemma_.lower()
    if subject.lower_ in {"it", "this", "that"} and lemma in lexicon.effects:
        return
    if lemma in lexicon.gathering and singular(subject) in lexicon.gathered:
        return
    announced = actions[0].verb.lemma_ in lexicon.announced
    speaker = analysis.speaker_of(passage, verb.i)
    own = speaker is not None and speaker.persons == referent.persons and subject.lower_ != "i"
    if referent.persons and announced and not own:
        return  # what an office-holder will do as it is announced is an engagement
    yield from emit(passage, subject, verb, actions, referent.parties, "pledged", "will")


#: So many parties agree.
_SEVERAL = 2


def _sent_by(
    analysis: Analysis, passage: int, people: Token, lexicon: CommitmentLexicon
) -> Referent:
    """Return whose people they are who act for a party: "Danish experts will inspect N"."""
    if people.tag_ != "NNS" or singular(people) not in lexicon.own | lexicon.sent:
        return NOBODY
    named = analysis.parties_within(passage, people.left_edge.i, people.i - 1)
    parties = tuple(dict.fromkeys(m.party for m in named))
    return Referent("group" if len(parties) > 1 else "party", parties) if parties else NOBODY


def _passive(
    analysis: Analysis, passage: int, verb: Token, subject: Token, actions: list[Action],
    lexicon: CommitmentLexicon,
) -> Iterator[Candidate]:  # fmt: skip
    """Read "the two countries' first round of talks will be held": their owners will hold it."""
    if verb.lemma_ not in lexicon.passive:
        return
    agent = next((c for p in verb.children if p.dep_ == "agent" for c in p.children), None)
    owner = agent if agent is not None else possessor_of(subject)
    if owner is None:
        return
    parties = analysis.resolve(passage, owner).parties
    if len(parties) > 1 or (agent is not None and parties):
        whole = [replace(actions[0], first=subject.left_edge.i), *actions[1:]]
        yield from emit(passage, subject, verb, whole, parties, "agreed", "will-be")


def _is_stipulated(verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Whether an agreement that was made says so: "signed a treaty under which A will V"."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.lemma_.lower() not in lexicon.countable | _SEALED:
        return False
    under = any(
        (c.lower_ in {"under", "by", "through"} and any(g.lower_ == "which" for g in c.children))
        or c.lower_ == "whereby"
        for c in verb.children
    )
    made = noun.head
    sealed = made.lemma_.lower() in lexicon.making | lexicon.reaching
    return under and sealed and made.tag_ in {"VBD", "VBN", "VBZ", "VBP"} and not is_negated(made)


#: Agreements in other words.
_SEALED = frozenset({"deal", "contract", "arrangement"})


def _binds(verb: Token, lexicon: CommitmentLexicon) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in lexicon.spoken:
        return False  # "will reaffirm N" foretells a stance
    if lemma not in lexicon.unbinding:
        return True
    wanted = lexicon.unless.get(lemma, frozenset())
    return any(c.lemma_.lower() in wanted for c in verb.children)


def _is_open(verb: Token) -> bool:
    """Whether the clause leaves it open: "remains to be seen whether B will V"."""
    return any(c.dep_ == "mark" and c.lower_ in {"whether", "if"} for c in verb.children)


def _is_conditional(verb: Token) -> bool:
    """Whether it takes another's act first: "if Turkey agrees, Sweden will V"."""
    return any(
        c.dep_ == "advcl"
        and has_subject(c)
        and any(m.dep_ == "mark" and m.lower_ in {"if", "unless"} for m in c.children)
        for c in verb.children
    )


def _complements_a_cue(verb: Token) -> bool:
    """Whether a commissive verb governs the clause, which then is read with that verb."""
    lexicon = commitment_lexicon("en")
    return verb.dep_ == "ccomp" and verb.head.lemma_ in lexicon.verbs


def _is_backshifted(analysis: Analysis, passage: int, verb: Token) -> bool:
    """Whether "would" is "will" told in the past: "responded that Australia would continue"."""
    attribution = analysis.attribution_of(passage, verb.i)
    if attribution is None or attribution.verb is None or attribution.mode == "direct":
        return False
    return attribution.verb.tag_ in {"VBD", "VBN"} and verb.lemma_ not in (
        commitment_lexicon("en").unshifted
    )
