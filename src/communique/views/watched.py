"""What a watch asks: the query of a search or of a pair's page, and back again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from communique.archive.watches import Watch, WatchKind
from communique.errors import CommuniqueError
from communique.linking.memory import Memory
from communique.records import RECORD_TYPES
from communique.reference.issues import load_issues
from communique.reference.parties import load_parties
from communique.views.answers import answer
from communique.views.appointments import Appointment, list_appointments
from communique.views.dates import describe_day
from communique.views.desk import Desk
from communique.views.finding_records import Question
from communique.views.names import name_issue, name_party

#: Conditions of a search, in the order in which they are told. Days by which the archive is seen
#: as it was are none of a watch, which is about what comes.
_CONDITIONS = (
    "q", "kind", "party", "person", "issue", "publisher", "since", "until", "confidence",
)  # fmt: skip
#: So many records, the latest learnt, tell what of the calendar belongs to a search.
_MOST = 5000
#: A calendar reaches back so many days: what is left out vanishes from who subscribed to it.
_DAYS_BACK = 366


def write_search(query: str) -> str:
    """Return the conditions of a search as a watch keeps them, from the query of its page.

    Raises `CommuniqueError` for a query that asks nothing, or what no search can ask.

    >>> write_search("q=steel+quota&kind=&page=3&party=Japan&as_of=2024-01-01")
    'q=steel+quota&party=JPN'
    """
    given = _read(query)
    question = _read_question(given)
    if not asks_something(question):
        raise CommuniqueError("this search asks for everything; give words or choose first")
    kept: list[tuple[str, str]] = []
    for name in _CONDITIONS:
        values = question.parties if name == "party" else given.get(name, ())
        kept += [(name, value) for value in values]
    return urlencode(kept)


def asks_something(question: Question) -> bool:
    """Return whether a search sets a condition that can be watched."""
    return replace(question, as_of=None, known_at=None, page=1) != Question()


def write_pair(left: str, right: str) -> str:
    """Return the question of two parties, under any of their names, as a watch keeps it.

    >>> write_pair("Kenya", "Japan")
    'party=JPN&party=KEN'
    """
    named = sorted({load_parties().resolve(name) for name in (left, right)})
    if len(named) < 2:
        raise CommuniqueError("a pair is of two different parties")
    return urlencode([("party", one) for one in named])


def write_question(kind: WatchKind, query: str) -> str:
    """Return the question of a watch of a kind as it is kept, from a query."""
    if kind == "search":
        return write_search(query)
    parties = _read(query).get("party", [])
    if len(parties) != 2:
        raise CommuniqueError("a pair is of two different parties")
    return write_pair(*parties)


def question_of(watch: Watch) -> Question:
    """Return what a watch asks of the records."""
    return _read_question(_read(watch.question))


def link_watch(watch: Watch) -> str:
    """Return the address of the page that shows what is watched."""
    if watch.kind == "pair":
        return "/pairs/" + "/".join(question_of(watch).parties)
    return f"/search?{watch.question}"


def describe_question(question: Question) -> str:
    """Return in words what is asked for."""
    told = [f"“{question.words}”"] if question.words else []
    if question.kind:
        told.append(f"kind {question.kind}")
    if question.parties:
        told.append(" – ".join(map(name_party, question.parties)))
    if question.person:
        told.append(f"with {question.person}")
    if question.issue:
        told.append(f"on {name_issue(question.issue)}")
    if question.publisher:
        told.append(f"published by {question.publisher}")
    if question.since:
        told.append(f"from {describe_day(question.since)}")
    if question.until:
        told.append(f"to {describe_day(question.until)}")
    if question.confidence:
        told.append(f"confidence {question.confidence:g} or more")
    return ", ".join(told)


def watch_row(watch: Watch) -> dict[str, Any]:
    """Return a watch as plain data; its moment is ISO 8601 in UTC."""
    return {
        "id": watch.key,
        "name": watch.name,
        "kind": watch.kind,
        "question": watch.question,
        "made_at": watch.made_at.replace(tzinfo=UTC).isoformat(),
    }


def list_dates(desk: Desk, watch: Watch, *, today: date) -> list[Appointment]:
    """Return the encounters, due dates and promised sessions of what is watched.

    States are those of `today`; what was settled stays, so that no subscriber loses it, for a
    year. They are kept in the archive, and given again while nothing that they rest on changes.
    """
    question = question_of(watch)

    def compute() -> Any:
        memory, among = remember(desk, watch, today=today)
        found = list_appointments(memory, question.parties, everything=True)
        kept = (
            one
            for one in found
            if (today - one.end).days <= _DAYS_BACK
            and (among is None or any(source.record in among for source in one.sources))
        )
        return [one.model_dump(mode="json") for one in kept]

    options = {"as_of": today, "known_at": None, "kind": watch.kind, "question": watch.question}
    rows: Iterable[Any] = answer(desk, "watched dates", question.parties, options, compute)
    return [Appointment.model_validate(row) for row in rows]


def remember(desk: Desk, watch: Watch, *, today: date) -> tuple[Memory, frozenset[str] | None]:
    """Return what the archive remembers of what is watched, with states of `today`, and the ids
    of the records that belong to it; None if all of it does.

    Of a large archive, a search that names no party has but its own records linked.
    """
    question = question_of(watch)
    if watch.kind == "pair":
        return desk.recall(*question.parties, as_of=today), None
    stored = desk.latest(replace(question.to_filter(), as_of=today), limit=_MOST)
    among = frozenset(one.id for one in stored)
    if desk.takes_long(*question.parties):
        return Memory(stored, as_of=today), among
    return desk.recall(*question.parties, as_of=today), among


def _read(query: str) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(query.lstrip("?"), max_num_fields=50)
    except ValueError as error:
        raise CommuniqueError("this asks for too much to be watched") from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in _CONDITIONS and value.strip():
            found.setdefault(name, []).append(value.strip())
    # A field that is asked for once and sent twice counts as it did on the page: the last.
    return {name: v if name == "party" else v[-1:] for name, v in found.items()}


def _read_question(given: dict[str, list[str]]) -> Question:
    one = {name: values[-1] for name, values in given.items()}
    kind, issue = one.get("kind"), one.get("issue")
    if kind is not None and kind not in RECORD_TYPES:
        raise CommuniqueError(f"no records are of kind {kind!r}; {', '.join(RECORD_TYPES)} are")
    if issue is not None and issue not in load_issues().issues:
        raise CommuniqueError(f"there is no issue {issue!r}")
    parties = tuple(load_parties().resolve(name) for name in given.get("party", ()))
    if len(parties) > 2 or len(set(parties)) < len(parties):
        raise CommuniqueError("name one party, or two different ones")
    return Question(
        words=one.get("q", ""),
        kind=kind,
        parties=parties,
        person=one.get("person"),
        issue=issue,
        publisher=one.get("publisher"),
        since=_read_day(one.get("since")),
        until=_read_day(one.get("until")),
        confidence=_read_share(one.get("confidence")),
    )


def _read_day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise CommuniqueError(f"{written!r} is no day; write YYYY-MM-DD") from error


def _read_share(written: str | None) -> float | None:
    try:
        share = float(written) if written else None
    except ValueError:
        share = -1.0
    if share is not None and not 0 <= share <= 1:
        raise CommuniqueError(f"{written!r} is no confidence; write a number from 0 to 1")
    return share
