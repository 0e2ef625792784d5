"""Attribution: who says what, in which words (source, cue, content).

The three parts follow Pareti (2015) and PolNeAR (Newell et al. 2018). A cue is found by
its lemma and by what follows it; the source is its subject, resolved in the article; the
content is what is left of the clause, so that its ends come from the parse, not from
a list of patterns.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from spacy.tokens import Doc, Span, Token

from communique.language.passages import Passage
from communique.language.quotations import Quotation, find_quotations, is_all_quoted, mode_of
from communique.language.referents import Referent, Resolver
from communique.language.speech import Attribution, Mode, speech_lexicon
from communique.language.speeches import find_speech
from communique.language.syntax import (
    chain_end,
    first_conjunct,
    governing_cue,
    has_subject,
    is_negated,
    modal_of,
    subject_of,
    trim,
)
from communique.language.transcripts import Turn, TurnReader, Turns
from communique.language.voices import Voices


class AttributionReader:
    """Reads the attributions of one article in order."""

    def __init__(self, resolver: Resolver, *, language: str = "en") -> None:
        self.resolver = resolver
        self.lexicon = speech_lexicon(language)
        self.voices = Voices(resolver, self.lexicon)
        self.found: list[Attribution] = []
        self.mute: frozenset[int] = frozenset()
        self.turns: tuple[Turn, ...] = ()
        self._last: Attribution | None = None

    def read(self) -> list[Attribution]:
        """Return all attributions, in reading order."""
        turns = TurnReader(self.resolver, self.lexicon).read()
        if not turns.all and (speech := find_speech(self.resolver)) is not None:
            turns = Turns([speech], frozenset(p for p, _, _ in speech.content), frozenset(), ())
        self.mute, self.turns = turns.mute, turns.all
        spoken = {statement.passage: statement for statement in turns.statements}
        # An official without a name tells what others said: their words are theirs.
        unnamed = (s for s in turns.statements if not s.speaker.persons)
        retold = {passage for s in unnamed for passage, _, _ in s.content}
        for index, passage in enumerate(self.resolver.passages):
            if index in spoken:
                self._keep(spoken[index])
            if index not in turns.passages:
                self._read_passage(index, passage)
            elif index in retold:
                self._read_passage(index, passage, retold=True)
        return self.found

    # -- narration -----------------------------------------------------------------------

    def _read_passage(self, index: int, passage: Passage, *, retold: bool = False) -> None:
        """Read the attributions of a passage; of what is `retold`, those of named persons only."""
        quotations = find_quotations(passage)
        whole = [q for q in quotations if q.whole]
        if whole and is_all_quoted(passage, whole) and self._is_document_quoted(passage):
            quotations, whole = [], []
        inside = {t for q in whole for t in range(q.first, q.last + 1)}
        cued: list[Attribution] = []
        told: list[Attribution] = []
        for sentence in passage.sentences:
            said: list[Attribution] = []
            for cue in sorted(self._cues(index, sentence, inside), key=_depth):
                # What a person reports as said is not said again by the party named within it.
                around = [a for a in said if a.covers(index, cue.i)]
                if not all(_may_retell(a) for a in around):
                    continue
                attribution = self._read_cue(index, passage, sentence, cue, whole)
                if attribution is None or (retold and not _names_another(cue, attribution)):
                    continue
                if not all(_retells(outer, attribution) for outer in around):
                    continue
                for outer in around:
                    _clip(attribution, outer)
                if attribution.mode == "direct":
                    cued.append(attribution)
                else:
                    attribution.mode = mode_of(passage, attribution, quotations)
                said.append(attribution)
            said = _outermost(index, said)
            told += said
            for attribution in sorted(said, key=lambda a: a.span[0][1]):
                self._keep(attribution)
            self._move_focus(index, sentence, inside)
        self._attach_quotations(index, passage, whole, cued, told)
        for outer in cued:
            if _may_retell(outer):
                self._read_retold(index, passage, outer)

    def _read_retold(self, index: int, passage: Passage, outer: Attribution) -> None:
        """Read what an institution, in its own words, says that others said."""
        for sentence in passage.sentences:
            for cue in self._cues(index, sentence, set()):
                if not outer.covers(index, cue.i):
                    continue
                attribution = self._read_cue(index, passage, sentence, cue, [])
                if attribution is not None and _retells(outer, attribution):
                    _clip(attribution, outer)
                    self._keep(attribution)

    def _is_document_quoted(self, passage: Passage) -> bool:
        """Whether the whole article stands in quotation marks: then it's the document's prose."""
        first = self.resolver.passages[0]
        return passage is first and passage.text.startswith('"') and passage.text.count('"') == 1

    def _cues(self, index: int, sentence: Span, inside: set[int]) -> Iterator[Token]:
        for token in sentence:
            if token.i in inside:
                continue
            if token.lower_ in _ACCORDING:
                yield token
            elif token.pos_ in {"VERB", "AUX", "ADP", "SCONJ"}:
                lemma = token.lemma_.lower()
                if self._reports(lemma) or lemma in self.lexicon.reads:
                    yield token

    def _read_cue(
        self, index: int, passage: Passage, sentence: Span, cue: Token, whole: list[Quotation]
    ) -> Attribution | None:
        if cue.lower_ in _ACCORDING:
            return self._according(index, passage, sentence, cue)
        if not _is_asserted(cue):
            return None
        subject = (
            _quoted_person(cue)
            or subject_of(self._governor(index, cue))
            or self._put_after(index, sentence, cue)
        )
        if subject is None:
            return None
        if cue.lemma_.lower() in self.lexicon.stances and cue.tag_ in {"VBZ", "VBP", "VB"}:
            return None
        if cue.lemma_.lower() in self.lexicon.thought and subject.lower_ in {"i", "we"}:
            return None
        if cue.lemma_.lower() in self.lexicon.reads and not self.voices.is_document(subject):
            return None
        speaker = self.voices.resolve(index, subject)
        if not speaker.parties:
            return None
        if self._is_meeting(index, cue) or _is_reciprocal(cue):
            return None
        frame = self._content(passage, sentence, cue, subject, whole)
        if frame is None:
            return None
        content, words, quoted = frame
        content = [(a, b) for a, b in content if any(map(_says, passage.doc[a : b + 1]))]
        if not content:
            return None
        own_subject = subject.i > sentence.start - 1 and (
            subject.head == cue or (cue.dep_ not in {"conj", "advcl", "xcomp"})
        )
        first = cue.i
        if own_subject and subject.sent == sentence:
            first = min(cue.i, subject.left_edge.i)
        last = max([cue.i, *(b for _, b in content)])
        if subject.head == cue and cue.i < subject.i <= cue.i + 3:
            last = max(last, self._name_end(index, subject))
        first = min([first, *(a for a, _ in content)])
        first, last = trim(sentence, first, last) if not quoted else (first, last)
        stretches = [(index, a, b) for a, b in content]
        joint = len(speaker.persons) > 1 or (not speaker.persons and len(speaker.parties) > 1)
        speakers: tuple[str, ...] = ()
        if joint:
            speakers = tuple(p.name for p in speaker.persons) or (
                self.resolver.in_order(speaker.parties)
            )
        mode: Mode = "direct" if quoted else "indirect"
        self.voices.note(index, speaker, cue)
        self.resolver.focus.add(
            index, subject.i, speaker, plural=self.resolver.is_many(index, subject)
        )
        return Attribution(
            mode,
            speaker,
            words,
            [(index, first, last)],
            stretches,
            cue,
            index,
            addressee=self._addressee(index, cue),
            speakers=speakers,
        )

    def _put_after(self, index: int, sentence: Span, cue: Token) -> Token | None:
        """Return the source behind its cue that the parse took for an object: "…, reports the X"."""
        if cue.i == sentence.start or cue.doc[cue.i - 1].text not in {",", '"', "-", "–", "—"}:
            return None
        objects = (c for c in cue.children if c.dep_ == "dobj" and c.i > cue.i)
        return next((c for c in objects if self.voices.resolve(index, c)), None)

    def _governor(self, index: int, cue: Token) -> Token:
        """Return the verb whose subject the cue shares.

        Of "she said talks went on, adding X" the parse may let the talks add X.
        """
        reporting = self._reported_beside(index, cue)
        return reporting if reporting is not None else governing_cue(cue)

    def _reported_beside(self, index: int, cue: Token) -> Token | None:
        """Return the verb of speech that a participle goes on from, if it hangs on what is said."""
        behind = cue.i > 0 and cue.doc[cue.i - 1].text == ","
        if not behind or cue.tag_ != "VBG" or cue.dep_ not in {"advcl", "pcomp", "acl"}:
            return None
        own, verb = subject_of(cue.head), cue.head
        while verb.head != verb and not (verb.i < cue.head.i and self._reports(verb.lemma_)):
            verb = verb.head
        if verb.i >= cue.head.i or not self._reports(verb.lemma_):
            return None
        shared = own is None or own == subject_of(verb) or not self.resolver.resolve(index, own)
        return verb if shared else None

    def _is_meeting(self, index: int, cue: Token) -> bool:
        """Whether the cue tells of a guest received or a host called on, not of words."""
        persons = self.resolver.person_at[index]
        if cue.lemma_ == "welcome":
            guests = [c for c in cue.children if c.dep_ == "dobj"]
            counted = any(c.dep_ == "nummod" for guest in guests for c in guest.children)
            known = any(guest.i in persons or self.resolver.is_person_noun(guest) for guest in guests)
            return counted or known
        if cue.lemma_ != "call" or any(t.dep_ == "aux" and t.lower_ == "to" for t in _after(cue)):
            return False  # "called on X to release them"
        on = [c for c in cue.children if c.dep_ in {"prep", "prt"} and c.lower_ in {"on", "upon"}]
        if any(not list(c.children) for c in on):
            return True  # "called on and was hosted by"
        hosts = (c for prep in cue.children if prep.dep_ == "prep" for c in prep.children)
        return any(c.dep_ == "pobj" and c.i in persons for c in hosts)

    def _addressee(self, index: int, cue: Token) -> Referent | None:
        """Resolve who is urged, told, thanked: the cue's object, where it is a party's."""
        lemma = cue.lemma_.lower()
        if lemma not in self.lexicon.addressed and lemma not in self.lexicon.whole:
            return None
        for child in cue.children:
            if child.dep_ in {"dobj", "dative"}:
                return self.resolver.resolve(index, child) or None
            if child.dep_ == "prep" and child.lower_ in {"on", "upon"}:
                named = next((c for c in child.children if c.dep_ == "pobj"), None)
                return self.resolver.resolve(index, named) or None if named is not None else None
        return None

    def _name_end(self, index: int, subject: Token) -> int:
        """Return the last token of a source that stands after its cue: name and office, no more."""
        person = self.resolver.person_at[index].get(subject.i)
        last = subject.i
        while person is not None and self.resolver.person_at[index].get(last + 1) is person:
            last += 1
        return last

    def _according(
        self, index: int, passage: Passage, sentence: Span, cue: Token
    ) -> Attribution | None:
        name = _accorded(cue)
        if name is None:
            return None
        speaker = self.voices.resolve(index, name)
        if not speaker.parties or speaker.kind == "group":
            return None
        group_end = name.right_edge.i
        if cue.i <= sentence.start + 1:
            first, last = trim(sentence, group_end + 1, sentence.end - 1)
        else:
            first, last = trim(sentence, sentence.start, cue.i - 1)
        if first >= last:
            return None
        whole_span = (index, *trim(sentence, sentence.start, sentence.end - 1))
        words = "per" if cue.lower_ == "per" else "according to"
        self.voices.note(index, speaker, cue)
        self.resolver.focus.add(index, name.i, speaker)
        return Attribution(
            "indirect", speaker, words, [whole_span], [(index, first, last)], cue, index
        )

    # -- content -------------------------------------------------------------------------

    def _content(
        self, passage: Passage, sentence: Span, cue: Token, subject: Token, whole: list[Quotation]
    ) -> tuple[list[tuple[int, int]], str, bool] | None:
        """Return the content's token extents, the cue's words, and whether it's a quotation."""
        lemma = cue.lemma_.lower()
        takes_clause = lemma in self.lexicon.clause or lemma in self.lexicon.reads
        words, after = self._cue_words(cue)
        if words is None:
            return None
        if takes_clause and (around := _around_aside(sentence, cue)):
            return around, words, False
        # A clause before the cue: "X, Yang said", '"X," Yang said'; or around it.
        inverted = self._inverted(passage, sentence, cue, subject, whole)
        if inverted is not None and takes_clause:
            extents, quoted = inverted
            return extents, words, quoted
        start, end = after, self._clause_end(passage.index, sentence, cue)
        near = whole[bisect_left(whole, after, key=_first) :
                     bisect_right(whole, min(end, after + 14), key=_first)]  # fmt: skip
        quotation = next((q for q in near if _only_bridge(passage, after, q.first)), None)
        if quotation is not None and takes_clause:
            return [(quotation.first, quotation.last)], words, True
        complement = _clausal_complement(cue)
        if (
            complement is not None
            and lemma in self.lexicon.clause
            and not (lemma in self.lexicon.addressed and complement.tag_ == "VB"
                     and modal_of(complement) is None)
        ):
            mark = next((c for c in complement.children if c.dep_ == "mark"
                         and c.lower_ == "that"), None)  # fmt: skip
            start = mark.i + 1 if mark is not None else _skip_adjuncts(cue, complement, after)
            last = min(max(chain_end(complement), complement.i), end)
            last = max(last, self._complement_end(complement, end))
            return _trimmed(sentence, start, last), words, False
        if lemma in self.lexicon.plain:
            # The parse may take the subject of what is said for the object of "said".
            first, last = trim(sentence, _that_clause(cue.doc, start, end) or start, end)
            if any(t.tag_ in {"VBZ", "VBP", "VBD", "MD"} for t in passage.doc[first : last + 1]):
                return [(first, last)], words, False
        if lemma in self.lexicon.object and self._has_object(cue, lemma, words):
            named = lemma in self.lexicon.naming and " " not in words
            if lemma in self.lexicon.addressed and lemma not in self.lexicon.whole and not named:
                start = self._after_addressee(passage, cue, after)
                if start > end or cue.doc[start].is_punct:
                    start = after if lemma in self.lexicon.asking else end + 1
            if start > end:
                return None
            first, last = trim(sentence, start, _before_source(cue, end))
            if last < first or first <= cue.i or cue.doc[first].is_punct:
                return None
            return [(first, last)], words, False
        return None

    def _after_addressee(self, passage: Passage, cue: Token, after: int) -> int:
        """Return the first token of the content behind whom the cue addresses."""
        for child in cue.children:
            if child.dep_ in {"dobj", "dative"} and child.i >= after - 1:
                return self._end_of_addressee(passage, child) + 1
            if child.dep_ in {"xcomp", "ccomp"} and child.i > cue.i:
                subject = next((c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
                if subject is not None:
                    return subject.right_edge.i + 1
            if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to"}:
                named = next((c for c in child.children if c.dep_ == "pobj"), None)
                if named is not None:
                    return self._end_of_addressee(passage, named) + 1
        return after

    def _end_of_addressee(self, passage: Passage, noun: Token) -> int:
        """Return the last token of who is addressed, without what is said to him.

        The parse hangs both on the noun: "assured the President of Georgia | of its support".
        """
        if _has_clause_inside(noun):
            return noun.i
        about = next((c for c in noun.children if c.dep_ == "prep" and c.i > noun.i
                      and c.lower_ in _ABOUT), None)  # fmt: skip
        last = noun.right_edge.i
        if about is None or noun.head.lemma_ not in _TELLING:
            return last
        named = noun.i
        index = passage.index
        mentions = (self.resolver.party_at[index], self.resolver.person_at[index],
                    self.resolver.office_at[index])  # fmt: skip
        while named < last and any(named + 1 in at for at in mentions):
            named += 1
        return max(named, about.i - 1)

    def _complement_end(self, complement: Token, end: int) -> int:
        """Conjoined clauses stay within what is said, up to the next cue."""
        return max(complement.i, min(complement.right_edge.i, end))

    def _cue_words(self, cue: Token) -> tuple[str | None, int]:
        """Return the cue with its particle, and the first token after it."""
        lemma = cue.lemma_.lower()
        phrases = self.lexicon.particles.get(lemma)
        after = cue.i + 1
        doc = cue.doc
        if phrases is None:
            while after < len(doc) and doc[after].lower_ in {"also", "again", "out", "further"}:
                after += 1
            return (None if self._names_nothing(cue) else cue.lower_), after
        look = after
        while look < min(len(doc), after + 4) and not self._particle_at(doc, look, phrases):
            if not (doc[look].text == '"' or doc[look].dep_ in {"advmod", "neg", "dobj"} and doc[look].pos_ in {"ADV", "PRON"}
                    or doc[look].dep_ in {"poss", "case"}):  # fmt: skip
                break
            look += 1
        particle = self._particle_at(doc, look, phrases)
        if particle:
            return " ".join((cue.lower_, *particle)), look + len(particle)
        if lemma in self.lexicon.naming and not self._names_nothing(cue):
            return cue.lower_, after
        told = lemma == "ask" and any(c.dep_ in {"ccomp", "xcomp"} and c.tag_ == "VB"
                                      for c in cue.children)  # fmt: skip
        return (cue.lower_ if told or lemma in self.lexicon.bare else None), after

    def _particle_at(
        self, doc: Doc, place: int, phrases: tuple[tuple[str, ...], ...]
    ) -> tuple[str, ...]:
        for phrase in phrases:
            if tuple(t.lower_ for t in doc[place : place + len(phrase)]) == phrase:
                return phrase
        return ()

    def _names_nothing(self, cue: Token) -> bool:
        """Whether a verb of naming stands without a name: "called a meeting"."""
        return cue.lemma_.lower() in self.lexicon.naming and not any(
            c.i > cue.i
            and (c.dep_ == "oprd" or (c.dep_ == "ccomp" and c.pos_ in {"ADJ", "NOUN", "PROPN"})
                 or (c.dep_ == "prep" and c.lower_ == "as")
                 or (c.dep_ == "dobj" and any(d.dep_ == "amod" and d.i > c.i for d in c.children)))
            for c in cue.children
        )  # fmt: skip

    def _has_object(self, cue: Token, lemma: str, words: str) -> bool:
        wanted = self.lexicon.objects.get(lemma)
        particled = " " in words
        for child in cue.children:
            if child.dep_ in {"dobj", "dative"} and child.i > cue.i:
                return wanted is None or child.lemma_.lower() in wanted
            if child.dep_ in {"xcomp", "ccomp", "oprd"} and child.i > cue.i:
                return True
            if child.dep_ == "prep" and child.lower_ == "for" and lemma in self.lexicon.whole:
                return True  # "thanked for the greetings"
            if particled and child.dep_ in {"prep", "prt"} and child.i > cue.i:
                return True
        return particled

    def _clause_end(self, index: int, sentence: Span, cue: Token) -> int:
        """Return the last token that may belong to the cue's content: before the next clause."""
        end = sentence.end - 1
        if cue.dep_ in {"advcl", "ccomp", "parataxis"}:
            end = min(end, max(cue.right_edge.i, cue.i + 1))
        chain = {cue, *_chain(cue)}
        for token in sentence.doc[cue.i + 1 : end + 1]:
            lemma = token.lemma_.lower()
            if (
                token.tag_ == cue.tag_
                and token.tag_ in {"VBD", "VBN"}
                and token.dep_ == "conj"
                and not has_subject(token)
                and (
                    lemma in self.lexicon.whole
                    or lemma in self.lexicon.addressed
                    or ((token.head.tag_ != "VBD" or _after_comma(token)) and self._reports(lemma))
                )
            ):
                # "He noted they had met and thanked her": who notes also thanks.
                return min(end, _clause_start(token) - 1)
            if token.dep_ == "conj" and _shares_chain(token, cue) and token.pos_ in {"VERB", "AUX"}:
                if has_subject(token) and not self._reports(lemma) and _goes_on(token):
                    continue
                if token.tag_ == "VB" and cue.tag_ in {"VBD", "VBZ", "VBG", "VBN"}:
                    continue
                stop = _clause_start(token)
                if stop > cue.i + 1:
                    return min(end, stop - 1)
            if (
                (token.dep_ == "advcl" or token.dep_ in {"pcomp", "acl"})
                and (token.head in chain or self._reported_beside(index, token) in chain)
                and token.tag_ == "VBG"
                and (lemma in self.lexicon.clause or lemma in self.lexicon.object)
                and token.i > cue.i + 2
                and token.doc[token.i - 1].text == ","
            ):
                return token.i - 1
        return min(end, sentence.end - 1)

    def _reports(self, lemma: str) -> bool:
        return lemma in self.lexicon.clause or lemma in self.lexicon.object

    def _inverted(
        self, passage: Passage, sentence: Span, cue: Token, subject: Token, whole: list[Quotation]
    ) -> tuple[list[tuple[int, int]], bool] | None:
        """Read a content that stands before the cue, or on both sides of it."""
        group_first = min(subject.left_edge.i if subject.head == cue else cue.i, cue.i)
        group_last = max(cue.i, subject.i if subject.head == cue else cue.i)
        doc = passage.doc
        if group_first > 1 and doc[group_first - 1].lower_ in {"so", "thus"}:
            group_first -= 1
        if _quoted_person(cue) is not None:
            verb = subject.head  # "…," the statement quoted X as saying
            group_first = min([verb.i, *(c.i for c in verb.lefts if c.dep_ == "nsubj")])
            group_first = min(group_first, doc[group_first].left_edge.i)
        before = doc[group_first - 1] if group_first > 0 else None
        if before is None or before.i < 0:
            return None
        # A quotation that ends right before the source and cue.
        ended = whole[bisect_left(whole, group_first - 3, key=_last) :]
        if ended and ended[0].last < group_first:
            return [(ended[0].first, ended[0].last)], True
        if group_first <= sentence.start or before.text not in {",", "–", "—", "-"}:
            return None
        complement = _clausal_complement(cue)
        retold = cue.head.i > cue.i and self._reports(cue.head.lemma_.lower())
        head_said = cue.dep_ in {"parataxis", "ccomp"} and cue.head.sent == sentence and not retold
        if complement is not None and complement.i > cue.i and not head_said:
            return None
        if cue.dep_ in {"advcl", "relcl", "acl", "xcomp"}:
            return None
        if doc[sentence.start].tag_ == "VBG" and any(c.dep_ == "dobj" for c in cue.children):
            return None  # "Saying that A, he stressed B"
        rest_first = _group_end(cue, group_last) + 1
        first, last = trim(sentence, sentence.start, group_first - 1)
        if last - first < 1 or not _has_verb(
            doc, first, last, complement, head_said, sentence, cue
        ):
            return None
        extents = [(first, last)]
        if (
            rest_first < sentence.end - 2
            and doc[rest_first].text in {",", "–", "—", ";"}
            and not _starts_own_clause(doc, rest_first + 1, cue)
        ):
            tail = trim(sentence, rest_first, sentence.end - 1)
            if tail[1] - tail[0] >= 1:
                extents.append(tail)
        return extents, False

    # -- quotations without their own cue -------------------------------------------------

    def _attach_quotations(
        self,
        index: int,
        passage: Passage,
        whole: list[Quotation],
        cued: list[Attribution],
        told: list[Attribution],
    ) -> None:
        """Join quotations to the cue of their paragraph; without one they go on from before."""
        told_at = {t for a in told for p, first, last in a.content if p == index
                   for t in range(first, last + 1)}  # fmt: skip
        for quotation in whole:
            if quotation.first in told_at:
                continue
            stretch = (index, quotation.first, quotation.last)
            # A quotation that goes on after its cue: '"…," he said. "…"'
            earlier = next((a for a in reversed(cued) if a.content[-1][2] < quotation.first), None)
            if earlier is not None and _nothing_between(passage, earlier, quotation):
                earlier.content.append(stretch)
                p, a, _ = earlier.span[0]
                earlier.span[0] = (p, a, quotation.last)
                continue
            speaker = self._speaker_before(index, passage, quotation)
            if speaker is None:
                continue
            addition = Attribution("direct", speaker, None, [stretch], [stretch], passage=index)
            cued.append(addition)
            self._keep(addition)

    def _speaker_before(
        self, index: int, passage: Passage, quotation: Quotation
    ) -> Referent | None:
        last = self._last
        if last is None:
            return None
        near = last.passage >= index - 2
        return last.speaker if near and last.speaker.persons else None

    # -- state ---------------------------------------------------------------------------

    def _keep(self, attribution: Attribution) -> None:
        self.found.append(attribution)
        self._last = attribution
        passage, first, _ = attribution.span[0]
        self.resolver.focus.add(passage, first, attribution.speaker)

    def _move_focus(self, index: int, sentence: Span, inside: set[int]) -> None:
        root = sentence.root
        # "A will visit Oslo, the Ministry said": it's A of whom more is told.
        reported = [c for c in root.children if c.dep_ == "ccomp" and c.i < root.i]
        for verb in (*reported, root):
            subject = subject_of(verb)
            if verb.i in inside or subject is None or subject.pos_ == "PRON":
                continue
            referent = self.resolver.resolve(index, subject)
            self.resolver.focus.add(
                index, subject.i, referent, plural=self.resolver.is_many(index, subject)
            )


_first, _last = attrgetter("first"), attrgetter("last")

#: What joins what somebody is told to the words for him, and verbs that are built so.
_ABOUT = frozenset({"of", "about", "on", "regarding", "over", "against"})
_TELLING = frozenset({"assure", "reassure", "inform", "notify", "remind", "warn", "tell", "advise"})

#: Prepositions before whoever is the source of a sentence: "according to", "per", "as per".
_ACCORDING = frozenset({"according", "per"})

# -- helpers over the parse ----------------------------------------------------------------


def _after(cue: Token) -> Iterator[Token]:
    """Yield what depends on the cue and stands after it."""
    return iter(cue.doc[cue.i + 1 : cue.right_edge.i + 1])


def _may_retell(outer: Attribution) -> bool:
    """Whether the source is an institution, or one named after "according to": it tells of others.

    A ministry's "the two sides stressed X" is what both said, beside what the ministry says.
    """
    return not outer.speaker.persons or outer.cue in _TELLING_CUES


def _retells(outer: Attribution, inner: Attribution) -> bool:
    """Whether an institution tells what a person, or what several sides, said."""
    told = inner.speaker.persons or len(inner.speaker.parties) > 1
    own = inner.speaker.parties == outer.speaker.parties and not inner.speaker.persons
    return _may_retell(outer) and bool(told) and not own


def _clip(inner: Attribution, outer: Attribution) -> None:
    """Leave of an attribution what stands within another's content."""
    for part in (inner.content, inner.span):
        part[:] = [
            (p, max(a, first), min(b, last))
            for p, a, b in part
            for q, first, last in outer.content
            if p == q and max(a, first) <= min(b, last)
        ] or part


#: The cues of a source whose words are the writer's own.
_TELLING_CUES = frozenset({"according to", "per"})


def _outermost(passage: int, said: list[Attribution]) -> list[Attribution]:
    """Return the attributions without those that stand in what another tells.

    The parse may put the source under what it says: "A thanked B, she said".
    """
    return [
        inner for inner in said
        if inner.verb is None or not any(
            outer is not inner and outer.verb is not None and not _retells(outer, inner)
            and outer.covers(passage, inner.verb.i)
            and not inner.covers(passage, outer.verb.i)
            for outer in said
        )
    ]  # fmt: skip


def _names_another(cue: Token, attribution: Attribution) -> bool:
    """Whether the source is a named person, not the official who speaks for his side."""
    subject = subject_of(governing_cue(cue))
    own = subject is not None and subject.lower_ in {"i", "we"}
    return bool(attribution.speaker.persons) and not own


def _depth(token: Token) -> tuple[int, int]:
    depth, head = 0, token
    while head.head != head and depth < 40:
        depth, head = depth + 1, head.head
    if token.dep_ == "parataxis":
        depth -= 2  # "A, she said, thanked B": it hangs on what is said
    return depth, token.i


def _is_asserted(cue: Token) -> bool:
    """Whether the cue reports speech that happened: no modal, no negation, no plan to speak."""
    if cue.tag_ == "VB" and cue.dep_ in {"xcomp", "advcl", "relcl", "acl", "ccomp"}:
        # "We have convened to reaffirm …": coming together is how a joint text speaks.
        return cue.head.lemma_ in {"convene", "gather", "meet", "assemble", "join"} and (
            modal_of(cue.head) is None
        )
    if cue.tag_ == "VB" and modal_of(cue) is not None:
        return False
    if modal_of(cue) is not None or is_negated(cue):
        return False
    if any(c.dep_ == "auxpass" for c in cue.children):
        return False
    if cue.tag_ == "VBG":
        if cue.dep_ == "pcomp" and cue.head.lower_ == "to":
            return False  # "from talking to calling for action"
        return cue.dep_ in {"advcl", "conj", "pcomp", "acl"} or any(
            c.dep_ == "aux" for c in cue.children
        )
    if cue.tag_ == "VBN" and cue.dep_ in {"acl", "amod", "relcl"}:
        return any(c.dep_ == "aux" for c in cue.children)
    return cue.dep_ != "amod"


def _around_aside(sentence: Span, cue: Token) -> list[tuple[int, int]] | None:
    """Return the clause that "as X said" stands in or beside; None for other cues."""
    if cue.dep_ != "advcl" or not any(c.lower_ == "as" and c.dep_ == "mark" for c in cue.children):
        return None
    if any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in cue.children):
        return None
    first, last = cue.left_edge.i, cue.right_edge.i
    if first > sentence.start and cue.doc[first - 1].text != ",":
        return None  # "unshakable as he expressed in Rome" tells how, not who says so
    if first == sentence.start:
        around = [trim(sentence, last + 1, sentence.end - 1)]
    else:
        around = [trim(sentence, sentence.start, first - 1)]
        if last + 2 < sentence.end - 1:
            around.append(trim(sentence, last + 1, sentence.end - 1))
    return [(a, b) for a, b in around if a < b]


def _that_clause(doc: Doc, first: int, last: int) -> int | None:
    """Return where the clause after "that" begins, if no verb stands before: "said in X that"."""
    for token in doc[first:last]:
        if token.tag_ in _FINITE:
            return None
        opens = token.lower_ == "that" and token.dep_ not in {"det", "nsubj", "nsubjpass"}
        if opens and token.nbor().tag_ not in _FINITE:
            return token.i + 1
    return None


def _before_source(cue: Token, end: int) -> int:
    """Return the end of a content before a source put after it: ", according to X"."""
    for token in cue.doc[cue.i + 1 : end + 1]:
        if token.lower_ == "according" and token.nbor(-1).text == "," and token.right_edge.i >= end - 1:
            return token.i - 2
    return end


_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})


def _says(token: Token) -> bool:
    """Whether the word means something of itself; a content of "and" or "." says nothing."""
    return token.pos_ not in {"CCONJ", "DET", "PUNCT", "SPACE", "ADP"}


def _is_reciprocal(cue: Token) -> bool:
    """Whether each speaks of the other: "accusing each other" tells of no one act of speech."""
    return any(
        c.dep_ in {"dobj", "dative"} and c.nbor(-1).lower_ in {"each", "one"}
        and c.lower_ in {"other", "another"}
        for c in cue.children if c.i > cue.i
    )  # fmt: skip


def _quoted_person(cue: Token) -> Token | None:
    """Return who speaks in "the statement quoted X as saying", "X was cited as saying"."""
    link = cue.head
    if cue.dep_ != "pcomp" or link.lower_ != "as" or link.head.lemma_ not in {"quote", "cite"}:
        return None
    verb = link.head
    return next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)


def _accorded(cue: Token) -> Token | None:
    """Return the noun that follows "according to" or "per"; None for "per cent" and the like."""
    if cue.lower_ == "per":
        opens = cue.is_sent_start or cue.nbor(-1).text == "," or cue.nbor(-1).lower_ == "as"
        return next((c for c in cue.children if c.dep_ == "pobj"), None) if opens else None
    to = next((c for c in cue.children if c.lower_ == "to"), None)
    return next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None


def _clausal_complement(cue: Token) -> Token | None:
    for child in cue.children:
        if child.dep_ == "ccomp" and (child.pos_ in {"VERB", "AUX"} or child.lemma_ != "clear"):
            return child
    for child in cue.children:
        if child.dep_ in {"acomp", "oprd", "advmod", "xcomp", "dobj"} and child.i > cue.i:
            for inner in child.children:
                if inner.dep_ == "ccomp" or (
                    inner.dep_ == "acl"
                    and any(c.lower_ == "that" and c.dep_ == "mark" for c in inner.children)
                ):
                    return inner
    return None


def _skip_adjuncts(cue: Token, complement: Token, after: int) -> int:
    """Skip "on Monday" between the cue and a clause without "that"."""
    start = after
    for child in cue.children:
        if child.dep_ in {"prep", "npadvmod", "advmod", "dative", "dobj"} and (
            cue.i < child.i < complement.left_edge.i
        ):
            start = max(start, child.right_edge.i + 1)
    return start if start <= complement.i else after


def _has_clause_inside(noun: Token) -> bool:
    return any(child.dep_ in {"acl", "relcl"} for child in noun.children)


def _trimmed(sentence: Span, first: int, last: int) -> list[tuple[int, int]]:
    return [trim(sentence, first, last)]


def _only_bridge(passage: Passage, after: int, first: int) -> bool:
    """Whether nothing but an adjunct and a comma or colon stands between cue and quotation."""
    opening = passage.doc[first - 2] if first >= 2 else passage.doc[0]
    if opening.text not in {",", ":", "-", "–", "—"} and first - 1 > after:
        return False  # the sentence begins in the reporter's words
    between = passage.doc[after:first]
    return not any(t.tag_ in {"VBZ", "VBP", "VBD", "MD"} for t in between) and any(
        t.text in {",", ":", '"', "-", "–", "—"} for t in between
    )


def _chain(token: Token) -> list[Token]:
    chain = []
    while token.dep_ == "conj" and token.head != token:
        token = token.head
        chain.append(token)
    return chain


def _shares_chain(token: Token, cue: Token) -> bool:
    return first_conjunct(token) == first_conjunct(cue) and token.dep_ == "conj"


def _clause_start(verb: Token) -> int:
    first = verb.i
    for child in verb.children:
        if child.i < verb.i:
            first = min(first, child.left_edge.i)
    return first


def _after_comma(verb: Token) -> bool:
    """Whether a comma and a conjunction stand right before a coordinated verb: ", and stressed"."""
    before = verb.doc[max(0, verb.i - 3) : verb.i]
    return any(t.text == "," and t.nbor().dep_ == "cc" for t in before)


def _goes_on(verb: Token) -> bool:
    """Whether a coordinated clause still is what is said: "said X, but they must not Y"."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return modal_of(verb) is not None or (subject is not None and subject.pos_ == "PRON")


def _group_end(cue: Token, group_last: int) -> int:
    """Return the last token of "Yang said Monday at a press conference"."""
    end = group_last
    for child in cue.children:
        if child.i > cue.i and child.dep_ in {"npadvmod", "prep", "advmod", "nsubj", "dative"}:
            end = max(end, child.right_edge.i)
    return end


def _has_verb(
    doc: Doc, first: int, last: int, complement: Token | None, head_said: bool, sentence: Span,
    cue: Token,
) -> bool:  # fmt: skip
    """Whether the words before the cue make a clause, which the parse ties to the cue."""
    if complement is not None and first <= complement.i <= last:
        return True
    if head_said and first <= cue.head.i:
        return True
    return any(
        t.dep_ in {"ccomp", "ROOT", "parataxis"} and t.pos_ in {"VERB", "AUX"}
        for t in sentence.doc[first : last + 1]
    )


def _starts_own_clause(doc: Doc, index: int, cue: Token) -> bool:
    token = cue.doc[index] if index < len(cue.doc) else None
    return token is not None and (token.tag_ == "VBG" or token.lower_ in {"adding", "while"})


def _nothing_between(passage: Passage, attribution: Attribution, quotation: Quotation) -> bool:
    """Whether only the cue's own words stand between the attribution and a further quotation."""
    _, _, last = attribution.content[-1]
    verb = attribution.verb
    for token in passage.doc[last + 1 : quotation.first]:
        if token.tag_ in {"VBD", "VBZ", "VBP"} and (verb is None or token.i != verb.i):
            return False
    return True
