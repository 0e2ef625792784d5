"""Noun phrases as names: where they begin and end, which parties stand in them, who owns them."""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from communique.language.analysis import Analysis
from communique.language.mentions import PartyMention
from communique.language.syntax import subject_of, subtree

#: So many words a name may have on either side of its head.
LONGEST_LEFT, LONGEST_RIGHT = 10, 14

_JOINERS = {"and", "of", "for", "on", "&", "in", "the", "to"}
#: Between a party and a name these join nothing.
_PARTING = {"and", "&", "for", "in", "on", "to"}
_QUALIFIERS = {
    "amod",
    "compound",
    "nmod",
    "nummod",
    "npadvmod",
    "advmod",
    "quantmod",
    "dep",
    "punct",
}
#: These lead up to a subject as "on" does.
_LONG_LINKS = {
    ("with", "respect", "to"), ("with", "regard", "to"), ("in", "respect", "of"),
    ("in", "relation", "to"),
}  # fmt: skip
_QUOTES = {'"', "'", "''", "``"}


def is_capital(token: Token) -> bool:
    """Whether the word is written as part of a name: with a capital or in digits."""
    return token.text[:1].isupper() or token.text[:1].isdigit()


def parsed_start(head: Token) -> int:
    """Return where the qualifiers of a noun begin in the parse, determiner and owner left out."""
    first = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _QUALIFIERS or (child.dep_ == "punct" and child.text not in "-–/"):
            break
        if child.dep_ == "advmod" and child.tag_ not in {"JJ", "VBN"}:
            break
        edge = child.left_edge.i
        if any(word.text in {",", ";", ":", "("} for word in head.doc[edge : child.i]):
            edge = child.i
        first = edge
    return max(first, head.i - LONGEST_LEFT)


def capital_start(head: Token, parties: dict[int, PartyMention]) -> int:
    """Return where the run of capitalised words that ends in the head begins."""
    doc, first = head.doc, head.i
    floor = max(head.sent.start, head.i - LONGEST_LEFT)
    index = head.i - 1
    while index >= floor:
        word = doc[index]
        if is_capital(word) and word.lower_ not in {"the", "a", "an"}:
            first = index
        elif _is_inside(doc, index, parties):
            pass
        elif word.lower_ in _PARTING and (index - 1) in parties:
            break  # "Japan and the Trade Council" is two things, as is "Japan for the Dialogue"
        elif word.lower_ in _JOINERS and index > floor and _joins(doc, index):
            pass
        else:
            break
        index -= 1
    return first


def _is_inside(doc: Doc, index: int, parties: dict[int, PartyMention]) -> bool:
    """Whether the sign only joins parts of a name: "U.S.-EU", "Leaders' Summit"."""
    if doc[index].text in {"-", "–", "/", "+"}:
        return not doc[index - 1].whitespace_
    return doc[index].text in {"'s", "'"} and (index - 1) not in parties


def _joins(doc: Doc, index: int) -> bool:
    before = doc[index - 1]
    if doc[index].lower_ == "the":
        return before.lower_ in {"of", "for", "on"}
    return is_capital(before) or before.text in {"-", '"'}


def name_end(head: Token, into: Collection[str], into_capital: Collection[str]) -> int:
    """Return where the name goes on to: past "for X", "on X" and the like, not past a clause."""
    doc, last = head.doc, head.i
    stop = min(head.sent.end, head.i + LONGEST_RIGHT)
    while last + 2 < stop:
        link = doc[last + 1]
        begin = last + 2
        if tuple(word.lower_ for word in doc[last + 1 : last + 4]) in _LONG_LINKS:
            link, begin = doc[last + 3], last + 4
        if begin < stop and doc[begin].lower_ in {"the", "a", "an"}:
            begin += 1
        if begin >= stop or link.is_punct:
            break
        if link.lower_ in into_capital and is_capital(doc[begin]) and is_capital(head):
            last = _capital_end(doc, begin, stop)
        elif link.lower_ in into and link.dep_ == "prep" and _belongs(link, head, last):
            end = _phrase_end(link, stop)
            listed = end + 1 < stop and doc[end + 1].text == ","
            if not (listed and link.lower_ in {"between", "among"}):
                last = end
            break
        else:
            break
    return last


def _belongs(link: Token, head: Token, last: int) -> bool:
    """Whether the prepositional phrase is the name's; the parse may hang it on the verb."""
    if head.i <= link.head.i <= last:
        return True
    objects = [child.lemma_ for child in link.children if child.dep_ == "pobj"]
    return (
        link.lower_ in {"for", "on"}
        and head.dep_ == "dobj"
        and link.head == head.head
        and not set(objects)
        & {
            "time",
            "year",
            "day",
            "month",
            "week",
            "example",
            "instance",
            "occasion",
            "basis",
            "sidelines",
        }
    )


def _capital_end(doc: Doc, begin: int, stop: int) -> int:
    last = begin
    for index in range(begin + 1, stop):
        word = doc[index]
        if is_capital(word) or (
            doc[index - 1].text in {"-", "/"} and not doc[index - 1].whitespace_
        ):
            last = index
        elif word.text == "," and _lists_on(doc, index, stop):
            continue
        elif word.text not in {"-", "–", "/"} and not (
            word.lower_ in {"and", "of", "&", "'s"}
            and index + 1 < stop
            and is_capital(doc[index + 1])
        ):
            break
    return last


def _lists_on(doc: Doc, comma: int, stop: int) -> bool:
    """Whether capitals go on past the comma up to an "and": "for Trade, Health and Education"."""
    for index in range(comma + 1, stop):
        word = doc[index]
        if word.lower_ in {"and", "&"}:
            return index + 1 < stop and is_capital(doc[index + 1])
        if word.text != "," and not word.text[:1].isupper():
            return False
    return False


def _phrase_end(link: Token, stop: int) -> int:
    last = link.i
    for token in subtree(link):
        if token.i <= last:
            continue  # the link itself
        if token.i != last + 1 or token.i >= stop:
            break
        listed = (
            token.text == ","
            and token.nbor(-1).pos_ == "ADJ"
            and token.i + 1 < stop
            and (token.nbor(1).pos_ in {"ADJ", "CCONJ"})
        )
        if listed:
            last = token.i
            continue
        if token.text in {",", ";", ":", "(", "–", "—", '"'} or _begins_clause(token):
            break
        last = token.i
    doc = link.doc
    while last > link.i and (doc[last].dep_ in {"cc", "det", "prep"} or doc[last].is_punct):
        last -= 1
    return last if last > link.i else link.i - 1


def _begins_clause(token: Token) -> bool:
    return token.tag_ in {"WDT", "WP", "WRB", "VBZ", "VBP", "VBD", "MD"} or (
        token.dep_ in {"acl", "relcl", "advcl", "mark"} and token.tag_ != "VB"
    )


def with_determiner(doc: Doc, first: int) -> int:
    """Return where the phrase begins with its article, owner and opening quotation mark."""
    start = first
    for _ in range(2):
        if start and (doc[start - 1].dep_ == "det" or doc[start - 1].text in _QUOTES):
            start -= 1
    return start


def parties_within(analysis: Analysis, passage: int, first: int, last: int) -> tuple[str, ...]:
    """Return the parties named in the tokens `first` to `last`, each once, in order."""
    # One word may hold two: "U.S.-Israel".
    return tuple(dict.fromkeys(m.party for m in analysis.parties_within(passage, first, last)))


def states_within(analysis: Analysis, passage: int, first: int, last: int) -> tuple[str, ...]:
    """Return the states, not the organisations, named in the tokens `first` to `last`."""
    named = parties_within(analysis, passage, first, last)
    return tuple(party for party in named if party.isupper())


def owner_of(head: Token) -> Token | None:
    """Return the possessor before the noun: "our", "China's"."""
    return next((child for child in head.lefts if child.dep_ == "poss"), None)


def governors(token: Token, longest: int = 10) -> Iterator[Token]:
    """Yield the words that govern the token, nearest first."""
    for _ in range(longest):
        if token.head == token:
            return
        token = token.head
        yield token


def first_verb(token: Token) -> Token | None:
    """Return the nearest verb that governs the token."""
    return next((word for word in governors(token) if word.pos_ in {"VERB", "AUX"}), None)


def parties_of_subject(analysis: Analysis, passage: int, token: Token) -> tuple[str, ...]:
    """Return whom the subject of the nearest verb means."""
    verb = first_verb(token)
    subject = subject_of(verb) if verb is not None else None
    return analysis.resolve(passage, subject).parties if subject is not None else ()


def clause_extent(token: Token) -> tuple[int, int]:
    """Return the extent of the clause around the token: its nearest finite verb's words."""
    sentence = token.sent
    for word in governors(token):
        if word.tag_ in {"VBZ", "VBD", "VBP", "MD"} or word.dep_ in {"ROOT", "relcl", "ccomp"}:
            return max(word.left_edge.i, sentence.start), min(word.right_edge.i, sentence.end - 1)
    return sentence.start, sentence.end - 1


def plain(words: str) -> str:
    """Return the words without quotation marks and doubled spaces."""
    return " ".join(words.replace('"', " ").split()).strip(" ,;:'")
