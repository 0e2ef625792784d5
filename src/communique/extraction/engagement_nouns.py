"""Nouns that name an engagement: the talks, a call with X, X's visit to Y, the Z summit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from spacy.tokens import Token

from communique.extraction.engagement_attendance import attendees, leads_there, sits_by_itself
from communique.extraction.engagement_casts import NOBODY, Cast
from communique.extraction.engagement_forms import form_of_noun, name_around
from communique.extraction.engagement_mentions import (
    Occurrence,
    clause_start,
    clause_stop,
    displaced_from,
    is_plural,
    is_verbal,
    object_of,
    verb_above,
)
from communique.extraction.engagement_rounds import RoundReader
from communique.extraction.engagement_series import (
    is_agreed_on,
    is_foretold,
    is_missed,
    is_one_more,
    is_one_of_series,
    number_of,
    venue_verb,
)
from communique.language.syntax import singular, subject_of, subtree
from communique.records import EngagementForm, EngagementStatus, Place
from communique.reference.parties import Parties
from communique.reference.sittings import load_sittings

#: A grouping of so few has no existence beside its members: the Quad, AUKUS.
SMALL_GROUPING = 4
#: A body's short name stands within so many words behind what it's short for.
LONGEST_NAME = 5
#: How many words may stand between "visit" and where it goes.
LONGEST_VISIT = 16


@lru_cache(maxsize=1)
def _sitting_organs(parties: Parties) -> dict[str, str]:
    """Return the organs of organisations by their names, for those that sit."""
    return {name.form: name.party for name in parties.names if name.party in load_sittings()}


@dataclass(frozen=True)
class Named:
    """An event noun as read: its form and status, who takes part, and what holds it.

    `holder` is the verb that says it takes place, None where none does.
    """

    noun: Token
    form: EngagementForm
    status: EngagementStatus
    cast: Cast
    holder: Token | None
    definite: bool


@dataclass(eq=False)
class NounReader(RoundReader):
    """Reads the engagements that nouns name."""

    def read(self, passage: int, noun: Token) -> Iterator[Occurrence]:
        """Yield the engagements that the noun names: one at most, but one each for a plural."""
        several = is_plural(noun) and singular(noun) in self.words.nouns["countable"]
        two = {c.lower_ for c in noun.lefts} & self.words.nouns["of_two"]
        with_each = bool(two) and any(c.lower_ == "with" for c in noun.rights)
        several |= with_each and len(self.casts.sides_after(passage, noun)) > 1
        in_turn = list(self._in_turn(passage, noun)) if several else []
        mention = None if in_turn else self._read(passage, noun)
        if mention is not None and several:
            yield from self._one_each(passage, noun, mention)
        elif mention is not None:
            yield mention
        yield from in_turn

    def _one_each(self, passage: int, noun: Token, mention: Occurrence) -> Iterator[Occurrence]:
        """Yield a meeting with each of those met, where the plural says with whom."""
        listed = self.listed(passage, noun)
        sides = sum(listed, NOBODY) or self.casts.named_in(passage, noun)
        verb, _ = self._holder(passage, noun)
        cast = self.acting(passage, verb) if listed and verb is not None else mention.cast
        own = [p for p in cast.parties if p not in sides.parties]
        if not sides.named or not own or not mention.rule.startswith("engagement:held"):
            return
        hosts = tuple(p for p in mention.cast.persons if p not in sides.persons)
        for side in listed or sides.sides():
            yield replace(mention, cast=Cast(tuple(own), hosts, named=True) + side)

    def _in_turn(self, passage: int, noun: Token) -> Iterator[Occurrence]:
        """Yield the meetings in "will hold meetings with A in X and B in Y", if it's so told."""
        verb, holds = self._holder(passage, noun)
        status = self.clauses.status_of(verb) if verb is not None and holds else None
        if verb is None or status is None:
            return
        own = self.acting(passage, verb)
        for side, place in self.met_in_turn(passage, noun, own):
            mention = self.build(
                passage, verb, "meeting", status, own + side, noun.i, "held:in-turn", 0.75,
                noun=noun,
            )  # fmt: skip
            mention.place = place
            yield mention

    def _read(self, passage: int, noun: Token) -> Occurrence | None:
        named_sides = self.casts.mentions_at
        form = self._sitting(passage, noun)
        sitting = form is not None
        if not sitting:
            if self._is_in_name(passage, noun):
                return None
            form = form_of_noun(noun, self.words, lambda i: bool(named_sides(passage, i)))
        if form in {None, "meeting"} and self._is_of_acronym(noun):
            form = "session"
        if form is None and self.is_dated_round(passage, noun):
            form = "session"
        missed = is_missed(noun)
        none = any(c.dep_ == "det" and c.lower_ == "no" for c in noun.lefts)
        if form is None or (none and not missed):
            return None
        if form == "visit" and self._is_with(passage, noun):
            form = "meeting"
        verb, holds = self._holder(passage, noun)
        course = singular(noun) in self.words.nouns["courses"]
        if course and verb is not None and verb.lemma_.lower() in self.words.nouns["course_verbs"]:
            return None  # "launched negotiations on an agreement": a course of many rounds
        status = "cancelled" if missed else self._status(noun, verb, holds)
        if status is None:
            return None
        holds |= missed
        cast = self._of_bodies(
            self.casts.named_in(passage, noun), self._cast(passage, noun, form, status, verb, holds)
        )
        body = self._body_sitting(passage, noun, verb) if form == "meeting" and holds else None
        if body is not None:
            form, cast = "session", self.casts.named_in(passage, body) + cast
        definite = any(
            c.dep_ == "poss" or c.lower_ in {"the", "this", "these", "that"} for c in noun.lefts
        )
        named = Named(noun, form, status, cast, verb if holds else None, definite)
        if sitting:
            return self._of_organisation(passage, named)
        if body is not None:
            mention = self._mention(passage, named, cast, back=False)
            mention.mechanism = self.phrase(passage, body)
            return mention
        match form:
            case "press-conference":
                return self._press_conference(passage, named)
            case "visit":
                return self._visit(passage, named)
            case "message":
                return None  # read with letters
            case "summit" | "conference":
                return self._summit(passage, named) or self._common(passage, named)
            case "meeting" | "session":
                return (
                    self._of_organisation(passage, named)
                    or self._convened(passage, named)
                    or self._common(passage, named)
                )
            case _:
                return self._common(passage, named)

    def _of_bodies(self, named: Cast, cast: Cast) -> Cast:
        """Return the cast without the states that only speak for one of several bodies that meet.

        "The EU-ASEAN Ministerial Meeting, co-chaired by A of the EU and B of Singapore".
        """
        parties = self.analysis.reference.parties
        bodies = [party for party in named.parties if party not in parties.states]
        if len(bodies) < 2 or len(bodies) < len(named.parties):
            return cast
        members = {member for body in bodies for member in parties.members(body)}
        return replace(cast, parties=tuple(p for p in cast.parties if p not in members))

    def _body_sitting(self, passage: int, noun: Token, verb: Token | None) -> Token | None:
        """Return the body of several parties that holds the meeting: "the A-B Council held its"."""
        subject = subject_of(verb) if verb is not None and noun.dep_ == "dobj" else None
        bodies = self.words.nouns["bodies"]
        if subject is None or singular(subject) not in bodies:
            return None
        if is_plural(subject) and subject.lower_ not in bodies:
            return None  # "working groups of A and B" are several
        return subject if len(self.casts.named_in(passage, subject).parties) > 1 else None

    def _is_with(self, passage: int, noun: Token) -> bool:
        """Whether it's a visit with somebody, which is a meeting: "her visit with A"."""
        after = noun.nbor(1) if noun.i + 1 < noun.sent.end else None
        if after is None or after.lower_ != "with":
            return False
        return bool(self.casts.scan(passage, after.i + 1, noun.sent.end).persons)

    def _is_of_acronym(self, noun: Token) -> bool:
        """Whether it's a body by its short name, or a meeting of one: "the JC meeting"."""
        if not self._acronyms:
            return False
        given = noun.i and noun.nbor(-1).text == "("
        words = (noun, *(c for c in noun.lefts if c.dep_ == "compound"))
        return not given and any(w.text.removesuffix("s") in self._acronyms for w in words)

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        """Short names of bodies that sit, as the article gives them: "Joint Commission (JC)"."""
        found = set()
        for passage in self.analysis.passages:
            for token in passage.tokens_of({"("}):
                if not 0 < token.i < len(passage.doc) - 2:
                    continue
                short = token.nbor(1).text
                if token.text != "(" or token.nbor(2).text != ")" or not short.isupper():
                    continue
                before = passage.doc[max(0, token.i - LONGEST_NAME) : token.i]
                bodies = self.words.nouns["held_bodies"]
                if len(short) > 1 and any(
                    singular(w) in bodies and w.text[0].isupper() for w in before
                ):
                    found.add(short)
        return frozenset(found)

    def _is_in_name(self, passage: int, noun: Token) -> bool:
        """Whether the noun is part of a name: of an office, a person, an organisation."""
        resolver = self.analysis.resolver
        return (
            noun.i in resolver.person_at[passage]
            or noun.i in resolver.office_at[passage]
            or bool(self.casts.mentions_at(passage, noun.i))
        )

    # -- what governs it -------------------------------------------------------------------

    def _holder(self, passage: int, noun: Token) -> tuple[Token | None, bool]:
        """Return the verb that governs the noun, and whether it says that it takes place."""
        noun = self.phrase_root(passage, noun)
        verbs, head = self.words.verbs, noun.head
        venue = venue_verb(noun, self.words)
        if venue is not None:
            return venue, True
        while noun != head and self._stands_with(passage, noun):
            noun, head = head, head.head
        run = head.head
        if head.lower_ == "of" and singular(run) in self.words.nouns["runs"] and run.dep_ != "pobj":
            noun, head = run, run.head
        lemma = head.lemma_.lower()
        if is_verbal(head):
            counted = noun.dep_ == "npadvmod" and number_of(noun) is not None and noun.i > head.i
            if noun.dep_ in {"dobj", "nsubjpass"} or counted:
                meal = self.words.forms.get(singular(noun)) == "other"
                return head, lemma in verbs["holding"] or (meal and lemma in verbs["treating"])
            if noun.dep_ == "nsubj":
                taking = lemma == "take" and any(c.lower_ == "place" for c in head.children)
                return head, taking or lemma in verbs["happening"] or self.is_somewhere(noun, head)
        before = displaced_from(noun, verbs["organizing"] | verbs["chairing"] | verbs["treating"])
        if before is not None:
            return before, True
        above = head.head
        if noun.dep_ == "pobj" and head.dep_ == "prep" and above.pos_ in {"VERB", "AUX"}:
            on = above.lemma_ == "be" and head.lower_ == "on"
            joined = above.lemma_.lower() in verbs["joining"] and (
                head.lower_ in {"in", "at", "over", "off", "on"}
            )
            joined |= leads_there(above, self.words) and head.lower_ in {"at", "to", "in"}
            joined |= self.came_for(noun, head, above)
            joined |= is_agreed_on(noun, above, self.words)
            return above, on or joined or self._goes_for(noun, above)
        return verb_above(noun), False

    def _stands_with(self, passage: int, noun: Token) -> bool:
        """Whether the noun's head only stands before it in its phrase.

        So does another event, and a party that a parser takes for the head: "A–B Dialogue".
        """
        if noun.dep_ == "conj":
            return singular(noun.head) in self.words.forms
        return noun.dep_ == "appos" and any(
            m.last < noun.i for m in self.casts.mentions_at(passage, noun.head.i)
        )

    def _goes_for(self, noun: Token, verb: Token) -> bool:
        """Whether one goes, or is, somewhere for it: "is in X for talks", "left for a visit"."""
        lemma = verb.lemma_.lower()
        verbs = self.words.verbs
        there = lemma == "be" or lemma in verbs["travelling"] | verbs["visiting"]
        visit = self.words.forms.get(singular(noun)) == "visit"
        for_it = noun.head.lower_ == "for" and (lemma not in self.words.verbs["leaving"] or visit)
        return there and verb.i < noun.i and (for_it or (visit and noun.head.lower_ == "on"))

    def _status(self, noun: Token, verb: Token | None, holds: bool) -> EngagementStatus | None:
        if any(t.tag_ == "VBD" for t in self.clauses.tellers(noun)):
            return "held"  # "decided to hold talks, which took place yesterday"
        if not holds or verb is None or self.clauses.is_cancelled(noun):
            return self.clauses.status_of_noun(noun)
        status = self.clauses.status_of_held(noun, verb)
        if status == "held" and is_agreed_on(noun, verb, self.words):
            return "scheduled"
        if status is None and is_foretold(noun, verb, self.words):
            status = "scheduled"
        coming = {c.lower_ for c in noun.children} & self.words.status["coming"]
        return "scheduled" if status in {"held", None} and coming else status

    def _cast(
        self, passage: int, noun: Token, form: str, status: str, verb: Token | None, holds: bool
    ) -> Cast:
        """Return who takes part: named in the noun phrase, and by the verb of holding."""
        cast = self.casts.named_in(passage, noun)
        if form == "session":
            cast += self._in_name_of_body(passage, noun)
        cast += self._told_behind(passage, noun)
        if noun.dep_ == "appos" and self._stands_with(passage, noun):
            cast = self.casts.of_head(passage, noun.head) + cast
        if verb is None:
            return cast
        if holds and noun.dep_ not in {"nsubj", "nsubjpass"}:
            cast = self.subject(passage, verb) + cast
            if form == "other":
                cast += self._guests(passage, noun)
        elif form == "session" and not cast and noun.dep_ == "pobj" and self._is_at(noun):
            sides = self.subject(passage, verb)  # "A and B agreed at the commission's session"
            return sides if len(sides.parties) > 1 else cast
        elif not holds and (
            (status in {"cancelled", "proposed"} and noun.dep_ == "dobj")
            or (form in {"call", "talks", "meeting", "visit"} and self._is_setting(noun))
        ):
            if form == "visit" and cast:
                return cast  # "cancelled a visit by the Minister"
            passive = any(c.dep_ == "auxpass" for c in verb.children)
            own = self.agent(passage, verb) if passive and noun.dep_ != "nsubjpass" else NOBODY
            cast = own + cast
            beside = object_of(verb) if not cast else None
            if beside is not None and self.is_official(passage, beside):
                cast = self.casts.of_head(passage, beside)  # "congratulated B in a phone call"
            return self.subject(passage, verb) + cast
        cast += self._present(passage, noun)
        taker = next((c for c in verb.children if c.dep_ == "dative"), None)
        if holds and taker is not None and self.is_official(passage, taker):
            cast += self.casts.of_head(passage, taker)  # "gave B an audience"
        elif holds and taker is not None:
            cast += self.casts.guests_before(passage, taker, cast)
        if holds and form != "visit":
            cast += self.agent(passage, verb) + self.company(passage, verb)
        if verb.lemma_.lower() in self.words.verbs["receiving"] and len(cast.parties) < 2:
            cast += self.company(passage, verb, ("from",))  # "received a call on Monday from B"
        return cast

    def _told_behind(self, passage: int, noun: Token) -> Cast:
        """Return the sides of "the meeting A and B were to have", "the talks A held with B"."""
        cast, verbs = NOBODY, self.words.verbs
        for clause in noun.rights:
            if clause.dep_ != "relcl":
                continue
            for verb in (clause, *(c for c in clause.children if c.dep_ == "xcomp")):
                subject, lemma = subject_of(verb), verb.lemma_.lower()
                holds = lemma in verbs["organizing"] | verbs["attending"] | {"have"}
                if holds and subject is not None and subject.tag_ not in {"WDT", "WP"}:
                    cast += self.subject(passage, verb) + self.company(passage, verb)
        return cast

    def _in_name_of_body(self, passage: int, noun: Token) -> Cast:
        """Return whose body sits, by its name: "session of the Serbian-Russian Committee"."""
        bodies = (c for prep in noun.rights if prep.lower_ == "of" for c in prep.children)
        words = (word for body in bodies for word in name_around(body))
        named = dict.fromkeys(m.party for w in words for m in self.casts.mentions_at(passage, w.i))
        return Cast(tuple(named), (), named=True) if len(named) > 1 else NOBODY

    def _present(self, passage: int, noun: Token) -> Cast:
        """Return who sat there: "the consultations, co-chaired by A and B"."""
        cast = NOBODY
        for word in noun.rights:
            if word.dep_ == "acl" and word.lemma_.lower() in self.words.verbs["chairing"]:
                by = self.agent(passage, word)
                cast += by if by.persons else NOBODY
        return cast

    def _is_at(self, noun: Token) -> bool:
        return noun.head.lower_ in {"at", "during", "in"}

    def _is_setting(self, noun: Token) -> bool:
        """Whether what the clause tells was done at it: "discussed X in a phone call with Y"."""
        articles = {c.lower_ for c in noun.lefts if c.dep_ in {"det", "poss"}}
        indefinite = bool(articles & {"a", "an"}) or (not articles and is_plural(noun))
        setting = noun.head.lower_ in {"in", "during", "on", "over", "at", "after", "following"}
        return indefinite and setting and noun.dep_ == "pobj"

    def _guests(self, passage: int, noun: Token) -> Cast:
        """Return for whom a dinner is given."""
        for token in noun.doc[noun.i + 1 : min(noun.i + LONGEST_VISIT, noun.sent.end - 1)]:
            honoured = token.lower_ in self.words.honours and token.nbor(1).lower_ == "of"
            served = token.lower_ == "to" and token.i == noun.i + 1  # "a lunch to B"
            near = token.lower_ in {"for", "honoring", "honouring"} and token.i < noun.i + 8
            if near or honoured or served:
                start = token.i + (2 if honoured else 1)
                guests = self.casts.scan(passage, start, noun.sent.end)
                led = self.words.verbs["sides_led"]
                behind = noun.doc[start : noun.sent.end]
                delegation = next((word for word in behind if singular(word) in led), None)
                return guests + (self.casts.of_head(passage, delegation) if delegation else NOBODY)
        return NOBODY

    # -- most nouns ------------------------------------------------------------------------

    def _common(self, passage: int, named: Named) -> Occurrence | None:
        """Read talks, meetings, calls, sessions: with two sides, or pointing back to one told."""
        noun, form, cast = named.noun, named.form, named.cast
        nouns, lemma = self.words.nouns, singular(noun)
        body = form == "session" and lemma in nouns["held_bodies"]
        bare = lemma in nouns["bare"] or (form == "session" and not body)
        signature = lemma in nouns["acts_of_signing"]
        if named.holder is None and (signature or not (body or bare or named.definite)):
            return None
        series = is_one_of_series(noun, self.words)
        alone = not any(c.dep_ in {"compound", "nmod"} for c in noun.lefts)
        numbered = number_of(noun) is not None
        if form in {"summit", "conference"} and is_proper(noun) and not (numbered and alone):
            # A conference of many, by its name: who comes there is not who it's between.
            cast = self.casts.named_in(passage, noun)
            if len(cast.parties) < 2:
                cast = self._paired_below(passage, noun)
            if len(cast.parties) < 2:
                return self._of_many(passage, named)
            if named.holder is not None:
                holding = self.subject(passage, named.holder)
                if set(holding.parties) <= set(cast.parties):
                    cast = holding + cast
        chaired = named.holder is not None and (
            named.holder.lemma_.lower() in self.words.verbs["chairing"]
        )
        sat = chaired or bool(self._present(passage, noun))
        pointing = sat and named.definite and not self.casts.named_in(passage, noun)
        back = len(cast.parties) < 2 or not cast.named or pointing
        numbered = numbered and named.definite
        pair = len(self.analysis.principals) == 2
        if form == "session" and named.holder is not None and numbered and not cast and pair:
            # "The third meeting of the commission was held", whose sides were told before.
            cast, back = Cast(self.analysis.principals, (), named=True), False
        if named.status == "proposed" and len(cast.parties) < 2 and noun.dep_ != "pobj":
            cast, back = Cast(self.analysis.principals, (), plural=True), False
        planned = signature and named.status in {"scheduled", "cancelled"}
        alien = form != "session" and not signature and self.is_of_others(noun)
        tellers = bool(self.clauses.tellers(noun))
        one = series and not alien and (named.holder is not None or tellers)
        one = one and (named.status == "scheduled" or is_one_more(noun, self.words))
        place = self.named_after(passage, noun) if back and not (cast.parties or alien) else None
        if back and not (named.definite or cast.plural or one or planned or place is not None):
            return None
        sits = body and named.holder is not None
        if back and len(cast.parties) < 2 and is_proper(noun) and not (alone or sits or place):
            return None  # "the Snow Meeting" is another
        if form in {"conference", "other"} and (len(cast.parties) < 2 or named.holder is None):
            return None
        if len(cast.parties) < 2 and not back:
            return None
        mention = self._mention(passage, named, cast, back)
        mention.place = mention.place or place
        owned = bool(self.casts.named_in(passage, noun).parties)
        mention.elsewhere = (
            back
            and not owned
            and form not in {"conference", "other", "visit"}
            and (
                one
                or sits
                or planned
                or place is not None
                or (not alien and self.is_of_time(passage, noun))
            )
        )
        told = mention.date.known or mention.place is not None
        when = mention.date.known and mention.place is not None
        apart = back and named.definite and named.holder is None and when
        if apart and not (owned or alien) and form in {"meeting", "talks", "session"}:
            mention.elsewhere = True  # "the meeting in Geneva last May"
        if named.holder is None and body and not (when or self.is_title(passage, noun)):
            return None  # a body that is named, not one that sits
        once = back or told or named.status == "proposed" or len(cast.persons) > 1
        if named.holder is None and is_plural(noun) and not once:
            # "Tunisia's discussions with the Fund" are a course of many.
            return None
        return mention

    def _of_many(self, passage: int, named: Named) -> Occurrence | None:
        """Read a summit of many by its own name: its host, and those who are told to attend."""
        noun, holder = named.noun, named.holder
        own = attendees(self, passage, noun)
        verbs = self.words.verbs
        states = self.analysis.reference.parties.states
        convening = holder is not None and holder.lemma_.lower() in verbs["organizing"]
        if holder is not None and convening:
            own = self.acting(passage, holder)
        if not own or not set(own.parties) <= states.keys():
            return None
        mention = self._mention(passage, named, own, back=False)
        place = mention.place.country if mention.place is not None else None
        host = own.parties[0] if convening else place
        worldwide = any(w.lower_ in self.words.worldwide for w in noun.subtree)
        if convening and not worldwide:
            return None
        if not convening and (host is None or host in own.parties):
            return None
        mention.cast = own + Cast((host,) if host else (), (), named=True)
        mention.host, mention.of_body = host, True
        return mention

    def _is_over(self, noun: Token) -> bool:
        """Whether the noun itself says that it took place: "the recently concluded visit"."""
        return any(child.lower_ in self.words.status["over"] for child in noun.lefts)

    def _paired_below(self, passage: int, noun: Token) -> Cast:
        """Return the two of "the Summit for the 50th Year of ASEAN-Japan Friendship"."""
        for word in noun.doc[noun.i + 1 : min(noun.i + LONGEST_VISIT, noun.sent.end - 1)]:
            if word.pos_ in {"VERB", "AUX"}:
                break
            left, right = (self.casts.mentions_at(passage, word.i + step) for step in (-1, 1))
            pair = tuple(m.party for m in (*left, *right))
            if word.text in {"-", "–"} and left and right and len(set(pair)) > 1:
                return Cast(pair, (), named=True)
        return NOBODY

    def _mention(self, passage: int, named: Named, cast: Cast, back: bool) -> Occurrence:
        noun, holder, lemma = named.noun, named.holder, singular(named.noun)
        lefts = {c.lower_ for c in noun.lefts}
        mention = self.build(
            passage, holder or noun, named.form, named.status, cast,
            noun.right_edge.i if holder is None else max(noun.i, holder.i),
            f"noun:{lemma}" if holder is None and not self._is_over(noun) else f"held:{lemma}",
            0.65 if holder is None else 0.85, noun=noun, points_back=back,
        )  # fmt: skip
        mention.other = bool(lefts & self.words.status["past"]) and not _is_told_of(noun)
        mention.definite = named.definite
        mention.number = number_of(noun)
        mention.loose = lemma in self.words.nouns["loose"] and (
            not lefts & self.words.nouns["phone_words"]
        )
        ending = holder is not None and holder.lemma_.lower() in self.words.verbs["ending"]
        mention.ends = ending and named.form == "visit"
        mention.serial = bool(lefts & self.words.status["serial"]) and holder is not None
        mention.both_told = cast.plural and any(
            c.dep_ == "prep" and c.lower_ in self.words.sides | self.words.owners
            for c in noun.rights
        )
        # "We have had excellent talks", say those who held them.
        told = holder is not None and named.status == "held"
        mention.both_told |= told and len(cast.persons) > 1
        gathers = named.form not in {"call", "message", "visit"}
        if gathers and holder is not None and (mention.place is None or not mention.place.city):
            mention.place = self.hosting_city(passage, noun, holder) or mention.place
        if gathers and holder is not None and holder.lemma_ in self.words.verbs["hosting"]:
            owner = self.subject(passage, holder)
            mention.host = owner.parties[0] if len(owner.parties) == 1 else None
        if named.form == "session":
            mention.mechanism = self.mechanism_of(passage, noun)
        return mention

    # -- press conferences -----------------------------------------------------------------

    def _press_conference(self, passage: int, named: Named) -> Occurrence | None:
        """Read "said at a press conference": its parties are those who speak at it."""
        noun = named.noun
        above = named.holder or verb_above(noun)
        speaker = self.subject(passage, above) if above is not None else NOBODY
        joint = any(c.lower_ == "joint" for c in noun.lefts)
        whole = named.cast + speaker if joint or named.holder is not None else speaker or named.cast
        if not whole.parties:
            return None
        first = noun.left_edge.i
        if above is not None:
            first = min(first, clause_start(above))
        mention = self.build(
            passage, above or noun, "press-conference", named.status, whole, noun.i,
            "noun:press-conference", 0.8, noun=noun, first=first, points_back=named.definite,
        )  # fmt: skip
        mention.follows = any(w.lower_ in {"following", "after"} for w in subtree(noun))
        mention.definite = named.definite
        return mention

    # -- visits ----------------------------------------------------------------------------

    def _visit(self, passage: int, named: Named) -> Occurrence | None:
        """Read "X's visit to Y", "is on a visit to Y", "the visit of X"."""
        noun, cast = named.noun, named.cast
        if singular(noun) in self.words.nouns["touring"] and named.holder is not None:
            cast = self.subject(passage, named.holder) or cast  # "a tour of Y": Y is toured
        place = self._goal(passage, noun)
        if place is None and named.holder is not None and named.holder.i < noun.i:
            # "Is in Beijing on an official visit", "arrived in Beijing on a visit".
            place = self.clauses.place_of(passage, named.holder.i, noun.i)
        place = place or self._goal_before(passage, noun, cast)
        country = place.country if place is not None else self._own_country(passage, noun)
        cities = {place.country} if place is not None and place.city else set()
        travellers = tuple(p for p in cast.parties if p != country and p not in cities)
        told = named.holder is not None or named.definite or named.status == "cancelled"
        told |= self._is_setting(noun)
        official = bool(cast.persons) or told or self._is_of_official(passage, noun)
        if cast.plural or not official:
            travellers = ()
        elif not travellers and cast.persons and country in self.analysis.principals:
            # Nothing says for whom they travel but that somebody is visited.
            others = [p for p in self.analysis.principals if p != country]
            travellers = tuple(others) if len(others) == 1 else ()
        country = country or self._inviter(passage, noun, travellers)
        paid = named.definite or self._is_of_official(passage, noun)
        if country is None and official and paid and len(travellers) == 1:
            others = [p for p in self.analysis.principals if p not in travellers]
            country = others[0] if len(others) == 1 else None
        if country is None or not travellers:
            if not named.definite:
                return None
            return self._mention(passage, named, cast, back=True)
        route = self._route(passage, noun, travellers) if place is not None else ()
        if len(route) > 1 and country in route:
            whole = Cast(tuple(dict.fromkeys((*travellers, *route))), cast.persons, named=True)
            return self.set_destination(self._mention(passage, named, whole, False), route, [])
        whole = Cast(tuple(dict.fromkeys((*travellers, country))), cast.persons, named=True)
        mention = self._mention(passage, named, whole, back=False)
        city = place.city if place is not None else None
        return self.set_destination(mention, (country,), [city] if city else [])

    def _is_of_official(self, passage: int, noun: Token) -> bool:
        """Whether an office stands behind: "state visit of the President of X", unnamed or not."""
        links = (c for c in noun.rights if c.lower_ in {"of", "by"})
        return any(self.is_office(passage, c) for link in links for c in link.children)

    def _goal_before(self, passage: int, noun: Token, cast: Cast) -> Place | None:
        """Return the country or city by which a visit goes: "A's India trip"."""
        states = self.analysis.reference.parties.states
        for word in noun.lefts:
            if word.dep_ not in {"compound", "nmod"}:
                continue
            for named in self.casts.mentions_at(passage, word.i):
                own = {p for p in cast.parties if p != named.party}
                away = named.party in states and named.kind in {"name", "capital"}
                if away and own and named.party not in {p.party for p in cast.persons}:
                    words = self.analysis.passages[passage].words(named.first, named.last)
                    city = words if named.kind == "capital" else None
                    return Place(city=city, country=named.party)
        return None

    def _goal(self, passage: int, noun: Token) -> Place | None:
        """Return the place after the next "to", past the traveller: "visit of A of X to Y"."""
        for child in noun.rights:
            onto = child.lower_ in {"to", "in"} or (
                child.lower_ == "of" and singular(noun) in self.words.nouns["touring"]
            )
            if child.dep_ == "prep" and onto and child.i - noun.i < 8:
                place = self.clauses.read_place(passage, child.i + 1)
                if place is not None:
                    return place
        for token in noun.doc[noun.i + 1 : min(noun.i + LONGEST_VISIT, noun.sent.end)]:
            if token.pos_ in {"VERB", "AUX"} or token.text in {";", ":"}:
                return None
            if token.lower_ == "to":
                return self.clauses.read_place(passage, token.i + 1)
        return None

    def _route(self, passage: int, noun: Token, travellers: tuple[str, ...]) -> tuple[str, ...]:
        """Return the states of "visit to X, Y and Z", in order."""
        doc, states = noun.doc, self.analysis.reference.parties.states
        tour = {"of"} if singular(noun) in self.words.nouns["touring"] else set()
        rest = doc[noun.i + 1 : noun.sent.end]
        start = next((t.i for t in rest if t.lower_ in {"to"} | tour), None)
        found: list[str] = []
        for token in doc[start + 1 : noun.sent.end] if start is not None else ():
            mentions = self.casts.mentions_at(passage, token.i)
            named = [m.party for m in mentions if m.kind in {"name", "official", "abbreviation"}]
            if not named and token.lower_ not in self.words.links - {"with", "by", "to", "from"}:
                break
            found += [p for p in named if p in states and p not in travellers]
        return tuple(dict.fromkeys(found))

    def _inviter(self, passage: int, noun: Token, travellers: tuple[str, ...]) -> str | None:
        """Return the state at whose invitation the visit is paid."""
        for token in noun.sent:
            if singular(token) == "invitation" and token.head.lower_ in {"at", "on", "upon"}:
                states = self.analysis.reference.parties.states
                asking = self.casts.named_in(passage, token).parties
                abroad = [p for p in asking if p in states and p not in travellers]
                return abroad[0] if len(abroad) == 1 and travellers else None
        return None

    def _own_country(self, passage: int, noun: Token) -> str | None:
        """Return the state that "our country" or "your capital" means after "visit to"."""
        for child in noun.rights:
            target = next((c for c in child.children if c.dep_ == "pobj"), None)
            if child.lower_ != "to" or target is None:
                continue
            owner = next((c for c in target.children if c.dep_ == "poss"), None)
            if owner is None or singular(target) not in self.words.places["homes"]:
                return None
            if owner.lower_ in {"our", "my"}:
                cast = self.casts.speaking(passage, noun)
            else:
                cast = self.casts.of_head(passage, owner)
            return cast.parties[0] if len(cast.parties) == 1 else None
        return None

    # -- summits ---------------------------------------------------------------------------

    def _summit(self, passage: int, named: Named) -> Occurrence | None:
        """Read an organisation's summit: its parties are the host and the organisation."""
        noun = named.noun
        states = self.analysis.reference.parties.states
        inside = self._owners(passage, noun)
        bodies = [p for p in inside if p not in states]
        if named.form != "summit" or not bodies or len(bodies) < len(inside):
            return None
        playing = noun.head.lower_ == "to" and any(
            t.lower_ == "host" for t in (noun.head.head, *noun.head.head.children)
        )
        hosting = named.holder is not None and named.holder.lemma_ == "host"
        above = named.holder or (verb_above(noun) if playing else None)
        reach = (
            clause_stop(above, max(noun.i, above.i)) - 1
            if above is not None
            else noun.right_edge.i + 6
        )
        place = self.clauses.place_of(passage, noun.i, min(reach, noun.sent.end - 1))
        place = place or self._place_in_name(passage, noun) or self._where_held(passage, noun)
        host = self._host_of(place, bodies)
        status: EngagementStatus | None = named.status
        if above is not None and (playing or hosting):
            owner = self.subject(passage, above)
            host = host or next((p for p in owner.parties if p in states), None)
            status = named.status if hosting else self.clauses.status_of(above)
        if status is None:
            return None
        members = [m for body in bodies for m in self._members(body)]
        attending = attendees(self, passage, noun)
        parties = [*attending.parties, *([host] if host else []), *members]
        subject = subject_of(above) if above is not None else None
        named_there = subject is not None and subject.pos_ != "PRON"
        persons = attending.persons if named_there else ()
        cast = Cast(tuple(dict.fromkeys(parties)), persons, named=True)
        mention = self.build(
            passage, above or noun, "summit", status, cast,
            noun.right_edge.i, "noun:summit" if above is None else "held:summit",
            0.7 if host else 0.55, noun=noun,
        )  # fmt: skip
        mention.host = host
        mention.place = place or (Place(country=host) if host else None)
        mention.definite = named.definite
        return mention

    def _owners(self, passage: int, noun: Token) -> list[str]:
        """Return the parties in the name of a summit: "the NATO summit", "summit of the SCO"."""
        if self._sitting(passage, noun) is not None:
            return [m.party for m in self.casts.mentions_at(passage, noun.i)]
        found = [
            mention.party
            for child in noun.lefts
            for word in subtree(child)
            for mention in self.casts.mentions_at(passage, word.i)
            if mention.kind != "capital"
        ]
        if self.phrase_root(passage, noun) != noun:
            found += [m.party for m in self.casts.mentions_at(passage, noun.i - 1)]
        of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
        if of is not None:
            found += self.casts.scan(passage, of.i + 1, noun.sent.end).parties
        found += self.casts.sides_after(passage, noun)
        return list(dict.fromkeys(found))

    def _of_organisation(self, passage: int, named: Named) -> Occurrence | None:
        """Read a meeting of an organisation's ministers or organ: host and organisation.

        Where nothing says who hosts it, it's told for whoever attends it.
        """
        noun = named.noun
        states = self.analysis.reference.parties.states
        inside = self._owners(passage, noun)
        bodies = [p for p in inside if p not in states]
        words = {w.lemma_.lower().removesuffix("s") for w in noun.subtree}
        if not bodies or len(bodies) < len(inside) or self.casts.sides_after(passage, noun):
            return None
        sitting = self._sitting(passage, noun) is not None
        if not sitting and not words & self.words.nouns["gatherings"]:
            return None
        verb = named.holder or verb_above(noun)
        stop = clause_stop(verb, noun.i) if verb is not None else noun.right_edge.i + 1
        place = self.clauses.place_of(passage, noun.i, stop - 1)
        place = place or self._where_held(passage, noun) or self._where_gone(passage, noun)
        cast, host = Cast(tuple(bodies), (), named=True), self._host_of(place, bodies)
        host = host if named.form != "conference" else None
        own = attendees(self, passage, noun)
        today = self._is_of_today(passage, noun)
        if sitting and not (own or today):
            return None
        summit = named.form == "summit"
        if host is not None:
            cast = Cast((host,), (), named=True) + cast
        elif verb is not None and (named.holder is not None or self._is_there(noun, verb)):
            own = own or self.acting(passage, verb)
        # Those who come to a summit are many; its host and whose it is are told.
        cast = Cast(cast.parties, own.persons, named=True) if summit and host else own + cast
        cast = self._of_bodies(Cast(tuple(bodies)), cast)
        alone = set(cast.parties) == set(bodies)
        sitting_body = load_sittings().get(bodies[0])
        if own and sitting_body is not None and not sitting_body.side:
            cast = own
        sits = named.holder is not None and sits_by_itself(named.holder, self.words)
        sits = sits or bool(self.clauses.tellers(noun))  # "the session held in X on Monday"
        if alone and not (sits or today):
            return None
        by_itself = alone or len(cast.parties) < 2
        mention = self.build(
            passage, verb or noun, named.form, named.status, cast, noun.right_edge.i,
            f"held:{singular(noun)}", 0.7, noun=noun, first=noun.left_edge.i,
        )  # fmt: skip
        mention.place = place
        mention.host = host
        told = today or mention.date.known or place is not None or named.status == "scheduled"
        mention.of_body = by_itself and told
        mention.mechanism = self.mechanism_of(passage, noun) if named.form == "session" else None
        return mention

    def _sitting(self, passage: int, noun: Token) -> EngagementForm | None:
        """Return the form of a gathering that an organisation's name names: "the UN Assembly".

        So does an organ of the day ("today's Council"), and what ends in a part of it.
        """
        part = singular(noun) in self.words.nouns["stages"] and noun.i > noun.sent.start
        last = noun.i - 1 if part else noun.i
        mentions = [m for m in self.casts.mentions_at(passage, last) if m.last == last]
        if not mentions:
            return None
        above = noun.head.head if noun.head.lower_ == "of" else noun
        if above != noun and singular(above) in self.words.forms:
            return None  # "the session of the Assembly": read at its own noun
        for mention in mentions:
            name = self.analysis.passages[passage].words(mention.first, mention.last)
            organs = _sitting_organs(self.analysis.reference.parties)
            sitting = load_sittings().get(organs.get(name, mention.party))
            if sitting is not None and sitting.form is not None:
                return sitting.form
            if mention.kind == "organ" and self._is_of_today(passage, noun):
                return "session"
        return None

    def _is_of_today(self, passage: int, noun: Token) -> bool:
        """Whether a day owns the noun: "today's Council", "Monday's Foreign Affairs Council"."""
        first = noun.left_edge.i
        times = self.analysis.times_within(passage, first, noun.i)
        return any(time.attributive and time.date.precision != "year" for time in times)

    def _host_of(self, place: Place | None, bodies: list[str]) -> str | None:
        """Return the state that hosts the bodies there; None where they sit by themselves."""
        if place is None or place.country is None:
            return None
        sittings = load_sittings()
        at_seat = any(b in sittings and place.country in sittings[b].seats for b in bodies)
        return None if at_seat else place.country

    def _convened(self, passage: int, named: Named) -> Occurrence | None:
        """Read "the Authority of ECOWAS convened a session in X": host and organisation."""
        states = self.analysis.reference.parties.states
        parties = named.cast.parties
        if named.holder is None or len(parties) != 1 or parties[0] in states:
            return None
        mention = self._mention(passage, named, named.cast, back=False)
        host = self._host_of(mention.place, list(parties))
        if host is not None:
            mention.cast = Cast((host,), (), named=True) + named.cast
        elif not mention.date.known and mention.place is None:
            return None
        mention.host, mention.of_body = host, host is None
        return mention

    def _is_there(self, noun: Token, verb: Token) -> bool:
        """Whether the verb's subject attends it: goes there, or does something beside it."""
        above = noun.head.head if noun.dep_ == "pobj" else noun
        return self._goes(verb) or above.lemma_ in self.words.status["beside"]

    def _goes(self, verb: Token) -> bool:
        """Whether the subject goes there, or is there."""
        verbs, lemma = self.words.verbs, verb.lemma_.lower()
        back = any(c.lower_ == "back" for c in verb.children)
        return lemma == "be" or back or lemma in verbs["travelling"] | verbs["attending"]

    def _where_gone(self, passage: int, noun: Token) -> Place | None:
        """Return the place in "arrived in X to attend the meeting", "is in X for the meeting"."""
        for verb in noun.ancestors:
            if verb.pos_ in {"VERB", "AUX"} and self._goes(verb) and verb.i < noun.i:
                return self.clauses.place_of(passage, verb.i, noun.i)
        return None

    def _place_in_name(self, passage: int, noun: Token) -> Place | None:
        """Return the city by which a summit goes: "the G20 Hangzhou Summit"."""
        words = [w for w in noun.lefts if w.dep_ in {"compound", "nmod"} and w.text[0].isupper()]
        for first in words:
            name = self.analysis.passages[passage].words(first.left_edge.i, noun.i - 1)
            facts = self.analysis.reference.places.lookup(name)
            if facts:
                return Place(city=name, country=facts[0].country)
        return None

    def _where_held(self, passage: int, noun: Token) -> Place | None:
        """Return the place in "the summit to be held in X", "the summit hosted by X in Y"."""
        held = (c for c in noun.children if c.dep_ in {"acl", "relcl"})
        for verb in held:
            if verb.lemma_.lower() in self.words.verbs["holding"] | {"hold", "take"}:
                last = min(verb.right_edge.i, noun.sent.end - 1)
                return self.clauses.place_of(passage, verb.i, last)
        return None

    def _members(self, body: str) -> tuple[str, ...]:
        """Return the parties for which a body stands: itself, or the few that make a grouping."""
        parties = self.analysis.reference.parties
        organisation = parties.organisations.get(body)
        if organisation is None or organisation.kind != "grouping":
            return (body,)
        members = parties.members(body)
        return members if 0 < len(members) <= SMALL_GROUPING else (body,)


def _is_told_of(noun: Token) -> bool:
    """Whether "it was their first call" tells of the call that the article is about.

    So do "their first call since the inauguration" and "my first visit to your country", and
    what one met for: "to hold the inaugural session".
    """
    if noun.dep_ == "dobj" and noun.head.tag_ == "VB" and noun.head.dep_ in {"advcl", "xcomp"}:
        return True
    lefts = {c.lower_ for c in noun.lefts}
    if "first" in lefts and any(c.lower_ in {"since", "to"} for c in noun.rights):
        return True
    subject = next((c for c in noun.head.children if c.dep_ == "nsubj"), None)
    return noun.dep_ == "attr" and subject is not None and subject.lower_ in {"it", "this"}


def is_proper(noun: Token) -> bool:
    """Whether the noun ends a name of its own: "the Summit for Democracy", "P4G Seoul Summit"."""
    return noun.text[0].isupper() and noun.i > noun.sent.start
