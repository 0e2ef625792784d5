"""Candidates for attributions: a cue, who may be its source, what may be its content.

Nothing is decided here. Each frame reads one way of putting somebody's words, thoughts
or wishes into a sentence, as Pareti (2015) sorts them: clause, quotation, infinitive, object,
preposition, noun, adjective, "according to", colon. Spans follow the guidelines of
PolNeAR (Newell et al. 2018): "that" and quotation marks are part of the content,
the full stop of the sentence isn't, the source is the whole noun phrase.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from communique.language.passages import Passage
from communique.language.quotations import Quotation
from communique.language.syntax import has_subject
from communique.reference.tables import read_lexicon

#: First and last token, both included.
Extent = tuple[int, int]

FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_STOPS = frozenset({".", ",", ";", ":", "-", "–", "—", "--", "!", "?", "...", "…"})
_MARKS = frozenset({'"', "''", "``"})
_CLAUSE_DEPS = frozenset({"ccomp", "xcomp"})
#: Subjects that stand for nobody: "it seems", "there is".
_EMPTY = frozenset({"it", "there"})
#: What links an object to that for which it is blamed, or as which it is described.
_OF_OBJECTS = frozenset({"as", "of", "for"})


@dataclass(eq=False)
class Candidate:
    """What may be an attribution, within one passage."""

    frame: str
    head: Token
    cue: list[Extent]
    source: Extent | None
    content: list[Extent]
    subject: Token | None = None
    word: Token | None = None
    inner: Token | None = None
    quoted: bool = False
    score: float = 0.0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CueLexicon:
    """The classes of each cue lemma, by part of speech."""

    verbs: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]
    prepositions: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=2)
def cue_lexicon(language: str = "en") -> CueLexicon:
    """Return the lexicon of cues of the language."""
    table = read_lexicon(language, "cues")
    return CueLexicon(
        verbs=_classes(table["verbs"]),
        nouns=_classes(table["nouns"]),
        adjectives=_classes(table["adjectives"]),
        prepositions=frozenset(table["prepositions"]["leads"]),
        words=frozenset(table["sources"]["words"]),
    )


def _classes(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for name, lemmas in table.items():
        for lemma in dict.fromkeys(lemmas):
            classes.setdefault(lemma, []).append(name)
    return {lemma: tuple(names) for lemma, names in classes.items()}


class CueReader:
    """Yields the candidates of one passage. `quotations` are all that it holds, in order."""

    def __init__(
        self, passage: Passage, quotations: list[Quotation], *, language: str = "en"
    ) -> None:
        self.passage = passage
        self.doc: Doc = passage.doc
        self.quotations = quotations
        self.lexicon = cue_lexicon(language)
        self.bounds: list[Extent] = [(0, 0)] * len(self.doc)
        for sentence in passage.sentences:
            bounds = (sentence.start, sentence.end - 1)
            self.bounds[sentence.start : sentence.end] = [bounds] * len(sentence)
        #: The quotation that a token stands in.
        self.inside: dict[int, Quotation] = {
            t: q for q in quotations for t in range(q.first, q.last + 1)
        }

    def candidates(self) -> Iterator[Candidate]:
        """Yield every candidate; those that cue a quotation of their own come first."""
        quoting: set[int] = set()
        for candidate in self._quoting():
            quoting.add(candidate.head.i)
            yield candidate
        yield from self._colon()
        for token in self.doc:
            pos = token.pos_
            if pos in {"VERB", "AUX"}:
                if token.lower_ == "according":
                    yield from self._according(token)
                elif token.i not in quoting:
                    yield from self._of_verb(token)
            elif pos in {"NOUN", "PROPN"} and token.lemma_.lower() in self.lexicon.nouns:
                yield from self._of_noun(token)
            elif pos == "ADJ" and token.lemma_.lower() in self.lexicon.adjectives:
                yield from self._of_adjective(token)
            elif token.lower_ == "according":
                yield from self._according(token)
            elif pos == "ADP" and token.lower_ == "in":
                yield from self._in_words(token)

    # -- quotations ------------------------------------------------------------------------

    def _quoting(self) -> Iterator[Candidate]:
        for quotation in self.quotations:
            cue = self._cue_after(quotation) or self._cue_before(quotation)
            if cue is not None:
                subject, source = self.source_of(cue, quoted=True)
                yield Candidate(
                    "quotation", cue, self._cue_extents(cue), source,
                    [self.marked(quotation)], subject, quoted=True,
                )  # fmt: skip

    def marked(self, quotation: Quotation) -> Extent:
        """Return the quotation's extent with its marks."""
        first, last = quotation.first, quotation.last
        if first > 0 and self.doc[first - 1].text in _MARKS:
            first -= 1
        if last + 1 < len(self.doc) and self.doc[last + 1].text in _MARKS:
            last += 1
        return first, last

    def _cue_after(self, quotation: Quotation) -> Token | None:
        """Return the verb of '"…," said X', '"…?" X, who was there, asked'."""
        doc = self.doc
        _, last = self.marked(quotation)
        start = last + 1
        if start >= len(doc):
            return None
        ends = doc[quotation.last].text
        if not (ends in {",", "!", "?", "-", "–", "—", "--", "..."} or doc[start].text in {",", "–", "—"}):
            return None
        if ends in {"!", "?", "..."} and not (
            doc[start].text[0].islower() or self._is_reporting(doc[start : start + 4])
        ):
            return None
        fallback = None
        for token in doc[start : start + 45]:
            if token.text in _MARKS or token.text in {".", ";", ":"}:
                break
            if token.pos_ not in {"VERB", "AUX"} or token.tag_ not in FINITE | {"VBN", "VBG"}:
                continue
            if token.dep_ in {"relcl", "acl", "aux", "auxpass"} and not (
                token.i <= start + 2 and token.lemma_.lower() in self.lexicon.verbs
            ):
                continue
            if token.lemma_.lower() in self.lexicon.verbs and token.tag_ != "VBG":
                return token
            fallback = fallback or token
        return fallback

    def _is_reporting(self, span: Span) -> bool:
        return any(t.pos_ == "VERB" and t.lemma_.lower() in self.lexicon.verbs for t in span)

    def _cue_before(self, quotation: Quotation) -> Token | None:
        """Return the verb of 'X said: "…"', 'X told the council, "…"'."""
        doc = self.doc
        first, _ = self.marked(quotation)
        if first == 0:
            return None
        before = doc[first - 1]
        if before.text not in {",", ":"} and not (
            quotation.whole and before.pos_ == "VERB" and before.lemma_.lower() in self.lexicon.verbs
        ):
            return None
        reach = 30 if before.text in {",", ":"} else 1
        for token in reversed(doc[max(0, first - reach) : first]):
            if token.text in _MARKS or (token.text in {".", ";", "!", "?"} and token.i < first - 1):
                return None
            if token.pos_ == "VERB" and token.lemma_.lower() in self.lexicon.verbs:
                if token.dep_ == "relcl" and before.text == ",":
                    continue
                return token
        return None

    # -- verbs -------------------------------------------------------------------------------

    def _of_verb(self, verb: Token) -> Iterator[Candidate]:
        lemma = verb.lemma_.lower()
        classes = self.lexicon.verbs.get(lemma)
        children = list(verb.children)
        subject, source = self.source_of(verb)
        cue = self._cue_extents(verb)
        passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in children)

        def made(frame: str, content: list[Extent], inner: Token | None = None,
                 word: Token | None = None) -> Candidate:  # fmt: skip
            extents = [cue, [(word.i, word.i)]] if word is not None else [cue]
            cues = _joined([e for part in extents for e in part])
            return Candidate(frame, verb, cues, source, content, subject, word, inner)

        around = self._around(verb, source) if classes else None
        if around is not None:
            yield made("around", around)
            return
        if classes and passive:
            yield from self._of_passive(verb, children, made)
        found_clause = False
        found_object: Token | None = None
        for child in children:
            if child.i < verb.i:
                continue
            if child.dep_ == "ccomp" and (classes or child.tag_ in FINITE or has_subject(child)):
                first = self._left(child, verb.i + 1)
                yield made("clause", [(first, child.right_edge.i)], child)
                found_clause = True
            elif child.dep_ in {"xcomp", "oprd", "acomp"} and classes and "seem" in classes:
                if subject is not None:
                    seen = [] if source is None or subject.lower_ in _EMPTY else [source]
                    first = self._left(child, verb.i + 1)
                    yield Candidate("seeming", verb, cue, None, [*seen, (first, child.right_edge.i)],
                                    subject, None, child)  # fmt: skip
            elif child.dep_ == "xcomp" and classes:
                first = self._left(child, verb.i + 1)
                if found_object is not None and "urge" in classes:
                    first = found_object.left_edge.i
                yield made("infinitive", [(first, child.right_edge.i)], child)
            elif child.dep_ in {"dobj", "oprd", "attr"} and classes and not found_clause:
                yield made("object", [self._object(verb, child)], child)
                found_object = child
            elif child.dep_ in {"prep", "agent"} and classes and not (passive and child.dep_ == "agent"):
                for inner in child.children:
                    if inner.dep_ in {"pobj", "pcomp"} and child.lower_ in self.lexicon.prepositions:
                        extent = (self._left(inner, child.i + 1), inner.right_edge.i)
                        yield made("preposition", [extent], inner, child)
            elif child.dep_ == "advcl" and classes and child.i > verb.i and any(
                c.dep_ == "mark" and c.lower_ in {"that", "whether", "if"} for c in child.children
            ):
                yield made("clause", [(child.left_edge.i, child.right_edge.i)], child)

    def _object(self, verb: Token, child: Token) -> Extent:
        first, last = self._left(child, verb.i + 1), child.right_edge.i
        for other in verb.children:
            if other.i > last and other.dep_ in {"oprd", "acomp", "xcomp"}:
                last = max(last, other.right_edge.i)
            elif other.i == last + 1 and other.dep_ == "prep" and other.lower_ in _OF_OBJECTS:
                last = other.right_edge.i
        return first, last

    def _of_passive(self, verb: Token, children: list[Token], made) -> Iterator[Candidate]:  # type: ignore
        subject = next((c for c in children if c.dep_ == "nsubjpass"), None)
        if subject is None:
            return
        extent = self._clipped(subject, verb)
        complement = next((c for c in children if c.dep_ in _CLAUSE_DEPS and c.i > verb.i), None)
        if complement is not None and complement.dep_ == "xcomp":
            yield made(
                "raised",
                [extent, (self._left(complement, verb.i + 1), complement.right_edge.i)],
                complement,
            )
        else:
            yield made("passive", [extent], subject)

    def _around(self, verb: Token, source: Extent | None) -> list[Extent] | None:
        """Return the content that the cue stands after or within: "X, Yang said, Y"."""
        if verb.tag_ not in FINITE | {"VBN"} or verb.dep_ in {"relcl", "acl", "advcl", "xcomp", "conj"}:
            return None
        start, end = self.bounds[verb.i]
        doc = self.doc
        first = last = verb.i
        for child in verb.children:
            if child.dep_ in {"aux", "neg", "auxpass"} and child.i < verb.i:
                first = min(first, child.i)
            if child.dep_ == "advmod" and child.i == first - 1:
                first = child.i
        if source is not None:
            if source[0] > last:
                last = source[1]
            elif source[1] < first:
                first = source[0]
        else:
            return None
        if first <= start + 1:
            return None
        before = doc[first - 1]
        if before.text in {"as"} or before.lower_ == "as":
            if first - 2 <= start or doc[first - 2].text != ",":
                return None
            first -= 1
        elif before.text not in {",", "–", "—", "-", "--", "?"} and before.text not in _MARKS:
            return None
        fronted = any(c.dep_ in {"ccomp", "parataxis"} and c.i < verb.i for c in verb.children)
        later = any(
            c.dep_ in {"ccomp", "xcomp", "dobj"} and c.i > verb.i and c.left_edge.i > verb.i
            for c in verb.children
        )
        embedded = verb.dep_ in {"ccomp", "parataxis"} and self.bounds[verb.head.i] == (start, end)
        while last < end and any(
            c.i == last + 1 or c.left_edge.i == last + 1 for c in verb.children
            if c.dep_ in {"npadvmod", "prep", "advmod", "dative", "dobj"} and c.i > verb.i
        ):  # fmt: skip
            last = next(
                c.right_edge.i for c in verb.children
                if c.i > verb.i and (c.i == last + 1 or c.left_edge.i == last + 1)
            )  # fmt: skip
        interrupted = last < end and doc[last + 1].text in {",", "–", "—", "--"}
        if not (fronted or embedded or (interrupted and not later) or (later and interrupted)):
            return None
        if later and not fronted and not embedded and not interrupted:
            return None
        begin = start
        while begin < first and (doc[begin].dep_ == "cc" or doc[begin].text in _STOPS):
            begin += 1
        extents = [(begin, first - 1)] if begin < first else []
        if interrupted and last + 2 <= end:
            rest = doc[last + 2]
            own = any(
                c.dep_ in {"advcl", "conj", "cc", "prep"} and c.left_edge.i <= last + 2 <= c.right_edge.i
                for c in verb.children
            )
            if not own and rest.tag_ != "VBG":
                extents.append((last + 2, end))
        return extents or None

    # -- nouns, adjectives, phrases -------------------------------------------------------------

    def _of_noun(self, noun: Token) -> Iterator[Candidate]:
        subject, source = self._owner(noun)
        first = noun.i
        while first - 1 >= noun.left_edge.i and self.doc[first - 1].dep_ in {"amod", "advmod"}:
            first -= 1
        cue = [(first, noun.i)]
        for child in noun.children:
            if child.i < noun.i:
                continue
            finite = child.dep_ in {"acl", "relcl", "ccomp", "advcl", "appos"} and any(
                c.dep_ == "mark" and c.lower_ in {"that", "whether"} for c in child.children
            )
            infinitive = child.dep_ in {"acl", "xcomp", "relcl"} and child.tag_ == "VB" and any(
                c.tag_ == "TO" for c in child.children
            )
            if finite or infinitive:
                frame = "noun-that" if finite else "noun-to"
                extent = (self._left(child, noun.i + 1), child.right_edge.i)
                yield Candidate(frame, noun, cue, source, [extent], subject, None, child)
            elif child.dep_ == "prep" and child.lower_ in self.lexicon.prepositions:
                for inner in child.children:
                    if inner.dep_ in {"pobj", "pcomp"} and (
                        subject is None or not inner.left_edge.i <= subject.i <= inner.right_edge.i
                    ):
                        extent = (self._left(inner, child.i + 1), inner.right_edge.i)
                        cues = _joined([*cue, (child.i, child.i)])
                        yield Candidate(
                            "noun-preposition", noun, cues, source, [extent], subject, child, inner
                        )

    def _owner(self, noun: Token) -> tuple[Token | None, Extent | None]:
        """Return whose claim it is: "Mali's claim", "a claim by Mali", "Mali made the claim"."""
        for child in noun.children:
            if child.dep_ == "poss":
                return child, (child.left_edge.i, child.right_edge.i)
        for child in noun.children:
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "among"}:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return inner, (inner.left_edge.i, inner.right_edge.i)
        head = noun.head
        if noun.dep_ in {"dobj", "pobj", "attr"} and head is not noun:
            verb = head.head if noun.dep_ == "pobj" else head
            if verb.pos_ in {"VERB", "AUX"}:
                return self.source_of(verb)
        return None, None

    def _of_adjective(self, adjective: Token) -> Iterator[Candidate]:
        if adjective.dep_ not in {"acomp", "attr", "oprd", "conj", "advcl", "amod", "ROOT"}:
            return
        verb = adjective.head if adjective.dep_ == "acomp" else adjective
        subject, source = self.source_of(verb)
        first = verb.i if verb.i < adjective.i else adjective.i
        if adjective.dep_ == "acomp" and subject is not None and subject.dep_ == "expl":
            return
        cue = [(first, adjective.i)]
        for child in [*adjective.children, *(verb.children if verb is not adjective else ())]:
            if child.i < adjective.i:
                continue
            if child.dep_ in {"ccomp", "xcomp", "advcl"} and (
                child.dep_ != "advcl" or any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
            ):
                extent = (self._left(child, adjective.i + 1), child.right_edge.i)
                yield Candidate("adjective-clause", adjective, cue, source, [extent], subject, None, child)
            elif child.dep_ == "prep" and child.lower_ in self.lexicon.prepositions:
                for inner in child.children:
                    if inner.dep_ in {"pobj", "pcomp"}:
                        extent = (self._left(inner, child.i + 1), inner.right_edge.i)
                        cues = _joined([*cue, (child.i, child.i)])
                        yield Candidate(
                            "adjective-preposition", adjective, cues, source, [extent], subject, child, inner
                        )

    def _according(self, cue: Token) -> Iterator[Candidate]:
        doc = self.doc
        if cue.i + 1 >= len(doc) or doc[cue.i + 1].lower_ != "to":
            return
        to = doc[cue.i + 1]
        name = next((c for c in to.children if c.dep_ in {"pobj", "pcomp"}), None)
        if name is None:
            return
        yield from self._rest_of_sentence("according", cue, (cue.i, to.i), name)

    def _in_words(self, preposition: Token) -> Iterator[Candidate]:
        """Read "in the words of X", "in X's view"."""
        noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        if noun is None or noun.lemma_.lower() not in self.lexicon.words:
            return
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        cue = (preposition.i, noun.i)
        if owner is None:
            of = next((c for c in noun.children if c.lower_ == "of"), None)
            owner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
            if owner is None:
                return
            cue = (preposition.i, owner.left_edge.i - 1)
        yield from self._rest_of_sentence("words", preposition, cue, owner, noun)

    def _colon(self) -> Iterator[Candidate]:
        """Read a paragraph or headline that opens with its speaker: "Source: what is said"."""
        doc = self.doc
        for token in doc[1 : min(len(doc) - 1, 12)]:
            if token.text == ":":
                label = doc[: token.i]
                if not any(t.tag_ in FINITE or t.text in _STOPS for t in label):
                    yield Candidate("colon", token, [(token.i, token.i)], (0, token.i - 1),
                                    [(token.i + 1, len(doc) - 1)], label.root)  # fmt: skip
                return

    def _rest_of_sentence(
        self, frame: str, head: Token, cue: Extent, name: Token, noun: Token | None = None
    ) -> Iterator[Candidate]:
        start, end = self.bounds[head.i]
        doc = self.doc
        first, last = cue[0], max(cue[1], name.right_edge.i)
        for t in range(max(cue[1], name.i) + 1, last + 1):
            if doc[t].text in _MARKS:  # what follows in quotation marks is no longer the name
                last = t - 1
                break
        source = (max(name.left_edge.i, cue[1] + 1) if noun is None else name.left_edge.i, 0)
        source = (source[0], name.right_edge.i if noun is not None else last)
        if first <= start + 2:
            content = [(last + 1, end)]
        else:
            content = [(start, first - 1)]
            if last + 2 <= end and doc[last + 1].text in {",", "–", "—"}:
                content.append((last + 2, end))
        yield Candidate(frame, head, [cue], source, content, name)

    # -- sources and extents -----------------------------------------------------------------

    def source_of(self, verb: Token, *, quoted: bool = False) -> tuple[Token | None, Extent | None]:
        """Return the head and the extent of who does what the verb says; None if nobody is named."""
        children = list(verb.children)
        if any(c.dep_ in {"auxpass", "nsubjpass"} for c in children) or (
            verb.tag_ == "VBN" and verb.dep_ == "acl"
        ):
            agent = next((c for c in children if c.dep_ == "agent"), None)
            named = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
            return (named, (named.left_edge.i, named.right_edge.i)) if named is not None else (None, None)
        token = verb
        for _ in range(8):
            for child in token.children:
                if child.dep_ == "expl":
                    return child, None
                if quoted and child.i in self.inside:
                    continue
                if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and token is not verb):
                    return child, self._clipped(child, verb if token is verb else token)
            if token.dep_ == "acl":
                return token.head, self._clipped(token.head, token)
            if token.dep_ in {"conj", "xcomp", "advcl", "parataxis", "acomp", "attr", "prep", "pcomp", "dep", "oprd"} or (
                token.dep_ == "ccomp" and token.tag_ in {"VB", "VBG"}
            ):
                token = token.head
            else:
                break
        if quoted and verb.i + 1 < len(self.doc):
            return self._beside(verb)
        return None, None

    def _beside(self, verb: Token) -> tuple[Token | None, Extent | None]:
        """Return the name right before or after a cue of a quotation that the parse left alone."""
        for index in (verb.i - 1, verb.i + 1):
            if 0 <= index < len(self.doc) and self.doc[index].pos_ in {"PROPN", "PRON", "NOUN", "DET"}:
                token = self.doc[index]
                while token.dep_ in {"compound", "det", "amod", "poss", "nmod"} and token.head is not verb:
                    token = token.head
                if token.i != verb.i and token.left_edge.i > verb.i or token.right_edge.i < verb.i:
                    return token, (token.left_edge.i, token.right_edge.i)
        return None, None

    def _clipped(self, noun: Token, verb: Token) -> Extent:
        """Return the noun phrase, cut where the verb's clause, a quotation or a sentence begins."""
        first, last = noun.left_edge.i, noun.right_edge.i
        if noun.i < verb.i:
            limit = verb.i
            if first <= verb.i <= last:  # the verb's clause is part of the phrase: "the man saying"
                limit = verb.left_edge.i
            else:
                limit = min([verb.i, *(c.i for c in verb.children if noun.i < c.i < verb.i and c.dep_ in
                        {"aux", "auxpass", "neg", "advmod"})])  # fmt: skip
            last = max(noun.i, min(last, limit - 1))
        else:
            first = max(first, verb.i + 1)
        for index in range(noun.i + 1, last + 1):
            if self.doc[index].text in _MARKS and noun.i not in self.inside:
                inner = self.inside.get(index + 1)
                if inner is None or inner.whole or inner.last - inner.first > 8:
                    last = index - 1
                    break
        for index in range(noun.i - 1, first - 1, -1):
            if self.doc[index].text in _MARKS and noun.i not in self.inside:
                q = self.inside.get(index - 1)
                if q is not None and q.whole:
                    first = index + 1
                    break
        while last > noun.i and self.doc[last].text in _STOPS:
            last -= 1
        while first < noun.i and self.doc[first].text in _STOPS:
            first += 1
        return first, last

    def _left(self, token: Token, least: int) -> int:
        return max(token.left_edge.i, least)

    def _cue_extents(self, verb: Token) -> list[Extent]:
        """Return the verb with its auxiliaries, adverbs and particle."""
        extents = [(verb.i, verb.i)]
        for child in verb.children:
            if child.dep_ in {"aux", "auxpass", "neg", "prt"} or (
                child.dep_ == "advmod" and child.left_edge.i == child.right_edge.i and abs(child.i - verb.i) <= 2
            ):
                extents.append((child.i, child.i))
        return _joined(extents)

    def tidy(self, extents: list[Extent]) -> list[Extent]:
        """Return the extents within their sentence, without punctuation at their ends.

        A quotation that begins in the content is part of it to its end, whatever the parse says.
        """
        doc = self.doc
        tidied = []
        for first, last in extents:
            open_quotation = self.inside.get(last)
            if open_quotation is None and last + 1 < len(doc):
                open_quotation = self.inside.get(last + 1) if doc[last].text in _MARKS else None
            if open_quotation is not None and first <= open_quotation.first:
                last = self.marked(open_quotation)[1]
            while first < last and (doc[first].text in _STOPS or doc[first].is_space):
                first += 1
            while last > first and (doc[last].text in _STOPS or doc[last].is_space):
                last -= 1
            if last + 1 < len(doc) and doc[last + 1].text in {".", ",", "!", "?"} and (
                last + 2 < len(doc) and doc[last + 2].text in _MARKS and (last in self.inside)
                and first < self.inside[last].first
            ):  # fmt: skip
                last += 2
            if first <= last and not (first == last and doc[first].is_punct):
                tidied.append(self._balanced(first, last))
        return tidied

    def _balanced(self, first: int, last: int) -> Extent:
        """Return the extent without a quotation mark that has no fellow within."""
        marks = [i for i in range(first, last + 1) if self.doc[i].text in _MARKS]
        if len(marks) % 2 and first < last:
            if marks[-1] == last:
                last -= 1
            elif marks[0] == first:
                first += 1
        return first, last


def _joined(extents: list[Extent]) -> list[Extent]:
    """Return the extents in order, neighbours made one."""
    joined: list[Extent] = []
    for first, last in sorted(extents):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
