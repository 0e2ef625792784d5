"""Verbs that tell an engagement with other words: "sat down with", "put pen to paper"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from communique.extraction.engagement_casts import NOBODY, Cast
from communique.extraction.engagement_mentions import (
    MentionReader,
    Occurrence,
    clause_stop,
    object_of,
    points,
)
from communique.language.syntax import singular, subject_of
from communique.records import EngagementForm, EngagementStatus
from communique.reference.tables import read_lexicon

#: What each table of phrases tells; "gathering" and the rest are meetings.
_FORMS: dict[str, EngagementForm] = {"call": "call", "signing": "signing"}
#: So many words has "on Monday in Nairobi".
_ADJUNCT = 5
#: What a parser makes of the particle in "brought A and B together".
_PARTICLES = {"prt", "advmod", "acomp", "oprd"}


@dataclass(frozen=True)
class ContactPhrases:
    """The phrases by the lemma of their verb: what each tells, and its other words."""

    of_verb: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    between: frozenset[str]
    sides: frozenset[str]

    def at(self, verb: Token) -> tuple[str, int] | None:
        """Return what the phrase that the verb begins tells, and its last token."""
        for told, words in self.of_verb.get(verb.lemma_.lower(), ()):
            last = self._match(verb, words)
            if last is not None:
                return told, last
        return None

    def _match(self, verb: Token, words: tuple[str, ...]) -> int | None:
        """Return the last token of the phrase; a particle may follow the object."""
        index, stop = verb.i, verb.sent.end
        for word in words:
            index += 1
            # A day may stand before "to": "put their names on Monday to a text".
            longest = index + _ADJUNCT if word == "to" else index
            while (
                index < stop
                and verb.doc[index].lower_ != word
                and (verb.doc[index].lower_ in self.between or index < longest)
            ):
                index += 1
            if index >= stop or word not in {verb.doc[index].lower_, singular(verb.doc[index])}:
                index = -1
                break
        if index >= 0:
            return index
        taken = any(c.dep_ in {"dobj", "nsubjpass"} for c in verb.children)
        behind = verb.doc[verb.i + 1 : clause_stop(verb, verb.i)] if taken else ()
        late = (t.i for t in behind if (t.lower_,) == words and t.dep_ in _PARTICLES)
        return next(late, None)


@lru_cache(maxsize=2)
def contact_phrases(language: str = "en") -> ContactPhrases:
    """Return the phrases of the language: `reference/lexicons/*/contacts.toml`."""
    table = read_lexicon(language, "contacts")
    of_verb: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for told, phrases in table["phrases"].items():
        for phrase in phrases:
            lemma, *words = phrase.split()
            of_verb.setdefault(lemma, []).append((told, tuple(words)))
    # The longest first: "be on the line with" before a shorter phrase of the same verb.
    ordered = {k: tuple(sorted(v, key=lambda p: -len(p[1]))) for k, v in of_verb.items()}
    return ContactPhrases(
        ordered, frozenset(table["between"]["words"]), frozenset(table["between"]["sides"])
    )


@dataclass(eq=False)
class PhraseReader(MentionReader):
    """Reads the engagements that verbs tell together with other words."""

    def read(self, passage: int, verb: Token) -> Iterator[Occurrence]:
        """Yield the engagement that the phrase tells; most verbs begin none."""
        found = contact_phrases().at(verb)
        status = self.clauses.status_of(verb) if found is not None else None
        if found is None or status is None:
            return
        told, last = found
        match told:
            case "gathering":
                yield from self._bringing(passage, verb, last, status)
            case "drawing":
                yield from self._drawing(passage, verb, status)
            case "hosting" | "visiting":
                yield from self._hosting(passage, verb, last, status, told)
            case _:
                yield from self._meeting(passage, verb, last, status, told)

    def _meeting(
        self, passage: int, verb: Token, last: int, status: EngagementStatus, told: str
    ) -> Iterator[Occurrence]:
        """Read "A sat down with B", "A and B shook hands", "they put pen to paper"."""
        subject = subject_of(verb)
        own = self.acting(passage, verb)
        other, end = self._other_side(passage, verb, last)
        cast = own + other
        if not other:
            cast = self.listed_before(passage, verb, own)
        back = cast.plural and not cast.named and subject is not None and points(subject)
        if len(cast.parties) < 2 and not back:
            return
        official = subject is not None and self.is_official(passage, subject)
        if not (cast.persons or back or official):
            return  # "the two countries sat down": who did?
        form = _FORMS.get(told, "meeting")
        yield self.build(
            passage, verb, form, status, cast, max(last, end), f"phrase:{told}", 0.75,
            points_back=back,
        )  # fmt: skip

    def _other_side(self, passage: int, verb: Token, last: int) -> tuple[Cast, int]:
        """Return who follows the next "with" behind the phrase, and where they end."""
        for token in verb.doc[last + 1 : clause_stop(verb, last)]:
            if token.lower_ in contact_phrases().sides and token.dep_ != "aux":
                cast, end = self.casts.scan_to(passage, token.i + 1, verb.sent.end)
                target = next((c for c in token.children if c.dep_ == "pobj"), None)
                if not cast and target is not None and points(target):
                    cast = self.casts.of_head(passage, target)
                if cast:
                    return cast, end
        return NOBODY, last

    def _bringing(
        self, passage: int, verb: Token, last: int, status: EngagementStatus
    ) -> Iterator[Occurrence]:
        """Read "A brought B and C together", "B and C, brought together by A"."""
        objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
        by = self.agent(passage, verb)
        end = last
        if verb.tag_ == "VBN" and not objects and verb.dep_ == "acl" and by:
            guests, own = self.listed_before(passage, verb, NOBODY), by
        elif objects and objects[0].dep_ == "nsubjpass":
            guests, own = self.subject(passage, verb), by
        else:
            start = objects[0].left_edge.i if objects else last + 1
            own = self.acting(passage, verb)
            guests, end = self.casts.scan_to(passage, start, verb.sent.end)
        if not own.persons or len(guests.parties) < 2:
            return  # a forum that brings people together is no contact of two
        states = self.analysis.reference.parties.states
        if not guests.persons and not set(guests.parties) <= states.keys():
            return
        yield self.build(
            passage, verb, "meeting", status, own + guests, max(last, end), "phrase:bring", 0.7
        )

    def _drawing(self, passage: int, verb: Token, status: EngagementStatus) -> Iterator[Occurrence]:
        """Read "A took B aside", whose object stands before the last word."""
        target = object_of(verb)
        if target is None:
            return
        other = self.casts.of_head(passage, target)
        cast = self.acting(passage, verb) + other
        if other.persons and len(cast.parties) > 1:
            yield self.build(
                passage, verb, "meeting", status, cast, target.right_edge.i, "phrase:draw", 0.7
            )

    def _hosting(
        self, passage: int, verb: Token, last: int, status: EngagementStatus, told: str
    ) -> Iterator[Occurrence]:
        """Read "A played host to B", "A was the guest of B": one of them on his own soil."""
        own = self.acting(passage, verb)
        other, end = self.casts.scan_to(passage, last + 1, verb.sent.end)
        cast = own + other
        if len(cast.parties) < 2 or not own or not other.persons:
            return
        hosts = own if told == "hosting" else other
        yield self.build(
            passage, verb, "meeting", status, cast, max(last, end), f"phrase:{told}", 0.7,
            host=hosts.parties[0] if len(hosts.parties) == 1 else None,
        )  # fmt: skip
