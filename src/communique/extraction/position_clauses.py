"""Who takes a stance in a clause, whether they take it now, and how far its words reach."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from communique.extraction.commitment_lexicon import WISHING, commitment_lexicon
from communique.extraction.judgements import judgement_lexicon
from communique.extraction.stances import Stance, stance_lexicon
from communique.extraction.subjects import acting
from communique.language.analysis import Analysis
from communique.language.syntax import (
    coordinated,
    has_subject,
    is_negated,
    is_subordinate,
    left_edge,
    modal_of,
    trim,
)


@dataclass(frozen=True)
class Candidate:
    """A stance at its words: the tokens `first` to `last`.

    What it is about stands from `issue_from` to `issue_to`, or to the end without that.
    """

    passage: int
    first: int
    last: int
    issue_from: int
    holders: tuple[str, ...]
    stance: Stance
    rule: str
    issue_to: int | None = None


def holders_of(analysis: Analysis, passage: int, subject: Token) -> tuple[str, ...]:
    """The parties behind the words; "we" in one speaker's mouth holds a view of their side."""
    speaker = analysis.speaker_of(passage, subject.i)
    if subject.lower_ in {"we", "our", "us"} and speaker is not None:
        return speaker.side
    found = analysis.resolve(passage, subject).parties
    if found:
        return found
    own = any(c.lower_ in {"my", "our"} for c in subject.children)
    if own and subject.lemma_.lower() in judgement_lexicon("en").selves:  # "my delegation"
        return speaker.parties if speaker is not None else analysis.narrator.parties
    if subject.lower_ in {"i", "me", "my"}:
        return analysis.narrator.parties  # whoever signs, the side is known
    if subject.lower_ in {"he", "she"}:
        if speaker is not None:
            return speaker.parties  # "the minister said he was dismayed"
        writer = analysis.resolver.writer  # on its own page "the minister" is an authority's
        return (writer,) if writer is not None else ()
    return ()


def takers(analysis: Analysis, passage: int, verb: Token) -> tuple[str, ...]:
    """The parties that take a stance by the verb; () if nobody is known to."""
    if in_document(verb):
        verb = verb.head.head
    found = acting(analysis, passage, verb.head if conveys(verb) else verb)
    if found is None:
        return ()
    if found.token is None:
        return found.referent.parties
    holders = holders_of(analysis, passage, found.token)
    if not holders and found.token.lower_ == "it" and performs(verb):
        return judging(analysis, passage, verb)  # "it gives me pleasure to commend N"
    return holders


def performs(cue: Token) -> bool:
    """Whether another verb only opens the act: "would like to thank", "begin by commending"."""
    lexicon = stance_lexicon("en")
    head = cue.head
    if cue.dep_ == "pcomp":
        return head.lower_ in {"by", "with", "in"} and _opens(head.head)
    if cue.dep_ in {"xcomp", "ccomp", "acl", "advcl"}:
        taken = (head, *head.children)  # "took the opportunity to thank"
        if any(c.dep_ == "dobj" and c.lemma_ in lexicon.occasions for c in taken):
            return True
        return _opens(head)
    return False


def _opens(verb: Token) -> bool:
    """Whether the verb opens an act now: "continues to", "let me", "would like to begin by"."""
    if verb.lemma_ not in stance_lexicon("en").opening:
        return False
    modal = modal_of(verb)
    if modal is not None:  # "will continue to support" promises
        return modal == "would" and verb.lemma_ in WISHING
    lets = verb.dep_ == "ccomp" and verb.head.lemma_ in {"let", "allow", "permit"}
    if verb.tag_ == "VB" and (verb.dep_ == "xcomp" or lets):
        return _opens(verb.head)
    if verb.tag_ == "VB" and verb.dep_ == "conj":  # "do not recognise and continue to condemn"
        return any(c.lower_ in {"do", "does", "did"} for c in verb.head.children)
    return verb.tag_ != "VB" or (verb.dep_ == "ROOT" and not has_subject(verb))


def is_open(verb: Token) -> bool:
    """Whether the clause leaves it open, or is denied: "asked whether N", "denied that N"."""
    clause = verb
    while clause.dep_ == "conj":
        clause = clause.head
    asked = any(c.lower_ in {"whether", "if"} and c.dep_ == "mark" for c in clause.children)
    return asked or (clause.dep_ == "ccomp" and clause.head.lemma_ in _DENYING)


#: Verbs whose clause is not what their subject holds to be so.
_DENYING = {"deny", "dispute", "doubt", "refute"}


def in_document(cue: Token) -> bool:
    """Whether a text that is issued takes the stance: "issued a statement condemning N"."""
    lexicon = stance_lexicon("en")
    text, verb = cue.head, cue.head.head
    told = cue.tag_ == "VBG" and cue.dep_ == "acl" and text.lemma_.lower() in lexicon.documents
    issued = text.dep_ == "dobj" and verb.lemma_ in lexicon.issuing
    return told and issued and not is_subordinate(verb) and not is_negated(verb)


def is_said(cue: Token) -> bool:
    """Whether the stance is held now: finite, no condition, no modal but "will reaffirm"."""
    if is_open(cue):
        return False
    if in_document(cue):
        return True
    while True:
        if is_subordinate(cue) and not in_shared_view(cue) and not _in_scene(cue):
            return False
        if performs(cue):
            return not is_subordinate(cue.head)
        if modal_of(cue) is not None:
            return _is_foretold(cue)
        bare = cue.tag_ == "VB" and not any(c.tag_ == "TO" for c in cue.children)
        if cue.dep_ != "conj" or not (bare or (cue.tag_ == "VBP" and cue.head.tag_ == "VB")):
            break
        cue = cue.head
    if cue.tag_ == "VB":
        return any(c.lower_ in {"do", "does", "did"} for c in cue.children) or (conveys(cue))
    if cue.tag_ == "VBG":
        if any(c.dep_ == "aux" and c.tag_ in _TENSED for c in cue.children):
            return True  # "is following N with concern"
        return cue.dep_ == "advcl" or (cue.dep_ == "conj" and cue.head.dep_ == "advcl")
    if cue.tag_ == "VBN":
        if _is_mistaken(cue):
            return True
        return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in _TENSED for c in cue.children) or (
            cue.dep_ == "conj" and any(c.dep_ == "aux" for c in cue.head.children)
        )
    return True


def _is_foretold(cue: Token) -> bool:
    """Whether the modal leaves the stance as it is: "will reaffirm N", "would welcome N"."""
    lexicon = stance_lexicon("en")
    table = {"will": lexicon.foretold, "would": lexicon.wished}.get(modal_of(cue) or "")
    return table is not None and cue.lemma_ in table


def _is_mistaken(participle: Token) -> bool:
    """Whether the tagger took a past tense for a participle: "the Council condemned in N M"."""
    own = any(c.dep_ == "nsubj" and c.i < participle.i for c in participle.children)
    helped = any(c.dep_ in {"aux", "auxpass"} for c in participle.children)
    return own and not helped and participle.dep_ in {"ROOT", "conj", "ccomp"}


def _in_scene(cue: Token) -> bool:
    """Whether the act is told of an occasion: "a meeting at which B stressed N"."""
    while cue.dep_ == "conj":
        cue = cue.head
    scene = any(
        c.lower_ == "where" or any(o.tag_ == "WDT" for o in c.children if c.dep_ == "prep")
        for c in cue.children
        if c.i < cue.i
    )
    return cue.dep_ == "relcl" and scene and has_subject(cue)


def conveys(cue: Token) -> bool:
    """Whether the act is what somebody got in touch for: "phoned B to urge N"."""
    return (
        cue.dep_ in {"advcl", "xcomp"}
        and cue.head.lemma_ in stance_lexicon("en").contacts
        and modal_of(cue.head) is None
        and not is_negated(cue.head)
        and not any(c.lower_ in {"on", "upon", "for"} for c in cue.head.children)
    )


#: Tags of auxiliaries that make a participle an act: "has condemned", "was expressed".
_TENSED = {"VBD", "VBZ", "VBP"}


def _is_complete(verb: Token) -> bool:
    """Whether the verb has an object or complement of its own."""
    own = {"dobj", "prep", "ccomp", "xcomp", "dative", "acomp", "attr", "oprd", "prt"}
    return any(c.dep_ in own for c in verb.children)


def extent(sentence: Span, cue: Token, first: int) -> tuple[int, int]:
    """From `first` to the end of the cue's clause, before the next coordinated verb."""
    last = cue.right_edge.i
    shares = not _is_complete(cue)  # "does not recognise and condemns N"
    for verb in coordinated(cue):
        if verb.i > cue.i and not shares:
            last = min(last, left_edge(verb) - 1)
        elif verb.i > cue.i:
            shares = not _is_complete(verb)
    for child in cue.children:
        if child.dep_ == "conj" and child.i > cue.i and has_subject(child):
            last = min(last, child.left_edge.i - 1)
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.i > cue.i + 1:
            before = sentence.doc[child.left_edge.i - 1]
            if before.text == "," and child.lemma_ not in {"include", "follow"}:
                last = min(last, child.left_edge.i - 1)
    return trim(sentence, first, last)


def start_of(subject: Token | None, cue: Token) -> int:
    """Return where the clause begins: at its own subject, else at the cue."""
    if subject is not None and subject.sent == cue.sent and subject.head == cue:
        return min(subject.left_edge.i, cue.i)
    return min(left_edge(cue), cue.i)  # "and strongly condemn N"


def called_by(verb: Token, roles: frozenset[str]) -> Iterator[Token]:
    """Yield what the verb's complement calls a thing, also as "one of" or "among" its like."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in roles:
            yield child
        counted = child.dep_ in roles and child.lower_ in {"one", "part", "some"}
        preps = [p for p in child.children if p.lower_ == "of"] if counted else []
        if child.dep_ == "prep" and child.lower_ == "among":
            preps.append(child)
        for prep in preps:
            yield from (o for o in prep.children if o.dep_ == "pobj")


_JUDGING = {"acknowledge", "agree", "believe", "concur", "consider", "convinced", "convince",
            "feel", "hold", "maintain", "persuaded", "recognise", "recognize", "think"}  # fmt: skip


def judges(analysis: Analysis, passage: int, cue: Token) -> tuple[str, ...]:
    """Who finds something necessary: the speaker, those who agreed on it, who writes as "we"."""
    shared = _shared_by(cue)
    if shared is not None and (holders := takers(analysis, passage, shared)):
        return holders
    speaker = analysis.voice_of(passage, cue.i)
    if speaker is not None:
        return speaker.side
    return _thinkers(analysis, passage, cue) or _issuers(analysis)


def _thinkers(analysis: Analysis, passage: int, cue: Token) -> tuple[str, ...]:
    """Who is said to think so: "A believes that N is vital", "is convinced that N is vital"."""
    verb = cue if cue.pos_ in {"VERB", "AUX"} else cue.head
    for _ in range(4):
        if verb.dep_ in {"ccomp", "acl"} and verb.head.lemma_.lower() in _JUDGING:
            return takers(analysis, passage, verb.head)
        verb = verb.head
    return ()


def judging(analysis: Analysis, passage: int, verb: Token) -> tuple[str, ...]:
    """Who judges a thing without a word of who does: the speaker of the words, or their issuer."""
    shared = _shared_by(verb)
    if shared is not None:
        return takers(analysis, passage, shared)
    speaker = analysis.speaker_of(passage, verb.i)
    if speaker is not None:
        return speaker.side
    return _thinkers(analysis, passage, verb) or _issuers(analysis)


def _issuers(analysis: Analysis) -> tuple[str, ...]:
    """Who judges in the writer's own prose: whoever says "we", else who issues a statement."""
    if analysis.narrator:
        return analysis.narrator.parties
    writer, title = analysis.resolver.writer, (analysis.article.metadata.title or "").lower()
    issued = any(form in title for form in judgement_lexicon("en").issued)
    return (writer,) if writer and issued and not analysis.resolver.is_joint else ()


def in_shared_view(token: Token) -> bool:
    """Whether the token's clause tells a view that somebody shares or reached."""
    return _shared_by(token) is not None


def _shared_by(token: Token) -> Token | None:
    """Return the verb in "shared the view that N is V"; None where the clause is no such view."""
    lexicon = commitment_lexicon("en")
    for _ in range(4):
        noun = token.head
        if token.dep_ in {"acl", "relcl", "ccomp"} and noun.lemma_.lower() in lexicon.views:
            verb = noun.head
            held = noun.dep_ == "dobj" and verb.lemma_ in lexicon.sharing
            return verb if held and not is_negated(verb) and not is_subordinate(verb) else None
        if token.dep_ == "ccomp" and noun.lemma_ in lexicon.sharing:
            # The parse may hang the clause on the verb.
            objects = {c.lemma_.lower() for c in noun.children if c.dep_ == "dobj"}
            return noun if objects & lexicon.views else None
        token = noun
    return None


def unnamed(analysis: Analysis, passage: int, cue: Token) -> tuple[str, ...]:
    """Who holds what "was expressed": whom "by" names, else both sides, else who writes."""
    agent = next((o for p in cue.children if p.dep_ == "agent" for o in p.children), None)
    if agent is not None:
        return holders_of(analysis, passage, agent)
    return analysis.resolver.both_sides().parties or analysis.narrator.parties
