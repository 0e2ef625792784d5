"""Extents of sources, cues and contents, by the guidelines of PolNeAR (Newell et al. 2018).

The source is the whole noun phrase; "that" and quotation marks are part of the content, the
full stop of a sentence isn't; what begins in quotation marks is content to the closing one.
"""

from spacy.tokens import Doc, Token

from communique.language.cues import Extent
from communique.language.passages import Passage
from communique.language.quotations import Quotation

FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
MARKS = frozenset({'"'})
STOPS = frozenset({".", ",", ";", ":", "-", "–", "—", "--", "!", "?", "...", "…"})
DASHES = frozenset({"–", "—", "--"})
#: Subjects that stand for nobody: "it is said", "there are claims".
EMPTY = frozenset({"it", "there"})
#: A verb without a subject of its own shares that of the verb above it in these relations.
_SHARING = frozenset({
    "conj", "xcomp", "advcl", "parataxis", "acomp", "attr", "prep", "pcomp", "dep", "oprd",
})  # fmt: skip
_PARTS_OF_NAMES = frozenset({"compound", "det", "amod", "poss", "nmod"})
_NAMES = frozenset({"PROPN", "PRON", "NOUN", "DET"})
#: After a source behind its cue, these begin where and when it was said: "…, on Tuesday".
_SETTINGS = frozenset({"on", "in", "at", "during", "after", "before", "to"})


def subtree(token: Token, least: int = 0) -> Extent:
    """Return the extent of the token with all that hangs on it, from `least` on."""
    return max(token.left_edge.i, least), token.right_edge.i


def joined(extents: list[Extent]) -> list[Extent]:
    """Return the extents in order, neighbours made one."""
    found: list[Extent] = []
    for first, last in sorted(extents):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def without(extents: list[Extent], others: list[Extent]) -> list[Extent]:
    """Return what is left of the extents outside the others."""
    for begin, end in others:
        extents = [
            part
            for first, last in extents
            for part in ((first, min(last, begin - 1)), (max(first, end + 1), last))
            if part[0] <= part[1] and (part[1] < begin or part[0] > end)
        ]
        extents = list(dict.fromkeys(extents))
    return extents


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive voice, so that its subject isn't who acts."""
    return (verb.tag_ == "VBN" and verb.dep_ == "acl") or any(
        c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children
    )


class Extents:
    """The extents of one passage. `inside` gives the quotation that a token stands in."""

    def __init__(self, passage: Passage, quotations: list[Quotation]) -> None:
        self.doc: Doc = passage.doc
        self.quotations = quotations
        self.inside = {t: q for q in quotations for t in range(q.first, q.last + 1)}
        self._bounds: list[Extent] = []
        for sentence in passage.sentences:
            self._bounds += [(sentence.start, sentence.end - 1)] * len(sentence)

    def sentence(self, token: int) -> Extent:
        """Return the extent of the token's sentence."""
        return self._bounds[token]

    def marked(self, quotation: Quotation) -> Extent:
        """Return the quotation's extent with its marks."""
        first, last = quotation.first, quotation.last
        if first > 0 and self.doc[first - 1].text in MARKS:
            first -= 1
        if last + 1 < len(self.doc) and self.doc[last + 1].text in MARKS:
            last += 1
        return first, last

    def cue(self, verb: Token) -> list[Extent]:
        """Return the verb with its auxiliaries, near adverbs and particle."""
        extents = [(verb.i, verb.i)]
        for child in verb.children:
            near = abs(child.i - verb.i) <= 2 and child.left_edge.i == child.right_edge.i
            if child.dep_ in {"aux", "auxpass", "neg", "prt"} or (child.dep_ == "advmod" and near):
                extents.append((child.i, child.i))
        return joined(extents)

    # -- sources -----------------------------------------------------------------------------

    def source_of(
        self, verb: Token, *, quoting: bool = False
    ) -> tuple[Token | None, Extent | None]:
        """Return head and extent of who does what the verb says; the extent is None for nobody.

        A verb that cues a quotation has its source outside of it, if need be right beside it.
        """
        if is_passive(verb):
            return self._agent_of(verb)
        token = verb
        for _ in range(8):
            for child in token.children:
                if child.dep_ == "expl":
                    return child, None
                if quoting and child.i in self.inside:
                    continue
                if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and token is not verb):
                    return child, self.phrase(child, token)
            if token.dep_ == "acl":
                return token.head, self.phrase(token.head, token)
            bare = token.dep_ == "ccomp" and token.tag_ in {"VB", "VBG"}
            if token.dep_ not in _SHARING and not bare:
                break
            token = token.head
        return self._beside(verb) if quoting else (None, None)

    def _agent_of(self, verb: Token) -> tuple[Token | None, Extent | None]:
        for agent in verb.children:
            if agent.dep_ == "agent":
                for child in agent.children:
                    if child.dep_ == "pobj":
                        return child, subtree(child)
        return None, None

    def _beside(self, verb: Token) -> tuple[Token | None, Extent | None]:
        """Return the name right before or after the verb, where the parse left it alone."""
        for index in (verb.i - 1, verb.i + 1):
            if not 0 <= index < len(self.doc) or self.doc[index].pos_ not in _NAMES:
                continue
            token = self.doc[index]
            while token.dep_ in _PARTS_OF_NAMES and token.head != verb:
                token = token.head
            first, last = subtree(token)
            if last < verb.i or first > verb.i:
                return token, (first, last)
        return None, None

    def phrase(self, noun: Token, verb: Token) -> Extent:
        """Return the noun phrase, cut where the verb's clause, a quotation or a setting begins."""
        first, last = subtree(noun)
        if noun.i < verb.i:
            limit = verb.i
            if last >= verb.i:  # the clause is part of the phrase: "the man saying so"
                limit = verb.left_edge.i
            else:
                adverbs = {"aux", "auxpass", "neg", "advmod"}
                between = [c.i for c in verb.children if c.dep_ in adverbs and c.i > noun.i]
                limit = min([limit, *between])
            last = max(noun.i, min(last, limit - 1))
        else:
            first = max(first, verb.i + 1)
            last = self._before_setting(noun.i, last)
        if noun.i not in self.inside:
            first, last = self._outside_quotations(noun.i, first, last)
        while last > noun.i and self.doc[last].text in STOPS:
            last -= 1
        while first < noun.i and self.doc[first].text in STOPS:
            first += 1
        return first, last

    def _before_setting(self, noun: int, last: int) -> int:
        for index in range(noun + 1, last):
            if self.doc[index].text == "," and self.doc[index + 1].lower_ in _SETTINGS:
                return index - 1
        return last

    def _outside_quotations(self, noun: int, first: int, last: int) -> Extent:
        """Cut off a quotation of sentences; a quoted name stays: 'star of the show "Cake"'."""
        for index in range(noun + 1, last + 1):
            if self.doc[index].text in MARKS:
                inner = self.inside.get(index + 1)
                if inner is None or inner.whole or inner.last - inner.first > 8:
                    last = index - 1
                    break
        for index in range(noun - 1, first - 1, -1):
            if self.doc[index].text in MARKS:
                inner = self.inside.get(index - 1)
                if inner is not None and inner.whole:
                    first = index + 1
                    break
        return first, last

    # -- contents ----------------------------------------------------------------------------

    def tidy(self, extents: list[Extent]) -> list[Extent]:
        """Return the extents without punctuation at their ends, quotations in them whole."""
        doc = self.doc
        tidied = []
        for first, last in extents:
            last = self._to_closing_mark(first, last)
            while first < last and (doc[first].text in STOPS or doc[first].is_space):
                first += 1
            while last > first and (doc[last].text in STOPS or doc[last].is_space):
                last -= 1
            last = self._with_mark(first, last)
            if first <= last and not (first == last and doc[first].is_punct):
                tidied.append(self._balanced(first, last))
        return tidied

    def _to_closing_mark(self, first: int, last: int) -> int:
        """Return the end of the quotation that begins in the extent and goes on after it."""
        quotation = self.inside.get(last)
        if quotation is None and self.doc[last].text in MARKS:
            quotation = self.inside.get(last + 1)
        if quotation is not None and first <= quotation.first:
            return self.marked(quotation)[1]
        return last

    def _with_mark(self, first: int, last: int) -> int:
        """Return the end with the full stop and mark that close a quotation in the extent."""
        doc, quotation = self.doc, self.inside.get(last)
        if (
            quotation is not None
            and first < quotation.first
            and last + 2 < len(doc)
            and doc[last + 1].text in STOPS
            and doc[last + 2].text in MARKS
        ):
            return last + 2
        return last

    def _balanced(self, first: int, last: int) -> Extent:
        """Return the extent without a quotation mark that has no fellow within."""
        marks = [i for i in range(first, last + 1) if self.doc[i].text in MARKS]
        if len(marks) % 2 and first < last:
            if marks[-1] == last:
                return first, last - 1
            if marks[0] == first:
                return first + 1, last
        return first, last
