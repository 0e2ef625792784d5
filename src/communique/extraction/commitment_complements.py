"""What a binding verb governs: an infinitive, a clause, a noun."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from communique.extraction.actions import actions_of, gerunds_after, noun_action, with_later
from communique.extraction.commitment_lexicon import (
    WISHING,
    CommitmentLexicon,
    Force,
    commitment_lexicon,
)
from communique.extraction.commitment_parts import Candidate, bound_by, emit
from communique.language.analysis import Analysis
from communique.language.referents import Referent
from communique.language.syntax import (
    has_subject,
    modal_of,
    singular,
    subject_of,
)


def complements(
    analysis: Analysis,
    passage: int,
    cue: Token,
    subject: Token | None,
    referent: Referent,
    force: Force,
    rule: str,
) -> Iterator[Candidate]:
    """Yield what a binding word governs: "agreed to V", "that they will V", "on N"."""
    bare, wishes = True, rule in commitment_lexicon("en").wishes
    hung = _hung_on_occasion(cue)
    if hung is not None and not wishes and rule not in commitment_lexicon("en").spoken:
        if hung.lemma_ not in commitment_lexicon("en").asking:
            yield from emit(passage, subject, cue, actions_of(hung), referent.parties, force, rule)
        return
    for child in cue.children:
        bare = bare and (child.dep_ != "dobj" or child.lower_.endswith(("self", "selves")))
        if child.i < cue.i:
            continue
        # "Pledged aid to rebuild N", "reiterated his call to V": aims of the object.
        governed = {"xcomp", "advcl"} if bare or wishes else {"xcomp"}
        if cue.pos_ == "NOUN":  # a headline's verb: "A and B pledge to V"
            governed |= {"acl", "relcl"}
        if not bare and rule in commitment_lexicon("en").spoken:
            continue
        if child.dep_ in governed and child.tag_ in {"VB", "VBG"} and _is_infinitive(child):
            if child.lemma_ in commitment_lexicon("en").asking:
                return  # "decided to urge B" asks
            if wishes and not bare:
                return  # "wanted them to V"
            if wishes and (has_subject(child) or child.lemma_ in commitment_lexicon("en").courtesy):
                return  # "wants B to act" asks, "I want to thank you" is courtesy
            actions = with_later(cue, actions_of(child))
            yield from emit(passage, subject, cue, actions, referent.parties, force, rule)
            return
        if child.dep_ == "ccomp" and child.i > cue.i:
            later = [c for c in child.children if c.dep_ == "conj" and has_subject(c)]
            for clause in (child, *later):
                yield from clause_of(analysis, passage, cue, clause, subject, referent, force, rule)
            return
        gift = commitment_lexicon("en").giving.get(rule, frozenset())
        if child.dep_ == "dobj" and singular(child) in gift:
            actions = [noun_action(child, cue)]
            yield from emit(passage, subject, cue, actions, referent.parties, force, rule)
            return
        if (
            bare
            and child.dep_ == "prep"
            and not _is_time(analysis, passage, child)
            and rule in commitment_lexicon("en").governing.get(child.lower_, frozenset())
        ):
            for inner in child.children:
                if inner.dep_ == "pcomp":
                    gerunds = gerunds_after(child) or [inner]
                    actions = [a for gerund in gerunds for a in actions_of(gerund)]
                elif inner.dep_ == "pobj" and _binds_to(cue, child, inner):
                    actions = [noun_action(inner)]
                else:
                    continue
                yield from emit(passage, subject, cue, actions, referent.parties, force, rule)
                return


def _hung_on_occasion(cue: Token) -> Token | None:
    """Return the infinitive that the parse hung on when or where they agreed, if nothing else is.

    "Agreed at their meeting in Amman on Tuesday to V", "decided during the talks to V".
    """
    governed = {"xcomp", "ccomp", "advcl", "dobj"}
    if cue.tag_ not in {"VBD", "VBZ", "VBP"} or any(
        c.dep_ in governed and c.i > cue.i for c in cue.children
    ):
        return None
    for prep in cue.children:
        if prep.i != cue.i + 1 or prep.lower_ not in _OCCASIONS:
            continue
        for token in prep.doc[prep.i : prep.right_edge.i + 1]:
            hangs = token.dep_ in {"acl", "relcl"} and token.tag_ == "VB"
            if hangs and token.doc[token.i - 1].tag_ == "TO" and not has_subject(token):
                return token
    return None


#: What tells when or where they agreed.
_OCCASIONS = frozenset({"at", "during", "in", "following", "after"})


def _binds_to(cue: Token, prep: Token, noun: Token) -> bool:
    """Whether who agreed or committed to the noun is bound: to talks, but not to a treaty.

    "Is committed to peace" tells a stance, "committed to regular talks" binds.
    """
    lexicon = commitment_lexicon("en")
    if any(c.dep_ == "auxpass" for c in cue.children):
        return False
    if prep.lower_ == "to" and cue.lemma_ in lexicon.devoting:
        return singular(noun) in lexicon.dealings
    signed = prep.lower_ == "to" and singular(noun) in lexicon.countable
    return noun.pos_ != "PRON" and not signed and noun.lemma_.lower() not in lexicon.appraising


def _is_time(analysis: Analysis, passage: int, prep: Token) -> bool:
    """Whether the words tell when: "agreed on Saturday to V"."""
    noun = next((c for c in prep.children if c.dep_ == "pobj"), None)
    if noun is None:
        return False
    return any(
        not time.attributive for time in analysis.times_within(passage, noun.left_edge.i, noun.i)
    )


def clause_of(
    analysis: Analysis,
    passage: int,
    cue: Token,
    verb: Token,
    subject: Token | None,
    referent: Referent,
    force: Force,
    rule: str,
) -> Iterator[Candidate]:
    """Read "agreed that they will V": what they agreed that is not to be done is no commitment."""
    modal = modal_of(verb)
    named = subject_of(verb) if has_subject(verb) else None
    if named is not None and named.lemma_.lower() in commitment_lexicon("en").asking:
        return  # "reiterated its call on B to V" asks
    if modal in {"should", "must"} and force == "agreed" and len(referent.parties) > 1:
        doer = bound_by(analysis, passage, verb)
        if doer is not None and set(doer[1].parties) == set(referent.parties):
            actions = actions_of(verb)
            yield from emit(passage, subject, cue, actions, doer[1].parties, force, f"{rule}-that")
        return
    supported = any(c.lower_ in {"do", "does", "did"} for c in verb.children)
    # "Agreed that a commission be set up".
    wanted = any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children)
    if modal in {"will", "shall", "would"} or (
        modal is None and (verb.tag_ == "VB" or wanted) and not supported
    ):
        inner = bound_by(analysis, passage, verb) if has_subject(verb) else None
        wishes = rule in commitment_lexicon("en").wishes
        if wishes and has_subject(verb) and inner is None:
            return  # "hopes that the session will be held" asks
        if (modal or wanted) and has_subject(verb) and inner is None:
            # "agreed that the next meeting will be held in Manila": who agree will hold it.
            held = subject_of(verb)
            lexicon = commitment_lexicon("en")
            if held is not None and (
                verb.lemma_ in lexicon.passive
                or singular(held) in lexicon.own
                or (rule in lexicon.impersonal and _is_settled(verb, lexicon))
            ):
                actions = actions_of(verb)
                whole = [replace(actions[0], first=held.left_edge.i), *actions[1:]]
                yield from emit(passage, subject, cue, whole, referent.parties, force, rule)
            return
        parties = inner[1].parties if inner is not None else referent.parties
        pronoun = inner[0] if inner is not None else None
        if rule in {"agree", "concur"} and pronoun is not None and pronoun.pos_ == "PRON":
            parties = referent.parties
        if wishes and inner is not None and set(parties) != set(referent.parties):
            return
        liked = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
        would_like = modal == "would" and verb.lemma_ in WISHING and liked is not None
        actions = actions_of(liked) if would_like and liked is not None else actions_of(verb)
        yield from emit(passage, subject, cue, actions, parties, force, f"{rule}-that")


def _is_settled(verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Whether it is done or happens by the will of those who settled it."""
    done = any(c.dep_ == "auxpass" for c in verb.children) and verb.tag_ == "VBN"
    lemma = verb.lemma_.lower()
    return (done and lemma not in lexicon.spoken) or (not done and lemma in lexicon.events)


def _is_infinitive(verb: Token) -> bool:
    if verb.tag_ == "VBG":
        return verb.dep_ == "xcomp"
    return verb.tag_ == "VB" and any(c.tag_ == "TO" and c.i < verb.i for c in verb.children)
