"""Contents: what is said, as the parse of the clause around its cue tells it.

The content is what is left of the clause when source, cue and addressee are taken away. It may
stand behind the cue, before it or on both sides, be a clause, a quotation or an object.
"""

from bisect import bisect_left, bisect_right
from operator import attrgetter

from spacy.tokens import Doc, Span, Token

from communique.language.passages import Passage
from communique.language.quotations import Quotation
from communique.language.referents import Resolver
from communique.language.speech import SpeechLexicon
from communique.language.syntax import (
    ancestors_in_sentence,
    chain_end,
    first_conjunct,
    governing_cue,
    has_subject,
    modal_of,
    subject_of,
    trim,
)

#: What joins what somebody is told to the words for him, and verbs that are built so.
_ABOUT = frozenset({"of", "about", "on", "regarding", "over", "against"})
_TELLING = frozenset({"assure", "reassure", "inform", "notify", "remind", "warn", "tell", "advise"})

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})

_SUBJECT = frozenset({"nsubj", "nsubjpass"})

#: Subjects that mean nobody: "it is clear that".
_EXPLETIVES = frozenset({"it", "this", "that", "there", "what", "which"})

_first, _last = attrgetter("first"), attrgetter("last")


class ContentReader:
    """Reads the contents of the cues of one article."""

    def __init__(self, resolver: Resolver, lexicon: SpeechLexicon) -> None:
        self.resolver = resolver
        self.lexicon = lexicon

    def read(
        self, passage: Passage, sentence: Span, cue: Token, subject: Token, whole: list[Quotation]
    ) -> tuple[list[tuple[int, int]], str, bool] | None:
        """Return the content's token extents, the cue's words, and whether it's a quotation."""
        lemma = cue.lemma_.lower()
        if lemma == "be":
            return self._view(sentence, cue)
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
        if " " in words and cue.doc[after].lower_ == "that" and lemma in self.lexicon.clause:
            return _trimmed(sentence, after + 1, end), words, False
        # The parse may tie a cue before a quotation to the words quoted: 'X commented, "A, and B"'.
        reach = max(end, cue.right_edge.i + 3)
        near = whole[bisect_left(whole, after, key=_first) :
                     bisect_right(whole, min(reach, after + 14), key=_first)]  # fmt: skip
        quotation = next((q for q in near if _only_bridge(passage, after, q.first)), None)
        if quotation is not None and takes_clause:
            return [(quotation.first, quotation.last)], words, True
        complement = _clausal_complement(cue)
        if (
            complement is not None
            and lemma in self.lexicon.clause
            and not (
                lemma in self.lexicon.addressed
                and complement.tag_ == "VB"
                and modal_of(complement) is None
            )
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
            if any(t.tag_ in _FINITE for t in passage.doc[first : last + 1]):
                return [(first, last)], words, False
        if lemma in self.lexicon.object and self._has_object(cue, lemma, words):
            named = lemma in self.lexicon.naming and " " not in words
            if lemma in self.lexicon.addressed and lemma not in self.lexicon.whole and not named:
                start = self._after_addressee(passage, cue, after)
                if self._asks_for_thing(passage.index, cue):
                    start = after
                if start > end or cue.doc[start].is_punct:
                    start = after if lemma in self.lexicon.asking else end + 1
            if start > end:
                return None
            start = self._behind_company(passage.index, cue, start)
            start += cue.doc[start].lower_ == "that" and cue.doc[start].dep_ != "det"
            first, last = trim(sentence, start, _before_source(cue, end))
            if last < first or first <= cue.i or cue.doc[first].is_punct:
                return None
            return [(first, last)], words, False
        return None

    def may_cue(self, token: Token) -> bool:
        """Return whether the verb may report speech: by its lemma, or as in "was clear that"."""
        lemma = token.lemma_.lower()
        return self.reports(lemma) or (lemma == "be" and self._view_of(token) is not None)

    def _view_of(self, copula: Token) -> tuple[Token, Token] | None:
        """Return the word that tells a view, and the clause: "was clear that", "of the view that".

        A view in the mouth of nobody ("it is clear that") is none.
        """
        subject = subject_of(copula)
        if subject is None or subject.lower_ in _EXPLETIVES or subject.i > copula.i:
            return None
        word: Token | None = None
        for child in copula.children:
            if child.dep_ in {"acomp", "oprd"} and child.lower_ in self.lexicon.candid:
                word = child
            elif child.dep_ == "prep" and child.lower_ == "of":
                nouns = (c for c in child.children if c.dep_ == "pobj")
                word = next((c for c in nouns if c.lemma_ in self.lexicon.opinions), word)
        if word is None or word.i < copula.i:
            return None
        clauses = (c for verb in (word, copula) for c in verb.children)
        for clause in clauses:
            told = clause.dep_ in {"ccomp", "acl", "advcl", "relcl"} and clause.i > word.i
            if told and any(c.lower_ == "that" for c in clause.children):
                return word, clause
        return None

    def _view(
        self, sentence: Span, copula: Token
    ) -> tuple[list[tuple[int, int]], str, bool] | None:
        found = self._view_of(copula)
        if found is None:
            return None
        word, clause = found
        mark = next(c for c in clause.children if c.lower_ == "that")
        last = max(clause.i, min(clause.right_edge.i, sentence.end - 1))
        joined = [t.i for t in copula.children if t.dep_ == "conj" and t.i > mark.i]
        if joined:
            last = min(last, _clause_start(copula.doc[joined[0]]) - 1)
        words = f"{copula.lower_} {word.lower_}"
        return _trimmed(sentence, mark.i + 1, last), words, False

    def reports(self, lemma: str) -> bool:
        """Return whether a verb of this lemma may report speech."""
        return lemma in self.lexicon.clause or lemma in self.lexicon.object

    def reported_beside(self, index: int, cue: Token) -> Token | None:
        """Return the verb of speech that a participle goes on from, if it hangs on what is said."""
        if cue.tag_ != "VBG" or cue.dep_ not in {"advcl", "pcomp", "acl"}:
            return None
        if _behind_comma(cue) is None:
            return None
        own, verb = subject_of(cue.head), cue.head
        while verb.head != verb and not (verb.i < cue.head.i and self.reports(verb.lemma_)):
            verb = verb.head
        if verb.i >= cue.head.i or not self.reports(verb.lemma_):
            return None
        # What is told of another ends with the comma, unless he is the one who spoke.
        spoken = self.reports(cue.head.lemma_.lower())
        if own is None or own == subject_of(verb) or not spoken:
            return verb
        return None if self.resolver.resolve(index, own) else verb

    def performed_beside(self, index: int, verb: Token) -> Token | None:
        """Return the speech act beside which another is performed: "We stress that A, and urge B".

        What the first says has a subject of its own, which cannot speak.
        """
        inner = verb.head
        if (
            verb.dep_ != "conj" or verb.tag_ not in {"VB", "VBP"} or has_subject(verb)
            or inner.dep_ != "ccomp" or inner.head.tag_ != "VBP" or not _after_comma(verb)
            or not self.reports(verb.lemma_.lower()) or not self.reports(inner.head.lemma_.lower())
        ):  # fmt: skip
            return None
        own = subject_of(inner)
        if own is None or own.pos_ == "PRON" or self.resolver.resolve(index, own):
            return None
        return inner.head

    def _complement_end(self, complement: Token, end: int) -> int:
        """Conjoined clauses stay within what is said, up to the next cue."""
        return max(complement.i, min(complement.right_edge.i, end))

    def _clause_end(self, index: int, sentence: Span, cue: Token) -> int:
        """Return the last token that may belong to the cue's content: before the next clause."""
        end = sentence.end - 1
        if cue.dep_ in {"advcl", "ccomp", "parataxis"}:
            end = min(end, max(cue.right_edge.i, cue.i + 1))
        chain = {cue, *_chain(cue)}
        for token in sentence.doc[cue.i + 1 : end + 1]:
            lemma = token.lemma_.lower()
            if _sets_against(token, cue) and self.reports(lemma):
                return token.left_edge.i - 1
            if token.dep_ == "conj" and governing_cue(token) == cue and self.reports(lemma):
                return min(end, _clause_start(token) - 1)
            if (
                token.tag_ == cue.tag_
                and token.tag_ in {"VBD", "VBN"}
                and token.dep_ == "conj"
                and not has_subject(token)
                and (
                    lemma in self.lexicon.whole
                    or lemma in self.lexicon.addressed
                    or ((token.head.tag_ != "VBD" or _after_comma(token)) and self.reports(lemma))
                )
            ):
                # "He noted they had met and thanked her": who notes also thanks.
                return min(end, _clause_start(token) - 1)
            if self.performed_beside(index, token) == cue:
                return min(end, _clause_start(token) - 1)
            if token.dep_ == "conj" and _shares_chain(token, cue) and token.pos_ in {"VERB", "AUX"}:
                if has_subject(token) and not self.reports(lemma) and _goes_on(token):
                    continue
                if token.tag_ == "VB" and cue.tag_ in {"VBD", "VBZ", "VBG", "VBN"}:
                    continue
                stop = _clause_start(token)
                if stop > cue.i + 1:
                    return min(end, stop - 1)
            if (
                (token.dep_ == "advcl" or token.dep_ in {"pcomp", "acl"})
                and (token.head in chain or self.reported_beside(index, token) in chain)
                and token.tag_ == "VBG"
                and self.reports(lemma)
                and token.i > cue.i + 2
                and (start := _behind_comma(token)) is not None
            ):
                return start - 1
        return min(end, sentence.end - 1)

    def _inverted(
        self, passage: Passage, sentence: Span, cue: Token, subject: Token, whole: list[Quotation]
    ) -> tuple[list[tuple[int, int]], bool] | None:
        """Read a content that stands before the cue, or on both sides of it."""
        beside = subject.head == cue or subject.i == cue.i - 1
        group_first = min(subject.left_edge.i if beside else cue.i, cue.i)
        group_last = max(cue.i, subject.i if subject.head == cue else cue.i)
        doc = passage.doc
        if group_first > 1 and doc[group_first - 1].lower_ in {"so", "thus"}:
            group_first -= 1
        if quoted_person(cue) is not None:
            verb = subject.head  # "…," the statement quoted X as saying
            group_first = min([verb.i, *(c.i for c in verb.lefts if c.dep_ in _SUBJECT)])
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
        retold = cue.head.i > cue.i and self.reports(cue.head.lemma_.lower())
        head_said = cue.dep_ in {"parataxis", "ccomp"} and cue.head.sent == sentence and not retold
        if complement is not None and complement.i > cue.i and not head_said:
            return None
        if cue.dep_ in {"advcl", "relcl", "acl", "xcomp"}:
            return None
        if cue.dep_ == "conj" and any(c.dep_ == "dobj" and c.i > cue.i for c in cue.children):
            return None  # "We welcome A, stress B and urge C"
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
            word = doc[look]
            adverb = word.dep_ in {"advmod", "neg", "dobj"} and word.pos_ in {"ADV", "PRON"}
            if not (adverb or word.text == '"' or word.dep_ in {"poss", "case"}):
                break
            look += 1
        particle = self._particle_at(doc, look, phrases)
        if particle:
            return " ".join((cue.lower_, *particle)), look + len(particle)
        if lemma in self.lexicon.naming and not self._names_nothing(cue):
            return cue.lower_, after
        if lemma in self.lexicon.objects and self._has_object(cue, lemma, cue.lower_):
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
        objects = [c for c in cue.children if c.dep_ in {"dobj", "dative"} and c.i > cue.i]
        if objects:
            return wanted is None or any(c.lemma_.lower() in wanted for c in objects)
        for child in cue.children:
            if child.dep_ in {"xcomp", "ccomp", "oprd"} and child.i > cue.i:
                return True
            if child.dep_ == "prep" and child.lower_ == "for" and lemma in self.lexicon.whole:
                return True  # "thanked for the greetings"
            if child.dep_ == "prep" and child.lower_ == "as" and lemma in self.lexicon.whole:
                return True  # "commended as timely the call"
            if particled and child.dep_ in {"prep", "prt"} and child.i > cue.i:
                return True
            if child.i == cue.i + 1 and cue.doc[child.i : child.i + 2].text == "in particular":
                return True  # the parse takes what follows for the object of "in"
        return particled

    def _after_addressee(self, passage: Passage, cue: Token, after: int) -> int:
        """Return the first token of the content behind whom the cue addresses."""
        wished = self.lexicon.objects.get(cue.lemma_.lower(), frozenset())
        for child in cue.children:
            if child.dep_ in {"dobj", "dative"} and child.i >= after - 1:
                if child.lemma_.lower() in wished:
                    return self._behind_wished_for(child, after)
                return self._end_of_addressee(passage, child) + 1
            if child.dep_ in {"xcomp", "ccomp"} and child.i > cue.i:
                subject = next((c for c in child.children if c.dep_ in _SUBJECT), None)
                if subject is not None:
                    return subject.right_edge.i + 1
            if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to"}:
                named = next((c for c in child.children if c.dep_ == "pobj"), None)
                if named is not None:
                    return self._end_of_addressee(passage, named) + 1
        return after

    def _behind_company(self, index: int, cue: Token, start: int) -> int:
        """Return where the content begins behind who is told it: "reaffirmed with X the need"."""
        company = next((c for c in cue.children if c.i == start and c.dep_ in {"prep", "dative"}
                        and c.lower_ in {"with", "to"}), None)  # fmt: skip
        if company is None:
            return start
        whom = next((c for c in company.children if c.dep_ == "pobj"), None)
        stated = any(c.dep_ == "dobj" and c.i > company.right_edge.i for c in cue.children)
        known = whom is not None and bool(self.resolver.resolve(index, whom))
        return company.right_edge.i + 1 if known and stated else start

    def _asks_for_thing(self, index: int, cue: Token) -> bool:
        """Whether what follows is asked for, and nobody addressed: "encouraged a settlement"."""
        if cue.lemma_.lower() not in self.lexicon.asking:
            return False
        if any(c.dep_ in {"xcomp", "ccomp", "advcl"} for c in cue.children):
            return False
        thing = next((c for c in cue.children if c.dep_ == "dobj" and c.i > cue.i), None)
        return (
            thing is not None
            and thing.tag_ == "NN"
            and not self.resolver.is_person_noun(thing)
            and not self.resolver.resolve(index, thing)
        )

    def _behind_wished_for(self, wish: Token, after: int) -> int:
        """Return where a wish begins, which the parse may run together with for whom it is."""
        determiners = [c for c in wish.children if c.dep_ in {"det", "poss"}]
        both = len(determiners) > 1 and determiners[0].i == after
        return determiners[-1].i if both else after  # "wished the injured a recovery"

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


def quoted_person(cue: Token) -> Token | None:
    """Return who speaks in "the statement quoted X as saying", "X was cited as saying"."""
    link = cue.head
    if cue.dep_ != "pcomp" or link.lower_ != "as" or link.head.lemma_ not in {"quote", "cite"}:
        return None
    verb = link.head
    return next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)


def _around_aside(sentence: Span, cue: Token) -> list[tuple[int, int]] | None:
    """Return the clause that "as X said" stands in or beside; None for other cues."""
    if cue.dep_ != "advcl" or not any(c.lower_ == "as" and c.dep_ == "mark" for c in cue.children):
        return None
    if any(c.dep_ in {"dobj", "ccomp", "xcomp"} and c.lower_ != "it" for c in cue.children):
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
        opens = token.lower_ == "that" and token.dep_ not in {"det", *_SUBJECT}
        if opens and token.nbor().tag_ not in _FINITE:
            return token.i + 1
    return None


def _before_source(cue: Token, end: int) -> int:
    """Return the end of a content before a source put after it: ", according to X"."""
    for token in cue.doc[cue.i + 1 : end + 1]:
        if (
            token.lower_ == "according"
            and token.nbor(-1).text == ","
            and token.right_edge.i >= end - 1
        ):
            return token.i - 2
    return end


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
    return not any(t.tag_ in _FINITE for t in between) and any(
        t.text in {",", ":", '"', "-", "–", "—"} for t in between
    )


def _chain(token: Token) -> list[Token]:
    chain = []
    while token.dep_ == "conj" and token.head != token:
        token = token.head
        chain.append(token)
    return chain


def _behind_comma(participle: Token) -> int | None:
    """Return where a participle's clause begins behind a comma: ", (while also) stressing"."""
    first = participle.i
    for child in participle.children:
        if child.i < participle.i and child.dep_ in {"mark", "advmod", "prep", "cc"}:
            first = min(first, child.left_edge.i)
    return first if first > 0 and participle.doc[first - 1].text == "," else None


def _sets_against(verb: Token, cue: Token) -> bool:
    """Whether the verb has what another did, set against the cue: ", while B thanked her".

    The parse may hang it on what the first said.
    """
    if verb.dep_ != "advcl" or verb.tag_ != "VBD" or not has_subject(verb):
        return False
    marked = any(c.dep_ == "mark" and c.lower_ in {"while", "whereas"} for c in verb.children)
    if not marked or verb.doc[verb.left_edge.i - 1].text != ",":
        return False
    inner = verb.head.dep_ in {"ccomp", "acl"} and cue in ancestors_in_sentence(verb.head)
    return verb.head == cue or inner


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
    subject = next((c for c in verb.children if c.dep_ in _SUBJECT), None)
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
