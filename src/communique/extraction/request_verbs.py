"""Requests told by verbs: "urged B to V", "called for N", "hopes that B will V"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from communique.extraction.actions import Action, actions_of, noun_action
from communique.extraction.needs import whom_of
from communique.extraction.position_clauses import conveys, holders_of, performs
from communique.extraction.request_lexicon import (
    Force,
    request_lexicon,
)
from communique.extraction.request_parts import (
    PURPOSES,
    Candidate,
    addressees,
    askers,
    emit,
    is_undone,
    other_side,
    there_of,
    without,
)
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.referents import EVERYONE, Referent
from communique.language.syntax import (
    has_subject,
    is_negated,
    is_subordinate,
    modal_of,
    subject_of,
    trim,
)


def read_verb(analysis: Analysis, passage: int, cue: Token, force: Force) -> Iterator[Candidate]:
    """Read "urged B to V", "called for N", "expects B to V", "hopes that B will V"."""
    lemma = cue.lemma_.lower()
    if is_negated(cue) or is_subordinate(cue):
        return
    if cue.tag_ == "VB" and modal_of(cue) is None and not (conveys(cue) or performs(cue)):
        return
    if cue.dep_ == "pcomp" and cue.head.lower_ in {"from", "to", "for", "of"}:
        return  # "moved from talking to calling for N"
    modal = modal_of(cue)
    if modal in {"could", "may", "might", "should", "must", "can"}:
        return
    if (modal == "would") != (lemma == "appreciate") and lemma != "welcome":
        return  # "would urge" does not; "would appreciate" and "would welcome" ask
    lexicon = request_lexicon("en")
    if any(c.dep_ == "auxpass" for c in cue.children):
        if lemma == "hope":  # "it is hoped that"
            yield from hoped(
                analysis, passage, cue, cue, None, askers(analysis, passage, cue.i), force
            )
        elif lemma in lexicon.obliging:
            yield from _passive(analysis, passage, cue, force)
        return
    found = acting(analysis, passage, cue.head if conveys(cue) else cue)
    if found is None:
        return
    subject, by = found.token, found.referent.parties
    if subject is not None:
        by = holders_of(analysis, passage, subject)
    if not by:
        return
    if modal == "would" and lemma in {"welcome", "appreciate"}:
        yield from _wanted(analysis, passage, cue, subject, by)
        return
    if lemma == "call":
        yield from _call(analysis, passage, cue, subject, by)
        return
    clause = next((c for c in cue.children if c.dep_ == "ccomp" and c.i > cue.i), None)
    infinitive = next(
        (c for c in cue.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ == "VB"
         and c.i > cue.i and any(t.tag_ == "TO" for t in c.children)), None
    )  # fmt: skip
    addressee = next(
        (c for c in cue.children if c.dep_ in {"dobj", "dative"} and c.i > cue.i), None
    )
    named: Token | None = None
    whom = Referent("unknown")
    if infinitive is not None:
        named = next((c for c in infinitive.children if c.dep_ == "nsubj"), None) or addressee
        whom = whom_of(analysis, passage, named) if named is not None else Referent("unknown")
        if not whom and whom.kind != EVERYONE.kind and lemma not in lexicon.obliging:
            infinitive = None  # a purpose: "proposed a summit to discuss"
    if infinitive is not None and named is not None:
        if lemma in {"hope", "want", "expect", "welcome"} and set(whom.parties) == set(by):
            return
        if _own_people(named) or (not whom and _is_domestic(named)):
            return
        by = without(by, whom.parties)
        yield from emit(
            passage, cue, subject, actions_of(infinitive), by, whom.parties, force, lemma
        )
        return
    if clause is not None and lemma in {
        "hope", "propose", "suggest", "demand", "insist", "recommend", "request", "expect",
    }:  # fmt: skip
        inner = subject_of(clause) if has_subject(clause) else None
        whom = analysis.resolve(passage, inner) if inner is not None else Referent("unknown")
        if lemma in {"hope", "expect"}:
            yield from hoped(analysis, passage, cue, cue, subject, by, force)
            return
        unnamed = not whom.parties and whom.kind != EVERYONE.kind
        if unnamed and lemma not in {"propose", "suggest", "demand", "insist", "request"}:
            return
        by = without(by, whom.parties)
        to = whom.parties or other_side(analysis, by)
        yield from emit(passage, cue, subject, actions_of(clause), by, to, force, f"{lemma}-that")
        return
    proposed = next(
        (c for c in cue.children if c.dep_ in {"xcomp", "ccomp"} and c.i > cue.i
         and c.tag_ in {"VB", "VBG"} and not has_subject(c)), None
    )  # fmt: skip
    if lemma in lexicon.proposing and proposed is not None and addressee is None:
        to = analysis.principals if len(analysis.principals) > 1 else ()
        yield from emit(passage, cue, subject, actions_of(proposed), by, to, force, f"{lemma}-to")
        return
    if lemma in lexicon.wanting:
        wanted = addressee
        if wanted is None or wanted.pos_ == "PRON":
            return
        to = addressees(analysis, passage, wanted, by)
        yield from emit(
            passage, cue, subject, [noun_action(wanted, cue)], by, to, force, lemma, 0.7
        )
    elif lemma in {"ask", "appeal", "press", "advocate"}:
        # "Appealed to B for N": the parse may hang the aim on the addressee.
        prep = next((c for c in cue.subtree if c.lower_ == "for" and c.i > cue.i
                     and (c.head == cue or c.head.head.head == cue)), None)  # fmt: skip
        wanted = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep else None
        if wanted is not None:
            to = addressees(analysis, passage, wanted, by)
            yield from emit(
                passage, cue, subject, [noun_action(wanted, cue)], by, to, force, f"{lemma}-for"
            )
    elif lemma == "invite" and addressee is not None:
        whom = analysis.resolve(passage, addressee)
        prep = next((c for c in cue.children if c.dep_ == "prep" and c.lower_ == "to"), None)
        if whom.parties and prep is not None:
            target = next((c for c in prep.children if c.dep_ == "pobj"), None)
            if target is not None:
                yield from emit(
                    passage, cue, subject, [noun_action(target)], by, whom.parties, force, "invite"
                )


def _passive(analysis: Analysis, passage: int, cue: Token, force: Force) -> Iterator[Candidate]:
    """Read "all parties are urged to V", "B was called upon by A to V"."""
    subject = subject_of(cue)
    infinitive = next(
        (c for c in cue.subtree if c.tag_ == "VB" and c.i > cue.i and c.dep_ in PURPOSES
         and any(t.tag_ == "TO" for t in c.children)), None
    )  # fmt: skip
    agent = next(
        (o for p in cue.subtree if p.dep_ in {"agent", "prep"} and p.lower_ == "by"
         for o in p.children if o.dep_ == "pobj"), None
    )  # fmt: skip
    if subject is None or infinitive is None:
        return
    by = holders_of(analysis, passage, agent) if agent is not None else ()
    by = by or askers(analysis, passage, cue.i) or analysis.narrator.parties
    whom = whom_of(analysis, passage, subject)
    if by and (whom.parties or whom.kind == EVERYONE.kind):
        voiced = agent is None
        force = "urged" if cue.lemma_ == "call" else force
        yield from emit(
            passage, cue, subject, actions_of(infinitive), by, whom.parties, force,
            f"{cue.lemma_}-passive", 0.7, voiced=voiced,
        )  # fmt: skip


def hoped(
    analysis: Analysis,
    passage: int,
    cue: Token,
    anchor: Token,
    subject: Token | None,
    by: tuple[str, ...],
    force: Force,
) -> Iterator[Candidate]:
    """Read "hoped that B would V", "expressed the hope that the session would be held"."""
    lexicon = request_lexicon("en")
    clause = next(
        (c for c in cue.children if c.dep_ in {"ccomp", "acl", "relcl"} and c.i > cue.i), None
    )
    if clause is None or not by:
        return
    if modal_of(clause) not in {"will", "can", "would", "could", "should", None}:
        return
    if modal_of(clause) is None and clause.tag_ not in {"VBP", "VBZ", "VB"}:
        return
    if is_subordinate(cue):
        return
    named = subject_of(clause) if has_subject(clause) else None
    whom = whom_of(analysis, passage, named) if named is not None else Referent("unknown")
    if whom.parties and len(by) == 1 and set(whom.parties) == set(by):
        return
    enabled = any(c.lower_ == "able" for c in clause.children) and set(by) < set(whom.parties)
    if clause.lemma_ == "be" and there_of(clause) is None and not enabled:
        return  # "hopes that B will be well"
    if not whom.parties and whom.kind != EVERYONE.kind:
        if not is_undone(analysis, clause, lexicon):
            return
        both = analysis.principals if len(analysis.principals) > 1 else ()
        whom = Referent("group", both)
    elif modal_of(clause) is None and analysis.resolve(passage, cue).parties:
        return
    by = without(by, whom.parties)
    actions = actions_of(clause)
    passive = any(c.dep_ in {"auxpass", "expl"} for c in clause.children)
    if actions and named is not None and passive:
        actions = [replace(actions[0], first=named.left_edge.i), *actions[1:]]
    yield from emit(
        passage, anchor, subject, actions, by, whom.parties, force, f"{cue.lemma_}-that", 0.7
    )


def _wanted(
    analysis: Analysis, passage: int, cue: Token, subject: Token | None, by: tuple[str, ...]
) -> Iterator[Candidate]:
    """Read "would welcome action by B to V", "would appreciate N"."""
    wanted = next((c for c in cue.children if c.dep_ == "dobj" and c.i > cue.i), None)
    if wanted is None or wanted.pos_ == "PRON" or analysis.resolve(passage, wanted):
        return  # a guest
    agent = next(
        (o for p in wanted.children if p.dep_ in {"prep", "agent"} and p.lower_ in {"by", "from"}
         for o in p.children if o.dep_ == "pobj"), None
    )  # fmt: skip
    to = analysis.resolve(passage, agent).parties if agent is not None else ()
    by = without(by, to)
    to = to or other_side(analysis, by)
    purpose = next(
        (c for p in (wanted, cue) for c in p.children
         if c.dep_ in PURPOSES and c.tag_ == "VB" and c.i > wanted.i), None
    )  # fmt: skip
    actions = actions_of(purpose) if purpose is not None else [noun_action(wanted, cue)]
    yield from emit(passage, cue, subject, actions, by, to, "proposed", f"would-{cue.lemma_}", 0.7)


def _call(
    analysis: Analysis, passage: int, cue: Token, subject: Token | None, by: tuple[str, ...]
) -> Iterator[Candidate]:
    for child in cue.children:
        if child.dep_ not in {"prep", "prt", "advcl", "xcomp"} or child.i < cue.i:
            continue
        if child.lower_ in {"on", "upon"}:
            named = next((c for c in child.children if c.dep_ == "pobj"), None)
            infinitive = next(
                (c for p in (cue, child, named) if p is not None for c in p.children
                 if c.tag_ == "VB" and c.dep_ in {"xcomp", "advcl", "acl", "relcl", "ccomp"}), None
            )  # fmt: skip
            if named is None:
                continue
            whom = analysis.resolve(passage, named)
            if infinitive is None:
                action = _after_to(cue, named)
                if action is not None and action.verb.is_alpha:
                    yield from emit(
                        passage, cue, subject, [action], by, whom.parties, "urged", "call-on", 0.7
                    )
                return
            yield from emit(
                passage, cue, subject, actions_of(infinitive), by, whom.parties, "urged", "call-on"
            )
            return
        if child.lower_ == "for":
            wanted = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if wanted is None:
                continue
            to = addressees(analysis, passage, wanted, by)
            actions = [noun_action(wanted, cue)] if wanted.dep_ == "pobj" else actions_of(wanted)
            yield from emit(passage, cue, subject, actions, by, to, "proposed", "call-for")
            return


def _after_to(cue: Token, named: Token) -> Action | None:
    """Return what stands after "to" where the parse saw no infinitive ("to de-escalate")."""
    doc = cue.doc
    for index in range(named.i + 1, min(named.i + 4, cue.sent.end - 1)):
        if doc[index].lower_ == "to":
            last = max(cue.right_edge.i, index + 1)
            return Action(doc[index + 1], *trim(cue.sent, index + 1, last))
    return None


def _is_domestic(named: Token) -> bool:
    """Whether the words name who answers at home: "urged Congress to act"."""
    return named.lemma_.lower() in request_lexicon("en").domestic


def _own_people(named: Token) -> bool:
    return any(
        c.dep_ == "poss" and c.lower_ in {"their", "our", "his", "her", "its"}
        for c in named.children
    ) and named.lemma_.lower() in {"team", "official", "advisor", "adviser", "representative",
                                   "delegation", "minister", "staff", "expert"}  # fmt: skip
