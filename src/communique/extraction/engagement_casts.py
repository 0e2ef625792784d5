"""Who takes part: the persons and parties on each side of an engagement.

Heads of noun phrases come from the parse, but lists of names with long titles are more
than a small parser can hold together ("with Foreign Minister A of X and B, National
Security Advisor to the President of Y"). So a side that follows a preposition is read
word by word, over the persons and parties that the analysis has marked already.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.extraction.holders import is_person
from communique.language.analysis import Analysis
from communique.language.mentions import PartyMention
from communique.language.people import OfficeMention
from communique.language.referents import Person, Referent
from communique.language.syntax import singular, subtree

#: How far a list of participants may run.
LONGEST_LIST = 140
#: How far from an event noun those it's of may stand, and those it's between.
_NEAR, _FAR = 12, 24
#: "The guest" was named so many passages before at most.
_RECENT = 4
_COUNTS = {"three": 3, "trio": 3, "four": 4, "quartet": 4, "five": 5}
_DASHES = {"-", "–", "—"}
#: Where the phrase of an event ends.
_ENDING = {"VBD", "VBZ", "VBP", "MD", "WDT", "WP"}
#: Who speaks may stand in a list of names: "the Minister and I".
_SPEAKING = {"i", "me", "you"}
#: Who holds an office of these ranks is one of "the two leaders".
_LEADING = {"head-of-state", "head-of-government", "organization-head", "deputy-head"}


@dataclass(frozen=True)
class Cast:
    """The parties and persons of a side or of a whole engagement.

    `named` tells that the text names them, rather than points at them with "they" or "the
    two sides"; `plural` that it points at several.
    """

    parties: tuple[str, ...] = ()
    persons: tuple[Person, ...] = ()
    named: bool = False
    plural: bool = False

    def __bool__(self) -> bool:
        return bool(self.parties or self.persons)

    def __add__(self, other: "Cast") -> "Cast":
        return Cast(
            tuple(dict.fromkeys(self.parties + other.parties)),
            tuple(dict.fromkeys(self.persons + other.persons)),
            self.named or other.named,
            self.plural or other.plural,
        )

    def sides(self) -> "list[Cast]":
        """Return each person with his party, then each party without a person."""
        persons = [Cast((p.party,) if p.party else (), (p,), named=True) for p in self.persons]
        told = {person.party for person in self.persons}
        return persons + [Cast((p,), (), named=True) for p in self.parties if p not in told]


NOBODY = Cast()


@dataclass(eq=False)
class CastReader:
    """Reads casts in one article."""

    analysis: Analysis
    words: EngagementLexicon

    def mentions_at(self, passage: int, token: int) -> tuple[PartyMention, ...]:
        """Return the parties that the token names: "U.S.-Bangladesh" may be one token of two."""
        return self._mentions[passage].get(token, ())

    @cached_property
    def _mentions(self) -> list[dict[int, tuple[PartyMention, ...]]]:
        index: list[dict[int, tuple[PartyMention, ...]]] = []
        for mentions in self.analysis.parties:
            tokens: dict[int, tuple[PartyMention, ...]] = {}
            for mention in mentions:
                for token in range(mention.first, mention.last + 1):
                    tokens[token] = (*tokens.get(token, ()), mention)
            index.append(tokens)
        return index

    def of_persons(self, persons: Iterable[Person]) -> Cast:
        """Return the cast of persons known by name."""
        cast = NOBODY
        for person in persons:
            if not is_person(person):
                continue
            party = person.party
            cast += Cast((party,) if party else (), (person,), named=True)
        return cast

    # -- noun phrases --------------------------------------------------------------------

    def of_head(self, passage: int, token: Token) -> Cast:
        """Return the cast of the noun phrase headed by `token`, conjuncts included."""
        cast, waiting = NOBODY, [token]
        while waiting:
            last = waiting.pop()
            cast += self._of_one(passage, last) + self._leader_of(passage, last)
            waiting += [c for c in reversed(list(last.children)) if c.dep_ in {"conj", "appos"}]
        return cast

    def guests_before(self, passage: int, token: Token, own: Cast) -> Cast:
        """Return whom "the guest" or "the two" means who were received: told of before, not `own`.

        A demonym says whose he is ("his Kenyan guest"); of several guests the latest is meant.
        """
        lemma, counted = singular(token), self.words.counted
        if lemma not in self.words.guests and token.lower_ not in counted:
            return NOBODY
        if not any(c.dep_ in {"det", "poss"} for c in token.lefts):
            return NOBODY
        told = set(self._parties_below(passage, token))
        several = token.lower_ in counted or token.tag_ == "NNS"
        wanted = _COUNTS.get(token.lower_, 2) if several else 1
        home = {self.analysis.home} if not own.parties else set()
        found: list[Person] = []
        for person in self._persons_before(passage, token):
            party = person.party
            alien = party is not None and party not in own.parties and party not in home
            if alien and person not in found and (not told or party in told):
                found.append(person)
            if len(found) == wanted:
                return self.of_persons(reversed(found))
        return NOBODY

    def _persons_before(self, passage: int, token: Token) -> Iterator[Person]:
        """Yield the persons named before the token, the last first, a few passages back."""
        persons = self.analysis.resolver.person_at
        for index in range(passage, max(-1, passage - _RECENT), -1):
            before = token.i if index == passage else None
            named = persons[index]
            for place in sorted(named, reverse=True):
                if (before is None or place < before) and is_person(named[place]):
                    yield named[place]

    def _leader_of(self, passage: int, token: Token) -> Cast:
        """Return who leads the delegation: "a delegation of Peru headed by Minister A"."""
        if singular(token) not in self.words.verbs["sides_led"]:
            return NOBODY
        led = (c for c in token.rights if c.dep_ in {"acl", "relcl"})
        for verb in led:
            by = next((c for c in verb.children if c.dep_ == "agent"), None)
            if verb.lemma_.lower() in self.words.verbs["heading"] and by is not None:
                leader = self.scan(passage, by.i + 1, token.sent.end)
                return Cast(leader.parties if leader.persons else (), leader.persons, named=True)
        return NOBODY

    def _of_one(self, passage: int, token: Token) -> Cast:
        lower = token.lower_
        if lower in self.words.singular_pronouns:
            owner = (
                self._owner_beside(token)
                or self._subject_ahead(passage, token)
                or self._visitor(passage, token)
            )
            if owner is not None:
                return self.of_head(passage, owner)
            return self._of_referent(self.analysis.resolve(passage, token))
        if lower in {"i", "me", "my", "mine"}:
            return self._of_referent(self.analysis.speaker_of(passage, token.i)) or self.author
        if lower in {"you", "your", "yours"}:
            return self.of_persons(self._counterparts(passage, token))
        if lower in {"we", "us", "our", "ours"} and self._speaks(passage, token):
            return self._of_we(passage, token)
        if lower in self.words.plural_pronouns:
            referent = self.analysis.resolve(passage, token)
            return replace(self._of_referent(referent), named=False, plural=True)
        resolver = self.analysis.resolver
        mentions = self.mentions_at(passage, token.i)
        if token.i not in resolver.person_at[passage] and mentions:
            named = [m.party for m in mentions if m.kind not in {"demonym", "prefix"}]
            return Cast(tuple(dict.fromkeys(named)), (), named=True) if named else NOBODY
        cast = self._of_referent(self.analysis.resolve(passage, token))
        if not cast and token.i in resolver.office_at[passage]:
            return self._of_home_office(resolver.office_at[passage][token.i])
        if token.lemma_.lower() in self.words.heads and token.tag_ == "NNS":
            cast = self._of_leaders(cast)
        if token.tag_ in {"NNS", "NNPS"} and not cast.persons:
            told = bool(set(self._parties_below(passage, token)) & set(cast.parties))
            return replace(cast, named=told, plural=True)
        return cast

    def _owner_beside(self, token: Token) -> Token | None:
        """Return the owner whom "his" repeats: "X's first summit and his eighth visit"."""
        if token.tag_ != "PRP$" or token.head.dep_ != "conj":
            return None
        for noun in token.head.ancestors:
            if noun.pos_ in {"VERB", "AUX"}:
                return None
            owner = next((c for c in noun.lefts if c.dep_ == "poss" and c.pos_ != "PRON"), None)
            if owner is not None:
                return owner
        return None

    def _subject_ahead(self, passage: int, token: Token) -> Token | None:
        """Return the subject that follows: "During his visit X met Y"."""
        if token.tag_ != "PRP$" or token.i - token.sent.start > _NEAR // 2:
            return None
        persons = self.analysis.resolver.person_at[passage]
        above = next((w for w in token.ancestors if w.pos_ in {"VERB", "AUX"}), None)
        if above is None:
            return None
        subjects = (c for c in above.children if c.dep_ == "nsubj" and c.i > token.head.i)
        return next((c for c in subjects if c.i in persons), None)

    def _visitor(self, passage: int, token: Token) -> Token | None:
        """Return the subject who met or said something "during his visit", unless it's the host."""
        if token.tag_ != "PRP$" or self.words.forms.get(singular(token.head)) != "visit":
            return None
        verb = next((w for w in token.ancestors if w.pos_ in {"VERB", "AUX"}), None)
        if verb is None or verb.lemma_.lower() in self.words.verbs["hosting"]:
            return None
        subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < token.i), None)
        persons = self.analysis.resolver.person_at[passage]
        return subject if subject is not None and subject.i in persons else None

    def _of_leaders(self, cast: Cast) -> Cast:
        """Return the cast without its persons where a minister can't be one of "the leaders"."""
        for person in cast.persons:
            if person.ranks and not person.ranks & _LEADING:
                return replace(cast, persons=())
        return cast

    def _of_home_office(self, office: OfficeMention) -> Cast:
        """Return the page's own state for "the Prime Minister", who needs no country there."""
        home = self.analysis.home
        if home is None or office.plural or office.party is not None:
            return NOBODY
        return Cast((home,), (), named=True)

    def _of_referent(self, referent: Referent | None) -> Cast:
        if referent is None or referent.kind in {"unknown", "everyone"}:
            return NOBODY
        if referent.persons:
            return self.of_persons(referent.persons)
        return Cast(referent.parties, (), named=True)

    def _parties_below(self, passage: int, token: Token) -> Iterator[str]:
        for word in subtree(token):
            for mention in self.mentions_at(passage, word.i):
                yield mention.party

    # -- pronouns ------------------------------------------------------------------------

    def _speaks(self, passage: int, token: Token) -> bool:
        speaker = self.analysis.speaker_of(passage, token.i)
        return speaker is not None and bool(speaker.persons)

    def _of_we(self, passage: int, token: Token) -> Cast:
        """Return the speaker and those spoken to, where the two sides of an encounter speak."""
        speaker = self.analysis.speaker_of(passage, token.i)
        own = self._of_referent(speaker)
        others = self.of_persons(self._counterparts(passage, token))
        if not others:
            return replace(own, named=False)
        return replace(own + others, named=False, plural=True)

    def _counterparts(self, passage: int, token: Token) -> list[Person]:
        """Return who is spoken to at the token: those of other principals who speak too."""
        speaker = self.analysis.speaker_of(passage, token.i)
        if speaker is None or not speaker.persons:
            return []
        return [
            person
            for person in self.speakers
            if person not in speaker.persons
            and person.party in self.analysis.principals
            and person.party not in speaker.parties
        ]

    def speaking(self, passage: int, token: Token) -> Cast:
        """Return the person in whose speech the token stands."""
        speaker = self.analysis.speaker_of(passage, token.i)
        return self._of_referent(speaker) if speaker is not None and speaker.persons else NOBODY

    @cached_property
    def speakers(self) -> list[Person]:
        """The persons who speak in the article, in order of their first words."""
        return list(dict.fromkeys(p for a in self.analysis.attributions for p in a.speaker.persons))

    @cached_property
    def author(self) -> Cast:
        """The side that says "I" in a party's own release: its author, else the party."""
        author, publisher = self.analysis.resolver.author, self.analysis.publisher
        if author is not None:
            return self.of_persons([author])
        if publisher is None or publisher.party is None:
            return NOBODY
        return Cast((publisher.party,), (), named=True)

    # -- noun phrases of events ------------------------------------------------------------

    def named_in(self, passage: int, noun: Token) -> Cast:
        """Return the cast that a phrase names: "X's call with Y", "the U.S.-EU summit".

        What stands after "between" or "with" is looked for in the words that follow, since
        a parser often hangs it elsewhere; what stands after "of" or "by" must hang from it.
        """
        persons = self.analysis.resolver.person_at[passage]
        cast = self._dashed_before(passage, noun)
        for child in noun.lefts:
            if child.dep_ == "poss":
                cast += self.of_head(passage, child)
                continue
            for word in subtree(child):
                if word.i in persons:
                    cast += self.of_persons([persons[word.i]])
                    continue
                named = [m.party for m in self.mentions_at(passage, word.i) if m.kind != "capital"]
                cast += Cast(tuple(named), (), named=bool(named))
        sides = self._sides_after(passage, noun)
        owners = self.words.owners
        courteous = {w.lower_ for w in noun.lefts} & self.words.nouns["courtesy"]
        paid = noun.head.lemma_ in self.words.verbs["paying"]
        if sides is None and (courteous or paid or noun.lemma_ != "call"):
            # "A courtesy call on B" is one with B, "a call on trade" of nobody.
            owners = owners | self.words.objects.get(singular(noun), frozenset())
        for child in noun.rights:
            near = child.i - noun.i <= _NEAR
            if child.dep_ in {"prep", "agent"} and child.lower_ in owners and near:
                owner = self._after(passage, child, noun.sent.end)
                # "The meeting of A with B" has both, "the round of talks with B" its own.
                cast += owner if sides is None or owner.persons else NOBODY
        return cast + sides if sides is not None else cast

    def _dashed_before(self, passage: int, noun: Token) -> Cast:
        """Return the first of the two in "A–B Consultations", where a parser cuts at the dash."""
        first = noun.left_edge.i
        if first < noun.sent.start + 2 or noun.doc[first - 1].text not in _DASHES:
            return NOBODY
        beyond = self.mentions_at(passage, first)
        named = self.mentions_at(passage, first - 2) if beyond else ()
        return Cast(tuple(m.party for m in named), (), named=bool(named))

    def sides_after(self, passage: int, noun: Token) -> tuple[str, ...]:
        """Return the parties that stand after "between" or "with" behind the noun."""
        sides = self._sides_after(passage, noun)
        return sides.parties if sides is not None else ()

    def _sides_after(self, passage: int, noun: Token) -> Cast | None:
        """Return who stands after the next "between" or "with"; None if neither follows."""
        # "Talks took place between A and B", but "the call addressed talks between" others.
        verbs = self.words.verbs
        happens = noun.head.lemma_.lower() in verbs["taking_place"] | verbs["happening"] | {"be"}
        passive = noun.dep_ == "nsubjpass"
        happening = passive or (noun.dep_ == "nsubj" and happens)
        purpose = False
        for token in noun.doc[noun.i + 1 : min(noun.i + _FAR, noun.sent.end)]:
            if happening and noun.head in {token, token.head} and token.pos_ in {"VERB", "AUX"}:
                continue
            if token.tag_ in _ENDING or token.text in {";", ":"}:
                if self._tells_when(noun, token):
                    continue
                return None
            purpose |= token.tag_ == "TO"
            if token.lower_ in self.words.sides and not (purpose and token.lower_ != "with"):
                # "A visit to deepen relations between A and B" is not between them.
                if token.lower_ != "between" and token.i - noun.i > _NEAR:
                    return None
                if token.head.lemma_ in self.words.strained and token.head != noun:
                    return None  # "discussion on tensions between A and B": of others
                return self._after(passage, token, noun.sent.end)
        return None

    def _tells_when(self, noun: Token, token: Token) -> bool:
        """Whether the token is of a clause "that took place on Monday" behind the noun."""
        verb = token if token.pos_ in {"VERB", "AUX"} else token.head
        verb = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
        taking = verb.lemma_ in self.words.verbs["taking_place"]
        return taking and verb.dep_ == "relcl" and verb.head == noun

    def _after(self, passage: int, preposition: Token, stop: int) -> Cast:
        cast = self.scan(passage, preposition.i + 1, stop)
        if cast:
            return cast
        target = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        return self.of_head(passage, target) if target is not None else NOBODY

    # -- lists of names ------------------------------------------------------------------

    def scan(self, passage: int, start: int, stop: int) -> Cast:
        """Return the cast named word by word from token `start` on, `stop` excluded.

        It ends at the first word that cannot stand in a list of participants.
        """
        return self.scan_to(passage, start, stop)[0]

    def scan_to(self, passage: int, start: int, stop: int) -> tuple[Cast, int]:
        """Return the cast as `scan` does, and the last token that belongs to it."""
        resolver = self.analysis.resolver
        doc = self.analysis.passages[passage].doc
        persons, offices = resolver.person_at[passage], resolver.office_at[passage]
        cast, last, index = NOBODY, start, start
        stop = min(stop, start + LONGEST_LIST, len(doc))
        while index < stop:
            token = doc[index]
            person = persons.get(index)
            if person is not None and cast and _is_subject_after(doc, persons, index, start):
                break
            office = offices.get(index)
            mentions = self.mentions_at(passage, index)
            if person is not None:
                end = _span_end(persons, index, stop)
                cast += self.of_persons([person])
            elif office is not None:
                end = _span_end(offices, index, stop)
                if not (
                    office.plural and any(i in persons for i in range(end, min(end + 2, stop)))
                ):
                    cast += self._of_office(passage, doc[index:end], office)
            elif mentions:
                end = max(m.last for m in mentions) + 1
                named = [m.party for m in mentions if m.kind not in {"demonym", "prefix", "people"}]
                if (
                    end + 1 < stop
                    and doc[end].lemma_.lower() in self.words.allies
                    and (end + 1 in persons or self.mentions_at(passage, end + 1))
                ):
                    # "With NATO allies Estonia and Latvia": only these take part.
                    named = []
                if named:
                    cast += Cast(tuple(dict.fromkeys(named)), (), named=True)
            elif token.lower_ in _SPEAKING:
                end = index + 1
                cast += self._of_one(passage, token)
                last = index
            elif self._continues(token, index == start, bool(cast)):
                end = index + 1
                if token.pos_ in {"NOUN", "PROPN", "PRON"}:
                    cast += self._of_noun(passage, token)
            else:
                break
            if person is not None or office is not None or mentions:
                last = end - 1
            index = end
        return cast, last

    def _of_office(self, passage: int, words: Span, office: OfficeMention) -> Cast:
        """Return the cast of an office without a name: "the foreign minister of X"."""
        heads = [w for w in words if singular(w) in self.words.people]
        if office.plural:
            own = tuple(dict.fromkeys(p for w in heads for p in self._parties_below(passage, w)))
            return Cast(own, (), named=True) if own else NOBODY
        if office.party is not None and not heads:
            return Cast((office.party,), (), named=True)
        return self._of_one(passage, heads[0] if heads else words[-1])

    def _of_noun(self, passage: int, token: Token) -> Cast:
        """Return the cast of a common noun in a list: "Chinese officials", "his counterpart"."""
        if token.lower_ in self.words.singular_pronouns or token.tag_ == "PRP$":
            return NOBODY
        cast = self._of_one(passage, token)
        return cast if cast.named else NOBODY

    def _continues(self, token: Token, first: bool, begun: bool) -> bool:
        """Whether the word can stand in a list of those who meet."""
        if token.lower_ in self.words.links:
            return not (begun and token.lower_ in {"to", "for", "by"})
        if token.pos_ == "PRON":
            return first or token.tag_ == "PRP$"
        if token.pos_ == "NOUN":
            people = token.lemma_.lower() in self.words.people
            return people or token.dep_ in {"compound", "nmod", "amod"}
        if token.dep_ == "amod" or (token.pos_ == "ADV" and token.head.dep_ == "amod"):
            return True  # "visiting Minister A", "the newly elected President"
        return token.pos_ in {"ADJ", "NUM", "PROPN", "DET"} and token.tag_ not in {"WDT", "WP"}


def _span_end(marked: Mapping[int, object], index: int, stop: int) -> int:
    value = marked[index]
    while index < stop and marked.get(index) is value:
        index += 1
    return index


def _is_subject_after(doc: Doc, persons: dict[int, Person], index: int, start: int) -> bool:
    """Whether the person named next is the subject of a verb that follows the list."""
    if doc[index - 1].text != ",":
        return False
    end = _span_end(persons, index, len(doc))
    return any(
        token.dep_ in {"nsubj", "nsubjpass"} and token.head.i >= end and token.head.i > start
        for token in doc[index:end]
    )
