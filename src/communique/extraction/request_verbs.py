"""Requests told by verbs: "urged B to V", "called for N", "hopes that B will V"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from communique.extraction.actions import Action, actions_of, noun_action, with_later
from communique.extraction.modality import is_bare
from communique.extraction.position_clauses import conveys, holders_of, performs
from communique.extraction.request_addressees import (
    addressees,
    are_own,
    asked_of,
    is_domestic,
    is_organisation,
    other_side,
    without,
)
from communique.extraction.request_lexicon import (
    Force,
    request_lexicon,
)
from communique.extraction.request_parts import (
    PURPOSES,
    Candidate,
    asked_for,
    askers,
    asks_itself,
    emit,
    is_undone,
    there_of,
)
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.referents import EVERYONE, NOBODY, Referent
from communique.language.syntax import (
    has_subject,
    is_negated,
    is_subordinate,
    modal_of,
    singular,
    subject_of,
    trim,
)


def read_verb(analysis: Analysis, passage: int, cue: Token, force: Force) -> Iterator[Candidate]:
    """Read "urged B to V", "called for N", "expects B to V", "hopes that B will V"."""
    lemma = cue.lemma_.lower()
    if is_negated(cue) or is_subordinate(cue):
        return
    we = _also_ours(cue)
    if is_bare(cue) and we is None and not (conveys(cue) or performs(cue) or _is_resolved(cue)):
        return
    if cue.dep_ == "pcomp" and cue.head.lower_ in {"from", "to", "for", "of"}:
        return  # "moved from talking to calling for N"
    modal = modal_of(cue)
    if modal in {"could", "may", "might", "should", "must", "can"}:
        return
    lexicon = request_lexicon("en")
    if (modal == "would") != (lemma in lexicon.conditional) and lemma != "welcome":
        return  # "would urge" does not; "would appreciate" and "would welcome" ask
    if any(c.dep_ == "auxpass" for c in cue.children):
        if lemma == "hope":  # "it is hoped that"
            yield from hoped(
                analysis, passage, cue, cue, None, askers(analysis, passage, cue.i), force
            )
        elif lemma in lexicon.obliging or lemma in lexicon.bound:
            yield from _passive(analysis, passage, cue, force)
        return
    if lemma in lexicon.bound:
        return
    found = acting(analysis, passage, we or (cue.head if conveys(cue) else cue))
    if found is None:
        return
    subject, by = found.token, found.referent.parties
    if subject is not None:
        by = holders_of(analysis, passage, subject)
    if not by:
        return
    for read in (_relied_on, _with_infinitive, _with_clause, _with_noun):
        asked = list(read(analysis, passage, cue, subject, by, force))
        if asked:
            yield from asked
            return


def _also_ours(cue: Token) -> Token | None:
    """Return the verb of the "we" who ask, where the parse joins the cue to what they said before.

    "We underline that violence will help nobody, and call on B to V".
    """
    said = cue.head.head
    joined = cue.dep_ == "conj" and cue.tag_ == "VB" and has_subject(cue.head)
    spoken = any(c.dep_ == "nsubj" and c.lower_ in {"we", "i"} for c in said.children)
    told = cue.head.dep_ == "ccomp" and said.tag_ == "VBP"
    return said if joined and told and spoken else None


def _is_resolved(cue: Token) -> bool:
    """Whether somebody made up their mind to ask, and so asks: "decided to urge B"."""
    head = cue.head
    made = head.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and not is_negated(head)
    return cue.dep_ == "xcomp" and made and head.lemma_ in request_lexicon("en").resolving


def _with_infinitive(
    analysis: Analysis, passage: int, cue: Token, subject: Token | None, by: tuple[str, ...],
    force: Force,
) -> Iterator[Candidate]:  # fmt: skip
    """Read "urged B to V", "proposed to V"; "called on B to V" has its own shape."""
    lexicon = request_lexicon("en")
    lemma = cue.lemma_.lower()
    infinitive = _infinitive_of(cue)
    if lemma == "call" or infinitive is None:
        return
    seen = _seen(infinitive) if lemma in lexicon.wishing else None
    named = _told(cue) if seen is None else subject_of(seen)
    infinitive = infinitive if seen is None else seen
    if named is None:
        return
    whom = asked_of(analysis, passage, named, by)
    if not whom and whom.kind != EVERYONE.kind and lemma not in lexicon.obliging:
        return  # a purpose: "proposed a summit to discuss"
    if lemma in lexicon.wishing and asks_itself(by, whom.parties):
        return
    if are_own(named) or (not whom and is_domestic(named)):
        return
    by = without(by, whom.parties)
    actions = with_later(cue, actions_of(infinitive))
    yield from emit(passage, cue, subject, actions, by, whom.parties, force, lemma)


def _with_clause(
    analysis: Analysis, passage: int, cue: Token, subject: Token | None, by: tuple[str, ...],
    force: Force,
) -> Iterator[Candidate]:  # fmt: skip
    """Read "demanded that B V", "hopes that B will V", "proposed V-ing"."""
    lexicon = request_lexicon("en")
    lemma = cue.lemma_.lower()
    clause = next((c for c in cue.children if c.dep_ == "ccomp" and c.i > cue.i), None)
    if lemma in lexicon.hoping:
        yield from hoped(analysis, passage, cue, cue, subject, by, force)
        return
    if clause is not None and lemma in lexicon.claiming:
        inner = subject_of(clause) if has_subject(clause) else None
        whom = asked_of(analysis, passage, inner, by) if inner is not None else NOBODY
        if not whom and whom.kind != EVERYONE.kind and lemma == "recommend":
            return
        by = without(by, whom.parties)
        to = whom.parties or other_side(analysis, by)
        yield from emit(passage, cue, subject, actions_of(clause), by, to, force, f"{lemma}-that")
        return
    proposed = next(
        (c for c in cue.children if c.dep_ in {"xcomp", "ccomp"} and c.i > cue.i
         and c.tag_ in {"VB", "VBG"} and not has_subject(c)), None
    )  # fmt: skip
    if lemma in lexicon.proposing and proposed is not None and _object_of(cue) is None:
        to = analysis.principals if len(analysis.principals) > 1 else ()
        yield from emit(passage, cue, subject, actions_of(proposed), by, to, force, f"{lemma}-to")


def _with_noun(
    analysis: Analysis, passage: int, cue: Token, subject: Token | None, by: tuple[str, ...],
    force: Force,
) -> Iterator[Candidate]:  # fmt: skip
    """Read "demanded N", "appealed to B for N", "sought B's help", "warned B against V-ing"."""
    lexicon = request_lexicon("en")
    lemma = cue.lemma_.lower()
    wanted = _object_of(cue)
    if lemma == "call":
        yield from _call(analysis, passage, cue, subject, by)
    elif modal_of(cue) == "would":
        yield from _wanted(analysis, passage, cue, subject, by)
    elif lemma in lexicon.wanting:
        if lemma in lexicon.ordering and not all(is_organisation(party) for party in by):
            return  # a government orders its own people
        if wanted is not None and wanted.pos_ != "PRON":
            to = addressees(analysis, passage, wanted, by)
            action = noun_action(wanted, cue)
            yield from emit(passage, cue, subject, [action], by, to, force, lemma)
    elif lemma in lexicon.seeking:
        yield from _sought(analysis, passage, cue, subject, by, force)
    elif lemma in lexicon.asking_for and _told(cue) is None:
        # The parse may hang the aim on the addressee.
        link = "on" if lemma in lexicon.insisting else "for"
        prep = next((c for c in cue.subtree if c.lower_ == link and c.i > cue.i
                     and (c.head == cue or c.head.head.head == cue)), None)  # fmt: skip
        wanted = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep else None
        if wanted is not None:
            to = addressees(analysis, passage, wanted, by)
            action = noun_action(wanted, cue)
            yield from emit(passage, cue, subject, [action], by, to, force, f"{lemma}-for")
    elif lemma in lexicon.warning and wanted is not None:
        against = next((c for c in cue.children if c.lower_ == "against"), None)
        gerund = next((c for c in against.children if c.dep_ == "pcomp"), None) if against else None
        to = asked_of(analysis, passage, wanted, by).parties
        if against is not None and gerund is not None and to:
            first, *rest = actions_of(gerund)
            actions = [replace(first, first=against.i), *rest]
            yield from emit(passage, cue, subject, actions, by, to, force, lemma)
    elif lemma == "invite" and wanted is not None:
        whom = asked_of(analysis, passage, wanted, by)
        links = {"to", "for", "on"}
        prep = next((c for c in cue.children if c.dep_ == "prep" and c.lower_ in links), None)
        target = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep else None
        if whom.parties and target is not None and singular(target) not in lexicon.social:
            action = noun_action(target)
            yield from emit(passage, cue, subject, [action], by, whom.parties, force, "invite")


def _seen(infinitive: Token) -> Token | None:
    """Return what one wants to see others do: "want to see B V"."""
    if infinitive.lemma_ != "see":
        return None
    return next(
        (c for c in infinitive.children
         if c.dep_ == "ccomp" and c.tag_ in {"VB", "VBP"} and has_subject(c)), None
    )  # fmt: skip


def _infinitive_of(cue: Token) -> Token | None:
    return next(
        (c for c in cue.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ == "VB"
         and c.i > cue.i and any(t.tag_ == "TO" for t in c.children)), None
    )  # fmt: skip


def _told(cue: Token) -> Token | None:
    """Return who is asked to V: the infinitive's own subject, or the cue's object."""
    infinitive = _infinitive_of(cue)
    if infinitive is None:
        return None
    own = next((c for c in infinitive.children if c.dep_ == "nsubj"), None)
    return own if own is not None else _object_of(cue)


def _object_of(cue: Token) -> Token | None:
    return next((c for c in cue.children if c.dep_ in {"dobj", "dative"} and c.i > cue.i), None)


def _relied_on(
    analysis: Analysis, passage: int, cue: Token, subject: Token | None, by: tuple[str, ...],
    force: Force,
) -> Iterator[Candidate]:  # fmt: skip
    """Read "look to B to V", "counts on B to V", "appealed to B to V"."""
    link = request_lexicon("en").reliance.get(cue.lemma_.lower())
    for prep in cue.children:
        if prep.lower_ != link or prep.i < cue.i:
            continue
        named = next((c for c in prep.children if c.dep_ == "pobj"), None)
        verb = next(
            (c for p in (cue, prep, named) if p is not None for c in p.children
             if c.tag_ == "VB" and c.dep_ in PURPOSES and c.i > prep.i), None
        )  # fmt: skip
        if named is None or verb is None:
            continue
        whom = asked_of(analysis, passage, named, by)
        if whom.parties or whom.kind == EVERYONE.kind:
            actions = with_later(cue, actions_of(verb))
            rule = f"{cue.lemma_}-{link}"
            yield from emit(passage, cue, subject, actions, by, whom.parties, force, rule)


def _sought(
    analysis: Analysis, passage: int, cue: Token, subject: Token | None, by: tuple[str, ...],
    force: Force,
) -> Iterator[Candidate]:  # fmt: skip
    """Read "sought B's support for N", "sought help from B"."""
    wanted = _object_of(cue)
    if wanted is None or singular(wanted) not in request_lexicon("en").sought:
        return
    owner = next((c for c in wanted.children if c.dep_ == "poss"), None) or next(
        (o for p in (*wanted.children, *cue.children) if p.lower_ in {"of", "from"}
         for o in p.children if o.dep_ == "pobj"), None
    )  # fmt: skip
    to = asked_of(analysis, passage, owner, by).parties if owner is not None else ()
    if to:
        action = noun_action(wanted, cue)
        yield from emit(passage, cue, subject, [action], by, to, force, "seek")


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
    by = by or askers(analysis, passage, cue.i)
    if not by and cue.lemma_ not in request_lexicon("en").bound:
        by = analysis.narrator.parties
    whom = asked_of(analysis, passage, subject)
    if by and (whom.parties or whom.kind == EVERYONE.kind):
        voiced = agent is None
        force = "urged" if cue.lemma_ == "call" else force
        yield from emit(
            passage, cue, subject, actions_of(infinitive), by, whom.parties, force,
            f"{cue.lemma_}-passive", voiced=voiced,
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
    whom = asked_of(analysis, passage, named, by) if named is not None else NOBODY
    if asks_itself(by, whom.parties):
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
        passage, anchor, subject, actions, by, whom.parties, force, f"{cue.lemma_}-that"
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
    yield from emit(passage, cue, subject, actions, by, to, "proposed", f"would-{cue.lemma_}")


def _call(
    analysis: Analysis, passage: int, cue: Token, subject: Token | None, by: tuple[str, ...]
) -> Iterator[Candidate]:
    for child in cue.children:
        if child.dep_ not in {"prep", "prt", "advcl", "xcomp", "ccomp"} or child.i < cue.i:
            continue
        if (named := asked_for(child)) is not None:
            # "Called for B to V".
            whom = asked_of(analysis, passage, named, by)
            if whom.parties or whom.kind == EVERYONE.kind:
                actions = actions_of(child)
                to = whom.parties
                yield from emit(passage, cue, subject, actions, by, to, "proposed", "call-for")
            return
        if child.lower_ in {"on", "upon"}:
            named = next((c for c in child.children if c.dep_ == "pobj"), None)
            infinitive = next(
                (c for p in (cue, child, named) if p is not None for c in p.children
                 if c.tag_ == "VB" and c.dep_ in {"xcomp", "advcl", "acl", "relcl", "ccomp"}), None
            )  # fmt: skip
            if named is None:
                continue
            whom = asked_of(analysis, passage, named, by)
            actions = [] if infinitive is None else with_later(cue, actions_of(infinitive))
            actions = actions or _after_to(cue, named)
            yield from emit(passage, cue, subject, actions, by, whom.parties, "urged", "call-on")
            return
        if child.lower_ == "for":
            wanted = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if wanted is None:
                continue
            to = addressees(analysis, passage, wanted, by)
            actions = [noun_action(wanted, cue)] if wanted.dep_ == "pobj" else actions_of(wanted)
            yield from emit(passage, cue, subject, actions, by, to, "proposed", "call-for")
            return


def _after_to(cue: Token, named: Token) -> list[Action]:
    """Return what stands after "to" where the parse saw no infinitive ("to de-escalate")."""
    doc = cue.doc
    for index in range(named.i + 1, min(named.i + 4, cue.sent.end - 1)):
        if doc[index].lower_ == "to" and doc[index + 1].is_alpha:
            last = max(cue.right_edge.i, index + 1)
            return [Action(doc[index + 1], *trim(cue.sent, index + 1, last))]
    return []
