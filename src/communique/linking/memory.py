"""All that linking makes of a set of records, each part when it is first asked for."""

import time
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from threading import RLock
from typing import Any, Generic, TypeVar, overload

from communique.archive.types import DocumentSummary, Stored
from communique.linking.encounter_people import PROTOCOL
from communique.linking.encounters import join_encounters
from communique.linking.formula_types import Formula
from communique.linking.formulas import watch_formulas
from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.mechanisms import join_mechanisms
from communique.linking.people import PersonIndex, resolve_people
from communique.linking.people_known import KnownTenure
from communique.linking.promises import follow_promises
from communique.linking.requests import answer_requests
from communique.linking.targets import watch_targets
from communique.linking.types import (
    AnsweredRequest,
    Cited,
    Encounter,
    Judgements,
    Known,
    Person,
    Promise,
    WatchedTarget,
)
from communique.records import Rank, Tenure

_Made = TypeVar("_Made")


class linked_once(Generic[_Made]):
    """A property that is made when it is first asked for, once, whoever asks meanwhile.

    Whoever asks another memory for the same doesn't wait, as with one lock for all of a class.
    """

    def __init__(self, make: Callable[[Any], _Made]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, memory: None, owner: type) -> "linked_once[_Made]": ...

    @overload
    def __get__(self, memory: "Memory", owner: type) -> _Made: ...

    def __get__(self, memory: "Memory | None", owner: type) -> "linked_once[_Made] | _Made":
        if memory is None:
            return self
        with memory.lock:
            if self._name not in memory.__dict__:
                before, begun = memory.seconds, time.monotonic()
                memory.__dict__[self._name] = self._make(memory)
                # What it was made of was made within that time.
                memory.seconds = before + time.monotonic() - begun
        made: _Made = memory.__dict__[self._name]
        return made


class Memory:
    """What some records come to when they are linked; the order they come in doesn't matter.

    `as_of` is the day on which states are measured; what was published later is left out by
    who hands the records in. `texts` gives a document's text by its id, `judgements` are what
    reviewers decided on mentions, `pack` are tenures known from elsewhere. `documents` are
    those without a record: their texts may tell what became of a promise. `seconds` is what
    linking took so far.
    """

    def __init__(
        self,
        stored: Iterable[Stored],
        *,
        as_of: date | None = None,
        texts: Callable[[str], str] | None = None,
        judgements: Judgements | None = None,
        pack: Iterable[KnownTenure] = (),
        documents: Iterable[DocumentSummary] = (),
    ) -> None:
        self.lock = RLock()
        self.seconds = 0.0
        self.stored = tuple(stored)
        self.as_of = as_of
        self._texts = texts
        self._judgements = judgements or Judgements()
        self._pack = tuple(pack)
        self._documents = tuple(documents)

    def link_like(self, other: "Memory") -> None:
        """Make what another memory has made by now."""
        for name in list(other.__dict__):
            if isinstance(getattr(type(self), name, None), linked_once):
                getattr(self, name)

    @linked_once
    def people(self) -> tuple[Person, ...]:
        """Persons with the offices in which they were seen."""
        return resolve_people(self.stored, self._judgements, self._pack)

    @linked_once
    def encounters(self) -> tuple[Encounter, ...]:
        """Contacts, each with all that report it, oldest first."""
        return join_encounters(
            self.stored,
            person=self._person,
            ranks=self._rank,
            texts=self._texts,
            judgements=self._judgements,
        )

    @linked_once
    def promises(self) -> tuple[Promise, ...]:
        """Commitments through time, oldest first."""
        return follow_promises(
            self.stored,
            as_of=self.as_of,
            judgements=self._judgements,
            texts=self._texts,
            documents=self._documents,
        )

    def promises_told_by(self, records: Container[str]) -> list[Promise]:
        """Return the promises that at least one of some commitment records tells."""
        return [
            promise
            for promise in self.promises
            if any(step.source.record in records for step in promise.steps)
        ]

    @linked_once
    def requests(self) -> tuple[AnsweredRequest, ...]:
        """What was asked for, and what became of it."""
        return answer_requests(self.stored, as_of=self.as_of)

    @linked_once
    def targets(self) -> tuple[WatchedTarget, ...]:
        """Numbers aimed at, beside later statistics."""
        return watch_targets(self.stored, as_of=self.as_of)

    @linked_once
    def mechanisms(self) -> tuple[LinkedMechanism, ...]:
        """Standing arrangements with their rounds and states."""
        return join_mechanisms(self.stored, as_of=self.as_of, judgements=self._judgements)

    def mention_of(self, kind: str, key: str) -> str | None:
        """Return the mention of a thing of a kind that gives this id; None if none does.

        Kinds and mentions are those of `linking.types.Judgement`. Of a thing that is listed
        under the id it is the first mention, else of one that had the id once a later one.
        """
        things: Iterable[Known] = ()
        match kind:
            case "person":
                things = self.people
            case "encounter":
                things = self.encounters
            case "commitment":
                things = self.promises
            case "mechanism":
                things = self.mechanisms
        given = (
            (thing.id != key, mention)
            for thing in things
            for one, mention in thing.known_as
            if one == key
        )
        return min(given, default=(False, None))[1]

    def formulas(self, holder: str, issue: str | None = None) -> tuple[Formula, ...]:
        """Return a party's wordings, on one issue or on all, compared through time."""
        return watch_formulas(self.stored, holder, issue)

    @linked_once
    def records(self) -> Mapping[str, Stored]:
        """The records by their ids."""
        return {one.id: one for one in self.stored}

    @linked_once
    def summaries(self) -> Mapping[str, DocumentSummary]:
        """The documents by their ids, those without a record too."""
        told = {one.document.id: one.document for one in self.stored}
        return {document.id: document for document in self._documents} | told

    def words(self, cited: Cited) -> tuple[str, ...]:
        """Return the words at each span of a place; none where no text is at hand."""
        if self._texts is None:
            return ()
        text = self._texts(cited.document)
        return tuple(text[start:end] for start, end in cited.spans)

    @linked_once
    def _index(self) -> PersonIndex:
        return PersonIndex(self.people)

    def _person(self, record: str, name: str) -> str | None:
        person = self._index.of(record, name)
        return person.id if person is not None else None

    @linked_once
    def _ranks(self) -> Mapping[tuple[str, str], Rank]:
        """The highest rank of each person in each document that gives one."""
        seen: dict[tuple[str, str], set[Rank]] = {}
        for one in self.stored:
            if isinstance(one.record, Tenure) and not one.record.former:
                person = self._person(one.id, one.record.person)
                if person is not None:
                    seen.setdefault((one.document.id, person), set()).add(one.record.rank)
        return {key: min(ranks, key=PROTOCOL.index) for key, ranks in seen.items()}

    def _rank(self, record: str, name: str) -> Rank | None:
        person = self._person(record, name)
        return self._ranks.get((self.records[record].document.id, person)) if person else None
