"""The frames of attribution: how somebody's words, thoughts or wishes stand in a sentence.

Each frame reads one construction and yields candidates; nothing is decided here. The frames
are those that Pareti (2015) tells apart: clause, quotation, infinitive, object, preposition,
noun, adjective, "according to", label and colon.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.language.cue_extents import (
    DASHES,
    EMPTY,
    FINITE,
    MARKS,
    STOPS,
    Extents,
    is_passive,
    joined,
    subtree,
)
from communique.language.cues import Candidate, Extent, cue_lexicon
from communique.language.passages import Passage
from communique.language.quotations import Quotation
from communique.language.syntax import has_subject

#: How many tokens a cue may stand after its quotation, or before it.
TAIL, LEAD = 45, 30
#: A "sentence" of more tokens is a list or no prose at all: its parse says nothing, and costs
#: time by the square of its length.
LONGEST = 400
#: How many tokens a label before a colon may have.
LABEL = 12
#: What links an object to that for which it is blamed, or as which it is described.
_OF_OBJECTS = frozenset({"as", "of", "for"})
_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "xcomp", "conj"})
_NOT_FINITE_CUES = frozenset({"relcl", "acl", "aux", "auxpass"})


class CueReader:
    """Yields the candidates of one passage.

    `quotations` are all that it holds, in order; `spoken` passages are part of a turn.
    """

    def __init__(
        self,
        passage: Passage,
        quotations: list[Quotation],
        *,
        spoken: bool = False,
        language: str = "en",
    ) -> None:
        self.doc = passage.doc
        self.quotations = quotations
        self.spoken = spoken
        self.extents = Extents(passage, quotations)
        self.lexicon = cue_lexicon(language)

    def candidates(self) -> Iterator[Candidate]:
        """Yield every candidate; those that cue a quotation come first."""
        quoting: set[int] = set()
        for candidate in self._quoting():
            quoting.add(candidate.head.i)
            yield candidate
        yield from self._label()
        for token in self._readable():
            pos = token.pos_
            if token.lower_ == "according":
                yield from self._according(token)
            elif pos in {"VERB", "AUX"}:
                if token.i not in quoting:
                    yield from self._of_verb(token)
            elif pos in {"NOUN", "PROPN"}:
                if token.lemma_.lower() in self.lexicon.nouns:
                    yield from self._of_noun(token)
            elif pos == "ADJ":
                if token.lemma_.lower() in self.lexicon.adjectives:
                    yield from self._of_adjective(token)
            elif token.lower_ == "in":
                yield from self._in_words(token)

    def _readable(self) -> Iterator[Token]:
        for sentence in self.doc.sents:
            if len(sentence) <= LONGEST:
                yield from sentence

    def _is_cue_verb(self, token: Token) -> bool:
        return token.pos_ == "VERB" and token.lemma_.lower() in self.lexicon.verbs

    # -- quotations ----------------------------------------------------------------------------

    def _quoting(self) -> Iterator[Candidate]:
        for quotation in self.quotations:
            cue = self._cue_after(quotation) or self._cue_before(quotation)
            if cue is not None:
                subject, source = self.extents.source_of(cue, quoting=True)
                content = [self.extents.marked(quotation)]
                yield Candidate("quotation", cue, self.extents.cue(cue), source, content, subject)

    def _cue_after(self, quotation: Quotation) -> Token | None:
        """Return the verb of '"…," said X', '"…?" X, who was there, asked'."""
        doc = self.doc
        start = self.extents.marked(quotation)[1] + 1
        if start >= len(doc):
            return None
        end = doc[quotation.last].text
        if end in {"!", "?", "..."}:
            near = any(self._is_cue_verb(t) for t in doc[start : start + 4])
            if not near and not doc[start].text[0].islower():
                return None
        elif end not in {",", "-"} | DASHES and doc[start].text not in {","} | DASHES:
            return None
        fallback = None
        for token in doc[start : start + TAIL]:
            if token.text in MARKS or token.text in {".", ";", ":"}:
                break
            if token.pos_ not in {"VERB", "AUX"} or token.tag_ == "VB":
                continue
            known = token.lemma_.lower() in self.lexicon.verbs
            if token.dep_ in _NOT_FINITE_CUES and not (known and token.i <= start + 2):
                continue
            if known and token.tag_ != "VBG":
                return token
            fallback = fallback or token
        return fallback

    def _cue_before(self, quotation: Quotation) -> Token | None:
        """Return the verb of 'X said: "…"', 'X told the council, "…"'."""
        first, _ = self.extents.marked(quotation)
        if first == 0:
            return None
        before = self.doc[first - 1]
        if before.text not in {",", ":"}:
            return before if quotation.whole and self._is_cue_verb(before) else None
        for token in reversed(self.doc[max(0, first - LEAD) : first - 1]):
            if token.text in MARKS or token.text in {".", ";", "!", "?"}:
                return None
            if self._is_cue_verb(token) and (token.dep_ != "relcl" or before.text == ":"):
                return token
        return None

    # -- verbs -----------------------------------------------------------------------------------

    def _of_verb(self, verb: Token) -> Iterator[Candidate]:
        classes = self.lexicon.verbs.get(verb.lemma_.lower(), ())
        if not classes:
            for child in verb.children:
                finite = child.tag_ in FINITE or has_subject(child)
                if child.dep_ == "ccomp" and child.i > verb.i and finite:
                    yield self._clause(_Verb.read(verb, (), self.extents), child)
            return
        cue = _Verb.read(verb, classes, self.extents)
        around = self._around(cue)
        if around:
            yield cue.candidate("around", around)
            return
        if cue.passive:
            yield from self._passive(cue)
        yield from self._complements(cue)

    def _complements(self, cue: "_Verb") -> Iterator[Candidate]:
        addressee: Token | None = None
        clause = False
        for child in cue.verb.children:
            if child.i < cue.verb.i:
                continue
            dep, extent = child.dep_, subtree(child, cue.verb.i + 1)
            if dep == "ccomp" or (dep == "advcl" and _is_marked(child, "that", "whether", "if")):
                clause = True
                yield self._clause(cue, child)
            elif dep in {"xcomp", "oprd", "acomp"} and "seem" in cue.classes:
                yield from self._seeming(cue, child, extent)
            elif dep == "xcomp":
                if addressee is not None and "urge" in cue.classes:
                    extent = (min(extent[0], addressee.left_edge.i), extent[1])
                yield cue.candidate("infinitive", [extent], child)
            elif dep in {"dobj", "oprd", "attr"} and not clause:
                addressee = child
                yield cue.candidate("object", [_object(cue.verb, child, extent)], child)
            elif dep == "prep" or (dep == "agent" and not cue.passive):
                for inner in _objects_of(child):
                    addressee = inner if child.lower_ in {"on", "upon", "to"} else addressee
                    if child.lower_ in self.lexicon.prepositions:
                        inner_extent = subtree(inner, child.i + 1)
                        yield cue.candidate("preposition", [inner_extent], inner, child)

    def _clause(self, cue: "_Verb", child: Token) -> Candidate:
        return cue.candidate("clause", [subtree(child, cue.verb.i + 1)], child)

    def _seeming(self, cue: "_Verb", child: Token, extent: Extent) -> Iterator[Candidate]:
        """Read "the talks seem to have failed": to nobody named, and the talks are content."""
        if cue.subject is not None:
            named = cue.source is not None and cue.subject.lower_ not in EMPTY
            content = [cue.source, extent] if named and cue.source else [extent]
            yield Candidate(
                "seeming", cue.verb, cue.extents, None, content, cue.subject, None, child
            )

    def _passive(self, cue: "_Verb") -> Iterator[Candidate]:
        """Read "the plan was praised by X", "X is expected to resign"."""
        subject = next((c for c in cue.verb.children if c.dep_ == "nsubjpass"), None)
        if subject is None:
            return
        extent = self.extents.phrase(subject, cue.verb)
        for child in cue.verb.children:
            if child.dep_ == "xcomp" and child.i > cue.verb.i:
                yield cue.candidate("raised", [extent, subtree(child, cue.verb.i + 1)], child)
                return
            if child.dep_ == "ccomp":
                break
        yield cue.candidate("passive", [extent], subject)

    def _around(self, cue: "_Verb") -> list[Extent]:
        """Return the content that the cue stands after or within: "X, Yang said, Y"."""
        verb, source, doc = cue.verb, cue.source, self.doc
        if source is None or (verb.tag_ not in FINITE and verb.tag_ != "VBN"):
            return []
        start, end = self.extents.sentence(verb.i)
        first, last = self._group(verb, source)
        as_noted = first > 0 and doc[first - 1].lower_ == "as"
        if as_noted:
            first -= 1
        elif verb.dep_ in _SUBORDINATE:
            return []
        if first <= start + 1:
            opens = as_noted and last < end and doc[last + 1].text == ","
            return [(last + 2, end)] if opens and last + 2 <= end else []
        if doc[first - 1].text not in {",", "-", "?"} | DASHES | MARKS:
            return []
        last = self._with_adjuncts(verb, last, end)
        interrupted = last < end and doc[last + 1].text in {","} | DASHES
        fronted = any(c.dep_ in {"ccomp", "parataxis"} and c.i < verb.i for c in verb.children)
        embedded = verb.dep_ in {"ccomp", "parataxis"} and (
            self.extents.sentence(verb.head.i) == (start, end)
        )
        if not (fronted or embedded or interrupted or as_noted):
            return []
        while start < first and (doc[start].dep_ == "cc" or doc[start].text in STOPS):
            start += 1
        extents = [(start, first - 1)] if start < first else []
        if interrupted and last + 2 <= end and doc[last + 2].tag_ != "VBG":
            own = {"advcl", "conj", "cc", "prep"}
            if not any(
                c.dep_ in own and c.left_edge.i <= last + 2 <= c.right_edge.i for c in verb.children
            ):
                extents.append((last + 2, end))
        return extents

    def _group(self, verb: Token, source: Extent) -> Extent:
        """Return the extent of source and cue, where one stands beside the other."""
        first = last = verb.i
        for child in verb.children:
            auxiliary = child.dep_ in {"aux", "neg", "auxpass"} and child.i < verb.i
            if auxiliary or (child.dep_ == "advmod" and child.i == first - 1):
                first = min(first, child.i)
        if source[0] > last:
            return first, source[1]
        return (source[0], last) if source[1] < first else (first, last)

    def _with_adjuncts(self, verb: Token, last: int, end: int) -> int:
        """Return the end of "Yang said Monday at a press conference"."""
        adjuncts = [
            c for c in verb.children
            if c.i > verb.i and c.dep_ in {"npadvmod", "prep", "advmod", "dative", "dobj"}
        ]  # fmt: skip
        for child in adjuncts:
            if last < end and child.left_edge.i == last + 1:
                last = child.right_edge.i
        return last

    # -- nouns and adjectives --------------------------------------------------------------------

    def _of_noun(self, noun: Token) -> Iterator[Candidate]:
        subject, source = self._owner(noun)
        first = noun.i
        while first > noun.left_edge.i and self.doc[first - 1].dep_ in {"amod", "advmod"}:
            first -= 1
        cue = [(first, noun.i)]
        for child in noun.children:
            if child.i < noun.i:
                continue
            frame = None
            if child.dep_ in {"acl", "relcl", "ccomp", "advcl", "appos"} and _is_marked(
                child, "that", "whether"
            ):
                frame = "noun-that"
            elif child.dep_ in {"acl", "xcomp", "relcl"} and child.tag_ == "VB":
                frame = "noun-to" if any(c.tag_ == "TO" for c in child.children) else None
            if frame is not None:
                extent = subtree(child, noun.i + 1)
                yield Candidate(frame, noun, cue, source, [extent], subject, None, child)
            elif child.dep_ == "prep" and child.lower_ in self.lexicon.prepositions:
                for inner in _objects_of(child):
                    first_inner, last_inner = extent = subtree(inner, child.i + 1)
                    if subject is None or not first_inner <= subject.i <= last_inner:
                        yield Candidate(
                            "noun-preposition", noun, joined([*cue, (child.i, child.i)]), source,
                            [extent], subject, child, inner,
                        )  # fmt: skip

    def _owner(self, noun: Token) -> tuple[Token | None, Extent | None]:
        """Return whose claim it is: "Mali's claim", "a claim by Mali", "Mali made the claim"."""
        for child in noun.children:
            if child.dep_ == "poss":
                return child, subtree(child)
        for child in noun.children:
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "among"}:
                for inner in _objects_of(child):
                    return inner, subtree(inner)
        if noun.dep_ in {"dobj", "pobj", "attr"}:
            verb = noun.head.head if noun.dep_ == "pobj" else noun.head
            if verb.pos_ in {"VERB", "AUX"}:
                return self.extents.source_of(verb)
        return None, None

    def _of_adjective(self, adjective: Token) -> Iterator[Candidate]:
        verb = adjective.head if adjective.dep_ == "acomp" else adjective
        subject, source = self.extents.source_of(verb)
        if subject is not None and subject.dep_ == "expl":
            return
        cue = [(min(verb.i, adjective.i), adjective.i)]
        children = list(adjective.children)
        if verb is not adjective:
            children += [c for c in verb.children if c != adjective]
        for child in children:
            if child.i < adjective.i:
                continue
            if child.dep_ in {"ccomp", "xcomp"} or (
                child.dep_ == "advcl" and _is_marked(child, "that")
            ):
                extent = subtree(child, adjective.i + 1)
                yield Candidate(
                    "adjective-clause", adjective, cue, source, [extent], subject, None, child
                )
            elif child.dep_ == "prep" and child.lower_ in self.lexicon.prepositions:
                for inner in _objects_of(child):
                    yield Candidate(
                        "adjective-preposition", adjective, joined([*cue, (child.i, child.i)]),
                        source, [subtree(inner, child.i + 1)], subject, child, inner,
                    )  # fmt: skip

    # -- phrases and labels ----------------------------------------------------------------------

    def _according(self, cue: Token) -> Iterator[Candidate]:
        """Read "according to X"."""
        if cue.i + 1 >= len(self.doc) or self.doc[cue.i + 1].lower_ != "to":
            return
        to = self.doc[cue.i + 1]
        for name in _objects_of(to):
            first, last = subtree(name, to.i + 1)
            for index in range(name.i + 1, last + 1):
                if self.doc[index].text in MARKS:  # quoted words are no part of a name
                    last = index - 1
                    break
            yield self._rest("according", cue, (cue.i, to.i), name, (first, last))
            return

    def _in_words(self, preposition: Token) -> Iterator[Candidate]:
        """Read "in the words of X", "in X's view"."""
        for noun in _objects_of(preposition):
            if noun.lemma_.lower() not in self.lexicon.words:
                continue
            cue = (preposition.i, noun.i)
            for child in noun.children:
                if child.dep_ == "poss":
                    yield self._rest("words", preposition, cue, child, subtree(child))
                elif child.lower_ == "of":
                    for name in _objects_of(child):
                        cue = (preposition.i, child.i)
                        extent = subtree(name, child.i + 1)
                        yield self._rest("words", preposition, cue, name, extent)

    def _rest(self, frame: str, head: Token, cue: Extent, name: Token, source: Extent) -> Candidate:
        """Return the candidate whose content is the sentence without its cue and source."""
        start, end = self.extents.sentence(head.i)
        first, last = cue[0], max(cue[1], source[1])
        if first <= start + 2:
            content = [(last + 1, end)] if last < end else []
        else:
            content = [(start, first - 1)]
            if last + 2 <= end and self.doc[last + 1].text in {","} | DASHES:
                content.append((last + 2, end))
        return Candidate(frame, head, [cue], source, content, name)

    def _label(self) -> Iterator[Candidate]:
        """Read a paragraph or headline that opens with its speaker: "Source: what is said"."""
        doc = self.doc
        for token in doc[1 : min(len(doc) - 1, LABEL)]:
            if token.text == ":":
                label = doc[: token.i]
                if not any(t.tag_ in FINITE or t.text in STOPS for t in label):
                    yield Candidate(
                        "label", token, [(token.i, token.i)], (0, token.i - 1),
                        [(token.i + 1, len(doc) - 1)], label.root,
                    )  # fmt: skip
                return


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb that may be a cue, with what all its frames share."""

    verb: Token
    classes: tuple[str, ...]
    extents: list[Extent]
    subject: Token | None
    source: Extent | None
    passive: bool

    @classmethod
    def read(cls, verb: Token, classes: tuple[str, ...], extents: Extents) -> "_Verb":
        subject, source = extents.source_of(verb)
        return cls(verb, classes, extents.cue(verb), subject, source, is_passive(verb))

    def candidate(
        self,
        frame: str,
        content: list[Extent],
        inner: Token | None = None,
        word: Token | None = None,
    ) -> Candidate:
        cue = self.extents if word is None else joined([*self.extents, (word.i, word.i)])
        return Candidate(frame, self.verb, cue, self.source, content, self.subject, word, inner)


def _objects_of(preposition: Token) -> Iterator[Token]:
    return (c for c in preposition.children if c.dep_ in {"pobj", "pcomp"})


def _is_marked(clause: Token, *words: str) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in words for c in clause.children)


def _object(verb: Token, child: Token, extent: Extent) -> Extent:
    """Return the object with its predicate: "called it a crime", "accused them of lying"."""
    first, last = extent
    for other in verb.children:
        linked = other.dep_ == "prep" and other.lower_ in _OF_OBJECTS and other.i == last + 1
        predicate = other.dep_ in {"oprd", "acomp", "xcomp"} and other.i > last
        if linked or predicate:
            last = max(last, other.right_edge.i)
    return first, last
