"""One line for one fact: what several documents tell alike is merged, what differs stays apart."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from communique.records import (
    Commitment,
    DateRange,
    Engagement,
    Figure,
    Mechanism,
    Occasion,
    Official,
    Position,
    RecordBase,
    Request,
    Statement,
    Tenure,
)
from communique.views.findings import Finding

R_co = TypeVar("R_co", bound=RecordBase, covariant=True)
R = TypeVar("R", bound=RecordBase)

_NOT_WORD = re.compile(r"[^\w%]+")
_ARTICLES = frozenset({"a", "an", "the"})
#: By records.md a readout's "talks" and another's "meeting" may be one contact.
_SAME_FORM = {"talks": "meeting"}


@dataclass(frozen=True)
class Fact(Generic[R_co]):
    """A record that stands for the findings, at least one, which tell the same."""

    record: R_co
    findings: tuple[Finding[R_co], ...]


def normalise(text: str) -> str:
    """Return the words of `text` by which two wordings count as the same.

    >>> normalise("Establish a “Committee” for trade.")
    'establish committee for trade'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = _NOT_WORD.sub(" ", plain).split()
    return " ".join(word for word in words if word not in _ARTICLES)


def merge(
    findings: Iterable[Finding[R]], choose: Callable[[R], int] | None = None
) -> list[Fact[R]]:
    """Return the facts that `findings` tell, in the order of the first finding of each.

    A fact is represented by the finding that is worth most to `choose`, by default the
    first. Findings that contradict each other are never merged.
    """
    groups: dict[Hashable, list[list[Finding[R]]]] = {}
    order: list[list[Finding[R]]] = []
    for finding in findings:
        alternatives = groups.setdefault(_key(finding.record), [])
        for group in alternatives:
            if all(_agree(finding, other) for other in group):
                group.append(finding)
                break
        else:
            group = [finding]
            alternatives.append(group)
            order.append(group)
    return [_represent(group, choose) for group in order]


def detail(record: Engagement) -> int:
    """Return how much an engagement's record says: people, place, mechanism."""
    place = record.place
    return (
        2 * len(record.people)
        + 2 * (record.date.known)
        + (record.mechanism is not None)
        + (0 if place is None else (place.city is not None) + (place.venue is not None))
    )


def same_form(left: str, right: str) -> bool:
    """Return whether two forms may name one contact: talks are a meeting."""
    return _SAME_FORM.get(left, left) == _SAME_FORM.get(right, right)


def _represent(group: list[Finding[R]], choose: Callable[[R], int] | None) -> Fact[R]:
    best = max(group, key=lambda f: choose(f.record)) if choose is not None else group[0]
    return Fact(best.record, tuple(group))


def _days(interval: DateRange | None) -> Hashable:
    return None if interval is None else (interval.start, interval.end)


def _key(record: RecordBase) -> Hashable:
    """Return what has to be equal for two records to tell one fact."""
    who_claims = record.claimed_by
    match record:
        case Engagement():
            form = _SAME_FORM.get(record.form, record.form)
            parties = frozenset(record.parties)
            return ("engagement", form, record.status, parties, _days(record.date))
        case Commitment():
            words = normalise(record.action)
            return ("commitment", frozenset(record.parties), record.force, words, who_claims)
        case Request():
            words = normalise(record.action)
            return ("request", record.by, frozenset(record.to), record.force, words, who_claims)
        case Position():
            words = normalise(record.wording)
            return ("position", record.holder, record.issue, record.stance, words, who_claims)
        case Mechanism():
            return ("mechanism", frozenset(record.parties), normalise(record.name))
        case Figure():
            label = normalise(record.label)
            return ("figure", label, record.value, record.unit, record.sense, _days(record.period))
        case Tenure():
            person, office = record.person.casefold(), normalise(record.office)
            return ("tenure", person, office, record.party, record.former)
        case Occasion():
            return ("occasion", normalise(record.name), _days(record.date))
        case Statement():
            content = normalise(" ".join(e.text for e in record.content))
            return ("statement", record.speaker.casefold(), content)
        case _:
            return (record.kind, record.id)


def _agree(left: Finding[RecordBase], right: Finding[RecordBase]) -> bool:
    """Return whether two records with one key can be the same fact."""
    a, b = left.record, right.record
    if isinstance(a, Engagement) and isinstance(b, Engagement):
        return _one_contact(a, b, same_document=left.document.id == right.document.id)
    if isinstance(a, Commitment | Request) and isinstance(b, Commitment | Request):
        return a.due is None or b.due is None or _days(a.due) == _days(b.due)
    return True


def _one_contact(a: Engagement, b: Engagement, *, same_document: bool) -> bool:
    if same_document:
        # Within a document one contact is one record already: two are two.
        return False
    city_a, city_b = (place.city if place else None for place in (a.place, b.place))
    if city_a and city_b and city_a.casefold() != city_b.casefold():
        return False
    if a.mechanism and b.mechanism and normalise(a.mechanism) != normalise(b.mechanism):
        return False
    if not a.date.known:
        # Without a date only the same words, as in a syndicated copy, make it one contact.
        return _words(a) == _words(b)
    return all(_one_team(a, b, party) for party in a.parties)


def _one_team(a: Engagement, b: Engagement, party: str) -> bool:
    """Return whether both accounts can have the same people for `party`.

    Two teams of the same parties may meet in one city on one day.
    """
    team_a, team_b = ([_name_words(p) for p in e.people if p.party == party] for e in (a, b))
    return not team_a or not team_b or any(x <= y or y <= x for x in team_a for y in team_b)


def _name_words(person: Official) -> frozenset[str]:
    """Return the words of a name: one document's "Miliband" is another's "David Miliband"."""
    return frozenset(normalise(person.name).split())


def _words(record: RecordBase) -> str:
    return normalise(" ".join(e.text for e in record.evidence))
