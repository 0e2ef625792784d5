"""Attribution: who says what, in which words (source, cue, content).

The three parts follow Pareti (2015) and PolNeAR (Newell et al. 2018). A cue is found by
its lemma and by what follows it; the source is its subject, resolved in the article; the
content is what is left of the clause, so that its ends come from the parse, not from
a list of patterns.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from communique.language.contents import ContentReader, quoted_person
from communique.language.handovers import is_left_open, quoted_on, told_on
from communique.language.lists import introduced, lacks_subject, opens_item
from communique.language.passages import Passage
from communique.language.performing import is_performed, opens_performance
from communique.language.quotations import Quotation, find_quotations, is_all_quoted, mode_of
from communique.language.referents import Referent, Resolver
from communique.language.speech import Attribution, Mode, Stretch, speech_lexicon
from communique.language.speeches import find_speech
from communique.language.syntax import (
    first_conjunct,
    governing_cue,
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
        self.contents = ContentReader(resolver, self.lexicon)
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
        taken: set[int] = set()
        for index, passage in enumerate(self.resolver.passages):
            if index in taken:
                continue
            if index in spoken:
                self._keep(spoken[index])
            if index not in turns.passages:
                self._read_passage(index, passage)
                taken |= self._go_on(index, passage)
            elif index in retold:
                self._read_passage(index, passage, retold=True)
        return self.found

    # -- words that go on over paragraphs -------------------------------------------------

    def _go_on(self, index: int, passage: Passage) -> set[int]:
        """Read what the following paragraphs go on with, and return which they are."""
        passages = self.resolver.passages
        if index + 1 == len(passages):
            return set()
        last = self._last
        if passage.text.endswith(":"):
            handed = self._handed_over(index, passage)
            if handed is None:
                return set()
            if passages[index + 1].text.startswith('"'):
                stretches = quoted_on(passages, index + 1)
            else:
                names = [p.name.split()[-1] for p in handed.speaker.persons]
                stretches = told_on(passages, index + 1, names)
            if not stretches:
                return set()
            handed.content = stretches
            handed.span += stretches
            self._keep(handed)
        elif last is not None and last.mode == "direct" and is_left_open(passage):
            p, _, end = last.content[-1]
            if p != index or end < len(passage.doc) - 2:
                return set()
            stretches = quoted_on(passages, index + 1)
            last.content += stretches
            last.span += stretches
        else:
            return set()
        return {p for p, _, _ in stretches if not self._has_more(p, stretches)}

    def _has_more(self, index: int, stretches: list[Stretch]) -> bool:
        """Whether the paragraph goes on after the words that are told in it."""
        last = max(b for p, _, b in stretches if p == index)
        return len(self.resolver.passages[index].doc) - last > _REST

    def _handed_over(self, index: int, passage: Passage) -> Attribution | None:
        """Return who says what follows the passage: "Speaking in X, she said:"; None for nobody."""
        sentence = passage.sentences[-1]
        for cue in reversed(list(self._cues(index, sentence, set()))):
            lemma = cue.lemma_.lower()
            if lemma not in self.lexicon.clause or not _is_asserted(cue):
                continue
            subject = subject_of(governing_cue(cue))
            speaker = self.voices.resolve(index, subject) if subject is not None else None
            if not speaker or not speaker.parties or len(speaker.persons) > 1:
                continue
            self.voices.note(index, speaker, cue)
            first, last = trim(sentence, sentence.start, sentence.end - 1)
            span = [(index, first, last)]
            return Attribution("direct", speaker, cue.lower_, span, [], cue, index)
        return None

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
            elif token.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} or opens_item(token):
                lemma = token.lemma_.lower()
                if self.contents.may_cue(token) or lemma in self.lexicon.reads:
                    yield token

    def _read_cue(
        self, index: int, passage: Passage, sentence: Span, cue: Token, whole: list[Quotation]
    ) -> Attribution | None:
        if cue.lower_ in _ACCORDING:
            return self._according(index, passage, sentence, cue)
        beside = self.contents.performed_beside(index, cue)
        if not _is_asserted(beside or cue):
            return None
        subject = (
            quoted_person(cue)
            or self._issuing(cue)
            or subject_of(beside or self._governor(index, cue))
            or self._put_after(index, sentence, cue)
            or _behind_mark(sentence, cue)
        )
        listed = None
        if subject is None and lacks_subject(cue):
            listed = introduced(self.resolver, index)
        if subject is None and listed is None:
            return None
        subject = subject or first_conjunct(cue)
        if opens_performance(cue, self.contents.reports):
            return None
        stance = listed is None and cue.lemma_.lower() in self.lexicon.stances
        if stance and cue.tag_ in {"VBZ", "VBP", "VB"}:
            return None
        if cue.lemma_.lower() in self.lexicon.thought and subject.lower_ in {"i", "we"}:
            return None
        if cue.lemma_.lower() in self.lexicon.reads and not self.voices.is_document(subject):
            return None
        speaker = listed or self.voices.resolve(index, subject)
        if not speaker.parties:
            return None
        if self._is_meeting(index, cue) or _is_reciprocal(cue):
            return None
        frame = self.contents.read(passage, sentence, cue, subject, whole)
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
            leading = self.resolver.is_person_noun(subject)  # "the leaders": ours and theirs
            order = self.resolver.home_first if leading else self.resolver.in_order
            speakers = tuple(p.name for p in speaker.persons) or order(speaker.parties)
        mode: Mode = "direct" if quoted else "indirect"
        self.voices.note(index, speaker, cue)
        self.resolver.focus.add(
            index,
            subject.i,
            speaker,
            plural=self.resolver.is_many(index, subject),
            role=self.resolver.is_role(index, subject),
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

    def _issuing(self, cue: Token) -> Token | None:
        """Return who issued the text that the participle tells of: "issued a statement urging"."""
        text = cue.head
        if cue.dep_ != "acl" or cue.tag_ != "VBG" or not self.voices.is_document(text):
            return None
        verb = text.head.head if text.dep_ == "pobj" else text.head
        if text.dep_ not in {"dobj", "pobj"} or not _is_asserted(verb):
            return None
        return subject_of(verb)

    def _put_after(self, index: int, sentence: Span, cue: Token) -> Token | None:
        """Return the source behind its cue that the parse took for an object: "…, reports X"."""
        if cue.i == sentence.start or cue.doc[cue.i - 1].text not in {",", '"', "-", "–", "—"}:
            return None
        objects = (c for c in cue.children if c.dep_ == "dobj" and c.i > cue.i)
        return next((c for c in objects if self.voices.resolve(index, c)), None)

    def _governor(self, index: int, cue: Token) -> Token:
        """Return the verb whose subject the cue shares.

        Of "she said talks went on, adding X" the parse may let the talks add X.
        """
        reporting = self.contents.reported_beside(index, cue)
        return reporting if reporting is not None else governing_cue(cue)

    def _is_meeting(self, index: int, cue: Token) -> bool:
        """Whether the cue tells of a guest received or a host called on, not of words."""
        persons = self.resolver.person_at[index]
        if cue.lemma_ == "welcome":
            guests = [c for c in cue.children if c.dep_ == "dobj"]
            counted = any(c.dep_ == "nummod" for guest in guests for c in guest.children)
            known = any(
                guest.i in persons or self.resolver.is_person_noun(guest) for guest in guests
            )
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
        speaker = self._owner_behind(index, cue, name) or self.voices.resolve(index, name)
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

    def _owner_behind(self, index: int, cue: Token, name: Token) -> Referent | None:
        """Return who told of in a sentence is its source too: "A is ready, per its ministry"."""
        if not any(c.dep_ == "poss" and c.lower_ in {"its", "their"} for c in name.children):
            return None
        subject = subject_of(cue.sent.root)
        owner = self.resolver.resolve(index, subject) if subject is not None else None
        return owner if owner and owner.kind == "party" and len(owner.parties) == 1 else None

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
                index,
                subject.i,
                referent,
                plural=self.resolver.is_many(index, subject),
                role=self.resolver.is_role(index, subject),
            )


#: So many words at most has a source between a quotation and its cue.
_SOURCE = 10

#: So many tokens behind a quotation are but its end.
_REST = 4

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
    """Whether an institution tells what a person, or what several sides, said.

    "We" in what it says is itself.
    """
    subject = subject_of(governing_cue(inner.verb)) if inner.verb is not None else None
    if subject is not None and subject.lower_ in {"i", "we"}:
        return False
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
    if governing_cue(cue) != cue:
        return _is_asserted(governing_cue(cue)) and not is_negated(cue)
    if cue.tag_ == "VB" and cue.dep_ in {"xcomp", "advcl", "relcl", "acl", "ccomp"}:
        if is_performed(cue):
            return True
        # "We have convened to reaffirm …": coming together is how a joint text speaks.
        return cue.head.lemma_ in {"convene", "gather", "meet", "assemble", "join"} and (
            modal_of(cue.head) is None
        )
    if any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in cue.children):
        return False
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
    if cue.tag_ == "VBN" and cue.dep_ in {"acl", "advcl", "amod", "relcl"}:
        return any(c.dep_ == "aux" for c in cue.children)
    return cue.dep_ != "amod"


#: What opens a clause that nobody says is so.
_CONDITIONS = frozenset({"if", "unless", "should"})


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


def _behind_mark(sentence: Span, cue: Token) -> Token | None:
    """Return the noun between a quotation and its cue that the parse tied to the words quoted."""
    noun = cue.doc[cue.i - 1] if cue.i > sentence.start else None
    if noun is None or noun.pos_ not in {"NOUN", "PROPN"} or cue.tag_ not in {"VBD", "VBZ"}:
        return None
    for token in reversed(list(sentence.doc[max(sentence.start, noun.i - _SOURCE) : noun.i])):
        if token.text == '"':
            return noun
        if token.pos_ in {"VERB", "AUX", "PUNCT"}:
            return None
    return None


def _accorded(cue: Token) -> Token | None:
    """Return the noun that follows "according to" or "per"; None for "per cent" and the like."""
    if cue.lower_ == "per":
        opens = cue.is_sent_start or cue.nbor(-1).text == "," or cue.nbor(-1).lower_ == "as"
        return next((c for c in cue.children if c.dep_ == "pobj"), None) if opens else None
    to = next((c for c in cue.children if c.lower_ == "to"), None)
    return next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None


def _nothing_between(passage: Passage, attribution: Attribution, quotation: Quotation) -> bool:
    """Whether only the cue's own words stand between the attribution and a further quotation."""
    _, _, last = attribution.content[-1]
    verb = attribution.verb
    for token in passage.doc[last + 1 : quotation.first]:
        if token.tag_ in {"VBD", "VBZ", "VBP"} and (verb is None or token.i != verb.i):
            return False
    return True
