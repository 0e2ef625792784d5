"""Scoring the grounding of time expressions: which days a text's words mean.

A suite is a CSV table, one text a row, with the expression asked for in [brackets] and
other expressions of the text in <angle brackets>; see `read_suite`.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

#: `precision` of a text that names no time at all.
NO_TIME = "none"

_MARK = re.compile(r"[\[<](.*?)[\]>]")


class Span(NamedTuple):
    """A stretch `[start, end)` of a text."""

    start: int
    end: int

    def overlap(self, other: "Span") -> int:
        """Return how many characters both have."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True)
class Answer:
    """An expression that a program found, and what it takes it to mean; None if unknown."""

    span: Span
    start: date | None
    end: date | None
    precision: str

    @property
    def known(self) -> bool:
        """Whether it means any days."""
        return self.start is not None


@dataclass(frozen=True)
class Question:
    """One row of a suite: a text without its marks, and what the marked expression means.

    `span` is None where the text names no time; `others` are the expressions beside it.
    """

    part: str
    family: str
    text: str
    anchor: date
    publisher: str | None
    span: Span | None
    others: tuple[Span, ...]
    start: date | None
    end: date | None
    precision: str
    basis: str

    def spurious(self, answers: Iterable[Answer]) -> list[Answer]:
        """Return the answers that give days to words which are no expression of time."""
        spans = (*self.others, *([self.span] if self.span else []))
        return [a for a in answers if a.known and not any(a.span.overlap(s) for s in spans)]

    def answer_among(self, answers: Sequence[Answer]) -> Answer | None:
        """Return the answer that has most words in common with the expression, None if none has."""
        if self.span is None:
            return None
        span = self.span
        best = max(answers, key=lambda answer: answer.span.overlap(span), default=None)
        return best if best is not None and best.span.overlap(span) else None

    def is_right(self, answers: Sequence[Answer]) -> bool:
        """Whether interval and precision are right; for no time, that nothing was found.

        What can't be grounded may be found as unknown, or not be found.
        """
        if self.span is None:
            return not answers
        found = self.answer_among(answers)
        if self.start is None:
            return found is None or not found.known
        if found is None:
            return False
        return (found.start, found.end, found.precision) == (self.start, self.end, self.precision)


def read_suite(path: Path) -> list[Question]:
    """Return the questions of the table at `path`, in file order; lines with # are comments."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [_question(row) for row in reader]


def _question(row: dict[str, str]) -> Question:
    text, asked, others = "", None, []
    position = 0
    for mark in _MARK.finditer(row["text"]):
        text += row["text"][position : mark.start()]
        span = Span(len(text), len(text) + len(mark[1]))
        text += mark[1]
        position = mark.end()
        if mark[0][0] == "[":
            asked = span
        else:
            others.append(span)
    start, end = (date.fromisoformat(row[key]) if row[key] else None for key in ("start", "end"))
    return Question(
        part=row["part"],
        family=row["family"],
        text=text + row["text"][position:],
        anchor=date.fromisoformat(row["anchor"]),
        publisher=row["publisher"] or None,
        span=asked,
        others=tuple(others),
        start=start,
        end=end,
        precision=row["precision"],
        basis=row["basis"],
    )


@dataclass
class Tally:
    """How many questions were asked, and how they were answered.

    `known` counts the questions that have an answer; `found` and `grounded` are of these.
    """

    asked: int = 0
    right: int = 0
    known: int = 0
    found: int = 0
    grounded: int = 0
    spurious: int = 0

    def add(self, question: Question, answers: Sequence[Answer]) -> None:
        """Count one question and its answers."""
        right = question.is_right(answers)
        self.asked += 1
        self.right += right
        self.spurious += len(question.spurious(answers))
        if question.start is not None:
            found = question.answer_among(answers)
            self.known += 1
            self.found += found is not None and found.known
            self.grounded += right


def tally(results: Iterable[tuple[Question, Sequence[Answer]]]) -> Iterator[tuple[str, str, Tally]]:
    """Yield part, family ("" = all families) and tally, the whole part first."""
    tallies: dict[tuple[str, str], Tally] = {}
    for question, answers in results:
        for family in ("", question.family):
            tallies.setdefault((question.part, family), Tally()).add(question, answers)
    for (part, family), counted in tallies.items():
        yield part, family, counted
