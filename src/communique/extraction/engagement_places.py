"""Where an engagement takes place: cities, venues and states after a preposition."""

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.language.analysis import Analysis
from communique.language.mentions import PartyMention
from communique.records import Place

_LONGEST_NAME = 7
#: A name that is also a word or a person's is a city's only if it's a large one.
LARGE = 200_000
_DISTRICT = re.compile(r"D\.?C\.?")


@dataclass(eq=False)
class PlaceReader:
    """Reads places in one article."""

    analysis: Analysis
    words: EngagementLexicon

    def place_of(self, passage: int, first: int, last: int, *, goal: bool = False) -> Place | None:
        """Return the place named after a preposition between the tokens; None if none is.

        `goal` reads what follows "to" too: "welcomed him to the White House".
        """
        doc = self.analysis.passages[passage].doc
        prepositions = self.words.places["goals" if goal else "prepositions"]
        found: Place | None = None
        for index in range(first, last + 1):
            token = doc[index]
            if index in self.analysis.resolver.person_at[passage]:
                continue  # "Director at the Executive Office" works there
            if self._is_here(passage, token):
                found = join_places(found, self.of_dateline())
            if (
                token.lower_ not in prepositions
                or index + 1 > last
                or not self._locates(token, first)
            ):
                continue
            place = self.read_place(passage, index + 1)
            if place is None:
                continue
            found = join_places(found, place)
        return found

    def _is_here(self, passage: int, token: Token) -> bool:
        """Whether the reporter says "here" of where the report is written."""
        adverb = token.lower_ == "here" and token.pos_ == "ADV"
        return adverb and self.analysis.speaker_of(passage, token.i) is None

    def of_dateline(self) -> Place | None:
        """Return the place of the article's dateline; None without one that the table knows."""
        name = self.analysis.article.metadata.dateline_place
        facts = name and self.analysis.reference.places.lookup(
            name.title() if name.isupper() else name
        )
        return Place(city=facts[0].name, country=facts[0].country) if facts else None

    def _locates(self, preposition: Token, own: int) -> bool:
        """Whether the preposition tells where it happens: not "developments in Ukraine".

        `own` is where the engagement's own words begin, which may come before nothing else.
        """
        head = preposition.head
        if head.pos_ != "NOUN":
            return True
        if head.i != own and self.is_ahead(head):
            return False
        lemma = head.lemma_.lower()
        return lemma in self.words.placeable or head.dep_ == "npadvmod"

    def is_ahead(self, noun: Token) -> bool:
        """Whether it is what an engagement comes before: "ahead of the ceremony", "prior to it"."""
        ahead = self.words.places["ahead"]
        before = noun.head
        if before.lower_ in {"of", "to"} and before.lower_ not in ahead:
            before = before.head
        return noun.dep_ == "pobj" and before.lower_ in ahead

    def read_place(self, passage: int, start: int) -> Place | None:
        """Return the place whose name begins at the token, with its country; None if none does."""
        doc = self.analysis.passages[passage].doc
        while start < len(doc) - 1 and doc[start].lower_ in {"the", "downtown", "central"}:
            start += 1
        party = self.analysis.resolver.party_at[passage].get(start)
        if (
            party is not None
            and doc[min(party.last + 1, len(doc) - 1)].lower_ in (self.words.places["seats"])
        ):
            return self._capital(passage, party)
        state = party is not None and party.party in self.analysis.reference.parties.states
        if party is not None and state and party.kind in {"name", "official", "abbreviation"}:
            follows = doc[party.last + 1] if party.last + 1 < len(doc) else None
            if follows is None or (follows.pos_ not in {"NOUN", "PROPN"} and follows.text != "'s"):
                return Place(country=party.party)
            return None
        for end in range(min(start + _LONGEST_NAME, len(doc)), start, -1):
            name = self.analysis.passages[passage].words(start, end - 1)
            if not _is_name(name):
                continue
            lookup = self.analysis.reference.places.lookup
            facts = lookup(name.title() if name.isupper() and len(name) > 3 else name)
            if facts and _stands_apart(doc, end):
                country = self._country_after(passage, end)
                fact = next((f for f in facts if f.country == country), facts[0])
                if country is None and fact.ambiguous and fact.population < LARGE:
                    continue
                name = _with_district(doc, end, name)
                if fact.kind == "venue":
                    return Place(venue=name, country=country or fact.country)
                return Place(city=name, country=country or fact.country)
        if party is not None and party.kind == "capital" and doc[party.first].text[0].isupper():
            words = self.analysis.passages[passage].words(party.first, party.last)
            return Place(city=words, country=party.party)  # by a spelling of its own: "Addis"
        return self._venue(passage, start) or self._town(passage, start)

    def _town(self, passage: int, start: int) -> Place | None:
        """Return a place that no table knows, by the state behind it: "Stresa, Italy"."""
        doc = self.analysis.passages[passage].doc
        end = start
        while end < min(start + _LONGEST_NAME // 2, len(doc) - 2) and doc[end].pos_ == "PROPN":
            end += 1
        party_at = self.analysis.resolver.party_at[passage]
        if end == start or doc[end].text != "," or any(i in party_at for i in range(start, end)):
            return None
        country = self._country_after(passage, end)
        name = self.analysis.passages[passage].words(start, end - 1)
        return Place(city=name, country=country) if country and _is_name(name) else None

    def _capital(self, passage: int, owner: PartyMention) -> Place | None:
        """Return the capital that is named as a state's: "the Kenyan capital", with its name."""
        doc = self.analysis.passages[passage].doc
        after = owner.last + 2
        while after < len(doc) - 1 and (doc[after].text == "," or doc[after].lower_ == "of"):
            after += 1
        named = self.read_place(passage, after) if after < len(doc) else None
        if named is not None and named.city is not None and named.country == owner.party:
            return named
        city = self._capitals.get(owner.party)
        return Place(city=city, country=owner.party) if city else None

    @cached_property
    def _capitals(self) -> dict[str, str]:
        names = self.analysis.reference.parties.names
        return {n.party: n.form for n in reversed(names) if n.kind == "capital"}

    def _country_after(self, passage: int, index: int) -> str | None:
        """Return the state named behind a city: "Davos, Switzerland"."""
        doc = self.analysis.passages[passage].doc
        for step in range(index, min(index + 4, len(doc))):
            party = self.analysis.resolver.party_at[passage].get(step)
            if party is not None and party.kind in {"name", "official", "abbreviation"}:
                states = self.analysis.reference.parties.states
                return party.party if party.party in states else None
            if doc[step].text not in {",", "in", "the", "("}:
                break
        return None

    def _venue(self, passage: int, start: int) -> Place | None:
        """Read a capitalised phrase that ends in a word for a building, or begins with one."""
        doc = self.analysis.passages[passage].doc
        end = start
        best: int | None = None
        front = doc[start].lower_ in self.words.places["fronts"] and doc[start].text[0].isupper()
        goes_on = front
        while end < len(doc) and end - start < _LONGEST_NAME:
            token = doc[end]
            if token.text[0].isupper() or token.text[0].isdigit():
                if token.lower_ in self.words.places["venues"] and token.text[0].isupper():
                    best = end
                    goes_on = front or doc[min(end + 1, len(doc) - 1)].lower_ in {"of", "for"}
                elif goes_on:
                    best = end  # "the Ministry of Foreign Affairs"
            elif token.lower_ not in self.words.places["joined"] or end == start:
                break
            end += 1
        if best is None or (best == start and doc[start].lower_ not in {"kremlin"}):
            return None
        name = self.analysis.passages[passage].words(start, best)
        mention = self.analysis.resolver.party_at[passage].get(start)
        country = mention.party if mention is not None and mention.party.isupper() else None
        venue = Place(venue=name, country=country)
        if best + 2 < len(doc) and doc[best + 1].text == ",":
            within = self.read_place(passage, best + 2)
            if within is not None and (within.city or within.country) and not within.venue:
                return join_places(venue, within)
        return venue


def _is_name(name: str) -> bool:
    return name[0].isupper() and (name[-1].isalnum() or name[-1] in ".'")


def _stands_apart(doc: Doc, end: int) -> bool:
    """Whether the name ends here, and isn't the beginning of a longer one ("Paris Agreement")."""
    if end >= len(doc):
        return True
    following = doc[end]
    if following.text == "-":
        return False
    shouted = following.text.isupper() and doc[end - 1].text.isupper()
    return shouted or not (following.text[0].isupper() and following.pos_ in {"PROPN", "NOUN"})


def _with_district(doc: Doc, end: int, name: str) -> str:
    """Return the name with ", D.C." if that follows."""
    if end + 1 < len(doc) and doc[end].text == "," and _DISTRICT.fullmatch(doc[end + 1].text):
        return f"{name}, {doc[end + 1].text}"
    return name


def join_places(left: Place | None, right: Place | None) -> Place | None:
    """Return both places as one: a venue and its city, a city and its country."""
    if left is None or right is None:
        return left or right
    return Place(
        city=left.city or right.city,
        venue=left.venue or right.venue,
        # A venue's name may be that of several countries, a city's hardly.
        country=(right.country if right.city and not left.city else None)
        or left.country
        or right.country,
    )
