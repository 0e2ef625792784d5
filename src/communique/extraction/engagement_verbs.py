"""Verbs that tell an engagement: met, spoke, received, visited, signed, invited."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.extraction.engagement_casts import NOBODY, Cast
from communique.extraction.engagement_forms import form_of_noun
from communique.extraction.engagement_mentions import (
    MentionReader,
    Occurrence,
    clause_start,
    clause_stop,
    is_past,
    is_plural,
    object_of,
    own_end,
    points,
)
from communique.extraction.engagement_places import join_places
from communique.extraction.engagement_status import FINITE
from communique.extraction.phrases import capital_start, is_capital, name_end, plain
from communique.language.syntax import singular, subject_of, subtree
from communique.records import UNKNOWN_DATE, EngagementForm, EngagementStatus, Place
from communique.reference.sittings import load_sittings


@dataclass(eq=False)
class VerbReader(MentionReader):
    """Reads the engagements that verbs tell; `calls` says that "spoke with" means by telephone."""

    calls: bool = True

    def read(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Yield the engagements that the verb tells; most tell none."""
        lemma = verb.lemma_.lower()
        verbs = self.words.verbs
        if (
            lemma in verbs["together"]
            or self._swaps_views(verb, lemma)
            or (
                lemma in verbs["discussing"] and _lowers(verb, own_end(verb) + 1) & self.words.phone
            )
        ):
            yield from self._together(passage, verb, lemma)
        elif lemma in verbs["gathering"] or (lemma == "sit" and self._body_of(verb)):
            yield from self._gathering(passage, verb)
        elif lemma in verbs["talking_over"]:
            yield from self._discussing(passage, verb)
        if lemma in verbs["hosting"] or lemma in verbs["phoning"]:
            yield from self._hosting(passage, verb, lemma)
        if lemma in verbs["heading"]:
            yield from self._heading(passage, verb)
        if lemma in verbs["seeing"]:
            yield from self._seeing(passage, verb)
        if lemma in verbs["sharing"]:
            yield from self._sharing(passage, verb)
        if lemma in verbs["addressing"]:
            yield from self._addressing(passage, verb)
        if lemma in verbs["signing"]:
            yield from self._signing(passage, verb)
        if lemma in verbs["telling"] | verbs["by_voice"] | verbs["uttering"] | {"meet"}:
            yield from self._telling(passage, verb)

    # -- meeting and speaking --------------------------------------------------------------

    def _swaps_views(self, verb: Token, lemma: str) -> bool:
        target = object_of(verb) if lemma in self.words.verbs["exchanging"] else None
        return target is not None and singular(target) in self.words.nouns["views"]

    def _together(self, passage: int, verb: Token, lemma: str) -> Iterator[Occurrence]:
        """Read "A met (with) B", "A spoke to B", "A and B exchanged views"."""
        status = self.clauses.status_of(verb)
        if status is None:
            return
        met = object_of(verb)
        several = met is not None and any(map(is_plural, subtree(met)))
        listed = self.listed(passage, met) if met is not None and several else []
        if listed:
            own = self.acting(passage, verb)
            for side in listed:
                if own and not set(side.parties) <= set(own.parties):
                    yield self.build(
                        passage, verb, "meeting", status, own + side, verb.i, "verb:listed", 0.8
                    )
            return
        other, last = self._other_side(passage, verb, lemma)
        if not other:
            # "A and B spoke" says little, "spoke by phone" tells a call.
            by_phone = _lowers(verb, clause_stop(verb, verb.i)) & self.words.phone
            voiced = lemma in self.words.verbs["by_voice"]
            if not voiced or by_phone or self._speak_together(verb):
                yield from self._gathering(passage, verb)
            return
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        own = self.agent(passage, verb) if passive else self.acting(passage, verb)
        cast = own + other
        if len(cast.parties) < 2:
            return
        form = self._spoken_form(verb, lemma, clause_stop(verb, last))
        rule = f"verb:{lemma}"
        # "Spoke with" leaves open how, if nothing else tells it.
        loose = lemma in self.words.verbs["by_voice"] and not (
            _lowers(verb, clause_stop(verb, last)) & self.words.phone
        )
        in_turn = self.met_in_turn(passage, verb, own)
        for side, place in in_turn:
            mention = self.build(passage, verb, form, status, own + side, last, rule, 0.8)
            mention.place = place
            yield mention
        if in_turn:
            return
        if len(other.sides()) > 1 and self._is_in_turn(verb, last, other):
            for side in other.sides():
                yield self.build(passage, verb, form, status, own + side, last, rule, 0.8)
            return
        mention = self.build(passage, verb, form, status, cast, last, rule, 0.9)
        if form == "meeting":
            self._read_purpose(passage, verb, mention, {"session", "talks"})
        mention.loose = loose
        yield mention

    def _speak_together(self, verb: Token) -> bool:
        """Whether the words say that several spoke to each other: for an hour, on sidelines."""
        verbs, beside = self.words.verbs, self.words.status["beside"]
        told = {singular(token) for token in verb.doc[verb.i : clause_stop(verb, verb.i)]}
        return bool(told & (verbs["lasting"] | verbs["closely"] | beside))

    def _is_in_turn(self, verb: Token, last: int, met: Cast) -> bool:
        """Whether each was met by himself: "with A as well as with B", or one after another.

        Officials of three states and more, met by one of a fourth, seldom sit down together.
        """
        words = [t.lower_ for t in verb.doc[verb.i : clause_stop(verb, last)]]
        several = len({person.party for person in met.persons}) >= _MANY
        return several or words.count("with") > 1 or bool(self.words.separate & set(words))

    def _seeing(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "looks forward to seeing B at the summit", "came to see B", "good to see you"."""
        target = object_of(verb)
        if target is not None and self._is_mutual(target):
            yield from self._gathering(passage, verb)
            return
        if target is None or verb.tag_ not in {"VB", "VBG"}:
            if target is not None and verb.tag_ in {"VBD", "VBN"}:
                yield from self._saw(passage, verb, target)
            return
        if not (self.is_official(passage, target) or target.lower_ == "you"):
            return
        purpose = verb.dep_ in {"advcl", "acl", "pcomp"} or target.lower_ == "you"
        status = self.clauses.status_of(verb)
        cast = self.acting(passage, verb) + self.casts.of_head(passage, target)
        if purpose and status is not None and cast.persons and len(cast.parties) > 1:
            last = target.right_edge.i if target.lower_ != "you" else target.i
            yield self.build(passage, verb, "meeting", status, cast, last, "verb:see", 0.6)

    def _saw(self, passage: int, verb: Token, target: Token) -> Iterator[Occurrence]:
        """Read "A saw B in X on Monday": officials by name, and a day or a place of it."""
        persons, status = self.analysis.resolver.person_at[passage], self.clauses.status_of(verb)
        # "Saw A as a friend", "saw A leave" are of the mind and the eye.
        more = (c for c in verb.children if c.i > verb.i and c.dep_ in {"xcomp", "ccomp", "oprd"})
        if status is None or target.i not in persons or any(more) or subject_of(verb) == target:
            return
        if any(c.lower_ in {"as", "off"} for c in verb.children):
            return
        own, other = self.subject(passage, verb), self.casts.of_head(passage, target)
        cast = own + other
        if not own.persons or len(cast.parties) < 2:
            return
        last = target.right_edge.i
        mention = self.build(passage, verb, "meeting", status, cast, last, "verb:see", 0.6)
        if mention.date.known or mention.place is not None:
            yield mention

    def _sharing(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A had an hour with B", "spent ninety minutes with B"."""
        target, status = object_of(verb), self.clauses.status_of(verb)
        if target is None or status is None:
            return
        if singular(target) not in self.words.verbs["lasting"]:
            return
        other = self._officials_beside(passage, verb)
        cast = self.acting(passage, verb) + other
        if other.persons and len(cast.parties) > 1:
            yield self.build(passage, verb, "talks", status, cast, target.i, "verb:share", 0.65)

    def _spoken_form(self, verb: Token, lemma: str, stop: int) -> EngagementForm:
        words = _lowers(verb, stop)
        by_phone = bool(words & self.words.phone)
        if lemma in self.words.verbs["by_voice"]:
            return "call" if self.calls or by_phone else "talks"
        discussed = lemma in self.words.verbs["discussing"]
        if by_phone and (discussed or not words & self.words.virtual):
            return "call"
        return "talks" if lemma in self.words.verbs["exchanging"] else "meeting"

    def _other_side(self, passage: int, verb: Token, lemma: str) -> tuple[Cast, int]:
        """Return whom the subject met: the object, or who follows the next "with" or "to"."""
        target = object_of(verb)
        beside = verb.nbor(1).lower_ if verb.i + 1 < verb.sent.end else ""
        if target is not None and lemma == "meet" and beside != "with":
            cast, last = self.casts.scan_to(passage, target.left_edge.i, verb.sent.end)
            head = self.casts.of_head(passage, target)
            return (cast if head.parties and cast.parties else head), last
        by_voice = lemma in self.words.verbs["by_voice"]
        for token in verb.doc[verb.i + 1 : clause_stop(verb, verb.i)]:
            if token.lower_ == "with" and self._is_of_another(token):
                break  # "speaking after talks with B" was not with B
            if token.lower_ == "with" or (by_voice and token.lower_ == "to"):
                cast, last = self.casts.scan_to(passage, token.i + 1, verb.sent.end)
                head_token = next((c for c in token.children if c.dep_ == "pobj"), None)
                if not cast and head_token is not None and points(head_token):
                    cast = self.casts.of_head(passage, head_token)
                return cast, last
        return NOBODY, verb.i

    def _is_of_another(self, preposition: Token) -> bool:
        """Whether the preposition hangs from an event that the verb only comes after or tells."""
        noun = preposition.head
        above = noun.head.lower_
        event = noun.pos_ in {"NOUN", "PROPN"} and (
            singular(noun) in self.words.forms
            or form_of_noun(noun, self.words, lambda _: False) == "press-conference"
        )
        return event and noun.dep_ in {"pobj", "dobj", "pcomp"} and above not in _OF_THE_SAME

    def _gathering(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "the leaders of A and B met", "we have convened"."""
        status = self.clauses.status_of(verb)
        subject = subject_of(verb)
        lemma = verb.lemma_.lower()
        views = lemma not in self.words.verbs["gathering"] | self.words.verbs["seeing"]
        if status is None or subject is None:
            return
        subject = self.behind_adverb(subject)
        objects = (c for c in verb.children if c.dep_ in {"dobj", "prt"})
        if not views and any(c.lower_ != "face" and not self._is_mutual(c) for c in objects):
            return
        cast = self.subject(passage, verb)
        if len(cast.parties) < 2 and not is_plural(subject):
            cast = self.listed_before(passage, verb, cast)
        if singular(subject) in self.words.nouns["bodies"]:
            cast += self.casts.named_in(passage, subject)
        form = self._spoken_form(verb, lemma, clause_stop(verb, verb.i))
        if form == "call" and not _lowers(verb, clause_stop(verb, verb.i)) & self.words.phone:
            form = "talks"  # who speak for an hour on the sidelines are there
        back = cast.plural and not cast.named and points(subject)
        office = self.analysis.resolver.office_at[passage].get(subject.i)
        several = is_plural(subject) or (office is not None and office.plural)
        states = self.analysis.reference.parties.states.keys()
        body = bool(cast.parties) and not set(cast.parties) & states
        if len(cast.parties) == 1 and (several or not cast.persons):
            cast = self._with_host(passage, verb, cast)
        sides = self._sides_of_body(passage, verb, cast) if len(cast.parties) < 2 else NOBODY
        cast = sides or cast
        following = verb.tag_ in {"VBZ", "VBP"} and any(c.lower_ == "next" for c in verb.children)
        status = "scheduled" if following else status  # "the Group meets next in X"
        if sides and verb.tag_ in {"VBZ", "VBP"} and not following:
            return  # "the Commission meets twice a year"
        if set(cast.parties) - states:
            form = self._sitting_form(verb) or form
        leading = singular(subject) in self.words.verbs["summiting"] or (
            office is not None and office.rank in _LEADING
        )
        if self._meets_in_summit(verb) or (body and several and leading and form == "meeting"):
            form = "summit"
        ours = any(c.dep_ == "poss" and c.lower_ == "our" for c in subject.children)
        if ours and several and len(cast.parties) < 2 and len(self.analysis.principals) == 2:
            # "Our leaders will meet in May": those of both sides of the page.
            cast, back = Cast(self.analysis.principals, (), named=True), False
        alone = len(cast.parties) == 1 and not set(cast.parties) & states and several
        if len(cast.parties) < 2 and not back and not alone:
            if not is_plural(subject) or not self._is_delegation(passage, subject):
                return
            cast = Cast(self.analysis.principals, (), plural=True)
        if len(cast.parties) < 2 and not alone:
            return
        sits = singular(subject) in self.words.nouns["bodies"] and subject.pos_ != "PRON"
        mention = self.build(
            passage, verb, "session" if sits else form, status, cast, verb.i, "verb:gather", 0.7,
            points_back=back,
        )  # fmt: skip
        if sides and not (mention.date.known or mention.place is not None):
            return  # on no day, in no place: none to be told from others
        if sits:
            mention.mechanism = self.phrase(passage, subject)
        elif form == "meeting":
            self._read_purpose(passage, verb, mention, {"session", "talks", "summit"})
        mention.elsewhere |= following
        mention.loose = views
        mention.of_body = alone and (mention.date.known or mention.place is not None)
        yield mention

    def _body_of(self, verb: Token) -> Token | None:
        """Return the body that is the verb's subject, by its name or a definite noun."""
        subject = subject_of(verb)
        if subject is None or singular(subject) not in self.words.nouns["bodies"]:
            return None
        definite = any(c.lower_ in {"the", "this"} for c in subject.lefts)
        return subject if definite and not is_plural(subject) else None

    def _sides_of_body(self, passage: int, verb: Token, cast: Cast) -> Cast:
        """Return the two sides of the page for "the Commission met": whose body it is, it tells."""
        body, pair = self._body_of(verb), self.analysis.principals
        if body is None or len(pair) != _PAIR or not set(cast.parties) <= set(pair):
            return NOBODY
        if not set(pair) <= self.analysis.reference.parties.states.keys():
            return NOBODY
        return Cast(pair, cast.persons, named=True)

    def _is_mutual(self, noun: Token) -> bool:
        """Whether the object is "each other" or "one another"."""
        pair = {noun.lower_, *(c.lower_ for c in noun.children)}
        if noun.i > 0:
            pair.add(noun.nbor(-1).lower_)
        return {"each", "other"} <= pair or {"one", "another"} <= pair

    def _sitting_form(self, verb: Token) -> EngagementForm | None:
        """Return the form in "met for a summit", "met in extraordinary session".

        "Met on the eve of the summit" says of another what it was.
        """
        nouns = verb.doc[verb.i : clause_stop(verb, verb.i)]
        words = {w.lower_ for w in nouns if w.dep_ != "pobj" or w.head.head.pos_ != "NOUN"}
        return "summit" if "summit" in words else "session" if "session" in words else None

    def _meets_in_summit(self, verb: Token) -> bool:
        """Whether it's "met in a summit", not "met beside the summit"."""
        return any(
            singular(noun) == "summit" and any(c.lower_ in {"a", "an"} for c in noun.lefts)
            for preposition in verb.children
            if preposition.dep_ == "prep" and preposition.lower_ in {"in", "at"}
            for noun in preposition.children
        )

    def _with_host(self, passage: int, verb: Token, cast: Cast) -> Cast:
        """Return an organisation's leaders with the state where they gather."""
        states = self.analysis.reference.parties.states
        place = self.clauses.place_of(passage, verb.i, clause_stop(verb, verb.i) - 1)
        if cast.parties[0] in states or place is None or place.country is None:
            return cast
        sitting = load_sittings().get(cast.parties[0])
        if sitting is not None and place.country in sitting.seats:
            return cast
        return Cast((place.country,), (), named=True) + cast

    def _is_delegation(self, passage: int, subject: Token) -> bool:
        """Whether a plural without a party is of officials: "technical teams", "the leaders"."""
        referent = self.analysis.resolve(passage, subject)
        return len(referent.parties) > 1

    def _discussing(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A discussed X with B", "A and I discussed X", "the two ministers discussed X".

        Whatever form their contact had, they talked; it is most often told before.
        """
        subject, status = subject_of(verb), self.clauses.status_of(verb)
        if status not in {"held", "scheduled"} or subject is None:
            return
        own = self.acting(passage, verb)
        if not own:
            return
        other = self._officials_beside(passage, verb)
        cast = own + other
        several = is_plural(subject) and points(subject) and not self._is_named(passage, subject)
        back = several or (own.plural and not own.named and points(subject))
        if len(cast.parties) < 2 or not (cast.persons or back):
            return
        mention = self.build(
            passage, verb, "talks", status, cast, verb.i, "verb:discuss", 0.6, points_back=back
        )
        if status == "scheduled" and not (mention.date.known or back):
            return  # what two will discuss one day is no appointment
        mention.loose = True
        mention.both_told = subject.lower_ == "we" or (several and len(cast.persons) > 1)
        if not other:
            # What follows says when and where that is which they talked of.
            mention.date, mention.place = UNKNOWN_DATE, None
        yield mention

    def _is_named(self, passage: int, noun: Token) -> bool:
        """Whether a name stands in the phrase: "the Ministers A and B", not "the Ministers"."""
        persons = self.analysis.resolver.person_at[passage]
        return any(word.i in persons for word in noun.subtree)

    def _officials_beside(self, passage: int, verb: Token) -> Cast:
        """Return the officials after "with": "discussed ties with Japan" was not with Japan."""
        for token in verb.doc[verb.i + 1 : clause_stop(verb, verb.i)]:
            if token.lower_ != "with":
                continue
            cast = self.casts.scan(passage, token.i + 1, verb.sent.end)
            heads = [c for c in token.children if c.dep_ == "pobj"]
            if cast.persons or any(
                c.lemma_.lower() in self.words.people or self.is_office(passage, c) for c in heads
            ):
                return cast
        return NOBODY

    # -- hosting and phoning ---------------------------------------------------------------

    def _hosting(self, passage: int, verb: Token, lemma: str) -> Iterator[Occurrence]:
        """Read "A received B", "A welcomed B to the White House", "A phoned B"."""
        status = self.clauses.status_of(verb)
        phoning, calling_on = lemma in self.words.verbs["phoning"], False
        target = self._named_object(passage, verb) if phoning else self._guest(passage, verb)
        beside = verb.i + 1 < verb.sent.end and verb.nbor(1).lower_ in {"on", "upon"}
        if (target is None or beside) and lemma in self.words.verbs["calling_on"]:
            target = _after_preposition(verb, {"on", "upon"}) or target
            phoning = False
            calling_on = target is not None
        if status is None or target is None or self._calls_names(passage, verb):
            return
        if singular(target) in self.words.forms:
            return  # "received a call from B"
        passive = any(c.dep_ == "nsubjpass" for c in verb.children) or _is_done(verb)
        own = self.agent(passage, verb) if passive else self.acting(passage, verb)
        whom, last = self.casts.scan_to(passage, target.left_edge.i, verb.sent.end)
        head = self.casts.of_head(passage, target)
        if _is_done(verb):
            whom, last = self.listed_before(passage, verb, head), own_end(verb)
        official = bool(head.persons or head.plural or whom.plural)
        official |= self.is_office(passage, target)
        other = whom if whom.parties else head
        before = self.casts.guests_before(passage, target, own)
        if before:
            other = head = before
            official, last = True, target.i
        if not official or not head.parties or len((own + other).parties) < 2:
            return
        form: EngagementForm = "call" if phoning else "meeting"
        hosts = other if calling_on else own
        host = hosts.parties[0] if hosts.parties and not phoning else None
        mention = self.build(
            passage, verb, form, status, own + other, max(last, verb.i), f"verb:{lemma}", 0.8,
            goal=True, host=host,
        )  # fmt: skip
        self._read_purpose(passage, verb, mention, {"session", "talks", "summit", "visit"})
        if lemma in self.words.verbs["welcoming"] and self._is_to_a_country(verb, mention):
            mention.form = "visit"  # "welcomed B to X": a guest of the country, not of a house
        apart = self.words.separate & _lowers(verb, verb.sent.end)
        if apart and len(other.parties) > 1:
            for side in other.sides():
                yield replace(mention, cast=own + side)
            return
        yield mention

    def _named_object(self, passage: int, verb: Token) -> Token | None:
        """Return the verb's object; "called Minister A" may be parsed as what one is called."""
        named = (c for c in verb.children if c.dep_ == "oprd" and self.is_official(passage, c))
        return object_of(verb) or next(named, None)

    def _is_to_a_country(self, verb: Token, mention: Occurrence) -> bool:
        """Whether the place is a country or a city that somebody is welcomed to."""
        behind = verb.doc[verb.i + 1 : clause_stop(verb, verb.i)]
        to = any(word.lower_ == "to" and word.dep_ == "prep" for word in behind)
        return to and mention.place is not None and mention.place.venue is None

    def _guest(self, passage: int, verb: Token) -> Token | None:
        """Return the verb's object; behind an adjunct a parser takes it for part of that.

        "Received today at the Palace Kuwait's Foreign Minister A": no preposition leads up to A.
        """
        target = object_of(verb)
        if target is None and _is_done(verb):
            guest = verb.head if verb.dep_ == "acl" else subject_of(verb)
            apart = verb.dep_ == "acl" and verb.i - verb.head.i > _BESIDE
            return None if apart else guest
        visiting = (c for c in verb.children if c.lower_ in self.words.there and c.dep_ == "xcomp")
        target = target or next(filter(None, map(object_of, visiting)), None)
        if target is not None or not is_past(verb):
            return target
        resolver = self.analysis.resolver
        for word in verb.doc[verb.i + 1 : clause_stop(verb, verb.i)]:
            office = resolver.office_at[passage].get(word.i)
            if office is not None and office.name is not None:
                led = word.nbor(-1) if word.nbor(-1).pos_ != "DET" else word.nbor(-2)
                named = [t for t in word.sent if resolver.office_at[passage].get(t.i) is office]
                guest = max((t for t in named if t.i in resolver.person_at[passage]), default=None)
                return guest if led.pos_ not in {"ADP", "CCONJ"} and led != verb else None
        return None

    def _calls_names(self, passage: int, verb: Token) -> bool:
        """Whether the object is called something, or called on to do something."""
        for child in verb.children:
            if child.i < verb.i or child.dep_ not in {"xcomp", "ccomp", "oprd"}:
                continue
            purpose = child.dep_ == "xcomp" and child.lemma_ in self.words.verbs["phoning_to"]
            if not purpose and not self.is_official(passage, child):
                return True
        return False

    def _read_purpose(
        self, passage: int, verb: Token, mention: Occurrence, forms: Collection[str]
    ) -> None:
        """Take the form, if one of `forms`, from what it was for: "for talks", "to hold talks"."""
        for noun in self._purposes(verb):
            form = form_of_noun(
                noun, self.words, lambda i: bool(self.casts.mentions_at(passage, i))
            )
            if form in forms and form is not None:
                mention.form = form
                if form == "session":
                    mention.mechanism = self.mechanism_of(passage, noun)

    def _purposes(self, verb: Token) -> Iterator[Token]:
        """Yield what the verb's subject did it for: behind "for", or held with an infinitive."""
        verbs = self.words.verbs
        for token in verb.doc[verb.i + 1 : clause_stop(verb, verb.i)]:
            if token.lower_ == "for":
                yield from (c for c in token.children if c.dep_ == "pobj")
        for child in verb.children:
            held = object_of(child) if child.tag_ == "VB" and child.i > verb.i else None
            if held is not None and child.lemma_.lower() in verbs["organizing"] | verbs["chairing"]:
                yield held

    # -- heads of delegations --------------------------------------------------------------

    def _heading(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "the Kenyan side was led by A", "A headed the delegation": who, of what is told."""
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        led = object_of(verb)
        if passive and (led is None or led.i > verb.i):
            # Behind a comma a parser takes the side for one more leader.
            first = min(c.i for c in verb.children if c.dep_ in {"aux", "auxpass"})
            led = verb.doc[first - 1] if first > verb.sent.start else None
        if led is None:
            return
        named = passive and bool(self.casts.mentions_at(passage, led.i))
        if not named and singular(led) not in self.words.verbs["sides_led"]:
            return
        leader = self.agent(passage, verb) if passive else self.subject(passage, verb)
        status = self.clauses.status_of(verb)
        if not passive and is_plural(led) and len(leader.parties) > 1 and status is not None:
            # "Ministers A and B headed the teams on Monday in X": so they met.
            mention = self.build(passage, verb, "meeting", status, leader, led.i, "verb:head", 0.6)
            if leader.persons and mention.date.known:
                yield mention
            return
        side = self.casts.of_head(passage, led) if named else self.casts.named_in(passage, led)
        parties = side.parties or leader.parties
        if leader.persons and parties:
            cast = Cast(parties, leader.persons, named=True)
            mention = self.build(
                passage, verb, "meeting", "held", cast, verb.i, "verb:head", 0.5, points_back=True
            )
            mention.heading = True
            yield mention

    # -- parliaments -----------------------------------------------------------------------

    def _addressing(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A addressed the parliament of X": one state's leader before another's."""
        target, status = object_of(verb), self.clauses.status_of(verb)
        if target is None or status is None:
            return
        names = [word for word in target.subtree if word.lower_ in self.words.parliaments]
        own = self.subject(passage, verb)
        if not names or not own.persons:
            return
        state = self._seat(passage, target, own)
        if state is None:
            return
        last = max(target.i, names[-1].i)
        cast = own + Cast((state,), (), named=True)
        mention = self.build(passage, verb, "other", status, cast, last, "verb:address", 0.75)
        mention.host = state
        mention.place = join_places(self._parliament(passage, names[0], state), mention.place)
        yield mention

    def _parliament(self, passage: int, noun: Token, state: str) -> Place:
        """Return the parliament as a venue, where it's named: "the National Assembly"."""
        if not is_capital(noun):
            return Place(country=state)
        first = capital_start(noun, self.analysis.resolver.party_at[passage])
        return Place(venue=self.analysis.passages[passage].words(first, noun.i), country=state)

    def _seat(self, passage: int, target: Token, own: Cast) -> str | None:
        """Return the state of the parliament: told beside it, else of whoever speaks, or meets."""
        states = self.analysis.reference.parties.states
        first, stop = target.left_edge.i, target.i + 1
        told = [m.party for i in range(first, stop) for m in self.casts.mentions_at(passage, i)]
        of = next((c for c in target.rights if c.lower_ == "of"), None)
        if of is not None:
            told += self.casts.scan(passage, of.i + 1, target.sent.end).parties
            told += [m.party for w in of.subtree for m in self.casts.mentions_at(passage, w.i)]
        speaking = self.casts.speaking(passage, target)
        for parties in (told, speaking.parties, self.analysis.principals):
            others = list(dict.fromkeys(p for p in parties if p in states and p not in own.parties))
            if told and not others:
                return None  # his own
            if len(others) == 1:
                return others[0]
        return None

    # -- signing ---------------------------------------------------------------------------

    def _signing(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A and B signed an agreement", "the A-B agreement, signed in 2013"."""
        status = self.clauses.status_of(verb)
        signed = object_of(verb)
        told_of = signed is None and verb.dep_ in {"acl", "relcl"}
        if told_of:
            signed = self._instrument_above(verb)
            if verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "neg"} for c in verb.children):
                status = "held"
        if status is not None and signed is None and verb.tag_ in FINITE:
            yield from self._putting_hands(passage, verb, status)
            return
        if status is None or signed is None or not self._is_agreement(signed):
            return
        inside = self.casts.named_in(passage, signed)
        own = self.subject(passage, verb) if subject_of(verb) != signed else NOBODY
        cast = own + self.agent(passage, verb) + self.company(passage, verb) + inside
        both = told_of and len(self.analysis.principals) == 2
        if both and set(cast.parties) <= set(self.analysis.principals):
            cast += Cast(self.analysis.principals, (), named=True)  # "the accord signed in 2013"
        unsaid = signed.dep_ == "nsubjpass" and len(cast.parties) < 2
        if unsaid and self._is_between_principals(passage, verb, signed, cast):
            cast += Cast(self.analysis.principals, (), named=True)
        if len(cast.parties) < 2:
            return
        first = min(clause_start(verb), signed.left_edge.i)
        last = max(verb.i, signed.i)
        mention = self.build(
            passage, verb, "signing", status, cast, last, "verb:sign", 0.75, first=first
        )
        if (told_of or unsaid) and not mention.date.known and mention.place is None:
            return
        mention.note = self._instrument(passage, signed)
        yield mention

    def _is_between_principals(self, passage: int, verb: Token, signed: Token, cast: Cast) -> bool:
        """Whether nothing but the page says who signed: "an agreement was signed on Monday"."""
        pair = self.analysis.principals
        if len(pair) != _PAIR or not set(cast.parties) <= set(pair) or cast.persons:
            return False
        if any(c.dep_ == "agent" for c in verb.children) or is_plural(signed):
            return False
        # "An agreement between the chambers" is theirs.
        return not any(
            c.dep_ == "prep" and c.lower_ in {"between", "with", "among"}
            for noun in (signed, verb)
            for c in noun.rights
        )

    def _putting_hands(
        self, passage: int, verb: Token, status: EngagementStatus
    ) -> Iterator[Occurrence]:
        """Read "the ministers A and B signed in Geneva", which names nothing that is signed."""
        if any(c.dep_ in {"prt", "ccomp", "xcomp"} for c in verb.children):
            return  # "signed off on", "signed up to"
        cast = self.listed_before(passage, verb, self.subject(passage, verb))
        headline = self.analysis.passages[passage].block.kind == "headline"
        if headline and verb.tag_ in {"VBZ", "VBP"}:
            cast += self.company(passage, verb)
        sides = len(cast.parties) > 1 and headline  # "A and B sign in Geneva"
        if sides or len({person.party for person in cast.persons}) > 1:
            yield self.build(passage, verb, "signing", status, cast, verb.i, "verb:sign", 0.6)

    def _instrument_above(self, participle: Token) -> Token:
        """Return what was signed: not the "services" of "the agreement on services signed in"."""
        noun = participle.head
        while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and not self._is_agreement(noun):
            noun = noun.head.head
        return noun

    def _instrument(self, passage: int, noun: Token) -> str:
        """Return what is signed, with what it's on: "memorandum of understanding on energy"."""
        first, last = noun.left_edge.i, name_end(noun, {"of", "on", "for", "to"}, ())
        while last + 1 < noun.sent.end and noun.doc[last + 1].lower_ in {"on", "for"}:
            further = name_end(noun.doc[last], {"on", "for"}, ())
            if further == last:
                break
            last = further
        words = plain(self.analysis.passages[passage].words(first, last))
        return words.removeprefix("the ").removeprefix("a ").removeprefix("an ")

    def _is_agreement(self, noun: Token) -> bool:
        """Whether the noun, or the name it ends, is of an instrument between parties."""
        if singular(noun) in self.words.signed:
            return True
        near = {word.lower_ for word in subtree(noun) if abs(word.i - noun.i) < 8}
        return (
            noun.pos_ == "PROPN"
            and bool(near & self.words.signed)
            and (not near & self.words.unsigned)
        )

    # -- telling ---------------------------------------------------------------------------

    def _telling(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A told reporters", "speaking to journalists, A said": a press conference of A."""
        target = object_of(verb) or _after_preposition(verb, {"to", "with"})
        cast = self.subject(passage, verb)
        if verb.lemma_.lower() in self.words.verbs["uttering"]:
            uttered = target is not None and singular(target) in self.words.verbs["uttered"]
            target = _words_to(verb, target) if target is not None and uttered else None
        if verb.tag_ == "VBG" and verb.dep_ == "compound":
            # "Briefing reporters, A said": the parse makes the reporters another subject.
            target, cast = verb.head, self._speaker_after(passage, verb.head)
        if (
            target is None
            or singular(target) not in self.words.reporters
            or any(c.dep_ in {"amod", "compound", "poss"} and c != verb for c in target.children)
        ):
            return
        opening = verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.tag_ in FINITE
        if cast.parties and (opening or self.clauses.status_of(verb) == "held"):
            yield self.build(
                passage, verb, "press-conference", "held", cast, target.i, "verb:tell", 0.7
            )

    def _speaker_after(self, passage: int, noun: Token) -> Cast:
        persons = self.analysis.resolver.person_at[passage]
        subjects = (c for c in noun.head.children if c.dep_ == "nsubj" and c.i > noun.i)
        return self.casts.of_persons(persons[c.i] for c in subjects if c.i in persons)


#: So many principals are sides of each other.
_PAIR = 2
_LEADING = {"head-of-state", "head-of-government"}
#: Whoever is told to have met officials of so many parties, met each.
_MANY = 3
#: A participle stands so near to whom it's of: "A, received by B".
_BESIDE = 3
#: "Met for talks with B", "spoke in a call with B": the event is that of the verb.
_OF_THE_SAME = {"for", "in", "over", "on", "by", "via", "through"}


def _is_done(verb: Token) -> bool:
    """Whether it's a participle that tells what was done to somebody: "A, received by B"."""
    if verb.tag_ != "VBN" or object_of(verb) is not None:
        return False
    # Behind another verb it may be of any noun: "praised the summit, hosted by A".
    beside = verb.dep_ == "acl" or (verb.dep_ == "advcl" and verb.i < verb.head.i)
    return beside and any(c.dep_ == "agent" for c in verb.children)


def _lowers(verb: Token, stop: int) -> set[str]:
    return {token.lower_ for token in verb.doc[verb.i : stop]}


def _words_to(verb: Token, uttered: Token) -> Token | None:
    """Return to whom the words are: a parser hangs them from either."""
    return _after_preposition(uttered, {"to", "for"}) or _after_preposition(verb, {"to", "for"})


def _after_preposition(verb: Token, words: set[str]) -> Token | None:
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in words:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None
