"""Positions: where a party stands on an issue, in its own words."""

import re
from collections.abc import Iterator, Mapping

from spacy.tokens import Span, Token

from communique.extraction.commitment_lexicon import commitment_lexicon
from communique.extraction.judgements import judgement_lexicon
from communique.extraction.merging import union
from communique.extraction.modality import is_bygone, is_forecast
from communique.extraction.needs import need_of
from communique.extraction.position_appraisals import appraisals
from communique.extraction.position_clauses import (
    Candidate,
    extent,
    holders_of,
    in_document,
    in_shared_view,
    is_open,
    is_said,
    judges,
    start_of,
    takers,
    unnamed,
)
from communique.extraction.position_issues import (
    about_of,
    core_of,
    issue_of,
    listed_regions,
    unnamed_words,
)
from communique.extraction.position_judgements import judgements
from communique.extraction.request_lexicon import asking_nouns
from communique.extraction.stances import Stance, StanceLexicon, stance_lexicon
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.syntax import (
    bound_verb,
    first_conjunct,
    governing_cue,
    has_subject,
    is_negated,
    is_subordinate,
    modal_of,
    possessor_of,
    subject_of,
    subtree,
    trim,
)
from communique.records import Position


def extract(analysis: Analysis) -> Iterator[Position]:
    """Yield the positions of the article, in reading order; one for each holder.

    A stance told again in much the same words is one position with further spans.
    """
    if analysis.is_domestic:
        return
    kept: list[Position] = []
    for candidate in candidates(analysis):
        for position in build(analysis, candidate):
            index = next((i for i, known in enumerate(kept) if _retells(known, position)), None)
            if index is None:
                kept.append(position)
            else:
                joined = union(kept[index].evidence, position.evidence)
                kept[index] = kept[index].model_copy(update={"evidence": joined})
    yield from kept


def _retells(known: Position, position: Position) -> bool:
    if (known.holder, known.issue, known.stance) != (
        position.holder, position.issue, position.stance,
    ):  # fmt: skip
        return False
    left, right = _content_words(known.wording), _content_words(position.wording)
    shared = len(left & right)
    return shared >= 0.3 * min(len(left), len(right)) and shared >= 1


def _content_words(words: str) -> set[str]:
    return {w for w in re.findall(r"[^\W\d_]{4,}", words.lower())}


def candidates(analysis: Analysis) -> Iterator[Candidate]:
    """Yield every stance that words of the article take; overlapping ones once."""
    lexicon = stance_lexicon("en")
    cues = lexicon.cues | judgement_lexicon("en").cues
    for passage in analysis.voiced:
        text = passage.text.lower()
        phrases = {phrase: stance for phrase, stance in lexicon.phrases.items() if phrase in text}
        for sentence, cued in passage.cued_sentences(cues):
            found = list(_phrases(analysis, passage.index, sentence, phrases))
            for token in cued:
                found += _read(analysis, passage.index, sentence, token, lexicon)
            for token in cued:
                if token.pos_ in {"VERB", "AUX"}:
                    found += judgements(analysis, passage.index, sentence, token)
            kept: list[Candidate] = []
            for candidate in found:
                opening = passage.doc[candidate.first]
                if is_bygone(analysis, passage.index, opening) or is_forecast(opening):
                    continue
                if not any(_same(candidate, other) for other in kept):
                    kept.append(candidate)
            yield from kept


def _same(left: Candidate, right: Candidate) -> bool:
    overlap = min(left.last, right.last) - max(left.first, right.first) + 1
    shorter = min(left.last - left.first, right.last - right.first) + 1
    return overlap > 0.6 * shorter and set(left.holders) == set(right.holders)


def build(analysis: Analysis, candidate: Candidate) -> Iterator[Position]:
    """Yield the position of each holder; none where the words are about no issue."""
    passage = candidate.passage
    words = analysis.passages[passage].words(candidate.first, candidate.last)
    start, stop = about_of(analysis, candidate)
    about = unnamed_words(analysis, passage, start, stop)
    core = core_of(analysis, passage, start, stop)
    evidence = analysis.evidence(passage, candidate.first, candidate.last, candidate.rule)
    listed = listed_regions(analysis, passage, start, stop, candidate.stance)
    whole = unnamed_words(analysis, passage, candidate.first, candidate.last)
    issue = issue_of(analysis, passage, candidate.first, core, about, whole, candidate.stance)
    for holder in candidate.holders:
        for each in listed or ((issue,) if issue is not None else ()):
            yield Position(
                document_id=analysis.document_id,
                evidence=(evidence,),
                source=analysis.source_of(passage, candidate.last),
                claimed_by=analysis.claimed_by(holder),
                holder=holder,
                issue=each,
                stance=candidate.stance,
                wording=words,
            )


# -- rules ---------------------------------------------------------------------------------


def _read(
    analysis: Analysis, passage: int, sentence: Span, token: Token, lexicon: StanceLexicon
) -> Iterator[Candidate]:
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"} and token.dep_ != "amod":
        yield from appraisals(analysis, passage, sentence, token, lexicon)
        if lemma in lexicon.carriers:
            yield from _carried(analysis, passage, sentence, token, lexicon)
        if lemma in lexicon.verbs:
            yield from _verb(analysis, passage, sentence, token, lexicon)
    elif token.lemma_.lower() in lexicon.possessed and token.pos_ == "NOUN":
        yield from _possessed(analysis, passage, sentence, token, lexicon)
    if token.lower_ in lexicon.predicates and (
        token.dep_ in {"acomp", "attr", "conj", "ccomp", "oprd"}
        or (token.tag_ == "VBN" and token.dep_ == "ROOT")
    ):
        yield from _predicate(analysis, passage, sentence, token, lexicon)


def _verb(
    analysis: Analysis, passage: int, sentence: Span, cue: Token, lexicon: StanceLexicon
) -> Iterator[Candidate]:
    """Read "supports N", "opposes N", "welcomes N", "thanked X for N"."""
    lemma = cue.lemma_.lower()
    deniable = lemma in lexicon.denied or lexicon.verbs[lemma] == "support"
    refused = deniable and is_negated(cue) and _is_refused(cue)
    if not (is_said(cue) or refused):
        return
    if any(c.dep_ == "auxpass" for c in cue.children):
        yield from _passive(analysis, passage, sentence, cue, lexicon)
        return
    issuing = cue.head.head if in_document(cue) else governing_cue(cue)
    found = acting(analysis, passage, issuing)
    subject = found.token if found is not None else None
    target = next(
        (c for c in cue.children if (c.dep_ in {"dobj", "prep", "ccomp", "dative", "conj"}
         and c.i > cue.i) or (c.dep_ == "advcl" and c.pos_ == "ADJ")), None
    )  # fmt: skip
    if found is None or target is None:
        return
    wanted = lexicon.prepositions.get(lemma)
    if wanted is not None and not any(c.lower_ in wanted for c in cue.children):
        return
    guest = (
        target.pos_ == "PRON"
        or target.i in analysis.resolver.office_at[passage]
        or target.i in analysis.resolver.person_at[passage]
    )
    state = target.i in analysis.resolver.party_at[passage]  # "welcomed B back to the table"
    back = not state and any(c.lower_ in {"back", "home"} for c in cue.children)
    if lemma == "welcome" and target.dep_ == "dobj" and (guest or back):
        return  # a guest, not a stance
    if lemma == "encourage" and (
        analysis.resolve(passage, target)
        or any(c.dep_ in {"xcomp", "ccomp"} for c in (*cue.children, *target.children))
    ):
        return  # "encourages X to V" asks
    if lemma in lexicon.reaffirming:
        if not _renews_itself(cue, lexicon):
            return  # what they renew stands in their object, read with the carriers
        if _tells_in_clause(analysis, passage, sentence, cue, lexicon):
            return  # "reaffirmed that N is a threat": the clause takes the stance
    if (
        modal_of(cue) == "would"
        and any(
            c.lower_ in {"by", "from"} and any(analysis.resolve(passage, o) for o in c.children)
            for c in subtree(cue)
        )
        and lemma == "welcome"
    ):
        return  # "would welcome action by B" asks
    if lemma == "welcome" and any(
        c.dep_ in {"xcomp", "ccomp"} and c.tag_ == "VB" and has_subject(c) for c in cue.children
    ):
        return  # "welcomes X to V" asks
    holders = takers(analysis, passage, governing_cue(cue))
    if not holders:
        return
    attribution = analysis.attribution_of(passage, cue.i)
    if attribution is not None and attribution.mode == "direct" and (cue.tag_ == "VBD"):
        return  # a memory
    if any(c.lower_ == "you" for c in cue.children):
        return  # a courtesy
    if any(t.lower_ == "other" and t.nbor(-1).lower_ == "each" for t in cue.subtree):
        return  # "have supported each other" tells of relations
    if subject is not None and _disagrees(cue, subject):
        return  # an infinitive that the tagger took for a finite verb
    stance: Stance = lexicon.verbs[lemma]
    if is_negated(cue):
        if stance != "support":
            return
        stance = "oppose"
    elif lemma in lexicon.denied:
        return  # "recognises the role of N" is read with the carriers
    first, last = extent(sentence, cue, start_of(subject, cue))
    if lemma == "thank" and subject is not None and subject.head == cue:
        first = cue.i
    about = _behind_manner(cue, target)
    yield Candidate(passage, first, last, about, holders, stance, f"position:{lemma}")


def _behind_manner(cue: Token, target: Token) -> int:
    """Return where the object begins, behind "in the strongest terms" where that stands first."""
    thing = next((c for c in cue.children if c.dep_ == "dobj" and c.i > target.i), None)
    manner = target.dep_ == "prep" and target.lower_ == "in"
    return thing.left_edge.i if manner and thing is not None else cue.i + 1


def _tells_in_clause(
    analysis: Analysis, passage: int, sentence: Span, cue: Token, lexicon: StanceLexicon
) -> bool:
    """Whether a clause that the verb governs takes a stance by words of its own."""
    for verb in cue.children:
        if verb.dep_ != "ccomp" or verb.i < cue.i:
            continue
        words = (verb, *(c for c in verb.children if c.i > verb.i))
        found = [c for w in words for c in _read(analysis, passage, sentence, w, lexicon)]
        if found or any(judgements(analysis, passage, sentence, verb)):
            return True
    return False


def _passive(
    analysis: Analysis, passage: int, sentence: Span, cue: Token, lexicon: StanceLexicon
) -> Iterator[Candidate]:
    """Read "N was condemned by B", "the results of N were highly appreciated"."""
    subject = subject_of(cue)
    named = any(c.dep_ == "agent" for c in cue.children)
    told = named or analysis.attribution_of(passage, cue.i) is None
    if subject is None or is_negated(cue) or not told or cue.dep_ not in {"ROOT", "conj", "ccomp"}:
        return
    lemma = cue.lemma_.lower()
    if analysis.resolve(passage, subject) or (not named and lemma not in lexicon.shared):
        return
    holders = unnamed(analysis, passage, cue)
    if holders:
        first, last = extent(sentence, cue, start_of(subject, cue))
        stance = lexicon.verbs[lemma]
        yield Candidate(passage, first, last, first, holders, stance, f"position:was-{lemma}")


def _is_refused(cue: Token) -> bool:
    """Whether a modal makes the denial firmer: "will never recognise N", "cannot accept N"."""
    modal = modal_of(cue)
    if modal in {"can", "ca"} and any(c.dep_ in {"ccomp", "xcomp"} for c in cue.children):
        return False  # "cannot allow it to become N" muses
    return modal in {"will", "shall", "can", "ca", "would"} and not is_subordinate(cue)


def _renews_itself(cue: Token, lexicon: StanceLexicon) -> bool:
    """Whether a noun that is no stance is reaffirmed: "the alliance", but not "their support"."""
    noun = next((c for c in cue.children if c.dep_ == "dobj" and c.i > cue.i), None)
    if cue.lemma_ != "reaffirm" or noun is None or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    if noun.right_edge.i + 1 < len(noun.doc) and noun.doc[noun.right_edge.i + 1].tag_ == "MD":
        return False  # "reaffirmed B will V" reports
    words = {n.lemma_.lower() for n in _objects(cue)}
    if words & lexicon.arranged:
        return False
    spoken = {*lexicon.nouns, *commitment_lexicon("en").nouns, *asking_nouns()}
    return not words & spoken and not any(
        c.dep_ in {"acl", "ccomp"} and c.tag_ != "VBN" for c in noun.children
    )


def _disagrees(cue: Token, subject: Token) -> bool:
    """Whether a plain form stands with one singular name: "China commits to V and support N"."""
    plural = subject.tag_ in {"NNS", "NNPS", "PRP"} or any(
        c.dep_ == "conj" for c in subject.children
    )
    return cue.tag_ == "VBP" and cue.dep_ in {"conj", "ccomp"} and not plural


def _carried(
    analysis: Analysis, passage: int, sentence: Span, cue: Token, lexicon: StanceLexicon
) -> Iterator[Candidate]:
    """Read "expressed concern over N", "underscored the need for N", "reaffirmed its support"."""
    if not is_said(cue) or is_negated(cue):
        return
    passive = any(c.dep_ == "auxpass" for c in cue.children)
    holders = unnamed(analysis, passage, cue) if passive else takers(analysis, passage, cue)
    lemma = cue.lemma_.lower()
    yield from _stressed_act(passage, sentence, cue, holders, lexicon)
    for noun in _objects(cue):
        stance_or_none = lexicon.nouns.get(noun.lemma_.lower())
        renewing = lemma in lexicon.reaffirming or _is_firm(noun, lexicon)
        if stance_or_none is None:
            continue
        if _only_doubles(noun, lexicon):
            continue
        if noun.lemma_ in {"tribute", "homage"} and _is_for_the_dead(cue, lexicon):
            continue
        clear = any(c.lower_ in {"clear", "plain"} for c in cue.children)  # "made clear its N"
        if lemma in lexicon.having and noun.head == cue and not (clear or _is_had(noun, lexicon)):
            continue
        if noun.lemma_ == "interest" and not _in_a_thing(noun):
            continue  # "interest in V-ing" is a readiness to V, "its interests" are no stance
        weighs = noun.lemma_.lower() in lexicon.weighing and not passive
        felt = stance_or_none in {"welcome", "concern"}  # "places on record its thanks"
        if lemma in lexicon.attaching and not weighs and not felt:
            continue  # "special attention was paid to N" tells of talks
        if (
            noun.lemma_.lower() in lexicon.renewed
            and not renewing
            and noun.lemma_ not in lexicon.weighing
            and noun.lemma_ != "role"
        ):
            continue
        denied = stance_or_none in {"reaffirm", "oppose_or_support"} and _wants_never(noun)
        bound = bound_verb(noun) is not None
        if bound and noun.lemma_ in {"commitment", "dedication", "readiness"} and not denied:
            continue  # "commitment to V" binds
        if bound and noun.lemma_ == "determination" and not _denies(noun):
            continue  # so does "determination to V"
        if noun.lemma_ in lexicon.stressed and not renewing and lemma not in lexicon.stressing:
            continue
        need = need_of(analysis, passage, noun)
        of_all = need is not None and not need.whom.parties and renewing
        if (
            need is not None
            and not of_all
            and (len(holders) > 1 or set(need.whom.parties) != set(holders))
        ):
            continue  # "the need for B to V" asks; of all States, it may be renewed
        stance: Stance
        if denied or (noun.lemma_.lower() in lexicon.positions and _rejects(noun, lexicon)):
            stance = "oppose"
        elif stance_or_none == "oppose_or_support":
            stance = "oppose" if _denies(noun) else "support"
        elif lemma in lexicon.attaching and weighs:
            stance = "other"
        elif stance_or_none == "support" and (
            renewing or _is_continued(noun) or (lemma == "maintain" and noun.lemma_ == "support")
        ):
            stance = "reaffirm"
        else:
            stance = stance_or_none  # type: ignore[assignment]
        owner = possessor_of(noun) if any(c.dep_ == "poss" for c in noun.children) else None
        own = holders_of(analysis, passage, owner) if owner is not None else ()
        other = holders_of(analysis, passage, whose) if (whose := possessor_of(noun)) else ()
        if other and lemma in lexicon.telling and not set(other) & set(holders):
            continue  # "noted the support of B" is B's, and told by A
        if owner is not None and owner.tag_ == "PRP$" and holders:
            own = ()  # "expresses his concern": who expresses it, whoever "he" may be
        if noun.lemma_.lower() in lexicon.others:
            own = ()  # "stressed Russia's role" is a view of who stresses it
        if not own and (not holders or (passive and owner is not None)):
            continue  # "the Allies' concern was reaffirmed": no other's
        first = noun.left_edge.i if noun.dep_ != "conj" else noun.i
        whole = noun.dep_ in {"dobj", "nsubjpass"} or noun.head.head.dep_ == "dobj"
        last = max(noun.right_edge.i, cue.right_edge.i if whole else noun.right_edge.i)
        end = extent(sentence, cue, cue.i)[1]
        first, last = trim(sentence, first, min(last, end) if end > noun.i else noun.right_edge.i)
        later = [n.left_edge.i for n in _objects(cue) if n.i > noun.i
                 and n.lemma_.lower() in lexicon.nouns and n.dep_ == "conj"
                 and not _only_doubles(n, lexicon)]  # fmt: skip
        if later:
            first, last = trim(sentence, first, min(last, min(later) - 1))
        yield Candidate(
            passage,
            first,
            last,
            noun.i + 1,
            own or holders,
            stance,
            f"position:{lemma}-{noun.lemma_}",
        )


def _stressed_act(
    passage: int, sentence: Span, cue: Token, holders: tuple[str, ...], lexicon: StanceLexicon
) -> Iterator[Candidate]:
    """Read "stressed strengthening N": an act that is called for by nobody's name."""
    act = next(
        (c for c in cue.children if c.dep_ in {"xcomp", "ccomp", "pcomp"} and c.tag_ == "VBG"
         and c.i > cue.i and not has_subject(c)), None
    )  # fmt: skip
    if act is not None and cue.lemma_.lower() in lexicon.stressing and holders:
        first, last = extent(sentence, cue, cue.i)
        rule = f"position:{cue.lemma_}-V-ing"
        yield Candidate(passage, first, last, act.i, holders, "support", rule)


def _possessed(
    analysis: Analysis, passage: int, sentence: Span, noun: Token, lexicon: StanceLexicon
) -> Iterator[Candidate]:
    """Read "outlined A's concerns about N", whatever verb governs them."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    about = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in _ABOUT), None)
    if owner is None or about is None or noun.head.lemma_ in lexicon.carriers:
        return
    if noun.head.pos_ != "VERB" or is_subordinate(noun.head) or is_negated(noun.head):
        return
    holders = holders_of(analysis, passage, owner)
    if holders:
        first, last = trim(sentence, noun.left_edge.i, noun.right_edge.i)
        stance: Stance = lexicon.nouns[noun.lemma_.lower()]  # type: ignore[assignment]
        yield Candidate(
            passage, first, last, about.i, holders, stance, f"position:whose-{noun.lemma_}"
        )


_ABOUT = {"about", "over", "regarding", "concerning", "at", "with", "on", "to"}


def _is_continued(noun: Token) -> bool:
    """Whether the words tell that the support is not new: "our continued support for N"."""
    renewed = stance_lexicon("en").continued
    return any(c.lower_ in renewed for c in noun.children if c.dep_ == "amod")


def _is_for_the_dead(cue: Token, lexicon: StanceLexicon) -> bool:
    """Whether tribute is paid to the dead: "paid homage at the National Martyrs' Memorial"."""
    return any(t.lower_ in lexicon.mourned for t in subtree(cue))


def _in_a_thing(noun: Token) -> bool:
    """Whether a thing follows "in": "interest in stability", but not "in working together"."""
    return any(o.dep_ == "pobj" for p in noun.children if p.lower_ == "in" for o in p.children)


def _wants_never(noun: Token) -> bool:
    """Whether the noun is bound to an aim that denies: "commitment to ensure that X never V"."""
    return bound_verb(noun) is not None and any(t.lower_ == "never" for t in subtree(noun))


def _denies(noun: Token) -> bool:
    return any(t.dep_ == "neg" or t.lower_ in {"never", "prevent", "stop", "deny"}
               for t in subtree(noun))  # fmt: skip


def _to_noun(cue: Token) -> bool:
    """Whether "committed to" is followed by a noun: "committed to a free Indo-Pacific"."""
    prep = next((c for c in cue.children if c.lower_ == "to" and c.i > cue.i), None)
    return prep is not None and any(c.dep_ == "pobj" for c in prep.children)


def _only_doubles(noun: Token, lexicon: StanceLexicon) -> bool:
    """Whether the noun repeats one before it: "its appreciation and gratitude to A for B"."""
    if noun.dep_ != "conj" or lexicon.nouns.get(noun.head.lemma_.lower()) is None:
        return False
    alike = lexicon.nouns[noun.head.lemma_.lower()] == lexicon.nouns.get(noun.lemma_.lower())
    return alike and not any(
        noun.head.i < c.i < noun.i and c.dep_ == "prep" for c in noun.head.children
    )


def _is_firm(noun: Token, lexicon: StanceLexicon) -> bool:
    """Whether the noun is a position held before: "its firm position on N"."""
    return noun.lemma_.lower() in lexicon.positions and any(
        c.lower_ in lexicon.firm for c in noun.children
    )


def _rejects(noun: Token, lexicon: StanceLexicon) -> bool:
    """Whether the position is one against a thing: "its position of rejecting N"."""
    held = (o for p in noun.children if p.dep_ == "prep" for o in p.children)
    return any(
        lexicon.verbs.get(o.lemma_.lower()) == "oppose"
        or lexicon.nouns.get(o.lemma_.lower()) == "oppose"
        for o in held
    )


def _is_had(noun: Token, lexicon: StanceLexicon) -> bool:
    """Whether who has the noun holds a stance: "has full respect for N", but not "has a role"."""
    return lexicon.nouns.get(noun.lemma_.lower()) == "concern" or noun.lemma_ in lexicon.had


def _objects(cue: Token) -> list[Token]:
    found = []
    for child in cue.children:
        if child.lower_ == "clear" and cue.lemma_ == "make":  # "made clear his commitment to N"
            found += [c for c in child.children if c.dep_ == "nsubj" and c.i > child.i]
        if child.dep_ == "nsubjpass":
            found.append(child)  # "concern was expressed"
        if child.dep_ in {"dobj", "pobj", "attr"} and child.i > cue.i:
            found.append(child)
        if child.dep_ in {"prep", "prt"} and child.i > cue.i:
            governed = stance_lexicon("en").objects.get(child.lower_, frozenset())
            if cue.lemma_ in governed:
                found += [c for c in child.children if c.dep_ == "pobj" and _is_held_by(child, c)]
    found += [owned for noun in found if (owned := _behind_state(noun)) is not None]
    for noun in found:
        found += [c for c in noun.children if c.dep_ == "conj" and c.pos_ == "NOUN"]
    return found


def _is_held_by(prep: Token, noun: Token) -> bool:
    """Whether who speaks of the noun means it: "about the need for N", not "about support"."""
    return prep.lower_ != "about" or noun.lemma_.lower() in judgement_lexicon("en").shown


def _behind_state(noun: Token) -> Token | None:
    """Return what is a state's where the parse takes its long name apart: "the State of A's N"."""
    governed = (o for p in noun.children if p.lower_ == "of" for o in p.children)
    return next((o for o in governed if any(c.dep_ == "poss" for c in o.children)
                 or o.nbor(-1).tag_ == "POS"), None)  # fmt: skip


def _predicate(
    analysis: Analysis, passage: int, sentence: Span, cue: Token, lexicon: StanceLexicon
) -> Iterator[Candidate]:
    """Read "it is necessary to V", "was grateful for N", "is concerned about N"."""
    joined = cue.head.pos_ == "ADJ" and cue.dep_ == "conj"
    said = first_conjunct(cue) if joined else cue  # "is criminal and unjustifiable"
    verb = said.head if said.head.pos_ in {"AUX", "VERB"} and cue.tag_ != "VBN" else cue
    if said != cue and lexicon.predicates[cue.lower_] == "support":
        return  # "was productive and important" tells how things went
    if is_open(verb) or is_negated(verb) or (is_subordinate(cue) and not in_shared_view(cue)):
        return
    if verb.lemma_ not in {"be", "remain", "stay", "feel"} and cue.pos_ in {"ADJ", "NOUN"}:
        return
    stance = lexicon.predicates[cue.lower_]
    told = {"reaffirm": "will", "support": "would", "oppose": "would"}.get(stance)
    if modal_of(verb) not in {None, told} or (told == "would" and _is_supposed(cue, verb, lexicon)):
        return
    if cue.lower_ in {"committed", "dedicated", "attached"} and not _to_noun(cue):
        return  # "committed to V-ing" binds
    subject = subject_of(cue)
    if cue.lower_ in lexicon.personal:
        holders = takers(analysis, passage, cue)
        if not holders or not any(c.i > cue.i for c in cue.children) or _announces(cue):
            return
        if stance == "support" and _only_opens(cue):
            return
        first, last = extent(sentence, verb, start_of(subject, verb))
        if stance == "support" and _is_against(cue, lexicon):
            stance = "oppose"
        yield Candidate(passage, first, last, cue.i + 1, holders, stance, f"position:{cue.lemma_}")
        return
    asks = subject is None or subject.lower_ == "it" or cue.tag_ != "VBN"
    if asks and _asks_somebody(cue):
        return  # "important for X to V" asks
    holders = judges(analysis, passage, cue)
    if stance == "reaffirm":
        # "India's position on Kashmir remains unchanged"
        firm = subject is not None and subject.lemma_.lower() in lexicon.held
        owner = possessor_of(subject) if subject is not None and firm else None
        holders = holders_of(analysis, passage, owner) if owner is not None else ()
    if not holders:
        return
    if subject is not None and analysis.resolve(passage, subject).kind == "person":
        return
    if any(c.dep_ == "agent" or c.lower_ == "by" for c in cue.children):
        return  # "needed by the residents"
    if any(c.tag_ == "WRB" for c in verb.children):
        return  # "why it is critical to V"
    first = min(t.i for t in subtree(verb) if not (t.dep_ == "mark" and t.head == verb))
    first, last = extent(sentence, verb, first)
    yield Candidate(passage, first, last, first, holders, stance, f"position:{cue.lemma_}")


def _is_supposed(cue: Token, verb: Token, lexicon: StanceLexicon) -> bool:
    """Whether "would" makes a mere case of it: "would be united", "would be vital if N"."""
    if modal_of(verb) is None:
        return False
    case = any(c.dep_ == "advcl" for c in (*verb.children, *cue.children))
    return case or cue.lower_ in lexicon.personal or cue.tag_ == "VBN"


def _is_against(cue: Token, lexicon: StanceLexicon) -> bool:
    """Whether they are one against a thing: "united in opposing N", "in their opposition to N"."""
    if any(t.dep_ == "neg" for t in subtree(cue) if t.i > cue.i):
        return True  # "aligned in their determination that X never …"
    held = [o for p in cue.children if p.lower_ in {"in", "against"} for o in p.children]
    return any(
        o.head.lower_ == "against"
        or lexicon.nouns.get(o.lemma_.lower()) == "oppose"
        or (o.dep_ == "pcomp" and lexicon.verbs.get(o.lemma_.lower()) == "oppose")
        for o in held
    )


def _asks_somebody(cue: Token) -> bool:
    """Whether it is for somebody to act: "important for B to V", not "important for B"."""
    after = cue.doc[cue.i + 1 : cue.sent.end]
    if len(after) < 2 or after[0].lower_ != "for":
        return False
    return any(t.tag_ == "TO" and t.head.tag_ == "VB" and cue.head in t.ancestors for t in after)


def _only_opens(cue: Token) -> bool:
    """Whether the stance is told by a clause of its own: "united in recognising that N is V"."""
    return any(
        inner.dep_ == "pcomp" and any(c.dep_ == "ccomp" for c in inner.children)
        for prep in cue.children
        for inner in prep.children
    )


def _announces(cue: Token) -> bool:
    """Whether "pleased" opens a courtesy: "is pleased to announce"."""
    lexicon = stance_lexicon("en")
    return cue.lower_ in lexicon.glad and any(
        c.dep_ == "xcomp" and c.tag_ == "VB" and c.lemma_ not in lexicon.noting
        for c in cue.children
    )


def _phrases(
    analysis: Analysis, passage: int, sentence: Span, phrases: Mapping[str, Stance]
) -> Iterator[Candidate]:
    """Read the fixed phrases, whoever holds them."""
    text = sentence.text.lower() if phrases else ""
    for phrase, stance in phrases.items():
        offset = text.find(phrase)
        if offset < 0:
            continue
        index = analysis.passages[passage].token_at(sentence.start_char + offset)
        end = analysis.passages[passage].token_at(sentence.start_char + offset + len(phrase) - 1)
        cue = sentence.doc[index : end + 1].root
        verb = cue if cue.pos_ in {"VERB", "AUX"} else cue.head
        if (is_subordinate(verb) and not in_shared_view(verb)) or (
            is_negated(verb) and not {"not", "no", "cannot"} & set(phrase.split())
        ):
            continue
        after = sentence.doc[min(end + 1, sentence.end - 1)]
        if phrase.startswith("the only") and verb.lemma_ not in {"be", "remain", "lie"}:
            continue  # "peace as the only way to V"
        if phrase.endswith("committed to") and after.tag_ in {"VB", "VBG"}:
            continue
        subject = subject_of(verb)
        holders = takers(analysis, passage, verb)
        if not holders and subject is not None and stance == "reaffirm":
            owner = possessor_of(subject)
            holders = holders_of(analysis, passage, owner) if owner is not None else ()
        if not holders:
            holders = judges(analysis, passage, verb)
        if not holders:
            continue
        first, last = extent(sentence, verb, min(index, start_of(subject, verb)))
        yield Candidate(passage, first, last, first, holders, stance, f"position:{phrase}")
