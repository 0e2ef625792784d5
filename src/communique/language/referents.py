"""Who is meant: persons of an article, and the parties behind every noun phrase."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Literal

from spacy.tokens import Token

from communique.language.issuing import Issue
from communique.language.mentions import PartyMention
from communique.language.names import NameMention, plain_letters
from communique.language.passages import Passage
from communique.language.people import OfficeMention
from communique.language.spans import Spans
from communique.language.syntax import SUBJECTS, singular, subtree
from communique.records import Rank
from communique.reference import Reference
from communique.reference.leaders import Leaders
from communique.reference.offices import Offices
from communique.reference.tables import read_lexicon


@dataclass(eq=False)
class Person:
    """A person of the article: every name and office it gives.

    `known` tells that the table of leaders has the name, `styled` that a style of state stands
    before it, `assumed` that nothing names the person's party but the page's own home.
    """

    name: str
    party: str | None
    offices: list[tuple[int, OfficeMention]] = field(default_factory=list)
    known: bool = False
    styled: bool = False
    assumed: bool = False
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

    @property
    def side(self) -> tuple[str, ...]:
        """Whose side the referent takes as a speaker: one person speaks for one party."""
        return self.parties[:1] if len(self.persons) == 1 else self.parties


NOBODY = Referent("unknown")
EVERYONE = Referent("everyone")


#: So many words has a name at most of which shorter forms are looked for.
_LONGEST_NAME = 8


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W\d_][\w'\-]*", plain_letters(name))
    return tuple(w.removesuffix("'s") for w in words if len(w) > 1 and w not in {"jr", "sr"})


def _fullness(name: str) -> tuple[int, int]:
    """More words are fuller, then more initials; a suffix or a spelling decides nothing."""
    return len(_name_words(name)), len(re.findall(r"\b[^\W\d_]\b", name))


def same_name(left: str, right: str) -> bool:
    """Whether one name is the other or a part of it, initials and suffixes aside."""
    a, b = set(_name_words(left)), set(_name_words(right))
    return bool(a and b) and (a <= b or b <= a)


def _is_of_state(person: Person, passage: int, mention: OfficeMention) -> bool:
    """Whether a state's office stands beside an organisation's: "Chairperson of X, President A"."""
    if not (person.party and person.party.islower() and person.offices) or mention.party:
        return False
    where, last = person.offices[-1]
    beside = where == passage and last.end <= mention.start < mention.name_start
    beside = beside and last.name_start == mention.name_start
    return beside and mention.rank in {"head-of-state", "head-of-government"}


class People:
    """The persons of an article, built from mentions with offices, then found by name alone."""

    def __init__(self, leaders: Leaders | None = None, year: int | None = None) -> None:
        self.all: list[Person] = []
        self._leaders = leaders
        self._year = year
        #: Word of a name → the persons in whose names it stands, by their place in `all`.
        self._by_word: dict[str, dict[int, Person]] = {}
        #: All words of a name → the persons who were called just so.
        self._by_name: dict[frozenset[str], dict[int, Person]] = {}

    def add(self, passage: int, mention: OfficeMention) -> Person:
        """Add a named office to the person who bears the name, or to a new one."""
        assert mention.name is not None  # the caller passes named offices only
        person = self.named(mention.name)
        if person is not None and mention.party and person.party and person.party != mention.party:
            bearers = reversed(self._bearers(mention.name))
            person = next((p for p in bearers if p.party == mention.party), None)
        if person is not None and _is_of_state(person, passage, mention):
            person = None
        if person is not None and self._is_namesake(person, mention):
            person = next((p for p in self._bearers(mention.name) if mention.rank in p.ranks), None)
        if person is None:
            person = self._enter(Person(mention.name, mention.party))
        if _fullness(mention.name) > _fullness(person.name):
            self._rename(person, mention.name)
        person.party = person.party or mention.party
        person.offices.append((passage, mention))
        person.spans.append((passage, mention.start, mention.end))
        return person

    def _is_namesake(self, person: Person, mention: OfficeMention) -> bool:
        """Whether another leader of that family name holds the office: "Foreign Minister Wong"."""
        if self._leaders is None or self._year is None or mention.name is None:
            return False
        if mention.rank not in _SOLE or mention.rank in person.ranks or mention.former:
            return False
        if len(_name_words(mention.name)) > 1 or not person.ranks & _SOLE:
            return False
        rows = self._leaders.find(mention.name, rank=mention.rank, year=self._year)
        held = [row for row in rows if row.rank == mention.rank and row.held_in(self._year)]
        return bool(held) and not any(same_name(row.name, person.name) for row in held)

    def rank_offices(self, offices: Offices) -> None:
        """Rank each office anew as its bearer's party has it: a chancellor may lead, or not."""
        for person in self.all:
            person.offices = [
                (passage, replace(o, rank=offices.rank(o.office, o.party or person.party)))
                for passage, o in person.offices
            ]

    def add_name(self, passage: int, mention: NameMention, *, known: bool = False) -> Person:
        """Add a name without an office; `known` if reference data tell who bears it."""
        person = self.named(mention.name)
        if person is None:
            person = self._enter(Person(mention.name, None))
        person.known = person.known or known
        person.styled = person.styled or mention.styled
        if known and _fullness(mention.name) > _fullness(person.name):
            self._rename(person, mention.name)
        person.spans.append((passage, mention.start, mention.end))
        return person

    def add_vouched(self, passage: int, mention: NameMention, party: str) -> None:
        """Add a name that the table of leaders vouches for as that of somebody of the party."""
        bearers = [p for p in self._bearers(mention.name) if p.party in {None, party}]
        others = (p for p in self._bearers(mention.name) if p.offices or p.known)
        if len(_name_words(mention.name)) == 1 and any(p not in bearers for p in others):
            return  # the page's own "Wong" is somebody else
        person = bearers[0] if bearers else self._enter(Person(mention.name, party))
        person.known = True
        person.party = person.party or (party if not person.offices else None)
        if _fullness(mention.name) > _fullness(person.name):
            self._rename(person, mention.name)
        person.spans.append((passage, mention.start, mention.end))

    def is_known(self, name: str) -> bool:
        """Whether somebody of the name has an office or stands in the table of leaders."""
        person = self.named(name)
        return person is not None and bool(person.offices or person.known)

    def named(self, name: str) -> Person | None:
        """Return the latest person who may bear the name."""
        return next(iter(self._bearers(name)), None)

    def _bearers(self, name: str) -> list[Person]:
        """Return the persons who may bear the name, the latest first."""
        words = frozenset(_name_words(name))
        # Who bears all of the words, or a name made of some of them.
        rarest = min(words, key=lambda word: len(self._by_word.get(word, {})), default="")
        some = dict(self._by_word.get(rarest, {}))
        for size in range(1, min(len(words), _LONGEST_NAME)):
            for part in combinations(words, size):
                some |= self._by_name.get(frozenset(part), {})
        return [some[at] for at in sorted(some, reverse=True) if same_name(some[at].name, name)]

    def _enter(self, person: Person) -> Person:
        self.all.append(person)
        self._index(person, len(self.all) - 1)
        return person

    def _rename(self, person: Person, name: str) -> None:
        person.name = name
        self._index(person, self.all.index(person))

    def _index(self, person: Person, at: int) -> None:
        words = _name_words(person.name)
        self._by_name.setdefault(frozenset(words), {})[at] = person
        for word in words:
            self._by_word.setdefault(word, {})[at] = person

    def keep(self, persons: Iterable[Person]) -> None:
        """Leave nobody but `persons`."""
        kept = list(persons)
        self.all, self._by_word, self._by_name = [], {}, {}
        for person in kept:
            self._enter(person)

    def find_bare(self, passages: Sequence[Passage]) -> Iterator[tuple[int, int, int, Person]]:
        """Yield passage and extent of each mention by first or last name alone, and who it is.

        Where the person is known to be named already there is none.
        """
        keys: dict[str, Person] = {}
        known: list[list[tuple[int, int]]] = [[] for _ in passages]
        for person in self.all:
            words = _name_words(person.name)
            for word in {words[0], words[-1]} if words else ():
                if len(word) > 1:
                    keys[word] = person
            for index, start, end in person.spans:
                known[index].append((start, end))
        if not keys:
            return
        for index, passage in enumerate(passages):
            for start, end, person in _find_bare(passage, keys, Spans(known[index])):
                yield index, start, end, person


def _find_bare(
    passage: Passage, keys: Mapping[str, Person], taken: Spans
) -> list[tuple[int, int, Person]]:
    found: list[tuple[int, int, Person]] = []
    text = passage.text
    for match in _BARE_NAME.finditer(text):
        person_or_none = keys.get(plain_letters(match.group()))
        if person_or_none is None or not match.group()[0].isupper():
            continue
        start, end = match.span()
        if taken.touch(start, end):
            continue
        token = passage.doc[passage.token_at(start)]
        opens = token.is_sent_start or token.nbor(-1).is_punct
        if opens and token.tag_ in {"PRP", "PRP$"}:
            continue  # "He" at the head of a sentence is not Mr He
        if found and start <= found[-1][1] + 1 and found[-1][2] is person_or_none:
            found[-1] = (found[-1][0], end, person_or_none)
            continue
        after = _NEXT_WORD.match(text, end)
        if after and plain_letters(after.group(1)) not in keys and _continues_name(after.group(1)):
            continue
        found.append((start, end, person_or_none))
    return found


_BARE_NAME = re.compile(r"[^\W\d_][\w\-]*(?:'[A-Z]\w+)?")
_NEXT_WORD = re.compile(r" ([^\W\d_][\w\-]*)")

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
        self._groups: list[tuple[tuple[int, int], Referent]] = []
        self._roles: list[tuple[tuple[int, int], Referent]] = []

    def add(
        self,
        passage: int,
        token: int,
        referent: Referent,
        *,
        plural: bool = False,
        role: bool = False,
    ) -> None:
        """Note that from the token on, the referent is what "he", "she" or "it" may mean.

        `plural` tells that the noun is one, so that "they" may mean it though it is one party;
        `role` that it is an office whose bearer nobody names, so that "he" may mean its party.
        """
        where = (passage, token)
        if role and referent.kind == "party":
            insort(self._roles, (where, referent), key=_where)
        if len(referent.persons) == 1:
            insort(self._persons, (where, referent.persons[0]), key=_where)
        if len(referent.persons) > 1 or (plural and referent):
            insort(self._groups, (where, referent), key=_where)
        # "It" is a state or an organisation only right after one was the subject.
        named = referent.kind == "party" and len(referent.parties) == 1
        insort(self._parties, (where, referent.parties[0] if named else None), key=_where)

    def person(self, passage: int, token: int, party: str | None = None) -> Person | None:
        """Return the person in focus before the token, of the party if one is given."""
        index = bisect_left(self._persons, (passage, token), key=_where)
        latest = (person for _, person in reversed(self._persons[:index]))
        return next((p for p in latest if party is None or p.party == party), None)

    def role(self, passage: int, token: int) -> Referent | None:
        """Return the party whose unnamed officer is nearer before the token than any person."""
        index = bisect_left(self._roles, (passage, token), key=_where)
        if not index:
            return None
        told, referent = self._roles[index - 1]
        nearer = bisect_left(self._persons, (passage, token), key=_where)
        return None if nearer and self._persons[nearer - 1][0] > told else referent

    def group(self, passage: int, token: int) -> Referent | None:
        """Return those who were last told of together before the token.

        One side of many people is meant within its paragraph only, two persons further on.
        """
        index = bisect_left(self._groups, (passage, token), key=_where)
        if not index:
            return None
        (told, _), referent = self._groups[index - 1]
        return referent if told == passage or len(referent.persons) > 1 else None

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
        signatories: tuple[Person, ...],
        author: Person | None,
        issue: Issue | None,
        is_joint: bool,
        assembly: str | None,
        home: str | None,
        writer: str | None,
        reference: Reference,
    ) -> None:
        self.passages = passages
        self.mentions = mentions
        self.party_at = party_at
        self.person_at = person_at
        self.office_at = office_at
        self.people = people
        self.principals = principals
        self.signatories = signatories
        self.author = author
        self.issue = issue
        self.is_joint = is_joint or bool(signatories)
        self.assembly = assembly
        self.home = home
        self.writer = writer
        self.reference = reference
        self.focus = Focus()
        self._named_last = Focus()
        self._parties_at: list[dict[int, list[str]]] = [{} for _ in mentions]
        for at, found in zip(self._parties_at, mentions, strict=True):
            for mention in found:
                for token in range(mention.first, mention.last + 1):
                    at.setdefault(token, []).append(mention.party)
        self._office_bearers: dict[tuple[str, str | None], list[Person]] = {}
        self.first_mention = _first_mentions(party_at, person_at)
        words = read_lexicon("en", "people")
        self._shared = frozenset(words["shared"])
        self._stand_ins = frozenset(words["stand_ins"])
        self._pairs = frozenset(words["pairs"])
        self._leader_words = frozenset({"leader", "chief", "head"})
        self._several = frozenset(words["several_nouns"])
        self._all_sides = frozenset(words["all_sides"])
        self._nobody = frozenset(words["nobody"])
        self._persons = frozenset(words["person_nouns"])
        self._leaders = frozenset(words["leader_nouns"])
        self._members_nouns = frozenset(words["member_nouns"])
        self._institutions = frozenset(words["institutions"])
        self._bodies = frozenset(words["bodies"])
        self._groupings = frozenset(words["groupings"])
        self._gatherings = frozenset(words["gatherings"])
        self._collectives = frozenset(words["collectives"])
        holders = read_lexicon("en", "holders")
        self._secretariats = frozenset(holders["organizations"]["with_secretariat"])
        self._unowned = frozenset({"the", "foreign", "external", *words["portfolios"]})

    def resolve(self, passage: int, token: Token, speaker: Referent | None = None) -> Referent:
        """Return whom the noun phrase headed by `token` means, its conjuncts included.

        `speaker` is who says the words around it: "we", "our" and "I" are theirs.
        """
        found = [self._resolve_head(passage, token, speaker)]
        found += [self._resolve_head(passage, c, speaker) for c in self._joined(passage, token)]
        found = [referent for referent in found if referent.kind != "unknown"]
        if not found:
            return NOBODY
        if len(found) == 1:
            return found[0]
        parties = tuple(dict.fromkeys(p for r in found for p in r.parties))
        persons = tuple(dict.fromkeys(p for r in found for p in r.persons))
        others = {p for r in found if not r.persons for p in r.parties}
        if persons and others <= {person.party for person in persons}:
            # "The Secretary and his team": who stands with a person speaks through him.
            return Referent("person", parties, persons)
        return Referent("group" if len(parties) > 1 else "party", parties)

    def is_person_noun(self, noun: Token) -> bool:
        """Whether the noun means somebody in office: "leader", "the two ministers"."""
        return singular(noun) in self._persons

    def is_gathering(self, noun: Token) -> bool:
        """Whether the noun is what those who met may call themselves: "the Forum"."""
        return singular(noun) in self._gatherings

    def _joined(self, passage: int, token: Token) -> Iterator[Token]:
        """Yield the heads that stand beside the token's in one list.

        Of "the United States, Mexico, and Canada" the parser takes the second for an apposition.
        """
        own = self.party_at[passage].get(token.i)
        heads = [token]
        if own is not None:
            heads += [
                c
                for c in token.children
                if c.dep_ == "appos"
                and (beside := self.party_at[passage].get(c.i)) is not None
                and beside.kind == own.kind == "name"
                and beside.party != own.party
            ]
        yield from heads[1:]
        for head in heads:
            yield from _conjuncts(head)

    def is_role(self, passage: int, noun: Token) -> bool:
        """Whether the noun is an office of one bearer: "the Prime Minister"."""
        office = self.office_at[passage].get(noun.i)
        return office is not None and not office.plural and office.rank is not None

    def is_many(self, passage: int, noun: Token) -> bool:
        """Whether "they" may mean the noun: a plural, a body, or joined names that are known."""
        if noun.tag_ in {"NNS", "NNPS"} or noun.lemma_.lower() in self._collectives:
            return True
        joined = list(self._joined(passage, noun))
        return bool(joined) and all(self._resolve_head(passage, other, None) for other in joined)

    def _resolve_head(self, passage: int, token: Token, speaker: Referent | None) -> Referent:
        person = self.person_at[passage].get(token.i)
        if person is not None:
            return as_person(person)
        lower = token.lower_
        if token.text == "HE" and (titled := self._titled(passage, token)) is not None:
            return self._resolve_head(passage, titled, speaker)
        # "US" in capitals is a state's name, whatever the tagger takes it for.
        if token.text != "US" and (
            token.pos_ == "PRON" or lower in {"we", "they", "i", "he", "she", "it", "us", "both"}
        ):
            return self._pronoun(passage, token, speaker)
        lemma = token.lemma_.lower()
        # "The two last met": a parser may take the adverb for the subject.
        adverb = token.dep_ == "nummod" and token.head.tag_ in {"JJ", "RB"}
        subject = token.head if adverb else token
        definite = _is_definite(token) or _is_definite(subject)
        if lower in self._pairs and definite and subject.dep_ in SUBJECTS:
            return self._those_who_met or self.both_sides()
        headed = self._head_of_state(token)
        if headed is not None:
            return headed
        if lemma in self._gatherings and [c.lower_ for c in token.children] == ["the"]:
            # "The Forum welcomed": those who met in it, or the organisation whose it is.
            return self._assembled(passage, token)
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
        sits = lemma in self._gatherings and token.dep_ in SUBJECTS
        return self.body(passage, token) if sits or lemma in self._bodies else NOBODY

    def _titled(self, passage: int, excellency: Token) -> Token | None:
        """Return whom "HE", His Excellency, stands before: "HE the Minister of Trade"."""
        known = self.person_at[passage].keys() | self.office_at[passage].keys()
        return next((t for t in excellency.doc[excellency.i + 1 : excellency.i + 6]
                     if t.i in known and t.sent == excellency.sent), None)  # fmt: skip

    def body(self, passage: int, token: Token) -> Referent:
        """Resolve "the GCC Ministerial Council", then "the Council", to the organisation."""
        named = _owned_words(token)
        owners = [p for t in named for p in self._parties_of(passage, t.i)]
        organisations = [party for party in owners if not party.isupper()]
        if organisations:
            return Referent("party", (organisations[0],))
        alone = token.is_sent_start and token.text[0].isupper() and not owners
        if not alone and not (_is_definite(token) and not named):
            return NOBODY
        own = self.home if self.home is not None and not self.home.isupper() else None
        told = self._organ_before(passage, token) or self.assembly or own
        return Referent("party", (told,)) if told else NOBODY

    def _only_organisation(self) -> Referent:
        """Return the one organisation that the article names."""
        named = {party for _, party in self._organs.get("", [])}
        return Referent("party", (named.pop(),)) if len(named) == 1 else NOBODY

    def _organ_before(self, passage: int, token: Token) -> str | None:
        """Return the organisation whose organ of this name was told of last before the token.

        "The bloc" is the organisation named last, whatever it is called.
        """
        noun = singular(token)
        told = self._organs.get("" if noun in self._groupings else noun, [])
        index = bisect_left(told, ((passage, token.i), ""))
        return told[index - 1][1] if index else None

    @cached_property
    def _organs(self) -> dict[str, list[tuple[tuple[int, int], str]]]:
        """Where which organisation is named, by the noun of its organ and under "" by itself."""
        organs: dict[str, list[tuple[tuple[int, int], str]]] = {}
        for passage, found in enumerate(self.mentions):
            doc = self.passages[passage].doc
            for mention in found:
                if mention.party.isupper():
                    continue
                place = ((passage, mention.first), mention.party)
                names = {"", singular(doc[mention.last])}
                names |= {singular(noun) for noun in _owners_of(doc[mention.last])}
                for name in names:
                    organs.setdefault(name, []).append(place)
        return organs

    def _head_of_state(self, token: Token) -> Referent | None:
        """Resolve "the head of state" to the page's own or only one; None for other words."""
        if token.lower_ != "head" or not _is_definite(token):
            return None
        of = (c for c in token.children if c.lower_ == "of")
        what = next((c.lower_ for prep in of for c in prep.children if c.dep_ == "pobj"), None)
        ranks: dict[str | None, Rank] = {
            "state": "head-of-state",
            "government": "head-of-government",
        }
        rank = ranks.get(what)
        if rank is None:
            return None
        bearers = [person for person in self.people.all if rank in person.ranks]
        own = [person for person in bearers if person.party == self.home]
        only = own or bearers
        return as_person(only[0]) if len(only) == 1 else NOBODY

    # -- pronouns ----------------------------------------------------------------------

    def _parties_of(self, passage: int, token: int) -> list[str]:
        """The parties that the token names: "U.S.-Bangladesh" may be one token of two."""
        return self._parties_at[passage].get(token, [])

    def _pronoun(self, passage: int, token: Token, speaker: Referent | None) -> Referent:
        word = token.lower_
        if word in {"he", "she", "him", "her", "his", "hers"}:
            role = self.focus.role(passage, token.i)
            if role is not None and role.parties != (self.home,):
                # Only its own officers, and an organisation's, a page doesn't name.
                role = None if not role.parties or role.parties[0].isupper() else role
            if role is None and self._is_of_stranger(passage, token):
                return NOBODY
            return role or as_person(self.focus.person(passage, token.i))
        if word in {"i", "me", "my", "mine", "myself"}:
            return speaker or as_person(self.author)
        if word in {"we", "us", "our", "ours", "ourselves"}:
            # Who says "you" beside "we" speaks for one side.
            if speaker is not None and any(t.lower_ in {"you", "your"} for t in token.sent):
                return Referent("party", speaker.parties)
            shared = any(t.lower_ in self._shared for t in token.head.children)
            return self.we(speaker, shared=word == "our" and shared)
        if word in {"they", "them", "their", "theirs", "both", "themselves"}:
            last = self.focus.group(passage, token.i)
            many = len(self.principals) > _TWO
            if last is not None and (last.persons or many or len(last.parties) != _TWO):
                return last
            return self._those_who_met or self.both_sides()
        if word in {"it", "its", "itself"}:
            party = self.focus.party(passage, token.i)
            return Referent("party", (party,)) if party else NOBODY
        return NOBODY

    def _is_of_stranger(self, passage: int, pronoun: Token) -> bool:
        """Whether it is that of its clause's subject, by whose name nobody is known here."""
        verb = next((t for t in pronoun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
        if verb is None or pronoun.tag_ != "PRP$":
            return False
        subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < pronoun.i), None)
        known = self.person_at[passage].keys() | self.party_at[passage].keys()
        named = subject is not None and subject.pos_ == "PROPN" and not self.is_person_noun(subject)
        return subject is not None and named and subject.i not in known

    def letterhead_side(self) -> Referent:
        """Return the page's own side, where its head names the writer's office and not his name."""
        heads = (p.index for p in self.passages[:_HEAD] if len(p.doc) <= _LETTERHEAD)
        offices = [office for index in heads for office in self.office_at[index].values()]
        unnamed = bool(offices) and all(o.name is None and o.party is None for o in offices)
        own = self.home if self.home in self.principals and unnamed and not self.is_joint else None
        return Referent("party", (own,)) if own else NOBODY

    def we(self, speaker: Referent | None, *, shared: bool = False) -> Referent:
        """Return whom "we" means: who issues the text, the page's own side, or all sides.

        In a joint text, and of what is `shared`, it means all sides of the encounter; in the
        mouth of a speaker his side, or both.
        """
        if speaker is not None and speaker.persons and not speaker.parties:
            return NOBODY
        issuer = self._issuer
        if issuer is not None and not shared and (speaker is None or issuer in speaker.parties):
            return Referent("party", (issuer,))
        alone = speaker is None and not shared and not self.is_joint
        if alone and self.home in self.principals:
            return Referent("party", (self.home,))
        if alone and self.writer is not None and all(p.isupper() for p in self.principals):
            return Referent("party", (self.writer,))
        if len(self.principals) > 1 and (
            speaker is None or not speaker.parties or set(speaker.parties) & set(self.principals)
        ):
            return Referent("group", self.principals, self.signatories if not speaker else ())
        if speaker is not None:
            return Referent("party", speaker.parties)
        if self.principals:
            return Referent("party", self.principals)
        return Referent("party", (self.home,)) if self.home else NOBODY

    @property
    def _issuer(self) -> str | None:
        """The party that alone issues the text, by its title."""
        if self.issue is None or self.is_joint:
            return None
        party = self.issue.party or self.home
        # Members told one by one speak for themselves: "We, the G7 ministers of A, B and C".
        listed = party is not None and not party.isupper() and len(self.principals) > 1
        return party if not listed else None

    def in_order(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return the parties in the order in which the article first names them.

        The page's own comes first where nothing names it: "The Prime Minister spoke to X".
        """
        unnamed = {p: -1 if p == self.home else len(parties) << 32 for p in parties}
        return tuple(sorted(parties, key=lambda p: self.first_mention.get(p, unnamed[p])))

    def home_first(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return the parties: the page's own, then as the article names them."""
        return tuple(sorted(self.in_order(parties), key=lambda p: p != self.home))

    def both_sides(self) -> Referent:
        """Return the sides of the article's encounter."""
        return Referent("group", self.principals) if len(self.principals) > 1 else NOBODY

    @cached_property
    def _those_who_met(self) -> Referent | None:
        """The persons of the encounter where the article names one for each side."""
        bearers = [
            [p for p in self.people.all if p.party == party and p.offices]
            for party in self.home_first(self.principals)
        ]
        if len(bearers) < 2 or any(len(persons) != 1 for persons in bearers):
            return None
        persons = tuple(person for (person,) in bearers)
        return Referent("person", tuple(p.party for p in persons if p.party), persons)

    # -- noun phrases ------------------------------------------------------------------

    def _stand_in(self, passage: int, token: Token, speaker: Referent | None) -> Referent | None:
        """Resolve "the ROK side", "the two countries", "our foreign ministers"."""
        own: list[str] = []
        plural = token.tag_ in {"NNS", "NNPS"}
        words = {child.lower_ for child in token.children}
        for child in token.lefts:
            for inner in subtree(child):
                own += [p for p in self._parties_of(passage, inner.i) if p not in own]
        for child in token.rights:
            links = _SERVING if token.lemma_.lower() in self._persons else _OWNING
            if child.dep_ == "prep" and child.lower_ in links:
                for inner in subtree(child):
                    mention = self.party_at[passage].get(inner.i)
                    if mention is not None and mention.party not in own:
                        own.append(mention.party)
        if own:
            bearer = self._bearer(passage, token, own, plural) or self._one_each(token, own)
            referent = bearer or Referent("party" if len(own) == 1 else "group", tuple(own))
            if token.lemma_.lower() in self._institutions:
                self._named_last.add(passage, token.i, referent)
            return referent
        poss = next((c for c in token.children if c.dep_ == "poss"), None)
        if poss is not None:
            owner = self._resolve_head(passage, poss, speaker)
            if owner:
                return Referent("group" if len(owner.parties) > 1 else "party", owner.parties)
        if words & self._nobody:
            return EVERYONE
        two = self._two_of_many(passage, token)
        if two is not None:
            return two
        if words & self._all_sides:
            return self._told_together(passage, token) or self._heads(token) or self.both_sides()
        if plural and self._is_elsewhere(passage, token):
            return NOBODY
        office = self.office_at[passage].get(token.i)
        if office is not None and office.rank != "official" and office.plural == plural:
            return self._role(office, passage, token)
        if plural and token.lower_ != "people":
            return self._heads(token) or self._assembled(passage, token) or self._members(token)
        if "other" in words or token.lower_ == "counterpart":
            return NOBODY
        if token.lemma_.lower() in self._institutions and self._is_unowned(token):
            # "The ministry" is the one named last, else the page's own.
            party = self._named_last.party(passage, token.i) or self.home
            return Referent("party", (party,)) if party else NOBODY
        return None

    def _is_unowned(self, body: Token) -> bool:
        """Whether nothing says whose the body is: "the foreign ministry", "Ministry of Trade"."""
        words = {child.lower_ for child in body.lefts}
        for prep in body.rights:
            if prep.dep_ == "prep" and prep.lower_ in {"of", "for"}:
                words |= {t.lower_ for t in subtree(prep)} - {"of", "for", "and", ","}
        return words <= self._unowned

    def _is_elsewhere(self, passage: int, noun: Token) -> bool:
        """Whether a plural means others than those who met: "officials", "leaders of Europe"."""
        bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in noun.lefts)
        for prep in noun.rights:
            if prep.dep_ == "prep" and prep.lower_ in {"of", "from"}:
                for what in (c for c in prep.children if c.dep_ == "pobj"):
                    if self._resolve_head(passage, what, None):
                        return False
                    named = what.pos_ == "PROPN" and what.i not in self.office_at[passage]
                    if named or any(c.lower_ in self._nobody for c in what.children):
                        return True
        meant = self._leaders | self._members_nouns | self._several
        if noun.is_sent_start and noun.dep_ in SUBJECTS:
            meant = meant | {"head"}  # "Heads acknowledged"
        return bare and singular(noun) not in meant

    def _assembled(self, passage: int, token: Token) -> Referent:
        """Resolve "the Ministers", "the Meeting" to the organisation that they were told to be of.

        Where an organisation is itself a side of the encounter, both sides are meant.
        """
        gathering = self.is_gathering(token)
        told = self._organ_before(passage, token)
        if gathering:
            told = told or self.assembly
        elif singular(token) not in self._leaders | {"head"} or self._those_who_met:
            told = None
        if told and (told not in self.principals or not _is_definite(token)):
            return Referent("party", (told,))
        return self.both_sides() or (self._only_organisation() if gathering else NOBODY)

    def _members(self, token: Token) -> Referent:
        """Resolve "Leaders", "Allies" on the page of a summit to the organisation that meets."""
        together = token.lemma_.lower().removesuffix("s") in self._leaders | self._members_nouns
        return Referent("party", (self.assembly,)) if together and self.assembly else NOBODY

    def _heads(self, token: Token) -> Referent | None:
        """Resolve "the leaders", "both ministers" to the persons who met, one for each side."""
        noun = singular(token)
        together = any(c.lower_ in self._all_sides for c in token.lefts)
        known = noun in self._leaders or (together and noun in self._persons)
        if not known or len(self.principals) < 2:
            return None
        ranks = _ranks_led(token) if noun == "head" else None
        if noun == "head" and ranks is None:
            return None
        heads = [self._head_of(party, noun, ranks) for party in self.home_first(self.principals)]
        persons = tuple(p for p in heads if p is not None)
        if len(persons) < len(heads):
            return None
        return Referent("person", tuple(p.party for p in persons if p.party), persons)

    def _two_of_many(self, passage: int, token: Token) -> Referent | None:
        """Resolve "the two sides" where more than two meet: the two told of just before.

        So does "the ministers of the two countries". They are told of by a person each.
        """
        nouns = [token, *(o for c in token.rights if c.lower_ == "of" for o in c.children)]
        counted = any(c.lower_ in {"both", "two"} for noun in nouns for c in noun.lefts)
        if not counted or len(self.principals) <= _TWO:
            return None
        last: dict[str, Person] = {}
        for number in range(passage, max(passage - _TOLD_BEFORE, 0) - 1, -1):
            for index in sorted(self.person_at[number], reverse=True):
                person = self.person_at[number][index]
                if person.party is None or (number, index) >= (passage, token.i):
                    continue
                last.setdefault(person.party, person)
                if len(last) == _TWO:
                    parties = self.home_first(tuple(last))
                    if singular(token) not in self._persons:
                        return Referent("group", parties)
                    return Referent("person", parties, tuple(last[party] for party in parties))
        return None

    def _told_together(self, passage: int, token: Token) -> Referent | None:
        """Resolve "both ministers" to two persons of one party that were last told of together."""
        if {"both", "two"}.isdisjoint(c.lower_ for c in token.lefts):
            return None
        if singular(token) not in self._persons or len(self.principals) > 1:
            return None
        last = self.focus.group(passage, token.i)
        return last if last is not None and len(last.persons) == _TWO else None

    def _head_of(self, party: str, noun: str, ranks: set[Rank] | None = None) -> Person | None:
        """Return the person of the party for whom the noun may stand: "leader" is the highest."""
        bearers = [p for p in self.people.all if p.party == party and p.offices]
        bearers = [p for p in bearers if ranks is None or p.ranks & ranks]
        if noun == "leader":
            leading = [p for p in bearers if p.ranks & _LEADING]
            bearers = leading or [p for p in bearers if not p.ranks <= _STAFF] or bearers
        return next(iter(bearers), None)

    def _bearer(self, passage: int, token: Token, own: list[str], plural: bool) -> Referent | None:
        """Resolve "the Chinese foreign minister", "the Chinese official" to the person meant."""
        if plural or len(own) != 1 or token.lemma_.lower() not in self._persons:
            return None
        office = self.office_at[passage].get(token.i)
        if office is not None and office.rank != "official":
            referent = self._role(office, passage, token)
            named = office.rank in _LEADING and office.core.lower() not in self._leader_words
            if referent.persons or named:
                return referent if referent.persons else None
        if not _is_definite(token) and not any(c.dep_ == "poss" for c in token.lefts):
            return None
        if any(t.lemma_.lower() in self._institutions for c in token.lefts for t in subtree(c)):
            return None  # "the foreign ministry official" is not its minister
        person = self.focus.person(passage, token.i, own[0]) or self._only_one(own[0])
        return Referent("person", (own[0],), (person,)) if person is not None else None

    def _one_each(self, noun: Token, own: list[str]) -> Referent | None:
        """Resolve "the French and German ministers" to one person in office of each party."""
        if len(own) < 2 or singular(noun) not in self._leaders or noun.tag_ == "NN":
            return None
        persons = [self._only_one(party) for party in own]
        if any(person is None for person in persons):
            return None
        return Referent("person", tuple(own), tuple(p for p in persons if p is not None))

    def _only_one(self, party: str) -> Person | None:
        """Return the one person in office whom the article names of the party."""
        bearers = [p for p in self.people.all if p.party == party and p.offices]
        return bearers[0] if len(bearers) == 1 else None

    def _bearers(self, title: str, party: str | None) -> list[Person]:
        """Return the persons of the party, or of any, for whose office the title may stand."""
        if (title, party) not in self._office_bearers:
            self._office_bearers[title, party] = [
                p
                for p in self.people.all
                if (party is None or p.party == party)
                and any(_may_stand_for(title, o.core) for _, o in p.offices)
            ]
        return self._office_bearers[title, party]

    def _ranks_of(self, person: Person) -> set[Rank | None]:
        """Return the ranks of all offices a person holds, also of those that one title joins."""
        parts = ((o, part) for _, o in person.offices for part in _JOINT.split(o.office))
        rank = self.reference.offices.rank
        return {*person.ranks, *(rank(part, o.party or person.party) for o, part in parts)}

    def _role(self, office: OfficeMention, passage: int, token: Token) -> Referent:
        """Resolve "the foreign minister", "the President" to the person who bears the office."""
        if office.plural and office.party is not None and not office.party.isupper():
            return Referent("party", (office.party,))  # "the foreign ministers of ASEAN"
        if office.plural and len(owners := self._owners(passage, token)) > 1:
            held = (p for p in self.people.all if p.party in owners and office.rank in p.ranks)
            known = tuple(held)
            whole = {person.party for person in known} == set(owners)
            return Referent("person" if whole else "group", owners, known if whole else ())
        if office.plural:
            bearers = tuple(
                p for p in self.people.all if p.party in self.principals and office.rank in p.ranks
            )
            if len(bearers) > 1:
                parties = tuple(dict.fromkeys(p.party for p in bearers if p.party))
                return Referent("person", parties, bearers)
            return self._heads(token) or self.both_sides()
        candidates = self._bearers(office.core, office.party)
        if not candidates and office.party is not None:
            candidates = self._bearers(office.office, office.party)  # "President of Poland"
        if not candidates and office.rank not in {None, "head-of-state", "head-of-government"}:
            candidates = [
                p
                for p in self.people.all
                if office.rank in self._ranks_of(p)
                and (office.party is None or p.party == office.party)
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
            return as_person(candidates[0])
        if office.rank == "organization-head" and "secretary" in office.core.lower():
            party = office.party or self._with_secretariat()
        else:
            party = office.party or (self.home if _is_definite(token) else None)
        return Referent("party", (party,)) if party else NOBODY

    def _with_secretariat(self) -> str | None:
        """Return whose "the Secretary-General" is: the only organisation's named, else the UN's."""
        named = {party for _, party in self._organs.get("", [])} & self._secretariats
        if len(named) == 1:
            return next(iter(named))
        return _UNITED_NATIONS if _UNITED_NATIONS in named or not named else None

    def _owners(self, passage: int, token: Token) -> tuple[str, ...]:
        """Return the parties of "the Presidents of A, B and C", in order."""
        of = (c for c in token.children if c.lower_ == "of")
        nouns = [n for prep in of for n in prep.children if n.dep_ == "pobj"]
        listed = [n for noun in nouns for n in (noun, *self._joined(passage, noun))]
        parties = [p for noun in listed for p in self._parties_of(passage, noun.i)]
        return tuple(dict.fromkeys(parties))


def as_person(person: Person | None) -> Referent:
    """Return the person as whom a noun phrase means; `NOBODY` for none."""
    if person is None:
        return NOBODY
    return Referent("person", (person.party,) if person.party else (), (person,))


def _is_definite(token: Token) -> bool:
    return any(child.lower_ == "the" for child in token.lefts)


def _owned_words(noun: Token) -> list[Token]:
    """Return what tells whose a body is: the words before it, and those behind its "of"."""
    words = [t for c in noun.lefts if c.dep_ not in _PLAIN_LEFTS for t in subtree(c)]
    links = (c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of")
    return words + [t for link in links for t in subtree(link) if t != link]


#: What stands before a noun and says nothing of whose it is.
_PLAIN_LEFTS = frozenset({"det", "punct", "cc", "advmod", "amod"})


def _owners_of(name: Token) -> Iterator[Token]:
    """Yield the nouns to whose phrase a name belongs: "the Council of Ministers of IGAD"."""
    token = name
    while token.head != token and token.dep_ in {"compound", "nmod", "pobj", "poss", "prep"}:
        if token.dep_ == "prep" and token.lower_ != "of":
            return
        token = token.head
        if token.pos_ in {"NOUN", "PROPN"}:
            yield token


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


#: What links a noun to its party, and somebody who serves it: "a spokesperson for", "at".
_OWNING = frozenset({"of", "from"})
_SERVING = _OWNING | {"for", "at", "with"}

_JOINT = re.compile(r" and |, | & ")

#: Ranks of those who speak or work for a leader.
_STAFF: set[Rank] = {"spokesperson", "official"}

_LEADING: set[Rank] = {"head-of-state", "head-of-government"}
#: Ranks of which a state has one bearer.
_SOLE: set[Rank] = {*_LEADING, "foreign-minister"}

#: Its officers are told of by their titles alone.
_UNITED_NATIONS = "un"

#: A letterhead stands in the first so many paragraphs and has so many words at most.
_HEAD, _LETTERHEAD = 4, 6

#: So many are meant by "both".
_TWO = 2

#: "The two sides" goes back over so many paragraphs.
_TOLD_BEFORE = 2


def _ranks_led(noun: Token) -> set[Rank] | None:
    """Return whose heads are meant: "the two Heads of State (and Government)"; None for others."""
    led = {t.lower_ for c in noun.rights if c.lower_ == "of" for t in subtree(c)}
    return _LEADING if led & {"state", "states", "government", "governments"} else None


def _may_stand_for(short: str, title: str) -> bool:
    """Whether the short title may be the full one's: "the Chancellor" that of the Exchequer."""
    a, b = (words.lower().replace("adviser", "advisor").split() for words in (title, short))
    if a == b or (set(b) <= set(a) if len(b) > 1 else a[0] == b[0] and a[1:2] in _OF):
        return True
    # "The minister" is any but one of another rank: "Foreign Minister", not "Prime Minister".
    return len(b) == 1 and a[-1] == b[0] and b[0] in _PLAIN and not _OTHER_RANK & set(a)


_OF = [["of"], ["for"]]
_PLAIN = {"minister", "secretary", "envoy", "commissioner", "representative", "advisor"}
_OTHER_RANK = {"prime", "vice", "deputy", "under", "assistant"}


def is_place(token: Token) -> bool:
    """Whether a capital's name is here the city: in, at or to it, or part of a longer name."""
    if token.dep_ == "pobj" and token.head.lower_ in {
        "in", "at", "to", "from", "near", "around", "outside", "through", "via", "into",
    }:  # fmt: skip
        return True
    return token.dep_ in {"compound", "npadvmod", "appos"} and token.head.pos_ == "PROPN"


def _conjuncts(token: Token) -> Iterator[Token]:
    waiting = [token]
    while waiting:
        last = waiting.pop()
        if last is not token:
            yield last
        # "President A and his counterpart B": the second may hang on the first one's name.
        names = [c for c in last.children if c.dep_ == "appos" and c.left_edge.i == last.i + 1]
        for noun in (last, *names):
            waiting += [c for c in reversed(list(noun.children)) if c.dep_ == "conj"]
