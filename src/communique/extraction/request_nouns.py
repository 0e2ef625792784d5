"""Requests told by nouns: "the need for B to V", "an invitation to B to V"."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.actions import actions_of, noun_action
from communique.extraction.needs import need_of
from communique.extraction.position_clauses import holders_of
from communique.extraction.request_addressees import (
    addressees,
    asked_of,
    without,
)
from communique.extraction.request_lexicon import RequestLexicon
from communique.extraction.request_parts import (
    Candidate,
    asked_for,
    askers,
    emit,
    there_of,
)
from communique.extraction.request_verbs import hoped
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.referents import EVERYONE, Referent
from communique.language.syntax import (
    has_subject,
    is_negated,
    is_subordinate,
    modal_of,
)


def read_need(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "stressed the need for B to V", "the importance of B V-ing"."""
    need = need_of(analysis, passage, cue, asked_of)
    if need is not None and cue.dep_ == "attr" and there_of(cue.head) is not None:
        by = askers(analysis, passage, cue.i) or analysis.narrator.parties
        if by and not is_negated(cue.head) and not is_subordinate(cue.head):
            yield from emit(
                passage, cue.head, None, actions_of(need.verb), by, need.whom.parties, "proposed",
                f"noun-{cue.lemma_}", voiced=True,
            )  # fmt: skip
        return
    carrier = cue.head if cue.dep_ in {"dobj", "pobj"} else None
    if need is None or carrier is None:
        return
    verb = carrier if carrier.pos_ == "VERB" else carrier.head
    found = acting(analysis, passage, verb)
    if found is None or is_subordinate(verb) or is_negated(verb):
        return
    by = without(found.referent.parties, need.whom.parties)
    yield from emit(
        passage, verb, found.token, actions_of(need.verb), by, need.whom.parties, "proposed",
        f"noun-{cue.lemma_}",
    )  # fmt: skip


def read_asking_noun(
    analysis: Analysis, passage: int, cue: Token, lexicon: RequestLexicon
) -> Iterator[Candidate]:
    """Read "extended an invitation to B to V", "expressed the hope that B would V"."""
    verb = cue.head
    clause = _clause_it_opens(cue)
    if clause is not None:
        verb = clause.head
    if (cue.dep_ != "dobj" and clause is None) or verb.lemma_ not in lexicon.carriers:
        return
    if is_subordinate(verb) or is_negated(verb) or modal_of(verb) not in {None, "would"}:
        return
    found = acting(analysis, passage, verb)
    if found is None:
        return
    by, force = found.referent.parties, lexicon.asking[cue.lemma_.lower()]
    infinitive = clause or next(
        (c for p in (cue, verb) for c in p.children if c.tag_ == "VB" and c.i > cue.i
         and c.dep_ in {"acl", "relcl", "xcomp", "advcl"} and (not has_subject(c) or asked_for(c))
         and any(t.tag_ == "TO" for t in c.children)), None
    )  # fmt: skip
    named = next(
        (o for p in (*cue.children, *verb.children)
         if p.lower_ in {"to", "for", "on", "upon", "with"} and p.i > cue.i
         for o in p.children if o.dep_ == "pobj"), None
    )  # fmt: skip
    if infinitive is not None:
        named = asked_for(infinitive) or named
    if found.token is not None:
        by = holders_of(analysis, passage, found.token)
    owner = next((c for c in cue.lefts if c.dep_ == "poss"), None)
    if not by and owner is not None:
        by = analysis.resolve(passage, owner).parties  # "reiterated the Union's call"
    whom = asked_of(analysis, passage, named, by) if named is not None else Referent("unknown")
    known = bool(whom.parties) or whom.kind == EVERYONE.kind
    if named is not None and not known and force == "urged" and named.head.lower_ == "for":
        # "Reiterated its call for restraint", "for the talks to go on".
        to = addressees(analysis, passage, named, by)
        yield from emit(
            passage, verb, found.token, [noun_action(named, verb)], by, to, force,
            f"noun-{cue.lemma_}",
        )  # fmt: skip
        return
    if infinitive is None:
        yield from hoped(analysis, passage, cue, verb, found.token, by, force)
        return
    if known:
        by = without(by, whom.parties)
        yield from emit(
            passage, verb, found.token, actions_of(infinitive), by, whom.parties, force,
            f"noun-{cue.lemma_}",
        )  # fmt: skip


def _clause_it_opens(noun: Token) -> Token | None:
    """Return the infinitive whose subject the parse takes the noun for.

    "Reiterated its call on B to V".
    """
    verb = noun.head
    opens = noun.dep_ == "nsubj" and verb.dep_ == "ccomp" and verb.tag_ == "VB"
    return verb if opens and any(c.tag_ == "TO" for c in verb.children) else None
