"""What changed since the last brief on a pair: how it is laid out."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from communique.archive import Archive
from communique.archive.types import Review, Stored
from communique.linking.aligning import compare_words
from communique.linking.decisions import lines_of
from communique.views.changes import Changes, compare_memories
from communique.views.dates import describe_day
from communique.views.findings import find
from communique.views.linked import sort_promises
from communique.views.names import name_issue, name_parties, name_party
from communique.views.page import Group, Line, Page
from communique.views.phrases import (
    describe_steps,
    mark_difference,
    phrase_commitment,
    phrase_engagement,
    phrase_formula,
    phrase_mechanism,
    to_stretches,
)
from communique.views.recall import recall
from communique.views.scope import Pair, find_between
from communique.views.subject_phrases import phrase_office, phrase_round
from communique.views.subjects import Subject, group, section


def lay_out_changes(
    archive: Archive,
    left: str,
    right: str,
    since: date,
    *,
    known_at: date | datetime | None = None,
    today: date | None = None,
) -> Page:
    """Return what the archive knows of two parties and did not know at the end of `since`.

    States are those of then and of now, each measured on the day of the newest document of
    its time; with `today` on the days themselves, so that what fell due meanwhile shows.
    `known_at` takes an earlier moment for now; see `Archive.records`.
    """
    measured = since if today is not None else None
    before = recall(archive, left, right, as_of=measured, known_at=since)
    now = recall(archive, left, right, as_of=today, known_at=known_at)
    lines = lines_of(archive.successions(known_at=known_at))
    changes = compare_memories(before, now, Pair(left, right), lines)
    subject = Subject(now)
    pair = Pair(left, right)
    pages = {f.document.id for f in find_between((*before.stored, *now.stored), pair)}
    reviewed = [
        (review, stored)
        for review in _find_reviews(archive, since, known_at)
        if (stored := archive.at(review.targets[0].partition("/")[0]).stored).document.id in pages
    ]
    changes = compare_memories(before, now, pair, lines)
    sections = (
        section("encounters", "Encounters", *_meet(subject, changes, pair)),
        section("commitments", "Commitments", *_promise(subject, changes, pair)),
        section("wordings", "Wordings", *_word(subject, changes)),
        section("mechanisms", "Standing mechanisms", *_sit(subject, changes, pair)),
        section("offices", "New in office", group(None, _hold(subject, changes))),
        section("reviews", "Records reviewed", group(None, _judge(subject, reviewed))),
    )
    count = sum(len(one.lines) for part in sections for one in part.groups)
    glance = [Line(lead="Changes", text=str(count) if count else "none")]
    title = f"{name_party(left)} – {name_party(right)}: changes since {describe_day(since)}"
    return subject.lay_out(title, sections, glance)


def _meet(subject: Subject, changes: Changes, pair: Pair) -> Iterator[Group]:
    named = (pair.left, pair.right)
    held, ahead = subject.linked.list_engagements(e for was, e in changes.encounters if was is None)
    new = (phrase_engagement(entry, pair=named) for entry in (*held, *reversed(ahead)))
    yield group("New", new)
    yield group("What became of those known before", _turn_out(subject, changes, named))


def _turn_out(subject: Subject, changes: Changes, named: tuple[str, str]) -> Iterator[Line]:
    for was, encounter in changes.encounters:
        if was is not None:
            for entry in (e for told in subject.linked.list_engagements([encounter]) for e in told):
                line = phrase_engagement(entry, pair=named)
                turned = "came about" if encounter.came_about else encounter.status
                turn = f"{was.status} → {turned}"
                yield line.model_copy(update={"remarks": (turn, *line.remarks)})


def _promise(subject: Subject, changes: Changes, pair: Pair) -> Iterator[Group]:
    new = sort_promises(promise for was, promise, _ in changes.promises if was is None)
    lines = map(phrase_commitment, subject.linked.list_commitments(new))
    yield group("New", lines)
    yield group("What became of those known before", _go_on(subject, changes))


def _go_on(subject: Subject, changes: Changes) -> Iterator[Line]:
    """Yield the promises known before with their states then and now, and what happened."""
    for was, promise, steps in changes.promises:
        if was is not None:
            turned = was.state != promise.state
            told = steps or promise.steps
            yield Line(
                lead=f"{was.state} → {promise.state}" if turned else f"still {promise.state}",
                text=promise.action,
                remarks=(name_parties(promise.parties), *describe_steps(steps, repeated=True)),
                notes=subject.cite(step.source for step in told),
                thing=promise.id,
            )


def _word(subject: Subject, changes: Changes) -> Iterator[Group]:
    new, reworded, dropped = [], [], []
    for was, formula in changes.formulas:
        [entry] = subject.linked.list_formulas([formula])
        line = phrase_formula(entry)
        about = (name_party(formula.holder), name_issue(formula.issue))
        line = line.model_copy(update={"remarks": (*about, *line.remarks)})
        if was is None:
            new.append(line)
        elif formula.dropped and not was.dropped:
            dropped.append(line)
        else:
            edits = compare_words(was.wording, formula.wording)
            marked = {
                "text": mark_difference(edits),
                "quoted": False,
                "edits": to_stretches(edits),
            }
            reworded.append(line.model_copy(update=marked))
    yield group("New", new)
    yield group("Worded otherwise", reworded)
    yield group("Dropped", dropped)


def _sit(subject: Subject, changes: Changes, pair: Pair) -> Iterator[Group]:
    named = (pair.left, pair.right)
    new = (mechanism for was, mechanism, _ in changes.mechanisms if was is None)
    lines = (phrase_mechanism(e, pair=named) for e in subject.linked.list_mechanisms(new))
    yield group("New", lines)
    rounds, turned = [], []
    for was, mechanism, held in changes.mechanisms:
        for one in held if was is not None else ():
            line = phrase_round(one, subject.cite(one.sources))
            rounds.append(
                line.model_copy(
                    update={"text": f"{mechanism.name}: {line.text}", "thing": mechanism.id}
                )
            )
        if was is not None and was.state != mechanism.state:
            sources = mechanism.states[-1].sources if mechanism.states else mechanism.sources
            turn = f"{was.state} → {mechanism.state}"
            turned.append(
                Line(
                    lead=turn, text=mechanism.name, notes=subject.cite(sources), thing=mechanism.id
                )
            )
    yield group("Rounds held", rounds)
    yield group("In another state", turned)


def _hold(subject: Subject, changes: Changes) -> Iterator[Line]:
    for person, office in changes.offices:
        line = phrase_office(office, subject.cite(office.sources))
        yield line.model_copy(update={"lead": person.name, "thing": person.id})


def _judge(subject: Subject, reviewed: Iterable[tuple[Review, Stored]]) -> Iterator[Line]:
    for review, stored in reviewed:
        words = " … ".join(evidence.text for evidence in stored.record.evidence)
        yield Line(
            lead=describe_day(review.at.date()),
            text=words,
            quoted=True,
            remarks=(
                f"{review.kind or stored.record.kind}: {review.verdict} by {review.by}",
                *([review.why] if review.why else []),
            ),
            flag="taken back" if review.undone_by is not None else None,
            notes=subject.notes.cite_all(tuple(find([stored]))),
            thing=stored.id,
        )


def _find_reviews(
    archive: Archive, since: date, known_at: date | datetime | None
) -> Iterator[Review]:
    """Yield what was decided on records after the end of `since`; undoing marks what it undid."""
    known = {review.id for review in archive.reviews(known_at=since)}
    for review in archive.reviews(known_at=known_at):
        if review.id not in known and review.targets:
            yield review
