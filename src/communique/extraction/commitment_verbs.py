"""Commitments told by verbs: "agreed to V", "shared the view that they will V"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from communique.extraction.actions import actions_of, gerunds_after, noun_action
from communique.extraction.commitment_complements import clause_of, complements
from communique.extraction.commitment_lexicon import (
    REFLEXIVE,
    CommitmentLexicon,
    Force,
    commitment_lexicon,
)
from communique.extraction.commitment_parts import Candidate, bound_by, emit, is_foretold
from communique.extraction.modality import is_bare
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.referents import Referent
from communique.language.syntax import (
    has_subject,
    is_negated,
    is_subordinate,
    modal_of,
    singular,
    subject_of,
)


def read_verb(
    analysis: Analysis, passage: int, sentence: Span, cue: Token, force: Force
) -> Iterator[Candidate]:
    """Read "agreed to V", "vowed to V", "agreed that they will V", "agreed on N"."""
    lexicon = commitment_lexicon("en")
    if (
        is_negated(cue)
        or _is_unreal(cue)
        or (is_bare(cue) and not _is_listed(analysis, passage, cue))
    ):
        return
    if cue.lemma_ in lexicon.reflexive and not any(c.lower_ in REFLEXIVE for c in cue.children):
        return  # "the treaty binds B to V"
    if any(c.dep_ == "auxpass" for c in cue.children) and cue.lemma_ != "commit":
        yield from _impersonal(analysis, passage, cue)
        return
    if is_foretold(cue) or cue.lemma_ not in lexicon.verbs:
        return
    found = bound_by(analysis, passage, cue, force) or _delegates(analysis, passage, cue)
    if found is None:
        return
    subject, referent = found
    if cue.lemma_ in _AGREEING and subject is not None and subject.lower_ == "we":
        referent = analysis.resolve(passage, subject)  # to agree takes two, whoever acts
    if force == "agreed":
        referent = _with_partner(analysis, passage, cue, referent)
    yield from complements(analysis, passage, cue, subject, referent, force, cue.lemma_)


def _is_listed(analysis: Analysis, passage: int, cue: Token) -> bool:
    """Whether the cue opens an item of a list whose introduction names who binds himself."""
    opens = cue.dep_ == "ROOT" and cue.is_sent_start
    if not opens or not any(c.lower_ in REFLEXIVE for c in cue.children):
        return False
    found = acting(analysis, passage, cue)
    return found is not None and bool(found.referent.parties)


def _delegates(analysis: Analysis, passage: int, cue: Token) -> tuple[Token, Referent] | None:
    """Return both sides where those who agree are called by nothing but what they are.

    "Officials agreed to V", "the negotiators agreed to V".
    """
    subject = subject_of(cue)
    sides = analysis.resolver.both_sides()
    if subject is None or not sides or cue.lemma_ not in _AGREEING:
        return None
    bare = all(c.lower_ in {"the", "senior"} for c in subject.children)
    delegates = subject.tag_ == "NNS" and singular(subject) in commitment_lexicon("en").delegates
    return (subject, sides) if bare and delegates else None


#: What several do together.
_AGREEING = {"agree", "concur"}


def _with_partner(analysis: Analysis, passage: int, cue: Token, referent: Referent) -> Referent:
    """Return all who agree: "A agreed with B to V"; "A met B, agreeing to V"."""
    partner = next(
        (o for p in cue.children if p.lower_ == "with" for o in p.children if o.dep_ == "pobj"),
        None,
    )
    others: tuple[str, ...] = ()
    if partner is not None:
        others = analysis.resolve(passage, partner).parties
    elif (
        cue.tag_ == "VBG"
        and cue.dep_ == "advcl"
        and set(referent.parties) < set(analysis.principals)
    ):
        others = analysis.principals
    parties = tuple(dict.fromkeys((*referent.parties, *others)))
    return Referent("group", parties) if parties != referent.parties else referent


def _impersonal(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "it was agreed to V": by both sides."""
    subject = next((c for c in cue.children if c.dep_ in {"nsubjpass", "expl", "nsubj"}), None)
    if (
        subject is None
        or subject.lower_ != "it"
        or cue.lemma_ not in (commitment_lexicon("en").impersonal)
    ):
        return
    sides = analysis.resolver.both_sides()
    if sides:
        yield from complements(analysis, passage, cue, subject, sides, "agreed", cue.lemma_)


def _is_unreal(cue: Token) -> bool:
    """Whether the cue stands in a relative, conditional or questioned clause."""
    modal = modal_of(cue)
    return (is_subordinate(cue) and not _is_beside(cue)) or modal in {
        "would",
        "could",
        "may",
        "might",
        "should",
        "must",
        "can",
    }


def _is_beside(cue: Token) -> bool:
    """Whether the clause tells what happened at the same time: "as the two resolved to V"."""
    marks = {c.lower_ for c in cue.children if c.dep_ in {"mark", "advmod"}}
    # Of "resolved" and the like the tagger makes participles.
    finite = cue.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and has_subject(cue)
    return cue.dep_ == "advcl" and finite and marks == {"as"}


def read_shared_view(
    analysis: Analysis, passage: int, cue: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    """Read "shared the view that they will V"."""
    found = bound_by(analysis, passage, cue)
    noun = next((c for c in cue.children if c.dep_ == "dobj" and c.lemma_ in lexicon.views), None)
    if found is None or noun is None or is_negated(cue) or is_subordinate(cue):
        return
    subject, referent = found
    clause = next((c for p in (noun, cue) for c in p.children
                   if c.dep_ in {"acl", "ccomp", "relcl"} and c.i > noun.i), None)  # fmt: skip
    if clause is not None and len(referent.parties) > 1:
        yield from clause_of(
            analysis, passage, cue, clause, subject, referent, "agreed", "shared-view"
        )


def read_wish(
    analysis: Analysis, passage: int, cue: Token, force: Force, rule: str
) -> Iterator[Candidate]:
    """Read "would like to V"."""
    found = bound_by(analysis, passage, cue, force)
    if found is None or is_negated(cue) or is_subordinate(cue):
        return
    subject, referent = found
    for child in cue.children:
        # "I would like to thank you" is courtesy.
        courtesy = child.lemma_ in commitment_lexicon("en").courtesy
        if child.dep_ == "xcomp" and child.tag_ == "VB" and not courtesy:
            yield from emit(passage, subject, cue, actions_of(child), referent.parties, force, rule)


def read_looking_forward(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "looks forward to V-ing": to a thing to be done, not to a success."""
    forward = next((c for c in cue.children if c.lower_ == "forward"), None)
    found = bound_by(analysis, passage, cue, "willing")
    if forward is None or found is None or is_negated(cue) or is_subordinate(cue):
        return
    subject, referent = found
    for parent in (cue, forward):
        for prep in parent.children:
            if prep.lower_ != "to":
                continue
            for inner in prep.children:
                if (
                    inner.dep_ == "pcomp"
                    and inner.tag_ == "VBG"
                    and inner.lemma_ not in (commitment_lexicon("en").received)
                ):
                    yield from emit(
                        passage, subject, cue, actions_of(inner), referent.parties, "willing",
                        "look-forward",
                    )  # fmt: skip
                elif inner.dep_ == "pobj" and (awaited := _awaited(inner)) is not None:
                    yield from emit(
                        passage, subject, cue, [noun_action(awaited)], referent.parties, "willing",
                        "look-forward",
                    )  # fmt: skip


def _awaited(noun: Token) -> Token | None:
    """Return the dealings that one looks forward to; the parse may take "strengthened" for one."""
    awaited = commitment_lexicon("en").awaited
    for found in (noun, *(c for c in noun.children if c.dep_ == "dobj" and noun.tag_ == "VBN")):
        owned = any(c.dep_ == "poss" for c in found.children)  # "to our cooperation": courtesy
        if found.tag_ == "NN" and not owned and found.lemma_.lower() in awaited:
            return found
    return None


def read_instruction(
    analysis: Analysis, passage: int, cue: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    """Read "instructed their teams to V": one's own people bind the party."""
    if is_negated(cue) or is_subordinate(cue) or modal_of(cue) is not None:
        return
    told = any(c.dep_ == "auxpass" for c in cue.children)
    found = bound_by(analysis, passage, cue) or (_joint(analysis, cue) if told else None)
    if found is None:
        return
    subject, referent = found
    told = told and subject is not None
    infinitive = next(
        (c for c in cue.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ == "VB"), None
    )
    addressee = next((c for c in cue.children if c.dep_ in {"dobj", "dative"}), None)
    charged = _charged_with(cue) if cue.lemma_ in lexicon.charging else []
    if infinitive is None and not charged:
        return
    if told:
        addressee = subject  # "the two governments were instructed to V"
    if addressee is None and infinitive is not None:
        addressee = next((c for c in infinitive.children if c.dep_ == "nsubj"), None)
    if addressee is None or singular(addressee) not in lexicon.own:
        return
    if told and len(referent.parties) < 2:
        return
    if not told and not _are_own(analysis, passage, cue, addressee, lexicon):
        return
    heads = [infinitive] if infinitive is not None else charged
    actions = [action for head in heads for action in actions_of(head)]
    yield from emit(passage, subject, cue, actions, referent.parties, "agreed", "instruct")


def _joint(analysis: Analysis, cue: Token) -> tuple[Token, Referent] | None:
    """Return both sides where a body of theirs is told to act: "a joint team was tasked"."""
    subject = subject_of(cue)
    joint = subject is not None and any(c.lower_ in {"joint", "bilateral"} for c in subject.lefts)
    sides = analysis.resolver.both_sides()
    return (subject, sides) if subject is not None and joint and sides else None


def _charged_with(cue: Token) -> list[Token]:
    """Return what people are to do where a gerund tells it: "tasked with V-ing"."""
    return [g for prep in cue.children if prep.lower_ == "with" for g in gerunds_after(prep)]


def _are_own(
    analysis: Analysis, passage: int, cue: Token, people: Token, lexicon: CommitmentLexicon
) -> bool:
    """Whether those who are told to act are one's own: "their teams", "relevant agencies"."""
    owners = {c.lower_ for c in people.children if c.dep_ in {"poss", "det", "amod", "compound"}}
    if owners & {"my", "their", "our", "his", "her", "its", "respective"}:
        return True
    named = analysis.parties_within(passage, people.left_edge.i, people.i)
    at_home = singular(people) in lexicon.home and owners <= {"the"}
    ordered = (not owners or at_home) and cue.lemma_ not in lexicon.requesting
    return not named and (ordered or bool(owners & lexicon.concerned))


def read_taken_upon(analysis: Analysis, passage: int, oneself: Token) -> Iterator[Candidate]:
    """Read "takes it upon itself to V"."""
    prep, verb = oneself.head, oneself.head.head
    if prep.lower_ not in {"upon", "on"} or verb.lemma_ != "take" or verb.pos_ != "VERB":
        return
    found = bound_by(analysis, passage, verb)
    if found is None or is_negated(verb) or _is_unreal(verb):
        return
    subject, referent = found
    for token in oneself.doc[oneself.i + 1 : min(oneself.i + 4, verb.sent.end)]:
        if token.tag_ == "VB" and token.doc[token.i - 1].tag_ == "TO":
            actions = actions_of(token)
            yield from emit(
                passage, subject, verb, actions, referent.parties, "pledged", "take-upon"
            )
            return


def read_leave(
    analysis: Analysis, passage: int, cue: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    """Read "gave the green light for talks", "has given the go-ahead to N"."""
    verb = cue.head
    if cue.dep_ != "dobj" or verb.lemma_ != "give" or is_negated(verb) or is_subordinate(verb):
        return
    coloured = any(c.lower_ in lexicon.leave_with for c in cue.lefts)
    if cue.lemma_.lower() in {"light", "signal", "ahead"} and not coloured:
        return
    found = bound_by(analysis, passage, verb)
    if found is None or modal_of(verb) is not None:
        return
    subject, referent = found
    for parent in (cue, verb):
        for child in parent.children:
            if child.i < cue.i:
                continue
            if child.dep_ in {"acl", "xcomp", "advcl"} and child.tag_ == "VB":
                actions = actions_of(child)
            elif child.lower_ in {"for", "to"} and child.dep_ in {"prep", "dative"}:
                inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
                if inner is None:
                    continue
                actions = actions_of(inner) if inner.dep_ == "pcomp" else [noun_action(inner, verb)]
            else:
                continue
            yield from emit(passage, subject, verb, actions, referent.parties, "pledged", "leave")
            return
