"""What a number measures, as a short plain noun phrase."""

from spacy.tokens import Doc, Token

from communique.extraction.phrases import governors, parsed_start
from communique.language.passages import Passage
from communique.language.quantities import Quantity
from communique.language.syntax import subject_of
from communique.reference.tables import read_lexicon

#: A label has so many words at most.
LONGEST = 12


def label_of(passage: Passage, quantity: Quantity, token: Token) -> str:
    """Return what the number counts or measures, in the text's words.

    The noun counted, else the noun it qualifies or the subject of its verb; where the
    parse offers none, the words around it.
    """
    if quantity.noun_start is not None and quantity.noun_end is not None:
        noun = passage.doc[passage.token_at(quantity.noun_end - 1)]
        first = passage.token_at(quantity.noun_start)
        return _words(passage, first, _complement_end(noun))
    found = _measured(token)
    if found is None:
        return _surroundings(passage, quantity)
    first = parsed_start(found)
    last = _complement_end(found)
    start, end = passage.token_at(quantity.start), passage.token_at(quantity.end - 1)
    if first <= end and last >= start:
        if found.i > end:
            return _words(passage, max(first, end + 1), last) if first > start else _words(
                passage, end + 1, last)  # fmt: skip
        last = min(last, start - 1)
        while last > first and passage.doc[last].pos_ in {"ADP", "DET", "ADV", "PUNCT", "ADJ"}:
            last -= 1
    return _words(passage, first, max(first, last))


def _measured(token: Token) -> Token | None:
    """Return the noun that the quantity measures."""
    light = _light()
    for word in governors(token, 6):
        if word.pos_ in {"NOUN", "PROPN"} and word.lemma_.lower() not in light:
            return word
        if word.pos_ in {"VERB", "AUX"}:
            subject = subject_of(word)
            after = _object_after(token)
            if word.lemma_.lower() in _stat_verbs() and subject is not None:
                return subject if subject.pos_ in {"NOUN", "PROPN"} else after
            return after or (
                subject if subject is not None and subject.pos_ in {"NOUN", "PROPN"} else None
            )
    return None


def _object_after(token: Token) -> Token | None:
    """Return what the sum is for: "$5 million in aid", "$3 billion for roads"."""
    links = [c for c in (*token.rights, *token.head.rights) if c.dep_ == "prep" and c.i > token.i]
    for link in links:
        if link.lower_ in {"in", "for", "of", "to", "towards", "toward"}:
            noun = next((c for c in link.children if c.dep_ == "pobj"), None)
            if noun is not None and noun.pos_ in {"NOUN", "PROPN"} and not noun.like_num:
                return noun
    return None


def _complement_end(noun: Token) -> int:
    """Return where the noun's own "of X", "between X and Y", "to X" ends."""
    last = noun.i
    for child in noun.rights:
        if child.dep_ != "prep" or child.i != last + 1:
            break
        if child.lower_ not in {"of", "between", "from", "to", "for", "in", "with", "on", "under"}:
            break
        edge = child.right_edge.i
        stop = next((t.i for t in child.subtree if t.text in {",", ";", "(", "–", "—"} or t.dep_ in
                     {"relcl", "acl", "advcl"}), edge + 1)  # fmt: skip
        last = min(edge, stop - 1)
        if last < edge or child.lower_ != "of":
            break
    return last


def _surroundings(passage: Passage, quantity: Quantity) -> str:
    """Return the noun phrase nearest to the number, first after it, then before."""
    doc = passage.doc
    first, last = passage.token_at(quantity.start), passage.token_at(quantity.end - 1)
    sentence = passage.sentence_of(first)
    ahead = range(last + 1, min(sentence.end, last + 6))
    behind = range(first - 1, max(sentence.start, first - 9) - 1, -1)
    for places in (ahead, behind):
        for index in places:
            if doc[index].is_punct and places is ahead:
                break
            if doc[index].pos_ in {"NOUN", "PROPN"}:
                begin = max(parsed_start(doc[index]), last + 1 if places is ahead else 0)
                return _words(passage, min(begin, index), index)
    return quantity.unit


def _words(passage: Passage, first: int, last: int) -> str:
    doc: Doc = passage.doc
    last = min(last, first + LONGEST - 1, len(doc) - 1)
    while first < last and (doc[first].dep_ in {"det", "punct"} or doc[first].is_punct):
        first += 1
    while last > first and (
        doc[last].is_punct or doc[last].pos_ in {"ADP", "DET", "CCONJ", "PART", "AUX"}
    ):
        last -= 1
    words = passage.words(first, last).strip(" \"',.;:()-–—")
    return words if any(character.isalpha() for character in words) else "number"


def _light() -> frozenset[str]:
    return frozenset(read_lexicon("en", "figure")["label"]["light"])


def _stat_verbs() -> frozenset[str]:
    return frozenset(read_lexicon("en", "figure")["label"]["stat_verbs"])
