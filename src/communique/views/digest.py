"""The daily digest: what came in, and what fell due, of all that somebody watches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from communique.archive.types import Stored
from communique.archive.watches import Watch
from communique.linking.types import Promise
from communique.records import Value
from communique.views.dates import describe_due
from communique.views.desk import Desk
from communique.views.footnotes import Footnote
from communique.views.links import link_words
from communique.views.names import name_document, name_parties
from communique.views.news import choose_new
from communique.views.page import Line, Page
from communique.views.phrases import OVERDUE
from communique.views.summaries import summarise
from communique.views.watched import describe_question, link_watch, question_of, remember

#: So many lines stand under one heading; what is left out is counted.
MOST = 30
#: So many records are looked at for one watch.
_LOOKED_AT = 2000
#: What of a pair's changes a digest tells, in its order.
_SECTIONS = ("encounters", "commitments", "wordings", "mechanisms", "offices")
#: Under which heading new records of a kind stand; all others are under the last.
_HEADINGS = {
    "engagement": "New encounters",
    "commitment": "New commitments",
    "position": "New wordings of positions",
    "mechanism": "Standing mechanisms",
}
_OTHERS = "Other new records"


class Proof(Value):
    """Words that a line rests on: where they stand, relative to the desk, and of what document."""

    source: str
    words: str
    link: str


class Told(Value):
    """One line of a digest, with all that it rests on."""

    text: str
    lead: str | None = None
    remarks: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()


class Heading(Value):
    """Lines under a heading; `more` were left out."""

    title: str
    lines: tuple[Told, ...]
    more: int = 0


class WatchDigest(Value):
    """What came in of one watch, and where all of it stands; no heading where nothing did."""

    name: str
    asked: str
    link: str
    headings: tuple[Heading, ...]


class Digest(Value):
    """What came in from the start of the day `since` on, states being those of `today`."""

    since: date
    today: date
    watches: tuple[WatchDigest, ...]

    @property
    def has_news(self) -> bool:
        """Whether anything came in at all."""
        return any(watch.headings for watch in self.watches)


def make_digest(desk: Desk, watches: Iterable[Watch], *, since: date, today: date) -> Digest:
    """Return what came in of what is watched from the start of the day `since` on (in UTC).

    `today` is the day by which due dates are measured.
    """
    parts = (_digest_watch(desk, watch, since, today) for watch in watches)
    return Digest(since=since, today=today, watches=tuple(parts))


def _digest_watch(desk: Desk, watch: Watch, since: date, today: date) -> WatchDigest:
    tell = _tell_pair if watch.kind == "pair" else _tell_search
    question = question_of(watch)
    return WatchDigest(
        name=watch.name,
        asked=describe_question(question),
        link=link_watch(watch),
        headings=tuple(tell(desk, watch, since, today)),
    )


def _tell_pair(desk: Desk, watch: Watch, since: date, today: date) -> Iterator[Heading]:
    left, right = question_of(watch).parties
    # What was learnt after the end of the day before.
    page = desk.changes(left, right, since - timedelta(days=1), today=today)
    for part in page.sections:
        if part.id in _SECTIONS:
            for group in part.groups:
                title = f"{part.title}: {group.title.lower()}" if group.title else part.title
                lines = [_from_line(line, page) for line in group.lines]
                yield from _head(title, lines)


def _from_line(line: Line, page: Page) -> Told:
    text = f"“{line.text}”" if line.quoted else line.text
    remarks = (*line.remarks, *([line.flag] if line.flag else []))
    proofs = (_prove(page.footnotes[number - 1]) for number in line.notes)
    return Told(text=text, lead=line.lead, remarks=remarks, proofs=tuple(proofs))


def _prove(note: Footnote) -> Proof:
    return Proof(
        source=name_document(note.document),
        words=" … ".join(quote.text for quote in note.quotes),
        link=link_words(note.document.id, ((q.start, q.end) for q in note.quotes)),
    )


def _tell_search(desk: Desk, watch: Watch, since: date, today: date) -> Iterator[Heading]:
    learnt = datetime.combine(since, time(), tzinfo=UTC)
    wanted = question_of(watch).to_filter()
    found = desk.latest(wanted, learnt=learnt, limit=_LOOKED_AT)
    by_heading: dict[str, list[Told]] = {title: [] for title in (*_HEADINGS.values(), _OTHERS)}
    for _, one in choose_new(desk, found, learnt=learnt):
        by_heading[_HEADINGS.get(one.record.kind, _OTHERS)].append(_from_record(one))
    for title, lines in by_heading.items():
        yield from _head(title, lines)
    yield from _head("Commitments past due", list(_tell_overdue(desk, watch, since, today)))


def _from_record(one: Stored) -> Told:
    row = summarise(one.record)
    words = " … ".join(evidence.text for evidence in one.record.evidence)
    link = link_words(one.document.id, ((e.start, e.end) for e in one.record.evidence))
    source = one.document.title or one.document.name
    return Told(
        text=f"{row.who}: {row.what}",
        lead=row.when or None,
        proofs=(Proof(source=source, words=words, link=link),),
    )


def _tell_overdue(desk: Desk, watch: Watch, since: date, today: date) -> Iterator[Told]:
    """Yield the promises of what is watched that fell due since a day, and aren't kept yet."""
    question = question_of(watch)
    if question.kind not in (None, "commitment"):
        return
    # Linking is left for the days on which something can have fallen due.
    due = replace(
        question.to_filter(),
        kinds=("commitment",),
        due_since=since - timedelta(days=1),
        due_until=today,
    )
    keys = {one.id for one in desk.latest(due, limit=_LOOKED_AT)}
    if not keys:
        return
    memory, _ = remember(desk, watch, today=today)
    for promise in memory.promises_told_by(keys):
        if promise.state == "overdue" and _fell_due(promise, since, today):
            sources = [step.source for step in promise.steps]
            proofs = (
                Proof(
                    source=source.name,
                    words=" … ".join(_words_of(desk, source.document, source.spans)),
                    link=link_words(source.document, source.spans),
                )
                for source in sources
            )
            yield Told(
                text=promise.action,
                lead=name_parties(promise.parties),
                remarks=(f"due {describe_due(promise.due)}", OVERDUE),
                proofs=tuple(proofs),
            )


def _fell_due(promise: Promise, since: date, today: date) -> bool:
    """Return whether the last day of grace was the one before `since`, or later."""
    end = promise.due.end if promise.due is not None else None
    return end is not None and since - timedelta(days=1) <= end < today


def _words_of(desk: Desk, document: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    text = desk.text(document)
    return (text[start:end] for start, end in spans)


def _head(title: str, lines: Sequence[Told]) -> Iterator[Heading]:
    if lines:
        more = max(0, len(lines) - MOST)
        yield Heading(title=title, lines=tuple(lines[:MOST]), more=more)
