"""Papers that pass between states: messages sent, and credentials presented."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.extraction.engagement_casts import NOBODY, Cast
from communique.extraction.engagement_forms import form_of_noun
from communique.extraction.engagement_mentions import (
    MentionReader,
    Occurrence,
    clause_stop,
    object_of,
    own_end,
    verb_above,
)
from communique.language.syntax import singular


@dataclass(eq=False)
class LetterReader(MentionReader):
    """Reads the messages and credentials that nouns name, with the verbs that pass them on."""

    def read(self, passage: int, noun: Token) -> Iterator[Occurrence]:
        """Yield the acts that the noun tells: one, but one for each envoy who is accredited."""
        if self._accredits(noun):
            yield from self._credentials(passage, noun)
        elif self._is_message(noun):
            yield from self._message(passage, noun)

    # -- messages --------------------------------------------------------------------------

    def _is_message(self, noun: Token) -> bool:
        if self.words.forms.get(singular(noun)) != "message":
            return False
        papers = (w for c in noun.rights if c.lower_ == "of" for w in c.children)
        if any(singular(w) in self.words.nouns["credentials"] for w in papers):
            return False
        return form_of_noun(noun, self.words, lambda _: False) == "message"

    def _message(self, passage: int, noun: Token) -> Iterator[Occurrence]:
        """Read "A sent a message to B", "exchanged messages", "thanked B for his letter"."""
        above = verb_above(noun)
        if above is None:
            return
        verbs, lemma = self.words.verbs, above.lemma_.lower()
        status = self.clauses.status_of(above)
        to = self._after(passage, noun, above, {"to"})
        moved = noun.dep_ in {"dobj", "nsubjpass"} and noun.head == above
        exchanged = lemma in verbs["exchanging"] and noun.head == above
        inside = noun.dep_ == "pobj" and noun.head.lower_ == "in"
        written = inside and (lemma in verbs["writing"] or bool(to))
        sent = moved and lemma in verbs["sending"]
        received = moved and lemma in verbs["receiving"]
        thanked = lemma in verbs["thanking"] and noun.dep_ == "pobj" and noun.head.head == above
        if status is None or not (exchanged or written or sent or received or thanked):
            return
        own = self.agent(passage, above) if noun.dep_ == "nsubjpass" else NOBODY
        cast = own + self.subject(passage, above) + self.company(passage, above)
        if received:
            cast += self.casts.named_in(passage, noun)
            cast += self._after(passage, noun, above, {"from", "by"})
        elif not exchanged:
            cast += to + self._beside(passage, above, noun)
            if len(cast.parties) < 2 and sent:
                # "Conveyed a message from B to C" where nothing tells whose minister conveys it.
                cast += self.casts.named_in(passage, noun)
        if len(cast.parties) > 1:
            yield self.build(
                passage, above, "message", status, cast, own_end(above), "noun:message", 0.8,
                noun=noun,
            )  # fmt: skip

    def _after(self, passage: int, noun: Token, verb: Token, links: set[str]) -> Cast:
        """Return who stands after the next of the prepositions behind the noun, in its clause.

        In "a message of congratulations to B on C" it hangs from another noun.
        """
        stop = clause_stop(verb, noun.i) if verb.i < noun.i else verb.sent.end
        for token in noun.doc[noun.i + 1 : stop]:
            if token.lower_ in links and token.dep_ in {"prep", "dative", "agent"}:
                return self.casts.scan(passage, token.i + 1, verb.sent.end)
            if token.text in {";", ":"} or (token.text == "," and verb.i < noun.i):
                break
        return NOBODY

    def _beside(self, passage: int, verb: Token, noun: Token) -> Cast:
        """Return the other object of the verb: "sent B a message", "congratulated B"."""
        for child in verb.children:
            if child.dep_ in {"dative", "dobj"} and child != noun:
                if child.pos_ == "ADP":
                    return self.casts.scan(passage, child.i + 1, verb.sent.end)
                return self.casts.of_head(passage, child)
        return self._after(passage, verb, verb, {"to", "with"})

    # -- credentials -----------------------------------------------------------------------

    def _accredits(self, noun: Token) -> bool:
        """Whether the noun is of the papers that make an ambassador: "letters of credence"."""
        words = self.words.nouns["credentials"]
        return singular(noun) in words and noun.dep_ != "compound"

    def _credentials(self, passage: int, noun: Token) -> Iterator[Occurrence]:
        """Read "A presented his credentials to B", "B received the credentials of A"."""
        head = noun
        while head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.pos_ != "VERB":
            head = head.head.head  # "copies of his letters of credence"
        verb = verb_above(head)
        if verb is None or head != object_of(verb):
            return
        verbs, lemma = self.words.verbs, verb.lemma_.lower()
        status = self.clauses.status_of(verb)
        if status is None:
            return
        passive = head.dep_ == "nsubjpass"
        acting = self.agent(passage, verb) if passive else self.subject(passage, verb)
        if lemma in verbs["presenting"]:
            envoys, host = acting, self._after(passage, noun, verb, {"to"})
        elif lemma in verbs["receiving"]:
            host = acting
            envoys = self._after(passage, noun, verb, {"from", "of"})
            envoys = envoys or self.casts.named_in(passage, head)
        else:
            return
        sides = [self.casts.of_persons([person]) for person in envoys.persons]
        sides = sides or [Cast((party,), (), named=True) for party in envoys.parties]
        for side in sides:
            cast = side + host
            if len(cast.parties) == 2 and len(host.parties) == 1:
                mention = self.build(
                    passage, verb, "other", status, cast, noun.i, "held:credentials", 0.75,
                    noun=noun, host=host.parties[0],
                )  # fmt: skip
                yield replace(mention, note="presentation of credentials")
