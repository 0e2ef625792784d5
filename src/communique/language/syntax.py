"""Questions to the parse: who is the subject, what is coordinated, where a clause ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span, Token

from communique.reference.tables import read_lexicon


@dataclass(frozen=True)
class _Words:
    control: frozenset[str]
    subordinators: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = read_lexicon("en", "syntax")
    return _Words(frozenset(table["object_control"]), frozenset(table["subordinators"]))


SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
_TRIMMED = {",", ";", ":", ".", "-", "–", "—", "!", "?", '"', "'", "''", "``"}


def subject_of(verb: Token) -> Token | None:
    """Return the head of the verb's subject, through coordination, control and participles."""
    seen = 0
    token = verb
    while seen < 12:
        seen += 1
        for child in _own_and_auxiliaries(token):
            if child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ not in {"WDT", "WP"}:
                return _behind_heading(child, token)
            if child.dep_ in {"nsubj", "nsubjpass"} and token.dep_ == "relcl":
                return token.head
            if child.dep_ == "csubj" and child.tag_ == "VBG" and child.left_edge.is_sent_start:
                return _behind_opening(token)
        if token.dep_ == "ROOT":
            opening = token.sent[0]
            if opening.tag_ in {"VBG", "VBN"} and opening.dep_ != "ROOT":
                return _behind_opening(token)
        if token.dep_ in {"conj", "xcomp", "advcl", "parataxis"} or (
            token.dep_ in {"acomp", "attr", "prep", "pcomp", "dep", "oprd"}
        ):
            if token.dep_ == "xcomp":
                controller = _object_controller(token.head)
                if controller is not None:
                    return controller
            token = token.head
        elif token.dep_ == "acl" and _is_main(token):
            return token.sent.root
        elif token.dep_ == "acl":
            owner = possessor_of(token.head)
            bare = token.tag_ == "VB" and not has_subject(token)
            if owner is not None or not bare or token.head.dep_ != "dobj":
                return owner
            token = token.head.head  # "took the opportunity to thank"
        elif token.dep_ == "ccomp" and _goes_on(token):
            token = token.head
        else:
            return None
    return None


def _is_main(verb: Token) -> bool:
    """Whether a verb behind a name is the sentence's: "The envoy of Kenya, Ms A, called on B"."""
    root = verb.sent.root
    apart = root.i < verb.i and verb.nbor(-1).text == ","
    return verb.tag_ == "VBD" and apart and root.pos_ in {"NOUN", "PROPN"}


def _own_and_auxiliaries(verb: Token) -> Iterator[Token]:
    """Yield the verb's children, and those that the parse hung on its auxiliary."""
    for child in verb.children:
        yield child
        if child.dep_ in {"aux", "auxpass"}:
            yield from child.children


def _behind_heading(subject: Token, verb: Token) -> Token:
    """Return the subject behind what opens the sentence, where the parse took that for it.

    It is a heading before a colon, or the object of a participle: "Briefing reporters, X said".
    """
    if subject.i >= verb.i - 1:
        return subject  # nothing stands between the two
    later = [c for c in verb.children if c.dep_ == subject.dep_ and subject.i < c.i < verb.i]
    opened = subject.left_edge.is_sent_start and subject.left_edge.tag_ == "VBG"
    marks = {":", ","} if opened else {":"}
    return next((c for c in later if verb.doc[c.left_edge.i - 1].text in marks), subject)


def _behind_opening(verb: Token) -> Token | None:
    """Return the noun between the last comma and the verb: "Echoing X, the ministry said"."""
    doc, start = verb.doc, verb.sent.start
    stop = verb.i - 1 if doc[verb.i - 1].text == "," else verb.i  # behind an apposition
    comma = next((i for i in range(stop - 1, start, -1) if doc[i].text == ","), None)
    if comma is None:
        return None
    return next(
        (t for t in doc[comma + 1 : stop] if t.pos_ in {"NOUN", "PROPN", "PRON"}
         and t.dep_ != "npadvmod" and not comma < t.head.i < verb.i),
        None,
    )  # fmt: skip


def _goes_on(verb: Token) -> bool:
    """Whether a complement clause without a subject has that of the verb above it.

    So have infinitives and gerunds, and the finite verbs of a list where the parse broke off:
    "The Ministers: (a) welcomed A; (b) agreed to B".
    """
    if has_subject(verb):
        return False
    return verb.tag_ in {"VB", "VBG"} or (
        verb.tag_ in {"VBD", "VBZ", "VBP"}
        and verb.tag_ == verb.head.tag_
        and verb.i > verb.head.i
        and not any(c.dep_ == "mark" for c in verb.children)
    )


def _object_controller(head: Token) -> Token | None:
    if head.lemma_ not in _words().control:
        return None
    for child in head.children:
        if child.dep_ in {"dobj", "dative"}:
            return child
        if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to", "for"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def possessor_of(noun: Token) -> Token | None:
    """Return the token that owns the noun: "China's willingness", "the intent of the two sides"."""
    while True:
        for child in noun.children:
            if child.dep_ == "poss":
                return child
        for child in noun.children:
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"of", "by"}:
                return next((c for c in child.children if c.dep_ == "pobj"), None)
        if noun.dep_ != "conj" or noun.head == noun:
            return None
        noun = noun.head


def subtree(token: Token) -> Span:
    """Return the token with all that depends on it.

    The parser builds projective trees only, so that this is one stretch; walking down
    the tree instead takes time in proportion to its depth for every word.
    """
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def first_conjunct(token: Token) -> Token:
    """Return the head of the coordination that the token belongs to; itself where in none."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def coordinated(verb: Token) -> list[Token]:
    """Return the verb and the verbs coordinated with it that share its subject, in order."""
    verbs = [verb]
    for current in verbs:
        for child in current.children:
            if current.tag_ == "VB" and child.tag_ in {"VBD", "VBZ"}:
                continue  # a finite verb does not go on with an infinitive
            if current.tag_ == "VB" and child.tag_ == "VBG" and not _is_verbal(child):
                continue  # nor does a participle before its noun: "and unyielding commitment"
            if (
                child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"} and not has_subject(child)
            ) or _lists_gerunds(current, child):
                verbs.append(child)
    return sorted(verbs, key=lambda token: token.i)


def _is_verbal(participle: Token) -> bool:
    return any(c.dep_ in {"prep", "prt", "advmod", "xcomp"} for c in participle.children) or any(
        c.dep_ == "dobj" and any(d.dep_ in {"det", "poss"} for d in c.children)
        for c in participle.children
    )


def _lists_gerunds(verb: Token, child: Token) -> bool:
    """Whether a gerund goes on with a list of gerunds: "to improving A, realizing B, and C"."""
    return (
        verb.tag_ == child.tag_ == "VBG"
        and child.dep_ == "advcl"
        and child.i > verb.i
        and not has_subject(child)
        and not any(c.dep_ == "mark" for c in child.children)
        and any(c.dep_ == "conj" and c.tag_ == "VBG" for c in child.children)
    )


def governing_cue(cue: Token) -> Token:
    """Return the verb whose subject the cue shares.

    In "He noted they met and thanked her", who thanks is who noted.
    """
    head = cue.head
    if cue.dep_ != "conj" or has_subject(cue) or head.dep_ != "ccomp":
        return cue
    outer = head.head
    perfect = cue.tag_ == "VBN" and any(c.lower_ in {"has", "have", "had"} for c in cue.children)
    if (cue.tag_ == "VBD" or perfect) and outer.tag_ == cue.tag_:
        return outer
    # "Said A must grow and expressed N": the past does not go on with "must grow".
    simple = cue.tag_ in {"VBD", "VBN"} and not any(c.dep_ in _AUXILIARIES for c in cue.children)
    if simple and outer.tag_ == "VBD" and head.tag_ == "VB" and modal_of(head) is not None:
        return outer
    return cue


_AUXILIARIES = frozenset({"aux", "auxpass"})


def bound_verb(noun: Token) -> Token | None:
    """Return the verb behind a noun's "to", wherever the parse hangs it.

    "Commitment (of both sides) to V", "dedication to V-ing"; None where no verb follows.
    """
    doc = noun.doc
    for index in range(noun.i + 1, min(noun.i + 10, noun.sent.end - 1)):
        if doc[index].lower_ == "to":
            return doc[index + 1] if doc[index + 1].tag_ in {"VB", "VBG"} else None
        if doc[index].text in {",", ";"} or doc[index].tag_ in {"VBD", "VBZ", "MD"}:
            return None
    return None


def has_subject(verb: Token) -> bool:
    """Whether the verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


def is_negated(verb: Token) -> bool:
    """Whether the verb is denied: "did not agree", "never", "failed to", "refused to"."""
    if any(child.dep_ == "neg" or (child.lower_ in {"not", "never", "no"} and child.dep_ in
           {"advmod", "neg", "preconj"}) for child in verb.children):  # fmt: skip
        return True
    head = verb.head
    if verb.dep_ == "ccomp" and head.lemma_ in {"deny", "dispute", "doubt", "refute"}:
        return True
    return verb.dep_ == "xcomp" and head.lemma_ in {"fail", "refuse", "decline", "cease"}


#: Modal auxiliaries as they stand in a text, those run together with "not" and "n't" too.
MODALS = frozenset(
    {"will", "'ll", "wo", "shall", "sha", "would", "'d", "should", "must", "may", "might", "can",
     "ca", "could", "ought"}
)  # fmt: skip


def has_modal(tokens: Iterable[Token]) -> bool:
    """Whether one of the tokens is a modal auxiliary."""
    return any(token.tag_ == "MD" for token in tokens)


def modal_of(verb: Token) -> str | None:
    """Return the modal auxiliary of the verb in lower case, through coordination."""
    token = verb
    for _ in range(6):
        for child in token.children:
            if child.dep_ in {"aux", "auxpass"} and child.tag_ == "MD":
                return "will" if child.lower_ in {"'ll", "wo"} else child.lower_
        if token.dep_ == "conj" and not has_subject(token) and token.tag_ in {"VB", "VBN", "VBG"}:
            if any(child.dep_ == "aux" and child.i < token.i for child in token.children):
                return None
            token = token.head
            continue
        return None
    return None


def is_subordinate(verb: Token) -> bool:
    """Whether the verb stands in a relative, purpose, conditional or temporal clause."""
    token = verb
    for _ in range(15):
        if token.dep_ == "relcl" or (token.dep_ == "acl" and token.tag_ != "VB"):
            return True
        if token.dep_ == "advcl":
            marks = {c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"}}
            return bool(marks & _words().subordinators)
        if token.dep_ in {"ROOT", "ccomp", "parataxis"}:
            return False
        token = token.head
    return False


def singular(noun: Token) -> str:
    """Return the noun's lemma in lower case; a capital ("the Parties") hides it from the model."""
    lemma = noun.lemma_.lower()
    if noun.tag_ == "NNPS" and lemma == noun.lower_:
        return lemma[:-3] + "y" if lemma.endswith("ies") else lemma.removesuffix("s")
    return lemma


def left_edge(verb: Token) -> int:
    """Return where a coordinated verb's own words begin: its adverbs and auxiliaries before it."""
    first = verb.i
    for child in verb.children:
        if child.i < verb.i and child.dep_ in {"advmod", "aux", "auxpass", "neg", "npadvmod"}:
            first = min(first, child.left_edge.i)
    return first


def trim(sentence: Span, first: int, last: int) -> tuple[int, int]:
    """Return the extent without punctuation and conjunctions at its ends.

    A bracket that opens within it is closed, whatever the parse hung it on.
    """
    doc = sentence.doc
    first, last = max(first, sentence.start), min(last, sentence.end - 1)
    while first < last and (
        doc[first].text in _TRIMMED or doc[first].dep_ == "cc" or doc[first].is_space
    ):
        first += 1
    while last > first and (
        doc[last].text in _TRIMMED or doc[last].dep_ == "cc" or doc[last].is_space
    ):
        last -= 1
    if last + 1 < sentence.end and doc[last + 1].text == ")":
        brackets = [token.text for token in doc[first : last + 1] if token.text in "()"]
        last += brackets[-1:] == ["("]
    return first, last


def chain_end(verb: Token) -> int:
    """Return the last token of the verb's clause, without coordinated verbs with a subject."""
    last = verb.i
    for child in verb.children:
        if child.dep_ == "conj" and has_subject(child):
            continue
        if child.dep_ == "punct" and child.i < verb.i:
            continue
        last = max(last, child.right_edge.i)
    return last


def ancestors_in_sentence(token: Token) -> Iterator[Token]:
    """Yield the heads of the token up to the root."""
    while token.head != token:
        token = token.head
        yield token
