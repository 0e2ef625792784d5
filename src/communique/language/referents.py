"""Who is meant: persons of an article, and the parties behind every noun phrase."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from spacy.tokens import Token

from communique.language.mentions import PartyMention
from communique.language.names import NameMention
from communique.language.passages import Passage
from communique.language.people import OfficeMention
from communique.language.syntax import singular
from communique.records import Rank
from communique.reference import Reference
from communique.reference.offices import Offices
from communique.reference.tables import read_lexicon


@dataclass(eq=False)
class Person:
    """A person of the article: every name and office it gives."""

    name: str
    party: str | None
    offices: list[tuple[int, OfficeMention]] = field(default_factory=list)
    known: bool = False
    spans: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def office(self) -> str | None:
        """The core of the fullest office that the article gives, without state and modifiers."""
        cores = [office.core for _, office in self.offices if not office.former]
        return max(cores, key=len, default=None)

    @property
    def ranks(self) -> set[Rank]:
        """The ranks the article gives the person."""
        return {office.rank for _, office in self.offices if office.rank is not None}


ReferentKind = Literal["person", "party", "group", "everyone", "unknown"]


@dataclass(frozen=True)
class Referent:
    """Whom a noun phrase means: persons if any, and the parties they or it stand for."""

    kind: ReferentKind
    parties: tuple[str, ...] = ()
    persons: tuple[Person, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parties or self.persons)


NOBODY = Referent("unknown")
EVERYONE = Referent("everyone")


def _name_words(name: str) -> list[str]:
    words = re.findall(r"[^\W\d_][\w'\-]*", name.lower())
    return [w.removesuffix("'s") for w in words if len(w) > 1 and w not in {"jr", "sr"}]


def _fullness(name: str) -> tuple[int, int]:
    """More words are fuller, then more initials; a suffix or a spelling decides nothing."""
    return len(_name_words(name)), len(re.findall(r"\b[^\W\d_]\b", name))


def same_name(left: str, right: str) -> bool:
    """Whether one name is the other or a part of it, initials and suffixes aside."""
    a, b = set(_name_words(left)), set(_name_words(right))
    return bool(a and b) and (a <= b or b <= a)


class People:
    """The persons of an article, built from mentions with offices, then found by name alone."""

    def __init__(self) -> None:
        self.all: list[Person] = []

    def add(self, passage: int, mention: OfficeMention) -> Person:
        """Add a named office to the person who bears the name, or to a new one."""
        assert mention.name is not None  # the caller passes named offices only
        person = self.named(mention.name)
        if person is not None and mention.party and person.party and person.party != mention.party:
            person = next(
                (
                    p
                    for p in self.all
                    if p.party == mention.party and same_name(p.name, mention.name)
                ),
                None,
            )
        if person is None:
            person = Person(mention.name, mention.party)
            self.all.append(person)
        if _fullness(mention.name) > _fullness(person.name):
            person.name = mention.name
        person.party = person.party or mention.party
        person.offices.append((passage, mention))
        person.spans.append((passage, mention.start, mention.end))
        return person

    def rank_offices(self, offices: Offices) -> None:
        """Rank each office anew as its bearer's party has it: a chancellor may lead, or not."""
        for person in self.all:
            person.offices = [
                (passage, replace(o, rank=offices.rank(o.ranked, o.party or person.party)))
                for passage, o in person.offices
            ]

    def add_name(self, passage: int, mention: NameMention, *, known: bool = False) -> Person:
        """Add a name without an office; `known` if reference data tell who bears it."""
        person = self.named(mention.name)
        if person is None:
            person = Person(mention.name, None)
            self.all.append(person)
        person.known = person.known or known
        if known and _fullness(mention.name) > _fullness(person.name):
            person.name = mention.name
        person.spans.append((passage, mention.start, mention.end))
        return person

    def named(self, name: str) -> Person | None:
        """Return the latest person who may bear the name."""
        return next((p for p in reversed(self.all) if same_name(p.name, name)), None)

    def scan(
        self, passage: Passage, taken: Iterable[tuple[int, int]]
    ) -> list[tuple[int, int, Person]]:
        """Return the mentions by name alone in the passage, outside the spans taken."""
        keys: dict[str, Person] = {}
        for person in self.all:
            words = _name_words(person.name)
            for word in {words[0], words[-1]} if words else ():
                if len(word) > 1:
                    keys[word] = person
        if not keys:
            return []
        busy = sorted(taken)
        found: list[tuple[int, int, Person]] = []
        pattern = re.compile(r"[^\W\d_][\w\-]*(?:'[A-Z]\w+)?")
        text = passage.text
        for match in pattern.finditer(text):
            person_or_none = keys.get(match.group().lower())
            if person_or_none is None or not match.group()[0].isupper():
                continue
            start, end = match.span()
            if any(s < end and start < e for s, e in busy):
                continue
            token = passage.doc[passage.token_at(start)]
            opens = token.is_sent_start or token.nbor(-1).is_punct
            if opens and token.tag_ in {"PRP", "PRP$"}:
                continue  # "He" at the head of a sentence is not Mr He
            if found and start <= found[-1][1] + 1 and found[-1][2] is person_or_none:
                found[-1] = (found[-1][0], end, person_or_none)
                continue
            after = re.match(r" ([^\W\d_][\w\-]*)", text[end:])
            if after and after.group(1).lower() not in keys and _continues_name(after.group(1)):
                continue
            found.append((start, end, person_or_none))
        return found


#: Capitalised words that make a surname part of another name ("the Biden Administration").
_OTHER_NAME = re.compile(
    r"(?:administration|government|university|institute|center|centre|foundation|plan|doctrine|"
    r"cabinet|hotel|street|house|hall|airport|tower|building)$",
    re.IGNORECASE,
)


def _continues_name(word: str) -> bool:
    return word[0].isupper() and _OTHER_NAME.match(word) is not None


class Focus:
    """What pronouns can point back to: who was in the reader's eye at each place of the article."""

    def __init__(self) -> None:
        self._persons: list[tuple[tuple[int, int], Person]] = []
        self._parties: list[tuple[tuple[int, int], str | None]] = []

    def add(self, passage: int, token: int, referent: Referent) -> None:
        """Note that from the token on, the referent is what "he", "she" or "it" may mean."""
        where = (passage, token)
        if len(referent.persons) == 1:
            insort(self._persons, (where, referent.persons[0]), key=_where)
        # "It" is a state or an organisation only right after one was the subject.
        named = referent.kind == "party" and len(referent.parties) == 1
        insort(self._parties, (where, referent.parties[0] if named else None), key=_where)

    def person(self, passage: int, token: int) -> Person | None:
        """Return the person in focus before the token."""
        index = bisect_left(self._persons, (passage, token), key=_where)
        return self._persons[index - 1][1] if index else None

    def party(self, passage: int, token: int) -> str | None:
        """Return the party in focus before the token."""
        index = bisect_left(self._parties, (passage, token), key=_where)
        return self._parties[index - 1][1] if index else None


def _where(entry: tuple[tuple[int, int], object]) -> tuple[int, int]:
    return entry[0]


class Resolver:
    """Resolves noun phrases of one article; `focus` moves on as the article is read."""

    def __init__(
        self,
        *,
        passages: list[Passage],
        mentions: list[list[PartyMention]],
        party_at: list[dict[int, PartyMention]],
        person_at: list[dict[int, Person]],
        office_at: list[dict[int, OfficeMention]],
        people: People,
        principals: tuple[str, ...],
        home: str | None,
        reference: Reference,
    ) -> None:
        self.passages = passages
        self.mentions = mentions
        self.party_at = party_at
        self.person_at = person_at
        self.office_at = office_at
        self.people = people
        self.principals = principals
        self.home = home
        self.reference = reference
        self.focus = Focus()
        self.first_mention = _first_mentions(party_at, person_at)
        words = read_lexicon("en", "people")
        self._stand_ins = frozenset(words["stand_ins"])
        self._all_sides = frozenset(words["all_sides"])
        self._nobody = frozenset(words["nobody"])
        self._persons = frozenset(words["person_nouns"])
        self._leaders = frozenset(words["leader_nouns"])

    def resolve(self, passage: int, token: Token, speaker: Referent | None = None) -> Referent:
        """Return whom the noun phrase headed by `token` means, its conjuncts included.

        `speaker` is who says the words around it: "we", "our" and "I" are theirs.
        """
        found = [self._resolve_head(passage, token, speaker)]
        found += [self._resolve_head(passage, other, speaker) for other in _conjuncts(token)]
        found = [referent for referent in found if referent.kind != "unknown"]
        if not found:
            return NOBODY
        if len(found) == 1:
            return found[0]
        parties = tuple(dict.fromkeys(p for r in found for p in r.parties))
        persons = tuple(dict.fromkeys(p for r in found for p in r.persons))
        if persons and len(persons) == len(found):
            return Referent("person", parties, persons)
        return Referent("group" if len(parties) > 1 else "party", parties)

    def _resolve_head(self, passage: int, token: Token, speaker: Referent | None) -> Referent:
        person = self.person_at[passage].get(token.i)
        if person is not None:
            return Referent("person", (person.party,) if person.party else (), (person,))
        lower = token.lower_
        # "US" in capitals is a state's name, whatever the tagger takes it for.
        if token.text != "US" and (
            token.pos_ == "PRON" or lower in {"we", "they", "i", "he", "she", "it", "us", "both"}
        ):
            return self._pronoun(passage, token, speaker)
        lemma = token.lemma_.lower()
        if {lemma, lower, lower.removesuffix("s"), singular(token)} & self._stand_ins:
            referent = self._stand_in(passage, token, speaker)
            if referent is not None:
                return referent
        mention = self.party_at[passage].get(token.i)
        if mention is not None and mention.kind not in {"demonym", "prefix"}:
            if mention.kind == "capital" and is_place(token):
                return NOBODY
            return Referent("party", (mention.party,))
        office = self.office_at[passage].get(token.i)
        if office is not None:
            return self._role(office, passage, token)
        return NOBODY

    # -- pronouns ----------------------------------------------------------------------

    def _parties_of(self, passage: int, token: int) -> list[str]:
        """The parties that the token names: "U.S.-Bangladesh" may be one token of two."""
        return [m.party for m in self.mentions[passage] if m.first <= token <= m.last]

    def _pronoun(self, passage: int, token: Token, speaker: Referent | None) -> Referent:
        word = token.lower_
        if word in {"he", "she", "him", "her", "his", "hers"}:
            person = self.focus.person(passage, token.i)
            if person is None:
                return NOBODY
            return Referent("person", (person.party,) if person.party else (), (person,))
        if word in {"i", "me", "my", "mine", "myself"}:
            return speaker or NOBODY
        if word in {"we", "us", "our", "ours", "ourselves"}:
            # Who says "you" beside "we" speaks for one side.
            if speaker is not None and any(t.lower_ in {"you", "your"} for t in token.sent):
                return Referent("party", speaker.parties)
            return self.we(speaker)
        if word in {"they", "them", "their", "theirs", "both", "themselves"}:
            return self.both_sides()
        if word in {"it", "its", "itself"}:
            party = self.focus.party(passage, token.i)
            return Referent("party", (party,)) if party else NOBODY
        return NOBODY

    def we(self, speaker: Referent | None) -> Referent:
        """Return whom "we" means: both sides of an encounter, else the speaker's side."""
        if speaker is not None and speaker.persons and not speaker.parties:
            return NOBODY
        if len(self.principals) > 1 and (
            speaker is None or not speaker.parties or set(speaker.parties) & set(self.principals)
        ):
            return Referent("group", self.principals)
        if speaker is not None:
            return Referent("party", speaker.parties)
        if self.principals:
            return Referent("party", self.principals)
        return Referent("party", (self.home,)) if self.home else NOBODY

    def in_order(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return the parties in the order in which the article first names them."""
        return tuple(sorted(parties, key=lambda p: self.first_mention.get(p, len(parties) << 32)))

    def both_sides(self) -> Referent:
        """Return the sides of the article's encounter."""
        return Referent("group", self.principals) if len(self.principals) > 1 else NOBODY

    # -- noun phrases ------------------------------------------------------------------

    def _stand_in(self, passage: int, token: Token, speaker: Referent | None) -> Referent | None:
        """Resolve "the ROK side", "the two countries", "our foreign ministers"."""
        own: list[str] = []
        plural = token.tag_ in {"NNS", "NNPS"}
        words = {child.lower_ for child in token.children}
        for child in token.lefts:
            for inner in child.subtree:
                own += [p for p in self._parties_of(passage, inner.i) if p not in own]
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in {"of", "from"}:
                for inner in child.subtree:
                    mention = self.party_at[passage].get(inner.i)
                    if mention is not None and mention.party not in own:
                        own.append(mention.party)
        if own:
            bearer = self._bearer(passage, token, own, plural)
            return bearer or Referent("party" if len(own) == 1 else "group", tuple(own))
        poss = next((c for c in token.children if c.dep_ == "poss"), None)
        if poss is not None:
            owner = self._resolve_head(passage, poss, speaker)
            if owner:
                return Referent("group" if len(owner.parties) > 1 else "party", owner.parties)
        if words & self._nobody:
            return EVERYONE
        if words & self._all_sides:
            return self._heads(token) or self.both_sides()
        office = self.office_at[passage].get(token.i)
        if office is not None and office.rank != "official" and office.plural == plural:
            return self._role(office, passage, token)
        if plural and token.lower_ != "people":
            return self._heads(token) or self.both_sides()
        if "other" in words or token.lower_ == "counterpart":
            return NOBODY
        return None

    def _heads(self, token: Token) -> Referent | None:
        """Resolve "the leaders", "both ministers" to the persons who met, one for each side."""
        noun = token.lemma_.lower().removesuffix("s")
        if noun not in self._leaders or len(self.principals) < 2:
            return None
        heads = [
            next((p for p in self.people.all if p.party == party and p.offices), None)
            for party in self.in_order(self.principals)
        ]
        persons = tuple(p for p in heads if p is not None)
        if len(persons) < len(heads):
            return None
        return Referent("person", tuple(p.party for p in persons if p.party), persons)

    def _bearer(self, passage: int, token: Token, own: list[str], plural: bool) -> Referent | None:
        """Resolve "the Chinese foreign minister", "the Chinese official" to the person meant."""
        if plural or len(own) != 1 or token.lemma_.lower() not in self._persons:
            return None
        office = self.office_at[passage].get(token.i)
        if office is not None and office.rank != "official":
            referent = self._role(office, passage, token)
            return referent if referent.persons else None
        person = self.focus.person(passage, token.i)
        if person is not None and person.party == own[0]:
            return Referent("person", (own[0],), (person,))
        return None

    def _role(self, office: OfficeMention, passage: int, token: Token) -> Referent:
        """Resolve "the foreign minister", "the President" to the person who bears the office."""
        if office.plural:
            bearers = tuple(
                p for p in self.people.all if p.party in self.principals and office.rank in p.ranks
            )
            if len(bearers) > 1:
                parties = tuple(dict.fromkeys(p.party for p in bearers if p.party))
                return Referent("person", parties, bearers)
            return self.both_sides()
        candidates = [
            p
            for p in self.people.all
            if (office.party is None or p.party == office.party)
            and any(_may_stand_for(office.core, o.core) for _, o in p.offices)
        ]
        if not candidates and office.rank not in {None, "head-of-state", "head-of-government"}:
            candidates = [
                p
                for p in self.people.all
                if office.rank in p.ranks and (office.party is None or p.party == office.party)
            ]
        if not candidates and office.party is not None:
            # Who is of that party and was named without an office.
            bare = [p for p in self.people.all if p.party == office.party and not p.offices]
            candidates = bare if len(bare) == 1 else []
        # "The President" is he who leads, beside the president of a council.
        title = office.core.lower()
        leaders = [
            p
            for p in candidates
            if any(o.rank in _LEADING and o.core.lower() == title for _, o in p.offices)
        ]
        candidates = leaders or candidates
        if len(candidates) > 1:
            at_home = [p for p in candidates if p.party == self.home]
            in_focus = [p for p in candidates if p is self.focus.person(passage, token.i)]
            candidates = (at_home if len(at_home) == 1 else in_focus) or candidates[:1]
        if candidates:
            person = candidates[0]
            return Referent("person", (person.party,) if person.party else (), (person,))
        party = office.party or (self.home if _is_definite(token) else None)
        return Referent("party", (party,)) if party else NOBODY


def _is_definite(token: Token) -> bool:
    return any(child.lower_ == "the" for child in token.lefts)


def _first_mentions(
    party_at: list[dict[int, PartyMention]], person_at: list[dict[int, Person]]
) -> dict[str, int]:
    first: dict[str, int] = {}
    for passage, (parties, persons) in enumerate(zip(party_at, person_at, strict=True)):
        named = [(token, m.party) for token, m in parties.items()]
        named += [(token, p.party) for token, p in persons.items() if p.party]
        for token, party in named:
            where = (passage << 20) + token
            first[party] = min(where, first.get(party, where))
    return first


_LEADING = {"head-of-state", "head-of-government"}


def _may_stand_for(short: str, title: str) -> bool:
    """Whether the short title may be the full one's: "the Chancellor" that of the Exchequer."""
    a, b = title.lower().split(), short.lower().split()
    return a == b or (set(b) <= set(a) if len(b) > 1 else a[0] == b[0] and a[1:2] in _OF)


_OF = [["of"], ["for"]]


def is_place(token: Token) -> bool:
    """Whether a capital's name is here the city: in, at or to it, or part of a longer name."""
    if token.dep_ == "pobj" and token.head.lower_ in {
        "in", "at", "to", "from", "near", "around", "outside", "through", "via", "into",
    }:  # fmt: skip
        return True
    return token.dep_ in {"compound", "npadvmod", "appos"} and token.head.pos_ == "PROPN"


def _conjuncts(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "conj":
            yield child
            yield from _conjuncts(child)
