"""What a speaker will do within the very event: with the floor, the questions, the audience.

"I'll turn it over to my colleague", "we'll take some questions", "let me walk you through" are
done before the page is out; they bind nobody.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.commitment_lexicon import FloorLexicon, commitment_lexicon

#: What speakers call themselves.
_SPEAKERS = frozenset({"i", "we"})
#: What speakers call those they speak to.
_AUDIENCE = frozenset({"you", "y'all", "everybody", "everyone", "folks"})
_POINTING = frozenset({"it", "that", "this", "them", "those", "something", "these", "things"})
_BY_PREP = frozenset({"prep", "advmod", "prt", "dative"})


def is_of_the_floor(verb: Token, subject: Token | None) -> bool:
    """Return whether an action is one of the event itself, by its verb and what it governs."""
    lexicon = commitment_lexicon("en").floor
    lemma = verb.lemma_.lower()
    objects = [c for c in verb.children if c.dep_ in {"dobj", "attr"} and c.i > verb.i]
    if any(o.lemma_.lower() in lexicon.objects.get(lemma, frozenset()) for o in objects):
        return True
    speaks = subject is None or subject.lower_ in _SPEAKERS
    if not speaks:
        return False
    behind = {c.lower_ for c in verb.children if c.dep_ in _BY_PREP and c.i > verb.i}
    # "We will start with N" may tell what is done first; "I" open a speech so.
    if subject is None or subject.lower_ != "i":
        behind -= {"with", "by"}
    if behind & lexicon.opening.get(lemma, frozenset()) and not _is_weighty(objects, lexicon):
        return True
    return (
        lemma in lexicon.addressed
        and not _is_weighty(objects, lexicon)
        and any(word.lower_ in _AUDIENCE for word in _receivers(verb))
    )


def _is_weighty(objects: list[Token], lexicon: FloorLexicon) -> bool:
    """Whether something other than words is given or begun."""
    light = _AUDIENCE | _POINTING | lexicon.told
    return any(o.lower_ not in light and o.lemma_.lower() not in light for o in objects)


def _receivers(verb: Token) -> Iterator[Token]:
    """Yield the words to whom it's done: "send you", "to you", "to all of you"."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in {"dobj", "dative", "iobj", "nsubj", "ccomp"}:
            yield child
        if child.dep_ in {"prep", "dative", "advmod"}:
            for noun in child.children:
                if noun.dep_ in {"pobj", "prep"}:
                    yield noun
                    yield from (c for p in noun.children for c in (p, *p.children))
