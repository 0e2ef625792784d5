"""Commitments: a party binds itself, or the parties jointly agree, to do something."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from communique.extraction.actions import Action, actions_of, due_of, noun_action, wording
from communique.extraction.commitment_lexicon import (
    LOOKING,
    WISHING,
    CommitmentLexicon,
    Force,
    commitment_lexicon,
)
from communique.extraction.modality import is_bygone, is_forecast
from communique.extraction.subjects import acting, heading_of
from communique.language.analysis import Analysis
from communique.language.referents import Referent
from communique.language.syntax import (
    has_modal,
    has_subject,
    is_negated,
    is_subordinate,
    modal_of,
    possessor_of,
    singular,
    subject_of,
    trim,
)
from communique.records import Commitment


@dataclass(frozen=True)
class Candidate:
    """One action that binds parties: where it was read, and by what rule."""

    passage: int
    first: int
    action: Action
    parties: tuple[str, ...]
    force: Force
    rule: str
    confidence: float


def extract(analysis: Analysis) -> Iterator[Commitment]:
    """Yield the commitments of the article, in reading order."""
    if analysis.is_domestic:
        return
    for candidate in candidates(analysis):
        yield build(analysis, candidate)


def candidates(analysis: Analysis) -> Iterator[Candidate]:
    """Yield every action to which words of the article bind a party; each action once."""
    lexicon = commitment_lexicon("en")
    for passage in analysis.voiced:
        yield from _listed(analysis, passage.index, lexicon)
        for sentence, cued in passage.cued_sentences(lexicon.cues):
            taken: set[int] = set()
            for token in sentence if has_modal(cued) else cued:
                for candidate in _read(analysis, passage.index, sentence, token, lexicon):
                    if candidate.action.verb.i not in taken:
                        taken.add(candidate.action.verb.i)
                        if _is_of_the_day(analysis, passage.index, token):
                            yield candidate


def build(analysis: Analysis, candidate: Candidate) -> Commitment:
    """Return the commitment of a candidate."""
    passage, action = candidate.passage, candidate.action
    last = max(action.last, candidate.first)
    evidence = analysis.evidence(passage, candidate.first, last, candidate.rule)
    words = wording(analysis, passage, action)
    return Commitment(
        document_id=analysis.document_id,
        evidence=(evidence,),
        source=analysis.source_of(passage, action.verb.i),
        claimed_by=analysis.claimed_by(*candidate.parties),
        topics=analysis.topics(words),
        confidence=candidate.confidence,
        parties=tuple(sorted(candidate.parties)),
        force=candidate.force,
        action=words,
        due=due_of(analysis, passage, action),
    )


def _is_of_the_day(analysis: Analysis, passage: int, cue: Token) -> bool:
    """Whether the cue binds somebody now: no forecast, and nothing long past."""
    return not is_forecast(cue) and not is_bygone(analysis, passage, cue)


# -- rules ---------------------------------------------------------------------------------


def _read(
    analysis: Analysis, passage: int, sentence: Span, token: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"}:
        if lemma in lexicon.verbs and token.dep_ != "amod":
            yield from _verb(analysis, passage, sentence, token, lexicon.verbs[lemma])
        if lemma in lexicon.instruct:
            yield from _instruction(analysis, passage, token, lexicon)
        if lemma == LOOKING:
            yield from _look_forward(analysis, passage, token)
        if lemma in WISHING and modal_of(token) == "would":
            yield from _complemented(analysis, passage, token, "willing", "would-like")
        if lemma in lexicon.sharing:
            yield from _shared_view(analysis, passage, token, lexicon)
        modal = modal_of(token)
        if modal in {"will", "shall"} or (
            modal == "would" and _is_backshifted(analysis, passage, token)
        ):
            yield from _modal(analysis, passage, sentence, token, lexicon)
    if lemma in lexicon.adjectives and (
        token.dep_ in {"acomp", "ROOT", "conj", "ccomp", "advcl", "attr"}
        and (token.pos_ == "ADJ" or token.tag_ == "VBN")
    ):
        yield from _adjective(analysis, passage, token, lexicon.adjectives[lemma])
    elif token.lower_ in lexicon.adjectives and token.tag_ in {"VBN", "JJ"}:
        yield from _adjective(analysis, passage, token, lexicon.adjectives[token.lower_])
    if token.pos_ == "NOUN" and lemma in lexicon.nouns:
        yield from _noun(analysis, passage, token, lexicon.nouns[lemma])


def _listed(analysis: Analysis, passage: int, lexicon: CommitmentLexicon) -> Iterator[Candidate]:
    """Read an item of a list of acts: "The two sides agreed to:", "will:"."""
    found = heading_of(analysis, passage)
    if found is None:
        return
    heading, verb = found
    lemma = heading.cue.lemma_.lower()
    force = lexicon.verbs.get(lemma) or lexicon.adjectives.get(lemma)
    if force is None and lemma in {"will", "shall"}:
        force = "pledged"
    subject = _subject(analysis, heading.passage, heading.cue)
    if force is None or subject is None or is_negated(heading.cue):
        return
    parties = subject[1].parties
    yield from _emit(passage, None, verb, actions_of(verb), parties, force, "list", 0.8)


def _subject(analysis: Analysis, passage: int, verb: Token) -> tuple[Token | None, Referent] | None:
    found = acting(analysis, passage, verb)
    if found is None or not found.referent.parties:
        return None
    if found.token is not None and singular(found.token) in commitment_lexicon("en").private:
        return None  # "our companies plan to V"
    return found.token, found.referent


def _emit(
    passage: int,
    subject: Token | None,
    cue: Token,
    actions: list[Action],
    parties: tuple[str, ...],
    force: Force,
    rule: str,
    confidence: float = 0.85,
) -> Iterator[Candidate]:
    """Yield the actions: the first from the subject on, the later ones at their own words."""
    force = _force(force, parties)
    for position, action in enumerate(actions):
        first = action.first
        if position == 0:
            first = min(first, cue.i)
            if subject is not None and subject.i < cue.i and cue.dep_ != "conj":
                close = cue.i - subject.left_edge.i <= 25
                first = min(first, subject.left_edge.i) if close else first
        yield Candidate(passage, first, action, parties, force, f"commitment:{rule}", confidence)


def _force(force: Force, parties: tuple[str, ...]) -> Force:
    """Who is bound decides: several parties agree; one pledges, or is willing."""
    if len(parties) > 1:
        return "agreed"
    return "pledged" if force == "agreed" else force


def _verb(
    analysis: Analysis, passage: int, sentence: Span, cue: Token, force: Force
) -> Iterator[Candidate]:
    """Read "agreed to V", "vowed to V", "agreed that they will V", "agreed on N"."""
    if is_negated(cue) or _is_unreal(cue) or (cue.tag_ == "VB" and modal_of(cue) is None):
        return
    if any(c.dep_ == "auxpass" for c in cue.children) and cue.lemma_ != "commit":
        yield from _impersonal(analysis, passage, cue)
        return
    found = _subject(analysis, passage, cue)
    if found is None:
        return
    subject, referent = found
    if force == "agreed":
        referent = _with_partner(analysis, passage, cue, referent)
    yield from _complements(analysis, passage, cue, subject, referent, force, cue.lemma_)


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
    if subject is None or subject.lower_ != "it" or cue.lemma_ not in {"agree", "decide"}:
        return
    sides = analysis.resolver.both_sides()
    if sides:
        yield from _complements(analysis, passage, cue, subject, sides, "agreed", cue.lemma_)


def _complements(
    analysis: Analysis,
    passage: int,
    cue: Token,
    subject: Token | None,
    referent: Referent,
    force: Force,
    rule: str,
) -> Iterator[Candidate]:
    bare = True
    for child in cue.children:
        bare = bare and child.dep_ != "dobj"
        if child.i < cue.i:
            continue
        # "Pledged aid to rebuild N", "reiterated his call to V": aims of the object.
        governed = {"xcomp", "advcl"} if bare or rule in _WISHES else {"xcomp"}
        if not bare and rule in commitment_lexicon("en").spoken:
            continue
        if child.dep_ in governed and child.tag_ in {"VB", "VBG"} and _is_infinitive(child):
            if rule in _WISHES and (
                has_subject(child) or child.lemma_ in commitment_lexicon("en").courtesy
            ):
                return  # "wants B to act" asks, "I want to thank you" is courtesy
            actions = actions_of(child)
            # The parse may hang later infinitives on the cue itself.
            for other in cue.children:
                if other.dep_ == "conj" and other.tag_ == "VB" and not has_subject(other):
                    last = actions[-1]
                    if last.first < other.i <= last.last:
                        actions[-1] = replace(last, last=other.i - 1)
                    actions += actions_of(other)
            actions = _cut_overlaps(actions)
            yield from _emit(passage, subject, cue, actions, referent.parties, force, rule)
            return
        if child.dep_ == "ccomp" and child.i > cue.i:
            later = [c for c in child.children if c.dep_ == "conj" and has_subject(c)]
            for clause in (child, *later):
                yield from _clause(analysis, passage, cue, clause, subject, referent, force, rule)
            return
        if (
            bare
            and child.dep_ == "prep"
            and not _is_time(analysis, passage, child)
            and rule in commitment_lexicon("en").governing.get(child.lower_, frozenset())
        ):
            for inner in child.children:
                if inner.dep_ == "pcomp":
                    actions = actions_of(inner)
                elif inner.dep_ == "pobj" and _binds_to(cue, child, inner):
                    actions = [noun_action(inner)]
                else:
                    continue
                yield from _emit(
                    passage, subject, cue, actions, referent.parties, force, rule, 0.75
                )
                return


def _binds_to(cue: Token, prep: Token, noun: Token) -> bool:
    """Whether who agreed or committed to the noun is bound: to talks, but not to a treaty.

    "Is committed to peace" tells a stance, "committed to regular talks" binds.
    """
    lexicon = commitment_lexicon("en")
    if any(c.dep_ == "auxpass" for c in cue.children):
        return False
    signed = prep.lower_ == "to" and singular(noun) in lexicon.countable
    return not signed and noun.lemma_.lower() not in lexicon.appraising


def _is_time(analysis: Analysis, passage: int, prep: Token) -> bool:
    """Whether the words tell when: "agreed on Saturday to V"."""
    noun = next((c for c in prep.children if c.dep_ == "pobj"), None)
    if noun is None:
        return False
    return any(
        not time.attributive for time in analysis.times_within(passage, noun.left_edge.i, noun.i)
    )


def _cut_overlaps(actions: list[Action]) -> list[Action]:
    """Return each action once, in order, none reaching into the next."""
    once = {action.verb.i: action for action in reversed(actions)}.values()
    ordered = sorted(once, key=lambda action: action.first)
    cut = []
    for position, action in enumerate(ordered):
        if position + 1 < len(ordered) and ordered[position + 1].first <= action.last:
            stop = max(action.first, ordered[position + 1].first - 1)
            action = replace(action, last=trim(action.verb.sent, action.first, stop)[1])
        cut.append(action)
    return cut


def _clause(
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
    if modal in {"should", "must"} and force == "agreed" and len(referent.parties) > 1:
        doer = _subject(analysis, passage, verb)
        if doer is not None and set(doer[1].parties) == set(referent.parties):
            actions = actions_of(verb)
            yield from _emit(passage, subject, cue, actions, doer[1].parties, force, f"{rule}-that")
        return
    supported = any(c.lower_ in {"do", "does", "did"} for c in verb.children)
    # "Agreed that a commission be set up".
    wanted = any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children)
    if modal in {"will", "shall", "would"} or (
        modal is None and (verb.tag_ == "VB" or wanted) and not supported
    ):
        inner = _subject(analysis, passage, verb) if has_subject(verb) else None
        if rule in _WISHES and has_subject(verb) and inner is None:
            return  # "hopes that the session will be held" asks
        if (modal or wanted) and has_subject(verb) and inner is None:
            # "agreed that the next meeting will be held in Manila": who agree will hold it.
            held = subject_of(verb)
            lexicon = commitment_lexicon("en")
            if held is not None and (
                verb.lemma_ in lexicon.passive or singular(held) in lexicon.own
            ):
                actions = actions_of(verb)
                whole = [replace(actions[0], first=held.left_edge.i), *actions[1:]]
                yield from _emit(passage, subject, cue, whole, referent.parties, force, rule, 0.8)
            return
        parties = inner[1].parties if inner is not None else referent.parties
        pronoun = inner[0] if inner is not None else None
        if rule in {"agree", "concur"} and pronoun is not None and pronoun.pos_ == "PRON":
            parties = referent.parties
        if rule in _WISHES and inner is not None and set(parties) != set(referent.parties):
            return
        liked = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
        wished = modal == "would" and verb.lemma_ in WISHING and liked is not None
        actions = actions_of(liked) if wished and liked is not None else actions_of(verb)
        yield from _emit(passage, subject, cue, actions, parties, force, f"{rule}-that", 0.8)


#: Verbs that bind nobody but their subject: of others they ask or are optimistic.
_WISHES = {"hope", "wish", "desire", "want"}


def _is_infinitive(verb: Token) -> bool:
    if verb.tag_ == "VBG":
        return verb.dep_ == "xcomp"
    return verb.tag_ == "VB" and any(c.tag_ == "TO" and c.i < verb.i for c in verb.children)


def _is_backshifted(analysis: Analysis, passage: int, verb: Token) -> bool:
    """Whether "would" is "will" told in the past: "responded that Australia would continue"."""
    attribution = analysis.attribution_of(passage, verb.i)
    if attribution is None or attribution.verb is None or attribution.mode == "direct":
        return False
    return attribution.verb.tag_ in {"VBD", "VBN"} and verb.lemma_ not in {
        "like",
        "love",
        "be",
        "prefer",
    }


def _shared_view(
    analysis: Analysis, passage: int, cue: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    """Read "shared the view that they will V"."""
    found = _subject(analysis, passage, cue)
    noun = next((c for c in cue.children if c.dep_ == "dobj" and c.lemma_ in lexicon.views), None)
    if found is None or noun is None or is_negated(cue) or is_subordinate(cue):
        return
    subject, referent = found
    clause = next((c for p in (noun, cue) for c in p.children
                   if c.dep_ in {"acl", "ccomp", "relcl"} and c.i > noun.i), None)  # fmt: skip
    if clause is not None and len(referent.parties) > 1:
        yield from _clause(
            analysis, passage, cue, clause, subject, referent, "agreed", "shared-view"
        )


def _is_unreal(cue: Token) -> bool:
    """Whether the cue stands in a relative, conditional or questioned clause."""
    modal = modal_of(cue)
    return is_subordinate(cue) or modal in {
        "would",
        "could",
        "may",
        "might",
        "should",
        "must",
        "can",
    }


def _complemented(
    analysis: Analysis, passage: int, cue: Token, force: Force, rule: str
) -> Iterator[Candidate]:
    found = _subject(analysis, passage, cue)
    if found is None or is_negated(cue) or is_subordinate(cue):
        return
    subject, referent = found
    for child in cue.children:
        # "I would like to thank you" is courtesy.
        courtesy = child.lemma_ in commitment_lexicon("en").courtesy
        if child.dep_ == "xcomp" and child.tag_ == "VB" and not courtesy:
            yield from _emit(
                passage, subject, cue, actions_of(child), referent.parties, force, rule, 0.7
            )


def _look_forward(analysis: Analysis, passage: int, cue: Token) -> Iterator[Candidate]:
    """Read "looks forward to V-ing": to a thing to be done, not to a success."""
    forward = next((c for c in cue.children if c.lower_ == "forward"), None)
    found = _subject(analysis, passage, cue)
    if forward is None or found is None or is_negated(cue) or is_subordinate(cue):
        return
    subject, referent = found
    for parent in (cue, forward):
        for prep in parent.children:
            if prep.lower_ != "to":
                continue
            for inner in prep.children:
                if inner.dep_ == "pcomp" and inner.tag_ == "VBG" and inner.lemma_ not in {
                    "be", "see", "hear", "receive", "welcome",
                }:  # fmt: skip
                    yield from _emit(
                        passage, subject, cue, actions_of(inner), referent.parties, "willing",
                        "look-forward", 0.7,
                    )  # fmt: skip


def _adjective(analysis: Analysis, passage: int, cue: Token, force: Force) -> Iterator[Candidate]:
    """Read "is willing to V", "is committed to V-ing"."""
    carrier = cue if any(c.dep_ in {"cop", "aux", "auxpass"} for c in cue.children) else cue.head
    if is_negated(carrier) or is_negated(cue) or is_subordinate(cue):
        return
    modal = modal_of(carrier)
    if modal in {"could", "may", "might", "should", "must"}:
        return
    if modal not in {"would", "will"} and cue.lower_ in commitment_lexicon("en").conditional:
        return  # "is happy to announce" is courtesy, "would be happy to host" an offer
    found = _subject(analysis, passage, cue)
    if found is None:
        return
    subject, referent = found
    for child in cue.children:
        if child.i < cue.i:
            continue
        if child.dep_ in {"xcomp", "advcl", "ccomp"} and child.tag_ == "VB":
            actions = actions_of(child)
        elif child.dep_ == "prep" and child.lower_ in {"to", "in", "for"}:
            inner = next((c for c in child.children if c.dep_ in {"pcomp", "pobj"}), None)
            if inner is None:
                continue
            if inner.dep_ == "pcomp":
                actions = actions_of(inner)
            elif inner.lemma_.lower() in commitment_lexicon("en").dealings and force == "willing":
                actions = [noun_action(inner)]  # "is ready for talks"
            else:
                continue
        else:
            continue
        for other in carrier.children:
            # "is willing to V1, V2": a later infinitive may hang on "is".
            if (
                other.dep_ == "conj"
                and other.tag_ == "VB"
                and not has_subject(other)
                and (other.i > cue.i)
            ):
                actions += actions_of(other)
        yield from _emit(
            passage, subject, cue, _cut_overlaps(actions), referent.parties, force, cue.lower_
        )
        return


def _noun(analysis: Analysis, passage: int, cue: Token, force: Force) -> Iterator[Candidate]:
    """Read "its commitment to V-ing", "the intent of the two sides to V"."""
    if is_negated(cue.head) and cue.dep_ in {"dobj", "nsubjpass"}:
        return
    lemma = cue.lemma_.lower()
    if cue.tag_ == "NNS" and lemma in commitment_lexicon("en").countable:
        return  # "signed agreements to deepen ties" tells what they are for
    governor = cue.head if cue.dep_ in {"dobj", "nsubjpass"} else cue.head.head
    if governor.lemma_.lower() in commitment_lexicon("en").judging:
        return  # "regrets the decision of B to V" judges, it doesn't bind
    owner = possessor_of(cue)
    if owner is not None:
        referent = analysis.resolve(passage, owner)
        subject: Token | None = owner
    elif cue.dep_ == "nsubjpass":
        # "An agreement was reached to V": by both sides.
        subject, referent = None, analysis.resolver.both_sides()
    else:
        found = _subject(analysis, passage, cue.head) if cue.dep_ in {"dobj", "pobj"} else None
        if found is None:
            return
        subject, referent = found
    if not referent.parties:
        return
    reached = governor.lemma_.lower() in commitment_lexicon("en").reaching
    if force == "agreed" and lemma in commitment_lexicon("en").views and not reached:
        return
    for child in (*cue.children, *(governor.children if reached else ())):
        if child.i < cue.i:
            continue
        that = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        if reached and that and child.dep_ in {"acl", "ccomp", "relcl"}:
            yield from _clause(
                analysis, passage, cue, child, subject, referent, force, f"noun-{cue.lemma_}"
            )
            return
        hangs = {"acl", "relcl", "xcomp", *(["advcl"] if reached else [])}
        if child.dep_ in hangs and child.tag_ == "VB":
            actions = actions_of(child)
        elif reached and child.dep_ == "prep" and child.lower_ in {"on", "upon", "for"}:
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is None or inner.lemma_.lower() in commitment_lexicon("en").appraising:
                continue
            actions = actions_of(inner) if inner.dep_ == "pcomp" else [noun_action(inner)]
        elif child.dep_ == "prep" and child.lower_ in {"to", "of", "in"}:
            inner = next((c for c in child.children if c.dep_ == "pcomp"), None)
            if inner is None or inner.tag_ != "VBG":
                continue
            actions = actions_of(inner)
        else:
            continue
        break
    else:
        actions = _after_to(cue)
    actions = [_without_next(action) for action in actions]
    yield from _emit(
        passage, subject, cue, actions, referent.parties, force, f"noun-{cue.lemma_}", 0.75
    )


def _without_next(action: Action) -> Action:
    """Return the action without what the owner holds beside it: "… and their support for N"."""
    lexicon = commitment_lexicon("en")
    for token in action.verb.doc[action.verb.i + 1 : action.last + 1]:
        held = singular(token) in lexicon.appraising or singular(token) in lexicon.nouns
        if token.dep_ == "conj" and held and any(c.dep_ == "poss" for c in token.children):
            stop = max(action.verb.i, token.left_edge.i - 1)
            return replace(action, last=trim(token.sent, action.first, stop)[1])
    return action


def _after_to(noun: Token) -> list[Action]:
    """Return what a noun binds to where the parse hangs the verb elsewhere.

    "commitment of both sides to V", "dedication to V-ing".
    """
    doc = noun.doc
    for index in range(noun.i + 1, min(noun.i + 10, noun.sent.end - 1)):
        if doc[index].lower_ == "to":
            verb = doc[index + 1]
            if verb.tag_ == "VB":
                return actions_of(verb)
            if verb.tag_ == "VBG":
                last = max(noun.right_edge.i, verb.i)
                return [Action(verb, *trim(noun.sent, verb.i, last))]
            return []
        if doc[index].text in {",", ";"} or doc[index].tag_ in {"VBD", "VBZ", "MD"}:
            return []
    return []


def _instruction(
    analysis: Analysis, passage: int, cue: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    """Read "instructed their teams to V": one's own people bind the party."""
    if is_negated(cue) or is_subordinate(cue) or modal_of(cue) is not None:
        return
    found = _subject(analysis, passage, cue)
    if found is None:
        return
    subject, referent = found
    told = any(c.dep_ == "auxpass" for c in cue.children) and subject is not None
    infinitive = next(
        (c for c in cue.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ == "VB"), None
    )
    addressee = next((c for c in cue.children if c.dep_ in {"dobj", "dative"}), None)
    if infinitive is None:
        return
    if told:
        addressee = subject  # "the two governments were instructed to V"
    if addressee is None:
        addressee = next((c for c in infinitive.children if c.dep_ == "nsubj"), None)
    if addressee is None or singular(addressee) not in lexicon.own:
        return
    if told and len(referent.parties) < 2:
        return
    if not told and not _are_own(analysis, passage, cue, addressee, lexicon):
        return
    yield from _emit(
        passage, subject, cue, actions_of(infinitive), referent.parties, "agreed", "instruct"
    )


def _are_own(
    analysis: Analysis, passage: int, cue: Token, people: Token, lexicon: CommitmentLexicon
) -> bool:
    """Whether those who are told to act are one's own: "their teams", "relevant agencies"."""
    owners = {c.lower_ for c in people.children if c.dep_ in {"poss", "det", "amod", "compound"}}
    if owners & {"their", "our", "his", "her", "its", "respective"}:
        return True
    named = analysis.parties_within(passage, people.left_edge.i, people.i)
    ordered = not owners and cue.lemma_ not in lexicon.requesting
    return not named and (ordered or bool(owners & lexicon.concerned))


def _modal(
    analysis: Analysis, passage: int, sentence: Span, verb: Token, lexicon: CommitmentLexicon
) -> Iterator[Candidate]:
    """Read "China will V", "our ministers will V", "a second round will be held"."""
    if is_subordinate(verb) or sentence[-1].text.endswith("?"):
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
    if _complements_a_cue(verb) or _is_foretold(verb, lexicon):
        return
    if verb.lemma_ in lexicon.verbs and any(c.dep_ == "xcomp" for c in verb.children):
        return  # "will aim to V" is read with "aim"
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    actions = [a for a in actions_of(verb) if _binds(a.verb, lexicon) or a.verb.tag_ == "VBN"]
    if not actions:
        return
    subject = subject_of(verb)
    if subject is None or singular(subject) in lexicon.subjects | lexicon.private:
        return
    if passive:
        yield from _passive(analysis, passage, verb, subject, actions, lexicon)
        return
    referent = analysis.resolve(passage, subject)
    if not referent.parties:
        return
    if is_negated(verb) or any(c.lower_ in lexicon.doubting for c in verb.children):
        return
    announced = actions[0].verb.lemma_ in lexicon.announced
    speaker = analysis.speaker_of(passage, verb.i)
    own = speaker is not None and speaker.persons == referent.persons and subject.lower_ != "i"
    if referent.persons and announced and not own:
        return  # what an office-holder will do as it is announced is an engagement
    yield from _emit(passage, subject, verb, actions, referent.parties, "pledged", "will", 0.8)


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
        yield from _emit(passage, subject, verb, whole, parties, "agreed", "will-be", 0.7)


def _binds(verb: Token, lexicon: CommitmentLexicon) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in lexicon.spoken:
        return False  # "will reaffirm N" foretells a stance
    if lemma not in lexicon.unbinding:
        return True
    wanted = lexicon.unless.get(lemma, frozenset())
    return any(c.lemma_.lower() in wanted for c in verb.children)


def _is_foretold(verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Whether the clause tells what somebody is sure of: "his confidence that B will recover"."""
    return verb.dep_ in {"ccomp", "acl"} and verb.head.lemma_.lower() in lexicon.foretelling


def _complements_a_cue(verb: Token) -> bool:
    """Whether a commissive verb governs the clause, which then is read with that verb."""
    lexicon = commitment_lexicon("en")
    return verb.dep_ == "ccomp" and verb.head.lemma_ in lexicon.verbs
