"""One line for one fact: what several documents tell alike is merged, what differs stays apart."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from communique.linking.wordings import (
    alike,
    content_words,
    handles,
    name_words,
    normalise,
)
from communique.records import (
    DateRange,
    Figure,
    Occasion,
    Position,
    RecordBase,
    Request,
    Statement,
)
from communique.views.findings import Finding, SourceDocument

R_co = TypeVar("R_co", bound=RecordBase, covariant=True)
R = TypeVar("R", bound=RecordBase)


# Each of many alike is compared with all before it.
_words_of = lru_cache(maxsize=50_000)(content_words)


class _Telling(NamedTuple):
    """All of a record by which it may contradict another; None contradicts nothing."""

    words: frozenset[str] | None
    days: Hashable


@dataclass(frozen=True)
class Fact(Generic[R_co]):
    """A record that stands for the findings, at least one, which tell the same."""

    record: R_co
    findings: tuple[Finding[R_co], ...]


def list_documents(fact: Fact[R]) -> tuple[SourceDocument, ...]:
    """Return the documents that tell the fact, newest first."""
    newest_first = sorted(fact.findings, key=lambda f: f.day, reverse=True)
    return tuple({f.document.key: f.document for f in newest_first}.values())


def merge(
    findings: Iterable[Finding[R]], choose: Callable[[R], int] | None = None
) -> list[Fact[R]]:
    """Return the facts that `findings` tell, in the order of the first finding of each.

    A fact is represented by the finding that is worth most to `choose`, by default the
    first. Findings that contradict each other are never merged.
    """
    groups: list[list[Finding[R]]] = []
    # What tells the same in the same words needs no second comparison.
    tellings: list[set[_Telling]] = []
    alternatives: dict[Hashable, list[int]] = {}
    for finding in findings:
        keys = _keys(finding.record)
        numbers = sorted({number for key in keys for number in alternatives.get(key, ())})
        telling = _tell(finding.record)
        fitting = (n for n in numbers if all(_agree(telling, t) for t in tellings[n]))
        number = next(fitting, len(groups))
        if number == len(groups):
            groups.append([])
            tellings.append(set())
        groups[number].append(finding)
        tellings[number].add(telling)
        for key in keys:
            known = alternatives.setdefault(key, [])
            if number not in known:
                known.append(number)
    return [_represent(group, choose) for group in groups]


def _represent(group: list[Finding[R]], choose: Callable[[R], int] | None) -> Fact[R]:
    best = max(group, key=lambda f: choose(f.record)) if choose is not None else group[0]
    return Fact(best.record, tuple(group))


def _days(interval: DateRange | None) -> Hashable:
    return None if interval is None else (interval.start, interval.end)


def _keys(record: RecordBase) -> tuple[Hashable, ...]:
    """Return what two records that tell one fact have at least one of in common."""
    who_claims = record.claimed_by
    match record:
        case Request():
            asked = ("request", record.by, frozenset(record.to), record.force, who_claims)
            return tuple((*asked, word) for word in handles(_words_of(record.action)))
        case _:
            return (_key(record),)


def _key(record: RecordBase) -> Hashable:
    """Return what has to be equal for two records to tell one fact."""
    who_claims = record.claimed_by
    match record:
        case Position():
            words = normalise(record.wording)
            return ("position", record.holder, record.issue, record.stance, words, who_claims)
        case Figure():
            label = normalise(record.label)
            return ("figure", label, record.value, record.unit, record.sense, _days(record.period))
        case Occasion():
            return ("occasion", frozenset(record.parties), name_words(record.name))
        case Statement():
            content = normalise(" ".join(e.text for e in record.content))
            return ("statement", record.speaker.casefold(), content)
        case _:
            return (record.kind, record.id)


def _tell(record: RecordBase) -> _Telling:
    """Return what can tell a record from another with one of its keys."""
    match record:
        case Request():
            return _Telling(_words_of(record.action), _days(record.due))
        case Occasion():
            return _Telling(None, _days(record.date) if record.date.known else None)
        case _:
            return _Telling(None, None)


def _agree(a: _Telling, b: _Telling) -> bool:
    """Return whether two records with one key can be the same fact."""
    if a.days is not None and b.days is not None and a.days != b.days:
        return False
    return a.words is None or b.words is None or alike(a.words, b.words)
