"""Requests: a party asks, urges or proposes that somebody do something."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Literal

from spacy.tokens import Token

from communique.extraction.actions import Action, actions_of, due_of, noun_action, wording
from communique.extraction.modality import is_bygone
from communique.extraction.needs import NEEDS, need_of, whom_of
from communique.extraction.position_clauses import conveys, holders_of, performs
from communique.extraction.subjects import acting, heading_of
from communique.language.analysis import Analysis, source_name
from communique.language.referents import EVERYONE, Referent
from communique.language.syntax import (
    MODALS,
    has_modal,
    has_subject,
    is_negated,
    is_subordinate,
    modal_of,
    subject_of,
    trim,
)
from communique.records import Request
from communique.reference.tables import read_lexicon

Force = Literal["urged", "proposed"]

#: Verbs that oblige with an infinitive: "have to", "need to".
_SEMI_MODALS = frozenset({"have", "need"})


_AGREEING = frozenset({"agree", "concur"})

#: Where an infinitive hangs that tells what is asked for.
_PURPOSES = frozenset({"acl", "advcl", "relcl", "xcomp"})


@dataclass(frozen=True)
class Candidate:
    """One action asked of others: by whom, of whom, in which words."""

    passage: int
    first: int
    action: Action
    by: tuple[str, ...]
    to: tuple[str, ...]
    force: Force
    rule: str
    confidence: float = 0.8
    #: Whether the words name nobody who asks, so that it is who says them.
    voiced: bool = False


@dataclass(frozen=True)
class _Lexicon:
    verbs: dict[str, Force]
    modals: dict[str, Force]
    impersonal: frozenset[str]
    nouns: dict[str, Force]
    shared: frozenset[str]
    unasked: frozenset[str]
    asking: dict[str, Force]
    carriers: frozenset[str]
    done: frozenset[str]
    stopped: frozenset[str]
    obliging: frozenset[str]
    proposing: frozenset[str]
    wanting: frozenset[str]
    domestic: frozenset[str]

    @cached_property
    def cues(self) -> frozenset[str]:
        """The words without which nothing is asked; modals speak of all verbs beside them."""
        words = {*self.verbs, *self.impersonal, *self.nouns, *self.asking, *NEEDS, *_SEMI_MODALS}
        return frozenset(words) | MODALS


@lru_cache(maxsize=2)
def _lexicon(language: str) -> _Lexicon:
    table: dict[str, Any] = read_lexicon(language, "request")
    return _Lexicon(
        verbs=table["verbs"],
        modals=table["modals"],
        impersonal=frozenset(table["impersonal"]["adjectives"]),
        nouns=table["nouns"],
        shared=frozenset(table["shared"]["nouns"]),
        unasked=frozenset(table["unasked"]["verbs"]),
        asking=table["asking"],
        carriers=frozenset(table["carriers"]["verbs"]),
        done=frozenset(table["done"]["verbs"]),
        stopped=frozenset(table["stopped"]["verbs"]),
        obliging=frozenset(table["obliging"]["verbs"]),
        proposing=frozenset(table["proposing"]["verbs"]),
        wanting=frozenset(table["wanting"]["verbs"]),
        domestic=frozenset(table["domestic"]["nouns"]),
    )


def asking_nouns() -> frozenset[str]:
    """Return the nouns by which something is asked: "call", "proposal"."""
    return frozenset(_lexicon("en").asking)


def extract(analysis: Analysis) -> Iterator[Request]:
    """Yield the requests of the article, in reading order; one for each who asks."""
    if analysis.is_domestic:
        return
    for candidate in candidates(analysis):
        for by in candidate.by:
            yield build(analysis, candidate, by)


def candidates(analysis: Analysis) -> Iterator[Candidate]:
    """Yield every action that words of the article ask of others; each action once."""
    lexicon = _lexicon("en")
    for passage in analysis.voiced:
        yield from _listed(analysis, passage.index, lexicon)
        for sentence, cued in passage.cued_sentences(lexicon.cues):
            taken: set[int] = set()
            for token in sentence if has_modal(cued) else cued:
                for candidate in _read(analysis, passage.index, token, lexicon):
                    if candidate.action.verb.i not in taken:
                        taken.add(candidate.action.verb.i)
                        if not is_bygone(analysis, passage.index, token):
                            yield candidate


def build(analysis: Analysis, candidate: Candidate, by: str) -> Request:
    """Return the request of a candidate as one of those who ask makes it."""
    passage, action = candidate.passage, candidate.action
    words = wording(analysis, passage, action)
    last = max(action.last, candidate.first)
    source = analysis.source_of(passage, action.verb.i)
    if candidate.voiced:
        source = source_name(analysis.voice_of(passage, action.verb.i))
    return Request(
        document_id=analysis.document_id,
        evidence=(analysis.evidence(passage, candidate.first, last, candidate.rule),),
        source=source,
        claimed_by=analysis.claimed_by(by),
        topics=analysis.topics(words),
        confidence=candidate.confidence,
        by=by,
        to=tuple(sorted(candidate.to)),
        force=candidate.force,
        action=words,
        due=due_of(analysis, passage, action),
    )


# -- rules ---------------------------------------------------------------------------------


def _read(analysis: Analysis, passage: int, token: Token, lexicon: _Lexicon) -> Iterator[Candidate]:
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"}:
        if lemma in lexicon.verbs and token.dep_ != "amod":
            yield from _verb(analysis, passage, token, lexicon.verbs[lemma])
        modal = modal_of(token)
        if modal in lexicon.modals or (modal == "can" and is_negated(token)):
            yield from _modal(analysis, passage, token, modal or "", lexicon)
        elif lemma in _SEMI_MODALS and any(
            c.dep_ == "xcomp" and c.tag_ == "VB" for c in token.children
        ):
            yield from _semi_modal(analysis, passage, token, lexicon)
    elif lemma in lexicon.impersonal and token.pos_ == "ADJ" and token.dep_ != "amod":
        yield from _impersonal(analysis, passage, token)
    elif lemma in NEEDS and token.pos_ == "NOUN":
        yield from _need(analysis, passage, token)
    elif lemma in lexicon.asking and token.pos_ == "NOUN":
        yield from _asking_noun(analysis, passage, token, lexicon)
    elif lemma in lexicon.nouns and token.pos_ == "NOUN":
        yield from _obligation(analysis, passage, token, lexicon.nouns[lemma])


def _listed(analysis: Analysis, passage: int, lexicon: _Lexicon) -> Iterator[Candidate]:
    """Read an item of a list of acts: "They called on all States to:", "B should:"."""
    found = heading_of(analysis, passage)
    if found is None:
        return
    (above, cue), verb = (found[0].passage, found[0].cue), found[1]
    lemma = cue.lemma_.lower()
    acts = acting(analysis, above, cue)
    if acts is None or is_negated(cue):
        return
    if lemma in {"should", "must", "ought"}:
        by, to = _askers(analysis, above, cue.i), acts.referent.parties
        force = lexicon.modals[lemma]
    elif lemma in lexicon.verbs:
        named = next(
            (o for c in (cue, *(p for p in cue.children if p.dep_ == "prep")) for o in c.children
             if o.dep_ in {"dobj", "pobj"} and o.i > cue.i), None
        )  # fmt: skip
        if named is None:
            return
        by, to = acts.referent.parties, analysis.resolve(above, named).parties
        force = "urged" if lemma == "call" else lexicon.verbs[lemma]
    else:
        return
    if by:
        yield from _emit(passage, verb, None, actions_of(verb), by, to, force, "list")


def _askers(analysis: Analysis, passage: int, token: int) -> tuple[str, ...]:
    """Who asks where the words name no asker: the speaker; in a joint text all its parties."""
    speaker = analysis.voice_of(passage, token)
    if speaker is not None:
        return speaker.parties[:1] if len(speaker.persons) <= 1 and speaker.kind != "group" else (
            speaker.parties
        )  # fmt: skip
    return ()


def _others(analysis: Analysis, by: tuple[str, ...]) -> tuple[str, ...]:
    others = tuple(p for p in analysis.principals if p not in by)
    return others if len(by) == 1 else ()


def _emit(
    passage: int, cue: Token, subject: Token | None, actions: list[Action], by: tuple[str, ...],
    to: tuple[str, ...], force: Force, rule: str, confidence: float = 0.8, *, voiced: bool = False,
) -> Iterator[Candidate]:  # fmt: skip
    if len(by) == 1 and set(to) == set(by):
        return  # what somebody has to do himself
    for position, action in enumerate(actions):
        first = action.first
        if position == 0:
            first = min(first, cue.i)
            if subject is not None and subject.i < cue.i and cue.dep_ != "conj":
                first = min(first, subject.left_edge.i)
        yield Candidate(
            passage, first, action, by, to, force, f"request:{rule}", confidence, voiced
        )


def _modal(
    analysis: Analysis, passage: int, verb: Token, modal: str, lexicon: _Lexicon
) -> Iterator[Candidate]:
    """Read "both sides should V", "the U.S. must not V"."""
    if is_subordinate(verb) or (verb.dep_ == "conj" and not has_subject(verb)):
        return
    force: Force = lexicon.modals.get(modal, "urged")
    found = _asked(analysis, passage, verb, lexicon)
    undone = modal != "can" and _undone(analysis, verb, lexicon)
    if found is None and undone:
        subject = subject_of(verb)
        found = (subject, ()) if subject is not None else None
    if found is None:
        return
    subject, to = found
    if _is_inverted(verb, subject):
        return
    by = _askers(analysis, passage, verb.i) or _narrated(analysis, verb)
    if not by or (verb.lemma_.lower() in lexicon.unasked and _there(verb) is None):
        return
    referent = analysis.resolve(passage, subject)
    agreed = verb.dep_ == "ccomp" and verb.head.lemma_ in _AGREEING
    agreeing = acting(analysis, passage, verb.head) if agreed else None
    if agreeing is not None and to and set(to) <= set(agreeing.referent.parties):
        return  # what they agree they should do binds them
    if not to and undone and agreed and referent.kind != EVERYONE.kind:
        to = by  # what they agree should be done is theirs to do
    actions = actions_of(verb)
    if (
        undone and actions and not (referent or to)
    ):  # "the truce must be respected": what is wanted is the whole clause
        actions = [replace(actions[0], first=subject.left_edge.i), *actions[1:]]
    yield from _emit(passage, verb, subject, actions, by, to, force, modal, voiced=True)


def _is_inverted(verb: Token, subject: Token) -> bool:
    """Whether the modal stands before its subject: a question, or "should Russia not respect"."""
    modal = next((c for c in verb.children if c.tag_ == "MD"), None)
    if modal is None or modal.i > subject.i:
        return False
    return modal.i == verb.sent.start or modal.nbor(-1).lower_ not in {"nor", "neither"}


def _narrated(analysis: Analysis, verb: Token) -> tuple[str, ...]:
    """Who asks in the writer's own voice: the parties of a text that says "we", or who agreed."""
    governor = verb.head
    if verb.dep_ == "ccomp" and governor.lemma_ in _AGREEING:
        return analysis.principals
    return analysis.narrator.parties


def _asked(
    analysis: Analysis, passage: int, verb: Token, lexicon: _Lexicon
) -> tuple[Token, tuple[str, ...]] | None:
    subject = subject_of(verb) or _there(verb)
    if subject is None:
        return None
    referent = analysis.resolve(passage, subject)
    if referent.kind == EVERYONE.kind:
        return subject, ()
    if referent.parties:
        return subject, referent.parties
    both = analysis.principals if len(analysis.principals) > 1 else ()
    if subject.lower_ == "there" or subject.lemma_.lower() in lexicon.shared:
        return (subject, both) if both else None
    return None


def _undone(analysis: Analysis, verb: Token, lexicon: _Lexicon) -> bool:
    """Whether the clause wants a thing done without saying by whom.

    "The session should be held", "there should be exchanges", "ties should progress".
    """
    lemma = verb.lemma_.lower()
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    subject = subject_of(verb)
    shared = (
        subject is not None
        and subject.lemma_.lower() in lexicon.shared
        and not any(c.dep_ == "dobj" for c in verb.children)  # "talks will give a momentum"
    )
    if subject is not None and subject.pos_ == "PRON":
        return False
    return (
        (passive and lemma in lexicon.done)
        or (not passive and lemma in lexicon.stopped)
        or shared
        or _there(verb) is not None
    )


def _there(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "expl" and c.lower_ == "there"), None)


def _semi_modal(
    analysis: Analysis, passage: int, verb: Token, lexicon: _Lexicon
) -> Iterator[Candidate]:
    """Read "we have to V", "both sides need to V"."""
    if is_subordinate(verb) or verb.tag_ not in {"VBP", "VBZ", "VB"} or is_negated(verb):
        return
    found = _asked(analysis, passage, verb, lexicon)
    by = _askers(analysis, passage, verb.i)
    if found is None or not by:
        return
    subject, to = found
    infinitive = next(c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB")
    if infinitive.lemma_.lower() in lexicon.unasked:
        return
    force = lexicon.modals[verb.lemma_.lower()]
    actions = actions_of(infinitive)
    yield from _emit(passage, verb, subject, actions, by, to, force, verb.lemma_, voiced=True)


def _verb(analysis: Analysis, passage: int, cue: Token, force: Force) -> Iterator[Candidate]:
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
    lexicon = _lexicon("en")
    if any(c.dep_ == "auxpass" for c in cue.children):
        if lemma == "hope":  # "it is hoped that"
            yield from _hoped(
                analysis, passage, cue, cue, None, _askers(analysis, passage, cue.i), force
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
        by = _without(by, whom.parties)
        yield from _emit(
            passage, cue, subject, actions_of(infinitive), by, whom.parties, force, lemma
        )
        return
    if clause is not None and lemma in {
        "hope", "propose", "suggest", "demand", "insist", "recommend", "request", "expect",
    }:  # fmt: skip
        inner = subject_of(clause) if has_subject(clause) else None
        whom = analysis.resolve(passage, inner) if inner is not None else Referent("unknown")
        if lemma in {"hope", "expect"}:
            yield from _hoped(analysis, passage, cue, cue, subject, by, force)
            return
        unnamed = not whom.parties and whom.kind != EVERYONE.kind
        if unnamed and lemma not in {"propose", "suggest", "demand", "insist", "request"}:
            return
        by = _without(by, whom.parties)
        to = whom.parties or _others(analysis, by)
        yield from _emit(passage, cue, subject, actions_of(clause), by, to, force, f"{lemma}-that")
        return
    proposed = next(
        (c for c in cue.children if c.dep_ in {"xcomp", "ccomp"} and c.i > cue.i
         and c.tag_ in {"VB", "VBG"} and not has_subject(c)), None
    )  # fmt: skip
    if lemma in lexicon.proposing and proposed is not None and addressee is None:
        to = analysis.principals if len(analysis.principals) > 1 else ()
        yield from _emit(passage, cue, subject, actions_of(proposed), by, to, force, f"{lemma}-to")
        return
    if lemma in lexicon.wanting:
        wanted = addressee
        if wanted is None or wanted.pos_ == "PRON":
            return
        to = _addressees(analysis, passage, wanted, by)
        yield from _emit(
            passage, cue, subject, [noun_action(wanted, cue)], by, to, force, lemma, 0.7
        )
    elif lemma in {"ask", "appeal", "press", "advocate"}:
        # "Appealed to B for N": the parse may hang the aim on the addressee.
        prep = next((c for c in cue.subtree if c.lower_ == "for" and c.i > cue.i
                     and (c.head == cue or c.head.head.head == cue)), None)  # fmt: skip
        wanted = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep else None
        if wanted is not None:
            to = _addressees(analysis, passage, wanted, by)
            yield from _emit(
                passage, cue, subject, [noun_action(wanted, cue)], by, to, force, f"{lemma}-for"
            )
    elif lemma == "invite" and addressee is not None:
        whom = analysis.resolve(passage, addressee)
        prep = next((c for c in cue.children if c.dep_ == "prep" and c.lower_ == "to"), None)
        if whom.parties and prep is not None:
            target = next((c for c in prep.children if c.dep_ == "pobj"), None)
            if target is not None:
                yield from _emit(
                    passage, cue, subject, [noun_action(target)], by, whom.parties, force, "invite"
                )


def _passive(analysis: Analysis, passage: int, cue: Token, force: Force) -> Iterator[Candidate]:
    """Read "all parties are urged to V", "B was called upon by A to V"."""
    subject = subject_of(cue)
    infinitive = next(
        (c for c in cue.subtree if c.tag_ == "VB" and c.i > cue.i and c.dep_ in _PURPOSES
         and any(t.tag_ == "TO" for t in c.children)), None
    )  # fmt: skip
    agent = next(
        (o for p in cue.subtree if p.dep_ in {"agent", "prep"} and p.lower_ == "by"
         for o in p.children if o.dep_ == "pobj"), None
    )  # fmt: skip
    if subject is None or infinitive is None:
        return
    by = holders_of(analysis, passage, agent) if agent is not None else ()
    by = by or _askers(analysis, passage, cue.i) or analysis.narrator.parties
    whom = whom_of(analysis, passage, subject)
    if by and (whom.parties or whom.kind == EVERYONE.kind):
        voiced = agent is None
        force = "urged" if cue.lemma_ == "call" else force
        yield from _emit(
            passage, cue, subject, actions_of(infinitive), by, whom.parties, force,
            f"{cue.lemma_}-passive", 0.7, voiced=voiced,
        )  # fmt: skip


def _hoped(
    analysis: Analysis,
    passage: int,
    cue: Token,
    anchor: Token,
    subject: Token | None,
    by: tuple[str, ...],
    force: Force,
) -> Iterator[Candidate]:
    """Read "hoped that B would V", "expressed the hope that the session would be held"."""
    lexicon = _lexicon("en")
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
    if clause.lemma_ == "be" and _there(clause) is None and not enabled:
        return  # "hopes that B will be well"
    if not whom.parties and whom.kind != EVERYONE.kind:
        if not _undone(analysis, clause, lexicon):
            return
        both = analysis.principals if len(analysis.principals) > 1 else ()
        whom = Referent("group", both)
    elif modal_of(clause) is None and analysis.resolve(passage, cue).parties:
        return
    by = _without(by, whom.parties)
    actions = actions_of(clause)
    passive = any(c.dep_ in {"auxpass", "expl"} for c in clause.children)
    if actions and named is not None and passive:
        actions = [replace(actions[0], first=named.left_edge.i), *actions[1:]]
    yield from _emit(
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
    by = _without(by, to)
    to = to or _others(analysis, by)
    purpose = next(
        (c for p in (wanted, cue) for c in p.children
         if c.dep_ in _PURPOSES and c.tag_ == "VB" and c.i > wanted.i), None
    )  # fmt: skip
    actions = actions_of(purpose) if purpose is not None else [noun_action(wanted, cue)]
    yield from _emit(passage, cue, subject, actions, by, to, "proposed", f"would-{cue.lemma_}", 0.7)


def _need(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "stressed the need for B to V", "the importance of B V-ing"."""
    need = need_of(analysis, passage, cue)
    if need is not None and cue.dep_ == "attr" and _there(cue.head) is not None:
        by = _askers(analysis, passage, cue.i) or analysis.narrator.parties
        if by and not is_negated(cue.head) and not is_subordinate(cue.head):
            yield from _emit(
                passage, cue.head, None, actions_of(need.verb), by, need.whom.parties, "proposed",
                f"noun-{cue.lemma_}", 0.7, voiced=True,
            )  # fmt: skip
        return
    carrier = cue.head if cue.dep_ in {"dobj", "pobj"} else None
    if need is None or carrier is None:
        return
    verb = carrier if carrier.pos_ == "VERB" else carrier.head
    found = acting(analysis, passage, verb)
    if found is None or is_subordinate(verb) or is_negated(verb):
        return
    by = _without(found.referent.parties, need.whom.parties)
    yield from _emit(
        passage, verb, found.token, actions_of(need.verb), by, need.whom.parties, "proposed",
        f"noun-{cue.lemma_}", 0.7,
    )  # fmt: skip


def _asking_noun(
    analysis: Analysis, passage: int, cue: Token, lexicon: _Lexicon
) -> Iterator[Candidate]:
    """Read "extended an invitation to B to V", "expressed the hope that B would V"."""
    verb = cue.head
    if cue.dep_ != "dobj" or verb.lemma_ not in lexicon.carriers:
        return
    if is_subordinate(verb) or is_negated(verb) or modal_of(verb) not in {None, "would"}:
        return
    found = acting(analysis, passage, verb)
    if found is None:
        return
    by, force = found.referent.parties, lexicon.asking[cue.lemma_.lower()]
    infinitive = next(
        (c for p in (cue, verb) for c in p.children if c.tag_ == "VB" and c.i > cue.i
         and c.dep_ in {"acl", "relcl", "xcomp", "advcl"} and not has_subject(c)
         and any(t.tag_ == "TO" for t in c.children)), None
    )  # fmt: skip
    named = next(
        (o for p in (*cue.children, *verb.children)
         if p.lower_ in {"to", "for", "on"} and p.i > cue.i
         for o in p.children if o.dep_ == "pobj"), None
    )  # fmt: skip
    if found.token is not None:
        by = holders_of(analysis, passage, found.token)
    whom = whom_of(analysis, passage, named) if named is not None else Referent("unknown")
    known = bool(whom.parties) or whom.kind == EVERYONE.kind
    if named is not None and not known and force == "urged" and named.head.lower_ == "for":
        # "Reiterated its call for restraint", "for the talks to go on".
        to = _addressees(analysis, passage, named, by)
        yield from _emit(
            passage, verb, found.token, [noun_action(named, verb)], by, to, force,
            f"noun-{cue.lemma_}", 0.7,
        )  # fmt: skip
        return
    if infinitive is None:
        yield from _hoped(analysis, passage, cue, verb, found.token, by, force)
        return
    if known:
        by = _without(by, whom.parties)
        yield from _emit(
            passage, verb, found.token, actions_of(infinitive), by, whom.parties, force,
            f"noun-{cue.lemma_}", 0.75,
        )  # fmt: skip


def _obligation(analysis: Analysis, passage: int, cue: Token, force: Force) -> Iterator[Candidate]:
    """Read "their obligation toward V-ing", "has a duty to V", in somebody's mouth."""
    owner = next((c for c in cue.children if c.dep_ == "poss"), None)
    if owner is None and cue.dep_ == "dobj" and cue.head.lemma_ == "have":
        owner = subject_of(cue.head)
    by = _askers(analysis, passage, cue.i)
    to = analysis.resolve(passage, owner).parties if owner is not None else ()
    if not by or not to or set(by) == set(to):
        return
    for child in cue.children:
        if child.i < cue.i:
            continue
        verb = child if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB" else None
        if child.dep_ == "prep" and child.lower_ in {"to", "toward", "towards", "for"}:
            verb = next((c for c in child.children if c.dep_ == "pcomp"), None)
        if verb is not None:
            yield from _emit(passage, cue, owner, actions_of(verb), by, to, force, cue.lemma_, 0.7)
            return


def _without(by: tuple[str, ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    """Who asks is not who is asked: the "we" of a hope that B will act is A."""
    return tuple(p for p in by if p not in asked) if set(asked) < set(by) else by


def _is_domestic(named: Token) -> bool:
    """Whether the words name who answers at home: "urged Congress to act"."""
    return named.lemma_.lower() in _lexicon("en").domestic


def _own_people(named: Token) -> bool:
    return any(
        c.dep_ == "poss" and c.lower_ in {"their", "our", "his", "her", "its"}
        for c in named.children
    ) and named.lemma_.lower() in {"team", "official", "advisor", "adviser", "representative",
                                   "delegation", "minister", "staff", "expert"}  # fmt: skip


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
                    yield from _emit(
                        passage, cue, subject, [action], by, whom.parties, "urged", "call-on", 0.7
                    )
                return
            yield from _emit(
                passage, cue, subject, actions_of(infinitive), by, whom.parties, "urged", "call-on"
            )
            return
        if child.lower_ == "for":
            wanted = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if wanted is None:
                continue
            to = _addressees(analysis, passage, wanted, by)
            actions = [noun_action(wanted, cue)] if wanted.dep_ == "pobj" else actions_of(wanted)
            yield from _emit(passage, cue, subject, actions, by, to, "proposed", "call-for")
            return


def _after_to(cue: Token, named: Token) -> Action | None:
    """Return what stands after "to" where the parse saw no infinitive ("to de-escalate")."""
    doc = cue.doc
    for index in range(named.i + 1, min(named.i + 4, cue.sent.end - 1)):
        if doc[index].lower_ == "to":
            last = max(cue.right_edge.i, index + 1)
            return Action(doc[index + 1], *trim(cue.sent, index + 1, last))
    return None


def _addressees(
    analysis: Analysis, passage: int, wanted: Token, by: tuple[str, ...]
) -> tuple[str, ...]:
    """Return whom a noun that is asked for concerns: a party it names, else the other side."""
    named: list[str] = []
    mentions = analysis.resolver.party_at[passage]
    action = noun_action(wanted, wanted.head.head)
    for token in wanted.doc[action.first : action.last + 1]:
        mention = mentions.get(token.i)
        if (
            mention is not None
            and mention.kind in {"name", "abbreviation", "official"}
            and mention.party not in (*by, *named)
            and token.dep_ == "pobj"
        ):
            named.append(mention.party)
    others = _others(analysis, by)
    if set(named) & set(others) or (named and not others):
        return tuple(named)
    return others


def _impersonal(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "it is important for both sides to V"."""
    if is_subordinate(cue) or is_negated(cue.head):
        return
    by = _askers(analysis, passage, cue.i)
    for child in (*cue.children, *cue.head.children):
        if child.i < cue.i:
            continue
        named: Token | None = None
        infinitive: Token | None = None
        if child.lower_ == "for" and child.dep_ in {"prep", "mark"}:
            named = next((c for c in child.children if c.dep_ == "pobj"), None)
            infinitive = next(
                (c for p in (cue, cue.head, child, named) if p is not None for c in p.children
                 if c.tag_ == "VB" and c.i > child.i), None
            )  # fmt: skip
        elif (
            child.dep_ in {"xcomp", "ccomp", "advcl"} and child.tag_ == "VB"
        ) or child.dep_ == "ccomp":
            infinitive = child
            named = next((c for c in child.children if c.dep_ == "nsubj"), None)
        if named is None or infinitive is None or not by:
            continue
        whom = analysis.resolve(passage, named)
        if whom.parties or whom.kind == EVERYONE.kind:
            yield from _emit(
                passage,
                cue,
                None,
                actions_of(infinitive),
                by,
                whom.parties,
                "proposed",
                "important",
            )
            return
