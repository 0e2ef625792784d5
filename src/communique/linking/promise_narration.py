"""Deeds told in plain words that no record holds: "The bridge was inaugurated on Sunday".

Only promises that are still open are looked for, in later documents that name all the parties
they bind. A sentence that can be of one names its things; which sentences do is found by an
index of these things, in one pass over each document.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from communique.archive.types import DocumentSummary
from communique.language.mentions import party_finder
from communique.linking.citing import cite_words
from communique.linking.promise_definite import telling_things
from communique.linking.promise_index import ThingIndex
from communique.linking.promise_joining import Thread
from communique.linking.promise_matching import SURE, can_be_told, tells_all
from communique.linking.promise_outcomes import Outcome
from communique.linking.promise_tellings import Telling, read_tellings
from communique.linking.promise_words import say_alike, stem, times_of
from communique.linking.sentences import Sentence, cut_stretch
from communique.records import DateRange
from communique.reference.parties import load_parties

_PARAGRAPH = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W\d_][\w'’&-]*|\d[\w.,/-]*")
#: A document longer than this is read up to here.
_LONGEST = 200_000
#: So many words of one text are read for tellings; longer sentences are lists.
_LONGEST_SENTENCE = 1200
_TOLD = ("done", "failed", "dropped", "later", "denied")


def narrate(
    threads: Sequence[Thread],
    documents: Iterable[DocumentSummary],
    texts: Callable[[str], str],
    named: Mapping[str, frozenset[str]],
) -> tuple[list[Outcome], dict[int, date]]:
    """Return what sentences of documents tell of open promises, in the order of time.

    Beside it, by the promise's place, the last day on which words spoke of its things at all.
    `texts` gives a document's text by its id; `named` the parties that a document's records
    name, beside those found in its words.
    """
    index = _Index(threads)
    found: list[Outcome] = []
    spoken: dict[int, date] = {}
    for document in documents:
        published = document.published.end if document.published is not None else None
        if published is None or not index.is_later(published):
            continue
        text = texts(document.id)[:_LONGEST]
        finder = party_finder(load_parties())
        about = frozenset(p for p, _, _ in finder.find_in(text, doubtful=True))
        about |= named.get(document.id, frozenset())
        if not index.binds(about):
            continue
        for sentence in _sentences(text):
            things = index.things_of(sentence.text)
            touched = index.touched(sentence.text, things, about, published)
            if touched:
                found.extend(_read(document, sentence, published, about))
            for number in index.spoken_of(touched, things):
                spoken[number] = max(published, spoken.get(number, published))
    return sorted(found, key=lambda outcome: outcome.order), spoken


class _Index:
    """The open promises by the things of which a sentence must name some."""

    def __init__(self, threads: Sequence[Thread]) -> None:
        self._bound = [frozenset(t.first.commitment.parties) for t in threads]
        self._made = [t.made or date.max for t in threads]
        self._first = min(self._made, default=date.max)
        self._things = ThingIndex(
            (number, deed)
            for number, thread in enumerate(threads)
            for deed in {d.things: d for d in thread.deeds if d.things}.values()
            if can_be_told(deed, self._bound[number])
        )
        # Of several things: talk of "an airline" need not be of the one that was promised.
        self._heads = {
            number: {
                deed.head for deed in thread.deeds if len(telling_things(deed) - deed.places) > 1
            }
            for number, thread in enumerate(threads)
        }
        self._bare = [
            (number, deed)
            for number, thread in enumerate(threads)
            for deed in thread.deeds
            if deed.parties and not deed.things and can_be_told(deed, self._bound[number])
        ]
        self._told: dict[frozenset[str], dict[frozenset[str], list[tuple[date, int]]]] = {}
        self._parties = frozenset(
            bound
            for bound, thread in zip(self._bound, threads, strict=True)
            if any(can_be_told(deed, bound) for deed in thread.deeds)
        )

    def is_later(self, published: date) -> bool:
        """Whether any of the promises had been made before the day."""
        return self._first < published

    def binds(self, about: frozenset[str]) -> bool:
        """Whether a document that names these parties can tell of a promise."""
        return any(bound <= about for bound in self._parties)

    def things_of(self, sentence: str) -> frozenset[str]:
        """Return what a sentence names of what promises are about."""
        words = _WORD.findall(say_alike(sentence))
        return self._things.known(s for word in words for s in _stems(word))

    def spoken_of(self, touched: set[int], things: frozenset[str]) -> Iterator[int]:
        """Yield the promises of which not only the field is named, but the very thing promised.

        "Research on rice" is no word of the centre for it.
        """
        return (number for number in touched if self._heads[number] & things)

    def touched(
        self, sentence: str, things: frozenset[str], about: frozenset[str], published: date
    ) -> set[int]:
        """Return the earlier promises of which a sentence names enough of what they're about.

        "Join the Bank" is about a party alone.
        """
        told = self._told.get(things)
        if told is None:
            told = self._told[things] = self._told_by(things)
        found = {
            number
            for bound, earlier in told.items()
            if bound <= about
            for made, number in earlier
            if made < published
        }
        bare = [
            (number, deed.parties)
            for number, deed in self._bare
            if deed.parties <= about and self._fits(number, about, published)
        ]
        if not bare:
            return found
        named = {party for party, _, _ in party_finder(load_parties()).find_in(sentence)}
        return found | {number for number, parties in bare if parties <= named}

    def _told_by(self, things: frozenset[str]) -> dict[frozenset[str], list[tuple[date, int]]]:
        """Return the promises whose things are named, by whom they bind, with their days."""
        found: dict[frozenset[str], list[tuple[date, int]]] = {}
        for number, deed in self._things.near(things):
            if tells_all(deed, things, SURE):
                found.setdefault(self._bound[number], []).append((self._made[number], number))
        return found

    def _fits(self, number: int, about: frozenset[str], published: date) -> bool:
        return self._made[number] < published and self._bound[number] <= about


@lru_cache(maxsize=1 << 16)
def _stems(word: str) -> tuple[str, ...]:
    return stem(word.lower().replace("’", "'"))


def _sentences(text: str) -> Iterator[Sentence]:
    position = 0
    for border in [*_PARAGRAPH.finditer(text), None]:
        end = border.start() if border is not None else len(text)
        yield from cut_stretch(text, position, end)
        position = border.end() if border is not None else end


def _read(
    document: DocumentSummary, sentence: Sentence, published: date, about: frozenset[str]
) -> Iterator[Outcome]:
    if len(sentence.text) > _LONGEST_SENTENCE:
        return
    told = [telling for telling in read_tellings(sentence.text) if telling.aspect in _TOLD]
    # Finding times takes longest, and most sentences tell nothing.
    times = times_of(sentence.text, document.published) if told else ()
    for telling in told:
        yield Outcome(
            document=document,
            record=None,
            source=cite_words(document, (sentence.start, sentence.end)),
            deed=telling.deed,
            aspect=telling.aspect,
            day=_day(telling, times, published),
            published=published,
            parties=about,
            why=telling.text,
            telling=telling,
        )


def _day(telling: Telling, times: Sequence[DateRange], published: date) -> date | None:
    """Return the past day or period that is named beside a deed done, None if none is."""
    if telling.aspect != "done":
        return published
    past = [t for t in times if t.start and t.end and t.end <= published]
    exact = [t.start for t in past if t.start and t.start == t.end]
    if exact:
        return max(exact)
    # A month or a year that is over, named beside the deed, is its time.
    return max((t.end for t in past if t.end), default=None)
