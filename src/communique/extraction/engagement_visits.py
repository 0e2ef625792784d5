"""Verbs of going to another state: visits paid, expected, and asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from communique.extraction.engagement_attendance import leads_there
from communique.extraction.engagement_casts import NOBODY, Cast
from communique.extraction.engagement_mentions import (
    MentionReader,
    Occurrence,
    clause_stop,
    object_of,
    own_end,
)
from communique.language.syntax import singular, subject_of, subtree
from communique.records import EngagementStatus, Place
from communique.reference.sittings import load_sittings

#: Whoever is abroad on such a day is there on a visit.
_DATED = {"day", "month"}
#: Between these stand the parts of a headline.
_MARKS = {";", ":", "–", "—", ","}
_INFINITIVES = {"xcomp", "ccomp", "advcl"}


@dataclass(eq=False)
class VisitReader(MentionReader):
    """Reads the visits that verbs tell."""

    def read(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Yield the visits that the verb tells; most tell none."""
        lemma = verb.lemma_.lower()
        verbs = self.words.verbs
        leading = lemma in verbs["leading"] and leads_there(verb, self.words)
        if verb.lower_ in self.words.there:
            yield from self._on_visit(passage, verb)
        elif lemma in verbs["visiting"] or lemma in verbs["travelling"] or leading:
            yield from self._visiting(passage, verb, lemma)
        elif lemma == "be":
            yield from self._being(passage, verb)
        if lemma in verbs["returning"]:
            yield from self._returning(passage, verb)
        if lemma in verbs["sending"]:
            yield from self._sending(passage, verb)
        if lemma in verbs["awaiting"]:
            yield from self._awaiting(passage, verb)
        if lemma in verbs["inviting"] or self._extends_invitation(verb, lemma):
            yield from self._inviting(passage, verb)
        if lemma in verbs["accepting"]:
            yield from self._accepting(passage, verb)

    # -- travelling ------------------------------------------------------------------------

    def _visiting(self, passage: int, verb: Token, lemma: str) -> Iterator[Occurrence]:
        """Read "A visited X", "A will travel to X", "A arrived in X"."""
        status = self.clauses.status_of(verb)
        own = self.subject(passage, verb)
        if status is None or not own.parties or not self._can_travel(passage, verb, own):
            return
        goals = [(p, last) for p, last in self._goals(passage, verb, lemma) if p.country]
        countries = dict.fromkeys(p.country for p, _ in goals if p.country)
        abroad = tuple(c for c in countries if c not in own.parties)
        if not abroad:
            return
        if verb.head.lemma_ in self.words.verbs["inviting"] and verb.dep_ in _INFINITIVES:
            status = "proposed"
        cast = Cast(own.parties + abroad, own.persons, named=True)
        last = goals[-1][1]
        mention = self.build(passage, verb, "visit", status, cast, last, f"verb:{lemma}", 0.8)
        yield self.set_destination(mention, abroad, [p.city for p, _ in goals if p.city])

    def _on_visit(self, passage: int, word: Token) -> Iterator[Occurrence]:
        """Read "A received the visiting Minister B": a visit of B to the state of A."""
        taken = object_of(word) if word.dep_ == "xcomp" else None  # as a verb, by the parser
        guest = taken or word.head
        beside = taken is not None or word.dep_ in {"amod", "compound"}
        if not beside or not self.is_official(passage, guest):
            return
        cast = self.casts.of_head(passage, guest)
        if len(cast.parties) != 1 or not cast.persons:
            return
        states = self.analysis.reference.parties.states
        persons = self.analysis.resolver.person_at[passage]
        near = [persons[t.i].party for t in word.sent if t.i in persons]
        for parties in (near, self.analysis.principals):
            hosts = {p for p in parties if p and p in states and p not in cast.parties}
            if len(hosts) == 1:
                host = hosts.pop()
                whole = cast + Cast((host,), (), named=True)
                mention = self.build(
                    passage, word, "visit", "held", whole, guest.i, "verb:visiting", 0.6
                )
                yield self.set_destination(mention, (host,), [])
                return

    def _can_travel(self, passage: int, verb: Token, cast: Cast) -> bool:
        """Whether the subject is an official or a delegation, not a country or its tourists."""
        subject = subject_of(verb)
        if cast.persons or subject is None:
            return bool(cast.persons)
        if subject.lower_ == "i":
            return True
        return self.is_office(passage, subject) or singular(subject) in self.words.travellers

    def _goals(self, passage: int, verb: Token, lemma: str) -> Iterator[tuple[Place, int]]:
        """Yield the places that the verb goes to, each with its last token."""
        targets: list[Token] = []
        if lemma in self.words.verbs["visiting"]:
            target = object_of(verb)
            targets = [target] if target is not None else []
        else:
            target = object_of(verb) if lemma in self.words.verbs["leading"] else None
            for child in (*verb.children, *(target.children if target is not None else ())):
                if child.dep_ == "prep" and child.lower_ in self.words.places["goals"] - {"at"}:
                    targets += [c for c in child.children if c.dep_ == "pobj"]
        while targets:
            target = targets.pop(0)
            place = self.clauses.read_place(passage, max(target.left_edge.i, verb.i + 1))
            if place is not None:
                yield place, target.i
            # A long list of states is parsed as apposition here and there.
            targets += [c for c in target.children if c.dep_ in {"conj", "appos"}]
        for child in verb.children:
            if child.lower_ == "here" and child.i > verb.i:
                here = self.clauses.place_of(passage, child.i, child.i)
                if here is not None:
                    yield here, child.i

    def _being(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A is in X for talks", "was in X to attend the summit", "is due in X": a visit."""
        own, status = self.subject(passage, verb), self.clauses.status_of(verb)
        due = next((c for c in verb.children if c.lower_ in self.words.verbs["due"]), None)
        near = (*verb.children, *(due.children if due is not None else ()))
        inside = next((c for c in near if c.dep_ == "prep" and c.lower_ == "in"), None)
        if inside is None or self._is_back(verb):
            return
        stay = self.clauses.date_of(passage, verb)
        long = stay.known and stay.precision in _DATED and verb.tag_ in {"VBD", "VBN"}
        long = long and len(own.parties) == 1
        if not (due is not None or self._has_purpose(verb, inside) or long):
            return
        status = "scheduled" if due is not None and status == "held" else status
        place = self.clauses.read_place(passage, inside.i + 1)
        country = place.country if place is not None else None
        if status is None or place is None or country is None or country in own.parties:
            return
        if long and self._has_its_seat(own, country):
            return
        if own.parties and self._can_travel(passage, verb, own):
            cast = Cast((*own.parties, country), own.persons, named=True)
            last = inside.right_edge.i
            mention = self.build(passage, verb, "visit", status, cast, last, "verb:be", 0.65)
            yield self.set_destination(mention, (country,), [place.city] if place.city else [])

    def _returning(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A returned from X", "A is back from X": a visit that is over."""
        if verb.lemma_ == "be" and not self._is_back(verb):
            return
        status, own = self.clauses.status_of(verb), self.subject(passage, verb)
        last = clause_stop(verb, verb.i)
        source = next((t for t in verb.doc[verb.i + 1 : last] if t.lower_ == "from"), None)
        if status != "held" or source is None or not self._can_travel(passage, verb, own):
            return
        place = self.clauses.read_place(passage, source.i + 1)
        mention = self._came_from(passage, verb, own, place)
        if mention is not None:
            yield mention

    def _came_from(
        self, passage: int, anchor: Token, own: Cast, place: Place | None
    ) -> Occurrence | None:
        country = place.country if place is not None else None
        if country is None or country in own.parties or not own.parties:
            return None
        if self._has_its_seat(own, country):
            return None
        cast = Cast((*own.parties, country), own.persons, named=True)
        mention = self.build(passage, anchor, "visit", "held", cast, anchor.i, "verb:return", 0.6)
        mention.ends = True
        city = place.city if place is not None else None
        return self.set_destination(mention, (country,), [city] if city else [])

    def _has_its_seat(self, own: Cast, country: str) -> bool:
        """Whether an organisation's officer is where it sits: at home."""
        sittings = load_sittings()
        return any(country in sittings[p].seats for p in own.parties if p in sittings)

    def _is_back(self, verb: Token) -> bool:
        return any(c.lower_ in self.words.verbs["back"] for c in verb.children)

    # -- headlines -------------------------------------------------------------------------

    def read_title(self, passage: int, link: Token) -> Iterator[Occurrence]:
        """Read the headlines "X's Foreign Minister in Y", "A back from Y", which have no verb."""
        if link.lower_ not in {"in", "from"} or link.i == link.sent.start:
            return
        part = self._title_part(link)
        if any(word.pos_ in {"VERB", "AUX"} for word in part):
            return
        before = link.nbor(-1)
        back = before.lower_ in self.words.verbs["back"]
        if back != (link.lower_ == "from"):
            return
        last = before.nbor(-1) if back and before.i > link.sent.start else before
        own = self.casts.scan(passage, part.start, link.i)
        if not self.is_official(passage, last) or len(own.parties) != 1:
            return
        place = self.clauses.read_place(passage, link.i + 1)
        if place is None or place.country is None or place.country in own.parties:
            return
        if back:
            mention = self._came_from(passage, last, own, place)
            if mention is not None:
                yield mention
            return
        if place.country not in self.analysis.principals or self._has_its_seat(own, place.country):
            return
        cast = Cast((*own.parties, place.country), own.persons, named=True)
        mention = self.build(
            passage, last, "visit", "held", cast, link.i + 1, "title:in", 0.55, first=part.start
        )
        yield self.set_destination(mention, (place.country,), [place.city] if place.city else [])

    def _title_part(self, link: Token) -> Span:
        """Return the part of a headline in which the word stands, between its larger marks."""
        sentence = link.sent
        marks = [t.i for t in sentence if t.text in _MARKS]
        first = max((i + 1 for i in marks if i < link.i), default=sentence.start)
        stop = min((i for i in marks if i > link.i), default=sentence.end)
        return link.doc[first:stop]

    def _has_purpose(self, verb: Token, inside: Token) -> bool:
        """Whether it's told for which engagement one is there."""
        verbs, forms = self.words.verbs, self.words.forms
        for token in verb.doc[inside.i + 1 : clause_stop(verb, inside.i) + 2]:
            if token.lower_ == "for" and any(singular(c) in forms for c in token.children):
                return True
            if token.tag_ == "VB" and token.lemma_ in verbs["attending"] | verbs["together"]:
                return True
        return False

    def _sending(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A sent a delegation led by B to X"."""
        target, status = object_of(verb), self.clauses.status_of(verb)
        if target is None or status is None:
            return
        if singular(target) not in self.words.travellers and not self.is_official(passage, target):
            return
        passive = target.dep_ == "nsubjpass"
        sender = self.agent(passage, verb) if passive else self.subject(passage, verb)
        sent = self.casts.of_head(passage, target)
        to = (t for t in verb.doc[target.i + 1 : clause_stop(verb, target.i)] if t.lower_ == "to")
        place = next((p for t in to if (p := self.clauses.read_place(passage, t.i + 1))), None)
        country = place.country if place is not None else None
        parties = tuple(dict.fromkeys([*sender.parties, *sent.parties]))
        if place is None or country is None or country in parties or len(parties) != 1:
            return
        cast = Cast((*parties, country), sent.persons, named=True)
        mention = self.build(
            passage, verb, "visit", status, cast, own_end(verb), f"verb:{verb.lemma_}", 0.7
        )
        yield self.set_destination(mention, (country,), [place.city] if place.city else [])

    def _awaiting(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "we are expecting Minister A here next week": a visit to those who speak."""
        guest, status = object_of(verb), self.clauses.status_of(verb)
        if guest is None or status is None or not self.is_official(passage, guest):
            return
        whom, host = self.casts.of_head(passage, guest), self.acting(passage, verb)
        dated = self.clauses.date_of(passage, verb, verb, coming=True)
        place = self.clauses.place_of(passage, guest.i, clause_stop(verb, guest.i) - 1)
        country = place.country if place is not None else next(iter(host.parties), None)
        abroad = country is not None and country not in whom.parties and bool(whom.parties)
        if country is None or not abroad or not (dated.known or place is not None):
            return
        cast = Cast((*whom.parties, country), whom.persons, named=True)
        mention = self.build(passage, verb, "visit", "scheduled", cast, guest.i, "verb:await", 0.7)
        mention.date = dated
        city = place.city if place is not None else None
        yield self.set_destination(mention, (country,), [city] if city else [])

    # -- inviting --------------------------------------------------------------------------

    def _inviting(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "A invited B to X": a visit proposed; "to visit X" is read at its own verb."""
        guest = object_of(verb)
        own = self.subject(passage, verb)
        if self.clauses.status_of(verb) is None or guest is None or not own.parties:
            return
        if singular(guest) == "invitation":
            to = (t for t in verb.doc[guest.i + 1 : verb.sent.end] if t.lower_ == "to")
            link = next(to, None)
            whom = self.casts.scan(passage, link.i + 1, verb.sent.end) if link else NOBODY
        else:
            whom = self.casts.of_head(passage, guest)
        if not whom.persons or set(whom.parties) & set(own.parties):
            return
        country = self._invited_to(passage, verb, own.parties[0])
        if country is None or country in whom.parties:
            return
        yield self._proposed_visit(passage, verb, whom, country, "proposed")

    def _extends_invitation(self, verb: Token, lemma: str) -> bool:
        target = object_of(verb) if lemma in self.words.verbs["extending"] else None
        return target is not None and singular(target) == "invitation"

    def _invited_to(self, passage: int, verb: Token, inviter: str) -> str | None:
        """Return the country of the invitation; None where it's to no visit, or read elsewhere."""
        inner = (t for t in verb.subtree if t.tag_ == "VB" and t.dep_ in _INFINITIVES | {"acl"})
        infinitive = next((t for t in inner if t.i > verb.i), None)
        if infinitive is not None and infinitive.lemma_ in self.words.verbs["attending"]:
            places = self.clauses.place_of(passage, infinitive.i, infinitive.right_edge.i)
            return inviter if places is not None and places.country == inviter else None
        if infinitive is not None:
            visit = infinitive.lemma_ in self.words.verbs["visiting"]
            goals = (p.country for p, _ in self._goals(passage, infinitive, infinitive.lemma_))
            goal = next((country for country in goals if country), None)
            if goal is not None:  # "an invitation to visit X"; "invited B to visit" is read there
                return goal if infinitive.dep_ == "acl" else None
            return inviter if visit else None
        to = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to"), None)
        place = self.clauses.read_place(passage, to.i + 1) if to is not None else None
        return place.country if place is not None else None

    def _accepting(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Read "B accepted A's invitation to visit X": a visit scheduled."""
        target = object_of(verb)
        if target is None or singular(target) != "invitation":
            return
        guest = self.subject(passage, verb)
        inviter = self.casts.named_in(passage, target)
        countries = [
            place.country
            for infinitive in subtree(target)
            if infinitive.lemma_ in self.words.verbs["visiting"] | self.words.verbs["travelling"]
            for place, _ in self._goals(passage, infinitive, infinitive.lemma_)
            if place.country
        ]
        countries += [p for p in inviter.parties if p in self.analysis.reference.parties.states]
        abroad = [c for c in countries if c not in guest.parties]
        subject = subject_of(verb)
        official = bool(guest.persons) or (
            subject is not None and bool(guest.parties) and self.is_office(passage, subject)
        )
        if self.clauses.status_of(verb) == "held" and official and abroad:
            yield self._proposed_visit(passage, verb, guest, abroad[0], "scheduled")

    def _proposed_visit(
        self, passage: int, verb: Token, guest: Cast, country: str, status: EngagementStatus
    ) -> Occurrence:
        cast = Cast((*guest.parties, country), guest.persons, named=True)
        mention = self.build(
            passage, verb, "visit", status, cast, own_end(verb), "verb:invite", 0.75
        )
        if not mention.date.known:
            inner = [t for t in subtree(verb) if t.dep_ in _INFINITIVES | {"acl"} and t.i > verb.i]
            mention.date = self.clauses.date_of(passage, verb, verb, *inner, coming=True)
        return self.set_destination(mention, (country,), [])
