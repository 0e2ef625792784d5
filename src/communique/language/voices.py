"""Whose voice a noun is that names no speaker itself: a document, a service, a medium.

"The statement read", "according to a readout from the Kremlin": a document speaks for whoever
issued it. "Medvedev's office", "the ministry's press service" speak for whom they serve. A news
agency tells what others said and speaks for no party, though its name holds a state's.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.language.referents import NOBODY, Referent, Resolver, as_person
from communique.language.speech import SpeechLexicon
from communique.language.syntax import singular, subject_of, subtree

#: What links a document to who issued it, and a service to whom it serves.
_LINKS = frozenset({"by", "from", "of", "for"})

#: Publishers of these kinds report; the others speak for a party.
_REPORTING = frozenset({"agency", "newspaper", "broadcaster", "portal"})


class Voices:
    """Resolves the sources of speech of one article; `issuer` moves on as it is read."""

    def __init__(self, resolver: Resolver, lexicon: SpeechLexicon) -> None:
        self.resolver = resolver
        self.lexicon = lexicon
        self.issuer: Referent = NOBODY
        self._issued = 0  # the passage of the issuer

    def resolve(self, passage: int, noun: Token) -> Referent:
        """Return who speaks where the noun is said to speak; `NOBODY` for media."""
        if self.resolver.person_at[passage].get(noun.i) is None:
            if self.is_document(noun):
                return self._issuer_of(passage, noun)
            if self.is_medium(noun):
                return NOBODY
            if singular(noun) in self.lexicon.services and (owner := self._named(passage, noun)):
                return owner
            if singular(noun) in self.lexicon.sessions:
                return self.resolver.body(passage, noun)
            if noun.lower_ == "service":
                return self._issuer_of(passage, noun)
        referent = self.resolver.resolve(passage, noun)
        if not referent and noun.lower_ == "i":
            return self.resolver.letterhead_side()
        if not referent and noun.lower_ == "it" and passage - self._issued <= _REACH:
            return self.issuer
        return referent

    def note(self, passage: int, speaker: Referent, cue: Token) -> None:
        """Remember whose institution spoke, or who did so in a document: the next is theirs."""
        written = any(
            self.is_document(c) for prep in cue.children if prep.dep_ == "prep"
            for c in prep.children if c.dep_ == "pobj"
        )  # fmt: skip
        written = written or cue.lemma_.lower() in self.lexicon.posting
        said = subject_of(cue)
        if said is not None and self.is_document(said) and len(speaker.persons) == 1:
            self.issuer, self._issued = speaker, passage
        elif said is not None and self.resolver.is_gathering(said):
            self.issuer, self._issued = speaker, passage  # "It" goes on for all who met
        elif len(speaker.parties) == 1 and (written or not speaker.persons):
            self.issuer = Referent("party", speaker.parties)
            self._issued = passage

    def is_document(self, noun: Token) -> bool:
        """Whether the noun is a text that can be said to say something: "the communiqué"."""
        return noun.pos_ in {"NOUN", "PROPN"} and singular(noun) in self.lexicon.documents

    def is_medium(self, noun: Token) -> bool:
        """Whether the noun is one of the news media, or a name of one."""
        kind = singular(noun)
        before = {t.lower_ for t in noun.doc[max(noun.left_edge.i, noun.i - 3) : noun.i]}
        if kind in self.lexicon.media or (kind == "agency" and before & self.lexicon.press):
            return True
        named = subtree(noun)
        if noun.pos_ != "PROPN" or len(named) > _LONGEST_NAME:
            return False
        name = named.text.removeprefix("the ").removeprefix("The ")
        publisher = self.resolver.reference.publishers.by_name(name)
        return (
            publisher is not None
            and publisher.kind in _REPORTING
            and name in {publisher.name.removeprefix("The "), *publisher.aliases}
        )

    def _issuer_of(self, passage: int, noun: Token) -> Referent:
        named = self._named(passage, noun)
        if named is not None:
            return named
        words = {child.lower_ for child in noun.children}
        if "joint" in words:
            return self.resolver.both_sides()
        if not words & _DEFINITE:
            return NOBODY
        if self.issuer:
            return self.issuer
        # A page of one of the sides speaks of its own; a newspaper's country issues nothing.
        home = self.resolver.home
        return Referent("party", (home,)) if home in self.resolver.principals else NOBODY

    def _named(self, passage: int, noun: Token) -> Referent | None:
        """Return whom the words around the noun name as its owner; None where they name none."""
        for child in noun.lefts:
            for inner in (child, *reversed(list(subtree(child)))):
                mention = self.resolver.party_at[passage].get(inner.i)
                person = self.resolver.person_at[passage].get(inner.i)
                if mention is not None or person is not None or child.dep_ == "poss":
                    owner = self.resolver.resolve(passage, inner)
                    parties = owner.parties or ((mention.party,) if mention else ())
                    if parties:
                        return Referent("group" if len(parties) > 1 else "party", parties)
        for by in _links(noun):
            for noun_of in (c for c in by.children if c.dep_ == "pobj"):
                issuer = self._signer(passage, by, noun_of) or self.resolve(passage, noun_of)
                if issuer:
                    return issuer
                for inner in subtree(noun_of):
                    if (mention := self.resolver.party_at[passage].get(inner.i)) is not None:
                        return Referent("party", (mention.party,))
        return None

    def _signer(self, passage: int, link: Token, noun: Token) -> Referent | None:
        """Return the person who issued a text: "by the Chairperson of the Council, President A"."""
        if link.lower_ != "by":
            return None
        named = (t for t in subtree(noun) if t == noun or t.dep_ == "appos")
        persons = (self.resolver.person_at[passage].get(t.i) for t in named)
        person = next((p for p in persons if p is not None), None)
        return self.resolver.resolve(passage, noun) if person is None else as_person(person)


#: "It" is who spoke last at most so many paragraphs before.
_REACH = 2

#: What makes a document one that the text has told of.
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "his", "her"})

#: So many words at most has a medium's name.
_LONGEST_NAME = 6


def _links(noun: Token) -> Iterator[Token]:
    """Yield the prepositions that link the noun to its owner, also "issued by" and the like."""
    for child in noun.rights:
        if child.dep_ in {"prep", "agent"} and child.lower_ in _LINKS:
            yield child
        elif child.dep_ in {"acl", "relcl"}:
            yield from (c for c in child.children if c.dep_ in {"prep", "agent"}
                        and c.lower_ in {"by", "from"})  # fmt: skip
