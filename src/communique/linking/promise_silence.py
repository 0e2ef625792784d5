"""Promises that nobody speaks of any more, while those who made them go on with the field."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from communique.archive.projection import name_issues, parties_named
from communique.archive.types import Stored
from communique.linking.promise_definite import is_definite, telling_things
from communique.linking.promise_joining import Thread
from communique.linking.promise_words import stem
from communique.linking.types import Step, cite
from communique.records import Commitment, Engagement, Mechanism, Position, Request, Statement

#: So long after the due date, or after the last telling where there is none, silence speaks.
_AFTER_DUE = timedelta(days=365)
_AFTER_TELLING = timedelta(days=730)
#: In so many documents of different days the parties went on with the field without it.
_DOCUMENTS = 2
#: Too broad to be a field of its own.
_BROAD = frozenset({"bilateral-relations", "international-affairs", "multilateralism"})


#: The records of one day by what they are on: its first document's first record.
OnDay = dict[date, tuple[str, int, str, Stored]]


class Silence:
    """What parties told each other, by document, to find what they no longer told."""

    def __init__(self, records: Iterable[Stored]) -> None:
        self._by_party: dict[str, dict[str, list[Stored]]] = defaultdict(lambda: defaultdict(list))
        self._fields: dict[frozenset[str], dict[str, OnDay]] = {}
        kinds = (Commitment, Engagement, Mechanism, Position, Request, Statement)
        for one in records:
            if isinstance(one.record, kinds) and one.document.published is not None:
                for party in parties_named(one.record):
                    self._by_party[party][one.document.id].append(one)

    def since(
        self, thread: Thread, mentioned: date | None, due: date | None, today: date | None
    ) -> Step | None:
        """Return the step by which it was dropped in silence by `today`, None if it wasn't."""
        deed = thread.first.deed
        if (
            (deed.lasting and not deed.project)
            or deed.negated
            or mentioned is None
            or today is None
            or not (deed.once or deed.project)
            or not is_definite(deed, frozenset(thread.first.commitment.parties), due is not None)
        ):
            return None
        from_day = max(due, mentioned) if due is not None else mentioned
        if today - from_day < (_AFTER_DUE if due is not None else _AFTER_TELLING):
            return None
        partners = frozenset(thread.first.commitment.parties) | deed.parties
        if len(partners) < 2:
            return None
        fields = self._fields_of(partners)
        found: OnDay = {}
        for thing in sorted(telling_things(deed)):
            for day, entry in fields.get(thing, {}).items():
                if from_day < day <= today and (day not in found or entry[:3] < found[day][:3]):
                    found[day] = entry
        days = sorted(found)
        if len(days) < _DOCUMENTS:
            return None
        passed = f"its due date passed on {due.isoformat()}" if due else f"last told on {mentioned}"
        return Step(
            kind="dropped",
            day=days[_DOCUMENTS - 1],
            why=f"{passed}; {len(days)} later documents on this field don't mention it",
            source=cite(found[days[_DOCUMENTS - 1]][3]),
        )

    def _fields_of(self, partners: frozenset[str]) -> dict[str, OnDay]:
        """Return by topic ("#trade") and by stem what all of the partners told, day by day."""
        known = self._fields.get(partners)
        if known is not None:
            return known
        fields: dict[str, OnDay] = defaultdict(dict)
        one_party, *others = sorted(partners)
        for document_id in self._by_party.get(one_party, {}):
            if not all(document_id in self._by_party.get(party, {}) for party in others):
                continue
            told = {r.id: r for p in partners for r in self._by_party[p][document_id]}
            if not any(_meets(one, partners) for one in told.values()):
                continue
            for one in told.values():
                day = _published(one)
                entry = (document_id, one.record.evidence[0].start, one.id, one)
                for key in _keys(one):
                    on_day = fields[key]
                    if day not in on_day or entry[:3] < on_day[day][:3]:
                        on_day[day] = entry
        self._fields[partners] = fields
        return fields


def _meets(one: Stored, partners: frozenset[str]) -> bool:
    """Whether a record tells that the partners met, without others."""
    record = one.record
    return isinstance(record, Engagement) and frozenset(record.parties) == partners


def _published(one: Stored) -> date:
    published = one.document.published
    return published.end if published is not None and published.end is not None else date.min


def _keys(one: Stored) -> set[str]:
    """Return the fields of a record: its topics, and the stems of its words."""
    text = " ".join(e.text for e in one.record.evidence)
    words = {s for word in text.lower().split() for s in stem(word.strip(".,;:"))}
    return {f"#{topic}" for topic in name_issues(one.record)} | words
