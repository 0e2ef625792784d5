"""Lists of what somebody does: who is named above "welcomes A", "calls upon B" as their subject.

Communiqués and resolutions name the Council once, then begin every paragraph with a verb.
"""

from spacy.tokens import Token

from communique.language.passages import Passage
from communique.language.referents import NOBODY, Referent, Resolver
from communique.language.syntax import has_subject, subject_of

#: So many items a list may have under one introduction.
LONGEST_LIST = 60

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LINKS = frozenset({"conj", "xcomp", "advcl", "acomp", "attr"})


def introduced(resolver: Resolver, passage: int) -> Referent:
    """Return who is named in the introduction of the list that the passage is an item of."""
    for index in range(passage - 1, max(-1, passage - LONGEST_LIST - 1), -1):
        above = resolver.passages[index]
        if not above.sentences:
            continue
        text = above.text.rstrip()
        if text.endswith(":") or (text.endswith(",") and _names_only(above)):
            return _introducer(resolver, above)
        if not _is_item(above):
            break
    return NOBODY


def lacks_subject(verb: Token) -> bool:
    """Whether the verb, or the one it is coordinated to, opens its passage without a subject."""
    root = verb
    while root.dep_ in _LINKS and root.head != root:
        if has_subject(root):
            return False
        root = root.head
    if root.dep_ != "ROOT" or has_subject(root) or not (root.tag_ in _FINITE or opens_item(root)):
        return False
    return root.sent.start == 0 and _opens(root)


def opens_item(word: Token) -> bool:
    """Whether a verb opens its passage that the tagger took for a plural: "Calls upon", "Notes"."""
    return (
        word.tag_ == "NNS"
        and word.dep_ == "ROOT"
        and word.text[0].isupper()
        and _opens(word)
        and any(c.dep_ in {"prep", "ccomp", "acl", "dobj"} and c.i > word.i for c in word.children)
    )


def _opens(root: Token) -> bool:
    return all(
        token.pos_ in {"ADV", "PUNCT", "NUM", "X"} or token.dep_ in {"advmod", "cc"}
        for token in root.doc[: root.i]
    )


def _is_item(passage: Passage) -> bool:
    """Whether the passage begins with a verb that lacks its subject, as items of a list do.

    So do the considerations of a resolution: "Recalling its decisions,".
    """
    first = passage.sentences[0]
    if passage.text.rstrip().endswith((",", ";")) and first[0].tag_ in {"VBG", "VBN"}:
        return True
    return any(lacks_subject(token) for token in first if token.tag_ in _FINITE or token.i == 0)


def _names_only(passage: Passage) -> bool:
    """Whether the passage has a noun and no verb of its own: "The Council,"."""
    return passage.sentences[-1].root.pos_ in {"NOUN", "PROPN"}


def _introducer(resolver: Resolver, above: Passage) -> Referent:
    """Return who stands last before the colon and is a party, but in no phrase of another."""
    sentence = above.sentences[-1]
    subject = subject_of(sentence.root)
    if subject is not None:
        return resolver.resolve(above.index, subject)
    for token in reversed(list(sentence)):
        if token.dep_ in {"ROOT", "nsubj", "appos", "dobj", "npadvmod"}:
            referent = resolver.resolve(above.index, token)
            if referent.parties:
                return referent
    return NOBODY
