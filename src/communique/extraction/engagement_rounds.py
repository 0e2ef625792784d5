"""What sets one of several engagements apart: its number, its day, the town by which it goes."""

from dataclasses import dataclass

from spacy.tokens import Token

from communique.extraction.engagement_casts import NOBODY
from communique.extraction.engagement_mentions import MentionReader, Occurrence, is_plural
from communique.extraction.engagement_places import LARGE
from communique.extraction.engagement_series import (
    is_one_of_series,
    number_of,
    number_told,
    venue_verb,
)
from communique.language.syntax import singular, subject_of
from communique.records import Place

#: Names of towns have so many words.
LONGEST_TOWN = 3


@dataclass(eq=False)
class RoundReader(MentionReader):
    """Reads which of several an event noun names; one for each article."""

    def is_dated_round(self, passage: int, noun: Token) -> bool:
        """Whether a round goes by when it was: "the October round", "last year's edition"."""
        sits = self.words.forms.get(singular(noun)) == "session" and not is_plural(noun)
        return sits and self.is_of_time(passage, noun)

    def is_of_time(self, passage: int, noun: Token) -> bool:
        """Whether a time stands before the noun: "the July talks", "last month's call"."""
        times = self.analysis.times_within(passage, noun.left_edge.i, noun.i)
        return any(time.date.known for time in times)

    def is_of_others(self, noun: Token) -> bool:
        """Whether it's told whose it is by words that name nobody: "meeting of heads"."""
        of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"of", "for"}), None)
        whose = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        if whose is None or singular(whose) in self.words.status["units"]:
            return False
        event = singular(whose) in self.words.forms or singular(whose) in self.words.nouns["bodies"]
        return whose.pos_ != "PROPN" or event

    def named_after(self, passage: int, noun: Token) -> Place | None:
        """Return the place by which talks go: "the Oslo talks"."""
        lookup = self.analysis.reference.places.lookup
        known = (
            self.analysis.resolver.person_at[passage],
            self.analysis.resolver.office_at[passage],
        )
        for first in range(max(noun.sent.start, noun.i - LONGEST_TOWN), noun.i):
            before = noun.doc[first]
            # A parser may hang the name from what stands before it.
            apart = before.head == noun or not any(noun.lefts)
            if not before.text[0].isupper() or not apart or any(first in at for at in known):
                continue
            name = self.analysis.passages[passage].words(first, noun.i - 1)
            facts = lookup(name)
            if facts and not (facts[0].ambiguous and facts[0].population < LARGE):
                return Place(city=name, country=facts[0].country)
        return None

    def came_for(self, noun: Token, link: Token, verb: Token) -> bool:
        """Whether one came together for it, a numbered session: "met X for the tenth meeting"."""
        if number_of(noun) is None:
            return False
        verbs, lemma = self.words.verbs, verb.lemma_.lower()
        if link.lower_ == "over":
            return lemma == "preside"
        meeting = verbs["together"] | verbs["gathering"] | verbs["hosting"] | verbs["seeing"]
        if link.lower_ == "for":
            return lemma in meeting | verbs["awaiting"] | {"sit", "unite", "join"}
        return link.lower_ in {"at", "during"} and lemma in meeting | verbs["discussing"]

    def is_somewhere(self, noun: Token, verb: Token) -> bool:
        """Whether "is" says where or when one of a series is: "the next round will be in X"."""
        if verb.lemma_ != "be" or not is_one_of_series(noun, self.words):
            return False
        if any(c.dep_ in {"attr", "acomp"} for c in verb.children):
            return False
        return any(c.dep_ == "prep" and c.lower_ in {"in", "at", "on"} for c in verb.children)

    def hosting_city(self, passage: int, noun: Token, verb: Token) -> Place | None:
        """Return the city in "Samarkand hosted the summit", "Oslo is the venue of the talks"."""
        subject = subject_of(verb)
        hosts = venue_verb(noun, self.words) is not None or verb.lemma_.lower() == "host"
        if (
            subject is None
            or not hosts
            or subject.sent != verb.sent
            or not subject.text[0].isupper()
        ):
            return None
        place = self.clauses.read_place(passage, subject.left_edge.i)
        return place if place is not None and place.city else None

    def read_number(self, passage: int, word: Token) -> Occurrence | None:
        """Return the session in "the first was held in X", whose noun stands with another."""
        number, verb = number_told(word), word.head
        near = {child.lower_ for child in word.children}
        if number is None or "the" not in near | {word.nbor(-1).lower_ if word.i else ""}:
            return None
        if word.dep_ not in {"nsubj", "nsubjpass"} or "of" in near:
            return None
        verbs, lemma = self.words.verbs, verb.lemma_.lower()
        copula = lemma == "be" and not any(c.dep_ in {"attr", "acomp"} for c in verb.children)
        status = self.clauses.status_of(verb)
        if status is None or not (copula or lemma in verbs["taking_place"] | verbs["happening"]):
            return None
        mention = self.build(
            passage, verb, "other", status, NOBODY, verb.i, "held:number", 0.7, noun=word,
            points_back=True,
        )  # fmt: skip
        mention.number, mention.elsewhere, mention.definite = number, True, True
        return mention

    def is_title(self, passage: int, noun: Token) -> bool:
        """Whether a headline is the name of a numbered session: "Seventh A-B Dialogue"."""
        block = self.analysis.passages[passage].block
        alone = not any(word.pos_ in {"VERB", "AUX"} for word in noun.sent)
        return block.kind == "headline" and alone and number_of(noun) is not None
