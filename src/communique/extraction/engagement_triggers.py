"""Mentions of engagements: verbs that tell one, nouns that name one, and who takes part."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from communique.extraction.engagement_casts import NOBODY, Cast, CastReader
from communique.extraction.engagement_clauses import ClauseReader
from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.language.syntax import chain_end, subject_of, trim
from communique.records import UNKNOWN_DATE, DateRange, EngagementForm, EngagementStatus, Place


#: A grouping of so few has no existence beside its members: the Quad, AUKUS.
SMALL_GROUPING = 4
#: How many words may stand between "visit" and where it goes.
LONGEST_VISIT = 16


@dataclass(eq=False)
class Occurrence:
    """One mention of an engagement: the tokens `first` to `last` of a passage.

    `points_back` tells that the words only refer ("the meeting", "their call"); `other`
    that they speak of another engagement than the one the article is about ("their last
    meeting"); `loose` that the noun may mean talks of any form;
    `is_noun` that a noun names it; `both_told` that it is said to be of both sides ("the meeting of the two presidents").
    `span` is where the words stand in the document if they stand in no passage.
    """

    form: EngagementForm
    status: EngagementStatus
    cast: Cast
    passage: int
    first: int
    last: int
    trigger: int
    rule: str
    confidence: float
    date: DateRange = UNKNOWN_DATE
    place: Place | None = None
    host: str | None = None
    stops: tuple[str, ...] = ()
    mechanism: str | None = None
    points_back: bool = False
    other: bool = False
    loose: bool = False
    follows: bool = False
    both_told: bool = False
    is_noun: bool = False
    definite: bool = False
    span: tuple[int, int] | None = None


@dataclass(eq=False)
class TriggerReader:
    """Reads the mentions of engagements in one article."""

    analysis: Analysis
    words: EngagementLexicon
    casts: CastReader
    clauses: ClauseReader
    calls: bool

    def read(self) -> Iterator[Occurrence]:
        """Yield the mentions in reading order."""
        for passage in self.analysis.passages:
            for sentence in passage.sentences:
                yield from self._read_sentence(passage, sentence)

    def _read_sentence(self, passage: Passage, sentence: Span) -> Iterator[Occurrence]:
        found: list[Occurrence] = []
        for token in sentence:
            if token.pos_ in {"VERB", "AUX"}:
                found += self._read_verb(passage.index, token)
            if token.pos_ in {"NOUN", "PROPN", "VERB"}:
                noun = self._read_noun(passage.index, token)
                if noun is not None:
                    found.append(noun)
        yield from sorted(found, key=lambda o: o.trigger)

    # -- verbs ---------------------------------------------------------------------------

    def _read_verb(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        lemma = verb.lemma_.lower()
        verbs = self.words.verbs
        if lemma in verbs["together"]:
            yield from self._together(passage, verb, lemma)
        elif lemma in verbs["gathering"]:
            yield from self._gathering(passage, verb)
        if lemma in verbs["hosting"] or lemma in verbs["phoning"]:
            yield from self._hosting(passage, verb, lemma)
        if lemma in verbs["visiting"] or lemma in verbs["travelling"]:
            yield from self._visiting(passage, verb, lemma)
        if lemma in verbs["signing"]:
            yield from self._signing(passage, verb)
        if lemma in verbs["inviting"]:
            yield from self._inviting(passage, verb)
        if lemma in verbs["telling"]:
            yield from self._telling(passage, verb)

    def _together(self, passage: int, verb: Token, lemma: str) -> Iterator[Occurrence]:
        """Read "A met (with) B", "A spoke to B", "A and B met"."""
        status = self.clauses.status_of(verb)
        if status is None:
            return
        other, last = self._other_side(passage, verb, lemma)
        own = self._acting(passage, verb) if other else self._subject(passage, verb)
        if not other and lemma in self.words.verbs["gathering"]:
            yield from self._gathering(passage, verb)
            return
        cast = own + other
        if not other or len(self._parties(cast, other)) < 2:
            return
        form: EngagementForm = "meeting" if lemma not in self.words.verbs["by_voice"] else "call"
        stop = self._clause_stop(verb, last)
        if lemma in self.words.verbs["by_voice"]:
            if not self.calls and not self._by_phone(verb, stop):
                form = "talks"
        elif self._by_phone(verb, stop) and "virtual" not in _lowers(verb, stop):
            form = "call" if {"phone", "telephone"} & _lowers(verb, stop) else form
        occurrence = self._build(passage, verb, form, status, cast, last, f"verb:{lemma}", 0.9)
        if self.words.separate & _lowers(verb, stop) and len(other.persons) > 1:
            for person in other.persons:
                single = own + self.casts.of_persons([person])
                yield self._build(passage, verb, form, status, single, last, f"verb:{lemma}", 0.8)
            return
        yield occurrence

    def _gathering(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "the leaders of A and B met", "we have convened"."""
        status = self.clauses.status_of(verb)
        if status is None or any(c.dep_ in {"dobj", "prt"} for c in verb.children):
            return
        subject = subject_of(verb)
        if subject is None:
            return
        cast = self._subject(passage, verb)
        points = cast.plural and not cast.named and _points(subject)
        if len(cast.parties) < 2 and not points:
            if subject.tag_ not in {"NNS", "NNPS"} or len(self.analysis.principals) < 2:
                return
            if not self._is_delegation(passage, subject):
                return
            cast, points = Cast(self.analysis.principals, (), plural=True), False
        if len(cast.parties) < 2:
            return
        yield self._build(
            passage, verb, "meeting", status, cast, verb.i, "verb:gather", 0.7, points_back=points
        )

    def _is_delegation(self, passage: int, subject: Token) -> bool:
        """Whether a plural without a party is of officials: "technical teams", "the leaders"."""
        referent = self.analysis.resolver._resolve_head(passage, subject, None)
        return referent.kind in {"group", "party"} and len(referent.parties) > 1

    def _hosting(self, passage: int, verb: Token, lemma: str) -> Iterator[Occurrence]:
        """Read "A received B", "A welcomed B to the White House", "A phoned B"."""
        status = self.clauses.status_of(verb)
        if status is None:
            return
        phoning = lemma in self.words.verbs["phoning"]
        target = self._object(verb)
        if target is None and lemma in self.words.verbs["calling_on"]:
            target, phoning = _after_preposition(verb, {"on", "upon"}), False
        if target is None or any(
            c.dep_ in {"xcomp", "ccomp", "oprd"} and c.i > verb.i for c in verb.children
        ):
            return
        own = self._acting(passage, verb)
        passive = any(c.dep_ == "nsubjpass" for c in verb.children)
        if passive:
            own = self._agent(passage, verb)
        whom, last = self.casts.scan_to(passage, target.left_edge.i, verb.sent.end)
        direct = self.casts.of_head(passage, target)
        if not direct.persons and not (direct.plural or whom.plural) or not direct.parties:
            return
        other = whom if whom.parties else direct
        cast = own + other
        if len(self._parties(cast, other)) < 2:
            return
        form: EngagementForm = "call" if phoning else "meeting"
        host = own.parties[0] if own.parties and not phoning else None
        yield self._build(
            passage, verb, form, status, cast, max(last, verb.i), f"verb:{lemma}", 0.8, goal=True,
            host=host, weak=lemma == "welcome",
        )

    def _agent(self, passage: int, verb: Token) -> Cast:
        by = next((c for c in verb.children if c.dep_ == "agent"), None)
        return self.casts.scan(passage, by.i + 1, verb.sent.end) if by is not None else NOBODY

    def _visiting(self, passage: int, verb: Token, lemma: str) -> Iterator[Occurrence]:
        """Read "A visited X", "A will travel to X", "A arrived in X"."""
        status = self.clauses.status_of(verb)
        own = self._subject(passage, verb)
        if status is None or not own.parties or not self._can_travel(passage, verb, own):
            return
        goals = list(self._goals(passage, verb, lemma))
        goals = [(place, last) for place, last in goals if place.country]
        if not goals:
            return
        countries = tuple(dict.fromkeys(p.country for p, _ in goals if p.country))
        abroad = tuple(c for c in countries if c not in own.parties)
        if not abroad:
            return
        inviter = self._inviter(passage, verb)
        if inviter is not None:
            status = "proposed"
        cast = Cast(own.parties + abroad, own.persons, named=True)
        occurrence = self._build(
            passage, verb, "visit", status, cast, goals[-1][1], f"verb:{lemma}", 0.8
        )
        self._set_destination(occurrence, abroad, [p.city for p, _ in goals if p.city])
        yield occurrence

    def _inviter(self, passage: int, verb: Token) -> Token | None:
        head = verb.head
        invited = verb.dep_ in {"xcomp", "ccomp", "advcl"} and (
            head.lemma_ in self.words.verbs["inviting"]
        )
        return head if invited else None

    def _set_destination(
        self, occurrence: Occurrence, countries: tuple[str, ...], cities: list[str]
    ) -> None:
        """Set place, host and stops: one country is the place, several are stops."""
        if len(countries) == 1:
            occurrence.place = Place(country=countries[0])
            occurrence.host = countries[0]
            occurrence.stops = tuple(dict.fromkeys(cities))
        else:
            label = self.analysis.reference.parties.label
            occurrence.place, occurrence.host = None, None
            occurrence.stops = tuple(label(country) for country in countries)

    def _can_travel(self, passage: int, verb: Token, cast: Cast) -> bool:
        """Whether the subject is an official or a delegation, not a country or its tourists."""
        if cast.persons:
            return True
        subject = subject_of(verb)
        if subject is None:
            return False
        return subject.i in self.analysis.resolver.office_at[passage] or (
            subject.lemma_.lower() in {"delegation", "team", "envoy", "leader", "official"}
        )

    def _goals(self, passage: int, verb: Token, lemma: str) -> Iterator[tuple[Place, int]]:
        starts = []
        if lemma in self.words.verbs["visiting"]:
            target = self._object(verb)
            starts = [target] if target is not None else []
        else:
            for child in verb.children:
                if child.dep_ == "prep" and child.lower_ in {"to", "in", "for"}:
                    starts += [c for c in child.children if c.dep_ == "pobj"]
        seen = set()
        while starts:
            target = starts.pop(0)
            first = target.left_edge.i
            place = self.clauses.read_place(passage, max(first, verb.i + 1))
            if place is not None and target.i not in seen:
                yield place, target.i
            seen.add(target.i)
            starts += [c for c in target.children if c.dep_ in {"conj"}]

    def _signing(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A and B signed an agreement", "the A-B agreement, signed in 2013"."""
        status = self.clauses.status_of(verb)
        if status is None or verb.lemma_ == "conclude":
            return
        signed = self._object(verb) or next(
            (c for c in verb.children if c.dep_ == "nsubjpass"), None
        )
        if signed is None and verb.dep_ in {"acl", "relcl"}:
            signed = verb.head
        if signed is None or not self._is_agreement(signed):
            return
        inside = self._named_in(passage, signed)
        own = self._subject(passage, verb) if subject_of(verb) != signed else NOBODY
        cast = own + self._agent(passage, verb) + self._with(passage, verb) + inside
        if len(cast.parties) < 2:
            return
        first = min(verb.i, signed.left_edge.i)
        last = max(verb.i, signed.i)
        yield self._build(
            passage, verb, "signing", status, cast, last, "verb:sign", 0.75, first=first
        )

    def _is_agreement(self, noun: Token) -> bool:
        words = {noun.lemma_.lower(), *(w.lower_ for w in noun.subtree if abs(w.i - noun.i) < 8)}
        return noun.lemma_.lower() in self.words.signed or (
            bool(words & self.words.signed) and not words & self.words.unsigned
            and noun.pos_ == "PROPN"
        )

    def _inviting(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A invited B to X": a visit proposed; "to visit X" is read at its own verb."""
        if self.clauses.status_of(verb) is None:
            return
        guest = self._object(verb)
        own = self._subject(passage, verb)
        if guest is None or not own.parties:
            return
        whom = self.casts.of_head(passage, guest)
        if not whom.persons or set(whom.parties) & set(own.parties):
            return
        infinitive = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"}), None)
        country: str | None = None
        if infinitive is not None:
            if infinitive.lemma_ not in self.words.verbs["visiting"] | {"come", "pay", "make"}:
                return
            if self._goals_known(passage, infinitive):
                return
        else:
            to = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to"), None)
            place = self.clauses.read_place(passage, to.i + 1) if to is not None else None
            if place is None:
                return
            country = place.country
        country = country or own.parties[0]
        if country in whom.parties:
            return
        cast = Cast(tuple(dict.fromkeys((*whom.parties, country))), whom.persons, named=True)
        occurrence = self._build(
            passage, verb, "visit", "proposed", cast, chain_end(verb), "verb:invite", 0.75
        )
        self._set_destination(occurrence, (country,), [])
        yield occurrence

    def _goals_known(self, passage: int, verb: Token) -> bool:
        return any(place.country for place, _ in self._goals(passage, verb, verb.lemma_.lower()))

    def _telling(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A told reporters": a press conference of A."""
        target = self._object(verb)
        if target is None or target.lemma_.lower() not in self.words.reporters or (
            any(c.dep_ in {"amod", "compound", "poss"} for c in target.children)
        ):  # fmt: skip
            return
        if self.clauses.status_of(verb) != "held":
            return
        cast = self._subject(passage, verb)
        if len(cast.parties) == 1:
            yield self._build(
                passage, verb, "press-conference", "held", cast, target.i, "verb:tell", 0.7
            )

    # -- nouns ---------------------------------------------------------------------------

    def _read_noun(self, passage: int, noun: Token) -> Occurrence | None:
        form = None if self._is_in_name(passage, noun) else self._form_of(passage, noun)
        if form is None:
            return None
        cast, verb, governed = self._noun_cast(passage, noun, form)
        status: EngagementStatus | None
        if governed and verb is not None:
            status = self.clauses.status_of(verb)
            if status == "held" and {c.lower_ for c in noun.children} & self.words.status["coming"]:
                status = "scheduled"
        else:
            status = self.clauses.status_of_noun(noun)
        if status is None:
            return None
        return self._place_noun(passage, noun, form, status, cast, verb if governed else None)

    def _is_in_name(self, passage: int, noun: Token) -> bool:
        """Whether the noun is part of a name: of an office, a person, an organisation."""
        resolver = self.analysis.resolver
        return (
            noun.i in resolver.person_at[passage]
            or noun.i in resolver.office_at[passage]
            or bool(self.casts.mentions_at(passage, noun.i))
        )

    def _form_of(self, passage: int, noun: Token) -> EngagementForm | None:
        """Return the form that the noun names, with the words before it; None if it names none."""
        nouns = self.words.nouns
        lemma = noun.lemma_.lower()
        before = {c.lower_ for c in noun.lefts if c.dep_ in {"compound", "amod", "nmod", "nummod"}}
        before |= {w.lower_ for c in noun.lefts if c.dep_ in {"compound", "amod", "nmod"} for w in c.subtree}
        if lemma in nouns["press_nouns_words"] and before & nouns["press_words"]:
            return "press-conference"
        if lemma in nouns["presser_words"]:
            return "press-conference"
        form = self.words.forms.get(lemma)
        if noun.pos_ == "VERB" or noun.dep_ == "compound" and noun.head.pos_ in {"NOUN", "PROPN"} and (
            noun.head.lemma_.lower() in self.words.forms
        ):
            return None
        if before & self.words.excluded and not before & nouns["bodies_words"]:
            return None
        plural = noun.tag_ in {"NNS", "NNPS"} and lemma not in nouns["plural"]
        if plural:
            return None
        if lemma in nouns["held_bodies_words"] and (form is None or form in {"talks", "conference"}):
            if self._is_body(passage, noun, before):
                return "session"
        if form is None:
            return None
        if form in {"talks", "meeting", "session"} and before & nouns["summit_words"]:
            return "summit"
        if form in {"talks", "conference"} and before & (nouns["phone_words"] - {"secure", "conference"}):
            return "call"
        if form == "call" and self._is_appeal(noun):
            return None
        if lemma in nouns["swaps"] and not self._of_views(noun):
            return None
        if form in {"meeting", "session"} and self._of_body(noun, before):
            return "session"
        if form == "session":
            return None if not before & {"working"} else "meeting"
        return form  # type: ignore[return-value]

    def _of_views(self, noun: Token) -> bool:
        """Whether an exchange is one of views, not of prisoners."""
        return any(
            inner.lemma_.lower() in self.words.nouns["views"]
            for child in noun.children
            if child.dep_ == "prep" and child.lower_ == "of"
            for inner in child.children
        )

    def _is_appeal(self, noun: Token) -> bool:
        """Whether the noun is a call for something, or the call of duty."""
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "for" and child.i == noun.i + 1:
                return True
            if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB":
                return True
        after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
        return after is not None and after.lower_ == "to" and (
            noun.doc[min(noun.i + 2, len(noun.doc) - 1)].lower_ in {"action", "arms"}
        )

    def _of_body(self, noun: Token, before: set[str]) -> bool:
        """Whether a meeting or round is of a standing body: "meeting of the Joint Commission"."""
        bodies = self.words.nouns["bodies_words"]
        if before & bodies - {"force"} or {"task", "force"} <= before:
            return True
        if noun.lemma_.lower() in self.words.nouns["round_words"] and noun.lemma_ != "session":
            bodies = bodies | {"dialogues"}
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "in"}:
                for inner in child.children:
                    if inner.dep_ == "pobj" and inner.lower_ in bodies:
                        return True
        return False

    def _is_body(self, passage: int, noun: Token, before: set[str]) -> bool:
        """Whether a body is one between states, told by an ordinal, a qualifier or their names."""
        parties = self.analysis.resolver.party_at[passage]
        named = any(parties.get(w.i) is not None for c in noun.lefts for w in c.subtree)
        ordinal = any(t.ent_type_ == "ORDINAL" or t.tag_ == "JJ" and t.lower_[0].isdigit()
                      for c in noun.lefts for t in c.subtree)  # fmt: skip
        capital = noun.text[0].isupper() and bool(before)
        return named or ordinal or capital

    def _noun_cast(
        self, passage: int, noun: Token, form: str
    ) -> tuple[Cast, Token | None, bool]:
        """Return who takes part, the verb above, and whether it's a verb of holding."""
        cast = self._named_in(passage, noun)
        verb, governed = self._holder(noun)
        if verb is None or not governed:
            return cast, verb, False
        if form == "visit":
            return cast + self._subject(passage, verb), verb, True
        happening = noun.dep_ in {"nsubj", "nsubjpass"}
        if happening:
            return cast + self._agent(passage, verb) + self._with(passage, verb), verb, True
        return self._subject(passage, verb) + cast + self._with(passage, verb), verb, True

    def _holder(self, noun: Token) -> tuple[Token | None, bool]:
        """Return the verb that governs the event noun, and whether it says that it takes place."""
        verbs = self.words.verbs
        head = noun.head
        if noun.dep_ == "conj" and head.lemma_.lower() in self.words.forms:
            return self._holder(head)
        if noun.dep_ in {"dobj", "nsubjpass"} and head.pos_ in {"VERB", "AUX"}:
            return head, head.lemma_.lower() in verbs["holding"]
        if noun.dep_ == "nsubj" and head.pos_ in {"VERB", "AUX"}:
            taking = head.lemma_ == "take" and any(c.lower_ == "place" for c in head.children)
            return head, taking or head.lemma_ in {"occur", "begin", "conclude", "open", "start"}
        if noun.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ in {"VERB", "AUX"}:
            above = head.head
            joined = above.lemma_ in {"participate", "take", "engage", "preside", "kick", "represent"}
            joined = joined or above.lemma_ == "be" and head.lower_ == "on"
            return above, joined and head.lower_ in {"in", "at", "over", "off", "on"}
        return _verb_above(noun), False

    def _named_in(self, passage: int, noun: Token) -> Cast:
        """Return the cast that the noun phrase itself names: "X's call with Y", "U.S.-EU summit"."""
        resolver = self.analysis.resolver
        cast = NOBODY
        for child in noun.lefts:
            if child.dep_ == "poss":
                cast += self.casts.of_head(passage, child)
                continue
            for word in child.subtree:
                person = resolver.person_at[passage].get(word.i)
                if person is not None:
                    cast += self.casts.of_persons([person])
                    continue
                for mention in self.casts.mentions_at(passage, word.i):
                    if mention.kind != "capital":
                        cast += Cast((mention.party,), (), named=True)
        for child in noun.rights:
            if child.dep_ not in {"prep", "agent"}:
                continue
            if child.lower_ in self.words.sides or child.lower_ in self.words.owners:
                if child.i - noun.i > 12:
                    continue
                inside = self.casts.scan(passage, child.i + 1, noun.sent.end)
                if not inside:
                    target = next((c for c in child.children if c.dep_ == "pobj"), None)
                    inside = self.casts.of_head(passage, target) if target is not None else NOBODY
                cast += inside
        if cast.plural and not cast.named:
            return cast
        return cast

    def _place_noun(
        self,
        passage: int,
        noun: Token,
        form: EngagementForm,
        status: EngagementStatus,
        cast: Cast,
        verb: Token | None,
    ) -> Occurrence | None:
        nouns, lemma = self.words.nouns, noun.lemma_.lower()
        lefts = {c.lower_ for c in noun.lefts}
        definite = bool(lefts & {"the", "this", "these", "that"}) or any(
            c.dep_ == "poss" for c in noun.lefts
        )
        if form == "press-conference":
            return self._press_conference(passage, noun, status, cast, verb)
        if form == "visit":
            return self._visit_noun(passage, noun, status, cast, verb, definite)
        if form == "message":
            return self._message(passage, noun, status, verb)
        if form == "summit":
            occurrence = self._summit(passage, noun, status, verb)
            if occurrence is not None:
                return occurrence
        if form in {"summit", "conference"} and _is_proper(noun):
            # A conference of many, by its name: who comes there is not who it's between.
            cast = self._named_in(passage, noun)
            if len(cast.parties) < 2:
                return None
        body = lemma in nouns["held_bodies_words"]
        bare = lemma in nouns["bare"] or (form == "session" and not body)
        if verb is None and ((not bare and not definite) or (body and form == "session")):
            return None
        parties = self._parties(cast, cast) if cast.persons else cast.parties
        points = len(parties) < 2 or not cast.named
        if points and not (definite or status == "proposed" or cast.plural):
            return None
        if status == "proposed" and len(parties) < 2:
            cast, points = Cast(self.analysis.principals, (), plural=True), False
            if len(cast.parties) < 2:
                return None
        if form in {"conference", "other"} and (len(parties) < 2 or verb is None):
            return None
        return self._noun_built(passage, noun, form, status, cast, verb, points, definite)

    def _noun_built(
        self, passage: int, noun: Token, form: EngagementForm, status: EngagementStatus, cast: Cast,
        verb: Token | None, points: bool, definite: bool,
    ) -> Occurrence:  # fmt: skip
        lefts = {c.lower_ for c in noun.lefts}
        other = bool(lefts & (self.words.status["past"] | {"another", "separate"}))
        mechanism = self._mechanism(passage, noun) if form == "session" else None
        rule = f"noun:{noun.lemma_.lower()}" if verb is None else f"held:{noun.lemma_.lower()}"
        occurrence = self._build(
            passage, verb if verb is not None else noun, form, status, cast,
            noun.right_edge.i if verb is None else max(noun.i, verb.i), rule,
            0.85 if verb is not None else 0.65, noun=noun, points_back=points,
        )  # fmt: skip
        occurrence.other, occurrence.definite = other, definite
        occurrence.both_told = cast.plural and any(
            c.dep_ == "prep" and c.lower_ in self.words.sides | self.words.owners for c in noun.rights
        )
        occurrence.mechanism = mechanism
        occurrence.loose = noun.lemma_.lower() in self.words.nouns["loose"] and (
            not lefts & self.words.nouns["phone_words"]
        )
        return occurrence

    def _mechanism(self, passage: int, noun: Token) -> str | None:
        """Return the name of the body that sits: what follows "of", else the words before."""
        found = self.analysis.passages[passage]
        for child in noun.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                target = next((c for c in child.children if c.dep_ == "pobj"), None)
                if target is not None:
                    return _without_article(found.words(target.left_edge.i, target.i))
        start = noun.i
        while start > noun.sent.start and noun.doc[start - 1].dep_ in {"compound", "amod", "nmod", "punct"} and (
            noun.doc[start - 1].ent_type_ != "ORDINAL"
        ):
            start -= 1
        return found.words(start, noun.i) if start < noun.i else None

    def _press_conference(
        self, passage: int, noun: Token, status: EngagementStatus, cast: Cast, verb: Token | None
    ) -> Occurrence | None:
        above = verb if verb is not None else _verb_above(noun)
        definite = any(c.lower_ in {"the", "this"} for c in noun.lefts)
        speaker = self._subject(passage, above) if above is not None else NOBODY
        joint = any(c.lower_ == "joint" for c in noun.lefts)
        whole = speaker + cast if joint or verb is not None or not speaker else speaker
        if not whole.parties:
            return None
        first = min(noun.left_edge.i, above.i) if above is not None else noun.left_edge.i
        trigger = above if above is not None and above.sent == noun.sent else noun
        occurrence = self._build(
            passage, trigger, "press-conference", status, whole, noun.i, "noun:press-conference",
            0.8, noun=noun, first=min(first, noun.left_edge.i), points_back=definite,
        )
        occurrence.follows = any(
            w.lower_ in {"following", "after"} for w in noun.subtree
        )
        return occurrence

    def _visit_noun(
        self, passage: int, noun: Token, status: EngagementStatus, cast: Cast, verb: Token | None,
        definite: bool,
    ) -> Occurrence | None:  # fmt: skip
        """Read "X's visit to Y", "is on a visit to Y", "the visit of X"."""
        place: Place | None = None
        for child in noun.rights:
            if child.dep_ == "prep" and child.lower_ in {"to", "in"} and child.i - noun.i < 8:
                place = place or self.clauses.read_place(passage, child.i + 1)
        if place is None:
            place = self._goal_after(passage, noun)
        country = place.country if place is not None else self._own_country(passage, noun)
        persons = cast.persons
        named = bool(persons) or verb is not None
        travellers = tuple(p for p in cast.parties if p != country)
        if cast.plural or not travellers or not (named or definite):
            travellers = ()
        explicit = country is not None and bool(travellers)
        if not explicit and country is None and persons and definite:
            others = [p for p in self.analysis.principals if p not in travellers]
            country = others[0] if len(others) == 1 and len(travellers) == 1 else None
        if country is None or not travellers:
            return self._noun_built(passage, noun, "visit", status, cast, verb, True, definite)
        whole = Cast(tuple(dict.fromkeys((*travellers, country))), persons, named=True)
        occurrence = self._noun_built(passage, noun, "visit", status, whole, verb, False, definite)
        city = place.city if place is not None else None
        self._set_destination(occurrence, (country,), [city] if city else [])
        return occurrence

    def _own_country(self, passage: int, noun: Token) -> str | None:
        """Return the state that "our country" or "your capital" means after "visit to"."""
        for child in noun.rights:
            target = next((c for c in child.children if c.dep_ == "pobj"), None)
            if child.lower_ != "to" or target is None:
                continue
            if target.lemma_.lower() not in self.words.places["homes"]:
                return None
            owner = next((c for c in target.children if c.dep_ == "poss"), None)
            if owner is None:
                return None
            if owner.lower_ in {"our", "my"}:
                speaker = self.analysis.speaker_of(passage, noun.i)
                return speaker.parties[0] if speaker is not None and speaker.parties else None
            cast = self.casts.of_head(passage, owner)
            return cast.parties[0] if len(cast.parties) == 1 else None
        return None

    def _goal_after(self, passage: int, noun: Token) -> Place | None:
        """Return the place after the next "to", past the traveller: "visit of A of X to Y"."""
        for token in noun.doc[noun.i + 1 : min(noun.i + LONGEST_VISIT, noun.sent.end)]:
            if token.pos_ in {"VERB", "AUX"} or token.text in {";", ":"}:
                return None
            if token.lower_ == "to":
                return self.clauses.read_place(passage, token.i + 1)
        return None

    def _message(
        self, passage: int, noun: Token, status: EngagementStatus, verb: Token | None
    ) -> Occurrence | None:
        """Read "A sent a message to B", "congratulated B in a letter"."""
        above = _verb_above(noun)
        if above is None:
            return None
        verbs, lemma = self.words.verbs, above.lemma_.lower()
        exchanged = lemma in verbs["exchanging"] and noun.head == above
        written = lemma in verbs["writing"] and noun.dep_ == "pobj" and noun.head.lower_ == "in"
        sent = lemma in {"send", "dispatch", "write", "cable"} and noun.dep_ == "dobj"
        if not (exchanged or written or sent):
            return None
        told = self.clauses.status_of(above)
        if told is None:
            return None
        cast = self._subject(passage, above)
        if not exchanged:
            cast += self._addressee(passage, above, noun)
        cast += self._with(passage, above)
        if len(self._parties(cast, cast)) < 2:
            return None
        return self._build(
            passage, above, "message", told, cast, chain_end(above), "noun:message", 0.8, noun=noun
        )

    def _addressee(self, passage: int, verb: Token, noun: Token) -> Cast:
        for child in (*noun.children, *verb.children):
            if child.dep_ in {"prep", "dative"} and child.lower_ == "to":
                return self.casts.scan(passage, child.i + 1, verb.sent.end)
            if child.dep_ in {"dative", "dobj"} and child != noun:
                return self.casts.of_head(passage, child)
        return NOBODY

    def _summit(
        self, passage: int, noun: Token, status: EngagementStatus, verb: Token | None
    ) -> Occurrence | None:
        """Read an organisation's summit: its parties are the host and the organisation."""
        named = self._named_in(passage, noun)
        states = self.analysis.reference.parties.states
        bodies = [p for p in named.parties if p not in states]
        if not bodies or len(bodies) + sum(p in states for p in named.parties) > 1 and any(
            p in states for p in named.parties
        ):
            return None
        first, last = noun.left_edge.i, noun.right_edge.i
        hosted = verb is not None and verb.lemma_ == "host"
        played = verb is None and noun.head.lower_ == "to" and any(
            t.lower_ == "host" for t in (noun.head.head, *noun.head.head.children)
        )
        place = self.clauses.place_of(passage, noun.i, min(last + 6, noun.sent.end - 1))
        host = place.country if place is not None else None
        above = verb if verb is not None else _verb_above(noun)
        if (hosted or played) and above is not None:
            owner = self._subject(passage, above)
            host = host or (owner.parties[0] if owner.parties else None)
            told = self.clauses.status_of(above)
            if told is None:
                return None
            status = told
        parties = tuple(dict.fromkeys([*([host] if host else []), *self._members(bodies[0])]))
        occurrence = self._build(
            passage, above if (hosted or played) and above is not None else noun, "summit", status,
            Cast(parties, (), named=True), last, "noun:summit", 0.7 if host else 0.55, noun=noun,
            first=None if hosted or played else first,
        )  # fmt: skip
        occurrence.host = host
        occurrence.place = place or (Place(country=host) if host else None)
        occurrence.mechanism = None
        return occurrence

    def _members(self, body: str) -> tuple[str, ...]:
        """Return the parties for which a body stands: itself, or the few that make a grouping."""
        parties = self.analysis.reference.parties
        organisation = parties.organisations.get(body)
        if organisation is None or organisation.kind != "grouping":
            return (body,)
        members = parties.members(body)
        return members if 0 < len(members) <= SMALL_GROUPING else (body,)

    # -- shared --------------------------------------------------------------------------

    def _subject(self, passage: int, verb: Token) -> Cast:
        subject = subject_of(verb)
        if subject is None:
            return NOBODY
        cast = self.casts.of_head(passage, subject)
        if subject.i < verb.i and subject.sent == verb.sent:
            # "President A and Y's President B": a parser may take A for the owner of Y.
            first = self._list_start(passage, subject.left_edge.i)
            listed = self.casts.scan(passage, first, verb.i)
            if not cast.parties or set(cast.persons) < set(listed.persons):
                return listed
        return cast

    def _acting(self, passage: int, verb: Token) -> Cast:
        """Return the side that meets another: of a speaker's "we" and "it's an honour to", theirs."""
        subject = subject_of(verb)
        if subject is None or subject.lower_ in {"we", "it"}:
            speaking = self.casts.speaking(passage, verb)
            if speaking or subject is None or subject.lower_ == "it":
                return speaking
        return self._subject(passage, verb)

    def _list_start(self, passage: int, first: int) -> int:
        """Return where the list of names begins that goes on at `first`."""
        doc, persons = self.analysis.passages[passage].doc, self.analysis.resolver.person_at[passage]
        index = first
        while index > 0 and (doc[index - 1].lower_ in {"and", ","} or index - 1 in persons):
            index -= 1
        return index if index in persons or doc[index].lower_ in {"and", ","} else first

    def _object(self, verb: Token) -> Token | None:
        return next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)

    def _with(self, passage: int, verb: Token) -> Cast:
        """Return who stands after "with" in the verb's clause."""
        stop = self._clause_stop(verb, verb.i)
        for token in verb.doc[verb.i + 1 : stop]:
            if token.lower_ == "with":
                return self.casts.scan(passage, token.i + 1, verb.sent.end)
        return NOBODY

    def _other_side(self, passage: int, verb: Token, lemma: str) -> tuple[Cast, int]:
        """Return whom the subject met: the object, or who follows the next "with" or "to"."""
        target = self._object(verb)
        if target is not None and lemma == "meet":
            cast, last = self.casts.scan_to(passage, target.left_edge.i, verb.sent.end)
            head = self.casts.of_head(passage, target)
            return (cast if head.parties and cast.parties else head), last
        stop = self._clause_stop(verb, verb.i)
        prepositions = {"with", "to"} if lemma in self.words.verbs["by_voice"] else {"with"}
        for token in verb.doc[verb.i + 1 : stop]:
            if token.lower_ in prepositions and token.pos_ != "PART":
                cast, last = self.casts.scan_to(passage, token.i + 1, verb.sent.end)
                if not cast:
                    head = next((c for c in token.children if c.dep_ == "pobj"), None)
                    if head is not None and _points(head):
                        cast = self.casts.of_head(passage, head)
                return cast, last
        return NOBODY, verb.i

    def _clause_stop(self, verb: Token, after: int) -> int:
        """Return where the verb's clause ends: before the next verb that isn't a participle of it."""
        stop = verb.sent.end
        for token in verb.doc[max(verb.i, after) + 1 : stop]:
            if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} and token.i > verb.i:
                return int(token.i)
            if token.tag_ in {"WDT", "WP"}:
                return int(token.i)
            if token.dep_ == "aux" and token.lower_ == "to":
                return int(token.i)
        return int(stop)

    def _by_phone(self, verb: Token, stop: int) -> bool:
        return bool(_lowers(verb, stop) & self.words.phone)

    def _parties(self, cast: Cast, other: Cast) -> tuple[str, ...]:
        return cast.parties

    def _build(
        self,
        passage: int,
        verb: Token,
        form: EngagementForm,
        status: EngagementStatus,
        cast: Cast,
        last: int,
        rule: str,
        confidence: float,
        *,
        noun: Token | None = None,
        first: int | None = None,
        goal: bool = False,
        host: str | None = None,
        points_back: bool = False,
        weak: bool = False,
    ) -> Occurrence:
        """Return the mention with what its clause says of time and place."""
        anchors = [verb] if noun is None or noun == verb else [verb, noun]
        sentence = verb.sent
        begin = verb.left_edge.i if noun == verb else self._clause_start(verb)
        if first is not None:
            begin = first
        end = max(last, verb.i, min(_own_end(verb), sentence.end - 1))
        if noun is not None:
            begin, end = min(begin, noun.left_edge.i), max(end, noun.i)
        begin, end = trim(sentence, begin, end)
        date = self.clauses.date_of(
            passage, anchors[-1], *anchors, scheduled=status in {"scheduled", "proposed"}
        )
        place = None
        if form not in {"call", "message", "visit"}:
            reach = self._clause_stop(verb, max(last, verb.i))
            place = self.clauses.place_of(passage, begin, min(reach, sentence.end) - 1, goal=goal)
        return Occurrence(
            form=form, status=status, cast=cast, passage=passage, first=begin, last=end,
            trigger=anchors[-1].i, rule=f"engagement:{rule}", confidence=confidence, date=date,
            place=place, host=host, points_back=points_back, is_noun=noun is not None,
        )  # fmt: skip

    def _clause_start(self, verb: Token) -> int:
        subject = subject_of(verb)
        own = subject is not None and subject.sent == verb.sent and subject.i < verb.i
        if subject is not None and own and subject.head in {verb, verb.head}:
            return int(min(subject.left_edge.i, verb.i))
        return int(verb.i)


def _lowers(verb: Token, stop: int) -> set[str]:
    start = verb.i
    return {token.lower_ for token in verb.doc[start:stop]}


def _verb_above(noun: Token) -> Token | None:
    token = noun
    while token.head != token:
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return token if token.pos_ in {"VERB", "AUX"} else None


def _after_preposition(verb: Token, words: set[str]) -> Token | None:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in words:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _without_article(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


def _own_end(verb: Token) -> int:
    """Return the last token of the verb's own clause, without what is coordinated to it."""
    ends = [verb.i]
    conjunct = next((c.i for c in verb.children if c.dep_ == "conj"), None)
    for child in verb.children:
        if child.dep_ == "conj" or (conjunct is not None and child.i > conjunct):
            continue
        ends.append(child.right_edge.i)
    return max(ends)


def _points(noun: Token) -> bool:
    """Whether the noun phrase points at somebody told: "they", "the leaders", "his counterpart"."""
    return noun.pos_ == "PRON" or any(c.dep_ in {"det", "poss", "nummod"} for c in noun.children)


def _is_proper(noun: Token) -> bool:
    """Whether the noun ends a name of its own: "the Summit for Democracy", "P4G Seoul Summit"."""
    return noun.text[0].isupper() and noun.i > noun.sent.start
